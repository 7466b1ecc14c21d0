//! Schemas of values that are one of several things, by a tag, by their JSON type, or by a
//! key.

use schemars::{Schema, json_schema};
use serde_json::Map;

use super::{Builder, Form, has_key, merged, type_name, typed, when};
use crate::schema::text;
use crate::wire::{ByKeyShape, ChoiceShape, KeyedShape, ObjectShape, Shape, UnionShape};

impl Builder<'_> {
    pub(super) fn union(&mut self, union: &'static UnionShape) -> Schema {
        let titled = self.titled(union.name, &text::plain(union.doc));
        if !union.bare_string {
            return self.tagged(union, titled);
        }
        let objects = self.part(union.schemas.typed);
        let alternatives = match self.form() {
            Form::Codegen => json_schema!({ "oneOf": [typed("string"), objects] }),
            Form::Validation => when(typed("string"), json_schema!({}), objects),
        };
        merged(titled, alternatives)
    }

    /// The objects of a union where a bare string may take their place.
    pub(crate) fn typed_union(&mut self, union: &'static UnionShape) -> Schema {
        let doc = format!("{} Not a bare string.", text::plain(union.doc));
        let titled = self.titled(union.typed_name, &doc);
        self.tagged(union, titled)
    }

    fn tagged(&mut self, union: &'static UnionShape, titled: Schema) -> Schema {
        let variants = self.variants(union);
        let references: Vec<_> = variants
            .iter()
            .map(|object| self.part(object.schemas))
            .collect();
        if variants.is_empty() {
            // The profile has no such values; an empty `oneOf` is no schema.
            return merged(titled, json_schema!({ "not": {} }));
        }
        let alternatives = match self.form() {
            Form::Codegen => {
                let mut members = references;
                let discriminator = discriminator(union, &variants, &members);
                if self.open() {
                    members.push(self.part(union.schemas.unknown));
                }
                let mut alternatives = json_schema!({ "oneOf": members });
                if let Some(discriminator) = discriminator
                    && self.options.openapi
                {
                    alternatives.insert("discriminator".into(), discriminator.to_value());
                }
                alternatives
            }
            Form::Validation => {
                let arms = variants.iter().zip(references).map(|(object, reference)| {
                    let tag = match object.tags(union.tag) {
                        [only] => json_schema!({ "const": only }),
                        tags => json_schema!({ "enum": tags }),
                    };
                    // Without the type, everything that is no object would meet the condition.
                    let condition = json_schema!({
                        "type": "object",
                        "required": [union.tag],
                        "properties": { union.tag: tag },
                    });
                    json_schema!({ "if": condition, "then": reference })
                });
                let arms: Vec<_> = arms.collect();
                let mut tag = typed("string");
                if !self.open() {
                    tag.insert("enum".into(), tags(union, &variants).into());
                }
                let guard = json_schema!({
                    "type": "object",
                    "properties": { union.tag: tag },
                    "required": [union.tag],
                });
                match &arms[..] {
                    [only] => merged(guard, only.clone()),
                    _ => merged(guard, json_schema!({ "allOf": arms })),
                }
            }
        };
        merged(titled, alternatives)
    }

    /// The variant for unknown tags.
    pub(crate) fn unknown_tag(&mut self, union: &'static UnionShape) -> Schema {
        let doc = "An object whose tag is none of the known ones: a later version of the API. \
                   Keep it and pass it on.";
        let known = tags(union, &self.variants(union));
        let tag = json_schema!({
            "description": "The tag: none of the known ones",
            "type": "string",
            "not": { "enum": known },
        });
        let object = json_schema!({
            "type": "object",
            "properties": { union.tag: tag },
            "required": [union.tag],
        });
        merged(self.titled(union.unknown_name, doc), object)
    }

    pub(crate) fn choice(&mut self, choice: &'static ChoiceShape) -> Schema {
        let mut alternatives: Vec<_> = choice
            .alternatives
            .iter()
            // Null is beside the reference, as it is for every optional field.
            .filter(|shape| !matches!(shape, Shape::Null))
            .map(|shape| (shape, self.schema(shape)))
            .collect();
        let alternatives = match self.form() {
            Form::Codegen => {
                let schemas: Vec<_> = alternatives.into_iter().map(|(_, schema)| schema).collect();
                json_schema!({ "oneOf": schemas })
            }
            Form::Validation => {
                let (_, last) = alternatives.pop().expect("there are alternatives");
                alternatives
                    .into_iter()
                    .rfold(last, |rest, (shape, schema)| {
                        when(typed(type_name(shape)), schema, rest)
                    })
            }
        };
        merged(
            self.titled(choice.name, &text::plain(choice.doc)),
            alternatives,
        )
    }

    pub(super) fn by_key(
        &mut self,
        shape: &ByKeyShape,
        alternatives: &[&'static KeyedShape],
    ) -> Schema {
        let schemas: Vec<_> = alternatives
            .iter()
            .map(|alternative| (alternative.key, self.schema(&alternative.shape)))
            .collect();
        let alternatives = match self.form() {
            Form::Codegen => {
                // Each alternative requires its own key; a later one may not have it.
                let mut keys: Vec<&str> = Vec::new();
                let arms = schemas.into_iter().map(|(key, schema)| {
                    let arm = keys.iter().rev().fold(schema, |arm, key| {
                        let arm = if arm.get("not").is_some() && self.options.openapi {
                            json_schema!({ "allOf": [arm] })
                        } else {
                            self.beside(arm)
                        };
                        merged(json_schema!({ "not": has_key(key) }), arm)
                    });
                    keys.extend(key);
                    arm
                });
                json_schema!({ "oneOf": arms.collect::<Vec<_>>() })
            }
            Form::Validation => {
                let chain = schemas
                    .into_iter()
                    .rev()
                    .reduce(|(_, rest), (key, schema)| {
                        let key = key.expect("only the last one has no key");
                        let chain =
                            json_schema!({ "if": has_key(key), "then": schema, "else": rest });
                        (None, chain)
                    });
                let (_, chain) = chain.expect("there are alternatives");
                merged(typed("object"), chain)
            }
        };
        merged(
            self.titled(shape.name, &text::plain(shape.doc)),
            alternatives,
        )
    }
}

/// The tags of these variants.
fn tags(union: &UnionShape, variants: &[&ObjectShape]) -> Vec<&'static str> {
    let tags = variants.iter().flat_map(|object| object.tags(union.tag));
    tags.copied().collect()
}

/// Which tag means which definition. There is no such thing for variants written in place.
fn discriminator(
    union: &UnionShape,
    variants: &[&ObjectShape],
    references: &[Schema],
) -> Option<Schema> {
    let mut mapping = Map::new();
    for (object, schema) in variants.iter().zip(references) {
        let reference = schema.get("$ref")?;
        for tag in object.tags(union.tag) {
            mapping.insert((*tag).into(), reference.clone());
        }
    }
    Some(json_schema!({ "propertyName": union.tag, "mapping": mapping }))
}
