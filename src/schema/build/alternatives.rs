//! Schemas of values that are one of several things: told apart by a tag, by their JSON type, or by a
//! key.

use super::{Builder, Form, has_key, merged, titled, type_name, typed, when};
use crate::schema::node::{Node, Object};
use crate::schema::text::{self, described};
use crate::wire::{ByKeyShape, ChoiceShape, KeyedShape, ObjectShape, Profile, Shape, UnionShape};

impl Builder {
    pub(super) fn union(&mut self, union: &'static UnionShape) -> Object {
        if !union.bare_string {
            return self.tagged(union, titled(union.name, union.doc));
        }
        let name = union.typed_name;
        let objects = self.define(name, |b| {
            let doc = format!("{} Not a bare string.", text::plain(union.doc));
            b.tagged(union, titled(name, &doc))
        });
        let titled = titled(union.name, union.doc);
        match self.form {
            Form::Codegen => titled.with("oneOf", Node::objects([typed("string"), objects])),
            Form::Validation => merged(titled, &when(typed("string"), Object::new(), objects)),
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
                if self.open() && self.names_unknown {
                    members.push(self.unknown(union, &tags));
                }
                let titled = titled.with("oneOf", Node::objects(members));
                if self.openapi {
                    titled.with("discriminator", self.discriminator(union, &variants))
                } else {
                    titled
                }
            }
            Form::Validation => {
                let mut tag = typed("string");
                if self.profile == Profile::Documented {
                    tag.set("enum", Node::strings(tags));
                }
                let arms = variants.iter().zip(references).map(|(object, reference)| {
                    let tag = match object.tags(union.tag) {
                        [only] => Object::new().with("const", *only),
                        tags => Object::new().with("enum", Node::strings(tags.iter().copied())),
                    };
                    let tag = Object::new().with(union.tag, tag);
                    // Without the type, everything that is no object would meet the condition.
                    let condition = typed("object")
                        .with("required", Node::strings([union.tag]))
                        .with("properties", tag);
                    Object::new().with("if", condition).with("then", reference)
                });
                let arms: Vec<_> = arms.collect();
                let titled = titled
                    .with("type", "object")
                    .with("properties", Object::new().with(union.tag, tag))
                    .with("required", Node::strings([union.tag]));
                match &arms[..] {
                    [only] => merged(titled, only),
                    _ => titled.with("allOf", Node::objects(arms)),
                }
            }
        }
    }

    /// Which tag means which variant; only OpenAPI has that.
    fn discriminator(&self, union: &UnionShape, variants: &[&ObjectShape]) -> Object {
        let mut mapping = Object::new();
        for object in variants {
            for tag in object.tags(union.tag) {
                mapping.set(*tag, format!("{}{}", self.prefix, object.name));
            }
        }
        Object::new()
            .with("propertyName", union.tag)
            .with("mapping", mapping)
    }

    /// The variant for tags that nobody knows yet.
    fn unknown(&mut self, union: &'static UnionShape, tags: &[&str]) -> Object {
        let name = union.unknown_name;
        self.define(name, |_| {
            let known = Object::new().with("enum", Node::strings(tags.iter().copied()));
            let tag = described("The tag: none of the known ones.")
                .with("type", "string")
                .with("not", known);
            let doc = "An object whose tag is none of the known ones: a later version of the API. \
                       Keep it and pass it on.";
            titled(name, doc)
                .with("type", "object")
                .with("properties", Object::new().with(union.tag, tag))
                .with("required", Node::strings([union.tag]))
        })
    }

    pub(super) fn choice(&mut self, choice: &'static ChoiceShape) -> Object {
        let titled = titled(choice.name, choice.doc);
        let mut alternatives: Vec<_> = choice
            .alternatives
            .iter()
            // Null stands beside the reference, as it does for every optional field.
            .filter(|shape| !matches!(shape, Shape::Null))
            .map(|shape| (shape, self.schema(shape)))
            .collect();
        match self.form {
            Form::Codegen => {
                let schemas = alternatives.into_iter().map(|(_, schema)| schema);
                titled.with("oneOf", Node::objects(schemas))
            }
            Form::Validation => {
                let Some((_, last)) = alternatives.pop() else {
                    return titled;
                };
                let chain = alternatives
                    .into_iter()
                    .rfold(last, |rest, (shape, schema)| {
                        when(typed(type_name(shape)), schema, rest)
                    });
                merged(titled, &chain)
            }
        }
    }

    pub(super) fn by_key(
        &mut self,
        shape: &ByKeyShape,
        alternatives: &[&'static KeyedShape],
    ) -> Object {
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
                    let arm = keys.iter().rev().fold(schema, |arm, key| {
                        let arm = if arm.get("not").is_some() && self.openapi {
                            Object::new().with("allOf", Node::objects([arm]))
                        } else {
                            self.beside(arm)
                        };
                        merged(Object::new().with("not", has_key(key)), &arm)
                    });
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
                merged(titled.with("type", "object"), &chain)
            }
        }
    }
}
