//! One named defect that makes a valid document invalid, and the place where that must be found.

use super::scalar;
use super::valid::{kind, tower};
use crate::pointer;
use crate::sample::choices::Choices;
use crate::sample::tree::Tree;
use crate::wire::{
    FaultCode, FieldShape, JsonKind, MAX_DEPTH, ObjectShape, Origin, Profile, Shape, UnionShape,
    named_enum,
};

named_enum! {
    /// What was done to a valid document.
    #[non_exhaustive]
    pub enum Defect {
        /// A required field, or the tag of a union, is gone.
        FieldRemoved = "field-removed",
        /// A value of a JSON type that its place does not take.
        TypeChanged = "type-changed",
        /// A constant is another string.
        ConstantChanged = "constant-changed",
        /// The tag of a union is a string that is no tag (documented profile only).
        TagUnknown = "tag-unknown",
        /// A value of an enum is a string that is none of its values (documented profile only).
        ValueUnknown = "value-unknown",
        /// A member of an object appears twice.
        KeyDoubled = "key-doubled",
        /// A key holds half a surrogate pair.
        KeyBroken = "key-broken",
        /// A string holds half a surrogate pair.
        StringBroken = "string-broken",
        /// A number is beyond the bounds of its place.
        NumberOutOfRange = "number-out-of-range",
        /// A whole number got a fraction.
        FractionAdded = "fraction-added",
        /// Free-form JSON nests one level too deep.
        NestedTooDeep = "nested-too-deep",
        /// Another value follows the document.
        TextAppended = "text-appended",
    }
}

/// Where a document can be changed, and how.
pub(super) struct Site {
    /// The way to the value: indices of members and elements.
    path: Vec<usize>,
    defect: Defect,
    pub(super) code: FaultCode,
    /// Where the defect must be found.
    pub(super) pointer: String,
    /// What the new value has to differ from.
    shape: Shape,
    /// Whether null is as good as nothing here.
    null_is_absent: bool,
}

impl Site {
    pub(super) fn defect(&self) -> Defect {
        self.defect
    }

    /// Makes the defect.
    pub(super) fn apply(&self, document: &mut Tree, choices: &mut Choices<'_>) {
        let (last, parent) = match self.path.split_last() {
            Some((last, parents)) => (*last, walk(document, parents)),
            None => (0, document),
        };
        match (self.defect, parent) {
            (Defect::FieldRemoved, Tree::Object(members)) => {
                members.remove(last);
            }
            (Defect::KeyDoubled, Tree::Object(members)) => {
                let twin = members[last].clone();
                members.insert(last + 1, twin);
            }
            (Defect::KeyBroken, Tree::Object(members)) => {
                members[last].spelling = scalar::broken_string(choices);
            }
            (_, parent) => {
                let place = match self.path[..] {
                    [] => parent,
                    _ => child(parent, last),
                };
                let new = self.replacement(place, choices);
                *place = new;
            }
        }
    }

    fn replacement(&self, old: &Tree, choices: &mut Choices<'_>) -> Tree {
        match self.defect {
            Defect::TypeChanged => {
                let fits = |tree: &Tree| {
                    self.shape.takes(kind(tree))
                        || (self.null_is_absent && kind(tree) == JsonKind::Null)
                };
                let all = [
                    Tree::token("null"),
                    Tree::token("true"),
                    Tree::token("7"),
                    Tree::token("\"text\""),
                    Tree::Array(vec![]),
                    // What an object looks like to those who read structs from arrays.
                    Tree::Array(match old {
                        Tree::Object(members) => members.iter().map(|m| m.value.clone()).collect(),
                        _ => vec![Tree::token("1")],
                    }),
                    Tree::Object(vec![]),
                ];
                let wrong: Vec<&Tree> = all.iter().filter(|tree| !fits(tree)).collect();
                wrong[choices.below(wrong.len())].clone()
            }
            Defect::ConstantChanged | Defect::TagUnknown | Defect::ValueUnknown => {
                Tree::token("\"no such value\"")
            }
            Defect::StringBroken => Tree::Token(scalar::broken_string(choices)),
            Defect::NumberOutOfRange => Tree::token(match self.shape {
                Shape::Integer { max: 255, .. } => {
                    choices.one_of(&["256", "-1", "2.56e2", "1e400"])
                }
                Shape::Integer { .. } => choices.one_of(&[
                    "9223372036854775808",
                    "-9223372036854775808",
                    "1e19",
                    "9223372036854775808.0",
                    "1e400",
                    "-123456789012345678901234567890",
                ]),
                _ => choices.one_of(&["1e400", "-1e309", "1.7976931348623159e308"]),
            }),
            Defect::FractionAdded => {
                Tree::token(choices.one_of(&["1.5", "-0.5", "1e-2", "4503599627370495.5"]))
            }
            Defect::NestedTooDeep => {
                let around = u8::try_from(self.path.len()).expect("a valid document is not deep");
                tower(MAX_DEPTH - around + 1)
            }
            _ => old.clone(),
        }
    }
}

