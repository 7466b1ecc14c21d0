//! The lexical rules of JSON (RFC 8259) over bytes: strings, numbers, white space.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The lowest set bit is the high bit of the first byte of the word that is a quote, a backslash
/// or a control character; zero if there is none.
#[inline]
fn special(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let zero = |x: u64| x.wrapping_sub(ONES) & !x;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (zero(quote) | zero(backslash) | control) & HIGHS
}

/// The offset of the first quote, backslash or control character at or after `from`; the length
/// of the text if there is none.
#[inline]
pub(crate) fn plain(bytes: &[u8], mut from: usize) -> usize {
    while let Some(chunk) = bytes.get(from..from + 8) {
        let word = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        let found = special(word);
        if found != 0 {
            return from + (found.trailing_zeros() / 8) as usize;
        }
        from += 8;
    }
    while let Some(&byte) = bytes.get(from) {
        if byte == b'"' || byte == b'\\' || byte < 0x20 {
            break;
        }
        from += 1;
    }
    from
}

/// The offset after the closing quote of the string whose content starts at `from`. Escapes must
/// be well formed; a `\u` escape may name any code unit, also half of a pair.
pub(crate) fn skip_string(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        from = plain(bytes, from);
        match bytes.get(from)? {
            b'"' => return Some(from + 1),
            b'\\' => match bytes.get(from + 1)? {
                b'u' => {
                    hex4(bytes, from + 2)?;
                    from += 6;
                }
                escape => {
                    simple_escape(*escape)?;
                    from += 2;
                }
            },
            _ => return None,
        }
    }
}

fn simple_escape(byte: u8) -> Option<char> {
    Some(match byte {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

fn hex4(bytes: &[u8], from: usize) -> Option<u32> {
    let digits = bytes.get(from..from + 4)?;
    digits.iter().try_fold(0, |unit, digit| {
        Some(unit * 16 + char::from(*digit).to_digit(16)?)
    })
}

/// Decodes the string whose content starts at `start` and has no escape before `end`; returns the
/// offset after its closing quote. Half a surrogate pair is refused: it is no character.
pub(crate) fn unescape(
    text: &str,
    start: usize,
    mut end: usize,
    out: &mut String,
) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = start;
    loop {
        out.push_str(&text[from..end]);
        match bytes.get(end)? {
            b'"' => return Some(end + 1),
            b'\\' => {}
            _ => return None,
        }
        let escape = *bytes.get(end + 1)?;
        if escape == b'u' {
            let (char, after) = unicode_escape(bytes, end + 2)?;
            out.push(char);
            from = after;
        } else {
            out.push(simple_escape(escape)?);
            from = end + 2;
        }
        end = plain(bytes, from);
    }
}

fn unicode_escape(bytes: &[u8], from: usize) -> Option<(char, usize)> {
    let unit = hex4(bytes, from)?;
    let after = from + 4;
    if !(0xD800..0xE000).contains(&unit) {
        return Some((char::from_u32(unit)?, after));
    }
    if unit >= 0xDC00 || bytes.get(after..after + 2)? != b"\\u" {
        return None;
    }
    let low = hex4(bytes, after + 2)?;
    if !(0xDC00..0xE000).contains(&low) {
        return None;
    }
    Some((
        char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))?,
        after + 6,
    ))
}

/// The offset after the number that starts at `from`.
#[inline]
pub(crate) fn number(bytes: &[u8], mut from: usize) -> Option<usize> {
    if bytes.get(from) == Some(&b'-') {
        from += 1;
    }
    from = match bytes.get(from)? {
        b'0' => from + 1,
        b'1'..=b'9' => digits(bytes, from + 1),
        _ => return None,
    };
    if bytes.get(from) == Some(&b'.') {
        from = some_digits(bytes, from + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(from) {
        from += 1;
        if let Some(b'+' | b'-') = bytes.get(from) {
            from += 1;
        }
        from = some_digits(bytes, from)?;
    }
    Some(from)
}

#[inline]
fn digits(bytes: &[u8], mut from: usize) -> usize {
    while let Some(b'0'..=b'9') = bytes.get(from) {
        from += 1;
    }
    from
}

fn some_digits(bytes: &[u8], from: usize) -> Option<usize> {
    let end = digits(bytes, from);
    (end > from).then_some(end)
}

/// The value of a number's text if it is whole and within ±(2^63 - 1). As in JSON Schema, `1.0`
/// and `1e2` are whole; a number with a fraction or an exponent counts as the nearest f64.
///
/// -2^63 itself is left out: parsers that read large integers as f64 cannot tell it from its
/// smaller neighbours, so a schema could not draw the line there.
#[inline]
pub(crate) fn integer(number: &str) -> Option<i64> {
    if let Ok(integer) = number.parse() {
        return (integer != i64::MIN).then_some(integer);
    }
    if !number.bytes().any(|b| matches!(b, b'.' | b'e' | b'E')) {
        return None;
    }
    const LIMIT: f64 = (1u64 << 63) as f64;
    let float: f64 = number.parse().ok()?;
    (float.fract() == 0.0 && float.abs() < LIMIT).then_some(float as i64)
}

/// The same JSON text without white space between tokens.
pub(crate) fn compact(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut from, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = skip_string(bytes, at + 1).unwrap_or(bytes.len()),
            b' ' | b'\n' | b'\t' | b'\r' => {
                out.push_str(&text[from..at]);
                at += 1;
                from = at;
            }
            _ => at += 1,
        }
    }
    out.push_str(&text[from..]);
    out
}
