//! Events and tasks to make captures of, and what `inspect` says of them.

use serde_json::{Value, json};

use crate::run::run_with;

/// An event of a task, so many milliseconds after a full hour.
pub(crate) fn event(kind: &str, task: &str, millis: impl Into<f64>, more: Value) -> Value {
    let seconds = millis.into() / 1000.0;
    let mut event = json!({
        "type": kind, "task_id": task, "sequence_number": 0,
        "timestamp": format!("2026-11-23T20:00:{seconds:09.6}+00:00"),
    });
    let members = event.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    json!({"jsonrpc": "2.0", "id": "r", "result": event})
}

pub(crate) fn task(id: &str, status: &str) -> Value {
    json!({
        "object": "task", "id": id, "session_id": "s", "user_id": "u", "status": status,
        "created_at": 1795467600, "output": [],
    })
}

pub(crate) fn created(id: &str, millis: impl Into<f64>) -> Value {
    let more = json!({"task": task(id, "created")});
    event("task.created", id, millis, more)
}

pub(crate) fn completed(id: &str, millis: impl Into<f64>) -> Value {
    let more = json!({"task": task(id, "completed")});
    event("task.completed", id, millis, more)
}

pub(crate) fn call(of: &str, id: &str, millis: impl Into<f64>) -> Value {
    let item = json!({
        "type": "tool_call", "call_id": id, "name": format!("tool of {id}"), "arguments": "{}",
    });
    let more = json!({"agent_step": 1, "item": item});
    event("task.output_item.done", of, millis, more)
}

pub(crate) fn stream(events: &[Value]) -> String {
    let events = events.iter();
    events.map(|event| format!("data: {event}\n\n")).collect()
}

/// What `inspect --json` writes of one task.
pub(crate) fn inspected(id: &str, capture: &str) -> Value {
    let run = run_with(
        &["inspect", "--json", "--task", id, "-"],
        capture.as_bytes(),
    );
    let mut json: Value = serde_json::from_str(&run.stdout).unwrap();
    json["tasks"][0].take()
}
