//! What a type looks like on the wire, as static data.
//!
//! Every model type describes itself once, in the table that also makes its Rust code. The schema
//! exporter, the structural checker and the value generators all read this description, so none
//! of them can know a field that the others do not.
#![cfg_attr(
    not(feature = "schemars"),
    allow(dead_code, reason = "only schemars asks for schemas")
)]

use super::fault::Profile;
use super::schemas::{Schemas, UnionSchemas};
use super::variants::{VariantCell, VariantIndex, VariantKeys};
use crate::json::JsonKind;

/// The wire form of one value.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Shape {
    /// Any JSON value, kept as text.
    Any,
    /// Any JSON object, kept as text.
    AnyObject,
    /// `true` or `false`.
    Boolean,
    /// A string.
    String,
    /// A finite number.
    Number,
    /// A number without a fractional part, within inclusive bounds.
    Integer {
        /// The smallest value accepted.
        min: i64,
        /// The largest value accepted.
        max: i64,
    },
    /// `null`.
    Null,
    /// An array of one shape.
    Array(&'static Shape),
    /// An object with free keys and values of one shape.
    Map(&'static Shape),
    /// A string with a list of known values.
    Enum(&'static EnumShape),
    /// An object with named fields.
    Object(&'static ObjectShape),
    /// An object whose tag field says which of several objects it is.
    Union(&'static UnionShape),
    /// One of several shapes that differ in their JSON kind.
    Choice(&'static ChoiceShape),
    /// One of several objects that differ in which key is there.
    ByKey(&'static ByKeyShape),
}

impl Shape {
    /// Whether a JSON value of this kind can have this shape at all.
    #[inline]
    pub const fn takes(&self, kind: JsonKind) -> bool {
        match self {
            Shape::Any => true,
            Shape::Boolean => matches!(kind, JsonKind::Boolean),
            Shape::String | Shape::Enum(_) => matches!(kind, JsonKind::String),
            Shape::Number | Shape::Integer { .. } => matches!(kind, JsonKind::Number),
            Shape::Null => matches!(kind, JsonKind::Null),
            Shape::Array(_) => matches!(kind, JsonKind::Array),
            Shape::AnyObject | Shape::Map(_) | Shape::Object(_) | Shape::ByKey(_) => {
                matches!(kind, JsonKind::Object)
            }
            Shape::Union(union) => {
                matches!(kind, JsonKind::Object)
                    || (union.bare_string && matches!(kind, JsonKind::String))
            }
            Shape::Choice(choice) => choice.takes(kind),
        }
    }

    /// The kind of its values, if they are all of one.
    pub(crate) fn only_kind(&self) -> Option<JsonKind> {
        let mut kinds = JsonKind::ALL.iter().filter(|kind| self.takes(**kind));
        kinds.next().filter(|_| kinds.next().is_none()).copied()
    }

    /// The name of its type, for the shapes that have one to themselves.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Shape::Enum(values) => Some(values.name),
            Shape::Object(object) => Some(object.name),
            Shape::Union(union) => Some(union.name),
            Shape::Choice(choice) => Some(choice.name),
            Shape::ByKey(by_key) => Some(by_key.name),
            _ => None,
        }
    }

    /// The way back to its type, likewise.
    pub(crate) fn schemas(&self) -> Option<Schemas> {
        match self {
            Shape::Enum(values) => Some(values.schemas),
            Shape::Object(object) => Some(object.schemas),
            Shape::Union(union) => Some(union.schemas.own),
            Shape::Choice(choice) => Some(choice.schemas),
            Shape::ByKey(by_key) => Some(by_key.schemas),
            _ => None,
        }
    }

    /// What to call this shape in a message.
    pub fn expected(&self) -> String {
        match self {
            Shape::Any => "any JSON value".into(),
            Shape::Boolean => "a boolean".into(),
            Shape::String | Shape::Enum(_) => "a string".into(),
            Shape::Number => "a number".into(),
            Shape::Integer { .. } => "an integer".into(),
            Shape::Null => "null".into(),
            Shape::Array(_) => "an array".into(),
            Shape::AnyObject | Shape::Map(_) => "an object".into(),
            Shape::Object(object) => format!("an object ({})", object.name),
            Shape::Union(union) if union.bare_string => {
                format!("a string or an object ({})", union.name)
            }
            Shape::Union(union) => format!("an object ({})", union.name),
            Shape::ByKey(by_key) => format!("an object ({})", by_key.name),
            Shape::Choice(choice) => {
                let all: Vec<_> = choice.alternatives.iter().map(Shape::expected).collect();
                all.join(" or ")
            }
        }
    }
}

/// Who says that something exists, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The documentation page shows it.
    Page,
    /// The official Python SDK 1.10 declares it; the page leaves it out.
    Sdk,
    /// Only the published server, or another SDK generation, has it.
    Server,
}

impl Origin {
    /// Reads the first letter of a source list such as `D S1.1-1.14 V24-27`: `D` is the page,
    /// `S` the SDK of the page's generation, `V` a server (or an SDK of another generation).
    pub const fn of(sources: &str) -> Origin {
        match sources.as_bytes() {
            [b'D', ..] => Origin::Page,
            [b'S', ..] => Origin::Sdk,
            _ => Origin::Server,
        }
    }

    /// Whether the documented profile contains it.
    pub const fn is_documented(self) -> bool {
        !matches!(self, Origin::Server)
    }
}

/// When a field has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Every source always sends it.
    Required,
    /// The documentation requires it, but published servers leave it out: optional in Rust.
    Expected,
    /// May be absent; `null` counts as absent.
    Optional,
}

/// One member of an object.
#[derive(Debug)]
pub struct FieldShape {
    /// The key on the wire.
    pub name: &'static str,
    /// What it means, as written in the Rust documentation.
    pub doc: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// When it has to be there.
    pub presence: Presence,
    /// Which sources have it, for example `D S1.1-1.14 V24-27`.
    pub sources: &'static str,
    /// The only string allowed, for tags of a single value.
    pub constant: Option<&'static str>,
}

impl FieldShape {
    /// Who says that this field exists.
    pub const fn origin(&self) -> Origin {
        Origin::of(self.sources)
    }

    /// Whether a profile refuses the object without it.
    pub const fn required_in(&self, profile: Profile) -> bool {
        match (self.presence, profile) {
            (Presence::Required, Profile::Wire) => true,
            (Presence::Required | Presence::Expected, Profile::Documented) => {
                self.origin().is_documented()
            }
            _ => false,
        }
    }

    /// Whether JSON `null` stands for "absent" here (and not for a value of the shape).
    pub const fn null_is_absent(&self) -> bool {
        !matches!(self.presence, Presence::Required) && !self.shape.takes(JsonKind::Null)
    }
}

/// An object with named fields; keys beyond them are kept and allowed.
#[derive(Debug)]
pub struct ObjectShape {
    /// The Rust name, also the name of the schema definition.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields, in the order of writing.
    pub fields: &'static [FieldShape],
    /// Which sources have it.
    pub sources: &'static str,
    /// A free-form object for which the fields are only the usual content: a value that does not
    /// fit its field is kept instead of refused.
    pub lenient: bool,
    /// The way back to its type, for schemars.
    pub(crate) schemas: Schemas,
}

impl ObjectShape {
    /// The fields that every source always sends, one bit for each.
    pub(crate) const fn required(&self) -> u64 {
        let (mut bits, mut at) = (0, 0);
        while at < self.fields.len() {
            if matches!(self.fields[at].presence, Presence::Required) {
                bits |= 1 << at;
            }
            at += 1;
        }
        bits
    }

    /// The field of that key.
    pub fn field(&self, name: &str) -> Option<&'static FieldShape> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The values by which this object is recognised in a union with that tag key.
    pub fn tags(&self, key: &str) -> &'static [&'static str] {
        match self.field(key) {
            Some(FieldShape {
                constant: Some(tag),
                ..
            }) => std::slice::from_ref(tag),
            Some(FieldShape {
                shape: Shape::Enum(tags),
                ..
            }) => tags.values,
            _ => &[],
        }
    }
}

/// A string with a list of known values.
#[derive(Debug)]
pub struct EnumShape {
    /// The Rust name, also the name of the schema definition.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The known values, in the order of the sources.
    pub values: &'static [&'static str],
    /// What each of them means.
    pub value_docs: &'static [&'static str],
    /// Whether unknown values are read and kept. Tags are closed: the union decides about those.
    pub open: bool,
    /// The way back to its type, for schemars.
    pub(crate) schemas: Schemas,
}

