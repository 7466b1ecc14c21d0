//! The requests of the JSON-RPC endpoint and what belongs to them.
//!
//! The `method` of a [`JsonrpcRequest`] decides what it is; the calls of [`endpoint`](crate::endpoint) do the same over
//! HTTP paths.
//!
//! ```
//! use agentlin_types::decode;
//! use agentlin_types::jsonrpc::JsonrpcRequest;
//!
//! let text = r#"{"jsonrpc": "2.0", "id": "r", "method": "tasks/get", "params": {"id": "task_1"}}"#;
//! let JsonrpcRequest::Get(request) = decode::from_str(text)? else { unreachable!() };
//! assert_eq!(request.params.id, "task_1");
//! # Ok::<(), agentlin_types::DecodeError>(())
//! ```

use super::request::into_free_form;
use crate::request::{AgentConfig, Allowed, ChatContent, TaskListParams, ToolData};
use crate::response::JsonrpcVersion;
use crate::wire::{JsonObject, Map, Secret, keyed_union, object, union};
use crate::{DecodeError, JsonValue, RequestId, RpcError, ToolResultItem, decode};

union! {
    /// A request to the JSON-RPC endpoint of a server, distinguished by its `method`.
    ///
    /// ```
    /// use agentlin_types::jsonrpc::{JsonrpcRequest, TaskGetRequest, TaskQueryParams};
    /// use agentlin_types::encode;
    ///
    /// let get: JsonrpcRequest = TaskGetRequest::new(TaskQueryParams::new("task_1")).id("1").into();
    /// assert_eq!(
    ///     encode::to_string(&get)?,
    ///     r#"{"method":"tasks/get","jsonrpc":"2.0","id":"1","params":{"id":"task_1"}}"#
    /// );
    /// assert_eq!(get.tag(), Some("tasks/get"));
    /// # Ok::<(), encode::EncodeError>(())
    /// ```
    #[tag("method")]
    #[kinds(JsonrpcRequestKind)]
    #[derive(Eq, Hash)]
    pub enum JsonrpcRequest {
        /// Creates a task and answers when it is done.
        #[accessors(as_create, into_create)]
        Create(TaskCreateRequest) = "tasks/create",
        /// Creates a task and answers with a stream of events.
        #[accessors(as_create_subscribe, into_create_subscribe)]
        CreateSubscribe(TaskCreateSubscribeRequest) = "tasks/createSubscribe",
        /// Lists tasks. Published servers refuse it here and take it as an HTTP call only.
        #[accessors(as_list, into_list)]
        List(TaskListRequest) = "tasks/list",
        /// Reads a task.
        #[accessors(as_get, into_get)]
        Get(TaskGetRequest) = "tasks/get",
        /// Cancels a task.
        #[accessors(as_cancel, into_cancel)]
        Cancel(TaskCancelRequest) = "tasks/cancel",
        /// Pauses a task. Published servers refuse it here and take it as an HTTP call only.
        #[accessors(as_pause, into_pause)]
        Pause(TaskPauseRequest) = "tasks/pause",
        /// Resumes a task. Published servers refuse it here and take it as an HTTP call only.
        #[accessors(as_resume, into_resume)]
        Resume(TaskResumeRequest) = "tasks/resume",
        /// Says where to push the updates of a task.
        #[accessors(as_push_notification_set, into_push_notification_set)]
        PushNotificationSet(PushNotificationSetRequest) = "tasks/pushNotification/set",
        /// Asks where the updates of a task are pushed.
        #[accessors(as_push_notification_get, into_push_notification_get)]
        PushNotificationGet(PushNotificationGetRequest) = "tasks/pushNotification/get",
        /// Asks for the stream of a running task again. Published servers refuse it always.
        #[accessors(as_resubscribe, into_resubscribe)]
        Resubscribe(TaskResubscribeRequest) = "tasks/resubscribe",
        /// Calls a method of another agent over the message bus; not for the HTTP endpoint.
        #[accessors(as_rpc_call, into_rpc_call)]
        RpcCall(RpcCallRequest) = "rpc/call",
    }
}

