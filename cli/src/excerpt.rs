//! The piece of source that a finding is about.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::{mask, printable};

/// The columns of an excerpt where the output has no width of its own.
pub(crate) const WIDTH: usize = 100;

/// Narrower excerpts would show nothing.
const MIN_WIDTH: usize = 16;

/// How many bytes a column may take. Text with more, such as piles of combining marks, is cut.
const BYTES_PER_COLUMN: usize = 16;

/// A piece of one line, and which of its columns the finding is about.
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

    /// Cuts out the line around a value, in at most `width` columns. The value starts in the first
    /// third of them unless the line is short.
    pub(crate) fn cut(&mut self, span: Range<usize>, width: usize) -> Excerpt {
        let record = self.record;
        // An ellipsis at either end.
        let width = width.max(MIN_WIDTH) - 2;
        let at = record.floor_char_boundary(span.start);
        let end = record.floor_char_boundary(span.end).max(at);
        let ends_line = ['\n', '\r'];
        let around = |reach: usize| {
            record.floor_char_boundary(at.saturating_sub(reach))
                ..record.floor_char_boundary(at.saturating_add(reach))
        };
        let mut window = around(width);
        if !record[window.clone()].is_ascii() {
            window = around(width * BYTES_PER_COLUMN);
        }
        let start = record[window.start..at]
            .rfind(ends_line)
            .map_or(window.start, |offset| window.start + offset + 1);
        let stop = record[at..window.end]
            .find(ends_line)
            .map_or(window.end, |offset| at + offset);

        // In one piece, so that the walk never has to go back.
        let line = self.shown(start..stop);
        let characters = record[start..at].chars().count();
        let middle = line.char_indices().nth(characters);
        let (before, after) = line.split_at(middle.map_or(line.len(), |(offset, _)| offset));
        let marked_bytes: usize = after
            .chars()
            .take(record[at..end.min(stop)].chars().count())
            .map(char::len_utf8)
            .sum();
        let head = tail_within(before, width / 3);
        let after = head_within(after, width - head.width());
        let head = tail_within(before, width - after.width());

        let starts_line = start == 0 || record[..start].ends_with(ends_line);
        let cut_before = head.len() < before.len() || !starts_line;
        let marked_bytes = after.floor_char_boundary(marked_bytes);
        let shown_to_end = after.chars().count() == record[at..stop].chars().count();
        let cut_after =
            !shown_to_end || !(stop == record.len() || record[stop..].starts_with(ends_line));
        let from = usize::from(cut_before) + head.width();
        let marked = after[..marked_bytes].width().max(1);
        let text = format!(
            "{}{head}{after}{}",
            if cut_before { "…" } else { "" },
            if cut_after { "…" } else { "" },
        );
        Excerpt {
            text: text.trim_end().to_owned(),
            marked: from..from + marked,
        }
    }

    /// A part of one line as it may be shown, character for character.
    fn shown(&mut self, range: Range<usize>) -> String {
        let masked = self.mask.then(|| self.masked(range.clone()));
        let text = masked.as_deref().unwrap_or(&self.record[range]);
        printable::shown(text)
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

/// The longest beginning of a text that fits a number of columns.
fn head_within(text: &str, width: usize) -> &str {
    if printable::is_plain(text) {
        return &text[..text.len().min(width)];
    }
    let mut left = width;
    for (offset, cluster) in text.grapheme_indices(true) {
        match left.checked_sub(cluster.width()) {
            Some(rest) => left = rest,
            None => return &text[..offset],
        }
    }
    text
}

/// The longest end of a text that fits a number of columns.
fn tail_within(text: &str, width: usize) -> &str {
    if printable::is_plain(text) {
        return &text[text.len().saturating_sub(width)..];
    }
    let mut left = width;
    for (offset, cluster) in text.grapheme_indices(true).rev() {
        match left.checked_sub(cluster.width()) {
            Some(rest) => left = rest,
            None => return &text[offset + cluster.len()..],
        }
    }
    text
}

/// A range of a JSON text with every character of its string values and every digit hidden. Keys
/// of the API stay, and the beginning of others: they say where one is. The walk begins between two words of JSON; the place of the word in
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
            let name = json[at + 1..end].trim_end_matches('"');
            let known = key && mask::is_known(name);
            let shown = mask::shown(name.chars().count());
            for (position, (offset, character)) in json[at..end].char_indices().enumerate() {
                if range.contains(&(at + offset)) {
                    let closing = character == '"' && at + offset + 1 == end;
                    let quote = offset == 0 || closing;
                    // The opening quote is the first character.
                    let shown = known || key && position <= shown;
                    out.push(if shown || quote { character } else { '*' });
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
            r#"{"tok****": "********", "*": -##.#*#, "*": true}"#
        );
        // What is broken is no reason to show more.
        for (broken, hidden) in [
            (r#"{"a": "unterminat"#, r#"{"*": "**********"#),
            (r#"{"a": secret, "b": "x"}"#, r#"{"*": ******, "*": "*"}"#),
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
                let alone = Excerpts::of(&json, mask).cut(at..at + 3, 80);
                assert_eq!(excerpts.cut(at..at + 3, 80), alone, "{at}");
                assert!(!mask || !alone.text.contains("secret"));
            }
        }
    }

    /// The excerpt about a value and the carets below it, as a terminal shows them.
    fn drawn(record: &str, value: &str, width: usize) -> String {
        let at = record.find(value).unwrap();
        let Excerpt { text, marked } = Excerpts::of(record, false).cut(at..at + value.len(), width);
        assert!(text.width() <= width && marked.end <= width, "{text}");
        let carets = format!("{}{}", " ".repeat(marked.start), "^".repeat(marked.len()));
        format!("{text}\n{carets}")
    }

    #[test]
    fn lines_end_the_excerpt() {
        for ending in ["\n", "\r\n", "\r"] {
            let record = ["{", "\t\"a\": 1,", "  \"b\": 2", "}"].join(ending);
            assert_eq!(drawn(&record, "1", 80), " \"a\": 1,\n      ^");
            assert_eq!(drawn(&record, "2", 80), "  \"b\": 2\n       ^");
            assert_eq!(drawn(&record, "{", 80), "{\n^");
            assert_eq!(drawn(&record, "}", 80), "}\n^");
            // A value of several lines is marked on its first.
            assert_eq!(drawn(&record, &record, 80), "{\n^");
        }
        let end = Excerpts::of("[1, 2", false).cut(5..5, 80);
        assert_eq!((&*end.text, end.marked), ("[1, 2", 5..6));
    }

    #[test]
    fn carets_are_below_the_value_in_every_script() {
        let json = r#"{"id":"会话一二三四五六七八九十","name":"naïve é","flag":"🇨🇳👍🏽❤️","n":5}"#;
        assert_eq!(
            drawn(json, r#""会话一二三四五六七八九十""#, 80),
            format!("{json}\n      {}", "^".repeat(26))
        );
        assert_eq!(
            drawn(json, r#""naïve é""#, 80),
            format!("{json}\n{}{}", " ".repeat(40), "^".repeat(9))
        );
        assert_eq!(drawn(json, "5", 80), format!("{json}\n{}^", " ".repeat(70)));
        assert_eq!(
            drawn(json, r#""会话一二三四五六七八九十""#, 40),
            "{\"id\":\"会话一二三四五六七八九十\",\"name…\n      ^^^^^^^^^^^^^^^^^^^^^^^^^^"
        );
        assert_eq!(
            drawn(json, "5", 40),
            format!(
                "…name\":\"naïve é\",\"flag\":\"🇨🇳👍🏽❤️\",\"n\":5}}\n{}^",
                " ".repeat(37)
            )
        );
        assert_eq!(drawn(json, "五六", 16), "…三四五六七八九…\n     ^^^^");
        // One picture of several emoji, two columns wide.
        let json = "[\"👨\u{200d}👩\u{200d}👧\", 5]";
        assert_eq!(drawn(json, "5", 80), format!("{json}\n       ^"));
        let family = "👨\u{200d}👩\u{200d}👧".repeat(20);
        assert_eq!(
            drawn(&format!("[\"{family}\", 5]"), "5", 16),
            format!("…{}\", 5]\n            ^", &family[..4 * family.len() / 20])
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_value() {
        let json = format!("{}\"here\"{}", "x".repeat(100), "y".repeat(100));
        for width in [40, 80, 200] {
            let left = (width - 2) / 3;
            let right = width - 2 - left - 6;
            let line = format!(
                "…{}\"here\"{}…",
                "x".repeat(left),
                "y".repeat(right.min(100))
            );
            if width < 200 {
                let carets = format!("{}^^^^^^", " ".repeat(left + 1));
                assert_eq!(drawn(&json, "\"here\"", width), format!("{line}\n{carets}"));
            } else {
                // What is not needed after the value is used before it.
                let line = format!("…{}\"here\"{}", "x".repeat(92), "y".repeat(100));
                let carets = format!("{}^^^^^^", " ".repeat(93));
                assert_eq!(drawn(&json, "\"here\"", width), format!("{line}\n{carets}"));
            }
        }
        // Carets end where the text does.
        let value = format!("[{}]", "1,".repeat(100));
        assert_eq!(
            drawn(&value, &value, 40),
            format!("{}…\n{}", &value[..38], "^".repeat(38))
        );
    }

    #[test]
    fn piles_of_marks_are_bounded() {
        let pile = format!("[\"{}\", 5]", "e\u{301}\u{301}\u{301}".repeat(100_000));
        let excerpt = Excerpts::of(&pile, false).cut(1..3, 80);
        assert!(excerpt.text.len() <= 80 * BYTES_PER_COLUMN + 8);
        let marks = format!("[\"{}\", 5]", "\u{301}".repeat(100_000));
        let excerpt = Excerpts::of(&marks, false).cut(1..marks.len() - 1, 80);
        assert!(excerpt.text.len() <= 80 * BYTES_PER_COLUMN + 8);
    }
}
