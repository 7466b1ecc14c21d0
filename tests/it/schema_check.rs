//! What a JSON Schema refuses, as findings.

use agentlin_types::Profile;
use agentlin_types::validate::schema::SchemaCheck;
use agentlin_types::validate::{PayloadKind, Settings};

use crate::growth::{grows_with_the_input, held};

/// An object with a tag that is not allowed is none of the variants: its other members say nothing.
#[test]
fn a_schema_says_of_a_wrong_tag_only_that() {
    let check = SchemaCheck::new(PayloadKind::Task, &Settings::new(Profile::Documented));
    let task = |item: &str| {
        format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"created",
            "created_at":1,"output":[{item},1]}}"#
        )
    };
    for (item, expected) in [
        (
            r#"{"type":"nope","id":7,"call_id":[{}]}"#,
            &["unknown-tag /output/0/type"][..],
        ),
        (
            r#"{"type":"message","id":7,"role":"user","message_content":[{"type":"nope","text":7},{"type":"text","text":7}]}"#,
            &[
                "wrong-type /output/0/id",
                "unknown-tag /output/0/message_content/0/type",
                "wrong-type /output/0/message_content/1/text",
            ],
        ),
        // Where there is one variant, its schema judges the other members all the same.
        (
            r#"{"type":"reasoning","id":"r","summary":[{"type":"nope","text":7}]}"#,
            &["unknown-tag /output/0/summary/0/type"],
        ),
    ] {
        let found = check.findings(&task(item)).into_iter();
        let found = found.map(|one| format!("{} {}", one.code, one.pointer));
        let last = ["wrong-type /output/1".to_owned()];
        let expected = expected.iter().map(|one| (*one).to_owned()).chain(last);
        assert!(
            found.clone().eq(expected),
            "{:?}",
            found.collect::<Vec<_>>()
        );
    }
    // The place of an object is its first byte, that of another value all of it.
    let first = |text: &str| {
        check
            .findings(text)
            .into_iter()
            .next()
            .and_then(|one| one.span)
    };
    assert_eq!(first(" {}"), Some((1..2).into()));
    let text = task("{}").replace("\"t\"", "12345");
    let at = text.find("12345").unwrap();
    assert_eq!(first(&text), Some((at..at + 5).into()));
}

/// As many findings as elements, up to what is looked at.
#[test]
fn what_a_schema_refuses() {
    let check = SchemaCheck::new(PayloadKind::Task, &Settings::default());
    grows_with_the_input(held, 4000, |size| {
        let text = format!(r#"{{"output":[{}]}}"#, vec!["1"; size].join(","));
        let findings = check.findings(&text);
        // The fields that are missing come first.
        assert_eq!(findings.len(), 10_000.min(size + 6));
        let last = format!("/output/{}", findings.len() - 7);
        assert_eq!(findings[findings.len() - 1].pointer, last);
    });
}
