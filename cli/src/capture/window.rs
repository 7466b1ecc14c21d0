//! The part of an input that is in memory.

use std::io::{self, Read};
use std::sync::Arc;

use super::block::{LineBlock, Pool};
use super::{Options, Position, Text, Trouble, utf8};

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
    /// Why the input ended early.
    failure: Option<io::Error>,
    /// The text that is read, if it is in memory already.
    base: Option<Arc<Text>>,
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
            failure: None,
            base: None,
            pool: Arc::default(),
        }
    }

    /// A window over a text that is in memory, all of it.
    pub(crate) fn of_text(text: Arc<Text>) -> Self {
        let bytes = text.content.as_bytes().to_vec();
        Window {
            end: bytes.len(),
            bytes,
            ended: true,
            base: Some(text),
            ..Window::new(Box::new(io::empty()))
        }
    }

    /// Why the input ended early, if it did.
    pub(crate) fn failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// Whether the input ended early.
    pub(crate) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Whether the rest begins at the beginning of a line.
    pub(crate) fn at_line_start(&self) -> bool {
        self.position.column == 1
    }

    /// What has been read and not been consumed.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Where the rest begins in its file.
    pub(crate) fn position(&self) -> Position {
        self.at(0)
    }

    /// How much has been consumed, and where the input began.
    pub(crate) fn offset(&self) -> u64 {
        self.position.offset
    }

    /// Where in its file a byte of the rest is.
    pub(crate) fn at(&self, offset: usize) -> Position {
        match &self.base {
            Some(base) => base.locate(self.position.offset as usize + offset),
            None => self.position.after(&self.rest()[..offset]),
        }
    }

    /// The first bytes of the rest as a text, or what is wrong with them.
    pub(crate) fn text(&self, len: usize) -> Result<Text, Trouble> {
        let bytes = &self.rest()[..len];
        let content = utf8(bytes, self.position)?.to_owned();
        Ok(match &self.base {
            Some(base) => {
                let start = self.position.offset as usize;
                Text::of_pieces(content, Arc::clone(base), vec![(0, start)])
            }
            None => Text::of_file(content, self.position),
        })
    }

    /// Reads more; false at the end of the input, or where it cannot be read any further.
    pub(crate) fn fill(&mut self) -> bool {
        if self.ended {
            return false;
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
        match outcome {
            Ok(read) => {
                self.end += read;
                self.ended = read == 0;
            }
            Err(error) => {
                self.ended = true;
                self.failure = Some(error);
            }
        }
        !self.ended
    }

    /// Moves past the first bytes of the rest.
    pub(crate) fn consume(&mut self, len: usize) {
        let passed = &self.bytes[self.start..self.start + len];
        self.position = self.position.after(passed);
        self.start += len;
    }

    /// Takes the lines out of the rest that hold a whole object each, or nothing, without copying
    /// them: those before the first line that is of another form.
    pub(crate) fn take_objects(&mut self, options: Options) -> Option<LineBlock> {
        let (mut ends, mut from) = (Vec::new(), 0);
        for end in memchr::memchr_iter(b'\n', self.rest()) {
            let line = &self.rest()[from..end];
            let is_object = line.first() == Some(&b'{') && line.trim_ascii_end().ends_with(b"}");
            // An archive may be a single line.
            let is_log = is_object && line[1..].trim_ascii_start().starts_with(b"\"log\"");
            if is_log || !is_object && !line.trim_ascii().is_empty() {
                break;
            }
            ends.push(end);
            from = end + 1;
        }
        self.take(ends, options)
    }

    /// Takes all whole lines out of the rest; many are not copied.
    pub(crate) fn take_lines(&mut self, options: Options) -> Option<LineBlock> {
        let ends = memchr::memchr_iter(b'\n', self.rest()).collect();
        self.take(ends, options)
    }

    /// Takes the lines with these ends, if there are any.
    fn take(&mut self, ends: Vec<usize>, options: Options) -> Option<LineBlock> {
        let len = ends.last()? + 1;
        let (from, to) = (self.start, self.start + len);
        let at = self.position;
        self.position = Position {
            line: at.line + ends.len() as u64,
            column: 1,
            offset: at.offset + len as u64,
        };
        self.start = to;
        // Of lines between others, less is copied than of what is behind them.
        if len < CHUNK / 8 {
            let bytes = self.bytes[from..to].to_vec();
            let range = 0..len;
            return Some(LineBlock::new(bytes, range, ends, at, options, &self.pool));
        }
        let left = self.end - to;
        let mut buffer = self.pool.get(left + CHUNK);
        buffer[..left].copy_from_slice(&self.bytes[to..self.end]);
        let bytes = std::mem::replace(&mut self.bytes, buffer);
        (self.start, self.end) = (0, left);
        let range = from..to;
        Some(LineBlock::new(bytes, range, ends, at, options, &self.pool))
    }

    /// Moves past a byte order mark. At the beginning of a file it is no column. Waits for no more
    /// bytes than may be one.
    pub(crate) fn skip_mark(&mut self) -> bool {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        while self.rest().len() < MARK.len() && MARK.starts_with(self.rest()) && self.fill() {}
        let found = self.rest().starts_with(MARK);
        if found && self.position.offset == 0 {
            self.start += MARK.len();
            self.position.offset += MARK.len() as u64;
        } else if found {
            self.consume(MARK.len());
        }
        found
    }

    /// Moves past white space; false at the end of the input.
    pub(crate) fn skip_space(&mut self) -> bool {
        loop {
            let space = self.rest().iter().position(|b| !b.is_ascii_whitespace());
            self.consume(space.unwrap_or(self.rest().len()));
            if space.is_some() {
                return true;
            }
            if !self.fill() {
                return false;
            }
        }
    }
}
