//! Rules about a task as a whole.

use std::borrow::Cow;
use std::collections::HashSet;

use super::item::{Call, Item};
use super::{Code, Context, Field, Rules, Span, View, content};
use crate::wire::{Object, kept_alone};
use crate::{RpcError, Task, TaskStatus, Usage};

/// Seconds since 1970 that no date has which anybody writes: the year 5138. Milliseconds since
/// 1970 have been beyond this since 1973.
const NOT_SECONDS: i64 = 100_000_000_000;

/// What an envelope or an event has to know of a task.
#[derive(Debug)]
pub(in crate::validate) struct TaskKept {
    pub(super) id: Option<Span>,
    pub(super) status: Option<TaskStatus>,
    pub(super) status_span: Option<Span>,
    /// Whether it has an error, and the code of that.
    pub(super) error: Option<ErrorKept>,
    pub(super) rollouts: Option<Span>,
    /// Its items, if all of them are readable.
    pub(super) items: Option<Vec<Item>>,
}

/// What is around an error has to know its code.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::validate) struct ErrorKept {
    pub(super) code: Option<i64>,
}

kept_alone!(TaskKept, ErrorKept);

impl<'a> Rules<Context<'a>> for RpcError {
    type Kept = ErrorKept;

    fn check(error: View<'_, Self::Fields>, _: &mut Context<'a>) -> ErrorKept {
        ErrorKept {
            code: error.code.value().copied(),
        }
    }
}

impl<'a> Rules<Context<'a>> for Usage {
    type Kept = ();

    /// The number of tool calls against the number of details about them.
    fn check(usage: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        if let (Some((span, count)), Some(details)) =
            (usage.tool_calls.get(), usage.tool_calls_details.value())
            && usize::try_from(*count) != Ok(*details)
        {
            let message =
                format!("`tool_calls` is {count}, but `tool_calls_details` has {details} entries");
            cx.report(Code::UsageToolCalls, span, message);
        }
    }
}

type TaskView<'v, 'a> = View<'v, <Task as Object<Context<'a>>>::Fields>;

impl<'a> Rules<Context<'a>> for Task {
    type Kept = TaskKept;

    fn check(task: View<'_, Self::Fields>, cx: &mut Context<'a>) -> TaskKept {
        created_at(cx, &task.created_at);
        status(cx, &task);
        cx.known.push(task.span);
        if let Some(items) = task.output.value() {
            cx.known.extend(items.iter().map(|item| item.span));
            let calls = output(cx, &task, items);
            pending(cx, &task, items, &calls);
            // What is broken may have a number.
            if cx.mismatches == 0 {
                references(cx, items);
            }
        }
        TaskKept {
            id: task.id.span(),
            status: task.status.value().cloned(),
            status_span: task.status.span(),
            error: task.error.value().copied(),
            rollouts: task.rollouts.span(),
            items: task.fields.output.into_value(),
        }
    }
}

fn created_at(cx: &mut Context<'_>, field: &Field<i64>) {
    let Some((span, seconds)) = field.get() else {
        return;
    };
    let message = match seconds {
        ..0 => "a time before 1970",
        0..NOT_SECONDS => return,
        _ => "a time beyond the year 5000: milliseconds instead of seconds?",
    };
    cx.report(Code::CreatedAtUnit, span, message);
}

/// The status against the fields that go with it.
fn status(cx: &mut Context<'_>, task: &TaskView<'_, '_>) {
    let Some((span, status)) = task.status.get() else {
        return;
    };
    match status {
        TaskStatus::Failed if task.error.is_absent() => {
            let message = "the task has failed, but has no `error`";
            cx.report(Code::FailedWithoutError, span, message);
        }
        TaskStatus::Failed | TaskStatus::Unknown(_) => {}
        other => {
            if let Some(error) = task.error.span() {
                let message = format!("the task has an `error`, but its status is `{other}`");
                cx.report(Code::ErrorWithoutFailure, error, message);
            }
        }
    }
    let begun = task.output.value().is_some_and(|items| !items.is_empty());
    if *status == TaskStatus::Created && begun {
        let message = "the task has output, but its status is `created`";
        cx.report(Code::CreatedWithOutput, span, message);
    }
}

/// Strings of items, sorted: few tasks have enough of them for hashing to be faster.
struct Ids<'a>(Vec<(Cow<'a, str>, usize, Span)>);

impl<'a> Ids<'a> {
    fn of(cx: &Context<'a>, items: &[Item], id: impl Fn(&Item) -> Option<Span>) -> Self {
        let items = items.iter().enumerate();
        let ids = items.filter_map(|(at, item)| {
            let span = id(item)?;
            Some((cx.string(span), at, span))
        });
        let mut ids: Vec<_> = ids.collect();
        ids.sort_unstable_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        Ids(ids)
    }

    /// The first item with an id.
    fn first(&self, id: &str) -> Option<usize> {
        let at = self.0.partition_point(|(other, ..)| **other < *id);
        let (found, index, _) = self.0.get(at)?;
        (found == id).then_some(*index)
    }

    /// The items with each id, in order.
    fn groups(&self) -> impl Iterator<Item = &[(Cow<'a, str>, usize, Span)]> {
        self.0.chunk_by(|one, other| one.0 == other.0)
    }
}

/// The calls that the items of a task make, by their `call_id`.
struct Calls<'a> {
    ids: Ids<'a>,
    /// Whether each call could be read.
    complete: bool,
}

