//! Answers checked against the requests that they answer.

use agentlin_types::Profile;
use agentlin_types::validate::{Code, PayloadKind, RequestContext, Settings};

/// A run that went on after a call of `ask`, with a record of a model call.
const ANSWER: &str = r#"{"jsonrpc":"2.0","id":"r","result":{"object":"task","id":"t",
 "session_id":"s","user_id":"u","status":"completed","created_at":1,"rollouts":[{}],
 "output":[{"type":"tool_call","id":"tc","call_id":"c","name":"ask","arguments":"{}"},
 {"type":"tool_result","id":"tr","call_id":"c","message_content":[],"block_list":[]}]}}"#;

/// What the request makes wrong with an answer, each as `line:column code pointer`.
fn found(request: &str, kind: PayloadKind, answer: &str) -> Vec<String> {
    let report = Settings::default().validate_answer(&RequestContext::by(request), kind, answer);
    let findings = report.findings.into_iter();
    findings
        .map(|found| {
            let (line, column) = (found.line.unwrap(), found.column.unwrap());
            format!("{line}:{column} {} {}", found.code, found.pointer)
        })
        .collect()
}

const ROLLOUTS: &str = "2:80 unasked-rollouts /result/rollouts";
const STOP: &str = "3:63 stop-tool-ignored /result/output/0/name";
const ARGUMENTS: &str = "3:81 arguments-against-schema /result/output/0/arguments";

/// The same request in all its forms.
fn forms(fields: &str) -> [String; 3] {
    let payload = format!(r#"{{"client_id":"c","user_message_content":"Hi"{fields}}}"#);
    let rpc = |method: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":"r","method":"{method}","params":{{"payload":{payload}}}}}"#
        )
    };
    [
        format!(r#"{{"stream":false,"user_message_content":"Hi"{fields}}}"#),
        rpc("tasks/create"),
        rpc("tasks/createSubscribe"),
    ]
}

#[test]
fn answers_are_held_against_every_form_of_a_request() {
    let tool = r#","client_tools":[{"type":"function","function":{"name":"ask","parameters":{"required":["q"]}}}]"#;
    let mut told = vec![ROLLOUTS, STOP];
    if cfg!(feature = "jsonschema") {
        told.push(ARGUMENTS);
    }
    for (fields, expected) in [
        ("", &[ROLLOUTS][..]),
        (r#","return_rollout":false"#, &[ROLLOUTS]),
        (r#","return_rollout":true"#, &[]),
        (r#","stop_tools":["ask"]"#, &[ROLLOUTS, STOP]),
        (r#","stop_tools":["answer"]"#, &[ROLLOUTS]),
        (
            r#","return_rollout":true,"stop_tools":["a","ask"]"#,
            &[STOP],
        ),
        // A tool of the client ends the run as well.
        (tool, &told),
    ] {
        for request in forms(fields) {
            assert_eq!(
                found(&request, PayloadKind::Response, ANSWER),
                expected,
                "{request}"
            );
        }
    }
}

/// Arguments that may still grow, or are in another language, are not checked against a schema.
#[cfg(feature = "jsonschema")]
#[test]
fn only_whole_arguments_in_json_are_held_against_a_schema() {
    let request = r#"{"stream":false,"user_message_content":"Hi","return_rollout":true,"client_tools":
        [{"type":"function","function":{"name":"ask","parameters":{"required":["q"]}}},
        {"type":"function","function":{"name":"tell"}},
        {"type":"function","function":{"name":"sing","parameters":{"type":7}}}]}"#;
    let found = |name: &str, fields: &str| {
        let answer = ANSWER
            .replace("\"completed\"", "\"working\"")
            .replace(r#""name":"ask""#, &format!(r#""name":"{name}"{fields}"#));
        let found = found(request, PayloadKind::Response, &answer);
        found
            .iter()
            .any(|one| one.contains("arguments-against-schema"))
    };
    for (fields, told) in [
        ("", true),
        (r#","status":"completed","language":"json""#, true),
        (r#","status":"in_progress""#, false),
        (r#","status":"incomplete","language":"json""#, false),
        (r#","language":"python""#, false),
        (r#","status":"completed","language":"python""#, false),
        (r#","status":"in_progress","language":"python""#, false),
    ] {
        assert_eq!(found("ask", fields), told, "{fields}");
        assert!(!found("tell", fields) && !found("sing", fields));
    }
}

#[test]
fn only_what_a_request_says_counts() {
    let stops = r#"{"stream":false,"user_message_content":"Hi","stop_tools":["ask"]}"#;
    for request in [
        "",
        "{}",
        r#"{"jsonrpc":"2.0","id":"r","method":"tasks/get","params":{"id":"t"}}"#,
        r#"{"jsonrpc":"2.0","id":"r","method":"tasks/create","params":{"payload":{}}}"#,
        r#"{"jsonrpc":"2.0","id":"r","method":"tasks/create","params":{"payload":
            {"client_id":"c","previous_task_id":"t","tool_results":[]}}}"#,
    ] {
        assert!(found(request, PayloadKind::Response, ANSWER).is_empty());
    }
    // A run that did not go on, and one that has no records.
    let waits = ANSWER
        .replace("\"completed\"", "\"working\"")
        .replace("[{}]", "[]");
    assert!(found(stops, PayloadKind::Response, &waits).is_empty());
    // No answer to a request that creates a task.
    let (_, task) = ANSWER.split_once("\"result\":").unwrap();
    let task = &task[..task.len() - 1];
    assert!(found(stops, PayloadKind::Task, task).is_empty());
    // One that cannot be read as a whole is checked as far as it can.
    let broken = ANSWER.replace("\"created_at\":1", "\"created_at\":\"1\"");
    assert_eq!(
        found(stops, PayloadKind::Response, &broken),
        [
            "2:67 wrong-type /result/created_at",
            "2:82 unasked-rollouts /result/rollouts",
            "3:63 stop-tool-ignored /result/output/0/name",
        ]
    );
}

/// In either profile, whatever else is wrong with its structure.
#[test]
fn answers_are_checked_against_their_request() {
    let odd = ANSWER.replace(r#""id":"r","#, r#""id":"r","more":1,"#);
    for profile in [Profile::Wire, Profile::Documented] {
        let settings = Settings::default().profile(profile);
        let [request, ..] = forms("");
        let codes = |answer: &str| {
            let asked = RequestContext::by(&request);
            let report = settings.validate_answer(&asked, PayloadKind::Response, answer);
            report
                .findings
                .into_iter()
                .map(|found| found.code)
                .collect::<Vec<_>>()
        };
        let found = codes(&odd);
        assert!(found.contains(&Code::UnaskedRollouts), "{found:?}");
        assert!(found.len() > 1, "{found:?}");
        let broken = codes(&odd.replace(r#""id":"t","#, r#""id":7,"#));
        assert!(broken.contains(&Code::WrongType), "{broken:?}");
        assert!(broken.contains(&Code::UnaskedRollouts), "{broken:?}");
    }
}
