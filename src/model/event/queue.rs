//! Events of agents that are driven by a message queue.
//!
//! Server 0.0.27 declares them for that transport, where they come without an envelope, without a
//! `sequence_number` and with a number for `timestamp`. Over HTTP none is sent.

use super::event;
use crate::wire::string_enum;
use crate::{JsonObject, JsonValue};

string_enum! {
    /// What reached an agent's queue.
    pub enum QueueItemType {
        /// A message of the user.
        UserMessage = "user_message",
        /// The result of a tool.
        ToolResult = "tool_result",
        /// The result of a sub-agent.
        SubagentResult = "subagent_result",
        /// News of a background job.
        BackgroundTask = "background_task",
    }
}

string_enum! {
    /// What an agent is doing.
    pub enum AgentState {
        /// It waits for something to do.
        Idle = "idle",
        /// It works.
        Working = "working",
        /// It is suspended.
        Paused = "paused",
        /// It is about to stop.
        Stopping = "stopping",
    }
}

string_enum! {
    /// What a background job does.
    pub enum BackgroundTaskType {
        /// Runs code.
        CodeExecution = "code_execution",
        /// Calls a service.
        ExternalApi = "external_api",
        /// Works on a file.
        FileProcessing = "file_processing",
        /// Runs a sub-agent.
        SubagentCall = "subagent_call",
        /// Runs a shell command that was started in the background.
        BashBackground = "bash_background",
        /// Goes on with something that took too long in the foreground.
        AutoBackground = "auto_background",
    }
}

event! {
    /// Something reached the agent's queue. Never sent.
    #[sources(server 27)]
    #[queue]
    pub struct QueueItemReceivedEvent {
        type = "queue.item_received",
        /// What it is.
        pub item_type: QueueItemType,
        /// How urgent it is; lower comes first.
        pub priority: i64,
        /// How many items are in the queue.
        pub queue_depth: Option<i64>,
        /// What ties it to an earlier message.
        pub correlation_id: Option<String>,
    }
}

event! {
    /// The agent changed its state.
    #[sources(server 27)]
    #[queue]
    pub struct AgentStateChangedEvent {
        type = "agent.state_changed",
        /// The state before.
        pub previous_state: AgentState,
        /// The state from now on.
        pub new_state: AgentState,
        /// Why.
        pub reason: Option<String>,
    }
}

event! {
    /// A background job was started.
    #[sources(server 27)]
    #[queue]
    pub struct BackgroundTaskSubmittedEvent {
        type = "background.submitted",
        /// The job.
        pub background_task_id: String,
        /// What it does.
        pub task_type: BackgroundTaskType,
        /// Its name.
        pub name: Option<String>,
        /// Why it runs in the background.
        pub reason: Option<String>,
    }
}

event! {
    /// How far a background job is. Never sent.
    #[sources(server 27)]
    #[queue]
    pub struct BackgroundTaskProgressEvent {
        type = "background.progress",
        /// The job.
        pub background_task_id: String,
        /// What it does.
        pub task_type: BackgroundTaskType,
        /// The share that is done, from 0 to 1.
        pub progress: Option<f64>,
        /// What it is doing, for people.
        pub message: Option<String>,
    }
}

event! {
    /// A background job ended.
    #[sources(server 27)]
    #[queue]
    pub struct BackgroundTaskCompletedEvent {
        type = "background.completed",
        /// The job.
        pub background_task_id: String,
        /// What it did.
        pub task_type: BackgroundTaskType,
        /// Whether it worked.
        pub success: bool,
        /// The outcome. Free-form.
        pub result: Option<JsonValue>,
        /// What went wrong.
        pub error: Option<String>,
        /// How long it took, in seconds.
        pub execution_time: Option<f64>,
    }
}

event! {
    /// A message of the user was taken in.
    #[sources(server 27)]
    #[queue]
    pub struct UserMessageReceivedEvent {
        type = "user.message_received",
        /// What ties it to an earlier message.
        pub correlation_id: Option<String>,
        /// Its place in the queue.
        pub queue_position: Option<i64>,
    }
}

event! {
    /// A tool call was made.
    #[sources(server 27)]
    #[queue]
    pub struct ToolCallCreatedEvent {
        type = "tool.call_created",
        /// The tool call.
        pub call_id: String,
        /// The tool.
        pub name: String,
        /// The arguments: an object here, not text.
        pub arguments: Option<JsonObject>,
    }
}

event! {
    /// A tool answered.
    #[sources(server 27)]
    #[queue]
    pub struct ToolResultReceivedEvent {
        type = "tool.result_received",
        /// The tool call.
        pub call_id: String,
        /// What the tool answered. Free-form.
        pub output: Option<JsonValue>,
        /// Whether the tool failed.
        pub is_error: Option<bool>,
    }
}

event! {
    /// A sub-agent answered.
    #[sources(server 27)]
    #[queue]
    pub struct SubagentResultReceivedEvent {
        type = "subagent.result_received",
        /// The tool call that started the sub-agent.
        pub call_id: String,
        /// The sub-agent.
        pub subagent_name: Option<String>,
        /// What the sub-agent answered. Free-form.
        pub output: Option<JsonValue>,
    }
}
