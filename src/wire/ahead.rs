//! Finds the variant of an object whose tag does not come first.
//!
//! Mostly the first keys [tell](told) it, or the [end](last_member) of the text, so that the object
//! can be read at once; its tag then has to turn up on the way. Else the object is scanned once, and
//! the tags of all objects inside it are noted on the way, so that unions within unions cost one scan
//! and not one each. The scan only follows strings and braces: whatever else is wrong with the text is
//! found when the values are read. It does not see a key that is spelled with escapes.

use std::ops::Range;

use super::reader::MAX_DEPTH;
use super::scan;
use super::shape::UnionShape;

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    key: &'static str,
    /// The part of the text that was scanned.
    scanned: Range<usize>,
    /// The offsets of objects inside the scanned one and of the values of their tags, by object.
    tags: Vec<(usize, usize)>,
    /// The objects around the place of the scan, and whether their tag was found.
    open: Vec<(usize, bool)>,
}

impl Ahead {
    /// Whether a scan went over that place.
    pub(super) fn knows(&self, at: usize) -> bool {
        self.scanned.contains(&at)
    }

    /// The offset of the value under `key` in the object that starts at `object`; `None` if no such
    /// key was seen.
    pub(super) fn tag(&mut self, text: &str, object: usize, key: &'static str) -> Option<usize> {
        if self.key == key && self.knows(object) {
            let known = self.tags.binary_search_by_key(&object, |known| known.0);
            return known.ok().map(|at| self.tags[at].1);
        }
        self.key = key;
        self.tags.clear();
        self.open.clear();
        let tag = self.scan(text.as_bytes(), object + 1);
        self.scanned = object + 1..tag.unwrap_or(object);
        self.tags.sort_unstable();
        tag
    }

    /// Scans an object from behind its brace to its tag.
    fn scan(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        loop {
            let byte = *bytes.get(at)?;
            if byte == b'"' {
                let end = scan::closing_quote(bytes, at + 1)?;
                let colon = scan::skip_space(bytes, end + 1);
                if bytes.get(colon) != Some(&b':') {
                    at = colon;
                    continue;
                }
                let value = scan::skip_space(bytes, colon + 1);
                if end - at - 1 == self.key.len() && self.key.as_bytes() == &bytes[at + 1..end] {
                    match self.open.last_mut() {
                        None => return Some(value),
                        Some((_, true)) => {}
                        Some((object, tagged)) => {
                            *tagged = true;
                            self.tags.push((*object, value));
                        }
                    }
                }
                at = match bytes.get(value)? {
                    b'"' => scan::closing_quote(bytes, value + 1)? + 1,
                    _ => value,
                };
            } else if byte == b',' {
                at = scan::skip_space(bytes, at + 1);
            } else if byte == b'{' {
                if self.open.len() == usize::from(MAX_DEPTH) {
                    // Nobody will read it.
                    return None;
                }
                self.open.push((at, false));
                at += 1;
            } else if byte == b'}' {
                self.open.pop()?;
                at += 1;
            } else {
                at = scan::quote_or_brace(bytes, at + 1);
            }
        }
    }
}

/// The value under `key` if it is a simple string and the last thing in a text that is one object, or
/// in the last of so many objects around it. What stands before it in that object need not be read:
/// servers write the tag of an event behind the task.
pub(super) fn last_member<'a>(text: &'a str, key: &str, around: usize) -> Option<&'a str> {
    let before = |text: &'a str, end: &str| text.trim_ascii_end().strip_suffix(end);
    let mut rest = before(text, "}")?;
    for _ in 0..around {
        rest = before(rest, "}")?;
    }
    let value = before(rest, "\"")?;
    let start = 1 + value.rfind(['"', '\\'])?;
    let colon = before(value[..start].strip_suffix('"')?, ":")?;
    let key = before(colon, "\"")?.strip_suffix(key)?.strip_suffix('"')?;
    (!key.ends_with('\\')).then_some(&value[start..])
}

/// The place of the only variant that has one of the object's first keys. `None` if they tell
/// nothing before the tag comes or an array or object.
pub(super) fn told(bytes: &[u8], object: usize, union: &UnionShape) -> Option<usize> {
    /// As far as a key that tells stands in the model.
    const FIRST: usize = 4;
    let telling = union.telling_keys();
    if telling.is_empty() {
        return None;
    }
    let mut at = object + 1;
    for _ in 0..FIRST {
        let start = behind(bytes, at, b'"')?;
        let end = scan::closing_quote(bytes, start)?;
        let key = &bytes[start..end];
        let told = telling.iter().find(|(name, _)| name.as_bytes() == key);
        if let Some((_, place)) = told {
            return Some(*place);
        }
        if key == union.tag.as_bytes() {
            return None;
        }
        let value = scan::skip_space(bytes, behind(bytes, end + 1, b':')?);
        let end = match bytes.get(value)? {
            b'"' => scan::closing_quote(bytes, value + 1)? + 1,
            b'{' | b'[' => return None,
            _ => {
                value
                    + bytes[value..]
                        .iter()
                        .position(|byte| b", }\n\r\t".contains(byte))?
            }
        };
        at = behind(bytes, end, b',')?;
    }
    None
}

