//! JSON values: one, several, or one per line.
//!
//! The first value decides. When it stands on one line, every line is a record, so that a broken
//! line cannot swallow the ones after it; when it is spread over lines, values are taken as they
//! come.

use super::syntax::{Progress, Syntax};
use super::window::Window;
use super::{Code, Format, Options, Piece, Position, Record, Sink, Stop, Text, Trouble, utf8};

/// Reads records until the input ends.
pub(crate) fn read(window: &mut Window, options: Options, sink: &mut dyn Sink) -> Result<(), Stop> {
    let mut reader = Reader {
        window,
        options,
        sink,
        lines: options.lines,
        records: 0,
    };
    if options.lines {
        reader.window.skip_mark()?;
    }
    loop {
        let more = match reader.lines {
            // The second record tells that the format is one of lines.
            true if reader.records < 2 => reader.line()?,
            true => reader.many_lines()?,
            false => reader.value()?,
        };
        if !more {
            return Ok(());
        }
    }
}

struct Reader<'a> {
    window: &'a mut Window,
    options: Options,
    sink: &'a mut dyn Sink,
    lines: bool,
    records: u64,
}

impl Reader<'_> {
    fn fill(&mut self) -> Result<bool, Stop> {
        self.sink.idle()?;
        Ok(self.window.fill()?)
    }

    /// Reads one line; false at the end of the input.
    fn line(&mut self) -> Result<bool, Stop> {
        let end = self.end_of_line(0)?;
        let len = end.unwrap_or(self.window.rest().len());
        if end.is_none() && len == 0 {
            return Ok(false);
        }
        if len > self.options.max_record {
            self.oversized()?;
            return Ok(true);
        }
        let line = &self.window.rest()[..len];
        if !line.trim_ascii().is_empty() {
            // A filter must not tell the last line from the others: its input may be any part.
            let cut = end.is_none() && !self.options.lines && unfinished(line);
            self.emit(len, cut)?;
        } else if self.options.lines {
            self.sink.piece(Piece::Blank)?;
        }
        self.window.consume(len + usize::from(end.is_some()));
        Ok(true)
    }

    /// Passes on all lines that are in memory, at least one; false at the end of the input.
    fn many_lines(&mut self) -> Result<bool, Stop> {
        if self.end_of_line(0)?.is_some()
            && let Some(block) = self.window.take_lines(self.options)
        {
            self.sink.piece(Piece::Lines(block))?;
            return Ok(true);
        }
        // The last line, or one beyond the limit.
        self.line()
    }

    /// As much of the rest as tells whether a record is within the limit. Nothing may depend on
    /// what else has been read: that is chance.
    fn within(&self) -> &[u8] {
        let rest = self.window.rest();
        &rest[..rest.len().min(self.options.max_record.saturating_add(1))]
    }

    /// Where the line ends that the byte `from` of the rest stands in; `None` when the input ends
    /// first or the record is beyond the limit.
    fn end_of_line(&mut self, mut from: usize) -> Result<Option<usize>, Stop> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.within()[from..]) {
                return Ok(Some(from + at));
            }
            from = self.within().len();
            if from > self.options.max_record || !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Reads one value of any number of lines; false at the end of the input.
    fn value(&mut self) -> Result<bool, Stop> {
        if self.window.rest().trim_ascii_start().is_empty() {
            self.sink.idle()?;
        }
        if !self.window.skip_space()? {
            return Ok(false);
        }
        let mut syntax = Syntax::new();
        let mut seen = 0;
        loop {
            match syntax.feed(&self.within()[seen..]) {
                Progress::Done(end) if seen + end <= self.options.max_record => {
                    return self.complete(seen + end);
                }
                Progress::Broken(at) => return self.broken(seen + at),
                _ => {}
            }
            seen = self.within().len();
            if seen > self.options.max_record {
                if self.has_second_record() {
                    self.lines = true;
                } else {
                    self.oversized()?;
                }
                return Ok(true);
            }
            if !self.fill()? {
                break;
            }
        }
        if self.has_second_record() {
            self.lines = true;
            return Ok(true);
        }
        self.emit(seen, !syntax.ends_here())?;
        self.window.consume(seen);
        Ok(false)
    }

    /// A value ends at this offset of the rest.
    fn complete(&mut self, end: usize) -> Result<bool, Stop> {
        let rest = self.window.rest();
        if memchr::memchr(b'\n', &rest[..end]).is_none() {
            let mut at = end;
            let next = loop {
                match self.within().get(at).copied() {
                    Some(byte) if byte.is_ascii_whitespace() && byte != b'\n' => at += 1,
                    Some(byte) => break Some(byte),
                    None if at > self.options.max_record || !self.fill()? => break None,
                    None => {}
                }
            };
            if !matches!(next, Some(b'{' | b'[')) {
                // Alone on its line, or with something behind it that makes the line wrong.
                self.lines = true;
                return Ok(true);
            }
        }
        self.emit(end, false)?;
        self.window.consume(end);
        Ok(true)
    }

    /// The value stops being JSON at this offset of the rest.
    fn broken(&mut self, at: usize) -> Result<bool, Stop> {
        let first_line = memchr::memchr(b'\n', &self.window.rest()[..at]).is_none();
        if first_line || self.has_second_record() {
            self.lines = true;
            return Ok(true);
        }
        // A document of many lines: the next one can only begin at the beginning of a line.
        let mut from = at;
        let end = loop {
            let Some(line) = self.end_of_line(from)? else {
                if self.window.rest().len() > self.options.max_record {
                    self.oversized()?;
                    return Ok(true);
                }
                break self.window.rest().len();
            };
            while self.window.rest().len() == line + 1 && self.fill()? {}
            if matches!(self.window.rest().get(line + 1), Some(b'{')) {
                break line;
            }
            from = line + 1;
        };
        self.emit(end, false)?;
        self.window.consume(end);
        Ok(true)
    }

    /// Whether the first line is a record that was cut off: it and the next one both begin with a
    /// bracket, the first is more than that, and nothing is indented as in a document.
    fn has_second_record(&self) -> bool {
        let rest = self.within();
        let Some(end) = memchr::memchr(b'\n', rest) else {
            return false;
        };
        let first = rest[..end].trim_ascii_end();
        first.len() > 1 && first[0] == b'{' && rest.get(end + 1) == Some(&b'{')
    }

    /// Passes the first bytes of the rest on as a record.
    fn emit(&mut self, len: usize, cut: bool) -> Result<(), Stop> {
        self.records += 1;
        if self.records == 2 && self.lines {
            self.sink.piece(Piece::Format(Format::Lines))?;
        }
        let bytes = self.window.rest()[..len].trim_ascii_end();
        let piece = match utf8(bytes, self.window.position()) {
            Ok(text) => Piece::Record(Record {
                cut,
                ..Record::body(Text::of_file(text.to_owned(), self.window.position()))
            }),
            Err(trouble) => Piece::Trouble(trouble),
        };
        self.sink.piece(piece)
    }

    /// Reports a record beyond the limit and skips it: its line, or lines up to one that begins as
    /// records do.
    fn oversized(&mut self) -> Result<(), Stop> {
        self.sink.piece(Piece::Trouble(oversized(
            self.window.position(),
            self.options,
        )))?;
        loop {
            let rest = self.window.rest();
            let line = memchr::memchr(b'\n', rest);
            let len = line.map_or(rest.len(), |at| at + 1);
            self.window.consume(len);
            if line.is_some() && self.lines {
                return Ok(());
            }
            if self.window.rest().is_empty() && !self.fill()? {
                return Ok(());
            }
            if line.is_some() && self.window.rest()[0] == b'{' {
                return Ok(());
            }
        }
    }
}

/// What to say about a record beyond the limit.
pub(crate) fn oversized(at: Position, options: Options) -> Trouble {
    let mib = options.max_record / (1024 * 1024);
    Trouble::new(
        Code::OversizedRecord,
        at,
        format!("this record is larger than {mib} MiB and was left out"),
    )
}

/// Whether a text ends before the value in it does.
pub(crate) fn unfinished(text: &[u8]) -> bool {
    let mut syntax = Syntax::new();
    matches!(syntax.feed(text), Progress::More) && syntax.started() && !syntax.ends_here()
}
