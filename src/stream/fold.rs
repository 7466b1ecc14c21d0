//! Puts tasks together from the events of a stream.

use std::collections::{HashMap, HashSet};

use super::gaps::Gaps;
use super::{FoldNotice, delta};
use crate::{JsonObject, OutputItem, RequestId, RpcError, Task, TaskEvent, TaskEventResponse};

/// The tasks of a stream after the events so far.
///
/// A stream is about one task, but the tools and sub-agents that it runs send their events on the
/// same stream, each as a task of its own. The fold keeps them apart by `task_id`;
/// [`TaskFold::task`] is the one that was asked for.
///
/// Nothing here fails: what is odd about an event comes back as [`FoldNotice`]s, with the event
/// itself if it could not be used. After the last event the task is the one that the server
/// returns when it is asked for it.
///
/// ```
/// use agentlin_types::stream::TaskFold;
/// use agentlin_types::event::{TaskCreatedEvent, TaskOutputItemDoneEvent};
/// use agentlin_types::{MessageItem, MessageRole, OutputItem, Task, TaskStatus};
///
/// let time = "2026-11-23T20:53:29+00:00";
/// let task = Task::new("task_1", "sess_1", "user_1", TaskStatus::Created, 1795467208, []);
/// let hello = OutputItem::from(MessageItem::new(MessageRole::Assistant).id("msg_1"));
///
/// let mut fold = TaskFold::new();
/// fold.push(TaskCreatedEvent::new("task_1", time, task).sequence_number(0).into());
/// let item = TaskOutputItemDoneEvent::new("task_1", 1, hello).sequence_number(2);
/// let notices = fold.push(item.into());
/// assert_eq!(fold.task().unwrap().output.len(), 1);
/// assert_eq!(notices[0].to_string(), "task task_1: event 1 is missing: 2 follows 0");
/// ```
#[derive(Debug, Clone, Default)]
pub struct TaskFold {
    /// Apply the pieces of items as well.
    deltas: bool,
    /// In the order of their first events.
    tasks: Vec<Folded>,
    /// Where each task is in `tasks`.
    by_id: HashMap<String, usize>,
    /// The error of an envelope without an event.
    error: Option<RpcError>,
    /// The id of the request, from the first envelope that has one.
    id: Option<RequestId>,
}

impl TaskFold {
    /// A fold of whole items: an item changes when it begins and when it is final.
    pub fn new() -> Self {
        TaskFold::default()
    }

    /// A fold that also applies the pieces of text, arguments and tool results in between, for
    /// display while they arrive. The final items are the same.
    ///
    /// Pieces of audio, images, files and blocks are not applied: no source says where in an item
    /// they belong. The final item has them.
    pub fn with_deltas() -> Self {
        TaskFold {
            deltas: true,
            ..TaskFold::default()
        }
    }

    /// Takes the next envelope of the stream.
    ///
    /// The event comes before the error, since a failed task has both. An error without an event
    /// sets the `error` of the task, but not its status: no event said that it failed.
    pub fn push_response(&mut self, response: TaskEventResponse) -> Vec<FoldNotice> {
        if let Some(id) = &response.id {
            self.answers(id);
        }
        let Some(event) = response.result else {
            let Some(error) = response.error else {
                return vec![FoldNotice::EmptyEnvelope];
            };
            if let Some(task) = self.tasks.first_mut().and_then(|main| main.task.as_mut()) {
                task.error = Some(error.clone());
            }
            self.error = Some(error);
            return Vec::new();
        };
        let at = self.place(&event);
        let notices = self.push_at(at, event);
        let task = at.and_then(|at| self.tasks[at].task.as_mut());
        if let (Some(error), Some(task)) = (response.error, task) {
            task.error.get_or_insert(error);
        }
        notices
    }

    /// Notes the id of the request that the stream answers.
    pub(crate) fn answers(&mut self, id: &RequestId) {
        if self.id.is_none() {
            self.id = Some(id.clone());
        }
    }

    /// Takes the next event of the stream.
    pub fn push(&mut self, event: TaskEvent) -> Vec<FoldNotice> {
        let at = self.place(&event);
        self.push_at(at, event)
    }