fn child(tree: &mut Tree, index: usize) -> &mut Tree {
    match tree {
        Tree::Array(items) => &mut items[index],
        Tree::Object(members) => &mut members[index].value,
        Tree::Token(_) => unreachable!("a path leads through arrays and objects"),
    }
}

fn walk<'t>(tree: &'t mut Tree, path: &[usize]) -> &'t mut Tree {
    path.iter().fold(tree, |tree, index| child(tree, *index))
}

/// Finds the places of a valid document where a defect makes it invalid.
pub(super) struct Survey {
    profile: Profile,
    path: Vec<usize>,
    pointer: String,
    pub(super) sites: Vec<Site>,
}

impl Survey {
    pub(super) fn of(document: &Tree, shape: &Shape, profile: Profile) -> Vec<Site> {
        let mut survey = Survey {
            profile,
            path: Vec::new(),
            pointer: String::new(),
            sites: Vec::new(),
        };
        survey.site(Defect::TextAppended, FaultCode::InvalidJson, shape);
        survey.value(document, shape, false);
        survey.sites
    }

    fn site(&mut self, defect: Defect, code: FaultCode, shape: &Shape) {
        self.sites.push(Site {
            path: self.path.clone(),
            defect,
            code,
            pointer: self.pointer.clone(),
            shape: *shape,
            null_is_absent: false,
        });
    }

    fn inside(&mut self, index: usize, segment: &str, look: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.path.push(index);
        pointer::push(&mut self.pointer, segment);
        look(self);
        self.pointer.truncate(length);
        self.path.pop();
    }

    fn value(&mut self, tree: &Tree, shape: &Shape, null_is_absent: bool) {
        if null_is_absent && kind(tree) == JsonKind::Null {
            return;
        }
        if !matches!(shape, Shape::Any) {
            self.site(Defect::TypeChanged, FaultCode::WrongType, shape);
            if let Some(site) = self.sites.last_mut() {
                site.null_is_absent = null_is_absent;
            }
        }
        match (shape, tree) {
            (Shape::Any | Shape::AnyObject, _) => self.free(tree),
            (Shape::String, _) => self.site(Defect::StringBroken, FaultCode::InvalidString, shape),
            (Shape::Enum(values), _) => {
                self.site(Defect::StringBroken, FaultCode::InvalidString, shape);
                if !values.open {
                    self.site(Defect::ConstantChanged, FaultCode::WrongConstant, shape);
                } else if self.profile == Profile::Documented {
                    let code = match values.values {
                        [_] => FaultCode::UnknownConstant,
                        _ => FaultCode::UnknownValue,
                    };
                    self.site(Defect::ValueUnknown, code, shape);
                }
            }
            (Shape::Number, _) => self.site(Defect::NumberOutOfRange, FaultCode::OutOfRange, shape),
            (Shape::Integer { .. }, _) => {
                self.site(Defect::NumberOutOfRange, FaultCode::OutOfRange, shape);
                self.site(Defect::FractionAdded, FaultCode::WrongType, shape);
            }
            (Shape::Array(item), Tree::Array(items)) => {
                for (i, tree) in items.iter().enumerate() {
                    self.inside(i, &i.to_string(), |s| s.value(tree, item, false));
                }
            }
            (Shape::Map(value), Tree::Object(members)) => {
                self.keys(tree);
                for (i, member) in members.iter().enumerate() {
                    self.inside(i, &member.key, |s| s.value(&member.value, value, false));
                }
            }
            (Shape::Object(object), Tree::Object(_)) => self.object(tree, object, None),
            (Shape::Union(union), Tree::Object(_)) => self.union(tree, union),
            (Shape::Union(_), _) => {
                self.site(Defect::StringBroken, FaultCode::InvalidString, shape)
            }
            (Shape::ByKey(by_key), Tree::Object(members)) => {
                let alternatives = by_key.alternatives(self.profile == Profile::Documented);
                let place = |key: &str| members.iter().position(|m| m.key == key);
                let meant = alternatives
                    .iter()
                    .find(|a| a.key.is_none_or(|key| place(key).is_some()));
                let Some(meant) = meant else { return };
                let sites = self.sites.len();
                self.alternative(tree, &meant.shape);
                // Without its key it would be another alternative.
                let mut own = self.path.clone();
                own.extend(meant.key.and_then(place));
                let of_key = |site: &Site| site.defect == Defect::FieldRemoved && site.path == own;
                let mut at = 0;
                self.sites.retain(|site| {
                    at += 1;
                    at <= sites || !of_key(site)
                });
            }
            (Shape::Choice(choice), _) => {
                let alternative = choice.alternatives.iter().find(|s| s.takes(kind(tree)));
                self.alternative(tree, alternative.expect("the document is valid"));
            }
            _ => {}
        }
    }

