//! What does not fit is refused, at the very place.

use agentlin_types::wire::{FaultCode, Wire};
use agentlin_types::{Map, OutputItem, Task, TaskResponse, TextContent, decode};

/// Asserts that both ways of reading refuse the text, and how.
fn refused<T: Wire + serde::de::DeserializeOwned>(
    text: &str,
    code: FaultCode,
    pointer: &str,
) -> String {
    let Err(error) = decode::from_str::<T>(text) else {
        panic!("accepted: {text}")
    };
    assert_eq!((error.code(), error.pointer()), (code, pointer), "{error}");
    assert!(error.span().end <= text.len() && text.is_char_boundary(error.span().start));
    let Err(serde) = serde_json::from_str::<T>(text) else {
        panic!("serde accepted: {text}")
    };
    if serde.is_data() && !pointer.is_empty() {
        assert!(serde.to_string().starts_with(pointer), "{serde}");
    }
    error.to_string()
}

fn response(output: &str) -> String {
    format!(
        r#"{{"jsonrpc":"2.0","id":"r","result":{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"failed","created_at":1,"output":[{output}]}}}}"#
    )
}

#[test]
fn a_known_tag_with_a_bad_body_is_never_unknown() {
    let bad = r#"{"type":"reasoning","id":"rs","summary":[{"type":"text","text":5}]}"#;
    let message = refused::<TaskResponse>(
        &response(bad),
        FaultCode::WrongType,
        "/result/output/0/summary/0/text",
    );
    assert_eq!(
        message,
        "/result/output/0/summary/0/text: `text` must be a string, not a number (line 1, column 199)"
    );
    let late = r#"{"id":"rs","summary":{},"type":"reasoning"}"#;
    refused::<OutputItem>(late, FaultCode::WrongType, "/summary");
}

