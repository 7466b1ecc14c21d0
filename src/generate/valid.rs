//! From a shape to a document that has it.

use super::scalar;
use crate::sample::choices::Choices;
use crate::sample::tree::{Member, Tree};
use crate::wire::{
    ByKeyShape, FieldShape, JsonKind, MAX_DEPTH, ObjectShape, Origin, Presence, Profile, Shape,
    UnionShape,
};

/// Makes documents that a profile accepts.
pub(super) struct Generator<'a, 'c> {
    choices: &'a mut Choices<'c>,
    profile: Profile,
    /// How many arrays and objects are open.
    depth: u8,
    /// How many more values may be made beyond those that are required.
    budget: u32,
}

/// The levels that a part leaves to what it is put into.
#[cfg(any(feature = "proptest", feature = "arbitrary"))]
const AROUND_A_PART: u8 = MAX_DEPTH / 2;

impl<'a, 'c> Generator<'a, 'c> {
    /// A generator of documents.
    pub(super) fn new(choices: &'a mut Choices<'c>, profile: Profile) -> Self {
        Generator {
            choices,
            profile,
            depth: 0,
            budget: 2000,
        }
    }

    /// A generator of values that may become parts of others: a document has a limited depth.
    #[cfg(any(feature = "proptest", feature = "arbitrary"))]
    pub(super) fn of_parts(choices: &'a mut Choices<'c>) -> Self {
        Generator {
            depth: AROUND_A_PART,
            ..Generator::new(choices, Profile::Wire)
        }
    }

    /// A document of the shape.
    pub(super) fn value(&mut self, shape: &Shape) -> Tree {
        self.budget = self.budget.saturating_sub(1);
        match shape {
            Shape::Any => self.any(3),
            Shape::AnyObject => self.any_object(3, &[]),
            Shape::Boolean => Tree::token(self.choices.one_of(&["false", "true"])),
            Shape::String => self.string(),
            Shape::Number => Tree::Token(scalar::number(self.choices)),
            Shape::Integer { min, max } => Tree::Token(scalar::integer(*min, *max, self.choices)),
            Shape::Null => Tree::token("null"),
            Shape::Array(item) => Tree::Array(self.nested(|g| {
                let count = g.count();
                (0..count).map(|_| g.value(item)).collect()
            })),
            Shape::Map(value) => Tree::Object(self.nested(|g| {
                let mut members = Vec::new();
                for _ in 0..g.count() {
                    let key = g.fresh_key(&members, &[]);
                    let value = g.value(value);
                    members.push(g.member(key, value));
                }
                members
            })),
            Shape::Enum(values) => {
                let open = values.open && self.profile == Profile::Wire;
                let at = self.choices.below(values.values.len() + usize::from(open));
                match values.values.get(at) {
                    Some(value) => self.spelled(value),
                    None => {
                        let value = self.other_than(|value| values.values.contains(&value));
                        self.spelled(&value)
                    }
                }
            }
            Shape::Object(object) => self.object(object),
            Shape::Union(union) => self.union(union),
            Shape::ByKey(by_key) => self.by_key(by_key),
            Shape::Choice(choice) => {
                let at = self.choices.below(choice.alternatives.len());
                self.value(&choice.alternatives[at])
            }
        }
    }

