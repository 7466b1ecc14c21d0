//! The OpenAPI document: complete, consistent, and true to real traffic.

use std::collections::{BTreeMap, BTreeSet};

use agentlin_types::endpoint::{ENDPOINTS, Media};
use agentlin_types::jsonrpc::JsonrpcRequest;
use agentlin_types::schema::{self, OpenApi};
use agentlin_types::wire::{Shape, Wire};
use agentlin_types::{ContentPart, OutputItem, TaskEvent};
use serde_json::{Value, json};

use crate::captures;

fn document() -> Value {
    version(OpenApi::V3_1)
}

fn version(version: OpenApi) -> Value {
    serde_json::from_str(&schema::openapi(version)).unwrap()
}

/// Every operation: method, path, operation.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if method != "servers" {
                operations.push((method.to_uppercase(), path.clone(), operation.clone()));
            }
        }
    }
    operations
}

fn operation(document: &Value, id: &str) -> Value {
    let found = operations(document)
        .into_iter()
        .find(|(.., o)| o["operationId"] == id);
    found.unwrap_or_else(|| panic!("no operation {id}")).2
}

/// Calls `visit` with every object in a value and its place.
fn walk(place: &str, value: &Value, visit: &mut impl FnMut(&str, &serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(place, object);
            for (key, value) in object {
                if key != "example" {
                    walk(&format!("{place}/{key}"), value, visit);
                }
            }
        }
        Value::Array(items) => {
            for (i, value) in items.iter().enumerate() {
                walk(&format!("{place}/{i}"), value, visit);
            }
        }
        _ => {}
    }
}

/// A validator for a schema of the document.
fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "components": document["components"],
    });
    root["allOf"] = json!([schema]);
    jsonschema::validator_for(&root).unwrap()
}

/// The schema of an answer's body.
fn answer<'a>(operation: &'a Value, media: &str) -> &'a Value {
    &operation["responses"]["200"]["content"][media]["schema"]
}

