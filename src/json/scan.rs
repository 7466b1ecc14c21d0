//! The lexical rules of JSON (RFC 8259) over bytes: strings and white space. Numbers are in
//! [`super::number`].

/// How deep arrays and objects may nest: one less than 128, exactly as serde_json counts.
pub const MAX_DEPTH: u8 = 127;

pub(crate) const ONES: u64 = u64::from_ne_bytes([1; 8]);
pub(crate) const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Sets the highest bit of every byte below `limit`, which is at most 128, eight at a time (SWAR, by
/// Mycroft's test for a zero byte). The lowest one that is set is right; higher ones may be wrong.
#[inline(always)]
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * limit as u64) & !word & HIGHS
}

/// Sets the highest bit of every byte equal to `byte`, as [`below`] does.
#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * byte as u64), 1)
}

/// The place of the lowest byte with its highest bit set.
#[inline(always)]
pub(crate) fn lowest(marks: u64) -> Option<usize> {
    (marks != 0).then_some((marks.trailing_zeros() / 8) as usize)
}

/// Takes the quote to 0x20, next to the control characters, and leaves those among themselves: one
/// comparison with [`BESIDE`] finds both.
const TOGGLE: u8 = 0x02;
const BESIDE: u8 = 0x21;

/// The place of the first byte of the word that is a quote, a backslash or a control character.
#[inline]
fn special(word: u64) -> Option<usize> {
    lowest(equal(word, b'\\') | below(word ^ (ONES * TOGGLE as u64), BESIDE))
}

/// Most parts of strings without escapes end within so many bytes.
const NEAR: usize = 16;

/// The place of the first quote, backslash or control character in [`NEAR`] bytes.
#[inline(always)]
fn special_near(near: &[u8]) -> Option<usize> {
    special(word(near, 0)).or_else(|| special(word(near, 8)).map(|at| at + 8))
}

/// The offset of the first quote, backslash or control character at or after `from`; the length
/// of the text if there is none.
///
/// Most strings end within the first words. Long ones go by blocks, for which the compiler makes
/// vector instructions.
#[inline]
pub(crate) fn plain(bytes: &[u8], from: usize) -> usize {
    let Some(start) = bytes.get(from..from + NEAR) else {
        return plain_tail(bytes, from);
    };
    match special_near(start) {
        Some(at) => from + at,
        None => plain_long(bytes, from + NEAR),
    }
}

#[inline(never)]
fn plain_long(bytes: &[u8], mut from: usize) -> usize {
    // Identifiers end in the first block.
    let mut first = true;
    while let Some(block) = bytes[from..].first_chunk::<32>() {
        if first || !all_plain(block) {
            let found = |at| special(word(block, at)).map(|place| at + place);
            if let Some(at) = [0, 8, 16, 24].into_iter().find_map(found) {
                return from + at;
            }
            first = false;
        }
        from += block.len();
    }
    while let Some(chunk) = bytes[from..].first_chunk() {
        if let Some(at) = special(u64::from_le_bytes(*chunk)) {
            return from + at;
        }
        from += chunk.len();
    }
    plain_tail(bytes, from)
}

#[inline]
fn all_plain(block: &[u8]) -> bool {
    // In this form it becomes a few vector comparisons; `is_plain` does not.
    let special =
        |any, &byte: &u8| any | u8::from(byte == b'\\') | u8::from((byte ^ TOGGLE) < BESIDE);
    block.iter().fold(0, special) == 0
}

fn plain_tail(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let end = rest.iter().position(|&byte| !is_plain(byte));
    from + end.unwrap_or(rest.len())
}

/// Whether a string goes on over this byte: it is no quote, backslash or control character.
#[inline]
fn is_plain(byte: u8) -> bool {
    byte != b'"' && byte != b'\\' && byte >= 0x20
}

/// The eight bytes at `from`, the first one lowest.
#[inline]
pub(crate) fn word(bytes: &[u8], from: usize) -> u64 {
    let chunk = bytes[from..from + 8].try_into();
    u64::from_le_bytes(chunk.expect("eight bytes"))
}

/// The offset of the first byte at or after `from` for which `find` gives a place in its word; the
/// length of the text if there is none.
#[inline(always)]
fn search(bytes: &[u8], mut from: usize, find: impl Fn(u64) -> Option<usize>) -> usize {
    while let Some(chunk) = bytes.get(from..from + 8) {
        if let Some(at) = find(word(chunk, 0)) {
            return from + at;
        }
        from += 8;
    }
    let rest = bytes.get(from..).unwrap_or_default();
    let one = |&byte: &u8| find(u64::from_le_bytes([byte; 8])).is_some();
    from + rest.iter().position(one).unwrap_or(rest.len())
}

