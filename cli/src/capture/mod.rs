//! From files to the payloads in them.
//!
//! Bytes are decompressed ([`input`]), their encoding is recognised ([`format`]), and the documents in
//! them are found ([`documents`]): JSON values, events of streams ([`events`]), bodies of archives
//! ([`archive`]), whatever is around them. The content decides which it is; names and
//! endings do not matter. Everything is read in pieces: what is kept in memory is one record at a
//! time, and what is broken does not hide what comes after it.
//!
//! Nothing is left out silently: every part is a record, a finding ([`Trouble`]), or counted as other
//! traffic.

mod archive;
mod block;
mod documents;
mod events;
mod foreign;
mod format;
mod input;
mod lines;
mod literal;
mod members;
mod syntax;
mod text;
mod trouble;
mod unwrap;
mod window;

use std::io;
use std::path::Path;
use std::sync::Arc;

use agentlin_types::stream::OutOfBand;
use agentlin_types::validate::{Level, PayloadKind};

pub(crate) use archive::{Exchange, Side, encoded};
pub(crate) use block::{Line, LineBlock};
pub(crate) use format::Format;
pub(crate) use input::{Compression, Input, Progress, decompress, expand, unpack};
pub(crate) use text::{Change, Outward, Places, Position, Text};
pub(crate) use trouble::{CaptureCode, Trouble, markdown};
pub(crate) use unwrap::{split, unwrap, unwrap_event};

use window::Window;

/// How captures are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Records larger than this many bytes are reported and skipped.
    pub(crate) max_record: usize,
    /// Every line is a record, whatever it looks like.
    pub(crate) lines: bool,
    /// What bodies are; without it, their content and the call that they belong to say so.
    pub(crate) kind: Option<PayloadKind>,
}

/// What is known about a text before it is looked at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// The exchange whose body it is.
    exchange: Option<Arc<Exchange>>,
    /// The folder of the file, where archives have bodies in files of their own.
    folder: Option<Arc<Path>>,
}

impl Context {
    /// The same trouble, with the exchange that it belongs to.
    fn of(&self, trouble: Trouble) -> Trouble {
        Trouble {
            exchange: self.exchange.clone(),
            ..trouble
        }
    }
}

/// What a capture gives, in order.
#[derive(Debug)]
pub(crate) enum Piece {
    /// The next pieces belong to this source.
    Open(Arc<str>),
    /// The format was recognised.
    Format(Format),
    /// A call of an archive; its bodies follow.
    Call(Arc<Exchange>),
    /// A payload.
    Record(Record),
    /// Lines, each of them a record or blank.
    Lines(LineBlock),
    /// An empty line, where every line is a record.
    Blank,
    /// Something is wrong with the capture itself.
    Trouble(Trouble),
    /// The stream that the last records belong to is over. It comes before the next record that is no
    /// event, and before the end of the source.
    EndOfStream,
    /// Something that is left out: traffic of another API.
    Skipped,
    /// A part of an archive as it is written: nothing where the archive begins and ends, and each entry, as far as
    /// it is JSON. What an entry holds came before.
    Part(Arc<Text>),
    /// The size of a chunk of a body as it is written.
    Size(Record),
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
    /// The name of the event, if it has one.
    pub(crate) name: Option<Arc<str>>,
    /// The JSON Pointer of the payload in the document that wraps it.
    pub(crate) outer: String,
    /// Whether the capture ends before the payload does.
    pub(crate) cut: bool,
    /// The exchange of an archive that it belongs to.
    pub(crate) exchange: Option<Arc<Exchange>>,
}

impl Record {
    pub(crate) fn body(text: Text) -> Record {
        Record {
            text: Arc::new(text),
            event: false,
            name: None,
            outer: String::new(),
            cut: false,
            exchange: None,
        }
    }
}

/// The receiver wants no more.
#[derive(Debug)]
pub(crate) struct Stop;

/// Where the pieces go.
pub(crate) trait Sink {
    /// Takes the next piece.
    fn piece(&mut self, piece: Piece) -> Result<(), Stop>;

    /// Says that the next piece may take a while: a sink that collects pieces has to pass them on.
    fn idle(&mut self) -> Result<(), Stop>;
}

