//! The Env API: environments in which a caller acts step by step.

use crate::wire::{JsonObject, Map, choice, object};
use crate::{DecodeError, Json, ToolData, decode};

object! {
    /// The body of the call that starts an environment.
    "S1.9-1.14 V26-27" pub struct EnvCreateParams {
        /// The application that calls.
        "S1.9-1.14 V26-27" optional client_id: String,
        /// The environment: a registered name, or `module:Class`.
        "S1.9-1.14 V26-27" optional env_class_path: String,
        /// The identifier to give to the environment; servers make one up if it is absent.
        "S1.9-1.14 V26-27" optional env_id: String,
        /// Arguments for the environment. Free-form.
        "S1.9-1.14 V26-27" optional env_init_kwargs: JsonObject,
        /// Environment variables.
        "S1.9-1.14 V26-27" optional env_vars: Map<String>,
        /// The identifier to give to the session; servers make one up if it is absent.
        "S1.9-1.14 V26-27" optional session_id: String,
        /// The owner; servers make one up if it is absent.
        "S1.9-1.14 V26-27" optional user_id: String,
    }
}

object! {
    /// The answer to the call that starts an environment.
    "S1.9-1.14 V26-27" pub struct EnvCreateResponse {
        /// The environment.
        "S1.9-1.14 V26-27" required env_id: String,
        /// What there is to see at the beginning. Free-form; servers send what
        /// `Observation` says.
        "S1.9-1.14 V26-27" required initial_state: JsonObject,
        /// The session.
        "S1.9-1.14 V26-27" required session_id: String,
        /// The tools that may be used now.
        "S1.9-1.14 V26-27" required tools: Vec<ToolData>,
        /// Whether the environment has ended already.
        "S1.9-1.14 V26-27" optional done: bool,
    }
}

object! {
    /// The body of the call that makes a step.
    "S1.9-1.14 V26-27" pub struct EnvStepParams {
        /// The session.
        "S1.9-1.14 V26-27" required session_id: String,
        /// The tool to use.
        "S1.9-1.14 V26-27" required tool_name: String,
        /// Environment variables.
        "S1.9-1.14 V26-27" optional env_vars: Map<String>,
        /// The identifier of the chain of requests; becomes the `id` of the envelope.
        "S1.9-1.14 V26-27" optional request_id: String,
        /// Whether the answer is a stream of events (true) or one envelope at the end.
        "S1.9-1.14 V26-27" optional stream: bool,
        /// The identifier to give to the task of this step.
        "S1.9-1.14 V26-27" optional task_id: String,
        /// The tool's arguments. Free-form.
        "S1.9-1.14 V26-27" optional tool_args: JsonObject,
        /// The user.
        "S1.9-1.14 V26-27" optional user_id: String,
    }
}

object! {
    /// The state after a step, as servers declare it. They answer with a task instead
    /// (`TaskResponse`).
    "V26-27" pub struct EnvStepResponse {
        /// What there is to see. Free-form; see `Observation`.
        "V26-27" required new_state: JsonObject,
        /// The tools that may be used now.
        "V26-27" required tools: Vec<ToolData>,
        /// Whether the environment has ended.
        "V26-27" optional done: bool,
        /// The tool that was used. Server 0.0.26 only.
        "V26" optional tool_name: String,
        /// The arguments that were used. Server 0.0.26 only.
        "V26" optional tool_args: JsonObject,
    }
}

object! {
    /// The body of the call that looks at an environment.
    "S1.9-1.14 V26-27" pub struct EnvObservationParams {
        /// The session.
        "S1.9-1.14 V26-27" required session_id: String,
    }
}

object! {
    /// The answer to the call that looks at an environment.
    "S1.9-1.14 V26-27" pub struct EnvObservationResponse {
        /// What there is to see. Free-form; servers send what `Observation` says.
        "S1.9-1.14 V26-27" required state: JsonObject,
        /// The tools that may be used now.
        "S1.9-1.14 V26-27" required tools: Vec<ToolData>,
        /// Whether the environment has ended.
        "S1.9-1.14 V26-27" optional done: bool,
    }
}

object! {
    /// The body of the call that sets an environment back to its beginning.
    "S1.9-1.14 V26-27" pub struct EnvResetParams {
        /// The session.
        "S1.9-1.14 V26-27" required session_id: String,
        /// How to begin. Free-form.
        "S1.9-1.14 V26-27" optional options: JsonObject,
        /// The seed of the random numbers.
        "S1.9-1.14 V26-27" optional seed: i64,
    }
}

object! {
    /// The answer to the call that sets an environment back to its beginning.
    "S1.9-1.14 V26-27" pub struct EnvResetResponse {
        /// What there is to see. Free-form; servers send what `Observation` says.
        "S1.9-1.14 V26-27" required observation: JsonObject,
        /// The tools that may be used now.
        "S1.9-1.14 V26-27" required tools: Vec<ToolData>,
        /// Whether the environment has ended.
        "S1.9-1.14 V26-27" optional done: bool,
    }
}

object! {
    /// The body of the call that ends an environment.
    "S1.9-1.14 V26-27" pub struct EnvCloseParams {
        /// The session.
        "S1.9-1.14 V26-27" required session_id: String,
    }
}

object! {
    /// The answer to the call that ends an environment.
    "S1.9-1.14 V26-27" pub struct EnvCloseResponse {
        /// `closed` if all went well.
        "S1.9-1.14 V26-27" optional status: String,
        /// What happened, for people.
        "S1.9-1.14 V26-27" optional message: String,
    }
}

