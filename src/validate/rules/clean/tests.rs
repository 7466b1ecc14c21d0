//! What need not be decoded: other tests would not notice if all were.

use std::path::PathBuf;

use super::*;

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

#[test]
fn numbers_before_reasoning_can_be_cited() {
    let text = |numbered: &str, reasoned: &str| {
        format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed",
            "created_at":1,"output":[
            {{"type":"message","role":"assistant","message_content":[{{"type":"text","text":"a"{numbered}}}]}},
            {{"type":"reasoning","id":"r","summary":[],"content":[{{"type":"text","text":"b"{reasoned}}}]}},
            {{"type":"message","role":"assistant","message_content":[{{"type":"text","text":"[^7]"}}]}}]}}"#
        )
    };
    assert!(is_clean(&text(r#","id":7"#, "")));
    assert!(!is_clean(&text("", r#","id":7"#)));
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
        ("[^1]", "[^2]"),
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
