//! From a shape to its schema: one definition for every named type.

mod alternatives;

use std::collections::BTreeMap;

use super::examples;
use super::node::{Node, Object};
use super::text::{self, described};
use crate::wire::{
    ChoiceShape, EnumShape, FieldShape, Kind, ObjectShape, Origin, Profile, Shape, UnionShape,
};

/// What a schema is for. In the documented profile the two forms accept the same values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// Unions are `oneOf` of named variants: what code generators read best. The wire profile lists
    /// the known variants only, because a variant for unknown tags would take the place of every
    /// variant in generated types: clients skip what they do not know.
    #[default]
    Codegen,
    /// Unions are `if`/`then` by tag: one defect gives one error, at its place.
    Validation,
}

/// Collects the definitions of the types that a schema refers to.
pub(crate) struct Builder {
    profile: Profile,
    form: Form,
    /// Whether unions and enums are closed in every profile, and unions name their variants by
    /// tag: what an OpenAPI document wants.
    openapi: bool,
    /// The path before a definition's name in a reference, such as `#/$defs/`.
    prefix: String,
    /// Whether unions in the form for code generators name the variant for unknown tags.
    names_unknown: bool,
    /// The definitions so far, by name.
    pub(crate) definitions: BTreeMap<&'static str, Object>,
}

impl Builder {
    pub(crate) fn new(profile: Profile, form: Form, prefix: &str) -> Self {
        Builder {
            profile,
            form,
            openapi: false,
            prefix: prefix.into(),
            names_unknown: false,
            definitions: BTreeMap::new(),
        }
    }

    /// For an OpenAPI document: what servers and clients really send, so that real traffic fits,
    /// with closed unions and enums, so that generated code is plain.
    pub(crate) fn openapi() -> Self {
        Builder {
            openapi: true,
            ..Builder::new(Profile::Wire, Form::Codegen, "#/components/schemas/")
        }
    }

    /// Whether what is unknown is allowed.
    fn open(&self) -> bool {
        self.profile == Profile::Wire && !self.openapi
    }

    /// The same with a variant for unknown tags in every union: all that the Rust types accept.
    pub(crate) fn with_unknown(self) -> Self {
        Builder {
            names_unknown: true,
            ..self
        }
    }

    /// The schema to use wherever a value of the shape stands.
    pub(crate) fn schema(&mut self, shape: &Shape) -> Object {
        match shape {
            Shape::Any => Object::new(),
            Shape::AnyObject => typed("object").with("additionalProperties", true),
            Shape::Boolean => typed("boolean"),
            Shape::String => typed("string"),
            Shape::Number => typed("number"),
            Shape::Integer { min, max } => {
                typed("integer").with("minimum", *min).with("maximum", *max)
            }
            Shape::Null => typed("null"),
            Shape::Array(item) => typed("array").with("items", self.schema(item)),
            Shape::Map(value) => typed("object").with("additionalProperties", self.schema(value)),
            // A marker of a single value reads best where it stands.
            Shape::Enum(EnumShape { values: [only], .. }) => {
                if self.open() {
                    typed("string").with("examples", Node::strings([*only]))
                } else {
                    typed("string").with("const", *only)
                }
            }
            Shape::Enum(values) => self.define(values.name, |b| b.enumeration(values)),
            Shape::Object(object) => self.define(object.name, |b| b.object(object)),
            Shape::Union(union) => match self.only_variant(union) {
                Some(object) => self.schema(&Shape::Object(object)),
                None => self.define(union.name, |b| b.union(union)),
            },
            Shape::ByKey(by_key) => {
                let alternatives = by_key.alternatives(self.profile == Profile::Documented);
                match alternatives[..] {
                    [only] => self.schema(&only.shape),
                    _ => self.define(by_key.name, |b| b.by_key(by_key, &alternatives)),
                }
            }
            // A named null is told from an absent field in Rust only.
            Shape::Choice(ChoiceShape {
                alternatives: [Shape::Null, other],
                ..
            }) => {
                let schema = self.schema(other);
                self.or_null(schema)
            }
            Shape::Choice(choice) => {
                let schema = self.define(choice.name, |b| b.choice(choice));
                if shape.takes(Kind::Null) {
                    self.or_null(schema)
                } else {
                    schema
                }
            }
        }
    }

