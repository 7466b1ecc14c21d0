//! Every event type, from the streams of a real server and made by hand.

use std::collections::BTreeMap;

use agentlin_types::event::{
    AgentState, EventTimestamp, TaskCreatedEvent, TaskFailedEvent, TaskRolloutEvent,
    TaskTextDeltaEvent, TaskToolResultDeltaEvent, TaskWorkingEvent,
};
use agentlin_types::generate::Valid;
use agentlin_types::validate::{Code, PayloadKind, Settings};
use agentlin_types::wire::{Shape, Wire};
use agentlin_types::{
    JsonObject, Profile, RpcError, Task, TaskEvent, TaskEventResponse, TaskStatus, decode, encode,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::captures;
use crate::shared::compare;
use crate::shared::same::same;

/// All types of the protocol with the name of the variant that must hold them.
const TYPES: &[(&str, &str)] = &[
    ("task.created", "Created"),
    ("task.queued", "Queued"),
    ("task.working", "Working"),
    ("task.input_required", "InputRequired"),
    ("task.paused", "Paused"),
    ("task.completed", "Completed"),
    ("task.canceled", "Canceled"),
    ("task.expired", "Expired"),
    ("task.failed", "Failed"),
    ("task.tools_updated", "ToolsUpdated"),
    (
        "task.context_compression.created",
        "ContextCompressionCreated",
    ),
    (
        "task.context_compression.in_progress",
        "ContextCompressionInProgress",
    ),
    (
        "task.context_compression.completed",
        "ContextCompressionCompleted",
    ),
    ("task.output_item.added", "OutputItemAdded"),
    ("task.output_item.done", "OutputItemDone"),
    ("task.content_part.added", "ContentPartAdded"),
    ("task.content_part.done", "ContentPartDone"),
    (
        "task.reasoning_summary_part.added",
        "ReasoningSummaryPartAdded",
    ),
    (
        "task.reasoning_summary_part.done",
        "ReasoningSummaryPartDone",
    ),
    (
        "task.reasoning_summary_text.delta",
        "ReasoningSummaryTextDelta",
    ),
    (
        "task.reasoning_summary_text.done",
        "ReasoningSummaryTextDone",
    ),
    ("task.reasoning_text.delta", "ReasoningTextDelta"),
    ("task.reasoning_text.done", "ReasoningTextDone"),
    ("task.text.delta", "TextDelta"),
    ("task.text.done", "TextDone"),
    ("task.tool_call_arguments.delta", "ToolCallArgumentsDelta"),
    ("task.tool_call_arguments.done", "ToolCallArgumentsDone"),
    ("task.tool_result.delta", "ToolResultDelta"),
    ("task.tool_result.done", "ToolResultDone"),
    ("task.block.delta", "BlockDelta"),
    ("task.block.done", "BlockDone"),
    ("task.audio.delta", "AudioDelta"),
    ("task.audio.done", "AudioDone"),
    ("task.image.delta", "ImageDelta"),
    ("task.image.done", "ImageDone"),
    ("task.file.delta", "FileDelta"),
    ("task.file.done", "FileDone"),
    ("task.rollout", "Rollout"),
    ("queue.item_received", "QueueItemReceived"),
    ("agent.state_changed", "AgentStateChanged"),
    ("background.submitted", "BackgroundSubmitted"),
    ("background.progress", "BackgroundProgress"),
    ("background.completed", "BackgroundCompleted"),
    ("user.message_received", "UserMessageReceived"),
    ("tool.call_created", "ToolCallCreated"),
    ("tool.result_received", "ToolResultReceived"),
    ("subagent.result_received", "SubagentResultReceived"),
];

/// The name of the variant, as `Debug` prints it.
fn variant(event: &TaskEvent) -> String {
    let debug = format!("{event:?}");
    debug[..debug.find('(').unwrap()].into()
}

#[test]
fn the_union_has_all_types_in_the_order_of_the_protocol() {
    let Shape::Union(union) = TaskEvent::SHAPE else {
        panic!("a union");
    };
    let ours: Vec<_> = union
        .variants
        .iter()
        .flat_map(|v| v.object.tags("type").iter().map(|tag| (*tag, v.name)))
        .collect();
    assert_eq!(ours, TYPES);
}

#[test]
fn every_line_of_every_capture_is_read_and_written_again() {
    let names: BTreeMap<_, _> = TYPES.iter().copied().collect();
    let mut lines = 0;
    let mut seen = BTreeMap::new();
    for (file, text) in captures::streams() {
        for data in captures::data_lines(&text) {
            let before: Value = serde_json::from_str(data).unwrap();
            let response: TaskEventResponse =
                decode::from_str(data).unwrap_or_else(|e| panic!("{file}: {e}\n{data}"));
            assert_eq!(
                response,
                serde_json::from_str(data).unwrap(),
                "{file}: serde reads the same"
            );
            let written = encode::to_string(&response).unwrap();
            assert_eq!(written, serde_json::to_string(&response).unwrap());
            same(&TaskEventResponse::SHAPE, data, &written)
                .unwrap_or_else(|place| panic!("{file} {place}: {data}\n{written}"));

            let event = response.result.expect("all captured lines hold an event");
            let kind = before["result"]["type"].as_str().unwrap();
            assert_eq!(event.tag(), Some(kind));
            assert_eq!(variant(&event), names[kind], "{file}");
            let result = &before["result"];
            assert_eq!(event.sequence_number(), result["sequence_number"].as_i64());
            assert_eq!(event.task_id().as_deref(), result["task_id"].as_str());
            assert_eq!(
                event.timestamp().map(|time| time.to_string()).as_deref(),
                result["timestamp"].as_str()
            );
            assert_eq!(event.task().is_some(), result.get("task").is_some());
            if let Some(task) = event.task() {
                assert_eq!(task.id, result["task"]["id"], "{file}");
            }
            *seen.entry(kind.to_owned()).or_insert(0) += 1;
            lines += 1;
        }
    }
    assert_eq!(lines, 487, "lines in the captured streams");
    let unseen: Vec<_> = TYPES
        .iter()
        .map(|(tag, _)| *tag)
        .filter(|tag| !seen.contains_key(*tag))
        .collect();
    let never = ["task.expired", "task.block.delta", "task.block.done"];
    assert_eq!(unseen, never, "types that no capture has");
}

#[test]
fn types_that_no_capture_has() {
    let task = json!({"object": "task", "id": "t", "session_id": "s", "user_id": "u",
        "status": "expired", "created_at": 0, "output": []});
    for (event, name) in [
        (
            json!({"type": "task.expired", "task_id": "t", "sequence_number": 4,
                "timestamp": "2026-11-23T20:53:29+00:00", "task": task}),
            "Expired",
        ),
        (
            json!({"type": "task.block.delta", "task_id": "t", "sequence_number": 4,
                "item_id": "i", "agent_step": 1, "block": {"type": "text"}}),
            "BlockDelta",
        ),
        (
            json!({"type": "task.block.done", "task_id": "t", "sequence_number": 4,
                "item_id": "i", "agent_step": 1, "block": {"type": "text"}}),
            "BlockDone",
        ),
    ] {
        let read: TaskEvent = decode::from_str(&event.to_string()).unwrap();
        assert_eq!(variant(&read), name);
        assert_eq!(serde_json::to_value(&read).unwrap(), event);
    }
}

#[test]
fn events_of_a_message_queue_have_no_envelope_and_a_numeric_timestamp() {
    let text = r#"{"timestamp":1795467209.5,"previous_state":"idle","new_state":"dreaming",
        "type":"agent.state_changed"}"#;
    let event: TaskEvent = decode::from_str(text).unwrap();
    assert_eq!(event.sequence_number(), None);
    assert_eq!(event.task_id(), None);
    assert_eq!(
        event.timestamp(),
        Some(EventTimestamp::UnixSeconds(1_795_467_209.5))
    );
    let TaskEvent::AgentStateChanged(change) = &event else {
        panic!("another variant");
    };
    assert_eq!(change.previous_state, AgentState::Idle);
    assert!(!change.new_state.is_known());
    assert_eq!(
        serde_json::to_value(&event).unwrap(),
        serde_json::from_str::<Value>(text).unwrap()
    );
}

