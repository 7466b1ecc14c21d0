//! What of free-form JSON comes through which format exactly, and what happens to the rest.

use agentlin_types::{JsonObject, JsonValue, RpcError, decode, encode};
use serde::{Deserialize, Serialize};

use crate::format::{Format, Json as SerdeJson, Postcard, every_format};

/// Free-form JSON in a document of the caller's.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    free: JsonValue,
}

fn record(text: &str) -> Record {
    Record {
        free: text.parse().unwrap(),
    }
}

/// Values in the spelling that is made from data.
const PLAIN: [&str; 7] = [
    r#"{"a":1,"z":{"b":-7,"y":""}}"#,
    r#"[true,false,"","é😀\n",{},[]]"#,
    r#"[9223372036854775807,-9223372036854775808,0]"#,
    r#"[0.5,-0.25,1e+30,1.7976931348623157e+308]"#,
    r#"[{"a":[[1],[2,[3]]]},"1","1.5","true","null","~","2026-01-01"]"#,
    r#""text""#,
    r#"{"":3,"$x":5,"1":2,"a b":1,"true":4}"#,
];

fn plain_comes_back<F: Format>() {
    for text in PLAIN {
        let written = match F::write(&record(text)) {
            Ok(written) => written,
            Err(message) => {
                assert!(!F::DESCRIBES_ITSELF, "{}: {text}: {message}", F::NAME);
                continue;
            }
        };
        if !F::DESCRIBES_ITSELF {
            // A string alone looks like any string; what was meant cannot be found out.
            assert!(F::read::<Record>(&written).is_err());
            continue;
        }
        let shown = String::from_utf8_lossy(&written);
        let read = F::read::<Record>(&written);
        let read = read.unwrap_or_else(|m| panic!("{}: {text}: {m}: {shown}", F::NAME));
        assert_eq!(read.free.as_str(), text, "{}", F::NAME);
    }
}

#[test]
fn plain_values_come_back() {
    every_format!(plain_comes_back());
}

fn order_stays<F: Format>() {
    let text = r#"{"z":1,"a":{"y":2,"b":3},"c":{"o":4,"f":5}}"#;
    match F::write(&record(text)) {
        Ok(written) => {
            let read: Record = F::read(&written).unwrap();
            let read = read.free.as_str();
            assert_eq!(read == text, F::KEEPS_ORDER, "{}: {read}", F::NAME);
        }
        Err(_) => assert!(!F::DESCRIBES_ITSELF),
    }
}

#[test]
fn keys_stay_in_order() {
    every_format!(order_stays());
}

fn beyond_is_refused<F: Format>() {
    for (text, place) in [
        ("1e400", "has a number beyond 64 bits, which"),
        (
            r#"{"a/b":[0,123456789012345678901234567890]}"#,
            "beyond 64 bits at /a~1b/1, which",
        ),
        ("[0.10000000000000000001]", "beyond 64 bits at /0, which"),
        ("[1e-400]", "beyond 64 bits at /0, which"),
        (
            r#"{"a":"\ud800"}"#,
            "a string with half a surrogate pair at /a, which",
        ),
        (
            r#"[{"\udc00":1}]"#,
            "a key with half a surrogate pair at /0, which",
        ),
    ] {
        let written = F::write(&record(text));
        if F::LARGEST.is_none() {
            // serde_json writes the text. Whether it can make a tree of it is its own affair.
            if let Ok(written) = written {
                let written = String::from_utf8(written).unwrap();
                assert!(!written.contains("RawValue"), "{written}");
            }
            continue;
        }
        let message = written.unwrap_err();
        assert!(!message.contains("$serde_json"), "{}: {message}", F::NAME);
        let told = message.contains(place) && message.contains("serde_with::json::JsonString");
        let plain = F::KEEPS_MESSAGES && F::DESCRIBES_ITSELF;
        assert!(told || !plain, "{}: {text}: {message}", F::NAME);
    }
}

#[test]
fn what_only_text_can_hold_is_refused_by_other_formats() {
    every_format!(beyond_is_refused());
}