    /// One of several shapes: the site for a wrong type is that of all, the others are its own.
    fn alternative(&mut self, tree: &Tree, shape: &Shape) {
        let sites = self.sites.len();
        self.value(tree, shape, false);
        let path = &self.path;
        let mut at = 0;
        self.sites.retain(|site| {
            at += 1;
            let here = site.path == *path && site.defect == Defect::TypeChanged;
            at <= sites || !here
        });
    }

    /// Free-form JSON: only its depth can be wrong.
    fn free(&mut self, tree: &Tree) {
        if let Tree::Object(members) = tree {
            for (i, member) in members.iter().enumerate() {
                // A duplicate key would make the pointer ambiguous.
                if members.iter().filter(|m| m.key == member.key).count() == 1 {
                    self.inside(i, &member.key, |s| s.too_deep());
                }
            }
        } else {
            self.too_deep();
        }
    }

    fn too_deep(&mut self) {
        self.site(Defect::NestedTooDeep, FaultCode::TooDeep, &Shape::Any);
        let levels = usize::from(MAX_DEPTH) - self.path.len();
        if let Some(site) = self.sites.last_mut() {
            site.pointer.push_str(&"/0".repeat(levels));
        }
    }

    /// Every member may be doubled, every key broken.
    fn keys(&mut self, tree: &Tree) {
        let Tree::Object(members) = tree else { return };
        for (i, member) in members.iter().enumerate() {
            let pointer = self.pointer.clone();
            self.inside(i, &member.key, |s| {
                s.site(Defect::KeyDoubled, FaultCode::DuplicateKey, &Shape::Any);
                s.site(Defect::KeyBroken, FaultCode::InvalidString, &Shape::Any);
                if let Some(site) = s.sites.last_mut() {
                    site.pointer = pointer;
                }
            });
        }
    }

    fn object(&mut self, tree: &Tree, shape: &'static ObjectShape, tag: Option<&str>) {
        let Tree::Object(members) = tree else { return };
        self.keys(tree);
        for (i, member) in members.iter().enumerate() {
            let pointer = self.pointer.clone();
            self.inside(i, &member.key, |s| match shape.field(&member.key) {
                None => s.free(&member.value),
                // What the tag may be is for the union to say.
                Some(_) if tag == Some(&*member.key) => {}
                Some(_) if shape.lenient => {}
                Some(field) => s.field(&member.value, field, pointer),
            });
        }
    }

    fn field(&mut self, tree: &Tree, field: &'static FieldShape, object: String) {
        if self.profile == Profile::Documented && !field.origin().is_documented() {
            return;
        }
        let required = field.required_in(self.profile);
        if required {
            self.site(Defect::FieldRemoved, FaultCode::MissingField, &field.shape);
            if let Some(site) = self.sites.last_mut() {
                site.pointer = object;
            }
        }
        if field.constant.is_some() {
            self.site(
                Defect::ConstantChanged,
                FaultCode::WrongConstant,
                &field.shape,
            );
        }
        self.value(tree, &field.shape, field.null_is_absent() && !required);
    }

    fn union(&mut self, tree: &Tree, union: &'static UnionShape) {
        let Tree::Object(members) = tree else { return };
        let Some(at) = members.iter().position(|m| m.key == union.tag) else {
            return;
        };
        let pointer = self.pointer.clone();
        self.inside(at, union.tag, |s| {
            s.site(
                Defect::FieldRemoved,
                FaultCode::MissingField,
                &Shape::String,
            );
            if let Some(site) = s.sites.last_mut() {
                site.pointer = pointer;
            }
            s.site(Defect::TypeChanged, FaultCode::WrongType, &Shape::String);
            s.site(
                Defect::StringBroken,
                FaultCode::InvalidString,
                &Shape::String,
            );
            if s.profile == Profile::Documented {
                s.site(Defect::TagUnknown, FaultCode::UnknownTag, &Shape::String);
            }
        });
        let Tree::Token(tag) = &members[at].value else {
            return;
        };
        let tag: String = serde_json::from_str(tag).expect("a tag is a string");
        match union.variant(&tag) {
            Some(variant) if self.holds(variant.object) => {
                self.object(tree, variant.object, Some(union.tag));
            }
            _ => {
                // Kept whole: only the tag may not come twice.
                self.inside(at, union.tag, |s| {
                    s.site(Defect::KeyDoubled, FaultCode::DuplicateKey, &Shape::Any);
                });
            }
        }
    }

    fn holds(&self, object: &ObjectShape) -> bool {
        self.profile == Profile::Wire || Origin::of(object.sources).is_documented()
    }
}
