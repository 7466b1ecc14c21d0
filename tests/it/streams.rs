//! Streams checked record by record, where one record more or less decides.

use agentlin_types::TaskStatus;
use agentlin_types::stream::{OutOfBand, SseEvent};
use agentlin_types::validate::{Code, Finding, Settings, StreamCheck};
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

/// However many events follow, and whatever is between them, the missing beginning is one defect.
#[test]
fn a_task_that_was_not_introduced_is_told_once() {
    let working = |number| event("task.working", number, json!({"timestamp": TIME}));
    let later = event("task.later", 1, json!({}));
    let found = findings(&[working(0), later, working(2)]);
    assert_eq!(found, ["0 unknown-task /task_id", "1 unknown-tag /type"]);
}

/// In a file of several streams only their events tell them apart.
#[test]
fn another_stream_begins_with_another_task() {
    let envelope = |id: &str, event: &Value| {
        let envelope = json!({"jsonrpc": "2.0", "id": id, "result": event});
        envelope.to_string()
    };
    let mut nested = created();
    nested["task_id"] = "u".into();
    nested["task"]["id"] = "u".into();
    let working = |number| event("task.working", number, json!({"timestamp": TIME}));

    let mut stream = StreamCheck::new(Settings::default());
    let is_over = |stream: &StreamCheck, next: &str| stream.is_over_before(next);
    assert!(!is_over(&stream, &envelope("r", &created())), "not begun");
    stream.record(&envelope("r", &created()));
    assert!(!is_over(&stream, &envelope("r", &nested)), "a sub-agent");
    assert!(!is_over(&stream, &nested.to_string()), "the same, bare");
    assert!(is_over(&stream, &envelope("s", &nested)), "another request");
    assert!(!is_over(&stream, &envelope("s", &working(0))), "no task");
    assert!(!is_over(&stream, &created().to_string()), "told twice");
    stream.record(&envelope("r", &working(1)));
    assert!(!is_over(&stream, &created().to_string()), "told twice");
    // What the stream answers, its first envelope says.
    stream.record(&envelope("s", &working(2)));
    assert!(!is_over(&stream, &envelope("r", &nested)), "a sub-agent");
    assert!(is_over(&stream, &envelope("s", &nested)), "another request");
    assert!(is_over(&stream, &created().to_string()), "asked again");
    let mut late = created();
    late["sequence_number"] = 1.into();
    assert!(!is_over(&stream, &late.to_string()), "not from its start");
    stream.record(&envelope("r", &status(&TaskStatus::Completed, 3)));
    assert!(is_over(&stream, &nested.to_string()), "after the end");
}

/// The `call_id` that an item had before it was replaced is no longer taken.
#[test]
fn calls_are_those_of_the_items_as_they_are() {
    let call = |number, tag: &str, id: &str, call_id: &str| {
        let item = json!({"type": "tool_call", "id": id, "call_id": call_id, "name": "n",
            "arguments": "{}"});
        event(tag, number, json!({"agent_step": 1, "item": item}))
    };
    let result = |number, id: &str, call_id: &str| {
        let item = json!({"type": "tool_result", "id": id, "call_id": call_id,
            "message_content": [], "block_list": []});
        event(
            "task.output_item.added",
            number,
            json!({"agent_step": 1, "item": item}),
        )
    };
    let (added, done) = ("task.output_item.added", "task.output_item.done");
    let began = [created(), call(1, added, "i", "a"), call(2, done, "i", "b")];
    let follows = |event: Value| findings(&[&began[..], &[event]].concat());
    assert_eq!(follows(call(3, added, "j", "a")), [] as [&str; 0]);
    assert_eq!(
        follows(call(3, added, "j", "b")),
        ["3 duplicate-call-id /item/call_id"]
    );
    assert_eq!(follows(result(3, "j", "b")), [] as [&str; 0]);
    assert_eq!(
        follows(result(3, "j", "a")),
        ["3 result-without-call /item/call_id"]
    );
}