/// One variant of a union.
#[derive(Debug)]
pub struct VariantShape {
    /// The Rust name of the variant.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The object it holds; its origin is the variant's.
    pub object: &'static ObjectShape,
}

impl VariantShape {
    /// Whether the documented profile has the variant.
    pub const fn is_documented(&self) -> bool {
        Origin::of(self.object.sources).is_documented()
    }
}

/// An object whose tag field says which of several objects it is.
#[derive(Debug)]
pub struct UnionShape {
    /// The Rust name, also the name of the schema definition.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The key of the tag.
    pub tag: &'static str,
    /// The variants, in the order of the sources.
    pub variants: &'static [VariantShape],
    /// Whether a bare string may take the place of an object.
    pub bare_string: bool,
    /// The name of the schema definition of the objects alone, where a bare string may be
    /// instead.
    pub typed_name: &'static str,
    /// The name of the schema definition of an object with an unknown tag.
    pub unknown_name: &'static str,
    /// The way back to its type, for schemars.
    pub(crate) schemas: UnionSchemas,
    /// The variants by tag and by key. A function, because a constant may not refer to a cell.
    pub(crate) index: fn() -> &'static VariantCell,
}

impl UnionShape {
    /// The variants by tag and by key.
    #[inline]
    pub(crate) fn index(&self) -> &VariantIndex {
        let key = |field: &FieldShape| (field.name, field.presence == Presence::Required);
        let keys = |variant: &VariantShape| VariantKeys {
            tags: variant.object.tags(self.tag),
            fields: variant.object.fields.iter().map(key).collect(),
        };
        (self.index)().get_or_init(|| VariantIndex::new(self.tag, self.variants.iter().map(keys)))
    }

