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
    fn enter(&mut self, key: &str) -> Result<bool, Mismatch> {
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
    /// keys. To read it as that variant and find its tag there is cheaper than to look for the tag.
    pub(crate) fn likely(&self, shape: &Shape) -> Option<usize> {
        let Shape::Union(union) = shape else {
            return None;
        };
        let guess = self.wrong_guesses < MAX_WRONG_GUESSES && !self.ahead.knows(self.pos);
        guess.then(|| ahead::told(self.text.as_bytes(), self.pos, union))?
    }

    /// Goes back to an object that was read as a variant that it is not.
    pub(crate) fn guessed_wrong(&mut self, object: Mark) {
        self.rewind(object);
        self.wrong_guesses += 1;
    }

    /// Goes behind the colon of the object's first member if that has this key.
    fn first_key(&mut self, key: &str) -> bool {
        self.pos += 1;
        let quoted = self.peek() == Some(b'"');
        let rest = &self.text.as_bytes()[self.pos..];
        let end = key.len() + 1;
        quoted
            && rest[1..].starts_with(key.as_bytes())
            && rest.get(end) == Some(&b'"')
            && self.after_key(self.pos + end + 1).is_ok()
    }
}
