//! Redacted payloads: nothing private in them, and the same findings at the same places.

use agentlin_types::redact::Redactor;
use agentlin_types::validate::{Code, Finding, Level, PayloadKind, Settings, StreamCheck};
use agentlin_types::wire::Shape;
use agentlin_types::{Profile, TaskEventResponse, decode};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::captures;
use crate::shared::mutate::{Dice, mutate};
use crate::shared::seeds::choices;
use crate::shared::types::Type;

/// What has to stay of a finding. Its pointer and its message may name keys that are redacted.
fn place(finding: &Finding) -> (Code, Level, Option<usize>, Option<usize>, usize) {
    let Finding {
        code,
        level,
        line,
        column,
        pointer,
        ..
    } = finding;
    (*code, *level, *line, *column, pointer.matches('/').count())
}

/// Checks that a payload keeps its findings.
fn keeps_findings(kind: PayloadKind, text: &str) {
    let redacted = Redactor::with_seed("test").payload(kind, text);
    assert_eq!(redacted.len(), text.len(), "{text}");
    for &profile in Profile::ALL {
        let settings = Settings::new(profile);
        let found = |text: &str| {
            let as_kind = settings.validate_as(kind, text).findings;
            let alone = settings.validate(text);
            let found: Vec<_> = as_kind.iter().chain(&alone.findings).map(place).collect();
            (alone.kind, found)
        };
        assert_eq!(
            found(&redacted),
            found(text),
            "{kind} {profile}\n{text}\n{redacted}"
        );
    }
}

/// The type of a kind of payloads.
fn of(kind: PayloadKind) -> Type {
    let name = match kind.shape() {
        Shape::Object(object) => object.name,
        Shape::Union(union) => union.name,
        Shape::ByKey(by_key) => by_key.name,
        other => panic!("{other:?}"),
    };
    Type::named(name)
}

