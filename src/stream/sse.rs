//! The text format `text/event-stream`, by the rules of the WHATWG HTML standard ("Server-sent
//! events", "Interpreting an event stream").

use std::fmt;
use std::io::{self, Read};
use std::time::Duration;

/// One event of a stream of text. Agentlin servers use the data alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SseEvent {
    /// The type of the event, if the stream names one.
    pub event: Option<String>,
    /// The data: all `data` lines of the event, joined by line feeds.
    pub data: String,
    /// The last id that the stream named, in this event or before; empty if none.
    pub last_event_id: String,
    /// The line of the stream, counted from 1, on which the data begins.
    pub line: u64,
}

/// Why an event could not be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SseError {
    /// The event is larger than the decoder's limit. It was skipped; the events after it follow.
    TooLong {
        /// The limit in bytes.
        limit: usize,
        /// The line of the stream, counted from 1, on which the limit was passed.
        line: u64,
    },
}

impl fmt::Display for SseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SseError::TooLong { limit, line } = self;
        write!(f, "line {line}: the event is longer than {limit} bytes")
    }
}

impl std::error::Error for SseError {}

/// Finds the events in a stream of text that arrives in pieces.
///
/// Where the pieces are cut makes no difference, not even inside a line end or a character. Lines
/// end with LF, CR or CRLF and with nothing else (U+2028 stays in the data); comments are skipped;
/// a byte order mark at the beginning is skipped; bytes that are not UTF-8 become U+FFFD.
///
/// ```
/// use agentlin_types::stream::SseDecoder;
///
/// let mut decoder = SseDecoder::new();
/// assert!(decoder.push(b"data: 1\r").is_empty());
/// assert!(decoder.push(b"\ndata: 2").is_empty());
/// let events = decoder.push(b"\n\n: a comment\n");
/// assert_eq!(events[0].as_ref().unwrap().data, "1\n2");
/// assert_eq!(decoder.finish(), None);
/// ```
#[derive(Debug, Clone)]
pub struct SseDecoder {
    /// What the event that is being read may take at most: its unfinished line and its data.
    limit: usize,
    /// The unfinished line.
    line: Vec<u8>,
    /// The unfinished line is a comment, or belongs to an event that is skipped.
    skip_line: bool,
    /// The event is longer than the limit; skip it up to the next empty line.
    skip_event: bool,
    /// The last byte was a CR: an LF right after it belongs to the same line end.
    after_cr: bool,
    /// The number of the current line, from 1.
    number: u64,
    /// The `event` and `data` of the event that is being read. Each line of data is followed by a
    /// line feed.
    event: String,
    data: String,
    data_line: u64,
    last_event_id: String,
    retry: Option<Duration>,
}

impl Default for SseDecoder {
    fn default() -> Self {
        SseDecoder::new()
    }
}

impl SseDecoder {
    /// A decoder without a limit.
    pub fn new() -> Self {
        SseDecoder::with_limit(usize::MAX)
    }

    /// A decoder that skips, and reports, events of more than so many bytes. It never holds much
    /// more than that, whatever the other side sends.
    pub fn with_limit(limit: usize) -> Self {
        SseDecoder {
            limit,
            line: Vec::new(),
            skip_line: false,
            skip_event: false,
            after_cr: false,
            number: 1,
            event: String::new(),
            data: String::new(),
            data_line: 0,
            last_event_id: String::new(),
            retry: None,
        }
    }