impl JsonrpcRequest {
    /// The identifier that the answer has to repeat, if the request has one.
    pub fn id(&self) -> Option<RequestId> {
        use JsonrpcRequest::*;
        match self {
            Create(request) => request.id.clone(),
            CreateSubscribe(request) => request.id.clone(),
            List(request) => request.id.clone(),
            Get(request) => request.id.clone(),
            Cancel(request) => request.id.clone(),
            Pause(request) => request.id.clone(),
            Resume(request) => request.id.clone(),
            PushNotificationSet(request) => request.id.clone(),
            PushNotificationGet(request) => request.id.clone(),
            Resubscribe(request) => request.id.clone(),
            RpcCall(request) => request.id.clone(),
            Unknown(request) => request.object().get("id")?.parse().ok(),
        }
    }
}

object! {
    /// Creates a task and answers when it is done.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct TaskCreateRequest {
        /// The method.
        method = "tasks/create",
        /// The protocol marker. Servers also take a request without.
        #[default_on_new]
        pub jsonrpc: Option<JsonrpcVersion>,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        pub id: Option<RequestId>,
        /// The task to create.
        pub params: TaskParams,
    }
}

object! {
    /// Creates a task and answers with a stream of events.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct TaskCreateSubscribeRequest {
        /// The method.
        method = "tasks/createSubscribe",
        /// The protocol marker. Servers also take a request without.
        #[default_on_new]
        pub jsonrpc: Option<JsonrpcVersion>,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        pub id: Option<RequestId>,
        /// The task to create.
        pub params: TaskParams,
    }
}

object! {
    /// Lists tasks.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct TaskListRequest {
        /// The method.
        method = "tasks/list",
        /// The protocol marker. Servers also take a request without.
        #[default_on_new]
        pub jsonrpc: Option<JsonrpcVersion>,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        pub id: Option<RequestId>,
        /// Which tasks; those of everybody if absent.
        pub params: Option<TaskListParams>,
    }
}

/// Declares the requests whose params name one task.
macro_rules! query_requests {
    ($(
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        pub struct $name:ident { method = $method:literal }
    )*) => {$(
        object! {
            $(#[doc = $doc])*
            #[sources $sources]
            #[derive(Eq, Hash)]
            pub struct $name {
                /// The method.
                method = $method,
                /// The protocol marker. Servers also take a request without.
                #[default_on_new]
                pub jsonrpc: Option<JsonrpcVersion>,
                /// What the answer repeats. Servers make one up if it is absent; they take
                /// strings only.
                pub id: Option<RequestId>,
                /// The task that is meant.
                pub params: TaskQueryParams,
            }
        }
    )*};
}

query_requests! {
    /// Reads a task.
    #[sources(server 10-27)]
    pub struct TaskGetRequest { method = "tasks/get" }
    /// Cancels a task.
    #[sources(server 10-27)]
    pub struct TaskCancelRequest { method = "tasks/cancel" }
    /// Pauses a task.
    #[sources(server 27)]
    pub struct TaskPauseRequest { method = "tasks/pause" }
    /// Resumes a task.
    #[sources(server 27)]
    pub struct TaskResumeRequest { method = "tasks/resume" }
    /// Asks where the updates of a task are pushed.
    #[sources(server 10-27)]
    pub struct PushNotificationGetRequest { method = "tasks/pushNotification/get" }
    /// Asks for the stream of a running task again.
    #[sources(server 10-27)]
    pub struct TaskResubscribeRequest { method = "tasks/resubscribe" }
}

object! {
    /// Says where to push the updates of a task.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct PushNotificationSetRequest {
        /// The method.
        method = "tasks/pushNotification/set",
        /// The protocol marker. Servers also take a request without.
        #[default_on_new]
        pub jsonrpc: Option<JsonrpcVersion>,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        pub id: Option<RequestId>,
        /// The task and the target.
        pub params: TaskPushNotificationConfig,
    }
}

object! {
    /// Calls a method of another agent over the message bus.
    #[sources(server 18-27)]
    #[derive(Eq, Hash)]
    pub struct RpcCallRequest {
        /// The method of the envelope.
        method = "rpc/call",
        /// The protocol marker. Servers also take a request without.
        #[default_on_new]
        pub jsonrpc: Option<JsonrpcVersion>,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        pub id: Option<RequestId>,
        /// What to call, and with what. Free-form.
        pub params: JsonObject,
    }
}

