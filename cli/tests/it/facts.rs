//! What `inspect` and `report` say of tasks and calls, number by number.

use serde_json::{Value, json};

use crate::report::Page;
use crate::run::{Directory, run, run_with};

/// An event of a task, so many milliseconds after a full hour.
fn event(kind: &str, task: &str, millis: u32, more: Value) -> Value {
    let (seconds, millis) = (millis / 1000, millis % 1000);
    let mut event = json!({
        "type": kind, "task_id": task, "sequence_number": 0,
        "timestamp": format!("2026-11-23T20:00:{seconds:02}.{millis:03}+00:00"),
    });
    let members = event.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    json!({"jsonrpc": "2.0", "id": "r", "result": event})
}

fn task(id: &str, status: &str) -> Value {
    json!({
        "object": "task", "id": id, "session_id": "s", "user_id": "u", "status": status,
        "created_at": 1795467600, "output": [],
    })
}

fn created(id: &str, millis: u32) -> Value {
    let more = json!({"task": task(id, "created")});
    event("task.created", id, millis, more)
}

fn completed(id: &str, millis: u32) -> Value {
    let more = json!({"task": task(id, "completed")});
    event("task.completed", id, millis, more)
}

fn call(of: &str, id: &str, millis: u32) -> Value {
    let item = json!({
        "type": "tool_call", "call_id": id, "name": format!("tool of {id}"), "arguments": "{}",
    });
    let more = json!({"agent_step": 1, "item": item});
    event("task.output_item.done", of, millis, more)
}

fn stream(events: &[Value]) -> String {
    let events = events.iter();
    events.map(|event| format!("data: {event}\n\n")).collect()
}

/// What `inspect --json` writes of one task.
fn inspected(id: &str, capture: &str) -> Value {
    let run = run_with(
        &["inspect", "--json", "--task", id, "-"],
        capture.as_bytes(),
    );
    let mut json: Value = serde_json::from_str(&run.stdout).unwrap();
    json["tasks"][0].take()
}

/// `depth kind name start took` of each stretch of the time line, in milliseconds since its start.
fn time_line(task: &Value) -> Vec<String> {
    let spans = task["run"]["spans"].as_array().unwrap();
    let number = |span: &Value, key: &str| span[key].as_f64();
    let start = number(&spans[0], "start").unwrap_or_default();
    let line = |span: &Value| {
        let text = |key: &str| span[key].as_str().unwrap().to_owned();
        let began = number(span, "start").map(|at| at - start);
        let times = [began, number(span, "took")];
        let times = times.map(|time| time.map_or("?".into(), |time| time.to_string()));
        let (kind, name) = (text("kind"), text("name"));
        format!("{} {kind} {name} {}", span["depth"], times.join(" "))
    };
    spans.iter().map(line).collect()
}

/// The second call ends before the first does: the model goes on when both have ended.
#[test]
fn calls_that_overlap_are_each_at_their_place() {
    let capture = stream(&[
        created("t", 0),
        event("task.working", "t", 1000, json!({})),
        call("t", "a", 1200),
        call("t", "b", 1300),
        created("a", 2000),
        created("b", 4000),
        completed("b", 5000),
        completed("a", 8000),
        completed("t", 10_000),
    ]);
    assert_eq!(
        time_line(&inspected("t", &capture)),
        [
            "0 agent task 0 10000",
            "1 queue waiting to begin 0 1000",
            "1 model model 1000 1000",
            "1 tool tool of a 2000 6000",
            "1 tool tool of b 4000 1000",
            "1 model model 8000 2000",
        ]
    );
}

/// An event that comes late is no earlier end.
#[test]
fn a_task_ends_with_its_latest_event() {
    let capture = stream(&[
        created("t", 0),
        completed("t", 3000),
        event("task.working", "t", 2000, json!({})),
    ]);
    assert_eq!(inspected("t", &capture)["took"], 3000.0);
}

#[test]
fn tokens_are_those_of_the_usage() {
    let mut task = task("t", "completed");
    task["usage"] = json!({
        "input_tokens": 60, "input_tokens_details": {"cached_tokens": 50},
        "output_tokens": 40, "output_tokens_details": {"reasoning_tokens": 30},
        "total_tokens": 100,
    });
    let capture = task.to_string();
    let expected = json!({"input": 60, "cached": 50, "output": 40, "reasoning": 30, "total": 100});
    assert_eq!(inspected("t", &capture)["tokens"], expected);
    let tree = run_with(&["inspect", "--task", "t", "-"], capture.as_bytes()).stdout;
    let head = "t: completed, 100 tokens (60 in, 50 cached, 40 out, 30 reasoning)\n";
    assert!(tree.starts_with(head), "{tree}");
}

