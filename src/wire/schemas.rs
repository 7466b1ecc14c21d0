//! From a shape back to its Rust type, the way schemars asks for schemas.
#![cfg_attr(
    not(feature = "schemars"),
    allow(dead_code, reason = "only schemars asks for schemas")
)]

#[cfg(feature = "schemars")]
use std::marker::PhantomData;

#[cfg(feature = "schemars")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// The objects of a union where a bare string may take their place.
#[cfg(feature = "schemars")]
pub(crate) struct Typed<T>(PhantomData<T>);

/// An object of a union with an unknown tag.
#[cfg(feature = "schemars")]
pub(crate) struct UnknownTag<T>(PhantomData<T>);

/// A choice without null, which is written beside its definition.
#[cfg(feature = "schemars")]
pub(crate) struct NotNull<T>(PhantomData<T>);

/// Makes the schema of a named shape's type.
///
/// A shape is data and has no type, but schemars decides by type what to refer to, inline, rename or
/// look at again. So each named shape carries schemars' two functions for its own type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schemas {
    /// A reference to the type's definition, or the whole schema, as the generator's settings say.
    #[cfg(feature = "schemars")]
    pub(crate) part: fn(&mut SchemaGenerator) -> Schema,
    /// A schema document of the type.
    #[cfg(feature = "schemars")]
    pub(crate) document: fn(SchemaGenerator) -> Schema,
}

#[cfg(feature = "schemars")]
impl Schemas {
    pub(crate) const fn of<T: JsonSchema>() -> Self {
        Schemas {
            part: SchemaGenerator::subschema_for::<T>,
            document: SchemaGenerator::into_root_schema_for::<T>,
        }
    }

    /// Of a choice: its definition leaves null out.
    pub(crate) const fn of_choice<T>() -> Self
    where
        NotNull<T>: JsonSchema,
    {
        Schemas::of::<NotNull<T>>()
    }
}

#[cfg(not(feature = "schemars"))]
#[allow(clippy::extra_unused_type_parameters, reason = "used with schemars")]
impl Schemas {
    pub(crate) const fn of<T>() -> Self {
        Schemas {}
    }

    pub(crate) const fn of_choice<T>() -> Self {
        Schemas {}
    }
}

/// The same for a union and its two definitions that have no Rust type of their own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnionSchemas {
    pub(crate) own: Schemas,
    /// The objects alone, where a bare string may take their place.
    pub(crate) typed: Schemas,
    /// An object with an unknown tag.
    pub(crate) unknown: Schemas,
}

impl UnionSchemas {
    #[cfg(feature = "schemars")]
    pub(crate) const fn of<T: JsonSchema>() -> Self
    where
        Typed<T>: JsonSchema,
        UnknownTag<T>: JsonSchema,
    {
        UnionSchemas {
            own: Schemas::of::<T>(),
            typed: Schemas::of::<Typed<T>>(),
            unknown: Schemas::of::<UnknownTag<T>>(),
        }
    }

    #[cfg(not(feature = "schemars"))]
    #[allow(clippy::extra_unused_type_parameters, reason = "used with schemars")]
    pub(crate) const fn of<T>() -> Self {
        UnionSchemas {
            own: Schemas {},
            typed: Schemas {},
            unknown: Schemas {},
        }
    }
}
