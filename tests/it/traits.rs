//! What Rust expects of types: traits, conversions, ways to build values.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;

use agentlin_types::content::{ImageContentType, ImageUrl};
use agentlin_types::endpoint::{Endpoint, ListTasks, RequestError};
use agentlin_types::event::EventTimestamp;
use agentlin_types::jsonrpc::{JsonrpcResponse, PushNotificationConfig};
use agentlin_types::request::{AgentConfig, ChatContent, TaskListParams};
use agentlin_types::response::TaskListPage;
use agentlin_types::{
    Answer, ContentPart, ErrorCode, Extra, ImageContent, ItemStatus, JsonObject, JsonValue, Map,
    MessageContent, MessageItem, MessageRole, OutputItem, OutputItemKind, RequestId, RpcError,
    Secret, Task, TaskCreateParams, TaskEventResponse, TaskResponse, TaskStatus, TextContent,
    ToolCallItem, Usage, decode, encode,
};
use serde_json::{Value, json};

fn task() -> Task {
    Task::new("t", "s", "u", TaskStatus::Completed, 1, [])
}

#[test]
fn values_without_floats_are_equal_and_hashed() {
    let ids: HashSet<RequestId> = [1.into(), "1".into(), RequestId::Null, 1.into()].into();
    assert_eq!(ids.len(), 3);
    let call = || ToolCallItem::new("c", "n", "{}");
    let builder = std::hash::RandomState::new();
    assert_eq!(builder.hash_one(call()), builder.hash_one(call()));
    let other = call().status(ItemStatus::Completed);
    assert_ne!(builder.hash_one(call()), builder.hash_one(other));
    let map = |value: &str| Map::<String>::from([("a", value)]);
    assert_eq!(builder.hash_one(map("b")), builder.hash_one(map("b")));
    assert_ne!(builder.hash_one(map("b")), builder.hash_one(map("c")));
    let object = |value: i64| JsonObject::from([("a", value)]);
    assert_eq!(builder.hash_one(object(1)), builder.hash_one(object(1)));
    assert_ne!(builder.hash_one(object(1)), builder.hash_one(object(2)));
    assert!(object(1) < object(2) && object(1) >= object(1));
}

#[test]
fn what_requires_nothing_has_a_default() {
    assert_eq!(TaskListParams::default(), TaskListParams::new());
    assert_eq!(Usage::default(), Usage::new());
    // What is constant is set.
    assert_eq!(
        encode::to_string(&TaskResponse::default()).unwrap(),
        r#"{"jsonrpc":"2.0"}"#
    );
}

#[test]
fn setters_take_a_value_or_an_option() {
    let item = MessageItem::new(MessageRole::User);
    assert_eq!(item.clone().name("n"), item.clone().name(Some("n")));
    assert_eq!(item.clone().name("n").name(None::<String>), item);
    let status = Some(ItemStatus::Completed);
    assert_eq!(item.status(status.clone()).status, status);
}

#[test]
fn a_setter_of_free_form_objects_takes_json() {
    let with = task().metadata(json!({"k": [1, 2]}));
    assert_eq!(with.metadata.unwrap().as_str(), r#"{"k":[1,2]}"#);
    assert_eq!(task().metadata(Value::Null).metadata, None);
    let data = RpcError::new(1, "m").data(json!(null)).data;
    assert_eq!(data, Some(JsonValue::null()));
}

#[test]
#[should_panic = "the field takes a JSON object"]
fn a_setter_of_free_form_objects_refuses_other_json() {
    let _ = task().metadata(json!([1]));
}

#[test]
fn strings_do_not_become_unknown_values_by_accident() {
    assert!("complete".parse::<TaskStatus>().is_err());
    let later = TaskStatus::from_wire("later");
    assert!(!later.is_known());
    assert_eq!(TaskStatus::from_wire("working"), TaskStatus::Working);
    assert_eq!(later, "later");
    assert_ne!(later, *"working");
}

#[test]
fn a_body_from_parts() {
    let text = TextContent::text("a");
    let image = ImageContent::new(
        ImageContentType::ImageUrl,
        ImageUrl::new("https://a.example"),
    );
    let one: MessageContent = vec![text.clone()].into();
    assert_eq!(MessageContent::from([text.clone()]), one);
    assert_eq!([text.clone()].into_iter().collect::<MessageContent>(), one);
    let two = MessageContent::from([ContentPart::from(text), image.into()]);
    let MessageContent::Parts(parts) = two else {
        panic!("{two:?}");
    };
    assert_eq!(parts.len(), 2);
    let ask = TaskCreateParams::whole([TextContent::text("Hi")]);
    assert!(
        encode::to_string(&ask)
            .unwrap()
            .contains(r#"[{"type":"text","text":"Hi"}]"#)
    );
}

#[test]
fn map_is_a_collection() {
    let mut map: Map<i64> = [("b", 1), ("a", 2)].into();
    map.extend([("b", 3), ("c", 4)]);
    assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "a", "c"]);
    for (_, value) in map.iter_mut() {
        *value += 1;
    }
    assert_eq!(map.remove("a"), Some(3));
    assert_eq!(map.remove("a"), None);
    assert_eq!(
        (&map).into_iter().collect::<Vec<_>>(),
        [("b", &4), ("c", &5)]
    );
    assert_eq!(map.iter().rev().len(), 2);
    assert_eq!(map.iter().next_back(), Some(("c", &5)));
    assert!(format!("{map:?}").contains("\"c\""), "{map:?}");
    assert_eq!(map.values().sum::<i64>(), 9);
    let owned: BTreeMap<String, i64> = map.clone().into_iter().collect();
    assert_eq!(Map::from(owned.clone()), map);
    let unordered: HashMap<String, i64> = owned.into_iter().collect();
    assert_eq!(Map::from(unordered), map);
    let empty: Map<i64> = Map::from_iter([] as [(&str, i64); 0]);
    assert!(empty.is_empty());
}

