//! The events of a stream.
//!
//! Only published servers describe them: neither the documentation page nor the SDK has a type
//! for an event, so none of this is in the documented profile.

mod item;
mod queue;
mod rollout;
mod status;
mod table;
mod text;
mod tool;

use std::borrow::Cow;

use crate::wire::{kind_union, object};
use crate::{JsonrpcVersion, RequestId, RpcError, Task, TaskStatus};

pub use item::*;
pub use queue::*;
pub use rollout::*;
pub use status::*;
pub use text::*;
pub use tool::*;

use table::{EventFields, event, events};

events! {
    /// `task.created`: the task exists.
    Created(TaskCreatedEvent),
    /// `task.queued`: the task waits for capacity.
    Queued(TaskQueuedEvent),
    /// `task.working`: work has begun.
    Working(TaskWorkingEvent),
    /// `task.input_required`: the caller has to answer tool calls.
    InputRequired(TaskInputRequiredEvent),
    /// `task.paused`: the task was suspended.
    Paused(TaskPausedEvent),
    /// `task.completed`: the task ended well.
    Completed(TaskCompletedEvent),
    /// `task.canceled`: the task was stopped on request.
    Canceled(TaskCanceledEvent),
    /// `task.expired`: the task ran out of time.
    Expired(TaskExpiredEvent),
    /// `task.failed`: the task ended with an error.
    Failed(TaskFailedEvent),
    /// `task.tools_updated`: which tools the model is offered.
    ToolsUpdated(TaskToolsUpdatedEvent),
    /// `task.context_compression.created`: the context will be compressed.
    ContextCompressionCreated(TaskContextCompressionCreatedEvent),
    /// `task.context_compression.in_progress`: the context is being compressed.
    ContextCompressionInProgress(TaskContextCompressionInProgressEvent),
    /// `task.context_compression.completed`: the context is compressed.
    ContextCompressionCompleted(TaskContextCompressionCompletedEvent),
    /// `task.output_item.added`: an item began.
    OutputItemAdded(TaskOutputItemAddedEvent),
    /// `task.output_item.done`: an item is final.
    OutputItemDone(TaskOutputItemDoneEvent),
    /// `task.content_part.added`: a part of an item began.
    ContentPartAdded(TaskContentPartAddedEvent),
    /// `task.content_part.done`: a part of an item is final.
    ContentPartDone(TaskContentPartDoneEvent),
    /// `task.reasoning_summary_part.added`: a part of a summary began.
    ReasoningSummaryPartAdded(TaskReasoningSummaryPartAddedEvent),
    /// `task.reasoning_summary_part.done`: a part of a summary is final.
    ReasoningSummaryPartDone(TaskReasoningSummaryPartDoneEvent),
    /// `task.reasoning_summary_text.delta`: more text of a summary.
    ReasoningSummaryTextDelta(TaskReasoningSummaryTextDeltaEvent),
    /// `task.reasoning_summary_text.done`: the whole text of a summary part.
    ReasoningSummaryTextDone(TaskReasoningSummaryTextDoneEvent),
    /// `task.reasoning_text.delta`: more thinking.
    ReasoningTextDelta(TaskReasoningTextDeltaEvent),
    /// `task.reasoning_text.done`: the whole text of a part of the thinking.
    ReasoningTextDone(TaskReasoningTextDoneEvent),
    /// `task.text.delta`: more text of a message.
    TextDelta(TaskTextDeltaEvent),
    /// `task.text.done`: the whole text of a part of a message.
    TextDone(TaskTextDoneEvent),
    /// `task.tool_call_arguments.delta`: more of a call's arguments.
    ToolCallArgumentsDelta(TaskToolCallArgumentsDeltaEvent),
    /// `task.tool_call_arguments.done`: the whole arguments of a call.
    ToolCallArgumentsDone(TaskToolCallArgumentsDoneEvent),
    /// `task.tool_result.delta`: more of what a tool answers.
    ToolResultDelta(TaskToolResultDeltaEvent),
    /// `task.tool_result.done`: all that a tool answered.
    ToolResultDone(TaskToolResultDoneEvent),
    /// `task.block.delta`: more of a block for display.
    BlockDelta(TaskBlockDeltaEvent),
    /// `task.block.done`: a block for display is final.
    BlockDone(TaskBlockDoneEvent),
    /// `task.audio.delta`: more audio.
    AudioDelta(TaskAudioDeltaEvent),
    /// `task.audio.done`: the audio is complete.
    AudioDone(TaskAudioDoneEvent),
    /// `task.image.delta`: an image so far.
    ImageDelta(TaskImageDeltaEvent),
    /// `task.image.done`: the image is complete.
    ImageDone(TaskImageDoneEvent),
    /// `task.file.delta`: more of a file.
    FileDelta(TaskFileDeltaEvent),
    /// `task.file.done`: the file is complete.
    FileDone(TaskFileDoneEvent),
    /// `task.rollout`: the record of one model call.
    Rollout(Box<TaskRolloutEvent>),
    /// `queue.item_received`: something reached the agent's queue.
    QueueItemReceived(QueueItemReceivedEvent),
    /// `agent.state_changed`: the agent changed its state.
    AgentStateChanged(AgentStateChangedEvent),
    /// `background.submitted`: a background job was started.
    BackgroundSubmitted(BackgroundTaskSubmittedEvent),
    /// `background.progress`: how far a background job is.
    BackgroundProgress(BackgroundTaskProgressEvent),
    /// `background.completed`: a background job ended.
    BackgroundCompleted(BackgroundTaskCompletedEvent),
    /// `user.message_received`: a message of the user was taken in.
    UserMessageReceived(UserMessageReceivedEvent),
    /// `tool.call_created`: a tool call was made.
    ToolCallCreated(ToolCallCreatedEvent),
    /// `tool.result_received`: a tool answered.
    ToolResultReceived(ToolResultReceivedEvent),
    /// `subagent.result_received`: a sub-agent answered.
    SubagentResultReceived(SubagentResultReceivedEvent),
}

