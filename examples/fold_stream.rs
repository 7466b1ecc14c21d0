//! Folds a stored event stream into its tasks and prints each change of state.
//!
//! `cargo run --example fold_stream -- stream.sse`; without a file it takes a captured stream.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;

use agentlin_types::stream::{SseReader, TaskFold};
use agentlin_types::{OutputItem, TaskEvent, TaskEventResponse, TaskStatus, decode};

const CAPTURED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/captures/create_tool_one_stream.sse"
);

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| CAPTURED.into());
    let mut fold = TaskFold::new();
    let mut states: BTreeMap<String, TaskStatus> = BTreeMap::new();

    for event in SseReader::new(File::open(path)?) {
        let event = event?;
        let response: TaskEventResponse = decode::from_str(&event.data)
            .map_err(|error| format!("line {}: {error}", event.line))?;
        if let Some(TaskEvent::OutputItemDone(done)) = &response.result {
            println!("{}: {}", done.task_id, describe(&done.item));
        }
        for notice in fold.push_response(response) {
            println!("{}: {notice}", notice.code());
        }
        for (id, task) in fold.tasks() {
            let before = states.insert(id.into(), task.status.clone());
            if before.as_ref() != Some(&task.status) {
                println!("{id}: {}", task.status);
            }
        }
    }

    match (fold.task(), fold.error()) {
        (Some(task), _) => println!("{} items", task.output.len()),
        (None, Some(error)) => println!("refused: {error}"),
        (None, None) => println!("no task"),
    }
    Ok(())
}

/// One line about an item.
fn describe(item: &OutputItem) -> String {
    match item {
        OutputItem::Message(message) => {
            let body = message.body().map(|body| body.text());
            format!("message: {}", body.unwrap_or_default())
        }
        OutputItem::ToolCall(call) => format!("calls {} ({})", call.name, call.call_id),
        OutputItem::ToolResult(result) => format!("answers {}", result.call_id),
        OutputItem::Reasoning(_) => "thought".into(),
        other => other.tag().unwrap_or("an item").into(),
    }
}