#[test]
fn every_call_is_there() {
    let document = document();
    let found: BTreeSet<_> = operations(&document)
        .into_iter()
        .map(|(method, path, operation)| {
            (
                method,
                path,
                operation["operationId"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected: BTreeSet<_> = ENDPOINTS
        .iter()
        .map(|info| {
            (
                info.method.to_string(),
                info.path.to_owned(),
                info.operation.to_owned(),
            )
        })
        .collect();
    assert_eq!(found, expected);
    for (_, path, operation) in operations(&document) {
        let answers = operation["responses"].as_object().unwrap();
        assert!(
            ["200", "4XX", "5XX"]
                .iter()
                .all(|status| answers.contains_key(*status)),
            "{path}"
        );
        let names = |place: &str| -> BTreeSet<String> {
            let all = operation["parameters"].as_array().into_iter().flatten();
            let some = all.filter(|parameter| parameter["in"] == place);
            some.map(|parameter| parameter["name"].as_str().unwrap().to_owned())
                .collect()
        };
        let in_path = path
            .split('/')
            .filter_map(|s| s.strip_prefix('{')?.strip_suffix('}'));
        assert_eq!(names("path"), in_path.map(Into::into).collect(), "{path}");
    }
    assert_eq!(
        operation(&document, "tasks.list")["parameters"][3]["name"],
        "status[]"
    );
}

#[test]
fn every_call_but_those_about_the_server_needs_the_token() {
    let document = document();
    assert_eq!(document["security"], json!([{"bearer": []}]));
    assert_eq!(
        document["components"]["securitySchemes"]["bearer"]["scheme"],
        "bearer"
    );
    for (_, path, operation) in operations(&document) {
        let open = operation["operationId"]
            .as_str()
            .unwrap()
            .starts_with("server.");
        assert_eq!(operation.get("security").is_some(), open, "{path}");
        assert_eq!(
            document["paths"][&path].get("servers").is_some(),
            open,
            "{path}"
        );
    }
}

#[test]
fn references_lead_somewhere_and_everything_is_used() {
    for &version in OpenApi::ALL {
        all_is_used(&self::version(version));
    }
}

fn all_is_used(document: &Value) {
    let mut used = BTreeSet::new();
    walk("", document, &mut |place, object| {
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{place}: {reference}");
            used.insert(pointer.to_owned());
        }
    });
    for group in ["schemas", "responses"] {
        for name in document["components"][group].as_object().unwrap().keys() {
            let pointer = format!("/components/{group}/{name}");
            assert!(used.contains(&pointer), "{pointer} is not used");
        }
    }
}

#[test]
fn discriminators_are_complete() {
    let document = document();
    let mut unions = BTreeMap::new();
    walk("", &document, &mut |place, object| {
        let Some(discriminator) = object.get("discriminator") else {
            return;
        };
        let key = discriminator["propertyName"].as_str().unwrap();
        let mapping = discriminator["mapping"].as_object().unwrap();
        let mut tags = BTreeMap::new();
        for arm in object["oneOf"].as_array().unwrap() {
            let reference = arm["$ref"].as_str().unwrap();
            let variant = document.pointer(&reference[1..]).unwrap();
            assert!(
                variant["required"]
                    .as_array()
                    .unwrap()
                    .contains(&json!(key)),
                "{place}"
            );
            let tag = &variant["properties"][key];
            let tag = match tag["$ref"].as_str() {
                Some(values) => &document.pointer(&values[1..]).unwrap()["enum"],
                None => &tag["const"],
            };
            match tag {
                Value::String(tag) => drop(tags.insert(tag.clone(), json!(reference))),
                Value::Array(all) => tags.extend(
                    all.iter()
                        .map(|tag| (tag.as_str().unwrap().to_owned(), json!(reference))),
                ),
                _ => panic!("{place}: {reference} has no tag"),
            }
        }
        let mapping: BTreeMap<_, _> = mapping.clone().into_iter().collect();
        assert_eq!(mapping, tags, "{place}");
        unions.insert(place.rsplit('/').next().unwrap().to_owned(), mapping.len());
    });
    for (name, shape) in [
        ("TaskEvent", TaskEvent::SHAPE),
        ("OutputItem", OutputItem::SHAPE),
        ("TypedContentPart", ContentPart::SHAPE),
        ("JsonrpcRequest", JsonrpcRequest::SHAPE),
    ] {
        let Shape::Union(union) = shape else {
            panic!("{name} is a union")
        };
        assert_eq!(unions[name], union.tags().count(), "{name}");
    }
}

#[test]
fn examples_are_valid() {
    let document = document();
    let mut examples = 0;
    let mut check = |place: &str, content: &Value| {
        for (media, body) in content.as_object().unwrap() {
            let named = body["examples"].as_object().into_iter().flatten();
            let all: Vec<_> = named.map(|(_, example)| &example["value"]).collect();
            let all = body.get("example").map_or(all, |example| vec![example]);
            assert!(!all.is_empty(), "{place}: no example");
            let validator = validator(&document, &body["schema"]);
            for example in all {
                let errors: Vec<_> = validator
                    .iter_errors(example)
                    .map(|error| error.to_string())
                    .collect();
                assert!(errors.is_empty(), "{place} {media}: {errors:?}");
                examples += 1;
            }
        }
    };
    for (method, path, operation) in operations(&document) {
        if let Some(body) = operation.get("requestBody") {
            check(&format!("{method} {path} body"), &body["content"]);
        }
        check(
            &format!("{method} {path}"),
            &operation["responses"]["200"]["content"],
        );
    }
    check(
        "Failure",
        &document["components"]["responses"]["Failure"]["content"],
    );
    // Three calls are answered in two ways, three with a stream as well.
    assert_eq!(examples, 8 + 23 + 3 + 3 + 1);
    let cancel = operation(&document, "tasks.cancel");
    let named = &cancel["responses"]["200"]["content"]["application/json"]["examples"];
    assert_eq!(named["envelope"]["value"]["result"], named["task"]["value"]);
}

#[test]
fn streams_are_described() {
    let document = document();
    for info in ENDPOINTS {
        let streams = info
            .answers
            .iter()
            .any(|answer| answer.media == Media::EventStream);
        let operation = operation(&document, info.operation);
        let schema = answer(&operation, "text/event-stream");
        assert_eq!(schema["type"] == "string", streams, "{}", info.operation);
        let line = &schema["contentSchema"];
        let expected = json!({"$ref": "#/components/schemas/TaskEventResponse"});
        assert_eq!(*line == expected, streams, "{}", info.operation);
        if streams {
            let content = &operation["responses"]["200"]["content"]["text/event-stream"];
            let example = content["example"].as_str().unwrap();
            let validator = validator(&document, line);
            assert_eq!(captures::data_lines(example).count(), 2);
            for text in captures::data_lines(example) {
                assert_valid(&validator, info.operation, text);
            }
        }
        let doc = operation["responses"]["200"]["description"]
            .as_str()
            .unwrap();
        assert_eq!(doc.contains("`data` line"), streams, "{doc}");
    }
}

fn assert_valid(validator: &jsonschema::Validator, name: &str, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error:.200}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}

/// Which call a captured body answers.
fn operation_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "env_create_counter" => "env.create",
        "env_observation" => "env.observation",
        "env_session" => "env.session",
        "env_list" => "env.list",
        "env_close" => "env.close",
        "env_step" => "env.step",
        "list_limit1" => "tasks.list",
        "delete_plain" => "tasks.delete",
        "cancel_plain" | "cancel_unknown" => "tasks.cancel",
        "pause_plain" => "tasks.pause",
        "resume_unknown" => "tasks.resume",
        _ if name.starts_with("get_") => "tasks.retrieve",
        _ if name.starts_with("create_") => "tasks.create",
        _ if name.starts_with("rpc_") && name != "rpc_int_id" => "tasks.jsonrpc",
        _ => return None,
    })
}

