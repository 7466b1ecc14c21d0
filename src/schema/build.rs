//! From a shape to its schema: one definition for every named type.

use std::collections::BTreeMap;

use super::node::{Node, Object};
use crate::wire::{
    ByKeyShape, ChoiceShape, EnumShape, FieldShape, KeyedShape, Kind, ObjectShape, Origin,
    Presence, Profile, Shape, UnionShape,
};

/// What a schema is for: the two forms accept the same values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// Unions are `oneOf` of named variants: what code generators read best.
    #[default]
    Codegen,
    /// Unions are `if`/`then` by tag: one defect gives one error, at its place.
    Validation,
}

/// Collects the definitions of the types that a schema refers to.
pub(crate) struct Builder {
    profile: Profile,
    form: Form,
    /// The path before a definition's name in a reference, such as `#/$defs/`.
    prefix: String,
    /// The definitions so far, by name.
    pub(crate) definitions: BTreeMap<&'static str, Object>,
}

impl Builder {
    pub(crate) fn new(profile: Profile, form: Form, prefix: &str) -> Self {
        Builder {
            profile,
            form,
            prefix: prefix.into(),
            definitions: BTreeMap::new(),
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
            Shape::Enum(EnumShape { values: [only], .. }) => match self.profile {
                Profile::Documented => typed("string").with("const", *only),
                Profile::Wire => typed("string").with("examples", Node::strings([*only])),
            },
            Shape::Enum(values) => self.define(values.name, |b| b.enumeration(values)),
            Shape::Object(object) => self.define(object.name, |b| b.object(object)),
            Shape::Union(union) => match self.only_variant(union) {
                Some(object) => self.schema(&Shape::Object(object)),
                None => self.define(union.name, |b| b.union(union)),
            },
            // A named null is told from an absent field in Rust only.
            Shape::Choice(ChoiceShape {
                alternatives: [Shape::Null, other],
                ..
            }) => nullable(self.schema(other)),
            Shape::ByKey(by_key) => {
                let alternatives = by_key.alternatives(self.profile == Profile::Documented);
                match alternatives[..] {
                    [only] => self.schema(&only.shape),
                    _ => self.define(by_key.name, |b| b.by_key(by_key, &alternatives)),
                }
            }
            Shape::Choice(choice) => match scalar_types(choice) {
                Some(types) => self.scalar_choice(choice, types),
                None => self.define(choice.name, |b| b.choice(choice)),
            },
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
            let definition = build(self);
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
        match (self.profile, &self.variants(union)[..]) {
            (Profile::Documented, [only]) if !union.bare_string => Some(only),
            _ => None,
        }
    }

    fn enumeration(&self, shape: &EnumShape) -> Object {
        let documented = Object::new()
            .with("title", shape.name)
            .with("description", values_description(shape))
            .with("type", "string");
        if shape.open && self.profile == Profile::Wire {
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
                Object::new().with("description", description(field.doc))
            } else {
                self.property(field)
            };
            properties.set(field.name, property);
            if self.requires(field) {
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

    fn requires(&self, field: &FieldShape) -> bool {
        match field.presence {
            Presence::Required => true,
            Presence::Expected => self.profile == Profile::Documented,
            Presence::Optional => false,
        }
    }

    fn property(&mut self, field: &'static FieldShape) -> Object {
        let described = Object::new().with("description", description(field.doc));
        if let Some(constant) = field.constant {
            return described.with("type", "string").with("const", constant);
        }
        let schema = self.schema(&field.shape);
        let optional = !self.requires(field) && !field.shape.takes(Kind::Null);
        let schema = match (schema.get("$ref").is_some(), optional) {
            (false, false) => schema,
            (false, true) => nullable(schema),
            // Tools make a second type of a reference with something beside it.
            (true, false) => Object::new().with("allOf", Node::objects([schema])),
            (true, true) if self.form == Form::Codegen => {
                Object::new().with("anyOf", Node::objects([schema, typed("null")]))
            }
            (true, true) => Object::new()
                .with("if", Object::new().with("not", typed("null")))
                .with("then", schema),
        };
        schema
            .members()
            .fold(described, |all, (key, value)| all.with(key, value.clone()))
    }

    fn union(&mut self, union: &'static UnionShape) -> Object {
        let titled = titled(union.name, union.doc);
        if !union.bare_string {
            return self.tagged(union, titled);
        }
        let name = union.typed_name;
        let objects = self.define(name, |b| {
            let titled = Object::new().with("title", name).with(
                "description",
                format!("{} Not a bare string.", description(union.doc)),
            );
            b.tagged(union, titled)
        });
        match self.form {
            Form::Codegen => titled.with("oneOf", Node::objects([typed("string"), objects])),
            Form::Validation => titled
                .with("type", Node::strings(["string", "object"]))
                .with("if", typed("object"))
                .with("then", objects),
        }
    }

    fn tagged(&mut self, union: &'static UnionShape, titled: Object) -> Object {
        let variants = self.variants(union);
        let tags: Vec<_> = variants
            .iter()
            .flat_map(|object| object.tags(union.tag))
            .copied()
            .collect();
        let references: Vec<_> = variants
            .iter()
            .map(|object| self.schema(&Shape::Object(object)))
            .collect();
        match self.form {
            Form::Codegen => {
                let mut members = references;
                if self.profile == Profile::Wire {
                    members.push(self.unknown(union, &tags));
                }
                titled.with("oneOf", Node::objects(members))
            }
            Form::Validation => {
                let mut tag = typed("string");
                if self.profile == Profile::Documented {
                    tag.set("enum", Node::strings(tags));
                }
                let arms = variants.iter().zip(references).map(|(object, reference)| {
                    let tags = Node::strings(object.tags(union.tag).iter().copied());
                    let tag = Object::new().with(union.tag, Object::new().with("enum", tags));
                    let condition = Object::new()
                        .with("required", Node::strings([union.tag]))
                        .with("properties", tag);
                    Object::new().with("if", condition).with("then", reference)
                });
                let arms = Node::objects(arms);
                titled
                    .with("type", "object")
                    .with("properties", Object::new().with(union.tag, tag))
                    .with("required", Node::strings([union.tag]))
                    .with("allOf", arms)
            }
        }
    }

    /// The variant for tags that nobody knows yet.
    fn unknown(&mut self, union: &'static UnionShape, tags: &[&str]) -> Object {
        let name = union.unknown_name;
        self.define(name, |_| {
            let tag = typed("string")
                .with("description", "The tag: none of the known ones.")
                .with(
                    "not",
                    Object::new().with("enum", Node::strings(tags.iter().copied())),
                );
            Object::new()
                .with("title", name)
                .with(
                    "description",
                    "An object whose tag is none of the known ones: a later version of the API. \
                     Keep it and pass it on.",
                )
                .with("type", "object")
                .with("properties", Object::new().with(union.tag, tag))
                .with("required", Node::strings([union.tag]))
        })
    }

    fn choice(&mut self, choice: &'static ChoiceShape) -> Object {
        let titled = titled(choice.name, choice.doc);
        let alternatives: Vec<_> = choice
            .alternatives
            .iter()
            .map(|shape| self.schema(shape))
            .collect();
        match self.form {
            Form::Codegen => titled.with("oneOf", Node::objects(alternatives)),
            Form::Validation => {
                let arms = choice
                    .alternatives
                    .iter()
                    .zip(alternatives)
                    .map(|(shape, schema)| {
                        let kinds = type_names(shape);
                        Object::new()
                            .with("if", typed_list(kinds))
                            .with("then", schema)
                    });
                let arms = Node::objects(arms);
                let kinds = choice.alternatives.iter().flat_map(type_names).collect();
                let types = typed_list(kinds);
                types
                    .members()
                    .fold(titled, |all, (k, v)| all.with(k, v.clone()))
                    .with("allOf", arms)
            }
        }
    }

    fn by_key(&mut self, shape: &ByKeyShape, alternatives: &[&'static KeyedShape]) -> Object {
        let titled = titled(shape.name, shape.doc);
        let schemas: Vec<_> = alternatives
            .iter()
            .map(|alternative| (alternative.key, self.schema(&alternative.shape)))
            .collect();
        match self.form {
            Form::Codegen => {
                // Each alternative requires its own key; a later one may not have it.
                let mut keys: Vec<&str> = Vec::new();
                let arms = schemas.into_iter().map(|(key, schema)| {
                    let arm = if keys.is_empty() {
                        schema
                    } else {
                        let taken = Object::new().with(
                            "not",
                            match keys[..] {
                                [only] => has_key(only),
                                _ => Object::new().with(
                                    "anyOf",
                                    Node::objects(keys.iter().map(|key| has_key(key))),
                                ),
                            },
                        );
                        Object::new().with("allOf", Node::objects([schema, taken]))
                    };
                    keys.extend(key);
                    arm
                });
                titled.with("oneOf", Node::objects(arms.collect::<Vec<_>>()))
            }
            Form::Validation => {
                let chain = schemas.into_iter().rev().reduce(|rest, (key, schema)| {
                    let found = Object::new()
                        .with("if", has_key(key.expect("only the last one has no key")))
                        .with("then", schema)
                        .with("else", rest.1);
                    (None, found)
                });
                let (_, chain) = chain.expect("there are alternatives");
                let titled = titled.with("type", "object");
                chain
                    .members()
                    .fold(titled, |all, (k, v)| all.with(k, v.clone()))
            }
        }
    }

    /// Alternatives that are all scalars fit in one `type`.
    fn scalar_choice(&mut self, choice: &'static ChoiceShape, types: Vec<&'static str>) -> Object {
        let mut schema = typed_list(types);
        for shape in choice.alternatives {
            for (key, value) in self
                .schema(shape)
                .members()
                .filter(|(key, _)| *key != "type")
            {
                schema.set(key, value.clone());
            }
        }
        schema
    }
}

fn typed(name: &str) -> Object {
    Object::new().with("type", name)
}

/// The schema of an object that has the key. The property is named for tools that insist on it
/// where it is required.
pub(crate) fn has_key(key: &str) -> Object {
    Object::new()
        .with("properties", Object::new().with(key, Object::new()))
        .with("required", Node::strings([key]))
}

fn typed_list(names: Vec<&'static str>) -> Object {
    match names[..] {
        [name] => typed(name),
        _ => Object::new().with("type", Node::strings(names)),
    }
}

fn titled(name: &str, doc: &str) -> Object {
    Object::new()
        .with("title", name)
        .with("description", description(doc))
}

/// Adds null to the types of a schema that says them itself.
fn nullable(mut schema: Object) -> Object {
    match schema.get_mut("type") {
        Some(Node::List(types)) => types.push("null".into()),
        Some(one) => *one = Node::List(vec![one.clone(), "null".into()]),
        None => {}
    }
    if let Some(constant) = schema.get("const").cloned() {
        // A constant that may be null is an enum of two.
        let mut out = Object::new();
        for (key, value) in schema.members().filter(|(key, _)| *key != "const") {
            out.set(key, value.clone());
        }
        return Object::new().with(
            "anyOf",
            Node::objects([out.with("const", constant), typed("null")]),
        );
    }
    schema
}

/// The JSON Schema types of a shape.
fn type_names(shape: &Shape) -> Vec<&'static str> {
    let names = [
        (Kind::String, "string"),
        (
            Kind::Number,
            if matches!(shape, Shape::Integer { .. }) {
                "integer"
            } else {
                "number"
            },
        ),
        (Kind::Boolean, "boolean"),
        (Kind::Array, "array"),
        (Kind::Object, "object"),
        (Kind::Null, "null"),
    ];
    names
        .into_iter()
        .filter(|(kind, _)| shape.takes(*kind))
        .map(|(_, name)| name)
        .collect()
}

fn scalar_types(choice: &ChoiceShape) -> Option<Vec<&'static str>> {
    let scalar = |shape: &Shape| {
        matches!(
            shape,
            Shape::String | Shape::Integer { .. } | Shape::Boolean | Shape::Null
        )
    };
    choice
        .alternatives
        .iter()
        .all(scalar)
        .then(|| choice.alternatives.iter().flat_map(type_names).collect())
}

/// The description of an enum: what it is, then what each value means.
fn values_description(shape: &EnumShape) -> String {
    let mut text = description(shape.doc);
    for (value, doc) in shape.values.iter().zip(shape.value_docs) {
        let doc = description(doc);
        text.push_str(&format!("\n- `{value}`: {doc}"));
    }
    text
}

/// A Rust doc comment as a description: lines joined, links reduced to their words, without the
/// Rust example that ends it.
pub(crate) fn description(doc: &str) -> String {
    let doc = doc.split("```").next().unwrap_or_default();
    let paragraphs: Vec<String> = doc
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let mut text = paragraphs.join("\n\n");
    while let Some((before, rest)) = text.split_once("[`") {
        let Some((word, after)) = rest.split_once("`]") else {
            break;
        };
        let after = match after
            .strip_prefix('(')
            .and_then(|link| link.split_once(')'))
        {
            Some((_, after)) => after,
            None => after,
        };
        text = format!("{before}`{word}`{after}");
    }
    text
}
