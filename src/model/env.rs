//! The Env API: environments in which a caller acts step by step.
//!
//! ```
//! use agentlin_types::decode;
//! use agentlin_types::env::{EnvStepParams, EnvStepResponse};
//! use serde_json::json;
//!
//! let step = EnvStepParams::new("sess_1", "increment").tool_args(json!({"by": 1}));
//! assert_eq!(step.tool_name, "increment");
//! let state = r#"{"new_state": {"message_content": []}, "tools": [], "done": true}"#;
//! let answer: EnvStepResponse = decode::from_str(state)?;
//! assert_eq!(answer.done, Some(true));
//! # Ok::<(), agentlin_types::DecodeError>(())
//! ```

use crate::request::ToolData;
use crate::wire::{JsonObject, Map, from_text, kind_union, object};
use crate::{DecodeError, JsonValue, decode};

object! {
    /// The body of the call that starts an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvCreateParams {
        /// The application that calls.
        pub client_id: Option<String>,
        /// The environment: a registered name, or `module:Class`.
        pub env_class_path: Option<String>,
        /// The identifier to give to the environment; servers make one up if it is absent.
        pub env_id: Option<String>,
        /// Arguments for the environment. Free-form.
        pub env_init_kwargs: Option<JsonObject>,
        /// Environment variables.
        pub env_vars: Option<Map<String>>,
        /// The identifier to give to the session; servers make one up if it is absent.
        pub session_id: Option<String>,
        /// The owner; servers make one up if it is absent.
        pub user_id: Option<String>,
    }
}

object! {
    /// The answer to the call that starts an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvCreateResponse {
        /// The environment.
        pub env_id: String,
        /// What there is to see at the beginning. Free-form; servers send `message_content`,
        /// `block_list` and `data`.
        pub initial_state: JsonObject,
        /// The session.
        pub session_id: String,
        /// The tools that may be used now.
        pub tools: Vec<ToolData>,
        /// Whether the environment has ended already.
        pub done: Option<bool>,
    }
}

object! {
    /// The body of the call that makes a step.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvStepParams {
        /// The session.
        pub session_id: String,
        /// The tool to use.
        pub tool_name: String,
        /// Environment variables.
        pub env_vars: Option<Map<String>>,
        /// The identifier of the chain of requests; becomes the `id` of the envelope.
        pub request_id: Option<String>,
        /// Whether the answer is a stream of events (true) or one envelope at the end.
        pub stream: Option<bool>,
        /// The identifier to give to the task of this step.
        pub task_id: Option<String>,
        /// The tool's arguments. Free-form.
        pub tool_args: Option<JsonObject>,
        /// The user.
        pub user_id: Option<String>,
    }
}

object! {
    /// The state after a step, as servers declare it. They answer with a task instead
    /// (`TaskResponse`).
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvStepResponse {
        /// What there is to see. Free-form; servers send `message_content`, `block_list` and `data`.
        pub new_state: JsonObject,
        /// The tools that may be used now.
        pub tools: Vec<ToolData>,
        /// Whether the environment has ended.
        pub done: Option<bool>,
        /// The tool that was used. Server 0.0.26 only.
        #[sources(server 26)]
        pub tool_name: Option<String>,
        /// The arguments that were used. Server 0.0.26 only.
        #[sources(server 26)]
        pub tool_args: Option<JsonObject>,
    }
}

object! {
    /// The body of the call that looks at an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvObservationParams {
        /// The session.
        pub session_id: String,
    }
}

object! {
    /// The answer to the call that looks at an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvObservationResponse {
        /// What there is to see. Free-form; servers send
        /// `message_content`, `block_list` and `data`.
        pub state: JsonObject,
        /// The tools that may be used now.
        pub tools: Vec<ToolData>,
        /// Whether the environment has ended.
        pub done: Option<bool>,
    }
}

object! {
    /// The body of the call that sets an environment back to its beginning.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvResetParams {
        /// The session.
        pub session_id: String,
        /// How to begin. Free-form.
        pub options: Option<JsonObject>,
        /// The seed of the random numbers.
        pub seed: Option<i64>,
    }
}

object! {
    /// The answer to the call that sets an environment back to its beginning.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvResetResponse {
        /// What there is to see. Free-form; servers send
        /// `message_content`, `block_list` and `data`.
        pub observation: JsonObject,
        /// The tools that may be used now.
        pub tools: Vec<ToolData>,
        /// Whether the environment has ended.
        pub done: Option<bool>,
    }
}

object! {
    /// The body of the call that ends an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvCloseParams {
        /// The session.
        pub session_id: String,
    }
}

object! {
    /// The answer to the call that ends an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvCloseResponse {
        /// `closed` if all went well.
        pub status: Option<String>,
        /// What happened, for people.
        pub message: Option<String>,
    }
}

