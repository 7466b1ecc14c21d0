//! The events of a stream.
//!
//! Only published servers describe them: neither the documentation page nor the SDK has a type
//! for an event, so none of this is in the documented profile.
//!
//! A [`TaskEvent`] comes in an envelope of its own, a [`TaskEventResponse`]; [`stream`](crate::stream) finds
//! envelopes in the text of a stream and puts the task together.
//!
//! ```
//! use agentlin_types::{TaskEvent, TaskEventResponse, decode};
//!
//! let data = r#"{"jsonrpc": "2.0", "id": "req_1", "result": {"type": "task.text.delta",
//!     "sequence_number": 5, "task_id": "task_1", "item_id": "msg_1", "content_index": 0,
//!     "agent_step": 0, "delta": "It is", "logprobs": []}}"#;
//! match decode::from_str::<TaskEventResponse>(data)?.into_result()? {
//!     TaskEvent::TextDelta(event) => assert_eq!(event.delta, "It is"),
//!     event => println!("{}", event.tag().unwrap_or_default()),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod item;
mod queue;
mod rollout;
mod status;
mod table;
mod text;
mod time;
mod tool;

use std::borrow::Cow;

use crate::response::JsonrpcVersion;
use crate::wire::object;
use crate::{RequestId, RpcError, Task, TaskStatus};

pub use item::*;
pub use queue::*;
pub use rollout::*;
pub use status::*;
pub use text::*;
pub use time::*;
pub use tool::*;

use table::{EventFields, event, events};

