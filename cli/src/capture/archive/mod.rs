//! HTTP archives (HAR 1.2): the bodies of requests and responses.
//!
//! Archives of long browser sessions are large, so entries are read one by one. Only the members
//! that lead to a body are looked at, so that archives pass which leave others out, as browsers do;
//! each body keeps its exact place in the file. Behind the archive other documents may follow.

mod body;
mod entry;
mod recovery;

pub(crate) use body::encoded;

use std::fmt;
use std::sync::Arc;

use agentlin_types::endpoint::{EndpointInfo, Media};
use agentlin_types::validate::PayloadKind;
use agentlin_types::wire::Shape;

use super::syntax::{Progress, Syntax};
use super::trouble::oversized;
use super::window::Window;
use super::{CaptureCode, Context, Options, Piece, Sink, Stop, Trouble};

/// One request and its response.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    /// The number of the entry, from 1.
    pub(crate) entry: usize,
    /// Which call of the API it is.
    pub(crate) endpoint: &'static EndpointInfo,
    pub(crate) method: String,
    /// The path, without the query, which may hold secrets.
    pub(crate) path: String,
    /// 0 if there is no response.
    pub(crate) status: u16,
    pub(crate) side: Side,
    pub(crate) started: Option<String>,
    /// How long it took, in milliseconds.
    pub(crate) took: Option<f64>,
}

/// Which body of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Response,
}

impl Exchange {
    /// What its body is, going by the call, the side, and the status.
    pub(crate) fn kind(&self) -> Option<PayloadKind> {
        let shape = match self.side {
            Side::Request => self.endpoint.body.as_ref()?,
            Side::Response if self.status == 0 => return None,
            Side::Response => self.endpoint.answer(self.status, Media::Json)?,
        };
        let name = name(shape)?;
        let mut kinds = PayloadKind::ALL.iter();
        kinds
            .find(|kind| self::name(kind.shape()) == Some(name))
            .copied()
    }
}

/// The name of the type that a shape belongs to.
fn name(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Object(object) => Some(object.name),
        Shape::Union(union) => Some(union.name),
        Shape::ByKey(by_key) => Some(by_key.name),
        _ => None,
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exchange {
            entry,
            method,
            path,
            status,
            ..
        } = self;
        match self.side {
            Side::Request => write!(f, "entry {entry}, request: {method} {path}"),
            Side::Response if *status == 0 => {
                write!(f, "entry {entry}, response: {method} {path}")
            }
            Side::Response => write!(f, "entry {entry}, response: {method} {path} {status}"),
        }
    }
}

/// Reads an archive to its end.
pub(crate) fn read(
    window: &mut Window,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    part(window, 0, sink)?;
    read_parts(window, options, context, sink)?;
    part(window, 0, sink)
}

fn read_parts(
    window: &mut Window,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    // The archive around its entries.
    let mut outer = Syntax::new();
    if let Some(piece) = skip_to_entries(window, &mut outer, sink)? {
        return sink.piece(piece);
    }
    for number in 1.. {
        while window.skip_space() && window.rest()[0] == b',' {
            window.consume(1);
        }
        match window.rest().first() {
            Some(b']') => break,
            Some(_) => {}
            None => return sink.piece(cut(window, "the archive ends between its entries")),
        }
        if !self::entry(window, number, options, context, sink)? {
            return Ok(());
        }
    }
    // What comes behind the entries.
    loop {
        match outer.feed(window.rest()) {
            Progress::Done(end) => {
                window.consume(end);
                return Ok(());
            }
            Progress::Broken(at) => {
                window.consume(at);
                let piece = broken(window, "the archive stops being JSON here");
                sink.piece(piece)?;
                // What follows is looked at from the next line on.
                if !window.at_line_start() {
                    skip_line(window);
                }
                return Ok(());
            }
            Progress::More => window.consume(window.rest().len()),
        }
        sink.idle()?;
        if !window.fill() {
            return sink.piece(cut(window, "the archive ends behind its entries"));
        }
    }
}

