//! Schemas of tools out of captures: what they may cost, and that nothing is fetched for them.

use agentlin_types::validate::{Code, Finding, Settings, StreamCheck};
use serde_json::{Value, json};

/// The findings of a stream in which a tool with such a schema is called with such arguments.
fn called(parameters: &Value, arguments: &[&Value]) -> Vec<Finding> {
    let mut check = StreamCheck::new(Settings::default());
    let mut number = 0;
    let mut findings = Vec::new();
    let mut event = |mut event: Value| {
        event["task_id"] = "t".into();
        event["agent_step"] = 1.into();
        event["sequence_number"] = number.into();
        event["timestamp"] = "2026-11-23T20:53:29Z".into();
        number += 1;
        let envelope = json!({"jsonrpc": "2.0", "id": "r", "result": event});
        findings.append(&mut check.record(&envelope.to_string()).findings);
    };
    event(
        json!({"type": "task.created", "task": {"object": "task", "id": "t", "session_id": "s",
        "user_id": "u", "status": "created", "created_at": 1795467208, "output": []}}),
    );
    let function = json!({"name": "search", "parameters": parameters});
    let tools = json!([{"type": "function", "function": function}]);
    event(json!({"type": "task.tools_updated", "tools": tools}));
    for (index, arguments) in arguments.iter().enumerate() {
        let item = json!({"type": "tool_call", "id": format!("tc_{index}"), "name": "search",
            "call_id": format!("call_{index}"), "status": "completed",
            "arguments": arguments.to_string()});
        event(json!({"type": "task.output_item.added", "item": item}));
        event(json!({"type": "task.output_item.done", "item": item}));
    }
    findings.retain(|finding| {
        let codes = [Code::ArgumentsAgainstSchema, Code::ArgumentsNotChecked];
        codes.contains(&finding.code)
    });
    findings
}

/// Why the arguments were not checked, if they were not.
fn unchecked(parameters: &Value, arguments: &Value) -> Option<String> {
    let findings = called(parameters, &[arguments]);
    let finding = findings.into_iter().next()?;
    assert_eq!(finding.code, Code::ArgumentsNotChecked, "{finding}");
    assert_eq!(finding.pointer, "/result/item/arguments");
    Some(finding.message)
}

const COSTLY: &str = "not checked against the tool's own schema: that would take too many steps";

/// Definitions each of which refers twice to the one before.
fn doubling(levels: usize, applicator: &str) -> Value {
    let mut definitions = json!({"a0": {"type": "object"}});
    for level in 1..=levels {
        let before = json!({"$ref": format!("#/$defs/a{}", level - 1)});
        definitions[format!("a{level}")] = json!({applicator: [before, before]});
    }
    json!({"$defs": definitions, "$ref": format!("#/$defs/a{levels}")})
}

#[test]
fn what_grows_with_every_level_is_left_out() {
    for applicator in ["allOf", "anyOf", "oneOf"] {
        let message = unchecked(&doubling(40, applicator), &json!({}));
        assert_eq!(message.as_deref(), Some(COSTLY), "{applicator}");
    }
    // A few levels are nothing unusual.
    assert_eq!(called(&doubling(5, "allOf"), &[&json!({})]), []);
}

#[test]
fn hostile_schemas_are_left_out() {
    let mut nested = json!({});
    for _ in 0..50 {
        nested = json!({"a": nested});
    }
    let twice = json!({"$ref": "#"});
    let chain = |length: usize| {
        let link = |at| json!({"$ref": format!("#/$defs/a{}", at + 1)});
        let mut links: serde_json::Map<_, _> =
            (0..length).map(|at| (format!("a{at}"), link(at))).collect();
        links.insert(format!("a{length}"), json!({}));
        json!({"$defs": links, "$ref": "#/$defs/a0"})
    };
    let text = |pattern: String| json!({"properties": {"q": {"pattern": pattern}}});
    let long = json!({"q": "a".repeat(50_000)});
    for (name, schema, arguments) in [
        (
            "recursion twice",
            json!({"properties": {"a": {"allOf": [twice, twice]}}}),
            &nested,
        ),
        ("a long chain", chain(5000), &nested),
        ("itself", json!({"$ref": "#"}), &nested),
        (
            "repeated repetitions",
            text("(?:(?:(?:a{100}){100}){5})".into()),
            &nested,
        ),
        (
            "many repetitions",
            text("(?:x{1000}){1000}".repeat(10)),
            &nested,
        ),
        ("classes", text(r"\w{1000}".into()), &nested),
        (
            "a costly pattern on a long text",
            text("(a?){100}a{100}".into()),
            &long,
        ),
        (
            "many alternatives",
            json!({"items": {"anyOf": vec![json!({"type": "string"}); 1000]}}),
            &json!(vec![0; 1000]),
        ),
        (
            "many values",
            json!({"items": {"enum": vec![1; 9000]}}),
            &json!(vec![0; 1000]),
        ),
        (
            "pairs",
            json!({"uniqueItems": true}),
            &json!(vec![json!([]); 5000]),
        ),
        (
            "very large",
            json!({"required": vec!["a"; 100_000]}),
            &nested,
        ),
    ] {
        assert_eq!(
            unchecked(&schema, arguments).as_deref(),
            Some(COSTLY),
            "{name}"
        );
    }
}

