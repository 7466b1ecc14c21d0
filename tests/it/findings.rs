//! Structural findings: each defect once, at its place, under its code.

use crate::captures;
use agentlin_types::Profile;
use agentlin_types::validate::{Code, Level, PayloadKind, Settings};

fn codes(settings: &Settings, text: &str) -> Vec<(Code, String)> {
    let findings = settings.validate(text).findings;
    findings.into_iter().map(|f| (f.code, f.pointer)).collect()
}

/// What published servers do, so that it must not be reported as worse than a note.
#[test]
fn captures_are_recognised_and_clean() {
    let mut seen = 0;
    for (name, text) in captures::bodies() {
        let report = Settings::default().validate(&text);
        assert!(report.kind.is_some(), "{name}");
        assert!(report.is_clean(), "{name}: {:#?}", report.findings);
        seen += 1;
    }
    for (name, stream) in captures::streams() {
        for line in captures::data_lines(&stream) {
            let report = Settings::default().validate(line);
            assert_eq!(report.kind, Some(PayloadKind::Event), "{name}: {line}");
            assert!(report.is_clean(), "{name}: {:#?}", report.findings);
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen}");
}

/// The model knows every field, tag and value that published servers send.
#[test]
fn captures_hold_nothing_unknown() {
    let unknown = [Code::UnknownField, Code::UnknownTag, Code::UnknownValue];
    let nothing = |name: &str, text: &str| {
        let mut findings = Settings::default().validate(text).findings;
        findings.retain(|finding| unknown.contains(&finding.code));
        assert!(findings.is_empty(), "{name}: {findings:#?}");
    };
    for (name, text) in captures::bodies().iter().chain(&captures::requests()) {
        nothing(name, text);
    }
    for (name, stream) in captures::streams() {
        captures::data_lines(&stream).for_each(|line| nothing(&name, line));
    }
}

#[test]
fn a_text_that_is_no_payload() {
    let wire = Settings::default();
    for (text, code) in [
        ("", Code::InvalidJson),
        ("{", Code::InvalidJson),
        ("[1, 2", Code::InvalidJson),
        ("{} {}", Code::InvalidJson),
        ("\u{feff}{}", Code::InvalidJson),
        ("[]", Code::NotAnObject),
        ("null", Code::NotAnObject),
        ("\"task\"", Code::NotAnObject),
        ("{}", Code::UnknownPayload),
        (r#"{"hello": "world"}"#, Code::UnknownPayload),
    ] {
        assert_eq!(codes(&wire, text), [(code, String::new())], "{text}");
        assert_eq!(wire.validate(text).kind, None, "{text}");
    }
}

/// Words are words of another language only outside of strings.
#[test]
fn what_is_in_a_string_is_not_taken_for_syntax() {
    for (text, place, message) in [
        (r#"{"x":NaN}"#, 6, "JSON has no number `NaN`"),
        (r#"{"x":None}"#, 6, "`None` is Python, not JSON"),
        (r#"{"inf"#, 5, "the text ends while parsing a string"),
        (r#"{"x":"NaN"#, 9, "the text ends while parsing a string"),
        (r#"{"x":"a\None"}"#, 9, "invalid escape"),
        (r#"{"x":"a,\]"}"#, 10, "invalid escape"),
        ("{\"x\":\"a\\]b\n\"}", 9, "invalid escape"),
        ("{\"x\":\"a\n\"}", 8, "a control character in a string"),
        ("{\"x\":\"a,\u{1}\"}", 9, "a control character in a string"),
    ] {
        let found = Settings::default().validate(text).findings;
        assert_eq!(
            found[0].message,
            format!("not valid JSON: {message}"),
            "{text}"
        );
        assert_eq!(found[0].column, Some(place), "{text}");
    }
}

#[test]
fn places_are_exact() {
    let text = "{\"code\": -32001,\n \"message\": [\"é\"], \"data\": null}";
    let report = Settings::default().validate(text);
    assert_eq!(report.kind, Some(PayloadKind::RpcError));
    let finding = &report.findings[0];
    assert_eq!(
        finding.to_string(),
        "error[wrong-type] /message: `message` must be a string, not an array"
    );
    let span = finding.span.as_ref().unwrap();
    assert_eq!(&text[span.start..span.end], "[\"é\"]");
    assert_eq!((finding.line, finding.column), (Some(2), Some(13)));
}

/// Columns count characters. What a rule says about an object or array has one byte as its place.
#[test]
fn places_behind_characters_of_any_length() {
    let text = "{\"id\": 7,\n\t\"é🚀@\": 1, \"jsonrpc\":\"2.0\"}";
    let report = Settings::default().validate_as(PayloadKind::Response, text);
    let places = report.findings.iter().map(|finding| {
        let span = finding.span.as_ref().unwrap();
        let range = std::ops::Range::from(span);
        assert_eq!(agentlin_types::validate::Span::from(range.clone()), *span);
        (finding.code, &text[range], finding.line, finding.column)
    });
    assert_eq!(
        places.collect::<Vec<_>>(),
        [
            (Code::NoResultOrError, "{", Some(1), Some(1)),
            (Code::UnknownField, "1", Some(2), Some(9)),
        ]
    );
    let text = "{\"id\": \"é🚀@\", \"result\": 7, \"jsonrpc\": \"2.0\"}";
    let report = Settings::default().validate_as(PayloadKind::Response, text);
    assert_eq!(report.findings[0].column, Some(25));
}

/// The search for what was meant has a limit, so that a text full of unknown names costs no more.
#[test]
fn many_unknown_fields_are_all_reported() {
    let fields: String = (0..1000).map(|n| format!(r#","metadat{n}":1"#)).collect();
    let text = format!(r#"{{"code":1,"message":"m"{fields}}}"#);
    let report = Settings::default().validate_as(PayloadKind::RpcError, &text);
    assert_eq!(report.findings.len(), 1000);
}

#[test]
fn the_place_of_a_level_too_deep_is_its_bracket() {
    let text = format!(r#"{{"code":1,"message":"m","data":{}"#, "[".repeat(200));
    let report = Settings::default().validate(&text);
    let span = report.findings[0].span.clone().unwrap();
    assert_eq!(report.findings[0].code, Code::TooDeep);
    assert_eq!(
        (&text[..span.start].len(), span.end),
        (&(31 + 126), 31 + 127)
    );
}

#[test]
fn levels_are_counted() {
    let text = r#"{"code": "x", "message": 1, "a": 1, "b": 2, "c": 3}"#;
    let count = |settings: Settings| {
        let report = settings.validate_as(PayloadKind::RpcError, text);
        let counts = report.counts();
        let counts = [counts.errors, counts.warnings, counts.notes];
        (counts, report.is_clean())
    };
    let wire = Settings::default();
    assert_eq!(count(wire.clone()), ([2, 0, 3], false));
    let fields = |settings: Settings| settings.allow(Code::WrongType);
    assert_eq!(count(fields(wire.clone())), ([0, 0, 3], true));
    let warned = wire.warn(Code::UnknownField);
    assert_eq!(count(warned.clone()), ([2, 3, 0], false));
    assert_eq!(count(fields(warned.clone())), ([0, 3, 0], false));
    assert_eq!(
        count(warned.warn(Code::WrongType).allow(Code::UnknownField)),
        ([0, 2, 0], false)
    );
    assert_eq!(
        count(fields(Settings::default()).allow(Code::UnknownField)),
        ([0, 0, 0], true)
    );
}

#[test]
fn levels_are_set_by_code() {
    let text = r#"{"code": -32001, "message": "Task not found", "colour": 1}"#;
    let level = |settings: Settings| settings.validate(text).worst();
    assert_eq!(level(Settings::default()), Level::Note);
    assert_eq!(level(Settings::new(Profile::Documented)), Level::Warning);
    assert_eq!(
        level(Settings::new(Profile::Documented).deny_warnings(true)),
        Level::Error
    );
    assert_eq!(
        level(Settings::default().deny(Code::UnknownField)),
        Level::Error
    );
    assert_eq!(
        level(Settings::default().warn(Code::UnknownField)),
        Level::Warning
    );
    assert_eq!(
        level(Settings::default().allow(Code::UnknownField)),
        Level::Allow
    );
}

#[test]
fn the_last_word_on_a_code_counts() {
    let (one, other) = (Code::UnknownField, Code::UnknownTag);
    let settings = Settings::default().deny(one).deny(other).warn(one);
    assert_eq!(settings.level(one), Level::Warning);
    assert_eq!(settings.level(other), Level::Error);
    let settings = settings.profile(Profile::Documented).allow(one);
    assert_eq!(settings.active_profile(), Profile::Documented);
    assert_eq!(settings.level(one), Level::Allow);
    assert_eq!(settings.level(other), Level::Error);
    let back = settings.profile(Profile::Wire);
    assert_eq!(back.active_profile(), Profile::Wire);
    assert_eq!(back.level(one), Level::Allow);
}

#[test]
fn payloads_are_objects() {
    for &kind in PayloadKind::ALL {
        for (text, found) in [("[]", "an array"), ("7", "a number"), (" null ", "null")] {
            let report = Settings::default().validate_as(kind, text);
            let [finding] = &report.findings[..] else {
                panic!("{kind}: {:?}", report.findings)
            };
            assert_eq!((finding.code, &*finding.pointer), (Code::NotAnObject, ""));
            assert!(finding.message.ends_with(found), "{}", finding.message);
        }
    }
}

#[test]
fn a_page_has_tasks_or_an_error() {
    let codes = |text: &str| {
        let report = Settings::default().validate_as(PayloadKind::ListPage, text);
        let findings = report.findings.into_iter();
        findings.map(|f| (f.code, f.pointer)).collect::<Vec<_>>()
    };
    assert_eq!(codes(r#"{"jsonrpc":"2.0","id":"r","result":[]}"#), []);
    assert_eq!(
        codes(r#"{"jsonrpc":"2.0","id":"r"}"#),
        [(Code::NoResultOrError, String::new())]
    );
    let error = r#""error":{"code":-32603,"message":"x"}"#;
    assert_eq!(
        codes(&format!(r#"{{"jsonrpc":"2.0","id":"r",{error}}}"#)),
        []
    );
    assert_eq!(
        codes(&format!(
            r#"{{"jsonrpc":"2.0","id":"r","result":[],{error}}}"#
        )),
        [(Code::ResultErrorConflict, "/error".into())]
    );
}

#[test]
fn times_that_are_no_seconds_are_told_apart() {
    for (time, words) in [(-1_i64, "before 1970"), (1_795_467_208_000, "milliseconds")] {
        let text = format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working",
            "created_at":{time},"output":[]}}"#
        );
        let report = Settings::default().validate(&text);
        let message = &report.findings[0].message;
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn codes_have_stable_names() {
    for &code in Code::ALL {
        assert_eq!(code.explain().code, code);
        assert_eq!(code.as_str().parse(), Ok(code));
        let name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(code.as_str().chars().all(name), "{code}");
        let explained = code.explain();
        for text in [explained.meaning, explained.example, explained.fix] {
            assert!(!text.trim().is_empty(), "{code}");
        }
    }
}

#[test]
fn findings_are_data() {
    let report = Settings::default().validate("[]");
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(
        text,
        r#"{"findings":[{"code":"not-an-object","level":"error","pointer":"","span":{"start":0,"end":2},"line":1,"column":1,"message":"a payload must be an object, not an array","help":"Pass one object per record; split a list into its elements first.","source":"json-rpc"}]}"#
    );
    assert_eq!(
        serde_json::from_str::<agentlin_types::validate::Report>(&text).unwrap(),
        report
    );
}

/// What is found at one place is told in the order in which it was found, however much it is about.
#[test]
fn findings_of_one_place_keep_their_order() {
    let text = r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working",
        "created_at":1795467208,"previous_task_id":null,"input_required_call_ids":["c"],"output":[]}"#;
    let report = Settings::new(Profile::Documented).validate(text);
    let found = report.findings.iter();
    let found = found.filter(|f| f.pointer == "/input_required_call_ids");
    let codes: Vec<_> = found.map(|f| f.code).collect();
    assert_eq!(codes, [Code::UndocumentedField, Code::PendingCallStatus]);
}

/// A report is shown with a line for each finding.
#[test]
fn a_report_is_shown_as_lines() {
    let report = |text: &str| Settings::default().validate_as(PayloadKind::RpcError, text);
    assert_eq!(report(r#"{"code":1,"message":""}"#).to_string(), "");
    assert_eq!(
        report(r#"{"code":"x"}"#).to_string(),
        "error[missing-field] the payload: missing field `message` in `RpcError`\n\
         error[wrong-type] /code: `code` must be an integer, not a string"
    );
}

/// Of each code the first 10,000 findings are listed; the last of them counts the others.
#[test]
fn a_flood_of_findings_is_counted() {
    let task = |output: &str| {
        format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working","created_at":"x","output":[{output}]}}"#
        )
    };
    let numbers = vec!["1"; 25_000].join(",");
    let text = task(&format!("{numbers},{{}}"));
    let report = Settings::default().validate(&text);
    let of = |code| report.findings.iter().filter(move |one| one.code == code);
    let wrong: Vec<_> = of(Code::WrongType).collect();
    // The first is that of `created_at`.
    assert_eq!(wrong.len(), 10_000);
    assert_eq!(wrong[0].pointer, "/created_at");
    assert!(wrong[..9999].iter().all(|one| one.more.is_none()));
    assert_eq!(wrong[9999].pointer, "/output/9998");
    assert_eq!(wrong[9999].more, Some(15_001));
    let message = "an element of `output` must be an object (OutputItem), not a number; 15001 more of this code are not listed";
    assert_eq!(wrong[9999].message, message);
    // Others have their own places.
    let missing: Vec<_> = of(Code::MissingField).map(|one| &*one.pointer).collect();
    assert_eq!(missing, ["/output/25000"]);
    assert_eq!(report.counts().errors, 25_002);

    let text = task(&vec![r#"{"type":"message","a":1,"a":1}"#; 10_002].join(","));
    let report = Settings::default().validate(&text);
    let twice = report
        .findings
        .iter()
        .filter(|one| one.code == Code::DuplicateKey);
    let last = twice.max_by_key(|one| one.column).unwrap();
    let column = text.match_indices(r#""a":"#).nth(2 * 9999).unwrap().0 + 1;
    assert_eq!(
        last.message,
        format!("duplicate key `a`; 2 more of this code are not listed (first at 1:{column})")
    );

    // Rules and unknown fields.
    let unknown: Vec<_> = (0..10_200).map(|n| format!(r#""x{n}":1"#)).collect();
    let text = task("")
        .replace("\"x\"", "1")
        .replace("[]", &format!("[],{}", unknown.join(",")));
    let report = Settings::default().validate(&text);
    assert_eq!(report.findings.len(), 10_000);
    assert_eq!(report.findings[9999].pointer, "/x9999");
    assert_eq!(report.findings[9999].more, Some(200));
    let item =
        r#"{"type":"tool_result","id":"i","call_id":"c","message_content":[],"block_list":[]}"#;
    let text = task(&vec![item; 10_003].join(",")).replace("\"x\"", "1");
    let report = Settings::default().validate(&text);
    let of = |code| report.findings.iter().filter(move |one| one.code == code);
    assert_eq!(of(Code::ResultWithoutCall).count(), 10_000);
    assert_eq!(
        of(Code::ResultWithoutCall).next_back().unwrap().more,
        Some(3)
    );
    assert_eq!(of(Code::DuplicateItemId).next_back().unwrap().more, Some(2));
}
