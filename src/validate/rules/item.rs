//! Rules about one output item.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Deref;

use super::{Code, Path, Sink, content};
use crate::wire::{Place, Reader};
use crate::{
    ContentPart, ItemStatus, Json, JsonObject, MessageContent, OutputItem, ReasoningPart,
    ToolCallItem, ToolCallLanguage, ToolResultItem,
};

pub(super) fn item(sink: &mut Sink<'_>, path: &Path<'_>, item: &OutputItem) {
    match item {
        OutputItem::Reasoning(item) => {
            reasoning(sink, &path.key("summary"), &item.summary);
            reasoning(
                sink,
                &path.key("content"),
                item.content.as_deref().unwrap_or_default(),
            );
        }
        OutputItem::Message(item) => {
            let now = ("message_content", item.message_content.as_ref());
            bodies(sink, path, now, ("content", item.content.as_ref()));
        }
        OutputItem::ToolCall(item) => call(sink, path, item),
        OutputItem::ToolResult(item) => result(sink, path, item),
        OutputItem::Unknown(_) => {}
    }
}

pub(super) fn result(sink: &mut Sink<'_>, path: &Path<'_>, item: &ToolResultItem) {
    let now = ("message_content", Some(&item.message_content));
    bodies(sink, path, now, ("output", item.output.as_ref()));
}

pub(super) fn call(sink: &mut Sink<'_>, path: &Path<'_>, call: &ToolCallItem) {
    // A call that is not complete has only a part of its arguments, or none.
    let complete = matches!(call.status, None | Some(ItemStatus::Completed));
    let json = matches!(call.language, None | Some(ToolCallLanguage::Json));
    if complete && json {
        arguments(sink, path, &call.arguments);
    }
}

/// Complete arguments in JSON.
pub(super) fn arguments(sink: &mut Sink<'_>, path: &Path<'_>, arguments: &str) {
    if !is_json(arguments) {
        let message = "the arguments are not a JSON document";
        sink.add(Code::ArgumentsNotJson, &path.key("arguments"), message);
    }
}

fn is_json(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.skip().is_ok() && reader.end().is_ok()
}

fn reasoning(sink: &mut Sink<'_>, path: &Path<'_>, parts: &[ReasoningPart]) {
    for (index, part) in parts.iter().enumerate() {
        if let ReasoningPart::Text(text) = part {
            content::text(sink, &path.index(index), text);
        }
    }
}

type Body<'a> = (&'a str, Option<&'a MessageContent>);

/// The body and its copy under the old key. What is wrong in both is told once.
fn bodies(sink: &mut Sink<'_>, path: &Path<'_>, (key, body): Body<'_>, (old_key, old): Body<'_>) {
    if let Some(body) = body {
        self::body(sink, &path.key(key), body);
    }
    if let Some(old) = old.filter(|_| old != body) {
        self::body(sink, &path.key(old_key), old);
    }
}

pub(super) fn body(sink: &mut Sink<'_>, path: &Path<'_>, body: &MessageContent) {
    if let MessageContent::Parts(parts) = body {
        for (index, part) in parts.iter().enumerate() {
            content::part(sink, &path.index(index), part);
        }
    }
}

/// `[^N]` in the texts of messages against the numbered contents of all items.
pub(super) fn references(sink: &mut Sink<'_>, path: &Path<'_>, output: &[OutputItem]) {
    let numbers = LazyCell::new(|| content_numbers(output));
    for (index, item) in output.iter().enumerate() {
        let OutputItem::Message(message) = item else {
            continue;
        };
        let path = path.index(index);
        let (key, body) = match (&message.message_content, &message.content) {
            (Some(body), _) => ("message_content", body),
            (None, Some(body)) => ("content", body),
            (None, None) => continue,
        };
        body_references(sink, &path.key(key), body, &numbers, |_| None);
    }
}

/// `[^N]` in the texts of a body against the numbers of contents. `place` tells where the text of the
/// body stands, or that of one of its parts, if it is known.
pub(super) fn body_references(
    sink: &mut Sink<'_>,
    path: &Path<'_>,
    body: &MessageContent,
    numbers: &impl Deref<Target = HashSet<i64>>,
    place: impl Fn(Option<usize>) -> Option<Place>,
) {
    let mut look = |path: &Path<'_>, part: Option<usize>, text: &str| {
        if !text.contains("[^") {
            return;
        }
        if let Some(number) = content::references(text).find(|n| !numbers.contains(n)) {
            let message = format!("nothing in the task has the number that [^{number}] cites");
            sink.add(Code::DanglingReference, &path.at(place(part)), message);
        }
    };
    match body {
        MessageContent::Text(text) => look(path, None, text),
        MessageContent::Parts(parts) => {
            for (index, part) in parts.iter().enumerate() {
                let path = path.index(index);
                match part {
                    ContentPart::Bare(text) => look(&path, Some(index), text),
                    ContentPart::Text(part) => look(&path.key("text"), Some(index), &part.text),
                    _ => {}
                }
            }
        }
    }
}

/// The numbers by which contents and blocks of the items can be cited.
fn content_numbers(output: &[OutputItem]) -> HashSet<i64> {
    let mut numbers = HashSet::new();
    for item in output {
        let (bodies, blocks) = match item {
            OutputItem::Message(item) => (
                [item.message_content.as_ref(), item.content.as_ref()],
                item.block_list.as_deref(),
            ),
            OutputItem::ToolResult(item) => (
                [Some(&item.message_content), item.output.as_ref()],
                Some(&*item.block_list),
            ),
            _ => continue,
        };
        for body in bodies.into_iter().flatten() {
            if let MessageContent::Parts(parts) = body {
                numbers.extend(parts.iter().filter_map(content::number));
            }
        }
        numbers.extend(block_numbers(blocks.unwrap_or_default()));
    }
    numbers
}

/// The numbers of blocks.
pub(super) fn block_numbers(blocks: &[Json]) -> impl Iterator<Item = i64> {
    let id = |block: &Json| JsonObject::try_from(block.clone()).ok()?.get("id");
    blocks
        .iter()
        .filter_map(id)
        .filter_map(|id| content::whole(&id))
}