#[test]
fn a_missing_field_is_missing_in_its_object() {
    let call = r#"{"type":"tool_call","call_id":"c","name":"n"}"#;
    let message =
        refused::<TaskResponse>(&response(call), FaultCode::MissingField, "/result/output/0");
    assert!(
        message.contains("missing field `arguments` in `ToolCallItem`"),
        "{message}"
    );
    refused::<OutputItem>(r#"{"call_id":"c"}"#, FaultCode::MissingField, "");
    refused::<TaskResponse>("{}", FaultCode::MissingField, "");
}

#[test]
fn tags_are_strings() {
    refused::<OutputItem>(r#"{"type":5}"#, FaultCode::WrongType, "/type");
    refused::<OutputItem>(r#"{"type":"\ud800"}"#, FaultCode::InvalidString, "/type");
    refused::<OutputItem>(
        r#"{"type":"new","type":"new"}"#,
        FaultCode::DuplicateKey,
        "/type",
    );
    refused::<OutputItem>(
        r#"{"type":"message","type":"message","role":"user"}"#,
        FaultCode::DuplicateKey,
        "/type",
    );
}

/// An object that is read by itself has one of its own tags.
#[test]
fn tags_of_an_object_are_fixed() {
    refused::<TextContent>(
        r#"{"type":"image_url","text":""}"#,
        FaultCode::WrongConstant,
        "/type",
    );
}

#[test]
fn arrays_are_not_objects() {
    refused::<OutputItem>(r#"["tool_call","c","n","{}"]"#, FaultCode::WrongType, "");
    refused::<TaskResponse>(&response(r#"[]"#), FaultCode::WrongType, "/result/output/0");
    refused::<Task>("[]", FaultCode::WrongType, "");
}

#[test]
fn keys_come_once() {
    let twice = |field: &str| {
        format!(r#"{{"type":"tool_call","call_id":"c","name":"n","arguments":"{{}}",{field}}}"#)
    };
    refused::<OutputItem>(&twice(r#""name":"m""#), FaultCode::DuplicateKey, "/name");
    refused::<OutputItem>(
        &twice(r#""id":null,"id":null"#),
        FaultCode::DuplicateKey,
        "/id",
    );
    refused::<OutputItem>(
        &twice(r#""new":1,"n\u0065w":2"#),
        FaultCode::DuplicateKey,
        "/new",
    );
    refused::<OutputItem>(
        &twice(r#""new":1,"other":2,"new":3"#),
        FaultCode::DuplicateKey,
        "/new",
    );
    refused::<OutputItem>(
        &twice(r#""a/b~c":1,"a/b~c":2"#),
        FaultCode::DuplicateKey,
        "/a~1b~0c",
    );
}

/// A key, wherever it may not be twice: the error is about the second one and says where the first is.
#[test]
fn a_key_that_comes_again_leads_to_the_first() {
    type Decode = fn(&str) -> decode::DecodeError;
    let item: Decode = |text| decode::from_str::<OutputItem>(text).unwrap_err();
    let map: Decode = |text| decode::from_str::<Map<i64>>(text).unwrap_err();
    for (decode, text, second, first) in [
        (
            item,
            r#"{"type":"message",
 "role":"user", "r\u006fle": 7}"#,
            "7",
            "2:2",
        ),
        (
            item,
            r#"{"new":1,"type":"message","role":"user","new":2,"new":3}"#,
            "2",
            "1:2",
        ),
        (
            item,
            r#"{"a":{},"type":"new","type":"newer"}"#,
            r#""newer""#,
            "1:9",
        ),
        (map, "{\n \"a\": 1, \"é\": 2,\"é\": 3}", "3", "2:10"),
    ] {
        let error = decode(text);
        assert_eq!(&text[error.span()], second);
        let (line, column) = (error.line(), error.column());
        let end = format!(" (first at {first}) (line {line}, column {column})");
        assert!(error.to_string().ends_with(&end), "{error}");
    }
}

/// What has to be changed is the key.
#[test]
fn a_misspelled_field_is_at_its_key() {
    let text = r#"{"type":"message", "id": "i", "rloe" : "user", "content": []}"#;
    let error = decode::from_str::<OutputItem>(text).unwrap_err();
    assert_eq!((&text[error.span()], error.pointer()), (r#""rloe""#, ""));
    assert_eq!(
        error.to_string(),
        "missing field `role` in `MessageItem`; found `rloe` instead (line 1, column 31)"
    );
}

#[test]
fn numbers_stay_in_their_range() {
    let at = |number: &str| {
        response("").replace(r#""created_at":1"#, &format!(r#""created_at":{number}"#))
    };
    for good in ["1.0", "1e2", "-0", "-0.0", "9223372036854775807", "1e18"] {
        decode::from_str::<TaskResponse>(&at(good)).unwrap();
    }
    for bad in [
        "9223372036854775808",
        "-9223372036854775808",
        "1e19",
        "1e400",
    ] {
        refused::<TaskResponse>(&at(bad), FaultCode::OutOfRange, "/result/created_at");
    }
    refused::<TaskResponse>(&at("1.5"), FaultCode::WrongType, "/result/created_at");
    refused::<TaskResponse>(&at("\"1\""), FaultCode::WrongType, "/result/created_at");
    let logprob = |logprob: &str, byte: &str| {
        let logprob =
            format!(r#"{{"token":"t","logprob":{logprob},"bytes":[0,{byte}],"top_logprobs":[]}}"#);
        format!(
            r#"{{"type":"message","role":"user","message_content":[{{"type":"text","text":"","logprobs":[{logprob}]}}]}}"#
        )
    };
    let place = "/message_content/0/logprobs/0";
    refused::<OutputItem>(
        &logprob("-1", "256"),
        FaultCode::OutOfRange,
        &format!("{place}/bytes/1"),
    );
    refused::<OutputItem>(
        &logprob("-1e999", "1"),
        FaultCode::OutOfRange,
        &format!("{place}/logprob"),
    );
}

#[test]
fn strings_are_unicode() {
    for bad in [r"\ud800", r"\udc00\ud800", r"\ud800x"] {
        let text = response("").replace(r#""t""#, &format!("\"{bad}\""));
        refused::<TaskResponse>(&text, FaultCode::InvalidString, "/result/id");
    }
}

#[test]
fn text_that_is_not_json() {
    for (text, code) in [
        ("", FaultCode::InvalidJson),
        ("{", FaultCode::InvalidJson),
        (r#"{"jsonrpc":"2.0",}"#, FaultCode::InvalidJson),
        (r#"{"jsonrpc":"2.0"} x"#, FaultCode::InvalidJson),
        (r#"{"jsonrpc":"2.0","x":[1,]}"#, FaultCode::InvalidJson),
        (r#"{"jsonrpc":"2.0","x":01}"#, FaultCode::InvalidJson),
        (r#"{"jsonrpc":"2.0","x":"\x"}"#, FaultCode::InvalidJson),
        (r#"{'jsonrpc':'2.0'}"#, FaultCode::InvalidJson),
    ] {
        let error = decode::from_str::<TaskResponse>(text).unwrap_err();
        assert_eq!(error.code(), code, "{text}: {error}");
        assert!(serde_json::from_str::<TaskResponse>(text).is_err());
    }
    let error = decode::from_slice::<TaskResponse>(b"{\"jsonrpc\": \"\xff\"}").unwrap_err();
    assert_eq!(
        (error.code(), error.line(), error.column()),
        (FaultCode::InvalidJson, 1, 14)
    );
    decode::from_slice::<TaskResponse>(b"\xef\xbb\xbf{\"jsonrpc\": \"2.0\"}").unwrap();
}

/// The place is the innermost value that was begun.
#[test]
fn text_that_is_not_json_has_a_place() {
    for (text, pointer) in [
        (r#"{"jsonrpc":"2.0"x}"#, ""),
        (r#"{"jsonrpc":"2.0" "id":1}"#, ""),
        (r#"{"jsonrpc":"2.0","id":nope}"#, "/id"),
        (r#"{"jsonrpc":"2.0","x":[1,nope]}"#, "/x/1"),
        (r#"{"jsonrpc":"2.0","x":[1 2]}"#, "/x"),
        (r#"{"jsonrpc":"2.0","x":{"y":[{}],"z":tru}}"#, "/x/z"),
        (r#"{"jsonrpc":"2.0","x":{"y":[{}]]}}"#, "/x"),
        (r#"{"jsonrpc":"2.0","id":"a"#, "/id"),
    ] {
        let error = decode::from_str::<TaskResponse>(text).unwrap_err();
        assert_eq!(
            (error.code(), error.pointer()),
            (FaultCode::InvalidJson, pointer),
            "{text}: {error}"
        );
    }
}

/// The first thing that is wrong is told, also where the reader stops at the same string for another.
#[test]
fn the_first_mistake_in_a_string_is_told() {
    for (text, column) in [
        ("{\"id\":\"a\\q\u{1}\"}", 10),
        ("{\"id\":\"a\\qb\u{1}\"}", 10),
        ("{\"id\":\"a\u{1}\\q\"}", 9),
        ("{\"id\":\"\\n\\u0041\u{1}\"}", 16),
    ] {
        let error = decode::from_str::<TaskResponse>(text).unwrap_err();
        assert_eq!(error.code(), FaultCode::InvalidJson, "{error}");
        assert_eq!(error.column(), column, "{text:?}: {error}");
    }
}

#[test]
fn nesting_has_a_limit() {
    let nested = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        format!(r#"{{"jsonrpc":"2.0","x":{open}{close}}}"#)
    };
    decode::from_str::<TaskResponse>(&nested(126)).unwrap();
    let error = decode::from_str::<TaskResponse>(&nested(127)).unwrap_err();
    assert_eq!(error.code(), FaultCode::TooDeep);
    decode::from_str::<TaskResponse>(&nested(100_000)).unwrap_err();
}

#[test]
fn payloads_are_not_quoted() {
    let secret = "sk-live 0123456789 abcdefghij 0123456789 abcdefghij";
    for text in [
        response(&format!(r#"{{"type":"{secret}","type":1}}"#)),
        response("").replace(r#""task""#, &format!(r#"{{"{secret}":1}}"#)),
        response("").replace(":1,", &format!(r#":"{secret}","#)),
    ] {
        let error = decode::from_str::<TaskResponse>(&text).unwrap_err();
        assert!(!error.to_string().contains("0123456789"), "{error}");
    }
}

#[test]
fn positions_count_lines_and_characters() {
    let text = "{\n  \"jsonrpc\": \"2.0\",\n  \"ü\": \"日本\", \"id\": true\n}";
    let error = decode::from_str::<TaskResponse>(text).unwrap_err();
    assert_eq!((error.line(), error.column()), (3, 20));
    assert_eq!(&text[error.span()], "true");
    assert_eq!(error.expected(), "a string or an integer or null");
}

/// What ends an escape too early may be the first byte of a character; the place is that character.
#[test]
fn positions_are_those_of_whole_characters() {
    for escape in ["\\u12é", "\\u123日", "\\u1👋"] {
        let text = format!(r#"{{"jsonrpc":"2.0","id":"{escape}x"}}"#);
        let error = decode::from_str::<TaskResponse>(&text).unwrap_err();
        assert_eq!(error.code(), FaultCode::InvalidJson);
        let character = text.find(|char: char| !char.is_ascii()).unwrap();
        assert_eq!(error.span(), character..character, "{text}");
    }
}
