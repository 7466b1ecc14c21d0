//! Events of all kinds in any order, about few tasks and few items so that they meet.

use agentlin_types::generate::Valid;
use agentlin_types::stream::{FoldNotice, SseDecoder, TaskFold};
use agentlin_types::{OutputItem, Profile, Task, TaskEvent, TaskEventResponse, decode, encode};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

/// An event with a task, item and number out of a few.
fn event() -> impl Strategy<Value = TaskEvent> {
    (vec(any::<u8>(), 0..80), any::<[u8; 4]>()).prop_map(
        |(choices, [task, item, number, index])| {
            let event = Valid::<TaskEvent>::from_choices(Profile::Wire, &choices);
            // Free-form JSON may hold what a tree cannot; such an event stays as it is.
            let Ok(mut tree) = serde_json::from_str::<Value>(event.text()) else {
                return event.value();
            };
            let item_id = ["a", "b", "c"][usize::from(item) % 3];
            tree["task_id"] = ["t", "t", "t", "u"][usize::from(task) % 4].into();
            tree["sequence_number"] = (number % 8).into();
            for (key, value) in [
                ("item_id", item_id.into()),
                ("content_index", (index % 3).into()),
                ("summary_index", (index % 3).into()),
            ] {
                if tree.get(key).is_some() {
                    tree[key] = value;
                }
            }
            if tree["item"].is_object() && number % 4 > 0 {
                tree["item"]["id"] = item_id.into();
            }
            decode::from_str(&tree.to_string()).unwrap_or_else(|_| event.value())
        },
    )
}

fn has(fold: &TaskFold, task_id: &str, item: &OutputItem) -> bool {
    fold.get(task_id)
        .is_some_and(|task| task.output.contains(item))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_event_panics_or_is_lost(events in vec(event(), 0..30), deltas in any::<bool>()) {
        let mut fold = if deltas { TaskFold::with_deltas() } else { TaskFold::new() };
        for event in events {
            let notices = fold.push(event.clone());
            let unused: Vec<_> = notices.iter().filter_map(|notice| notice.unused()).collect();
            prop_assert!(unused.len() <= 1);
            if let Some(unused) = unused.first() {
                prop_assert_eq!(*unused, &event);
                continue;
            }
            let task_id = event.task_id().map(String::from).unwrap_or_default();
            match &event {
                TaskEvent::OutputItemAdded(event) => {
                    prop_assert!(has(&fold, &task_id, &event.item));
                }
                TaskEvent::OutputItemDone(event) => {
                    prop_assert!(has(&fold, &task_id, &event.item));
                }
                _ => {}
            }
            if let Some(status) = event.status() {
                prop_assert_eq!(&fold.get(&task_id).unwrap().status, &status);
            }
            if let Some(task) = event.task() {
                prop_assert_eq!(&fold.get(&task_id).unwrap().output, &task.output);
            }
        }
        for (id, task) in fold.tasks() {
            prop_assert_eq!(fold.get(id), Some(task));
        }
    }

    /// The bytes of a stream may be cut anywhere: inside of a line end, a character, an escape.
    #[test]
    fn where_a_stream_is_cut_makes_no_difference(
        events in vec((event(), 0..3usize, any::<bool>()), 0..20),
        cuts in vec(any::<Index>(), 0..12),
        step in 1..40usize,
        deltas in any::<bool>(),
    ) {
        let mut stream = Vec::new();
        for (event, line_end, ping) in events {
            let end = ["\n", "\r", "\r\n"][line_end];
            let text = encode::to_string(&TaskEventResponse::new().result(event)).unwrap();
            let ping = if ping { format!(": ping{end}") } else { String::new() };
            stream.extend(format!("{ping}data: {text}{end}{end}").into_bytes());
        }
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
        cuts.extend([0, stream.len()]);
        cuts.sort_unstable();
        let anywhere = cuts.windows(2).map(|pair| &stream[pair[0]..pair[1]]);
        let whole = folded([&stream[..]].into_iter(), deltas);
        prop_assert_eq!(&folded(anywhere, deltas), &whole, "cut at {:?}", cuts);
        prop_assert_eq!(&folded(stream.chunks(step), deltas), &whole, "pieces of {}", step);
    }
}

/// The tasks of a stream that comes in these pieces, and what the fold had to say.
fn folded<'a>(
    pieces: impl Iterator<Item = &'a [u8]>,
    deltas: bool,
) -> (Vec<(String, Task)>, Vec<FoldNotice>) {
    let mut decoder = SseDecoder::new();
    let mut fold = if deltas {
        TaskFold::with_deltas()
    } else {
        TaskFold::new()
    };
    let mut notices = Vec::new();
    for piece in pieces {
        for event in decoder.push(piece) {
            // An event that a deep value does not fit into is left out, wherever the cuts are.
            if let Ok(response) = decode::from_str(&event.unwrap().data) {
                notices.extend(fold.push_response(response));
            }
        }
    }
    assert_eq!(decoder.finish(), None);
    let tasks = fold.tasks().map(|(id, task)| (id.into(), task.clone()));
    (tasks.collect(), notices)
}
