//! Finds the tag of an object behind its other members.
//!
//! The object is scanned once, and the tags of all objects inside it are noted on the way, so that
//! unions within unions cost one scan and not one each. The scan only follows strings and braces:
//! whatever else is wrong with the text is found when the values are read. It does not see a key that
//! is spelled with escapes.

use std::ops::Range;

use super::scan::{self, MAX_DEPTH};

/// What a scan found.
#[derive(Debug, Default)]
pub(crate) struct TagScan {
    key: &'static str,
    /// The part of the text that was scanned.
    scanned: Range<usize>,
    /// The offsets of objects inside the scanned one and of the values of their tags, by object.
    tags: Vec<(usize, usize)>,
    /// The objects around the place of the scan, and whether their tag was found.
    open: Vec<(usize, bool)>,
    /// The offset of one object whose tag was found before, and which variant it is.
    noted: Option<(usize, usize)>,
}

impl TagScan {
    /// Whether a scan went over that place.
    pub(crate) fn covers(&self, at: usize) -> bool {
        self.scanned.contains(&at)
    }

    /// Takes over which variant of its union an object is.
    pub(crate) fn note(&mut self, object: usize, variant: usize) {
        self.noted = Some((object, variant));
    }

    /// Which variant an object is, if that was noted.
    #[inline]
    pub(crate) fn noted(&self, object: usize) -> Option<usize> {
        let (noted, variant) = self.noted?;
        (noted == object).then_some(variant)
    }

    /// The offset of the value under `key` in the object that starts at `object`; `None` if no such
    /// key was seen.
    pub(crate) fn tag(&mut self, text: &str, object: usize, key: &'static str) -> Option<usize> {
        if self.key == key && self.covers(object) {
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
                    // It will not be read.
                    return None;
                }
                self.open.push((at, false));
                at += 1;
            } else if byte == b'}' {
                self.open.pop()?;
                at += 1;
            } else {
                at = scan::quote_or_brace(bytes, at);
            }
        }
    }
}

/// The value under `key` if it is a short string without escapes and the last thing in a text that is
/// one object, or in the last of `around` objects around it. What comes before it in that object need
/// not be read: servers write the tag of an event behind the task.
pub(crate) fn last_member<'a>(text: &'a str, key: &str, around: usize) -> Option<&'a str> {
    /// A tag is not longer.
    const LONGEST: usize = 64;
    let before = |text: &'a str, end: &str| text.trim_ascii_end().strip_suffix(end);
    let mut rest = before(text, "}")?;
    for _ in 0..around {
        rest = before(rest, "}")?;
    }
    let value = before(rest, "\"")?;
    let near = value.len().saturating_sub(LONGEST);
    let special = |byte: &u8| matches!(byte, b'"' | b'\\');
    let start = near + 1 + value.as_bytes()[near..].iter().rposition(special)?;
    let colon = before(value[..start].strip_suffix('"')?, ":")?;
    let key = before(colon, "\"")?.strip_suffix(key)?.strip_suffix('"')?;
    (!key.ends_with('\\')).then_some(&value[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let mut scan = TagScan::default();
            assert!(!scan.covers(1));
            let root = text.find(r#""six""#).unwrap();
            assert_eq!(scan.tag(&text, 0, KEY), Some(root), "{text}");
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
                assert!(scan.covers(object));
                assert_eq!(scan.tag(&text, object, KEY), tag, "{object} in {text}");
            }
            // Still from the first scan: from behind the brace up to the tag.
            assert!(scan.covers(1) && scan.covers(root - 1));
            assert!(!scan.covers(0) && !scan.covers(root));
            let (object, seventh) = object(&text, r#""seven""#);
            assert_eq!(scan.tag(&text, object, KEY), Some(seventh));
            assert!(!scan.covers(one));
        }
    }

    #[test]
    fn another_key_needs_another_scan() {
        for text in texts() {
            let mut scan = TagScan::default();
            scan.tag(&text, 0, KEY);
            let (four, value) = object(&text, "4");
            assert_eq!(scan.tag(&text, four, "t"), Some(value));
            assert_eq!(scan.tag(&text, 0, "s"), text.find("6.5"));
            let (_, last) = object(&text, "8");
            assert_eq!(scan.tag(&text, 0, "z"), Some(last));
            assert_eq!(scan.tag(&text, 0, "none"), None);
        }
    }

    #[test]
    fn a_scan_ends_where_reading_does() {
        let tag = |text: &str| TagScan::default().tag(text, 0, KEY).is_some();
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
            (r#"c"}"#, 0, None),
            (r#""}"#, 0, None),
        ] {
            assert_eq!(last_member(text, KEY, around), tag, "{text}");
        }
        // It need not be found far from the end, whatever the characters there are.
        for (length, found) in [(1, true), (63, true), (64, false), (500, false)] {
            for letter in ["a", "é", "智"] {
                let value = letter.repeat(length / letter.len());
                let text = format!(r#"{{"type":"{value}"}}"#);
                let value = (found || value.len() < 64).then_some(value);
                assert_eq!(last_member(&text, KEY, 0), value.as_deref(), "{text}");
            }
        }
    }
}
