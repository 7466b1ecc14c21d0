//! Rules about content parts: citations, log probabilities, inline bytes.

use super::{Code, Path, Sink, base64};
use crate::{Annotation, ContentPart, LogProb, TextContent};

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
    if text.id.is_some_and(|id| id < 1) {
        let message = "reference numbers count from 1";
        sink.add(Code::ReferenceNumber, &path.key("id"), message);
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

fn annotation(sink: &mut Sink<'_>, path: &Path<'_>, annotation: &Annotation, text: &str) {
    let (start, end) = match annotation {
        Annotation::FileCitation(file) => return file_index(sink, path, file.index),
        Annotation::FilePath(file) => return file_index(sink, path, file.index),
        Annotation::UrlCitation(url) => (url.start_index, url.end_index),
        Annotation::ContainerFileCitation(file) => (file.start_index, file.end_index),
        Annotation::Unknown(_) => return,
    };
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

fn file_index(sink: &mut Sink<'_>, path: &Path<'_>, index: i64) {
    if index < 0 {
        let message = "a position in a list of files cannot be negative";
        sink.add(Code::CitationFileIndex, &path.key("index"), message);
    }
}

pub(super) fn logprob(sink: &mut Sink<'_>, path: &Path<'_>, one: &LogProb) {
    token(sink, path, &one.token, one.logprob, &one.bytes);
    let path = path.key("top_logprobs");
    for (index, top) in one.top_logprobs.iter().enumerate() {
        token(
            sink,
            &path.index(index),
            &top.token,
            top.logprob,
            &top.bytes,
        );
    }
}

fn token(sink: &mut Sink<'_>, path: &Path<'_>, token: &str, logprob: f64, bytes: &[u8]) {
    if logprob > 0.0 {
        let message = "a probability above 1: its logarithm is positive";
        sink.add(Code::PositiveLogprob, &path.key("logprob"), message);
    }
    if !spells(token, bytes) {
        let message = "the bytes do not spell the token";
        sink.add(Code::TokenBytes, &path.key("bytes"), message);
    }
}

/// Whether the bytes are the token's. A token may be a part of a character: then it cannot stand
/// in JSON and is written with replacement characters or as escaped bytes. No bytes say nothing.
fn spells(token: &str, bytes: &[u8]) -> bool {
    bytes.is_empty()
        || token.as_bytes() == bytes
        || token.contains('\u{fffd}')
        || token.contains("\\x")
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
    extra.get("id")?.parse().ok()
}

/// The numbers in the `[^N]` of a text, apart from those that the text itself defines with
/// `[^N]:` as Markdown does.
pub(super) fn references(text: &str) -> impl Iterator<Item = i64> {
    text.split("[^").skip(1).filter_map(move |rest| {
        let number = &rest[..rest.find(']')?];
        let defined = text.contains(&format!("[^{number}]:"));
        number.parse().ok().filter(|_| !defined)
    })
}
