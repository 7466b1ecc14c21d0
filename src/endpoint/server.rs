//! The calls about the server itself. They need no authorisation.

use super::table::endpoint;
use crate::{HealthResponse, LivenessResponse, ReadinessResponse};

endpoint! {
    /// Asks whether the server is well.
    "V26-27" CheckHealth "server.health" Get "/health" at_root {} -> HealthResponse {
        /// It is.
        "V26-27" 200 Json HealthResponse,
    }
}

endpoint! {
    /// Asks whether the server runs.
    "V26-27" CheckLiveness "server.liveness" Get "/liveness" at_root {} -> LivenessResponse {
        /// It does.
        "V26-27" 200 Json LivenessResponse,
    }
}

endpoint! {
    /// Asks whether the server takes calls.
    "V26-27" CheckReadiness "server.readiness" Get "/readiness" at_root {} -> ReadinessResponse {
        /// It does.
        "V26-27" 200 Json ReadinessResponse,
    }
}
