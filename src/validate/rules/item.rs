//! Rules about one output item.

use super::{Code, Context, Field, Found, Rules, Span, UnionRules, View, content};
use crate::json::Reader;
use crate::wire::{Kept, Text, Visit, Wire};
use crate::{
    ItemStatus, MessageContent, MessageItem, OutputItem, ReasoningItem, ToolCallItem,
    ToolCallLanguage, ToolResultItem,
};

/// What a task has to know of an item.
#[derive(Debug)]
pub(in crate::validate) struct Item {
    pub(super) span: Span,
    pub(super) id: Option<Span>,
    pub(super) call: Call,
    /// The status, if the item is in progress.
    pub(super) in_progress: Option<Span>,
    /// The numbers by which its contents can be cited.
    pub(super) numbers: Vec<i64>,
    /// Blocks for display, which can be cited as well.
    pub(super) blocks: Option<Span>,
    /// Its texts that seem to cite something.
    pub(super) citing: Vec<Span>,
}

/// What an item has to do with a tool call, whose `call_id` may not be readable.
#[derive(Debug)]
pub(in crate::validate) enum Call {
    /// It is the call.
    Made(Option<Span>),
    /// It is the result.
    Answered(Option<Span>),
    /// Nothing.
    None,
}

impl Item {
    fn new(span: Span, id: Option<Span>, status: &Field<ItemStatus>, call: Call) -> Self {
        let in_progress = status.value() == Some(&ItemStatus::InProgress);
        Item {
            span,
            id,
            call,
            in_progress: status.span().filter(|_| in_progress),
            numbers: Vec::new(),
            blocks: None,
            citing: Vec::new(),
        }
    }

    /// With the numbers of its body and of the copy of that under the old key.
    fn numbered(self, body: Body<'_>, old: Body<'_>) -> Self {
        Item {
            numbers: content::numbers(body, old),
            ..self
        }
    }
}

impl Kept for Item {
    type All = Vec<Item>;

    fn join(self, all: &mut Vec<Item>) {
        all.push(self);
    }
}

impl<'a> UnionRules<Context<'a>> for OutputItem {
    type Kept = Item;

    fn unknown(object: Span, cx: &mut Context<'a>) -> Item {
        let id = cx.string_member(object, "id");
        Item::new(object, id, &Field::Absent, Call::None)
    }
}

impl<'a> Rules<Context<'a>> for ReasoningItem {
    type Kept = Item;

    fn check(item: View<'_, Self::Fields>, _: &mut Context<'a>) -> Item {
        Item::new(item.span, item.id.span(), &item.status, Call::None)
    }
}

impl<'a> Rules<Context<'a>> for MessageItem {
    type Kept = Item;

    fn check(item: View<'_, Self::Fields>, cx: &mut Context<'a>) -> Item {
        bodies(cx, &item.message_content, &item.content);
        let body = match item.message_content {
            Field::Absent => &item.content,
            _ => &item.message_content,
        };
        Item {
            blocks: item.block_list.span(),
            citing: content::citing_texts(cx, body),
            ..Item::new(item.span, item.id.span(), &item.status, Call::None)
        }
        .numbered(item.fields.message_content, item.fields.content)
    }
}

impl<'a> Rules<Context<'a>> for ToolCallItem {
    type Kept = Item;

    fn check(item: View<'_, Self::Fields>, cx: &mut Context<'a>) -> Item {
        // A call that is not complete has only a part of its arguments, or none.
        let complete = match &item.status {
            Field::Absent => true,
            status => status.value() == Some(&ItemStatus::Completed),
        };
        let json = match &item.language {
            Field::Absent => true,
            language => language.value() == Some(&ToolCallLanguage::Json),
        };
        if complete && json {
            arguments(cx, &item.arguments);
        }
        let call = Call::Made(item.call_id.span());
        Item::new(item.span, item.id.span(), &item.status, call)
    }
}

impl<'a> Rules<Context<'a>> for ToolResultItem {
    type Kept = Item;

    fn check(item: View<'_, Self::Fields>, cx: &mut Context<'a>) -> Item {
        bodies(cx, &item.message_content, &item.output);
        let call = Call::Answered(item.call_id.span());
        Item {
            blocks: item.block_list.span(),
            ..Item::new(item.span, item.id.span(), &item.status, call)
        }
        .numbered(item.fields.message_content, item.fields.output)
    }
}

type Body<'a> = Field<<MessageContent as Visit<Context<'a>>>::Kept>;

/// The body and its copy under the old key. What is wrong in both is reported once.
fn bodies(cx: &mut Context<'_>, body: &Body<'_>, old: &Body<'_>) {
    let (Some(body), Some(old)) = (body.span(), old.span()) else {
        return;
    };
    // What was found last is in this item, so that nothing before it need be looked at.
    let first = body.start.min(old.start);
    let inside = |found: &&Found| found.span.start >= first;
    let before = cx.found.len() - cx.found.iter().rev().take_while(inside).count();
    if cx.found[before..]
        .iter()
        .any(|found| old.contains(found.span))
    {
        let read = |span: Span| MessageContent::read(&mut cx.reader(span)).ok();
        if read(body) == read(old) {
            let inside = cx.found.split_off(before);
            let elsewhere = |found: &Found| !old.contains(found.span);
            cx.found.extend(inside.into_iter().filter(elsewhere));
        }
    }
}

/// Complete arguments in JSON.
pub(super) fn arguments(cx: &mut Context<'_>, arguments: &Field<Text>) {
    if let Some(span) = arguments.span()
        && !is_json(cx.str(span))
    {
        let message = "`arguments` is not valid JSON";
        cx.report(Code::ArgumentsNotJson, span, message);
    }
}

fn is_json(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.skip().is_ok() && reader.end().is_ok()
}
