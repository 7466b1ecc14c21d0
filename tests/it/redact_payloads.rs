//! Payloads, redacted by the shapes of their fields.

use agentlin_types::redact::Redactor;
use agentlin_types::validate::PayloadKind;
use serde_json::{Value, json};

use crate::redact_archives::keeps;

fn redactor() -> Redactor {
    Redactor::with_seed("payloads")
}

/// Payloads, and what is kept of each: `~` stands for another character of the kind.
const PAYLOADS: &[(PayloadKind, &str, &str)] = &[
    // The id of a request is one of a caller, that of a part a reference.
    (
        PayloadKind::Response,
        r#"{"jsonrpc":"2.0","id":47110815,"error":{"code":-32603,"message":"ada"}}"#,
        r#"{"jsonrpc":"2.0","id":4~~~~~~~,"error":{"code":-32603,"message":"~~~"}}"#,
    ),
    (
        PayloadKind::BareEvent,
        r#"{"type":"task.output_item.done","item":{"type":"message","message_content":[{"type":"text","text":"ada","id":47110815}]}}"#,
        r#"{"type":"task.output_item.done","item":{"type":"message","message_content":[{"type":"text","text":"~~~","id":47110815}]}}"#,
    ),
    // The keys of a map are a caller's.
    (
        PayloadKind::Request,
        r#"{"jsonrpc":"2.0","id":"7","method":"tasks/create","params":{"env":{"ADA":"ada","status":"ada"}}}"#,
        r#"{"jsonrpc":"2.0","id":"~","method":"tasks/create","params":{"env":{"~~~":"~~~","status":"~~~"}}}"#,
    ),
    // Times in UTC are kept, others become what is no time.
    (
        PayloadKind::BareEvent,
        r#"{"type":"task.working","timestamp":"2026-11-23T20:53:30+00:00","task_id":"task_ada"}"#,
        r#"{"type":"task.working","timestamp":"2026-11-23T20:53:30+00:00","task_id":"task_~~~"}"#,
    ),
    // Free-form lists hold what they usually hold.
    (
        PayloadKind::BareEvent,
        r#"{"type":"task.text.delta","delta":"","logprobs":[{"token":"a","logprob":-0.25,"bytes":[97],"top_logprobs":[]}]}"#,
        r#"{"type":"task.text.delta","delta":"","logprobs":[{"token":"~","logprob":-0.25,"bytes":[9~],"top_logprobs":[]}]}"#,
    ),
];

#[test]
fn fields_are_redacted_by_their_shape() {
    for (kind, text, kept) in PAYLOADS {
        keeps(text, kept, |redactor| redactor.clone().payload(*kind, text));
    }
}

#[test]
fn what_is_no_time_stays_none() {
    let text = r#"{"type":"task.working","timestamp":"ada 12:30"}"#;
    let redacted = redactor().payload(PayloadKind::BareEvent, text);
    let redacted: Value = serde_json::from_str(&redacted).unwrap();
    let time = redacted["timestamp"].as_str().unwrap();
    assert!(
        time.ends_with(" 99:99") && !time.starts_with("ada"),
        "{time}"
    );
}

/// A number that is right or wrong for its field stays so.
#[test]
fn numbers_keep_their_sort() {
    let id = |number: &str| {
        let text = format!(r#"{{"jsonrpc":"2.0","id":{number},"result":null}}"#);
        let redacted = redactor().payload(PayloadKind::Response, &text);
        let id = &redacted[r#"{"jsonrpc":"2.0","id":"#.len()..];
        id.split(',').next().unwrap().to_owned()
    };
    for (number, fits) in [
        ("9223372036854775807", true),
        ("9223372036854775899", false),
        ("1234567890", true),
        ("1234567.5", false),
        ("9999999999999999999999", false),
    ] {
        let redacted = id(number);
        assert_ne!(redacted, number);
        assert_eq!(redacted.len(), number.len());
        assert_eq!(redacted.parse::<i64>().is_ok(), fits, "{redacted}");
        assert_eq!(redacted.as_bytes()[0], number.as_bytes()[0], "{redacted}");
    }
}

#[test]
fn kept_places_count_elements_and_reach_into_free_form_values() {
    let text = json!({"object":"task","id":"t","output":[
        {"type":"message","id":"ada"}, {"type":"message","id":"ada"}, {"type":"message","id":"ada"},
    ], "metadata": {"list": ["ada", "ada"]}});
    let redacted = redactor()
        .keep("/output/1/id")
        .keep("/metadata/list/1")
        .payload(PayloadKind::Task, &text.to_string());
    let redacted: Value = serde_json::from_str(&redacted).unwrap();
    let kept = |at: usize| redacted["output"][at]["id"] == "ada";
    assert_eq!([0, 1, 2].map(kept), [false, true, false], "{redacted}");
    let list = &redacted["metadata"]["list"];
    assert_eq!(
        [0, 1].map(|at| list[at] == "ada"),
        [false, true],
        "{redacted}"
    );
}

#[test]
fn pieces_of_a_text_are_kept_where_they_are_named() {
    let text = r#"{"type":"task.text.delta","item_id":"i","delta":"ada"}"#;
    let payload = |mut redactor: Redactor| redactor.payload(PayloadKind::BareEvent, text);
    assert!(payload(redactor().keep("/delta")).contains(r#""delta":"ada""#));
    assert!(!payload(redactor().keep("/text")).contains(r#""delta":"ada""#));
    assert!(!payload(redactor()).contains(r#""delta":"ada""#));
}