    /// Where the task of the event is in `tasks`.
    fn place(&mut self, event: &TaskEvent) -> Option<usize> {
        let task_id = event.task_id()?;
        let known = self.by_id.get(&*task_id).copied();
        Some(known.unwrap_or_else(|| {
            self.tasks.push(Folded::new(&task_id, self.deltas));
            self.by_id.insert(task_id.into(), self.tasks.len() - 1);
            self.tasks.len() - 1
        }))
    }

    fn push_at(&mut self, at: Option<usize>, event: TaskEvent) -> Vec<FoldNotice> {
        let mut notices = Vec::new();
        match (at, event) {
            (Some(at), event) => self.tasks[at].push(event, &mut notices),
            (None, event @ TaskEvent::Unknown(_)) => {
                let unused = event.into();
                notices.push(FoldNotice::UnknownEvent { unused });
            }
            // Events without a task come from message queues and are about the agent.
            (None, _) => {}
        }
        notices
    }

    /// The task that was asked for: the one of the first event.
    pub fn task(&self) -> Option<&Task> {
        self.tasks.first()?.task.as_ref()
    }

    /// The task that was asked for, or that of a tool or sub-agent, by the `task_id` of its
    /// events.
    pub fn get(&self, task_id: &str) -> Option<&Task> {
        self.folded(task_id)?.task()
    }

    /// What is known of one task.
    pub(crate) fn folded(&self, task_id: &str) -> Option<&Folded> {
        self.tasks.get(*self.by_id.get(task_id)?)
    }

    /// All tasks with the `task_id` of their events, in the order of their first events.
    pub fn tasks(&self) -> impl Iterator<Item = (&str, &Task)> {
        self.tasks
            .iter()
            .filter_map(|folded| Some((folded.id.as_str(), folded.task.as_ref()?)))
    }

    /// The error of an envelope without an event: the request was refused, or failed outside of
    /// any task.
    pub fn error(&self) -> Option<&RpcError> {
        self.error.as_ref()
    }

    /// Whether no more events are to be expected: the task that was asked for ended, was paused or
    /// waits for the caller, or the request failed.
    pub fn is_done(&self) -> bool {
        self.error.is_some() || self.tasks.first().is_some_and(|main| main.ended)
    }

    /// Whether the next envelope begins another stream, as in a file of several: it creates a task with
    /// the number 0, and this stream has ended, answers another request, or has gone on since it
    /// created that task.
    pub fn is_over_before(&self, next: &TaskEventResponse) -> bool {
        let Some(event @ TaskEvent::Created(created)) = &next.result else {
            return false;
        };
        let Some(main) = self.tasks.first() else {
            return self.is_done();
        };
        let other = self.id.is_some() && next.id.is_some() && self.id != next.id;
        let again = main.id == created.task_id && main.next > 2;
        event.sequence_number() == Some(0) && (self.is_done() || other || again)
    }

    /// The task that was asked for.
    pub fn into_task(self) -> Option<Task> {
        self.tasks.into_iter().next()?.task
    }
}

/// Counts an item that is a tool call.
fn count_call(calls: &mut HashMap<String, usize>, item: &OutputItem) {
    if let OutputItem::ToolCall(call) = item {
        *calls.entry(call.call_id.clone()).or_default() += 1;
    }
}

/// One task of the stream.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    /// The `task_id` of its events.
    id: String,
    /// Apply the pieces of items as well.
    deltas: bool,
    /// `None` until an event brings a snapshot.
    task: Option<Task>,
    /// Where each item is in the output, by its id.
    items: HashMap<String, ItemPlace>,
    /// How many tool calls of the output have each `call_id`.
    calls: HashMap<String, usize>,
    /// The ids of its rollouts; looked for once one comes again.
    rollouts: Option<HashSet<String>>,
    /// The `sequence_number` of the next event.
    next: i64,
    /// The numbers before it that did not come.
    gaps: Gaps,
    /// An event has ended the task, paused it, or left it to the caller.
    ended: bool,
}

#[derive(Debug, Clone, Copy)]
struct ItemPlace {
    index: usize,
    /// The item arrived in its final form: further pieces are late.
    done: bool,
}

impl Folded {
    /// The task, once an event has carried its snapshot.
    pub(crate) fn task(&self) -> Option<&Task> {
        self.task.as_ref()
    }