object! {
    /// The task that a JSON-RPC request creates.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct TaskParams {
        /// The identifier to give to the task; servers make one up if it is absent.
        pub id: Option<String>,
        /// The conversation; servers make one up if it is absent.
        #[sources(server 26-27)]
        pub session_id: Option<String>,
        /// The end user; servers make one up if it is absent.
        #[sources(server 26-27)]
        pub user_id: Option<String>,
        /// What the task has to do. Free-form here, because servers read it in a second step and
        /// answer with the error -32602 if it does not fit.
        ///
        /// In Rust, [`TaskPayload`] is what servers want.
        pub payload: JsonObject,
        /// Where to push updates. Published servers take it and do nothing with it.
        #[key("pushNotification")]
        pub push_notification: Option<PushNotificationConfig>,
    }
}

impl TaskParams {
    /// What the task has to do: a new turn, or the answers that a task waits for.
    pub fn payload(&self) -> Result<TaskPayload, DecodeError> {
        decode::from_str(self.payload.as_str())
    }
}

keyed_union! {
    /// What a task created by a JSON-RPC request has to do.
    pub enum TaskPayload {
        /// A new turn of a conversation: it has a `user_message_content`.
        #[sources(server 26-27)]
        #[key("user_message_content")]
        Session(Box<SessionRequest>),
        /// The answers to the tool calls that a task waits for.
        #[sources(server 27)]
        Continue(Box<ContinueRequest>),
    }
}

object! {
    /// A new turn of a conversation.
    #[sources(server 26-27)]
    pub struct SessionRequest {
        /// The application that calls.
        pub client_id: String,
        /// What the user says.
        pub user_message_content: ChatContent,
        /// The whole configuration of the agent.
        pub agent_config: Option<AgentConfig>,
        /// The tools that may be used; all if absent.
        pub allowed_tools: Option<Allowed>,
        /// Tools that may not be used. An empty list forbids nothing.
        pub disallowed_tools: Option<Vec<String>>,
        /// The sub-agents that may be used; all if absent.
        pub allowed_subagents: Option<Allowed>,
        /// Tools whose call ends the run. An empty list has no effect.
        pub stop_tools: Option<Vec<String>>,
        /// Tools that the caller runs itself.
        pub client_tools: Option<Vec<ToolData>>,
        /// The conversation so far, as chat messages (`ChatMessage`). Free-form.
        pub history_messages: Option<Vec<JsonObject>>,
        /// Hidden thoughts of the model, as chat messages. Free-form.
        pub thought_messages: Option<Vec<JsonObject>>,
        /// The task that this one continues.
        pub previous_task_id: Option<String>,
        /// Tells execution environments apart; the conversation if absent.
        #[sources(server 27)]
        pub runtime_id: Option<String>,
        /// Whether to keep the turn in the history.
        pub store: Option<bool>,
        /// The working directory on the server.
        pub workspace_dir: Option<String>,
        /// Environment variables of the run.
        pub env: Option<Map<String>>,
        /// The text around the prompts of sub-agents; `{{prompt}}` in it is replaced.
        pub subagent_prompt_template: Option<String>,
        /// Settings for the model. Free-form.
        pub inference_args: Option<JsonObject>,
        /// A JSON Schema that the answer should fit.
        pub structured_output: Option<JsonObject>,
        /// A directory on the server for logs.
        pub log_dir: Option<String>,
        /// A directory on the server where model calls are stored.
        pub rollout_save_dir: Option<String>,
        /// Whether to return the model calls.
        pub return_rollout: Option<bool>,
        /// Whether to return the model calls made to compress the context, too.
        pub include_compress_model_rollout: Option<bool>,
        /// Whether to return the model calls of sub-agents, too.
        pub include_subagent_rollout: Option<bool>,
    }
}

