//! What comes in goes out again.

use agentlin_types::{
    RpcError, ServerErrorBody, Task, TaskListPage, TaskResponse, decode, encode, wire::Wire,
};
use serde_json::Value;

fn captures() -> Vec<(String, String)> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/captures");
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Null and absent are the same for the optional fields of the model; what free-form JSON keeps is
/// tested elsewhere, character by character.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect(),
        other => other,
    }
}

fn round<T: Wire + serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
    name: &str,
    text: &str,
) {
    let ours: T = decode::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let serdes: T = serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(ours, serdes, "{name}");
    let out = encode::to_string(&ours);
    assert_eq!(out, serde_json::to_string(&ours).unwrap(), "{name}");
    let before: Value = serde_json::from_str(text).unwrap();
    let after: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(without_nulls(after), without_nulls(before), "{name}");
}

#[test]
fn captured_bodies() {
    for (name, text) in captures() {
        let v: Value = serde_json::from_str(&text).unwrap();
        if name.starts_with("env_") {
            continue;
        }
        if v.get("success").is_some() {
            round::<ServerErrorBody>(&name, &text)
        } else if v.get("code").is_some() {
            round::<RpcError>(&name, &text)
        } else if v.get("object").is_some() {
            round::<Task>(&name, &text)
        } else if v["result"].is_array() {
            round::<TaskListPage>(&name, &text)
        } else {
            round::<TaskResponse>(&name, &text)
        }
    }
}
