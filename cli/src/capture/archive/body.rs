//! One body: found in the entry or in a file beside the archive, decoded, and read as what it is.

use std::io::Read;
use std::path::{Component, Path};
use std::sync::Arc;

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::super::literal::{respelled, unescape};
use super::super::members::Value;
use super::super::syntax::{Progress, Syntax};
use super::super::text::Change;
use super::super::window::Window;
use super::super::{
    CaptureCode, Context, Format, Options, Piece, Sink, Stop, Text, Trouble, documents, foreign,
    format, input,
};

/// The name of the file that has the body, if it is a plain name.
pub(super) fn file(body: Value<'_>) -> Option<String> {
    let name = body.get("_file").or_else(|| body.get("_sha1"))?.string()?;
    let mut parts = Path::new(&name).components();
    let plain = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(part)), None) if part == name.as_str()
    );
    (plain && !name.contains(['\\', ':'])).then_some(name)
}

/// Reads a body.
pub(super) fn read(
    body: Value<'_>,
    text: Option<Value<'_>>,
    entry: &Arc<Text>,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    let place = text.unwrap_or(body);
    let mut trouble = |code, message: &str| {
        let exchange = context.exchange.as_deref();
        let exchange = exchange.map_or(String::new(), |exchange| format!("{exchange}: "));
        let message = format!("{exchange}{message}");
        let trouble = Trouble::new(code, entry.locate(place.start), message);
        sink.piece(Piece::Trouble(context.of(trouble)))
    };
    let found = match text {
        Some(text) => in_entry(body, text, entry),
        None => beside(body, entry, options, context),
    };
    let text = match found {
        Ok(text) => Arc::new(text),
        Err((code, message)) => return trouble(code, &message),
    };
    let mut window = Window::of_text(text);
    match format::recognise(&mut window) {
        Format::Empty => trouble(CaptureCode::MissingBody, "the body is empty"),
        Format::Unknown => {
            let what = foreign::describe(window.rest());
            let message = format!("the body is neither JSON nor an event stream, but {what}");
            trouble(CaptureCode::UnreadableBody, &message)
        }
        Format::Packed(name) | Format::Encoded(name) => {
            let message = format!("the body is {name}, which is not read");
            trouble(CaptureCode::UnreadableBody, &message)
        }
        _ => documents::read(&mut window, options, context, sink),
    }
}

type Found = Result<Text, (CaptureCode, String)>;

/// The body as the entry has it: text, text in Base64, or JSON.
fn in_entry(body: Value<'_>, text: Value<'_>, entry: &Arc<Text>) -> Found {
    if !text.text.starts_with('"') {
        let content = text.text.to_owned();
        return Ok(Text::of_pieces(
            content,
            Arc::clone(entry),
            vec![(0, text.start)],
        ));
    }
    let content = unescape(text.text);
    let encoding = body.get("encoding").and_then(Value::string);
    let is_base64 = encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
    // Some tools name the encoding and leave the text as it is.
    let looks_plain = content.contains(['{', '[', ':', '<']);
    if !is_base64 || looks_plain {
        return Ok(Text::of_literal(content, Arc::clone(entry), text.start));
    }
    match base64(&content) {
        Some(bytes) => decoded(bytes, entry, text.start, usize::MAX),
        None => Err((CaptureCode::BrokenArchive, "the body is not Base64".into())),
    }
}

