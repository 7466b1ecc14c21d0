//! Event streams (`text/event-stream`): each event's data is a record.

use std::sync::Arc;

use super::syntax::{Progress, Syntax, unfinished};
use super::trouble::oversized;
use super::window::Window;
use super::{
    CaptureCode, Context, Exchange, Options, Piece, Record, Sink, Stop, Text, Trouble, foreign,
    format,
};

/// Reads events until the input ends, or until an event would begin with what is no field. Gives
/// whether there were any. Where the stream ends the caller knows.
pub(crate) fn read(
    window: &mut Window,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<bool, Stop> {
    let mut any = false;
    loop {
        let mut scan = Scan::default();
        let (len, ended) = loop {
            // What is beyond the limit must not count: how much of it has been read is chance.
            let within = window.rest().len().min(options.max_record);
            if let Some(end) = end_of_block(&window.rest()[..within], &mut scan, false) {
                break (end, false);
            }
            if window.rest().len() > options.max_record {
                let trouble = oversized(window.position(), options);
                sink.piece(Piece::Trouble(context.of(trouble)))?;
                skip_block(window);
                scan = Scan::default();
                continue;
            }
            sink.idle()?;
            if !window.fill() {
                let rest = window.rest();
                let end = end_of_block(rest, &mut scan, true).unwrap_or(rest.len());
                break (end, end == rest.len());
            }
        };
        if len == 0 {
            return Ok(any);
        }
        match window.text(len) {
            Ok(block) => {
                let block = Arc::new(block);
                let events = events(&block, ended, context);
                if events.len() > 1 {
                    let message =
                        "events without an empty line between them: readers take them for one";
                    let trouble =
                        Trouble::new(CaptureCode::UnseparatedEvents, block.locate(0), message);
                    sink.piece(Piece::Trouble(context.of(trouble)))?;
                }
                for record in events {
                    any = true;
                    sink.piece(Piece::Record(record))?;
                }
                if let Some((line, what)) = stray(&block.content) {
                    let message = format!(
                        "text that is no field of the event stream was not checked: {what}"
                    );
                    let trouble =
                        Trouble::new(CaptureCode::ForeignText, block.locate(line), message);
                    sink.piece(Piece::Trouble(context.of(trouble)))?;
                }
            }
            Err(trouble) => sink.piece(Piece::Trouble(context.of(trouble)))?,
        }
        window.consume(len);
        if ended {
            return Ok(any);
        }
    }
}

/// How far the end of a block has been looked for: however often more arrives, no byte is looked at
/// twice.
#[derive(Default)]
struct Scan {
    /// Where the last line begins.
    line: usize,
    /// Up to where it has no line break.
    at: usize,
}

/// Finds the end of the first block: behind the line break after an empty line, before a line that
/// begins an object, or at once if the block does not begin with a field.
fn end_of_block(bytes: &[u8], scan: &mut Scan, ended: bool) -> Option<usize> {
    loop {
        let line = scan.line;
        let rest = &bytes[line..];
        if rest.first() == Some(&b'{') {
            return Some(line);
        }
        if line == 0 && !matches!(rest.first(), None | Some(b'\n' | b'\r')) {
            // The field may not have arrived.
            if rest.len() < format::LONGEST_FIELD && !ended && !rest.contains(&b'\n') {
                return None;
            }
            if !format::is_field(rest) {
                return Some(0);
            }
        }
        let unseen = bytes.get(scan.at..).unwrap_or_default();
        let Some(at) = memchr::memchr2(b'\n', b'\r', unseen) else {
            scan.at = scan.at.max(bytes.len());
            return None;
        };
        let at = scan.at + at;
        scan.at = at;
        let end = match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => at + 2,
            // The line feed of this carriage return may not have arrived.
            (b'\r', None) if !ended => return None,
            _ => at + 1,
        };
        *scan = Scan { line: end, at: end };
        if at == line {
            return Some(end);
        }
    }
}

/// Skips a block that is too large to be kept.
fn skip_block(window: &mut Window) {
    let mut empty = true;
    loop {
        let Some(at) = memchr::memchr2(b'\n', b'\r', window.rest()) else {
            empty &= window.rest().is_empty();
            window.consume(window.rest().len());
            if !window.fill() {
                return;
            }
            continue;
        };
        // The line feed of a carriage return may not have arrived.
        while window.rest()[at..] == *b"\r" && window.fill() {}
        let both = window.rest()[at..].starts_with(b"\r\n");
        window.consume(at + 1 + usize::from(both));
        if empty && at == 0 {
            return;
        }
        empty = true;
    }
}

