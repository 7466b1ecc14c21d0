//! What a client sends to create and list tasks: the parameters, the configuration of an agent, its
//! tools, the conversation so far.
//!
//! ```
//! use agentlin_types::request::{Allowed, ToolData};
//! use agentlin_types::TaskCreateParams;
//! use serde_json::json;
//!
//! let ask = ToolData::function("ask_user", json!({"type": "object"}));
//! let params = TaskCreateParams::whole("Which colour?")
//!     .client_tools(vec![ask])
//!     .allowed_tools(Allowed::only(["ask_user"]));
//! assert!(params.allowed_tools.unwrap().allows("ask_user"));
//! ```

use crate::wire::{JsonObject, Map, Secret, kind_union, object};
use crate::{DecodeError, IntoOption, JsonValue, MessageContent, TaskStatus, decode};

pub use super::chat::*;

kind_union! {
    /// Which of the tools (or sub-agents) may be used.
    ///
    /// On the wire, `null` and an empty list mean opposites: everything and nothing. Here they
    /// have names. A field left out means the same as `null`.
    ///
    /// ```
    /// use agentlin_types::request::Allowed;
    /// use agentlin_types::{TaskCreateParams, encode};
    ///
    /// let ask = TaskCreateParams::whole("Hi").allowed_tools(Allowed::none());
    /// assert!(encode::to_string(&ask)?.ends_with(r#""allowed_tools":[]}"#));
    /// assert!(!ask.allowed_tools.unwrap().allows("web_search"));
    /// assert!(Allowed::All.allows("web_search"));
    /// # Ok::<(), encode::EncodeError>(())
    /// ```
    #[derive(Eq, Hash)]
    pub enum Allowed {
        /// Everything: `null` on the wire.
        All,
        /// Only what the list names; an empty list allows nothing. The name `*` stands for
        /// everything. Published servers read an empty list as if the field were absent.
        Only(Vec<String>),
    }
}

impl Allowed {
    /// Nothing may be used: an empty list on the wire.
    pub fn none() -> Self {
        Allowed::Only(Vec::new())
    }

    /// Only these may be used.
    pub fn only<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Allowed::Only(names.into_iter().map(Into::into).collect())
    }

    /// Whether something of that name may be used, as documented.
    pub fn allows(&self, name: &str) -> bool {
        match self {
            Allowed::All => true,
            Allowed::Only(names) => names
                .iter()
                .any(|allowed| allowed == name || allowed == "*"),
        }
    }
}

object! {
    /// The body of the create call.
    ///
    /// ```
    /// use agentlin_types::{TaskCreateParams, encode};
    ///
    /// let params = TaskCreateParams::streaming("How are you?").session_id("sess_1");
    /// assert_eq!(
    ///     encode::to_string(&params)?,
    ///     r#"{"stream":true,"user_message_content":"How are you?","session_id":"sess_1"}"#
    /// );
    /// # Ok::<(), encode::EncodeError>(())
    /// ```
    #[sources(sdk 1.1-1.14, server 24-27)]
    pub struct TaskCreateParams {
        /// Whether the answer is a stream of events (true) or one envelope at the end (false).
        pub stream: bool,
        /// What the user says. Published servers take a list of parts over HTTP, with the tags
        /// `text`, `image_url`, `input_audio` and `file` only.
        pub user_message_content: MessageContent,
        /// The whole configuration of the agent. Without it the server chooses an agent by
        /// `client_id`.
        pub agent_config: Option<AgentConfig>,
        /// The sub-agents that may be used; all if absent.
        pub allowed_subagents: Option<Allowed>,
        /// The tools that may be used; all if absent.
        pub allowed_tools: Option<Allowed>,
        /// The application that calls.
        #[sources(sdk 1.1-1.14, server 26-27)]
        pub client_id: Option<String>,
        /// Tools that the caller runs itself. A call to one of them stops the task until the
        /// caller answers.
        pub client_tools: Option<Vec<ToolData>>,
        /// Tools that may not be used. An empty list forbids nothing.
        pub disallowed_tools: Option<Vec<String>>,
        /// Environment variables of the run.
        pub env: Option<Map<String>>,
        /// The conversation so far.
        pub history_messages: Option<Vec<HistoryMessage>>,
        /// Whether to return the model calls made to compress the context, too.
        #[sources(sdk 1.1-1.14, server 26-27)]
        pub include_compress_model_rollout: Option<bool>,
        /// Whether to return the model calls of sub-agents, too.
        #[sources(sdk 1.1-1.14, server 26-27)]
        pub include_subagent_rollout: Option<bool>,
        /// Settings for the model such as the temperature. Free-form: the backend defines them.
        pub inference_args: Option<JsonObject>,
        /// A directory on the server for logs.
        pub log_dir: Option<String>,
        /// The identifier of the whole chain of requests; becomes the `id` of the envelope.
        pub request_id: Option<String>,
        /// Whether to return the model calls, in `rollouts` and as events.
        pub return_rollout: Option<bool>,
        /// A directory on the server where model calls are stored.
        pub rollout_save_dir: Option<String>,
        /// The conversation to go on with. Its tasks share their context.
        pub session_id: Option<String>,
        /// Tools whose call ends the run. An empty list has no effect.
        pub stop_tools: Option<Vec<String>>,
        /// A JSON Schema that the answer should fit. Has no meaning when streaming; published
        /// servers fail on it either way.
        pub structured_output: Option<JsonObject>,
        /// The identifier to give to the task.
        pub task_id: Option<String>,
        /// Hidden thoughts of the model to put into the context.
        pub thought_messages: Option<Vec<HistoryMessage>>,
        /// The end user.
        pub user_id: Option<String>,
        /// The working directory on the server for file tools and code.
        pub workspace_dir: Option<String>,
    }
}

