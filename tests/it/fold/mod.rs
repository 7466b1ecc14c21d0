//! Tasks put together from events.

mod captured;
mod deltas;
mod generated;
mod notices;
mod rules;

use agentlin_types::stream::{FoldNotice, SseReader, TaskFold};
use agentlin_types::{OutputItem, TaskEvent, TaskEventResponse, decode};
use serde_json::{Value, json};

fn responses(stream: &str) -> Vec<TaskEventResponse> {
    SseReader::new(stream.as_bytes())
        .map(|event| decode::from_str(&event.unwrap().data).unwrap())
        .collect()
}

fn task(status: &str, output: Value) -> Value {
    json!({"object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": status,
        "created_at": 0, "output": output})
}

/// An event of task `t` with the fields that most events have.
fn event(tag: &str, number: i64, fields: Value) -> TaskEvent {
    let mut event = json!({"type": tag, "task_id": "t", "sequence_number": number,
        "timestamp": "2027-01-01T00:00:00+00:00", "agent_step": 1});
    for (key, value) in fields.as_object().unwrap() {
        event[key] = value.clone();
    }
    decode::from_str(&event.to_string()).unwrap()
}

fn created() -> TaskEvent {
    event(
        "task.created",
        0,
        json!({"task": task("created", json!([]))}),
    )
}

fn message(id: &str, text: &str) -> Value {
    json!({"type": "message", "id": id, "role": "assistant",
        "message_content": [{"type": "output_text", "text": text}]})
}

fn added(number: i64, item: Value) -> TaskEvent {
    event("task.output_item.added", number, json!({"item": item}))
}

fn done(number: i64, item: Value) -> TaskEvent {
    event("task.output_item.done", number, json!({"item": item}))
}

fn codes(notices: &[FoldNotice]) -> Vec<&'static str> {
    notices.iter().map(FoldNotice::code).collect()
}

/// The words of each item.
fn words(fold: &TaskFold) -> Vec<String> {
    let output = fold.task().unwrap().output.iter();
    output
        .map(|item| match item {
            OutputItem::Message(item) => item.body().map(|body| body.text()).unwrap_or_default(),
            OutputItem::Reasoning(item) => {
                let summary = item.summary.iter().filter_map(|part| part.text());
                let content = item.content.iter().flatten().filter_map(|part| part.text());
                summary.chain(["|"]).chain(content).collect()
            }
            OutputItem::ToolCall(item) => item.arguments.clone(),
            OutputItem::ToolResult(item) => {
                format!("{}|{}", item.message_content.text(), item.block_list.len())
            }
            _ => panic!("another item"),
        })
        .collect()
}