/// The first line of a block that is no field, and what to call it.
fn stray(block: &str) -> Option<(usize, &'static str)> {
    let mut start = 0;
    for line in block.split_inclusive(['\n', '\r']) {
        let text = line.trim_end_matches(['\n', '\r']);
        let bare = matches!(text, "data" | "event" | "id" | "retry");
        let text = begin_of_field(text);
        if !text.is_empty() && !bare && !format::is_field(text.as_bytes()) {
            return Some((start, foreign::name(text.as_bytes())));
        }
        start += line.len();
    }
    None
}

/// The event of a block as a record; none when it has no data. The last one may have been cut off.
///
/// Where streams were put together, the empty line between two events may be missing: a line of data
/// that is a whole object before another one is an event of its own.
fn events(block: &Arc<Text>, last: bool, context: &Context) -> Vec<Record> {
    let mut data: Vec<(usize, &str)> = Vec::new();
    let mut name = None;
    let mut start = 0;
    for line in block.content.split_inclusive(['\n', '\r']) {
        let field = line.trim_end_matches(['\n', '\r']);
        let end = start + field.len();
        let field = begin_of_field(field);
        let value = |key: &str| {
            let value = field.strip_prefix(key)?.strip_prefix(':')?;
            Some(value.strip_prefix(' ').unwrap_or(value))
        };
        if let Some(event) = value("event") {
            name = Some(event).filter(|event| !event.is_empty());
        }
        if let Some(value) = value("data").or_else(|| (field == "data").then_some("")) {
            data.push((end - value.len(), value));
        }
        start += line.len();
    }
    if data.is_empty() {
        return Vec::new();
    }
    let parts: Vec<_> = data.iter().flat_map(|&line| glued(line)).collect();
    let (end, objects) = parts.split_last().expect("each line is a part at least");
    let is_object = |value: &str| value.starts_with('{') && is_whole(value);
    let several = !objects.is_empty()
        && objects.iter().all(|(_, value)| is_object(value))
        && end.1.starts_with('{');
    if several {
        data = parts;
    }
    let count = if several { data.len() } else { 1 };
    let one = |(index, lines): (usize, &[(usize, &str)])| {
        let mut content = String::new();
        let mut pieces = Vec::new();
        for (start, value) in lines {
            if !pieces.is_empty() {
                content.push('\n');
            }
            pieces.push((content.len(), *start));
            content.push_str(value);
        }
        let cut = last && index + 1 == count && unfinished(content.as_bytes());
        let text = Text::of_pieces(content, Arc::clone(block), pieces);
        let record = record_of(text, name.map(str::to_owned), context.exchange.clone());
        Record { cut, ..record }
    };
    let size = if several { 1 } else { data.len() };
    data.chunks(size).enumerate().map(one).collect()
}

/// A line of a stream from its field on: streams that were put together keep their marks, and those
/// that were copied into a text are indented.
fn begin_of_field(line: &str) -> &str {
    let line = line.trim_start_matches('\u{feff}');
    let field = line.trim_start_matches([' ', '\t']);
    match field.is_empty() || format::is_field(field.as_bytes()) {
        true => field,
        false => line,
    }
}

/// The data in a line, with where each part begins: of several events where streams were put behind
/// others whose last line has no end.
fn glued((mut start, mut line): (usize, &str)) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    while line.starts_with('{')
        && line.contains("}data:")
        && let Progress::Done(end) = Syntax::new().feed(line.as_bytes())
        && let Some(next) = line[end..].strip_prefix("data:")
    {
        parts.push((start, &line[..end]));
        let next = next.strip_prefix(' ').unwrap_or(next);
        start += line.len() - next.len();
        line = next;
    }
    parts.push((start, line));
    parts
}

/// Whether a text is one JSON value.
fn is_whole(text: &str) -> bool {
    matches!(Syntax::new().feed(text.as_bytes()), Progress::Done(end) if text[end..].trim().is_empty())
}

/// The data of an event as a record.
pub(super) fn record_of(
    text: Text,
    name: Option<String>,
    exchange: Option<Arc<Exchange>>,
) -> Record {
    Record {
        event: true,
        name: name.map(Into::into),
        exchange,
        ..Record::body(text)
    }
}
