//! What a file is, told by its content.

use std::fmt;
use std::io;

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
    /// UTF-16, which JSON on the wire never is.
    Utf16,
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
            Format::Utf16 => "UTF-16 text",
            Format::Unknown => "unknown",
        })
    }
}

/// How much of a file is looked at when its beginning says nothing.
const LOOK_AHEAD: usize = 256 * 1024;

/// Recognises the format; skips a byte order mark and leading white space.
pub(crate) fn recognise(window: &mut Window) -> io::Result<Format> {
    while window.rest().len() < 3 && window.fill()? {}
    if window.rest().starts_with(b"\xff\xfe") || window.rest().starts_with(b"\xfe\xff") {
        return Ok(Format::Utf16);
    }
    window.skip_mark()?;
    if !window.skip_space()? {
        return Ok(Format::Empty);
    }
    let first = window.rest()[0];
    match first {
        b'{' if is_archive(window)? => Ok(Format::Archive),
        b'{' | b'[' => Ok(Format::Json),
        _ => {
            while window.rest().len() < LOOK_AHEAD && window.fill()? {}
            let rest = window.rest();
            Ok(from_lines(&rest[..rest.len().min(LOOK_AHEAD)]))
        }
    }
}

/// An archive is an object whose first key is `log`, which no payload of the API has.
fn is_archive(window: &mut Window) -> io::Result<bool> {
    const NEEDED: usize = 64;
    while window.rest().len() < NEEDED && window.fill()? {}
    let rest = window.rest();
    let text = rest[1..rest.len().min(NEEDED)].trim_ascii_start();
    let value = text
        .strip_prefix(b"\"log\"")
        .and_then(|rest| rest.trim_ascii_start().strip_prefix(b":"));
    Ok(value.is_some_and(|value| value.trim_ascii_start().starts_with(b"{")))
}

/// The format of a file whose first line begins with neither `{` nor `[`: that line may be broken,
/// so the ones after it count too.
fn from_lines(bytes: &[u8]) -> Format {
    let lines = || {
        bytes
            .split(|byte| matches!(byte, b'\n' | b'\r'))
            .map(<[u8]>::trim_ascii_start)
            .filter(|line| !line.is_empty())
    };
    if lines().next().is_some_and(is_field) || lines().any(|line| line.starts_with(b"data:")) {
        return Format::Events;
    }
    let scalar = |line: &[u8]| {
        let mut syntax = Syntax::new();
        match syntax.feed(line) {
            Progress::Done(end) => line[end..].trim_ascii().is_empty(),
            Progress::More => {
                syntax.ends_here() && serde_json::from_slice::<serde_json::Value>(line).is_ok()
            }
            Progress::Broken(_) => false,
        }
    };
    if lines().any(|line| line.starts_with(b"{")) || lines().next().is_some_and(scalar) {
        Format::Lines
    } else {
        Format::Unknown
    }
}

/// Whether a line is a field or a comment of an event stream.
fn is_field(line: &[u8]) -> bool {
    [&b":"[..], b"data:", b"event:", b"id:", b"retry:"]
        .iter()
        .any(|field| line.starts_with(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &'static [u8]) -> Format {
        recognise(&mut Window::new(Box::new(bytes))).unwrap()
    }

    #[test]
    fn formats_are_told_by_content() {
        assert_eq!(of(b"\xef\xbb\xbf \n{\"a\":1}"), Format::Json);
        assert_eq!(of(b"{ \"log\" : { \"version\": \"1.2\"}}"), Format::Archive);
        assert_eq!(of(b"{\"log\":\"text\"}"), Format::Json);
        assert_eq!(of(b": ping\n\ndata: {}\n\n"), Format::Events);
        assert_eq!(
            of(b"HTTP/1.1 200 OK\r\n\r\ndata: {}\r\n\r\n"),
            Format::Events
        );
        assert_eq!(of(b"oops\n{\"a\":1}\n"), Format::Lines);
        assert_eq!(of(b"\"text\"\n"), Format::Lines);
        assert_eq!(of(b"# A title\n\nSome words.\n"), Format::Unknown);
        assert_eq!(of(b" \n\n"), Format::Empty);
        assert_eq!(of(b"\xff\xfe{\0}\0"), Format::Utf16);
    }
}
