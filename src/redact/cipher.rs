//! Stand-ins for characters: a letter for a letter, a digit for a digit.
//!
//! Which one depends on the key and on everything before it in the text, as in prefix-preserving
//! anonymization of addresses (Crypto-PAn). So different texts of one kind get different stand-ins,
//! the pieces of a text get those of the whole, and nothing can be counted. A stand-in takes as many
//! bytes as the character, and as many `\u` escapes.

/// Who has it can turn stand-ins back.
#[derive(Clone, Copy)]
pub(super) struct Key([u64; 2]);

/// How far a text has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// Made of everything before.
    digest: u64,
    before: Before,
    /// Which letters may stand for each other.
    letters: Letters,
}

/// What precedes the next character and decides about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    /// `[`
    Bracket,
    /// `[^` and digits: they refer to a numbered content.
    Reference,
    /// A backslash: `\x` marks bytes in a token.
    Backslash,
}

/// Which letters may stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// Those of one case.
    Any,
    /// Those with as many decimal digits, for texts whose bytes are listed as well.
    OfWidth,
}

impl Key {
    /// A key that no one else has.
    pub(super) fn random() -> Key {
        use std::hash::{BuildHasher, Hasher, RandomState};
        let word = || RandomState::new().build_hasher().finish();
        Key([word(), word()])
    }

    /// The key that a phrase stands for.
    pub(super) fn of(phrase: &str) -> Key {
        let half = |first: u64| Key([first, 0]).digest(&[phrase.as_bytes()]);
        Key([half(1), half(2)])
    }

    /// SipHash 2-4, whose result is the same in every build.
    #[expect(
        deprecated,
        reason = "its successor need not give the same result in the next version of Rust"
    )]
    pub(super) fn digest(self, parts: &[&[u8]]) -> u64 {
        use std::hash::{Hasher, SipHasher};
        let mut hasher = SipHasher::new_with_keys(self.0[0], self.0[1]);
        for part in parts {
            hasher.write(part);
            hasher.write(&(part.len() as u64).to_le_bytes());
        }
        hasher.finish()
    }

    /// Begins a text. Another `attempt` gives another stand-in.
    pub(super) fn begin(self, letters: Letters, attempt: u8) -> State {
        State {
            digest: self.digest(&[&[attempt]]),
            before: Before::Other,
            letters,
        }
    }

    /// What stands for the next character of a text.
    pub(super) fn next(self, state: &mut State, c: char) -> char {
        let stand_in = match state.before {
            Before::Reference if c.is_ascii_digit() => c,
            Before::Backslash if c == 'x' => c,
            before => match other(c, state.digest, state.letters) {
                'x' if before == Before::Backslash => 'y',
                other => other,
            },
        };
        state.before = match (state.before, c) {
            (Before::Bracket, '^') => Before::Reference,
            (Before::Reference, '0'..='9') => Before::Reference,
            (_, '[') => Before::Bracket,
            (_, '\\') => Before::Backslash,
            _ => Before::Other,
        };
        let digest = state.digest.to_le_bytes();
        state.digest = self.digest(&[&digest, &u32::from(c).to_le_bytes()]);
        stand_in
    }
}

/// Characters that stand for each other.
const CLASSES: &[(char, char)] = &[
    ('0', '9'),
    ('A', 'Z'),
    ('a', 'z'),
    // Latin with marks, Greek, Cyrillic.
    ('À', 'ɏ'),
    ('α', 'ω'),
    ('А', 'я'),
    // Kana, Han, Hangul.
    ('ぁ', 'ゖ'),
    ('ァ', 'ヺ'),
    ('一', '龥'),
    ('가', '힣'),
    // Pictures.
    ('\u{1f300}', '\u{1f5ff}'),
];

