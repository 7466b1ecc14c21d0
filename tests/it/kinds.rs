//! What a payload is taken for, told by its keys.

use agentlin_types::Profile;
use agentlin_types::validate::PayloadKind::{self, *};

fn detect(members: &str) -> Option<PayloadKind> {
    PayloadKind::detect(&format!("{{{members}}}"))
}

/// Members that decide at once.
const DECIDE: &[(&str, PayloadKind)] = &[
    (r#""result":[]"#, ListPage),
    (r#""result":{}"#, Response),
    (r#""object":1"#, Task),
    (r#""output":1"#, Task),
    (r#""method":1"#, Request),
    (r#""user_message_content":1"#, CreateParams),
    (r#""success":1"#, ServerError),
    (r#""detail":1"#, HttpError),
    (r#""type":"task.created""#, BareEvent),
    (r#""type":"task.imagined""#, BareEvent),
    (r#""type":"user.message_received""#, BareEvent),
    (r#""sequence_number":1"#, BareEvent),
    (r#""initial_state":1"#, EnvCreateResponse),
    (r#""new_state":1"#, EnvStepResponse),
    (r#""state":1"#, EnvObservationResponse),
    (r#""observation":1"#, EnvResetResponse),
    (r#""is_active":1"#, EnvSession),
    (r#""last_accessed_at":1"#, EnvSession),
    (r#""sessions":1"#, EnvSessions),
    (r#""cleaned_count":1"#, EnvCleanSessionResponse),
    (r#""cleaned_sessions":1"#, EnvCleanSessionResponse),
    (r#""environments":1"#, EnvList),
    (r#""details":1"#, EnvInfo),
];

/// Members that count if none of those before them in this list is there.
const HINT: &[&[(&str, PayloadKind)]] = &[
    &[(r#""params":1"#, Request)],
    &[
        (r#""jsonrpc":1"#, Response),
        (r#""result":null"#, Response),
        (r#""error":1"#, Response),
    ],
    &[(r#""code":1"#, RpcError)],
    &[(r#""tool_name":1"#, EnvStepParams)],
    &[
        (r#""stream":1"#, CreateParams),
        (r#""agent_config":1"#, CreateParams),
        (r#""client_tools":1"#, CreateParams),
        (r#""history_messages":1"#, CreateParams),
    ],
    &[
        (r#""env_id":1"#, EnvCreateParams),
        (r#""env_class_path":1"#, EnvCreateParams),
        (r#""env_init_kwargs":1"#, EnvCreateParams),
    ],
    &[(r#""created_at":1"#, Task)],
    &[(r#""task_id":1"#, BareEvent)],
    &[
        (r#""seed":1"#, EnvResetParams),
        (r#""options":1"#, EnvResetParams),
    ],
    &[(r#""status":"x""#, EnvCloseResponse)],
    &[(r#""message":1"#, RpcError)],
    &[(r#""session_id":1"#, EnvObservationParams)],
];

/// Members that tell nothing.
const NOTHING: &[&str] = &[
    r#""hello":1"#,
    r#""type":"message""#,
    r#""type":1"#,
    r#""status":1"#,
];

#[test]
fn each_key_tells_alone() {
    let hints = HINT.iter().flat_map(|equal| equal.iter());
    for (member, kind) in DECIDE.iter().chain(hints) {
        assert_eq!(detect(member), Some(*kind), "{member}");
        for nothing in NOTHING {
            assert_eq!(detect(&format!("{nothing},{member}")), Some(*kind));
            assert_eq!(detect(&format!("{member},{nothing}")), Some(*kind));
        }
    }
    for nothing in NOTHING {
        assert_eq!(detect(nothing), None, "{nothing}");
    }
}

#[test]
fn the_key_that_tells_most_counts_wherever_it_stands() {
    for (place, equal) in HINT.iter().enumerate() {
        for (member, kind) in *equal {
            for (less, _) in HINT[place + 1..].iter().flat_map(|later| later.iter()) {
                assert_eq!(detect(&format!("{member},{less}")), Some(*kind), "{less}");
                assert_eq!(detect(&format!("{less},{member}")), Some(*kind), "{less}");
            }
            for (more, kind) in DECIDE {
                assert_eq!(detect(&format!("{member},{more}")), Some(*kind));
                assert_eq!(detect(&format!("{more},{member}")), Some(*kind));
            }
        }
    }
    for (one, kind) in DECIDE {
        for (other, _) in DECIDE {
            assert_eq!(detect(&format!("{one},{other}")), Some(*kind), "{other}");
        }
    }
}

#[test]
fn a_result_is_told_by_its_first_key_that_tells() {
    let result = |members: &str| detect(&format!(r#""result":{{{members}}}"#)).unwrap();
    let keys = [
        ("object", Response),
        ("session_id", Response),
        ("output", Response),
        ("created_at", Response),
        ("pushNotificationConfig", PushNotificationResponse),
        ("type", Event),
        ("sequence_number", Event),
        ("task_id", Event),
        ("timestamp", Event),
        ("task", Event),
    ];
    for (key, kind) in keys {
        assert_eq!(result(&format!(r#""{key}":1"#)), kind, "{key}");
        assert_eq!(result(&format!(r#""id":[1,{{}}],"{key}":1"#)), kind);
        for (other, _) in keys {
            let both = format!(r#""{key}":1,"{other}":1"#);
            assert_eq!(result(&both), kind, "{both}");
        }
        assert_eq!(result(&format!(r#""id":oops,"{key}":1"#)), Response);
    }
    assert_eq!(result(r#""id":1"#), Response);
}

#[test]
fn what_comes_after_the_end_of_json_tells_nothing() {
    for (text, kind) in [
        (r#"{"result":[oops"#, Some(ListPage)),
        (r#"{"seed":1,"x":oops,"code":1}"#, Some(EnvResetParams)),
        (r#"{"x":oops,"method":1}"#, None),
        (r#"{"method""#, None),
        (r#"["method",1]"#, None),
        ("", None),
    ] {
        assert_eq!(PayloadKind::detect(text), kind, "{text}");
    }
}

/// What only servers have is held against the wire profile, whatever is asked for.
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
