//! Integration tests: one binary, one module per concern.

mod build;
mod captures;
mod env;
mod errors;
mod events;
mod findings;
mod lossless;
#[cfg(feature = "schemars")]
mod oracle;
mod requests;
mod round_trip;
mod rules;
#[cfg(feature = "schemars")]
mod schemas;
