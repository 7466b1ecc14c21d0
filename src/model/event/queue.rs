//! Events of agents that are driven by a message queue.
//!
//! Server 0.0.27 declares them for that transport, where they come without an envelope, without a
//! `sequence_number` and with a number for `timestamp`. Over HTTP none is sent.

use super::event;
use crate::wire::string_enum;
use crate::{Json, JsonObject};

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
    "V27" queue QueueItemReceivedEvent = "queue.item_received" {
        /// What it is.
        "V27" required item_type: QueueItemType,
        /// How urgent it is; lower comes first.
        "V27" required priority: i64,
        /// How many items are in the queue.
        "V27" optional queue_depth: i64,
        /// What ties it to an earlier message.
        "V27" optional correlation_id: String,
    }
}

event! {
    /// The agent changed its state.
    "V27" queue AgentStateChangedEvent = "agent.state_changed" {
        /// The state before.
        "V27" required previous_state: AgentState,
        /// The state from now on.
        "V27" required new_state: AgentState,
        /// Why.
        "V27" optional reason: String,
    }
}

event! {
    /// A background job was started.
    "V27" queue BackgroundTaskSubmittedEvent = "background.submitted" {
        /// The job.
        "V27" required background_task_id: String,
        /// What it does.
        "V27" required task_type: BackgroundTaskType,
        /// Its name.
        "V27" optional name: String,
        /// Why it runs in the background.
        "V27" optional reason: String,
    }
}

event! {
    /// How far a background job is. Never sent.
    "V27" queue BackgroundTaskProgressEvent = "background.progress" {
        /// The job.
        "V27" required background_task_id: String,
        /// What it does.
        "V27" required task_type: BackgroundTaskType,
        /// The share that is done, from 0 to 1.
        "V27" optional progress: f64,
        /// What it is doing, for people.
        "V27" optional message: String,
    }
}

event! {
    /// A background job ended.
    "V27" queue BackgroundTaskCompletedEvent = "background.completed" {
        /// The job.
        "V27" required background_task_id: String,
        /// What it did.
        "V27" required task_type: BackgroundTaskType,
        /// Whether it worked.
        "V27" required success: bool,
        /// What came out of it. Free-form.
        "V27" optional result: Json,
        /// What went wrong.
        "V27" optional error: String,
        /// How long it took, in seconds.
        "V27" optional execution_time: f64,
    }
}

event! {
    /// A message of the user was taken in.
    "V27" queue UserMessageReceivedEvent = "user.message_received" {
        /// What ties it to an earlier message.
        "V27" optional correlation_id: String,
        /// Its place in the queue.
        "V27" optional queue_position: i64,
    }
}

event! {
    /// A tool call was made.
    "V27" queue ToolCallCreatedEvent = "tool.call_created" {
        /// The tool call.
        "V27" required call_id: String,
        /// The tool.
        "V27" required name: String,
        /// The arguments: an object here, not text.
        "V27" optional arguments: JsonObject,
    }
}

event! {
    /// A tool answered.
    "V27" queue ToolResultReceivedEvent = "tool.result_received" {
        /// The tool call.
        "V27" required call_id: String,
        /// What the tool answered. Free-form.
        "V27" optional output: Json,
        /// Whether the tool failed.
        "V27" optional is_error: bool,
    }
}

event! {
    /// A sub-agent answered.
    "V27" queue SubagentResultReceivedEvent = "subagent.result_received" {
        /// The tool call that started the sub-agent.
        "V27" required call_id: String,
        /// The sub-agent.
        "V27" optional subagent_name: String,
        /// What the sub-agent answered. Free-form.
        "V27" optional output: Json,
    }
}
