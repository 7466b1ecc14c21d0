//! What JSON string literals spell, and how other content of them is spelled.

/// What a JSON string literal spells. Half a surrogate pair, which no text can hold, stays as it is
/// spelled: inside of JSON that means the same.
pub(super) fn unescape(literal: &str) -> String {
    if let Ok(text) = serde_json::from_str(literal) {
        return text;
    }
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    // The last quote closes nothing if it is escaped.
    let closed = inner.strip_suffix('"');
    let closed = closed.filter(|inner| {
        let escapes = inner.bytes().rev().take_while(|byte| *byte == b'\\');
        escapes.count() % 2 == 0
    });
    let inner = closed.unwrap_or(inner);
    let mut text = String::with_capacity(inner.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &inner.as_bytes()[at..]) {
        text.push_str(&inner[at..at + found]);
        at += found;
        let (len, character) = escape(&inner[at..]);
        match character {
            Some(character) => text.push(character),
            None => text.push_str(&inner[at..at + len]),
        }
        at += len;
    }
    text.push_str(&inner[at..]);
    text
}

/// Another text of as many characters in the spelling of a part of a JSON string literal. What is
/// longer or shorter is written plainly.
pub(super) fn respelled(inside: &str, new: &str) -> String {
    let mut out = String::with_capacity(inside.len());
    let (mut at, mut characters) = (0, new.char_indices().peekable());
    while let Some((place, c)) = characters.next() {
        let rest = &inside[at..];
        if !rest.starts_with('\\') {
            out.push(c);
            at += rest.chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let (len, old) = escape(rest);
        at += len;
        match old {
            Some(old) if old == c => out.push_str(&rest[..len]),
            Some(_) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            // It is spelled out in the text as well.
            None => {
                out.push_str(&new[place..(place + len).min(new.len())]);
                while characters
                    .next_if(|(next, _)| *next < place + len)
                    .is_some()
                {}
            }
        }
    }
    out
}

/// How many bytes of a JSON string literal (without its opening quote) spell the first `decoded`
/// bytes of what it means.
pub(super) fn escaped_len(literal: &str, decoded: usize) -> usize {
    let bytes = literal.as_bytes();
    let (mut at, mut spelled) = (0, 0);
    while spelled < decoded && at < bytes.len() {
        let (len, means) = match bytes[at] {
            b'\\' => {
                let (len, character) = escape(&literal[at..]);
                (len, character.map_or(len, char::len_utf8))
            }
            _ => (1, 1),
        };
        at += len;
        spelled += means;
    }
    at
}

/// The escape that a part of a literal begins with: its length, and the character that it means. A
/// backslash that begins none means itself, and so does half a surrogate pair.
fn escape(literal: &str) -> (usize, Option<char>) {
    let unit = |at: usize| {
        let digits = literal.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)
    };
    let means = match literal.as_bytes().get(1) {
        Some(character @ (b'"' | b'\\' | b'/')) => char::from(*character),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let (len, code) = match (unit(0), unit(6)) {
                (Some(high @ 0xD800..0xDC00), Some(low @ 0xDC00..0xE000)) => {
                    (12, Some(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)))
                }
                (code, _) => (6, code),
            };
            return match code.and_then(char::from_u32) {
                Some(character) => (len, Some(character)),
                None => (1, None),
            };
        }
        _ => return (1, None),
    };
    (2, Some(means))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_quote_closes_no_string() {
        for (literal, text) in [
            (r#""a\""#, "a\""),
            (r#""a\q\\""#, "a\\q\\"),
            (r#""a\q\\\""#, "a\\q\\\""),
        ] {
            assert_eq!(unescape(literal), text, "{literal}");
        }
    }
}