impl TaskEvent {
    /// The place of the event among those of its task: 0 for the first, then one more each time.
    /// Tasks that share a stream count on their own. Also read from events of unknown type;
    /// absent on a message queue.
    pub fn sequence_number(&self) -> Option<i64> {
        match self.fields() {
            Ok(fields) => fields.sequence_number(),
            Err(unknown) => unknown.object().get("sequence_number")?.parse().ok(),
        }
    }

    /// The task that the event belongs to: for the work of a tool or sub-agent the `call_id` of
    /// the call that started it. Also read from events of unknown type; may be absent on a
    /// message queue.
    pub fn task_id(&self) -> Option<Cow<'_, str>> {
        match self.fields() {
            Ok(fields) => fields.task_id().map(Into::into),
            Err(unknown) => {
                let id: String = unknown.object().get("task_id")?.parse().ok()?;
                Some(id.into())
            }
        }
    }

    /// When the event was made, for those that say so: changes of a task's status and the events
    /// of a message queue. Also read from events of unknown type.
    pub fn timestamp(&self) -> Option<EventTimestamp> {
        match self.fields() {
            Ok(fields) => fields.timestamp(),
            Err(unknown) => unknown.object().get("timestamp")?.parse().ok(),
        }
    }

    /// The whole task as it stood when the event was made, for changes of status that carry it.
    pub fn task(&self) -> Option<&Task> {
        self.fields().ok()?.task()
    }

    /// The status that the event puts its task in.
    ///
    /// The status inside [`TaskEvent::task`] can lag behind: published servers write the snapshot
    /// first.
    pub fn status(&self) -> Option<TaskStatus> {
        use TaskEvent::*;
        Some(match self {
            Created(_) => TaskStatus::Created,
            Queued(_) => TaskStatus::Queued,
            Working(_) => TaskStatus::Working,
            InputRequired(_) => TaskStatus::InputRequired,
            Paused(_) => TaskStatus::Paused,
            Completed(_) => TaskStatus::Completed,
            Canceled(_) => TaskStatus::Canceled,
            Expired(_) => TaskStatus::Expired,
            Failed(_) => TaskStatus::Failed,
            _ => return None,
        })
    }

    /// Whether no more events of the same task follow: it ended, was paused, or waits for the
    /// caller. The stream is over when this is true of the task that was asked for; tools and
    /// sub-agents on the same stream end earlier.
    pub fn is_terminal(&self) -> bool {
        self.status().is_some_and(|status| {
            status.is_terminal() || matches!(status, TaskStatus::InputRequired | TaskStatus::Paused)
        })
    }
}

