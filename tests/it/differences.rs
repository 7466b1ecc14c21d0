//! The table "Where text, types and schemas part" of CONTRIBUTING.md, row by row. Outside of these
//! rows they agree about every JSON value: the properties and the fuzz targets hold that.

use agentlin_types::wire::{FaultCode, MAX_DEPTH};
use agentlin_types::{
    JsonValue, LogProb, RpcError, Task, TextContent, TopLogProb, Usage, decode, encode,
};

use crate::shared::types::Type;

/// The types take the text, and write it like this.
#[track_caller]
fn accepted(name: &str, text: &str, written: &str) {
    let r#type = Type::named(name);
    assert_eq!(
        (r#type.round_trip)(text).as_deref(),
        Some(written),
        "{text}"
    );
    schema(&r#type, text, true);
}

/// The types refuse the text, for this reason at this place.
#[track_caller]
fn refused(name: &str, text: &str, code: FaultCode, pointer: &str) {
    let r#type = Type::named(name);
    assert_eq!((r#type.round_trip)(text), None, "{text}");
    let error = (r#type.read)(text).unwrap_err();
    assert_eq!((error.code(), error.pointer()), (code, pointer), "{text}");
}

/// The types refuse the text, and the schema its value.
#[track_caller]
fn refused_by_all(name: &str, text: &str, code: FaultCode, pointer: &str) {
    refused(name, text, code, pointer);
    schema(&Type::named(name), text, false);
}

#[cfg(feature = "schemars")]
#[track_caller]
fn schema(r#type: &Type, text: &str, accepts: bool) {
    use agentlin_types::{Profile, schema::Form};
    for &form in Form::ALL {
        let schema = (r#type.schema)(Profile::Wire, form);
        let value = serde_json::from_str(text).unwrap();
        assert_eq!(jsonschema::is_valid(&schema, &value), accepts, "{text}");
    }
}

#[cfg(not(feature = "schemars"))]
fn schema(_: &Type, _: &str, _: bool) {}

fn error(code: &str) -> String {
    format!(r#"{{"code":{code},"message":"m"}}"#)
}

#[test]
fn whole_numbers_may_be_spelled_as_floats() {
    for (spelled, written) in [
        ("1.0", "1"),
        ("1e2", "100"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0e400", "0"),
        ("12300E-2", "123"),
        // The nearest float is what every other JSON parser sees, too.
        ("9007199254740993.0", "9007199254740992"),
        ("1e-400", "0"),
    ] {
        accepted("RpcError", &error(spelled), &error(written));
    }
    for fraction in ["1.5", "-0.1", "1e-2"] {
        refused_by_all("RpcError", &error(fraction), FaultCode::WrongType, "/code");
    }
}

#[test]
fn integers_end_one_before_the_power_of_two_on_both_sides() {
    for edge in ["9223372036854775807", "-9223372036854775807"] {
        accepted("RpcError", &error(edge), &error(edge));
    }
    accepted(
        "RpcError",
        &error("9223372036854774784.0"),
        &error("9223372036854774784"),
    );
    for beyond in [
        "9223372036854775808",
        "-9223372036854775808",
        "9223372036854775807.0",
        "-9223372036854775807.0",
        "18446744073709551616",
        "1e19",
    ] {
        refused_by_all("RpcError", &error(beyond), FaultCode::OutOfRange, "/code");
    }
}

#[test]
fn token_bytes_are_bytes() {
    let token = |byte: &str| format!(r#"{{"token":"a","logprob":-0.5,"bytes":[{byte}]}}"#);
    accepted("TopLogProb", &token("255"), &token("255"));
    accepted("TopLogProb", &token("2.55e2"), &token("255"));
    for beyond in ["256", "-1"] {
        refused_by_all(
            "TopLogProb",
            &token(beyond),
            FaultCode::OutOfRange,
            "/bytes/0",
        );
    }
    let value: TopLogProb = decode::from_str(&token("0")).unwrap();
    assert_eq!(value.bytes, [0]);
}

#[test]
fn arrays_are_no_objects() {
    // Serde's derived structs take their fields from an array.
    refused_by_all("RpcError", r#"[1,"m"]"#, FaultCode::WrongType, "");
    refused_by_all("TopLogProb", r#"["a",-0.5,[97]]"#, FaultCode::WrongType, "");
    refused_by_all(
        "OutputItem",
        r#"["reasoning",{}]"#,
        FaultCode::WrongType,
        "",
    );
}

#[test]
fn a_key_of_the_model_stands_once() {
    let twice = r#"{"code":1,"message":"m","code":1}"#;
    refused("RpcError", twice, FaultCode::DuplicateKey, "/code");
    let unknown = r#"{"code":1,"message":"m","x":1,"x":1}"#;
    refused("RpcError", unknown, FaultCode::DuplicateKey, "/x");
    let escaped = r#"{"code":1,"message":"m","\u0063ode":1}"#;
    refused("RpcError", escaped, FaultCode::DuplicateKey, "/code");
    let null = r#"{"kind":"x","type":"text","text":"t","id":null,"id":1}"#;
    refused("TextContent", null, FaultCode::DuplicateKey, "/id");
    let tag = r#"{"type":"later","type":"text","text":"t"}"#;
    refused("ContentPart", tag, FaultCode::DuplicateKey, "/type");
    // What the value would be after a parser has chosen one of them, the schema accepts.
    schema(&Type::named("RpcError"), twice, true);

    let free = r#"{"code":1,"message":"m","data":{"a":1,"a":2}}"#;
    accepted("RpcError", free, free);
    let inside = r#"{"type":"later","x":{"a":1,"a":2},"y":1,"y":2}"#;
    accepted("ContentPart", inside, inside);
}

#[test]
fn null_is_absent_where_a_field_is_optional() {
    accepted(
        "TextContent",
        r#"{"type":"text","text":"t","id":null,"annotations":null}"#,
        r#"{"type":"text","text":"t"}"#,
    );
    let text = r#"{"type":"text","text":null}"#;
    refused_by_all("TextContent", text, FaultCode::WrongType, "/text");
    // Where any JSON value is allowed, null is one.
    let data = r#"{"code":1,"message":"m","data":null}"#;
    accepted("RpcError", data, data);
    let value: RpcError = decode::from_str(data).unwrap();
    assert_eq!(value.data, Some(JsonValue::null()));
    // In unknown fields, too.
    let extra = r#"{"type":"text","text":"t","later":null}"#;
    accepted("TextContent", extra, extra);
    let value: TextContent = decode::from_str(extra).unwrap();
    assert!(value.extra.get("later").unwrap().is_null());
}

#[test]
fn a_log_probability_is_a_number() {
    let null = r#"{"token":"a","logprob":null,"bytes":[],"top_logprobs":[]}"#;
    refused_by_all("LogProb", null, FaultCode::WrongType, "/logprob");
    let null = r#"{"token":"a","logprob":null,"bytes":[]}"#;
    refused_by_all("TopLogProb", null, FaultCode::WrongType, "/logprob");
}

#[test]
fn half_a_surrogate_pair_is_no_string_but_free_form_json() {
    let message = r#"{"code":1,"message":"\ud83d"}"#;
    refused("RpcError", message, FaultCode::InvalidString, "/message");
    let key = r#"{"code":1,"message":"m","\ud83d":1}"#;
    refused("RpcError", key, FaultCode::InvalidString, "");
    let tag = r#"{"type":"\ude00"}"#;
    refused("ContentPart", tag, FaultCode::InvalidString, "/type");
    let late = r#"{"\ud800":1,"type":"text","text":"t"}"#;
    refused("ContentPart", late, FaultCode::InvalidString, "");

    for free in [
        r#"{"code":1,"message":"m","data":"\ud83d"}"#,
        r#"{"code":1,"message":"m","data":{"\ud83d":["\udfff"]}}"#,
    ] {
        let value: RpcError = decode::from_str(free).unwrap();
        assert_eq!(encode::to_string(&value).unwrap(), free);
        assert_eq!(serde_json::from_str::<RpcError>(free).unwrap(), value);
    }
    let usage = r#"{"input_tokens_details":{"\ud800":1}}"#;
    let value: Usage = decode::from_str(usage).unwrap();
    assert_eq!(encode::to_string(&value).unwrap(), usage);
    // A pair is a character, however it is spelled.
    accepted(
        "RpcError",
        r#"{"code":1,"message":"\ud83d\uDE00"}"#,
        r#"{"code":1,"message":"😀"}"#,
    );
}

#[test]
fn nesting_ends_at_127_levels() {
    let nested = |levels: u8| {
        let levels = usize::from(levels) - 1;
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        format!(r#"{{"code":1,"message":"m","data":{open}{close}}}"#)
    };
    let deepest = nested(MAX_DEPTH);
    accepted("RpcError", &deepest, &deepest);
    let pointer = format!("/data{}", "/0".repeat(usize::from(MAX_DEPTH) - 1));
    refused(
        "RpcError",
        &nested(MAX_DEPTH + 1),
        FaultCode::TooDeep,
        &pointer,
    );
    // As deep as serde_json reads, by default.
    assert!(serde_json::from_str::<serde_json::Value>(&deepest).is_ok());
    assert!(serde_json::from_str::<serde_json::Value>(&nested(MAX_DEPTH + 1)).is_err());
}

#[test]
fn numbers_are_finite_floats_but_free_form_ones_have_any_size() {
    let token = |number: &str| format!(r#"{{"token":"a","logprob":{number},"bytes":[]}}"#);
    for beyond in ["1e400", "-1e309", &"1".repeat(310)] {
        refused(
            "TopLogProb",
            &token(beyond),
            FaultCode::OutOfRange,
            "/logprob",
        );
    }
    for (number, written) in [
        ("-0.10536051565782628", "-0.10536051565782628"),
        ("-0", "-0.0"),
        ("1e-400", "0.0"),
        ("100000000000000000000000", "1e+23"),
    ] {
        accepted("TopLogProb", &token(number), &token(written));
    }
    for free in ["1e400", "123456789012345678901234567890", "1.50", "-0e-9"] {
        let text = format!(r#"{{"code":1,"message":"m","data":{free}}}"#);
        let value: RpcError = decode::from_str(&text).unwrap();
        assert_eq!(value.data.as_ref().unwrap().as_str(), free);
        assert_eq!(encode::to_string(&value).unwrap(), text);
    }
    let value: LogProb = decode::from_str(
        r#"{"token":"a","logprob":-0.30000000000000004,"bytes":[],"top_logprobs":[]}"#,
    )
    .unwrap();
    assert_eq!(
        value.logprob.to_bits(),
        (-0.300_000_000_000_000_04_f64).to_bits()
    );
}

#[test]
fn counters_that_do_not_count_are_kept() {
    for usage in [
        r#"{"input_tokens":"many"}"#,
        r#"{"tool_calls_details":[1,2]}"#,
        r#"{"input_tokens_details":{"cached_tokens":1.5}}"#,
        r#"{"total_tokens":99999999999999999999}"#,
    ] {
        accepted("Usage", usage, usage);
    }
    refused_by_all("Usage", "[]", FaultCode::WrongType, "");
}

#[test]
fn alternatives_do_not_overlap() {
    // An unknown tag is none of the known ones: a known tag with a wrong body is not "unknown".
    let part = r#"{"type":"text"}"#;
    refused_by_all("ContentPart", part, FaultCode::MissingField, "");
    let item = r#"{"type":"later","text":1}"#;
    accepted("OutputItem", item, item);
    let none = r#"{"text":"t"}"#;
    refused_by_all("ContentPart", none, FaultCode::MissingField, "");
    refused_by_all(
        "ContentPart",
        r#"{"type":null}"#,
        FaultCode::WrongType,
        "/type",
    );
    accepted("ContentPart", r#""bare""#, r#""bare""#);
    refused_by_all("OutputItem", r#""bare""#, FaultCode::WrongType, "");
}

#[test]
fn only_json_is_json() {
    for text in [
        "",
        " ",
        "{\"code\":1,\"message\":\"m\",}",
        "{'code':1,'message':'m'}",
        "{\"code\":01,\"message\":\"m\"}",
        "{\"code\":+1,\"message\":\"m\"}",
        "{\"code\":1.,\"message\":\"m\"}",
        "{\"code\":.5,\"message\":\"m\"}",
        "{\"code\":NaN,\"message\":\"m\"}",
        "{\"code\":1,\"message\":\"a\nb\"}",
        "{\"code\":1,\"message\":\"\\x41\"}",
        "{\"code\":1,\"message\":\"m\"} // c",
        "{\"code\":1,\"message\":\"m\"}{}",
        "\u{feff}{\"code\":1,\"message\":\"m\"}",
        "{\"code\":1,\u{a0}\"message\":\"m\"}",
    ] {
        let error = decode::from_str::<RpcError>(text).unwrap_err();
        assert_eq!(error.code(), FaultCode::InvalidJson, "{text}");
        assert!(serde_json::from_str::<RpcError>(text).is_err(), "{text}");
    }
    // Bytes may begin with a byte order mark, as files do.
    let marked = "\u{feff}{\"code\":1,\"message\":\"m\"}".as_bytes();
    assert!(decode::from_slice::<RpcError>(marked).is_ok());
    let latin1 = b"{\"code\":1,\"message\":\"\xe9\"}";
    let error = decode::from_slice::<RpcError>(latin1).unwrap_err();
    assert_eq!(
        (error.code(), error.span()),
        (FaultCode::InvalidJson, 21..22)
    );
    assert!(decode::from_str::<Task>("null").is_err());
}
