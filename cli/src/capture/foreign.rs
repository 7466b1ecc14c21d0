//! Text around documents: headers, comments, fences, colours, prefixes of logs.

use agentlin_types::validate::PayloadKind;

use super::Text;
use super::syntax::{Progress, Syntax};

/// What a line is that begins neither a document nor a field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stray {
    /// White space.
    Blank,
    /// A JSON value that is neither an object nor an array.
    Value,
    /// A part of a record, or a record that lost its beginning.
    Torn,
    /// Text before a document that begins at this offset.
    Before(usize),
    /// Text.
    Text,
}

pub(super) fn look(line: &[u8]) -> Stray {
    let trimmed = line.trim_ascii();
    if trimmed.is_empty() {
        return Stray::Blank;
    }
    if serde_json::from_slice::<serde::de::IgnoredAny>(trimmed).is_ok() {
        return Stray::Value;
    }
    match document(line) {
        Some(at) if !is_torn(&line[..at]) => Stray::Before(at),
        _ if is_torn(line) || trimmed.starts_with(b"\"") => Stray::Torn,
        _ => Stray::Text,
    }
}

/// Where a document begins behind other text: an object that fills the rest of the line, one that
/// goes on in the next, or a payload.
fn document(line: &[u8]) -> Option<usize> {
    let trimmed = line.trim_ascii_end();
    let first = memchr::memchr(b'{', line)?;
    if first + 1 == trimmed.len() {
        return Some(first);
    }
    let mut syntax = Syntax::new();
    let object = &trimmed[first..];
    let is_object = object[1..].trim_ascii_start().starts_with(b"\"");
    let whole = match syntax.feed(object) {
        Progress::Done(end) => {
            let rest = object[end..].trim_ascii();
            let payload = || {
                let object = std::str::from_utf8(&object[..end]);
                object.is_ok_and(|object| PayloadKind::detect(object).is_some())
            };
            rest.is_empty() || colour_code(rest).is_some() || payload()
        }
        Progress::More => true,
        Progress::Broken(at) => object[at] == 0x1b,
    };
    (is_object && whole).then_some(first)
}

/// Whether a text looks like a part of JSON.
fn is_torn(text: &[u8]) -> bool {
    let find = |part: &[u8]| memchr::memmem::find(text, part).is_some();
    find(b"\":") || find(b"{\"") || find(b"\"}") || find(b"}]") || find(b"}}")
}

/// What to call a text, by how it begins.
pub(super) fn name(line: &[u8]) -> &'static str {
    let line = line.trim_ascii();
    let begins = |beginnings: &[&[u8]]| beginnings.iter().any(|text| line.starts_with(text));
    let word = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    let word = word.count();
    match () {
        () if colour_code(line).is_some() => "a terminal's colour codes",
        () if begins(&[b"HTTP/", b"> ", b"< ", b"* "]) => "HTTP headers",
        () if matches!(line, b"<" | b">" | b"*") => "HTTP headers",
        () if memchr::memmem::find(line, b" HTTP/").is_some() => "HTTP headers",
        () if begins(&[b"//", b"/*", b"#", b"--"]) => "a comment",
        () if begins(&[b"```", b"~~~"]) => "a code fence",
        () if begins(&[b"<"]) => "HTML or XML",
        () if begins(&[b"$ ", b"% "]) => "a line of a shell",
        () if word > 0 && line[word..].starts_with(b": ") => "HTTP headers",
        () if line.first().is_some_and(u8::is_ascii_digit) || begins(&[b"["]) => "a line of a log",
        () => "text",
    }
}

/// Whether the name of a text says clearly what it is.
pub(super) fn is_plain(name: &str) -> bool {
    !matches!(name, "text" | "a line of a log")
}

/// What a file is that holds no capture, by its beginning.
pub(super) fn describe(text: &[u8]) -> &'static str {
    let text = &text[..text.len().min(4096)];
    let lower = text.to_ascii_lowercase();
    let begins = |beginning: &[u8]| lower.starts_with(beginning);
    let is_text = match std::str::from_utf8(text) {
        Ok(_) => true,
        // The last character may be cut.
        Err(error) => error.error_len().is_none(),
    };
    let control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace() && *byte != 0x1b;
    match () {
        () if begins(b"<!doctype html") || begins(b"<html") => "an HTML page",
        () if begins(b"<") => "XML or HTML",
        () if begins(b"http/") => "HTTP headers without a body",
        () if !is_text || text.iter().any(control) => {
            "no text: it may be compressed in a way that is not read, such as Brotli"
        }
        () => "other text",
    }
}

/// No code is longer.
pub(super) const LONGEST_CODE: usize = 32;

/// The length of a colour code of a terminal at the beginning of a text.
pub(super) fn colour_code(text: &[u8]) -> Option<usize> {
    let parameters = text.strip_prefix(b"\x1b[")?;
    let len = parameters
        .iter()
        .take_while(|byte| matches!(byte, b'0'..=b'?'))
        .count();
    let ends = matches!(parameters.get(len), Some(b'@'..=b'~'));
    (ends && len + 3 <= LONGEST_CODE).then_some(len + 3)
}

/// The same text without colour codes.
pub(super) fn without_codes(text: Text) -> Text {
    let source = std::sync::Arc::new(text);
    let whole = &source.content;
    let mut content = String::with_capacity(whole.len());
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < whole.len() {
        let len = colour_code(&whole.as_bytes()[from..]).unwrap_or(0);
        from += len;
        let rest = &whole[from..];
        let next = rest.find('\x1b').unwrap_or(rest.len());
        // What is no colour code stays.
        let next = if next == 0 && len == 0 { 1 } else { next };
        if next > 0 {
            pieces.push((content.len(), from));
            content.push_str(&rest[..next]);
        }
        from += next;
    }
    Text::of_pieces(content, source, pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_documents_are_told_from_torn_ones() {
        for (line, expected) in [
            (&b" \t"[..], Stray::Blank),
            (b"null", Stray::Value),
            (b"12", Stray::Value),
            (b"// captured", Stray::Text),
            (b"etag: \"a\"", Stray::Text),
            (b"2026-11-28 INFO {\"a\":1}", Stray::Before(16)),
            (b"response: {", Stray::Before(10)),
            (b"\x1b[1m{\"a\":1}\x1b[0m", Stray::Before(4)),
            (b"\x1b[1m{", Stray::Before(4)),
            (b"king\",\"id\":\"t\"}}", Stray::Torn),
            (b"king\",\"id\":{\"a\":1}}", Stray::Torn),
            (b"if (x) { return; }", Stray::Text),
            (b"<script>a={\"x\":1}</script>", Stray::Torn),
            (b"b'{\"object\":\"task\"}'", Stray::Before(2)),
            (b"INFO {\"object\":\"task\"} in 3 ms", Stray::Before(5)),
        ] {
            assert_eq!(look(line), expected, "{}", String::from_utf8_lossy(line));
        }
    }
}