#[test]
fn unknown_types_are_kept_whole_and_still_have_the_common_fields() {
    let text = r#"{"timestamp":"2027-01-01T00:00:00+00:00","sequence_number":7,"task_id":"t",
        "type":"task.dreaming","depth":123456789012345678901234567890}"#;
    let event: TaskEvent = decode::from_str(text).unwrap();
    assert!(matches!(event, TaskEvent::Unknown(_)));
    assert_eq!(event.tag(), Some("task.dreaming"));
    assert_eq!(event.sequence_number(), Some(7));
    assert_eq!(event.task_id().as_deref(), Some("t"));
    assert_eq!(event.timestamp(), Some("2027-01-01T00:00:00+00:00".into()));
    assert_eq!(event.task(), None);
    assert_eq!(event.status(), None);
    assert!(!event.is_terminal());
    assert!(
        encode::to_string(&event)
            .unwrap()
            .contains("123456789012345678901234567890")
    );

    let odd: TaskEvent =
        decode::from_str(r#"{"type":"task.dreaming","task_id":7,"sequence_number":"x"}"#).unwrap();
    assert_eq!(odd.sequence_number(), None);
    assert_eq!(odd.task_id(), None);
    assert_eq!(odd.timestamp(), None);
}

#[test]
fn a_known_type_with_a_wrong_body_is_an_error_that_names_the_field() {
    let text = r#"{"jsonrpc":"2.0","id":"r","result":{"sequence_number":0,"task_id":"t",
        "item_id":"i","agent_step":1,"content_index":0,"delta":7,"logprobs":[],
        "type":"task.text.delta"}}"#;
    let error = decode::from_str::<TaskEventResponse>(text).unwrap_err();
    assert_eq!(error.pointer(), "/result/delta");
}

