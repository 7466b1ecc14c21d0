//! Events about output items and the parts of their content.

use super::event;
use crate::wire::object;
use crate::{ContentPart, JsonObject, OutputItem};

event! {
    /// An item began. Servers send it; the item is usually still empty.
    #[sources(server 26-27)]
    #[plain]
    pub struct TaskOutputItemAddedEvent {
        type = "task.output_item.added",
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The current item.
        pub item: Box<OutputItem>,
    }
}

event! {
    /// An item is final. Servers send it.
    #[sources(server 26-27)]
    #[plain]
    pub struct TaskOutputItemDoneEvent {
        type = "task.output_item.done",
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The whole item.
        pub item: Box<OutputItem>,
    }
}

event! {
    /// A part of an item's content began. Servers send it for reasoning.
    #[sources(server 26-27)]
    #[plain]
    pub struct TaskContentPartAddedEvent {
        type = "task.content_part.added",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the item's content.
        pub content_index: i64,
        /// The current part.
        pub part: Box<ContentPart>,
    }
}

event! {
    /// A part of an item's content is final. Servers send it for reasoning.
    #[sources(server 26-27)]
    #[plain]
    pub struct TaskContentPartDoneEvent {
        type = "task.content_part.done",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The position of the part in the item's content.
        pub content_index: i64,
        /// The whole part.
        pub part: Box<ContentPart>,
    }
}

event! {
    /// A part of a reasoning summary began. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskReasoningSummaryPartAddedEvent {
        type = "task.reasoning_summary_part.added",
        /// The reasoning item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The current part.
        pub part: SummaryPart,
        /// The position of the part in the item's summary.
        pub summary_index: i64,
    }
}

event! {
    /// A part of a reasoning summary is final. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskReasoningSummaryPartDoneEvent {
        type = "task.reasoning_summary_part.done",
        /// The reasoning item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The whole part.
        pub part: SummaryPart,
        /// The position of the part in the item's summary.
        pub summary_index: i64,
    }
}

object! {
    /// A part of a reasoning summary, in an event.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct SummaryPart {
        /// The tag of a summary part.
        type = "summary_text",
        /// The text.
        pub text: String,
    }
}

event! {
    /// More of a block for display. Published servers declare it outside of their union of events
    /// and never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskBlockDeltaEvent {
        type = "task.block.delta",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// What the block gains. Free-form.
        pub block: JsonObject,
    }
}

event! {
    /// A block for display is final. Published servers declare it outside of their union of
    /// events and never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskBlockDoneEvent {
        type = "task.block.done",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The whole block. Free-form.
        pub block: JsonObject,
    }
}

event! {
    /// More audio. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskAudioDeltaEvent {
        type = "task.audio.delta",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// A piece of the audio in Base64.
        pub delta: String,
    }
}

event! {
    /// The audio is complete. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskAudioDoneEvent {
        type = "task.audio.done",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
    }
}

event! {
    /// An image so far. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskImageDeltaEvent {
        type = "task.image.delta",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The bytes in Base64.
        pub partial_image_b64: String,
        /// The number of this partial image.
        pub partial_image_index: i64,
    }
}

event! {
    /// The image is complete. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskImageDoneEvent {
        type = "task.image.done",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
    }
}

event! {
    /// A piece of a file. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskFileDeltaEvent {
        type = "task.file.delta",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
        /// The bytes in Base64.
        pub partial_file_b64: String,
        /// The number of this piece.
        pub partial_file_index: i64,
    }
}

event! {
    /// The file is complete. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskFileDoneEvent {
        type = "task.file.done",
        /// The item.
        pub item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        pub agent_step: i64,
    }
}
