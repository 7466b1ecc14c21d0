//! Runs the examples of `docs/formats.md`; the tests are in `tests/it`.
#![doc = include_str!("../../../docs/formats.md")]
