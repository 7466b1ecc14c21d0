//! The part of an input that is in memory.

use std::io::{self, Read};

use super::Position;

/// How much is read at once.
const CHUNK: usize = 256 * 1024;

/// A moving window over an input.
pub(crate) struct Window {
    input: Box<dyn Read>,
    bytes: Vec<u8>,
    start: usize,
    position: Position,
    ended: bool,
}

impl Window {
    pub(crate) fn new(input: Box<dyn Read>) -> Self {
        Window {
            input,
            bytes: Vec::new(),
            start: 0,
            position: Position::START,
            ended: false,
        }
    }

    /// What has been read and not been consumed.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Where the rest begins.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// Reads more; false at the end of the input.
    pub(crate) fn fill(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.start > 0 && self.start >= self.bytes.len() / 2 {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        let filled = self.bytes.len();
        self.bytes.resize(filled + CHUNK, 0);
        let outcome = loop {
            match self.input.read(&mut self.bytes[filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => break outcome,
            }
        };
        self.bytes
            .truncate(filled + *outcome.as_ref().unwrap_or(&0));
        self.ended = matches!(outcome, Ok(0) | Err(_));
        outcome.map(|read| read > 0)
    }

    /// Moves past the first bytes of the rest.
    pub(crate) fn consume(&mut self, len: usize) {
        let passed = &self.bytes[self.start..self.start + len];
        self.position = self.position.after(passed);
        self.start += len;
    }

    /// Moves past a byte order mark, which is no column.
    pub(crate) fn skip_mark(&mut self) {
        if self.rest().starts_with(b"\xef\xbb\xbf") {
            self.start += 3;
            self.position.offset += 3;
        }
    }

    /// Moves past white space; false at the end of the input.
    pub(crate) fn skip_space(&mut self) -> io::Result<bool> {
        loop {
            let space = self.rest().iter().position(|b| !b.is_ascii_whitespace());
            self.consume(space.unwrap_or(self.rest().len()));
            if space.is_some() {
                return Ok(true);
            }
            if !self.fill()? {
                return Ok(false);
            }
        }
    }
}
