//! Many lines at once, as they are in the file: cutting them apart is left to the code that checks
//! them.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::trouble::oversized;
use super::{Options, Position, Record, Text, Trouble, utf8};

/// Whole lines of a file, each with its line end. The first one begins its line.
#[derive(Debug)]
pub(crate) struct LineBlock {
    bytes: Vec<u8>,
    range: Range<usize>,
    /// Where the line ends are in the range.
    ends: Vec<usize>,
    start: Position,
    options: Options,
    pool: Arc<Pool>,
}

/// One line of a block.
#[derive(Debug)]
pub(crate) enum Line<'a> {
    /// A record.
    Record(&'a str),
    /// White space only, where every line is a record.
    Blank,
    /// Something that is no text, or too large.
    Trouble(Trouble),
}

impl LineBlock {
    pub(super) fn new(
        bytes: Vec<u8>,
        range: Range<usize>,
        ends: Vec<usize>,
        start: Position,
        options: Options,
        pool: &Arc<Pool>,
    ) -> LineBlock {
        LineBlock {
            bytes,
            range,
            ends,
            start,
            options,
            pool: Arc::clone(pool),
        }
    }

    /// How many bytes the lines have.
    pub(crate) fn len(&self) -> usize {
        self.range.len()
    }

    /// Where in the file it ends.
    pub(crate) fn end(&self) -> u64 {
        self.start.offset + self.len() as u64
    }

    /// The lines, in order.
    pub(crate) fn lines(&self) -> Lines<'_> {
        let bytes = &self.bytes[self.range.clone()];
        Lines {
            bytes,
            text: simdutf8::basic::from_utf8(bytes).ok(),
            block: self,
            line: 0,
        }
    }
}

impl Drop for LineBlock {
    fn drop(&mut self) {
        self.pool.put(std::mem::take(&mut self.bytes));
    }
}

/// Goes through the lines of a block.
pub(crate) struct Lines<'a> {
    bytes: &'a [u8],
    /// The same, if all of it is text.
    text: Option<&'a str>,
    block: &'a LineBlock,
    /// How many lines there were.
    line: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        loop {
            let end = *self.block.ends.get(self.line)?;
            self.line += 1;
            let at = self.start();
            let line = &self.bytes[at..end];
            let options = self.block.options;
            if line.len() > options.max_record {
                return Some(Line::Trouble(oversized(self.place(), options)));
            }
            let line = line.trim_ascii_end();
            if line.is_empty() {
                if options.lines {
                    return Some(Line::Blank);
                }
                continue;
            }
            let text = match self.text {
                Some(text) => &text[at..at + line.len()],
                None => match utf8(line, self.place()) {
                    Ok(text) => text,
                    Err(trouble) => return Some(Line::Trouble(trouble)),
                },
            };
            return Some(Line::Record(text));
        }
    }
}

impl Lines<'_> {
    /// Where in the block the last line begins.
    fn start(&self) -> usize {
        let ends = &self.block.ends[..self.line - 1];
        ends.last().map_or(0, |end| end + 1)
    }

    /// Where the last line begins.
    fn place(&self) -> Position {
        let start = self.block.start;
        Position {
            line: start.line + self.line as u64 - 1,
            offset: start.offset + self.start() as u64,
            ..start
        }
    }

    /// The last line as a record of its own.
    pub(crate) fn record(&self, text: &str) -> Record {
        Record::body(Text::of_file(text.to_owned(), self.place()))
    }
}

/// Buffers that are in use again and again, so that the system need not hand out and clear their
/// memory each time. A buffer is as long as it is large.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<Vec<Vec<u8>>>);

/// What the pool keeps at most: the buffers of few lines and of huge records go back to the system.
const MAX_BUFFERS: usize = 16;
const MIN_KEPT: usize = 64 * 1024;
const MAX_KEPT: usize = 4 * 1024 * 1024;

impl Pool {
    /// A buffer of at least that many bytes, of whatever content.
    pub(super) fn get(&self, len: usize) -> Vec<u8> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffer = kept.unwrap_or_default();
        if buffer.len() < len {
            buffer.resize(len, 0);
        }
        buffer
    }

    fn put(&self, buffer: Vec<u8>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if (MIN_KEPT..=MAX_KEPT).contains(&buffer.len()) && kept.len() < MAX_BUFFERS {
            kept.push(buffer);
        }
    }
}
