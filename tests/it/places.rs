//! Places of findings: whatever comes before the value that is wrong.

use agentlin_types::validate::{Code, PayloadKind, Settings};
use agentlin_types::wire::{FieldShape, Shape, UnionShape, Wire};
use agentlin_types::{Annotation, ContentPart, OutputItem, Profile};

/// The shortest value of a shape.
fn minimal(shape: &Shape) -> String {
    match shape {
        Shape::String => r#""x""#.into(),
        Shape::Boolean => "true".into(),
        Shape::Any | Shape::Number | Shape::Integer { .. } => "1".into(),
        Shape::Null => "null".into(),
        Shape::Array(_) => "[]".into(),
        Shape::AnyObject | Shape::Map(_) => "{}".into(),
        Shape::Enum(values) => format!("{:?}", values.values[0]),
        Shape::Object(object) => {
            let required = |field: &&FieldShape| field.required_in(Profile::Wire);
            let member = |field: &FieldShape| match field.constant {
                Some(constant) => format!("{:?}:{constant:?}", field.name),
                None => format!("{:?}:{}", field.name, minimal(&field.shape)),
            };
            let members: Vec<_> = object.fields.iter().filter(required).map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Shape::Union(union) => minimal(&Shape::Object(union.variants[0].object)),
        Shape::Choice(choice) => minimal(&choice.alternatives[0]),
        Shape::ByKey(by_key) => minimal(&by_key.alternatives[0].shape),
        _ => panic!("a shape without a value here: {shape:?}"),
    }
}

/// One value of each variant, known and unknown.
fn variants(union: &UnionShape) -> Vec<String> {
    let known = union.variants.iter();
    let mut values: Vec<_> = known.map(|v| minimal(&Shape::Object(v.object))).collect();
    values.push(format!(r#"{{{:?}:"later","id":"a"}}"#, union.tag));
    if union.bare_string {
        values.push(r#""text""#.into());
    }
    values
}

fn task(output: &str) -> String {
    format!(
        r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed",
        "created_at":1,"output":[{output}]}}"#
    )
}

/// A new variant cannot shift the places of the others.
#[test]
fn every_variant_may_come_before_a_finding() {
    let message = |parts: &str| {
        task(&format!(
            r#"{{"type":"message","role":"assistant","message_content":[{parts}]}}"#
        ))
    };
    let text = |annotations: &str| {
        message(&format!(
            r#"{{"type":"text","text":"a","annotations":[{annotations}]}}"#
        ))
    };
    type Around<'a> = &'a dyn Fn(&str) -> String;
    let lists: [(Shape, Around<'_>, &str, &str, Code); 3] = [
        (
            OutputItem::SHAPE,
            &task,
            r#"{"type":"message","role":"assistant","status":"in_progress"}"#,
            "/output/{}/status",
            Code::UnfinishedItem,
        ),
        (
            ContentPart::SHAPE,
            &message,
            r#"{"type":"text","text":"","id":0}"#,
            "/output/0/message_content/{}/id",
            Code::ReferenceNumber,
        ),
        (
            Annotation::SHAPE,
            &text,
            r#"{"type":"file_path","file_url":"f","index":-1}"#,
            "/output/0/message_content/0/annotations/{}/index",
            Code::CitationFileIndex,
        ),
    ];
    for (shape, around, wrong, pointer, code) in lists {
        let Shape::Union(union) = shape else {
            panic!("a union")
        };
        let before = variants(union);
        assert!(before.len() > union.variants.len());
        for count in 0..=before.len() {
            let mut list = before[before.len() - count..].to_vec();
            list.push(wrong.into());
            let text = around(&list.join(","));
            let report = Settings::default().validate_as(PayloadKind::Task, &text);
            let found = report.findings.iter().filter(|one| one.code == code);
            let pointers: Vec<_> = found.map(|one| one.pointer.clone()).collect();
            assert_eq!(
                pointers,
                [pointer.replace("{}", &count.to_string())],
                "{text}"
            );
        }
    }
}

fn found(text: &str) -> Vec<(Code, String, String)> {
    let findings = Settings::default().validate(text).findings.into_iter();
    let one = |finding: agentlin_types::validate::Finding| {
        let span = finding.span.unwrap();
        let value = text[span.start..span.end].to_owned();
        (finding.code, finding.pointer, value)
    };
    findings.map(one).collect()
}

#[test]
fn what_is_cited_and_missing_is_found_at_its_place() {
    let cited = |body: &str| {
        task(&format!(
            r#"{{"type":"message","role":"assistant","message_content":[{{"type":"text","text":"a"}}]}},
            {{"type":"reasoning","id":"r","summary":[],"content":[{{"type":"text","text":"b","id":7}}]}},
            {{"type":"message","role":"assistant",{body}}}"#
        ))
    };
    for (body, pointer, place) in [
        (
            r#""message_content":"a[^7]""#,
            "message_content",
            r#""a[^7]""#,
        ),
        (
            r#""message_content":"\u005b^7]""#,
            "message_content",
            r#""\u005b^7]""#,
        ),
        (
            r#""message_content":"[\u005e7]""#,
            "message_content",
            r#""[\u005e7]""#,
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
        let pointer = format!("/output/2/{pointer}");
        let expected = vec![(Code::DanglingReference, pointer, place.to_owned())];
        assert_eq!(found(&cited(body)), expected, "{body}");
    }
    for body in [
        r#""message_content":"[^7]","block_list":[{},{"id":7}]"#,
        r#""message_content":"[^7] [^7]: here""#,
        r#""message_content":[],"content":"[^7]""#,
        r#""message_content":["[^7]",{"type":"image","image_url":{"url":"u"},"id":7}]"#,
    ] {
        assert_eq!(found(&cited(body)), [], "{body}");
    }
    // A file can have a number, for which there is no field.
    let file = r#"{"type":"file","file":{"file_url":"u","filename":"f"},"id":7}"#;
    let file = cited(&format!(r#""message_content":["[^7]",{file}]"#));
    let codes: Vec<_> = found(&file).into_iter().map(|one| one.0).collect();
    assert_eq!(codes, [Code::UnknownField]);
}

#[test]
fn unknown_fields_and_rules_have_their_pointers_in_pages_of_tasks() {
    let text = r#"{"jsonrpc":"2.0","result":[
        {"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed","x":0,
        "created_at":1,"output":[{"type":"reasoning","id":"a","summary":[]}],"y":0},
        {"object":"task","id":"v","session_id":"s","user_id":"u","status":"completed",
        "created_at":-1,"output":[{"type":"reasoning","id":"b","summary":[]},
        {"z":0,"type":"reasoning","id":"c","summary":[]},
        {"type":"reasoning","id":"c","summary":[{"type":"text","text":"","w":0}]}]}]}"#;
    let places: Vec<_> = found(text)
        .into_iter()
        .map(|(_, pointer, _)| pointer)
        .collect();
    assert_eq!(
        places,
        [
            "/result/0/x",
            "/result/0/y",
            "/result/1/created_at",
            "/result/1/output/1/z",
            "/result/1/output/2/id",
            "/result/1/output/2/summary/0/w"
        ]
    );
}

/// What cannot be read leaves rules unchecked, and the report says so.
#[test]
fn reports_say_whether_all_rules_were_checked() {
    let whole = task(r#"{"type":"reasoning","id":"a","summary":[]}"#);
    for (text, incomplete) in [
        (whole.clone(), None),
        // Unknown tags, values and fields are no reason.
        (whole.replace("reasoning", "later"), None),
        (whole.replace("completed", "later"), None),
        (whole.replace(r#""id":"a""#, r#""id":"a","x":1"#), None),
        (
            whole.replace(r#""summary":[]"#, r#""summary":1"#),
            Some(true),
        ),
        (whole.replace(r#","summary":[]"#, ""), Some(true)),
        (whole[..whole.len() - 1].to_owned(), Some(true)),
    ] {
        let report = Settings::default().validate_as(PayloadKind::Task, &text);
        assert_eq!(report.rules_incomplete, incomplete, "{text}");
    }
}
