//! Rules about content parts: citations, log probabilities, inline bytes.

use std::collections::HashSet;

use super::{Code, Path, Sink, base64};
use crate::wire::Reader;
use crate::{Annotation, ContentPart, Json, LogProb, TextContent};

pub(super) fn part(sink: &mut Sink<'_>, path: &Path<'_>, part: &ContentPart) {
    match part {
        ContentPart::Text(part) => text(sink, path, part),
        ContentPart::Image(part) => {
            let (path, url) = (path.key("image_url"), &part.image_url.url);
            if base64::is_data_url(url) {
                bytes(sink, &path.key("url"), base64::url(url));
            }
        }
        ContentPart::Audio(part) => {
            let path = path.key("input_audio");
            bytes(
                sink,
                &path.key("data"),
                base64::bytes(&part.input_audio.data),
            );
        }
        ContentPart::File(part) => {
            let path = path.key("file");
            if let Some(data) = &part.file.file_data {
                bytes(sink, &path.key("file_data"), base64::bytes(data));
            }
        }
        ContentPart::Bare(_) | ContentPart::Unknown(_) => {}
    }
}

pub(super) fn text(sink: &mut Sink<'_>, path: &Path<'_>, text: &TextContent) {
    if let Some(id) = text.id {
        reference_number(sink, path, id);
    }
    let annotations = path.key("annotations");
    for (index, one) in text.annotations.iter().flatten().enumerate() {
        annotation(sink, &annotations.index(index), one, &text.text);
    }
    let path = path.key("logprobs");
    for (index, one) in text.logprobs.iter().flatten().enumerate() {
        logprob(sink, &path.index(index), one);
    }
}

pub(super) fn reference_number(sink: &mut Sink<'_>, path: &Path<'_>, id: i64) {
    if id < 1 {
        let message = "reference numbers count from 1";
        sink.add(Code::ReferenceNumber, &path.key("id"), message);
    }
}

fn annotation(sink: &mut Sink<'_>, path: &Path<'_>, annotation: &Annotation, text: &str) {
    match annotation {
        Annotation::FileCitation(file) => file_index(sink, path, file.index),
        Annotation::FilePath(file) => file_index(sink, path, file.index),
        Annotation::UrlCitation(url) => range(sink, path, url.start_index, url.end_index, text),
        Annotation::ContainerFileCitation(file) => {
            range(sink, path, file.start_index, file.end_index, text);
        }
        Annotation::Unknown(_) => {}
    }
}

/// The cited range against the text that it is in.
pub(super) fn range(sink: &mut Sink<'_>, path: &Path<'_>, start: i64, end: i64, text: &str) {
    // Nobody says in which unit the range counts. A text has the most units in bytes, so a range
    // that is too long in bytes is too long in every unit.
    let (key, message) = if start < 0 {
        ("start_index", "the cited range begins before the text")
    } else if end < start {
        ("end_index", "the cited range ends before it begins")
    } else if usize::try_from(end).map_or(true, |end| end >= text.len()) {
        (
            "end_index",
            "the cited range ends after the text, in whatever unit it counts",
        )
    } else {
        return;
    };
    sink.add(Code::CitationRange, &path.key(key), message);
}

pub(super) fn file_index(sink: &mut Sink<'_>, path: &Path<'_>, index: i64) {
    if index < 0 {
        let message = "a position in a list of files cannot be negative";
        sink.add(Code::CitationFileIndex, &path.key("index"), message);
    }
}

pub(super) fn logprob(sink: &mut Sink<'_>, path: &Path<'_>, one: &LogProb) {
    let spells = |token: &str, bytes: &[u8]| bytes.is_empty() || bytes == token.as_bytes();
    let spelled = spells(&one.token, &one.bytes);
    token(sink, path, &one.token, one.logprob, spelled);
    let path = path.key("top_logprobs");
    for (index, top) in one.top_logprobs.iter().enumerate() {
        let spelled = spells(&top.token, &top.bytes);
        let path = path.index(index);
        token(sink, &path, &top.token, top.logprob, spelled);
    }
}

/// A token. `spelled` says whether there are no bytes or the token's own.
pub(super) fn token(
    sink: &mut Sink<'_>,
    path: &Path<'_>,
    token: &str,
    logprob: f64,
    spelled: bool,
) {
    if logprob > 0.0 {
        let message = "a probability above 1: its logarithm is positive";
        sink.add(Code::PositiveLogprob, &path.key("logprob"), message);
    }
    if !spelled && !is_partial(token) {
        let message = "the bytes do not spell the token";
        sink.add(Code::TokenBytes, &path.key("bytes"), message);
    }
}

/// Whether the token may be a part of a character: that cannot stand in JSON and is written with
/// replacement characters or as escaped bytes.
fn is_partial(token: &str) -> bool {
    token.contains('\u{fffd}') || token.contains("\\x")
}

pub(super) fn bytes(sink: &mut Sink<'_>, path: &Path<'_>, checked: Result<(), &'static str>) {
    if let Err(message) = checked {
        sink.add(Code::NotBase64, path, message);
    }
}

/// The number by which a part can be cited. Servers number images too, which the model does not
/// name.
pub(super) fn number(part: &ContentPart) -> Option<i64> {
    let extra = match part {
        ContentPart::Text(part) => return part.id,
        ContentPart::Image(part) => &part.extra,
        ContentPart::Audio(part) => &part.extra,
        ContentPart::File(part) => &part.extra,
        ContentPart::Bare(_) | ContentPart::Unknown(_) => return None,
    };
    whole(extra.get("id")?)
}

/// A whole number in free-form JSON.
pub(super) fn whole(json: &Json) -> Option<i64> {
    Reader::new(json.as_str()).integer().ok()
}

/// The numbers in the `[^N]` of a text, apart from those that the text itself defines with
/// `[^N]:` as Markdown does.
pub(super) fn references(text: &str) -> impl Iterator<Item = i64> {
    let notes = || text.split("[^").skip(1);
    let mut defined = None;
    notes().filter_map(move |note| {
        let number = &note[..note.find(']')?];
        let parsed = number.parse().ok()?;
        let defined = defined.get_or_insert_with(|| {
            let definitions = notes().filter_map(|note| note.split_once("]:"));
            definitions
                .map(|(number, _)| number)
                .collect::<HashSet<_>>()
        });
        (!defined.contains(number)).then_some(parsed)
    })
}
