//! Where an archive goes on behind an entry that is not JSON.

use super::super::syntax::{Bracketed, Brackets, Syntax};
use super::super::window::Window;
use super::super::{Sink, Stop, format};

/// How far ahead is looked. Whatever has been read, no decision may depend on more.
const AHEAD: usize = 96;

/// The keys that an entry begins with, as browsers and other tools write them, next to those with an
/// underscore. No object of a list inside of an entry begins with one of them.
const ENTRY: [&[u8]; 8] = [
    b"startedDateTime",
    b"request",
    b"response",
    b"pageref",
    b"cache",
    b"timings",
    b"serverIPAddress",
    b"connection",
];

/// The keys beside the entries.
const LOG: [&[u8]; 5] = [b"version", b"creator", b"browser", b"pages", b"comment"];

/// Moves from where an entry stops being JSON to the next entry, or to the end of the entries: where
/// the brackets say so, or where something begins as entries do, for a quote too many puts all
/// brackets behind it in doubt. False where the archive is over, at the next document or the end.
pub(super) fn skip_broken_entry(
    window: &mut Window,
    syntax: &Syntax,
    mut last: u8,
    sink: &mut dyn Sink,
) -> Result<bool, Stop> {
    let mut brackets = Brackets::inside(syntax.depth(), syntax.in_string());
    let mut line_start = false;
    loop {
        sink.idle()?;
        while window.rest().len() < AHEAD && window.fill() {}
        let rest = window.rest();
        if rest.is_empty() {
            return Ok(false);
        }
        // Without the last ones, before which not enough is known, unless the input is over.
        let known = match rest.len() {
            len if len < AHEAD => len,
            len => len - AHEAD + 1,
        };
        let mut found = None;
        for at in 0..known {
            let ahead = &rest[at..(at + AHEAD).min(rest.len())];
            let byte = rest[at];
            if byte == b'{' && last == b',' && begins_with_key(&ahead[1..], is_of_entry) {
                found = Some((at, true));
                break;
            }
            let inside = matches!(last, b',' | b'[' | b':');
            if line_start && (byte == b'{' && !inside || format::is_field(ahead)) {
                found = Some((at, false));
                break;
            }
            let closed = matches!(brackets.feed(&[byte]), Bracketed::Closed(_));
            if closed && goes_on(&ahead[1..]) {
                found = Some((at + 1, true));
                break;
            }
            line_start = byte == b'\n';
            if !byte.is_ascii_whitespace() {
                last = byte;
            }
        }
        match found {
            Some((at, more)) => {
                window.consume(at);
                return Ok(more);
            }
            None => window.consume(known),
        }
    }
}

/// Whether what follows an entry comes: another one, or the end of the list.
fn goes_on(ahead: &[u8]) -> bool {
    match ahead.trim_ascii_start() {
        [b',', rest @ ..] => rest.trim_ascii_start().starts_with(b"{"),
        [b']', rest @ ..] => match rest.trim_ascii_start() {
            [b'}', ..] => true,
            [b',', rest @ ..] => begins_with_key(rest, |key| LOG.contains(&key)),
            _ => false,
        },
        _ => false,
    }
}

fn is_of_entry(key: &[u8]) -> bool {
    ENTRY.contains(&key) || key.starts_with(b"_")
}

/// Whether such a key comes.
fn begins_with_key(text: &[u8], is_key: impl Fn(&[u8]) -> bool) -> bool {
    let Some(text) = text.trim_ascii_start().strip_prefix(b"\"") else {
        return false;
    };
    let Some(len) = memchr::memchr(b'"', text) else {
        return false;
    };
    is_key(&text[..len]) && text[len + 1..].trim_ascii_start().starts_with(b":")
}