/// Reads one entry; false when the archive cannot be read any further.
fn entry(
    window: &mut Window,
    number: usize,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<bool, Stop> {
    let mut syntax = Syntax::new();
    let (mut seen, mut large) = (0, false);
    // The last byte before what is kept that is no white space.
    let mut last = b'[';
    let end = loop {
        let progress = match window.rest()[seen..].first() {
            // A single value is no entry, whatever follows it.
            Some(first) if !syntax.started() && *first != b'{' => Progress::Broken(0),
            _ => syntax.feed(&window.rest()[seen..]),
        };
        let so_far = match progress {
            Progress::Done(end) => seen + end,
            Progress::Broken(at) => seen + at,
            Progress::More => window.rest().len(),
        };
        if so_far > options.max_record && !large {
            large = true;
            sink.piece(Piece::Trouble(oversized(window.position(), options)))?;
        }
        match progress {
            Progress::Done(end) => break seen + end,
            Progress::Broken(_) => {
                let message = match syntax.started() {
                    true => format!("entry {number} is not valid JSON from here on"),
                    false => format!("entry {number} is not an object"),
                };
                let trouble = Trouble::new(CaptureCode::BrokenArchive, window.at(so_far), message);
                sink.piece(Piece::Trouble(trouble))?;
                part(window, so_far, sink)?;
                last = last_byte(&window.rest()[..so_far], last);
                window.consume(so_far);
                return recovery::skip_broken_entry(window, &syntax, last, sink);
            }
            Progress::More => {}
        }
        seen = so_far;
        if large {
            last = last_byte(&window.rest()[..seen], last);
            window.consume(seen);
            seen = 0;
        }
        sink.idle()?;
        if !window.fill() {
            let message = format!("the archive ends in the middle of entry {number}");
            sink.piece(cut(window, &message))?;
            let len = window.rest().len();
            part(window, len, sink)?;
            window.consume(len);
            return Ok(false);
        }
    };
    match window.text(end) {
        _ if large => {}
        Ok(text) => {
            let text = Arc::new(text);
            entry::read(number, &text, options, context, sink)?;
            sink.piece(Piece::Part(text))?;
        }
        Err(trouble) => sink.piece(Piece::Trouble(trouble))?,
    }
    window.consume(end);
    Ok(true)
}

/// Passes on the part of the archive that comes, if it is text.
fn part(window: &Window, len: usize, sink: &mut dyn Sink) -> Result<(), Stop> {
    match window.text(len) {
        Ok(text) => sink.piece(Piece::Part(Arc::new(text))),
        Err(_) => Ok(()),
    }
}

/// The last byte of a text that is no white space, or else the one before it.
fn last_byte(text: &[u8], before: u8) -> u8 {
    text.trim_ascii_end().last().copied().unwrap_or(before)
}

/// Moves to the end of the line.
fn skip_line(window: &mut Window) {
    loop {
        let line = memchr::memchr(b'\n', window.rest());
        window.consume(line.unwrap_or(window.rest().len()));
        if line.is_some() || !window.fill() {
            return;
        }
    }
}

/// The finding that the file ends too early, at its end.
fn cut(window: &Window, message: &str) -> Piece {
    let at = window.at(window.rest().len());
    Piece::Trouble(Trouble::new(CaptureCode::TruncatedRecord, at, message))
}

/// The finding that something is not as HAR has it, at the beginning of the rest.
fn broken(window: &Window, message: impl Into<String>) -> Piece {
    Piece::Trouble(Trouble::new(
        CaptureCode::BrokenArchive,
        window.position(),
        message,
    ))
}

/// Moves behind the opening bracket of `log.entries`, or gives what is wrong when there is none.
fn skip_to_entries(
    window: &mut Window,
    syntax: &mut Syntax,
    sink: &mut dyn Sink,
) -> Result<Option<Piece>, Stop> {
    let (mut outer, mut inner) = (LastKey::default(), LastKey::default());
    let mut in_log = false;
    let mut at = 0;
    loop {
        while at < window.rest().len() {
            let byte = window.rest()[at];
            let depth = syntax.depth();
            let problem = match syntax.feed(&[byte]) {
                Progress::More => None,
                Progress::Done(_) => Some("the archive has no entries"),
                Progress::Broken(_) => Some("the archive is not valid JSON from here on"),
            };
            if let Some(problem) = problem {
                window.consume(at);
                let piece = broken(window, problem);
                skip_line(window);
                return Ok(Some(piece));
            }
            match (depth, syntax.depth()) {
                (1, 2) => in_log = byte == b'{' && outer.is(b"\"log\":"),
                (2, 3) if in_log && byte == b'[' && inner.is(b"\"entries\":") => {
                    window.consume(at + 1);
                    return Ok(None);
                }
                (1, 1) => outer.push(byte),
                (2, 2) => inner.push(byte),
                _ => {}
            }
            at += 1;
        }
        window.consume(at);
        at = 0;
        sink.idle()?;
        if !window.fill() {
            return Ok(Some(cut(window, "the archive ends before its entries")));
        }
    }
}

/// The last few bytes of one depth: a key and its colon, before a value that is deeper.
#[derive(Default)]
struct LastKey(Vec<u8>);

impl LastKey {
    fn push(&mut self, byte: u8) {
        if byte.is_ascii_whitespace() {
            return;
        }
        if self.0.len() >= 64 {
            self.0.drain(..32);
        }
        self.0.push(byte);
    }

    fn is(&self, key: &[u8]) -> bool {
        self.0.ends_with(key)
    }
}
