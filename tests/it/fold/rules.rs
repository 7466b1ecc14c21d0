//! What each event does to its task.

use agentlin_types::stream::{FoldNotice, TaskFold};
use agentlin_types::{RpcError, TaskEvent, TaskEventResponse, TaskStatus, decode};
use serde_json::json;

use super::*;

#[test]
fn the_status_comes_from_the_type_of_the_event() {
    let mut fold = TaskFold::new();
    for (tag, snapshot, status, done) in [
        ("task.created", "working", TaskStatus::Created, false),
        ("task.queued", "", TaskStatus::Queued, false),
        ("task.working", "", TaskStatus::Working, false),
        ("task.paused", "created", TaskStatus::Paused, true),
        ("task.working", "", TaskStatus::Working, false),
        (
            "task.input_required",
            "created",
            TaskStatus::InputRequired,
            true,
        ),
        ("task.expired", "created", TaskStatus::Expired, true),
    ] {
        let mut event = json!({"type": tag, "task_id": "t", "timestamp": ""});
        if !snapshot.is_empty() {
            event["task"] = task(snapshot, json!([]));
        }
        let notices = fold.push(decode::from_str(&event.to_string()).unwrap());
        assert_eq!(notices, [], "{tag}");
        assert_eq!(fold.task().unwrap().status, status);
        assert_eq!(fold.is_done(), done, "{tag}");
    }
}

#[test]
fn items_are_replaced_in_place_by_their_id() {
    let mut fold = TaskFold::new();
    fold.push(created());
    fold.push(added(1, message("a", "")));
    fold.push(added(2, message("b", "")));
    fold.push(done(3, message("b", "two")));
    fold.push(done(4, message("a", "one")));
    fold.push(done(5, message("c", "three")));
    assert_eq!(words(&fold), ["one", "two", "three"]);
}

#[test]
fn items_of_a_snapshot_are_replaced_too() {
    let mut fold = TaskFold::new();
    fold.push(created());
    fold.push(added(1, message("lost", "")));
    let snapshot = task("working", json!([message("x", ""), message("a", "")]));
    fold.push(event("task.paused", 2, json!({"task": snapshot})));
    fold.push(event("task.working", 3, json!({})));
    fold.push(done(4, message("a", "one")));
    fold.push(done(5, message("lost", "two")));
    assert_eq!(words(&fold), ["", "one", "two"]);
}

#[test]
fn every_end_brings_the_whole_task() {
    for tag in ["paused", "completed", "canceled", "expired"] {
        let mut fold = TaskFold::new();
        fold.push(created());
        let snapshot = task("working", json!([message("a", tag)]));
        let end = event(&format!("task.{tag}"), 1, json!({"task": snapshot}));
        assert_eq!(fold.push(end), []);
        assert_eq!(words(&fold), [tag]);
    }
}

#[test]
fn what_the_events_say_about_the_end_is_put_into_the_task() {
    let mut fold = TaskFold::new();
    fold.push(created());
    fold.push(event(
        "task.input_required",
        1,
        json!({"task": task("created", json!([])), "input_required_call_ids": ["c"]}),
    ));
    let ids = fold.task().unwrap().input_required_call_ids.as_deref();
    assert_eq!(ids, Some(&["c".to_owned()][..]));

    // Server 0.0.26.
    let call = json!({"type": "tool_call", "call_id": "c", "name": "n", "arguments": "{}"});
    fold.push(event(
        "task.input_required",
        2,
        json!({"task": task("created", json!([])), "input_required": call}),
    ));
    assert_eq!(fold.task().unwrap().pending_calls()[0].call_id, "c");

    let both = json!({"task": task("created", json!([])), "input_required": call,
        "input_required_call_ids": ["c", "d"]});
    fold.push(event("task.input_required", 3, both));
    let waiting = fold.task().unwrap();
    let ids = waiting.input_required_call_ids.as_ref();
    assert!(waiting.input_required.is_some() && ids.is_some_and(|ids| ids.len() == 2));

    let error = json!({"code": -32000, "message": "no"});
    fold.push(event(
        "task.failed",
        4,
        json!({"task": task("created", json!([])), "error": error}),
    ));
    assert_eq!(
        fold.task().unwrap().error,
        Some(RpcError::new(-32000, "no"))
    );
}

