//! The fuzz targets' bodies: those that the tests of the library replay.

#[path = "../../tests/shared/mod.rs"]
pub mod shared;
