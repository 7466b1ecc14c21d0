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
        b'1'..=b'9' => digits(bytes, from),
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

/// Gives each number of a list of numbers from 0 to 255, whose elements start at `from`, with no more
/// than a space after each comma, and the offset after it; `None` once it is any other list.
#[inline]
pub(crate) fn short_bytes(
    bytes: &[u8],
    mut from: usize,
    mut each: impl FnMut(u8),
) -> Option<usize> {
    loop {
        let (number, end) = short_byte(bytes, from)?;
        each(number);
        if bytes[end] == b']' {
            return Some(end + 1);
        }
        from = end + 1 + usize::from(bytes.get(end + 1) == Some(&b' '));
    }
}

/// The least number with a given count of digits; with none there is no number at all.
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

/// A number as serde's data model holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Held {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

/// What holds exactly the number that a text spells: the number is the one that is written when it
/// is written again, if perhaps in another spelling. `None` if 64 bits are too few.
pub(crate) fn held(text: &str) -> Option<Held> {
    if let Ok(number) = text.parse() {
        return Some(Held::Unsigned(number));
    }
    // An integer has no negative zero.
    if let Ok(number) = text.parse()
        && number != 0
    {
        return Some(Held::Signed(number));
    }
    let number: f64 = text.parse().ok()?;
    let exact = number.is_finite()
        && Decimal::of(text)? == Decimal::of(zmij::Buffer::new().format_finite(number))?;
    exact.then_some(Held::Float(number))
}

