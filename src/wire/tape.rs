//! A JSON text as a flat list of its tokens, made in one pass that checks it to be JSON.
//!
//! Whoever looks at a text more than once, or not in its order, looks at the tape: where a value
//! ends is known, strings are scanned, and nothing was copied. The list is kept from text to text,
//! so that a text costs no allocation.

use std::borrow::Cow;
use std::cell::Cell;

use super::kind::Kind;
use super::number;
use super::reader::MAX_DEPTH;
use super::scan;

/// A key or a value. Arrays and objects come before what is in them, keys before their values.
#[derive(Clone, Copy)]
struct Token {
    /// The offset of the first byte.
    start: usize,
    /// For arrays and objects the place of the token after the last one inside, for all others
    /// the offset after the last byte; the highest bits are flags.
    to: u64,
}

/// An array or object.
const OPEN: u64 = 1 << 63;
/// A string with an escape, or a number with an exponent.
const SPECIAL: u64 = 1 << 62;
/// A string with half a surrogate pair, which is no string of characters.
const BROKEN: u64 = 1 << 61;
const FLAGS: u64 = OPEN | SPECIAL | BROKEN;

/// The buffers of a tape, and others that are of use with it.
#[derive(Default)]
pub(crate) struct Tape {
    tokens: Vec<Token>,
    lent: Lent,
}

/// Buffers that are lent out and come back empty.
#[derive(Default)]
struct Lent {
    places: Cell<Vec<Vec<usize>>>,
    text: Cell<String>,
}

/// How many bytes a thread keeps at most.
const KEPT: usize = 16 * 1024 * 1024;

thread_local! {
    static TAPE: Cell<Tape> = Cell::default();
}

/// Reads a text and does something with its tape. The buffers stay with the thread.
pub(crate) fn with_tape<R>(text: &str, run: impl FnOnce(&Document<'_>) -> R) -> R {
    let mut tape = TAPE.take();
    let result = run(&tape.read(text));
    if tape.size() <= KEPT {
        TAPE.set(tape);
    }
    result
}

impl Tape {
    /// How many bytes of memory it holds, apart from small change.
    fn size(&mut self) -> usize {
        let places = self.lent.places.get_mut().iter();
        let places: usize = places.map(Vec::capacity).sum();
        self.tokens.capacity() * size_of::<Token>()
            + places * size_of::<usize>()
            + self.lent.text.get_mut().capacity()
    }

    fn read<'a>(&'a mut self, text: &'a str) -> Document<'a> {
        self.tokens.clear();
        let mut reading = Reading {
            bytes: text.as_bytes(),
            tokens: &mut self.tokens,
            depth: 0,
        };
        let is_json = reading.text().is_some();
        Document {
            text,
            tokens: &self.tokens,
            is_json,
            lent: &self.lent,
        }
    }
}

/// The way through a text. Every function gets the offset of a token's first byte and gives the
/// offset after its last one; `None` where the text is not JSON.
struct Reading<'a> {
    bytes: &'a [u8],
    tokens: &'a mut Vec<Token>,
    depth: u8,
}

