//! What a payload is taken for, and by what evidence.

use agentlin_types::Profile;
use agentlin_types::validate::{
    Code, Detection, Evidence,
    PayloadKind::{self, *},
    Protocol, Settings,
};

fn detect(members: &str) -> Option<PayloadKind> {
    PayloadKind::detect(&format!("{{{members}}}"))
}

/// Members that are evidence, whatever else is there.
const EVIDENCE: &[(&str, PayloadKind)] = &[
    (r#""result":{"object":"task"}"#, Response),
    (
        r#""result":{"id":[1,{}],"session_id":1,"status":1,"output":1}"#,
        Response,
    ),
    (r#""result":{"type":"task.imagined"}"#, Event),
    (r#""result":{"task":{"object":"task"}}"#, Event),
    (r#""result":{"task_id":1,"sequence_number":1}"#, Event),
    (r#""result":{"type":"x","task_id":1}"#, Event),
    (r#""result":{"timestamp":1,"sequence_number":1}"#, Event),
    (
        r#""result":{"user_id":1,"status":1,"created_at":1}"#,
        Response,
    ),
    (
        r#""result":{"pushNotificationConfig":1}"#,
        PushNotificationResponse,
    ),
    (r#""result":[{"object":"task"}]"#, ListPage),
    (r#""object":"task""#, Task),
    (r#""type":"task.created""#, BareEvent),
    (r#""type":"task.imagined""#, BareEvent),
    (r#""type":"user.message_received""#, BareEvent),
];

/// Members that are evidence together, also beside unknown keys.
const TOGETHER: &[(&str, PayloadKind)] = &[
    (r#""jsonrpc":"2.0","method":"tasks/get""#, Request),
    (r#""jsonrpc":"2.0","error":{}"#, Response),
    (r#""jsonrpc":"2.0","result":[]"#, ListPage),
    (r#""jsonrpc":"2.0","result":[{}]"#, ListPage),
    (r#""sequence_number":1,"task_id":1"#, BareEvent),
    (r#""session_id":1,"user_id":1,"status":1,"output":1"#, Task),
    (r#""user_message_content":1"#, CreateParams),
    (r#""stream":true,"history_messages":1"#, CreateParams),
    (r#""success":false,"message":"x","data":1"#, ServerError),
    (r#""code":-32603,"message":"x""#, RpcError),
    (r#""initial_state":1,"env_id":1"#, EnvCreateResponse),
    (r#""new_state":{},"tools":[]"#, EnvStepResponse),
    (r#""state":{},"tools":[]"#, EnvObservationResponse),
    (r#""observation":{},"tools":[]"#, EnvResetResponse),
    (r#""is_active":1,"session_id":1"#, EnvSession),
    (r#""last_accessed_at":1,"session_id":1"#, EnvSession),
    (r#""sessions":[],"total":1"#, EnvSessions),
    (r#""cleaned_count":1,"status":1"#, EnvCleanSessionResponse),
    (r#""environments":[],"total":1"#, EnvList),
    (r#""env_class_path":1,"env_init_kwargs":1"#, EnvCreateParams),
    (
        r#""tool_name":1,"session_id":1,"tool_args":1"#,
        EnvStepParams,
    ),
];

/// Members that are evidence if nothing else is there.
const ALONE: &[(&str, PayloadKind)] = &[
    (r#""jsonrpc":"2.0","id":1"#, Response),
    (r#""jsonrpc":"2.0","id":1,"result":"text""#, Response),
    (r#""detail":"Not Found""#, HttpError),
    (r#""success":false,"message":"x""#, ServerError),
    (r#""stream":true"#, CreateParams),
    (r#""status":"closed","message":"x""#, EnvCloseResponse),
    (r#""sessions":[]"#, EnvSessions),
    (r#""environments":[]"#, EnvList),
    (r#""name":"x","details":[]"#, EnvInfo),
    (r#""env_id":"x""#, EnvCreateParams),
    (r#""session_id":"x","tool_name":"y""#, EnvStepParams),
    (r#""session_id":"x","seed":1"#, EnvResetParams),
    (r#""session_id":"x""#, EnvObservationParams),
];

/// What speaks for nothing: single keys that others have as well, and keys of the API with values
/// that they never have.
const NOTHING: &[&str] = &[
    r#""hello":1"#,
    r#""message":"x""#,
    r#""output":"ls""#,
    r#""status":"200""#,
    r#""state":"running""#,
    r#""stream":"stdout""#,
    r#""type":"message""#,
    r#""object":"chat.completion""#,
    r#""method":"GET""#,
    r#""success":true,"message":"ok","data":null"#,
    r#""code":0,"message":"success","data":null"#,
    r#""code":200,"message":"ok""#,
    r#""result":[]"#,
    r#""result":{}"#,
    r#""jsonrpc":"2.0","result":{"tools":[]}"#,
    r#""jsonrpc":"2.0","result":[1]"#,
    r#""result":[{}]"#,
    r#""result":[{"object":"list"}]"#,
    r#""result":{"object":"list"}"#,
    r#""result":{"task":{}}"#,
    r#""result":{"task_id":1}"#,
    r#""result":{"type":"x","timestamp":1}"#,
    r#""result":{"session_id":1,"user_id":1}"#,
    r#""result":{"status":1,"created_at":1,"output":1}"#,
    r#""code":200,"detail":"x""#,
    r#""success":false"#,
    r#""success":false,"detail":"x""#,
    r#""success":false,"errors":[],"hello":1"#,
    r#""new_state":{}"#,
    r#""new_state":{},"done":true,"hello":1"#,
];

#[test]
fn evidence_decides_wherever_it_stands() {
    for (members, kind) in EVIDENCE.iter().chain(TOGETHER) {
        assert_eq!(detect(members), Some(*kind), "{members}");
        for other in [r#""hello":1"#, r#""created":[{"a":"}"}]"#] {
            assert_eq!(
                detect(&format!("{other},{members}")),
                Some(*kind),
                "{members}"
            );
            assert_eq!(
                detect(&format!("{members},{other}")),
                Some(*kind),
                "{members}"
            );
        }
    }
    for (members, kind) in ALONE {
        assert_eq!(detect(members), Some(*kind), "{members}");
        assert_eq!(detect(&format!("{members},\"hello\":1")), None, "{members}");
    }
    for members in NOTHING {
        assert_eq!(detect(members), None, "{members}");
    }
}

/// Every kind is recognised in any valid payload that has evidence of it.
#[test]
fn every_kind_has_evidence() {
    let found: Vec<_> = [EVIDENCE, TOGETHER, ALONE].concat();
    let shares = [
        StopParams,
        StopResponse,
        EnvCloseParams,
        EnvDeleteSessionResponse,
    ];
    for kind in PayloadKind::ALL {
        let recognised = found.iter().any(|(_, other)| other == kind);
        assert_ne!(recognised, shares.contains(kind), "{kind}");
    }
}

#[test]
fn what_is_not_whole_has_no_evidence_beyond_its_end() {
    for (text, kind) in [
        (r#"{"result":{"object":"task","x":oops"#, Some(Response)),
        (r#"{"x":oops,"object":"task"}"#, None),
        (r#"{"session_id":"x","y":oops"#, None),
        (r#"{"session_id":"x","seed":oops"#, None),
        (r#"{"detail":"Not"#, None),
        (r#"{"method""#, None),
        (r#"["method",1]"#, None),
        ("", None),
    ] {
        assert_eq!(PayloadKind::detect(text), kind, "{text}");
    }
}

/// Keys may come from anywhere: only what is fit to be a name is shown, and not too many.
#[test]
fn keys_of_nothing_known_are_named() {
    let long = "k".repeat(40);
    let many: String = (0..9).map(|k| format!(",\"k{k}\":1")).collect();
    for (members, said) in [
        ("", ": an empty object".to_owned()),
        (r#""a-b.c_$@9":1"#, " (keys: `a-b.c_$@9`)".to_owned()),
        (
            r#""":1,"a b":1,"\u00e9":1"#,
            " (keys: `…`, `…`, `…`)".to_owned(),
        ),
        (
            &format!(r#""{long}":1,"{long}k":1"#),
            format!(" (keys: `{long}`, `…`)"),
        ),
        (
            &many[1..],
            " (keys: `k0`, `k1`, `k2`, `k3`, `k4`, `k5`, `k6`, `k7` and 1 more)".to_owned(),
        ),
    ] {
        let detection = Detection::of(&format!("{{{members}}}"));
        let said = format!("not a payload of the Agentlin API{said}");
        assert_eq!(detection.to_string(), said, "{members}");
    }
}

fn wrapped(text: &str) -> Option<(PayloadKind, String, bool)> {
    match Detection::of(text) {
        Detection::Wrapped(found) => {
            let value = &text[found.range.clone()];
            assert!(
                value.starts_with(['{', '"']) && value.ends_with(['}', '"']),
                "{value}"
            );
            Some((found.kind, found.pointer, found.in_string))
        }
        _ => None,
    }
}

#[test]
fn payloads_are_found_in_what_wraps_them() {
    let task = r#"{"object":"task","id":"t"}"#;
    let text = format!("{task:?}");
    let twice = format!("{text:?}");
    for (outer, pointer, in_string) in [
        (
            format!(r#"{{"log":{text},"stream":"stdout"}}"#),
            "/log",
            true,
        ),
        (format!(r#"{{"log":{twice}}}"#), "/log", true),
        (
            format!(r#"{{"code":0,"message":"ok","data":{task}}}"#),
            "/data",
            false,
        ),
        (
            format!(r#"{{"status":"info","message":{text}}}"#),
            "/message",
            true,
        ),
        (
            format!(r#"{{"a/b":[1,{{"c":{task}}}]}}"#),
            "/a~1b/1/c",
            false,
        ),
        (format!("[{task}]"), "/0", false),
        (text.clone(), "", true),
        // Cut off by the writer of the log.
        (format!(r#"{{"log":{:?}}}"#, &task[..20]), "/log", true),
    ] {
        assert_eq!(
            wrapped(&outer),
            Some((Task, pointer.into(), in_string)),
            "{outer}"
        );
        let report = Settings::default().validate(&outer);
        assert_eq!(report.kind, None, "{outer}");
        assert_eq!(report.findings.len(), 1, "{outer}");
    }
    let two =
        format!(r#"{{"request":{{"user_message_content":"Hi","stream":true}},"answer":{task}}}"#);
    let Detection::WrapsSeveral { payloads } = Detection::of(&two) else {
        panic!("{two}")
    };
    let found = payloads.iter().map(|found| (&*found.pointer, found.kind));
    assert!(found.eq([("/request", CreateParams), ("/answer", Task)]));
    // The string of a log that wraps two is one of them for the log.
    let logged = format!(
        r#"{{"resourceLogs":[{{"scopeLogs":[{{"logRecords":[{{"body":{{"stringValue":{two:?}}}}}]}}]}}]}}"#
    );
    let pointer = "/resourceLogs/0/scopeLogs/0/logRecords/0/body/stringValue";
    assert_eq!(wrapped(&logged), Some((CreateParams, pointer.into(), true)));
    // Parts of any log, and what is broken.
    for text in [
        r#"{"level":"info","context":{"session_id":"x"}}"#.to_owned(),
        r#"{"level":"info","error":{"code":-1,"message":"x"}}"#.to_owned(),
        format!(r#"{{"data":{task},"x":oops}}"#),
        format!(r#"{{"data":{task}}} oops"#),
    ] {
        assert_eq!(wrapped(&text), None, "{text}");
    }
    // Deeper than anybody wraps, and a nest that must not take long.
    let nest = |open: &str, close: &str, levels: usize| {
        format!("{}{task}{}", open.repeat(levels), close.repeat(levels))
    };
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        assert!(wrapped(&nest(open, close, 16)).is_some(), "{open}");
        for levels in [17, 18, 40] {
            assert_eq!(wrapped(&nest(open, close, levels)), None, "{open}");
        }
    }
    let nest = format!("{}1{}", r#"{"detail":"#.repeat(120), "}".repeat(120));
    assert_eq!(PayloadKind::detect(&nest), Some(HttpError));
}

#[test]
fn other_protocols_are_named() {
    use Protocol::*;
    for (protocol, texts) in [
        (
            OpenAiChat,
            &[
                r#"{"object":"chat.completion","choices":[]}"#,
                r#"{"object":"chat.completion.chunk"}"#,
                r#"{"choices":[],"model":"m"}"#,
                r#"{"choices":[],"usage":{}}"#,
                r#"{"choices":[],"created":1}"#,
                r#"{"model":"m","messages":[],"stream":true}"#,
            ][..],
        ),
        (
            OpenAiResponses,
            &[
                r#"{"object":"response","created_at":1,"status":"completed","output":[]}"#,
                r#"{"object":"response.input_tokens"}"#,
                r#"{"type":"response.created","sequence_number":1}"#,
                r#"{"input":[],"model":"m"}"#,
            ],
        ),
        (
            AnthropicMessages,
            &[
                r#"{"type":"message","role":"assistant","content":[],"stop_reason":"end_turn"}"#,
                r#"{"type":"message_start"}"#,
                r#"{"type":"message_delta"}"#,
                r#"{"type":"message_stop"}"#,
                r#"{"type":"content_block_start"}"#,
                r#"{"type":"content_block_delta","index":0}"#,
                r#"{"type":"content_block_stop"}"#,
                r#"{"messages":[],"model":"m","system":"s"}"#,
                r#"{"messages":[],"anthropic_version":"v"}"#,
            ],
        ),
        (
            Gemini,
            &[
                r#"{"candidates":[],"usageMetadata":{}}"#,
                r#"{"candidates":[],"modelVersion":"v"}"#,
                r#"{"contents":[],"generationConfig":{}}"#,
                r#"{"contents":[],"systemInstruction":{}}"#,
            ],
        ),
        (
            ModelError,
            &[r#"{"error":{"message":"x","type":"invalid_request_error"}}"#],
        ),
        (
            Mcp,
            &[
                r#"{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}"#,
                r#"{"jsonrpc":"2.0","id":1,"result":{"serverInfo":{}}}"#,
                r#"{"jsonrpc":"2.0","id":1,"result":{"contents":[]}}"#,
                r#"{"jsonrpc":"2.0","id":1,"result":{"content":[]}}"#,
            ],
        ),
        (
            A2a,
            &[
                r#"{"jsonrpc":"2.0","id":1,"result":{"kind":"task","contextId":"c"}}"#,
                r#"{"jsonrpc":"2.0","id":1,"result":{"contextId":"c","parts":[]}}"#,
                r#"{"kind":"status-update"}"#,
                r#"{"contextId":"c","status":{}}"#,
                r#"{"protocolVersion":"1","skills":[]}"#,
            ],
        ),
        (
            Acp,
            &[
                r#"{"jsonrpc":"2.0","id":1,"result":{"sessionId":"s"}}"#,
                r#"{"jsonrpc":"2.0","id":1,"result":{"agentCapabilities":{}}}"#,
            ],
        ),
        (
            JsonRpc,
            &[
                r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
                r#"{"jsonrpc":"2.0","id":1,"result":{"contextId":"c"}}"#,
                r#"{"jsonrpc":"2.0","x":1}"#,
            ],
        ),
    ] {
        for text in texts {
            let found = match Detection::of(text) {
                Detection::Foreign { protocol, .. } => Some(protocol),
                _ => None,
            };
            assert_eq!(found, Some(protocol), "{text}");
            let report = Settings::default().validate(text);
            assert_eq!(report.findings.len(), 1, "{text}");
            assert_eq!(report.findings[0].code, Code::UnknownPayload);
            assert!(report.findings[0].message.contains(protocol.as_str()));
        }
    }
    // One key alone says little, and null nothing.
    for text in [
        r#"{"choices":[]}"#,
        r#"{"choices":null,"model":"m"}"#,
        r#"{"model":"m","usage":{},"created":1}"#,
        r#"{"type":"message"}"#,
        r#"{"stop_reason":"end_turn"}"#,
        r#"{"messages":[]}"#,
        r#"{"anthropic_version":"v","system":"s"}"#,
        r#"{"input":[]}"#,
        r#"{"candidates":[]}"#,
        r#"{"contents":[]}"#,
        r#"{"usageMetadata":{},"modelVersion":"v"}"#,
        r#"{"generationConfig":{},"systemInstruction":{}}"#,
        r#"{"error":{"message":"x"}}"#,
        r#"{"error":{"type":"x"}}"#,
        r#"{"contextId":"c"}"#,
        r#"{"kind":"other","parts":[],"status":{}}"#,
        r#"{"protocolVersion":"1"}"#,
        r#"{"skills":[]}"#,
        r#"{"method":"tools/call"}"#,
        r#"{"result":{"tools":[]}}"#,
    ] {
        let found = Detection::of(text);
        assert!(matches!(found, Detection::Unknown { .. }), "{text}");
    }
}

#[test]
fn evidence_is_a_value() {
    let text = r#"{"jsonrpc":"2.0","result":{"object":"task"}}"#;
    let evidence = Evidence::Tag("result.object");
    assert_eq!(
        Detection::of(text),
        Detection::Payload {
            kind: Response,
            evidence
        }
    );
    assert_eq!(evidence.to_string(), "the value of `result.object`");
    let Detection::Unknown { keys } = Detection::of(r#"{"b":1,"a":{"c":2}}"#) else {
        panic!()
    };
    assert_eq!(keys, ["b", "a"]);
    assert_eq!(PayloadKind::of::<agentlin_types::Task>(), Task);
}

/// What only servers have is checked against the wire profile, whatever is asked for.
#[test]
fn kinds_that_the_page_describes() {
    let documented = |kind: &&PayloadKind| {
        assert_eq!(kind.profile(Profile::Wire), Profile::Wire);
        kind.profile(Profile::Documented) == Profile::Documented
    };
    let documented: Vec<_> = PayloadKind::ALL.iter().filter(documented).collect();
    assert_eq!(
        documented,
        [
            &Response,
            &Task,
            &RpcError,
            &CreateParams,
            &EnvCreateParams,
            &EnvCreateResponse,
            &EnvStepParams,
            &EnvObservationParams,
            &EnvObservationResponse,
            &EnvResetParams,
            &EnvResetResponse,
            &EnvCloseParams,
            &EnvCloseResponse,
            &EnvSession,
            &EnvSessions,
            &EnvInfo,
            &EnvList
        ]
    );
}
