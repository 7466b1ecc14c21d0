//! The impls that types get from other parts of the library: for serde, schemars, proptest and
//! arbitrary.
//!
//! The tables of `wire` name only these macros. What they name is used where a table is, in the
//! model, so that `wire` itself needs none of it.

use crate::wire::Secret;

/// The impls of a type with a shape.
macro_rules! derived {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                $crate::schema::is_inline(&<Self as $crate::wire::Wire>::SHAPE)
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                $crate::schema::id!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::schema::definition(&<Self as $crate::wire::Wire>::SHAPE, generator)
            }
        }

        #[cfg(feature = "proptest")]
        impl proptest::arbitrary::Arbitrary for $name {
            type Parameters = ();
            type Strategy = $crate::generate::Choose<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $crate::generate::values()
            }
        }

        #[cfg(feature = "arbitrary")]
        impl<'a> arbitrary::Arbitrary<'a> for $name {
            fn arbitrary(bytes: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
                $crate::generate::value(bytes)
            }
        }
    };
}
pub(crate) use derived;

// It has a place on the wire, but no table.
derived!(Secret);

/// Test values of a type that is no value on the wire; `$choices` makes one.
macro_rules! made {
    ($name:ident, |$choices:ident| $make:expr) => {
        #[cfg(any(feature = "proptest", feature = "arbitrary"))]
        impl $crate::generate::Make for $name {
            #[allow(unused_variables, reason = "not every value takes a choice")]
            fn make($choices: &mut $crate::generate::Choices<'_>) -> Self {
                $make
            }
        }

        #[cfg(any(feature = "proptest", feature = "arbitrary"))]
        $crate::generate::strategies! { [] $name; }
    };
}
pub(crate) use made;

/// A part of such a value: what `generate` has under that name.
#[cfg(any(feature = "proptest", feature = "arbitrary"))]
macro_rules! choose {
    ($part:ident $choices:ident $(, $type:ty)?) => {
        $crate::generate::$part$(::<$type>)?($choices)
    };
}
#[cfg(any(feature = "proptest", feature = "arbitrary"))]
pub(crate) use choose;
