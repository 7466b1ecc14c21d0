//! The record of a model call.

use super::event;
use crate::request::ToolData;
use crate::{DecodeError, JsonObject, Task, decode};

event! {
    /// The record of one model call. Servers send it to those who asked for it, and collect the
    /// same objects in the `rollouts` of the task.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskRolloutEvent {
        type = "task.rollout",
        /// The conversation that the task belongs to.
        pub session_id: String,
        /// An identifier for tracing; servers make a new one for each record.
        pub trace_id: String,
        /// The request that the call was made for.
        pub request_id: String,
        /// The identifier of the record; servers make `rollout_` and a UUID.
        pub rollout_id: String,
        /// The chat messages that the model was given.
        pub input_messages: Vec<JsonObject>,
        /// The chat messages that the model wrote.
        pub output_messages: Vec<JsonObject>,
        /// The other arguments of the call, tools included.
        pub inference_args: JsonObject,
        /// The tools that the model was offered; servers leave this empty and put them into
        /// `inference_args`.
        pub tools: Vec<ToolData>,
        /// The request as the server took it.
        pub request: JsonObject,
        /// Whether the model answered instead of calling tools.
        pub is_answer: bool,
        /// How many turns of the assistant came before.
        pub turn: i64,
        /// The step within the turn. Absent on the call that answers.
        pub step: Option<i64>,
    }
}

impl Task {
    /// The records of the model calls, read as the events that servers keep there.
    ///
    /// The documentation has free-form objects in `rollouts`: those that are no such event give
    /// an error each.
    pub fn rollout_events(&self) -> impl Iterator<Item = Result<TaskRolloutEvent, DecodeError>> {
        let rollouts = self.rollouts.as_deref().unwrap_or_default();
        rollouts
            .iter()
            .map(|rollout| decode::from_str(rollout.as_str()))
    }
}
