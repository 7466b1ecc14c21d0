//! Rules about a task as a whole.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{Code, Path, Sink, item};
use crate::{ItemStatus, OutputItem, Task, TaskStatus, ToolCallItem};

/// Seconds since 1970 that no date has which anybody writes: the year 5138. Milliseconds since
/// 1970 have been beyond this since 1973.
const NOT_SECONDS: i64 = 100_000_000_000;

pub(super) fn task(sink: &mut Sink<'_>, path: &Path<'_>, task: &Task) {
    if !(0..NOT_SECONDS).contains(&task.created_at) {
        let message = match task.created_at {
            ..0 => "a time before 1970",
            _ => "a time beyond the year 5000: milliseconds instead of seconds?",
        };
        sink.add(Code::CreatedAtUnit, &path.key("created_at"), message);
    }
    status(sink, path, task);
    let calls = output(sink, path, task);
    pending(sink, path, task, &calls);
    usage(sink, path, task);
    item::references(sink, &path.key("output"), &task.output);
}

/// The status against the fields that go with it.
fn status(sink: &mut Sink<'_>, path: &Path<'_>, task: &Task) {
    match (&task.status, &task.error) {
        (TaskStatus::Failed, None) => {
            let message = "the task has failed, but does not say why";
            sink.add(Code::FailedWithoutError, &path.key("status"), message);
        }
        (TaskStatus::Unknown(_) | TaskStatus::Failed, _) | (_, None) => {}
        (status, Some(_)) => {
            let message = format!("an error in a task that is {status}, not failed");
            sink.add(Code::ErrorWithoutFailure, &path.key("error"), message);
        }
    }
    if task.status == TaskStatus::Created && !task.output.is_empty() {
        let message = "the task has output, but its status says that work has not begun";
        sink.add(Code::CreatedWithOutput, &path.key("status"), message);
    }
}

/// Where the calls of a task stand, and which of them have a result.
#[derive(Default)]
struct Calls<'a> {
    made: HashMap<&'a str, usize>,
    answered: HashSet<&'a str>,
}

fn output<'a>(sink: &mut Sink<'_>, path: &Path<'_>, task: &'a Task) -> Calls<'a> {
    let output = path.key("output");
    let mut calls = Calls::default();
    for (index, item) in task.output.iter().enumerate() {
        if let OutputItem::ToolCall(call) = item {
            calls.made.entry(&call.call_id).or_insert(index);
        }
    }
    let mut ids: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for (index, one) in task.output.iter().enumerate() {
        let path = output.index(index);
        if let Some(id) = one.id()
            && let Some(first) = ids.insert(id, index)
        {
            let message = format!("output item {first} has the same id");
            sink.add(Code::DuplicateItemId, &path.key("id"), message);
        }
        match one {
            OutputItem::ToolCall(call) if calls.made[&*call.call_id] != index => {
                let first = calls.made[&*call.call_id];
                let message = format!("output item {first} is a tool call with the same call_id");
                sink.add(Code::DuplicateCallId, &path.key("call_id"), message);
            }
            OutputItem::ToolResult(result) => {
                calls.answered.insert(&result.call_id);
                // The task of a tool holds the result alone and has the call_id as its id.
                if result.call_id != task.id {
                    let call = calls.made.get(&*result.call_id);
                    answers(sink, &path, index, call.copied());
                }
            }
            _ => {}
        }
        item::item(sink, &path, one);
        unfinished(sink, &path, task, one);
    }
    calls
}

/// A tool result against the tool call with its `call_id`.
fn answers(sink: &mut Sink<'_>, path: &Path<'_>, index: usize, call: Option<usize>) {
    let message = match call {
        None => "no tool call of the task has this call_id".into(),
        Some(call) if call > index => format!("the tool call comes later, as output item {call}"),
        Some(_) => return,
    };
    sink.add(Code::ResultWithoutCall, &path.key("call_id"), message);
}

fn unfinished(sink: &mut Sink<'_>, path: &Path<'_>, task: &Task, item: &OutputItem) {
    let status = match item {
        OutputItem::Reasoning(item) => &item.status,
        OutputItem::Message(item) => &item.status,
        OutputItem::ToolCall(item) => &item.status,
        OutputItem::ToolResult(item) => &item.status,
        OutputItem::Unknown(_) => return,
    };
    if *status != Some(ItemStatus::InProgress) || !task.status.is_terminal() {
        return;
    }
    let path = path.key("status");
    if matches!(item, OutputItem::ToolResult(_)) {
        let message = "the task has ended, but its tool result is still in progress";
        sink.add(Code::ToolResultInProgress, &path, message);
    } else if task.status == TaskStatus::Completed {
        let message = "the task is completed, but this item is still in progress";
        sink.add(Code::UnfinishedItem, &path, message);
    }
}

/// What the caller has to do, against the status and the output.
fn pending(sink: &mut Sink<'_>, path: &Path<'_>, task: &Task, calls: &Calls<'_>) {
    let single = task.input_required.as_deref();
    let ids = task.input_required_call_ids.as_deref().unwrap_or_default();
    let waits = task.status == TaskStatus::InputRequired;
    if single.is_none() && ids.is_empty() {
        if waits {
            let message = "the task waits for input, but does not say for which tool call";
            sink.add(Code::InputRequiredWithoutCall, &path.key("status"), message);
        }
        return;
    }
    let key = match single {
        Some(_) => "input_required",
        None => "input_required_call_ids",
    };
    if !waits && task.status.is_known() {
        let message = format!("a tool call is pending in a task that is {}", task.status);
        sink.add(Code::PendingCallStatus, &path.key(key), message);
        return;
    }
    if let Some(call) = single {
        let path = path.key("input_required");
        item::call(sink, &path, call);
        answered(sink, &path.key("call_id"), calls, call);
    }
    let path = path.key("input_required_call_ids");
    for (index, id) in ids.iter().enumerate() {
        let path = path.index(index);
        if !calls.made.contains_key(&**id) {
            let message = "no tool call of the task has this call_id";
            sink.add(Code::UnknownPendingCall, &path, message);
        } else if calls.answered.contains(&**id) {
            sink.add(Code::PendingCallAnswered, &path, ANSWERED);
        }
    }
}

fn usage(sink: &mut Sink<'_>, path: &Path<'_>, task: &Task) {
    if let Some(usage) = &task.usage
        && let (Some(count), Some(details)) = (usage.tool_calls, &usage.tool_calls_details)
        && usize::try_from(count) != Ok(details.len())
    {
        let message = format!("{count} tool calls, but details of {}", details.len());
        let usage = path.key("usage");
        sink.add(Code::UsageToolCalls, &usage.key("tool_calls"), message);
    }
}

const ANSWERED: &str = "the tool call is pending, but has a result already";

fn answered(sink: &mut Sink<'_>, path: &Path<'_>, calls: &Calls<'_>, call: &ToolCallItem) {
    if calls.answered.contains(&*call.call_id) {
        sink.add(Code::PendingCallAnswered, path, ANSWERED);
    }
}