/// Without events, the tools say how long they took, one after the other; no time is not zero.
#[test]
fn tools_fill_a_task_that_has_no_times() {
    let mut task = task("t", "completed");
    let call = |id: &str| json!({"type": "tool_call", "call_id": id, "name": id, "arguments": ""});
    task["output"] = json!([call("a"), call("b"), call("c")]);
    task["usage"] = json!({"tool_calls_details": {
        "a": {"time": 2.0}, "b": {"time": 0.0}, "c": {"time": 1.5},
    }});
    assert_eq!(
        time_line(&inspected("t", &task.to_string())),
        [
            "0 agent task 0 3500",
            "1 tool a 0 2000",
            "1 tool b ? ?",
            "1 tool c 2000 1500"
        ]
    );
}

/// The task is known from an answer, which has no times; those of its tool are dates.
#[test]
fn a_task_without_times_begins_with_its_first_tool() {
    let mut task = task("t", "working");
    task["output"] = json!([{"type": "tool_call", "call_id": "a", "name": "A", "arguments": "{}"}]);
    let lines = [task, created("a", 2000), completed("a", 5000)];
    let capture = lines.map(|line| format!("{line}\n")).concat();
    assert_eq!(
        time_line(&inspected("t", &capture)),
        ["0 agent task 0 3000", "1 tool A 0 3000"]
    );
}

/// A call of an archive that begins at that second and took so many milliseconds.
fn entry(
    second: u32,
    took: u32,
    request: (&str, &str, Option<&str>),
    answer: (u16, &str),
) -> Value {
    let (method, path, body) = request;
    let (status, text) = answer;
    let mut entry = json!({
        "startedDateTime": format!("2026-11-23T20:00:{second:02}Z"), "time": took,
        "request": {"method": method, "url": format!("https://example.com/v1{path}")},
        "response": {"status": status, "content": {"text": text}},
    });
    if let Some(body) = body {
        entry["request"]["postData"] = json!({"text": body});
    }
    entry
}

/// These members of each object.
fn columns(list: &Value, names: &[&str]) -> Vec<Value> {
    let row = |object: &Value| names.iter().map(|name| object[name].clone()).collect();
    list.as_array().unwrap().iter().map(row).collect()
}

const HOUR: f64 = 1_795_464_000_000.0;

#[test]
fn each_call_of_an_archive_has_its_times_sizes_and_records() {
    let answer = |task: Value| json!({"jsonrpc": "2.0", "id": "r", "result": task}).to_string();
    let ask = |text: &str| json!({"user_message_content": text, "stream": true}).to_string();
    let (hello, again, lost) = (
        ask("hello"),
        ask("again"),
        r#"{"user_message_content":"lost","stream":7}"#,
    );

    let (done, other) = (answer(task("t", "completed")), answer(task("v", "working")));
    let events = stream(&[
        created("u", 5000),
        event("task.working", "u", 6000, json!({"sequence_number": 1})),
        completed("u", 8000),
    ]);
    let refused = r#"{"detail":"no room"}"#;
    let archive = json!({"log": {"version": "1.2", "creator": {}, "entries": [
        entry(0, 1500, ("POST", "/tasks", Some(&hello)), (200, &done)),
        entry(2, 100, ("GET", "/tasks/t", None), (200, &done)),
        entry(4, 5000, ("POST", "/tasks", Some(&again)), (200, &events)),
        entry(10, 0, ("POST", "/tasks", Some(lost)), (400, refused)),
        entry(11, 100, ("GET", "/tasks/v", None), (200, &other)),
        entry(12, 100, ("GET", "/nothing", None), (200, "")),
    ]}});
    let page = Page::of(&["-"], &archive.to_string());
    let of_events: usize = events
        .split("\n\n")
        .map(|event| event.len().saturating_sub("data: ".len()))
        .sum();
    assert_eq!(
        columns(
            &page.index["calls"],
            &["place", "method", "path", "status", "start", "took"]
        ),
        [
            json!(["entry 1", "POST", "/v1/tasks", 200, HOUR, 1500.0]),
            json!(["entry 2", "GET", "/v1/tasks/t", 200, HOUR + 2000.0, 100.0]),
            json!(["entry 3", "POST", "/v1/tasks", 200, HOUR + 4000.0, 5000.0]),
            json!(["entry 4", "POST", "/v1/tasks", 400, HOUR + 10_000.0, 0.0]),
            json!(["entry 5", "GET", "/v1/tasks/v", 200, HOUR + 11_000.0, 100.0]),
        ]
    );
    assert_eq!(
        columns(
            &page.index["calls"],
            &[
                "sent", "received", "events", "kind", "error", "run", "records"
            ]
        ),
        [
            json!([
                hello.len(),
                done.len(),
                0,
                "response",
                null,
                0,
                [[null, 0], [0, 0]]
            ]),
            json!([0, done.len(), 0, "response", null, 0, [[0, 1]]]),
            json!([
                again.len(),
                of_events,
                3,
                "event",
                null,
                1,
                [[null, 1], [1, 0], [1, 1], [1, 2]]
            ]),
            json!([
                lost.len(),
                refused.len(),
                0,
                "http-error",
                "no room",
                null,
                [[null, 2], [null, 3]]
            ]),
            json!([0, other.len(), 0, "response", null, 2, [[2, 0]]]),
        ]
    );
    let errors = columns(&page.index["calls"], &["findings"]);
    let errors: Vec<_> = errors.iter().map(|row| row[0]["errors"].clone()).collect();
    assert_eq!(errors, [0, 0, 1, 1, 0]);
    // The call says how long its task took, unless events do; the question of a call that failed is
    // no other's.
    assert_eq!(
        columns(&page.index["tasks"], &["id", "start", "took", "asked"]),
        [
            json!(["t", HOUR, 1500.0, "hello"]),
            json!(["u", HOUR + 5000.0, 3000.0, "again"]),
            json!(["v", HOUR + 3_600_000.0, null, null]),
        ]
    );
}