/// The offset of the quote that ends the string whose content starts at `from`, whatever is in
/// it.
// In place of the call: most strings that it is asked about are short.
#[inline(always)]
pub(crate) fn closing_quote(bytes: &[u8], start: usize) -> Option<usize> {
    let mut from = start;
    loop {
        let quote = from + first_quote(bytes.get(from..)?)?;
        if bytes[quote - 1] != b'\\' || !is_escaped(&bytes[start..quote]) {
            return Some(quote);
        }
        from = quote + 1;
    }
}

/// Whether what follows these bytes of a string is escaped.
fn is_escaped(before: &[u8]) -> bool {
    let backslashes = before.iter().rev().take_while(|&&byte| byte == b'\\');
    backslashes.count() % 2 == 1
}

/// The place of the first quote, which mostly is not far.
#[inline(always)]
fn first_quote(bytes: &[u8]) -> Option<usize> {
    if let Some(near) = bytes.get(..NEAR) {
        let quote = |from| lowest(equal(word(near, from), b'"'));
        if let Some(at) = quote(0).or_else(|| quote(8).map(|at| at + 8)) {
            return Some(at);
        }
    }
    memchr::memchr(b'"', bytes)
}

/// The offset of the next quote or brace at or after `from`; the length of the text if there is
/// none.
#[inline]
pub(crate) fn quote_or_brace(bytes: &[u8], from: usize) -> usize {
    search(bytes, from, |word| {
        lowest(equal(word, b'"') | equal(word, b'{') | equal(word, b'}'))
    })
}

/// The offset after the closing quote of the string whose content starts at `from`. Escapes must
/// be well formed; a `\u` escape may name any code unit, also half of a pair.
#[inline(always)]
pub(crate) fn skip_string(bytes: &[u8], from: usize) -> Option<usize> {
    let end = plain(bytes, from);
    match bytes.get(end)? {
        b'"' => Some(end + 1),
        _ => escaped(bytes, end).map(|(after, _)| after),
    }
}

/// Like [`skip_string`] for what is left of a string from its first escape on; also whether half a
/// surrogate pair is in it, which is no character.
pub(crate) fn escaped(bytes: &[u8], mut from: usize) -> Option<(usize, bool)> {
    let mut broken = false;
    loop {
        match bytes.get(from)? {
            b'"' => return Some((from + 1, broken)),
            b'\\' => match bytes.get(from + 1)? {
                b'u' => match unicode_escape(bytes, from + 2) {
                    Some((_, after)) => from = after,
                    None => {
                        hex4(bytes, from + 2)?;
                        broken = true;
                        from += 6;
                    }
                },
                escape => {
                    simple_escape(*escape)?;
                    from += 2;
                }
            },
            _ => {
                let stop = plain(bytes, from);
                if stop == from {
                    return None;
                }
                from = stop;
            }
        }
    }
}

/// The place of the control character that breaks the string whose content starts at `from`.
pub(crate) fn control_character(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        from = plain(bytes, from);
        match (bytes.get(from)?, bytes.get(from + 1)) {
            (b'"', _) => return None,
            // An escape that is wrong breaks it before.
            (b'\\', Some(b'u')) => {
                hex4(bytes, from + 2)?;
                from += 6;
            }
            (b'\\', escape) => {
                simple_escape(*escape?)?;
                from += 2;
            }
            _ => return Some(from),
        }
    }
}

/// The first sixteen bytes at `from`, the first one lowest; zeros beyond the end of the text.
#[inline]
pub(crate) fn head(bytes: &[u8], from: usize) -> u128 {
    match bytes.get(from..from + 16) {
        Some(chunk) => u128::from_le_bytes(chunk.try_into().expect("sixteen bytes")),
        None => short_head(bytes.get(from..).unwrap_or_default()),
    }
}

#[cold]
fn short_head(rest: &[u8]) -> u128 {
    let mut head = [0; 16];
    head[..rest.len()].copy_from_slice(rest);
    u128::from_le_bytes(head)
}

/// The offset of the first byte at or after `from` that is not white space.
#[inline]
pub(crate) fn skip_space(bytes: &[u8], mut from: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(from) {
        from += 1;
    }
    from
}

/// What the character after a backslash stands for; 0xFF if it stands for nothing.
const ESCAPES: [u8; 256] = {
    let mut values = [0xFF; 256];
    let pairs = b"\"\"\\\\//b\x08f\x0Cn\nr\rt\t";
    let mut at = 0;
    while at < pairs.len() {
        values[pairs[at] as usize] = pairs[at + 1];
        at += 2;
    }
    values
};

#[inline]
fn simple_escape(byte: u8) -> Option<char> {
    let value = ESCAPES[usize::from(byte)];
    value.is_ascii().then_some(char::from(value))
}

