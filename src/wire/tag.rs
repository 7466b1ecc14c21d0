//! Which variant of a union an object is, found before it is read.

use super::shape::UnionShape;
use crate::json::{Mark, Mismatch, Reader, last_member};

/// So few variants are told apart by their keys sooner than by a tag that has to be looked for.
const FEW: usize = 8;

/// The place of a variant in its union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// The variant with the object's tag; `None` if no variant has it.
    Tagged(Option<usize>),
    /// The variant that the object most likely is: its tag has to turn up when it is read as that.
    Guessed(usize),
}

impl<'a> Reader<'a> {
    /// The variant of the object that comes next, which is not consumed; an error when no object
    /// comes or its tag is missing or not a string.
    ///
    /// A tag that does not come first is guessed, if that is likely to succeed: reading the object
    /// as the variant that it probably is costs less than to look for its tag.
    #[inline]
    pub(crate) fn variant(&mut self, union: &UnionShape) -> Result<Variant, Mismatch> {
        if self.peek() != Some(b'{') {
            return Err(Mismatch);
        }
        if let Some(place) = self.tag_scan.noted(self.pos()) {
            return Ok(Variant::Tagged(Some(place)));
        }
        let bytes = self.text().as_bytes();
        match union.index().tag_value(bytes, self.pos() + 1) {
            Some(value) => self.tag_at(value, union).map(Variant::Tagged),
            None => self.guess_variant(union),
        }
    }

    /// A reader of a text in which the tag of one object was found already: where the object is and
    /// the place of its variant.
    pub(crate) fn with_variant(text: &'a str, object: usize, place: usize) -> Self {
        let mut reader = Reader::new(text);
        reader.tag_scan.note(object, place);
        reader
    }

    fn guess_variant(&mut self, union: &UnionShape) -> Result<Variant, Mismatch> {
        let may_guess = self.mispredicted <= self.text().len();
        if may_guess && !self.tag_scan.covers(self.pos()) {
            let (index, bytes, object) = (union.index(), self.text().as_bytes(), self.pos());
            let last = last_member(self.text(), union.tag, self.depth().into());
            let mut likely = last.and_then(|tag| index.place(tag));
            if union.variants.len() > FEW {
                likely = likely.or_else(|| index.near_tag(bytes, object));
            }
            if let Some(place) = likely.or_else(|| index.first_members(bytes, object)) {
                return Ok(Variant::Guessed(place));
            }
        }
        self.tagged_variant(union).map(Variant::Tagged)
    }

    /// The variant with the tag of the object that comes next, wherever the tag is.
    pub(crate) fn tagged_variant(&mut self, union: &UnionShape) -> Result<Option<usize>, Mismatch> {
        self.space();
        let value = match self.tag_scan.tag(self.text(), self.pos(), union.tag) {
            Some(value) => value,
            // The key of the tag may have escapes.
            None => {
                let mut object = self.clone();
                if !object.enter(union.tag)? {
                    return Err(Mismatch);
                }
                object.pos()
            }
        };
        self.tag_at(value, union)
    }

    /// The variant with the tag at this offset.
    #[inline]
    fn tag_at(&mut self, value: usize, union: &UnionShape) -> Result<Option<usize>, Mismatch> {
        let known = union.index().place_at(self.text().as_bytes(), value);
        if known.is_some() {
            return Ok(known);
        }
        // It has escapes or is not known.
        let object = self.pos();
        self.jump(value);
        let tag = self.string()?;
        self.jump(object);
        Ok(union.index().place(&tag))
    }

    /// Goes back to an object that was read as a variant that it is not. What was read in vain is
    /// counted: together it may be no longer than the text.
    pub(crate) fn mispredicted(&mut self, object: Mark) {
        self.mispredicted += self.pos() - object.pos();
        self.rewind(object);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Shape, Wire};
    use crate::{OutputItem, TaskEvent, TaskEventResponse, decode};

