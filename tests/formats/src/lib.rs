//! Runs the examples of the documentation that need other crates; the tests are in `tests/it`.

#[doc = include_str!("../../../docs/formats.md")]
pub struct Formats;

#[doc = include_str!("../../../docs/guides/service.md")]
pub struct Service;
