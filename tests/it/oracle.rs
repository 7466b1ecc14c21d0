//! The documented profile checked against what the page and the SDK say, both ways.
//!
//! The oracle is data, extracted from the sources and not from this crate's tables: a field that a
//! table gets wrong shows up here.

use std::collections::{BTreeMap, BTreeSet};

use agentlin_types::schema::{self, Dialect, Form};
use agentlin_types::wire::{self, FaultCode, Profile, Wire};
use agentlin_types::{TaskResponse, decode, encode};
use serde_json::Value;

const ORACLE: &str = include_str!("../oracle/sdk-1.10.json");
const PAGE_SAMPLE: &str = include_str!("../oracle/page-sample.json");

fn oracle() -> Value {
    serde_json::from_str(ORACLE).unwrap()
}

fn documented() -> Value {
    let text = schema::bundle(Profile::Documented, Dialect::Draft2020, Form::Codegen);
    serde_json::from_str(&text).unwrap()
}

/// The choices that the oracle writes out in place.
const UNNAMED: &[&str] = &["Importable", "RequestId"];

/// A schema in the oracle's notation, and whether it takes null.
fn notation(definitions: &Value, schema: &Value) -> (String, bool) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/$defs/").unwrap();
        let definition = &definitions[name];
        let free = definition["additionalProperties"] == true;
        if free && definition.get("properties").is_none() {
            return ("map<any>".into(), false);
        }
        // The oracle has no names for these.
        if UNNAMED.contains(&name) {
            return notation(definitions, definition);
        }
        return (name.into(), false);
    }
    if let Some([only]) = schema["oneOf"].as_array().map(Vec::as_slice) {
        return notation(definitions, only);
    }
    if let Some([value, null]) = schema["anyOf"].as_array().map(Vec::as_slice) {
        assert_eq!(null["type"], "null");
        return (notation(definitions, value).0, true);
    }
    if let Some(constant) = schema["const"].as_str() {
        return (format!("\"{constant}\""), false);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().map(|name| name.as_str().unwrap()).collect(),
        _ if schema["oneOf"].is_array() => {
            let all = schema["oneOf"].as_array().unwrap();
            let all: Vec<_> = all.iter().map(|s| notation(definitions, s).0).collect();
            return (all.join(" | "), false);
        }
        _ => return ("any".into(), true),
    };
    let nullable = types.contains(&"null");
    let names = types
        .into_iter()
        .filter(|name| *name != "null")
        .map(|name| match name {
            "array" => format!("array<{}>", notation(definitions, &schema["items"]).0),
            "object" => match &schema["additionalProperties"] {
                Value::Bool(true) => "map<any>".into(),
                value => format!("map<{}>", notation(definitions, value).0),
            },
            scalar => scalar.into(),
        });
    (names.collect::<Vec<_>>().join(" | "), nullable)
}

/// Every fact about a type as one line, so that a difference reads well.
fn facts(definitions: &Value, definition: &Value) -> BTreeSet<String> {
    let required: Vec<_> = definition["required"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    let properties = definition["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, schema)| {
            let (notation, nullable) = notation(definitions, schema);
            let required = required.iter().any(|key| **key == *name);
            assert_ne!(
                required, nullable,
                "{name}: optional fields take null, required ones not"
            );
            format!(
                "{name}: {notation}{}",
                if required { "" } else { ", optional" }
            )
        })
        .collect()
}

fn oracle_facts(fields: &Value) -> BTreeSet<String> {
    let fields = fields.as_object().unwrap().iter();
    fields
        .map(|(name, field)| {
            let required = field["required"] == true;
            assert!(!(required && field["nullable"] == true), "{name}");
            let notation = field["type"].as_str().unwrap();
            format!(
                "{name}: {notation}{}",
                if required { "" } else { ", optional" }
            )
        })
        .collect()
}

#[test]
fn documented_types_are_those_of_the_sources() {
    let (oracle, schema) = (oracle(), documented());
    let definitions = &schema["$defs"];
    let mut differences = Vec::new();
    for (name, expected) in oracle["types"].as_object().unwrap() {
        let Some(definition) = definitions.get(name) else {
            differences.push(format!("{name}: missing"));
            continue;
        };
        let (expected, found) = (
            oracle_facts(&expected["fields"]),
            facts(definitions, definition),
        );
        differences.extend(
            expected
                .difference(&found)
                .map(|fact| format!("- {name}.{fact}")),
        );
        differences.extend(
            found
                .difference(&expected)
                .map(|fact| format!("+ {name}.{fact}")),
        );
    }
    assert!(
        differences.is_empty(),
        "the documented schema differs from the sources (- sources, + schema):\n{}",
        differences.join("\n")
    );
}

