//! Hand-made broken captures: each defect found once, at its place, under its code.
//!
//! The cases are data, `tests/fixtures/findings/cases.json`: a base payload, edits, and the exact
//! list of findings. An edit is `["set", pointer, value]`, `["remove", pointer]` or
//! `["swap", pointer, pointer]`.

use std::collections::BTreeSet;

use agentlin_types::validate::{Code, Finding, PayloadKind, RequestContext, Settings, StreamCheck};
use agentlin_types::{JsonValue, Profile};
use serde_json::Value;

use crate::captures;

pub(crate) fn fixture(name: &str) -> String {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/findings/");
    std::fs::read_to_string(format!("{dir}{name}")).unwrap()
}

pub(crate) fn cases(name: &str) -> Vec<Value> {
    serde_json::from_str(&fixture(name)).unwrap()
}

/// The container that a pointer ends in, and its last segment.
fn parent<'a>(payload: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let last = last.replace("~1", "/").replace("~0", "~");
    let parent = payload.pointer_mut(parent);
    (parent.unwrap_or_else(|| panic!("{pointer}")), last)
}

pub(crate) fn edit(payload: &mut Value, edit: &Value) {
    let pointer = edit[1].as_str().unwrap();
    match edit[0].as_str().unwrap() {
        "set" => match parent(payload, pointer) {
            (Value::Object(object), key) => _ = object.insert(key, edit[2].clone()),
            (Value::Array(array), index) => {
                array[index.parse::<usize>().unwrap()] = edit[2].clone();
            }
            _ => panic!("{pointer}"),
        },
        "remove" => match parent(payload, pointer) {
            (Value::Object(object), key) => assert!(object.remove(&key).is_some(), "{pointer}"),
            (Value::Array(array), index) => _ = array.remove(index.parse().unwrap()),
            _ => panic!("{pointer}"),
        },
        "swap" => {
            let (one, other) = (pointer, edit[2].as_str().unwrap());
            let value = payload.pointer(one).unwrap().clone();
            let other = std::mem::replace(payload.pointer_mut(other).unwrap(), value);
            *payload.pointer_mut(one).unwrap() = other;
        }
        other => panic!("{other}"),
    }
}

pub(crate) fn text(case: &Value) -> String {
    if let Some(text) = case["text"].as_str() {
        return text.into();
    }
    let mut payload: Value =
        serde_json::from_str(&fixture(case["base"].as_str().unwrap())).unwrap();
    for one in case["edits"].as_array().unwrap() {
        edit(&mut payload, one);
    }
    serde_json::to_string_pretty(&payload).unwrap()
}

pub(crate) fn expected(case: &Value) -> Vec<(Code, String)> {
    let pair = |pair: &Value| {
        let [code, pointer] = [0, 1].map(|i| pair[i].as_str().unwrap());
        (code.parse().unwrap(), pointer.to_string())
    };
    case["expect"]
        .as_array()
        .unwrap()
        .iter()
        .map(pair)
        .collect()
}

#[test]
fn each_defect_is_found_once_at_its_place() {
    let cases = cases("cases.json");
    assert!(cases.len() > 100);
    for case in &cases {
        let profile: Profile = case["profile"].as_str().unwrap_or("wire").parse().unwrap();
        // Every code counts here, also those that are not reported unless asked for.
        let mut settings = Settings::new(profile);
        if profile == Profile::Documented {
            settings = settings.warn(Code::UndocumentedField);
        }
        let text = text(case);
        check(&settings, case, &text);
        // Without white space, where that is no defect of its own.
        if let Ok(json) = text.parse::<JsonValue>() {
            check(&settings, case, json.as_str());
        }
    }
}

