//! Both sides of every border that a rule draws: the last value that passes, and the first that
//! does not.

use agentlin_types::validate::Settings;
use serde_json::{Value, json};

use crate::rules::{edit, fixture};

/// Sets one value in a payload that is clean otherwise: the findings as `code pointer`.
fn findings(payload: &str, pointer: &str, value: &Value) -> Vec<String> {
    let mut payload: Value = serde_json::from_str(payload).unwrap();
    edit(&mut payload, &json!(["set", pointer, value]));
    let report = Settings::default().validate(&payload.to_string());
    let findings = report.findings.iter();
    findings
        .map(|finding| format!("{} {}", finding.code, finding.pointer))
        .collect()
}

/// Each value alone, in its place: the first ones pass, the second ones bring that code there.
fn border(payload: &str, pointer: &str, code: &str, good: Value, bad: Value) {
    for value in good.as_array().unwrap() {
        let found = findings(payload, pointer, value);
        assert!(found.is_empty(), "{pointer} = {value}: {found:?}");
    }
    for value in bad.as_array().unwrap() {
        let found = findings(payload, pointer, value);
        assert_eq!(found, [format!("{code} {pointer}")], "{pointer} = {value}");
    }
}

const PARTS: &str = "/result/output/2/message_content";
const TEXT: &str = "/result/output/3/message_content/0";

#[test]
fn times() {
    let response = fixture("response.json");
    border(
        &response,
        "/result/created_at",
        "created-at-unit",
        json!([0, 1, 99_999_999_999_i64]),
        json!([-1, 100_000_000_000_i64]),
    );
    border(
        &fixture("event.json"),
        "/result/timestamp",
        "timestamp-format",
        json!([
            "2026-01-01T00:00:00Z",
            "2026-12-31T23:59:60.0+00:00",
            "2026-10-09T20:53:34.123456789-00:00",
        ]),
        json!([
            "2026-00-01T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-32T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:61Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.1xZ",
            "2026-01-01T00:00:00+01:00",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:000Z",
            "2026-01-01T00:00:0Z",
            "026-01-01T00:00:00Z",
            "2026-01-01T00:00:00",
            "",
        ]),
    );
}

#[test]
fn citations() {
    let response = fixture("response.json");
    // "Grüße 👋[^1]" has 16 bytes; the first citation begins at 0, the second is empty, at 6.
    let at = |key: &str| format!("{TEXT}/annotations/{key}");
    border(
        &response,
        &at("0/end_index"),
        "citation-range",
        json!([0, 1, 15]),
        json!([-1, 16, i64::MAX]),
    );
    border(
        &response,
        &at("0/start_index"),
        "citation-range",
        json!([0, 4]),
        json!([-1]),
    );
    border(
        &response,
        &at("1/end_index"),
        "citation-range",
        json!([6, 15]),
        json!([5, 16]),
    );
    for file in ["2/index", "3/index"] {
        border(
            &response,
            &at(file),
            "citation-file-index",
            json!([0, 1]),
            json!([-1]),
        );
    }
}

/// Escapes take up to six bytes of the payload for one of the text.
#[test]
fn citations_of_texts_with_escapes() {
    for text in ["\n\n", "\u{1}", "\u{1}\u{1}\u{1}\u{1}", "\u{1}\u{1}a"] {
        let mut response: Value = serde_json::from_str(&fixture("response.json")).unwrap();
        let cited = json!({"type": "url_citation", "start_index": 0, "end_index": 0,
            "url": "https://example.com", "title": "a"});
        response.pointer_mut(TEXT).unwrap()["text"] = text.into();
        response.pointer_mut(TEXT).unwrap()["annotations"] = json!([cited]);
        border(
            &response.to_string(),
            &format!("{TEXT}/annotations/0/end_index"),
            "citation-range",
            json!([0, text.len() - 1]),
            json!([text.len()]),
        );
    }
}

#[test]
fn numbers_of_parts() {
    let mut response: Value = serde_json::from_str(&fixture("response.json")).unwrap();
    edit(
        &mut response,
        &json!(["set", format!("{TEXT}/text"), "Plain words, no more"]),
    );
    border(
        &response.to_string(),
        &format!("{PARTS}/0/id"),
        "reference-number",
        json!([1, 2]),
        json!([0, -1]),
    );
}

#[test]
fn probabilities() {
    let response = fixture("response.json");
    for one in ["logprobs/0", "logprobs/0/top_logprobs/0"] {
        border(
            &response,
            &format!("{TEXT}/{one}/logprob"),
            "positive-logprob",
            json!([0, 0.0, -0.0, -1e-300, -1e300]),
            json!([1e-300, 1]),
        );
        border(
            &response,
            &format!("{TEXT}/{one}/bytes"),
            "token-bytes",
            json!([[], [71, 114, 195, 188]]),
            json!([[71], [71, 114, 195, 188, 0], [71, 114, 195, 187]]),
        );
    }
    // Parts of characters cannot be held against their bytes.
    for token in ["\u{fffd}", "a\u{fffd}", "\\xc3", "bytes:\\xf0\\x9f"] {
        let mut response: Value = serde_json::from_str(&response).unwrap();
        let token = json!(["set", format!("{TEXT}/logprobs/0/token"), token]);
        edit(&mut response, &token);
        border(
            &response.to_string(),
            &format!("{TEXT}/logprobs/0/bytes"),
            "token-bytes",
            json!([[], [195]]),
            json!([]),
        );
    }
}