    fn nested<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let made = make(self);
        self.depth -= 1;
        made
    }

    /// Whether to add something that need not be there.
    fn more(&mut self) -> bool {
        self.budget > 0 && self.choices.maybe()
    }

    fn count(&mut self) -> usize {
        if self.budget == 0 {
            return 0;
        }
        self.choices
            .one_of(&[0, 1, 1, 2, 2, 3, 0, 1, 2, 3, 1, 2, 3, 4, 5, 40])
    }

    fn string(&mut self) -> Tree {
        let string = scalar::string(self.choices);
        self.spelled(&string)
    }

    fn spelled(&mut self, string: &str) -> Tree {
        Tree::Token(scalar::spell(string, self.choices))
    }

    fn member(&mut self, key: String, value: Tree) -> Member {
        let spelling = scalar::spell(&key, self.choices);
        Member {
            key,
            spelling,
            value,
        }
    }

    /// A string that is none of the known ones.
    fn other_than(&mut self, known: impl Fn(&str) -> bool) -> String {
        let mut value = match self.choices.below(2) {
            0 => "other".into(),
            _ => scalar::string(self.choices),
        };
        while known(&value) {
            value.push('_');
        }
        value
    }

    fn fresh_key(&mut self, members: &[Member], known: &[&str]) -> String {
        self.other_than(|key| known.contains(&key) || members.iter().any(|m| m.key == key))
    }

    fn object(&mut self, shape: &'static ObjectShape) -> Tree {
        let members = self.nested(|g| {
            // What there is comes before what it is like: a large value may use up all decisions.
            let present: Vec<_> = shape.fields.iter().filter(|f| g.is_there(f)).collect();
            let null = g
                .choices
                .rarely(4)
                .then(|| g.choices.below(present.len().max(1)));
            let extra = g.budget > 0 && g.choices.rarely(4);
            let mut members = Vec::new();
            for (at, field) in present.into_iter().enumerate() {
                let null = null == Some(at) && field.null_is_absent() && !g.needs(field);
                let value = if null {
                    Tree::token("null")
                } else {
                    g.field(shape, field)
                };
                members.push(g.member(field.name.into(), value));
            }
            if extra {
                g.extra(&mut members, &field_names(shape), false);
            }
            g.order(&mut members);
            members
        });
        Tree::Object(members)
    }

    /// Whether the field has to be there. What every source sends is there in any profile, so that
    /// the types can read it.
    fn needs(&self, field: &FieldShape) -> bool {
        field.presence == Presence::Required
            || field.constant.is_some()
            || field.required_in(self.profile)
    }

    fn is_there(&mut self, field: &FieldShape) -> bool {
        let known = self.profile == Profile::Wire || field.origin().is_documented();
        self.needs(field) || (known && self.more())
    }

    fn field(&mut self, object: &ObjectShape, field: &FieldShape) -> Tree {
        match field.constant {
            Some(constant) => self.spelled(constant),
            None if object.lenient && self.choices.rarely(6) => self.any(2),
            None => self.value(&field.shape),
        }
    }

    /// Members that the model does not name.
    fn extra(&mut self, members: &mut Vec<Member>, known: &[&str], twice: bool) {
        for _ in 0..=self.choices.below(3) {
            let key = self.fresh_key(members, known);
            let value = self.any(2);
            members.push(self.member(key, value));
        }
        if twice && self.choices.rarely(8) {
            // In free-form JSON a key may appear twice.
            let at = self.choices.below(members.len());
            members.push(members[at].clone());
        }
    }

    /// Puts the members in another order, half of the time.
    fn order(&mut self, members: &mut [Member]) {
        if self.choices.maybe() {
            for i in (1..members.len()).rev() {
                members.swap(i, i - self.choices.below(i + 1));
            }
        }
    }

    fn union(&mut self, union: &'static UnionShape) -> Tree {
        let wire = self.profile == Profile::Wire;
        let variants: Vec<_> = union
            .variants
            .iter()
            .filter(|v| wire || Origin::of(v.object.sources).is_documented())
            .collect();
        let others = usize::from(wire) + usize::from(union.bare_string);
        let at = self.choices.below(variants.len() + others);
        if let Some(variant) = variants.get(at) {
            return self.object(variant.object);
        }
        if union.bare_string && at == variants.len() {
            return self.string();
        }
        let tag = self.other_than(|tag| union.variant(tag).is_some());
        self.unknown(union.tag, &tag)
    }

    /// Any object with this tag.
    pub(super) fn unknown(&mut self, key: &str, tag: &str) -> Tree {
        let value = self.spelled(tag);
        let tag = self.member(key.into(), value);
        let mut others = self.any_object(2, &[key]);
        if let Tree::Object(members) = &mut others {
            members.insert(0, tag);
            self.order(members);
        }
        others
    }

    fn by_key(&mut self, by_key: &ByKeyShape) -> Tree {
        let alternatives = by_key.alternatives(self.profile == Profile::Documented);
        let at = self.choices.below(alternatives.len());
        let mut object = self.value(&alternatives[at].shape);
        // The key of an alternative before it would make it that one.
        let earlier: Vec<_> = alternatives[..at].iter().filter_map(|a| a.key).collect();
        if let Tree::Object(members) = &mut object {
            members.retain(|member| !earlier.contains(&&*member.key));
        }
        object
    }

    /// Any JSON value, with a limited number of levels.
    fn any(&mut self, levels: u8) -> Tree {
        self.budget = self.budget.saturating_sub(1);
        let kinds = if levels == 0 || self.budget == 0 || self.depth == MAX_DEPTH {
            6
        } else {
            10
        };
        match self.choices.below(kinds) {
            0 => Tree::token("null"),
            1 => Tree::token(self.choices.one_of(&["true", "false"])),
            2 | 3 => Tree::Token(scalar::any_number(self.choices)),
            4 => self.string(),
            5 if self.choices.rarely(4) => Tree::Token(scalar::broken_string(self.choices)),
            5 => self.string(),
            6 | 7 => Tree::Array(self.nested(|g| {
                let count = g.count();
                (0..count).map(|_| g.any(levels - 1)).collect()
            })),
            _ if self.choices.rarely(16) => tower(MAX_DEPTH - self.depth),
            _ => self.any_object(levels, &[]),
        }
    }

    fn any_object(&mut self, levels: u8, known: &[&str]) -> Tree {
        Tree::Object(self.nested(|g| {
            let mut members = Vec::new();
            let count = if g.depth == MAX_DEPTH { 0 } else { g.count() };
            for _ in 0..count {
                let key = g.fresh_key(&members, known);
                let value = g.any(levels.saturating_sub(1));
                members.push(g.member(key, value));
            }
            if g.budget > 0 && g.choices.rarely(4) {
                g.extra(&mut members, known, true);
            }
            members
        }))
    }
}

/// So many arrays, one in the other.
pub(super) fn tower(levels: u8) -> Tree {
    (1..levels).fold(Tree::Array(Vec::new()), |inner, _| Tree::Array(vec![inner]))
}

fn field_names(shape: &ObjectShape) -> Vec<&'static str> {
    shape.fields.iter().map(|field| field.name).collect()
}

/// The kind of a document.
pub(super) fn kind(tree: &Tree) -> JsonKind {
    match tree {
        Tree::Array(_) => JsonKind::Array,
        Tree::Object(_) => JsonKind::Object,
        Tree::Token(text) => JsonKind::of(text.as_bytes()[0]).expect("a token is JSON"),
    }
}