/// Another character of its class, moved on by a number. What is neither letter nor digit stays, but
/// for pictures and what else is beyond the basic plane or in its private area.
fn other(c: char, number: u64, letters: Letters) -> char {
    let class = match c {
        'a'..='c' if letters == Letters::OfWidth => ('a', 'c'),
        'd'..='z' if letters == Letters::OfWidth => ('d', 'z'),
        _ => match CLASSES
            .iter()
            .find(|(first, last)| (*first..=*last).contains(&c))
        {
            Some(class) => *class,
            None if !c.is_alphanumeric() && c < '\u{e000}' => return c,
            None => match c.len_utf8() {
                2 => ('À', 'ɏ'),
                // Marks of width and order, replacement characters.
                3 if c >= '\u{f900}' && !c.is_alphanumeric() => return c,
                3 => ('一', '龥'),
                _ => ('\u{1f300}', '\u{1f5ff}'),
            },
        },
    };
    let (first, last) = (u64::from(u32::from(class.0)), u64::from(u32::from(class.1)));
    let size = last - first + 1;
    let place = u64::from(u32::from(c)).abs_diff(first);
    let moved = first + (place + number % size) % size;
    char::from_u32(moved as u32).unwrap_or(class.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: Key, text: &str) -> String {
        let mut state = key.begin(Letters::Any, 0);
        text.chars().map(|c| key.next(&mut state, c)).collect()
    }

    /// Captures that were redacted with one phrase belong together, whatever version did it.
    #[test]
    fn a_phrase_is_the_same_key_in_every_version() {
        assert_eq!(of(Key::of("a"), "Oslo, 7 June"), "Ekzc, 9 Bahi");
        assert_ne!(Key::of("a").0, Key::of("b").0);
        assert_ne!(Key::random().0, Key::random().0);
    }

    #[test]
    fn a_stand_in_takes_as_many_bytes_and_units() {
        let key = Key::of("test");
        for letters in [Letters::Any, Letters::OfWidth] {
            for c in '\0'..=char::MAX {
                for number in [0, 1, 25, 12345, u64::MAX] {
                    let other = other(c, number, letters);
                    assert_eq!(c.len_utf8(), other.len_utf8(), "{c:?}");
                    assert_eq!(c.len_utf16(), other.len_utf16(), "{c:?}");
                    let width = |c: char| u32::from(c).to_string().len();
                    if letters == Letters::OfWidth && c.is_ascii() {
                        assert_eq!(width(c), width(other), "{c:?}");
                    }
                }
            }
        }
        assert_eq!(of(key, "a, b\n\u{fffd} [^12]: \\x41").len(), 20);
    }

    #[test]
    fn what_is_neither_letter_nor_digit_stays() {
        for c in " ,.:;-_[]{}\"\\\n\u{200b}…—←。\u{f900}\u{fffd}".chars() {
            let stays = c != '\u{f900}';
            assert_eq!(other(c, 7, Letters::Any) == c, stays, "{c:?}");
        }
        for c in "aZ5éωжあ漢한ª\u{e000}\u{f8ff}🌍😀𝒜".chars() {
            assert_ne!(other(c, 7, Letters::Any), c, "{c:?}");
        }
        let reaches = |letters| (0..26).any(|number| other('a', number, letters) == 'z');
        assert!(reaches(Letters::Any) && !reaches(Letters::OfWidth));
    }

    #[test]
    fn references_and_bytes_of_tokens_are_told_from_other_text() {
        for seed in 0..200 {
            let key = Key([seed, 1]);
            let stand_in = of(key, "[^10] [^a1] [20] \\x \\ax");
            let (kept, rest) = stand_in.split_at(6);
            assert_eq!(kept, "[^10] ");
            let mut bytes = rest.split('\\').skip(1);
            assert!(bytes.next().is_some_and(|text| text.starts_with('x')));
            assert!(bytes.next().is_some_and(|text| !text.starts_with('x')));
        }
        // Behind a backslash it would be a byte.
        let becomes_x = |text: &str| {
            let mut keys = (0..200).map(|seed| of(Key([seed, 1]), text));
            keys.any(|stand_in| stand_in.ends_with('x'))
        };
        assert!(becomes_x("a") && becomes_x("\\ba") && !becomes_x("\\a"));
        // Digits of no reference, and an `x` behind other letters.
        for text in ["[1", "[^a1", "^1", "[^a", "ax", "\\ax", "\\a"] {
            let mut keys = (0..200).map(|seed| of(Key([seed, 1]), text));
            let last = &text[text.len() - 1..];
            assert!(keys.any(|stand_in| !stand_in.ends_with(last)), "{text}");
        }
    }

    #[test]
    fn pieces_get_the_stand_ins_of_the_whole() {
        let key = Key::of("test");
        let mut state = key.begin(Letters::Any, 0);
        let pieces = ["The ", "ans", "wer [^1", "2] is 42"];
        let pieces = pieces
            .map(|piece| -> String { piece.chars().map(|c| key.next(&mut state, c)).collect() });
        let whole = of(key, "The answer [^12] is 42");
        assert_eq!(pieces.concat(), whole);
        assert!(whole.contains("[^12]"));
    }

    #[test]
    fn different_texts_get_different_stand_ins() {
        let key = Key::of("test");
        let all: Vec<_> = (0..1000)
            .map(|n| of(key, &format!("task_{n:03}")))
            .collect();
        let distinct: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }
}
