//! The documents of a text, whatever is around them: JSON values over one line or many, lists of
//! them, event streams, archives, and text that is none of these.
//!
//! At each place the next bytes say what comes. A broken value ends where its brackets do, else with
//! its line, else before the next line that begins with a bracket, so that it cannot swallow the
//! ones after it.

mod around;

use super::foreign;
use super::syntax::{Bracketed, Brackets, Progress, Syntax, unfinished};
use super::trouble::oversized;
use super::window::Window;
use super::{
    CaptureCode, Context, Format, Options, Piece, Position, Record, Sink, Stop, Text, Trouble,
    archive, events, format,
};

/// How far a value that is broken in its first line is followed beyond that line.
const FOLLOWED: usize = 1 << 20;

/// Reads documents until the input ends.
pub(crate) fn read(
    window: &mut Window,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    Reader {
        window,
        options,
        context,
        sink,
        records: 0,
        in_list: false,
        after_record: false,
        behind: Position::START,
        reported: Vec::new(),
        line_end: None,
        within_line: 0,
        stream: None,
        looked: 0,
        in_vain: 0,
    }
    .run()
}

struct Reader<'a> {
    window: &'a mut Window,
    options: Options,
    context: &'a Context,
    sink: &'a mut dyn Sink,
    /// How many records there were, each on a line of its own; large when one was not.
    records: u64,
    /// Whether an array of documents is open.
    in_list: bool,
    /// Whether nothing came since the last record.
    after_record: bool,
    /// Where the last line ends that was looked at.
    line_end: Option<u64>,
    /// Up to there no line was seen to end.
    within_line: u64,
    /// Where what came last has ended.
    behind: Position,
    /// What was reported of what a capture has with every document, and is reported once.
    reported: Vec<&'static str>,
    /// Whether a stream is open, and has events.
    stream: Option<bool>,
    /// How far the rest was looked at to find out what comes.
    looked: usize,
    /// How many bytes were looked at beyond the records that came of it.
    in_vain: u64,
}