/// Each call is cheap enough, but not all of them.
#[test]
fn a_stream_has_a_budget() {
    let schema = json!({"items": {"anyOf": vec![json!({"type": "string"}); 100]}});
    let arguments = json!(vec!["a"; 500]);
    let findings = called(&schema, &[&arguments; 100]);
    assert!(
        findings.len() < 100 && findings.len() > 10,
        "{}",
        findings.len()
    );
    for finding in findings {
        assert_eq!(finding.code, Code::ArgumentsNotChecked);
        assert!(finding.message.ends_with("as many steps as one stream may"));
    }
}

#[test]
fn ordinary_schemas_are_checked() {
    let uuid = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.com/search",
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": {"type": "string", "pattern": r"^\w{1,64}$"},
            "id": {"type": "string", "pattern": uuid},
            "$ref": {"type": "string"},
            "tree": {"$ref": "#/$defs/tree"},
        },
        "additionalProperties": false,
        "$defs": {
            "tree": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/$defs/tree"}}]},
        },
    });
    let good = json!({"query": "weather", "id": "0123abcd-0123-0123-0123-0123456789ab",
        "$ref": "x", "tree": ["a", ["b", ["c"]], []]});
    assert_eq!(called(&schema, &[&good]), []);
    for bad in [
        json!({}),
        json!({"query": "two words"}),
        json!({"query": "q", "id": "no"}),
        json!({"query": "q", "tree": [[[1]]]}),
        json!({"query": "q", "other": 1}),
    ] {
        let findings = called(&schema, &[&bad]);
        assert_eq!(findings.len(), 1, "{bad}");
        assert_eq!(findings[0].code, Code::ArgumentsAgainstSchema, "{bad}");
    }
}

/// This test is built with the feature `resolve-file` of the crate jsonschema, with which it would
/// read such files itself.
#[test]
fn a_schema_never_makes_the_process_read_a_file() {
    let folder = std::env::temp_dir().join(format!("agentlin-types-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("schema.json");
    std::fs::write(&file, r#"{"type": "string"}"#).unwrap();
    let uri = format!("file://{}", file.display());
    let read = jsonschema::validator_for(&json!({"$ref": uri}));
    assert!(
        !read.unwrap().is_valid(&json!({})),
        "the feature is off: this test shows nothing"
    );
    for schema in [
        json!({"$ref": uri}),
        json!({"$ref": format!("{uri}#")}),
        json!({"$schema": uri, "type": "object"}),
        json!({"$id": uri, "$ref": "schema.json"}),
        json!({"$id": format!("file://{}/", folder.display()), "allOf": [{"$ref": "schema.json"}]}),
        json!({"allOf": [{"$id": uri, "$ref": "#"}]}),
        json!({"$dynamicRef": uri}),
        json!({"$recursiveRef": uri}),
        json!({"$schema": "http://json-schema.org/draft-04/schema#", "id": uri, "$ref": "#"}),
        json!({"properties": {"q": {"$ref": uri}}}),
    ] {
        for finding in called(&schema, &[&json!({}), &json!({"q": 1})]) {
            assert_eq!(finding.code, Code::ArgumentsNotChecked, "{schema}");
        }
    }
    let message = unchecked(&json!({"$ref": uri}), &json!({})).unwrap();
    assert!(
        message.ends_with("it refers to something outside itself or by a name"),
        "{message}"
    );
    std::fs::remove_dir_all(folder).unwrap();
}
