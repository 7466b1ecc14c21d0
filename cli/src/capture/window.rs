//! The part of an input that is in memory.

use std::io::{self, Read};
use std::sync::Arc;

use super::block::{Block, Pool};
use super::{Options, Position};

/// How much is read at once: little enough for a processor's own cache, so that the lines are
/// still there when they are checked.
const CHUNK: usize = 256 * 1024;

/// A moving window over an input.
pub(crate) struct Window {
    input: Box<dyn Read>,
    /// The buffer; what has been read is `start..end` of it.
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    position: Position,
    ended: bool,
    pool: Arc<Pool>,
}

impl Window {
    pub(crate) fn new(input: Box<dyn Read>) -> Self {
        Window {
            input,
            bytes: Vec::new(),
            start: 0,
            end: 0,
            position: Position::START,
            ended: false,
            pool: Arc::default(),
        }
    }

    /// What has been read and not been consumed.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
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
        if self.start > 0 && self.start >= self.end / 2 {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        // A large record grows the buffer by a quarter of it each time: fewer, larger steps would
        // take more memory than the record.
        if self.bytes.len() - self.end < CHUNK / 2 {
            let more = CHUNK.max(self.bytes.len() / 4);
            self.bytes.resize(self.bytes.len() + more, 0);
        }
        let outcome = loop {
            match self.input.read(&mut self.bytes[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => break outcome,
            }
        };
        self.end += *outcome.as_ref().unwrap_or(&0);
        self.ended = matches!(outcome, Ok(0) | Err(_));
        outcome.map(|read| read > 0)
    }

    /// Moves past the first bytes of the rest.
    pub(crate) fn consume(&mut self, len: usize) {
        let passed = &self.bytes[self.start..self.start + len];
        self.position = self.position.after(passed);
        self.start += len;
    }

    /// Takes all whole lines out of the rest, without copying them.
    pub(crate) fn take_lines(&mut self, options: Options) -> Option<Block> {
        let len = memchr::memrchr(b'\n', self.rest())? + 1;
        let (from, to) = (self.start, self.start + len);
        let at = self.position;
        self.consume(len);
        let left = self.end - to;
        let mut buffer = self.pool.get(left + CHUNK);
        buffer[..left].copy_from_slice(&self.bytes[to..self.end]);
        let bytes = std::mem::replace(&mut self.bytes, buffer);
        (self.start, self.end) = (0, left);
        Some(Block::new(bytes, from..to, at, options, &self.pool))
    }

    /// Moves past a byte order mark, which is no column. Waits for no more bytes than may be one.
    pub(crate) fn skip_mark(&mut self) -> io::Result<()> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        while self.rest().len() < MARK.len() && MARK.starts_with(self.rest()) && self.fill()? {}
        if self.rest().starts_with(MARK) {
            self.start += MARK.len();
            self.position.offset += MARK.len() as u64;
        }
        Ok(())
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
