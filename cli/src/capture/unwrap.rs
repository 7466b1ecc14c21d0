//! Payloads in what wraps them, and several documents in what was taken for one.

use std::sync::Arc;

use agentlin_types::validate::Detection;

use super::text::unescape;
use super::window::Window;
use super::{Context, Options, Piece, Record, Sink, Stop, Text, documents};

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
