//! Events about text while it is written: messages, thinking and its summary.

use super::event;
use crate::JsonValue;

event! {
    /// More text of a reasoning summary. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskReasoningSummaryTextDeltaEvent {
        type = "task.reasoning_summary_text.delta",
        /// The reasoning item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the item's summary; the event that ends the part calls the
        /// same number `summary_index`.
        pub content_index: i64,
        /// The text to append.
        pub delta: String,
    }
}

event! {
    /// The whole text of a part of a reasoning summary. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskReasoningSummaryTextDoneEvent {
        type = "task.reasoning_summary_text.done",
        /// The reasoning item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the item's summary.
        pub summary_index: i64,
        /// The whole text.
        pub text: String,
    }
}

event! {
    /// More thinking. Servers send it, once for each item, with the whole text.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskReasoningTextDeltaEvent {
        type = "task.reasoning_text.delta",
        /// The reasoning item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the item's content.
        pub content_index: i64,
        /// The text to append.
        pub delta: String,
    }
}

event! {
    /// The whole text of a part of the thinking. Servers send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskReasoningTextDoneEvent {
        type = "task.reasoning_text.done",
        /// The reasoning item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the item's content.
        pub content_index: i64,
        /// The whole text.
        pub text: String,
    }
}

event! {
    /// More text of a message. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskTextDeltaEvent {
        type = "task.text.delta",
        /// The message.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the message's content.
        pub content_index: i64,
        /// The text to append.
        pub delta: String,
        /// How likely the model found each token. Declared as a list of anything.
        pub logprobs: Vec<JsonValue>,
    }
}

event! {
    /// The whole text of a part of a message. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskTextDoneEvent {
        type = "task.text.done",
        /// The message.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the message's content.
        pub content_index: i64,
        /// The whole text.
        pub text: String,
        /// How likely the model found each token. Declared as a list of anything.
        pub logprobs: Vec<JsonValue>,
    }
}
