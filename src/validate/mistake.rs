//! Names for the usual ways in which a text is not JSON, or a value not what was meant.

use std::ops::Range;

use crate::json::Reader;
use crate::wire::{self, Detail, Fault, JsonKind, Shape};

/// What somebody did, and what to do instead.
pub(super) struct Mistake {
    /// The bytes that it is about.
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The usual mistake behind a fault, where it is plain.
pub(super) fn behind(fault: &Fault, text: &str) -> Option<Mistake> {
    match fault.code {
        wire::FaultCode::InvalidJson => in_syntax(fault, text),
        wire::FaultCode::WrongType => in_value(fault, text),
        _ => None,
    }
}

fn in_value(fault: &Fault, text: &str) -> Option<Mistake> {
    let value = text.get(fault.span.clone())?;
    let key = fault.pointer.rsplit('/').next()?;
    if key == "logprob" && value == "null" {
        return Some(Mistake {
            span: fault.span.clone(),
            message: NULL_LOGPROB.into(),
            help: "Write a large negative number, such as -9999.0, for a probability of zero.",
        });
    }
    let inner = Reader::new(value).string().ok()?;
    let mut reader = Reader::new(&inner);
    let is_json = matches!(reader.kind(), Some(JsonKind::Object | JsonKind::Array))
        && wire::check(&inner, &Shape::Any, wire::Profile::Wire).is_empty();
    is_json.then(|| Mistake {
        span: fault.span.clone(),
        message: format!(
            "{} that contains JSON: the value was encoded twice",
            fault.message
        ),
        help: "Send the value itself; a reader can decode the string once more.",
    })
}

/// What to say about `logprob: null`.
pub(super) const NULL_LOGPROB: &str =
    "`logprob` must be a number, not null, which some JSON writers put for minus infinity";

fn in_syntax(fault: &Fault, text: &str) -> Option<Mistake> {
    let at = fault.span.start;
    let next = *text.as_bytes().get(at)?;
    let before = text[..at].trim_ascii_end();
    let named = |span: Range<usize>, what: &str, help| {
        Some(Mistake {
            span,
            message: format!("not valid JSON: {what}"),
            help,
        })
    };
    if next == 0x1b {
        let help = "Capture without colours.";
        return named(at..at + 1, "a terminal's colour code", help);
    }
    if in_string(&text[..at]) {
        let help = "Escape control characters in strings; a line break is \\n.";
        let what = "a control character in a string";
        let is_control = next < b' ';
        return is_control.then(|| named(at..at + 1, what, help)).flatten();
    }
    if matches!(next, b'}' | b']') && before.ends_with(',') {
        let comma = before.len() - 1;
        return named(comma..comma + 1, "a trailing comma", "Remove the comma.");
    }
    if next == b',' && before.ends_with([',', '[', '{', ':']) {
        let help = "Remove the comma, or write what is missing before it.";
        return named(at..at + 1, "a comma without a value before it", help);
    }
    let word = word(text, at);
    let python = "Write the value with `json.dumps`.";
    let written = &text[word.clone()];
    let unsigned = written.trim_start_matches('-');
    let is_named = |name: &&str| unsigned.eq_ignore_ascii_case(name);
    if ["nan", "inf", "infinity"].iter().any(is_named) {
        let what = format!("JSON has no number `{written}`");
        let help = "Write null or leave the field out; for a logprob, -9999.0.";
        return named(word, &what, help);
    }
    match written {
        "None" | "True" | "False" => {
            let what = format!("`{written}` is Python, not JSON");
            return named(word, &what, python);
        }
        "undefined" => {
            let help = "Write the value with `JSON.stringify`.";
            return named(word, "`undefined` is JavaScript, not JSON", help);
        }
        _ => {}
    }
    if next == b'\'' {
        let what = "single quotes, as in Python's repr";
        return named(at..at + 1, what, python);
    }
    if let Some(quote @ ('\u{2018}'..='\u{201f}' | '«' | '»')) = text[at..].chars().next() {
        let help = "Write straight double quotes.";
        return named(at..at + quote.len_utf8(), "typographic quotes", help);
    }
    if text[at..].starts_with("//") || text[at..].starts_with("/*") || next == b'#' {
        let help = "Remove the comment.";
        return named(at..at + 1, "a comment, which JSON does not have", help);
    }
    let key = matches!(before.as_bytes().last(), Some(b'{' | b','));
    if key && !word.is_empty() && text[word.end..].trim_start().starts_with(':') {
        let what = "a key without quotes";
        return named(word, what, "Write keys in double quotes.");
    }
    if matches!(next, b'"' | b'{' | b'[') && fault.detail == Detail::NoComma {
        let what = "a comma is missing before this value";
        return named(at..at + 1, what, "Write a comma between values.");
    }
    None
}

/// Whether a text ends inside of a string, by the quotes of its last line.
fn in_string(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or(text);
    let mut escaped = false;
    let mut inside = false;
    for byte in line.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => inside = !inside,
            _ => {}
        }
    }
    inside
}

/// The word, with its sign, that a byte belongs to or follows.
fn word(text: &str, at: usize) -> Range<usize> {
    let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let bytes = text.as_bytes();
    let before = bytes[..at].iter().rev().take_while(|byte| of_word(byte));
    let start = at - before.count();
    let end = at + bytes[at..].iter().take_while(|byte| of_word(byte)).count();
    start..end
}
