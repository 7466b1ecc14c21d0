//! Streams checked record by record, where one record more or less decides.

use agentlin_types::TaskStatus;
use agentlin_types::validate::{Finding, Settings, StreamCheck};
use serde_json::{Value, json};

const TIME: &str = "2026-11-23T20:53:29Z";

/// An event of task `t`, without an envelope.
fn event(tag: &str, number: i64, fields: Value) -> Value {
    let mut event = json!({"type": tag, "task_id": "t", "sequence_number": number});
    for (key, value) in fields.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

fn created() -> Value {
    event(
        "task.created",
        0,
        json!({"timestamp": TIME, "task": task()}),
    )
}

fn task() -> Value {
    json!({"object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": "created",
        "created_at": 1, "output": []})
}

/// The findings of the records, each as `record code pointer`.
fn findings(records: &[Value]) -> Vec<String> {
    let mut stream = StreamCheck::new(Settings::default());
    let mut found = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let report = stream.record(&record.to_string());
        let one =
            |f: &agentlin_types::validate::Finding| format!("{index} {} {}", f.code, f.pointer);
        found.extend(report.findings.iter().map(one));
    }
    found
}

/// Brings a task into that status.
fn status(status: &TaskStatus, number: i64) -> Value {
    let mut snapshot = task();
    snapshot["status"] = "working".into();
    let snapshot = match status {
        TaskStatus::Queued | TaskStatus::Working => json!({"timestamp": TIME}),
        TaskStatus::Created => json!({"timestamp": TIME, "task": task()}),
        TaskStatus::Failed => {
            json!({"timestamp": TIME, "task": snapshot, "error": {"code": -32000, "message": "x"}})
        }
        _ => json!({"timestamp": TIME, "task": snapshot}),
    };
    let tag = format!("task.{}", status.as_str().replace('-', "_"));
    event(&tag, number, snapshot)
}

#[test]
fn one_status_follows_another() {
    use TaskStatus::*;
    for before in TaskStatus::ALL {
        // Servers do not always report that a task is working.
        let early = &[
            Queued,
            Working,
            InputRequired,
            Paused,
            Completed,
            Canceled,
            Expired,
            Failed,
        ];
        let follows = match before {
            Created | Queued => &early[..],
            Working => &early[1..],
            InputRequired => &[InputRequired, Queued, Working, Canceled, Expired],
            Paused => &[Paused, Working, Canceled, Expired],
            _ => &[],
        };
        let mut records = vec![created()];
        if *before != Created {
            records.push(status(before, 1));
        }
        let next = records.len();
        for after in TaskStatus::ALL {
            records.push(status(after, next as i64));
            let expected = if before.is_terminal() {
                vec![format!("{next} event-after-end /type")]
            } else if follows.contains(after) {
                vec![]
            } else {
                vec![format!("{next} status-transition /type")]
            };
            assert_eq!(findings(&records), expected, "{before} to {after}");
            records.pop();
        }
    }
}

#[test]
fn events_without_envelopes_are_counted_as_well() {
    let working = |number| event("task.working", number, json!({"timestamp": TIME}));
    assert_eq!(findings(&[created(), working(1)]), [""; 0]);
    // One that cannot be read counts, whether in an envelope or not.
    let text =
        json!({"agent_step": 1, "item_id": "i", "content_index": 0, "delta": "x", "logprobs": []});
    let mut piece = event("task.text.delta", 1, text);
    piece.as_object_mut().unwrap().remove("delta");
    let enveloped = json!({"jsonrpc": "2.0", "id": "r", "result": piece});
    assert_eq!(
        findings(&[created(), piece.clone(), working(2)]),
        ["1 missing-field "]
    );
    assert_eq!(
        findings(&[created(), enveloped.clone(), working(2)]),
        ["1 missing-field /result"]
    );
    // So its number cannot come again.
    for (unreadable, place) in [(piece, ""), (enveloped, "/result")] {
        assert_eq!(
            findings(&[created(), unreadable, working(1)]),
            [
                format!("1 missing-field {place}"),
                "2 sequence-repeat /sequence_number".to_owned()
            ]
        );
    }
}

#[test]
fn a_number_that_came_before_is_late_or_comes_twice() {
    let mut stream = StreamCheck::new(Settings::default());
    stream.record(&created().to_string());
    let mut said = Vec::new();
    for number in [4, 2, 2, 4, 3, 1, 5, 0] {
        let working = event("task.imagined", number, json!({"timestamp": TIME}));
        let report = stream.record(&working.to_string());
        let order = |f: &&Finding| f.pointer.ends_with("/sequence_number");
        said.extend(
            report
                .findings
                .iter()
                .find(order)
                .map(|f| f.message.clone()),
        );
    }
    assert_eq!(
        said,
        [
            "events 1 to 3 are missing: 4 follows 0",
            "event 2 came late, after 4",
            "event 2 came twice",
            "event 4 came twice",
            "event 3 came late, after 4",
            "event 1 came late, after 4",
            "event 0 came twice",
        ]
    );
}

#[test]
fn a_gap_says_which_events_are_missing() {
    for (number, words) in [
        (2, "event 1 is missing: 2 follows 0"),
        (3, "events 1 to 2 are missing: 3 follows 0"),
        (9, "events 1 to 8 are missing: 9 follows 0"),
    ] {
        let mut stream = StreamCheck::new(Settings::default());
        stream.record(&created().to_string());
        let working = event("task.working", number, json!({"timestamp": TIME}));
        let report = stream.record(&working.to_string());
        assert_eq!(report.findings[0].message, words);
    }
}
