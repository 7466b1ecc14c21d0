//! What schemas say about single fields beyond their shape, in the keywords of JSON Schema.

use schemars::{Schema, json_schema};
use serde_json::{Value, json};

use crate::ErrorCode;
use crate::wire::{FieldShape, ObjectShape, Presence};

/// What servers take a field for that is absent: type, field, value.
const DEFAULTS: &[(&str, &str, i64)] = &[
    ("TaskListParams", "limit", 10),
    ("EnvListParams", "limit", 100),
    ("EnvCleanSessionParams", "inactive_seconds", 3600),
];

/// Switches that are off where they are absent.
const OFF: &[(&str, &[&str])] = &[("SessionRequest", SWITCHES), ("ContinueRequest", SWITCHES)];

const SWITCHES: &[&str] = &[
    "store",
    "return_rollout",
    "include_compress_model_rollout",
    "include_subagent_rollout",
];

/// More keywords for a field.
pub(crate) fn of(object: &ObjectShape, field: &FieldShape) -> Schema {
    let mut hints = json_schema!({});
    if let Some(default) = default(object.name, field.name) {
        hints.insert("default".into(), default);
    }
    if is_left(field) {
        hints.insert("deprecated".into(), true.into());
    }
    if (object.name, field.name) == ("RpcError", "code") {
        let codes: Vec<_> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
        hints.insert("examples".into(), json!(codes));
    }
    hints
}

/// What the description of a field lists behind its text.
pub(crate) fn list(object: &ObjectShape, field: &FieldShape) -> String {
    if (object.name, field.name) != ("RpcError", "code") {
        return String::new();
    }
    let line = |code: &ErrorCode| format!("\n- `{}`: {}", code.code(), code.message());
    ErrorCode::ALL.iter().map(line).collect()
}

fn default(object: &str, field: &str) -> Option<Value> {
    let off = OFF
        .iter()
        .any(|(name, fields)| *name == object && fields.contains(&field));
    let mut values = DEFAULTS.iter();
    let found = values.find(|(name, key, _)| (*name, *key) == (object, field));
    match found {
        Some((.., value)) => Some(json!(value)),
        None => off.then_some(json!(false)),
    }
}

/// Whether the newest SDK and server do not have the field any more.
fn is_left(field: &FieldShape) -> bool {
    let is_current =
        |source: &str| source == "D" || source.ends_with("-1.14") || source.ends_with("27");
    field.presence == Presence::Optional && !field.sources.split(' ').any(is_current)
}