/// Events that follow each other are one call; anything else is one of its own, and so is what is in
/// another file.
#[test]
fn records_outside_of_archives_are_calls_as_well() {
    let directory = Directory::new("calls");
    let lines = |of: &[Value]| {
        of.iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let one = [created("a", 0), completed("a", 1000)];
    let two = [created("b", 0), completed("b", 1000)];
    let first = directory.file(
        "1",
        lines(&one) + &lines(&[task("c", "completed")]) + &lines(&two),
    );
    let second = directory.file("2", lines(&two));
    let page = Page::of(&[&first, &second], "");
    assert_eq!(
        columns(
            &page.index["calls"],
            &["file", "place", "events", "run", "records"]
        ),
        [
            json!([0, "line 1", 2, 0, [[0, 0], [0, 1]]]),
            json!([0, "line 3", 0, 1, [[1, 0]]]),
            json!([0, "line 4", 2, 2, [[2, 0], [2, 1]]]),
            json!([1, "line 1", 2, 2, [[2, 2], [2, 3]]]),
        ]
    );
}

/// An item, a call or an error counts once for each task, however often it is sent, and a request once
/// for each file.
#[test]
fn a_survey_counts_what_is_different() {
    let body = |id: &str, created_at: u64| {
        let mut task = task(id, "failed");
        task["created_at"] = created_at.into();
        task["error"] = json!({"code": -32000, "message": "m"});
        task["output"] = json!([
            {"type": "tool_call", "id": "i", "call_id": "c", "name": "search", "arguments": "{}"},
            {"type": "message", "id": "m", "role": "assistant", "message_content": []},
        ]);
        json!({"jsonrpc": "2.0", "id": "r", "result": task}).to_string()
    };
    let (old, new) = (body("a", 1_795_464_000 - 60), body("b", 1_795_464_000 + 60));
    let long = body("a", 1_795_464_000).replace("\"m\"", &format!("{:?}", "m".repeat(100)));
    let archive = |answers: &[&str]| {
        let one = |text: &&str| entry(0, 10, ("GET", "/tasks/x", None), (200, text));
        let entries: Vec<_> = answers.iter().map(one).collect();
        json!({"log": {"version": "1.2", "creator": {}, "entries": entries}}).to_string()
    };
    let directory = Directory::new("survey");
    let first = directory.file("1.har", archive(&[&new, &long, &old]));
    let second = directory.file("2.har", archive(&[&old, &new]));
    let run = run(&["inspect", "--json", &first, &second]);
    let survey: Value = serde_json::from_str(&run.stdout).unwrap();
    let bytes = 2 * old.len() + 2 * new.len() + long.len();
    for (name, expected) in [
        ("records", json!(5)),
        ("bytes", json!(bytes)),
        ("largest", json!(long.len())),
        ("first", json!("2026-11-23 19:59:00 UTC")),
        ("last", json!("2026-11-23 20:01:00 UTC")),
        ("kinds", json!({"response": 5})),
        (
            "endpoints",
            json!({"GET /tasks/{task_id}": {"requests": 5, "statuses": {"200": 5}}}),
        ),
        ("item_types", json!({"message": 3, "tool_call": 2})),
        ("tools", json!({"search": 2})),
        ("error_codes", json!({"-32000": 2})),
    ] {
        assert_eq!(survey[name], expected, "{name}");
    }
    let files = columns(&survey["files"], &["format", "records"]);
    assert_eq!(
        files,
        [json!(["HTTP archive", 3]), json!(["HTTP archive", 2])]
    );
}
