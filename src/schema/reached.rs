//! Every named shape that the roots reach.

use std::collections::BTreeMap;

use super::roots::ROOTS;
use crate::wire::{ByKeyShape, ChoiceShape, EnumShape, ObjectShape, Shape, UnionShape};

/// The named shapes, by name.
#[derive(Default)]
pub(crate) struct Reached {
    pub(crate) objects: BTreeMap<&'static str, &'static ObjectShape>,
    pub(crate) unions: BTreeMap<&'static str, &'static UnionShape>,
    pub(crate) enums: BTreeMap<&'static str, &'static EnumShape>,
    pub(crate) choices: BTreeMap<&'static str, &'static ChoiceShape>,
    pub(crate) by_keys: BTreeMap<&'static str, &'static ByKeyShape>,
}

impl Reached {
    /// What all roots reach.
    pub(crate) fn all() -> Self {
        let mut reached = Reached::default();
        ROOTS.iter().for_each(|root| reached.visit(&root.shape));
        reached
    }

    /// What a shape reaches.
    #[cfg(feature = "jsonschema")]
    pub(crate) fn of(shape: &Shape) -> Self {
        let mut reached = Reached::default();
        reached.visit(shape);
        reached
    }

    /// The shape with that name, but for enums.
    pub(crate) fn shape(&self, name: &str) -> Option<Shape> {
        let object = self.objects.get(name).map(|object| Shape::Object(object));
        object
            .or_else(|| self.unions.get(name).map(|union| Shape::Union(union)))
            .or_else(|| self.choices.get(name).map(|choice| Shape::Choice(choice)))
            .or_else(|| self.by_keys.get(name).map(|by_key| Shape::ByKey(by_key)))
    }

    /// Adds what a shape reaches.
    pub(crate) fn visit(&mut self, shape: &Shape) {
        match shape {
            Shape::Array(inner) | Shape::Map(inner) => self.visit(inner),
            Shape::Enum(values) => {
                self.enums.insert(values.name, values);
            }
            Shape::Object(object) => self.object(object),
            Shape::Union(union) => {
                self.unions.insert(union.name, union);
                for variant in union.variants {
                    self.object(variant.object);
                }
            }
            Shape::Choice(choice) => {
                self.choices.insert(choice.name, choice);
                choice.alternatives.iter().for_each(|s| self.visit(s));
            }
            Shape::ByKey(by_key) => {
                self.by_keys.insert(by_key.name, by_key);
                for alternative in by_key.alternatives {
                    self.visit(&alternative.shape);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &'static ObjectShape) {
        if self.objects.insert(object.name, object).is_none() {
            object.fields.iter().for_each(|f| self.visit(&f.shape));
        }
    }
}
