//! Events about output items and the parts of their content.

use super::event;
use crate::wire::object;
use crate::{ContentPart, JsonObject, OutputItem};

event! {
    /// An item began. Servers send it; the item is usually still empty.
    "V26-27" plain TaskOutputItemAddedEvent = "task.output_item.added" {
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The item as it stands.
        "V26-27" required item: Box<OutputItem>,
    }
}

event! {
    /// An item is final. Servers send it.
    "V26-27" plain TaskOutputItemDoneEvent = "task.output_item.done" {
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The whole item.
        "V26-27" required item: Box<OutputItem>,
    }
}

event! {
    /// A part of an item's content began. Servers send it for reasoning.
    "V26-27" plain TaskContentPartAddedEvent = "task.content_part.added" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the item's content.
        "V26-27" required content_index: i64,
        /// The part as it stands.
        "V26-27" required part: Box<ContentPart>,
    }
}

event! {
    /// A part of an item's content is final. Servers send it for reasoning.
    "V26-27" plain TaskContentPartDoneEvent = "task.content_part.done" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The position of the part in the item's content.
        "V26-27" required content_index: i64,
        /// The whole part.
        "V26-27" required part: Box<ContentPart>,
    }
}

event! {
    /// A part of a reasoning summary began. Published servers never send it.
    "V26-27" plain TaskReasoningSummaryPartAddedEvent = "task.reasoning_summary_part.added" {
        /// The reasoning item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The part as it stands.
        "V26-27" required part: SummaryPart,
        /// The position of the part in the item's summary.
        "V26-27" required summary_index: i64,
    }
}

event! {
    /// A part of a reasoning summary is final. Published servers never send it.
    "V26-27" plain TaskReasoningSummaryPartDoneEvent = "task.reasoning_summary_part.done" {
        /// The reasoning item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The whole part.
        "V26-27" required part: SummaryPart,
        /// The position of the part in the item's summary.
        "V26-27" required summary_index: i64,
    }
}

object! {
    /// A part of a reasoning summary, in an event.
    "V26-27" pub struct SummaryPart {
        /// The tag of a summary part.
        "V26-27" tag "type" = "summary_text",
        /// The text.
        "V26-27" required text: String,
    }
}

event! {
    /// More of a block for display. Published servers declare it outside of their union of events
    /// and never send it.
    "V26-27" plain TaskBlockDeltaEvent = "task.block.delta" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// What the block gains. Free-form.
        "V26-27" required block: JsonObject,
    }
}

event! {
    /// A block for display is final. Published servers declare it outside of their union of
    /// events and never send it.
    "V26-27" plain TaskBlockDoneEvent = "task.block.done" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The whole block. Free-form.
        "V26-27" required block: JsonObject,
    }
}

event! {
    /// More audio. Published servers never send it.
    "V26-27" plain TaskAudioDeltaEvent = "task.audio.delta" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// A piece of the audio in Base64.
        "V26-27" required delta: String,
    }
}

event! {
    /// The audio is complete. Published servers never send it.
    "V26-27" plain TaskAudioDoneEvent = "task.audio.done" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
    }
}

event! {
    /// An image so far. Published servers never send it.
    "V26-27" plain TaskImageDeltaEvent = "task.image.delta" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The bytes in Base64.
        "V26-27" required partial_image_b64: String,
        /// The number of this partial image.
        "V26-27" required partial_image_index: i64,
    }
}

event! {
    /// The image is complete. Published servers never send it.
    "V26-27" plain TaskImageDoneEvent = "task.image.done" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
    }
}

event! {
    /// A piece of a file. Published servers never send it.
    "V26-27" plain TaskFileDeltaEvent = "task.file.delta" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
        /// The bytes in Base64.
        "V26-27" required partial_file_b64: String,
        /// The number of this piece.
        "V26-27" required partial_file_index: i64,
    }
}

event! {
    /// The file is complete. Published servers never send it.
    "V26-27" plain TaskFileDoneEvent = "task.file.done" {
        /// The item.
        "V26-27" required item_id: String,
        /// The step of the agent, from 1; 0 when the model or tool layer made the event.
        "V26-27" required agent_step: i64,
    }
}