/// The same values, and every spelling, through serde_json.
#[test]
fn serde_json_keeps_every_character() {
    for text in [
        "1e400",
        r#"["\ud800",1.50,"\/",{"b":1,"a":2,"b":-0}]"#,
        "-0",
        "1E+2",
    ] {
        let written = SerdeJson::write(&record(text)).unwrap();
        assert_eq!(written, format!(r#"{{"free":{text}}}"#).into_bytes());
        assert_eq!(SerdeJson::read::<Record>(&written).unwrap(), record(text));
    }
}

/// Behind `flatten` serde_json is asked for values of its own.
#[test]
fn free_form_objects_can_be_flattened() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Flat {
        row: u64,
        #[serde(flatten)]
        free: JsonObject,
    }
    let text = r#"{"row":1,"b":{"n":1.5},"a":18446744073709551615}"#;
    let flat: Flat = serde_json::from_str(text).unwrap();
    assert_eq!(
        flat.free.as_str(),
        r#"{"b":{"n":1.5},"a":18446744073709551615}"#
    );
    assert_eq!(serde_json::to_string(&flat).unwrap(), text);
    let flat = Flat {
        row: 1,
        free: r#"{"n":1.50,"big":1e400}"#.parse().unwrap(),
    };
    let written = serde_json::to_string(&flat).unwrap();
    assert_eq!(written, r#"{"row":1,"n":1.50,"big":1e400}"#);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Tagged {
    Free(JsonObject),
    Error(RpcError),
}

#[test]
fn free_form_objects_can_be_tagged() {
    let text = r#"{"kind":"free","b":{"n":1.5},"a":[]}"#;
    let tagged: Tagged = serde_json::from_str(text).unwrap();
    assert_eq!(
        tagged,
        Tagged::Free(r#"{"b":{"n":1.5},"a":[]}"#.parse().unwrap())
    );
    assert_eq!(serde_json::to_string(&tagged).unwrap(), text);
    let text = r#"{"kind":"error","code":1,"message":"","data":1.5}"#;
    let tagged: Tagged = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&tagged).unwrap(), text);
}

/// The keys that serde_json uses for itself are keys like any other in a payload.
#[test]
fn private_names_in_a_payload_are_data() {
    for key in [
        "$serde_json::private::RawValue",
        "$serde_json::private::Number",
    ] {
        for value in [r#""[]""#, r#""1""#, "1"] {
            let text = format!(r#"{{"code":1,"message":"","data":{{"{key}":{value}}}}}"#);
            let error: RpcError = serde_json::from_str(&text).unwrap();
            assert_eq!(encode::to_string(&error).unwrap(), text);
            assert_eq!(serde_json::to_string(&error).unwrap(), text);
            if cfg!(not(feature = "unified")) {
                let yaml = serde_norway::to_string(&error).unwrap();
                assert_eq!(serde_norway::from_str::<RpcError>(&yaml).unwrap(), error);
            }
        }
    }
}

#[test]
fn numbers_in_a_buffer_are_numbers() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Either {
        Error(RpcError),
        Free(JsonValue),
    }
    let text = r#"{"code":-32001,"message":"","data":[1.5,-7,{"n":1e+300}]}"#;
    let error: RpcError = decode::from_str(text).unwrap();
    assert_eq!(
        serde_json::from_str::<Either>(text).unwrap(),
        Either::Error(error)
    );
    let free = serde_json::from_str::<Either>("[1.5,[-7]]").unwrap();
    assert_eq!(free, Either::Free("[1.5,[-7]]".parse().unwrap()));
}

#[test]
fn what_json_has_no_word_for_is_refused() {
    for yaml in ["free: .nan", "free: [.inf]"] {
        let error = serde_norway::from_str::<Record>(yaml)
            .unwrap_err()
            .to_string();
        assert!(error.contains("expected a"), "{error}");
    }
    let binary = rmp_serde::to_vec(&(bytes(),)).unwrap();
    let error = rmp_serde::from_slice::<Record>(&binary)
        .unwrap_err()
        .to_string();
    assert!(error.contains("byte array"), "{error}");
    let error = Postcard::read::<Record>(b"\x01a").unwrap_err();
    assert!(!error.is_empty());
}

fn bytes() -> impl Serialize {
    struct Bytes;
    impl Serialize for Bytes {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(&[1, 2])
        }
    }
    Bytes
}