impl Reading<'_> {
    fn text(&mut self) -> Option<()> {
        let start = self.space(0);
        let end = self.value(start)?;
        let end = self.space(end);
        (end == self.bytes.len()).then_some(())
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The offset of the next byte that is not white space.
    #[inline]
    fn space(&self, at: usize) -> usize {
        match self.byte(at) {
            Some(b' ' | b'\n' | b'\t' | b'\r') => scan::skip_space(self.bytes, at + 1),
            _ => at,
        }
    }

    #[inline]
    fn push(&mut self, start: usize, to: u64) {
        self.tokens.push(Token { start, to });
    }

    #[inline]
    fn value(&mut self, at: usize) -> Option<usize> {
        match self.byte(at) {
            Some(b'"') => self.string(at),
            Some(b'{') => self.object(at),
            Some(b'[') => self.array(at),
            Some(b'-' | b'0'..=b'9') => self.number(at),
            Some(b'n') => self.word(at, b"null"),
            Some(b't') => self.word(at, b"true"),
            Some(b'f') => self.word(at, b"false"),
            _ => None,
        }
    }

    /// Notes an array or object and gives its place in the list.
    #[inline]
    fn open(&mut self, at: usize) -> Option<usize> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        self.push(at, OPEN);
        Some(self.tokens.len() - 1)
    }

    #[inline]
    fn close(&mut self, token: usize) {
        self.depth -= 1;
        self.tokens[token].to = OPEN | self.tokens.len() as u64;
    }

    fn object(&mut self, at: usize) -> Option<usize> {
        let token = self.open(at)?;
        let mut at = self.space(at + 1);
        if self.byte(at) != Some(b'}') {
            loop {
                if self.byte(at) != Some(b'"') {
                    return None;
                }
                let end = self.string(at)?;
                let colon = self.space(end);
                if self.byte(colon) != Some(b':') {
                    return None;
                }
                at = self.space(colon + 1);
                at = self.value(at)?;
                at = self.space(at);
                match self.byte(at) {
                    Some(b',') => at = self.space(at + 1),
                    Some(b'}') => break,
                    _ => return None,
                }
            }
        }
        self.close(token);
        Some(at + 1)
    }

    fn array(&mut self, at: usize) -> Option<usize> {
        let token = self.open(at)?;
        let mut at = self.space(at + 1);
        if self.byte(at) != Some(b']') {
            loop {
                at = self.value(at)?;
                at = self.space(at);
                match self.byte(at) {
                    Some(b',') => at = self.space(at + 1),
                    Some(b']') => break,
                    _ => return None,
                }
            }
        }
        self.close(token);
        Some(at + 1)
    }

    #[inline]
    fn string(&mut self, at: usize) -> Option<usize> {
        let end = scan::plain(self.bytes, at + 1);
        if self.byte(end) == Some(b'"') {
            self.push(at, end as u64 + 1);
            return Some(end + 1);
        }
        self.special_string(at, end)
    }

    /// A string that has its first escape at `escape`.
    fn special_string(&mut self, at: usize, escape: usize) -> Option<usize> {
        let (end, broken) = scan::escaped(self.bytes, escape)?;
        let broken = if broken { BROKEN } else { 0 };
        self.push(at, end as u64 | SPECIAL | broken);
        Some(end)
    }

    #[inline]
    fn number(&mut self, at: usize) -> Option<usize> {
        let mut end = number::decimal(self.bytes, at)?;
        let mut special = 0;
        if let Some(b'e' | b'E') = self.byte(end) {
            end = number::exponent(self.bytes, end)?;
            special = SPECIAL;
        }
        self.push(at, end as u64 | special);
        Some(end)
    }

    fn word(&mut self, at: usize, word: &[u8]) -> Option<usize> {
        let end = at + word.len();
        if self.bytes.get(at..end) != Some(word) {
            return None;
        }
        self.push(at, end as u64);
        Some(end)
    }
}

/// A text and its tape, which is whole if the text is JSON. Tokens are named by their place in the
/// list.
pub(crate) struct Document<'a> {
    text: &'a str,
    tokens: &'a [Token],
    is_json: bool,
    lent: &'a Lent,
}

/// The value of the whole text.
pub(crate) const ROOT: usize = 0;

