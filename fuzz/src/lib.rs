//! The fuzz targets' bodies: those that the tests of the library and of the command line replay.

#[path = "../../tests/shared/mod.rs"]
pub mod shared;

#[path = "../../cli/tests/it/readers.rs"]
pub mod readers;

use shared::json;
