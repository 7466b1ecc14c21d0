//! The task.

use crate::wire::{JsonObject, object, string_enum};
use crate::{OutputItem, RpcError, ToolCallItem, Usage};

string_enum! {
    /// The type marker of a task object.
    pub enum TaskMarker {
        /// A task.
        Task = "task",
    }
}

#[allow(
    clippy::derivable_impls,
    reason = "the table of an enum makes its derives"
)]
impl Default for TaskMarker {
    fn default() -> Self {
        TaskMarker::Task
    }
}

string_enum! {
    /// Where a task is in its life.
    pub enum TaskStatus {
        /// The task exists; work has not begun.
        Created = "created",
        /// The task waits for capacity.
        Queued = "queued",
        /// The task is being worked on.
        Working = "working",
        /// The task stopped until the caller supplies the results of tool calls.
        InputRequired = "input-required",
        /// The task was suspended and can be resumed.
        Paused = "paused",
        /// The task ended well.
        Completed = "completed",
        /// The task was stopped on request.
        Canceled = "canceled",
        /// The task ran out of time, or nobody picked it up.
        Expired = "expired",
        /// The task ended with an error.
        Failed = "failed",
    }
}

impl TaskStatus {
    /// Whether the task has ended for good.
    pub fn is_terminal(&self) -> bool {
        use TaskStatus::*;
        matches!(self, Completed | Canceled | Expired | Failed)
    }

    /// The states that may follow this one, by the lifecycle of the published server.
    pub fn transitions(&self) -> &'static [TaskStatus] {
        use TaskStatus::*;
        match self {
            Created => &[Queued, Working, Canceled],
            Queued => &[Working, Canceled, Expired],
            Working => &[InputRequired, Paused, Completed, Failed, Canceled, Expired],
            InputRequired => &[Queued, Working, Canceled, Expired],
            Paused => &[Working, Canceled, Expired],
            Completed | Canceled | Expired | Failed | Unknown(_) => &[],
        }
    }

    /// Whether the task may go from this state to the other in any number of steps. That is what
    /// two snapshots show: servers skip the states in between.
    pub fn leads_to(&self, later: &TaskStatus) -> bool {
        let mut reached = vec![self];
        let mut next = 0;
        while let Some(state) = reached.get(next) {
            for follower in state.transitions() {
                if follower == later {
                    return true;
                }
                if !reached.contains(&follower) {
                    reached.push(follower);
                }
            }
            next += 1;
        }
        false
    }
}

object! {
    /// A unit of agent work: who it belongs to, how far it is, what it produced.
    "D S1.1-1.14 V24-27" pub struct Task {
        /// The type marker, always `task`.
        "D S1.1-1.14 V24-27" fixed object: TaskMarker,
        /// The identifier of the task. Servers make `task_` and 32 hex digits, but keep whatever
        /// the caller chose; a task that runs a tool call has the `call_id` of that call.
        "D S1.1-1.14 V24-27" required id: String,
        /// The conversation that the task belongs to. Tasks of one session share their context.
        "D S1.1-1.14 V26-27" required session_id: String,
        /// The end user for whom the task runs.
        "D S1.1-1.14 V26-27" required user_id: String,
        /// Where the task is in its life.
        "D S1.1-1.14 V24-27" required status: TaskStatus,
        /// When the task was created, in whole seconds since the Unix epoch.
        "D S1.1-1.14 V24-27" required created_at: i64,
        /// What the task produced so far, in order.
        "D S1.1-1.14 V24-27" required output: Vec<OutputItem>,
        /// What the task consumed. Documented as a free-form object; servers always send the
        /// counters.
        "D S1.1-1.14 V24-27" optional usage: Usage,
        /// Why the task failed. Set if and only if the status is `failed`.
        "D S1.1-1.14 V24-27" optional error: RpcError,
        /// The tool call that the caller has to carry out before the task can go on. Server
        /// 0.0.27 sends `input_required_call_ids` instead.
        "D S1.1-1.14 V26" optional input_required: Box<ToolCallItem>,
        /// The call ids of all tool calls that the caller has to answer. Server 0.0.27 only.
        "V27" optional input_required_call_ids: Vec<String>,
        /// Free-form data.
        "D S1.1-1.14 V24-27" optional metadata: JsonObject,
        /// The task that this one continues.
        "D S1.1-1.14 V26-27" optional previous_task_id: String,
        /// Records of the model calls, when the create call asked for them. Free-form; servers
        /// send objects like the event `task.rollout`.
        "D S1.1-1.14 V24-27" optional rollouts: Vec<JsonObject>,
    }
}

impl Task {
    /// The tool calls that the caller has to answer, whichever field the server used:
    /// `input_required`, or the items named by `input_required_call_ids`.
    pub fn pending_calls(&self) -> Vec<&ToolCallItem> {
        if let Some(call) = &self.input_required {
            return vec![call];
        }
        let ids = self.input_required_call_ids.as_deref().unwrap_or_default();
        let calls = self.output.iter().filter_map(|item| match item {
            OutputItem::ToolCall(call) => Some(call),
            _ => None,
        });
        calls.filter(|call| ids.contains(&call.call_id)).collect()
    }
}
