//! Applies the pieces of an item, as they arrive, to the item.

use crate::{
    ContentPart, JsonObject, JsonValue, MessageContent, MessageItem, OutputItem, ReasoningItem,
    ReasoningPart, TaskEvent, TextContent, TextContentType, ToolResultItem, decode,
};

/// The piece is not of a kind that the item has.
pub(super) struct Unfit;

/// The item that the event brings a piece of; `None` if it brings none that an item could take.
///
/// Audio, images, files and blocks in pieces have no place in an item: what becomes of them only
/// the final item says.
pub(crate) fn item_id(event: &TaskEvent) -> Option<&str> {
    use TaskEvent::*;
    Some(match event {
        ContentPartAdded(event) => &event.item_id,
        ContentPartDone(event) => &event.item_id,
        ReasoningSummaryPartAdded(event) => &event.item_id,
        ReasoningSummaryPartDone(event) => &event.item_id,
        ReasoningSummaryTextDelta(event) => &event.item_id,
        ReasoningSummaryTextDone(event) => &event.item_id,
        ReasoningTextDelta(event) => &event.item_id,
        ReasoningTextDone(event) => &event.item_id,
        TextDelta(event) => &event.item_id,
        TextDone(event) => &event.item_id,
        ToolCallArgumentsDelta(event) => &event.item_id,
        ToolCallArgumentsDone(event) => &event.item_id,
        ToolResultDelta(event) => &event.item_id,
        ToolResultDone(event) => &event.item_id,
        _ => return None,
    })
}

/// Applies the event to its item.
pub(super) fn apply(event: &TaskEvent, item: &mut OutputItem) -> Result<(), Unfit> {
    use TaskEvent::*;
    match (event, item) {
        (ContentPartAdded(event), item) => set_part(item, event.content_index, &event.part),
        (ContentPartDone(event), item) => set_part(item, event.content_index, &event.part),
        (ReasoningSummaryPartAdded(event), OutputItem::Reasoning(item)) => {
            let text = summary(item, event.summary_index)?;
            text.clone_from(&event.part.text);
            Ok(())
        }
        (ReasoningSummaryPartDone(event), OutputItem::Reasoning(item)) => {
            let text = summary(item, event.summary_index)?;
            text.clone_from(&event.part.text);
            Ok(())
        }
        (ReasoningSummaryTextDelta(event), OutputItem::Reasoning(item)) => {
            summary(item, event.content_index)?.push_str(&event.delta);
            Ok(())
        }
        (ReasoningSummaryTextDone(event), OutputItem::Reasoning(item)) => {
            summary(item, event.summary_index)?.clone_from(&event.text);
            Ok(())
        }
        (ReasoningTextDelta(event), OutputItem::Reasoning(item)) => {
            thinking(item, event.content_index)?.push_str(&event.delta);
            Ok(())
        }
        (ReasoningTextDone(event), OutputItem::Reasoning(item)) => {
            thinking(item, event.content_index)?.clone_from(&event.text);
            Ok(())
        }
        (TextDelta(event), OutputItem::Message(item)) => {
            words(item, event.content_index)?.push_str(&event.delta);
            Ok(())
        }
        (TextDone(event), OutputItem::Message(item)) => {
            words(item, event.content_index)?.clone_from(&event.text);
            Ok(())
        }
        (ToolCallArgumentsDelta(event), OutputItem::ToolCall(item)) => {
            item.arguments.push_str(&event.delta);
            Ok(())
        }
        (ToolCallArgumentsDone(event), OutputItem::ToolCall(item)) => {
            item.arguments.clone_from(&event.arguments);
            Ok(())
        }
        (ToolResultDelta(event), OutputItem::ToolResult(item)) => {
            let new = content_parts(&event.delta_message_content)?;
            parts(&mut item.message_content).extend(new);
            item.block_list.extend(blocks(&event.delta_block_list));
            Ok(())
        }
        (ToolResultDone(event), OutputItem::ToolResult(item)) => {
            item.message_content = content_parts(&event.message_content)?.into();
            item.block_list = blocks(&event.block_list).collect();
            Ok(())
        }
        _ => Err(Unfit),
    }
}