#[test]
fn made_payloads_keep_their_findings() {
    for kind in PayloadKind::ALL.iter().copied() {
        let r#type = of(kind);
        for seed in 0..12 {
            let choices = choices(seed, 40 + 80 * seed as usize);
            for profile in r#type.profiles() {
                keeps_findings(kind, &(r#type.valid)(*profile, &choices));
                keeps_findings(kind, &(r#type.corrupt)(*profile, &choices).text);
            }
        }
    }
}

/// Other digits could be beyond the limit of integers, or of numbers.
#[test]
fn numbers_stay_within_their_limits() {
    let redacts = |number: &str| {
        let text = format!(r#"{{"object":"task","created_at":{number},"x":{number}}}"#);
        keeps_findings(PayloadKind::Task, &text);
        keeps_findings(PayloadKind::BareEvent, &text);
        let redacted = Redactor::with_seed("test").payload(PayloadKind::Task, &text);
        assert_ne!(redacted, text, "{number}");
    };
    for number in [
        "9223372036854775807",
        "-9223372036854775807",
        "-9223372036854775808",
        "9000000000000000001",
        "9999999999999999999",
        "17976931348623157e292",
        "17976931348623158999e289",
    ] {
        redacts(number);
        redacts(&format!("{number}0"));
    }
}

proptest! {
    #[test]
    fn any_payload_keeps_its_findings(
        kind in prop::sample::select(PayloadKind::ALL.to_vec()),
        choices in prop::collection::vec(any::<u8>(), 0..600),
        dice in prop::collection::vec(any::<u8>(), 0..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let r#type = of(kind);
        let text = (r#type.valid)(Profile::Wire, &choices);
        keeps_findings(kind, &(r#type.corrupt)(Profile::Wire, &choices).text);
        keeps_findings(kind, &text[..text.floor_char_boundary(cut.index(text.len() + 1))]);
        if let Ok(mut value) = serde_json::from_str::<Value>(&text) {
            mutate(&mut value, &mut Dice(&dice));
            keeps_findings(kind, &value.to_string());
        }
    }

    #[test]
    fn any_text_keeps_its_length(text in any::<String>()) {
        let redactor = Redactor::with_seed("a");
        prop_assert_eq!(redactor.text(&text).len(), text.len());
        prop_assert_eq!(redactor.string(&text).len(), text.len());
        prop_assert_eq!(redactor.string(&text), redactor.string(&text));
    }
}

#[test]
fn captured_bodies_keep_their_findings_wherever_they_are_cut() {
    for (name, text) in captures::bodies().into_iter().chain(captures::requests()) {
        let kind = PayloadKind::detect(&text).unwrap_or_else(|| panic!("{name}"));
        keeps_findings(kind, &text);
        for cut in (0..text.len()).step_by(197) {
            keeps_findings(kind, &text[..text.floor_char_boundary(cut)]);
        }
    }
}

#[test]
fn captured_streams_keep_their_findings_and_belong_together() {
    for (name, text) in captures::streams() {
        let mut redactor = Redactor::with_seed("test");
        let [mut before, mut after] = [0, 1].map(|_| StreamCheck::new(Settings::default()));
        let (mut deltas, mut texts) = (String::new(), String::new());
        for data in captures::data_lines(&text) {
            let redacted = redactor.payload(PayloadKind::Event, data);
            let found = before.record(data).findings;
            let found_after = after.record(&redacted).findings;
            let places = |found: &[Finding]| found.iter().map(place).collect::<Vec<_>>();
            assert_eq!(
                places(&found_after),
                places(&found),
                "{name}\n{data}\n{redacted}"
            );
            let event: TaskEventResponse = decode::from_str(&redacted).unwrap();
            match event.result {
                Some(agentlin_types::TaskEvent::TextDelta(event)) => deltas += &event.delta,
                Some(agentlin_types::TaskEvent::TextDone(event)) => texts += &event.text,
                _ => {}
            }
        }
        assert_eq!(before.finish().len(), after.finish().len(), "{name}");
        if !texts.is_empty() {
            assert_eq!(deltas, texts, "{name}");
        }
    }
}

/// A stand-in is no word that would mean something where it stands.
#[test]
fn stand_ins_are_not_words_of_the_protocol() {
    for seed in 0..2000 {
        let mut redactor = Redactor::with_seed(&seed.to_string());
        let text = redactor.payload(PayloadKind::Task, r#"{"object":"task","ie":1}"#);
        assert!(!text.contains(r#""id""#), "{seed}: {text}");
        // Strings that spell JSON or a stream are one afterwards.
        let text = redactor.string(r#"{"object":"task","x":1}"#);
        assert!(text.starts_with(r#"{"object":"task","#), "{text}");
    }
    let stream = Redactor::with_seed("a").string("event: task.created\ndata: {}\n\n");
    assert_eq!(stream, "event: task.created\ndata: {}\n\n");
}

/// Adds an unknown member to every object, and a secret to every string.
fn plant(value: &mut Value, count: &mut usize) {
    let mut secret = || {
        *count += 1;
        format!("Secret{count:04}qz")
    };
    match value {
        Value::String(text) => {
            *text = format!("{text}{}", secret());
        }
        Value::Array(items) => items.iter_mut().for_each(|item| plant(item, count)),
        Value::Object(members) => {
            let (key, text) = (secret(), secret());
            members.values_mut().for_each(|value| plant(value, count));
            members.insert(
                key,
                json!([text, {"n": 90_210_555_001_u64, "f": 52.520_006}]),
            );
        }
        _ => {}
    }
}

#[test]
fn no_secret_survives() {
    let (mut planted, mut left) = (0, Vec::new());
    let mut look = |text: &str, redacted: &str| {
        assert!(text.contains("Secret"), "{text}");
        for part in ["Secret", "90210555001", "210555", "520006"] {
            if redacted.contains(part) {
                left.push(format!("{part} in {redacted}"));
            }
        }
    };
    for (_, text) in captures::bodies().into_iter().chain(captures::requests()) {
        let kind = PayloadKind::detect(&text).unwrap();
        let mut value: Value = serde_json::from_str(&text).unwrap();
        plant(&mut value, &mut planted);
        let mut redactor = Redactor::with_seed("a");
        for text in [
            value.to_string(),
            serde_json::to_string_pretty(&value).unwrap(),
        ] {
            look(&text, &redactor.payload(kind, &text));
            look(&text, &redactor.text(&text));
            let cut = &text[..text.floor_char_boundary(text.len() * 2 / 3)];
            look(cut, &redactor.payload(kind, cut));
            // As text in a string, and as no JSON at all.
            let quoted = serde_json::to_string(&text).unwrap();
            look(&quoted, &redactor.text(&quoted));
            let python = text.replace('"', "'");
            look(&python, &redactor.text(&python));
        }
    }
    assert_eq!(left, [""; 0]);
    assert!(planted > 1000, "{planted}");
}

#[test]
fn equal_strings_have_equal_stand_ins_and_tags_stay() {
    let text = r#"{"object":"task","id":"task_77","session_id":"s-ada","user_id":"u","status":"completed",
        "created_at":1795467208,"output":[
        {"type":"tool_call","call_id":"call_9f","name":"lookup","arguments":"{\"name\": \"Ada\", \"n\": 12}"},
        {"type":"tool_result","call_id":"call_9f","message_content":[{"type":"text","text":"See [^3] Ada"}],"block_list":[]}]}"#;
    let redacted = Redactor::with_seed("a").payload(PayloadKind::Task, text);
    let value: Value = serde_json::from_str(&redacted).unwrap();
    let call = &value["output"][0];
    assert_eq!(call["call_id"], value["output"][1]["call_id"]);
    assert_ne!(call["call_id"], "call_9f");
    assert!(call["call_id"].as_str().unwrap().starts_with("call_"));
    assert_eq!(
        (&value["object"], &value["created_at"]),
        (&json!("task"), &json!(1795467208))
    );
    let arguments: Value = serde_json::from_str(call["arguments"].as_str().unwrap()).unwrap();
    let values: Vec<_> = arguments.as_object().unwrap().values().collect();
    assert!(values.contains(&&json!(12)) && !values.contains(&&json!("Ada")));
    assert!(redacted.contains("[^3]"));
    // The same again with the same seed, other ones with another.
    let again = Redactor::with_seed("a").payload(PayloadKind::Task, text);
    assert_eq!(again, redacted);
    assert_ne!(
        Redactor::with_seed("b").payload(PayloadKind::Task, text),
        redacted
    );
    assert_ne!(Redactor::new().payload(PayloadKind::Task, text), redacted);
}

#[test]
fn what_is_named_is_kept() {
    let text = r#"{"jsonrpc":"2.0","id":"req_1","result":{"object":"task","id":"t1","session_id":"abc",
        "user_id":"abc","status":"completed","created_at":1,"metadata":{"region":{"city":"Ulm"},"zip":"Ulm"},
        "output":[{"type":"message","role":"user","message_content":"hello"}]}}"#;
    let kept = |paths: &[&str]| {
        let redactor = Redactor::with_seed("a");
        let mut redactor = paths
            .iter()
            .fold(redactor, |redactor, path| redactor.keep(path));
        let text = redactor.payload(PayloadKind::Response, text);
        serde_json::from_str::<Value>(&text).unwrap()["result"].clone()
    };
    let task = kept(&[
        "/result/metadata/*/city",
        "session_id",
        "output/*/message_content",
    ]);
    assert_eq!(task["session_id"], "abc");
    assert_ne!(task["user_id"], "abc");
    assert_eq!(task["output"][0]["message_content"], "hello");
    let text = task["metadata"].to_string();
    assert_eq!(text.matches("Ulm").count(), 1, "{text}");
    assert!(text.contains(r#""city":"Ulm""#), "{text}");
    // A key that is named stays, others do not.
    assert!(!text.contains("zip"), "{text}");
    assert_eq!(kept(&[""])["metadata"]["zip"], "Ulm");
}

#[test]
fn tokens_and_their_bytes_stay_consistent() {
    let token = |token: &str, bytes: &str| {
        let text =
            format!(r#"{{"token":"{token}","logprob":-0.5,"bytes":{bytes},"top_logprobs":[]}}"#);
        let task = json!({"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed",
            "created_at":1,"output":[{"type":"message","role":"user","message_content":[
            {"type":"text","text":"x","logprobs":["?"]}]}]});
        task.to_string().replace("\"?\"", &text)
    };
    for (word, bytes, right) in [
        ("Hid é", "[72, 105,100 ,32,195,169]", true),
        ("z", "[122.0]", true),
        ("d", "[1e2]", true),
        ("Hi", "[72, 111]", false),
        ("\\u0041", "[65]", true),
        ("\\\\xc3", "[195]", true),
    ] {
        let text = token(word, bytes);
        let redacted = Redactor::with_seed("a").payload(PayloadKind::Task, &text);
        assert!(
            !redacted.contains(&format!("\"token\":\"{word}\"")),
            "{redacted}"
        );
        let findings = Settings::default().validate(&redacted).findings;
        let wrong = findings
            .iter()
            .any(|finding| finding.code == Code::TokenBytes);
        assert_eq!(wrong, !right, "{redacted}");
        keeps_findings(PayloadKind::Task, &text);
    }
}

/// Arguments keep fitting the schema of their tool, or not fitting it.
#[cfg(feature = "jsonschema")]
#[test]
fn arguments_fit_the_schema_of_their_tool_as_before() {
    let schema = json!({
        "type": "object",
        "required": ["city"],
        "additionalProperties": false,
        "properties": {
            "city": {"enum": ["Oslo", "Rome"], "description": "Where"},
            "days": {"type": "integer", "minimum": 1, "maximum": 10},
            "zip": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{5}$"},
            "unit": {"$ref": "#/$defs/Unit"},
            "big": {"type": "integer"},
        },
        "$defs": {"Unit": {"const": "kelvin"}},
    });
    let calls = [
        (
            r#"{"city":"Oslo","days":10,"zip":"NO-01234","unit":"kelvin","big":4111222233334444}"#,
            true,
        ),
        (r#"{"city":"Bern"}"#, false),
        (r#"{"town":"Oslo"}"#, false),
        (r#"{"city":"Oslo","x":1}"#, false),
        (r#"{"city":"Oslo","days":11}"#, false),
        (r#"{"city":"Oslo","days":"3"}"#, false),
        (r#"{"city":"Oslo","zip":"no-01234"}"#, false),
        (r#"{"city":"Oslo","unit":"celsius"}"#, false),
        (r#"{"city":"Oslo","big":1.25}"#, false),
    ];
    let event = |number: usize, rest: Value| {
        let mut event =
            json!({"task_id": "t", "sequence_number": number, "timestamp": "2026-11-23T20:53:29Z"});
        event
            .as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        json!({"jsonrpc": "2.0", "id": "r", "result": event}).to_string()
    };
    let task = json!({"object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": "created",
        "created_at": 1795467208, "output": []});
    let tool = json!({"type": "function", "function": {"name": "weather", "description": "d", "parameters": schema}});
    let mut stream = vec![
        event(0, json!({"type": "task.created", "task": task})),
        event(1, json!({"type": "task.tools_updated", "tools": [tool]})),
    ];
    for (number, (arguments, _)) in calls.iter().enumerate() {
        let id = format!("call_{number}");
        let item = json!({"type": "tool_call", "id": id, "call_id": id, "name": "weather", "arguments": arguments});
        stream.push(event(
            2 * number + 2,
            json!({"type": "task.output_item.added", "agent_step": 1, "item": item}),
        ));
        stream.push(event(
            2 * number + 3,
            json!({"type": "task.output_item.done", "agent_step": 1, "item": item}),
        ));
    }
    let mut redactor = Redactor::new();
    let redacted: Vec<_> = stream
        .iter()
        .map(|data| redactor.payload(PayloadKind::Event, data))
        .collect();
    let breaks = |stream: &[String]| -> Vec<bool> {
        let mut check = StreamCheck::new(Settings::default());
        let found = stream.iter().map(|data| {
            let findings = check.record(data).findings;
            findings
                .iter()
                .any(|finding| finding.code == Code::ArgumentsAgainstSchema)
        });
        found.skip(3).step_by(2).collect()
    };
    let expected: Vec<_> = calls.iter().map(|(_, fits)| !fits).collect();
    assert_eq!(breaks(&stream), expected);
    assert_eq!(breaks(&redacted), expected, "{redacted:#?}");
    for secret in [
        "Oslo", "Rome", "town", "weather", "kelvin", "Unit", "4111222",
    ] {
        assert!(!redacted.concat().contains(secret), "{secret}");
    }
}

/// A key that no table names does not become one that is named.
#[test]
fn other_keys_stay_other_keys() {
    let letters = || (b'a'..=b'z').map(char::from);
    let redactor = Redactor::with_seed("test");
    let stand_in = |key: &str| {
        let text = redactor
            .clone()
            .payload(PayloadKind::Task, &format!(r#"{{"{key}":1}}"#));
        let object: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
        object.keys().next().unwrap().clone()
    };
    let keys = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let (known, others): (Vec<_>, Vec<_>) = keys
        .map(|key| (stand_in(&key), key))
        .partition(|(new, key)| new == key);
    assert!(known.iter().any(|(_, key)| key == "id"), "{known:?}");
    for (new, key) in others {
        assert!(
            !known.iter().any(|(_, known)| *known == new),
            "{key}: {new}"
        );
    }
}
