//! Events about the task as a whole.

use super::event;
use crate::{RpcError, ToolCallItem, ToolData};

event! {
    /// The task exists. Servers send it first.
    "V26-27" snapshot TaskCreatedEvent = "task.created" {}
}

event! {
    /// The task waits for capacity. Published servers never send it.
    "V26-27" timed TaskQueuedEvent = "task.queued" {}
}

event! {
    /// Work on the task has begun. Servers send it, without a snapshot.
    "V26-27" timed TaskWorkingEvent = "task.working" {}
}

event! {
    /// The task stops until the caller answers tool calls. Server 0.0.27 sends it; no more events
    /// of the task follow.
    "V26-27" snapshot TaskInputRequiredEvent = "task.input_required" {
        /// The call ids of all tool calls that the caller has to answer. Server 0.0.27.
        "V27" optional input_required_call_ids: Vec<String>,
        /// The tool call that the caller has to answer. Server 0.0.26.
        "V26" optional input_required: Box<ToolCallItem>,
    }
}

event! {
    /// The task was suspended. Published servers never send it.
    "V26-27" snapshot TaskPausedEvent = "task.paused" {}
}

event! {
    /// The task ended well. Servers send it; no more events of the task follow.
    "V26-27" snapshot TaskCompletedEvent = "task.completed" {}
}

event! {
    /// The task was stopped on request. Published servers never send it.
    "V26-27" snapshot TaskCanceledEvent = "task.canceled" {}
}

event! {
    /// The task ran out of time, or nobody picked it up. Published servers never send it.
    "V26-27" snapshot TaskExpiredEvent = "task.expired" {}
}

event! {
    /// The task ended with an error. Servers send it, and the same error once more in the
    /// envelope; no more events of the task follow.
    "V26-27" snapshot TaskFailedEvent = "task.failed" {
        /// Why the task failed.
        "V26-27" required error: Box<RpcError>,
    }
}

event! {
    /// The tools that the model is offered from now on. Servers send it once work has begun.
    "V26-27" plain TaskToolsUpdatedEvent = "task.tools_updated" {
        /// The definitions of the tools.
        "V26-27" required tools: Vec<ToolData>,
    }
}

event! {
    /// The context has grown too long and will be compressed. Servers send it.
    "V26-27" plain TaskContextCompressionCreatedEvent = "task.context_compression.created" {}
}

event! {
    /// The context is being compressed. Servers send it.
    "V26-27" plain TaskContextCompressionInProgressEvent
        = "task.context_compression.in_progress" {}
}

event! {
    /// The context is compressed. In published servers the step before it always fails, and
    /// `task.failed` comes instead.
    "V26-27" plain TaskContextCompressionCompletedEvent
        = "task.context_compression.completed" {}
}
