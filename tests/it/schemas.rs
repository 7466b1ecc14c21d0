//! The published schemas: fresh, in the style that consumers can use, and true.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use agentlin_types::Profile;
use agentlin_types::schema::{self, Dialect, Form};
use agentlin_types::validate::PayloadKind;
use agentlin_types::wire;
use serde_json::{Value, json};
use similar::TextDiff;

use crate::captures;

/// How to make the files anew.
const COMMAND: &str = "cargo run -- schema --write .";

fn on_disk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            on_disk(&entry.path(), &format!("{name}/"), files);
        } else if name.ends_with(".json") {
            files.insert(name, std::fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn files_are_current() {
    let mut found = BTreeMap::new();
    on_disk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas"),
        "",
        &mut found,
    );
    // The command line makes this one, and its tests look at it.
    found.remove("settings.schema.json");
    found.remove("diff.schema.json");
    // The folder is an npm package, whose build looks at its version.
    found.remove("package.json");
    let made: BTreeMap<_, _> = schema::files()
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<BTreeSet<_>>();
    let (missing, stray): (Vec<_>, Vec<_>) = (
        names(&made).difference(&names(&found)).cloned().collect(),
        names(&found).difference(&names(&made)).cloned().collect(),
    );
    assert!(
        missing.is_empty() && stray.is_empty(),
        "missing from schemas/: {missing:?}; not made by anything: {stray:?}\nrun `{COMMAND}`"
    );
    for (name, text) in &made {
        if found[name] != *text {
            let diff = TextDiff::from_lines(found[name].as_str(), text.as_str());
            let diff = diff
                .unified_diff()
                .context_radius(2)
                .header("on disk", "made")
                .to_string();
            let diff: String = diff.lines().take(60).collect::<Vec<_>>().join("\n");
            panic!("schemas/{name} is stale; run `{COMMAND}`\n{diff}");
        }
    }
}

#[test]
fn reference_is_current() {
    for file in schema::docs() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file.path);
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            found == file.text,
            "{} is stale; run `{COMMAND}`",
            file.path
        );
    }
}

#[test]
fn reference_has_an_example_of_every_type_but_lists_of_values() {
    let wire = schema::bundle(Profile::Wire, Dialect::Draft2020, Form::Validation);
    let wire: Value = serde_json::from_str(&wire).unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    let text = std::fs::read_to_string(file).unwrap();
    for section in text.split("\n### ").skip(1) {
        let (name, body) = section.split_once('\n').unwrap();
        if body.contains("| Value | Meaning |") {
            continue;
        }
        let (_, example) = body.split_once("```json\n").expect(name);
        let example = serde_json::from_str(example.split("```").next().unwrap()).unwrap();
        if wire["$defs"].get(name).is_some() {
            let only = json!({ "$ref": format!("#/$defs/{name}"), "$defs": wire["$defs"] });
            if let Err(error) = jsonschema::validate(&only, &example) {
                panic!("{name}: {error}");
            }
        }
    }
}

#[test]
fn every_root_has_examples_that_are_valid_and_read() {
    for &profile in Profile::ALL {
        for &form in Form::ALL {
            for root in schema::ROOTS {
                let Some(text) =
                    schema::type_schema(root.name(), profile, Dialect::default(), form)
                else {
                    assert_eq!(profile, Profile::Documented);
                    continue;
                };
                let schema: Value = serde_json::from_str(&text).unwrap();
                let validator = jsonschema::validator_for(&schema).unwrap();
                let examples = schema["examples"].as_array();
                let examples = examples.unwrap_or_else(|| panic!("{} has none", root.name()));
                for example in examples {
                    let errors: Vec<_> = validator.iter_errors(example).collect();
                    assert!(errors.is_empty(), "{profile} {}: {errors:?}", root.name());
                    let faults = wire::check(&example.to_string(), &root.shape, profile);
                    let refused: Vec<_> = faults
                        .into_iter()
                        .filter(|f| f.code.refuses(profile))
                        .collect();
                    assert!(refused.is_empty(), "{profile} {}: {refused:?}", root.name());
                }
            }
        }
    }
}

