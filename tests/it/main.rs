//! Integration tests: one binary, one module per concern.

mod findings;
mod round_trip;
