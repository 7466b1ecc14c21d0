//! The calls about the server itself. They need no authorisation.

use super::table::endpoint;
use crate::health::{HealthResponse, LivenessResponse, ReadinessResponse};

endpoint! {
    /// Asks for the health of the server.
    #[sources(server 26-27)]
    #[operation("server.health")]
    #[get("/health", at_root)]
    pub struct CheckHealth {} -> HealthResponse {
        /// The server is healthy.
        200 => Json(HealthResponse),
    }
}

endpoint! {
    /// Asks whether the server runs.
    #[sources(server 26-27)]
    #[operation("server.liveness")]
    #[get("/liveness", at_root)]
    pub struct CheckLiveness {} -> LivenessResponse {
        /// The server runs.
        200 => Json(LivenessResponse),
    }
}

endpoint! {
    /// Asks whether the server takes calls.
    #[sources(server 26-27)]
    #[operation("server.readiness")]
    #[get("/readiness", at_root)]
    pub struct CheckReadiness {} -> ReadinessResponse {
        /// The server takes calls.
        200 => Json(ReadinessResponse),
    }
}
