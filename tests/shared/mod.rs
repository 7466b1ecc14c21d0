//! What the tests and the fuzz targets both use: the list of types, and the comparisons.
//!
//! Everything here judges the crate from outside; JSON is taken apart by serde_json, not by the
//! crate's own reader.

pub mod compare;
pub mod json;
#[cfg(feature = "schemars")]
pub mod judge;
pub mod mutate;
pub mod same;
pub mod seeds;
pub mod sse;
pub mod targets;
pub mod types;