    /// The variant that has this tag.
    pub fn variant(&self, tag: &str) -> Option<&'static VariantShape> {
        let place = self.index().place(tag);
        place.map(|place| &self.variants[place])
    }

    /// All tags, in the order of the variants.
    pub fn tags(&self) -> impl Iterator<Item = &'static str> {
        self.variants
            .iter()
            .flat_map(|v| v.object.tags(self.tag).iter().copied())
    }
}

/// One of several shapes that differ in their JSON kind.
#[derive(Debug)]
pub struct ChoiceShape {
    /// The Rust name, also the name of the schema definition.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The alternatives; no two take the same JSON kind.
    pub alternatives: &'static [Shape],
    /// The way back to its type, for schemars.
    pub(crate) schemas: Schemas,
}

impl ChoiceShape {
    const fn takes(&self, kind: JsonKind) -> bool {
        let mut i = 0;
        while i < self.alternatives.len() {
            if self.alternatives[i].takes(kind) {
                return true;
            }
            i += 1;
        }
        false
    }
}

/// One alternative of a [`ByKeyShape`].
#[derive(Debug)]
pub struct KeyedShape {
    /// The Rust name of the variant.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Which sources have it.
    pub sources: &'static str,
    /// The key by which it is recognised; `None` for the last one, which takes what is left.
    pub key: Option<&'static str>,
    /// What the object looks like.
    pub shape: Shape,
}

/// One of several objects that have no tag in common: the first one whose key is there.
#[derive(Debug)]
pub struct ByKeyShape {
    /// The Rust name, also the name of the schema definition.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The alternatives, in the order in which their keys are looked for.
    pub alternatives: &'static [KeyedShape],
    /// The way back to its type, for schemars.
    pub(crate) schemas: Schemas,
}

impl ByKeyShape {
    /// The alternatives that count: the documented ones only, if there are any and only they are
    /// wanted.
    pub fn alternatives(&self, documented: bool) -> Vec<&'static KeyedShape> {
        let is_documented = |a: &KeyedShape| Origin::of(a.sources).is_documented();
        let only = documented && self.alternatives.iter().any(is_documented);
        let all = self.alternatives.iter();
        all.filter(|a| !only || is_documented(a)).collect()
    }
}