impl TaskCreateParams {
    /// A request for one envelope when the task is done.
    pub fn whole(content: impl Into<MessageContent>) -> Self {
        TaskCreateParams::new(false, content)
    }

    /// A request for a stream of events.
    pub fn streaming(content: impl Into<MessageContent>) -> Self {
        TaskCreateParams::new(true, content)
    }
}

object! {
    /// The configuration of an agent, sent along with a create call.
    #[sources(sdk 1.1-1.14, server 24-27)]
    pub struct AgentConfig {
        /// The identifier of the agent; on servers the name of its directory.
        pub agent_id: String,
        /// Code that runs on the agent's side.
        pub code_for_agent: String,
        /// Code that runs in the code interpreter.
        pub code_for_interpreter: String,
        /// What the agent is for.
        pub description: String,
        /// The system prompt.
        pub developer_prompt: String,
        /// The context window of the model, in tokens.
        pub max_model_length: i64,
        /// The longest answer, in tokens.
        pub max_response_length: i64,
        /// The model.
        pub model: String,
        /// The name of the agent.
        pub name: String,
        /// The tools that may be used unless the request says otherwise.
        pub allowed_tools: Option<Allowed>,
        /// The sub-agents that come with the agent. Free-form in the SDK; servers require `id`,
        /// `name`, `description` and `developer_prompt` of each.
        ///
        /// In Rust, [`AgentConfig::subagents`] reads them.
        pub builtin_subagents: Option<Vec<JsonValue>>,
        /// The tools that come with the agent.
        pub builtin_tools: Option<Vec<ToolData>>,
        /// How to reach the code interpreter. Free-form in the SDK; servers require it, with
        /// `jupyter_host`, `jupyter_port`, `jupyter_token`, `jupyter_timeout` and
        /// `jupyter_username`.
        ///
        /// In Rust, [`AgentConfig::code_interpreter`] reads it.
        pub code_interpreter_config: Option<JsonObject>,
        /// The model that compresses the context. Published servers require it.
        pub compress_model: Option<String>,
        /// The system prompt for compression. Published servers require it.
        pub compress_prompt: Option<String>,
        /// The share of `max_model_length` at which compression begins.
        pub compress_threshold_token_ratio: Option<f64>,
        /// Settings for the model. Free-form: the backend defines them.
        pub inference_args: Option<JsonObject>,
        /// The MCP servers that tools come from. Free-form.
        pub tool_mcp_config: Option<JsonObject>,
        /// Environment variables. Free-form; servers only.
        #[sources(server 26-27)]
        pub env: Option<JsonObject>,
        /// The skills that come with the agent. Servers only, which require `skill_id`, `name` and
        /// `prompt` of each.
        ///
        /// In Rust, [`AgentConfig::skills`] reads them.
        #[sources(server 26-27)]
        pub builtin_skills: Option<Vec<JsonObject>>,
    }
}

impl AgentConfig {
    /// How to reach the code interpreter, read as servers read it.
    pub fn code_interpreter(&self) -> Option<Result<CodeInterpreterConfig, DecodeError>> {
        let config = self.code_interpreter_config.as_ref()?;
        Some(decode::from_str(config.as_str()))
    }

    /// The sub-agents that come with the agent, read as servers read them.
    pub fn subagents(&self) -> Result<Vec<SubAgentConfig>, DecodeError> {
        let configs = self.builtin_subagents.iter().flatten();
        configs
            .map(|config| decode::from_str(config.as_str()))
            .collect()
    }

    /// The skills that come with the agent, read as servers read them.
    pub fn skills(&self) -> Result<Vec<SkillConfig>, DecodeError> {
        let configs = self.builtin_skills.iter().flatten();
        configs
            .map(|config| decode::from_str(config.as_str()))
            .collect()
    }
}