/// Reads one source to its end. `open` gives its content, decompressed.
pub(crate) fn read(
    source: &Input,
    open: impl FnOnce() -> io::Result<Box<dyn io::Read>>,
    options: Options,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    let context = Context {
        exchange: None,
        folder: source.folder(),
    };
    sink.piece(Piece::Open(source.name().into()))?;
    sink.idle()?;
    let outcome = match open() {
        Ok(input) => read_plain(input, options, &context, sink)?,
        Err(error) => Err(error),
    };
    sink.piece(Piece::Close(outcome))
}

fn read_plain(
    input: Box<dyn io::Read>,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<io::Result<()>, Stop> {
    let mut window = Window::new(input);
    let mut found = Counted {
        sink,
        records: false,
        errors: false,
        entries: 0,
    };
    read_window(&mut window, options, context, &mut found)?;
    let failure = window.failure();
    let (records, errors, entries) = (found.records, found.errors, found.entries);
    match failure {
        Some(error) if input::is_broken_compression(&error) => {
            let at = window.at(window.rest().len());
            let message = format!("the compressed data is damaged or cut off here: {error}");
            let trouble = Trouble::new(CaptureCode::BrokenCompression, at, message);
            sink.piece(Piece::Trouble(trouble))?;
        }
        Some(error) => return Ok(Err(error)),
        None if !records && !errors && !options.lines => {
            let message = match entries {
                0 => "nothing in this file was checked".to_owned(),
                1 => "the only entry of this archive is no call of the API, by its method and \
                           path"
                    .to_owned(),
                entries => format!(
                    "none of the {entries} entries of this archive is a call of the API, by its \
                     method and path"
                ),
            };
            let at = Position::START;
            sink.piece(Piece::Trouble(Trouble::new(
                CaptureCode::NothingChecked,
                at,
                message,
            )))?;
        }
        None => {}
    }
    Ok(Ok(()))
}

/// Sees whether there is anything to check.
struct Counted<'a> {
    sink: &'a mut dyn Sink,
    records: bool,
    errors: bool,
    /// How many entries of archives are other traffic.
    entries: u64,
}

impl Sink for Counted<'_> {
    fn piece(&mut self, piece: Piece) -> Result<(), Stop> {
        match &piece {
            Piece::Record(record) => {
                let text = &record.text.content;
                self.records |= !record.event
                    || OutOfBand::of(record.name.as_deref(), text)
                        .is_none_or(|aside| aside == OutOfBand::Error);
            }
            Piece::Lines(_) => self.records = true,
            Piece::Skipped => self.entries += 1,
            Piece::Trouble(trouble) => {
                self.errors |= trouble.code.level() == Level::Error;
            }
            _ => {}
        }
        self.sink.piece(piece)
    }

    fn idle(&mut self) -> Result<(), Stop> {
        self.sink.idle()
    }
}

fn read_window(
    window: &mut Window,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    let format = if options.lines {
        Format::Lines
    } else {
        format::recognise(window)
    };
    sink.piece(Piece::Format(format))?;
    let trouble = |code, message: &str| {
        let at = window.position();
        Err(Trouble::new(code, at, message))
    };
    let outcome = match format {
        // What is damaged from its beginning is not empty.
        Format::Empty if window.has_failed() => Ok(()),
        Format::Empty => trouble(CaptureCode::EmptyCapture, "there is nothing in this file"),
        Format::Unknown => {
            let what = foreign::describe(window.rest());
            let message = format!("this is neither JSON nor an event stream, but {what}");
            trouble(CaptureCode::NotACapture, &message)
        }
        Format::Packed(name) => {
            let message = format!("this is {name}, which is not read");
            trouble(CaptureCode::NotACapture, &message)
        }
        Format::Encoded(name) => {
            let message = format!("the text is {name}, and JSON is UTF-8");
            trouble(CaptureCode::NotUtf8, &message)
        }
        Format::Lines => return lines::read(window, options, sink),
        Format::Json | Format::Events | Format::Archive => Ok(()),
    };
    match outcome {
        Ok(()) => documents::read(window, options, context, sink),
        Err(trouble) => sink.piece(Piece::Trouble(trouble)),
    }
}

/// Bytes as text, or what is wrong with them.
fn utf8(bytes: &[u8], start: Position) -> Result<&str, Trouble> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Err(Trouble::new(
            CaptureCode::NotUtf8,
            start.after(&bytes[..error.valid_up_to()]),
            "this byte is not UTF-8 text",
        )),
    }
}
