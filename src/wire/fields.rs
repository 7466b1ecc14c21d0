//! Tells the members of an object apart by their keys.
//!
//! Senders write the fields of an object in a steady order, mostly that of the model. So the key
//! that comes next is first compared with the field after the last one, then with the others; only
//! keys that are none of them are read as strings.

use std::borrow::Cow;

use super::key::Key;
use crate::json::{Mismatch, Reader, scan};

/// One step through an object.
#[derive(Debug)]
pub(crate) enum Member<'a> {
    /// The field with this place in the table comes next.
    Field(usize),
    /// A key that the table does not have.
    Other(Cow<'a, str>),
    /// The object ended.
    End,
}

/// Refuses a key that is there twice, among those that no table names. Fields are refused as they
/// come, see [`Fields::next`].
#[inline]
pub(super) fn each_once<K: Ord>(keys: impl ExactSizeIterator<Item = K>) -> Result<(), Mismatch> {
    if keys.len() < 2 {
        return Ok(());
    }
    let mut keys: Vec<K> = keys.collect();
    keys.sort_unstable();
    let each_once = keys.is_sorted_by(|one, next| one != next);
    each_once.then_some(()).ok_or(Mismatch)
}

/// The way through an object: which fields came and which is likely next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    keys: &'static [Key],
    likely: usize,
    seen: u64,
    first: bool,
}

impl Fields {
    /// Enters the object that comes next.
    #[inline]
    pub(crate) fn open(keys: &'static [Key], reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.open_object()?;
        Ok(Fields {
            keys,
            likely: 0,
            seen: 0,
            first: true,
        })
    }

    /// Whether the field with this place came.
    #[inline]
    pub(crate) fn came(&self, field: usize) -> bool {
        self.seen >> field & 1 != 0
    }

    /// Whether all fields of a set came, one bit a place.
    #[inline]
    pub(crate) fn all_came(&self, fields: u64) -> bool {
        self.seen & fields == fields
    }

    /// The keys of the fields that did not come.
    pub(crate) fn absent(&self) -> impl Iterator<Item = &'static str> {
        let keys = self.keys.iter().enumerate();
        keys.filter(|(place, _)| !self.came(*place))
            .map(|(_, key)| key.name())
    }

    /// Goes to the value of the next member, or leaves the object at its end. A field may not come
    /// twice, not even with null.
    // In place of the call, which costs about as much as what it does.
    #[inline(always)]
    pub(crate) fn next<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Member<'a>, Mismatch> {
        match self.usual(reader) {
            Some(field) => Ok(Member::Field(field)),
            None => self.any(reader),
        }
    }

    /// Goes to the value of a field that comes next in the usual spelling: at most one space
    /// before its key, and none after it.
    #[inline(always)]
    fn usual(&mut self, reader: &mut Reader<'_>) -> Option<usize> {
        let bytes = reader.text().as_bytes();
        let mut at = reader.pos();
        if !self.first {
            if bytes.get(at) != Some(&b',') {
                return None;
            }
            at += 1;
        }
        at += usize::from(*bytes.get(at)? == b' ');
        let field = self.find(bytes, at)?;
        let colon = at + self.keys[field].quoted_len();
        if bytes.get(colon) != Some(&b':') || self.came(field) {
            return None;
        }
        reader.jump(colon + 1);
        self.first = false;
        self.arrive(field);
        Some(field)
    }

    /// The field whose key is there in quotes; may miss one that begins like another.
    #[inline(always)]
    fn find(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let head = scan::head(bytes, at);
        let field = match self.keys.get(self.likely) {
            Some(key) if key.begins(head) => self.likely,
            _ => self.keys.iter().position(|key| key.begins(head))?,
        };
        self.keys[field].ends(bytes, at).then_some(field)
    }

    fn arrive(&mut self, field: usize) {
        self.seen |= 1 << field;
        self.likely = field + 1;
    }

    /// Goes to the value of whatever member comes next.
    fn any<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Member<'a>, Mismatch> {
        if !reader.key(&mut self.first)? {
            return Ok(Member::End);
        }
        let from = reader.pos();
        let field = match self.find(reader.text().as_bytes(), from) {
            Some(field) => {
                reader.after_key(from + self.keys[field].quoted_len())?;
                field
            }
            None => {
                let key = reader.other_key()?;
                match self.keys.iter().position(|known| known.name() == key) {
                    Some(field) => field,
                    None => return Ok(Member::Other(key)),
                }
            }
        };
        if self.came(field) {
            return Err(Mismatch);
        }
        self.arrive(field);
        Ok(Member::Field(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = [
        "id",
        "type",
        "fourteen_bytes",
        "exactly_fifteen",
        "more_than_fifteen",
    ];
    static KEYS: [Key; 5] = Key::table(&NAMES);

    /// The fields that are found the usual way, up to the first member that is not.
    fn usual(text: &str) -> Vec<&'static str> {
        let mut reader = Reader::new(text);
        let mut fields = Fields::open(&KEYS, &mut reader).unwrap();
        let mut found = Vec::new();
        while let Some(field) = fields.usual(&mut reader) {
            assert!(fields.came(field));
            assert_eq!(reader.peek(), Some(b'7'), "the value comes next");
            reader.skip().unwrap();
            found.push(NAMES[field]);
        }
        found
    }

    #[test]
    fn fields_in_the_usual_spelling_are_found_at_once() {
        for first in 0..NAMES.len() {
            for step in 1..NAMES.len() {
                let names: Vec<_> = (0..5).map(|at| NAMES[(first + at * step) % 5]).collect();
                for space in ["", " "] {
                    let members: Vec<_> = names
                        .iter()
                        .map(|name| format!("{space}\"{name}\":7"))
                        .collect();
                    let text = format!("{{{}}}", members.join(","));
                    assert_eq!(usual(&text), names, "{text}");
                }
            }
        }
    }

    /// Of keys that begin alike only the one that is likely is looked at.
    #[test]
    fn keys_that_begin_alike_are_found_in_their_order() {
        static ALIKE: [Key; 2] = Key::table(&["more_than_fifteen", "more_than_fifteen_too"]);
        let mut reader = Reader::new(r#"{"more_than_fifteen":7,"more_than_fifteen_too":7}"#);
        let mut fields = Fields::open(&ALIKE, &mut reader).unwrap();
        for field in [0, 1] {
            assert_eq!(fields.usual(&mut reader), Some(field));
            reader.skip().unwrap();
        }
    }

    #[test]
    fn other_spellings_are_left_to_the_other_way() {
        for (text, found) in [
            ("{}", 0),
            ("{", 0),
            (r#"{  "id":7}"#, 0),
            (r#"{"id" :7}"#, 0),
            (r#"{,"id":7}"#, 0),
            (r#"{"i\u0064":7}"#, 0),
            (r#"{"ID":7}"#, 0),
            (r#"{"id"#, 0),
            (r#"{"id":7 ,"type":7}"#, 1),
            (r#"{"id":7"type":7}"#, 1),
            (r#"{"id":7,"id":7}"#, 1),
            (r#"{"id":7,"types":7}"#, 1),
            (r#"{"id":7,"type":7,"exactly_fifteeN":7}"#, 2),
            (r#"{"id":7,"type":7,"exactly_fifteen_":7}"#, 2),
            (r#"{"id":7,"type":7,"more_than_fifteeN":7}"#, 2),
            (r#"{"id":7,"type":7,"more_than_fiftee"#, 2),
            (r#"{"id":7,"type":7,"more_than_fifteen"#, 2),
        ] {
            assert_eq!(usual(text).len(), found, "{text}");
        }
    }
}