object! {
    /// How a server reaches the Jupyter kernel that runs code.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct CodeInterpreterConfig {
        /// The host.
        pub jupyter_host: String,
        /// The port, as text.
        pub jupyter_port: String,
        /// The access token: a secret.
        pub jupyter_token: Secret,
        /// How long to wait, in seconds.
        pub jupyter_timeout: i64,
        /// The user.
        pub jupyter_username: String,
    }
}

object! {
    /// A sub-agent that comes with an agent.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct SubAgentConfig {
        /// The identifier.
        pub id: String,
        /// The name, which `allowed_subagents` lists.
        pub name: String,
        /// What it is for.
        pub description: String,
        /// The system prompt.
        pub developer_prompt: String,
        /// The model, where it is not that of the agent.
        pub model: Option<String>,
        /// Code that runs on the agent's side.
        pub code_for_agent: Option<String>,
        /// Code that runs in the code interpreter.
        pub code_for_interpreter: Option<String>,
        /// The tools that it may use.
        pub allowed_tools: Option<Allowed>,
        /// Its environment variables. Free-form.
        #[sources(server 26-27)]
        pub env: Option<JsonObject>,
    }
}

object! {
    /// A skill that comes with an agent.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct SkillConfig {
        /// The identifier.
        pub skill_id: String,
        /// The name.
        pub name: String,
        /// The text that loading the skill adds to the prompt.
        pub prompt: String,
        /// What it is for.
        pub description: Option<String>,
        /// Code that runs on the agent's side.
        pub code_for_agent: Option<String>,
        /// Code that runs in the code interpreter when the skill is loaded.
        pub code_for_interpreter: Option<String>,
        /// The tools that it suggests.
        pub allowed_tools: Option<Allowed>,
        /// Its environment variables. Free-form.
        pub env: Option<JsonObject>,
        /// Its tools inside a server process; not meant for the wire.
        pub tools: Option<Vec<JsonValue>>,
        /// What else its description file says. Free-form.
        pub metadata: Option<JsonObject>,
        /// Where its code is.
        pub module_path: Option<String>,
    }
}

object! {
    /// A tool that the model may call: a function.
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct ToolData {
        /// The tag of a function.
        type = "function",
        /// The function.
        pub function: FunctionDefinition,
    }
}

object! {
    /// A function that the model may call.
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct FunctionDefinition {
        /// The name, unique among the tools.
        pub name: String,
        /// The JSON Schema of the arguments. Servers also take functions without.
        #[documented_required]
        pub parameters: Option<JsonObject>,
        /// What the function does.
        pub description: Option<String>,
        /// Whether the arguments have to fit the schema exactly.
        pub strict: Option<bool>,
    }
}

impl ToolData {
    /// A function with the JSON Schema of its arguments.
    ///
    /// ```
    /// use agentlin_types::request::ToolData;
    /// use serde_json::json;
    ///
    /// let ask = ToolData::function(
    ///     "ask_user",
    ///     json!({"type": "object", "properties": {"question": {"type": "string"}}}),
    /// );
    /// assert_eq!(ask.function.name, "ask_user");
    /// ```
    pub fn function<Form>(
        name: impl Into<String>,
        parameters: impl IntoOption<JsonObject, Form>,
    ) -> Self {
        ToolData::new(FunctionDefinition::new(name).parameters(parameters))
    }
}

object! {
    /// The query of the list call.
    ///
    /// SDK 1.9 and 1.10 page by `offset`, later ones and server 0.0.27 by `starting_after` and
    /// `ending_before`. In a query the states are written as `status[]=working`.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct TaskListParams {
        /// The most tasks to return. Servers return 10 if it is absent.
        pub limit: Option<i64>,
        /// How many tasks to skip.
        #[sources(sdk 1.9-1.10, server 26)]
        pub offset: Option<i64>,
        /// Only tasks of this conversation.
        pub session_id: Option<String>,
        /// Only tasks in one of these states.
        pub status: Option<Vec<TaskStatus>>,
        /// Only tasks of this user.
        pub user_id: Option<String>,
        /// The task before which the page ends. Server 0.0.27 includes that task.
        #[sources(server 27, sdk 1.11-1.14)]
        pub ending_before: Option<String>,
        /// The task after which the page begins. Server 0.0.27 includes that task.
        #[sources(server 27, sdk 1.11-1.14)]
        pub starting_after: Option<String>,
    }
}

/// Converts a typed configuration to the free-form object on the wire.
macro_rules! into_free_form {
    ($($name:ident)*) => {$(
        impl From<$name> for JsonObject {
            fn from(value: $name) -> Self {
                JsonObject::of(&value)
            }
        }
    )*};
}
pub(crate) use into_free_form;

into_free_form! { CodeInterpreterConfig SubAgentConfig SkillConfig }
