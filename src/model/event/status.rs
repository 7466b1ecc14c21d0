//! Events about the task as a whole.

use super::event;
use crate::request::ToolData;
use crate::{RpcError, TaskStatus, ToolCallItem};

event! {
    /// The task exists. Servers send it first.
    #[sources(server 26-27)]
    #[snapshot]
    pub struct TaskCreatedEvent {
        type = "task.created",
    }
}

event! {
    /// The task waits for capacity. Published servers never send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[timed]
    pub struct TaskQueuedEvent {
        type = "task.queued",
    }
}

event! {
    /// Work on the task has begun. Servers send it, without a snapshot.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[timed]
    pub struct TaskWorkingEvent {
        type = "task.working",
    }
}

event! {
    /// The task stops until the caller answers tool calls. Server 0.0.27 sends it; no more events
    /// of the task follow.
    #[sources(server 26-27)]
    #[snapshot]
    pub struct TaskInputRequiredEvent {
        type = "task.input_required",
        /// The call ids of all tool calls that the caller has to answer. Server 0.0.27.
        #[sources(server 27)]
        pub input_required_call_ids: Option<Vec<String>>,
        /// The tool call that the caller has to answer. Server 0.0.26.
        #[sources(server 26)]
        pub input_required: Option<Box<ToolCallItem>>,
    }
}

event! {
    /// The task was suspended. Published servers never send it.
    #[sources(server 26-27)]
    #[snapshot]
    pub struct TaskPausedEvent {
        type = "task.paused",
    }
}

event! {
    /// The task ended well. Servers send it; no more events of the task follow.
    #[sources(server 26-27)]
    #[snapshot]
    pub struct TaskCompletedEvent {
        type = "task.completed",
    }
}

event! {
    /// The task was stopped on request. Published servers never send it.
    #[sources(server 26-27)]
    #[snapshot]
    pub struct TaskCanceledEvent {
        type = "task.canceled",
    }
}

event! {
    /// The task ran out of time, or was never picked up. Published servers never send it.
    #[sources(server 26-27)]
    #[snapshot]
    pub struct TaskExpiredEvent {
        type = "task.expired",
    }
}

event! {
    /// The task ended with an error. Servers send it, and the same error once more in the
    /// envelope; no more events of the task follow.
    #[sources(server 26-27)]
    #[snapshot]
    pub struct TaskFailedEvent {
        type = "task.failed",
        /// Why the task failed.
        pub error: Box<RpcError>,
    }
}

event! {
    /// The tools that the model is offered from now on. Servers send it once work has begun.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskToolsUpdatedEvent {
        type = "task.tools_updated",
        /// The definitions of the tools.
        pub tools: Vec<ToolData>,
    }
}

event! {
    /// The context has grown too long and will be compressed. Servers send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskContextCompressionCreatedEvent {
        type = "task.context_compression.created",
    }
}

event! {
    /// The context is being compressed. Servers send it.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskContextCompressionInProgressEvent {
        type = "task.context_compression.in_progress",
    }
}

event! {
    /// The context is compressed. In published servers the step before it always fails, and
    /// `task.failed` comes instead.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    #[plain]
    pub struct TaskContextCompressionCompletedEvent {
        type = "task.context_compression.completed",
    }
}

/// The status that an event puts its task in.
macro_rules! statuses {
    ($($event:ident => $status:ident,)*) => {$(
        impl $event {
            pub(crate) const STATUS: TaskStatus = TaskStatus::$status;
        }
    )*};
}

statuses! {
    TaskCreatedEvent => Created,
    TaskQueuedEvent => Queued,
    TaskWorkingEvent => Working,
    TaskInputRequiredEvent => InputRequired,
    TaskPausedEvent => Paused,
    TaskCompletedEvent => Completed,
    TaskCanceledEvent => Canceled,
    TaskExpiredEvent => Expired,
    TaskFailedEvent => Failed,
}
