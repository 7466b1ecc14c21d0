//! Words by which readers of captures find their way, wherever they are: fields of event streams, keys and
//! tags in quotes, words of JSON, what curl and HTTP write.
//!
//! Where text is broken, no one can say which quotes open strings and which close them. So these are
//! found by what is next to them only, and stay; and no stand-in becomes one.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::words::words;

/// The fields of an event stream.
pub(super) const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// What may come before a field in its line, or behind a document of a list.
pub(super) const SKIPPED: [char; 7] = ['\u{feff}', ' ', '\t', '\u{c}', '\u{1e}', ',', ']'];

/// What is looked for as it stands. The searchers are made once: most texts are short.
static AS_THEY_ARE: LazyLock<[Finder<'static>; 6]> = LazyLock::new(|| {
    let marks = [
        "HTTP/",
        " bytes data]",
        "== Info: ",
        "=> Send ",
        "<= Recv ",
        "[DONE]",
    ];
    marks.map(Finder::new)
});

/// No word of the vocabulary is longer.
const LONGEST: usize = 48;

/// Puts the marks of a text back into what stands for it, and takes away those that it did not have.
/// `begins_line` says whether the text does.
pub(super) fn restore(text: &str, stand_in: String, begins_line: bool) -> String {
    let kept = marks(text, begins_line);
    let mut bytes = stand_in.into_bytes();
    for mark in &kept {
        bytes[mark.clone()].copy_from_slice(&text.as_bytes()[mark.clone()]);
    }
    let stand_in = String::from_utf8(bytes).unwrap_or_default();
    let spoiled = marks(&stand_in, begins_line);
    let mut bytes = stand_in.into_bytes();
    let spoiled = spoiled.iter().filter(|mark| {
        kept.binary_search_by_key(&mark.start, |mark| mark.start)
            .is_err()
    });
    for mark in spoiled {
        let letter = bytes[mark.clone()]
            .iter_mut()
            .find(|byte| byte.is_ascii_alphabetic());
        if let Some(letter) = letter {
            // No word of the vocabulary has it there.
            *letter = if letter.is_ascii_uppercase() {
                b'Q'
            } else {
                b'q'
            };
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Where the marks of a text are, in order.
fn marks(text: &str, begins_line: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for mark in &*AS_THEY_ARE {
        let places = mark.find_iter(text.as_bytes());
        found.extend(places.map(|at| at..at + mark.needle().len()));
    }
    if begins_line {
        found.extend(field(text, 0));
    }
    for at in memchr::memchr3_iter(b'\n', b'\r', b'\\', text.as_bytes()) {
        let escaped = text.as_bytes()[at] == b'\\';
        match text.as_bytes().get(at + 1) {
            Some(b'n' | b'r') if escaped => found.extend(field(text, at + 2)),
            _ if escaped => {}
            _ => found.extend(field(text, at + 1)),
        }
    }
    for at in memchr::memchr_iter(b'"', text.as_bytes()) {
        // A stream in a string begins with its quote.
        found.extend(field(text, at + 1));
        found.extend(quoted(text, at + 1));
    }
    for at in memchr::memchr2_iter(b'}', b']', text.as_bytes()) {
        // A stream that was put behind a document.
        found.extend(field(text, at + 1));
    }
    for at in memchr::memchr3_iter(b':', b',', b'[', text.as_bytes()) {
        found.extend(word(text, at + 1));
    }
    found.sort_by_key(|mark| mark.start);
    found
}

/// The field that a line begins with.
fn field(text: &str, at: usize) -> Option<Range<usize>> {
    let line = &text[at..];
    let field = line.trim_start_matches(SKIPPED);
    let at = at + line.len() - field.len();
    let name = FIELDS.into_iter().find(|name| field.starts_with(name))?;
    let next = field[name.len()..].chars().next();
    matches!(next, None | Some(':' | '\n' | '\r')).then_some(at..at + name.len())
}

/// The word of JSON that comes behind a colon, a comma or a bracket.
fn word(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let value = rest.trim_ascii_start();
    let at = at + rest.len() - value.len();
    let word = ["true", "false", "null"]
        .into_iter()
        .find(|word| value.starts_with(word))?;
    let next = value[word.len()..].chars().next();
    let is_word = next.is_none_or(|next| !next.is_alphanumeric());
    is_word.then_some(at..at + word.len())
}

/// The word of the vocabulary between the quote before this place and the next one.
fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text.as_bytes()[at..];
    let len = rest
        .iter()
        .take(LONGEST)
        .position(|byte| matches!(byte, b'"' | b'\\'))?;
    let word = text.get(at..at + len).filter(|word| !word.is_empty())?;
    let escapes = rest[len..]
        .iter()
        .take_while(|byte| **byte == b'\\')
        .count();
    let after = rest[len + escapes..].strip_prefix(b"\"")?;
    let is_key = || after.trim_ascii_start().starts_with(b":");
    let words = words();
    let known = words.values.contains(word) || words.keys.contains(word) && is_key();
    known.then_some(at..at + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_by_what_is_next_to_them() {
        for (text, expected) in [
            ("< HTTP/2 200 OK", &["HTTP/"][..]),
            (
                "== Info: => Send <= Recv ",
                &["== Info: ", "=> Send ", "<= Recv "],
            ),
            ("{ [5 bytes data] [DONE]", &[" bytes data]", "[DONE]"]),
            // Fields begin a line, in whatever way the line is spelled.
            ("data: a\nid: b\revent: c", &["id", "event"]),
            (r"a\ndata: b\rretry:1\tid: c", &["data", "retry"]),
            ("a\n \u{feff}\tdata: b\n-id: c", &["data"]),
            ("a\ndata\nid\ndatabase: b\ndata", &["data", "id", "data"]),
            (r#""data: a","event":"b""#, &["data", "event"]),
            ("}id: a]event: b)data: c", &["id", "event"]),
            // Words of JSON are values.
            (
                "a:true, false,[ null, nullx,trueé",
                &["true", "false", "null"],
            ),
            (r#"true "true" (null)"#, &[]),
            // Words of the vocabulary have quotes, here or in a string of JSON.
            (r#""status":"completed","stat":"#, &["status", "completed"]),
            (r#"completed, "completed, \"completed\""#, &["completed"]),
        ] {
            let found: Vec<_> = marks(text, false)
                .into_iter()
                .map(|mark| &text[mark])
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(marks(" data: a", true).first(), Some(&(1..5)));
        assert!(marks(" data: a", false).is_empty());
    }

    #[test]
    fn a_stand_in_has_the_marks_of_the_text_and_no_others() {
        for (text, stand_in, restored) in [
            ("data: ada", "nafe: obe", "data: obe"),
            ("note: ada", "data: obe", "qata: obe"),
            ("a HTTQ/2 b", "e HTTP/7 o", "e QTTP/7 o"),
            (r#""status":true"#, r#""fnobor":pulo"#, r#""status":true"#),
            (r#""fnobor":pulo"#, r#""status":true"#, r#""qtatus":qrue"#),
        ] {
            assert_eq!(restore(text, stand_in.to_owned(), true), restored, "{text}");
        }
    }
}