#[test]
fn unknown_variants_are_in_the_forms_that_do_not_make_types() {
    let event: Value = serde_json::json!({"type": "task.later", "task_id": "task_1"});
    let accepts = |form| {
        let text =
            schema::type_schema("TaskEvent", Profile::Wire, Dialect::default(), form).unwrap();
        let schema: Value = serde_json::from_str(&text).unwrap();
        jsonschema::is_valid(&schema, &event)
    };
    assert!(accepts(Form::Validation));
    assert!(!accepts(Form::Codegen));
    // Schemas for Rust services say what the Rust types accept.
    let schema = schemars::schema_for!(agentlin_types::TaskEvent);
    assert!(jsonschema::is_valid(schema.as_value(), &event));
}

/// Every schema file, parsed.
fn schemas() -> Vec<(String, Value)> {
    schema::files()
        .into_iter()
        .filter(|file| file.path.ends_with(".schema.json"))
        .map(|file| (file.path, serde_json::from_str(&file.text).unwrap()))
        .collect()
}

/// Calls `visit` with every schema in a schema and its place; not with values such as examples.
fn walk(place: &str, schema: &Value, visit: &mut impl FnMut(&str, &Value)) {
    visit(place, schema);
    let Some(object) = schema.as_object() else {
        return;
    };
    for (key, value) in object {
        let place = format!("{place}/{key}");
        match key.as_str() {
            "properties" | "$defs" | "definitions" => {
                for (name, schema) in value.as_object().unwrap() {
                    walk(&format!("{place}/{name}"), schema, visit);
                }
            }
            "oneOf" | "anyOf" | "allOf" => {
                for (i, schema) in value.as_array().unwrap().iter().enumerate() {
                    walk(&format!("{place}/{i}"), schema, visit);
                }
            }
            "items" | "if" | "then" | "else" | "not" => walk(&place, value, visit),
            "additionalProperties" if value.is_object() => walk(&place, value, visit),
            _ => {}
        }
    }
}

#[test]
fn style_is_the_one_that_consumers_can_use() {
    const KEYWORDS: &[&str] = &[
        "$comment",
        "$defs",
        "$id",
        "$ref",
        "$schema",
        "additionalProperties",
        "allOf",
        "anyOf",
        "const",
        "default",
        "definitions",
        "deprecated",
        "description",
        "else",
        "enum",
        "examples",
        "if",
        "items",
        "maxProperties",
        "maximum",
        "minimum",
        "not",
        "oneOf",
        "properties",
        "required",
        "then",
        "title",
        "type",
    ];
    for (file, root) in schemas() {
        let validation = file.contains(".validate.");
        assert!(root["$id"].as_str().unwrap().contains("/v1/"), "{file}");
        assert!(
            root["title"].is_string() && root["description"].is_string(),
            "{file}"
        );
        let definitions = root.get("$defs").or(root.get("definitions"));
        for (name, definition) in definitions.and_then(Value::as_object).into_iter().flatten() {
            assert_eq!(definition["title"], **name, "{file}: a title is the name");
            assert!(
                definition["description"].is_string(),
                "{file}: {name} is described"
            );
            assert!(
                !name.ends_with(|c: char| c.is_ascii_digit()),
                "{file}: {name}"
            );
        }
        walk("", &root, &mut |place, schema| {
            let at = format!("{file}#{place}");
            let object = schema
                .as_object()
                .unwrap_or_else(|| panic!("{at}: no boolean schemas"));
            for key in object.keys() {
                assert!(KEYWORDS.contains(&key.as_str()), "{at}: {key}");
            }
            if place.is_empty() {
                return;
            }
            assert!(
                !object.contains_key("$id"),
                "{at}: only the root has an $id"
            );
            if object.contains_key("$ref") {
                // Generators would make a second type; validators do not mind.
                let beside = object.keys().filter(|key| *key != "$ref");
                assert!(
                    beside.clone().all(|key| validation && key == "description"),
                    "{at}: beside a reference stands {:?}",
                    beside.collect::<Vec<_>>()
                );
                assert!(object["$ref"].as_str().unwrap().starts_with("#/"), "{at}");
            }
            // The root of the bundle, any of the types, is not looked at here.
            let condition = place.split('/').any(|step| ["if", "not"].contains(&step));
            if let Some(any) = object.get("anyOf")
                && !condition
            {
                assert_eq!(
                    any.as_array().unwrap().len(),
                    2,
                    "{at}: anyOf is only for null"
                );
                assert_eq!(any[1], serde_json::json!({"type": "null"}), "{at}");
            }
            if let Some(Value::Array(types)) = object.get("type") {
                assert!(
                    matches!(&types[..], [_, null] if *null == "null"),
                    "{at}: the only second type is null"
                );
            }
            if let Some(description) = object.get("description").and_then(Value::as_str) {
                assert!(!description.ends_with('.'), "{at}: {description}");
            }
            let bounds =
                ["minimum", "maximum"].map(|bound| object.get(bound).and_then(Value::as_i64));
            if validation {
                let is_integer = object.get("type").is_some_and(|name| *name == "integer");
                assert!(!is_integer || bounds.iter().all(Option::is_some), "{at}");
            } else {
                // Generators copy bounds into code, and JavaScript's numbers cannot hold all.
                let is_exact = |bound: &i64| bound.abs() < 1 << 53;
                assert!(bounds.iter().flatten().all(is_exact), "{at}: {bounds:?}");
            }
            if object.contains_key("const") || object.contains_key("enum") {
                assert!(
                    condition || object.contains_key("type"),
                    "{at}: a constant has a type"
                );
            }
            assert!(
                !validation || !object.contains_key("oneOf"),
                "{at}: no oneOf to get lost in"
            );
            if let Some((owner, field)) = place.rsplit_once("/properties/")
                && !field.contains('/')
                && !owner.starts_with("/else")
                && !owner.starts_with("/if")
                && !owner.ends_with("/if")
                && !owner.ends_with("/not")
            {
                let tag_guard = validation && object.get("description").is_none();
                assert!(
                    tag_guard || object.get("description").is_some_and(Value::is_string),
                    "{at}: every field is described"
                );
            }
        });
    }
}

