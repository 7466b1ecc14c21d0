//! Whether a text has a shape, and nothing else: the question that good input answers with yes.
//!
//! What [`super::check`] explains, this only decides, over the tape of the text and without
//! allocating. The two agree about every text; tests and fuzzing hold that.

use super::fault::Profile;
use super::kind::Kind;
use super::scan;
use super::shape::{ByKeyShape, EnumShape, ObjectShape, Shape, UnionShape};
use super::tape::{Document, ROOT, with_tape};

/// Whether [`check`](super::check) has nothing to tell about the text, not even an unknown field.
/// Many times faster than asking it.
pub fn fits(text: &str, shape: &Shape, profile: Profile) -> bool {
    with_tape(text, |document| document.fits(shape, profile))
}

/// Whether a type of that shape can be read from the text, without reading it.
pub fn reads(text: &str, shape: &Shape) -> bool {
    with_tape(text, |document| {
        document.is_json() && document.reads(ROOT, shape)
    })
}

impl Document<'_> {
    /// Whether the whole text fits the shape, with every name in it known to the profile.
    pub(crate) fn fits(&self, shape: &Shape, profile: Profile) -> bool {
        let fit = Fit {
            document: self,
            profile,
            named: true,
        };
        self.is_json() && fit.value(ROOT, shape)
    }

    /// Whether the types of the model can read a value as that shape.
    pub(crate) fn reads(&self, value: usize, shape: &Shape) -> bool {
        let fit = Fit {
            document: self,
            profile: Profile::Wire,
            named: false,
        };
        fit.value(value, shape)
    }
}

#[derive(Clone, Copy)]
struct Fit<'a> {
    document: &'a Document<'a>,
    profile: Profile,
    /// Whether fields, tags and values that the model does not name are a misfit.
    named: bool,
}

