//! The root of a bundle: any payload of the API, recognised by its fields as in validation.

use schemars::{Schema, json_schema};
use serde_json::json;

use super::build::Builder;
use super::roots::{self, Root};
use crate::payload::PayloadKind;
use crate::wire::Profile;

/// What speaks for a kind of payload.
enum Evidence {
    /// These keys are there.
    Keys(&'static [&'static str]),
    /// One of these sets of keys is there.
    Any(&'static [&'static [&'static str]]),
    /// These keys are there, and no others.
    Only(&'static [&'static str]),
    /// The key has one of these values, or these keys are there.
    Value(&'static str, &'static str, &'static [&'static str]),
    /// The object under `result` has this key.
    Result(&'static str),
    /// The value under `result` is a list.
    ResultList,
    /// `code` is one that JSON-RPC reserves.
    ReservedCode,
    /// `success` is false.
    Failure,
}

use Evidence::{Any, Failure, Keys, Only, ReservedCode, ResultList, Value};

/// Kinds by their evidence; the first match counts. This says of valid payloads what
/// [`crate::validate::Detection`] says of any text.
const EVIDENCE: &[(PayloadKind, Evidence)] = &[
    (
        PayloadKind::Request,
        Any(&[&["jsonrpc", "method"], &["method", "params"]]),
    ),
    (
        PayloadKind::PushNotificationResponse,
        Evidence::Result("pushNotificationConfig"),
    ),
    (PayloadKind::Event, Evidence::Result("type")),
    (PayloadKind::ListPage, ResultList),
    (PayloadKind::Response, Keys(&["jsonrpc"])),
    (
        PayloadKind::Task,
        Value(
            "object",
            "task",
            &["session_id", "user_id", "status", "output"],
        ),
    ),
    (
        PayloadKind::BareEvent,
        Any(&[
            &["type", "task_id"],
            &["type", "sequence_number"],
            &["type", "timestamp"],
        ]),
    ),
    (PayloadKind::ServerError, Failure),
    (PayloadKind::RpcError, ReservedCode),
    (
        PayloadKind::CreateParams,
        Any(&[&["user_message_content"], &["stream"]]),
    ),
    (
        PayloadKind::EnvSession,
        Any(&[
            &["is_active", "session_id"],
            &["last_accessed_at", "session_id"],
        ]),
    ),
    (PayloadKind::EnvCreateResponse, Keys(&["initial_state"])),
    (PayloadKind::EnvStepResponse, Keys(&["new_state"])),
    (PayloadKind::EnvObservationResponse, Keys(&["state"])),
    (PayloadKind::EnvResetResponse, Keys(&["observation"])),
    (PayloadKind::EnvSessions, Keys(&["sessions"])),
    (
        PayloadKind::EnvCleanSessionResponse,
        Any(&[
            &["cleaned_count", "status"],
            &["cleaned_sessions", "status"],
        ]),
    ),
    (PayloadKind::EnvList, Keys(&["environments"])),
    (PayloadKind::EnvInfo, Keys(&["name", "details"])),
    (
        PayloadKind::EnvStepParams,
        Keys(&["session_id", "tool_name"]),
    ),
    (
        PayloadKind::EnvCreateParams,
        Any(&[&["env_class_path"], &["env_id"], &["env_init_kwargs"]]),
    ),
    (
        PayloadKind::EnvResetParams,
        Any(&[&["session_id", "seed"], &["session_id", "options"]]),
    ),
    (PayloadKind::HttpError, Only(&["detail"])),
    (PayloadKind::EnvCloseResponse, Only(&["status", "message"])),
    (PayloadKind::EnvObservationParams, Only(&["session_id"])),
];

/// The condition for a payload of a kind. Properties are named for tools that insist on it where they
/// are required.
fn condition(evidence: &Evidence) -> Schema {
    let keys = |keys: &[&str]| {
        let properties: serde_json::Map<_, _> =
            keys.iter().map(|key| ((*key).into(), json!({}))).collect();
        json!({ "type": "object", "properties": properties, "required": keys })
    };
    let of_result = |result: serde_json::Value| json!({ "type": "object", "properties": { "result": result }, "required": ["result"] });
    let condition = match evidence {
        Keys(all) => keys(all),
        Any(sets) => json!({ "anyOf": sets.iter().map(|set| keys(set)).collect::<Vec<_>>() }),
        Only(all) => {
            let mut only = keys(all);
            only["maxProperties"] = all.len().into();
            only
        }
        Value(key, value, others) => {
            let tagged = json!({
                "type": "object",
                "properties": { *key: { "const": value } },
                "required": [key],
            });
            json!({ "anyOf": [tagged, keys(others)] })
        }
        Evidence::Result(key) => of_result(keys(&[key])),
        ResultList => of_result(json!({ "type": "array" })),
        Failure => json!({
            "type": "object",
            "properties": { "success": { "const": false }, "message": {} },
            "required": ["success", "message"],
        }),
        ReservedCode => json!({
            "type": "object",
            "properties": {
                "code": { "type": "integer", "minimum": -32768, "maximum": -32000 },
                "message": {},
            },
            "required": ["code", "message"],
        }),
    };
    Schema::try_from(condition).expect("an object is a schema")
}

/// The schema of any payload that a profile has.
pub(super) fn any(builder: &mut Builder<'_>, profile: Profile) -> Schema {
    let names: Vec<&str> = roots::of(profile).map(Root::name).collect();
    // What nothing speaks for has no envelope, the most common of all.
    let none = json_schema!({
        "description": "Nothing speaks for any payload of the API",
        "type": "object",
        "properties": { "jsonrpc": {} },
        "required": ["jsonrpc"],
    });
    EVIDENCE.iter().rfold(none, |rest, (kind, evidence)| {
        let name = kind.shape().name();
        let schema = if name.is_some_and(|name| names.contains(&name)) {
            builder.schema(kind.shape())
        } else {
            json_schema!({ "description": "The documentation has no such payload", "not": {} })
        };
        json_schema!({ "if": condition(evidence), "then": schema, "else": rest })
    })
}