    /// How long the stream asks its readers to wait before they connect again.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Takes the next piece of the stream and returns the events that it completes.
    pub fn push(&mut self, mut piece: &[u8]) -> Vec<Result<SseEvent, SseError>> {
        let mut found = Vec::new();
        loop {
            if self.after_cr && !piece.is_empty() {
                self.after_cr = false;
                piece = piece.strip_prefix(b"\n").unwrap_or(piece);
            }
            let Some(end) = piece.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                if self.admit(piece, &mut found) {
                    self.line.extend_from_slice(piece);
                }
                return found;
            };
            if self.admit(&piece[..end], &mut found) {
                self.end_line(&piece[..end], &mut found);
            }
            self.skip_line = false;
            self.number += 1;
            self.after_cr = piece[end] == b'\r';
            piece = &piece[end + 1..];
        }
    }

    /// Ends the stream. Returns the event that no empty line has completed: a stream that was
    /// broken off, or stored without its last line end. The rules say to drop it.
    pub fn finish(mut self) -> Option<SseEvent> {
        let mut found = Vec::new();
        if !self.line.is_empty() {
            self.end_line(b"", &mut found);
        }
        self.dispatch(&mut found);
        found.pop()?.ok()
    }

    /// Whether the next bytes of the current line are to be kept.
    fn admit(&mut self, bytes: &[u8], found: &mut Vec<Result<SseEvent, SseError>>) -> bool {
        if self.skip_line || bytes.is_empty() {
            return !self.skip_line;
        }
        if self.skip_event || self.line.is_empty() && bytes[0] == b':' {
            self.skip_line = true;
            return false;
        }
        if self.line.len() + self.data.len() + bytes.len() > self.limit {
            found.push(Err(SseError::TooLong {
                limit: self.limit,
                line: self.number,
            }));
            self.clear();
            self.line.clear();
            self.skip_event = true;
            self.skip_line = true;
            return false;
        }
        true
    }

    /// Ends the current line; `rest` is what comes after the bytes kept so far.
    fn end_line(&mut self, rest: &[u8], found: &mut Vec<Result<SseEvent, SseError>>) {
        if self.line.is_empty() {
            self.read_line(rest, found);
        } else {
            let mut line = std::mem::take(&mut self.line);
            line.extend_from_slice(rest);
            self.read_line(&line, found);
            line.clear();
            self.line = line;
        }
    }

    fn read_line(&mut self, mut line: &[u8], found: &mut Vec<Result<SseEvent, SseError>>) {
        if self.number == 1 {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch(found);
        }
        let (field, value) = match line.iter().position(|&byte| byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &b""[..]),
        };
        let value = String::from_utf8_lossy(value.strip_prefix(b" ").unwrap_or(value));
        match field {
            b"data" => {
                if self.data.is_empty() {
                    self.data_line = self.number;
                }
                self.data.push_str(&value);
                self.data.push('\n');
            }
            b"event" => self.event = value.into(),
            b"id" if !value.contains('\0') => self.last_event_id = value.into(),
            b"retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // More digits than fit are no useful time; an empty value does not parse either.
                if let Ok(milliseconds) = value.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                }
            }
            // Anything else, also a comment right after a byte order mark, is ignored.
            _ => {}
        }
    }

    /// Hands over the event at an empty line; one without data counts for nothing.
    fn dispatch(&mut self, found: &mut Vec<Result<SseEvent, SseError>>) {
        self.skip_event = false;
        if self.data.pop().is_some() {
            let event = std::mem::take(&mut self.event);
            found.push(Ok(SseEvent {
                event: (!event.is_empty()).then_some(event),
                data: std::mem::take(&mut self.data),
                last_event_id: self.last_event_id.clone(),
                line: self.data_line,
            }));
        }
        self.clear();
    }

    fn clear(&mut self) {
        self.event.clear();
        self.data.clear();
    }
}

/// The events of a stream of text that a reader delivers.
///
/// The last event is handed over even if no empty line completes it, so that stored streams lose
/// nothing; one that was broken off in the middle does not decode. Ends after an error of the
/// reader; goes on after an event that is too long.
#[derive(Debug)]
pub struct SseReader<R> {
    /// `None` once the reader has ended.
    source: Option<(R, SseDecoder)>,
    found: std::vec::IntoIter<Result<SseEvent, SseError>>,
    buffer: Box<[u8]>,
}

impl<R: Read> SseReader<R> {
    /// Reads events of any length. Needs no buffering around the reader.
    pub fn new(reader: R) -> Self {
        SseReader::with_decoder(reader, SseDecoder::new())
    }

    /// Reads events with that decoder, which may have a limit.
    pub fn with_decoder(reader: R, decoder: SseDecoder) -> Self {
        SseReader {
            source: Some((reader, decoder)),
            found: Vec::new().into_iter(),
            buffer: vec![0; 16 * 1024].into(),
        }
    }
}

impl<R: Read> Iterator for SseReader<R> {
    type Item = io::Result<SseEvent>;

    fn next(&mut self) -> Option<io::Result<SseEvent>> {
        loop {
            if let Some(found) = self.found.next() {
                return Some(
                    found.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error)),
                );
            }
            let (reader, decoder) = self.source.as_mut()?;
            match reader.read(&mut self.buffer) {
                Ok(0) => {
                    let (_, decoder) = self.source.take()?;
                    return decoder.finish().map(Ok);
                }
                Ok(length) => self.found = decoder.push(&self.buffer[..length]).into_iter(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.source = None;
                    return Some(Err(error));
                }
            }
        }
    }
}
