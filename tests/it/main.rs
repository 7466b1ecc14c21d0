//! Integration tests: one binary, one module per concern.

mod round_trip;
