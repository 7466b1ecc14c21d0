//! What need not be decoded: other tests would not notice if all were.

use std::path::PathBuf;

use super::*;
use crate::validate::Code;

fn fixtures(folder: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).join(folder)
}

/// A payload without findings, without white space.
fn fixture(name: &str) -> String {
    let text = std::fs::read_to_string(fixtures("findings").join(name)).unwrap();
    text.parse::<Json>().unwrap().to_string()
}

fn is_clean(text: &str) -> bool {
    let kind = PayloadKind::detect(text).unwrap();
    super::clean(&Settings::default(), kind, text).is_some()
}

#[test]
fn most_real_payloads() {
    let (mut all, mut clean) = (0, 0);
    for file in std::fs::read_dir(fixtures("captures")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let events = text.lines().filter_map(|line| line.strip_prefix("data: "));
        for payload in events.chain([&*text]) {
            if PayloadKind::detect(payload).is_some() {
                all += 1;
                clean += usize::from(is_clean(payload));
            }
        }
    }
    // Others are errors, bodies of other calls, and few tasks.
    assert!(all > 500 && clean * 10 > all * 9, "{clean} of {all}");
}

#[test]
fn payloads_in_order_in_any_form() {
    for name in ["response.json", "event.json", "input_required.json"] {
        let text = fixture(name);
        assert!(is_clean(&text), "{name}");
        // Spaces as Python writes them, and the keys in another order.
        assert!(
            is_clean(&text.replace(",\"", ", \"").replace("\":", "\": ")),
            "{name}"
        );
        let sorted: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(is_clean(&sorted.to_string()), "{name}");
    }
    let result = |name| fixture(name).parse::<JsonObject>().unwrap().get("result");
    let task = result("response.json").unwrap();
    let page = format!(r#"{{"jsonrpc":"2.0","result":[{task},{task}]}}"#);
    let event = result("event.json").unwrap();
    for text in [&page, task.as_str(), event.as_str()] {
        assert!(is_clean(text), "{text}");
    }
    let response = fixture("response.json");
    for (old, new) in [
        // Null for absent, a field that nobody knows, numbers with a fraction.
        (
            r#""usage""#,
            r#""error":null,"input_required":null,"usage""#,
        ),
        (r#""usage""#, r#""x":{"y":[1,"]"]},"usage""#),
        ("1795467208", "1795467208.0"),
        (r#""logprob":-0.25"#, r#""logprob":-25e-2"#),
        // A token with an escape, and bytes between more space.
        (r#""Grü","logprob""#, r#""Gr\u00fc","logprob""#),
        ("[71,114,195,188]", "[71, 114, 195, 188]"),
        ("[71,114,195,188]", "[71 ,114,195,188 ]"),
        ("[71,114,195,188]", "[]"),
        // Null as a value.
        (r#""id":"req_1""#, r#""id":null"#),
        // Citations of what is there.
        ("[^1]", "[^1] and [^1]"),
        // No arguments yet, and arguments in another language.
        (
            r#""completed","call_id":"call_1","name":"search","arguments":"{"#,
            r#""incomplete","call_id":"call_1","name":"search","arguments":"{{"#,
        ),
        (
            r#""{\"q\": \"é\"}","language":"json""#,
            r#""print(1)","language":"python""#,
        ),
    ] {
        assert!(response.contains(old), "{old}");
        assert!(is_clean(&response.replace(old, new)), "{new}");
    }
}

/// What is found without decoding: codes, pointers, and what stands in the places that are known.
fn found(text: &str) -> Option<Vec<(Code, String, &str)>> {
    let kind = PayloadKind::detect(text).unwrap();
    let (_, found) = super::clean(&Settings::default(), kind, text)?;
    let place = |finding: &Finding| match &finding.span {
        Some(span) => &text[span.start..span.end],
        None => "",
    };
    let found = found.iter();
    Some(
        found
            .map(|one| (one.code, one.pointer.clone(), place(one)))
            .collect(),
    )
}

#[test]
fn what_is_cited_and_missing_is_found_at_its_place() {
    // A text, the content of reasoning, a citing body and what follows it in its item.
    let task = |text: &str, reasoned: &str, body: &str| {
        format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed",
            "created_at":1,"output":[
            {{"type":"message","role":"assistant","message_content":[{{"type":"text","text":"a"{text}}}]}},
            {{"type":"reasoning","id":"r","summary":[],"content":[{{"type":"text","text":"b"{reasoned}}}]}},
            {{"type":"message","role":"assistant",{body}}}]}}"#
        )
    };
    let numbered = r#","id":7"#;
    let cites = r#""message_content":[{"type":"text","text":"[^7]"}]"#;
    for clean in [
        task(numbered, "", cites),
        task(
            "",
            "",
            &format!(r#"{cites},"block_list":[{{}},{{"id":7}}]"#),
        ),
        task("", "", r#""message_content":"[^7] [^7]: here""#),
        task("", "", r#""message_content":[],"content":"[^7]""#),
    ] {
        assert_eq!(found(&clean), Some(Vec::new()), "{clean}");
    }
    for (body, pointer, place) in [
        (cites, "message_content/0/text", r#""[^7]""#),
        (
            r#""message_content":"a[^7]""#,
            "message_content",
            r#""a[^7]""#,
        ),
        (r#""content": "[^7]""#, "content", r#""[^7]""#),
        (
            r#""message_content":["[^x]", {"type":"image","image_url":{"url":"u"}}, "[^7]b"]"#,
            "message_content/2",
            r#""[^7]b""#,
        ),
        (
            r#""message_content":["", {"logprobs":[],"text" : "[^7]","type":"text"}]"#,
            "message_content/1/text",
            r#""[^7]""#,
        ),
        (
            r#""message_content":"[^7]","block_list":[{"id":"7"},{"id":8},7]"#,
            "message_content",
            r#""[^7]""#,
        ),
    ] {
        let text = task("", numbered, body);
        let pointer = format!("/output/2/{pointer}");
        let expected = vec![(Code::DanglingReference, pointer, place)];
        assert_eq!(found(&text), Some(expected), "{body}");
    }
    // An image can have a number, for which there is no field.
    let image = r#""message_content":["[^7]",{"type":"image","image_url":{"url":"u"},"id":7}]"#;
    assert_eq!(found(&task("", "", image)), None);
    assert_eq!(found(&task(numbered, "", image)), Some(Vec::new()));
}

#[test]
fn an_error_beside_what_failed() {
    let own = r#""error":{"code":-32000,"message":"m"}"#;
    let response = |status: &str, error: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":"r","result":{{"object":"task","id":"t","session_id":"s",
            "user_id":"u","status":"{status}","created_at":1,"output":[]{error}}},
            "error": {{"code":-32000,"message":"n"}}}}"#
        )
    };
    let event = |tag: &str, more: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","result":{{"type":"{tag}","task_id":"t","sequence_number":1,
            "timestamp":"2026-01-01T00:00:00Z"{more}}},"error": {{"code":-32000,"message":"n"}}}}"#
        )
    };
    let failed = |error: &str| {
        let task = r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"failed",
            "created_at":1,"output":[],"error":{"code":1,"message":"m"}}"#;
        event("task.failed", &format!(r#"{error},"task":{task}"#))
    };
    let own = format!(",{own}");
    let other = own.replace("-32000", "-32603");
    let beside = |code| Some(vec![(code, "/error".to_owned(), "{")]);
    for text in [response("failed", &own), failed(&own)] {
        assert_eq!(found(&text), beside(Code::ResultWithError), "{text}");
    }
    for text in [response("failed", &other), failed(&other)] {
        assert_eq!(found(&text), beside(Code::ResultErrorConflict), "{text}");
    }
    for text in [
        response("completed", ""),
        event("task.working", ""),
        r#"{"jsonrpc":"2.0","result":[],"error":{"code":-32000,"message":"n"}}"#.into(),
    ] {
        assert_eq!(found(&text), None, "{text}");
    }
    // The error of the envelope stands for that of the task.
    let failed = response("failed", "");
    let failed = found(&failed).unwrap();
    let codes: Vec<_> = failed.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, [Code::FailedWithoutError, Code::ResultWithError]);
}

