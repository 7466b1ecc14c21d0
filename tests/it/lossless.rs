//! Nothing is lost on the way through: unknown input is written as it was read.

use agentlin_types::{
    ContentPart, Extra, JsonObject, JsonValue, Map, MessageContent, OutputItem, Profile, RequestId,
    Task, TaskResponse, TaskStatus, TextContent, decode, encode,
};

/// Reads the text by both ways and writes it by both; all must agree. Returns what was written.
fn through<T>(text: &str) -> String
where
    T: agentlin_types::wire::Wire
        + serde::Serialize
        + serde::de::DeserializeOwned
        + PartialEq
        + std::fmt::Debug,
{
    let value: T = decode::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(serde_json::from_slice::<T>(text.as_bytes()).unwrap(), value);
    assert_eq!(
        serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(),
        value
    );
    let written = encode::to_string(&value).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), written);
    assert_eq!(decode::from_str::<T>(&written).unwrap(), value);
    written
}

fn task(fields: &str) -> String {
    format!(
        r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working","created_at":1,"output":[]{fields}}}"#
    )
}

#[test]
fn free_form_json_keeps_every_character() {
    // Numbers that no machine type holds, keys out of order and twice, half a surrogate pair.
    let free = r#"{"z":1,"a":12345678901234567890123,"big":1e400,"exact":1.00,"neg":-0.0,"e":1E+5,"half":"\ud800","slash":"\/","a":2,"deep":[[[{"":null}]]]}"#;
    for field in ["metadata", "unknown_field"] {
        let text = task(&format!(r#","{field}":{free}"#));
        assert_eq!(through::<Task>(&text), text);
    }
    let text = task(&format!(r#","rollouts":[{free},{{}}]"#));
    assert_eq!(through::<Task>(&text), text);
    let text =
        format!(r#"{{"jsonrpc":"2.0","error":{{"code":-32000,"message":"","data":[{free}]}}}}"#);
    assert_eq!(through::<TaskResponse>(&text), text);
    let text = format!(
        r#"{{"type":"message","role":"user","message_content":"","block_list":[{free},1e999,"x"]}}"#
    );
    assert_eq!(through::<OutputItem>(&text), text);
}

#[test]
fn white_space_goes_but_only_between_tokens() {
    let text = "{ \"type\" : \"text\" ,\r\n\t\"text\" : \" a b \" , \"new\" : { \"k\" : [ 1 , \" x \" ] } }";
    assert_eq!(
        through::<TextContent>(text),
        r#"{"type":"text","text":" a b ","new":{"k":[1," x "]}}"#
    );
}

#[test]
fn unknown_tags_stay_whole_wherever_the_tag_stands() {
    for text in [
        r#"{"type":"web_search","id":"ws_1","n":1e400,"dup":1,"dup":2}"#,
        r#"{"id":"ws_1","nested":{"type":"message"},"type":"web_search"}"#,
        r#"{"a":[1,2,3],"type":"","z":"\udc00"}"#,
    ] {
        assert_eq!(through::<OutputItem>(text), text);
        assert!(matches!(decode::from_str(text), Ok(OutputItem::Unknown(_))));
    }
    // Inside known ones, at every level of the content.
    let text = r#"[{"type":"hologram","rays":1},"bare \ud83d\ude00",{"type":"text","text":"x","annotations":[{"type":"video_citation","t":0.5}]}]"#;
    let content: MessageContent = decode::from_str(text).unwrap();
    let MessageContent::Parts(parts) = &content else {
        panic!("a list")
    };
    assert!(matches!(&parts[0], ContentPart::Unknown(part) if part.tag() == "hologram"));
    assert_eq!(parts[1], ContentPart::Bare("bare 😀".into()));
    assert_eq!(
        encode::to_string(&content).unwrap(),
        text.replace(r"\ud83d\ude00", "😀")
    );
}

#[test]
fn unknown_enum_values_stay() {
    let text = task("").replace("working", "dreaming");
    assert_eq!(through::<Task>(&text), text);
    let task: Task = decode::from_str(&text).unwrap();
    assert!(!task.status.is_known());
    assert_eq!(task.status.as_str(), "dreaming");
}

#[test]
fn a_late_tag_is_as_good_as_an_early_one() {
    let early = r#"{"type":"tool_call","call_id":"c","name":"n","arguments":"{}"}"#;
    let late = r#"{"call_id":"c","name":"n","arguments":"{}","t\u0079pe":"tool_call"}"#;
    assert_eq!(through::<OutputItem>(late), early);
}

#[test]
fn ids_keep_their_kind() {
    for (id, expected) in [
        (r#","id":"7""#, Some(RequestId::String("7".into()))),
        (r#","id":7"#, Some(RequestId::Integer(7))),
        (r#","id":null"#, Some(RequestId::Null)),
        ("", None),
    ] {
        let text = format!(r#"{{"jsonrpc":"2.0"{id}}}"#);
        assert_eq!(through::<TaskResponse>(&text), text);
        assert_eq!(
            decode::from_str::<TaskResponse>(&text).unwrap().id,
            expected
        );
    }
}

#[test]
fn result_and_error_may_stand_together_alone_or_not_at_all() {
    let result = format!(r#","result":{}"#, task(""));
    let error = r#","error":{"code":-32000,"message":"broke","data":null}"#;
    for (result, error) in [(&*result, error), (&*result, ""), ("", error), ("", "")] {
        let text = format!(r#"{{"jsonrpc":"2.0","id":"r"{result}{error}}}"#);
        assert_eq!(through::<TaskResponse>(&text), text);
        let response: TaskResponse = decode::from_str(&text).unwrap();
        let both = !result.is_empty() && !error.is_empty();
        assert_eq!(response.failed_task().is_some(), both);
        assert_eq!(
            response.into_result().is_ok(),
            !result.is_empty() && error.is_empty()
        );
    }
}

#[test]
fn floats_come_back_bit_for_bit() {
    // A simple generator is enough: seven in a hundred thousand would fail without care.
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    for _ in 0..20_000 {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let float = f64::from_bits(state);
        if !float.is_finite() {
            continue;
        }
        let text = format!(r#"{{"token":"","logprob":{float:e},"bytes":[]}}"#);
        let read: agentlin_types::TopLogProb = decode::from_str(&text).unwrap();
        assert_eq!(read.logprob.to_bits(), float.to_bits(), "{text}");
        let again: agentlin_types::TopLogProb =
            decode::from_str(&encode::to_string(&read).unwrap()).unwrap();
        assert_eq!(again.logprob.to_bits(), float.to_bits(), "{text}");
    }
}

#[test]
fn null_is_absent_for_optional_fields_only() {
    let text = task(r#","usage":null,"error":null,"metadata":null,"rollouts":null"#);
    assert_eq!(through::<Task>(&text), task(""));
    let error = decode::from_str::<Task>(&task("").replace(r#""u""#, "null")).unwrap_err();
    assert_eq!((error.pointer(), error.found()), ("/user_id", "null"));
}

#[test]
fn usage_is_any_object() {
    for usage in [
        "{}",
        r#"{"input_tokens":1,"tool_calls_details":{"c":{"name":"n","arguments":"{}","time":0.5}}}"#,
        r#"{"output_tokens":2,"input_tokens":"many","input_tokens_details":7}"#,
        r#"{"tool_calls_details":{"c":1},"output_tokens_details":{"reasoning_tokens":[]}}"#,
    ] {
        let text = task(&format!(r#","usage":{usage}"#));
        let before: serde_json::Value = serde_json::from_str(&text).unwrap();
        let after: serde_json::Value = serde_json::from_str(&through::<Task>(&text)).unwrap();
        assert_eq!(after, before);
    }
}

#[test]
fn inside_types_of_other_crates() {
    // Behind `flatten` and `untagged` serde hands over its own buffer instead of text.
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(untagged)]
    enum Either {
        Task(Box<Task>),
        Text(String),
    }
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Record {
        at: u64,
        #[serde(flatten)]
        response: TaskResponse,
        items: Vec<OutputItem>,
    }
    let text = task(r#","metadata":{"k":[1,2.5]},"new":true"#);
    let either: Either = serde_json::from_str(&text).unwrap();
    assert_eq!(
        either,
        Either::Task(Box::new(decode::from_str(&text).unwrap()))
    );
    assert_eq!(serde_json::to_string(&either).unwrap(), text);

    let record = format!(
        r#"{{"at":7,"jsonrpc":"2.0","id":"r","result":{text},"items":[{{"type":"new","x":1}}]}}"#
    );
    let record: Record = serde_json::from_str(&record).unwrap();
    assert_eq!(
        record.response.result,
        Some(decode::from_str(&text).unwrap())
    );
    assert!(matches!(&record.items[..], [OutputItem::Unknown(_)]));

    // Through a tree of values, too.
    let tree = serde_json::to_value(&record).unwrap();
    assert_eq!(serde_json::from_value::<Record>(tree).unwrap(), record);
}

#[test]
fn members_that_the_model_does_not_name_can_be_set_and_taken() {
    let json = |number: i32| number.to_string().parse::<JsonValue>().unwrap();
    let mut extra = Extra::new();
    assert_eq!((extra.is_empty(), extra.len()), (true, 0));
    for (key, value) in [("a", 1), ("b", 2), ("c", 3)] {
        assert_eq!(extra.insert(key, json(value)), None);
    }
    assert_eq!((extra.is_empty(), extra.len()), (false, 3));
    assert_eq!(extra.insert("b", json(4)), Some(json(2)));
    assert_eq!(extra.get("b"), Some(&json(4)));
    assert_eq!(extra.remove("b"), Some(json(4)));
    assert_eq!((extra.remove("b"), extra.get("b")), (None, None));
    let left: Vec<_> = extra.iter().map(|(key, _)| key).collect();
    assert_eq!(left, ["a", "c"]);
}

#[test]
fn what_is_not_known_is_shown_whole() {
    let item: OutputItem = decode::from_str(r#"{"type":"new","a":1}"#).unwrap();
    let shown = format!("{item:?}");
    assert!(shown.contains("new") && shown.contains('a'), "{shown}");
    let status = TaskStatus::from_wire("dreaming");
    assert!(format!("{status:?}").contains("dreaming"));
    assert_eq!(format!("{:>12}|", Profile::Documented), "  documented|");
    assert_eq!(Profile::Wire.to_string(), "wire");
    let json: JsonValue = "[1, 2]".parse().unwrap();
    assert_eq!(format!("{json} {json:?}"), "[1,2] JsonValue([1,2])");
    assert_eq!(json.kind().to_string(), "an array");
    assert_eq!((json.is_null(), JsonValue::null().is_null()), (false, true));
    let mut map = serde_json::Map::new();
    map.insert("a".into(), 1.into());
    let object = JsonObject::from(map);
    assert_eq!(
        format!("{object} {object:?}"),
        r#"{"a":1} JsonValue({"a":1})"#
    );
    for (error, words) in [
        (
            "[".parse::<JsonValue>().unwrap_err(),
            "the text is not one JSON value",
        ),
        (
            "[]".parse::<JsonObject>().unwrap_err(),
            "the text is not one JSON object",
        ),
        (
            JsonObject::try_from(json).unwrap_err(),
            "the text is not one JSON object",
        ),
    ] {
        assert_eq!(error.to_string(), words);
    }
}

/// A format that hands over values one by one is as good as text.
#[test]
fn values_of_other_formats_are_read() {
    use serde::de::value::{Error, F64Deserializer, MapDeserializer, U64Deserializer};
    use serde::{Deserialize, de::IntoDeserializer};
    let number: U64Deserializer<Error> = 7u64.into_deserializer();
    assert_eq!(JsonValue::deserialize(number).unwrap().as_str(), "7");
    let error = Task::deserialize(number).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the value must be an object (Task), not a number"
    );
    let infinite: F64Deserializer<Error> = f64::INFINITY.into_deserializer();
    assert_eq!(
        JsonValue::deserialize(infinite).unwrap_err().to_string(),
        "invalid value: floating point `inf`, expected any JSON value"
    );
    // One that knows how serde_json hands over text, but hands over something else.
    let text = [("$serde_json::private::RawValue", 7u64)].into_iter();
    let error = JsonValue::deserialize(MapDeserializer::<_, Error>::new(text)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: integer `7`, expected a string"
    );
}

/// With a formatter of its own, serde_json lays out free-form JSON too. Only what nothing but text
/// can hold stays as it came.
#[test]
fn free_form_json_is_laid_out_with_the_rest() {
    let text =
        r#"{"code":1,"message":"","data":{"b":[1.50,true,null,"\/"],"a":1e400,"\ud800":{}}}"#;
    let error: agentlin_types::RpcError = decode::from_str(text).unwrap();
    let pretty = serde_json::to_string_pretty(&error).unwrap();
    assert!(pretty.contains(r#""data": {"b":[1.50,true,null,"\/"],"a":1e400,"\ud800":{}}"#));
    let text = text.replace(r#","\ud800":{}"#, "");
    let error: agentlin_types::RpcError = decode::from_str(&text).unwrap();
    let pretty = serde_json::to_string_pretty(&error).unwrap();
    let data = "\"data\": {\n    \"b\": [\n      1.5,\n      true,\n      null,\n      \"/\"\n    ],\n    \"a\": 1e400\n  }";
    assert!(pretty.contains(data), "{pretty}");
}

#[test]
fn a_map_is_a_field_like_any_other() {
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Record {
        free: Map<JsonValue>,
    }
    let text = r#"{"free":{"b":1.50,"a":[]}}"#;
    let record: Record = serde_json::from_str(text).unwrap();
    assert_eq!(record.free.get("b").unwrap().as_str(), "1.50");
    assert_eq!(serde_json::to_string(&record).unwrap(), text);
}
