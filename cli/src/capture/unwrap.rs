//! Payloads in what wraps them, and several documents in what was taken for one.

use std::sync::Arc;

use agentlin_types::stream::SseDecoder;
use agentlin_types::validate::{Detection, PayloadKind};

use super::members::Value;
use super::text::unescape;
use super::window::Window;
use super::{Context, Options, Piece, Record, Sink, Stop, Text, documents};

/// How many levels are looked into for a capture.
const DEPTH: usize = 8;

/// The one payload that a document wraps, with its place in it.
pub(crate) fn unwrap(record: &Record) -> Option<Record> {
    let source = &record.text;
    let Detection::Wrapped(wrapped) = Detection::of(&source.content) else {
        return None;
    };
    let value = &source.content[wrapped.range.clone()];
    let start = wrapped.range.start;
    let text = match wrapped.in_string {
        true => Text::of_literal(unescape(value), Arc::clone(source), start),
        false => Text::of_pieces(value.to_owned(), Arc::clone(source), vec![(0, start)]),
    };
    Some(Record {
        text: Arc::new(text),
        event: record.event,
        name: record.name.clone(),
        outer: format!("{}{}", record.outer, wrapped.pointer),
        cut: false,
        exchange: record.exchange.clone(),
    })
}

/// The pieces of the one capture in a document that is no payload: an HTTP archive, or an event
/// stream in a string. Archives in the bodies of an archive are not read.
pub(crate) fn nested(record: &Record, options: Options) -> Option<Vec<Piece>> {
    let source = &record.text;
    let mut found = Vec::new();
    let whole = Value {
        text: &source.content,
        start: 0,
    };
    look(whole, &record.outer, DEPTH, &mut found);
    found.retain(|found| found.is_stream || record.exchange.is_none());
    let [one] = &found[..] else {
        return None;
    };
    let (value, start) = (one.value.text, one.value.start);
    let text = match value.starts_with('"') {
        true => Text::of_literal(unescape(value), Arc::clone(source), start),
        false => Text::of_pieces(value.to_owned(), Arc::clone(source), vec![(0, start)]),
    };
    let context = Context {
        exchange: record.exchange.clone(),
        folder: None,
    };
    let mut pieces = Pieces(Vec::new());
    documents::read(
        &mut Window::of_text(Arc::new(text)),
        options,
        &context,
        &mut pieces,
    )
    .ok()?;
    if one.is_stream {
        for piece in &mut pieces.0 {
            if let Piece::Record(record) = piece {
                record.outer.clone_from(&one.pointer);
            }
        }
    }
    // Where all is other traffic, nothing was checked.
    let any = |piece: &Piece| matches!(piece, Piece::Record(_) | Piece::Trouble(_));
    pieces.0.iter().any(any).then_some(pieces.0)
}

/// A capture inside of a document.
struct Nested<'a> {
    value: Value<'a>,
    pointer: String,
    is_stream: bool,
}

/// Looks for captures at a value and below it.
fn look<'a>(value: Value<'a>, pointer: &str, depth: usize, found: &mut Vec<Nested<'a>>) {
    let mut add = |is_stream| {
        found.push(Nested {
            value,
            pointer: pointer.to_owned(),
            is_stream,
        });
    };
    match value.text.as_bytes().first() {
        Some(b'"') => {
            let text = unescape(value.text);
            if is_stream(&text) {
                add(true);
            } else if is_archive(Value {
                text: &text,
                start: 0,
            }) {
                add(false);
            }
        }
        Some(b'{') if is_archive(value) => add(false),
        Some(b'{') if depth > 0 => {
            for (key, value) in value.members() {
                let step = key.replace('~', "~0").replace('/', "~1");
                look(value, &format!("{pointer}/{step}"), depth - 1, found);
            }
        }
        Some(b'[') if depth > 0 => {
            for (index, value) in value.elements().into_iter().enumerate() {
                look(value, &format!("{pointer}/{index}"), depth - 1, found);
            }
        }
        _ => {}
    }
}

fn is_archive(value: Value<'_>) -> bool {
    let entries = || value.get("log")?.get("entries");
    value.text.contains("\"entries\"")
        && entries().is_some_and(|entries| entries.text.starts_with('['))
}

/// Whether a text is an event stream with an event of the API in it.
fn is_stream(text: &str) -> bool {
    if !text.lines().any(|line| line.starts_with("data:")) {
        return false;
    }
    let mut decoder = SseDecoder::new();
    let events = decoder.push(text.as_bytes()).into_iter().flatten();
    let mut events = events.chain(decoder.finish());
    events.any(|event| PayloadKind::detect(&event.data).is_some())
}

/// The pieces of a line that is not one record but several documents, or one with text around it.
pub(crate) fn split(record: &Record, options: Options) -> Option<Vec<Piece>> {
    let mut pieces = Pieces(Vec::new());
    let mut window = Window::of_text(Arc::clone(&record.text));
    documents::read(&mut window, options, &Context::default(), &mut pieces).ok()?;
    (pieces.0.len() > 1).then_some(pieces.0)
}

struct Pieces(Vec<Piece>);

impl Sink for Pieces {
    fn piece(&mut self, piece: Piece) -> Result<(), Stop> {
        if !matches!(piece, Piece::Format(_)) {
            self.0.push(piece);
        }
        Ok(())
    }

    fn idle(&mut self) -> Result<(), Stop> {
        Ok(())
    }
}
