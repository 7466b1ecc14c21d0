//! The fast ways through a text give what the plain ones would give.

use agentlin_types::validate::{Code, PayloadKind, Settings};
use agentlin_types::{
    Annotation, ContentPart, OutputItem, Task, TaskEvent, TopLogProb, UrlCitation, decode, encode,
    wire::Wire,
};

fn read<T: Wire>(text: &str) -> Option<T> {
    decode::from_str(text).ok()
}

fn logprob(number: &str) -> Option<f64> {
    let text = format!(r#"{{"token":"a","logprob":{number},"bytes":[]}}"#);
    read::<TopLogProb>(&text).map(|logprob| logprob.logprob)
}

/// The splitmix64 generator.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[test]
fn floats_are_exact() {
    let mut state = 7;
    for round in 0..60_000 {
        let bits = random(&mut state);
        let number = match round % 4 {
            0 => f64::from_bits(bits),
            1 => f64::from(f32::from_bits(bits as u32)),
            2 => -((bits % 30_000_000) as f64 / 1_000_000.0),
            _ => (bits >> 40) as f64 * 10f64.powi((bits % 40) as i32 - 20),
        };
        if !number.is_finite() {
            continue;
        }
        for text in [
            format!("{number}"),
            format!("{number:?}"),
            format!("{number:e}"),
        ] {
            let expected: f64 = text.parse().unwrap();
            assert_eq!(
                logprob(&text).map(f64::to_bits),
                Some(expected.to_bits()),
                "{text}"
            );
        }
    }
    for digits in 1..25 {
        for zeros in 0..25 {
            let text = format!(
                "-0.{}{}",
                "0".repeat(zeros),
                "9876543210123456789012345".split_at(digits).0
            );
            let expected: f64 = text.parse().unwrap();
            assert_eq!(
                logprob(&text).map(f64::to_bits),
                Some(expected.to_bits()),
                "{text}"
            );
        }
    }
}

#[test]
fn numbers_keep_to_the_grammar() {
    for wrong in [
        "01",
        "-01.5",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "1.e3",
        "00",
        "0x1",
        "1_0",
        "١",
        "1e999",
        "1:",
        "1/",
        "12345678:",
        "1234567:",
        "1234567/",
        "123456ú",
        "0.123456ú",
        "1234567.",
        "1234567ż",
    ] {
        assert_eq!(logprob(wrong), None, "{wrong}");
    }
    assert_eq!(logprob("-0").map(f64::to_bits), Some((-0.0f64).to_bits()));
    for (text, number) in [
        ("9007199254740993", 9007199254740993.0),
        ("18446744073709551616", 18446744073709551616.0),
        ("12345678", 12345678.0),
        ("1234567.8", 1234567.8),
    ] {
        assert_eq!(logprob(text), Some(number), "{text}");
    }
}

#[test]
fn integers_and_bytes_keep_to_their_bounds() {
    let index = |number: &str| {
        let text = format!(r#"{{"type":"file_path","file_url":"u","index":{number}}}"#);
        match read(&text) {
            Some(Annotation::FilePath(path)) => Some(path.index),
            _ => None,
        }
    };
    assert_eq!(index("9223372036854775807"), Some(i64::MAX));
    assert_eq!(index("-9223372036854775807"), Some(-i64::MAX));
    assert_eq!(index("999999999999999999"), Some(999_999_999_999_999_999));
    assert_eq!(
        (index("-0"), index("7.0"), index("7e1")),
        (Some(0), Some(7), Some(70))
    );
    for wrong in [
        "9223372036854775808",
        "-9223372036854775808",
        "1.5",
        "01",
        "-",
        "7a",
    ] {
        assert_eq!(index(wrong), None, "{wrong}");
    }
    let bytes = |list: &str| {
        let text = format!(r#"{{"token":"a","logprob":0,"bytes":{list}}}"#);
        read::<TopLogProb>(&text).map(|logprob| logprob.bytes)
    };
    assert_eq!(
        bytes("[0, 9,10 ,99,\n100,255,1e1,2.0]"),
        Some(vec![0, 9, 10, 99, 100, 255, 10, 2])
    );
    for wrong in [
        "[256]", "[-1]", "[00]", "[01]", "[1,]", "[,1]", "[1 2]", "[1000]", "[]]", "[1", "[1:]",
        "[:]", "[1/]", "[12:,1]", "[/]",
    ] {
        assert_eq!(bytes(wrong), None, "{wrong}");
    }
}

#[test]
fn strings_of_every_length_and_with_escapes_at_every_place() {
    for length in 0..100 {
        for escape in [
            "",
            "\\n",
            "\\u00e9",
            "\\ud83d\\ude80",
            "é",
            "🚀",
            "\\\\\\\"",
        ] {
            for place in [0, length / 2, length] {
                let text = format!(
                    "\"{}{escape}{}\"",
                    "a".repeat(place),
                    "b".repeat(length - place)
                );
                let expected: String = serde_json::from_str(&text).unwrap();
                assert_eq!(read::<String>(&text), Some(expected), "{text}");
                assert_eq!(read::<String>(text.trim_end_matches('"')), None);
            }
        }
        for wrong in [
            "\n",
            "\u{1}",
            "\\x",
            "\\u12g4",
            "\\ud800",
            "\\udc00",
            "\\ud800\\u0041",
            "\\u123",
            "\\ug123",
            "\\u1g23",
            "\\u123g",
            "\\ugg23",
            "\\u1gg3",
            "\\u12gg",
            "\\udc00\\udc00",
            "\\ud83dabdc00",
            "\\ud83d\\nde00",
        ] {
            let text = format!("\"{}{wrong}\"", "a".repeat(length));
            assert_eq!(read::<String>(&text), None, "{text:?}");
        }
    }
}

#[test]
fn commas_stand_between_members_and_elements_only() {
    let citation = r#""type":"url_citation","url":"u","title":"t","start_index":1"#;
    for members in [
        format!(r#","end_index":2,{citation}"#),
        format!(r#"{citation},"end_index":2,"#),
        format!(r#"{citation}, "end_index":2 ,"#),
        format!(r#"{citation},,"end_index":2"#),
        format!(r#"{citation} "end_index":2"#),
        format!(r#"{citation},"end_index":2 "x":3"#),
        format!(r#"{citation},"end_index":2,"x":{{"a":1 "b":2}}"#),
        format!(r#"{citation},"end_index":2,"x":{{,"a":1}}"#),
        format!(r#"{citation},"end_index":2,"x":[1 2]"#),
        format!(r#"{citation},"end_index":2,"x":[,1]"#),
        format!(r#"{citation},"end_index":2,"x":[1,]"#),
    ] {
        let text = format!("{{{members}}}");
        assert_eq!(read::<UrlCitation>(&text), None, "{text}");
        assert_eq!(read::<Annotation>(&text), None, "{text}");
    }
}

/// Blocks of nothing but what ends or interrupts a string.
#[test]
fn strings_with_many_escapes_in_a_row() {
    for before in [0, 1, 15, 16, 17, 24, 40] {
        for count in [8, 16, 31, 32, 33, 64, 100] {
            let plain = "a".repeat(before);
            let text = format!("\"{plain}{}\"", "\\\\".repeat(count));
            assert_eq!(
                read::<String>(&text),
                Some(format!("{plain}{}", "\\".repeat(count)))
            );
            for wrong in ["\n", "\u{1f}", "\0"] {
                let text = format!("\"{plain}{}\"", wrong.repeat(count));
                assert_eq!(read::<String>(&text), None, "{text:?}");
            }
        }
    }
}

#[test]
fn keys_are_found_in_any_order_and_spelling() {
    let citation = UrlCitation::new("u", "t", 1, 2);
    let members = [
        r#""type":"url_citation""#,
        r#""url":"u""#,
        r#" "\u0074itle" : "t""#,
        r#""start_index":1"#,
        "\n\t\"end_index\" :\r2",
    ];
    for first in 0..5 {
        for step in [1, 2, 3, 4] {
            let order: Vec<_> = (0..5).map(|i| members[(first + i * step) % 5]).collect();
            let text = format!("{{{}}}", order.join(","));
            assert_eq!(read(&text), Some(citation.clone()), "{text}");
            for member in members {
                let twice = format!("{{{},{member}}}", order.join(","));
                assert_eq!(read::<UrlCitation>(&twice), None, "{twice}");
            }
        }
    }
    // Keys that begin like one of the model's, or are cut off by the end of the text.
    let text = r#"{"type":"url_citation","url":"u","title":"t","start_index":1,"end_index":2,"end_index_":3,"end":4}"#;
    let read_back: UrlCitation = read(text).unwrap();
    assert_eq!(read_back.extra.len(), 2);
    for end in 0..text.len() {
        assert_eq!(read::<UrlCitation>(&text[..end]), None);
    }
}

#[test]
fn late_tags_are_found_at_every_level() {
    let texts = [
        r#"{"id":"m","role":"user","message_content":[{"text":"{\"type\":\"file\"}","annotations":[
            {"url":"u","title":"\"type\":","start_index":1,"end_index":2,"type":"url_citation"},
            {"index":3,"file_url":"u","ty\u0070e" : "file_path"}],"type":"text"},
            {"type":"refusal","text":"type"}, "type"],"type":"message"}"#,
        r#"{"x":{"type":"message"},"summary":[{"text":"a","type":"summary_text"}],"id":"r","type":"reasoning"}"#,
        r#"{"x":[{"type":"message"}],"type":"new","y":{"type":"message"}}"#,
    ];
    for text in texts {
        let item: OutputItem = read(text).unwrap_or_else(|| panic!("{text}"));
        let out = encode::to_string(&item).unwrap();
        let before: serde_json::Value = serde_json::from_str(text).unwrap();
        let after: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(before, after);
    }
    for wrong in [
        r#"{"x":{"type":"message"},"role":"user"}"#,
        r#"{"role":"user","type":"message","type":"message"}"#,
        r#"{"role":"user","type":5}"#,
        r#"{"role":"user","x":"type":"message"}"#,
        r#"{"role":"user","type":"message""#,
        r#"{"a":1,"type":"new","b":2,"type":"new"}"#,
    ] {
        assert_eq!(read::<OutputItem>(wrong), None, "{wrong}");
    }
    let bare = read::<ContentPart>(r#""type""#).unwrap();
    assert_eq!(bare, ContentPart::Bare("type".into()));
}

#[test]
fn what_the_first_keys_tell_is_not_believed() {
    let object = |late: bool, tag: &str, members: &str| match late {
        true => format!(r#"{{{members},"type":"{tag}"}}"#),
        false => format!(r#"{{"type":"{tag}",{members}}}"#),
    };
    // Keys that only a message, only reasoning and only text have, in other objects.
    let items = |late: bool| {
        let part = object(
            late,
            "file",
            r#""text":"t","file":{"file_url":"u","filename":"f"}"#,
        );
        let result =
            format!(r#""summary":[],"call_id":"c","message_content":[{part}],"block_list":[]"#);
        let parts = [
            object(late, "text", r#""text":"a""#),
            object(false, "new", r#""text":"b""#),
        ];
        let message = format!(
            r#""id":"m","role":"user","message_content":[{}]"#,
            parts.join(",")
        );
        [
            object(
                late,
                "tool_call",
                r#""role":"user","call_id":"c","name":"n","arguments":"""#,
            ),
            object(late, "tool_result", &result),
            object(late, "reasoning", r#""arguments":5,"id":"r","summary":[]"#),
            object(late, "new", r#""role":{"x":1}"#),
            object(late, "message", &message),
        ]
    };
    for count in [1, 2, 3, 8] {
        for first in 0..5 {
            let list = |late| {
                let items = items(late);
                let list: Vec<_> = (0..count).map(|i| &*items[(first + i) % 5]).collect();
                format!("[{}]", list.join(","))
            };
            // An unknown object is kept as it came, so only one that is read can be compared.
            let read = |late| {
                let items: Vec<OutputItem> = read(&list(late))?;
                let known = items
                    .iter()
                    .filter(|item| !matches!(item, OutputItem::Unknown(_)));
                Some((
                    items.len(),
                    known
                        .map(|item| encode::to_string(item).unwrap())
                        .collect::<Vec<_>>(),
                ))
            };
            assert!(read(true).is_some_and(|(length, _)| length == count));
            assert_eq!(read(true), read(false), "{}", list(true));
        }
    }
    // What was read in vain leaves no trace: nothing here is unknown, though a message would not
    // know the arguments.
    let body = |item: &str| {
        format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed","created_at":1795467208,"output":[{item}]}}"#
        )
    };
    let settings = Settings::default();
    let call = r#"{"call_id":"c","name":"n","arguments":"{}","type":"tool_call"}"#;
    let codes = |text: &str| -> Vec<Code> {
        let report = settings.validate_as(PayloadKind::Task, text);
        report.findings.iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes(&body(call)), []);
    let call = call.replacen('{', r#"{"summary":[],"#, 1);
    assert_eq!(codes(&body(&call)), [Code::UnknownField]);
}

#[test]
fn a_late_tag_behind_too_many_levels_is_refused_like_any_other_depth() {
    for levels in [1, 125, 126, 127, 128, 1000] {
        let deep = format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels));
        let late = format!(r#"{{"x":{deep},"type":"new","y":1}}"#);
        let first = format!(r#"{{"type":"new","x":{deep},"y":1}}"#);
        let accepted = read::<OutputItem>(&late).is_some();
        assert_eq!(accepted, levels < 127, "{levels}");
        assert_eq!(read::<OutputItem>(&first).is_some(), accepted, "{levels}");
    }
}

#[test]
fn a_tag_at_the_end_of_the_text_is_the_root_s() {
    let event = |text: &str| read::<TaskEvent>(text).map(|event| event.tag().unwrap().to_owned());
    for (text, tag) in [
        (r#"{"task_id":"t","type":"new.a"}"#, Some("new.a")),
        (
            "{\"task_id\":\"t\" ,\n\t\"type\" :\r\"new.a\" }\n",
            Some("new.a"),
        ),
        // A string that looks like a member, an object inside, keys that end like the tag's.
        (
            r#"{"type":"new.a","task_id":"t","x":"\",\"type\":\"new.b"}"#,
            Some("new.a"),
        ),
        (
            r#"{"type":"new.a","task_id":"t","x":",\"type\":"}"#,
            Some("new.a"),
        ),
        (
            r#"{"type":"new.a","task_id":"t","x":{"type":"new.b"}}"#,
            Some("new.a"),
        ),
        (
            r#"{"type":"new.a","task_id":"t","x\"type":"new.b"}"#,
            Some("new.a"),
        ),
        (
            r#"{"type":"new.a","task_id":"t","xtype":"new.b"}"#,
            Some("new.a"),
        ),
        (r#"{"task_id":"t","type":"a\"b"}"#, Some("a\"b")),
        (r#"{"task_id":"t","type":""}"#, Some("")),
        (r#"{"task_id":"t","\u0074ype":"new.a"}"#, Some("new.a")),
        (r#"{"task_id":"t","xtype":"new.a"}"#, None),
        (r#"{"task_id":"t","type":"new.a","type":"new.a"}"#, None),
        (r#"{"task_id":"t","x":"type":"new.a"}"#, None),
        (r#""type":"new.a"}"#, None),
        (r#"{type":"new.a"}"#, None),
        (r#"{"#, None),
    ] {
        assert_eq!(event(text).as_deref(), tag, "{text}");
    }
}

#[test]
fn a_lenient_field_that_does_not_fit_is_kept_under_its_key() {
    let text = r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"queued","created_at":1,
        "output":[],"usage":{"tool_calls":[{"deep":[1]}],"input_tokens":5}}"#;
    let task: Task = read(text).unwrap();
    let usage = task.usage.unwrap();
    assert_eq!(usage.input_tokens, Some(5));
    assert_eq!(
        usage.extra.get("tool_calls").unwrap().as_str(),
        r#"[{"deep":[1]}]"#
    );
}

/// Most lists have one element, and what holds many tasks holds many of them.
#[test]
fn a_list_of_one_element_has_room_for_one() {
    for (elements, room) in [(0, 0), (1, 1), (2, 4), (4, 4)] {
        let parts = vec![r#"{"type":"text","text":"a"}"#; elements].join(" , ");
        let parts: Vec<ContentPart> = read(&format!("[ {parts} ]")).unwrap();
        assert_eq!((parts.len(), parts.capacity()), (elements, room));
    }
}
