//! The streams of a real server.

use std::collections::BTreeMap;

use agentlin_types::stream::TaskFold;
use agentlin_types::{OutputItem, Task, TaskEventResponse, TaskResponse, decode};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::responses;
use crate::captures;

/// The stored tasks by their id, as a GET after the stream returned them.
fn stored() -> BTreeMap<String, Value> {
    let bodies = captures::bodies();
    let gets = bodies.iter().filter(|(name, _)| name.contains("get_"));
    gets.filter_map(|(_, body)| decode::from_str::<TaskResponse>(body).unwrap().result)
        .map(|task| (task.id.clone(), serde_json::to_value(&task).unwrap()))
        .collect()
}

/// The pointers of the values that differ. A number is the same however it is spelled: the server
/// writes `-2e-7` on streams and `-2e-07` in bodies.
fn differences(folded: &Value, stored: &Value) -> Vec<String> {
    fn compare(at: String, folded: &Value, stored: &Value, found: &mut Vec<String>) {
        match (folded, stored) {
            (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
                for (key, value) in a {
                    let other = b.get(key).unwrap_or(&Value::Null);
                    compare(format!("{at}/{key}"), value, other, found);
                }
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                for (index, (a, b)) in a.iter().zip(b).enumerate() {
                    compare(format!("{at}/{index}"), a, b, found);
                }
            }
            (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
            (a, b) if a == b => {}
            _ => found.push(at),
        }
    }
    let mut found = Vec::new();
    compare(String::new(), folded, stored, &mut found);
    found
}

#[test]
fn the_fold_of_a_stream_is_the_task_that_get_returns() {
    let stored = stored();
    let mut compared = 0;
    for (name, stream) in captures::streams() {
        for mut fold in [TaskFold::new(), TaskFold::with_deltas()] {
            for response in responses(&stream) {
                assert!(!fold.is_done(), "{name}: more events after the end");
                assert_eq!(fold.push_response(response), [], "{name}");
            }
            assert!(fold.is_done(), "{name}");
            assert_eq!(fold.error(), None);
            let task = fold.task().unwrap();
            if let Some(stored) = stored.get(&task.id) {
                let task = serde_json::to_value(task).unwrap();
                assert_eq!(differences(&task, stored), [""; 0], "{name}");
                compared += 1;
            }
        }
    }
    // Each twice, with and without deltas.
    assert_eq!(compared, 40, "streams of which there is a GET");
}

/// The last event of a stream brings a snapshot. This is the fold before it: what it made of the
/// items alone, against the stored task.
#[test]
fn the_items_alone_are_those_that_get_returns() {
    let stored = stored();
    let mut compared = 0;
    for (name, stream) in captures::streams() {
        for mut fold in [TaskFold::new(), TaskFold::with_deltas()] {
            let mut responses = responses(&stream);
            responses.pop();
            for response in responses {
                assert_eq!(fold.push_response(response), [], "{name}");
            }
            let task = serde_json::to_value(fold.task().unwrap()).unwrap();
            assert_eq!(task["status"], "working", "{name}");
            let Some(stored) = stored.get(task["id"].as_str().unwrap()) else {
                continue;
            };
            let [ours, theirs] = [&task, stored]
                .map(|task| json!({"output": task["output"], "rollouts": task["rollouts"]}));
            for pointer in differences(&ours, &theirs) {
                // The one thing that the server changes after the event with the final item: it
                // writes the arguments of a call anew when it has checked them.
                assert!(pointer.ends_with("/arguments"), "{name} {pointer}");
                let [ours, theirs] = [&ours, &theirs].map(|task| {
                    let arguments = task.pointer(&pointer).unwrap().as_str().unwrap();
                    serde_json::from_str::<Value>(arguments).unwrap()
                });
                assert_eq!(differences(&ours, &theirs), [""; 0], "{name} {pointer}");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 40);
}

#[test]
fn tasks_that_share_a_stream_are_kept_apart() {
    let (_, stream) = captures::streams()
        .into_iter()
        .find(|(name, _)| name == "create_subagent_stream")
        .unwrap();
    let mut fold = TaskFold::new();
    for response in responses(&stream) {
        assert_eq!(fold.push_response(response), []);
    }
    let tasks: Vec<_> = fold.tasks().collect();
    assert!(tasks.len() > 1);
    let main = fold.task().unwrap();
    assert_eq!(tasks[0], ("task_subagent_stream", main));
    for (id, nested) in &tasks[1..] {
        assert_eq!(nested.id, *id);
        assert_eq!(fold.get(id), Some(*nested));
        assert!(nested.status.is_terminal());
        let called = tasks
            .iter()
            .flat_map(|(_, task)| &task.output)
            .any(|item| matches!(item, OutputItem::ToolCall(call) if call.call_id == **id));
        assert!(called, "{id} is a call of one of the tasks");
    }
    assert_eq!(fold.get("nobody"), None);
    assert_eq!(fold.clone().into_task().as_ref(), Some(main));
}

/// A captured stream that has a bit of everything: tools, sub-agents, deltas, rollouts.
fn rich_streams() -> Vec<Vec<TaskEventResponse>> {
    [
        "create_subagent_stream",
        "create_rollout_tool_stream",
        "scripted_create_all_stream",
    ]
    .map(|wanted| {
        let streams = captures::streams();
        let (_, stream) = streams.iter().find(|(name, _)| name == wanted).unwrap();
        responses(stream)
    })
    .into()
}

fn all(fold: &TaskFold) -> Vec<(String, Task)> {
    fold.tasks()
        .map(|(id, task)| (id.into(), task.clone()))
        .collect()
}

#[test]
fn a_stream_that_is_told_twice_gives_the_same_tasks() {
    for responses in rich_streams() {
        for new in [TaskFold::new, TaskFold::with_deltas] {
            let [mut once, mut each_twice, mut replayed] = [new(), new(), new()];
            for response in &responses {
                once.push_response(response.clone());
                each_twice.push_response(response.clone());
                each_twice.push_response(response.clone());
                assert_eq!(all(&each_twice), all(&once), "at every event");
                replayed.push_response(response.clone());
            }
            for response in &responses {
                replayed.push_response(response.clone());
            }
            assert_eq!(all(&replayed), all(&once));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Whatever order and choice of events: no panic, and the last snapshot makes it right again.
    #[test]
    fn any_mess_ends_well(
        which in 0..3usize,
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        deltas in any::<bool>(),
    ) {
        let responses = rich_streams().swap_remove(which);
        let new = if deltas { TaskFold::with_deltas } else { TaskFold::new };
        let mut clean = new();
        let mut fold = new();
        fold.push_response(responses[0].clone());
        for index in order {
            fold.push_response(index.get(&responses).clone());
        }
        for response in &responses {
            clean.push_response(response.clone());
        }
        fold.push_response(responses[responses.len() - 1].clone());
        prop_assert_eq!(fold.task(), clean.task());
    }
}
