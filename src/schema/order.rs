//! The order of members in the published files. schemars keeps schemas as `serde_json::Value`, which
//! sorts by name unless some crate in the build asks it not to; the files read better as written, and
//! have to be the same in every build.

use serde_json::{Map, Value};

use super::examples;
use super::node::{Node, Object};
use super::reached::Reached;
use crate::findings::Report;
use crate::wire::Wire;

/// The keywords of JSON Schema as a reader wants them: what it is, then what it looks like.
const KEYWORDS: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "not",
    "title",
    "description",
    "deprecated",
    "default",
    "$ref",
    "oneOf",
    "discriminator",
    "type",
    "format",
    "nullable",
    "additionalProperties",
    "const",
    "enum",
    "items",
    "minimum",
    "maximum",
    "maxProperties",
    "properties",
    "required",
    "allOf",
    "if",
    "then",
    "else",
    "example",
    "examples",
    "anyOf",
    "$defs",
    "definitions",
];

/// Knows the order of the fields of every type.
pub(crate) struct Order(Reached);

impl Order {
    pub(crate) fn new() -> Self {
        let mut reached = Reached::all();
        reached.visit(&Report::SHAPE);
        Order(reached)
    }

    /// A schema with all its members in order.
    pub(crate) fn schema(&self, schema: &Value) -> Node {
        let Value::Object(members) = schema else {
            return schema.into();
        };
        let title = schema["title"].as_str().unwrap_or_default();
        let rank = |keyword: &str| {
            let rank = KEYWORDS.iter().position(|other| *other == keyword);
            rank.unwrap_or(KEYWORDS.len())
        };
        let mut members: Vec<_> = members.iter().collect();
        members.sort_by_key(|(keyword, _)| (rank(keyword), *keyword));
        let mut ordered = Object::new();
        for (keyword, value) in members {
            let value = match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    let object = self.0.objects.get(title);
                    let fields = object.into_iter().flat_map(|object| object.fields);
                    sorted(properties, fields.map(|field| field.name), |schema| {
                        self.schema(schema)
                    })
                }
                ("$defs" | "definitions", Value::Object(definitions)) => {
                    self.definitions(definitions).into()
                }
                ("oneOf" | "anyOf" | "allOf", Value::Array(schemas)) => {
                    Node::List(schemas.iter().map(|schema| self.schema(schema)).collect())
                }
                ("items" | "additionalProperties" | "not" | "if" | "then" | "else", schema) => {
                    self.schema(schema)
                }
                ("discriminator", discriminator) => self.discriminator(title, discriminator),
                // With their members in the order of the tables.
                ("examples", value) => match examples::of(title) {
                    [] => value.into(),
                    examples => examples.to_vec().into(),
                },
                (_, value) => value.into(),
            };
            ordered.set(keyword, value);
        }
        ordered.into()
    }

    /// Definitions by name.
    pub(crate) fn definitions(&self, definitions: &Map<String, Value>) -> Object {
        let mut names: Vec<_> = definitions.keys().collect();
        names.sort();
        let mut ordered = Object::new();
        for name in names {
            ordered.set(name, self.schema(&definitions[name]));
        }
        ordered
    }

    fn discriminator(&self, title: &str, discriminator: &Value) -> Node {
        let named = |name: &str| name == title;
        let mut unions = self.0.unions.values();
        let union = unions.find(|union| named(union.name) || named(union.typed_name));
        let tags = union.into_iter().flat_map(|union| union.tags());
        let mapping = discriminator["mapping"].as_object();
        let mapping = mapping.map(|mapping| sorted(mapping, tags, |tag| tag.into()));
        Object::new()
            .with("propertyName", &discriminator["propertyName"])
            .with("mapping", mapping.unwrap_or(Node::Null))
            .into()
    }
}

/// The members that `names` names in that order, then the others.
fn sorted<'a>(
    members: &Map<String, Value>,
    names: impl Iterator<Item = &'a str>,
    node: impl Fn(&Value) -> Node,
) -> Node {
    let mut ordered = Object::new();
    let known: Vec<&str> = names.collect();
    let others = members.keys().map(String::as_str);
    for name in known.iter().copied().chain(others) {
        if let Some(value) = members.get(name) {
            ordered.set(name, node(value));
        }
    }
    ordered.into()
}