#[test]
fn items_with_unknown_fields_are_remembered() {
    let text = r#"{"jsonrpc":"2.0","result":[
        {"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed","x":0,
        "created_at":1,"output":[{"type":"reasoning","id":"a","summary":[]}],"y":0},
        {"object":"task","id":"v","session_id":"s","user_id":"u","status":"completed",
        "created_at":1,"output":[{"type":"reasoning","id":"b","summary":[]},
        {"z":0,"type":"reasoning","id":"c","summary":[]},
        {"type":"reasoning","id":"d","summary":[{"type":"text","text":"","w":0}]}]}]}"#;
    let (read, _) = super::clean(&Settings::default(), PayloadKind::ListPage, text).unwrap();
    let Read::Whole(surprises, landmarks) = read else {
        panic!("it can be read")
    };
    assert_eq!(surprises.unknown_fields.len(), 4);
    let begins = |landmark: &Landmark| text[landmark.range.clone()].chars().take(4).collect();
    let kept = landmarks.iter();
    let kept: Vec<(&str, String)> = kept.map(|one| (&*one.pointer, begins(one))).collect();
    let start = |text: &str| text.to_owned();
    assert_eq!(
        kept,
        [
            ("/result/1/output/1", start(r#"{"z""#)),
            ("/result/1/output/2", start(r#"{"ty"#))
        ]
    );
    let report = Settings::default().validate(text);
    let found = report
        .findings
        .iter()
        .filter(|one| one.code == Code::UnknownField);
    let places = found.map(|one| {
        let span = one.span.as_ref().unwrap();
        assert_eq!(&text[span.start..span.end], "0");
        one.pointer.as_str()
    });
    assert_eq!(
        places.collect::<Vec<_>>(),
        [
            "/result/0/x",
            "/result/0/y",
            "/result/1/output/1/z",
            "/result/1/output/2/summary/0/w"
        ]
    );
}

#[test]
fn snapshots_in_events() {
    let event = fixture("event.json");
    let event = event.parse::<JsonObject>().unwrap().get("result").unwrap();
    let event = event.as_str();
    for (tag, status, more) in [
        ("created", "created", ""),
        ("input_required", "input-required", ""),
        ("paused", "paused", ""),
        ("completed", "completed", ""),
        ("canceled", "canceled", ""),
        ("expired", "expired", ""),
        ("failed", "failed", r#","error":{"code":1,"message":"m"}"#),
    ] {
        let text = event
            .replace(r#""task.created""#, &format!(r#""task.{tag}"{more}"#))
            .replace(r#""status":"created""#, &format!(r#""status":"{status}""#));
        // What the rules about tasks as a whole find is told at its place.
        let milliseconds = text.replace("1795467208", "1795467208000");
        let kind = PayloadKind::BareEvent;
        let (_, found) = super::clean(&Settings::default(), kind, &milliseconds).expect(tag);
        let places: Vec<_> = found.iter().map(|finding| &*finding.pointer).collect();
        // The snapshot does not say what is awaited, or what failed.
        let status = matches!(tag, "input_required" | "failed").then_some("/task/status");
        let expected: Vec<_> = ["/task/created_at"].into_iter().chain(status).collect();
        assert_eq!(places, expected, "{tag}");
    }
}

#[test]
fn what_is_only_seen_by_decoding() {
    let response = fixture("response.json");
    for (old, new) in [
        (r#""type":"html""#, r#""type":"html","type":"html""#),
        (r#""usage""#, r#""x":1,"x":2,"usage""#),
        (r#""object":"task""#, r#""object":"other""#),
        (r#""tool_result""#, r#""later""#),
        (r#""completed","call_id""#, r#""complete\u0064","call_id""#),
        ("[71,114,195,188]", "[71,114,195,188.0]"),
        ("[^1]", "\\u005b^1]"),
        ("-0.25", "0.25"),
        ("-0.25", &format!("-{}", "9".repeat(310))),
    ] {
        assert!(response.contains(old), "{old}");
        let text = response.replace(old, new);
        // In free-form JSON a key may come twice.
        assert_eq!(is_clean(&text), old.contains("html"), "{new}");
    }
}

#[test]
fn bytes_spell_their_token() {
    let spells = |token: &str, list: &str| {
        let (start, end) = (0, list.len());
        let text = format!("{list} , {{}}");
        spells(token, text.as_bytes(), Place { start, end })
    };
    for char in '\0'..='\u{ff}' {
        let token = char.to_string();
        let list = format!("{:?}", token.as_bytes());
        assert!(spells(&token, &list), "{list}");
        assert!(spells(&token, &list.replace(' ', "")), "{list}");
        for wrong in [
            list.replace(']', "0]"),
            list.replace(']', ",1]"),
            list.replace('[', "[0"),
            list.replace('[', "[1,"),
        ] {
            assert!(!spells(&token, &wrong), "{wrong} for {list}");
        }
    }
    assert!(spells("any", "[]"));
    assert!(!spells("any", "[97,110]"));
}
