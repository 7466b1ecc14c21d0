//! The calls about tasks.

use super::table::endpoint;
use crate::jsonrpc::{JsonrpcRequest, JsonrpcResponse, StopAgentRequest, StopAgentResponse};
use crate::request::TaskListParams;
use crate::response::{TaskAnswer, TaskListPage};
use crate::{TaskCreateParams, TaskEventResponse, TaskResponse};

endpoint! {
    /// Creates a task and waits for its end, or follows it as a stream.
    #[sources(sdk 1.1-1.14, server 26-27)]
    #[operation("tasks.create")]
    #[post("/tasks")]
    pub struct CreateTask {
        #[header("X-Request-ID")]
        /// Used where the body has no `request_id` (server 0.0.27).
        pub request_id: Option<String>,
        #[header("X-Task-ID")]
        /// Used where the body has no `task_id` (server 0.0.27).
        pub task_id: Option<String>,
        #[header("X-Session-ID")]
        /// Used where the body has no `session_id` (server 0.0.27).
        pub session_id: Option<String>,
        #[header("X-User-ID")]
        /// Used where the body has no `user_id` (server 0.0.27).
        pub user_id: Option<String>,
        #[header("X-Client-ID")]
        /// Used where the body has no `client_id` (server 0.0.27).
        pub client_id: Option<String>,
        #[body]
        pub params: TaskCreateParams,
    } -> TaskResponse {
        /// Without a stream: the envelope at the end, also of a task that failed.
        200 => Json(TaskResponse),
        /// With a stream: the envelope of an event on each `data` line.
        #[sources(server 26-27)]
        200 => EventStream(TaskEventResponse),
    }
    streams |call| call.params.stream
}

endpoint! {
    /// Lists tasks. Servers want a user: in the query or in the header.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("tasks.list")]
    #[get("/tasks")]
    pub struct ListTasks {
        #[query]
        pub params: TaskListParams,
        #[header("X-User-ID")]
        /// The user whose tasks are listed. Wins over the query.
        pub user_id: Option<String>,
    } -> TaskListPage {
        /// A page of tasks.
        200 => Json(TaskListPage),
    }
}

endpoint! {
    /// Retrieves a task.
    #[sources(page, sdk 1.1-1.14, server 26-27)]
    #[operation("tasks.retrieve")]
    #[get("/tasks/{task_id}")]
    pub struct RetrieveTask {
        #[path]
        /// The identifier of the task.
        pub task_id: String,
        #[header("X-Request-ID")]
        /// Becomes the `id` of the envelope.
        pub request_id: Option<String>,
    } -> TaskResponse {
        /// The task. Servers also answer so, with an error inside, when there is no such task.
        200 => Json(TaskResponse),
    }
}

endpoint! {
    /// Deletes a task. Published servers only try to cancel it.
    #[sources(sdk 1.1-1.14, server 26-27)]
    #[operation("tasks.delete")]
    #[delete("/tasks/{task_id}")]
    pub struct DeleteTask {
        #[path]
        /// The identifier of the task.
        pub task_id: String,
        #[header("X-Request-ID")]
        /// Becomes the `id` of the envelope.
        pub request_id: Option<String>,
    } -> TaskResponse {
        /// The task, or an error inside the envelope.
        200 => Json(TaskResponse),
    }
}

endpoint! {
    /// Cancels a task. Published servers cannot.
    #[sources(sdk 1.1-1.14, server 26-27)]
    #[operation("tasks.cancel")]
    #[post("/tasks/{task_id}/cancel")]
    pub struct CancelTask {
        #[path]
        /// The identifier of the task.
        pub task_id: String,
        #[header("X-Request-ID")]
        /// Becomes the `id` of the envelope.
        pub request_id: Option<String>,
    } -> TaskAnswer {
        /// The task, in an envelope or (later SDKs, server 0.0.27) alone.
        200 => Json(TaskAnswer),
    }
}

endpoint! {
    /// Pauses a task. Published servers cannot.
    #[sources(server 26-27, sdk 1.11-1.14)]
    #[operation("tasks.pause")]
    #[post("/tasks/{task_id}/pause")]
    pub struct PauseTask {
        #[path]
        /// The identifier of the task.
        pub task_id: String,
    } -> TaskAnswer {
        /// The task.
        200 => Json(TaskAnswer),
    }
}

endpoint! {
    /// Resumes a paused task. Published servers cannot.
    #[sources(server 26-27, sdk 1.11-1.14)]
    #[operation("tasks.resume")]
    #[post("/tasks/{task_id}/resume")]
    pub struct ResumeTask {
        #[path]
        /// The identifier of the task.
        pub task_id: String,
    } -> TaskAnswer {
        /// The task.
        200 => Json(TaskAnswer),
    }
}

endpoint! {
    /// Sends a JSON-RPC request. The SDK does not use it.
    #[sources(server 26-27)]
    #[operation("tasks.jsonrpc")]
    #[post("/tasks/agent" | "/agent")]
    pub struct CallJsonrpc {
        #[body]
        pub params: JsonrpcRequest,
    } -> JsonrpcResponse {
        /// The answer to the method. A request that could not be read gets an HTTP error.
        200 => Json(JsonrpcResponse),
        /// The answer to `tasks/createSubscribe`: the envelope of an event on each `data` line.
        200 => EventStream(TaskEventResponse),
    }
    streams |call| matches!(call.params, JsonrpcRequest::CreateSubscribe(_))
}

endpoint! {
    /// Drops a conversation. The SDK does not use it.
    #[sources(server 26-27)]
    #[operation("tasks.stop_session")]
    #[post("/tasks/agent/stop" | "/agent/stop")]
    pub struct StopAgent {
        #[body]
        pub params: StopAgentRequest,
    } -> StopAgentResponse {
        /// The conversation is gone.
        200 => Json(StopAgentResponse),
    }
}
