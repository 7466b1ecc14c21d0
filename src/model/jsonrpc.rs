//! The requests of the JSON-RPC endpoint and what belongs to them.

use super::request::{free_form, into_free_form};
use crate::wire::{JsonObject, Map, by_key, object, union};
use crate::{
    AgentConfig, Allowed, ChatContent, DecodeError, Json, JsonrpcVersion, RequestId, RpcError,
    TaskListParams, ToolData, ToolResultItem, decode,
};

union! {
    /// A request to the JSON-RPC endpoint of a server, told by its `method`.
    ///
    /// ```
    /// use agentlin_types::{JsonrpcRequest, TaskGetRequest, TaskQueryParams, encode};
    ///
    /// let get: JsonrpcRequest = TaskGetRequest::new(TaskQueryParams::new("task_1")).id("1").into();
    /// assert_eq!(
    ///     encode::to_string(&get),
    ///     r#"{"method":"tasks/get","jsonrpc":"2.0","id":"1","params":{"id":"task_1"}}"#
    /// );
    /// assert_eq!(get.tag(), Some("tasks/get"));
    /// ```
    pub enum JsonrpcRequest tag "method" {
        /// Creates a task and answers when it is done.
        Create(TaskCreateRequest),
        /// Creates a task and answers with a stream of events.
        CreateSubscribe(TaskCreateSubscribeRequest),
        /// Lists tasks. Published servers refuse it here and take it as an HTTP call only.
        List(TaskListRequest),
        /// Reads a task.
        Get(TaskGetRequest),
        /// Cancels a task.
        Cancel(TaskCancelRequest),
        /// Pauses a task. Published servers refuse it here and take it as an HTTP call only.
        Pause(TaskPauseRequest),
        /// Resumes a task. Published servers refuse it here and take it as an HTTP call only.
        Resume(TaskResumeRequest),
        /// Says where to push the updates of a task.
        PushNotificationSet(PushNotificationSetRequest),
        /// Asks where the updates of a task are pushed.
        PushNotificationGet(PushNotificationGetRequest),
        /// Asks for the stream of a running task again. Published servers refuse it always.
        Resubscribe(TaskResubscribeRequest),
        /// Calls a method of another agent over the message bus; not for the HTTP endpoint.
        RpcCall(RpcCallRequest),
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
    "V26-27" pub struct TaskCreateRequest {
        /// The method.
        "V26-27" tag "method" = "tasks/create",
        /// The protocol marker. Servers also take a request without.
        "V26-27" preset jsonrpc: JsonrpcVersion,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        "V26-27" optional id: RequestId,
        /// The task to create.
        "V26-27" required params: TaskParams,
    }
}

object! {
    /// Creates a task and answers with a stream of events.
    "V26-27" pub struct TaskCreateSubscribeRequest {
        /// The method.
        "V26-27" tag "method" = "tasks/createSubscribe",
        /// The protocol marker. Servers also take a request without.
        "V26-27" preset jsonrpc: JsonrpcVersion,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        "V26-27" optional id: RequestId,
        /// The task to create.
        "V26-27" required params: TaskParams,
    }
}

object! {
    /// Lists tasks.
    "V26-27" pub struct TaskListRequest {
        /// The method.
        "V26-27" tag "method" = "tasks/list",
        /// The protocol marker. Servers also take a request without.
        "V26-27" preset jsonrpc: JsonrpcVersion,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        "V26-27" optional id: RequestId,
        /// Which tasks; those of everybody if absent.
        "V26-27" optional params: TaskListParams,
    }
}

/// Declares the requests whose params name one task.
macro_rules! query_requests {
    ($($(#[doc = $doc:literal])* $sources:literal $name:ident $method:literal)*) => {$(
        object! {
            $(#[doc = $doc])*
            $sources pub struct $name {
                /// The method.
                $sources tag "method" = $method,
                /// The protocol marker. Servers also take a request without.
                $sources preset jsonrpc: JsonrpcVersion,
                /// What the answer repeats. Servers make one up if it is absent; they take
                /// strings only.
                $sources optional id: RequestId,
                /// The task that is meant.
                $sources required params: TaskQueryParams,
            }
        }
    )*};
}

query_requests! {
    /// Reads a task.
    "V10-27" TaskGetRequest "tasks/get"
    /// Cancels a task.
    "V10-27" TaskCancelRequest "tasks/cancel"
    /// Pauses a task.
    "V27" TaskPauseRequest "tasks/pause"
    /// Resumes a task.
    "V27" TaskResumeRequest "tasks/resume"
    /// Asks where the updates of a task are pushed.
    "V10-27" PushNotificationGetRequest "tasks/pushNotification/get"
    /// Asks for the stream of a running task again.
    "V10-27" TaskResubscribeRequest "tasks/resubscribe"
}

object! {
    /// Says where to push the updates of a task.
    "V10-27" pub struct PushNotificationSetRequest {
        /// The method.
        "V10-27" tag "method" = "tasks/pushNotification/set",
        /// The protocol marker. Servers also take a request without.
        "V10-27" preset jsonrpc: JsonrpcVersion,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        "V10-27" optional id: RequestId,
        /// The task and the target.
        "V10-27" required params: TaskPushNotificationConfig,
    }
}

object! {
    /// Calls a method of another agent over the message bus.
    "V18-27" pub struct RpcCallRequest {
        /// The method of the envelope.
        "V18-27" tag "method" = "rpc/call",
        /// The protocol marker. Servers also take a request without.
        "V18-27" preset jsonrpc: JsonrpcVersion,
        /// What the answer repeats. Servers make one up if it is absent; they take strings only.
        "V18-27" optional id: RequestId,
        /// What to call, and with what. Free-form.
        "V18-27" required params: JsonObject,
    }
}

object! {
    /// The task that a JSON-RPC request creates.
    "V10-27" pub struct TaskParams {
        /// The identifier to give to the task; servers make one up if it is absent.
        "V10-27" optional id: String,
        /// The conversation; servers make one up if it is absent.
        "V26-27" optional session_id: String,
        /// The end user; servers make one up if it is absent.
        "V26-27" optional user_id: String,
        /// What the task has to do. Free-form here, because servers read it in a second step,
        /// as a `TaskPayload`, and answer with the error -32602 if it does not fit.
        "V10-27" required payload: JsonObject,
        /// Where to push updates. Published servers take it and do nothing with it.
        "V10-27" optional push_notification as "pushNotification": PushNotificationConfig,
    }
}

impl TaskParams {
    /// What the task has to do: a new turn, or the answers that a task waits for.
    pub fn payload(&self) -> Result<TaskPayload, DecodeError> {
        decode::from_str(self.payload.as_str())
    }
}

by_key! {
    /// What a task created by a JSON-RPC request has to do.
    pub enum TaskPayload {
        /// A new turn of a conversation: it has a `user_message_content`.
        "V26-27" ["user_message_content"] Session(Box<SessionRequest>),
        /// The answers to the tool calls that a task waits for.
        "V27" [] Continue(Box<ContinueRequest>),
    }
}

object! {
    /// A new turn of a conversation.
    "V26-27" pub struct SessionRequest {
        /// The application that calls.
        "V26-27" required client_id: String,
        /// What the user says.
        "V26-27" required user_message_content: ChatContent,
        /// The whole configuration of the agent.
        "V26-27" optional agent_config: AgentConfig,
        /// The tools that may be used; all if absent.
        "V26-27" optional allowed_tools: Allowed,
        /// Tools that may not be used. An empty list forbids nothing.
        "V26-27" optional disallowed_tools: Vec<String>,
        /// The sub-agents that may be used; all if absent.
        "V26-27" optional allowed_subagents: Allowed,
        /// Tools whose call ends the run. An empty list has no effect.
        "V26-27" optional stop_tools: Vec<String>,
        /// Tools that the caller runs itself.
        "V26-27" optional client_tools: Vec<ToolData>,
        /// The conversation so far, as chat messages (`ChatMessage`). Free-form.
        "V26-27" optional history_messages: Vec<JsonObject>,
        /// Hidden thoughts of the model, as chat messages. Free-form.
        "V26-27" optional thought_messages: Vec<JsonObject>,
        /// The task that this one continues.
        "V26-27" optional previous_task_id: String,
        /// Tells execution environments apart; the conversation if absent.
        "V27" optional runtime_id: String,
        /// Whether to keep the turn in the history.
        "V26-27" optional store: bool,
        /// The working directory on the server.
        "V26-27" optional workspace_dir: String,
        /// Environment variables of the run.
        "V26-27" optional env: Map<String>,
        /// The text around the prompts of sub-agents; `{{prompt}}` in it is replaced.
        "V26-27" optional subagent_prompt_template: String,
        /// Settings for the model. Free-form.
        "V26-27" optional inference_args: JsonObject,
        /// A JSON Schema that the answer should fit.
        "V26-27" optional structured_output: JsonObject,
        /// A directory on the server for logs.
        "V26-27" optional log_dir: String,
        /// A directory on the server where model calls are stored.
        "V26-27" optional rollout_save_dir: String,
        /// Whether to return the model calls.
        "V26-27" optional return_rollout: bool,
        /// Whether to return the model calls made to compress the context, too.
        "V26-27" optional include_compress_model_rollout: bool,
        /// Whether to return the model calls of sub-agents, too.
        "V26-27" optional include_subagent_rollout: bool,
    }
}

object! {
    /// The answers to the tool calls that a task waits for. Server 0.0.27 declares it, but does
    /// nothing with it.
    "V27" pub struct ContinueRequest {
        /// The application that calls.
        "V27" required client_id: String,
        /// The task that waits.
        "V27" required previous_task_id: String,
        /// The answers.
        "V27" required tool_results: Vec<ToolResultItem>,
        /// The whole configuration of the agent.
        "V27" optional agent_config: AgentConfig,
        /// The tools that may be used; all if absent.
        "V27" optional allowed_tools: Allowed,
        /// Tools that may not be used. An empty list forbids nothing.
        "V27" optional disallowed_tools: Vec<String>,
        /// The sub-agents that may be used; all if absent.
        "V27" optional allowed_subagents: Allowed,
        /// Tools whose call ends the run. An empty list has no effect.
        "V27" optional stop_tools: Vec<String>,
        /// Tools that the caller runs itself.
        "V27" optional client_tools: Vec<ToolData>,
        /// The conversation so far, as chat messages. Free-form.
        "V27" optional history_messages: Vec<JsonObject>,
        /// Hidden thoughts of the model, as chat messages. Free-form.
        "V27" optional thought_messages: Vec<JsonObject>,
        /// Tells execution environments apart; the conversation if absent.
        "V27" optional runtime_id: String,
        /// Whether to keep the turn in the history.
        "V27" optional store: bool,
        /// The working directory on the server.
        "V27" optional workspace_dir: String,
        /// Environment variables of the run.
        "V27" optional env: Map<String>,
        /// The text around the prompts of sub-agents; `{{prompt}}` in it is replaced.
        "V27" optional subagent_prompt_template: String,
        /// Settings for the model. Free-form.
        "V27" optional inference_args: JsonObject,
        /// A JSON Schema that the answer should fit.
        "V27" optional structured_output: JsonObject,
        /// A directory on the server for logs.
        "V27" optional log_dir: String,
        /// A directory on the server where model calls are stored.
        "V27" optional rollout_save_dir: String,
        /// Whether to return the model calls.
        "V27" optional return_rollout: bool,
        /// Whether to return the model calls made to compress the context, too.
        "V27" optional include_compress_model_rollout: bool,
        /// Whether to return the model calls of sub-agents, too.
        "V27" optional include_subagent_rollout: bool,
    }
}

into_free_form! { SessionRequest ContinueRequest }

object! {
    /// The params of the requests that name one task.
    "V10-27" pub struct TaskQueryParams {
        /// The task.
        "V10-27" required id: String,
        /// Free-form data.
        "V10-27" optional metadata: JsonObject,
    }
}

object! {
    /// Where the updates of a task are pushed.
    "V10-27" pub struct TaskPushNotificationConfig {
        /// The task.
        "V10-27" required id: String,
        /// The target.
        "V10-27" required push_notification_config as "pushNotificationConfig":
            PushNotificationConfig,
    }
}

object! {
    /// Where and how updates are pushed.
    "V10-27" pub struct PushNotificationConfig {
        /// The address that is called.
        "V10-27" required url: String,
        /// A text that is sent along, so that the receiver knows the sender: a secret.
        "V10-27" optional token: String,
        /// How to authenticate to the address.
        "V10-27" optional authentication: AuthenticationInfo,
    }
}

object! {
    /// How to authenticate to the address that updates are pushed to.
    "V10-27" pub struct AuthenticationInfo {
        /// The names of the schemes that the address takes.
        "V10-27" required schemes: Vec<String>,
        /// The credentials: a secret.
        "V10-27" optional credentials: String,
    }
}

object! {
    /// The answer to the requests about push notifications.
    "V10-27" pub struct PushNotificationResponse {
        /// The protocol marker, always `2.0`.
        "V10-27" fixed jsonrpc: JsonrpcVersion,
        /// The identifier of the request.
        "V10-27" optional id: RequestId,
        /// Where the updates are pushed.
        "V10-27" optional result: TaskPushNotificationConfig,
        /// Why the call failed.
        "V10-27" optional error: RpcError,
    }
}

object! {
    /// The answer to a JSON-RPC request, whatever its method.
    "V10-27" pub struct JsonrpcResponse {
        /// The protocol marker, always `2.0`.
        "V10-27" fixed jsonrpc: JsonrpcVersion,
        /// The identifier of the request.
        "V10-27" optional id: RequestId,
        /// What the method gave. Free-form, because the method decides: most give a task, a list
        /// a page of them, those about push notifications a `TaskPushNotificationConfig`.
        "V10-27" optional result: Json,
        /// Why the call failed.
        "V10-27" optional error: RpcError,
    }
}

object! {
    /// The body of the call that drops a conversation.
    "V23-27" pub struct StopAgentRequest {
        /// The conversation.
        "V23-27" required session_id: String,
    }
}

object! {
    /// The answer to the call that drops a conversation.
    "V23-27" pub struct StopAgentResponse {
        /// `success`.
        "V23-27" required status: String,
        /// What happened, for people.
        "V23-27" required message: String,
    }
}
