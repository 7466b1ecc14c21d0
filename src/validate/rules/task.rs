//! Rules about a task as a whole.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Code, Path, Sink, item};
use crate::wire::Place;
use crate::{ItemStatus, OutputItem, Task, TaskStatus};

/// Seconds since 1970 that no date has which anybody writes: the year 5138. Milliseconds since
/// 1970 have been beyond this since 1973.
const NOT_SECONDS: i64 = 100_000_000_000;

/// What the rules about a task as a whole look at.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) status: TaskStatus,
    /// Where the status stands, if that is known.
    pub(super) status_place: Option<Place>,
    pub(super) created_at: i64,
    pub(super) has_error: bool,
    pub(super) items: Vec<ItemOutline<'a>>,
    /// The `call_id` of `input_required`.
    pub(super) pending: Option<Cow<'a, str>>,
    /// `input_required_call_ids`.
    pub(super) pending_ids: Vec<Cow<'a, str>>,
}

/// The same of an item of its output.
#[derive(Debug)]
pub(super) struct ItemOutline<'a> {
    pub(super) id: Option<Cow<'a, str>>,
    pub(super) call: Call<'a>,
    pub(super) in_progress: bool,
    /// Where the status stands, if that is known.
    pub(super) status_place: Option<Place>,
}

/// What an item has to do with a tool call.
#[derive(Debug)]
pub(super) enum Call<'a> {
    /// It is the call of this `call_id`.
    Made(Cow<'a, str>),
    /// It is the result of it.
    Answered(Cow<'a, str>),
    /// Nothing.
    None,
}

impl<'a> Outline<'a> {
    fn of(task: &'a Task) -> Self {
        let ids = task.input_required_call_ids.as_deref().unwrap_or_default();
        Outline {
            id: task.id.as_str().into(),
            status: task.status.clone(),
            status_place: None,
            created_at: task.created_at,
            has_error: task.error.is_some(),
            items: task.output.iter().map(ItemOutline::of).collect(),
            pending: task
                .input_required
                .as_ref()
                .map(|call| call.call_id.as_str().into()),
            pending_ids: ids.iter().map(|id| id.as_str().into()).collect(),
        }
    }
}

impl<'a> ItemOutline<'a> {
    fn of(item: &'a OutputItem) -> Self {
        let (status, call) = match item {
            OutputItem::Reasoning(item) => (&item.status, Call::None),
            OutputItem::Message(item) => (&item.status, Call::None),
            OutputItem::ToolCall(item) => (&item.status, Call::Made(item.call_id.as_str().into())),
            OutputItem::ToolResult(item) => {
                (&item.status, Call::Answered(item.call_id.as_str().into()))
            }
            OutputItem::Unknown(_) => (&None, Call::None),
        };
        ItemOutline {
            id: item.id(),
            call,
            in_progress: *status == Some(ItemStatus::InProgress),
            status_place: None,
        }
    }
}

pub(super) fn task(sink: &mut Sink<'_>, path: &Path<'_>, task: &Task) {
    let outline = Outline::of(task);
    whole(sink, path, &outline);
    let output = path.key("output");
    for (index, one) in task.output.iter().enumerate() {
        item::item(sink, &output.index(index), one);
    }
    if let Some(call) = &task.input_required
        && outline.may_wait()
    {
        item::call(sink, &path.key("input_required"), call);
    }
    if let Some(count) = &task.usage {
        let details = count.tool_calls_details.as_ref();
        usage(
            sink,
            &path.key("usage"),
            count.tool_calls,
            details.map(|details| details.len()),
        );
    }
    item::references(sink, &output, &task.output);
}

/// The rules that need no more of a task than its outline.
pub(super) fn whole(sink: &mut Sink<'_>, path: &Path<'_>, task: &Outline<'_>) {
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
}

/// The status against the fields that go with it.
fn status(sink: &mut Sink<'_>, path: &Path<'_>, task: &Outline<'_>) {
    let status = path.key("status").at(task.status_place);
    match (&task.status, task.has_error) {
        (TaskStatus::Failed, false) => {
            let message = "the task has failed, but does not say why";
            sink.add(Code::FailedWithoutError, &status, message);
        }
        (TaskStatus::Unknown(_) | TaskStatus::Failed, _) | (_, false) => {}
        (other, true) => {
            let message = format!("an error in a task that is {other}, not failed");
            sink.add(Code::ErrorWithoutFailure, &path.key("error"), message);
        }
    }
    if task.status == TaskStatus::Created && !task.items.is_empty() {
        let message = "the task has output, but its status says that work has not begun";
        sink.add(Code::CreatedWithOutput, &status, message);
    }
}

/// Items of a task by an id that they have, sorted: few have so many that hashing is faster.
struct Ids<'a>(Vec<(&'a str, usize)>);