fn output<'a>(cx: &mut Context<'a>, task: &TaskView<'_, 'a>, items: &[Item]) -> Calls<'a> {
    let calls = Ids::of(cx, items, |item| match item.call {
        Call::Made(id) => id,
        _ => None,
    });
    for group in calls.groups() {
        let (_, first, _) = group[0];
        for (_, _, span) in &group[1..] {
            let message =
                format!("duplicate `call_id`: output item {first} is a tool call with the same");
            cx.report(Code::DuplicateCallId, *span, message);
        }
    }
    let ids = Ids::of(cx, items, |item| item.id);
    for pair in ids.groups().flat_map(|group| group.windows(2)) {
        let message = format!("duplicate item id: output item {} has the same", pair[0].1);
        cx.report(Code::DuplicateItemId, pair[1].2, message);
    }
    let complete = !items
        .iter()
        .any(|item| matches!(item.call, Call::Made(None)));
    for (index, item) in items.iter().enumerate() {
        // The task of a tool holds the result alone and has the call_id as its id.
        if let (Call::Answered(Some(id)), Some(task_id)) = (&item.call, task.id.span())
            && complete
            && !cx.same(*id, task_id)
        {
            let call = calls.first(&cx.string(*id));
            answers(cx, *id, index, call);
        }
        if let Some(status) = task.status.value() {
            unfinished(cx, status, item);
        }
    }
    Calls {
        ids: calls,
        complete,
    }
}

/// A tool result against the tool call with its `call_id`.
fn answers(cx: &mut Context<'_>, call_id: Span, index: usize, call: Option<usize>) {
    let message: Cow<'static, str> = match call {
        None => "no tool call of the task has this `call_id`".into(),
        Some(call) if call > index => {
            format!("the tool call comes later, as output item {call}").into()
        }
        Some(_) => return,
    };
    cx.report(Code::ResultWithoutCall, call_id, message);
}

fn unfinished(cx: &mut Context<'_>, status: &TaskStatus, item: &Item) {
    let Some(span) = item.in_progress.filter(|_| status.is_terminal()) else {
        return;
    };
    if matches!(item.call, Call::Answered(_)) {
        let message = "the task has ended, but this tool result is still in progress";
        cx.report(Code::ToolResultInProgress, span, message);
    } else if *status == TaskStatus::Completed {
        let message = "the task is completed, but this item is still in progress";
        cx.report(Code::UnfinishedItem, span, message);
    }
}

/// What the caller has to do, against the status and the output.
fn pending(cx: &mut Context<'_>, task: &TaskView<'_, '_>, items: &[Item], calls: &Calls<'_>) {
    let Some((status_span, status)) = task.status.get() else {
        return;
    };
    let (one, several) = (&task.input_required, &task.input_required_call_ids);
    // Nothing is certain about what cannot be read.
    let is_broken = matches!(one, Field::Broken) || matches!(several, Field::Broken);
    let ids = several
        .span()
        .map_or_else(Vec::new, |list| strings(cx, list));
    let Some(first) = one.span().or(several.span().filter(|_| !ids.is_empty())) else {
        if *status == TaskStatus::InputRequired && !is_broken {
            let message = "the task waits for input, but does not say for which tool call";
            cx.report(Code::InputRequiredWithoutCall, status_span, message);
        }
        return;
    };
    if *status != TaskStatus::InputRequired && status.is_known() {
        // That explains what else is wrong with the call.
        if let Some(call) = one.span() {
            cx.found.retain(|found| !call.contains(found.span));
        }
        let message = format!("a tool call is pending, but the status of the task is `{status}`");
        cx.report(Code::PendingCallStatus, first, message);
        return;
    }
    let answers = items.iter().filter_map(|item| match item.call {
        Call::Answered(id) => Some(cx.string(id?)),
        _ => None,
    });
    let answered: HashSet<_> = answers.collect();
    if let Some(Item {
        call: Call::Made(Some(id)),
        ..
    }) = one.value()
        && answered.contains(&cx.string(*id))
    {
        cx.report(Code::PendingCallAnswered, *id, ANSWERED);
    }
    for (id, span) in &ids {
        if answered.contains(id) && calls.ids.first(id).is_some() {
            cx.report(Code::PendingCallAnswered, *span, ANSWERED);
        } else if calls.complete && calls.ids.first(id).is_none() {
            let message = "no tool call of the task has this `call_id`";
            cx.report(Code::UnknownPendingCall, *span, message);
        }
    }
}

const ANSWERED: &str = "the tool call is pending, but has a result already";

/// The strings of a list, each with its place.
fn strings<'a>(cx: &Context<'a>, list: Span) -> Vec<(Cow<'a, str>, Span)> {
    let strings = cx.elements(list).into_iter();
    strings.map(|span| (cx.string(span), span)).collect()
}

/// `[^N]` in the texts of messages against the numbered contents of all items.
fn references(cx: &mut Context<'_>, items: &[Item]) {
    let citing = items.iter().flat_map(|item| &item.citing);
    let mut numbers: Option<HashSet<i64>> = None;
    for text in citing {
        let numbers = numbers.get_or_insert_with(|| {
            let blocks = items.iter().filter_map(|item| item.blocks);
            let contents = items.iter().flat_map(|item| &item.numbers);
            let blocks = blocks.flat_map(|list| block_numbers(cx, list));
            contents.copied().chain(blocks).collect()
        });
        let missing = content::references(cx.str(*text)).find(|n| !numbers.contains(n));
        if let Some(number) = missing {
            let message = format!("[^{number}] refers to no numbered content in the task");
            cx.report(Code::DanglingReference, *text, message);
        }
    }
}

/// The numbers of blocks.
fn block_numbers(cx: &Context<'_>, list: Span) -> Vec<i64> {
    let ids = cx.elements(list).into_iter();
    ids.filter_map(|block| cx.reader(cx.find(block, "id")?).integer().ok())
        .collect()
}
