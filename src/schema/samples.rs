//! An example of every type, for the reference: what the examples of the roots have inside, and
//! where they have none, the fewest fields that a value needs.

use std::collections::BTreeMap;

use super::examples;
use super::node::{Node, Object};
use super::roots::ROOTS;
use crate::wire::{ObjectShape, Presence, Shape, UnionShape};

/// The first value of each named type inside the examples.
pub(crate) struct Samples(BTreeMap<&'static str, Node>);

impl Samples {
    pub(crate) fn all() -> Self {
        let mut samples = Samples(BTreeMap::new());
        for root in ROOTS {
            for example in examples::of(root.name()) {
                samples.visit(&root.shape, example);
            }
        }
        samples
    }

    fn visit(&mut self, shape: &'static Shape, value: &Node) {
        match (shape, value) {
            (Shape::Array(inner), Node::List(items)) => {
                items.iter().for_each(|item| self.visit(inner, item));
            }
            (Shape::Map(inner), Node::Object(members)) => {
                members
                    .members()
                    .for_each(|(_, item)| self.visit(inner, item));
            }
            (Shape::Object(object), Node::Object(members)) => self.object(object, members),
            (Shape::Union(union), _) => {
                self.keep(union.name, value);
                if let Node::Object(members) = value
                    && let Some(object) = variant(union, members)
                {
                    self.object(object, members);
                }
            }
            (Shape::Choice(choice), _) => {
                self.keep(choice.name, value);
                for alternative in choice.alternatives {
                    self.visit(alternative, value);
                }
            }
            (Shape::ByKey(by_key), Node::Object(members)) => {
                self.keep(by_key.name, value);
                let fits = |key: Option<&str>| key.is_none_or(|key| members.get(key).is_some());
                if let Some(found) = by_key.alternatives.iter().find(|a| fits(a.key)) {
                    self.visit(&found.shape, value);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &'static ObjectShape, members: &Object) {
        self.keep(object.name, &members.clone().into());
        for field in object.fields {
            if let Some(value) = members.get(field.name) {
                self.visit(&field.shape, value);
            }
        }
    }

    fn keep(&mut self, name: &'static str, value: &Node) {
        self.0.entry(name).or_insert_with(|| value.clone());
    }

    /// An example of the type, found or made. `name` is that of the field for which it is made.
    pub(crate) fn of(&self, shape: &Shape, name: &str) -> Node {
        let found = |name| self.0.get(name).cloned();
        match shape {
            Shape::Any | Shape::AnyObject => Object::new().into(),
            Shape::Boolean => Node::Bool(true),
            Shape::String => match name.strip_suffix("id") {
                Some("") => "id_1".into(),
                Some(stem) if stem.ends_with('_') => format!("{stem}1").into(),
                _ => name.replace('_', " ").into(),
            },
            Shape::Number => Node::Number("0.5".into()),
            Shape::Integer { min, max } => Node::Integer(1.clamp(*min, *max)),
            Shape::Null => Node::Null,
            Shape::Array(item) => Node::List(vec![self.of(item, name)]),
            Shape::Map(value) => Object::new().with("key", self.of(value, name)).into(),
            Shape::Enum(values) => values.values[0].into(),
            Shape::Object(object) => found(object.name).unwrap_or_else(|| self.fewest(object)),
            Shape::Union(union) => found(union.name)
                .unwrap_or_else(|| self.of(&Shape::Object(union.variants[0].object), name)),
            Shape::Choice(choice) => found(choice.name)
                .unwrap_or_else(|| self.of(choice.alternatives.last().expect("not empty"), name)),
            Shape::ByKey(by_key) => {
                found(by_key.name).unwrap_or_else(|| self.of(&by_key.alternatives[0].shape, name))
            }
        }
    }

    /// The fields that an object needs, or those that it may have if it needs none.
    fn fewest(&self, object: &ObjectShape) -> Node {
        let needs_none = object
            .fields
            .iter()
            .all(|f| f.presence == Presence::Optional);
        let mut out = Object::new();
        for field in object.fields {
            if needs_none || field.presence != Presence::Optional {
                let value = match field.constant {
                    Some(constant) => constant.into(),
                    None => self.of(&field.shape, field.name),
                };
                out.set(field.name, value);
            }
        }
        out.into()
    }
}

fn variant(union: &UnionShape, members: &Object) -> Option<&'static ObjectShape> {
    let Some(Node::String(tag)) = members.get(union.tag) else {
        return None;
    };
    let mut objects = union.variants.iter().map(|variant| variant.object);
    objects.find(|object| object.tags(union.tag).contains(&tag.as_str()))
}
