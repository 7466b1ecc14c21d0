//! What a server says about itself.

use crate::wire::object;

object! {
    /// Whether the server is well.
    "V26-27" pub struct HealthResponse {
        /// `healthy`.
        "V26-27" required status: String,
    }
}

object! {
    /// Whether the server runs.
    "V26-27" pub struct LivenessResponse {
        /// `ok`.
        "V26-27" required liveness: String,
    }
}

object! {
    /// Whether the server takes calls.
    "V26-27" pub struct ReadinessResponse {
        /// `ok`.
        "V26-27" required readiness: String,
    }
}
