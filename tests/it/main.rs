//! Integration tests: one binary, one module per concern.

mod captures;
mod events;
mod findings;
#[cfg(feature = "schemars")]
mod oracle;
mod round_trip;
#[cfg(feature = "schemars")]
mod schemas;