/// Of items with the same id the first is the one that events have changed.
#[test]
fn a_snapshot_with_an_id_twice_is_compared_with_the_first() {
    let item = |text: &str| {
        json!({"type": "message", "id": "m", "role": "assistant",
            "message_content": [{"type": "output_text", "text": text}]})
    };
    let brings =
        |tag: &str, number| event(tag, number, json!({"agent_step": 1, "item": item("said")}));
    let found = |items: [Value; 2]| {
        let mut end = status(&TaskStatus::Completed, 3);
        end["task"]["output"] = json!(items);
        let records = [
            created(),
            brings("task.output_item.added", 1),
            brings("task.output_item.done", 2),
            end,
        ];
        findings(&records)
    };
    let twice = "3 duplicate-item-id /task/output/1/id";
    assert_eq!(found([item("said"), item("other")]), [twice]);
    assert_eq!(
        found([item("other"), item("said")]),
        ["3 snapshot-item /task/output/0", twice]
    );
}

/// Items that events brought and the last snapshot leaves out are counted.
#[test]
fn items_that_a_snapshot_leaves_out() {
    let done = |id: &str, number| {
        let item = json!({"type": "message", "id": id, "role": "user", "message_content": "said"});
        let fields = json!({"agent_step": 1, "item": item});
        event("task.output_item.done", number, fields).to_string()
    };
    for (items, message) in [
        (1, "an item of earlier events is missing from the snapshot"),
        (2, "2 items of earlier events are missing from the snapshot"),
    ] {
        let mut stream = StreamCheck::new(Settings::default());
        stream.record(&created().to_string());
        for number in 1..=items {
            stream.record(&done(&format!("m{number}"), number));
        }
        let end = status(&TaskStatus::Completed, items + 1);
        let report = stream.record(&end.to_string());
        let found = report.findings.iter().map(|f| (&*f.pointer, &*f.message));
        assert_eq!(found.collect::<Vec<_>>(), [("/task/output", message)]);
    }
}

/// The stream is at fault if it ends with an error while its task goes on.
#[test]
fn an_error_ends_a_stream() {
    let envelope = |id: Value, event: Value| json!({"jsonrpc": "2.0", "id": id, "result": event});
    // In the order of the alphabet, which serde_json keeps with every feature.
    let error =
        |id: Value| json!({"error": {"code": -32000, "message": "x"}, "id": id, "jsonrpc": "2.0"});
    let begun = || envelope(json!("r"), created());
    let ended = || envelope(json!("r"), status(&TaskStatus::Completed, 1));
    let early = "1 stream-error /error";
    let other = "1 envelope-id-changes /id";
    assert_eq!(findings(&[error(json!("r"))]), [""; 0]);
    assert_eq!(findings(&[begun(), error(json!("r"))]), [early]);
    assert_eq!(findings(&[begun(), ended(), error(json!("r"))]), [""; 0]);
    // The id of a request that could not be read is null.
    assert_eq!(findings(&[begun(), error(json!(null))]), [early]);
    assert_eq!(findings(&[begun(), error(json!("s"))]), [early, other]);
    let working = event("task.working", 1, json!({"timestamp": TIME}));
    for id in [json!("s"), json!(null)] {
        assert_eq!(findings(&[begun(), envelope(id, working.clone())]), [other]);
    }
}

#[test]
fn a_record_ends_with_its_event() {
    let mut stream = StreamCheck::new(Settings::default());
    let report = stream.record(&format!("{} x", created()));
    let found = report.findings.iter().map(|f| (f.code, &*f.message));
    let message = "not valid JSON: text after the end of the value";
    assert_eq!(found.collect::<Vec<_>>(), [(Code::InvalidJson, message)]);
    assert_eq!(report.rules_incomplete, Some(true));
}

