//! Text around documents: headers, comments, fences, colours, prefixes of logs.

use agentlin_types::validate::PayloadKind;

use super::Text;
use super::literal::unescape;
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
        Some(at) => Stray::Before(at),
        _ if is_torn(line) || trimmed.starts_with(b"\"") => Stray::Torn,
        _ => Stray::Text,
    }
}

/// Where a document begins behind other text: an object that fills the rest of the line, one that
/// goes on in the next, or a payload, as it is or in a string. Other objects may come before it, but
/// no parts of any.
fn document(line: &[u8]) -> Option<usize> {
    let line = line.trim_ascii_end();
    // Where the text goes on that is no whole object, and how far it has been looked through.
    let (mut text, mut from) = (0, 0);
    let mut strings = true;
    loop {
        let at = match strings {
            true => memchr::memchr2(b'{', b'"', &line[from..]),
            false => memchr::memchr(b'{', &line[from..]),
        };
        let at = from + at?;
        let found = match line[at] {
            b'"' => match string(&line[at..]) {
                Some((_, true)) => Found::Document,
                Some((len, false)) => Found::Text(len),
                None => {
                    strings = false;
                    Found::Text(1)
                }
            },
            _ => object(&line[at..]),
        };
        match found {
            Found::Document if is_torn(&line[text..at]) => return None,
            Found::Document => return Some(at),
            Found::Object(_) if is_torn(&line[text..at]) => return None,
            Found::Object(len) => {
                from = at + len;
                text = from;
            }
            Found::Text(len) => from = at + len,
        }
    }
}

/// What a text begins with: each but the first with its length.
enum Found {
    Document,
    Object(usize),
    Text(usize),
}

/// What the brace is that a text begins with.
fn object(text: &[u8]) -> Found {
    if text == b"{" {
        return Found::Document;
    }
    if !without_code(text[1..].trim_ascii_start()).starts_with(b"\"") {
        return Found::Text(1);
    }
    match Syntax::new().feed(text) {
        Progress::Done(end) => {
            let rest = text[end..].trim_ascii();
            let payload = || {
                let object = std::str::from_utf8(&text[..end]);
                object.is_ok_and(|object| PayloadKind::detect(object).is_some())
            };
            match rest.is_empty() || colour_code(rest).is_some() || payload() {
                true => Found::Document,
                false => Found::Object(end),
            }
        }
        Progress::More => Found::Document,
        Progress::Broken(at) if text[at] == 0x1b => Found::Document,
        Progress::Broken(at) => Found::Text(at.max(1)),
    }
}

/// The length of the string that a text begins with, and whether what it spells is a payload.
fn string(text: &[u8]) -> Option<(usize, bool)> {
    let Progress::Done(len) = Syntax::new().feed(text) else {
        return None;
    };
    let payload = || {
        let literal = std::str::from_utf8(&text[..len]).ok()?;
        PayloadKind::detect(&unescape(literal))
    };
    let is_object = text.starts_with(b"\"{\\\"");
    Some((len, is_object && payload().is_some()))
}

/// The length of the string that a line begins with, if what it spells is a payload, as in a log of
/// `key="value"`.
pub(super) fn quoted(line: &[u8]) -> Option<usize> {
    let (len, is_payload) = string(line)?;
    is_payload.then_some(len)
}

/// How much of a line is looked at for a label.
pub(super) const LONGEST_LABEL: usize = 128;

/// Whether a line begins with a label in brackets and goes on behind it, as those of logs and chats
/// do: `[pod/api-0] …`, `[10:02] …`, and `{ [94 bytes data]` of curl.
pub(super) fn is_label(line: &[u8]) -> bool {
    let line = &line[..line.len().min(LONGEST_LABEL)];
    if line.starts_with(b"{ [") {
        return memchr::memmem::find(line, b" bytes data]").is_some();
    }
    let Some(end) = line.iter().position(|byte| b"]{}\"\r\n".contains(byte)) else {
        return false;
    };
    let rest = line[end + 1..]
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .next();
    let rest = rest.unwrap_or_default().trim_ascii();
    line.starts_with(b"[")
        && line[end] == b']'
        && end > 1
        && !rest.is_empty()
        && !rest.starts_with(b",")
        && !rest.starts_with(b"]")
}

/// The longest line with the size of a chunk that is recognised.
pub(super) const LONGEST_SIZE: usize = 64;

/// The size of a chunk that a text begins with: the length of its line, and the size.
pub(super) fn chunk_size(text: &[u8]) -> Option<(usize, usize)> {
    let text = &text[..text.len().min(LONGEST_SIZE)];
    let end = memchr::memchr(b'\n', text)?;
    let line = text[..end].trim_ascii_end();
    // What may come behind it nobody uses.
    let digits = line.split(|byte| *byte == b';').next().unwrap_or(line);
    let is_size = digits.len() <= 8 && digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| is_size)?;
    Some((end + 1, usize::from_str_radix(digits, 16).ok()?))
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
        () if line.contains(&0) => "zero bytes",
        () if begins(&[b"== Info: ", b"=> Send ", b"<= Recv "]) => "a trace of curl",
        () if begins(&[b"HTTP/", b"> ", b"< ", b"* ", b"{ [", b"} ["]) => "HTTP headers",
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

/// A text without the colour codes that it begins with.
fn without_code(mut text: &[u8]) -> &[u8] {
    while let Some(len) = colour_code(text) {
        text = &text[len..];
    }
    text
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
            (b"req={\"a\":1} answer={\"b\":2}", Stray::Before(19)),
            (
                b"a: {\"a\":1} {b} {\"object\":\"task\"} 3",
                Stray::Before(15),
            ),
            (b"king\"} {\"object\":\"task\"}", Stray::Torn),
            (
                b"a=\"b\" msg=\"{\\\"object\\\":\\\"task\\\"}\" c=1",
                Stray::Before(10),
            ),
            (b"a=\"{\\\"b\\\":1}\" c=1", Stray::Torn),
            (b"\x1b[1m{\x1b[0m\x1b[34m\"a\"\x1b[0m:1}", Stray::Before(4)),
            (b"{ [94 bytes data]", Stray::Text),
        ] {
            assert_eq!(look(line), expected, "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn labels_are_told_from_lists() {
        for (line, label) in [
            (&b"[10:02] bob: hm"[..], true),
            (b"[pod/a] {\"a\":1}\n", true),
            (b"[12] {\"a\":1}", true),
            (b"{ [94 bytes data]", true),
            (b"{ [94, 1]", false),
            (b"[1, 2, 3]\n[1]", false),
            (b"[1]\r\nx", false),
            (b"[[1], [2]]", false),
            (b"[[1] ]", false),
            (b"[]", false),
            (b"[\n1] x", false),
            (b"[{\"a\":[1] }", false),
            (b"[\"a] b\"]", false),
        ] {
            assert_eq!(is_label(line), label, "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn sizes_of_chunks_are_hexadecimal() {
        assert_eq!(chunk_size(b"1f\r\n{"), Some((4, 31)));
        assert_eq!(chunk_size(b"0;a=b\n"), Some((6, 0)));
        for text in [&b"1f"[..], b"1g\n", b"123456789\n", b"\n", b";\n"] {
            assert_eq!(chunk_size(text), None);
        }
    }
}
