//! Lines, each of which is a record.

use super::trouble::oversized;
use super::window::Window;
use super::{Options, Piece, Record, Sink, Stop};

/// Reads lines, each of which is a record, whatever it looks like.
pub(crate) fn read(window: &mut Window, options: Options, sink: &mut dyn Sink) -> Result<(), Stop> {
    window.skip_mark();
    loop {
        let end = loop {
            let rest = window.rest();
            let within = rest.len().min(options.max_record.saturating_add(1));
            match memchr::memchr(b'\n', &rest[..within]) {
                Some(end) => break Some(end),
                None if within > options.max_record => break None,
                None => {
                    sink.idle()?;
                    if !window.fill() {
                        break None;
                    }
                }
            }
        };
        if let Some(block) = end.and_then(|_| window.take_lines(options)) {
            sink.piece(Piece::Lines(block))?;
            continue;
        }
        let len = window.rest().len();
        if len > options.max_record {
            sink.piece(Piece::Trouble(oversized(window.position(), options)))?;
            skip_line(window, sink)?;
            continue;
        }
        if len == 0 {
            return Ok(());
        }
        let trimmed = window.rest().trim_ascii_end().len();
        sink.piece(match window.text(trimmed) {
            _ if trimmed == 0 => Piece::Blank,
            // The last line is no different from the others: the input may be any part of a file.
            Ok(text) => Piece::Record(Record::body(text)),
            Err(trouble) => Piece::Trouble(trouble),
        })?;
        window.consume(len);
    }
}

fn skip_line(window: &mut Window, sink: &mut dyn Sink) -> Result<(), Stop> {
    loop {
        let end = memchr::memchr(b'\n', window.rest());
        let len = end.map_or(window.rest().len(), |at| at + 1);
        window.consume(len);
        if end.is_some() {
            return Ok(());
        }
        sink.idle()?;
        if !window.fill() {
            return Ok(());
        }
    }
}