#[test]
fn nothing_else_is_documented() {
    let (oracle, schema) = (oracle(), documented());
    let known = |group: &str, name: &str| oracle[group].get(name).is_some();
    let names = schema["$defs"].as_object().unwrap().keys();
    let undocumented: Vec<_> = names
        .filter(|name| {
            // The objects of a union that a string may replace have a definition of their own; so
            // has the free-form object `usage`.
            let helper = *name == "Usage"
                || UNNAMED.contains(&name.as_str())
                || name
                    .strip_prefix("Typed")
                    .is_some_and(|union| known("unions", union));
            !helper
                && !["types", "enums", "unions", "choices"]
                    .iter()
                    .any(|group| known(group, name))
        })
        .collect();
    assert!(undocumented.is_empty(), "{undocumented:?}");
}

#[test]
fn documented_enums_unions_and_choices() {
    let (oracle, schema) = (oracle(), documented());
    let definitions = &schema["$defs"];
    for (name, values) in oracle["enums"].as_object().unwrap() {
        assert_eq!(&definitions[name]["enum"], values, "{name}");
    }
    for (name, union) in oracle["unions"].as_object().unwrap() {
        let mut arms = definitions[name]["oneOf"].as_array().unwrap().clone();
        let bare = arms[0]["type"] == "string";
        assert_eq!(bare, union["bare_string"] == true, "{name}");
        if bare {
            arms = definitions[&format!("Typed{name}")]["oneOf"]
                .as_array()
                .unwrap()
                .clone();
        }
        let mut tags = BTreeMap::new();
        for arm in arms {
            let object = notation(definitions, &arm).0;
            let tag = &definitions[&object]["properties"]["type"];
            let (tag_notation, _) = notation(definitions, tag);
            match definitions.get(&tag_notation) {
                Some(values) => {
                    for value in values["enum"].as_array().unwrap() {
                        tags.insert(value.as_str().unwrap().to_owned(), object.clone());
                    }
                }
                None => {
                    tags.insert(tag_notation.trim_matches('"').to_owned(), object);
                }
            }
        }
        let expected: BTreeMap<String, String> =
            serde_json::from_value(union["tags"].clone()).unwrap();
        assert_eq!(tags, expected, "{name}");
    }
    for (name, choice) in oracle["choices"].as_object().unwrap() {
        assert_eq!(
            notation(definitions, &definitions[name]).0,
            choice.as_str().unwrap()
        );
    }
}

/// The page shows placeholders instead of values, and these cannot be real ones.
const PLACEHOLDERS: &[&str] = &["/jsonrpc"];

/// The same tree with every number as f64: a log probability of 123 is written as 123.0.
fn floats(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(floats).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, floats(value)))
            .collect(),
        other => other,
    }
}

#[test]
fn the_page_sample_is_read_and_written_back() {
    let response: TaskResponse = decode::from_str(PAGE_SAMPLE).unwrap();
    let before: Value = serde_json::from_str(PAGE_SAMPLE).unwrap();
    let after: Value = serde_json::from_str(&encode::to_string(&response).unwrap()).unwrap();
    assert_eq!(floats(after), floats(before.clone()));

    let refused: Vec<_> = wire::check(PAGE_SAMPLE, &TaskResponse::SHAPE, Profile::Documented)
        .into_iter()
        .filter(|fault| fault.code.refuses(Profile::Documented))
        .map(|fault| (fault.code, fault.pointer))
        .collect();
    let expected: Vec<_> = PLACEHOLDERS
        .iter()
        .map(|pointer| (FaultCode::UnknownConstant, pointer.to_string()))
        .collect();
    assert_eq!(refused, expected);

    // The published schema says the same.
    let schema = schema::of::<TaskResponse>(Profile::Documented, Form::Validation);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    let pointers: Vec<_> = validator
        .iter_errors(&before)
        .map(|error| error.instance_path().to_string())
        .collect();
    assert_eq!(pointers, PLACEHOLDERS);
}
