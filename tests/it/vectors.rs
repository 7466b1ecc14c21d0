//! The vectors: documents with their verdicts as plain data, for anyone who ports the model.
//!
//! `UPDATE_VECTORS=1 cargo test --all-features --test it vectors` writes them anew; look at the
//! difference before you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use agentlin_types::Profile;
use agentlin_types::generate::Defect;
use agentlin_types::wire::{FaultCode, check};
use serde_json::{Value, json};

use crate::shared::seeds::choices;
use crate::shared::types::{Broken, Type};

fn folder() -> PathBuf {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors").into()
}

/// The types whose documents are listed: those that travel alone.
const TYPES: &[&str] = &[
    "TaskResponse",
    "Task",
    "RpcError",
    "OutputItem",
    "ContentPart",
    "Annotation",
    "LogProb",
    "TaskEventResponse",
    "TaskListPage",
    "ServerErrorBody",
    "HttpErrorBody",
    "TaskCreateParams",
    "JsonrpcRequest",
    "EnvStepResponse",
];

/// Vectors by hand: the rows of the table in CONTRIBUTING.md and the shapes that people get wrong.
const BY_HAND: &[(&str, &str, &str)] = &[
    (
        "RpcError",
        "integer-as-float",
        r#"{"code":1.0,"message":"m"}"#,
    ),
    (
        "RpcError",
        "integer-with-exponent",
        r#"{"code":1e2,"message":"m"}"#,
    ),
    (
        "RpcError",
        "integer-with-fraction",
        r#"{"code":1.5,"message":"m"}"#,
    ),
    (
        "RpcError",
        "integer-largest",
        r#"{"code":9223372036854775807,"message":"m"}"#,
    ),
    (
        "RpcError",
        "integer-too-large",
        r#"{"code":9223372036854775808,"message":"m"}"#,
    ),
    (
        "RpcError",
        "integer-too-small",
        r#"{"code":-9223372036854775808,"message":"m"}"#,
    ),
    ("RpcError", "array-for-object", r#"[1,"m"]"#),
    (
        "RpcError",
        "data-null",
        r#"{"code":1,"message":"m","data":null}"#,
    ),
    (
        "RpcError",
        "data-numbers",
        r#"{"code":1,"message":"m","data":[1e400,123456789012345678901234567890,1.50]}"#,
    ),
    (
        "RpcError",
        "data-half-a-pair",
        r#"{"code":1,"message":"m","data":"\ud83d"}"#,
    ),
    (
        "RpcError",
        "message-half-a-pair",
        r#"{"code":1,"message":"\ud83d"}"#,
    ),
    (
        "RpcError",
        "key-twice",
        r#"{"code":1,"message":"m","code":2}"#,
    ),
    (
        "RpcError",
        "key-twice-in-data",
        r#"{"code":1,"message":"m","data":{"a":1,"a":2}}"#,
    ),
    ("RpcError", "null-required", r#"{"code":1,"message":null}"#),
    ("RpcError", "text-after", r#"{"code":1,"message":"m"}{}"#),
    ("ContentPart", "bare-string", r#""bare""#),
    (
        "ContentPart",
        "tag-last",
        r#"{"text":"t","type":"output_text"}"#,
    ),
    (
        "ContentPart",
        "tag-unknown",
        r#"{"type":"video","video_url":"u"}"#,
    ),
    ("ContentPart", "tag-missing", r#"{"text":"t"}"#),
    ("ContentPart", "tag-number", r#"{"type":7,"text":"t"}"#),
    (
        "ContentPart",
        "known-tag-without-body",
        r#"{"type":"text"}"#,
    ),
    (
        "ContentPart",
        "null-optional",
        r#"{"type":"text","text":"t","annotations":null}"#,
    ),
    (
        "ContentPart",
        "audio-without-format",
        r#"{"type":"input_audio","input_audio":{"data":"AA=="}}"#,
    ),
    ("OutputItem", "bare-string", r#""bare""#),
    (
        "OutputItem",
        "status-unknown",
        r#"{"type":"reasoning","id":"r","summary":[],"status":"later"}"#,
    ),
    (
        "LogProb",
        "byte-256",
        r#"{"token":"a","logprob":-0.5,"bytes":[256],"top_logprobs":[]}"#,
    ),
    (
        "LogProb",
        "logprob-beyond-float",
        r#"{"token":"a","logprob":1e400,"bytes":[],"top_logprobs":[]}"#,
    ),
    ("Task", "id-only", r#"{"id":"t"}"#),
    (
        "Task",
        "usage-odd",
        r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed","created_at":1,"output":[],"usage":{"input_tokens":"many"}}"#,
    ),
    ("TaskResponse", "minimal", r#"{"jsonrpc":"2.0"}"#),
    (
        "TaskResponse",
        "id-null",
        r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"Task not found"}}"#,
    ),
    (
        "TaskResponse",
        "id-fraction",
        r#"{"jsonrpc":"2.0","id":1.5}"#,
    ),
];

/// One line of the index: what a profile says about a document.
fn verdict(file: &str, r#type: &Type, text: &str, profile: Profile) -> Value {
    let faults = check(text, &r#type.shape, profile);
    let refused = faults.iter().find(|fault| fault.code.refuses(profile));
    let mut entry = json!({
        "file": file,
        "type": r#type.name,
        "profile": profile.as_str(),
        "valid": refused.is_none(),
    });
    if let Some(fault) = refused {
        entry["pointer"] = fault.pointer.clone().into();
        entry["code"] = kebab(fault.code).into();
        // What a validator of parsed values cannot see, ports may skip.
        let parses = serde_json::from_str(text).is_ok_and(|value: Value| is_finite(&value));
        if !parses || fault.code == FaultCode::DuplicateKey {
            entry["text_only"] = true.into();
        }
    }
    entry
}

/// Whether every number fits in an f64. With `serde_json/arbitrary_precision` larger ones parse too.
fn is_finite(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(f64::is_finite),
        Value::Array(items) => items.iter().all(is_finite),
        Value::Object(members) => members.values().all(is_finite),
        _ => true,
    }
}

/// `WrongType` as `wrong-type`.
fn kebab(code: FaultCode) -> String {
    let mut name = String::new();
    for char in format!("{code:?}").chars() {
        if char.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(char.to_ascii_lowercase());
    }
    name
}

/// Every document with its file name and type.
fn documents() -> Vec<(String, Type, String)> {
    let mut documents = Vec::new();
    for (name, title, text) in BY_HAND {
        documents.push((
            format!("{name}.{title}"),
            Type::named(name),
            (*text).to_owned(),
        ));
    }
    for name in TYPES {
        let r#type = Type::named(name);
        for profile in r#type.profiles() {
            for seed in 0..6 {
                let text = (r#type.valid)(*profile, &choices(seed, 60 + 60 * seed as usize));
                documents.push((format!("{name}.{profile}-{seed}"), r#type, text));
            }
            let mut defects: BTreeSet<Defect> = BTreeSet::new();
            for seed in 0..300 {
                let Broken { text, defect, .. } =
                    (r#type.corrupt)(*profile, &choices(seed, 40 + seed as usize % 80));
                if defects.insert(defect) {
                    documents.push((format!("{name}.{profile}-{defect:?}"), r#type, text));
                }
            }
        }
    }
    documents
}

fn update() {
    for part in ["valid", "invalid"] {
        drop(fs::remove_dir_all(folder().join(part)));
        fs::create_dir_all(folder().join(part)).unwrap();
    }
    let mut index = Vec::new();
    for (name, r#type, text) in documents() {
        // A document lies where the wire profile puts it.
        let accepted = (r#type.read)(&text).is_ok();
        let part = if accepted { "valid" } else { "invalid" };
        let file = format!("{part}/{name}.json");
        fs::write(folder().join(&file), &text).unwrap();
        for profile in r#type.profiles() {
            index.push(verdict(&file, &r#type, &text, *profile));
        }
    }
    let lines: Vec<String> = index.iter().map(Value::to_string).collect();
    let index = format!("[\n{}\n]\n", lines.join(",\n"));
    fs::write(folder().join("index.json"), index).unwrap();
}

#[test]
fn vectors_have_the_verdicts_of_the_index() {
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        update();
    }
    let index = fs::read_to_string(folder().join("index.json")).unwrap();
    let index: Vec<Value> = serde_json::from_str(&index).unwrap();
    let mut files = BTreeSet::new();
    for entry in &index {
        let file = entry["file"].as_str().unwrap();
        let r#type = Type::named(entry["type"].as_str().unwrap());
        let profile: Profile = entry["profile"].as_str().unwrap().parse().unwrap();
        let text = fs::read_to_string(folder().join(file)).unwrap();
        assert_eq!(verdict(file, &r#type, &text, profile), *entry);
        if profile == Profile::Wire {
            assert_eq!(
                (r#type.round_trip)(&text).is_some(),
                entry["valid"] == true,
                "{file}"
            );
            assert_eq!(file.starts_with("valid/"), entry["valid"] == true, "{file}");
        }
        files.insert(file.to_owned());
    }
    // Nothing lies beside the index, and both verdicts are there in numbers.
    for part in ["valid", "invalid"] {
        let names: BTreeSet<String> = fs::read_dir(folder().join(part))
            .unwrap()
            .map(|entry| format!("{part}/{}", entry.unwrap().file_name().to_string_lossy()))
            .collect();
        assert!(names.len() > 80, "{part}: {}", names.len());
        assert!(names.is_subset(&files), "{:?}", names.difference(&files));
    }
}