impl Reader<'_> {
    fn fill(&mut self) -> Result<bool, Stop> {
        self.sink.idle()?;
        Ok(self.window.fill())
    }

    fn run(mut self) -> Result<(), Stop> {
        loop {
            if self.window.rest().trim_ascii_start().is_empty() {
                self.sink.idle()?;
            }
            self.behind = self.window.position();
            if !self.window.skip_space() {
                if self.in_list {
                    let message = "the list ends without its closing bracket";
                    self.trouble(CaptureCode::TruncatedRecord, 0, message)?;
                }
                return self.end_stream();
            }
            if self.window.skip_mark() || self.skip_separator() {
                continue;
            }
            let after_record = std::mem::take(&mut self.after_record);
            let first = self.window.rest()[0];
            match first {
                b'{' if self.is_line_of_many()? => {}
                // An archive in a body of an archive is no payload, and they could go on for ever.
                b'{' if self.context.exchange.is_none() && self.is_archive() => {
                    self.end_stream()?;
                    archive::read(self.window, self.options, self.context, self.sink)?;
                    self.after_record = true;
                }
                b'{' | b'[' if self.is_label()? => self.other()?,
                b'{' => self.value()?,
                b'[' if !self.in_list && self.opens_list()? => {
                    self.window.consume(1);
                    self.in_list = true;
                }
                b'[' => self.value()?,
                b']' if self.in_list => {
                    self.window.consume(1);
                    self.in_list = false;
                }
                b',' if after_record => self.comma()?,
                b'"' if let Some(len) = self.quoted()? => self.emit(len, false)?,
                b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F' if self.chunk_size()? => {}
                _ if self.begins_field()? => {
                    let any = events::read(self.window, self.options, self.context, self.sink)?;
                    self.stream = Some(any || self.stream == Some(true));
                    self.records = u64::MAX;
                }
                _ => self.other()?,
            }
        }
    }

    /// Skips the character that begins a record of a JSON text sequence (RFC 7464).
    fn skip_separator(&mut self) -> bool {
        const RECORD_SEPARATOR: u8 = 0x1e;
        let found = self.window.rest()[0] == RECORD_SEPARATOR;
        self.window.consume(usize::from(found));
        found
    }

    /// Ends the stream that is open.
    fn end_stream(&mut self) -> Result<(), Stop> {
        match self.stream.take() {
            Some(_) => self.sink.piece(Piece::EndOfStream),
            None => Ok(()),
        }
    }

    /// Ends the stream that is open before a document, which may say why.
    fn end_stream_before_document(&mut self) -> Result<(), Stop> {
        let events = self.stream == Some(true);
        self.end_stream()?;
        if events {
            let message = "this document is in no field of the event stream before it: it may be \
                           why the stream ends";
            self.trouble(CaptureCode::ForeignText, 0, message)?;
        }
        Ok(())
    }

    /// As much of the rest as it takes to know whether a record is within the limit. Nothing may depend on
    /// what else has been read: that is chance.
    fn within(&self) -> &[u8] {
        let rest = self.window.rest();
        &rest[..rest.len().min(self.options.max_record.saturating_add(1))]
    }

    /// Where the line ends that the rest begins with; `None` when the input ends first or the record
    /// is beyond the limit.
    fn end_of_line(&mut self) -> Result<Option<usize>, Stop> {
        let offset = self.window.offset();
        // Many values may be in one line.
        let mut from = self.within_line.saturating_sub(offset) as usize;
        loop {
            let end = memchr::memchr(b'\n', &self.within()[from..]).map(|at| from + at);
            from = end.unwrap_or(self.within().len());
            self.within_line = offset + from as u64;
            if end.is_some() || from > self.options.max_record || !self.fill()? {
                return Ok(end);
            }
        }
    }

    /// The first byte from there on that is no white space.
    fn next_byte(&mut self, mut from: usize) -> Result<Option<(usize, u8)>, Stop> {
        loop {
            match self.within().get(from).copied() {
                Some(byte) if byte.is_ascii_whitespace() => from += 1,
                Some(byte) => return Ok(Some((from, byte))),
                None if from > self.options.max_record || !self.fill()? => return Ok(None),
                None => {}
            }
        }
    }

    /// Passes on the lines in memory that are whole objects, once two records show that the file is
    /// one of lines. False when the next line is of another form.
    fn is_line_of_many(&mut self) -> Result<bool, Stop> {
        let many = self.records >= 2 && self.records < u64::MAX;
        if !many || self.in_list || self.context.exchange.is_some() {
            return Ok(false);
        }
        if !self.window.at_line_start() || self.end_of_line()?.is_none() {
            return Ok(false);
        }
        let Some(block) = self.window.take_objects(self.options) else {
            return Ok(false);
        };
        self.sink.piece(Piece::Lines(block))?;
        self.after_record = true;
        Ok(true)
    }

    /// Whether the bracket that comes opens a list of documents.
    fn opens_list(&mut self) -> Result<bool, Stop> {
        Ok(matches!(self.next_byte(1)?, Some((_, b'{'))))
    }

    /// A comma behind a record: between the elements of a list, which may have lost its brackets.
    fn comma(&mut self) -> Result<(), Stop> {
        if !self.in_list {
            self.foreign_once("commas between the records, as in a list without its brackets")?;
        }
        self.window.consume(1);
        Ok(())
    }

    /// Whether a field or a comment of an event stream comes.
    fn begins_field(&mut self) -> Result<bool, Stop> {
        while self.window.rest().len() < format::LONGEST_FIELD && self.fill()? {}
        Ok(format::is_field(self.window.rest()))
    }

    /// Whether what is looked at may be looked at again, because it turns out to be no part of the value:
    /// if not, a value is not followed beyond its first line, or all that was looked at goes with it.
    /// What is looked at in vain is together no longer than the input so far, so that each of many
    /// lines that are cut off costs no more than its length.
    fn may_follow(&self) -> bool {
        self.in_vain <= self.window.offset() + FOLLOWED as u64
    }

    fn is_archive(&mut self) -> bool {
        let (is_archive, looked) = format::is_archive(self.window, self.may_follow());
        self.looked = looked;
        is_archive
    }

    /// Reads one value of any number of lines.
    fn value(&mut self) -> Result<(), Stop> {
        if !self.may_follow()
            && let Some(line) = self.first_line_of_two()?
        {
            return match Syntax::new().feed(&self.window.rest()[..line]) {
                Progress::Done(end) => self.emit(end, false),
                _ => self.emit(line, false),
            };
        }
        let mut syntax = Syntax::new();
        let mut seen = 0;
        loop {
            match syntax.feed(&self.within()[seen..]) {
                Progress::Done(end) if seen + end <= self.options.max_record => {
                    return self.emit(seen + end, false);
                }
                Progress::Broken(at) => return self.broken(seen + at),
                _ => {}
            }
            seen = self.within().len();
            self.looked = seen;
            if seen > self.options.max_record {
                return match self.first_line_of_two()? {
                    Some(line) => self.emit(line, false),
                    None => self.oversized(),
                };
            }
            if !self.fill()? {
                break;
            }
        }
        match self.first_line_of_two()? {
            Some(line) => self.emit(line, false),
            None => self.emit(seen, !syntax.ends_here()),
        }
    }

    /// The value stops being JSON at this offset of the rest.
    fn broken(&mut self, at: usize) -> Result<(), Stop> {
        const ESCAPE: u8 = 0x1b;
        self.looked = self.looked.max(at);
        if self.window.rest()[at] == ESCAPE
            && self.may_follow()
            && let Some(end) = self.coloured(at)?
        {
            return self.emit_coloured(end);
        }
        if !self.in_list
            && let Some(line) = self.first_line_of_two()?
        {
            return self.emit(line, false);
        }
        let in_first_line = memchr::memchr(b'\n', &self.window.rest()[..at]).is_none();
        let mut brackets = Brackets::default();
        let mut from = 0;
        let (end, cut) = loop {
            let end = match brackets.feed(&self.within()[from..]) {
                Bracketed::Closed(len) => return self.emit(from + len, false),
                Bracketed::Line(len) => from + len,
                Bracketed::More => {
                    from = self.within().len();
                    if from > self.options.max_record {
                        return self.oversized();
                    }
                    if self.fill()? {
                        continue;
                    }
                    break (from, unfinished(self.window.rest()));
                }
            };
            while self.window.rest().len() == end + 1 && self.fill()? {}
            let next = self.window.rest().get(end + 1);
            let may_follow = self.may_follow();
            let is_next = next == Some(&b'{') && (may_follow || end + 1 >= at);
            if is_next || in_first_line && (end > FOLLOWED || !may_follow) {
                break (end, false);
            }
            from = end + 1;
        };
        self.looked = self.looked.max(end);
        // There is no way to find its end: what follows in a list is lost with it.
        self.in_list = false;
        match self.end_of_line()? {
            Some(line) if in_first_line => self.emit(line, false),
            _ => self.emit(end, cut),
        }
    }

    /// The end of the first line, if that is a record that was cut off: it and the next one both
    /// begin with a bracket, the first is more than that, and nothing is indented as in a document.
    fn first_line_of_two(&mut self) -> Result<Option<usize>, Stop> {
        let Some(end) = self.end_of_line()? else {
            return Ok(None);
        };
        // The next line may not have arrived.
        while self.window.rest().len() == end + 1 && self.fill()? {}
        let rest = self.window.rest();
        let first = rest[..end].trim_ascii_end();
        let two = first.len() > 1 && first[0] == b'{' && rest.get(end + 1) == Some(&b'{');
        Ok(two.then_some(end))
    }

    /// Passes the first bytes of the rest on as a record.
    fn emit(&mut self, len: usize, cut: bool) -> Result<(), Stop> {
        self.end_stream_before_document()?;
        let trimmed = self.window.rest()[..len].trim_ascii_end().len();
        let piece = match self.window.text(trimmed) {
            Ok(text) => Piece::Record(self.record(text, cut)),
            Err(trouble) => Piece::Trouble(self.context.of(trouble)),
        };
        self.count(len)?;
        self.sink.piece(piece)?;
        self.consume(len);
        Ok(())
    }

    /// Moves past a record.
    fn consume(&mut self, len: usize) {
        self.in_vain += std::mem::take(&mut self.looked).saturating_sub(len) as u64;
        self.window.consume(len);
    }

    fn record(&self, text: Text, cut: bool) -> Record {
        Record {
            cut,
            exchange: self.context.exchange.clone(),
            ..Record::body(text)
        }
    }

    /// Counts a record. The second one that is alone on its line decides the format.
    fn count(&mut self, len: usize) -> Result<(), Stop> {
        self.after_record = true;
        let one_line = memchr::memchr(b'\n', &self.window.rest()[..len]).is_none();
        if !one_line || !self.window.at_line_start() && self.records > 0 || self.in_list {
            self.records = u64::MAX;
        }
        self.records = self.records.saturating_add(1);
        if self.records == 2 && self.context.exchange.is_none() {
            self.sink.piece(Piece::Format(Format::Lines))?;
        }
        Ok(())
    }

    /// Where a value ends that has a terminal's colour codes in it.
    fn coloured(&mut self, at: usize) -> Result<Option<usize>, Stop> {
        let mut syntax = Syntax::new();
        let mut from = 0;
        let mut codes = at;
        loop {
            if let Progress::Done(end) = syntax.feed(&self.window.rest()[from..codes]) {
                return Ok(Some(from + end));
            }
            // The code may not have arrived as a whole.
            while self.window.rest().len() < codes + foreign::LONGEST_CODE && self.fill()? {}
            let code = foreign::colour_code(&self.window.rest()[codes..]);
            let Some(len) = code.filter(|len| codes + len <= self.options.max_record) else {
                return Ok(None);
            };
            from = codes + len;
            codes = loop {
                if let Some(next) = memchr::memchr(0x1b, &self.within()[from..]) {
                    break from + next;
                }
                let so_far = self.within().len();
                if so_far > self.options.max_record || !self.fill()? {
                    break so_far;
                }
            };
            if codes == self.within().len() {
                let done = match syntax.feed(&self.window.rest()[from..codes]) {
                    Progress::Done(end) => Some(from + end),
                    _ => None,
                };
                return Ok(done);
            }
        }
    }

    /// Passes on a value with colour codes, without them.
    fn emit_coloured(&mut self, end: usize) -> Result<(), Stop> {
        self.end_stream_before_document()?;
        self.foreign_once("a terminal's colour codes inside of documents: they were left out")?;
        let piece = match self.window.text(end) {
            Ok(text) => Piece::Record(self.record(foreign::without_codes(text), false)),
            Err(trouble) => Piece::Trouble(self.context.of(trouble)),
        };
        self.count(end)?;
        self.sink.piece(piece)?;
        self.consume(end);
        Ok(())
    }

    fn trouble(&mut self, code: CaptureCode, at: usize, message: &str) -> Result<(), Stop> {
        let trouble = Trouble::new(code, self.window.at(at), message);
        self.sink.piece(Piece::Trouble(self.context.of(trouble)))
    }

    /// Reports a record beyond the limit and skips it: its line, or lines up to one that begins as
    /// records do.
    fn oversized(&mut self) -> Result<(), Stop> {
        let trouble = oversized(self.window.position(), self.options);
        self.sink.piece(Piece::Trouble(self.context.of(trouble)))?;
        let lines = self.records >= 1 && self.records < u64::MAX;
        // Beyond the bound all that was looked at goes with it.
        let mut least = if self.may_follow() { 0 } else { self.looked };
        loop {
            let rest = self.window.rest();
            let line = memchr::memchr(b'\n', rest);
            let len = line.map_or(rest.len(), |at| at + 1);
            self.consume(len);
            least = least.saturating_sub(len);
            let line = line.is_some() && least == 0;
            if line && lines {
                return Ok(());
            }
            if self.window.rest().is_empty() && !self.fill()? {
                return Ok(());
            }
            if line && self.window.rest()[0] == b'{' {
                return Ok(());
            }
        }
    }
}