object! {
    /// A session in an environment.
    "S1.9-1.14 V26-27" pub struct EnvSessionResponse {
        /// The application that called.
        "S1.9-1.14 V26-27" required client_id: String,
        /// When it began, in seconds on a clock of the server: only differences have a meaning.
        "S1.9-1.14 V26-27" required created_at: f64,
        /// The environment.
        "S1.9-1.14 V26-27" required env_id: String,
        /// Environment variables.
        "S1.9-1.14 V26-27" required env_vars: Map<String>,
        /// Whether it goes on.
        "S1.9-1.14 V26-27" required is_active: bool,
        /// When it was used last, on the same clock as `created_at`.
        "S1.9-1.14 V26-27" required last_accessed_at: f64,
        /// The session.
        "S1.9-1.14 V26-27" required session_id: String,
        /// The owner.
        "S1.9-1.14 V26-27" required user_id: String,
    }
}

object! {
    /// The query of the call that lists sessions.
    "S1.9-1.14 V26-27" pub struct EnvSessionsParams {
        /// Only sessions of this user.
        "S1.9-1.14 V26-27" optional user_id: String,
    }
}

object! {
    /// The answer to the call that lists sessions.
    "S1.9-1.14 V26-27" pub struct EnvSessionsResponse {
        /// The sessions.
        "S1.9-1.14 V26-27" required sessions: Vec<EnvSessionResponse>,
        /// How many there are.
        "S1.9-1.14 V26-27" required total: i64,
    }
}

object! {
    /// The query of the call that ends idle sessions.
    "S1.9-1.14 V26-27" pub struct EnvCleanSessionParams {
        /// How many seconds a session has to be idle. Servers take 3600 if it is absent.
        "S1.9-1.14 V26-27" optional inactive_seconds: i64,
    }
}

object! {
    /// The answer to the call that ends idle sessions. The SDK leaves it open.
    "V26-27" pub struct EnvCleanSessionResponse {
        /// `success`.
        "V26-27" required status: String,
        /// How many sessions were ended.
        "V26-27" required cleaned_count: i64,
        /// Which sessions were ended.
        "V26-27" required cleaned_sessions: Vec<String>,
    }
}

object! {
    /// The answer to the call that deletes a session. The SDK leaves it open.
    "V26-27" pub struct EnvDeleteSessionResponse {
        /// `success`.
        "V26-27" required status: String,
        /// What happened, for people.
        "V26-27" required message: String,
    }
}

object! {
    /// What kind of environment can be started.
    "S1.9-1.14 V26-27" pub struct EnvInfo {
        /// The name to start it by.
        "S1.9-1.14 V26-27" required name: String,
        /// The defaults of its arguments in short.
        "S1.9-1.14 V26-27" optional default_params_summary: String,
        /// Whether its code can be loaded.
        "S1.9-1.14 V26-27" optional importable: Importable,
        /// The module of its code.
        "S1.9-1.14 V26-27" optional module: String,
        /// `builtin`, `external` or `local`.
        "S1.9-1.14 V26-27" optional origin: String,
        /// Where the server found it.
        "S1.9-1.14 V26-27" optional source: String,
    }
}

choice! {
    /// Whether the code of an environment can be loaded.
    pub enum Importable {
        /// An answer in words.
        Text(String),
        /// Yes or no.
        Known(bool),
    }
}

object! {
    /// The answer to the call that describes one name.
    "S1.9-1.14 V26-27" pub struct EnvInfoResponse {
        /// Everything that has the name.
        "S1.9-1.14 V26-27" required details: Vec<EnvInfo>,
        /// The name.
        "S1.9-1.14 V26-27" required name: String,
    }
}

object! {
    /// The query of the call that lists kinds of environments. SDK 1.9 and 1.10 send none.
    "V27 S1.11-1.14" pub struct EnvListParams {
        /// The name before which the page ends.
        "V27 S1.11-1.14" optional ending_before: String,
        /// The most entries to return. Servers return 100 if it is absent.
        "V27 S1.11-1.14" optional limit: i64,
        /// The name after which the page begins.
        "V27 S1.11-1.14" optional starting_after: String,
    }
}

object! {
    /// The answer to the call that lists kinds of environments.
    "S1.9-1.14 V26-27" pub struct EnvListResponse {
        /// The environments; later SDKs and server 0.0.27 send them page by page.
        "S1.9-1.14 V26-27" required environments: Vec<EnvInfo>,
        /// How many there are. Later SDKs and server 0.0.27 leave it out.
        "S1.9-1.10 V26" expected total: i64,
        /// The same entries by name.
        "S1.9-1.10 V26" optional grouped: Map<Vec<EnvInfo>>,
    }
}

object! {
    /// What there is to see in an environment, and what a tool hands back: what servers put into
    /// the free-form states of the Env API.
    ///
    /// ```
    /// use agentlin_types::{EnvObservationResponse, Observation};
    ///
    /// let body = r#"{"state":{"message_content":[],"block_list":[],"data":{"done":false}},
    ///                "tools":[],"done":false}"#;
    /// let answer: EnvObservationResponse = serde_json::from_str(body)?;
    /// let seen = Observation::of(&answer.state)?;
    /// assert_eq!(seen.data.unwrap().as_str(), r#"{"done":false}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    "V10-27" pub struct Observation {
        /// What the model sees: content parts. Free-form.
        "V10-27" required message_content: Vec<JsonObject>,
        /// What the user sees: blocks (`Block`). Free-form.
        "V10-27" required block_list: Vec<Json>,
        /// More data. Free-form.
        "V10-27" optional data: JsonObject,
    }
}

impl Observation {
    /// Reads a free-form state of the Env API.
    pub fn of(state: &JsonObject) -> Result<Self, DecodeError> {
        decode::from_str(state.as_str())
    }
}
