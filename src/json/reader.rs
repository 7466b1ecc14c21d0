//! Reads JSON text, one token at a time, straight into the model.
//!
//! The reader knows no paths and builds no messages: a value that does not fit is a [`Mismatch`],
//! and the checker (`wire/check.rs`) reads that text once more to say what is wrong and where. Good
//! input therefore pays nothing for good messages.

mod array;
mod skip;

use std::borrow::Cow;

use super::kind::JsonKind;
use super::number;
use super::scan::{self, MAX_DEPTH};
use super::tag_scan::TagScan;

/// The text is not JSON, or not what the type expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch;

/// A place in a JSON text.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    pos: usize,
    depth: u8,
    /// Whether white space was skipped since this was last cleared.
    spaced: bool,
    /// The tags of objects further on, found when one of them was needed.
    pub(crate) tag_scan: TagScan,
    /// How many bytes were read as variants that they were not.
    pub(crate) mispredicted: usize,
    /// How many elements the last array had, by its depth.
    lengths: [u8; array::LENGTHS],
    /// Where strings with escapes are put together.
    scratch: String,
    /// Where lists of bytes are put together.
    bytes: Vec<u8>,
}

/// A place to come back to.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pos: usize,
    depth: u8,
}

impl Mark {
    /// Its offset in the text.
    pub(crate) fn pos(self) -> usize {
        self.pos
    }
}

