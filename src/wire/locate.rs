//! From a byte of a text to the value that it belongs to.

use std::borrow::Cow;

use super::reader::Reader;
use crate::pointer;

/// One step of the way to a value.
pub(super) enum Segment<'a> {
    /// The key of a member.
    Key(Cow<'a, str>),
    /// The position of an element.
    Index(usize),
}

/// The JSON Pointer of a way.
pub(super) fn pointer(path: &[Segment<'_>]) -> String {
    pointer_within(path, usize::MAX)
}

/// The JSON Pointers of many ways through one text. Keys may be as long as the text, and each value
/// below them may need its pointer, so only so many are written out.
pub(super) struct Pointers {
    /// How many bytes long pointers may still take.
    left: usize,
}

/// Pointers up to this length are always written out.
const SHORT: usize = 256;

/// The bytes of all longer ones, beside as many as the text has.
const LONG: usize = 64 * 1024;

impl Pointers {
    pub(super) fn through(text: &str) -> Self {
        Pointers {
            left: text.len() + LONG,
        }
    }

    /// The pointer of a way; if that is too long, the pointer of the last value on the way that has a
    /// shorter one.
    pub(super) fn write(&mut self, path: &[Segment<'_>]) -> String {
        let pointer = pointer_within(path, self.left.max(SHORT));
        if pointer.len() > SHORT {
            self.left = self.left.saturating_sub(pointer.len());
        }
        pointer
    }
}

fn pointer_within(path: &[Segment<'_>], longest: usize) -> String {
    let mut pointer = String::new();
    for segment in path {
        let before = pointer.len();
        match segment {
            Segment::Key(key) if key.len() > longest => break,
            Segment::Key(key) => pointer::push(&mut pointer, key),
            Segment::Index(index) => pointer::push_index(&mut pointer, *index),
        }
        if pointer.len() > longest {
            pointer.truncate(before);
            break;
        }
    }
    pointer
}

/// The way to the innermost value that a byte of the text belongs to. Behind that byte the text
/// need not be JSON; a byte of a key belongs to the object.
pub(super) fn locate(text: &str, at: usize) -> Vec<Segment<'_>> {
    struct Open {
        object: bool,
        first: bool,
        index: usize,
    }
    let mut reader = Reader::new(text);
    let mut path = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    loop {
        // A value comes next.
        let bracket = reader.peek();
        if reader.pos() >= at {
            return path;
        }
        match bracket {
            Some(b'{' | b'[') => {
                let object = bracket == Some(b'{');
                let opened = if object {
                    reader.open_object()
                } else {
                    reader.open_array()
                };
                if opened.is_err() {
                    return path;
                }
                open.push(Open {
                    object,
                    first: true,
                    index: 0,
                });
            }
            _ if reader.skip().is_err() || reader.pos() > at => return path,
            _ => {}
        }
        // What follows it, until there is a value again.
        loop {
            let Some(innermost) = open.last_mut() else {
                return path;
            };
            if !innermost.first {
                path.pop();
            }
            let next = if innermost.object {
                reader
                    .member(&mut innermost.first)
                    .map(|key| key.map(Segment::Key))
            } else {
                reader.element(&mut innermost.first).map(|more| {
                    innermost.index += 1;
                    more.then(|| Segment::Index(innermost.index - 1))
                })
            };
            match next {
                Ok(Some(_)) if innermost.object && reader.pos() > at => return path,
                Ok(Some(segment)) => {
                    path.push(segment);
                    break;
                }
                Ok(None) if reader.pos() <= at => {
                    open.pop();
                }
                _ => return path,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_belongs_to_a_value() {
        let text = r#"{"a":[10,"xy"],"b":{"c":true},"d":[[]]}"#;
        let parts = [
            (r#"{"a":"#, ""),
            ("[", "/a"),
            ("10", "/a/0"),
            // A comma leads to what comes next.
            (r#","xy""#, "/a/1"),
            ("]", "/a"),
            (r#","b":"#, ""),
            (r#"{"c":"#, "/b"),
            ("true", "/b/c"),
            ("}", "/b"),
            (r#","d":"#, ""),
            ("[", "/d"),
            ("[]", "/d/0"),
            ("]", "/d"),
            ("}", ""),
        ];
        let owners = parts
            .iter()
            .flat_map(|(part, owner)| std::iter::repeat_n(*owner, part.len()));
        assert_eq!(owners.clone().count(), text.len());
        for (at, owner) in owners.enumerate() {
            assert_eq!(pointer(&locate(text, at)), owner, "byte {at}");
            // What comes behind it does not matter.
            let cut = &text[..=at];
            assert_eq!(pointer(&locate(cut, at)), owner, "the end of {cut}");
        }
    }
}
