//! `JsonSchema` for what the tables do not make: free-form JSON, maps, and the definitions without a
//! Rust type of their own.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::build::Builder;
use crate::wire::{
    ChoiceShape, Extra, JsonKind, JsonObject, JsonValue, Map, NotNull, Shape, Typed, UnionShape,
    UnknownTag, Wire,
};

/// Distinguishes a type from others of the same name, including other versions of itself.
macro_rules! id {
    ($name:ident) => {
        concat!(
            module_path!(),
            "::",
            stringify!($name),
            " ",
            env!("CARGO_PKG_VERSION")
        )
    };
}
pub(crate) use id;

/// The schema of a type: its definition, or what is written in its place where it has none.
pub(crate) fn definition(shape: &Shape, generator: &mut SchemaGenerator) -> Schema {
    Builder::new(generator).definition(shape)
}

/// Whether a named shape has no definition of its own.
pub(crate) fn is_inline(shape: &Shape) -> bool {
    // Null is beside the definition of a choice, so the two of them together have none.
    matches!(shape, Shape::Choice(_)) && shape.takes(JsonKind::Null)
}

macro_rules! free_form {
    ($($(#[$doc:meta])* $name:ident as $shape:expr;)*) => {$(
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> Cow<'static, str> {
                id!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                definition(&$shape, generator)
            }
        }
    )*};
}
free_form! {
    JsonValue as Shape::Any;
    JsonObject as Shape::AnyObject;
    Extra as Shape::AnyObject;
}

impl<T: JsonSchema> JsonSchema for Map<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Map_of_{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("{} of {}", id!(Map), T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let values = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": values })
    }
}

fn union<T: Wire>() -> &'static UnionShape {
    match T::SHAPE {
        Shape::Union(union) => union,
        _ => unreachable!("only unions have such definitions"),
    }
}

fn choice<T: Wire>() -> &'static ChoiceShape {
    match T::SHAPE {
        Shape::Choice(choice) => choice,
        _ => unreachable!("only choices have such definitions"),
    }
}

impl<T: Wire + JsonSchema> JsonSchema for Typed<T> {
    fn schema_name() -> Cow<'static, str> {
        union::<T>().typed_name.into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("typed {}", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Builder::new(generator).typed_union(union::<T>())
    }
}

impl<T: Wire + JsonSchema> JsonSchema for UnknownTag<T> {
    fn schema_name() -> Cow<'static, str> {
        union::<T>().unknown_name.into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("unknown {}", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Builder::new(generator).unknown_tag(union::<T>())
    }
}

impl<T: Wire + JsonSchema> JsonSchema for NotNull<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        // A choice that does not take null is its own definition: that is not to be there twice.
        if T::SHAPE.takes(JsonKind::Null) {
            format!("not null {}", T::schema_id()).into()
        } else {
            T::schema_id()
        }
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Builder::new(generator).choice(choice::<T>())
    }
}