/// The body as a file in the folder of the archive has it.
fn beside(body: Value<'_>, entry: &Arc<Text>, options: Options, context: &Context) -> Found {
    let name = file(body).unwrap_or_default();
    let missing = |reason: String| {
        // Quotes end where they are masked.
        let name = name.replace(['`', '"'], "…");
        let message = format!("the body is in the file `{name}` beside the archive: {reason}");
        (CaptureCode::MissingBody, message)
    };
    let Some(folder) = &context.folder else {
        return Err(missing("where that is is not known".into()));
    };
    let path = folder.join(&name);
    if !path.is_file() {
        return Err(missing("there is no such file".into()));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(&path).map_err(|error| missing(error.to_string()))?;
    let limit = options.max_record.saturating_add(1) as u64;
    let read = file.take(limit).read_to_end(&mut bytes);
    read.map_err(|error| missing(error.to_string()))?;
    if bytes.len() > options.max_record {
        return Err((
            CaptureCode::OversizedRecord,
            missing("it is too large".into()).1,
        ));
    }
    decoded(bytes, entry, body.start, options.max_record)
}

/// Bytes as text, decompressed if they are compressed.
fn decoded(bytes: Vec<u8>, entry: &Arc<Text>, start: usize, limit: usize) -> Found {
    let mut plain = Vec::new();
    let limit = (limit as u64).min(1 << 30);
    let outcome = input::decompress(Box::new(std::io::Cursor::new(bytes)))
        .and_then(|input| input.take(limit).read_to_end(&mut plain));
    if let Err(error) = outcome {
        return Err((
            CaptureCode::BrokenCompression,
            format!("the compressed body is damaged: {error}"),
        ));
    }
    match String::from_utf8(plain) {
        Ok(text) => Ok(Text::decoded(text, Arc::clone(entry), start)),
        Err(error) => {
            let mut window = Window::new(Box::new(std::io::Cursor::new(error.into_bytes())));
            let what = match format::recognise(&mut window) {
                Format::Packed(name) | Format::Encoded(name) => name,
                _ => "no UTF-8 text: it may be compressed in a way that is not read",
            };
            Err((CaptureCode::UnreadableBody, format!("the body is {what}")))
        }
    }
}

/// What has to be written for a body to have another content: in the entry, at this place, or in the
/// file beside the archive that has it.
pub(crate) fn encoded(
    entry: &Text,
    start: usize,
    content: &str,
) -> Result<Change, (String, Vec<u8>)> {
    let rest = &entry.content[start..];
    let len = match Syntax::new().feed(rest.as_bytes()) {
        Progress::Done(len) => len,
        _ => rest.len(),
    };
    let value = Value {
        text: &rest[..len],
        start,
    };
    let Some(old) = value.string() else {
        return Err((file(value).unwrap_or_default(), content.as_bytes().to_vec()));
    };
    let bytes = base64(&old).unwrap_or_default();
    let bytes = input::packed(&bytes, content.as_bytes());
    let padding = match old.trim_end().ends_with('=') || old.trim_end().len().is_multiple_of(4) {
        true => GeneralPurposeConfig::new(),
        false => GeneralPurposeConfig::new().with_encode_padding(false),
    };
    let alphabet = match old.contains(['-', '_']) {
        true => base64::alphabet::URL_SAFE,
        false => base64::alphabet::STANDARD,
    };
    let new = GeneralPurpose::new(&alphabet, padding).encode(bytes);
    let inside = &value.text[1..len - 1];
    let mut characters = new.chars();
    // Over as many lines as it was, if it is as long.
    let lines: String = old
        .chars()
        .map(|c| match c.is_ascii_whitespace() {
            true => c,
            false => characters.next().unwrap_or('='),
        })
        .collect();
    let is_as_long = old.chars().filter(|c| !c.is_ascii_whitespace()).count() == new.len();
    Ok(Change {
        start: start + 1,
        len: inside.len(),
        new: if is_as_long {
            respelled(inside, &lines)
        } else {
            new
        },
    })
}

/// Base64 in either alphabet, with or without padding, over one line or many.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut text = text.to_owned();
    text.retain(|character| !character.is_ascii_whitespace());
    let url = text.contains(['-', '_']);
    let alphabet = match url {
        true => base64::alphabet::URL_SAFE,
        false => base64::alphabet::STANDARD,
    };
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&alphabet, config).decode(text).ok()
}