object! {
    /// The answers to the tool calls that a task waits for. Server 0.0.27 declares it, but does
    /// nothing with it.
    #[sources(server 27)]
    pub struct ContinueRequest {
        /// The application that calls.
        pub client_id: String,
        /// The task that waits.
        pub previous_task_id: String,
        /// The answers.
        pub tool_results: Vec<ToolResultItem>,
        /// The whole configuration of the agent.
        pub agent_config: Option<AgentConfig>,
        /// The tools that may be used; all if absent.
        pub allowed_tools: Option<Allowed>,
        /// Tools that may not be used. An empty list forbids nothing.
        pub disallowed_tools: Option<Vec<String>>,
        /// The sub-agents that may be used; all if absent.
        pub allowed_subagents: Option<Allowed>,
        /// Tools whose call ends the run. An empty list has no effect.
        pub stop_tools: Option<Vec<String>>,
        /// Tools that the caller runs itself.
        pub client_tools: Option<Vec<ToolData>>,
        /// The conversation so far, as chat messages. Free-form.
        pub history_messages: Option<Vec<JsonObject>>,
        /// Hidden thoughts of the model, as chat messages. Free-form.
        pub thought_messages: Option<Vec<JsonObject>>,
        /// Tells execution environments apart; the conversation if absent.
        pub runtime_id: Option<String>,
        /// Whether to keep the turn in the history.
        pub store: Option<bool>,
        /// The working directory on the server.
        pub workspace_dir: Option<String>,
        /// Environment variables of the run.
        pub env: Option<Map<String>>,
        /// The text around the prompts of sub-agents; `{{prompt}}` in it is replaced.
        pub subagent_prompt_template: Option<String>,
        /// Settings for the model. Free-form.
        pub inference_args: Option<JsonObject>,
        /// A JSON Schema that the answer should fit.
        pub structured_output: Option<JsonObject>,
        /// A directory on the server for logs.
        pub log_dir: Option<String>,
        /// A directory on the server where model calls are stored.
        pub rollout_save_dir: Option<String>,
        /// Whether to return the model calls.
        pub return_rollout: Option<bool>,
        /// Whether to return the model calls made to compress the context, too.
        pub include_compress_model_rollout: Option<bool>,
        /// Whether to return the model calls of sub-agents, too.
        pub include_subagent_rollout: Option<bool>,
    }
}

into_free_form! { SessionRequest ContinueRequest }

object! {
    /// The params of the requests that name one task.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct TaskQueryParams {
        /// The task.
        pub id: String,
        /// Free-form data.
        pub metadata: Option<JsonObject>,
    }
}

object! {
    /// Where the updates of a task are pushed.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct TaskPushNotificationConfig {
        /// The task.
        pub id: String,
        /// The target.
        #[key("pushNotificationConfig")]
        pub push_notification_config: PushNotificationConfig,
    }
}

object! {
    /// Where and how updates are pushed.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct PushNotificationConfig {
        /// The address that is called.
        pub url: String,
        /// A text that is sent along, so that the receiver knows the sender: a secret.
        pub token: Option<Secret>,
        /// How to authenticate to the address.
        pub authentication: Option<AuthenticationInfo>,
    }
}

object! {
    /// How to authenticate to the address that updates are pushed to.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct AuthenticationInfo {
        /// The names of the schemes that the address takes.
        pub schemes: Vec<String>,
        /// The credentials: a secret.
        pub credentials: Option<Secret>,
    }
}

object! {
    /// The answer to the requests about push notifications.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct PushNotificationResponse {
        /// The protocol marker, always `2.0`.
        #[constant]
        pub jsonrpc: JsonrpcVersion,
        /// The identifier of the request.
        pub id: Option<RequestId>,
        /// Where the updates are pushed.
        pub result: Option<TaskPushNotificationConfig>,
        /// Why the call failed.
        pub error: Option<RpcError>,
    }
}

object! {
    /// The answer to a JSON-RPC request, whatever its method.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct JsonrpcResponse {
        /// The protocol marker, always `2.0`.
        #[constant]
        pub jsonrpc: JsonrpcVersion,
        /// The identifier of the request.
        pub id: Option<RequestId>,
        /// What the method gave. Free-form, because the method decides: most give a task, a list
        /// a page of them, those about push notifications a `TaskPushNotificationConfig`.
        pub result: Option<JsonValue>,
        /// Why the call failed.
        pub error: Option<RpcError>,
    }
}

object! {
    /// The body of the call that drops a conversation.
    #[sources(server 23-27)]
    #[derive(Eq, Hash)]
    pub struct StopAgentRequest {
        /// The conversation.
        pub session_id: String,
    }
}

object! {
    /// The answer to the call that drops a conversation.
    #[sources(server 23-27)]
    #[derive(Eq, Hash)]
    pub struct StopAgentResponse {
        /// `success`.
        pub status: String,
        /// What happened, for people.
        pub message: String,
    }
}
