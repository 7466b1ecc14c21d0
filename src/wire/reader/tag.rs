//! What an object is, before it is read: its tag, wherever that stands, and its keys.

use std::borrow::Cow;

use super::{Mark, Mismatch, Reader};
use crate::wire::ahead;
use crate::wire::shape::Shape;

/// After so many objects that are not what their first keys told, tags are looked for. Reading in
/// vain costs a text no more than this many times its length.
const MAX_WRONG_GUESSES: u8 = 4;

impl<'a> Reader<'a> {
    /// Whether the object that comes next, which is not consumed, has this key.
    pub fn has(&self, key: &str) -> Result<bool, Mismatch> {
        self.clone().enter(key)
    }

    /// Enters the object that comes next and goes to the value under this key; false if the object
    /// ended without it.
    pub(crate) fn enter(&mut self, key: &str) -> Result<bool, Mismatch> {
        self.open_object()?;
        let mut first = true;
        while let Some(name) = self.member(&mut first)? {
            if name == key {
                return Ok(true);
            }
            self.skip()?;
        }
        Ok(false)
    }

    /// The string under `key` in the object that comes next, which is not consumed, if that key
    /// comes first; an error when no object comes or the tag is not a string.
    #[inline]
    pub(crate) fn first_tag(&mut self, key: &str) -> Result<Option<Cow<'a, str>>, Mismatch> {
        if self.peek() != Some(b'{') {
            return Err(Mismatch);
        }
        let object = self.mark();
        let tag = if self.first_key(key) {
            Some(self.string()?)
        } else {
            None
        };
        self.rewind(object);
        Ok(tag)
    }

    /// The string under `key` in the object that comes next, which is not consumed. `None` when
    /// the object has no such key; an error when the tag is not a string.
    pub(crate) fn late_tag(&mut self, key: &'static str) -> Result<Option<Cow<'a, str>>, Mismatch> {
        let object = self.mark();
        match self.ahead.tag(self.text, object.pos, key) {
            Some(value) => self.pos = value,
            None => {
                let mut slow = self.clone();
                if !slow.enter(key)? {
                    return Ok(None);
                }
                self.pos = slow.pos;
            }
        }
        let tag = self.string()?;
        self.rewind(object);
        Ok(Some(tag))
    }

    /// The place of the variant that the object which comes next is, or most likely is if its tag
    /// does not come first; an error when no object comes or the tag is missing or no string.
    /// `place` is that of the variant with a tag.
    #[inline]
    pub(crate) fn variant(
        &mut self,
        shape: &Shape,
        key: &'static str,
        place: impl Fn(&str) -> Option<usize>,
    ) -> Result<Option<usize>, Mismatch> {
        let tag = match self.first_tag(key)? {
            Some(tag) => tag,
            None => match self.likely(shape) {
                Some(place) => return Ok(Some(place)),
                None => self.late_tag(key)?.ok_or(Mismatch)?,
            },
        };
        Ok(place(&tag))
    }

    /// The place of the variant that the object which comes next most likely is, told by its first
    /// keys or by the end of the text. To read it as that variant and find its tag there is cheaper
    /// than to look for the tag.
    pub(crate) fn likely(&self, shape: &Shape) -> Option<usize> {
        let Shape::Union(union) = shape else {
            return None;
        };
        if self.wrong_guesses >= MAX_WRONG_GUESSES || self.ahead.knows(self.pos) {
            return None;
        }
        ahead::told(self.text.as_bytes(), self.pos, union).or_else(|| {
            let tag = ahead::last_member(self.text, union.tag, self.depth.into())?;
            union.place(tag)
        })
    }

    /// Goes back to an object that was read as a variant that it is not.
    pub(crate) fn guessed_wrong(&mut self, object: Mark) {
        self.rewind(object);
        self.wrong_guesses += 1;
    }

    /// Goes behind the colon of the object's first member if that has this key.
    fn first_key(&mut self, key: &str) -> bool {
        self.pos += 1;
        self.space();
        let end = self.spelled(key);
        end.is_some_and(|end| self.after_key(end).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Wire;
    use crate::{OutputItem, TaskEvent, TaskEventResponse, decode};

    #[test]
    fn a_tag_that_comes_first_is_seen_at_once() {
        for (text, tag) in [
            (r#"{"type":"a","b":1}"#, Some("a")),
            (" {\n\"type\" :\t\"a\" }", Some("a")),
            (r#"{"types":"a"}"#, None),
            (r#"{"typ":"a"}"#, None),
            (r#"{"b":1,"type":"a"}"#, None),
            (r#"{"type""#, None),
            (r#"{"typ"#, None),
            ("{}", None),
            ("{", None),
        ] {
            let mut reader = Reader::new(text);
            assert_eq!(reader.first_tag("type"), Ok(tag.map(Cow::from)), "{text}");
            assert_eq!(reader.peek(), Some(b'{'), "nothing is consumed");
        }
        assert_eq!(Reader::new("[]").first_tag("type"), Err(Mismatch));
        assert_eq!(
            Reader::new(r#"{"type":1}"#).first_tag("type"),
            Err(Mismatch)
        );
    }

    #[test]
    fn objects_are_guessed_until_guesses_fail() {
        let item = OutputItem::SHAPE;
        let text = r#"{"id":"a","role":"user","x":{"role":"user"},"type":"message","y":1}"#;
        let mut reader = Reader::new(text);
        let object = reader.mark();
        let message = reader.likely(&item);
        assert!(message.is_some());
        assert_eq!(reader.likely(&Shape::Any), None);
        for _ in 0..MAX_WRONG_GUESSES {
            assert_eq!(reader.likely(&item), message);
            reader.guessed_wrong(object);
        }
        assert_eq!(reader.likely(&item), None);
        // One that was made around the others can fail after them.
        reader.guessed_wrong(object);
        assert_eq!(reader.likely(&item), None);

        // Whose tag is known already need not be guessed.
        let mut reader = Reader::new(text);
        assert_eq!(reader.late_tag("type"), Ok(Some("message".into())));
        assert_eq!(reader.likely(&item), message);
        reader.jump(text.find("{\"role").unwrap());
        assert_eq!(reader.likely(&item), None);
    }

    #[test]
    fn the_end_of_a_text_tells_what_its_last_object_is() {
        let event = r#"{"task_id":"t","sequence_number":1,"timestamp":"","type":"task.working"}"#;
        let other = r#"{"type":"task.paused"}"#;
        for (text, tag) in [
            (
                format!(r#"{{"jsonrpc":"2.0","result":{event}}}"#),
                Some("task.working"),
            ),
            // What is last there is another object.
            (
                format!(r#"{{"jsonrpc":"2.0","result":{event},"other":{other}}}"#),
                Some("task.paused"),
            ),
            (
                format!(r#"{{"jsonrpc":"2.0","result":{event},"other":[{other}]}}"#),
                None,
            ),
            (
                format!(r#"{{"jsonrpc":"2.0","result":{event},"other":{{"type":"new"}}}}"#),
                None,
            ),
        ] {
            let mut reader = Reader::new(&text);
            assert_eq!(reader.enter("result"), Ok(true));
            let Shape::Union(union) = TaskEvent::SHAPE else {
                panic!("events are a union")
            };
            let likely = reader.likely(&TaskEvent::SHAPE);
            let likely = likely.map(|place| union.variants[place].object.tags("type")[0]);
            assert_eq!(likely, tag, "{text}");
            let response: TaskEventResponse = decode::from_str(&text).unwrap();
            assert_eq!(response.result, decode::from_str(event).ok(), "{text}");
        }
    }
}