/// The place is the data without the white space around it. Of a name only what is safe to print is
/// shown.
#[test]
fn what_is_no_event_of_the_api_is_told_with_its_name_and_place() {
    let long = "n".repeat(41);
    let cut = format!("the event `{}` is not part of the API", &long[1..]);
    for (event, text, code, message, place) in [
        (None, " \n ", Code::KeepAlive, "an event without data", ""),
        (Some("ping"), "{}\n", Code::KeepAlive, "a ping", "{}"),
        (
            None,
            " [DONE]\r\n",
            Code::DoneMarker,
            "`[DONE]` is not an event of the API",
            "[DONE]",
        ),
        (
            Some("open"),
            "\t {\"a\": 1} ",
            Code::ForeignEvent,
            "the event `open` is not part of the API",
            "{\"a\": 1}",
        ),
        (
            Some("a.b_c-d:e/9 `\u{1b}[0m\u{fc}"),
            "up",
            Code::ForeignEvent,
            "the event `a.b_c-d:e/90m` is not part of the API",
            "up",
        ),
        (Some(&long), "up", Code::ForeignEvent, &cut, "up"),
        (
            None,
            "\n\n up and running ",
            Code::StreamText,
            "text instead of an event",
            "up and running",
        ),
        (
            Some("error"),
            " upstream ",
            Code::StreamError,
            "the stream ends with an event `error`",
            "upstream",
        ),
    ] {
        let mut stream = StreamCheck::new(Settings::default());
        let report = stream.named(event, text);
        let [found] = &report.findings[..] else {
            panic!("{text}");
        };
        let span = found.span.as_ref().unwrap();
        assert_eq!((found.code, &*found.message), (code, message));
        assert_eq!((&*found.pointer, &text[span.start..span.end]), ("", place));
        // None of them begins a stream, so nothing is unfinished.
        assert_eq!(stream.finish(), []);
    }
}

/// What a stream carries is told by the name of the event and by its data.
#[test]
fn what_is_no_event_of_the_api_is_told_apart() {
    use OutOfBand::*;
    const EVENT: &str = r#"{"type":"task.working","task_id":"t"}"#;
    const OTHER: &str = r#"{"a":1}"#;
    for (name, data, expected) in [
        (None, "", Some(KeepAlive)),
        (Some("task.working"), " ", Some(KeepAlive)),
        (None, " [DONE]", Some(Done)),
        (Some("open"), "[DONE]", Some(Done)),
        (Some("PING"), OTHER, Some(KeepAlive)),
        (Some("ping"), "now", Some(KeepAlive)),
        (None, r#"{"type":"Heartbeat"}"#, Some(KeepAlive)),
        (Some("Error"), OTHER, Some(Error)),
        (Some("error"), "gone", Some(Error)),
        (Some("open"), OTHER, Some(ForeignEvent)),
        (Some("open"), "hello", Some(ForeignEvent)),
        (None, "hello", Some(Text)),
        (Some("message"), "hello", Some(Text)),
        (Some("task.working"), "hello", Some(Text)),
        (None, "5", Some(Text)),
        // What may be a broken event is told as such.
        (Some("open"), EVENT, None),
        (None, EVENT, None),
        (None, OTHER, None),
        (Some("message"), OTHER, None),
        (Some("task.working"), OTHER, None),
        (None, "[]", None),
        (None, r#""hello""#, None),
        (Some("open"), &EVENT[1..], None),
        (Some("open"), &EVENT[..9], None),
        (Some("open"), "[1", None),
        (Some("ping"), r#"a":"b"#, None),
    ] {
        assert_eq!(OutOfBand::of(name, data), expected, "{name:?} {data}");
        let mut event = SseEvent::default();
        (event.event, event.data) = (name.map(Into::into), data.into());
        assert_eq!(event.out_of_band(), expected, "{name:?} {data}");
    }
}

/// A ping says so in its `type`, not somewhere.
#[test]
fn what_has_no_type_is_no_ping() {
    let ping = |data: &str| OutOfBand::of(None, data);
    assert_eq!(
        ping(r#"{"at":"now","type":"ping"}"#),
        Some(OutOfBand::KeepAlive)
    );
    assert_eq!(ping(r#"{"name":"ping","type":"answer"}"#), None);
    assert_eq!(ping(r#"{"name":"ping"}"#), None);
}
