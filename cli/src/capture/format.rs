//! What a file is, going by its content.

use std::fmt;

use super::foreign::{self, Stray};
use super::syntax::{Progress, Syntax};
use super::window::Window;

/// The form of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// One JSON value, or several after each other.
    Json,
    /// One JSON value per line.
    Lines,
    /// `text/event-stream`.
    Events,
    /// HAR 1.2.
    Archive,
    /// White space only.
    Empty,
    /// Text in an encoding that JSON on the wire never has.
    Encoded(&'static str),
    /// Something that is known and cannot hold a capture, or not in the open.
    Packed(&'static str),
    /// Nothing that is known.
    Unknown,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Format::Json => "JSON",
            Format::Lines => "NDJSON",
            Format::Events => "event stream",
            Format::Archive => "HTTP archive",
            Format::Empty => "empty",
            Format::Encoded(name) | Format::Packed(name) => name,
            Format::Unknown => "unknown",
        })
    }
}

/// How much of a file is looked at when its beginning says nothing.
const LOOK_AHEAD: usize = 256 * 1024;

/// The first bytes of what is neither text nor compressed in a way that is read.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "gzip that was compressed again"),
    (b"\x28\xb5\x2f\xfd", "Zstandard that was compressed again"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xfd7zXZ\0", "XZ"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x04\x22\x4d\x18", "LZ4"),
    (b"\xff\x06\0\0sNaPpY", "Snappy"),
    (b"LZIP", "lzip"),
    (b"\x5d\0\0\x80", "LZMA"),
    (b"\x1f\x9d", "compress (.Z)"),
    (b"\x78\x01", "zlib"),
    (b"\x78\x5e", "zlib"),
    (b"\x78\x9c", "zlib"),
    (b"\x78\xda", "zlib"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\xd4\xc3\xb2\xa1", "pcap"),
    (b"\xa1\xb2\xc3\xd4", "pcap"),
    (b"\x0a\x0d\x0d\x0a", "pcapng"),
];

/// What a TAR archive has behind the name of its first file.
const TAR: (usize, &[u8]) = (257, b"ustar");

/// Recognises the format; skips a byte order mark and leading white space.
pub(crate) fn recognise(window: &mut Window) -> Format {
    while window.rest().len() < 16 && window.fill() {}
    if let Some(encoding) = wide(window.rest()) {
        return Format::Encoded(encoding);
    }
    let signature = SIGNATURES
        .iter()
        .find(|(first, _)| window.rest().starts_with(first));
    if let Some((_, name)) = signature {
        return Format::Packed(name);
    }
    while window.skip_space() && window.skip_mark() {}
    if window.rest().is_empty() {
        return Format::Empty;
    }
    let first = window.rest()[0];
    match first {
        b'{' if is_archive(window, true).0 => Format::Archive,
        b'{' | b'[' | 0x1e => Format::Json,
        _ => lines(window),
    }
}

/// The format of a file that does not begin with a document. A stream is known by its first field: it
/// may be shown while it arrives, so no more than that is waited for.
fn lines(window: &mut Window) -> Format {
    let mut seen = 0;
    loop {
        let rest = &window.rest()[..window.rest().len().min(LOOK_AHEAD)];
        if rest
            .get(TAR.0..)
            .is_some_and(|rest| rest.starts_with(TAR.1))
        {
            return Format::Packed("TAR");
        }
        let end = memchr::memrchr(b'\n', &rest[seen..]).map_or(seen, |end| seen + end + 1);
        let mut whole = non_blank(&rest[seen..end]);
        let is_first = non_blank(&rest[..seen]).next().is_none();
        let first = whole.next();
        let is_stream = first.is_some_and(|line| is_first && is_field(line));
        if is_stream || first.into_iter().chain(whole).any(is_data) {
            return Format::Events;
        }
        seen = end;
        if rest.len() == LOOK_AHEAD || !window.fill() {
            let rest = window.rest();
            return from_lines(&rest[..rest.len().min(LOOK_AHEAD)]);
        }
    }
}

/// The lines of a text that are not empty.
fn non_blank(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.filter(|line| !line.trim_ascii().is_empty())
}

fn is_data(line: &[u8]) -> bool {
    line.starts_with(b"data:")
}

/// The encoding of a text of wide characters, by its byte order mark or by where its first two
/// characters, which are ASCII, have their zeros.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    let ascii = |byte: u8| matches!(byte, b'\t'..=b'~');
    match *bytes {
        [0xff, 0xfe, 0, 0, ..] => Some("UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] => Some("UTF-32BE"),
        [0xff, 0xfe, ..] => Some("UTF-16LE"),
        [0xfe, 0xff, ..] => Some("UTF-16BE"),
        [0, 0, 0, a, 0, 0, 0, b, ..] if ascii(a) && ascii(b) => Some("UTF-32BE"),
        [a, 0, 0, 0, b, 0, 0, 0, ..] if ascii(a) && ascii(b) => Some("UTF-32LE"),
        [0, a, 0, b, ..] if ascii(a) && ascii(b) => Some("UTF-16BE"),
        [a, 0, b, 0, ..] if ascii(a) && ascii(b) => Some("UTF-16LE"),
        _ => None,
    }
}