#[test]
fn rollouts_are_collected() {
    let rollout = |number: i64, id: &str| {
        let fields = json!({"session_id": "s", "trace_id": "x", "request_id": "r",
            "rollout_id": id, "input_messages": [], "output_messages": [], "inference_args": {},
            "tools": [], "request": {}, "is_answer": true, "turn": 0});
        event("task.rollout", number, fields)
    };
    let mut fold = TaskFold::new();
    fold.push(created());
    fold.push(rollout(1, "a"));
    fold.push(rollout(3, "c"));
    let late = fold.push(rollout(2, "b"));
    assert_eq!(codes(&late), ["sequence-repeat"]);
    let again = fold.push(rollout(3, "c"));
    assert_eq!(again[0].unused(), Some(&rollout(3, "c")));
    let rollouts: Vec<_> = fold.task().unwrap().rollout_events().collect();
    let ids: Vec<_> = rollouts
        .iter()
        .map(|r| &*r.as_ref().unwrap().rollout_id)
        .collect();
    assert_eq!(ids, ["a", "c", "b"]);

    // A snapshot that lacks one takes it when it comes again.
    let snapshot = json!({"task": task("paused", json!([]))});
    fold.push(event("task.paused", 4, snapshot));
    assert_eq!(fold.task().unwrap().rollouts, None);
    let again = fold.push(rollout(3, "c"));
    assert_eq!(again[0].unused(), None);
}

#[test]
fn an_envelope_with_both_is_an_event_first() {
    let failed = event(
        "task.failed",
        1,
        json!({"task": task("created", json!([])), "error": {"code": -32000, "message": "no"}}),
    );
    let mut fold = TaskFold::new();
    fold.push(created());
    // That of the envelope says less.
    let response = TaskEventResponse::event("r", failed);
    fold.push_response(response.error(RpcError::new(-1, "failed")));
    let task = fold.task().unwrap();
    assert_eq!(task.status, TaskStatus::Failed);
    assert_eq!(task.error, Some(RpcError::new(-32000, "no")));
    assert_eq!(fold.error(), None);

    // The error of an event that is no failure goes to its task as well.
    let mut fold = TaskFold::new();
    let response = TaskEventResponse::new().result(created());
    fold.push_response(response.error(RpcError::new(-1, "odd")));
    assert_eq!(fold.task().unwrap().error, Some(RpcError::new(-1, "odd")));
    assert!(!fold.is_done());
}

#[test]
fn an_error_alone_leaves_the_status_alone() {
    let error = RpcError::new(-32603, "gone");
    let mut fold = TaskFold::new();
    let refused = TaskEventResponse::failure("r", error.clone());
    assert_eq!(fold.push_response(refused.clone()), []);
    assert_eq!((fold.task(), fold.error()), (None, Some(&error)));
    assert!(fold.is_done());

    let mut fold = TaskFold::new();
    fold.push(created());
    fold.push_response(refused);
    let main = fold.task().unwrap();
    assert_eq!(
        (&main.status, &main.error),
        (&TaskStatus::Created, &Some(error))
    );

    let empty = fold.push_response(TaskEventResponse::new());
    assert_eq!(empty, [FoldNotice::EmptyEnvelope]);

    // It is about the task that was asked for, whichever task the last event was about.
    let mut fold = TaskFold::new();
    fold.push(created());
    let mut nested = task("created", json!([]));
    nested["id"] = json!("call");
    fold.push(event(
        "task.created",
        0,
        json!({"task_id": "call", "task": nested}),
    ));
    fold.push_response(TaskEventResponse::failure(
        "r",
        RpcError::new(-32603, "gone"),
    ));
    let failed: Vec<_> = fold
        .tasks()
        .map(|(id, task)| (id, task.error.is_some()))
        .collect();
    assert_eq!(failed, [("t", true), ("call", false)]);
}

#[test]
fn gaps_and_repeats_are_told() {
    gaps_and_repeats(TaskFold::new());
    gaps_and_repeats(TaskFold::with_deltas());

    // A stream that was joined late lacks its beginning; extreme numbers do no harm.
    let mut fold = TaskFold::new();
    let first = event(
        "task.created",
        i64::MAX,
        json!({"task": task("created", json!([]))}),
    );
    assert_eq!(codes(&fold.push(first)), ["sequence-gap"]);
    let notices = fold.push(event("task.working", -i64::MAX, json!({})));
    assert_eq!(codes(&notices), ["sequence-repeat"]);
    assert_eq!(fold.task().unwrap().status, TaskStatus::Working);
}

fn gaps_and_repeats(mut fold: TaskFold) {
    fold.push(created());
    let notices = fold.push(done(3, message("a", "one")));
    assert_eq!(
        notices,
        [FoldNotice::Gap {
            task_id: "t".into(),
            expected: 1,
            found: 3
        }]
    );
    // A late event is used ...
    let notices = fold.push(done(2, message("b", "two")));
    assert_eq!(
        notices,
        [FoldNotice::Repeat {
            task_id: "t".into(),
            expected: 4,
            found: 2,
            late: true,
            unused: None
        }]
    );
    // ... but not the beginning of what is known.
    let begin = added(1, message("a", ""));
    let notices = fold.push(begin.clone());
    assert_eq!(codes(&notices), ["sequence-repeat"]);
    assert_eq!(notices[0].unused(), Some(&begin));
    let notices = fold.push(created());
    assert_eq!(notices[0].unused(), Some(&created()));
    assert_eq!(fold.push(done(4, message("c", "three"))), []);
    assert_eq!(words(&fold), ["one", "two", "three"]);
}