    /// The definition itself, for a shape that has one.
    pub(crate) fn definition(&mut self, shape: &Shape) -> Object {
        let schema = self.schema(shape);
        match schema.get("$ref") {
            Some(Node::String(reference)) => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                self.definitions[name].clone()
            }
            _ => schema,
        }
    }

    fn define(&mut self, name: &'static str, build: impl FnOnce(&mut Self) -> Object) -> Object {
        if !self.definitions.contains_key(name) {
            // Reserves the name: a type that contains itself finds it.
            self.definitions.insert(name, Object::new());
            let mut definition = build(self);
            // An OpenAPI document has its examples at the calls.
            if let examples @ [_, ..] = examples::of(name)
                && !self.openapi
            {
                definition.set("examples", examples.to_vec());
            }
            self.definitions.insert(name, definition);
        }
        self.reference(name)
    }

    fn reference(&self, name: &str) -> Object {
        Object::new().with("$ref", format!("{}{name}", self.prefix))
    }

    fn documents(&self, sources: &str) -> bool {
        self.profile == Profile::Wire || Origin::of(sources).is_documented()
    }

    fn variants(&self, union: &'static UnionShape) -> Vec<&'static ObjectShape> {
        let all = union.variants.iter().map(|variant| variant.object);
        all.filter(|object| self.documents(object.sources))
            .collect()
    }

    /// A closed union of one object is that object.
    fn only_variant(&self, union: &'static UnionShape) -> Option<&'static ObjectShape> {
        match (self.open(), &self.variants(union)[..]) {
            (false, [only]) if !union.bare_string => Some(only),
            _ => None,
        }
    }

    fn enumeration(&self, shape: &EnumShape) -> Object {
        let documented = merged(
            Object::new().with("title", shape.name),
            &merged(described(&text::values(shape)), &typed("string")),
        );
        if shape.open && self.open() {
            documented.with("examples", Node::strings(shape.values.iter().copied()))
        } else {
            documented.with("enum", Node::strings(shape.values.iter().copied()))
        }
    }

    fn object(&mut self, shape: &'static ObjectShape) -> Object {
        let mut properties = Object::new();
        let mut required = Vec::new();
        for field in shape.fields {
            if !self.documents(field.sources) {
                continue;
            }
            let property = if shape.lenient {
                let any = self.beside_description(Object::new());
                merged(described(&text::plain(field.doc)), &any)
            } else {
                self.property(field)
            };
            properties.set(field.name, property);
            if field.required_in(self.profile) {
                required.push(field.name);
            }
        }
        let mut schema = titled(shape.name, shape.doc).with("type", "object");
        if properties.is_empty() {
            schema.set("additionalProperties", true);
        } else {
            schema.set("properties", properties);
        }
        if !required.is_empty() {
            schema.set("required", Node::strings(required));
        }
        schema
    }

    fn property(&mut self, field: &'static FieldShape) -> Object {
        let described = described(&text::plain(field.doc));
        if let Some(constant) = field.constant {
            return described.with("type", "string").with("const", constant);
        }
        let optional = !field.required_in(self.profile) && !field.shape.takes(Kind::Null);
        let schema = match field.shape {
            // Beside null, generators invent a name for each place of a marker without one.
            Shape::Enum(values) if optional && !self.open() => {
                self.define(values.name, |b| b.enumeration(values))
            }
            _ => self.schema(&field.shape),
        };
        let schema = if optional {
            self.or_null(schema)
        } else {
            self.beside_description(schema)
        };
        merged(described, &schema)
    }

    /// The schema in a form that means the same to generators beside a description: they make a
    /// second type of a reference, and an object of the schema for any value.
    fn beside_description(&self, schema: Object) -> Object {
        if self.form == Form::Codegen && (schema.get("$ref").is_some() || schema.is_empty()) {
            self.beside(schema)
        } else {
            schema
        }
    }

    /// The schema in a form that may have something beside it.
    fn beside(&self, schema: Object) -> Object {
        if self.openapi {
            // OpenAPI 3.1 gives a meaning to what stands beside a reference.
            return schema;
        }
        Object::new().with("oneOf", Node::objects([schema]))
    }

    /// The schema, or null.
    fn or_null(&self, schema: Object) -> Object {
        // Generators lose the type of a map's values beside a list of types.
        let is_map = matches!(schema.get("additionalProperties"), Some(Node::Object(_)));
        let is_whole = schema.get("$ref").is_some();
        match self.form {
            Form::Codegen if is_whole || is_map => {
                Object::new().with("anyOf", Node::objects([schema, typed("null")]))
            }
            Form::Validation if is_whole => when(typed("null"), Object::new(), schema),
            _ => nullable(schema),
        }
    }
}

/// A condition: the first schema decides which of the other two counts. There is no list of types
/// beside it, because strict validators warn about those.
fn when(condition: Object, then: Object, otherwise: Object) -> Object {
    let conditional = Object::new();
    // What the condition said need not be said again.
    if then.is_empty() || then == condition {
        let not = Object::new().with("not", condition);
        return conditional.with("if", not).with("then", otherwise);
    }
    conditional
        .with("if", condition)
        .with("then", then)
        .with("else", otherwise)
}

fn merged(schema: Object, more: &Object) -> Object {
    more.members()
        .fold(schema, |all, (key, value)| all.with(key, value.clone()))
}

fn typed(name: &str) -> Object {
    Object::new().with("type", name)
}

/// The schema of an object that has the key. The property is named for tools that insist on it
/// where it is required.
pub(crate) fn has_key(key: &str) -> Object {
    typed("object")
        .with("properties", Object::new().with(key, Object::new()))
        .with("required", Node::strings([key]))
}

fn titled(name: &str, doc: &str) -> Object {
    merged(
        Object::new().with("title", name),
        &described(&text::plain(doc)),
    )
}

/// Adds null to the types of a schema that says them itself.
fn nullable(mut schema: Object) -> Object {
    match schema.get_mut("type") {
        Some(Node::List(types)) => types.push("null".into()),
        Some(one) => *one = Node::List(vec![one.clone(), "null".into()]),
        None => {}
    }
    schema
}

/// The JSON Schema type of a shape that takes one JSON kind.
fn type_name(shape: &Shape) -> &'static str {
    match shape {
        Shape::Integer { .. } => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::Array(_) => "array",
        Shape::String | Shape::Enum(_) => "string",
        Shape::AnyObject | Shape::Map(_) | Shape::Object(_) | Shape::Union(_) | Shape::ByKey(_) => {
            "object"
        }
        Shape::Any | Shape::Null | Shape::Choice(_) => unreachable!("an alternative has one kind"),
    }
}