#[test]
fn which_events_end_a_stream() {
    let status = |tag: &str| -> TaskEvent {
        let task = json!({"object": "task", "id": "t", "session_id": "s", "user_id": "u",
            "status": "working", "created_at": 0, "output": []});
        let error = json!({"code": -32000, "message": "no"});
        let event = json!({"type": tag, "task_id": "t", "timestamp": "2027-01-01T00:00:00Z",
            "task": task, "error": error});
        decode::from_str(&event.to_string()).unwrap()
    };
    let expected = [
        ("task.created", TaskStatus::Created, false),
        ("task.queued", TaskStatus::Queued, false),
        ("task.working", TaskStatus::Working, false),
        ("task.input_required", TaskStatus::InputRequired, true),
        ("task.paused", TaskStatus::Paused, true),
        ("task.completed", TaskStatus::Completed, true),
        ("task.canceled", TaskStatus::Canceled, true),
        ("task.expired", TaskStatus::Expired, true),
        ("task.failed", TaskStatus::Failed, true),
    ];
    for (tag, state, ends) in expected {
        let event = status(tag);
        assert_eq!(event.status(), Some(state), "{tag}");
        assert_eq!(event.is_terminal(), ends, "{tag}");
    }
}

#[test]
fn events_are_made_by_hand() {
    let working = TaskWorkingEvent::new("t", "2027-01-01T00:00:00+00:00").sequence_number(1);
    let response = TaskEventResponse::event("r", working);
    assert_eq!(
        encode::to_string(&response).unwrap(),
        r#"{"jsonrpc":"2.0","id":"r","result":{"type":"task.working","task_id":"t","sequence_number":1,"timestamp":"2027-01-01T00:00:00+00:00"}}"#
    );

    let task = Task::new("t", "s", "u", TaskStatus::Failed, 0, []);
    let error = RpcError::new(-32000, "no");
    let failed = TaskFailedEvent::new("t", "2027-01-01T00:00:00+00:00", task.clone(), error);
    let response = TaskEventResponse::event("r", failed);
    assert_eq!(response.error, Some(RpcError::new(-32000, "no")));
    assert!(response.result.unwrap().is_terminal());

    let created = TaskCreatedEvent::new("t", "2027-01-01T00:00:00+00:00", task.clone());
    assert_eq!(TaskEvent::from(created).task(), Some(&task));

    let delta = TaskTextDeltaEvent::new("t", "i", 1, 0, "Hel", []);
    assert_eq!(
        encode::to_string(&TaskEvent::from(delta)).unwrap(),
        r#"{"type":"task.text.delta","task_id":"t","item_id":"i","agent_step":1,"content_index":0,"delta":"Hel","logprobs":[]}"#
    );
}

#[test]
fn parts_of_tool_results_are_typed_on_request() {
    let event = json!({"type": "task.tool_result.delta", "task_id": "c", "item_id": "i",
        "call_id": "c", "agent_step": 0, "delta_block_list": [],
        "delta_message_content": [{"type": "text", "text": "42"}, {"free": "form"}]});
    let event: TaskToolResultDeltaEvent = decode::from_str(&event.to_string()).unwrap();
    let parts: Vec<_> = event.parts().collect();
    assert_eq!(parts[0].as_ref().unwrap().text(), Some("42"));
    assert!(parts[1].is_err());
}