/// The offset after the next byte that is not white space, which has to be this one.
#[inline]
fn behind(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    let at = scan::skip_space(bytes, at);
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OutputItem;
    use crate::wire::{Shape, Wire};

    const KEY: &str = "type";
    const TEXT: &str = r#"{ "x" : [ { "p" : "}\"{" , "type" : "one" , "type" : "two" } ,
        { "q" : { "type" : 3 , "r" : "type" , "s" : { "t" : 4 } } , "type" : "five" } , "type" ] ,
        "s" : 6.5 , "type" : "six" , "y" : { "type" : "seven" } , "z" : 8 }"#;

    fn texts() -> [String; 2] {
        [TEXT.into(), TEXT.replace([' ', '\n'], "")]
    }

    /// The offset of the last brace before a part of the text, and of the part.
    fn object(text: &str, tag: &str) -> (usize, usize) {
        let value = text.find(tag).unwrap();
        (text[..value].rfind('{').unwrap(), value)
    }

    #[test]
    fn one_scan_finds_the_tags_of_all_objects_inside() {
        for text in texts() {
            let mut ahead = Ahead::default();
            assert!(!ahead.knows(1));
            let root = text.find(r#""six""#).unwrap();
            assert_eq!(ahead.tag(&text, 0, KEY), Some(root), "{text}");
            let (one, _) = object(&text, r#""p""#);
            let first = text.find(r#""one""#).unwrap();
            let (four, _) = object(&text, "4");
            let (three, third) = object(&text, "3");
            let five = text.find(r#""five""#).unwrap();
            let outer = text[..three].rfind('{').unwrap();
            for (object, tag) in [
                (one, Some(first)),
                (outer, Some(five)),
                (three, Some(third)),
                (four, None),
            ] {
                assert!(ahead.knows(object));
                assert_eq!(ahead.tag(&text, object, KEY), tag, "{object} in {text}");
            }
            // Still from the first scan: from behind the brace up to the tag.
            assert!(ahead.knows(1) && ahead.knows(root - 1));
            assert!(!ahead.knows(0) && !ahead.knows(root));
            let (object, seventh) = object(&text, r#""seven""#);
            assert_eq!(ahead.tag(&text, object, KEY), Some(seventh));
            assert!(!ahead.knows(one));
        }
    }

    #[test]
    fn another_key_needs_another_scan() {
        for text in texts() {
            let mut ahead = Ahead::default();
            ahead.tag(&text, 0, KEY);
            let (four, value) = object(&text, "4");
            assert_eq!(ahead.tag(&text, four, "t"), Some(value));
            assert_eq!(ahead.tag(&text, 0, "s"), text.find("6.5"));
            let (_, last) = object(&text, "8");
            assert_eq!(ahead.tag(&text, 0, "z"), Some(last));
            assert_eq!(ahead.tag(&text, 0, "none"), None);
        }
    }

    #[test]
    fn a_scan_ends_where_nobody_reads_on() {
        let tag = |text: &str| Ahead::default().tag(text, 0, KEY).is_some();
        let nested = |levels: usize| {
            let (open, close) = ("{\"a\":".repeat(levels), "}".repeat(levels));
            format!("{{\"a\":{open}1{close},\"type\":1,\"b\":2}}")
        };
        assert!(tag(&nested(127)));
        assert!(!tag(&nested(128)));
        for cut in [
            r#"{"a"#,
            r#"{"a":"#,
            r#"{"a":"b"#,
            r#"{"a":{"type":1}"#,
            r#"{}}"#,
        ] {
            assert!(!tag(cut), "{cut}");
        }
    }

    #[test]
    fn the_last_member_of_a_text_is_found_from_its_end() {
        for (text, around, tag) in [
            (r#"{"a":{"type":"b"},"type":"c"}"#, 0, Some("c")),
            ("{\"a\":1,\"type\" :\t\"c\" } \n", 0, Some("c")),
            (r#"{"type":""}"#, 0, Some("")),
            (r#"{"a":{"b":{"type":"é"}}}"#, 2, Some("é")),
            ("{\"a\":{\"type\":\"c\"}\n}\n", 1, Some("c")),
            (r#"{"a":{"b":{"type":"c"}}}"#, 1, None),
            (r#"{"a":{"b":{"type":"c"}}}"#, 3, None),
            (r#"{"a":[{"type":"c"}]}"#, 1, None),
            (r#"{"xtype":"c"}"#, 0, None),
            (r#"{"a\"type":"c"}"#, 0, None),
            (r#"{"type":"c\n"}"#, 0, None),
            (r#"{"type":5}"#, 0, None),
            (r#"{"type":"c"}]"#, 0, None),
            (r#"{"type":"c""#, 0, None),
            (r#""c"}"#, 0, None),
        ] {
            assert_eq!(last_member(text, KEY, around), tag, "{text}");
        }
    }

    #[test]
    fn the_first_keys_tell_what_an_object_is() {
        let Shape::Union(union) = OutputItem::SHAPE else {
            panic!("items are a union")
        };
        let place = |tag: &str| {
            let mut variants = union.variants.iter();
            variants.position(|variant| variant.object.tags(KEY).contains(&tag))
        };
        let told = |text: &str| told(text.as_bytes(), 0, union);
        for (text, tag) in [
            (r#"{"role":1"#, "message"),
            (r#"{"id":"a\"},","role":1"#, "message"),
            (r#"{"id":1.5,"role":1"#, "message"),
            ("{ \"id\" : null\n,\t\"role\" : 1", "message"),
            (
                "{\"id\":null\t, \"a\":\"\",\"b\":true,\"summary\"",
                "reasoning",
            ),
        ] {
            assert_eq!(told(text), place(tag), "{text}");
            assert!(place(tag).is_some());
        }
        for nothing in [
            r#"{}"#,
            r#"{"id":1}"#,
            r#"{"id":1"#,
            r#"{"id" 1,"role":1}"#,
            r#"{"id":1;"role":1}"#,
            r#"{"id":[],"role":1}"#,
            r#"{"id":{},"role":1}"#,
            r#"{"type":"message","role":1}"#,
            r#"{"a":1,"b":2,"c":3,"d":4,"role":1}"#,
            r#"{role":1}"#,
        ] {
            assert_eq!(told(nothing), None, "{nothing}");
        }
    }
}
