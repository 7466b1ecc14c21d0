//! From a shape to its schema. What a schema refers to is asked of the generator, by type: it names,
//! renames, inlines and collects definitions.

mod alternatives;

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::options::{Form, Options};
use super::{examples, hints, text};
use crate::wire::{
    ChoiceShape, EnumShape, FieldShape, JsonKind, ObjectShape, Origin, Profile, Schemas, Shape,
    UnionShape,
};

/// Makes schemas as the options of a generator want them.
pub(crate) struct Builder<'g> {
    generator: &'g mut SchemaGenerator,
    options: Options,
}

impl<'g> Builder<'g> {
    pub(crate) fn new(generator: &'g mut SchemaGenerator) -> Self {
        let options = Options::of(generator);
        Builder { generator, options }
    }

    /// Whether unknown tags and values are allowed.
    fn open(&self) -> bool {
        self.options.profile == Profile::Wire && self.options.open
    }

    fn form(&self) -> Form {
        self.options.form
    }

    /// What schemas refer to.
    pub(crate) fn definitions(&self) -> &Map<String, Value> {
        self.generator.definitions()
    }

    /// What the generator has for another type.
    fn part(&mut self, schemas: Schemas) -> Schema {
        (schemas.part)(self.generator)
    }

    /// The schema to use wherever a value of the shape appears.
    pub(crate) fn schema(&mut self, shape: &Shape) -> Schema {
        match shape {
            Shape::Any => json_schema!({}),
            Shape::AnyObject => json_schema!({ "type": "object", "additionalProperties": true }),
            Shape::Boolean => typed("boolean"),
            Shape::String => typed("string"),
            Shape::Number => typed("number"),
            Shape::Integer { min, max } => self.integer(*min, *max),
            Shape::Null => typed("null"),
            Shape::Array(item) => json_schema!({ "type": "array", "items": self.schema(item) }),
            Shape::Map(value) => {
                json_schema!({ "type": "object", "additionalProperties": self.schema(value) })
            }
            // A marker of a single value reads best in place.
            Shape::Enum(EnumShape { values: [only], .. }) => {
                if self.open() {
                    json_schema!({ "type": "string", "examples": [only] })
                } else {
                    json_schema!({ "type": "string", "const": only })
                }
            }
            Shape::Enum(values) => self.part(values.schemas),
            Shape::Object(object) => self.part(object.schemas),
            Shape::Union(union) => match self.only_variant(union) {
                Some(object) => self.part(object.schemas),
                None => self.part(union.schemas.own),
            },
            Shape::ByKey(by_key) => {
                match by_key.alternatives(self.options.profile == Profile::Documented)[..] {
                    [only] => self.schema(&only.shape),
                    _ => self.part(by_key.schemas),
                }
            }
            // Only Rust distinguishes a named null from an absent field.
            Shape::Choice(ChoiceShape {
                alternatives: [Shape::Null, other],
                ..
            }) => {
                let schema = self.schema(other);
                self.or_null(schema)
            }
            Shape::Choice(choice) => {
                let schema = self.part(choice.schemas);
                if shape.takes(JsonKind::Null) {
                    self.or_null(schema)
                } else {
                    schema
                }
            }
        }
    }

    fn integer(&self, min: i64, max: i64) -> Schema {
        if !self.is_for_types() || max < i64::MAX {
            return json_schema!({ "type": "integer", "minimum": min, "maximum": max });
        }
        // Generators copy bounds into code, and JavaScript's numbers cannot hold these.
        let mut integer = typed("integer");
        if min > -i64::MAX {
            integer.insert("minimum".into(), min.into());
        }
        if self.options.openapi {
            integer.insert("format".into(), "int64".into());
        }
        integer
    }

    /// The definition of a named shape; the schema of any other.
    pub(crate) fn definition(&mut self, shape: &Shape) -> Schema {
        match shape {
            Shape::Enum(values) => self.enumeration(values),
            Shape::Object(object) => self.object(object),
            Shape::Union(union) => match self.only_variant(union) {
                Some(object) => self.object(object),
                None => self.union(union),
            },
            Shape::ByKey(by_key) => {
                match &by_key.alternatives(self.options.profile == Profile::Documented)[..] {
                    [only] => self.definition(&only.shape),
                    several => self.by_key(by_key, several),
                }
            }
            Shape::Choice(choice) if !shape.takes(JsonKind::Null) => self.choice(choice),
            _ => self.schema(shape),
        }
    }

    /// What every definition begins with.
    fn titled(&self, name: &str, text: &str) -> Schema {
        let mut schema = json_schema!({ "title": name, "description": text::description(text) });
        // An OpenAPI document has its examples at the calls.
        if let examples @ [_, ..] = examples::of(name)
            && !self.options.openapi
        {
            schema.insert(
                "examples".into(),
                examples.iter().map(Value::from).collect(),
            );
        }
        schema
    }

    fn documents(&self, sources: &str) -> bool {
        self.options.profile == Profile::Wire || Origin::of(sources).is_documented()
    }