impl<'a> Ids<'a> {
    fn of<'i>(
        items: &'i [ItemOutline<'_>],
        id: impl Fn(&'i ItemOutline<'_>) -> Option<&'a str>,
    ) -> Self {
        let items = items.iter().enumerate();
        let mut ids: Vec<_> = items
            .filter_map(|(index, item)| Some((id(item)?, index)))
            .collect();
        ids.sort_unstable();
        Ids(ids)
    }

    /// The first item with an id.
    fn first(&self, id: &str) -> Option<usize> {
        let at = self.0.partition_point(|(other, _)| *other < id);
        let (found, index) = self.0.get(at)?;
        (*found == id).then_some(*index)
    }

    /// The items with each id, in order.
    fn groups(&self) -> impl Iterator<Item = &[(&'a str, usize)]> {
        self.0.chunk_by(|one, other| one.0 == other.0)
    }
}

fn output<'a>(sink: &mut Sink<'_>, path: &Path<'_>, task: &'a Outline<'_>) -> Ids<'a> {
    let output = path.key("output");
    let calls = Ids::of(&task.items, |item| match &item.call {
        Call::Made(id) => Some(&**id),
        _ => None,
    });
    for group in calls.groups() {
        let first = group[0].1;
        for (_, index) in &group[1..] {
            let message = format!("output item {first} is a tool call with the same call_id");
            let path = output.index(*index);
            sink.add(Code::DuplicateCallId, &path.key("call_id"), message);
        }
    }
    let ids = Ids::of(&task.items, |item| item.id.as_deref());
    for pair in ids.groups().flat_map(|group| group.windows(2)) {
        let message = format!("output item {} has the same id", pair[0].1);
        let path = output.index(pair[1].1);
        sink.add(Code::DuplicateItemId, &path.key("id"), message);
    }
    for (index, one) in task.items.iter().enumerate() {
        let path = output.index(index);
        // The task of a tool holds the result alone and has the call_id as its id.
        if let Call::Answered(id) = &one.call
            && *id != task.id
        {
            answers(sink, &path, index, calls.first(id));
        }
        unfinished(sink, &path, &task.status, one);
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

fn unfinished(sink: &mut Sink<'_>, path: &Path<'_>, status: &TaskStatus, item: &ItemOutline<'_>) {
    if !item.in_progress || !status.is_terminal() {
        return;
    }
    let path = path.key("status").at(item.status_place);
    if matches!(item.call, Call::Answered(_)) {
        let message = "the task has ended, but its tool result is still in progress";
        sink.add(Code::ToolResultInProgress, &path, message);
    } else if *status == TaskStatus::Completed {
        let message = "the task is completed, but this item is still in progress";
        sink.add(Code::UnfinishedItem, &path, message);
    }
}

impl Outline<'_> {
    /// Whether a tool call may be pending.
    fn may_wait(&self) -> bool {
        self.status == TaskStatus::InputRequired || !self.status.is_known()
    }
}

/// What the caller has to do, against the status and the output.
fn pending(sink: &mut Sink<'_>, path: &Path<'_>, task: &Outline<'_>, calls: &Ids<'_>) {
    if task.pending.is_none() && task.pending_ids.is_empty() {
        if task.status == TaskStatus::InputRequired {
            let message = "the task waits for input, but does not say for which tool call";
            sink.add(Code::InputRequiredWithoutCall, &path.key("status"), message);
        }
        return;
    }
    let key = match task.pending {
        Some(_) => "input_required",
        None => "input_required_call_ids",
    };
    if !task.may_wait() {
        let message = format!("a tool call is pending in a task that is {}", task.status);
        sink.add(Code::PendingCallStatus, &path.key(key), message);
        return;
    }
    let answers = task.items.iter().filter_map(|item| match &item.call {
        Call::Answered(id) => Some(&**id),
        _ => None,
    });
    let answered: HashSet<&str> = answers.collect();
    if let Some(id) = &task.pending
        && answered.contains(&**id)
    {
        let path = path.key("input_required");
        sink.add(Code::PendingCallAnswered, &path.key("call_id"), ANSWERED);
    }
    let path = path.key("input_required_call_ids");
    for (index, id) in task.pending_ids.iter().enumerate() {
        let path = path.index(index);
        if calls.first(id).is_none() {
            let message = "no tool call of the task has this call_id";
            sink.add(Code::UnknownPendingCall, &path, message);
        } else if answered.contains(&**id) {
            sink.add(Code::PendingCallAnswered, &path, ANSWERED);
        }
    }
}

const ANSWERED: &str = "the tool call is pending, but has a result already";

/// The number of tool calls against the number of details about them.
pub(super) fn usage(
    sink: &mut Sink<'_>,
    path: &Path<'_>,
    calls: Option<i64>,
    details: Option<usize>,
) {
    if let (Some(count), Some(details)) = (calls, details)
        && usize::try_from(count) != Ok(details)
    {
        let message = format!("{count} tool calls, but details of {details}");
        sink.add(Code::UsageToolCalls, &path.key("tool_calls"), message);
    }
}