#[test]
fn base64() {
    let response = fixture("response.json");
    let good = json!([
        "", "AA", "AA==", "AAA", "AAA=", "AAAA", "09+/", "azAZ", "-_09", "AAAAAA=="
    ]);
    let bad = json!([
        "A", "AAAAA", "AA=", "AAA==", "AAAA=", "AAAA==", "AAAA====", "=", "==", "====", "A===",
        "A+A-", "A/A_", "AA AA", "AA\n", "AA=A", "A.AA", "Ä", "@AAA", "[AAA", "`AAA", "{AAA",
        ":AAA"
    ]);
    border(
        &response,
        &format!("{PARTS}/3/file/file_data"),
        "not-base64",
        good,
        bad,
    );
    border(
        &response,
        &format!("{PARTS}/2/input_audio/data"),
        "not-base64",
        json!([
            "data:audio/wav;base64,AA==",
            "DATA:;BASE64,AA",
            "data:a/b;charset=x; base64 ,AA=="
        ]),
        json!([
            "data:audio/wav;base64",
            "data:,AAAA",
            "data:audio/wav,AAAA",
            "data:;base64,A",
            "data:"
        ]),
    );
    // Addresses are no bytes, and a data: URL may hold text.
    border(
        &response,
        &format!("{PARTS}/1/image_url/url"),
        "not-base64",
        json!([
            "https://example.invalid/?",
            "data",
            "dat",
            "",
            "data:,<svg>",
            "data:;base64,AA",
            "data:base64x,?"
        ]),
        json!([
            "data:",
            "data:;base64",
            "data:;base64,?",
            "Data:;Base64,A",
            "data:;base64,AA="
        ]),
    );
}

#[test]
fn pieces_of_base64() {
    let event = |kind: &str, key: &str, piece: &str| {
        json!({"jsonrpc": "2.0", "id": "r", "result": {
            "task_id": "t", "sequence_number": 3, "type": kind, "agent_step": 1, "item_id": "i",
            "partial_image_index": 0, "partial_file_index": 0, key: piece
        }})
        .to_string()
    };
    for (kind, key) in [
        ("task.audio.delta", "delta"),
        ("task.image.delta", "partial_image_b64"),
        ("task.file.delta", "partial_file_b64"),
    ] {
        let found = |piece: &str| {
            let report = Settings::default().validate(&event(kind, key, piece));
            let codes = report.findings.into_iter().map(|finding| finding.code);
            codes.map(|code| code.to_string()).collect::<Vec<_>>()
        };
        let extra = found("");
        for piece in ["A", "AAAAA", "AA=", "===", "A-"] {
            assert_eq!(found(piece), extra, "{kind}: {piece}");
        }
        for piece in ["?", "A-+A", "data:,AA"] {
            assert!(
                found(piece).contains(&"not-base64".into()),
                "{kind}: {piece}"
            );
        }
    }
}

#[test]
fn shares_of_the_context_window() {
    let request = json!({"stream": true, "user_message_content": "Hi", "agent_config": {
        "agent_id": "a", "code_for_agent": "", "code_for_interpreter": "", "description": "",
        "developer_prompt": "", "max_model_length": 1, "max_response_length": 1, "model": "m",
        "name": "n"
    }});
    border(
        &request.to_string(),
        "/agent_config/compress_threshold_token_ratio",
        "compression-ratio",
        json!([1e-300, 0.5, 1, 1.0]),
        json!([0, -0.0, 0.0, -1e-300, 1.000_000_000_000_1]),
    );
}

#[test]
fn counts_of_calls() {
    border(
        &fixture("response.json"),
        "/result/usage/tool_calls",
        "usage-tool-calls",
        json!([1]),
        json!([0, 2, -1]),
    );
}

#[test]
fn ends_and_what_they_leave_unfinished() {
    let mut response: Value = serde_json::from_str(&fixture("response.json")).unwrap();
    let error = json!({"code": -32000, "message": "x"});
    for (status, unfinished, ended) in [
        ("completed", true, true),
        ("failed", false, true),
        ("canceled", false, true),
        ("expired", false, true),
        ("working", false, false),
        ("paused", false, false),
        ("dreaming", false, false),
    ] {
        response["result"]["status"] = json!(status);
        match status {
            "failed" => response["result"]["error"] = error.clone(),
            _ => _ = response["result"].as_object_mut().unwrap().remove("error"),
        }
        let payload = response.to_string();
        // What is wrong with the status itself is not the question.
        let at = |item: &str| {
            let pointer = format!("/result/output/{item}/status");
            let found = findings(&payload, &pointer, &json!("in_progress"));
            found
                .into_iter()
                .filter(move |one| one.ends_with(&pointer))
                .collect::<Vec<_>>()
        };
        for item in ["0", "1", "3"] {
            let expected = format!("unfinished-item /result/output/{item}/status");
            let expected: &[String] = if unfinished { &[expected] } else { &[] };
            assert_eq!(at(item), expected, "{status}");
        }
        let expected = "tool-result-in-progress /result/output/2/status";
        let expected: &[&str] = if ended { &[expected] } else { &[] };
        assert_eq!(at("2"), expected, "{status}");
    }
}
