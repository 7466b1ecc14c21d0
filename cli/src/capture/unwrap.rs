//! Payloads in what wraps them, and several documents in what was taken for one.

use std::sync::Arc;

use agentlin_types::stream::SseDecoder;
use agentlin_types::validate::{Detection, PayloadKind, Wrapped};

use super::literal::unescape;
use super::members::Value;
use super::window::Window;
use super::{Context, Options, Piece, Record, Sink, Stop, Text, documents};

/// How many levels are looked into for a capture.
const DEPTH: usize = 16;

/// What a document has inside that is no payload itself: payloads, HTTP archives, and event streams in
/// strings, in the order of the document. Archives in the bodies of an archive are not read. Where each
/// line has one answer, only a payload that is alone is found.
pub(crate) fn unwrap(record: &Record, options: Options) -> Option<Vec<Piece>> {
    let source = &record.text;
    let payloads = match Detection::of(&source.content) {
        Detection::Wrapped(wrapped) => vec![wrapped],
        Detection::WrapsSeveral { payloads } if !options.lines => payloads,
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    if !options.lines {
        let whole = Value {
            text: &source.content,
            start: 0,
        };
        look(whole, &mut Vec::new(), DEPTH, &mut found);
    }
    found.retain(|found| found.is_stream || record.exchange.is_none());
    let read = |nested: Nested<'_>| {
        let pieces = nested.read(record, options)?;
        let start = nested.value.start;
        Some((start..start + nested.value.text.len(), pieces))
    };
    let captures: Vec<_> = found.into_iter().filter_map(read).collect();
    // What is in an archive is known by its call.
    let is_apart = |wrapped: &Wrapped| {
        let before = captures.partition_point(|(part, _)| part.start <= wrapped.range.start);
        let part = before.checked_sub(1).map(|at| &captures[at].0);
        part.is_none_or(|part| part.end < wrapped.range.end)
    };
    let payloads = payloads.into_iter().filter(is_apart);
    let payloads = payloads.map(|wrapped| {
        let piece = Piece::Record(payload(record, &wrapped));
        (wrapped.range, vec![piece])
    });
    let mut parts: Vec<_> = payloads.collect();
    parts.extend(captures);
    parts.sort_by_key(|(range, _)| range.start);
    let pieces: Vec<_> = parts.into_iter().flat_map(|(_, pieces)| pieces).collect();
    (!pieces.is_empty()).then_some(pieces)
}

/// The payload that the data of an event wraps, if it is the only one.
pub(crate) fn unwrap_event(record: &Record) -> Option<Record> {
    let Detection::Wrapped(wrapped) = Detection::of(&record.text.content) else {
        return None;
    };
    let inner = payload(record, &wrapped);
    match wrapped.in_string && PayloadKind::detect(&inner.text.content).is_none() {
        true => unwrap_event(&inner),
        false => Some(inner),
    }
}

/// A payload in a document as a record.
fn payload(record: &Record, wrapped: &Wrapped) -> Record {
    let value = Value {
        text: &record.text.content[wrapped.range.clone()],
        start: wrapped.range.start,
    };
    Record {
        text: Arc::new(text_of(&record.text, value)),
        event: record.event,
        name: record.name.clone(),
        outer: format!("{}{}", record.outer, wrapped.pointer),
        cut: false,
        exchange: record.exchange.clone(),
    }
}

/// A value of a document as a text: what it spells, if it is a string.
fn text_of(source: &Arc<Text>, value: Value<'_>) -> Text {
    let source = Arc::clone(source);
    match value.text.starts_with('"') {
        true => Text::of_literal(unescape(value.text), source, value.start),
        false => Text::of_pieces(value.text.to_owned(), source, vec![(0, value.start)]),
    }
}

/// A capture inside of a document.
struct Nested<'a> {
    value: Value<'a>,
    pointer: String,
    is_stream: bool,
}

impl Nested<'_> {
    /// The pieces of it; none where all is other traffic, so that nothing was checked.
    fn read(&self, record: &Record, options: Options) -> Option<Vec<Piece>> {
        let outer = &record.outer;
        let text = text_of(&record.text, self.value);
        let context = Context {
            exchange: record.exchange.clone(),
            folder: None,
        };
        let mut pieces = Pieces(Vec::new());
        let mut window = Window::of_text(Arc::new(text));
        documents::read(&mut window, options, &context, &mut pieces).ok()?;
        let mut pieces = pieces.0;
        let records = pieces.iter_mut().filter_map(|piece| match piece {
            Piece::Record(record) => Some(record),
            _ => None,
        });
        let mut records: Vec<_> = records.collect();
        // What is looked into again has to be shorter.
        let whole = record.text.content.len();
        if records
            .iter()
            .any(|inner| inner.text.content.len() >= whole)
        {
            return None;
        }
        if self.is_stream {
            // A log has a stream line by line: one event is none.
            let is_one = records.len() == 1;
            for record in &mut records {
                record.outer = format!("{outer}{}", self.pointer);
                record.event &= !is_one;
            }
        }
        let any = |piece: &Piece| matches!(piece, Piece::Record(_) | Piece::Trouble(_));
        pieces.iter().any(any).then_some(pieces)
    }
}

/// Looks for captures at a value and below it. The keys and indices that lead there are the path.
fn look<'a>(value: Value<'a>, path: &mut Vec<String>, depth: usize, found: &mut Vec<Nested<'a>>) {
    if let Some(is_stream) = is_capture(value) {
        // Keys may be as long as the document: only what a person can read is a pointer.
        const LONGEST: usize = 1024;
        let len = path.iter().map(|step| 1 + step.len()).sum::<usize>();
        let path = if len > LONGEST { &[] } else { &path[..] };
        return found.push(Nested {
            value,
            pointer: path.iter().map(|step| format!("/{step}")).collect(),
            is_stream,
        });
    }
    match value.text.as_bytes().first() {
        Some(b'{') if depth > 0 => {
            for (key, value) in value.members() {
                path.push(key.replace('~', "~0").replace('/', "~1"));
                look(value, path, depth - 1, found);
                path.pop();
            }
        }
        Some(b'[') if depth > 0 => {
            for (index, value) in value.elements().into_iter().enumerate() {
                path.push(index.to_string());
                look(value, path, depth - 1, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Whether a value is an event stream (true) or an archive (false).
fn is_capture(value: Value<'_>) -> Option<bool> {
    if !value.text.starts_with('"') {
        return is_archive(value).then_some(false);
    }
    let text = unescape(value.text);
    let whole = Value {
        text: &text,
        start: 0,
    };
    match is_stream(&text) {
        true => Some(true),
        false => is_archive(whole).then_some(false),
    }
}

fn is_archive(value: Value<'_>) -> bool {
    let entries = || value.get("log")?.get("entries");
    value.text.starts_with('{')
        && value.text.contains("\"entries\"")
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
