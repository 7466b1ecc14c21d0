//! The record of a model call.

use super::event;
use crate::{DecodeError, JsonObject, Task, ToolData, decode};

event! {
    /// The record of one model call. Servers send it to those who asked for it, and collect the
    /// same objects in the `rollouts` of the task.
    "V26-27" plain TaskRolloutEvent = "task.rollout" {
        /// The conversation that the task belongs to.
        "V26-27" required session_id: String,
        /// An identifier for tracing; servers make a new one for each record.
        "V26-27" required trace_id: String,
        /// The request that the call was made for.
        "V26-27" required request_id: String,
        /// The identifier of the record; servers make `rollout_` and a UUID.
        "V26-27" required rollout_id: String,
        /// The chat messages that the model was given.
        "V26-27" required input_messages: Vec<JsonObject>,
        /// The chat messages that the model wrote.
        "V26-27" required output_messages: Vec<JsonObject>,
        /// The other arguments of the call, tools included.
        "V26-27" required inference_args: JsonObject,
        /// The tools that the model was offered; servers leave this empty and put them into
        /// `inference_args`.
        "V26-27" required tools: Vec<ToolData>,
        /// The request as the server took it.
        "V26-27" required request: JsonObject,
        /// Whether the model answered instead of calling tools.
        "V26-27" required is_answer: bool,
        /// How many turns of the assistant came before.
        "V26-27" required turn: i64,
        /// The step within the turn. Absent on the call that answers.
        "V26-27" optional step: i64,
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