impl Clone for Reader<'_> {
    /// A reader at the same place.
    fn clone(&self) -> Self {
        Reader {
            depth: self.depth,
            pos: self.pos,
            ..Reader::new(self.text)
        }
    }
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of the text.
    pub fn new(text: &'a str) -> Self {
        Reader {
            text,
            pos: 0,
            depth: 0,
            spaced: false,
            tag_scan: TagScan::default(),
            mispredicted: 0,
            lengths: [0; array::LENGTHS],
            scratch: String::new(),
            bytes: Vec::new(),
        }
    }

    /// Starts at a value in the text.
    pub(crate) fn at(text: &'a str, start: usize) -> Self {
        Reader {
            pos: start,
            ..Reader::new(text)
        }
    }

    /// Reads a text that is one value and nothing else; `read` reads the value, `error` says what to
    /// return if it is not.
    #[inline]
    pub(crate) fn whole<T, E>(
        text: &'a str,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
        error: impl FnOnce() -> E,
    ) -> Result<T, E> {
        let mut reader = Reader::new(text);
        match read(&mut reader) {
            Ok(value) if reader.end().is_ok() => Ok(value),
            _ => Err(error()),
        }
    }

    /// This place.
    pub fn mark(&self) -> Mark {
        Mark {
            pos: self.pos,
            depth: self.depth,
        }
    }

    /// Goes on at an offset, which has to be a token's in the same array or object.
    #[inline]
    pub(crate) fn jump(&mut self, to: usize) {
        self.pos = to;
    }

    /// Goes back to a place of the same text.
    pub fn rewind(&mut self, mark: Mark) {
        self.pos = mark.pos;
        self.depth = mark.depth;
    }

    /// The byte offset of the next token (or of the white space before it).
    pub fn pos(&self) -> usize {
        self.pos
    }

    /// How many arrays and objects are open.
    pub(crate) fn depth(&self) -> u8 {
        self.depth
    }

    /// The text being read.
    pub fn text(&self) -> &'a str {
        self.text
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    /// Skips white space.
    #[inline]
    pub fn space(&mut self) {
        if let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte() {
            self.skip_space();
        }
    }

    // Its code at each token would be more than a processor keeps at hand.
    #[inline(never)]
    fn skip_space(&mut self) {
        self.pos = scan::skip_space(self.text.as_bytes(), self.pos);
        self.spaced = true;
    }

    /// The first byte of the next token, white space skipped.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        self.space();
        self.byte()
    }

    /// The kind of the next value.
    #[inline]
    pub fn kind(&mut self) -> Option<JsonKind> {
        self.peek().and_then(JsonKind::of)
    }

    /// Requires that nothing but white space is left.
    pub fn end(&mut self) -> Result<(), Mismatch> {
        if self.peek().is_none() {
            Ok(())
        } else {
            Err(Mismatch)
        }
    }

    #[inline]
    fn open(&mut self, bracket: u8) -> Result<(), Mismatch> {
        if self.peek() != Some(bracket) || self.depth == MAX_DEPTH {
            return Err(Mismatch);
        }
        self.pos += 1;
        self.depth += 1;
        Ok(())
    }

    #[inline]
    fn close(&mut self) {
        self.pos += 1;
        self.depth -= 1;
    }

    /// Whether the value that comes next may not be opened because it nests too deep.
    pub fn too_deep(&mut self) -> bool {
        self.depth == MAX_DEPTH && matches!(self.peek(), Some(b'[' | b'{'))
    }

    /// Enters an object.
    #[inline]
    pub fn open_object(&mut self) -> Result<(), Mismatch> {
        self.open(b'{')
    }

    /// Enters an array.
    #[inline]
    pub fn open_array(&mut self) -> Result<(), Mismatch> {
        self.open(b'[')
    }

    /// Goes to the value of the next member and returns its key; at the end leaves the object.
    /// `first` is true until the first call.
    #[inline]
    pub fn member(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>, Mismatch> {
        if !self.key(first)? {
            return Ok(None);
        }
        let key = self.other_key()?;
        self.space();
        Ok(Some(key))
    }

    /// Whether the object that comes next, which is not consumed, has this key.
    pub fn has(&self, key: &str) -> Result<bool, Mismatch> {
        self.clone().enter(key)
    }

    /// Enters the object that comes next and goes to the value under this key; false if the object
    /// ended without it.
    pub(crate) fn enter(&mut self, key: &str) -> Result<bool, Mismatch> {
        self.open_object()?;
        let mut first = true;
        while self.key(&mut first)? {
            let is_here = self.literal(key) || self.string()? == key;
            self.after_key(self.pos)?;
            if is_here {
                self.space();
                return Ok(true);
            }
            self.skip()?;
        }
        Ok(false)
    }

    /// Goes to the opening quote of the next key; at the end leaves the object.
    #[inline]
    pub(crate) fn key(&mut self, first: &mut bool) -> Result<bool, Mismatch> {
        let mut byte = self.peek();
        match byte {
            Some(b'}') => {
                self.close();
                return Ok(false);
            }
            Some(b',') if !*first => {
                self.pos += 1;
                byte = self.peek();
            }
            Some(_) if *first => {}
            _ => return Err(Mismatch),
        }
        if byte != Some(b'"') {
            return Err(Mismatch);
        }
        *first = false;
        Ok(true)
    }

    /// Reads the key that comes next and the colon after it.
    pub(crate) fn other_key(&mut self) -> Result<Cow<'a, str>, Mismatch> {
        let key = self.string()?;
        self.after_key(self.pos)?;
        Ok(key)
    }

    /// Goes behind the colon that follows a key.
    #[inline]
    pub(crate) fn after_key(&mut self, end: usize) -> Result<(), Mismatch> {
        self.pos = end;
        if self.peek() != Some(b':') {
            return Err(Mismatch);
        }
        self.pos += 1;
        Ok(())
    }

    /// Reads `null` if it comes next.
    #[inline]
    pub fn null(&mut self) -> Result<bool, Mismatch> {
        if self.peek() == Some(b'n') {
            self.word("null").map(|()| true)
        } else {
            Ok(false)
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Mismatch> {
        if !self.text.as_bytes()[self.pos..].starts_with(word.as_bytes()) {
            return Err(Mismatch);
        }
        self.pos += word.len();
        Ok(())
    }

    /// Reads a boolean.
    pub fn boolean(&mut self) -> Result<bool, Mismatch> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(Mismatch),
        }
    }

    /// Reads a string; borrowed unless it has escapes.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, Mismatch> {
        let (start, end) = self.plain()?;
        match self.text.as_bytes().get(end) {
            Some(b'"') => {
                self.pos = end + 1;
                Ok(Cow::Borrowed(&self.text[start..end]))
            }
            _ => self.escaped(start, end).map(Cow::Owned),
        }
    }

    /// Reads a string of its own.
    pub(crate) fn owned_string(&mut self) -> Result<String, Mismatch> {
        let (start, end) = self.plain()?;
        match self.text.as_bytes().get(end) {
            Some(b'"') => {
                self.pos = end + 1;
                Ok(self.text[start..end].to_owned())
            }
            _ => self.escaped(start, end),
        }
    }

    /// The part of the string that comes next that has no escapes, from behind its quote.
    #[inline(always)]
    fn plain(&mut self) -> Result<(usize, usize), Mismatch> {
        if self.peek() != Some(b'"') {
            return Err(Mismatch);
        }
        let start = self.pos + 1;
        Ok((start, scan::plain(self.text.as_bytes(), start)))
    }

    /// Reads a string that has to be this one.
    #[inline(always)]
    pub(crate) fn constant(&mut self, value: &str) -> Result<(), Mismatch> {
        self.space();
        if self.literal(value) || self.string()? == value {
            Ok(())
        } else {
            Err(Mismatch)
        }
    }

    /// Reads the string that comes next, without white space before it, if it is this one and has no
    /// escapes.
    // In place of the call, so that the length is known.
    #[inline(always)]
    pub(crate) fn literal(&mut self, value: &str) -> bool {
        let end = self.pos + value.len() + 2;
        let literal = match self.text.as_bytes().get(self.pos..end) {
            Some([b'"', inside @ .., b'"']) => inside == value.as_bytes(),
            _ => false,
        };
        if literal {
            self.pos = end;
        }
        literal
    }

    /// Reads a string that has its first escape at `end`.
    fn escaped(&mut self, start: usize, end: usize) -> Result<String, Mismatch> {
        self.scratch.clear();
        let after = scan::unescape(self.text, start, end, &mut self.scratch);
        self.pos = after.ok_or(Mismatch)?;
        Ok(self.scratch.as_str().into())
    }

    /// Reads a number and returns its text.
    #[inline]
    pub fn number(&mut self) -> Result<&'a str, Mismatch> {
        self.space();
        let start = self.pos;
        self.pos = number::number(self.text.as_bytes(), start).ok_or(Mismatch)?;
        Ok(&self.text[start..self.pos])
    }

    /// Reads a finite number.
    #[inline]
    pub fn float(&mut self) -> Result<f64, Mismatch> {
        self.space();
        if let Some((number, end)) = number::short_decimal(self.text.as_bytes(), self.pos) {
            self.pos = end;
            return Ok(number);
        }
        let number: f64 = self.number()?.parse().map_err(|_| Mismatch)?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(Mismatch)
        }
    }

    /// Reads a number without a fractional part.
    #[inline]
    pub fn integer(&mut self) -> Result<i64, Mismatch> {
        self.space();
        if let Some((number, end)) = number::short_integer(self.text.as_bytes(), self.pos) {
            self.pos = end;
            return Ok(number);
        }
        number::integer(self.number()?).ok_or(Mismatch)
    }

    /// Reads a number without a fractional part from 0 to 255.
    #[inline]
    pub fn byte_value(&mut self) -> Result<u8, Mismatch> {
        if let Some((number, end)) = number::short_byte(self.text.as_bytes(), self.pos) {
            self.pos = end;
            return Ok(number);
        }
        self.integer()?.try_into().map_err(|_| Mismatch)
    }

    /// Reads any value as its text, without white space between tokens.
    pub fn raw(&mut self) -> Result<Cow<'a, str>, Mismatch> {
        self.space();
        let start = self.pos;
        self.spaced = false;
        self.skip()?;
        let text = &self.text[start..self.pos];
        Ok(if self.spaced {
            Cow::Owned(scan::compact(text))
        } else {
            Cow::Borrowed(text)
        })
    }
}
