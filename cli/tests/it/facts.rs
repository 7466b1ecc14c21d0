//! What `inspect` and `report` say of tasks and calls, number by number.

use serde_json::{Value, json};

use crate::run::run_with;

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