impl From<TaskRolloutEvent> for TaskEvent {
    fn from(event: TaskRolloutEvent) -> Self {
        TaskEvent::Rollout(Box::new(event))
    }
}

kind_union! {
    /// When an event was made.
    pub enum EventTimestamp {
        /// A date and time as in ISO 8601, in UTC, with microseconds: on HTTP streams.
        DateTime(String),
        /// Seconds since the Unix epoch: on a message queue.
        UnixSeconds(f64),
    }
}

impl From<&str> for EventTimestamp {
    fn from(time: &str) -> Self {
        EventTimestamp::DateTime(time.into())
    }
}

impl From<String> for EventTimestamp {
    fn from(time: String) -> Self {
        EventTimestamp::DateTime(time)
    }
}

impl From<f64> for EventTimestamp {
    fn from(seconds: f64) -> Self {
        EventTimestamp::UnixSeconds(seconds)
    }
}

impl std::fmt::Display for EventTimestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EventTimestamp::DateTime(time) => f.pad(time),
            EventTimestamp::UnixSeconds(seconds) => seconds.fmt(f),
        }
    }
}

object! {
    /// The envelope around one event: the content of one `data` line of a stream.
    ///
    /// ```
    /// use agentlin_types::{TaskEvent, TaskEventResponse};
    ///
    /// let line = r#"{"jsonrpc":"2.0","id":"req_1","result":{"timestamp":"2026-11-23T20:53:29Z",
    ///   "sequence_number":1,"task_id":"task_1","type":"task.working"}}"#;
    /// let response: TaskEventResponse = serde_json::from_str(line)?;
    /// let event = response.result.unwrap();
    /// assert!(matches!(event, TaskEvent::Working(_)));
    /// assert_eq!(event.task_id().as_deref(), Some("task_1"));
    /// assert_eq!(event.sequence_number(), Some(1));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[sources(server 26-27)]
    pub struct TaskEventResponse {
        /// The protocol marker, always `2.0`.
        #[constant]
        pub jsonrpc: JsonrpcVersion,
        /// The identifier of the request, the same on every line, also for events of tools and
        /// sub-agents.
        pub id: Option<RequestId>,
        /// The event. Absent when the request was refused before a task existed.
        pub result: Option<TaskEvent>,
        /// Why the request was refused; or, beside `task.failed`, the error of that event again.
        pub error: Option<RpcError>,
    }
}

impl TaskEventResponse {
    /// The envelope of an event. As published servers do, the error of a failed task is repeated
    /// beside the event.
    pub fn event(id: impl Into<RequestId>, event: impl Into<TaskEvent>) -> Self {
        let event = event.into();
        let response = TaskEventResponse::new().id(id);
        match &event {
            TaskEvent::Failed(failed) => {
                let error = failed.error.clone();
                response.error(*error).result(event)
            }
            _ => response.result(event),
        }
    }

    /// The envelope of a request that was refused.
    pub fn failure(id: impl Into<RequestId>, error: impl Into<RpcError>) -> Self {
        TaskEventResponse::new().id(id).error(error)
    }
}
