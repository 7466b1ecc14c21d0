//! What a JSON string spells, and the same spelling of another text.

use std::borrow::Cow;

/// The text that the inside of a string literal spells. For what is no escape, or half a surrogate
/// pair, there is a replacement character, and [`respelled`] leaves the spelling as it is.
pub(super) fn spelled(inside: &str) -> Cow<'_, str> {
    if !inside.contains('\\') {
        return inside.into();
    }
    Units(inside).map(|(c, _)| c).collect::<String>().into()
}

/// Spells another text of as many characters in the same way.
pub(super) fn respelled(inside: &str, text: &str) -> String {
    let mut out = String::with_capacity(inside.len());
    let mut characters = text.chars();
    for (old, spelling) in Units(inside) {
        let new = characters.next().unwrap_or(old);
        if new == old {
            out.push_str(spelling);
        } else if spelling.starts_with("\\u") {
            let mut units = [0; 2];
            for unit in new.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(new);
        }
    }
    out
}

/// The first character that the inside of a string spells, and its spelling.
pub(super) fn first(inside: &str) -> (char, &str) {
    Units(inside)
        .next()
        .unwrap_or((char::REPLACEMENT_CHARACTER, ""))
}

/// The characters that a string spells, each with its spelling.
struct Units<'a>(&'a str);

impl<'a> Iterator for Units<'a> {
    type Item = (char, &'a str);

    fn next(&mut self) -> Option<(char, &'a str)> {
        let first = self.0.chars().next()?;
        let (c, length) = match first {
            '\\' => self
                .escape()
                .unwrap_or((char::REPLACEMENT_CHARACTER, self.no_escape())),
            _ => (first, first.len_utf8()),
        };
        let (spelling, rest) = self.0.split_at(length);
        self.0 = rest;
        Some((c, spelling))
    }
}

impl Units<'_> {
    fn escape(&self) -> Option<(char, usize)> {
        let c = match self.0.as_bytes().get(1)? {
            b'u' => return self.unicode(),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            c @ (b'"' | b'\\' | b'/') => char::from(*c),
            _ => return None,
        };
        Some((c, 2))
    }

    /// How long the spelling is of what only looks like an escape.
    fn no_escape(&self) -> usize {
        let rest = &self.0[1..];
        let digits = |rest: &str| {
            rest.bytes()
                .take(4)
                .take_while(u8::is_ascii_alphanumeric)
                .count()
        };
        match rest.chars().next() {
            Some('u') => 2 + digits(&rest[1..]),
            Some(c) => 1 + c.len_utf8(),
            None => 1,
        }
    }

    fn unicode(&self) -> Option<(char, usize)> {
        let unit = |at: usize| {
            let digits = self.0.get(at..at + 6)?.strip_prefix("\\u")?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            plain
                .then(|| u16::from_str_radix(digits, 16).ok())
                .flatten()
        };
        let first = unit(0)?;
        let pair = [first, unit(6).unwrap_or_default()];
        match char::decode_utf16(pair).next()? {
            Ok(c) => Some((c, 6 * c.len_utf16())),
            Err(_) => Some((char::REPLACEMENT_CHARACTER, 6)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_text_is_spelled_in_the_same_way() {
        for (inside, text, new, spelling) in [
            (
                r"a\u00e9\ud83d\ude00\n",
                "aé😀\n",
                "bü🌍\n",
                r"b\u00fc\ud83c\udf0d\n",
            ),
            (r"\ud83d\u0041", "\u{fffd}A", "\u{fffd}B", r"\ud83d\u0042"),
            (
                r#"\"\/\q\"#,
                "\"/\u{fffd}\u{fffd}",
                "\"/\u{fffd}\u{fffd}",
                r#"\"\/\q\"#,
            ),
            (
                r"\b\f\r\tx",
                "\u{8}\u{c}\r\tx",
                "\u{8}\u{c}\r\ty",
                r"\b\f\r\ty",
            ),
            (r"\u00G1x", "\u{fffd}x", "\u{fffd}y", r"\u00G1y"),
        ] {
            assert_eq!(spelled(inside), text, "{inside}");
            assert_eq!(respelled(inside, new), spelling, "{inside}");
        }
    }
}