#[test]
fn extra_is_a_collection() {
    let mut extra: Extra = [("b", json!(1)), ("a", json!("x"))].into_iter().collect();
    extra.extend([("b", "y")]);
    for (_, value) in extra.iter_mut() {
        *value = JsonValue::from([value.clone()]);
    }
    let members = (&extra)
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"));
    assert_eq!(members.collect::<Vec<_>>(), [r#"b=["y"]"#, r#"a=["x"]"#]);
    assert_eq!(extra.keys().rev().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(extra.iter().len(), 2);
    assert!(format!("{extra:?}").contains("\"b\""), "{extra:?}");
    assert!(extra.remove("a").is_some());
    assert_eq!(extra.into_iter().len(), 1);
    assert_eq!(Extra::new().iter_mut().count(), 0);
    assert_eq!(Extra::new(), Extra::from_iter([] as [(&str, JsonValue); 0]));
}

#[test]
fn json_from_and_into_values() {
    for (json, text) in [
        (JsonValue::from(true), "true"),
        (JsonValue::from(-1), "-1"),
        (JsonValue::from(u64::MAX), "18446744073709551615"),
        (JsonValue::from("a\"b"), r#""a\"b""#),
        (JsonValue::from(String::new()), r#""""#),
        (JsonValue::from(vec![1, 2]), "[1,2]"),
        (JsonValue::from(["a"; 2]), r#"["a","a"]"#),
        (JsonValue::from(Vec::<bool>::new()), "[]"),
        (JsonValue::try_from(0.5).unwrap(), "0.5"),
        (JsonValue::default(), "null"),
    ] {
        assert_eq!(json.as_str(), text);
        assert_eq!(AsRef::<str>::as_ref(&json), text);
        assert_eq!(json.clone().into_string(), text);
        let value = Value::try_from(&json).unwrap();
        assert_eq!(Value::try_from(json.clone()).unwrap(), value);
        assert_eq!(JsonValue::from(value), json);
    }
    assert!(JsonValue::try_from(f64::NAN).is_err());

    let object = JsonObject::try_from(json!({"a": 1})).unwrap();
    assert_eq!(AsRef::<str>::as_ref(&object), r#"{"a":1}"#);
    assert_eq!(JsonObject::from([("a", 1)]), object);
    assert_eq!([("a", 1)].into_iter().collect::<JsonObject>(), object);
    assert_eq!(JsonObject::from(Map::<JsonValue>::from([("a", 1)])), object);
    assert_eq!(Value::try_from(object.clone()).unwrap(), json!({"a": 1}));
    let members = serde_json::Map::try_from(object.clone()).unwrap();
    assert_eq!(JsonObject::from(members), object);
    assert!(JsonObject::try_from(json!([])).is_err());
}

#[test]
fn extra_is_data_in_a_struct_of_the_callers() {
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Row {
        id: i64,
        #[serde(flatten)]
        rest: Extra,
    }
    let text = r#"{"id":1,"b":[1.5],"a":null}"#;
    let row: Row = serde_json::from_str(text).unwrap();
    assert_eq!(row.rest.keys().collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(serde_json::to_string(&row).unwrap(), text);
}

#[test]
fn json_is_compared_with_values_and_made_from_structs() {
    #[derive(serde::Serialize)]
    struct State {
        step: i64,
    }
    let state = JsonObject::from_serialize(&State { step: 1 }).unwrap();
    assert_eq!(state, json!({"step": 1}));
    assert_ne!(*state, json!([]));
    assert_eq!(Value::try_from(&state).unwrap(), json!({"step": 1}));
    assert!(JsonObject::from_serialize(&[1]).is_err());
    let odd: JsonObject = r#"{"half": "\ud800"}"#.parse().unwrap();
    assert_ne!(odd, json!({"half": ""}));
}

#[test]
fn what_holds_a_text_takes_it_in_every_form() {
    use std::borrow::Cow;

    macro_rules! check {
        ($($type:ty)*) => {$(
            let from_text = <$type>::from("x");
            assert_eq!(<$type>::from(String::from("x")), from_text);
            assert_eq!(<$type>::from(&String::from("x")), from_text);
            assert_eq!(<$type>::from(Cow::Borrowed("x")), from_text);
        )*};
    }
    check! { RequestId MessageContent ContentPart JsonValue EventTimestamp ChatContent ImageUrl Secret }

    let part = TextContent::text("x");
    let parts = MessageContent::Parts(vec![part.clone().into()]);
    assert_eq!(MessageContent::from(part.clone()), parts);
    assert_eq!(MessageContent::from(ContentPart::from(part)), parts);
}

#[test]
fn enums_are_compared_with_and_read_from_texts() {
    assert_eq!(TaskStatus::Working, "working");
    assert_eq!("working", TaskStatus::Working);
    assert!(*"working" == TaskStatus::Working);
    assert_eq!(TaskStatus::try_from("working"), Ok(TaskStatus::Working));
    assert_eq!(
        TaskStatus::try_from(String::from("paused")),
        Ok(TaskStatus::Paused)
    );
    assert!(OutputItemKind::try_from("later").is_err());
    const { assert!(TaskStatus::Completed.is_terminal()) };
}

#[test]
fn an_error_prints_its_cause_once() {
    let request = ListTasks::new(TaskListParams::new()).request().unwrap();
    let mut broken = request.clone();
    broken.target = "/tasks?limit=many".into();
    let error = ListTasks::read(&broken).unwrap_err();
    assert!(matches!(error, RequestError::Query(_)));
    let mut chain = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        chain.push_str(&error.to_string());
        cause = error.source();
    }
    assert_eq!(chain.matches("/limit").count(), 1, "{chain}");
}

#[test]
fn envelopes_are_answers() {
    fn fails<A: Answer<Output: std::fmt::Debug>>(answer: A) {
        let error = answer.into_result().unwrap_err();
        assert_eq!(error.known_code(), Some(ErrorCode::TaskNotFound));
    }
    fails(TaskResponse::failure("r", ErrorCode::TaskNotFound));
    fails(TaskEventResponse::failure(1, ErrorCode::TaskNotFound));
    fails(TaskListPage::failure("r", ErrorCode::TaskNotFound));
    fails(JsonrpcResponse::failure(
        "r",
        RpcError::from(ErrorCode::TaskNotFound),
    ));
    let page = TaskListPage::success("r", [task()]);
    assert_eq!(page.into_result().unwrap(), [task()]);
    let empty = TaskListPage::new().into_result().unwrap_err();
    assert_eq!(empty.known_code(), Some(ErrorCode::Internal));
}

#[test]
fn a_decode_error_becomes_the_error_of_an_answer() {
    let error = decode::from_str::<Task>("{").unwrap_err();
    assert_eq!(
        RpcError::from(&error).known_code(),
        Some(ErrorCode::JsonParse)
    );
    let error = decode::from_str::<Task>("{}").unwrap_err();
    let answer = RpcError::from(error);
    assert_eq!(answer.known_code(), Some(ErrorCode::InvalidParams));
    let data = answer.data.unwrap().to_value().unwrap();
    assert_eq!(data["line"], 1);
}

#[test]
fn secrets_are_not_shown() {
    let config = PushNotificationConfig::new("https://a.example").token("s3cret");
    assert!(!format!("{config:?} {config:#?}").contains("s3cret"));
    assert!(format!("{config:?}").contains("Secret(…)"));
    assert_eq!(config.token.as_ref().unwrap().expose(), "s3cret");
    let text = encode::to_string(&config).unwrap();
    assert_eq!(
        decode::from_str::<PushNotificationConfig>(&text).unwrap(),
        config
    );
    assert_eq!(serde_json::to_string(&config).unwrap(), text);
    let agent = AgentConfig::new("a", "", "", "", "", 1, 1, "m", "n");
    assert!(!format!("{agent:?}").is_empty());
}

#[test]
fn a_task_says_what_was_answered_and_when_it_was_made() {
    let items: [OutputItem; 3] = [
        MessageItem::new(MessageRole::Assistant)
            .message_content("first")
            .into(),
        MessageItem::new(MessageRole::Assistant)
            .message_content("last")
            .into(),
        MessageItem::new(MessageRole::User)
            .message_content("thanks")
            .into(),
    ];
    let task = Task::new("t", "s", "u", TaskStatus::Completed, 1_795_467_208, items);
    assert_eq!(task.answer().as_deref(), Some("last"));
    let created = task
        .created()
        .unwrap()
        .duration_since(std::time::UNIX_EPOCH);
    assert_eq!(created.unwrap().as_secs(), 1_795_467_208);
    let mut early = task;
    early.created_at = i64::MIN;
    early.output.clear();
    assert_eq!(early.answer(), None);
    let _ = early.created();
}
