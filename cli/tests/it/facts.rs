//! What `inspect` and `report` say of tasks, calls and captures, number by number.

use serde_json::{Value, json};

use crate::events::{call, completed, created, event, inspected, stream, task};
use crate::report::Page;
use crate::run::{Directory, run, run_in, run_with, snapshot};

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
    let (hello, again, lost) = (ask("hello"), ask("again"), ask("lost"));

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
        entry(10, 0, ("POST", "/tasks", Some(&lost)), (400, refused)),
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
    assert_eq!(errors, [0, 0, 1, 0, 0]);
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
    // What follows the stream of an archive is none of it.
    let ask = ("POST", "/tasks", Some("{}"));
    let archive = json!({"log": {"version": "1.2", "creator": {}, "entries": [
        entry(0, 10, ask, (200, &stream(&one))),
    ]}});
    let page = Page::of(&["-"], &format!("{archive}\n{}", lines(&two)));
    assert_eq!(
        columns(&page.index["calls"], &["place", "events"]),
        [json!(["entry 1", 2]), json!(["line 2", 2])]
    );
    // Streams that follow each other line by line are one call, which is about the first of them.
    let page = Page::of(&["-"], &(lines(&one) + &lines(&two)));
    assert_eq!(
        columns(&page.index["calls"], &["place", "events", "run"]),
        [json!(["line 1", 4, 0])]
    );
    // What came last says what the call gave, and its error.
    let error = |message: &str| json!({"code": -32000, "message": message});
    let mut failed = task("a", "failed");
    failed["error"] = error("first");
    let failed = json!({"task": failed, "error": error("first")});
    let events = [
        created("a", 0),
        event("task.failed", "a", 1000, failed),
        json!({"jsonrpc": "2.0", "id": "r", "error": error("second")}),
    ];
    let page = Page::of(&["-"], &stream(&events));
    assert_eq!(
        columns(&page.index["calls"], &["events", "kind", "error"]),
        [json!([3, "event", "-32000: second"])]
    );
    let unknown = stream(&[created("a", 0), json!({"x": 1})]);
    let page = Page::of(&["-"], &unknown);
    assert_eq!(
        columns(&page.index["calls"], &["events", "kind"]),
        [json!([2, null])]
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
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
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
        assert_eq!(found[name], expected, "{name}");
    }
    // A call has its time, and counts when it was answered.
    let survey = |entry: &Value| -> Value {
        let archive = json!({"log": {"version": "1.2", "creator": {}, "entries": [entry]}});
        let run = run_with(&["inspect", "--json", "-"], archive.to_string().as_bytes());
        serde_json::from_str(&run.stdout).unwrap()
    };
    let ask = r#"{"user_message_content":"hello","stream":true}"#;
    let answered = entry(
        7,
        10,
        ("POST", "/tasks", Some(ask)),
        (400, r#"{"detail":"no"}"#),
    );
    let mut aborted = answered.clone();
    aborted["response"] = json!({"status": 0, "content": {}});
    let counted = json!({"POST /tasks": {"requests": 1, "statuses": {"400": 1}}});
    assert_eq!(survey(&answered)["endpoints"], counted);
    let none = json!({"POST /tasks": {"requests": 0, "statuses": {}}});
    assert_eq!(survey(&aborted)["endpoints"], none);
    for entry in [answered, aborted] {
        let survey = survey(&entry);
        let time = "2026-11-23 20:00:07 UTC";
        assert_eq!([&survey["first"], &survey["last"]], [time, time]);
    }
    let files = columns(&found["files"], &["format", "records"]);
    assert_eq!(
        files,
        [json!(["HTTP archive", 3]), json!(["HTTP archive", 2])]
    );
}

/// The list of tasks, whole and chosen, and the tree of one: a failed one, one whose tool failed, and
/// one that is not of the API's words.
#[test]
fn tasks_are_listed_and_chosen() {
    let mut noted = task("first", "completed");
    noted["usage"] = json!({"total_tokens": 12345});
    noted["output"] = json!([{
        "type": "message", "id": "m", "role": "assistant", "message_content": [],
        "x".repeat(101): 1,
    }]);
    let mut failed = task("second", "failed");
    failed["created_at"] = (1_795_467_600 + 60).into();
    failed["error"] = json!({"code": -32000, "message": "no\nroom"});
    let mut odd = noted.clone();
    odd["id"] = "third".into();
    odd["status"] = "wörking".into();
    odd["created_at"] = (1_795_467_600 + 120).into();
    let mut broken = task("a", "failed");
    broken["error"] = json!({"code": -32000, "message": "gone"});
    let events = [
        created("fourth", 700),
        call("fourth", "a", 1000),
        created("a", 1100),
        event(
            "task.failed",
            "a",
            1200,
            json!({"task": broken, "error": broken["error"]}),
        ),
        completed("fourth", 2000),
    ];
    let lines: Vec<_> = [json!({"x": 1}), noted, failed, odd]
        .into_iter()
        .chain(events)
        .collect();
    let directory = Directory::new("chosen");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    directory.file("in.ndjson", text);
    let mut shown = String::new();
    for arguments in [
        "",
        "--failed",
        "--since 2026-11-23T21:02:00",
        "--since 2026-11-23T21:01:00 --failed",
        "--task first",
        "--task third --task a",
    ] {
        let whole = ["inspect", "in.ndjson"]
            .into_iter()
            .chain(arguments.split_whitespace());
        let run = run_in(directory.path(), &whole.collect::<Vec<_>>(), b"");
        shown += &format!("$ inspect in.ndjson {arguments}\n{}\n", run.stdout);
    }
    snapshot("chosen.txt", &shown);
    // A page about some tasks has the findings of these alone, by their new numbers.
    let file = directory.path().join("in.ndjson");
    let page = Page::of(&["--task", "third", file.to_str().unwrap()], "");
    assert_eq!(page.others, [] as [Value; 0]);
    assert_eq!(page.index["calls"].as_array().unwrap().len(), 1);
    assert_eq!(
        columns(&page.index["findings"], &["code", "run", "record"]),
        [
            json!(["unknown-field", 0, 0]),
            json!(["unknown-value", 0, 0])
        ]
    );
    assert_eq!(page.runs[0]["records"][0]["findings"], json!([0, 1]));
}

/// What is about no record is a finding as well.
#[test]
fn a_survey_counts_findings_about_the_capture() {
    let capture = format!("words\n{}", task("t", "completed"));
    let run = run_with(&["inspect", "--json", "-"], capture.as_bytes());
    let survey: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(survey["findings"], json!({"foreign-text": 1}));
}
