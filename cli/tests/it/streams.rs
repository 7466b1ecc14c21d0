//! Event streams: what their events are called, and where they end.

use serde_json::{Value, json};

use crate::run::{Directory, fixture_text, run, run_with};

/// The data of an unfinished stream: a task is created and works.
fn events(task: &str) -> Vec<String> {
    let event = |number: u32, kind: &str, more: Value| {
        let mut event = json!({
            "type": kind, "task_id": task, "sequence_number": number,
            "timestamp": format!("2026-11-23T20:00:0{number}+00:00"),
        });
        let members = event.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        json!({"jsonrpc": "2.0", "id": "r", "result": event}).to_string()
    };
    let body = json!({
        "object": "task", "id": task, "session_id": "s", "user_id": "u", "status": "created",
        "created_at": 1795464000, "output": [],
    });
    vec![
        event(0, "task.created", json!({"task": body})),
        event(1, "task.working", json!({})),
    ]
}

fn stream(task: &str) -> String {
    let events = events(task).into_iter();
    events.map(|data| format!("data: {data}\n\n")).collect()
}

/// `code line:column` of each finding, and the entry of an archive that it belongs to.
fn findings(capture: &str) -> Vec<String> {
    // Standard input alone would be a filter from line to line.
    let directory = Directory::new("streams");
    let file = directory.file("in", capture);
    let run = run(&["validate", "--format", "json", &file]);
    let lines = run.json_lines().into_iter();
    let places = run.findings().into_iter().zip(lines);
    let entry = |line: &Value| match &line["entry"] {
        Value::Null => String::new(),
        entry => format!(" entry {entry}"),
    };
    places
        .map(|(place, line)| format!("{place}{}", entry(&line)))
        .collect()
}

/// As readers of event streams have it, the last name counts, and an empty one is none.
#[test]
fn an_event_has_the_last_of_its_names() {
    let data = &events("t")[0];
    for (names, expected) in [
        ("event: one\nevent: two\n", "event: two\n"),
        ("event: one\nevent:\n", ""),
        ("event:\nevent: two\n", "event: two\n"),
    ] {
        let capture = format!("{names}data: {data}\n\n");
        let converted = run_with(&["convert", "--to", "events", "-"], capture.as_bytes());
        let expected = format!("{expected}data: {data}\n\n");
        assert_eq!(converted.stdout, expected, "{names}");
        let capture = format!("data: {data}\n{names}\n");
        let converted = run_with(&["convert", "--to", "events", "-"], capture.as_bytes());
        assert_eq!(converted.stdout, expected, "{names} behind the data");
    }
}

/// However the entries of an archive have them, each stream ends with its entry.
#[test]
fn each_stream_of_an_archive_ends_in_its_entry() {
    let entry = |task: &str, as_text: bool| {
        let mut entry = json!({
            "startedDateTime": "2026-11-23T20:00:00Z",
            "request": {"method": "POST", "url": "https://example.com/v1/tasks"},
            "response": {"status": 200, "content": {"mimeType": "text/event-stream"}},
        });
        if as_text {
            entry["response"]["content"]["text"] = stream(task).into();
        } else {
            let messages = events(task).into_iter();
            let messages = messages.map(|data| json!({"data": data})).collect();
            entry["_eventSourceMessages"] = messages;
        }
        entry
    };
    let entries = [
        entry("a", true),
        entry("b", false),
        entry("c", false),
        entry("d", true),
    ];
    let archive = json!({"log": {"version": "1.2", "creator": {}, "entries": entries}}).to_string();
    let data = archive.match_indices(r#"{\"id\":\"r\","#);
    let last: Vec<_> = data.skip(1).step_by(2).map(|(at, _)| at + 1).collect();
    let expected = (1..=4).zip(last);
    let expected =
        expected.map(|(entry, column)| format!("stream-unfinished 1:{column} entry {entry}"));
    assert_eq!(findings(&archive), expected.collect::<Vec<_>>());
}

/// A stream ends with its file, before the next one, and before a document.
#[test]
fn a_stream_ends_where_something_else_begins() {
    let body = fixture_text("captures/get_plain.json");
    let body = body.trim_end();
    let document = "foreign-text 5:1";
    let unfinished = "stream-unfinished 3:7";
    let (a, b) = (stream("a"), stream("b"));
    for (capture, expected) in [
        (a.clone(), vec![unfinished]),
        // A task that is created before the first is over may be that of a tool.
        (format!("{a}{b}"), vec!["stream-unfinished 7:7"]),
        (format!("{a}{body}"), vec![unfinished, document]),
        // A comment between them is no stream of its own.
        (
            format!("{a}words\n: ping\n\n{body}"),
            vec!["foreign-text 5:1", unfinished, "foreign-text 8:1"],
        ),
        (format!(": ping\n\n{body}"), vec![]),
    ] {
        assert_eq!(findings(&capture), expected, "{capture}");
    }
    // What comes of it is the same whether a string has the stream or the file.
    let wrapped = json!({"log": stream("a")}).to_string();
    let found = findings(&wrapped);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("stream-unfinished 1:"), "{found:?}");
}

/// Other traffic of a stream is no record of it, where each line has one answer it has one as well.
#[test]
fn other_traffic_is_no_record() {
    let asides = "data: [DONE]\n\nevent: ping\ndata: {}\n\nevent: open\ndata: x\n\ndata: words\n\n";
    let capture = stream("a") + asides;
    let run = run_with(&["validate", "-", "-q"], capture.as_bytes());
    let last = run.stdout.lines().last();
    assert_eq!(last, Some("1 file, 2 records: 1 warning"));
    let lines = run_with(
        &["validate", "--format", "json", "-"],
        b"[DONE]\n{}\n[DONE]",
    );
    assert_eq!(lines.stdout.lines().count(), 3);
}