#[test]
fn events_after_the_end_are_told_and_do_not_undo_it() {
    let completed = |number| {
        let snapshot = task("created", json!([message("a", "one")]));
        event("task.completed", number, json!({"task": snapshot}))
    };
    let mut fold = TaskFold::with_deltas();
    fold.push(created());
    assert_eq!(fold.push(completed(1)), []);

    let working = event("task.working", 2, json!({}));
    let notices = fold.push(working.clone());
    assert_eq!(codes(&notices), ["event-after-end"]);
    assert_eq!(notices[0].unused(), Some(&working));
    let delta = event(
        "task.text.delta",
        3,
        json!({"item_id": "a", "content_index": 0, "delta": "x", "logprobs": []}),
    );
    assert_eq!(fold.push(delta.clone())[0].unused(), Some(&delta));

    // Items and a second end are used.
    let notices = fold.push(done(4, message("b", "two")));
    assert_eq!(codes(&notices), ["event-after-end"]);
    assert_eq!(notices[0].unused(), None);
    assert_eq!(words(&fold), ["one", "two"]);
    assert_eq!(codes(&fold.push(completed(5))), ["event-after-end"]);
    assert_eq!(words(&fold), ["one"]);
    assert_eq!(fold.task().unwrap().status, TaskStatus::Completed);
}

#[test]
fn a_task_that_waited_goes_on_with_another_stream() {
    let mut fold = TaskFold::new();
    fold.push(created());
    let snapshot = json!({"task": task("created", json!([]))});
    fold.push(event("task.input_required", 1, snapshot));
    assert!(fold.is_done());
    // Not yet on again.
    let notices = fold.push(done(2, message("a", "one")));
    assert_eq!(codes(&notices), ["event-after-end"]);

    assert_eq!(fold.push(event("task.working", 0, json!({}))), []);
    assert!(!fold.is_done());
    assert_eq!(fold.push(done(1, message("b", "two"))), []);
    assert_eq!(words(&fold), ["one", "two"]);
}

/// What was missing on one stream does not come late on the next, which counts anew.
#[test]
fn the_gaps_of_a_stream_end_with_it() {
    let mut fold = TaskFold::new();
    fold.push(created());
    let snapshot = json!({"task": task("created", json!([]))});
    fold.push(event("task.input_required", 3, snapshot));
    fold.push(event("task.working", 0, json!({})));
    fold.push(event("task.working", 1, json!({})));
    let notices = fold.push(event("task.working", 1, json!({})));
    assert!(
        matches!(notices[..], [FoldNotice::Repeat { late: false, .. }]),
        "{notices:?}"
    );
}

#[test]
fn what_cannot_be_folded_is_handed_back() {
    let mut fold = TaskFold::with_deltas();
    let stray = event("task.working", 0, json!({}));
    let notices = fold.push(stray.clone());
    assert_eq!(codes(&notices), ["unknown-task"]);
    assert_eq!(notices[0].unused(), Some(&stray));
    assert_eq!(fold.task(), None);
    assert_eq!(fold.tasks().count(), 0);

    let unknown = event("task.dreaming", 1, json!({}));
    let notices = fold.push(unknown.clone());
    assert_eq!(codes(&notices), ["unknown-event"]);
    assert_eq!(notices[0].unused(), Some(&unknown));
    let nobodys: TaskEvent = decode::from_str(r#"{"type":"agent.dreaming"}"#).unwrap();
    assert_eq!(codes(&fold.push(nobodys)), ["unknown-event"]);
    let agents: TaskEvent =
        decode::from_str(r#"{"type":"user.message_received","timestamp":1.5}"#).unwrap();
    assert_eq!(fold.push(agents), []);

    // The snapshot makes the task known, whatever its own id.
    let mut snapshot = task("created", json!([]));
    snapshot["id"] = "other".into();
    let notices = fold.push(event("task.created", 2, json!({"task": snapshot})));
    assert_eq!(codes(&notices), ["snapshot-of-other-task"]);
    assert_eq!(fold.get("t").unwrap().id, "other");

    let mut anonymous = message("", "x");
    anonymous.as_object_mut().unwrap().remove("id");
    let notices = fold.push(done(3, anonymous));
    assert_eq!(codes(&notices), ["item-without-id"]);
    assert_eq!(words(&fold), ["x"]);
}
