//! The types that fields are made of, each on its own.

use agentlin_types::validate::Span;
use agentlin_types::wire::{NotKnown, Shape, Wire};
use agentlin_types::{
    ContentPart, Map, MessageContent, OutputItem, RequestId, TaskResponse, TaskStatus, decode,
    encode,
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
    assert_eq!(encode::to_string(&map), r#"{"b":3,"a":2}"#);
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
    let span = Span::new(3usize, usize::MAX);
    assert_eq!(
        encode::to_string(&span),
        r#"{"start":3,"end":9223372036854775807}"#
    );
    assert_eq!(encode::to_string(&()), "null");
    assert_eq!(encode::to_string(&RequestId::Null), "null");
    assert_eq!(
        encode::to_string(&vec![Box::new(true), Box::new(false)]),
        "[true,false]"
    );
    assert_eq!(encode::to_string(&vec![0u8, 255]), "[0,255]");
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
    let Shape::Union(items) = OutputItem::SHAPE else {
        panic!("items are a union")
    };
    let tags = ["reasoning", "message", "tool_call", "tool_result"];
    assert_eq!(items.tags().collect::<Vec<_>>(), tags);
}

#[test]
fn words_that_are_not_known_are_told_with_those_that_are() {
    let error: NotKnown = "strict".parse::<agentlin_types::Profile>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "not a profile: expected one of documented, wire"
    );
    let Ok(status) = "sleeping".parse::<TaskStatus>();
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