    fn union<T: Wire>() -> &'static UnionShape {
        match T::SHAPE {
            Shape::Union(union) => union,
            _ => panic!("a union is expected"),
        }
    }

    fn place<T: Wire>(tag: &str) -> Option<usize> {
        let mut variants = union::<T>().variants.iter();
        variants.position(|variant| variant.object.tags("type").contains(&tag))
    }

    fn place_of(variant: Variant) -> Option<usize> {
        match variant {
            Variant::Tagged(place) => place,
            Variant::Guessed(place) => Some(place),
        }
    }

    #[test]
    fn the_tag_of_an_object_is_found_wherever_it_is() {
        let message = place::<OutputItem>("message");
        assert!(message.is_some());
        for (text, variant) in [
            (r#"{"type":"message","b":1}"#, message),
            (" {\n\"type\" :\t\"message\" }", message),
            (r#"{"type":"mess\u0061ge"}"#, message),
            (r#"{"b":1,"type":"message"}"#, message),
            (r#"{"b":{"type":"new"},"type":"message"}"#, message),
            (r#"{"b":[],"\u0074ype":"message"}"#, message),
            (r#"{"type":"new"}"#, None),
            (r#"{"type":""}"#, None),
            (r#"{"b":[],"type":"longer_than_any_other_tag"}"#, None),
        ] {
            let around = format!(r#"{{"item": {text},"type":"reasoning"}}"#);
            for (text, at) in [(text, 0), (&*around, r#"{"item":"#.len())] {
                let mut reader = Reader::new(text);
                if at > 0 {
                    assert_eq!(reader.enter("item"), Ok(true));
                    reader.jump(at);
                }
                let tagged = reader.clone().tagged_variant(union::<OutputItem>());
                assert_eq!(tagged, Ok(variant), "{text}");
                let found = reader.variant(union::<OutputItem>());
                assert_eq!(found.map(place_of), Ok(variant), "{text}");
                assert_eq!(reader.peek(), Some(b'{'), "nothing is consumed");
            }
        }
        for text in [
            "[]",
            "{}",
            "{",
            "",
            r#"{"type":1}"#,
            r#"{"type""#,
            r#"{"typ"#,
            r#"{"type":"a"#,
            r#"{"types":"message"}"#,
            r#"{"typ":"message"}"#,
            r#"{"type" "message"}"#,
        ] {
            let variant = Reader::new(text).variant(union::<OutputItem>());
            assert_eq!(variant, Err(Mismatch), "{text}");
        }
    }

    #[test]
    fn variants_are_guessed_until_as_much_as_the_text_was_read_in_vain() {
        let items = union::<OutputItem>();
        let text = r#"[0,{"id":"a","role":"user","x":{"role":"user","content":[1],"type":"message"},
            "type":"message","y":1}]"#;
        let mut reader = Reader::new(text);
        reader.jump(3);
        let object = reader.mark();
        let message = place::<OutputItem>("message");
        for read_in_vain in [0, text.len() - 1, 1] {
            let guess = message.map(Variant::Guessed);
            assert_eq!(reader.variant(items).ok(), guess, "{read_in_vain}");
            reader.jump(object.pos() + read_in_vain);
            reader.mispredicted(object);
            assert_eq!(reader.pos(), object.pos());
        }
        reader.jump(object.pos() + 1);
        reader.mispredicted(object);
        assert_eq!(reader.variant(items), Ok(Variant::Tagged(message)));

        // Where the tag was found already none is guessed.
        let mut reader = Reader::new(text);
        reader.jump(object.pos());
        assert_eq!(reader.tagged_variant(items), Ok(message));
        reader.jump(text.find("{\"role").unwrap());
        assert_eq!(reader.variant(items), Ok(Variant::Tagged(message)));
    }

    #[test]
    fn the_end_of_a_text_says_what_its_last_object_is() {
        let event = r#"{"task_id":"t","sequence_number":1,"timestamp":"","type":"task.working"}"#;
        let first = r#"{"type":"task.working","task_id":"t","sequence_number":1,"timestamp":""}"#;
        let guessed = |tag| Variant::Guessed(place::<TaskEvent>(tag).unwrap());
        let tagged = |tag| Variant::Tagged(place::<TaskEvent>(tag));
        let late = &format!(r#"{{"x":[],{}"#, &event[1..]);
        let far = &format!(r#"{{"x":["{}"],{}"#, "x".repeat(300), &event[1..]);
        let other = r#","other":{"type":"task.paused"}"#;
        let others = r#","other":[{"type":"task.paused"}]"#;
        for (event, end, variant) in [
            (event, "", guessed("task.working")),
            // What is last there is another object.
            (event, other, guessed("task.paused")),
            (event, others, guessed("task.working")),
            (late, others, guessed("task.working")),
            (far, others, tagged("task.working")),
            (event, r#","other":{"type":"new"}"#, guessed("task.working")),
            // Its own tag comes first.
            (first, other, tagged("task.working")),
        ] {
            let text = format!(r#"{{"jsonrpc":"2.0","result":{event}{end}}}"#);
            let mut reader = Reader::new(&text);
            assert_eq!(reader.enter("result"), Ok(true));
            assert_eq!(reader.variant(union::<TaskEvent>()), Ok(variant), "{text}");
            let response: TaskEventResponse = decode::from_str(&text).unwrap();
            assert_eq!(response.result, decode::from_str(event).ok(), "{text}");
        }
    }
}
