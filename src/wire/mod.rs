//! What types look like on the wire, as data; free-form JSON and unknown values.
//!
//! Every type of the model comes from a table that gives the Rust type, its reader and writer, its serde
//! impls, its JSON Schema and its [`Shape`]: the description that the schemas, the checks and the generators
//! of values read. It is here for tools that want to know a type:
//!
//! ```
//! use agentlin_types::Task;
//! use agentlin_types::wire::{Shape, Wire};
//!
//! let Shape::Object(task) = Task::SHAPE else { unreachable!() };
//! let status = task.field("status").unwrap();
//! assert!(status.origin().is_documented());
//! let Shape::Enum(states) = status.shape else { unreachable!() };
//! assert!(states.open && states.values.contains(&"input-required"));
//! ```

mod alternatives;
mod check;
mod collections;
mod deserialize;
mod error;
mod extra;
mod fault;
mod field;
mod fields;
mod free_form;
mod into_option;
mod key;
mod keyed_union;
mod kind_union;
mod kinds;
mod object;
mod pairs;
mod scalar;
mod schemas;
mod secret;
mod shape;
mod sources;
mod string_enum;
mod tag;
mod tagged;
mod union;
mod variants;
mod visit;

pub use crate::json::{JsonError, JsonKind, JsonObject, JsonValue, MAX_DEPTH};
#[doc(hidden)]
pub use check::check;
pub(crate) use check::unknown_field;
pub use collections::{ExtraIter, MapIter};
pub(crate) use deserialize::deserialize;
pub use error::DecodeError;
pub(crate) use error::read_or_explain;
pub use extra::{Extra, Unknown, UnknownValue};
pub(crate) use fault::{Detail, FIRST_AT, first_at};
pub use fault::{Fault, FaultCode, Profile};
pub(crate) use field::field;
pub(crate) use fields::{Fields, Member};
pub(crate) use free_form::read_all;
pub use into_option::IntoOption;
pub(crate) use key::{Key, KeyIndex};
pub(crate) use pairs::typed;
pub use scalar::Map;
#[cfg(feature = "schemars")]
pub(crate) use schemas::{NotNull, Typed, UnknownTag};
pub(crate) use schemas::{Schemas, UnionSchemas};
pub use secret::Secret;
pub use shape::{
    ByKeyShape, ChoiceShape, EnumShape, FieldShape, KeyedShape, ObjectShape, Origin, Presence,
    Shape, UnionShape, VariantShape,
};

pub(crate) use crate::json::from_text;
pub use crate::known::NotKnown;
pub(crate) use crate::known::{known_values, named_enum};
pub(crate) use alternatives::alternatives;
pub(crate) use keyed_union::keyed_union;
pub(crate) use kind_union::kind_union;
pub use kinds::WrongKind;
pub(crate) use kinds::{kinds, tags_from};
pub(crate) use object::object;
pub(crate) use sources::sources;
pub(crate) use string_enum::string_enum;
pub(crate) use tag::Variant;
pub use tagged::Tagged;
pub(crate) use union::union;
pub(crate) use variants::VariantCell;
pub(crate) use visit::{
    BareRules, Field, Kept, Number, Object, Others, Rules, Text, UnionRules, View, Visit, Visitor,
    kept_alone, string_at, visit_lenient, visit_optional, visit_required,
};

use crate::json::{Mismatch, Reader, Writer};

/// A type with a place on the wire.
///
/// Implemented for every model type and for what their fields are made of. Use
/// [`crate::decode`] and [`crate::encode`] (or serde_json) to read and write; this trait is the
/// machinery below them and the way to reach a type's [`Shape`]. It is sealed: what its methods take
/// cannot be named outside of this crate.
pub trait Wire: Sized {
    /// What the type looks like on the wire.
    const SHAPE: Shape;

    /// Reads one value.
    #[doc(hidden)]
    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch>;

    /// Reads an array of values.
    #[doc(hidden)]
    fn read_list(reader: &mut Reader<'_>) -> Result<Vec<Self>, Mismatch> {
        reader.list(Self::read)
    }

    /// Writes the value.
    #[doc(hidden)]
    fn write(&self, writer: &mut Writer);
}

/// What an object of the model looks like. That the type is one is known when it is compiled.
pub(crate) const fn object_shape<T: Wire>() -> &'static ObjectShape {
    const {
        match T::SHAPE {
            Shape::Object(shape) => shape,
            _ => panic!("not an object of the model"),
        }
    }
}

/// Whether null comes next in place of absent; it is consumed then. Where null is itself a value of
/// the type, it is that.
#[inline]
pub(crate) fn null_is_absent<T: Wire>(reader: &mut Reader<'_>) -> Result<bool, Mismatch> {
    Ok(!const { T::SHAPE.takes(JsonKind::Null) } && reader.null()?)
}

/// Sets a field for the first time: without code that would drop what it had.
#[inline(always)]
pub(crate) fn fill<T>(field: &mut T, value: T) {
    std::mem::forget(std::mem::replace(field, value));
}

/// Reads the value of a field that may be null instead of absent.
// To its place and not as a result: large values are moved less often.
#[inline(never)]
pub(crate) fn read_optional<T: Wire>(
    reader: &mut Reader<'_>,
    field: &mut Option<T>,
) -> Result<(), Mismatch> {
    if null_is_absent::<T>(reader)? {
        return Ok(());
    }
    T::read(reader).map(|value| fill(field, Some(value)))
}
