//! The task: who it belongs to, its state, what it produced and consumed.
//!
//! [`Task`] is what most calls answer with. [`Task::answer`] has the words of the model's last message,
//! [`Task::pending_calls`] what the caller has to do, [`TaskStatus`] the lifecycle, [`Usage`] what it cost.
//!
//! ```
//! use agentlin_types::{MessageItem, MessageRole, Task, TaskStatus, Usage};
//!
//! let answer = MessageItem::new(MessageRole::Assistant).message_content("It is 4.");
//! let task = Task::new(
//!     "task_1", "sess_1", "user_1", TaskStatus::Completed, 1_795_467_208, [answer.into()],
//! ).usage(Usage::new().total_tokens(20));
//! assert_eq!(task.answer().as_deref(), Some("It is 4."));
//! ```

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::wire::{JsonObject, object, string_enum};
use crate::{MessageRole, OutputItem, RpcError, ToolCallItem};

pub use super::usage::*;

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
    /// Lifecycle state of a task.
    ///
    /// ```
    /// use agentlin_types::TaskStatus;
    ///
    /// let status: TaskStatus = "working".parse()?;
    /// assert!(!status.is_terminal());
    /// assert!(status.leads_to(&TaskStatus::Completed));
    /// // A later server's status is kept, and is no known one.
    /// assert_eq!(TaskStatus::from_wire("dreaming").as_str(), "dreaming");
    /// assert!("dreaming".parse::<TaskStatus>().is_err());
    /// # Ok::<(), agentlin_types::NotKnown>(())
    /// ```
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
        /// The task ran out of time, or was never picked up.
        Expired = "expired",
        /// The task ended with an error.
        Failed = "failed",
    }
}

impl TaskStatus {
    /// Whether the task has ended for good.
    pub const fn is_terminal(&self) -> bool {
        use TaskStatus::*;
        matches!(self, Completed | Canceled | Expired | Failed)
    }

    /// The states that may follow this one, by the lifecycle of the published server.
    pub const fn transitions(&self) -> &'static [TaskStatus] {
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
    ///
    /// ```
    /// use agentlin_types::{Task, TaskStatus, decode};
    ///
    /// let task: Task = decode::from_str(
    ///     r#"{"object": "task", "id": "task_1", "session_id": "sess_1", "user_id": "user_1",
    ///         "status": "input-required", "created_at": 1795467208, "input_required_call_ids": ["call_1"],
    ///         "output": [{"type": "tool_call", "call_id": "call_1", "name": "ask", "arguments": "{}"}]}"#,
    /// )?;
    /// assert_eq!(task.status, TaskStatus::InputRequired);
    /// assert_eq!(task.pending_calls()[0].name, "ask");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 24-27)]
    pub struct Task {
        /// The type marker, always `task`.
        #[constant]
        pub object: TaskMarker,
        /// The identifier of the task. Servers make `task_` and 32 hex digits, but keep whatever
        /// the caller chose; a task that runs a tool call has the `call_id` of that call.
        pub id: String,
        /// The conversation that the task belongs to. Tasks of one session share their context.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub session_id: String,
        /// The end user for whom the task runs.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub user_id: String,
        /// Lifecycle state of the task.
        pub status: TaskStatus,
        /// When the task was created, in whole seconds since the Unix epoch.
        pub created_at: i64,
        /// What the task produced so far, in order.
        pub output: Vec<OutputItem>,
        /// What the task consumed. Documented as a free-form object; servers always send the
        /// counters.
        pub usage: Option<Usage>,
        /// Why the task failed. Set if and only if the status is `failed`.
        pub error: Option<RpcError>,
        /// The tool call that the caller has to carry out before the task can go on. Server
        /// 0.0.27 sends `input_required_call_ids` instead.
        #[sources(page, sdk 1.1-1.14, server 26)]
        pub input_required: Option<Box<ToolCallItem>>,
        /// The call ids of all tool calls that the caller has to answer. Server 0.0.27 only.
        #[sources(server 27)]
        pub input_required_call_ids: Option<Vec<String>>,
        /// Free-form data.
        pub metadata: Option<JsonObject>,
        /// The task that this one continues.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub previous_task_id: Option<String>,
        /// Records of the model calls, when the create call asked for them. Free-form; servers
        /// send objects like the event `task.rollout`.
        pub rollouts: Option<Vec<JsonObject>>,
    }
}

impl Task {
    /// What the model answered: the words of the last message that it wrote.
    ///
    /// ```
    /// use agentlin_types::{MessageItem, MessageRole, Task, TaskStatus};
    ///
    /// let answer = MessageItem::new(MessageRole::Assistant).message_content("4");
    /// let task = Task::new("t", "s", "u", TaskStatus::Completed, 1_795_467_208, [answer.into()]);
    /// assert_eq!(task.answer().as_deref(), Some("4"));
    /// ```
    pub fn answer(&self) -> Option<String> {
        let messages = self.output.iter().filter_map(OutputItem::as_message);
        let mut answers = messages.filter(|message| message.role == MessageRole::Assistant);
        Some(answers.next_back()?.body()?.text())
    }

    /// When the task was created. `None` for a time that the system cannot hold.
    pub fn created(&self) -> Option<SystemTime> {
        let distance = Duration::from_secs(self.created_at.unsigned_abs());
        if self.created_at < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        }
    }

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