impl Fit<'_> {
    fn value(self, value: usize, shape: &Shape) -> bool {
        let document = self.document;
        let kind = document.kind(value);
        match shape {
            Shape::Any => true,
            Shape::AnyObject => kind == Kind::Object,
            Shape::Boolean => kind == Kind::Boolean,
            Shape::Null => kind == Kind::Null,
            Shape::String => kind == Kind::String && !document.is_broken(value),
            Shape::Enum(values) => kind == Kind::String && self.word(value, values),
            Shape::Number => kind == Kind::Number && self.is_finite(value),
            Shape::Integer { min, max } => {
                kind == Kind::Number
                    && document
                        .integer(value)
                        .is_some_and(|number| (*min..=*max).contains(&number))
            }
            Shape::Array(item) => {
                kind == Kind::Array && document.elements(value).all(|one| self.value(one, item))
            }
            Shape::Map(inner) => kind == Kind::Object && self.map(value, inner),
            Shape::Object(object) => kind == Kind::Object && self.object(value, object),
            Shape::Union(union) => match kind {
                Kind::Object => self.union(value, union),
                Kind::String => union.bare_string && !document.is_broken(value),
                _ => false,
            },
            Shape::ByKey(by_key) => kind == Kind::Object && self.by_key(value, by_key),
            Shape::Choice(choice) => {
                let shape = choice.alternatives.iter().find(|shape| shape.takes(kind));
                shape.is_some_and(|shape| self.value(value, shape))
            }
        }
    }

    fn word(self, value: usize, shape: &EnumShape) -> bool {
        let known = || {
            let mut values = shape.values.iter();
            values.any(|known| self.document.spells(value, known))
        };
        !self.document.is_broken(value) && (!self.named && shape.open || known())
    }

    fn is_finite(self, value: usize) -> bool {
        // Without an exponent it takes more than 300 digits to leave the range.
        let number = self.document.scalar(value);
        !self.document.is_special(value) && number.len() < 300
            || number.parse::<f64>().is_ok_and(f64::is_finite)
    }

    /// Whether an object has its keys once, and each of them is a string of characters.
    fn has_keys_once(self, object: usize) -> bool {
        let mut keys = self.document.keys(object);
        !keys.any(|key| self.document.is_broken(key))
            && !self.document.any_twice(|| self.document.keys(object))
    }

    fn map(self, map: usize, shape: &Shape) -> bool {
        let mut keys = self.document.keys(map);
        keys.all(|key| self.value(key + 1, shape)) && self.has_keys_once(map)
    }

    fn object(self, object: usize, shape: &ObjectShape) -> bool {
        let masks = shape.masks(self.profile);
        let (mut seen, mut likely, mut unknown) = (0u64, 0, 0);
        for key in self.document.keys(object) {
            let Some(field) = self.field(key, shape, likely) else {
                if self.named && !shape.lenient || self.document.is_broken(key) {
                    return false;
                }
                unknown += 1;
                continue;
            };
            let bit = 1 << field;
            if seen & bit != 0 || !self.member(key + 1, shape, field, masks.foreign & bit != 0) {
                return false;
            }
            seen |= bit;
            likely = field + 1;
        }
        masks.required & !seen == 0 && (unknown < 2 || self.has_keys_once(object))
    }

    /// The place of the field with that key: most likely the next one.
    #[inline]
    fn field(self, key: usize, shape: &ObjectShape, likely: usize) -> Option<usize> {
        let document = self.document;
        if document.is_special(key) {
            return self.special_field(key, shape);
        }
        let (bytes, start) = (document.text().as_bytes(), document.start(key));
        let length = document.scalar(key).len();
        let head = scan::head(bytes, start);
        match shape.keys.get(likely) {
            Some(next) if next.is(length, bytes, start, head) => Some(likely),
            _ => {
                let mut keys = shape.keys.iter();
                keys.position(|known| known.is(length, bytes, start, head))
            }
        }
    }

    #[cold]
    fn special_field(self, key: usize, shape: &ObjectShape) -> Option<usize> {
        let mut fields = shape.fields.iter();
        fields.position(|field| self.document.spells(key, field.name))
    }

    fn member(self, value: usize, object: &ObjectShape, field: usize, foreign: bool) -> bool {
        let field = &object.fields[field];
        let null = self.document.kind(value) == Kind::Null;
        if object.lenient {
            return !self.named || null || self.value(value, &field.shape);
        }
        if foreign {
            return false;
        }
        match field.constant {
            Some(constant) => {
                self.document.kind(value) == Kind::String && self.document.spells(value, constant)
            }
            None if null && field.null_is_absent() && !field.required_in(self.profile) => true,
            None => self.value(value, &field.shape),
        }
    }

    fn union(self, object: usize, union: &UnionShape) -> bool {
        let document = self.document;
        let Some(tag) = document.member(object, union.tag) else {
            return false;
        };
        if document.kind(tag) != Kind::String || document.is_broken(tag) {
            return false;
        }
        let documented = self.profile == Profile::Documented;
        let variant = document.with_string(tag, |tag| union.variant(tag));
        let variant = variant.filter(|v| !documented || v.is_documented());
        match variant {
            Some(variant) => self.object(object, variant.object),
            None => !self.named && self.is_unknown(object, union.tag),
        }
    }

    /// Whether an object that is kept whole is sound: its tag stands there once.
    fn is_unknown(self, object: usize, tag: &str) -> bool {
        let mut tags = 0;
        self.document.keys(object).all(|key| {
            tags += usize::from(self.document.spells(key, tag));
            !self.document.is_broken(key) && tags < 2
        })
    }

    fn by_key(self, object: usize, by_key: &ByKeyShape) -> bool {
        let has = |key: &str| self.document.member(object, key).is_some();
        let mut alternatives = by_key.counting(self.profile == Profile::Documented);
        let mut last = None;
        let meant = alternatives.find(|alternative| {
            last = Some(*alternative);
            alternative.key.is_none_or(has)
        });
        let meant = meant.or(last);
        meant.is_some_and(|alternative| self.value(object, &alternative.shape))
    }
}
