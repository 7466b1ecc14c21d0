//! The calls of the Env API.

use super::table::endpoint;
use crate::env::*;
use crate::*;

endpoint! {
    /// Starts an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.create")]
    #[post("/env/create")]
    pub struct CreateEnv {
        #[body]
        pub params: EnvCreateParams,
    } -> EnvCreateResponse {
        /// The environment has started.
        200 => Json(EnvCreateResponse),
    }
}

endpoint! {
    /// Uses a tool of an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.step")]
    #[post("/env/step")]
    pub struct StepEnv {
        #[body]
        pub params: EnvStepParams,
    } -> TaskResponse {
        /// Without a stream: the step as a task with one tool result. The SDK leaves it open.
        #[sources(server 26-27, sdk 1.9-1.14)]
        200 => Json(TaskResponse),
        /// With a stream: the envelope of an event on each `data` line.
        #[sources(server 26-27)]
        200 => EventStream(TaskEventResponse),
    }
    streams |call| call.params.stream == Some(true)
}

endpoint! {
    /// Looks at an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.observation")]
    #[post("/env/observation")]
    pub struct ObserveEnv {
        #[body]
        pub params: EnvObservationParams,
    } -> EnvObservationResponse {
        /// What there is to see.
        200 => Json(EnvObservationResponse),
    }
}

endpoint! {
    /// Sets an environment back to its beginning.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.reset")]
    #[post("/env/reset")]
    pub struct ResetEnv {
        #[body]
        pub params: EnvResetParams,
    } -> EnvResetResponse {
        /// What there is to see at the beginning.
        200 => Json(EnvResetResponse),
    }
}

endpoint! {
    /// Ends an environment.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.close")]
    #[post("/env/close")]
    pub struct CloseEnv {
        #[body]
        pub params: EnvCloseParams,
    } -> EnvCloseResponse {
        /// The environment has ended.
        200 => Json(EnvCloseResponse),
    }
}

endpoint! {
    /// Retrieves a session.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.session")]
    #[get("/env/session/{session_id}")]
    pub struct RetrieveEnvSession {
        #[path]
        /// The identifier of the session.
        pub session_id: String,
    } -> EnvSessionResponse {
        /// The session.
        200 => Json(EnvSessionResponse),
    }
}

endpoint! {
    /// Deletes a session.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.delete_session")]
    #[delete("/env/session/{session_id}")]
    pub struct DeleteEnvSession {
        #[path]
        /// The identifier of the session.
        pub session_id: String,
    } -> EnvDeleteSessionResponse {
        /// The session is gone. The SDK leaves the body open.
        #[sources(server 26-27, sdk 1.9-1.14)]
        200 => Json(EnvDeleteSessionResponse),
    }
}

endpoint! {
    /// Lists sessions.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.sessions")]
    #[get("/env/sessions")]
    pub struct ListEnvSessions {
        #[query]
        pub params: EnvSessionsParams,
    } -> EnvSessionsResponse {
        /// The sessions.
        200 => Json(EnvSessionsResponse),
    }
}

endpoint! {
    /// Ends unused sessions.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.clean_session")]
    #[post("/env/sessions/cleanup")]
    pub struct CleanEnvSessions {
        #[query]
        pub params: EnvCleanSessionParams,
    } -> EnvCleanSessionResponse {
        /// Which sessions were ended. The SDK leaves the body open.
        #[sources(server 26-27, sdk 1.9-1.14)]
        200 => Json(EnvCleanSessionResponse),
    }
}

endpoint! {
    /// Lists the kinds of environments.
    #[sources(sdk 1.9-1.14, server 26-27)]
    #[operation("env.list")]
    #[get("/env" | "/env/list")]
    pub struct ListEnvs {
        #[query]
        pub params: EnvListParams,
    } -> EnvListResponse {
        /// The environments.
        200 => Json(EnvListResponse),
    }
}

endpoint! {
    /// Describes an environment.
    #[sources(sdk 1.10-1.14, server 26-27)]
    #[operation("env.info")]
    #[get("/env/{env_id}" | "/env/info/{env_id}")]
    pub struct RetrieveEnv {
        #[path]
        /// The name of the environment, or the module of its code.
        pub env_id: String,
    } -> EnvInfoResponse {
        /// Everything that has the name.
        #[sources(sdk 1.9-1.14, server 26-27)]
        200 => Json(EnvInfoResponse),
    }
}
