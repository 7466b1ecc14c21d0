//! The captured payloads, for all tests.

use std::path::Path;

/// All captured files with that extension in a folder: name and text.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder);
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// All captured response bodies.
pub(crate) fn bodies() -> Vec<(String, String)> {
    files("captures", "json")
}

/// All captured bodies of create calls.
pub(crate) fn requests() -> Vec<(String, String)> {
    files("requests", "json")
}

/// All captured event streams.
pub(crate) fn streams() -> Vec<(String, String)> {
    files("captures", "sse")
}

/// The content of the `data` lines of a captured stream, by the plain form that servers write:
/// one line an event, with one space after the colon, ended by CR and LF.
pub(crate) fn data_lines(stream: &str) -> impl Iterator<Item = &str> {
    stream
        .split("\r\n")
        .filter_map(|line| line.strip_prefix("data: "))
}
