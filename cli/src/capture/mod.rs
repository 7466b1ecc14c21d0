//! From files to the payloads in them.
//!
//! A capture is a JSON body, one body per line (NDJSON), an event stream or an HTTP archive
//! (HAR 1.2), each of them possibly compressed with gzip or Zstandard. Which of these it is, its
//! content says; names and endings do not matter. Everything is read in pieces: what is kept in
//! memory is one record at a time, and what is broken does not hide what comes after it.

mod archive;
mod block;
mod events;
mod format;
mod input;
mod records;
mod syntax;
mod text;
mod trouble;
mod window;

use std::io;
use std::sync::Arc;

pub(crate) use archive::{Exchange, Side};
pub(crate) use block::{Block, Line};
pub(crate) use format::Format;
pub(crate) use input::{Progress, Source, decompress, expand};
pub(crate) use text::{Places, Position, Text};
pub(crate) use trouble::{Code, Trouble, markdown};

use window::Window;

/// How captures are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Records larger than this many bytes are reported and skipped.
    pub(crate) max_record: usize,
    /// Every line is a record, whatever it looks like.
    pub(crate) lines: bool,
}

/// What a capture gives, in order.
#[derive(Debug)]
pub(crate) enum Piece {
    /// The next pieces belong to this source.
    Open(Arc<str>),
    /// The format was recognised.
    Format(Format),
    /// A payload.
    Record(Record),
    /// Lines, each of them a record or blank.
    Lines(Block),
    /// An empty line, where every line is a record.
    Blank,
    /// Something is wrong with the capture itself.
    Trouble(Trouble),
    /// The stream that the last records belong to is over.
    EndOfStream,
    /// Something that is left out: traffic of another API.
    Skipped,
    /// The source is over.
    Close(Result<(), io::Error>),
}

/// One payload of a capture.
#[derive(Debug)]
pub(crate) struct Record {
    /// The payload.
    pub(crate) text: Arc<Text>,
    /// Whether it is an event of the stream that is being read.
    pub(crate) event: bool,
    /// Whether the capture ends before the payload does.
    pub(crate) cut: bool,
    /// The exchange of an archive that it belongs to.
    pub(crate) exchange: Option<Arc<Exchange>>,
}

impl Record {
    fn body(text: Text) -> Record {
        Record {
            text: Arc::new(text),
            event: false,
            cut: false,
            exchange: None,
        }
    }
}

/// Why reading stops early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The source cannot be read.
    Io(io::Error),
    /// Nobody wants more.
    Enough,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Io(error)
    }
}

/// Where the pieces go.
pub(crate) trait Sink {
    /// Takes the next piece.
    fn piece(&mut self, piece: Piece) -> Result<(), Stop>;

    /// Says that the next piece may take a while: whoever collects pieces has to pass them on.
    fn idle(&mut self) -> Result<(), Stop>;
}

/// Reads one source to its end.
pub(crate) fn read(
    source: &Source,
    options: Options,
    progress: &Progress,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    read_input(&source.name(), || source.open(progress), options, sink)
}

/// Reads one input, decompressed already, to its end.
pub(crate) fn read_input(
    name: &str,
    open: impl FnOnce() -> io::Result<Box<dyn io::Read>>,
    options: Options,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    sink.piece(Piece::Open(name.into()))?;
    let outcome = open()
        .map_err(Stop::Io)
        .and_then(|input| read_plain(input, options, sink));
    match outcome {
        Ok(()) => sink.piece(Piece::Close(Ok(()))),
        Err(Stop::Io(error)) => sink.piece(Piece::Close(Err(error))),
        Err(Stop::Enough) => Err(Stop::Enough),
    }
}

fn read_plain(input: Box<dyn io::Read>, options: Options, sink: &mut dyn Sink) -> Result<(), Stop> {
    let mut window = Window::new(input);
    match read_window(&mut window, options, sink) {
        Err(Stop::Io(error)) if input::is_broken_compression(&error) => {
            let at = window.position().after(window.rest());
            sink.piece(Piece::Trouble(Trouble::new(
                Code::BrokenCompression,
                at,
                format!("the compressed data is damaged or cut off here: {error}"),
            )))
        }
        other => other,
    }
}

fn read_window(window: &mut Window, options: Options, sink: &mut dyn Sink) -> Result<(), Stop> {
    sink.idle()?;
    let format = if options.lines {
        Format::Lines
    } else {
        format::recognise(window)?
    };
    sink.piece(Piece::Format(format))?;
    match format {
        Format::Empty => sink.piece(Piece::Trouble(Trouble::new(
            Code::EmptyCapture,
            window.position(),
            "there is nothing in this file",
        ))),
        Format::Unknown => sink.piece(Piece::Trouble(Trouble::new(
            Code::NotACapture,
            window.position(),
            "this is neither JSON nor an event stream",
        ))),
        Format::Utf16 => sink.piece(Piece::Trouble(Trouble::new(
            Code::NotUtf8,
            window.position(),
            "the text is UTF-16, and JSON is UTF-8",
        ))),
        Format::Json | Format::Lines => records::read(window, options, sink),
        Format::Events => events::read(window, options, sink),
        Format::Archive => archive::read(window, options, sink),
    }
}

/// Bytes as text, or what is wrong with them.
fn utf8(bytes: &[u8], start: Position) -> Result<&str, Trouble> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Err(Trouble::new(
            Code::NotUtf8,
            start.after(&bytes[..error.valid_up_to()]),
            "this byte is not UTF-8 text",
        )),
    }
}
