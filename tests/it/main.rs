//! Integration tests: one binary, one module per concern.

mod captures;
mod events;
mod findings;
mod round_trip;
