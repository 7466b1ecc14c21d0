//! What findings say, and what they say to do.

use agentlin_types::Profile;
use agentlin_types::validate::{Code, PayloadKind, Settings};

const TASK: &str = r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working","created_at":1,"output":[]}"#;

/// Values that look like names are shown, others may be secrets.
#[test]
fn messages_name_what_they_found() {
    let message = |text: &str, profile| {
        let report = Settings::new(profile).validate_as(PayloadKind::Task, text);
        report.findings.last().unwrap().message.clone()
    };
    let long = "n".repeat(40);
    for (status, shown) in [
        ("cancelled", " `cancelled`"),
        ("a_b-c.d/E9", " `a_b-c.d/E9`"),
        (&long, &format!(" `{long}`")),
        (&format!("{long}n"), ""),
        ("two words", ""),
        ("ü", ""),
    ] {
        let text = format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","created_at":1,"output":[],"status":"{status}"}}"#
        );
        let message = message(&text, Profile::Wire);
        let (found, _) = message.split_once("; ").unwrap();
        assert_eq!(found, format!("unknown status{shown}"), "{message}");
    }
    // A long list of what is known helps nobody.
    let event = r#"{"type":"zzz","task_id":"t"}"#;
    let documented = Settings::new(Profile::Documented);
    let report = documented.validate_as(PayloadKind::BareEvent, event);
    assert_eq!(
        report.findings[0].message,
        "unknown type `zzz` in `TaskEvent`"
    );
}

/// A message names the field and its object, and the name that was probably meant.
#[test]
fn messages_say_what_is_wrong_with_which_field() {
    for (from, to, messages) in [
        (
            "created_at",
            "createdAt",
            &["missing field `created_at` in `Task`; found `createdAt` instead"][..],
        ),
        (
            r#""created_at":1"#,
            r#""createdAt":1,"metaData":{}"#,
            &[
                "missing field `created_at` in `Task`; found `createdAt` instead",
                "unknown field `metaData` in `Task`; did you mean `metadata`?",
            ],
        ),
        (
            r#""id":"t""#,
            r#""id":"t","x":1,"y":2,"x":3"#,
            &[
                "unknown field `x` in `Task`",
                "unknown field `y` in `Task`",
                "duplicate key `x` (first at 1:27)",
            ],
        ),
        (
            r#""created_at":1"#,
            r#""colour":1"#,
            &[
                "missing field `created_at` in `Task`",
                "unknown field `colour` in `Task`",
            ],
        ),
        (
            r#""id":"t""#,
            r#""id":"t","metaData":{}"#,
            &["unknown field `metaData` in `Task`; did you mean `metadata`?"],
        ),
        // The field is there already.
        (
            r#""id":"t""#,
            r#""id":"t","user_ids":[]"#,
            &["unknown field `user_ids` in `Task`"],
        ),
        (
            r#""id":"t""#,
            r#""id":"t","two words":[]"#,
            &["unknown field in `Task`"],
        ),
        (
            "working",
            "complete",
            &["unknown status `complete`; did you mean `completed`?"],
        ),
        (
            r#""task""#,
            r#""chat.completion""#,
            &["`object` must be `task`, not `chat.completion`"],
        ),
        (
            ":1,",
            r#":"1","#,
            &["`created_at` must be an integer, not a string"],
        ),
        (
            ":1,",
            ":1.5,",
            &["`created_at` must be an integer, not a number with a fraction"],
        ),
        (
            ":1,",
            ":-12345678901234567890123,",
            &[
                "`-12345678901234567890123` is out of range (-9223372036854775807 to 9223372036854775807)",
            ],
        ),
        (
            ":1,",
            ":1234567890123456789012345,",
            &["the number is out of range (-9223372036854775807 to 9223372036854775807)"],
        ),
        (
            "working",
            "zzz",
            &[
                "unknown status `zzz`; expected one of `created`, `queued`, `working`, \
               `input-required`, `paused`, `completed`, `canceled`, `expired`, `failed`",
            ],
        ),
        (
            "[]",
            "[7]",
            &["an element of `output` must be an object (OutputItem), not a number"],
        ),
        (
            "[]",
            r#"[{"type":"mesage"}]"#,
            &["unknown type `mesage` in `OutputItem`; did you mean `message`?"],
        ),
        ("[]", "[{}]", &["missing field `type` in `OutputItem`"]),
        (
            r#""id":"t""#,
            r#""id":"t","id":"t""#,
            &["duplicate key `id` (first at 1:18)"],
        ),
        (
            "[]}",
            "[]",
            &["not valid JSON: the text ends while parsing an object"],
        ),
    ] {
        let text = TASK.replacen(from, to, 1);
        let report = Settings::default().validate_as(PayloadKind::Task, &text);
        let found: Vec<_> = report.findings.iter().map(|f| &*f.message).collect();
        assert_eq!(found, messages, "{text}");
    }
}

