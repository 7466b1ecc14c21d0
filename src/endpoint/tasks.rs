//! The calls about tasks.

use super::table::endpoint;
use crate::{
    JsonrpcRequest, JsonrpcResponse, StopAgentRequest, StopAgentResponse, TaskAnswer,
    TaskCreateParams, TaskEventResponse, TaskListPage, TaskListParams, TaskResponse,
};

endpoint! {
    /// Creates a task and waits for its end, or follows it as a stream.
    "S1.1-1.14 V26-27" CreateTask "tasks.create" Post "/tasks" {
        header request_id "X-Request-ID" "Used where the body has no `request_id` (server 0.0.27).",
        header task_id "X-Task-ID" "Used where the body has no `task_id` (server 0.0.27).",
        header session_id "X-Session-ID" "Used where the body has no `session_id` (server 0.0.27).",
        header user_id "X-User-ID" "Used where the body has no `user_id` (server 0.0.27).",
        header client_id "X-Client-ID" "Used where the body has no `client_id` (server 0.0.27).",
        body TaskCreateParams,
    } -> TaskResponse {
        /// Without a stream: the envelope at the end, also of a task that failed.
        "S1.1-1.14 V26-27" 200 Json TaskResponse,
        /// With a stream: the envelope of an event on each `data` line.
        "V26-27" 200 EventStream TaskEventResponse,
    }
    streams |call| call.params.stream
}

endpoint! {
    /// Lists tasks. Servers want a user: in the query or in the header.
    "S1.9-1.14 V26-27" ListTasks "tasks.list" Get "/tasks" {
        query TaskListParams,
        header user_id "X-User-ID" "The user whose tasks are listed. Wins over the query.",
    } -> TaskListPage {
        /// A page of tasks.
        "S1.9-1.14 V26-27" 200 Json TaskListPage,
    }
}

endpoint! {
    /// Retrieves a task.
    "D S1.1-1.14 V26-27" RetrieveTask "tasks.retrieve" Get "/tasks/{task_id}" {
        path task_id "The identifier of the task.",
        header request_id "X-Request-ID" "Becomes the `id` of the envelope.",
    } -> TaskResponse {
        /// The task. Servers also answer so, with an error inside, when there is no such task.
        "D S1.1-1.14 V26-27" 200 Json TaskResponse,
    }
}

endpoint! {
    /// Deletes a task. Published servers only try to cancel it.
    "S1.1-1.14 V26-27" DeleteTask "tasks.delete" Delete "/tasks/{task_id}" {
        path task_id "The identifier of the task.",
        header request_id "X-Request-ID" "Becomes the `id` of the envelope.",
    } -> TaskResponse {
        /// The task, or an error inside the envelope.
        "S1.1-1.14 V26-27" 200 Json TaskResponse,
    }
}

endpoint! {
    /// Cancels a task. Published servers cannot.
    "S1.1-1.14 V26-27" CancelTask "tasks.cancel" Post "/tasks/{task_id}/cancel" {
        path task_id "The identifier of the task.",
        header request_id "X-Request-ID" "Becomes the `id` of the envelope.",
    } -> TaskAnswer {
        /// The task, in an envelope or (later SDKs, server 0.0.27) alone.
        "S1.1-1.14 V26-27" 200 Json TaskAnswer,
    }
}

endpoint! {
    /// Pauses a task. Published servers cannot.
    "V26-27 S1.11-1.14" PauseTask "tasks.pause" Post "/tasks/{task_id}/pause" {
        path task_id "The identifier of the task.",
    } -> TaskAnswer {
        /// The task.
        "V26-27 S1.11-1.14" 200 Json TaskAnswer,
    }
}

endpoint! {
    /// Resumes a paused task. Published servers cannot.
    "V26-27 S1.11-1.14" ResumeTask "tasks.resume" Post "/tasks/{task_id}/resume" {
        path task_id "The identifier of the task.",
    } -> TaskAnswer {
        /// The task.
        "V26-27 S1.11-1.14" 200 Json TaskAnswer,
    }
}

endpoint! {
    /// Sends a JSON-RPC request. The SDK does not use it.
    "V26-27" CallJsonrpc "tasks.jsonrpc" Post "/tasks/agent" | "/agent" {
        body JsonrpcRequest,
    } -> JsonrpcResponse {
        /// The answer to the method. A request that could not be read gets an HTTP error.
        "V26-27" 200 Json JsonrpcResponse,
        /// The answer to `tasks/createSubscribe`: the envelope of an event on each `data` line.
        "V26-27" 200 EventStream TaskEventResponse,
    }
    streams |call| matches!(call.params, JsonrpcRequest::CreateSubscribe(_))
}

endpoint! {
    /// Drops a conversation. The SDK does not use it.
    "V26-27" StopAgent "tasks.stop_session" Post "/tasks/agent/stop" | "/agent/stop" {
        body StopAgentRequest,
    } -> StopAgentResponse {
        /// The conversation is gone.
        "V26-27" 200 Json StopAgentResponse,
    }
}