#[test]
fn rollouts_of_a_task_are_typed_on_request() {
    let mut found = 0;
    for (name, text) in captures::bodies() {
        let value: Value = serde_json::from_str(&text).unwrap();
        if value["result"].get("rollouts").is_none() {
            continue;
        }
        let task: Task = serde_json::from_value(value["result"].clone()).unwrap();
        for rollout in task.rollout_events() {
            let rollout = rollout.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(rollout.task_id, task.id, "{name}");
            assert_eq!(rollout.is_answer, rollout.step.is_none(), "{name}");
            found += 1;
        }
    }
    assert!(found > 4, "the captures have {found} rollouts");

    let free: JsonObject = r#"{"free": "form"}"#.parse().unwrap();
    let task = Task::new("t", "s", "u", TaskStatus::Completed, 0, []).rollouts([free]);
    let read: Vec<Result<TaskRolloutEvent, _>> = task.rollout_events().collect();
    assert_eq!(read[0].as_ref().unwrap_err().pointer(), "");
}

#[test]
fn events_are_small_enough_to_move_around() {
    assert!(size_of::<TaskEvent>() <= 208, "{}", size_of::<TaskEvent>());
}

macro_rules! generated {
    ($($event:ident)*) => {
        /// Generated events by the name of their type.
        const GENERATED: &[(&str, fn(&[u8]) -> String)] = &[$((
            stringify!($event),
            |choices| {
                let event = Valid::<agentlin_types::event::$event>::from_choices(Profile::Wire, choices);
                compare::round_trip::<agentlin_types::event::$event>(event.text())
                    .unwrap_or_else(|| panic!("refused: {}", event.text()));
                event.text().to_owned()
            },
        ),)*];
    };
}

generated! {
    TaskCreatedEvent TaskQueuedEvent TaskWorkingEvent TaskInputRequiredEvent TaskPausedEvent
    TaskCompletedEvent TaskCanceledEvent TaskExpiredEvent TaskFailedEvent TaskToolsUpdatedEvent
    TaskContextCompressionCreatedEvent TaskContextCompressionInProgressEvent
    TaskContextCompressionCompletedEvent TaskOutputItemAddedEvent TaskOutputItemDoneEvent
    TaskContentPartAddedEvent TaskContentPartDoneEvent TaskReasoningSummaryPartAddedEvent
    TaskReasoningSummaryPartDoneEvent TaskReasoningSummaryTextDeltaEvent
    TaskReasoningSummaryTextDoneEvent TaskReasoningTextDeltaEvent TaskReasoningTextDoneEvent
    TaskTextDeltaEvent TaskTextDoneEvent TaskToolCallArgumentsDeltaEvent
    TaskToolCallArgumentsDoneEvent TaskToolResultDeltaEvent TaskToolResultDoneEvent
    TaskBlockDeltaEvent TaskBlockDoneEvent TaskAudioDeltaEvent TaskAudioDoneEvent
    TaskImageDeltaEvent TaskImageDoneEvent TaskFileDeltaEvent TaskFileDoneEvent TaskRolloutEvent
    QueueItemReceivedEvent AgentStateChangedEvent BackgroundTaskSubmittedEvent
    BackgroundTaskProgressEvent BackgroundTaskCompletedEvent UserMessageReceivedEvent
    ToolCallCreatedEvent ToolResultReceivedEvent SubagentResultReceivedEvent
}

/// `PROPTEST_CASES` asks for more events of each type.
#[test]
fn generated_events_of_each_type_are_read_and_written_again() {
    let cases = match std::env::var("PROPTEST_CASES") {
        Ok(asked) => asked.parse().expect("PROPTEST_CASES is a number"),
        Err(_) => 100,
    };
    assert_eq!(GENERATED.len(), TYPES.len());
    for ((event, generate), (_, name)) in GENERATED.iter().zip(TYPES) {
        let mut runner = TestRunner::deterministic();
        let choices = vec(any::<u8>(), 0..300);
        for _ in 0..cases {
            let choices = choices.new_tree(&mut runner).unwrap().current();
            let text = generate(&choices);
            let read: TaskEvent = decode::from_str(&text).unwrap();
            assert_eq!(variant(&read), *name, "{event}: {text}");
        }
    }
}

#[test]
fn a_timestamp_is_checked_wherever_it_is() {
    let Shape::Union(union) = TaskEvent::SHAPE else {
        panic!("a union is expected");
    };
    for ((event, generate), variant) in GENERATED.iter().zip(union.variants) {
        let mut fields = variant.object.fields.iter();
        if !fields.any(|field| field.name == "timestamp") {
            continue;
        }
        let mut value: Value = generate(&[]).parse().unwrap();
        value["timestamp"] = "now".into();
        let report = Settings::default().validate_as(PayloadKind::BareEvent, &value.to_string());
        let found = report.findings.iter();
        let found: Vec<_> = found.filter(|f| f.code == Code::TimestampFormat).collect();
        assert_eq!(found.len(), 1, "{event}");
    }
}