/// What to do depends on what stands in the place of the value.
#[test]
fn help_is_about_what_was_found() {
    let params = r#"{"user_message_content":"u","stream":true}"#;
    let quotes = "Write the value in quotes.";
    let type_of_field = "Write the value in the type of the field; numbers take no quotes.";
    let object = "Pass one object per record; split a list into its elements first.";
    for (whole, from, to, help) in [
        (
            TASK,
            "[]}",
            "[]",
            "The record is cut off here: capture it again, or look for its other part.",
        ),
        (TASK, ":1,", r#":"1","#, "Write the number without quotes."),
        (
            TASK,
            ":1,",
            ":null,",
            "The sender has to write a value here: only optional fields may be null.",
        ),
        (TASK, r#""u""#, "5", quotes),
        (TASK, r#""u""#, "true", quotes),
        (
            TASK,
            r#""u""#,
            "{}",
            "Look for a value that was put into an object of its own.",
        ),
        (
            TASK,
            r#""u""#,
            "[]",
            "Look for a single value that was put into a list.",
        ),
        (
            params,
            "true",
            r#""true""#,
            "Write true and false without quotes.",
        ),
        (TASK, ":1,", r#":"one","#, type_of_field),
        (params, "true", r#""yes""#, type_of_field),
        (TASK, "[]", "5", type_of_field),
        // A whole payload is no value of a field.
        (TASK, TASK, "null", object),
        (TASK, TASK, "[]", object),
    ] {
        let kind = match whole {
            TASK => PayloadKind::Task,
            _ => PayloadKind::CreateParams,
        };
        let report = Settings::default().validate_as(kind, &whole.replacen(from, to, 1));
        assert_eq!(report.findings[0].help, help, "{to}");
    }
}

/// A payload in something else is told at its own place, the rest at the beginning.
#[test]
fn the_place_of_what_is_no_payload() {
    for (text, code, pointer, place, message) in [
        (
            format!(r#"{{"level":"info","body":{TASK}}}"#),
            Code::UnknownPayload,
            "/body",
            TASK,
            "a payload (task) that is wrapped in other JSON, by the value of `object`",
        ),
        (
            format!(" [ {TASK} ]"),
            Code::UnknownPayload,
            "/0",
            TASK,
            "a payload (task) that is wrapped in other JSON, by the value of `object`",
        ),
        (
            r#" {"level":1} "#.into(),
            Code::UnknownPayload,
            "",
            "{",
            "not a payload of the Agentlin API (keys: `level`)",
        ),
        (
            " [1, 2] ".into(),
            Code::NotAnObject,
            "",
            "[1, 2]",
            "a payload must be an object, not an array",
        ),
    ] {
        let report = Settings::default().validate(&text);
        let [found] = &report.findings[..] else {
            panic!("{text}");
        };
        let span = found.span.as_ref().unwrap();
        assert_eq!(
            (found.code, &*found.pointer, &*found.message),
            (code, pointer, message)
        );
        assert_eq!(&text[span.start..span.end], place);
    }
}

/// Servers read what the documentation calls free-form, and say why they refuse it.
#[test]
fn a_payload_that_servers_refuse_is_told_with_the_reason() {
    let text = r#"{"jsonrpc":"2.0","id":"1","method":"tasks/create","params":{"payload":{}}}"#;
    let report = Settings::default().validate(text);
    let found: Vec<_> = report.findings.iter().map(|f| &*f.message).collect();
    assert_eq!(
        found,
        ["servers refuse this payload: missing field `client_id` in `ContinueRequest`"]
    );
}

#[test]
fn ids_that_come_again_are_told_with_where_they_were() {
    let call = r#"{"type":"tool_call","id":"tc","call_id":"call","name":"n","arguments":"{}"}"#;
    let text = format!(
        r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working",
            "created_at":1795467208,"output":[{call},{call},{call}]}}"#
    );
    let report = Settings::default().validate(&text);
    let found = report.findings.iter().map(|f| (&*f.pointer, &*f.message));
    let calls = "duplicate `call_id`: output item 0 is a tool call with the same";
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            (
                "/output/1/id",
                "duplicate item id: output item 0 has the same"
            ),
            ("/output/1/call_id", calls),
            (
                "/output/2/id",
                "duplicate item id: output item 1 has the same"
            ),
            ("/output/2/call_id", calls),
        ]
    );
}

/// What is no JSON is told before whatever else is wrong, but for the place of it.
#[test]
fn a_text_that_breaks_off_is_answered_as_such() {
    let text = r#"{"user_message_content": 5, "stream": tru"#;
    let report = Settings::default().validate_as(PayloadKind::CreateParams, text);
    let codes: Vec<_> = report.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, [Code::WrongType, Code::InvalidJson]);
    assert_eq!(report.to_rpc_error().unwrap().code, -32700);
    // Whatever else is no JSON error, and notes are none.
    let report = |text| Settings::default().validate_as(PayloadKind::CreateParams, text);
    let error = report(r#"{"user_message_content":5,"stream":false,"x":1}"#)
        .to_rpc_error()
        .unwrap();
    assert_eq!(error.code, -32602);
    let findings = error.data.unwrap().to_value().unwrap();
    assert_eq!(findings["findings"].as_array().unwrap().len(), 1);
    assert!(
        report(r#"{"user_message_content":"a","stream":false,"x":1}"#)
            .to_rpc_error()
            .is_none()
    );
}

/// A counter that is none is unusual, and keeps no rule from being checked.
#[test]
fn what_is_unusual_does_not_break_what_is_around_it() {
    let usage = r#""usage":{"input_tokens_details":{"cached_tokens":"x"}}"#;
    let text = TASK.replace(r#""user_id""#, &format!(r#"{usage},"user_id""#));
    let report = Settings::default().validate_as(PayloadKind::Task, &text);
    let codes: Vec<_> = report.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, [Code::UnusualValue]);
    assert_eq!(report.rules_incomplete, None);
}
