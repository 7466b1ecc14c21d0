//! Values made in Rust: constructors, setters, enums, accessors.

use std::str::FromStr;

use agentlin_types::{
    ErrorCode, FileCitation, ItemStatus, MessageItem, MessageRole, OutputItem, ReasoningItem,
    RpcError, Task, TaskResponse, TaskStatus, TextContent, TextContentType, ToolCallItem,
    ToolCallLanguage, decode, encode,
};

#[test]
fn a_response_from_scratch() {
    let message = MessageItem::new(MessageRole::Assistant)
        .message_content("Hi.")
        .name("Tester");
    let call = ToolCallItem::new("call_1", "search", r#"{"q":"é"}"#)
        .status(ItemStatus::Completed)
        .language(ToolCallLanguage::Json);
    let output: Vec<OutputItem> = vec![message.into(), call.into()];
    let task = Task::new(
        "task_1",
        "sess_1",
        "user_1",
        TaskStatus::Completed,
        1_795_467_208,
        output,
    );
    let response = TaskResponse::success("req_1", task);
    assert_eq!(
        encode::to_string(&response).unwrap(),
        concat!(
            r#"{"jsonrpc":"2.0","id":"req_1","result":{"object":"task","id":"task_1","#,
            r#""session_id":"sess_1","user_id":"user_1","status":"completed","#,
            r#""created_at":1795467208,"output":[{"type":"message","role":"assistant","#,
            r#""message_content":"Hi.","name":"Tester"},{"type":"tool_call","call_id":"call_1","#,
            r#""name":"search","arguments":"{\"q\":\"é\"}","status":"completed","#,
            r#""language":"json"}]}}"#
        )
    );
}

#[test]
fn string_enums() {
    assert_eq!(
        TaskStatus::from_str("input-required"),
        Ok(TaskStatus::InputRequired)
    );
    assert_eq!(TaskStatus::InputRequired.to_string(), "input-required");
    assert_eq!(TaskStatus::from_wire("new").as_str(), "new");
    assert_eq!(
        TaskStatus::NAMES,
        [
            "created",
            "queued",
            "working",
            "input-required",
            "paused",
            "completed",
            "canceled",
            "expired",
            "failed"
        ]
    );
    for (value, name) in TaskStatus::ALL.iter().zip(TaskStatus::NAMES) {
        assert_eq!(value.as_str(), *name);
        assert_eq!(TaskStatus::from_wire(name), *value);
    }
    // Tags are closed: the union decides about unknown ones.
    assert_eq!(
        TextContentType::from_str("refusal"),
        Ok(TextContentType::Refusal)
    );
    assert!(TextContentType::from_str("image").is_err());
}

#[test]
fn lifecycle() {
    use TaskStatus::*;
    let ended: Vec<_> = TaskStatus::ALL
        .iter()
        .filter(|s| s.is_terminal())
        .cloned()
        .collect();
    assert_eq!(ended, [Completed, Canceled, Expired, Failed]);
    assert!(ended.iter().all(|status| status.transitions().is_empty()));
    assert!(Created.transitions().contains(&Working));
    assert!(Created.leads_to(&Failed) && Created.leads_to(&InputRequired));
    assert!(!Completed.leads_to(&Working) && !Working.leads_to(&Created));
}

#[test]
fn error_codes() {
    assert_eq!(ErrorCode::TaskNotFound.code(), -32001);
    assert_eq!(ErrorCode::from_code(-32700), Some(ErrorCode::JsonParse));
    for &code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_code(code.code()), Some(code));
        assert_eq!(RpcError::from(code).known_code(), Some(code));
    }
    assert_eq!(ErrorCode::from_code(7), None);
}

#[test]
fn accessors_answer_whatever_the_source_called_it() {
    let old: MessageItem =
        decode::from_str(r#"{"type":"message","role":"user","content":"old"}"#).unwrap();
    assert_eq!(old.body().unwrap().text(), "old");
    let both = old.message_content("new");
    assert_eq!(both.body().unwrap().text(), "new");

    let server = r#"{"type":"file_citation","file_url":"f","index":0,"filename":"n"}"#;
    let citation: FileCitation = decode::from_str(server).unwrap();
    assert_eq!(citation.file(), Some("f"));
    assert_eq!(
        FileCitation::new(0, "n").file_id("id").file_url("u").file(),
        Some("id")
    );

    let call = ToolCallItem::new("c2", "n", "{}");
    let output = vec![
        ToolCallItem::new("c1", "n", "{}").into(),
        call.clone().into(),
    ];
    let task = Task::new("t", "s", "u", TaskStatus::InputRequired, 1, output);
    assert!(task.pending_calls().is_empty());
    let newer = task.clone().input_required_call_ids(vec!["c2".to_owned()]);
    assert_eq!(newer.pending_calls(), [&call]);
    let older = task.input_required(call.clone());
    assert_eq!(older.pending_calls(), [&call]);
}

#[test]
fn unknown_variants_cannot_shadow_known_ones() {
    let unknown = |text: &str| OutputItem::unknown(text.parse().unwrap());
    assert!(unknown(r#"{"type":"web_search"}"#).is_some());
    assert!(unknown(r#"{"type":"message","role":"user"}"#).is_none());
    assert!(unknown(r#"{"type":"message"}"#).is_none());
    assert!(unknown(r#"{"no":"tag"}"#).is_none());
}

#[test]
fn extra_never_repeats_a_field() {
    let mut text = TextContent::text("x");
    text.extra.insert("text", serde_json::json!("shadow"));
    text.extra.insert("new", serde_json::json!(1));
    assert_eq!(
        encode::to_string(&text).unwrap(),
        r#"{"type":"text","text":"x","new":1}"#
    );
    assert_eq!(
        serde_json::to_string(&text).unwrap(),
        encode::to_string(&text).unwrap()
    );
}

#[test]
fn items_have_ids() {
    let reasoning: OutputItem = ReasoningItem::new("rs_1", vec![]).into();
    assert_eq!(reasoning.id().as_deref(), Some("rs_1"));
    let unknown: OutputItem = decode::from_str(r#"{"type":"new","id":"n\u0031"}"#).unwrap();
    assert_eq!(unknown.id().as_deref(), Some("n1"));
}

#[test]
fn values_stay_small() {
    assert!(
        size_of::<OutputItem>() <= 256,
        "{}",
        size_of::<OutputItem>()
    );
    assert!(size_of::<Task>() <= 640, "{}", size_of::<Task>());
    assert_eq!(size_of::<TaskStatus>(), 24);
}
