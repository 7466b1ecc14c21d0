//! The version of the schemas follows from what changed since the last release.

use std::path::Path;

use agentlin_types::Profile;
use agentlin_types::schema::{self, Breaks, Bump, Change, Dialect, Form, diff, next_version};
use serde_json::{Value, json};

/// The bundle of a profile as it is now.
fn current(profile: Profile) -> Value {
    let text = schema::bundle(profile, Dialect::Draft2020, Form::Codegen);
    serde_json::from_str(&text).unwrap()
}

fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|n| n.parse().unwrap()).collect()
}

/// What is wrong with a version, given the folder of released schemas: one folder for each
/// version, with the bundle of each profile.
fn gate(released: &Path, version: &str, current: &dyn Fn(Profile) -> Value) -> Result<(), String> {
    let versions = std::fs::read_dir(released).unwrap();
    let last = versions
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .max_by_key(|version| numbers(version));
    let Some(last) = last else {
        return Ok(());
    };
    let mut changes = Vec::new();
    for &profile in Profile::ALL {
        let file = released.join(format!("{last}/{profile}.schema.json"));
        let old: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        changes.extend(diff(&old, &current(profile)));
    }
    let needed = next_version(&last, &changes).unwrap();
    if numbers(version) >= numbers(&needed) {
        return Ok(());
    }
    let list: Vec<_> = changes.iter().map(|change| format!("- {change}")).collect();
    Err(format!(
        "schemas {version} must be {needed} or later, because since {last}:\n{}",
        list.join("\n")
    ))
}