    /// Whether the task has an item of that id.
    pub(crate) fn has_item(&self, id: &str) -> bool {
        self.items.contains_key(id)
    }

    /// Whether a tool call of the task has that `call_id`.
    pub(crate) fn has_call(&self, call_id: &str) -> bool {
        self.calls.get(call_id).is_some_and(|count| *count > 0)
    }

    fn new(id: &str, deltas: bool) -> Self {
        Folded {
            id: id.into(),
            deltas,
            task: None,
            items: HashMap::new(),
            calls: HashMap::new(),
            rollouts: None,
            next: 0,
            gaps: Gaps::default(),
            ended: false,
        }
    }

    fn push(&mut self, event: TaskEvent, notices: &mut Vec<FoldNotice>) {
        self.resume(&event);
        let event = self.count(event, notices);
        let Some(event) = event.and_then(|event| self.admit(event, notices)) else {
            return;
        };
        if self.deltas && delta::item_id(&event).is_some() {
            self.apply_piece(event, notices);
        } else {
            self.apply(event, notices);
        }
    }

    /// Whether the task is over for good, not just paused or left to the caller.
    fn is_over(&self) -> bool {
        let task = self.task.as_ref();
        self.ended && task.is_some_and(|task| task.status.is_terminal())
    }

    /// A task that is paused or left to the caller may go on, on a new stream, which counts its
    /// events from 0 again.
    fn resume(&mut self, event: &TaskEvent) {
        let goes_on = event.status().is_some() && !event.is_terminal();
        if self.ended && !self.is_over() && goes_on {
            self.ended = false;
            if event.sequence_number() == Some(0) {
                self.next = 0;
                self.gaps = Gaps::default();
            }
        }
    }

    /// Checks the number of the event. Keeps the event unless it came before and would undo what
    /// came since.
    fn count(&mut self, event: TaskEvent, notices: &mut Vec<FoldNotice>) -> Option<TaskEvent> {
        let Some(found) = event.sequence_number() else {
            return Some(event);
        };
        let expected = self.next;
        if found >= expected {
            self.next = found.saturating_add(1);
            if found > expected {
                self.gaps.add(expected..found);
                notices.push(FoldNotice::Gap {
                    task_id: self.id.clone(),
                    expected,
                    found,
                });
            }
            return Some(event);
        }
        let (kept, unused) = if self.would_undo(&event) {
            (None, Some(event.into()))
        } else {
            (Some(event), None)
        };
        notices.push(FoldNotice::Repeat {
            task_id: self.id.clone(),
            expected,
            found,
            late: self.gaps.take(found),
            unused,
        });
        kept
    }

    /// Whether the event, when it comes a second time, takes back what came since.
    fn would_undo(&mut self, event: &TaskEvent) -> bool {
        match event {
            TaskEvent::Created(_) => self.task.is_some(),
            TaskEvent::OutputItemAdded(event) => {
                let id = event.item.id();
                id.is_some_and(|id| self.items.contains_key(&*id))
            }
            TaskEvent::Rollout(event) => {
                let known = self.rollouts.get_or_insert_with(|| {
                    let known = self.task.iter().flat_map(Task::rollout_events).flatten();
                    known.map(|rollout| rollout.rollout_id).collect()
                });
                known.contains(&event.rollout_id)
            }
            event => self.deltas && delta::item_id(event).is_some(),
        }
    }

    /// Keeps the event if there is something that it can be applied to.
    fn admit(&self, event: TaskEvent, notices: &mut Vec<FoldNotice>) -> Option<TaskEvent> {
        if let TaskEvent::Unknown(_) = event {
            let unused = event.into();
            notices.push(FoldNotice::UnknownEvent { unused });
            return None;
        }
        if self.task.is_none() && event.task().is_none() {
            let unused = event.into();
            notices.push(FoldNotice::UnknownTask { unused });
            return None;
        }
        if !self.ended {
            return Some(event);
        }
        let (kept, unused) = match event.status() {
            // From one wait to another, or to the end.
            Some(_) if !self.is_over() => return Some(event),
            Some(_) if !event.is_terminal() => (None, Some(event.into())),
            None if self.deltas && delta::item_id(&event).is_some() => (None, Some(event.into())),
            _ => (Some(event), None),
        };
        let task_id = self.id.clone();
        notices.push(FoldNotice::AfterEnd { task_id, unused });
        kept
    }

