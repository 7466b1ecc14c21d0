//! What a server says about itself: the answers of its probes.

use crate::wire::object;

object! {
    /// Health of the server.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct HealthResponse {
        /// `healthy`.
        pub status: String,
    }
}

object! {
    /// Whether the server runs.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct LivenessResponse {
        /// `ok`.
        pub liveness: String,
    }
}

object! {
    /// Whether the server takes calls.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct ReadinessResponse {
        /// `ok`.
        pub readiness: String,
    }
}
