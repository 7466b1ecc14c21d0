//! The types in documents that frameworks make with their own settings of schemars, and our own document
//! where they read it.
#![cfg(test)]

use std::fs;

use agentlin_types::endpoint::ENDPOINTS;
use agentlin_types::schema::{self, Form, Options};
use agentlin_types::{FileContent, Profile, TaskCreateParams, TaskEventResponse, TaskResponse};
use aide::axum::ApiRouter;
use aide::axum::routing::{get, post};
use aide::openapi::OpenApi;
use axum::Json;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A type of the service with a name of ours.
#[derive(Serialize, Deserialize, JsonSchema)]
struct File {
    handle: u32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Upload {
    theirs: File,
    ours: FileContent,
}

async fn create(Json(_): Json<TaskCreateParams>) -> Json<TaskResponse> {
    Json(TaskResponse::new())
}

async fn event() -> Json<TaskEventResponse> {
    Json(TaskEventResponse::new())
}

async fn upload(Json(upload): Json<Upload>) -> Json<Upload> {
    Json(upload)
}

/// The document that aide makes of a service. Its settings belong to a thread.
fn document(extract: bool) -> Value {
    let made = std::thread::spawn(move || {
        aide::generate::extract_schemas(extract);
        let mut api = OpenApi::default();
        let _: axum::Router = ApiRouter::new()
            .api_route("/tasks", post(create))
            .api_route("/events", get(event))
            .api_route("/files", post(upload))
            .finish_api(&mut api);
        serde_json::to_value(&api).unwrap()
    });
    made.join().unwrap()
}

/// Every reference leads somewhere; the number of them.
fn references(document: &Value, value: &Value) -> usize {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                let pointer = reference.strip_prefix('#').unwrap();
                let target = document.pointer(pointer);
                assert!(target.is_some_and(Value::is_object), "{reference} dangles");
                return 1;
            }
            let inside = members.values().map(|value| references(document, value));
            inside.sum()
        }
        Value::Array(items) => items.iter().map(|item| references(document, item)).sum(),
        _ => 0,
    }
}

fn validator(document: &Value, pointer: &str) -> jsonschema::Validator {
    let schema = document
        .pointer(pointer)
        .unwrap_or_else(|| panic!("no {pointer}: {document:#}"));
    let root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [schema],
        "components": document["components"],
    });
    jsonschema::validator_for(&root).unwrap()
}

const ANSWER: &str = "/responses/200/content/application~1json/schema";
const BODY: &str = "/requestBody/content/application~1json/schema";

#[test]
fn aide_refers_to_definitions_or_inlines_them() {
    for (extract, references_expected) in [(true, true), (false, false)] {
        let document = document(extract);
        assert_eq!(references(&document, &document) > 0, references_expected);
        for (kind, pointer) in [
            ("TaskResponse", format!("/paths/~1tasks/post{ANSWER}")),
            ("TaskCreateParams", format!("/paths/~1tasks/post{BODY}")),
            ("TaskEventResponse", format!("/paths/~1events/get{ANSWER}")),
        ] {
            let validator = validator(&document, &pointer);
            for (file, valid, value) in vectors(kind) {
                assert_eq!(validator.is_valid(&value), valid, "{extract}: {file}");
            }
        }
    }
}

#[test]
fn aide_tells_types_of_the_same_name_apart() {
    for extract in [true, false] {
        let document = document(extract);
        let validator = validator(&document, &format!("/paths/~1files/post{BODY}"));
        let ours = json!({"type": "file", "file": {"file_url": "u", "filename": "a"}});
        assert!(validator.is_valid(&json!({"theirs": {"handle": 1}, "ours": ours})));
        let theirs = json!({"type": "file", "file": {"handle": 1}});
        assert!(!validator.is_valid(&json!({"theirs": {"handle": 1}, "ours": theirs})));
        assert!(!validator.is_valid(&json!({"theirs": ours["file"], "ours": ours})));
    }
}

#[test]
fn rmcp_describes_tools_with_the_types() {
    for kind in ["TaskResponse", "TaskCreateParams"] {
        let schema = match kind {
            "TaskResponse" => rmcp::handler::server::common::schema_for_type::<TaskResponse>(),
            _ => rmcp::handler::server::common::schema_for_type::<TaskCreateParams>(),
        };
        let schema = Value::Object((*schema).clone());
        references(&schema, &schema);
        let validator = jsonschema::validator_for(&schema).unwrap();
        for (file, valid, value) in vectors(kind) {
            assert_eq!(validator.is_valid(&value), valid, "{file}");
        }
    }
}

/// The reader of generators for Rust, which knows OpenAPI 3.0 only.
#[test]
fn openapiv3_reads_the_document_of_that_version() {
    use openapiv3::{ReferenceOr, SchemaKind};
    let text = schema::openapi(schema::OpenApi::V3_0);
    let document: openapiv3::OpenAPI = serde_json::from_str(&text).unwrap();
    assert_eq!(document.operations().count(), ENDPOINTS.len());
    let schemas = &document.components.as_ref().unwrap().schemas;
    for (name, schema) in schemas {
        let ReferenceOr::Item(schema) = schema else {
            panic!("{name} is a reference");
        };
        // What it does not understand it takes for a schema of any value.
        let is_understood = !matches!(schema.schema_kind, SchemaKind::Any(_));
        assert!(is_understood, "{name}: {:?}", schema.schema_kind);
    }
    // Nothing was left out on the way.
    let again = serde_json::to_value(&document).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(again["components"], expected["components"]);
    let later = schema::openapi(schema::OpenApi::V3_1);
    assert!(serde_json::from_str::<openapiv3::OpenAPI>(&later).is_err());
}

/// The vectors of a type with their verdicts.
fn vectors(kind: &str) -> Vec<(String, bool, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors");
    let read = |file: &str| fs::read_to_string(format!("{folder}/{file}")).unwrap();
    let index: Vec<Value> = serde_json::from_str(&read("index.json")).unwrap();
    let published = schemars::generate::SchemaSettings::draft2020_12()
        .with_transform(Options::new(Profile::Wire, Form::Validation))
        .into_generator();
    let published = match kind {
        "TaskResponse" => published.into_root_schema_for::<TaskResponse>(),
        "TaskCreateParams" => published.into_root_schema_for::<TaskCreateParams>(),
        _ => published.into_root_schema_for::<TaskEventResponse>(),
    };
    let published = jsonschema::validator_for(published.as_value()).unwrap();
    let of_kind = index
        .iter()
        .filter(|entry| entry["type"] == kind && entry["profile"] == "wire");
    let vectors: Vec<_> = of_kind
        .filter_map(|entry| {
            let file = entry["file"].as_str().unwrap();
            // A value that a parser cannot hold has no verdict.
            let value = serde_json::from_str(&read(file)).ok()?;
            Some((file.to_owned(), published.is_valid(&value), value))
        })
        .collect();
    assert!(vectors.iter().any(|(_, valid, _)| *valid));
    assert!(vectors.iter().any(|(_, valid, _)| !*valid));
    vectors
}