object! {
    /// A session in an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    pub struct EnvSessionResponse {
        /// The application that called.
        pub client_id: String,
        /// When it began, in seconds on a clock of the server: only differences have a meaning.
        pub created_at: f64,
        /// The environment.
        pub env_id: String,
        /// Environment variables.
        pub env_vars: Map<String>,
        /// Whether it goes on.
        pub is_active: bool,
        /// When it was used last, on the same clock as `created_at`.
        pub last_accessed_at: f64,
        /// The session.
        pub session_id: String,
        /// The owner.
        pub user_id: String,
    }
}

object! {
    /// The query of the call that lists sessions.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvSessionsParams {
        /// Only sessions of this user.
        pub user_id: Option<String>,
    }
}

object! {
    /// The answer to the call that lists sessions.
    #[sources(sdk 1.9-1.14, server 26-27)]
    pub struct EnvSessionsResponse {
        /// The sessions.
        pub sessions: Vec<EnvSessionResponse>,
        /// How many there are.
        pub total: i64,
    }
}

object! {
    /// The query of the call that ends idle sessions.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvCleanSessionParams {
        /// How many seconds a session has to be idle. Servers take 3600 if it is absent.
        pub inactive_seconds: Option<i64>,
    }
}

object! {
    /// The answer to the call that ends idle sessions. The SDK leaves it open.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvCleanSessionResponse {
        /// `success`.
        pub status: String,
        /// How many sessions were ended.
        pub cleaned_count: i64,
        /// Which sessions were ended.
        pub cleaned_sessions: Vec<String>,
    }
}

object! {
    /// The answer to the call that deletes a session. The SDK leaves it open.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvDeleteSessionResponse {
        /// `success`.
        pub status: String,
        /// What happened, for people.
        pub message: String,
    }
}

object! {
    /// What kind of environment can be started.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvInfo {
        /// The name to start it by.
        pub name: String,
        /// The defaults of its arguments in short.
        pub default_params_summary: Option<String>,
        /// Whether its code can be loaded.
        pub importable: Option<Importable>,
        /// The module of its code.
        pub module: Option<String>,
        /// `builtin`, `external` or `local`.
        pub origin: Option<String>,
        /// Where the server found it.
        pub source: Option<String>,
    }
}

kind_union! {
    /// Whether the code of an environment can be loaded.
    #[derive(Eq, Hash)]
    pub enum Importable {
        /// An answer in words.
        Text(String),
        /// Yes or no.
        Known(bool),
    }
}

from_text! { Importable }

object! {
    /// The answer to the call that describes one name.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvInfoResponse {
        /// Everything that has the name.
        pub details: Vec<EnvInfo>,
        /// The name.
        pub name: String,
    }
}

object! {
    /// The query of the call that lists kinds of environments. SDK 1.9 and 1.10 send none.
    #[sources(server 27, sdk 1.11-1.14)]
    #[derive(Eq, Hash)]
    pub struct EnvListParams {
        /// The name before which the page ends.
        pub ending_before: Option<String>,
        /// The most entries to return. Servers return 100 if it is absent.
        pub limit: Option<i64>,
        /// The name after which the page begins.
        pub starting_after: Option<String>,
    }
}

object! {
    /// The answer to the call that lists kinds of environments.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct EnvListResponse {
        /// The environments; later SDKs and server 0.0.27 send them page by page.
        pub environments: Vec<EnvInfo>,
        /// How many there are. Later SDKs and server 0.0.27 leave it out.
        #[sources(sdk 1.9-1.10, server 26)]
        #[documented_required]
        pub total: Option<i64>,
        /// The same entries by name.
        #[sources(sdk 1.9-1.10, server 26)]
        pub grouped: Option<Map<Vec<EnvInfo>>>,
    }
}

object! {
    /// What there is to see in an environment, and what a tool hands back: what servers put into
    /// the free-form states of the Env API.
    ///
    /// ```
    /// use agentlin_types::env::{EnvObservationResponse, Observation};
    ///
    /// let body = r#"{"state":{"message_content":[],"block_list":[],"data":{"done":false}},
    ///                "tools":[],"done":false}"#;
    /// let answer: EnvObservationResponse = serde_json::from_str(body)?;
    /// let seen = Observation::of(&answer.state)?;
    /// assert_eq!(seen.data.unwrap().as_str(), r#"{"done":false}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct Observation {
        /// What the model sees: content parts. Free-form.
        pub message_content: Vec<JsonObject>,
        /// What the user sees: blocks (`Block`). Free-form.
        pub block_list: Vec<JsonValue>,
        /// More data. Free-form.
        pub data: Option<JsonObject>,
    }
}

impl Observation {
    /// Reads a free-form state of the Env API.
    pub fn of(state: &JsonObject) -> Result<Self, DecodeError> {
        decode::from_str(state.as_str())
    }
}