#[test]
fn captured_traffic_fits() {
    let document = document();
    // One validator for each call: making one costs more than using it.
    let mut bodies: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (name, text) in captures::bodies() {
        if let Some(id) = operation_of(&name) {
            bodies.entry(id).or_default().push((name, text));
        }
    }
    assert!(bodies.len() > 10);
    for (id, bodies) in bodies {
        let operation = operation(&document, id);
        let validator = validator(&document, answer(&operation, "application/json"));
        for (name, text) in bodies {
            assert_valid(&validator, &name, &text);
        }
    }
    let create = operation(&document, "tasks.create");
    let event = validator(
        &document,
        &answer(&create, "text/event-stream")["contentSchema"],
    );
    for (name, text) in captures::streams() {
        for line in captures::data_lines(&text) {
            assert_valid(&event, &name, line);
        }
    }
    let failure = &document["components"]["responses"]["Failure"]["content"]["application/json"];
    let failure = validator(&document, &failure["schema"]);
    for (name, text) in captures::bodies() {
        if ["bad_content_string", "list_no_user", "env_info_unknown"].contains(&name.as_str()) {
            assert_valid(&failure, &name, &text);
        }
    }
    let create = &create["requestBody"]["content"]["application/json"]["schema"];
    let create = validator(&document, create);
    for (name, text) in captures::requests() {
        assert_valid(&create, &name, &text);
    }
    assert!(!create.is_valid(&json!({"stream": true})));
    assert!(!event.is_valid(&json!({"jsonrpc": "2.0", "result": {"type": "task.working"}})));
}

/// Tools warn about these, or copy bounds into code whose numbers cannot hold them.
#[test]
fn nothing_is_there_that_tools_stumble_over() {
    let document = document();
    // Swagger UI knows the default dialect only.
    assert!(document.get("jsonSchemaDialect").is_none());
    for (method, path, operation) in operations(&document) {
        assert!(operation["description"].is_string(), "{method} {path}");
    }
    walk("", &document, &mut |place, object| {
        for bound in ["minimum", "maximum"] {
            let bound = object.get(bound).and_then(Value::as_i64).unwrap_or(0);
            assert!(bound.abs() < 1 << 53, "{place}: {bound}");
        }
    });
    let usage = &document["components"]["schemas"]["Usage"]["properties"];
    assert_eq!(usage["input_tokens"]["type"], json!(["integer", "null"]));
    assert_eq!(usage["input_tokens"]["format"], "int64");
}

#[test]
fn versions_of_openapi_describe_the_same_calls() {
    let calls = |document: &Value| -> BTreeSet<String> {
        let all = operations(document).into_iter();
        all.map(|(.., operation)| operation["operationId"].to_string())
            .collect()
    };
    let expected = document();
    for &version in OpenApi::ALL {
        let found = self::version(version);
        assert_eq!(found["openapi"], version.as_str());
        assert_eq!(calls(&found), calls(&expected), "{version}");
    }
    let schemas = |version| self::version(version)["components"]["schemas"].clone();
    assert_eq!(schemas(OpenApi::V3_2), schemas(OpenApi::V3_1));
}

/// What OpenAPI 3.0 does not know, or ignores.
#[test]
fn openapi_3_0_has_no_words_of_later_versions() {
    let document = version(OpenApi::V3_0);
    walk("", &document, &mut |place, object| {
        for word in ["const", "contentSchema", "contentMediaType", "itemSchema"] {
            assert!(!object.contains_key(word), "{place}: {word}");
        }
        let is_schema = place.contains("/schema") && !place.ends_with("/properties");
        if !is_schema {
            return;
        }
        assert!(!object.contains_key("examples"), "{place}");
        assert!(!object.contains_key("anyOf"), "{place}: only null needs it");
        assert!(object.get("$ref").is_none() || object.len() == 1, "{place}");
        assert!(
            object
                .get("type")
                .is_none_or(|name| name.is_string() && *name != "null"),
            "{place}"
        );
        assert!(
            !object.contains_key("nullable") || object.contains_key("type"),
            "{place}"
        );
    });
    // One value or null: as the other versions have it.
    let response = &document["components"]["schemas"]["TaskResponse"]["properties"];
    let task = json!([{"$ref": "#/components/schemas/Task"}]);
    assert_eq!(response["result"]["allOf"], task);
    assert_eq!(response["result"]["nullable"], true);
    assert_eq!(
        response["id"]["oneOf"][0],
        json!({"type": "string", "nullable": true})
    );
}

#[test]
fn streams_are_described_as_each_version_can() {
    let event = json!({"$ref": "#/components/schemas/TaskEventResponse"});
    let content = |version| {
        let create = operation(&self::version(version), "tasks.create");
        create["responses"]["200"]["content"]["text/event-stream"].clone()
    };
    assert_eq!(content(OpenApi::V3_0)["schema"], event);
    let entries = content(OpenApi::V3_2);
    assert_eq!(
        entries["itemSchema"]["properties"]["data"]["contentSchema"],
        event
    );
    assert_eq!(entries["example"], content(OpenApi::V3_1)["example"]);
}
