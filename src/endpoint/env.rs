//! The calls of the Env API.

use super::table::endpoint;
use crate::*;

endpoint! {
    /// Starts an environment.
    "S1.9-1.14 V26-27" CreateEnv "env.create" Post "/env/create" {
        body EnvCreateParams,
    } -> EnvCreateResponse {
        /// The environment has started.
        "S1.9-1.14 V26-27" 200 Json EnvCreateResponse,
    }
}

endpoint! {
    /// Uses a tool of an environment.
    "S1.9-1.14 V26-27" StepEnv "env.step" Post "/env/step" {
        body EnvStepParams,
    } -> TaskResponse {
        /// Without a stream: the step as a task with one tool result. The SDK leaves it open.
        "V26-27 S1.9-1.14" 200 Json TaskResponse,
        /// With a stream: the envelope of an event on each `data` line.
        "V26-27" 200 EventStream TaskEventResponse,
    }
    streams |call| call.params.stream == Some(true)
}

endpoint! {
    /// Looks at an environment.
    "S1.9-1.14 V26-27" ObserveEnv "env.observation" Post "/env/observation" {
        body EnvObservationParams,
    } -> EnvObservationResponse {
        /// What there is to see.
        "S1.9-1.14 V26-27" 200 Json EnvObservationResponse,
    }
}

endpoint! {
    /// Sets an environment back to its beginning.
    "S1.9-1.14 V26-27" ResetEnv "env.reset" Post "/env/reset" {
        body EnvResetParams,
    } -> EnvResetResponse {
        /// What there is to see at the beginning.
        "S1.9-1.14 V26-27" 200 Json EnvResetResponse,
    }
}

endpoint! {
    /// Ends an environment.
    "S1.9-1.14 V26-27" CloseEnv "env.close" Post "/env/close" {
        body EnvCloseParams,
    } -> EnvCloseResponse {
        /// The environment has ended.
        "S1.9-1.14 V26-27" 200 Json EnvCloseResponse,
    }
}

endpoint! {
    /// Retrieves a session.
    "S1.9-1.14 V26-27" RetrieveEnvSession "env.session" Get "/env/session/{session_id}" {
        path session_id "The identifier of the session.",
    } -> EnvSessionResponse {
        /// The session.
        "S1.9-1.14 V26-27" 200 Json EnvSessionResponse,
    }
}

endpoint! {
    /// Deletes a session.
    "S1.9-1.14 V26-27" DeleteEnvSession "env.delete_session" Delete "/env/session/{session_id}" {
        path session_id "The identifier of the session.",
    } -> EnvDeleteSessionResponse {
        /// The session is gone. The SDK leaves the body open.
        "V26-27 S1.9-1.14" 200 Json EnvDeleteSessionResponse,
    }
}

endpoint! {
    /// Lists sessions.
    "S1.9-1.14 V26-27" ListEnvSessions "env.sessions" Get "/env/sessions" {
        query EnvSessionsParams,
    } -> EnvSessionsResponse {
        /// The sessions.
        "S1.9-1.14 V26-27" 200 Json EnvSessionsResponse,
    }
}

endpoint! {
    /// Ends the sessions that nobody uses.
    "S1.9-1.14 V26-27" CleanEnvSessions "env.clean_session" Post "/env/sessions/cleanup" {
        query EnvCleanSessionParams,
    } -> EnvCleanSessionResponse {
        /// Which sessions were ended. The SDK leaves the body open.
        "V26-27 S1.9-1.14" 200 Json EnvCleanSessionResponse,
    }
}

endpoint! {
    /// Lists the kinds of environments.
    "S1.9-1.14 V26-27" ListEnvs "env.list" Get "/env" | "/env/list" {
        query EnvListParams,
    } -> EnvListResponse {
        /// The environments.
        "S1.9-1.14 V26-27" 200 Json EnvListResponse,
    }
}

endpoint! {
    /// Describes an environment.
    "S1.10-1.14 V26-27" RetrieveEnv "env.info" Get "/env/{env_id}" | "/env/info/{env_id}" {
        path env_id "The name of the environment, or the module of its code.",
    } -> EnvInfoResponse {
        /// Everything that has the name.
        "S1.9-1.14 V26-27" 200 Json EnvInfoResponse,
    }
}
