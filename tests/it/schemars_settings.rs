//! The schemas as other crates ask for them: with every setting of schemars, inside types of their
//! own, beside types of the same name.

use std::collections::BTreeSet;
use std::path::Path;

use agentlin_types::TaskCreateParams;
use agentlin_types::schema::{self, Dialect, Form, Options};
use agentlin_types::{
    Extra, FileContent, JsonObject, JsonValue, Map, Profile, RequestId, Task, TaskEvent,
    TaskResponse, TaskStatus, Usage,
};
use agentlin_types::{block::*, env::*, event::*, health::*, jsonrpc::*, request::*, response::*};
use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, Schema, SchemaGenerator, schema_for};
use serde_json::{Value, json};

use crate::shared::types::{ALL, Type};

/// Asks for the schema of a type.
type Part = fn(&mut SchemaGenerator) -> Schema;

/// A way to ask for schemas.
struct Way {
    name: String,
    settings: SchemaSettings,
}

/// Every dialect of schemars, inlined or not, for either contract.
fn ways() -> Vec<Way> {
    type Settings = fn() -> SchemaSettings;
    let dialects: [(&str, Settings); 4] = [
        ("draft-07", SchemaSettings::draft07),
        ("2019-09", SchemaSettings::draft2019_09),
        ("2020-12", SchemaSettings::draft2020_12),
        ("OpenAPI", SchemaSettings::openapi3),
    ];
    let mut ways = Vec::new();
    for (dialect, settings) in dialects {
        for inline in [false, true] {
            for contract in [Contract::Deserialize, Contract::Serialize] {
                ways.push(Way {
                    name: format!("{dialect}, inline: {inline}, {contract:?}"),
                    settings: settings().with(|settings| {
                        settings.inline_subschemas = inline;
                        settings.contract = contract.clone();
                    }),
                });
            }
        }
    }
    ways
}

/// Which values a schema is to accept.
fn options() -> [Option<Options>; 5] {
    let new = |profile, form| Some(Options::new(profile, form));
    [
        None,
        new(Profile::Wire, Form::Codegen),
        new(Profile::Wire, Form::Validation),
        new(Profile::Documented, Form::Codegen),
        new(Profile::Documented, Form::Validation),
    ]
}

/// The schema of a part, in a document with everything that it refers to.
fn document(settings: SchemaSettings, part: impl FnOnce(&mut SchemaGenerator) -> Schema) -> Value {
    let mut generator = settings.into_generator();
    let mut root = part(&mut generator);
    for transform in generator.transforms_mut() {
        transform.transform(&mut root);
    }
    // The meta schema of OpenAPI is no JSON Schema that a validator knows.
    let is_openapi = generator.settings().definitions_path.contains("components");
    let meta = generator.settings().meta_schema.clone();
    let path = generator.settings().definitions_path.to_string();
    let mut document = json!({ "allOf": [root] });
    if !is_openapi {
        document["$schema"] = json!(meta);
    }
    let mut place = &mut document;
    for step in path.split('/').skip(1) {
        place = &mut place[step];
    }
    *place = generator.take_definitions(true).into();
    document
}

/// Every schema in a schema; not what only looks like one, such as an example.
fn walk(schema: &Value, visit: &mut impl FnMut(&Value)) {
    visit(schema);
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("properties" | "$defs" | "definitions" | "schemas", Value::Object(schemas)) => {
                schemas.values().for_each(|schema| walk(schema, visit));
            }
            ("oneOf" | "anyOf" | "allOf" | "prefixItems", Value::Array(schemas)) => {
                schemas.iter().for_each(|schema| walk(schema, visit));
            }
            (
                "items" | "additionalProperties" | "not" | "if" | "then" | "else" | "components",
                schema,
            ) => walk(schema, visit),
            _ => {}
        }
    }
}

/// Every reference leads somewhere; the number of them.
#[track_caller]
fn references(name: &str, document: &Value) -> usize {
    let mut count = 0;
    walk(document, &mut |schema| {
        if let Some(reference) = schema.get("$ref") {
            let reference = reference.as_str().unwrap();
            let pointer = reference.strip_prefix('#').expect(reference);
            let target = document.pointer(pointer);
            let target = target.unwrap_or_else(|| panic!("{name}: {reference} dangles"));
            assert!(target.is_object(), "{name}: {reference} leads to {target}");
            count += 1;
        }
    });
    count
}

