//! Integration tests: one binary, one module per concern.

mod build;
mod captures;
mod errors;
mod events;
mod findings;
mod lossless;
#[cfg(feature = "schemars")]
mod oracle;
mod round_trip;
mod rules;
#[cfg(feature = "schemars")]
mod schemas;