/// The value of each hex digit; 0xFF for any other byte.
const HEX: [u8; 256] = {
    let mut values = [0xFF; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value] as usize] = value as u8;
        values[b"0123456789ABCDEF"[value] as usize] = value as u8;
        value += 1;
    }
    values
};

#[inline]
fn hex4(bytes: &[u8], from: usize) -> Option<u32> {
    let digits: [u8; 4] = bytes.get(from..from + 4)?.try_into().ok()?;
    let [a, b, c, d] = digits.map(|digit| u32::from(HEX[usize::from(digit)]));
    (a | b | c | d < 16).then_some(((a * 16 + b) * 16 + c) * 16 + d)
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
    // Enough for most strings, so that it need not grow in small steps.
    out.reserve(end - start + 256);
    out.push_str(&text[start..end]);
    loop {
        match bytes.get(end)? {
            b'"' => return Some(end + 1),
            b'\\' => match *bytes.get(end + 1)? {
                b'u' => {
                    let (char, after) = unicode_escape(bytes, end + 2)?;
                    out.push(char);
                    end = after;
                }
                escape => {
                    out.push(simple_escape(escape)?);
                    end += 2;
                }
            },
            0..0x20 => return None,
            _ => {}
        }
        end = push_plain(text, end, out);
    }
}

/// Copies the part of a string before the next quote, backslash or control character.
#[inline(always)]
fn push_plain(text: &str, from: usize, out: &mut String) -> usize {
    // Escapes are close to each other: to copy too much and take back what is behind the next one costs
    // less than a call that copies what is before it.
    if let Some(near) = text.get(from..from + NEAR)
        && let Some(place) = special_near(near.as_bytes())
    {
        let length = out.len() + place;
        out.push_str(near);
        out.truncate(length);
        return from + place;
    }
    let end = plain(text.as_bytes(), from);
    out.push_str(&text[from..end]);
    end
}

#[inline(always)]
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of every length with one byte, or two, at every place.
    fn each(bytes: &[u8], mut check: impl FnMut(&[u8])) {
        for length in 0..70 {
            let mut text = vec![b'a'; length];
            check(&text);
            for place in 0..length {
                for &byte in bytes {
                    text[place] = byte;
                    check(&text);
                    for &other in bytes {
                        let later = (place + 1 + length % 9).min(length - 1);
                        let before = std::mem::replace(&mut text[later], other);
                        check(&text);
                        text[later] = before;
                    }
                }
                text[place] = b'a';
            }
        }
    }

    #[test]
    fn the_control_character_of_a_string_is_found_behind_escapes() {
        for (text, place) in [
            ("a\x01\"", Some(1)),
            ("a\\n\\\"\x01", Some(5)),
            ("\\u00e9\n", Some(6)),
            ("\"\x01", None),
            ("a", None),
            ("\\x\x01", None),
            ("\\u00e\x01", None),
        ] {
            assert_eq!(control_character(text.as_bytes(), 0), place, "{text:?}");
        }
    }

    #[test]
    fn strings_end_where_they_do_byte_by_byte() {
        each(b"\"\\\n\x1f \x7f\xff", |text| {
            let plain_end = text.iter().position(|&byte| !is_plain(byte));
            assert_eq!(plain(text, 0), plain_end.unwrap_or(text.len()), "{text:?}");
        });
        for byte in *b"\"\\\n" {
            // Whole blocks of them, behind others that have none.
            for before in 0..120 {
                let text = [vec![b'a'; before], vec![byte; 80]].concat();
                assert_eq!(plain(&text, 0), before);
            }
        }
    }

    #[test]
    fn quotes_and_braces_are_found() {
        each(b"\"{}\\|z!", |text| {
            for from in [0, 1, 7, 8, 9] {
                let rest = text.get(from..).unwrap_or_default();
                let place = rest.iter().position(|byte| b"\"{}".contains(byte));
                let expected = from + place.unwrap_or(rest.len());
                assert_eq!(quote_or_brace(text, from), expected, "{text:?}");
            }
        });
    }

    #[test]
    fn the_closing_quote_is_the_first_that_is_not_escaped() {
        each(b"\"\\", |text| {
            for start in [0, 1, 3] {
                let mut escaped = false;
                let mut rest = text.iter().enumerate().skip(start);
                let end = rest.find_map(|(at, &byte)| {
                    let closes = byte == b'"' && !escaped;
                    escaped = byte == b'\\' && !escaped;
                    closes.then_some(at)
                });
                // The quote before the content is there.
                let text = [b"\"", text].concat();
                let found = closing_quote(&text, start + 1);
                assert_eq!(found, end.map(|end| end + 1), "{text:?}");
            }
        });
    }
}