/// `nullable` of OpenAPI 3.0 in the words of JSON Schema.
fn without_nullable(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let nullable = members.remove("nullable") == Some(json!(true));
            members.values_mut().for_each(without_nullable);
            if nullable {
                let value = std::mem::take(members);
                members.insert("anyOf".into(), json!([value, {"type": "null"}]));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_nullable),
        _ => {}
    }
}

#[track_caller]
fn validator(name: &str, document: &Value) -> jsonschema::Validator {
    let mut document = document.clone();
    if name.contains("OpenAPI") {
        without_nullable(&mut document);
    }
    jsonschema::meta::validate(&document).unwrap_or_else(|error| panic!("{name}: {error}"));
    jsonschema::validator_for(&document).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A type of a user around one of ours.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is asked for")]
struct Around<T> {
    one: T,
    several: Vec<T>,
    optional: Option<T>,
    by_name: Map<T>,
}

#[test]
fn no_reference_dangles_with_any_setting() {
    for r#type in ALL {
        for way in ways() {
            let name = format!("{}, {}", r#type.name, way.name);
            let document = document(way.settings, r#type.part);
            let count = references(&name, &document);
            assert!(
                count == 0 || !way.name.contains("inline: true"),
                "{name}: {count}"
            );
        }
    }
}

/// Also of types that the documented profile does not have: it then accepts nothing.
#[test]
fn every_type_has_a_schema_with_any_options() {
    for options in options().into_iter().flatten() {
        for options in [options, options.closed(), options.openapi()] {
            for r#type in ALL {
                let name = format!("{}, {options:?}", r#type.name);
                let settings = SchemaSettings::draft2020_12().with_transform(options);
                let document = document(settings, r#type.part);
                references(&name, &document);
                jsonschema::meta::validate(&document)
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        }
    }
}

/// A document of `tests/vectors`.
struct Vector {
    r#type: Type,
    file: String,
    value: Value,
}

fn vectors() -> Vec<Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let index: Vec<Value> = serde_json::from_str(&read("index.json")).unwrap();
    let mut files = BTreeSet::new();
    let mut vectors = Vec::new();
    for entry in &index {
        let file = entry["file"].as_str().unwrap();
        // A value that a parser cannot hold has no verdict.
        if files.insert(file)
            && let Ok(value) = serde_json::from_str(&read(file))
        {
            vectors.push(Vector {
                r#type: Type::named(entry["type"].as_str().unwrap()),
                file: file.into(),
                value,
            });
        }
    }
    assert!(vectors.len() > 200, "{}", vectors.len());
    vectors
}

#[test]
fn the_verdict_is_the_same_with_every_setting() {
    let vectors = vectors();
    let names: BTreeSet<&str> = vectors.iter().map(|vector| vector.r#type.name).collect();
    for (place, name) in names.into_iter().enumerate() {
        let r#type = Type::named(name);
        let vectors: Vec<_> = vectors.iter().filter(|v| v.r#type.name == name).collect();
        for (turn, options) in options().into_iter().enumerate() {
            let profile = if format!("{options:?}").contains("Documented") {
                Profile::Documented
            } else {
                Profile::Wire
            };
            if !r#type.profiles().contains(&profile) {
                continue;
            }
            let published = (r#type.schema)(profile, Form::Validation);
            let published = jsonschema::validator_for(&published).unwrap();
            let expected: Vec<_> = vectors
                .iter()
                .map(|vector| published.is_valid(&vector.value))
                .collect();
            assert!(expected.contains(&true) && expected.contains(&false));
            // All of them would take a minute; each way meets every kind of options.
            let ways = ways().into_iter().skip((place + turn) % 4).step_by(4);
            for mut way in ways {
                // The dialects before 2019-09 know `if`, OpenAPI 3.0 does not.
                let is_validation = format!("{options:?}").contains("Validation");
                if is_validation && way.name.contains("OpenAPI") {
                    continue;
                }
                way.settings
                    .transforms
                    .extend(options.map(|o| Box::new(o) as _));
                let way_name = format!("{name}, {}, {options:?}", way.name);
                let validator = validator(&way_name, &document(way.settings, r#type.part));
                for (vector, expected) in vectors.iter().zip(&expected) {
                    let found = validator.is_valid(&vector.value);
                    assert_eq!(found, *expected, "{way_name}: {}", vector.file);
                }
            }
        }
    }
}

macro_rules! around {
    ($($of:ident)*) => {
        /// What a user's type around each of ours looks like.
        const AROUND: &[(&str, Part)] = &[$((
            stringify!($of),
            |generator| generator.subschema_for::<Around<$of>>(),
        ),)*];
    };
}
around! {
    TaskResponse Task RpcError ServerErrorBody HttpErrorBody TaskEvent TaskEventResponse TaskListPage
    TaskCreateParams TaskListParams JsonrpcRequest TaskPayload PushNotificationResponse
    JsonrpcResponse StopAgentRequest StopAgentResponse EnvCreateParams EnvCreateResponse EnvStepParams
    EnvStepResponse EnvObservationParams EnvObservationResponse EnvResetParams EnvResetResponse
    EnvCloseParams EnvCloseResponse EnvSessionResponse EnvDeleteSessionResponse EnvSessionsParams
    EnvSessionsResponse EnvCleanSessionParams EnvCleanSessionResponse EnvInfoResponse EnvListParams
    EnvListResponse Observation Block TaskAnswer HttpFailure HealthResponse LivenessResponse
    ReadinessResponse
}

#[test]
fn types_of_users_contain_ours() {
    let roots: Vec<&str> = schema::ROOTS.iter().map(|root| root.name()).collect();
    assert_eq!(
        AROUND.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        roots
    );
    for (place, (name, part)) in AROUND.iter().enumerate() {
        let profile = Profile::Wire;
        let schema = schema::type_schema(name, profile, Dialect::default(), Form::Codegen);
        let schema: Value = serde_json::from_str(&schema.unwrap()).unwrap();
        let examples = schema["examples"].as_array().unwrap();
        // All of them would take a minute; each way meets ten of the types.
        for way in ways().into_iter().skip(place % 4).step_by(4) {
            let way_name = format!("{name}, {}", way.name);
            let document = document(way.settings, part);
            references(&way_name, &document);
            let validator = validator(&way_name, &document);
            for example in examples {
                let around = |one: &Value, optional: &Value| {
                    json!({
                        "one": one,
                        "several": [one, one],
                        "optional": optional,
                        "by_name": {"a": one},
                    })
                };
                for good in [around(example, example), around(example, &Value::Null)] {
                    assert!(validator.is_valid(&good), "{way_name}: {good}");
                }
                let bad = json!(["not of this type"]);
                for (field, value) in [
                    ("one", bad.clone()),
                    ("several", json!([bad])),
                    ("optional", bad.clone()),
                    ("by_name", json!({"a": bad})),
                ] {
                    let mut broken = around(example, example);
                    broken[field] = value;
                    assert!(!validator.is_valid(&broken), "{way_name}: {broken}");
                }
            }
        }
    }
}

/// Types of a user with names of ours.
mod users {
    use super::*;

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is asked for")]
    pub(super) struct File {
        pub handle: u32,
    }

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is asked for")]
    pub(super) struct Task {
        pub due: String,
        pub file: File,
    }

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is asked for")]
    pub(super) struct UserFirst {
        pub theirs: File,
        pub task: Task,
        pub ours: FileContent,
        pub our_task: super::Task,
    }

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is asked for")]
    pub(super) struct OursFirst {
        pub our_task: super::Task,
        pub ours: FileContent,
        pub theirs: File,
        pub task: Task,
    }
}

#[test]
fn types_of_the_same_name_are_told_apart() {
    let task = json!({
        "object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": "created",
        "created_at": 1, "output": [],
    });
    let good = json!({
        "theirs": {"handle": 1},
        "task": {"due": "today", "file": {"handle": 2}},
        "ours": {"type": "file", "file": {"file_url": "u", "filename": "a.txt"}},
        "our_task": task,
    });
    let orders: [(&str, Part); 2] = [
        ("user first", |g| g.subschema_for::<users::UserFirst>()),
        ("ours first", |g| g.subschema_for::<users::OursFirst>()),
    ];
    for (order, part) in orders {
        for way in ways() {
            let name = format!("{order}, {}", way.name);
            let document = document(way.settings, part);
            references(&name, &document);
            let validator = validator(&name, &document);
            assert!(validator.is_valid(&good), "{name}");
            for (field, value) in [
                ("theirs", json!({"filename": "a.txt"})),
                ("ours", json!({"type": "file", "file": 7})),
                ("task", task.clone()),
                ("our_task", good["task"].clone()),
            ] {
                let mut broken = good.clone();
                broken[field] = value;
                assert!(!validator.is_valid(&broken), "{name}: {field}");
            }
        }
    }
}

/// Fields of everything that is no table.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is asked for")]
struct Free {
    any: JsonValue,
    object: JsonObject,
    map: Map<TaskStatus>,
    id: RequestId,
    perhaps: Option<RequestId>,
    boxed: Box<Task>,
    usage: Usage,
    #[schemars(flatten)]
    extra: Extra,
}

#[test]
fn free_form_types_have_schemas() {
    let good = json!({
        "any": [1, {"a": null}], "object": {"a": 1}, "map": {"a": "working", "b": "later"},
        "id": null, "perhaps": null, "boxed": {
            "object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": "created",
            "created_at": 1, "output": [],
        },
        "usage": {}, "more": true,
    });
    for way in ways() {
        let document = document(way.settings, |g| g.subschema_for::<Free>());
        references(&way.name, &document);
        let validator = validator(&way.name, &document);
        assert!(validator.is_valid(&good), "{}", way.name);
        for (field, value) in [
            ("object", json!([])),
            ("map", json!({"a": 1})),
            ("id", json!({})),
            ("perhaps", json!(1.5)),
            ("boxed", Value::Null),
        ] {
            let mut broken = good.clone();
            broken[field] = value;
            assert!(!validator.is_valid(&broken), "{}: {field}", way.name);
        }
    }
}

#[test]
fn options_reach_the_types_inside_types_of_users() {
    let document = |options: Options| {
        let settings = SchemaSettings::draft2020_12().with_transform(options);
        let generator = settings.into_generator();
        generator.into_root_schema_for::<Around<Task>>().to_value()
    };
    let wire = document(Options::default());
    assert_eq!(wire, schema_for!(Around<Task>).to_value());
    assert_eq!(
        wire,
        schema::of::<Around<Task>>(Profile::Wire, Form::Codegen).to_value()
    );
    let later = json!({"type": "later"});
    let open = |document: &Value| {
        let part = json!({ "$ref": "#/$defs/OutputItem", "$defs": document["$defs"] });
        jsonschema::is_valid(&part, &later)
    };
    assert!(open(&wire));
    assert!(!open(&document(Options::default().closed())));
    let validation = document(Options::new(Profile::Documented, Form::Validation));
    assert!(!open(&validation));
    // One defect, one error, at its place.
    let task = json!({
        "object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": "created",
        "created_at": 1, "output": [{"type": "tool_call", "call_id": 7, "name": "n", "arguments": ""}],
    });
    let value = json!({"one": task, "several": [], "by_name": {}});
    let errors: Vec<_> = jsonschema::validator_for(&validation)
        .unwrap()
        .iter_errors(&value)
        .map(|error| error.instance_path().to_string())
        .collect();
    assert_eq!(errors, ["/one/output/0/call_id"]);
    // The last ones count.
    let settings = SchemaSettings::draft2020_12()
        .with_transform(Options::new(Profile::Documented, Form::Validation))
        .with_transform(Options::default());
    let last = settings
        .into_generator()
        .into_root_schema_for::<Around<Task>>();
    assert_eq!(last.to_value(), wire);
}

#[test]
fn definitions_are_those_that_are_used() {
    for r#type in ALL {
        let document = document(SchemaSettings::default(), r#type.part);
        let mut used = BTreeSet::new();
        walk(&document, &mut |schema| {
            if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
                used.insert(reference.rsplit('/').next().unwrap().to_owned());
            }
        });
        let definitions = document["$defs"].as_object().unwrap();
        let defined: BTreeSet<_> = definitions.keys().cloned().collect();
        assert_eq!(used, defined, "{}", r#type.name);
    }
    let root = schema_for!(TaskResponse);
    assert!(root.pointer("/$defs/TaskResponse").is_none());
}

/// Paths as frameworks write them.
#[test]
fn any_path_of_definitions_leads_somewhere() {
    for path in [
        "/components/schemas",
        "#/components/schemas/",
        "#/components/schemas",
        "/components/schemas/",
    ] {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = path.into();
        });
        let mut generator = settings.into_generator();
        let root = generator.subschema_for::<TaskEvent>();
        assert_eq!(root.get("$ref").unwrap(), "#/components/schemas/TaskEvent");
        let definitions = generator.take_definitions(true);
        let document = json!({ "allOf": [root], "components": { "schemas": definitions } });
        assert!(references(path, &document) > 100);
    }
}