/// The digits of a number without zeros around them, and the power of ten of the last one.
#[derive(PartialEq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// `None` if the exponent is beyond all reason.
    fn of(text: &str) -> Option<Self> {
        let negative = text.starts_with('-');
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole.trim_start_matches('-'), fraction].concat();
        let digits = all.trim_end_matches('0');
        let zeros = (all.len() - digits.len()) as i64;
        let digits = digits.trim_start_matches('0').to_owned();
        let exponent = if digits.is_empty() {
            0
        } else {
            let exponent: i64 = exponent.parse().ok()?;
            exponent.checked_add(zeros - fraction.len() as i64)?
        };
        Some(Decimal {
            negative,
            digits,
            exponent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In front of the number, so that it does not start at 0, and behind it.
    const AROUND: [(&str, &str); 4] = [("", ""), ("[", "]"), ("[0,1,2,", ",1]"), ("123 ", " }")];

    /// What the short way gives for a number, wherever it appears.
    fn each<T>(number: &str, read: impl Fn(&[u8], usize) -> Option<(T, usize)>) -> Vec<Option<T>> {
        let found = AROUND.iter().map(|(before, after)| {
            let text = format!("{before}{number}{after}");
            let found = read(text.as_bytes(), before.len());
            found.map(|(value, end)| {
                assert_eq!(end, before.len() + number.len(), "{text}");
                value
            })
        });
        found.collect()
    }

    #[test]
    fn short_integers_go_the_short_way() {
        for number in [
            0,
            1,
            9,
            10,
            42,
            1_234_567,
            99_999_999,
            999_999_999_999_999_999,
        ] {
            assert_eq!(each(&number.to_string(), short_integer), [Some(number); 4]);
            let negative = format!("-{number}");
            assert_eq!(each(&negative, short_integer), [Some(-number); 4]);
        }
        for other in [
            "",
            "-",
            "00",
            "01",
            "1.0",
            "1e1",
            "1E1",
            "1000000000000000000",
            "x",
        ] {
            assert_eq!(each(other, short_integer), [None; 4], "{other}");
        }
    }

    #[test]
    fn short_bytes_go_the_short_way() {
        for byte in 0..=255u8 {
            for text in [format!("{byte},   "), format!("{byte}]   ")] {
                let end = byte.to_string().len();
                assert_eq!(short_byte(text.as_bytes(), 0), Some((byte, end)), "{text}");
                let later = format!("[0, {text}");
                assert_eq!(short_byte(later.as_bytes(), 4), Some((byte, end + 4)));
            }
        }
        for other in [
            "256,", "00, ", "01] ", ",   ", "1 , ", "1", "-1, ", "1:, ", "1/, ",
        ] {
            assert_eq!(short_byte(other.as_bytes(), 0), None, "{other}");
        }
    }

    #[test]
    fn lists_of_short_bytes_go_the_short_way() {
        for list in ["1]", "0, 255]", "0,255,7]", "12, 3, 45, 255]"] {
            let text = format!("[{list}}},{{}}");
            let mut bytes = Vec::new();
            let end = short_bytes(text.as_bytes(), 1, |byte| bytes.push(byte));
            assert_eq!(end, Some(1 + list.len()), "{text}");
            let expected: Vec<u8> = serde_json::from_str(&format!("[{list}")).unwrap();
            assert_eq!(bytes, expected, "{text}");
        }
        for other in [
            "]", "1, 256]", "1,  2]", "1 ,2]", "1 ]", "1,]", ",1]", "1, 2}",
        ] {
            let text = format!("{other}}},{{}}");
            assert_eq!(short_bytes(text.as_bytes(), 0, drop), None, "{text}");
        }
        assert_eq!(short_bytes(b"1, 2", 0, drop), None);
        assert_eq!(short_bytes(b"100,", 0, drop), None);
    }

    #[test]
    fn short_decimals_go_the_short_way() {
        for number in [
            "1.5",
            "0",
            "7",
            "0.0",
            "12345678",
            "1234567.8",
            "0.12345678",
            "1.123456789012345",
            "0.000000000000000001",
            "9007199254740992",
            "90071992.54740992",
            "12345678.12345678",
        ] {
            let value: f64 = number.parse().unwrap();
            assert_eq!(each(number, short_decimal), [Some(value); 4], "{number}");
            let negative = format!("-{number}");
            assert_eq!(each(&negative, short_decimal), [Some(-value); 4]);
        }
        for other in [
            "",
            "-",
            "01",
            "00.5",
            "1.",
            ".5",
            "1e5",
            "1.5E5",
            "9007199254740993",
            "0.0000000000000000001",
            "00000000000000000001",
        ] {
            assert_eq!(each(other, short_decimal), [None; 4], "{other}");
        }
    }

    #[test]
    fn eight_digits_are_read_at_once() {
        assert_eq!(eight_digits(b"12345678"), Some(12_345_678));
        assert_eq!(eight_digits(b"00000000"), Some(0));
        assert_eq!(eight_digits(b"99999999"), Some(99_999_999));
        for place in 0..8 {
            for byte in 0..=255u8 {
                let mut chunk = *b"09876543";
                chunk[place] = byte;
                let text = std::str::from_utf8(&chunk).ok();
                let value = text
                    .filter(|_| byte.is_ascii_digit())
                    .and_then(|text| text.parse().ok());
                assert_eq!(eight_digits(&chunk), value, "{chunk:?}");
            }
        }
    }

    #[test]
    fn a_number_is_held_if_it_is_written_as_the_same_number() {
        for (text, expected) in [
            ("0", Some(Held::Unsigned(0))),
            ("18446744073709551615", Some(Held::Unsigned(u64::MAX))),
            ("-9223372036854775808", Some(Held::Signed(i64::MIN))),
            ("-0", Some(Held::Float(-0.0))),
            ("0.00", Some(Held::Float(0.0))),
            ("0.5", Some(Held::Float(0.5))),
            ("5e-1", Some(Held::Float(0.5))),
            ("-0.050E1", Some(Held::Float(-0.5))),
            ("100.0", Some(Held::Float(100.0))),
            ("1e2", Some(Held::Float(100.0))),
            ("1E+23", Some(Held::Float(1e23))),
            ("18446744073709551616", None),
            ("0.10000000000000000001", None),
            ("1e400", None),
            ("1e-99999999999999999999", None),
        ] {
            assert_eq!(
                format!("{:?}", held(text)),
                format!("{expected:?}"),
                "{text}"
            );
        }
    }
}
