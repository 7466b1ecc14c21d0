//! The captured payloads.

use std::fs;
use std::path::Path;

use agentlin_types::wire::Wire;
use agentlin_types::{TaskCreateParams, TaskEvent, TaskEventResponse, TaskResponse, decode};

fn texts(folder: &str, extension: &str) -> Vec<String> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let entries = fs::read_dir(dir.join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|e| e == extension));
    let texts: Vec<_> = wanted
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(!texts.is_empty());
    texts
}

/// What is of that type among the texts.
fn values<T: Wire>(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<T> {
    let texts = texts.into_iter();
    let values: Vec<T> = texts
        .filter_map(|t| decode::from_str(t.as_ref()).ok())
        .collect();
    assert!(values.len() > 10, "{}", values.len());
    values
}

pub(crate) fn responses() -> Vec<TaskResponse> {
    let all = values(texts("captures", "json")).into_iter();
    all.filter(|response: &TaskResponse| response.result.is_some())
        .collect()
}

pub(crate) fn events() -> Vec<TaskEvent> {
    let streams = texts("captures", "sse");
    let lines = streams.iter().flat_map(|stream| stream.lines());
    let all = values::<TaskEventResponse>(lines.filter_map(|line| line.strip_prefix("data: ")));
    let events: Vec<_> = all
        .into_iter()
        .filter_map(|response| response.result)
        .collect();
    assert!(events.len() > 100);
    events
}

pub(crate) fn requests() -> Vec<TaskCreateParams> {
    values(texts("requests", "json"))
}
