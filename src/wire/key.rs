//! Strings of the model, compared with text where it is.

use crate::json::{Mismatch, Reader, scan};
use std::borrow::Cow;

/// A key of the model, ready to be compared with text.
#[derive(Debug)]
pub(crate) struct Key {
    name: &'static str,
    /// The first sixteen bytes of the key between its quotes, zero after that.
    head: u128,
    /// The bits of `head` that count.
    mask: u128,
    /// The last sixteen bytes between the quotes and with the second one, if there are that many.
    tail: u128,
}

impl Key {
    /// Prepares the keys of an object.
    pub(crate) const fn table<const N: usize>(names: &[&'static str]) -> [Key; N] {
        const EMPTY: Key = Key {
            name: "",
            head: 0,
            mask: 0,
            tail: 0,
        };
        let mut keys = [EMPTY; N];
        let mut at = 0;
        while at < N {
            keys[at] = Key::new(names[at]);
            at += 1;
        }
        keys
    }

    pub(super) const fn new(name: &'static str) -> Key {
        let bytes = name.as_bytes();
        let quoted_len = bytes.len() + 2;
        let (mut head, mut mask, mut tail) = (0, 0, 0);
        let mut at = 0;
        while at < quoted_len {
            let quote = at == 0 || at > bytes.len();
            let byte = if quote { b'"' } else { bytes[at - 1] };
            if at < 16 {
                head |= (byte as u128) << (8 * at);
                mask |= 0xFF << (8 * at);
            }
            tail = tail >> 8 | (byte as u128) << 120;
            at += 1;
        }
        Key {
            name,
            head,
            mask,
            tail,
        }
    }

    /// The string.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// The length with both quotes.
    #[inline]
    pub(super) fn quoted_len(&self) -> usize {
        self.name.len() + 2
    }

    /// Whether the text at `from`, whose first sixteen bytes are `head`, is this key in quotes.
    #[inline]
    pub(super) fn is_at(&self, bytes: &[u8], from: usize, head: u128) -> bool {
        self.begins(head) && self.ends(bytes, from)
    }

    /// Whether a text with these first sixteen bytes begins like this key in quotes.
    #[inline]
    pub(super) fn begins(&self, head: u128) -> bool {
        head & self.mask == self.head
    }

    /// Whether a text that begins like this key in quotes goes on like it.
    #[inline]
    pub(super) fn ends(&self, bytes: &[u8], from: usize) -> bool {
        let length = self.quoted_len();
        if length <= 16 {
            return true;
        }
        let ends = scan::head(bytes, from + length - 16) == self.tail;
        ends && (length <= 32 || bytes[from + 1..].starts_with(self.name.as_bytes()))
    }
}

/// Strings of the model, each with what it stands for, by their length.
#[derive(Debug)]
pub(crate) struct KeyIndex<T>(Vec<Vec<(Key, T)>>);

impl<T: Copy> KeyIndex<T> {
    pub(crate) fn new(names: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut by_length = Vec::new();
        for (name, stands_for) in names {
            if by_length.len() <= name.len() {
                by_length.resize_with(name.len() + 1, Vec::new);
            }
            by_length[name.len()].push((Key::new(name), stands_for));
        }
        KeyIndex(by_length)
    }

    /// What a string stands for.
    pub(crate) fn get(&self, name: &str) -> Option<T> {
        let same_length = self.0.get(name.len())?;
        let found = same_length.iter().find(|(key, _)| key.name == name);
        found.map(|(_, stands_for)| *stands_for)
    }

    /// What the string at this offset stands for, written without escapes.
    #[inline]
    pub(super) fn get_at(&self, bytes: &[u8], quote: usize) -> Option<T> {
        self.find_at(bytes, quote)
            .map(|(_, stands_for)| *stands_for)
    }

    #[inline]
    fn find_at(&self, bytes: &[u8], quote: usize) -> Option<&(Key, T)> {
        if bytes.get(quote) != Some(&b'"') {
            return None;
        }
        let start = quote + 1;
        let same_length = self.0.get(scan::closing_quote(bytes, start)? - start)?;
        let head = scan::head(bytes, quote);
        let mut keys = same_length.iter();
        keys.find(|(key, _)| key.is_at(bytes, quote, head))
    }

    /// Goes to the value of the member whose key comes next, and says what the key stands for.
    #[inline]
    pub(crate) fn read(&self, reader: &mut Reader<'_>) -> Result<Option<T>, Mismatch> {
        let quote = reader.pos();
        if let Some((key, stands_for)) = self.find_at(reader.text().as_bytes(), quote) {
            reader.after_key(quote + key.quoted_len())?;
            return Ok(Some(*stands_for));
        }
        Ok(match reader.other_key()? {
            Cow::Owned(escaped) => self.get(&escaped),
            Cow::Borrowed(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two ends of a key are compared as numbers, whatever is left between them as text.
    #[test]
    fn a_key_is_found_whole() {
        const NAME: &str = "abcdefghijklmnopqrstuvwxyz-0123456789";
        for length in 1..=NAME.len() {
            let key = Key::new(&NAME[..length]);
            let text = format!("{{ \"{}\"", key.name());
            let is_key = |text: &str| key.is_at(text.as_bytes(), 2, scan::head(text.as_bytes(), 2));
            assert!(is_key(&text), "{text}");
            assert!(is_key(&format!("{text}: 1}}")), "{text}");
            for at in 2..text.len() {
                let other = format!("{}X{}", &text[..at], &text[at + 1..]);
                assert!(!is_key(&other), "{other}");
                assert!(!is_key(&text[..at]), "{}", &text[..at]);
            }
        }
    }
}
