//! The lexical rules of JSON numbers (RFC 8259) over bytes, and what the numbers are.

use super::scan::{HIGHS, ONES, lowest, word};

/// The offset after the number that starts at `from`.
#[inline]
pub(crate) fn number(bytes: &[u8], from: usize) -> Option<usize> {
    let end = decimal(bytes, from)?;
    match bytes.get(end) {
        Some(b'e' | b'E') => exponent(bytes, end),
        _ => Some(end),
    }
}

/// The offset after the number that starts at `from`, or before its exponent.
#[inline]
pub(crate) fn decimal(bytes: &[u8], mut from: usize) -> Option<usize> {
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
    Some(from)
}

/// The offset after the exponent that starts at `from` with its letter.
pub(crate) fn exponent(bytes: &[u8], mut from: usize) -> Option<usize> {
    from += 1;
    if let Some(b'+' | b'-') = bytes.get(from) {
        from += 1;
    }
    some_digits(bytes, from)
}

#[inline]
fn digits(bytes: &[u8], mut from: usize) -> usize {
    while let Some(chunk) = bytes.get(from..from + 8) {
        match lowest(no_digits(word(chunk, 0))) {
            Some(at) => return from + at,
            None => from += 8,
        }
    }
    while let Some(b'0'..=b'9') = bytes.get(from) {
        from += 1;
    }
    from
}

/// Bytes that are no decimal digit get their highest bit. The lowest one that is set is right; higher
/// ones may be wrong.
#[inline(always)]
fn no_digits(word: u64) -> u64 {
    let low = word.wrapping_sub(ONES * b'0' as u64);
    let high = word.wrapping_add(ONES * (0x80 - 1 - b'9') as u64);
    (word | low | high) & HIGHS
}

fn some_digits(bytes: &[u8], from: usize) -> Option<usize> {
    let end = digits(bytes, from);
    (end > from).then_some(end)
}

/// Reads a whole number of up to 18 digits without an exponent or fraction, and the offset after
/// it; `None` for any other number.
#[inline]
pub(crate) fn short_integer(bytes: &[u8], from: usize) -> Option<(i64, usize)> {
    let negative = bytes.get(from) == Some(&b'-');
    let start = from + usize::from(negative);
    let (mut digits, mut end) = (0_i64, start);
    while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
        digits = digits
            .wrapping_mul(10)
            .wrapping_add(i64::from(digit - b'0'));
        end += 1;
    }
    let length = end - start;
    let leading_zero = bytes.get(start) == Some(&b'0') && length > 1;
    if length == 0 || length > 18 || leading_zero {
        return None;
    }
    if let Some(b'.' | b'e' | b'E') = bytes.get(end) {
        return None;
    }
    Some((if negative { -digits } else { digits }, end))
}

/// Reads a number from 0 to 255 that is followed by a comma or a closing bracket, and the offset
/// after it; `None` for anything else.
#[inline]
pub(crate) fn short_byte(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let mut number = 0;
    for (at, &byte) in bytes.get(from..from + 4)?.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            number = number * 10 + u32::from(digit);
        } else if matches!(byte, b',' | b']') && LEAST[at] <= number {
            return Some((u8::try_from(number).ok()?, from + at));
        } else {
            return None;
        }
    }
    None
}

/// The offset after a list of numbers from 0 to 255, whose elements start at `from`, with no more
/// than a space after each comma; `None` for any other list.
#[inline]
pub(crate) fn short_bytes(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let (_, end) = short_byte(bytes, from)?;
        if bytes[end] == b']' {
            return Some(end + 1);
        }
        from = end + 1 + usize::from(bytes.get(end + 1) == Some(&b' '));
    }
}

/// The least number with so many digits; with none there is no number at all.
const LEAST: [u32; 4] = [u32::MAX, 0, 10, 100];

/// Reads a decimal number that an f64 holds exactly after one correctly rounded division, and the
/// offset after it; `None` for any other number, also for one that only is written longer.
#[inline]
pub(crate) fn short_decimal(bytes: &[u8], from: usize) -> Option<(f64, usize)> {
    /// Powers of ten are exact up to here, and so are whole numbers up to 2^53.
    const POWERS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    let negative = bytes.get(from) == Some(&b'-');
    let start = from + usize::from(negative);
    let (mut digits, mut end) = accumulate(bytes, start, 0);
    let whole = end - start;
    let leading_zero = bytes.get(start) == Some(&b'0') && whole > 1;
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        let point = end;
        (digits, end) = accumulate(bytes, point + 1, digits);
        fraction = end - point - 1;
        if fraction == 0 {
            return None;
        }
    }
    if whole == 0 || whole + fraction > 19 || leading_zero || digits > 1 << 53 {
        return None;
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        return None;
    }
    let number = digits as f64 / POWERS[fraction];
    Some((if negative { -number } else { number }, end))
}

/// Appends the decimal digits at `from` to a number; the result counts only as long as it has no
/// more than 19 digits.
#[inline]
fn accumulate(bytes: &[u8], mut from: usize, mut number: u64) -> (u64, usize) {
    while let Some(eight) = bytes.get(from..from + 8).and_then(eight_digits) {
        number = number.wrapping_mul(100_000_000).wrapping_add(eight);
        from += 8;
    }
    while let Some(digit @ b'0'..=b'9') = bytes.get(from) {
        number = number
            .wrapping_mul(10)
            .wrapping_add(u64::from(digit - b'0'));
        from += 1;
    }
    (number, from)
}

/// The number that eight digits make. Pairs, then quads, then the two halves are put together
/// side by side in one word.
#[inline]
fn eight_digits(chunk: &[u8]) -> Option<u64> {
    let word = word(chunk, 0);
    if no_digits(word) != 0 {
        return None;
    }
    let low = word.wrapping_sub(ONES * b'0' as u64);
    let pairs = (low * 10 + (low >> 8)) & 0x00FF_00FF_00FF_00FF;
    let quads = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    Some((quads * 10_000 + (quads >> 32)) & 0xFFFF_FFFF)
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