/// Words of the API that no schema has: they are in free-form objects, or of earlier servers.
const OTHER_WORDS: &[&str] = &[
    "added_by_reference_manager",
    "closed",
    "ending_before",
    "external",
    "jupyter_host",
    "jupyter_port",
    "jupyter_timeout",
    "jupyter_token",
    "jupyter_username",
    "local",
    "prompt",
    "skill_id",
    "starting_after",
];

/// The names in backticks are what a reader of the schemas can look up: definitions, fields and
/// values. Patterns and spellings (`msg_`, `data:`) are not looked at.
#[test]
fn descriptions_name_what_the_schemas_have() {
    let mut files = schemas();
    // What validation reports is no part of the API.
    files.retain(|(name, _)| name.contains('/'));
    let mut words: BTreeSet<String> = OTHER_WORDS.iter().map(|&word| word.to_owned()).collect();
    words.extend(["null", "true", "false"].map(String::from));
    let mut texts = BTreeSet::new();
    fn collect(value: &Value, words: &mut BTreeSet<String>, texts: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    words.insert(key.clone());
                    match value {
                        Value::String(text) if key == "description" => {
                            texts.insert(text.clone());
                        }
                        _ => collect(value, words, texts),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, words, texts)),
            Value::String(text) => {
                words.insert(text.clone());
            }
            _ => {}
        }
    }
    for (_, file) in &files {
        collect(file, &mut words, &mut texts);
    }
    let is_word = |name: &&str| {
        !name.ends_with('_')
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || "_.-".contains(c))
    };
    let mut unknown = Vec::new();
    for text in &texts {
        for name in text.split('`').skip(1).step_by(2).filter(is_word) {
            let is_number = name.parse::<f64>().is_ok();
            if !is_number && !words.contains(name) {
                unknown.push(format!("`{name}` in: {text}"));
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    // None is listed in vain.
    for word in OTHER_WORDS {
        let named = format!("`{word}`");
        assert!(texts.iter().any(|text| text.contains(&named)), "{word}");
    }
}

#[test]
fn schemas_are_schemas() {
    for (file, schema) in schemas() {
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}

#[test]
fn unions_name_disjoint_variants() {
    for &profile in Profile::ALL {
        let text = schema::bundle(profile, Dialect::Draft2020, Form::Codegen);
        let root: Value = serde_json::from_str(&text).unwrap();
        let resolve = |schema: &Value| -> Value {
            let name = schema["$ref"]
                .as_str()
                .and_then(|path| path.rsplit('/').next());
            name.map_or(schema.clone(), |name| root["$defs"][name].clone())
        };
        walk("", &root, &mut |place, schema| {
            let Some(arms) = schema["oneOf"].as_array() else {
                return;
            };
            if place.is_empty() {
                return;
            }
            let mut seen = BTreeSet::new();
            for arm in arms {
                let arm = resolve(arm);
                let tag = arm["properties"]
                    .get("type")
                    .unwrap_or(&arm["properties"]["method"]);
                let tag = tag.get("oneOf").map_or(tag.clone(), |one| resolve(&one[0]));
                let mut keys: Vec<String> = match (&tag["const"], &tag["enum"]) {
                    (Value::String(tag), _) => vec![tag.clone()],
                    (_, Value::Array(tags)) => tags
                        .iter()
                        .map(|tag| tag.as_str().unwrap().into())
                        .collect(),
                    _ if tag["not"].is_object() => vec!["(unknown)".into()],
                    _ if arm["not"].is_object() => {
                        let more = arm["oneOf"][0]["not"].is_object();
                        vec![format!(
                            "(without {})",
                            if more { "two keys" } else { "a key" }
                        )]
                    }
                    // No tag: distinguished by the JSON type.
                    _ => vec![format!("({})", arm["type"].as_str().unwrap_or("object"))],
                };
                keys.retain(|key| !seen.insert(key.clone()));
                assert!(keys.is_empty(), "{profile}{place}: {keys:?} in two arms");
            }
        });
    }
}

/// Every text that there is: captures, vectors, examples, and what is no payload at all.
fn texts() -> Vec<(String, String)> {
    let mut texts = captures::bodies();
    texts.extend(captures::requests());
    for (name, stream) in captures::streams() {
        let lines = captures::data_lines(&stream);
        texts.extend(lines.map(|line| (name.clone(), line.to_owned())));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    for part in ["valid", "invalid"] {
        for entry in std::fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            texts.push((path.display().to_string(), text));
        }
    }
    for root in schema::ROOTS {
        let text = schema::type_schema(
            root.name(),
            Profile::Wire,
            Dialect::default(),
            Form::Validation,
        );
        let schema: Value = serde_json::from_str(&text.unwrap()).unwrap();
        for example in schema["examples"].as_array().unwrap() {
            texts.push((root.name().to_owned(), example.to_string()));
        }
    }
    for nothing in [
        "{}",
        r#"{"result":42}"#,
        r#"{"type":"x"}"#,
        "[]",
        "null",
        "7",
        "\"x\"",
    ] {
        texts.push(("nothing".to_owned(), nothing.to_owned()));
    }
    texts
}

#[test]
fn the_root_of_a_bundle_is_the_payload_that_validation_recognises() {
    let texts = texts();
    let values: Vec<(&str, &str, Value)> = texts
        .iter()
        // A value that a parser cannot hold has no verdict.
        .filter_map(|(name, text)| Some((&**name, &**text, serde_json::from_str(text).ok()?)))
        .collect();
    for &profile in Profile::ALL {
        for &dialect in Dialect::ALL {
            for &form in Form::ALL {
                let bundle = schema::bundle(profile, dialect, form);
                let bundle: Value = serde_json::from_str(&bundle).unwrap();
                let root = jsonschema::validator_for(&bundle).unwrap();
                let mut kinds = BTreeMap::new();
                let mut verdicts = [0, 0];
                let mut differences = Vec::new();
                for (name, text, value) in &values {
                    let kind = PayloadKind::detect(text);
                    let expected = kind.is_some_and(|kind| {
                        kinds
                            .entry(kind)
                            .or_insert_with(|| {
                                let name = kind.shape().name().unwrap();
                                let text = schema::type_schema(name, profile, dialect, form)?;
                                let schema = serde_json::from_str(&text).unwrap();
                                Some(jsonschema::validator_for(&schema).unwrap())
                            })
                            .as_ref()
                            .is_some_and(|schema| schema.is_valid(value))
                    });
                    verdicts[usize::from(expected)] += 1;
                    if root.is_valid(value) != expected {
                        let short: String = text.chars().take(150).collect();
                        differences.push(format!("{name}: {kind:?} {expected}: {short}"));
                    }
                }
                assert!(
                    differences.is_empty(),
                    "{profile} {dialect} {form}:\n{}",
                    differences.join("\n")
                );
                assert!(verdicts.iter().all(|count| *count > 50), "{verdicts:?}");
            }
        }
    }
}
