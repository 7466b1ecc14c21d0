//! Rules about the order of events: an event against what the events before it said.

use std::collections::HashMap;

use super::{Code, Context, Span};
use crate::stream::{self, FoldNotice, Folded};
use crate::validate::stream::Seen;
use crate::{JsonValue, OutputItem, Task, TaskEvent, TaskStatus};

/// What the fold found. What a single event shows is reported by its own rules.
pub(in crate::validate) fn notice(cx: &mut Context<'_>, event: Span, notice: &FoldNotice) {
    match notice {
        FoldNotice::Gap {
            expected, found, ..
        } => {
            let message = stream::Missing(*expected, *found).to_string();
            let number = cx.member(event, "sequence_number");
            cx.report(Code::SequenceGap, number, message);
        }
        FoldNotice::Repeat {
            expected,
            found,
            late,
            ..
        } => {
            let message = stream::Repeated(*expected, *found, *late).to_string();
            let number = cx.member(event, "sequence_number");
            cx.report(Code::SequenceRepeat, number, message);
        }
        FoldNotice::AfterEnd { .. } => {
            let message = "event after the end of its task";
            cx.report(Code::EventAfterEnd, cx.member(event, "type"), message);
        }
        FoldNotice::UnknownTask { .. } => {
            let message = "no preceding `task.created` for this task";
            cx.report(Code::UnknownTask, cx.member(event, "task_id"), message);
        }
        FoldNotice::ItemWithoutId { .. } => {
            let message = "item has no `id`, so later events cannot refer to it";
            cx.report(Code::ItemWithoutId, cx.member(event, "item"), message);
        }
        _ => {}
    }
}

/// One status after another.
pub(in crate::validate) fn transition(
    cx: &mut Context<'_>,
    event: Span,
    before: Option<&TaskStatus>,
    status: &TaskStatus,
) {
    let Some(before) = before else { return };
    if *status == TaskStatus::Created || before != status && !follows(before, status) {
        let message = format!("invalid status change from `{before}` to `{status}`");
        cx.report(Code::StatusTransition, cx.member(event, "type"), message);
    }
}

/// Whether a task may go on to that status without an event in between. Servers do not always tell
/// that work has begun.
fn follows(before: &TaskStatus, status: &TaskStatus) -> bool {
    let early = matches!(before, TaskStatus::Created | TaskStatus::Queued);
    before.transitions().contains(status)
        || early && TaskStatus::Working.transitions().contains(status)
}

/// The item that an event brings, or speaks of, against the items of the task.
pub(in crate::validate) fn item(
    cx: &mut Context<'_>,
    span: Span,
    event: &TaskEvent,
    folded: &Folded,
    seen: &Seen,
) {
    let known = |id: &str| folded.has_item(id);
    match event {
        TaskEvent::OutputItemAdded(event) => {
            // A tool that has answered at once sends its answer in the snapshot, then as events.
            let new = event.item.id().is_none_or(|id| !known(&id));
            if new {
                call_ids(cx, cx.member(span, "item"), &event.item, folded);
            }
        }
        TaskEvent::OutputItemDone(event) => {
            if let Some(id) = event.item.id()
                && !known(&id)
            {
                let message = "no preceding `task.output_item.added` for this item";
                let item = cx.member(span, "item");
                cx.report(Code::UnknownItem, cx.member(item, "id"), message);
                call_ids(cx, item, &event.item, folded);
            }
        }
        _ => {
            if let Some(id) = stream::item_id(event)
                && !known(id)
                && !seen.incomplete
            {
                let message = "no item of the task has this id";
                cx.report(Code::UnknownItem, cx.member(span, "item_id"), message);
            }
        }
    }
}

/// The `call_id` of a new item against the items before it.
fn call_ids(cx: &mut Context<'_>, span: Span, item: &OutputItem, folded: &Folded) {
    let called = |id: &str| folded.has_call(id);
    let is_task = |id: &str| folded.task().is_some_and(|task| task.id == id);
    match item {
        OutputItem::ToolCall(call) if called(&call.call_id) => {
            let message = "duplicate `call_id`: an earlier tool call of the task has the same";
            cx.report(Code::DuplicateCallId, cx.member(span, "call_id"), message);
        }
        // The task of a tool holds the result alone and has the call_id as its id.
        OutputItem::ToolResult(result) if !is_task(&result.call_id) && !called(&result.call_id) => {
            let message = "no tool call of the task has this `call_id`";
            cx.report(Code::ResultWithoutCall, cx.member(span, "call_id"), message);
        }
        _ => {}
    }
}

/// Remembers that an item is final.
pub(in crate::validate) fn finish_item(event: &TaskEvent, seen: &mut Seen) {
    if let TaskEvent::OutputItemDone(event) = event
        && let Some(id) = event.item.id()
    {
        seen.done.insert(id.into_owned());
    }
}

/// The snapshot at the end of a task against the items that events brought.
pub(in crate::validate) fn snapshot(
    cx: &mut Context<'_>,
    span: Span,
    event: &TaskEvent,
    task: &Task,
    seen: &Seen,
) {
    let Some(last) = event.task().filter(|_| event.is_terminal()) else {
        return;
    };
    if seen.incomplete {
        return;
    }
    let output = |cx: &Context<'_>| cx.member(cx.member(span, "task"), "output");
    // The first of those that have the same id.
    let mut places = HashMap::new();
    for (index, item) in last.output.iter().enumerate() {
        if let Some(id) = item.id() {
            places.entry(id).or_insert(index);
        }
    }
    let (mut missing, mut spans) = (0, None);
    for folded in &task.output {
        let Some(id) = folded.id().filter(|id| seen.done.contains(&**id)) else {
            continue;
        };
        match places.get(&id).copied() {
            None => missing += 1,
            Some(index) if !same(&last.output[index], folded) => {
                let message = "the item in the snapshot differs from its last event";
                let spans = spans.get_or_insert_with(|| cx.elements(output(cx)));
                let span = spans.get(index).copied();
                cx.report(
                    Code::SnapshotItem,
                    span.unwrap_or_else(|| output(cx)),
                    message,
                );
            }
            Some(_) => {}
        }
    }
    if missing > 0 {
        let message = match missing {
            1 => "an item of earlier events is missing from the snapshot".into(),
            _ => format!("{missing} items of earlier events are missing from the snapshot"),
        };
        cx.report(Code::SnapshotItem, output(cx), message);
    }
}

/// Whether two forms of an item say the same. Servers write the arguments of a call anew once they
/// have read them, so only their JSON value counts.
fn same(one: &OutputItem, other: &OutputItem) -> bool {
    if one == other {
        return true;
    }
    let (OutputItem::ToolCall(one), OutputItem::ToolCall(other)) = (one, other) else {
        return false;
    };
    let value = |text: &str| text.parse::<JsonValue>().ok()?.to_value().ok();
    let mut renewed = one.clone();
    renewed.arguments.clone_from(&other.arguments);
    renewed == *other && value(&one.arguments) == value(&other.arguments)
}
