//! What a fold has to say about the events it was given.

use std::fmt;

use crate::TaskEvent;

/// Something odd about an event. The fold goes on in any case; an event that it could not use is
/// handed back here.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FoldNotice {
    /// The `sequence_number` is larger than expected: events are missing. The event was used.
    Gap {
        /// The task that the event belongs to.
        task_id: String,
        /// The number that should have come.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// The `sequence_number` is smaller than expected: the event came again, or late.
    Repeat {
        /// The task that the event belongs to.
        task_id: String,
        /// The number that should have come.
        expected: i64,
        /// The number that came.
        found: i64,
        /// Whether the number was missing until now: the event is late, and not a second one.
        late: bool,
        /// The event, if it was not used because a second time it would undo what came since: a
        /// delta, or the beginning of something that has begun.
        unused: Option<Box<TaskEvent>>,
    },
    /// The event came after the one that ended its task.
    AfterEnd {
        /// The task that the event belongs to.
        task_id: String,
        /// The event, if it was not used: one that would have the task go on, or a delta.
        unused: Option<Box<TaskEvent>>,
    },
    /// The event belongs to a task that no event has introduced, so there is nothing to fold it
    /// into.
    UnknownTask {
        /// The event. It was not used.
        unused: Box<TaskEvent>,
    },
    /// The snapshot in the event is of another task than the event itself. It was used for the
    /// task of the event.
    OtherTask {
        /// The task that the event belongs to.
        task_id: String,
        /// The id in the snapshot.
        snapshot_id: String,
    },
    /// The item has no id, so later events about it cannot be matched to it. It was
    /// appended.
    ItemWithoutId {
        /// The task that the event belongs to.
        task_id: String,
    },
    /// The delta is about an item that the task does not have, or that is final.
    UnknownItem {
        /// The task that the event belongs to.
        task_id: String,
        /// The id of the item.
        item_id: String,
        /// The event. It was not used.
        unused: Box<TaskEvent>,
    },
    /// The delta does not fit the item: text for a tool call, or a part far beyond the last one.
    UnfitDelta {
        /// The task that the event belongs to.
        task_id: String,
        /// The id of the item.
        item_id: String,
        /// The event. It was not used.
        unused: Box<TaskEvent>,
    },
    /// The type of the event is not known, and so is what it would do to the task.
    UnknownEvent {
        /// The event. It was not used.
        unused: Box<TaskEvent>,
    },
    /// The envelope has neither an event nor an error.
    EmptyEnvelope,
}

impl FoldNotice {
    /// A stable name for the kind of notice.
    pub fn code(&self) -> &'static str {
        match self {
            FoldNotice::Gap { .. } => "sequence-gap",
            FoldNotice::Repeat { .. } => "sequence-repeat",
            FoldNotice::AfterEnd { .. } => "event-after-end",
            FoldNotice::UnknownTask { .. } => "unknown-task",
            FoldNotice::OtherTask { .. } => "snapshot-of-other-task",
            FoldNotice::ItemWithoutId { .. } => "item-without-id",
            FoldNotice::UnknownItem { .. } => "unknown-item",
            FoldNotice::UnfitDelta { .. } => "unfit-delta",
            FoldNotice::UnknownEvent { .. } => "unknown-event",
            FoldNotice::EmptyEnvelope => "empty-envelope",
        }
    }

    /// The event, if it was not used.
    pub fn unused(&self) -> Option<&TaskEvent> {
        match self {
            FoldNotice::Repeat { unused, .. } | FoldNotice::AfterEnd { unused, .. } => {
                unused.as_deref()
            }
            FoldNotice::UnknownTask { unused }
            | FoldNotice::UnknownItem { unused, .. }
            | FoldNotice::UnfitDelta { unused, .. }
            | FoldNotice::UnknownEvent { unused } => Some(unused),
            _ => None,
        }
    }
}

impl fmt::Display for FoldNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FoldNotice::Gap {
                task_id,
                expected,
                found,
            } => write!(f, "task {task_id}: {}", Missing(*expected, *found)),
            FoldNotice::Repeat {
                task_id,
                expected,
                found,
                late,
                ..
            } => write!(f, "task {task_id}: {}", Repeated(*expected, *found, *late)),
            FoldNotice::AfterEnd { task_id, .. } => {
                write!(f, "task {task_id}: an event came after the end of the task")
            }
            FoldNotice::UnknownTask { unused } => {
                let task_id = unused.task_id();
                let task_id = task_id.as_deref().unwrap_or_default();
                write!(f, "task {task_id}: no event has introduced this task")
            }
            FoldNotice::OtherTask {
                task_id,
                snapshot_id,
            } => write!(f, "task {task_id}: the snapshot is of task {snapshot_id}"),
            FoldNotice::ItemWithoutId { task_id } => {
                write!(f, "task {task_id}: an item has no id")
            }
            FoldNotice::UnknownItem {
                task_id, item_id, ..
            } => write!(f, "task {task_id}: there is no open item {item_id}"),
            FoldNotice::UnfitDelta {
                task_id, item_id, ..
            } => write!(f, "task {task_id}: the delta does not fit item {item_id}"),
            FoldNotice::UnknownEvent { .. } => f.write_str("the type of the event is not known"),
            FoldNotice::EmptyEnvelope => {
                f.write_str("the envelope has neither a result nor an error")
            }
        }
    }
}

/// Which events are missing before one: the number that should have come, and the one that came.
pub(crate) struct Missing(pub(crate) i64, pub(crate) i64);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Missing(expected, found) = *self;
        match found.saturating_sub(1) {
            last if last == expected => write!(f, "event {last} is missing")?,
            last => write!(f, "events {expected} to {last} are missing")?,
        }
        match expected {
            0 => write!(f, ": the first is {found}"),
            _ => write!(f, ": {found} follows {}", expected - 1),
        }
    }
}

/// How an event came out of turn: the number that should have come, the one that came, and whether
/// it is late.
pub(crate) struct Repeated(pub(crate) i64, pub(crate) i64, pub(crate) bool);

impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repeated(expected, found, late) = *self;
        match late {
            true => write!(f, "event {found} came late, after {}", expected - 1),
            false => write!(f, "event {found} came twice"),
        }
    }
}
