//! Schemas as OpenAPI 3.0 has them: no constants, no null type, nothing beside a reference.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use serde_json::{Map, Value, json};

/// Rewrites a schema of OpenAPI 3.1. It may refer to these definitions of the same version.
pub(super) fn rewrite(schema: &mut Value, definitions: &Map<String, Value>) {
    let Ok(schema) = <&mut Schema>::try_from(schema) else {
        return;
    };
    or_null(schema, definitions);
    for mut transform in SchemaSettings::openapi3().transforms {
        transform.transform(schema);
    }
}

/// `nullable` for alternatives of which one is null. It counts only beside a type.
fn or_null(schema: &mut Schema, definitions: &Map<String, Value>) {
    if let Some(Value::Array(arms)) = schema.get("anyOf")
        && let [value, null] = &arms[..]
        && *null == json!({ "type": "null" })
    {
        let value = value.clone();
        schema.remove("anyOf");
        if value.get("$ref").is_none() {
            schema.ensure_object().extend(members(value));
            schema.insert("nullable".into(), true.into());
        } else if let Some(kind) = kind(&value, definitions) {
            schema.insert("type".into(), kind.into());
            schema.insert("nullable".into(), true.into());
            schema.insert("allOf".into(), json!([value]));
        } else {
            // Of several types: the first one, which is no reference, may be null.
            let mut arms = resolved(&value, definitions)["oneOf"].clone();
            arms[0]["nullable"] = true.into();
            schema.insert("oneOf".into(), arms);
        }
    }
    transform_subschemas(
        &mut |schema: &mut Schema| or_null(schema, definitions),
        schema,
    );
}

fn members(schema: Value) -> Map<String, Value> {
    match schema {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn resolved<'a>(schema: &'a Value, definitions: &'a Map<String, Value>) -> &'a Value {
    let name = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next());
    name.map_or(schema, |name| &definitions[name])
}

/// The one JSON type of a schema, if it has one.
fn kind<'a>(schema: &'a Value, definitions: &'a Map<String, Value>) -> Option<&'a str> {
    let schema = resolved(schema, definitions);
    let Some(arms) = schema["oneOf"].as_array() else {
        return schema["type"].as_str();
    };
    let mut kinds = arms.iter().map(|arm| kind(arm, definitions));
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}