    fn variants(&self, union: &UnionShape) -> Vec<&'static ObjectShape> {
        let all = union.variants.iter().map(|variant| variant.object);
        all.filter(|object| self.documents(object.sources))
            .collect()
    }

    /// A closed union of one object is that object.
    fn only_variant(&self, union: &UnionShape) -> Option<&'static ObjectShape> {
        match (self.open(), &self.variants(union)[..]) {
            (false, [only]) if !union.bare_string => Some(only),
            _ => None,
        }
    }

    fn enumeration(&self, shape: &EnumShape) -> Schema {
        let list = if shape.open && self.open() {
            json_schema!({ "type": "string", "examples": shape.values })
        } else if let [only] = shape.values {
            json_schema!({ "type": "string", "const": only })
        } else {
            json_schema!({ "type": "string", "enum": shape.values })
        };
        merged(self.titled(shape.name, &text::values(shape)), list)
    }

    fn object(&mut self, shape: &'static ObjectShape) -> Schema {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in shape.fields {
            if !self.documents(field.sources) {
                continue;
            }
            let property = if shape.lenient && !self.is_for_types() {
                json_schema!({})
            } else {
                self.property(field)
            };
            let doc = text::plain(field.doc) + &hints::list(shape, field);
            let property = merged(self.described(&doc, property), hints::of(shape, field));
            properties.insert(field.name.into(), property.to_value());
            if field.required_in(self.options.profile) {
                required.push(field.name);
            }
        }
        let mut schema = merged(
            self.titled(shape.name, &text::plain(shape.doc)),
            typed("object"),
        );
        if properties.is_empty() {
            schema.insert("additionalProperties".into(), true.into());
        } else {
            schema.insert("properties".into(), properties.into());
        }
        if !required.is_empty() {
            schema.insert("required".into(), required.into());
        }
        schema
    }

    fn property(&mut self, field: &'static FieldShape) -> Schema {
        if let Some(constant) = field.constant {
            return json_schema!({ "type": "string", "const": constant });
        }
        let optional =
            !field.required_in(self.options.profile) && !field.shape.takes(JsonKind::Null);
        let schema = match field.shape {
            // Beside null, generators invent a name for each place of a marker without one.
            Shape::Enum(values) if optional && !self.open() => self.part(values.schemas),
            _ => self.schema(&field.shape),
        };
        if optional {
            self.or_null(schema)
        } else {
            schema
        }
    }

    /// Whether types are made of the schema, and nothing is validated: then the usual fields of a
    /// free-form object have their types, without the tolerance and the limits of the reader.
    fn is_for_types(&self) -> bool {
        !self.options.open && self.options.form == Form::Codegen
    }

    /// The schema with a description beside it, in a form that means the same to generators: they
    /// make a second type of a reference, and an object of the schema for any value.
    fn described(&self, text: &str, schema: Schema) -> Schema {
        let is_reference = schema.get("$ref").is_some();
        let schema = match self.form() {
            Form::Codegen if is_reference || is_empty(&schema) => self.beside(schema),
            // An inlined definition keeps its own description.
            Form::Codegen if is_whole(&schema) => json_schema!({ "oneOf": [schema] }),
            Form::Validation if is_whole(&schema) && !is_reference => {
                json_schema!({ "allOf": [schema] })
            }
            _ => schema,
        };
        let described = json_schema!({ "description": text::description(text) });
        merged(described, schema)
    }

    /// The schema in a form that may have something beside it.
    fn beside(&self, schema: Schema) -> Schema {
        if self.options.openapi {
            // OpenAPI 3.1 gives a meaning to what is beside a reference.
            return schema;
        }
        json_schema!({ "oneOf": [schema] })
    }

    /// The schema, or null.
    fn or_null(&self, schema: Schema) -> Schema {
        // Generators lose the type of a map's values beside a list of types.
        let is_map = matches!(schema.get("additionalProperties"), Some(Value::Object(_)));
        match self.form() {
            Form::Codegen if is_whole(&schema) || is_map => {
                json_schema!({ "anyOf": [schema, typed("null")] })
            }
            Form::Validation if is_whole(&schema) => when(typed("null"), json_schema!({}), schema),
            _ => nullable(schema),
        }
    }
}

/// Whether a schema is that of a named type, as a reference or inlined.
fn is_whole(schema: &Schema) -> bool {
    schema.get("$ref").is_some() || schema.get("title").is_some()
}

fn is_empty(schema: &Schema) -> bool {
    schema.as_object().is_some_and(Map::is_empty)
}

/// A condition: the first schema decides which of the other two counts. There is no list of types
/// beside it, because strict validators warn about those.
fn when(condition: Schema, then: Schema, otherwise: Schema) -> Schema {
    // What the condition said need not be said again.
    if is_empty(&then) || then == condition {
        return json_schema!({ "if": { "not": condition }, "then": otherwise });
    }
    json_schema!({ "if": condition, "then": then, "else": otherwise })
}

fn merged(mut schema: Schema, mut more: Schema) -> Schema {
    let more = more.ensure_object();
    schema.ensure_object().append(more);
    schema
}

fn typed(name: &str) -> Schema {
    json_schema!({ "type": name })
}

/// The schema of an object that has the key. The property is named for tools that insist on it
/// where it is required.
pub(crate) fn has_key(key: &str) -> Schema {
    json_schema!({ "type": "object", "properties": { key: {} }, "required": [key] })
}

/// Adds null to the types of a schema that says them itself.
fn nullable(mut schema: Schema) -> Schema {
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push("null".into()),
        Some(one) => *one = vec![one.take(), "null".into()].into(),
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
