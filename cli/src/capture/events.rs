//! Event streams (`text/event-stream`): each event's data is a record.

use std::sync::Arc;

use super::records::{oversized, unfinished};
use super::window::Window;
use super::{Exchange, Options, Piece, Record, Sink, Stop, Text, utf8};

/// Reads events until the input ends.
pub(crate) fn read(window: &mut Window, options: Options, sink: &mut dyn Sink) -> Result<(), Stop> {
    loop {
        let mut seen = 0;
        let (len, ended) = loop {
            // What is beyond the limit must not count: how much of it has been read is chance.
            let within = window.rest().len().min(options.max_record);
            if let Some(end) = end_of_block(&window.rest()[..within], &mut seen, false) {
                break (end, false);
            }
            if window.rest().len() > options.max_record {
                sink.piece(Piece::Trouble(oversized(window.position(), options)))?;
                skip_block(window)?;
                seen = 0;
                continue;
            }
            sink.idle()?;
            if !window.fill()? {
                let rest = window.rest();
                let end = end_of_block(rest, &mut seen, true).unwrap_or(rest.len());
                break (end, end == rest.len());
            }
        };
        match utf8(&window.rest()[..len], window.position()) {
            Ok(block) => {
                let block = Text::of_file(block.to_owned(), window.position());
                if let Some(data) = data(Arc::new(block)) {
                    sink.piece(event(data, ended, None))?;
                }
            }
            Err(trouble) => sink.piece(Piece::Trouble(trouble))?,
        }
        window.consume(len);
        if ended {
            return sink.piece(Piece::EndOfStream);
        }
    }
}

/// Splits a stream that is in memory already.
pub(crate) fn split(
    body: &Arc<Text>,
    exchange: &Arc<Exchange>,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    let mut start = 0;
    let bytes = body.content.as_bytes();
    while start < bytes.len() {
        let end = end_of_block(&bytes[start..], &mut 0, true);
        let len = end.unwrap_or(bytes.len() - start);
        let content = body.content[start..start + len].to_owned();
        let block = Text::of_pieces(content, Arc::clone(body), vec![(0, start)]);
        start += len;
        if let Some(data) = data(Arc::new(block)) {
            sink.piece(event(data, start == bytes.len(), Some(exchange)))?;
        }
    }
    sink.piece(Piece::EndOfStream)
}

/// An event as a record. The last one may have been cut off.
fn event(data: Text, last: bool, exchange: Option<&Arc<Exchange>>) -> Piece {
    Piece::Record(Record {
        event: true,
        cut: last && unfinished(data.content.as_bytes()),
        exchange: exchange.cloned(),
        ..Record::body(data)
    })
}

/// Finds the end of the first block: the line break after an empty line. `seen` is where a line
/// begins that was not looked at yet.
fn end_of_block(bytes: &[u8], seen: &mut usize, ended: bool) -> Option<usize> {
    loop {
        let line = *seen;
        let at = line + memchr::memchr2(b'\n', b'\r', &bytes[line..])?;
        let end = match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => at + 2,
            // The line feed of this carriage return may not have arrived.
            (b'\r', None) if !ended => return None,
            _ => at + 1,
        };
        *seen = end;
        if at == line {
            return Some(end);
        }
    }
}

/// Skips a block that is too large to be kept.
fn skip_block(window: &mut Window) -> Result<(), Stop> {
    let mut empty = true;
    loop {
        let Some(at) = memchr::memchr2(b'\n', b'\r', window.rest()) else {
            empty &= window.rest().is_empty();
            window.consume(window.rest().len());
            if !window.fill()? {
                return Ok(());
            }
            continue;
        };
        // The line feed of a carriage return may not have arrived.
        while window.rest()[at..] == *b"\r" && window.fill()? {}
        let both = window.rest()[at..].starts_with(b"\r\n");
        window.consume(at + 1 + usize::from(both));
        if empty && at == 0 {
            return Ok(());
        }
        empty = true;
    }
}

/// The data of a block; `None` when it has none.
fn data(block: Arc<Text>) -> Option<Text> {
    let mut content = String::new();
    let mut pieces = Vec::new();
    let mut start = 0;
    for line in block.content.split_inclusive(['\n', '\r']) {
        let field = line.trim_end_matches(['\n', '\r']);
        let value = match field.strip_prefix("data:") {
            Some(value) => Some(value.strip_prefix(' ').unwrap_or(value)),
            None => (field == "data").then_some(""),
        };
        if let Some(value) = value {
            if !pieces.is_empty() {
                content.push('\n');
            }
            pieces.push((content.len(), start + field.len() - value.len()));
            content.push_str(value);
        }
        start += line.len();
    }
    (!pieces.is_empty()).then(|| Text::of_pieces(content, block, pieces))
}
