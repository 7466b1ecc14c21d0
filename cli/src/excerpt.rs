//! The piece of source that a finding is about.

use std::ops::Range;

/// How many characters stand before and after the beginning of the value.
const BEFORE: usize = 32;
const AFTER: usize = 72;

/// A piece of one line, and which of its characters the finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) marked: Range<usize>,
}

impl Excerpt {
    /// Cuts the line around a value out of its record. Records are often one long line, so what is
    /// far away is left out.
    pub(crate) fn new(record: &str, span: Range<usize>, mask: bool) -> Excerpt {
        let at = floor(record, span.start);
        let end = floor(record, span.end).max(at);
        let line = record[..at].rfind('\n').map_or(0, |at| at + 1);
        let line_end = record[at..].find('\n').map_or(record.len(), |len| at + len);
        let start = record[line..at]
            .char_indices()
            .rev()
            .nth(BEFORE - 1)
            .map_or(line, |(offset, _)| line + offset);
        let stop = record[at..line_end]
            .char_indices()
            .nth(AFTER)
            .map_or(line_end, |(offset, _)| at + offset);
        let masked = mask.then(|| masked(record, start..stop));
        let shown = masked.as_deref().unwrap_or(&record[start..stop]);
        let mut text = String::new();
        if start > line {
            text.push('…');
        }
        text.extend(shown.chars().map(printable));
        let from = usize::from(start > line) + record[start..at].chars().count();
        let marked = record[at..end.min(stop)].chars().count().max(1);
        if stop < line_end {
            text.push('…');
        }
        Excerpt {
            text: text.trim_end().to_owned(),
            marked: from..from + marked,
        }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What a character is shown as: terminals must not obey what a capture says.
fn printable(character: char) -> char {
    match character {
        '\t' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    }
}

/// A range of a JSON text with every character of its string values and every digit hidden. Keys
/// stay: they say where one is.
pub(crate) fn masked(json: &str, range: Range<usize>) -> String {
    let bytes = json.as_bytes();
    let mut out = String::new();
    let mut at = 0;
    while at < range.end {
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
    out
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
            masked(json, 0..json.len()),
            r#"{"tok\"en": "********", "n": -##.#*#, "b": true}"#
        );
        // What is broken is no reason to show more.
        for (broken, hidden) in [
            (r#"{"a": "unterminat"#, r#"{"a": "**********"#),
            (r#"{"a": secret, "b": "x"}"#, r#"{"a": ******, "b": "*"}"#),
            (r#"[true, nullify]"#, r#"[true, *******]"#),
        ] {
            assert_eq!(masked(broken, 0..broken.len()), hidden);
        }
        let from = json.find("crét").unwrap();
        assert_eq!(masked(json, from..from + 7), "****\",");
    }

    #[test]
    fn long_lines_are_cut_around_the_value() {
        let json = format!("{}\"here\"{}", "x".repeat(100), "y".repeat(100));
        let excerpt = Excerpt::new(&json, 100..106, false);
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
