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

#[test]
fn places_are_exact() {
    let text = "{\"code\": -32001,\n \"message\": [\"é\"], \"data\": null}";
    let report = Settings::default().validate(text);
    assert_eq!(report.kind, Some(PayloadKind::RpcError));
    let finding = &report.findings[0];
    assert_eq!(
        finding.to_string(),
        "error[wrong-type] /message: expected a string, found an array"
    );
    let span = finding.span.as_ref().unwrap();
    assert_eq!(&text[span.start..span.end], "[\"é\"]");
    assert_eq!((finding.line, finding.column), (Some(2), Some(13)));
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
        r#"{"findings":[{"code":"not-an-object","level":"error","pointer":"","span":{"start":0,"end":2},"line":1,"column":1,"message":"expected an object, found an array","help":"Pass one payload; split a list into its elements first.","source":"json-rpc"}]}"#
    );
    assert_eq!(
        serde_json::from_str::<agentlin_types::validate::Report>(&text).unwrap(),
        report
    );
}

#[test]
fn the_page_of_codes_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
    let fresh = agentlin_types::validate::findings_markdown();
    assert!(
        std::fs::read_to_string(path).is_ok_and(|page| page == fresh),
        "docs/findings.md is stale; run `cargo run -- schema --write .`"
    );
}