#[test]
fn version_follows_from_the_last_release() {
    let released = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released");
    gate(&released, schema::VERSION, &current).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn changes_without_a_raised_version_are_found() {
    let released = std::env::temp_dir().join(format!("agentlin-released-{}", std::process::id()));
    // The later version has the smaller name.
    for version in ["1.9.0", "1.10.0"] {
        std::fs::create_dir_all(released.join(version)).unwrap();
        for &profile in Profile::ALL {
            let file = released.join(format!("{version}/{profile}.schema.json"));
            std::fs::write(file, current(profile).to_string()).unwrap();
        }
    }
    assert_eq!(gate(&released, "1.10.0", &current), Ok(()));

    let more = |profile| {
        let mut schema = current(profile);
        schema["$defs"]["Task"]["properties"]["mood"] = json!({"type": "string"});
        schema
    };
    let problem = gate(&released, "1.10.1", &more).unwrap_err();
    assert!(problem.contains("must be 1.11.0 or later"), "{problem}");
    assert_eq!(gate(&released, "1.11.0", &more), Ok(()));

    let less = |profile| {
        let mut schema = current(profile);
        schema["$defs"]["Task"]["required"] = json!(["id"]);
        schema
    };
    let problem = gate(&released, "1.11.0", &less).unwrap_err();
    assert!(problem.contains("must be 2.0.0 or later"), "{problem}");
    std::fs::remove_dir_all(&released).unwrap();
}

#[test]
fn each_kind_of_change_says_whom_it_breaks() {
    use Breaks::*;
    use Bump::*;
    let base = json!({
        "type": "object",
        "properties": {
            "kept": {"type": "string", "description": "Kept"},
            "count": {"type": "integer", "minimum": 0, "maximum": 9},
            "mode": {"type": "string", "enum": ["on", "off"]},
            "item": {"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]},
            "list": {"type": "array", "items": {"type": "string"}},
            "maybe": {"anyOf": [{"$ref": "#/$defs/A"}, {"type": "null"}]}
        },
        "required": ["kept"],
        "$defs": {"A": {"type": "object"}, "B": {"type": "object"}}
    });
    type Edit = fn(&mut Value);
    let cases: &[(Edit, Breaks, Bump, &str)] = &[
        (
            |s| s["properties"]["new"] = json!({}),
            NoOne,
            Minor,
            "/properties/new",
        ),
        (
            |s| {
                s["properties"]["new"] = json!({});
                s["required"] = json!(["kept", "new"]);
            },
            Writers,
            Major,
            "/properties/new",
        ),
        (
            |s| s["required"] = json!([]),
            Readers,
            Major,
            "/properties/kept",
        ),
        (
            |s| s["required"] = json!(["kept", "mode"]),
            Writers,
            Major,
            "/properties/mode",
        ),
        (
            |s| drop(s["properties"].as_object_mut().unwrap().remove("kept")),
            Readers,
            Major,
            "/properties/kept",
        ),
        (
            |s| s["properties"]["kept"]["description"] = json!("Other words"),
            NoOne,
            Patch,
            "/properties/kept",
        ),
        (
            |s| s["properties"]["kept"]["type"] = json!(["string", "null"]),
            Readers,
            Major,
            "/properties/kept",
        ),
        (
            |s| s["properties"]["maybe"] = json!({"oneOf": [{"$ref": "#/$defs/A"}]}),
            Writers,
            Major,
            "/properties/maybe",
        ),
        (
            |s| s["properties"]["count"]["maximum"] = json!(5),
            Writers,
            Major,
            "/properties/count",
        ),
        (
            |s| s["properties"]["count"]["minimum"] = json!(-1),
            Readers,
            Major,
            "/properties/count",
        ),
        (
            |s| s["properties"]["mode"]["enum"] = json!(["on", "off", "auto"]),
            Readers,
            Minor,
            "/properties/mode",
        ),
        (
            |s| s["properties"]["mode"]["enum"] = json!(["on"]),
            Writers,
            Major,
            "/properties/mode",
        ),
        (
            |s| {
                drop(
                    s["properties"]["mode"]
                        .as_object_mut()
                        .unwrap()
                        .remove("enum"),
                )
            },
            Readers,
            Major,
            "/properties/mode",
        ),
        (
            |s| {
                let arms = s["properties"]["item"]["oneOf"].as_array_mut().unwrap();
                arms.push(json!({"$ref": "#/$defs/C"}));
            },
            Readers,
            Minor,
            "/properties/item",
        ),
        (
            |s| {
                drop(
                    s["properties"]["item"]["oneOf"]
                        .as_array_mut()
                        .unwrap()
                        .pop(),
                )
            },
            Writers,
            Major,
            "/properties/item",
        ),
        (
            |s| s["properties"]["list"]["items"]["pattern"] = json!("^a"),
            Both,
            Major,
            "/properties/list/items",
        ),
        (|s| s["$defs"]["C"] = json!({}), NoOne, Minor, "/$defs/C"),
        (
            |s| drop(s["$defs"].as_object_mut().unwrap().remove("B")),
            Both,
            Major,
            "/$defs/B",
        ),
    ];
    assert_eq!(diff(&base, &base), []);
    for (number, (edit, breaks, bump, pointer)) in cases.iter().enumerate() {
        let mut new = base.clone();
        edit(&mut new);
        let changes = diff(&base, &new);
        let [Change { .. }] = &changes[..] else {
            panic!("case {number}: {changes:?}");
        };
        let found = (
            changes[0].breaks,
            changes[0].bump,
            changes[0].pointer.as_str(),
        );
        assert_eq!(found, (*breaks, *bump, *pointer), "case {number}");
    }
}

#[test]
fn versions_are_raised_by_the_largest_change() {
    assert_eq!(next_version("1.2.3", &[]).unwrap(), "1.2.3");
    assert_eq!(next_version("one", &[]), None);
}

/// Changes each word, number and list of a schema, one at a time.
fn each_change(schema: &Value, at: &str, each: &mut impl FnMut(&str, Value)) {
    match schema {
        Value::Object(members) => {
            for (key, inner) in members {
                // What every version changes.
                if key == "$id" || key == "$comment" {
                    continue;
                }
                let key = key.replace('~', "~0").replace('/', "~1");
                each_change(inner, &format!("{at}/{key}"), each);
            }
        }
        Value::Array(items) => {
            let mut less = items.clone();
            if less.pop().is_some() {
                each(at, less.into());
            }
            for (index, inner) in items.iter().enumerate() {
                each_change(inner, &format!("{at}/{index}"), each);
            }
        }
        Value::String(text) => each(at, format!("{text}x").into()),
        Value::Number(number) => each(at, json!(number.as_f64().unwrap() / 2.0 + 1.0)),
        other => each(at, json!(other != &json!(true))),
    }
}

#[test]
fn no_change_goes_unseen() {
    for &profile in Profile::ALL {
        let (mut seen, mut unseen) = (0, Vec::new());
        for (name, schema) in current(profile)["$defs"].as_object().unwrap() {
            each_change(schema, "", &mut |at, value| {
                let mut new = schema.clone();
                *new.pointer_mut(at).unwrap() = value;
                match diff(schema, &new).is_empty() {
                    true => unseen.push(format!("{name}{at}")),
                    false => seen += 1,
                }
            });
        }
        assert!(unseen.is_empty(), "{}: {unseen:#?}", unseen.len());
        assert!(seen > 1000, "{seen}");
    }
}

#[test]
fn the_same_in_another_form_is_no_change() {
    let words = json!({"type": "string"});
    for (old, new) in [
        (
            json!({"type": ["array", "null"], "items": words}),
            json!({"anyOf": [{"type": "array", "items": words}, {"type": "null"}]}),
        ),
        (
            json!({"oneOf": [{"$ref": "#/$defs/A"}, {"type": "integer", "minimum": 0}]}),
            json!({"oneOf": [{"type": "integer", "minimum": 0}, {"oneOf": [{"$ref": "#/$defs/A"}]}]}),
        ),
    ] {
        assert_eq!(diff(&old, &new), []);
        assert_eq!(diff(&new, &old), []);
    }
}