/// Whether the object that comes is an archive: its member `log` is an object with an array of
/// `entries`, or one whose keys are those of an archive, as far as is looked ahead. Also how far that
/// was.
pub(crate) fn is_archive(window: &mut Window, may_follow: bool) -> (bool, usize) {
    const KEYS: [&[u8]; 6] = [
        b"version", b"creator", b"browser", b"pages", b"comment", b"entries",
    ];
    // Payloads begin with these: nothing has to be looked for in them.
    const PAYLOADS: [&[u8]; 6] = [b"jsonrpc", b"type", b"object", b"id", b"success", b"stream"];
    let mut needed = 64;
    loop {
        while window.rest().len() < needed && window.fill() {}
        let rest = &window.rest()[..window.rest().len().min(needed)];
        let last = rest.len() < needed || needed >= LOOK_AHEAD || !may_follow;
        let outer = keys(rest);
        if outer.first().is_some_and(|(key, _)| PAYLOADS.contains(key)) {
            return (false, rest.len());
        }
        let log = outer.iter().find(|(key, _)| *key == b"log");
        let ended = |object| matches!(Syntax::new().feed(object), Progress::Done(_));
        if let Some((_, log)) = log {
            let keys = keys(log);
            if let Some((_, value)) = keys.iter().find(|(key, _)| *key == b"entries") {
                return (value.starts_with(b"["), rest.len());
            }
            let other = keys.iter().any(|(key, _)| !KEYS.contains(key));
            if other || last || !log.starts_with(b"{") || ended(log) {
                // An archive that was cut off before its entries is still one.
                return (!other && !keys.is_empty(), rest.len());
            }
        } else if last || ended(rest) {
            return (false, rest.len());
        }
        needed *= 4;
    }
}

/// The members of the object that a text begins with, as far as they are there: each key, and the
/// text from its value on.
fn keys(object: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut found = Vec::new();
    let mut rest = match object {
        [b'{', rest @ ..] => rest,
        _ => return found,
    };
    loop {
        let Some(key) = rest.trim_ascii_start().strip_prefix(b"\"") else {
            return found;
        };
        let Some(len) = memchr::memchr(b'"', key) else {
            return found;
        };
        let after = key[len + 1..].trim_ascii_start();
        let Some(value) = after.strip_prefix(b":").map(<[u8]>::trim_ascii_start) else {
            return found;
        };
        if value.is_empty() {
            return found;
        }
        found.push((&key[..len], value));
        let Progress::Done(end) = Syntax::new().feed(value) else {
            return found;
        };
        let Some(next) = value[end..].trim_ascii_start().strip_prefix(b",") else {
            return found;
        };
        rest = next;
    }
}

/// The format of a file whose first line begins with neither `{` nor `[`: what is around a capture
/// may come first, so the lines after it count too.
fn from_lines(bytes: &[u8]) -> Format {
    let lines = || non_blank(bytes);
    if lines().next().is_some_and(is_field) || lines().any(is_data) {
        return Format::Events;
    }
    let is_json = |line: &[u8]| {
        matches!(line.trim_ascii_start(), [b'{', ..])
            || line.starts_with(b"[") && line[1..].trim_ascii_start().starts_with(b"{")
            || matches!(foreign::look(line), Stray::Value | Stray::Before(_))
    };
    if lines().any(is_json) {
        Format::Json
    } else {
        Format::Unknown
    }
}

/// What a field of an event stream takes at most to be recognised.
pub(super) const LONGEST_FIELD: usize = 6;

/// Whether a line is a field or a comment of an event stream.
pub(super) fn is_field(line: &[u8]) -> bool {
    [&b":"[..], b"data:", b"event:", b"id:", b"retry:"]
        .iter()
        .any(|field| line.starts_with(field))
        || matches!(
            line,
            [b'd', b'a', b't', b'a'] | [b'd', b'a', b't', b'a', b'\n' | b'\r', ..]
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &'static [u8]) -> Format {
        recognise(&mut Window::new(Box::new(bytes)))
    }

    #[test]
    fn formats_are_told_by_content() {
        assert_eq!(of(b"\xef\xbb\xbf \n\xef\xbb\xbf{\"a\":1}"), Format::Json);
        assert_eq!(
            of(b"{ \"log\" : { \"version\": \"1.2\", \"entries\": []}}"),
            Format::Archive
        );
        assert_eq!(of(b"{\"log\":{\"version\":\"1.2\","), Format::Archive);
        assert_eq!(
            of(b"{\"$schema\":\"x\",\"meta\":{\"entries\":[]},\"log\":{\"entries\":[]}}"),
            Format::Archive
        );
        assert_eq!(of(b"{\"a\":{\"log\":{\"entries\":[]}}}"), Format::Json);
        assert_eq!(of(b"{\"log\":\"text\"}"), Format::Json);
        assert_eq!(of(b"{\"log\":{\"jsonrpc\":\"2.0\"}}"), Format::Json);
        assert_eq!(of(b"{\"log\":{\"entries\":{}}}"), Format::Json);
        assert_eq!(of(b": ping\n\ndata: {}\n\n"), Format::Events);
        assert_eq!(
            of(b"HTTP/1.1 200 OK\r\n\r\ndata: {}\r\n\r\n"),
            Format::Events
        );
        assert_eq!(of(b"oops\n{\"a\":1}\n"), Format::Json);
        assert_eq!(of(b"2026 INFO {\"a\":1}\n"), Format::Json);
        assert_eq!(of(b"\"text\"\n"), Format::Json);
        assert_eq!(of(b"# A title\n\nSome words.\n"), Format::Unknown);
        assert_eq!(of(b" \n\n"), Format::Empty);
        assert_eq!(of(b"\xff\xfe{\0}\0"), Format::Encoded("UTF-16LE"));
        assert_eq!(of(b"\0{\0\"\0a"), Format::Encoded("UTF-16BE"));
        assert_eq!(of(b"\xff\xfe\0\0{\0\0\0"), Format::Encoded("UTF-32LE"));
        assert_eq!(of(b"PK\x03\x04\x14\0"), Format::Packed("ZIP"));
    }
}