    fn apply(&mut self, event: TaskEvent, notices: &mut Vec<FoldNotice>) {
        let status = event.status();
        let ends = event.is_terminal();
        match event {
            TaskEvent::Created(event) => self.replace(*event.task, notices),
            TaskEvent::InputRequired(event) => {
                self.replace(*event.task, notices);
                if let Some(task) = &mut self.task {
                    if event.input_required.is_some() {
                        task.input_required = event.input_required;
                    }
                    if event.input_required_call_ids.is_some() {
                        task.input_required_call_ids = event.input_required_call_ids;
                    }
                }
            }
            TaskEvent::Paused(event) => self.replace(*event.task, notices),
            TaskEvent::Completed(event) => self.replace(*event.task, notices),
            TaskEvent::Canceled(event) => self.replace(*event.task, notices),
            TaskEvent::Expired(event) => self.replace(*event.task, notices),
            TaskEvent::Failed(event) => {
                self.replace(*event.task, notices);
                if let Some(task) = &mut self.task {
                    task.error = Some(*event.error);
                }
            }
            TaskEvent::OutputItemAdded(event) => self.put(*event.item, false, notices),
            TaskEvent::OutputItemDone(event) => self.put(*event.item, true, notices),
            TaskEvent::Rollout(event) => {
                if let Some(task) = &mut self.task {
                    if let Some(known) = &mut self.rollouts {
                        known.insert(event.rollout_id.clone());
                    }
                    let rollouts = task.rollouts.get_or_insert_default();
                    rollouts.push(JsonObject::of(&event));
                }
            }
            _ => {}
        }
        if let (Some(status), Some(task)) = (status, &mut self.task) {
            task.status = status;
            self.ended = ends;
        }
    }

    /// Takes a snapshot in place of all that is known.
    fn replace(&mut self, task: Task, notices: &mut Vec<FoldNotice>) {
        if task.id != self.id {
            notices.push(FoldNotice::OtherTask {
                task_id: self.id.clone(),
                snapshot_id: task.id.clone(),
            });
        }
        let places = task.output.iter().enumerate().filter_map(|(index, item)| {
            let place = ItemPlace { index, done: false };
            Some((item.id()?.into_owned(), place))
        });
        self.items = places.collect();
        self.calls.clear();
        self.rollouts = None;
        for item in &task.output {
            count_call(&mut self.calls, item);
        }
        self.task = Some(task);
    }

    /// Puts an item where the one of the same id is, else at the end.
    fn put(&mut self, item: OutputItem, done: bool, notices: &mut Vec<FoldNotice>) {
        let Some(task) = &mut self.task else { return };
        let end = task.output.len();
        count_call(&mut self.calls, &item);
        let Some(id) = item.id().map(|id| id.into_owned()) else {
            let task_id = self.id.clone();
            notices.push(FoldNotice::ItemWithoutId { task_id });
            task.output.push(item);
            return;
        };
        let place = self.items.entry(id).or_insert(ItemPlace {
            index: end,
            done: false,
        });
        place.done = done;
        match task.output.get_mut(place.index) {
            Some(old) => {
                if let OutputItem::ToolCall(call) = &*old
                    && let Some(count) = self.calls.get_mut(&call.call_id)
                {
                    *count = count.saturating_sub(1);
                }
                *old = item;
            }
            None => task.output.push(item),
        }
    }

    /// Applies a piece of an item to the item.
    fn apply_piece(&mut self, event: TaskEvent, notices: &mut Vec<FoldNotice>) {
        let (Some(task), Some(item_id)) = (&mut self.task, delta::item_id(&event)) else {
            return;
        };
        let place = self.items.get(item_id).filter(|place| !place.done);
        let item = place.and_then(|place| task.output.get_mut(place.index));
        let applied = item.map(|item| delta::apply(&event, item));
        if let Some(Ok(())) = applied {
            return;
        }
        let (task_id, item_id) = (self.id.clone(), item_id.to_owned());
        let unused = event.into();
        notices.push(match applied {
            Some(_) => FoldNotice::UnfitDelta {
                task_id,
                item_id,
                unused,
            },
            None => FoldNotice::UnknownItem {
                task_id,
                item_id,
                unused,
            },
        });
    }
}
