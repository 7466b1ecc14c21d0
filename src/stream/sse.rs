//! The text format `text/event-stream`, by the rules of the WHATWG HTML standard ("Server-sent
//! events", "Interpreting an event stream").

use std::fmt;
use std::io::{self, Read};
use std::iter;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// One event of a stream of text. Agentlin servers use the data alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SseEvent {
    /// The type of the event, if the stream names one.
    pub event: Option<String>,
    /// The data: all `data` lines of the event, joined by line feeds.
    pub data: String,
    /// The last id that the stream named, in this event or before; empty if none. All events up to
    /// the next id share it.
    pub last_event_id: Arc<str>,
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
/// a byte order mark at the beginning is skipped; bytes that are not UTF-8 become U+FFFD. Unlike a
/// browser, it also skips events whose data is empty: servers send them to keep the connection open.
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
    /// What the event that is being read may take at most: its unfinished line, its type and its
    /// data.
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
    last_event_id: Arc<str>,
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

    /// A decoder that skips and reports events larger than a limit. Whatever the other side
    /// sends, the decoder itself holds no more than a small multiple of the limit: the unfinished
    /// line, the data and the type of the event, and the last id.
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
            last_event_id: Arc::default(),
            retry: None,
        }
    }

    /// How long the stream asks its readers to wait before they connect again.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Takes the next piece of the stream and returns the events that it completes, all at once.
    /// [`SseDecoder::next_event`] returns them one by one.
    pub fn push(&mut self, mut piece: &[u8]) -> Vec<Result<SseEvent, SseError>> {
        iter::from_fn(|| self.next_event(&mut piece)).collect()
    }

    /// Takes bytes from the front of the piece up to the end of the next event and returns that
    /// event; `None` when the piece is used up. So no more than one event is in memory at a time.
    ///
    /// ```
    /// use agentlin_types::stream::SseDecoder;
    ///
    /// let mut decoder = SseDecoder::with_limit(1 << 20);
    /// let mut piece: &[u8] = b"data: 1\n\ndata: 2\n\ndata: 3";
    /// let mut data = Vec::new();
    /// while let Some(event) = decoder.next_event(&mut piece) {
    ///     data.push(event?.data);
    /// }
    /// assert_eq!(data, ["1", "2"]);
    /// # Ok::<(), agentlin_types::stream::SseError>(())
    /// ```
    pub fn next_event(&mut self, piece: &mut &[u8]) -> Option<Result<SseEvent, SseError>> {
        loop {
            if self.after_cr && !piece.is_empty() {
                self.after_cr = false;
                *piece = piece.strip_prefix(b"\n").unwrap_or(piece);
            }
            let end = memchr::memchr2(b'\n', b'\r', piece);
            let (bytes, rest) = piece.split_at(end.unwrap_or(piece.len()));
            if self.is_over_limit(bytes) {
                // The rest of the line is skipped when the caller comes back.
                return Some(Err(SseError::TooLong {
                    limit: self.limit,
                    line: self.number,
                }));
            }
            let Some((&line_end, rest)) = rest.split_first() else {
                if !self.skip_line {
                    self.line.extend_from_slice(bytes);
                }
                *piece = rest;
                return None;
            };
            *piece = rest;
            let event = match self.skip_line {
                true => None,
                false => self.end_line(bytes),
            };
            self.skip_line = false;
            self.number += 1;
            self.after_cr = line_end == b'\r';
            if let Some(event) = event {
                return Some(Ok(event));
            }
        }
    }

    /// Ends the stream. Returns the event that no empty line has completed: a stream that was
    /// broken off, or stored without its last line end. The rules say to drop it.
    pub fn finish(mut self) -> Option<SseEvent> {
        let event = match self.line.is_empty() {
            true => None,
            false => self.end_line(b""),
        };
        event.or_else(|| self.dispatch())
    }

    /// Looks at the next bytes of the current line before they are kept: whether they are to be
    /// skipped, and whether they are those that make the event too long.
    fn is_over_limit(&mut self, bytes: &[u8]) -> bool {
        let Some(first) = bytes.first().filter(|_| !self.skip_line) else {
            return false;
        };
        if self.skip_event || self.line.is_empty() && *first == b':' {
            self.skip_line = true;
            return false;
        }
        let kept = self.line.len() + self.event.len() + self.data.len();
        if bytes.len() <= self.limit.saturating_sub(kept) {
            return false;
        }
        self.clear();
        self.line.clear();
        self.skip_event = true;
        self.skip_line = true;
        true
    }

    /// Ends the current line; `rest` is what comes after the bytes kept so far.
    fn end_line(&mut self, rest: &[u8]) -> Option<SseEvent> {
        if self.line.is_empty() {
            return self.read_line(rest);
        }
        let mut line = std::mem::take(&mut self.line);
        line.extend_from_slice(rest);
        let event = self.read_line(&line);
        line.clear();
        self.line = line;
        event
    }

    /// Reads a line; an empty one completes the event.
    fn read_line(&mut self, mut line: &[u8]) -> Option<SseEvent> {
        if self.number == 1 {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = match memchr::memchr(b':', line) {
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
        None
    }

    /// Hands over the event at an empty line; one without data counts for nothing.
    fn dispatch(&mut self) -> Option<SseEvent> {
        self.skip_event = false;
        self.data.pop();
        let complete = !self.data.trim_ascii().is_empty();
        let event = complete.then(|| SseEvent {
            event: Some(std::mem::take(&mut self.event)).filter(|event| !event.is_empty()),
            data: std::mem::take(&mut self.data),
            last_event_id: Arc::clone(&self.last_event_id),
            line: self.data_line,
        });
        self.clear();
        event
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
    buffer: Box<[u8]>,
    /// What of the buffer is read and not decoded.
    ready: Range<usize>,
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
            buffer: vec![0; 16 * 1024].into(),
            ready: 0..0,
        }
    }
}

impl<R: Read> Iterator for SseReader<R> {
    type Item = io::Result<SseEvent>;

    fn next(&mut self) -> Option<io::Result<SseEvent>> {
        loop {
            let (reader, decoder) = self.source.as_mut()?;
            let mut piece = &self.buffer[self.ready.clone()];
            let found = decoder.next_event(&mut piece);
            self.ready.start = self.ready.end - piece.len();
            if let Some(found) = found {
                return Some(
                    found.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error)),
                );
            }
            match reader.read(&mut self.buffer) {
                Ok(0) => {
                    let (_, decoder) = self.source.take()?;
                    return decoder.finish().map(Ok);
                }
                Ok(length) => self.ready = 0..length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.source = None;
                    return Some(Err(error));
                }
            }
        }
    }
}