fn check(settings: &Settings, case: &Value, text: &str) {
    let report = settings.validate(text);
    let found = report.findings.iter();
    let mut found: Vec<_> = found.map(|f| (f.code, f.pointer.clone())).collect();
    let mut expected = expected(case);
    // The order of the text is tested by itself; the edits do not keep it.
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{}: {:#?}", case["name"], report.findings);
    for finding in &report.findings {
        let span = finding.span.as_ref();
        let span = span.expect("every finding has a place in the text");
        let within = span.start <= span.end && span.end <= text.len();
        assert!(within, "{}", case["name"]);
    }
    let starts = report.findings.iter();
    let starts = starts.map(|finding| finding.span.as_ref().unwrap().start);
    assert!(starts.is_sorted(), "{}", case["name"]);
}

#[test]
fn every_code_has_a_case() {
    let mut missing: BTreeSet<Code> = Code::ALL.iter().copied().collect();
    for case in cases("cases.json") {
        for (code, _) in expected(&case) {
            missing.remove(&code);
        }
    }
    for case in cases("streams.json") {
        for one in case["expect"].as_array().unwrap() {
            missing.remove(&one[1].as_str().unwrap().parse().unwrap());
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_place_of_a_finding_is_that_of_its_pointer() {
    for case in &cases("cases.json") {
        let text = text(case);
        let Ok(payload) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        for finding in Settings::default().validate(&text).findings {
            let value = payload.pointer(&finding.pointer).expect(&finding.pointer);
            let span = finding.span.unwrap();
            let found = &text[span.start..span.end];
            match value {
                Value::Object(_) | Value::Array(_) => {
                    assert!(found.starts_with(['{', '[']), "{}: {found}", case["name"]);
                }
                value => assert_eq!(found.parse::<Value>().unwrap(), *value, "{}", case["name"]),
            }
        }
    }
}

/// Runs a stream case: the records of `stream.jsonl` with edits, each of which names a record.
/// Further edits are `["drop", record]`, `["repeat", record]`, `["swap", record, record]`,
/// `["end", record]`, which drops it and all after it, and `["insert", record, name, data]`: an event
/// before that record.
fn stream_findings(case: &Value) -> Vec<(Option<usize>, Code, String)> {
    let base = fixture("stream.jsonl");
    let mut records: Vec<(Option<&str>, String)> =
        base.lines().map(|line| (None, line.to_owned())).collect();
    for one in case["edits"].as_array().unwrap() {
        let at = one[1].as_u64().unwrap() as usize;
        match one[0].as_str().unwrap() {
            "drop" => _ = records.remove(at),
            "repeat" => records.insert(at, records[at].clone()),
            "swap" => records.swap(at, one[2].as_u64().unwrap() as usize),
            "end" => records.truncate(at),
            "insert" => records.insert(at, (one[2].as_str(), one[3].as_str().unwrap().into())),
            name => {
                let mut record = serde_json::from_str(&records[at].1).unwrap();
                edit(&mut record, &serde_json::json!([name, one[2], one[3]]));
                records[at].1 = record.to_string();
            }
        }
    }
    let mut stream = StreamCheck::new(Settings::default());
    if let Some(request) = case["request"].as_str() {
        stream = stream.answering(RequestContext::by(request));
    }
    let mut found = Vec::new();
    for (index, (name, record)) in records.iter().enumerate() {
        let report = stream.named(*name, record);
        let placed = |f: &Finding| f.span.is_some() && f.line == Some(1) && f.column.is_some();
        assert!(report.findings.iter().all(placed), "{}", case["name"]);
        found.extend(
            report
                .findings
                .into_iter()
                .map(|f| (Some(index), f.code, f.pointer)),
        );
    }
    found.extend(
        stream
            .finish()
            .into_iter()
            .map(|f| (None, f.code, f.pointer)),
    );
    found
}

#[test]
fn each_defect_of_a_stream_is_found_once() {
    for case in cases("streams.json") {
        if !cfg!(feature = "jsonschema") && case["feature"] == "jsonschema" {
            continue;
        }
        let mut expected: Vec<_> = case["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let [code, pointer] = [1, 2].map(|i| one[i].as_str().unwrap());
                let index = one[0].as_u64().map(|index| index as usize);
                (index, code.parse().unwrap(), pointer.to_string())
            })
            .collect();
        let mut found = stream_findings(&case);
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{}", case["name"]);
    }
}

#[test]
fn captured_streams_are_clean() {
    for (name, text) in captures::streams() {
        let mut stream = StreamCheck::new(Settings::default());
        for line in captures::data_lines(&text) {
            let report = stream.record(line);
            assert!(report.is_clean(), "{name}: {:#?}\n{line}", report.findings);
        }
        let findings = stream.finish();
        assert!(findings.is_empty(), "{name}: {findings:#?}");
    }
}

#[test]
fn an_error_alone_belongs_to_a_stream() {
    for message in ["No.", "result", "\\u0072esult"] {
        let record =
            format!(r#"{{"jsonrpc":"2.0","id":"r","error":{{"code":1,"message":"{message}"}}}}"#);
        let mut stream = StreamCheck::new(Settings::default());
        let report = stream.record(&record);
        assert_eq!(report.kind, Some(PayloadKind::Event), "{record}");
        assert!(stream.finish().is_empty(), "{record}");
    }
}
