//! What is around documents: labels, strings in lines of logs, sizes of chunks, other text.

use super::super::foreign::{self, Stray};
use super::super::{CaptureCode, Piece, Stop, Trouble, format};
use super::Reader;

impl Reader<'_> {
    /// Whether the bracket that comes begins a label, such as a time in a log, and not a document.
    pub(super) fn is_label(&mut self) -> Result<bool, Stop> {
        while self.window.rest().len() < foreign::LONGEST_LABEL && self.fill()? {}
        Ok(!self.in_list && foreign::is_label(self.window.rest()))
    }

    /// The length of the string that comes, if what it spells is a payload.
    pub(super) fn quoted(&mut self) -> Result<Option<usize>, Stop> {
        let len = self.line_len()?;
        Ok(len.and_then(|len| foreign::quoted(&self.window.rest()[..len])))
    }

    /// Moves past the size of a chunk, as `Transfer-Encoding: chunked` has it before each piece of a
    /// body. It is one if the next piece begins where it says.
    pub(super) fn chunk_size(&mut self) -> Result<bool, Stop> {
        if !self.window.at_line_start() && self.window.position().offset > 0 {
            return Ok(false);
        }
        while self.window.rest().len() < foreign::LONGEST_SIZE && self.fill()? {}
        let Some((len, size)) = foreign::chunk_size(self.window.rest()) else {
            return Ok(false);
        };
        let end = len + size;
        if end > self.options.max_record {
            return Ok(false);
        }
        while self.window.rest().len() <= end && self.fill()? {}
        let is_size = match self.window.rest().get(end) {
            Some(byte) => matches!(byte, b'\r' | b'\n'),
            None => size == 0,
        };
        if is_size {
            self.foreign_once(
                "sizes of chunks between the parts of a body, as `Transfer-Encoding: chunked` has \
                 them",
            )?;
            // Digits, which are text.
            if let Ok(text) = self.window.text(len) {
                self.sink.piece(Piece::Size(self.record(text, false)))?;
            }
            self.window.consume(len);
        }
        Ok(is_size)
    }

    /// Something that begins neither a document nor a field: a single value on a line, the rest of a
    /// torn record, or text that is no part of the capture, as far as the next document.
    pub(super) fn other(&mut self) -> Result<(), Stop> {
        let start = self.window.position();
        let (mut what, mut whole_lines) = (None, 0);
        // Text behind a document is on its line.
        let mut at_line_start = self.behind.line < start.line || self.behind.column == 1;
        loop {
            let Some(len) = self.line_len()? else {
                break self.oversized()?;
            };
            let line = &self.window.rest()[..len];
            match foreign::look(line) {
                Stray::Blank => {}
                // Both end the text before them.
                Stray::Value | Stray::Torn if what.is_some() => break,
                Stray::Value | Stray::Torn => return self.emit(len, false),
                Stray::Before(document) => {
                    let named = foreign::name(&line[..document]);
                    if *what.get_or_insert(named) == named {
                        self.window.consume(document);
                    }
                    break;
                }
                Stray::Text => {
                    let named = foreign::name(line);
                    // Text of another kind is another finding, and so is another answer.
                    let another = line.starts_with(b"HTTP/") || what != Some(named);
                    if what.is_some() && another && foreign::is_plain(named) {
                        break;
                    }
                    what.get_or_insert(named);
                    whole_lines += u32::from(at_line_start);
                    at_line_start = true;
                }
            }
            self.window.consume(len);
            if self.window.rest().is_empty() && !self.fill()? {
                break;
            }
            if matches!(self.window.rest()[0], b'\n' | b'\r') {
                self.window.consume(1);
            }
            if self.next_byte(0)?.is_none() || self.begins_document()? {
                break;
            }
        }
        let Some(what) = what else { return Ok(()) };
        let len = self.window.position().offset - start.offset;
        let message = if whole_lines > 0 || len > foreign::LONGEST_LABEL as u64 {
            format!("text outside of the documents was not checked: {what}")
        } else if self.is_first(what) {
            format!(
                "text on the line of a document was not checked: {what}; more of it in this file is \
                 not reported"
            )
        } else {
            return Ok(());
        };
        let trouble = Trouble::new(CaptureCode::ForeignText, start, message);
        self.sink.piece(Piece::Trouble(self.context.of(trouble)))
    }

    /// Reports what a capture has with every document, for the first of them.
    pub(super) fn foreign_once(&mut self, message: &'static str) -> Result<(), Stop> {
        match self.is_first(message) {
            true => self.trouble(CaptureCode::ForeignText, 0, message),
            false => Ok(()),
        }
    }

    fn is_first(&mut self, what: &'static str) -> bool {
        let is_first = !self.reported.contains(&what);
        if is_first {
            self.reported.push(what);
        }
        is_first
    }

    /// How long the line is, which may be one of an event stream; `None` when it is beyond the limit.
    fn line_len(&mut self) -> Result<Option<usize>, Stop> {
        // Many documents may be in one line.
        let offset = self.window.offset();
        if let Some(end) = self.line_end.filter(|end| offset <= *end) {
            let len = (end - offset) as usize;
            return Ok((len <= self.options.max_record).then_some(len));
        }
        let mut from = 0;
        loop {
            if let Some(at) = memchr::memchr2(b'\n', b'\r', &self.within()[from..]) {
                self.line_end = Some(offset + (from + at) as u64);
                return Ok(Some(from + at));
            }
            from = self.within().len();
            if from > self.options.max_record {
                return Ok(None);
            }
            if !self.fill()? {
                self.line_end = Some(offset + from as u64);
                return Ok(Some(from));
            }
        }
    }

    /// Whether the next line begins a document or a field of a stream.
    fn begins_document(&mut self) -> Result<bool, Stop> {
        while self.window.rest().len() < format::LONGEST_FIELD && self.fill()? {}
        let rest = self.window.rest();
        let line = rest.trim_ascii_start();
        let mark = line.starts_with(b"\xef\xbb\xbf") || line.starts_with(b"\x1e");
        Ok(mark || matches!(line.first(), Some(b'{' | b'[')) || format::is_field(rest))
    }
}
