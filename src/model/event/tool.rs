//! Events about tool calls and their results while they are produced.

use super::event;
use crate::{ContentPart, DecodeError, JsonObject, decode};

event! {
    /// More of a tool call's arguments. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskToolCallArgumentsDeltaEvent {
        type = "task.tool_call_arguments.delta",
        /// The tool call.
        pub item_id: String,
        /// The `call_id` of the tool call.
        pub call_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The text to append.
        pub delta: String,
    }
}

event! {
    /// The whole arguments of a tool call. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskToolCallArgumentsDoneEvent {
        type = "task.tool_call_arguments.done",
        /// The tool call.
        pub item_id: String,
        /// The `call_id` of the tool call.
        pub call_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The whole arguments as text.
        pub arguments: String,
    }
}

event! {
    /// More of what a tool answers. Servers send it in the streams of tools.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskToolResultDeltaEvent {
        type = "task.tool_result.delta",
        /// The tool result.
        pub item_id: String,
        /// The `call_id` of the tool call.
        pub call_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The parts to append to the answer, as the tool made them: servers do not hold them
        /// against the content types.
        pub delta_message_content: Vec<JsonObject>,
        /// The blocks for display to append. Free-form.
        pub delta_block_list: Vec<JsonObject>,
    }
}

impl TaskToolResultDeltaEvent {
    /// The parts to append to the answer.
    pub fn parts(&self) -> impl Iterator<Item = Result<ContentPart, DecodeError>> {
        parts(&self.delta_message_content)
    }
}

event! {
    /// All that a tool answered. Servers send it in the streams of tools.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskToolResultDoneEvent {
        type = "task.tool_result.done",
        /// The tool result.
        pub item_id: String,
        /// The `call_id` of the tool call.
        pub call_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The parts of the answer, as the tool made them: servers do not check them against the
        /// content types.
        pub message_content: Vec<JsonObject>,
        /// The blocks for display. Free-form.
        pub block_list: Vec<JsonObject>,
    }
}

impl TaskToolResultDoneEvent {
    /// The parts of the answer.
    pub fn parts(&self) -> impl Iterator<Item = Result<ContentPart, DecodeError>> {
        parts(&self.message_content)
    }
}

fn parts(objects: &[JsonObject]) -> impl Iterator<Item = Result<ContentPart, DecodeError>> {
    objects.iter().map(|part| decode::from_str(part.as_str()))
}
