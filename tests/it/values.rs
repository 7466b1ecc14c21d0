//! The types that fields are made of, each on its own.

use std::fmt::Debug;
use std::str::FromStr;

use agentlin_types::validate::{Code, Span};
use agentlin_types::wire::{NotKnown, Shape, Wire};
use agentlin_types::{
    ContentPart, ErrorCode, JsonObject, JsonValue, Map, MessageContent, OutputItem, OutputItemKind,
    Profile, RequestId, TaskResponse, TaskStatus, decode, encode,
};

#[test]
fn maps_hold_a_value_for_each_key_in_order() {
    let mut map = Map::new();
    assert_eq!((map.len(), map.is_empty(), map.get("a")), (0, true, None));
    assert_eq!(map.insert("b", 1i64), None);
    assert_eq!(map.insert("a", 2), None);
    assert_eq!(map.insert("b", 3), Some(1));
    assert_eq!((map.len(), map.is_empty()), (2, false));
    assert_eq!(
        (map.get("a"), map.get("b"), map.get("c")),
        (Some(&2), Some(&3), None)
    );
    assert_eq!(map.iter().collect::<Vec<_>>(), [("b", &3), ("a", &2)]);
    assert_eq!(encode::to_string(&map).unwrap(), r#"{"b":3,"a":2}"#);
    assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"b":3,"a":2}"#);
    let pairs = [("b", 1), ("a", 2), ("b", 3)];
    assert_eq!(map, pairs.into_iter().collect());
    assert_eq!(
        decode::from_str::<Map<i64>>(r#"{"b": 3, "a": 2}"#).unwrap(),
        map
    );
    assert!(decode::from_str::<Map<i64>>(r#"{"b":3,"\u0062":2}"#).is_err());
    assert_eq!(Map::<i64>::default(), Map::new());
}

#[test]
fn scalars_are_written_as_they_are() {
    let span = Span::new(3usize, i64::MAX as usize);
    assert_eq!(
        encode::to_string(&span).unwrap(),
        r#"{"start":3,"end":9223372036854775807}"#
    );
    assert!(encode::to_string(&Span::new(3usize, usize::MAX)).is_err());
    assert_eq!(encode::to_string(&()).unwrap(), "null");
    assert_eq!(encode::to_string(&RequestId::Null).unwrap(), "null");
    assert_eq!(
        encode::to_string(&vec![Box::new(true), Box::new(false)]).unwrap(),
        "[true,false]"
    );
    assert_eq!(encode::to_string(&vec![0u8, 255]).unwrap(), "[0,255]");
    assert!(decode::from_str::<()>("0").is_err());
    assert!(decode::from_str::<usize>("-1").is_err());
}

#[test]
fn shapes_say_what_is_expected() {
    fn expected<T: Wire>() -> String {
        T::SHAPE.expected()
    }
    assert_eq!(
        expected::<ContentPart>(),
        "a string or an object (ContentPart)"
    );
    assert_eq!(expected::<OutputItem>(), "an object (OutputItem)");
    assert_eq!(expected::<MessageContent>(), "a string or an array");
    assert_eq!(expected::<RequestId>(), "a string or an integer or null");
    assert_eq!(Shape::Any.expected(), "any JSON value");
    assert_eq!(TaskStatus::SHAPE.name(), Some("TaskStatus"));
    assert_eq!(RequestId::SHAPE.name(), Some("RequestId"));
    assert_eq!(Shape::Any.name(), None);
    let Shape::Union(items) = OutputItem::SHAPE else {
        panic!("items are a union")
    };
    let kinds = OutputItemKind::ALL.iter().map(|kind| kind.as_str());
    assert!(items.tags().eq(kinds));
}

/// What is not changed keeps its spelling, and what cannot be read stays.
#[test]
fn a_free_form_object_is_changed_in_place() {
    let text = r#"{"n\u0061me":1.50,"a":1,"a":2,"":[ ],"\ud800":3,"b":4}"#;
    let compact = text.replace("[ ]", "[]");
    let object: JsonObject = text.parse().unwrap();
    assert_eq!(object.keys().collect::<Vec<_>>(), ["name", "a", "a", ""]);
    assert_eq!((object.len(), object.members().len()), (4, 4));
    assert!(!object.is_empty() && object.contains_key("name") && !object.contains_key("b"));
    let mut shorter = object.clone();
    assert_eq!(shorter.remove("a").unwrap().as_str(), "1");
    assert_eq!(shorter.as_str(), compact.replace(r#""a":1,"#, ""));
    let mut changed = object.clone();
    assert_eq!(changed.remove("b"), None);
    assert_eq!(changed.as_str(), compact);
    // Of a key that is there twice the first counts, before a change and after it.
    assert_eq!(object.get("a").unwrap().as_str(), "1");
    assert_eq!(changed.insert("a", "x").unwrap().as_str(), "1");
    assert!(changed != object && changed.clone() == changed);
    assert_eq!(changed.get("a").unwrap().as_str(), r#""x""#);
    assert_eq!(changed.as_str(), compact.replace(r#""a":1"#, r#""a":"x""#));
    assert_eq!(changed.remove("a").unwrap().as_str(), r#""x""#);
    assert_eq!(changed.get("a").unwrap().as_str(), "2");
    assert_eq!(changed.insert("name", 7).unwrap().as_str(), "1.50");
    assert_eq!(changed.insert("n\"ew", true), None);
    let expected = r#"{"n\u0061me":7,"a":2,"":[],"n\"ew":true,"\ud800":3,"b":4}"#;
    assert_eq!(changed.as_str(), expected);
    assert_eq!(
        changed.keys().collect::<Vec<_>>(),
        ["name", "a", "", "n\"ew"]
    );
    // It is the same value in either form.
    let read: JsonObject = expected.parse().unwrap();
    assert_eq!(changed, read);
    assert_eq!(changed.cmp(&read), std::cmp::Ordering::Equal);
    assert_eq!(
        std::collections::HashSet::from([changed.clone(), read.clone()]).len(),
        1
    );
    assert_eq!(format!("{changed:?} {changed}"), format!("{read:?} {read}"));
    assert_eq!(JsonValue::from(changed), JsonValue::from(read));
    // Among many, too.
    let twice: String = (0..40).map(|n| format!(r#""{n}":{n},"{n}":"","#)).collect();
    let mut many: JsonObject = format!("{{{}}}", twice.trim_end_matches(','))
        .parse()
        .unwrap();
    assert_eq!(many.insert("7", 0).unwrap().as_str(), "7");
    assert_eq!(many.get("8").unwrap().as_str(), "8");
    let mut none = JsonObject::empty();
    assert!(none.is_empty() && none.remove("a").is_none());
    assert_eq!(none.insert("a", 1), None);
    assert_eq!(none.remove("a").unwrap().as_str(), "1");
    assert_eq!(none, JsonObject::empty());
}

#[test]
fn words_that_are_not_known_are_told_with_those_that_are() {
    fn message<T: FromStr<Err = NotKnown> + Debug>(word: &str) -> String {
        word.parse::<T>().unwrap_err().to_string()
    }
    let profile = message::<Profile>;
    assert_eq!(
        profile("strict"),
        "unknown profile `strict`; expected one of `documented`, `wire`"
    );
    let meant = "unknown profile `Documentd`; did you mean `documented`?";
    assert_eq!(profile("Documentd"), meant);
    assert_eq!(
        Profile::try_from("Documentd").unwrap_err().to_string(),
        meant
    );
    // What does not look like a name is not quoted, whatever it holds.
    let hidden = "unknown profile; expected one of `documented`, `wire`";
    for word in ["", "a secret", "\u{1b}[2J", &"n".repeat(41)] {
        assert_eq!(profile(word), hidden);
        let error = word.parse::<Profile>().unwrap_err();
        assert!(word.is_empty() || !format!("{error:?}").contains(word));
    }
    for (message, expected) in [
        (
            message::<OutputItemKind>("toolcall"),
            "unknown output item kind `toolcall`; did you mean `tool_call`?",
        ),
        (
            message::<ErrorCode>("InvalidParam"),
            "unknown error code `InvalidParam`; did you mean `InvalidParams`?",
        ),
        (
            message::<Code>("mising-field"),
            "unknown code `mising-field`; did you mean `missing-field`?",
        ),
    ] {
        assert_eq!(message, expected);
    }
    // A number is not misspelled.
    let number = ErrorCode::try_from(-32701).unwrap_err();
    assert_eq!(number.to_string(), "unknown error code `-32701`");
    let status = TaskStatus::from_wire("sleeping");
    assert_eq!((status.is_known(), status.as_str()), (false, "sleeping"));
}

#[test]
fn null_is_absent_where_a_field_may_be_and_null_is_no_value() {
    let Shape::Object(response) = TaskResponse::SHAPE else {
        panic!("an answer is an object")
    };
    for (key, absent) in [("jsonrpc", false), ("id", false), ("result", true)] {
        assert_eq!(
            response.field(key).unwrap().null_is_absent(),
            absent,
            "{key}"
        );
    }
}

/// What no reader takes is an error where it is written, with its place.
#[test]
fn numbers_that_no_reader_takes_are_not_written() {
    use agentlin_types::endpoint::{Endpoint, ListTasks, RequestError};
    use agentlin_types::request::TaskListParams;
    use agentlin_types::{LogProb, TopLogProb};

    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut logprob = LogProb::new("a", -0.5, [97], []);
        logprob.top_logprobs = vec![TopLogProb::new("b", number, [98])];
        let error = encode::to_string(&vec![logprob]).unwrap_err();
        assert_eq!(error.pointer(), "/0/top_logprobs/0/logprob");
        assert_eq!(
            error.to_string(),
            "JSON has no NaN and no infinity (at /0/top_logprobs/0/logprob)"
        );
        assert!(encode::to_vec(&number).is_err());
    }
    // The first of several is told.
    let twice = vec![f64::NAN, f64::INFINITY];
    assert_eq!(encode::to_string(&twice).unwrap_err().pointer(), "/0");
    let refused = "readers take integers from -(2^63 - 1) to 2^63 - 1 only";
    let error = encode::to_string(&i64::MIN).unwrap_err();
    assert_eq!(error.to_string(), refused);
    assert!(encode::to_string(&usize::MAX).is_err());
    assert_eq!(decode::from_str::<u8>("255").unwrap(), 255);
    for (integer, text) in [
        (-i64::MAX, "-9223372036854775807"),
        (i64::MAX, "9223372036854775807"),
    ] {
        assert_eq!(encode::to_string(&integer).unwrap(), text);
        assert_eq!(decode::from_str::<i64>(text).unwrap(), integer);
    }
    let call = ListTasks::new(TaskListParams::new().limit(i64::MIN));
    assert!(call.query().is_err());
    let Err(RequestError::Encode(error)) = call.request() else {
        panic!("no error");
    };
    assert_eq!(error.to_string(), format!("{refused} (at /limit)"));
}

/// What is too deep to be read is still JSON.
#[test]
fn free_form_json_of_any_depth_becomes_free_form_json() {
    use agentlin_types::block::Block;
    use agentlin_types::request::CodeInterpreterConfig;
    use agentlin_types::{JsonObject, JsonValue};

    let deep: JsonValue = format!("{}1{}", "[".repeat(126), "]".repeat(126))
        .parse()
        .unwrap();
    let text = format!(r#"{{"type":"text","later":{deep}}}"#);
    let mut block: Block = decode::from_str(&text).unwrap();
    assert_eq!(JsonValue::from(block.clone()).as_str(), text);
    let Block::Text(inner) = &mut block else {
        panic!("another block");
    };
    let deeper: JsonValue = serde_json::from_str(&format!("[{deep}]")).unwrap();
    inner.extra.insert("deeper", deeper.clone());
    assert!(
        JsonValue::from(block)
            .as_str()
            .ends_with(&format!(r#""deeper":{deeper}}}"#))
    );

    let mut config = CodeInterpreterConfig::new("h", "1", "t", 5, "u");
    config.extra.insert("deeper", deeper);
    assert!(
        JsonObject::from(config).get("deeper").is_none(),
        "too deep to be read again"
    );
}

/// What formats hand over that have no text to hand over.
#[test]
fn data_of_any_format_becomes_free_form_json() {
    use agentlin_types::JsonValue;
    use serde::Deserialize;
    use serde::de::value::{Error, MapDeserializer};
    use serde::de::{Deserializer, IntoDeserializer, Visitor};

    struct Nothing;
    impl<'de> Deserializer<'de> for Nothing {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_none()
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
            unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
            ignored_any
        }
    }

    fn read<'de>(data: impl Deserializer<'de, Error = Error>) -> String {
        JsonValue::deserialize(data).unwrap().as_str().to_owned()
    }
    assert_eq!(read(Nothing), "null");
    assert_eq!(read((-5_i64).into_deserializer()), "-5");
    assert_eq!(read(i128::MIN.into_deserializer()), i128::MIN.to_string());
    assert_eq!(read(u128::MAX.into_deserializer()), u128::MAX.to_string());
    let object = |key, value| read(MapDeserializer::new([(key, value)].into_iter()));
    assert_eq!(object("a", "5"), r#"{"a":"5"}"#);
    // serde_json's private words mean something where serde_json is: its text, which any wrapper may
    // have copied, and its numbers, if they are more than an `f64`.
    assert_eq!(object("$serde_json::private::RawValue", "[5]"), "[5]");
    if serde_json::from_str::<serde_json::Number>("1e400").is_err() {
        let number = "$serde_json::private::Number";
        assert_eq!(object(number, "5"), format!(r#"{{"{number}":"5"}}"#));
    }
}

/// Some formats have bytes where others have text.
#[test]
fn keys_may_come_as_bytes() {
    use agentlin_types::Map;
    use serde::Deserialize;
    use serde::de::value::{Error, MapDeserializer};

    let read = |key: &[u8]| {
        let members = [(key, "x")].into_iter();
        Map::<String>::deserialize(MapDeserializer::<_, Error>::new(members))
    };
    let map = read("é".as_bytes()).unwrap();
    assert_eq!(map.get("é").map(String::as_str), Some("x"));
    assert!(read(b"\xff").is_err());
}

/// Strings are read as numbers where a format has nothing else, and a type that such a format can hold.
#[test]
fn strings_are_numbers_for_flat_types_only() {
    use agentlin_types::TextContent;
    use serde::Deserialize;
    use serde::de::value::{Error, MapDeserializer};

    let part = |members: &[(&'static str, &'static str)]| {
        let members = members.iter().copied();
        TextContent::deserialize(MapDeserializer::<_, Error>::new(members))
    };
    let (tag, text) = (("type", "text"), ("text", "x"));
    assert!(part(&[tag, text]).is_ok());
    assert!(part(&[tag, text, ("id", "5")]).is_err());
}
