//! Events about text while it is written: messages, thinking and its summary.

use super::event;
use crate::Json;

event! {
    /// More text of a reasoning summary. Published servers never send it.
    "V26-27" plain TaskReasoningSummaryTextDeltaEvent = "task.reasoning_summary_text.delta" {
        /// The reasoning item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the item's summary; the event that ends the part calls the
        /// same number `summary_index`.
        "V26-27" required content_index: i64,
        /// The text to append.
        "V26-27" required delta: String,
    }
}

event! {
    /// The whole text of a part of a reasoning summary. Published servers never send it.
    "V26-27" plain TaskReasoningSummaryTextDoneEvent = "task.reasoning_summary_text.done" {
        /// The reasoning item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the item's summary.
        "V26-27" required summary_index: i64,
        /// The whole text.
        "V26-27" required text: String,
    }
}

event! {
    /// More thinking. Servers send it, once for each item, with the whole text.
    "V26-27" plain TaskReasoningTextDeltaEvent = "task.reasoning_text.delta" {
        /// The reasoning item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the item's content.
        "V26-27" required content_index: i64,
        /// The text to append.
        "V26-27" required delta: String,
    }
}

event! {
    /// The whole text of a part of the thinking. Servers send it.
    "V26-27" plain TaskReasoningTextDoneEvent = "task.reasoning_text.done" {
        /// The reasoning item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the item's content.
        "V26-27" required content_index: i64,
        /// The whole text.
        "V26-27" required text: String,
    }
}

event! {
    /// More text of a message. Published servers never send it.
    "V26-27" plain TaskTextDeltaEvent = "task.text.delta" {
        /// The message.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the message's content.
        "V26-27" required content_index: i64,
        /// The text to append.
        "V26-27" required delta: String,
        /// How likely the model found each token. Declared as a list of anything.
        "V26-27" required logprobs: Vec<Json>,
    }
}

event! {
    /// The whole text of a part of a message. Published servers never send it.
    "V26-27" plain TaskTextDoneEvent = "task.text.done" {
        /// The message.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the message's content.
        "V26-27" required content_index: i64,
        /// The whole text.
        "V26-27" required text: String,
        /// How likely the model found each token. Declared as a list of anything.
        "V26-27" required logprobs: Vec<Json>,
    }
}
