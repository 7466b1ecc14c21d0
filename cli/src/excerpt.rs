//! The piece of source that a finding is about.

use std::ops::Range;

use crate::printable;

/// How many characters stand before and after the beginning of the value.
const BEFORE: usize = 32;
const AFTER: usize = 72;

/// A piece of one line, and which of its characters the finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) marked: Range<usize>,
}

/// Cuts excerpts out of one record. Values in ascending order cost one walk over it, however many
/// they are.
pub(crate) struct Excerpts<'a> {
    record: &'a str,
    mask: bool,
    /// A place between two words of JSON up to which the walk has come.
    walked: usize,
}

impl<'a> Excerpts<'a> {
    pub(crate) fn of(record: &'a str, mask: bool) -> Self {
        Excerpts {
            record,
            mask,
            walked: 0,
        }
    }

    /// Cuts the line around a value out. Records are often one long line, so what is far away is
    /// left out.
    pub(crate) fn cut(&mut self, span: Range<usize>) -> Excerpt {
        let record = self.record;
        let at = record.floor_char_boundary(span.start);
        let end = record.floor_char_boundary(span.end).max(at);
        let start = record[..at]
            .char_indices()
            .rev()
            .take(BEFORE)
            .take_while(|(_, character)| *character != '\n')
            .last()
            .map_or(at, |(offset, _)| offset);
        let stop = record[at..]
            .char_indices()
            .enumerate()
            .find(|(count, (_, character))| *count == AFTER || *character == '\n')
            .map_or(record.len(), |(_, (offset, _))| at + offset);
        let cut_before = start > 0 && !record[..start].ends_with('\n');
        let cut_after = stop < record.len() && !record[stop..].starts_with('\n');
        let masked = self.mask.then(|| self.masked(start..stop));
        let shown = masked.as_deref().unwrap_or(&record[start..stop]);
        let mut text = String::new();
        if cut_before {
            text.push('…');
        }
        text.extend(shown.chars().map(printable::shown));
        let from = usize::from(cut_before) + record[start..at].chars().count();
        let marked = record[at..end.min(stop)].chars().count().max(1);
        if cut_after {
            text.push('…');
        }
        Excerpt {
            text: text.trim_end().to_owned(),
            marked: from..from + marked,
        }
    }

    fn masked(&mut self, range: Range<usize>) -> String {
        if range.start < self.walked {
            self.walked = 0;
        }
        let (masked, walked) = masked(self.record, self.walked, range);
        self.walked = walked;
        masked
    }
}

/// A range of a JSON text with every character of its string values and every digit hidden. Keys
/// stay: they say where one is. The walk begins between two words of JSON; the place of the word in
/// which the range begins is given back.
fn masked(json: &str, from: usize, range: Range<usize>) -> (String, usize) {
    let bytes = json.as_bytes();
    let mut out = String::new();
    let (mut at, mut walked) = (from, from);
    while at < range.end {
        if at <= range.start {
            walked = at;
        }
        if bytes[at] == b'"' {
            let end = string_end(bytes, at);
            let key = bytes[end..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
            for (offset, character) in json[at..end].char_indices() {
                if range.contains(&(at + offset)) {
                    let closing = character == '"' && at + offset + 1 == end;
                    let quote = offset == 0 || closing;
                    out.push(if key || quote { character } else { '*' });
                }
            }
            at = end;
        } else {
            // A word of JSON, or what a missing quote has left in the open.
            let word = word_len(&json[at..]);
            let open = matches!(&json[at..at + word], "true" | "false" | "null");
            let len = word.max(json[at..].chars().next().map_or(1, char::len_utf8));
            for (offset, character) in json[at..at + len].char_indices() {
                if range.contains(&(at + offset)) {
                    out.push(match character {
                        '0'..='9' => '#',
                        _ if word == 0 || open => character,
                        '-' | '+' | '.' => character,
                        _ => '*',
                    });
                }
            }
            at += len;
        }
    }
    (out, walked)
}

/// How many bytes at the beginning are letters, digits and what else numbers are made of.
fn word_len(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '+' | '.' | '_'));
    end.unwrap_or(text.len())
}

/// The offset after the closing quote of the string that begins here.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_hidden_and_keys_are_not() {
        let json = r#"{"tok\"en": "se\"crét", "n": -12.5e3, "b": true}"#;
        assert_eq!(
            masked(json, 0, 0..json.len()).0,
            r#"{"tok\"en": "********", "n": -##.#*#, "b": true}"#
        );
        // What is broken is no reason to show more.
        for (broken, hidden) in [
            (r#"{"a": "unterminat"#, r#"{"a": "**********"#),
            (r#"{"a": secret, "b": "x"}"#, r#"{"a": ******, "b": "*"}"#),
            (r#"[true, nullify]"#, r#"[true, *******]"#),
        ] {
            assert_eq!(masked(broken, 0, 0..broken.len()).0, hidden);
        }
        let from = json.find("crét").unwrap();
        assert_eq!(masked(json, 0, from..from + 7).0, "****\",");
    }

    #[test]
    fn one_walk_cuts_what_many_would() {
        let json = r#"{"key": "välue", "list": [1, true, "\\\"x"], "long": "LONG"}"#;
        let json = json.replace("LONG", &"secret ".repeat(40));
        for mask in [false, true] {
            let mut excerpts = Excerpts::of(&json, mask);
            for at in (0..json.len()).chain((0..json.len()).rev()) {
                let alone = Excerpts::of(&json, mask).cut(at..at + 3);
                assert_eq!(excerpts.cut(at..at + 3), alone, "{at}");
                assert!(!mask || !alone.text.contains("secret"));
            }
        }
    }

    #[test]
    fn lines_end_the_excerpt() {
        let cut = |record: &str, at| Excerpts::of(record, false).cut(at..at + 1).text;
        assert_eq!(cut("{\n  \"a\": 1\n}", 9), "  \"a\": 1");
        assert_eq!(cut("{\n}", 0), "{");
        assert_eq!(cut("{\n}", 1), "{");
        assert_eq!(cut("{\n}", 2), "}");
        let long = format!("{}\n", "z".repeat(104));
        assert_eq!(cut(&long, 32), "z".repeat(104));
        assert_eq!(cut(&long, 31), format!("{}…", "z".repeat(103)));
        assert_eq!(cut(&long, 33), format!("…{}", "z".repeat(103)));
    }

    #[test]
    fn long_lines_are_cut_around_the_value() {
        let json = format!("{}\"here\"{}", "x".repeat(100), "y".repeat(100));
        let excerpt = Excerpts::of(&json, false).cut(100..106);
        let marked: String = excerpt
            .text
            .chars()
            .skip(excerpt.marked.start)
            .take(excerpt.marked.len())
            .collect();
        assert_eq!(marked, "\"here\"");
        assert!(excerpt.text.starts_with("…x") && excerpt.text.ends_with("y…"));
    }
}
