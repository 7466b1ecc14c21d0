//! What a client sends to create and list tasks.

use crate::wire::{JsonObject, Map, Wire, choice, object};
use crate::{DecodeError, HistoryMessage, Json, MessageContent, TaskStatus, decode, encode};

choice! {
    /// Which of the tools (or sub-agents) may be used.
    ///
    /// On the wire, `null` and an empty list mean opposites: everything and nothing. Here they
    /// have names. A field left out means the same as `null`.
    ///
    /// ```
    /// use agentlin_types::{Allowed, TaskCreateParams, encode};
    ///
    /// let ask = TaskCreateParams::whole("Hi").allowed_tools(Allowed::none());
    /// assert!(encode::to_string(&ask).ends_with(r#""allowed_tools":[]}"#));
    /// assert!(!ask.allowed_tools.unwrap().allows("web_search"));
    /// assert!(Allowed::All.allows("web_search"));
    /// ```
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
    ///     encode::to_string(&params),
    ///     r#"{"stream":true,"user_message_content":"How are you?","session_id":"sess_1"}"#
    /// );
    /// ```
    "S1.1-1.14 V24-27" pub struct TaskCreateParams {
        /// Whether the answer is a stream of events (true) or one envelope at the end (false).
        "S1.1-1.14 V24-27" required stream: bool,
        /// What the user says. Published servers take a list of parts over HTTP, with the tags
        /// `text`, `image_url`, `input_audio` and `file` only.
        "S1.1-1.14 V24-27" required user_message_content: MessageContent,
        /// The whole configuration of the agent. Without it the server chooses an agent by
        /// `client_id`.
        "S1.1-1.14 V24-27" optional agent_config: AgentConfig,
        /// The sub-agents that may be used; all if absent.
        "S1.1-1.14 V24-27" optional allowed_subagents: Allowed,
        /// The tools that may be used; all if absent.
        "S1.1-1.14 V24-27" optional allowed_tools: Allowed,
        /// The application that calls.
        "S1.1-1.14 V26-27" optional client_id: String,
        /// Tools that the caller runs itself. A call to one of them stops the task until the
        /// caller answers.
        "S1.1-1.14 V24-27" optional client_tools: Vec<ToolData>,
        /// Tools that may not be used. An empty list forbids nothing.
        "S1.1-1.14 V24-27" optional disallowed_tools: Vec<String>,
        /// Environment variables of the run.
        "S1.1-1.14 V24-27" optional env: Map<String>,
        /// The conversation so far.
        "S1.1-1.14 V24-27" optional history_messages: Vec<HistoryMessage>,
        /// Whether to return the model calls made to compress the context, too.
        "S1.1-1.14 V26-27" optional include_compress_model_rollout: bool,
        /// Whether to return the model calls of sub-agents, too.
        "S1.1-1.14 V26-27" optional include_subagent_rollout: bool,
        /// Settings for the model such as the temperature. Free-form: the backend defines them.
        "S1.1-1.14 V24-27" optional inference_args: JsonObject,
        /// A directory on the server for logs.
        "S1.1-1.14 V24-27" optional log_dir: String,
        /// The identifier of the whole chain of requests; becomes the `id` of the envelope.
        "S1.1-1.14 V24-27" optional request_id: String,
        /// Whether to return the model calls, in `rollouts` and as events.
        "S1.1-1.14 V24-27" optional return_rollout: bool,
        /// A directory on the server where model calls are stored.
        "S1.1-1.14 V24-27" optional rollout_save_dir: String,
        /// The conversation to go on with. Its tasks share their context.
        "S1.1-1.14 V24-27" optional session_id: String,
        /// Tools whose call ends the run. An empty list has no effect.
        "S1.1-1.14 V24-27" optional stop_tools: Vec<String>,
        /// A JSON Schema that the answer should fit. Has no meaning when streaming; published
        /// servers fail on it either way.
        "S1.1-1.14 V24-27" optional structured_output: JsonObject,
        /// The identifier to give to the task.
        "S1.1-1.14 V24-27" optional task_id: String,
        /// Hidden thoughts of the model to put into the context.
        "S1.1-1.14 V24-27" optional thought_messages: Vec<HistoryMessage>,
        /// The end user.
        "S1.1-1.14 V24-27" optional user_id: String,
        /// The working directory on the server for file tools and code.
        "S1.1-1.14 V24-27" optional workspace_dir: String,
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
    "S1.1-1.14 V24-27" pub struct AgentConfig {
        /// The identifier of the agent; on servers the name of its directory.
        "S1.1-1.14 V24-27" required agent_id: String,
        /// Code that runs on the agent's side.
        "S1.1-1.14 V24-27" required code_for_agent: String,
        /// Code that runs in the code interpreter.
        "S1.1-1.14 V24-27" required code_for_interpreter: String,
        /// What the agent is for.
        "S1.1-1.14 V24-27" required description: String,
        /// The system prompt.
        "S1.1-1.14 V24-27" required developer_prompt: String,
        /// The context window of the model, in tokens.
        "S1.1-1.14 V24-27" required max_model_length: i64,
        /// The longest answer, in tokens.
        "S1.1-1.14 V24-27" required max_response_length: i64,
        /// The model.
        "S1.1-1.14 V24-27" required model: String,
        /// The name of the agent.
        "S1.1-1.14 V24-27" required name: String,
        /// The tools that may be used unless the request says otherwise.
        "S1.1-1.14 V24-27" optional allowed_tools: Allowed,
        /// The sub-agents that come with the agent. Free-form in the SDK; servers
        /// read each as a `SubAgentConfig`.
        "S1.1-1.14 V24-27" optional builtin_subagents: Vec<Json>,
        /// The tools that come with the agent.
        "S1.1-1.14 V24-27" optional builtin_tools: Vec<ToolData>,
        /// How to reach the code interpreter. Free-form in the SDK; servers read it
        /// as a `CodeInterpreterConfig` and require it.
        "S1.1-1.14 V24-27" optional code_interpreter_config: JsonObject,
        /// The model that compresses the context. Published servers require it.
        "S1.1-1.14 V24-27" optional compress_model: String,
        /// The system prompt for compression. Published servers require it.
        "S1.1-1.14 V24-27" optional compress_prompt: String,
        /// The share of `max_model_length` at which compression begins.
        "S1.1-1.14 V24-27" optional compress_threshold_token_ratio: f64,
        /// Settings for the model. Free-form: the backend defines them.
        "S1.1-1.14 V24-27" optional inference_args: JsonObject,
        /// The MCP servers that tools come from. Free-form.
        "S1.1-1.14 V24-27" optional tool_mcp_config: JsonObject,
        /// Environment variables. Free-form; servers only.
        "V26-27" optional env: JsonObject,
        /// The skills that come with the agent. Servers only, which read each as a
        /// `SkillConfig`.
        "V26-27" optional builtin_skills: Vec<JsonObject>,
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
    "V24-27" pub struct CodeInterpreterConfig {
        /// The host.
        "V24-27" required jupyter_host: String,
        /// The port, as text.
        "V24-27" required jupyter_port: String,
        /// The access token: a secret.
        "V24-27" required jupyter_token: String,
        /// How long to wait, in seconds.
        "V24-27" required jupyter_timeout: i64,
        /// The user.
        "V24-27" required jupyter_username: String,
    }
}

object! {
    /// A sub-agent that comes with an agent.
    "V24-27" pub struct SubAgentConfig {
        /// The identifier.
        "V24-27" required id: String,
        /// The name, which `allowed_subagents` lists.
        "V24-27" required name: String,
        /// What it is for.
        "V24-27" required description: String,
        /// The system prompt.
        "V24-27" required developer_prompt: String,
        /// The model, where it is not that of the agent.
        "V24-27" optional model: String,
        /// Code that runs on the agent's side.
        "V24-27" optional code_for_agent: String,
        /// Code that runs in the code interpreter.
        "V24-27" optional code_for_interpreter: String,
        /// The tools that it may use.
        "V24-27" optional allowed_tools: Allowed,
        /// Its environment variables. Free-form.
        "V26-27" optional env: JsonObject,
    }
}

object! {
    /// A skill that comes with an agent.
    "V26-27" pub struct SkillConfig {
        /// The identifier.
        "V26-27" required skill_id: String,
        /// The name.
        "V26-27" required name: String,
        /// The text that loading the skill adds to the prompt.
        "V26-27" required prompt: String,
        /// What it is for.
        "V26-27" optional description: String,
        /// Code that runs on the agent's side.
        "V26-27" optional code_for_agent: String,
        /// Code that runs in the code interpreter when the skill is loaded.
        "V26-27" optional code_for_interpreter: String,
        /// The tools that it suggests.
        "V26-27" optional allowed_tools: Allowed,
        /// Its environment variables. Free-form.
        "V26-27" optional env: JsonObject,
        /// Its tools inside a server process; not meant for the wire.
        "V26-27" optional tools: Vec<Json>,
        /// What else its description file says. Free-form.
        "V26-27" optional metadata: JsonObject,
        /// Where its code is.
        "V26-27" optional module_path: String,
    }
}

object! {
    /// A tool that the model may call: a function.
    "S1.1-1.14 V24-27" pub struct ToolData {
        /// The tag of a function.
        "S1.1-1.14 V24-27" tag "type" = "function",
        /// The function.
        "S1.1-1.14 V24-27" required function: FunctionDefinition,
    }
}

object! {
    /// A function that the model may call.
    "S1.1-1.14 V24-27" pub struct FunctionDefinition {
        /// The name, unique among the tools.
        "S1.1-1.14 V24-27" required name: String,
        /// The JSON Schema of the arguments. Servers also take functions without.
        "S1.1-1.14 V24-27" expected parameters: JsonObject,
        /// What the function does.
        "S1.1-1.14 V24-27" optional description: String,
        /// Whether the arguments have to fit the schema exactly.
        "S1.1-1.14 V24-27" optional strict: bool,
    }
}

impl ToolData {
    /// A function with its arguments' schema.
    pub fn function(name: impl Into<String>, parameters: impl Into<JsonObject>) -> Self {
        ToolData::new(FunctionDefinition::new(name).parameters(parameters))
    }
}

object! {
    /// The query of the list call.
    ///
    /// SDK 1.9 and 1.10 page by `offset`, later ones and server 0.0.27 by `starting_after` and
    /// `ending_before`. In a query the states are written as `status[]=working`.
    "S1.9-1.14 V26-27" pub struct TaskListParams {
        /// The most tasks to return. Servers return 10 if it is absent.
        "S1.9-1.14 V26-27" optional limit: i64,
        /// How many tasks to skip.
        "S1.9-1.10 V26" optional offset: i64,
        /// Only tasks of this conversation.
        "S1.9-1.14 V26-27" optional session_id: String,
        /// Only tasks in one of these states.
        "S1.9-1.14 V26-27" optional status: Vec<TaskStatus>,
        /// Only tasks of this user.
        "S1.9-1.14 V26-27" optional user_id: String,
        /// The task before which the page ends. Server 0.0.27 includes that task.
        "V27 S1.11-1.14" optional ending_before: String,
        /// The task after which the page begins. Server 0.0.27 includes that task.
        "V27 S1.11-1.14" optional starting_after: String,
    }
}

/// The free-form object that says the same as a model object.
pub(crate) fn free_form<T: Wire>(value: &T) -> JsonObject {
    encode::to_string(value)
        .parse()
        .expect("a model object is a JSON object")
}

/// Lets a typed configuration stand where the wire has a free-form object.
macro_rules! into_free_form {
    ($($name:ident)*) => {$(
        impl From<$name> for JsonObject {
            fn from(value: $name) -> Self {
                free_form(&value)
            }
        }
    )*};
}
pub(crate) use into_free_form;

into_free_form! { CodeInterpreterConfig SubAgentConfig SkillConfig }