events! {
    /// The task exists.
    #[accessors(as_created, into_created)]
    Created(TaskCreatedEvent) = "task.created",
    /// The task waits for capacity.
    #[accessors(as_queued, into_queued)]
    Queued(TaskQueuedEvent) = "task.queued",
    /// Work has begun.
    #[accessors(as_working, into_working)]
    Working(TaskWorkingEvent) = "task.working",
    /// The caller has to answer tool calls.
    #[accessors(as_input_required, into_input_required)]
    InputRequired(TaskInputRequiredEvent) = "task.input_required",
    /// The task was suspended.
    #[accessors(as_paused, into_paused)]
    Paused(TaskPausedEvent) = "task.paused",
    /// The task ended well.
    #[accessors(as_completed, into_completed)]
    Completed(TaskCompletedEvent) = "task.completed",
    /// The task was stopped on request.
    #[accessors(as_canceled, into_canceled)]
    Canceled(TaskCanceledEvent) = "task.canceled",
    /// The task ran out of time.
    #[accessors(as_expired, into_expired)]
    Expired(TaskExpiredEvent) = "task.expired",
    /// The task ended with an error.
    #[accessors(as_failed, into_failed)]
    Failed(TaskFailedEvent) = "task.failed",
    /// Which tools the model is offered.
    #[accessors(as_tools_updated, into_tools_updated)]
    ToolsUpdated(TaskToolsUpdatedEvent) = "task.tools_updated",
    /// The context will be compressed.
    #[accessors(as_context_compression_created, into_context_compression_created)]
    ContextCompressionCreated(TaskContextCompressionCreatedEvent) = "task.context_compression.created",
    /// The context is being compressed.
    #[accessors(as_context_compression_in_progress, into_context_compression_in_progress)]
    ContextCompressionInProgress(TaskContextCompressionInProgressEvent) = "task.context_compression.in_progress",
    /// The context is compressed.
    #[accessors(as_context_compression_completed, into_context_compression_completed)]
    ContextCompressionCompleted(TaskContextCompressionCompletedEvent) = "task.context_compression.completed",
    /// An item began.
    #[accessors(as_output_item_added, into_output_item_added)]
    OutputItemAdded(TaskOutputItemAddedEvent) = "task.output_item.added",
    /// An item is final.
    #[accessors(as_output_item_done, into_output_item_done)]
    OutputItemDone(TaskOutputItemDoneEvent) = "task.output_item.done",
    /// A part of an item began.
    #[accessors(as_content_part_added, into_content_part_added)]
    ContentPartAdded(TaskContentPartAddedEvent) = "task.content_part.added",
    /// A part of an item is final.
    #[accessors(as_content_part_done, into_content_part_done)]
    ContentPartDone(TaskContentPartDoneEvent) = "task.content_part.done",
    /// A part of a summary began.
    #[accessors(as_reasoning_summary_part_added, into_reasoning_summary_part_added)]
    ReasoningSummaryPartAdded(TaskReasoningSummaryPartAddedEvent) = "task.reasoning_summary_part.added",
    /// A part of a summary is final.
    #[accessors(as_reasoning_summary_part_done, into_reasoning_summary_part_done)]
    ReasoningSummaryPartDone(TaskReasoningSummaryPartDoneEvent) = "task.reasoning_summary_part.done",
    /// More text of a summary.
    #[accessors(as_reasoning_summary_text_delta, into_reasoning_summary_text_delta)]
    ReasoningSummaryTextDelta(TaskReasoningSummaryTextDeltaEvent) = "task.reasoning_summary_text.delta",
    /// The whole text of a summary part.
    #[accessors(as_reasoning_summary_text_done, into_reasoning_summary_text_done)]
    ReasoningSummaryTextDone(TaskReasoningSummaryTextDoneEvent) = "task.reasoning_summary_text.done",
    /// More thinking.
    #[accessors(as_reasoning_text_delta, into_reasoning_text_delta)]
    ReasoningTextDelta(TaskReasoningTextDeltaEvent) = "task.reasoning_text.delta",
    /// The whole text of a part of the thinking.
    #[accessors(as_reasoning_text_done, into_reasoning_text_done)]
    ReasoningTextDone(TaskReasoningTextDoneEvent) = "task.reasoning_text.done",
    /// More text of a message.
    #[accessors(as_text_delta, into_text_delta)]
    TextDelta(TaskTextDeltaEvent) = "task.text.delta",
    /// The whole text of a part of a message.
    #[accessors(as_text_done, into_text_done)]
    TextDone(TaskTextDoneEvent) = "task.text.done",
    /// More of a call's arguments.
    #[accessors(as_tool_call_arguments_delta, into_tool_call_arguments_delta)]
    ToolCallArgumentsDelta(TaskToolCallArgumentsDeltaEvent) = "task.tool_call_arguments.delta",
    /// The whole arguments of a call.
    #[accessors(as_tool_call_arguments_done, into_tool_call_arguments_done)]
    ToolCallArgumentsDone(TaskToolCallArgumentsDoneEvent) = "task.tool_call_arguments.done",
    /// More of what a tool answers.
    #[accessors(as_tool_result_delta, into_tool_result_delta)]
    ToolResultDelta(TaskToolResultDeltaEvent) = "task.tool_result.delta",
    /// All that a tool answered.
    #[accessors(as_tool_result_done, into_tool_result_done)]
    ToolResultDone(TaskToolResultDoneEvent) = "task.tool_result.done",
    /// More of a block for display.
    #[accessors(as_block_delta, into_block_delta)]
    BlockDelta(TaskBlockDeltaEvent) = "task.block.delta",
    /// A block for display is final.
    #[accessors(as_block_done, into_block_done)]
    BlockDone(TaskBlockDoneEvent) = "task.block.done",
    /// More audio.
    #[accessors(as_audio_delta, into_audio_delta)]
    AudioDelta(TaskAudioDeltaEvent) = "task.audio.delta",
    /// The audio is complete.
    #[accessors(as_audio_done, into_audio_done)]
    AudioDone(TaskAudioDoneEvent) = "task.audio.done",
    /// An image so far.
    #[accessors(as_image_delta, into_image_delta)]
    ImageDelta(TaskImageDeltaEvent) = "task.image.delta",
    /// The image is complete.
    #[accessors(as_image_done, into_image_done)]
    ImageDone(TaskImageDoneEvent) = "task.image.done",
    /// More of a file.
    #[accessors(as_file_delta, into_file_delta)]
    FileDelta(TaskFileDeltaEvent) = "task.file.delta",
    /// The file is complete.
    #[accessors(as_file_done, into_file_done)]
    FileDone(TaskFileDoneEvent) = "task.file.done",
    /// The record of one model call.
    #[accessors(as_rollout, into_rollout)]
    Rollout(Box<TaskRolloutEvent>) = "task.rollout",
    /// Something reached the agent's queue.
    #[accessors(as_queue_item_received, into_queue_item_received)]
    QueueItemReceived(QueueItemReceivedEvent) = "queue.item_received",
    /// The agent changed its state.
    #[accessors(as_agent_state_changed, into_agent_state_changed)]
    AgentStateChanged(AgentStateChangedEvent) = "agent.state_changed",
    /// A background job was started.
    #[accessors(as_background_submitted, into_background_submitted)]
    BackgroundSubmitted(BackgroundTaskSubmittedEvent) = "background.submitted",
    /// How far a background job is.
    #[accessors(as_background_progress, into_background_progress)]
    BackgroundProgress(BackgroundTaskProgressEvent) = "background.progress",
    /// A background job ended.
    #[accessors(as_background_completed, into_background_completed)]
    BackgroundCompleted(BackgroundTaskCompletedEvent) = "background.completed",
    /// A message of the user was taken in.
    #[accessors(as_user_message_received, into_user_message_received)]
    UserMessageReceived(UserMessageReceivedEvent) = "user.message_received",
    /// A tool call was made.
    #[accessors(as_tool_call_created, into_tool_call_created)]
    ToolCallCreated(ToolCallCreatedEvent) = "tool.call_created",
    /// A tool answered.
    #[accessors(as_tool_result_received, into_tool_result_received)]
    ToolResultReceived(ToolResultReceivedEvent) = "tool.result_received",
    /// A sub-agent answered.
    #[accessors(as_subagent_result_received, into_subagent_result_received)]
    SubagentResultReceived(SubagentResultReceivedEvent) = "subagent.result_received",
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

    /// The complete task at the time of the event, for changes of status that carry it.
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
            Created(_) => TaskCreatedEvent::STATUS,
            Queued(_) => TaskQueuedEvent::STATUS,
            Working(_) => TaskWorkingEvent::STATUS,
            InputRequired(_) => TaskInputRequiredEvent::STATUS,
            Paused(_) => TaskPausedEvent::STATUS,
            Completed(_) => TaskCompletedEvent::STATUS,
            Canceled(_) => TaskCanceledEvent::STATUS,
            Expired(_) => TaskExpiredEvent::STATUS,
            Failed(_) => TaskFailedEvent::STATUS,
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
        let response = TaskEventResponse::new().id(id.into());
        match &event {
            TaskEvent::Failed(failed) => {
                let error = failed.error.clone();
                response.error(*error).result(event)
            }
            _ => response.result(event),
        }
    }
}