fn content_parts(objects: &[JsonObject]) -> Result<Vec<ContentPart>, Unfit> {
    let parts = objects.iter().map(|part| decode::from_str(part.as_str()));
    parts.collect::<Result<_, _>>().map_err(|_| Unfit)
}

fn blocks(objects: &[JsonObject]) -> impl Iterator<Item = JsonValue> {
    objects.iter().cloned().map(JsonValue::from)
}

/// The place in a list that an index names: an element, or the one right after the last.
fn place<T>(list: &mut Vec<T>, index: i64, new: impl FnOnce() -> T) -> Result<&mut T, Unfit> {
    let index = usize::try_from(index).map_err(|_| Unfit)?;
    if index == list.len() {
        list.push(new());
    }
    list.get_mut(index).ok_or(Unfit)
}

fn summary(item: &mut ReasoningItem, index: i64) -> Result<&mut String, Unfit> {
    reasoning_text(&mut item.summary, index, TextContentType::SummaryText)
}

fn thinking(item: &mut ReasoningItem, index: i64) -> Result<&mut String, Unfit> {
    let content = item.content.get_or_insert_default();
    reasoning_text(content, index, TextContentType::ReasoningText)
}

fn reasoning_text(
    list: &mut Vec<ReasoningPart>,
    index: i64,
    kind: TextContentType,
) -> Result<&mut String, Unfit> {
    match place(list, index, || TextContent::new(kind, "").into())? {
        ReasoningPart::Text(part) => Ok(&mut part.text),
        ReasoningPart::Unknown(_) => Err(Unfit),
    }
}

/// The body of the message as it is being written. A message that has only begun has none, or an
/// empty one under the old key.
fn body(item: &mut MessageItem) -> &mut MessageContent {
    let old = &item.content;
    item.message_content.get_or_insert_with(|| match old {
        Some(MessageContent::Text(text)) if text.is_empty() => MessageContent::Parts(Vec::new()),
        Some(content) => content.clone(),
        None => MessageContent::Parts(Vec::new()),
    })
}

/// The body as parts; one text becomes the first of them.
fn parts(content: &mut MessageContent) -> &mut Vec<ContentPart> {
    if let MessageContent::Text(text) = content {
        let text = std::mem::take(text);
        *content = vec![ContentPart::Bare(text)].into();
    }
    match content {
        MessageContent::Parts(parts) => parts,
        MessageContent::Text(_) => unreachable!("it was just made a list of parts"),
    }
}

fn words(item: &mut MessageItem, index: i64) -> Result<&mut String, Unfit> {
    let new = || TextContent::new(TextContentType::OutputText, "").into();
    match place(parts(body(item)), index, new)? {
        ContentPart::Bare(text) => Ok(text),
        ContentPart::Text(part) => Ok(&mut part.text),
        _ => Err(Unfit),
    }
}

fn set_part(item: &mut OutputItem, index: i64, part: &ContentPart) -> Result<(), Unfit> {
    let list = match item {
        OutputItem::Message(item) => parts(body(item)),
        OutputItem::ToolResult(ToolResultItem {
            message_content, ..
        }) => parts(message_content),
        OutputItem::Reasoning(item) => {
            let part = match part {
                ContentPart::Text(part) => ReasoningPart::Text(part.clone()),
                ContentPart::Unknown(part) => ReasoningPart::Unknown(part.clone()),
                _ => return Err(Unfit),
            };
            let content = item.content.get_or_insert_default();
            *place(content, index, || part.clone())? = part.clone();
            return Ok(());
        }
        _ => return Err(Unfit),
    };
    *place(list, index, || part.clone())? = part.clone();
    Ok(())
}