impl<'a> Document<'a> {
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Whether the text is JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.is_json
    }

    /// The offset of a token's first byte.
    #[inline]
    pub(crate) fn start(&self, token: usize) -> usize {
        self.tokens[token].start
    }

    /// The kind of a value.
    #[inline]
    pub(crate) fn kind(&self, token: usize) -> Kind {
        let first = self.text.as_bytes()[self.start(token)];
        Kind::of(first).expect("a token of the list begins a value")
    }

    /// The token after a value and all that is in it.
    #[inline]
    pub(crate) fn next(&self, token: usize) -> usize {
        let to = self.tokens[token].to;
        if to & OPEN == 0 {
            token + 1
        } else {
            (to & !FLAGS) as usize
        }
    }

    /// The text of a string (with its quotes), number or word.
    #[inline]
    pub(crate) fn scalar(&self, token: usize) -> &'a str {
        let Token { start, to } = self.tokens[token];
        debug_assert!(to & OPEN == 0, "an array or object is more than one token");
        &self.text[start..(to & !FLAGS) as usize]
    }

    /// Whether a string has an escape, or a number an exponent.
    #[inline]
    pub(crate) fn is_special(&self, token: usize) -> bool {
        self.tokens[token].to & SPECIAL != 0
    }

    /// Whether a string holds half a surrogate pair, so that it is no string of characters.
    #[inline]
    pub(crate) fn is_broken(&self, token: usize) -> bool {
        self.tokens[token].to & BROKEN != 0
    }

    /// The characters of a string that is not broken, if they stand in the text as they are.
    #[inline]
    pub(crate) fn plain(&self, token: usize) -> Option<&'a str> {
        let quoted = self.scalar(token);
        (!self.is_special(token)).then(|| &quoted[1..quoted.len() - 1])
    }

    /// The characters of a string that is not broken.
    #[inline]
    pub(crate) fn string(&self, token: usize) -> Cow<'a, str> {
        match self.plain(token) {
            Some(plain) => Cow::Borrowed(plain),
            None => {
                let mut out = String::new();
                self.unescape(token, &mut out);
                Cow::Owned(out)
            }
        }
    }

    /// Does something with the characters of a string that is not broken.
    #[inline]
    pub(crate) fn with_string<R>(&self, token: usize, run: impl FnOnce(&str) -> R) -> R {
        match self.plain(token) {
            Some(plain) => run(plain),
            None => {
                let mut text = self.lent.text.take();
                text.clear();
                self.unescape(token, &mut text);
                let result = run(&text);
                self.lent.text.set(text);
                result
            }
        }
    }

    #[inline(never)]
    fn unescape(&self, token: usize, out: &mut String) {
        let start = self.start(token) + 1;
        let read = scan::unescape(self.text, start, start, out);
        debug_assert!(read.is_some(), "the string is not broken");
    }

    /// Whether a string has exactly these characters.
    #[inline]
    pub(crate) fn spells(&self, token: usize, characters: &str) -> bool {
        match self.plain(token) {
            Some(plain) => plain == characters,
            None => self.spells_special(token, characters),
        }
    }

    #[cold]
    fn spells_special(&self, token: usize, characters: &str) -> bool {
        !self.is_broken(token) && self.with_string(token, |string| string == characters)
    }

    /// The keys of an object's members; the value of each is the token after it.
    #[inline]
    pub(crate) fn keys(&self, object: usize) -> impl Iterator<Item = usize> {
        let end = self.next(object);
        let mut at = object + 1;
        std::iter::from_fn(move || {
            let key = at;
            if key >= end {
                return None;
            }
            at = self.next(key + 1);
            Some(key)
        })
    }

    /// The elements of an array.
    #[inline]
    pub(crate) fn elements(&self, array: usize) -> impl Iterator<Item = usize> {
        let end = self.next(array);
        let mut at = array + 1;
        std::iter::from_fn(move || {
            let element = at;
            (element < end).then(|| {
                at = self.next(element);
                element
            })
        })
    }

    /// The value of the first member with that key.
    #[inline]
    pub(crate) fn member(&self, object: usize, name: &str) -> Option<usize> {
        let key = self.keys(object).find(|key| self.spells(*key, name))?;
        Some(key + 1)
    }

    /// Lends an empty list.
    pub(crate) fn with_places<R>(&self, run: impl FnOnce(&mut Vec<usize>) -> R) -> R {
        let mut all = self.lent.places.take();
        let mut places = all.pop().unwrap_or_default();
        self.lent.places.set(all);
        let result = run(&mut places);
        places.clear();
        let mut all = self.lent.places.take();
        all.push(places);
        self.lent.places.set(all);
        result
    }

    /// Whether two of these strings, none of which is broken, have the same characters.
    pub(crate) fn any_twice<I: Iterator<Item = usize>>(&self, strings: impl Fn() -> I) -> bool {
        let mut few = strings();
        match (few.next(), few.next(), few.next()) {
            (_, None, _) => return false,
            (Some(one), Some(other), None) => return self.string(one) == self.string(other),
            _ => {}
        }
        self.with_places(|places| {
            places.extend(strings());
            places.sort_unstable_by(|one, other| self.string(*one).cmp(&self.string(*other)));
            let mut pairs = places.windows(2);
            pairs.any(|pair| self.string(pair[0]) == self.string(pair[1]))
        })
    }

    /// The value of a number within ±(2^63 - 1) that is whole.
    #[inline]
    pub(crate) fn integer(&self, number: usize) -> Option<i64> {
        let text = self.scalar(number);
        match number::short_integer(text.as_bytes(), 0) {
            Some((integer, _)) => Some(integer),
            None => number::integer(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_keeps_small_buffers_only() {
        let tokens = || {
            let tape = TAPE.take();
            let capacity = tape.tokens.capacity();
            TAPE.set(tape);
            capacity
        };
        assert!(with_tape("[1,2,3]", |document| document.is_json()));
        assert!(tokens() >= 4);
        let large = KEPT / size_of::<Token>() + 1;
        let text = format!("[{}0]", "0,".repeat(large));
        assert!(with_tape(&text, |document| document.is_json()));
        assert_eq!(tokens(), 0);
    }

    #[test]
    fn all_buffers_count() {
        let mut tape = Tape::default();
        assert_eq!(tape.size(), 0);
        tape.tokens.reserve_exact(10);
        assert_eq!(tape.size(), 10 * size_of::<Token>());
        tape.lent.text.set(String::with_capacity(100));
        assert_eq!(tape.size(), 10 * size_of::<Token>() + 100);
        let lists = vec![Vec::with_capacity(7), Vec::with_capacity(5)];
        tape.lent.places.set(lists);
        assert_eq!(
            tape.size(),
            10 * size_of::<Token>() + 100 + 12 * size_of::<usize>()
        );
    }
}
