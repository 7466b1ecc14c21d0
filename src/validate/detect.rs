//! Recognises payloads by their keys.

use super::PayloadKind;
use super::PayloadKind::*;
use crate::TaskEvent;
use crate::wire::{Kind, Reader, Shape, Wire};

pub(super) fn detect(text: &str) -> Option<PayloadKind> {
    let mut reader = Reader::new(text);
    reader.open_object().ok()?;
    let mut best: Option<(u8, PayloadKind)> = None;
    let mut first = true;
    while let Ok(Some(key)) = reader.member(&mut first) {
        if let Some(clue) = clue(&key, &mut reader) {
            if clue.0 == 0 {
                return Some(clue.1);
            }
            best = Some(best.map_or(clue, |other| other.min(clue)));
        }
        if reader.skip().is_err() {
            break;
        }
    }
    best.map(|(_, kind)| kind)
}

/// What a key says about the object that it stands in. Rank 0 settles it; else the lowest rank of
/// all keys counts: keys that several kinds have come later.
fn clue(key: &str, reader: &mut Reader<'_>) -> Option<(u8, PayloadKind)> {
    Some(match (key, reader.kind()) {
        ("result", Some(Kind::Array)) => (0, ListPage),
        ("result", Some(Kind::Object)) => (0, inside_result(reader.clone())),
        ("object" | "output", _) => (0, Task),
        ("method", _) => (0, Request),
        ("user_message_content", _) => (0, CreateParams),
        ("success", _) => (0, ServerError),
        ("detail", _) => (0, HttpError),
        ("type", Some(Kind::String)) if is_event_tag(reader.clone()) => (0, BareEvent),
        ("sequence_number", _) => (0, BareEvent),
        ("initial_state", _) => (0, EnvCreateResponse),
        ("new_state", _) => (0, EnvStepResponse),
        ("state", _) => (0, EnvObservationResponse),
        ("observation", _) => (0, EnvResetResponse),
        ("is_active" | "last_accessed_at", _) => (0, EnvSession),
        ("sessions", _) => (0, EnvSessions),
        ("cleaned_count" | "cleaned_sessions", _) => (0, EnvCleanSessionResponse),
        ("environments", _) => (0, EnvList),
        ("details", _) => (0, EnvInfo),
        ("params", _) => (1, Request),
        ("jsonrpc" | "result" | "error", _) => (2, Response),
        ("code", _) => (3, RpcError),
        ("tool_name", _) => (4, EnvStepParams),
        ("stream" | "agent_config" | "client_tools" | "history_messages", _) => (5, CreateParams),
        ("env_id" | "env_class_path" | "env_init_kwargs", _) => (6, EnvCreateParams),
        ("created_at", _) => (7, Task),
        ("task_id", _) => (8, BareEvent),
        ("seed" | "options", _) => (9, EnvResetParams),
        ("status", Some(Kind::String)) => (10, EnvCloseResponse),
        ("message", _) => (11, RpcError),
        ("session_id", _) => (12, EnvObservationParams),
        _ => return None,
    })
}

/// What the object behind `result` is: the first key decides that only one of them has.
fn inside_result(mut reader: Reader<'_>) -> PayloadKind {
    let mut first = true;
    if reader.open_object().is_ok() {
        while let Ok(Some(key)) = reader.member(&mut first) {
            match &*key {
                "object" | "session_id" | "output" | "created_at" => break,
                "pushNotificationConfig" => return PushNotificationResponse,
                "type" | "sequence_number" | "task_id" | "timestamp" | "task" => {
                    return Event;
                }
                _ if reader.skip().is_err() => break,
                _ => {}
            }
        }
    }
    Response
}

fn is_event_tag(mut reader: Reader<'_>) -> bool {
    let Shape::Union(events) = TaskEvent::SHAPE else {
        return false;
    };
    let known = |tag: &str| events.variant(tag).is_some() || tag.starts_with("task.");
    reader.string().is_ok_and(|tag| known(&tag))
}
