//! The impls that types get from other parts of the library: for serde, schemars, proptest and
//! arbitrary.
//!
//! The tables of `wire` name only these macros. What they name is used where a table is, in the
//! model, so that `wire` itself needs none of it.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

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

/// The schema of an enum that has no shape.
macro_rules! derived_schema {
    ($name:ident, $schema:expr) => {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                $crate::schema::id!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    };
}
pub(crate) use derived_schema;

/// The same for an enum that is a name everywhere: a kind, an option. `$names` are those it is read
/// from.
macro_rules! derived_name {
    ($name:ident, $names:expr) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::derived::deserialize_name(deserializer, stringify!($name))
            }
        }

        $crate::derived::derived_schema!($name, {
            let names: Vec<&str> = $names.collect();
            schemars::json_schema!({ "type": "string", "enum": names })
        });
    };
}
pub(crate) use derived_name;

/// The same for an enum that is a number everywhere.
macro_rules! derived_number {
    ($name:ident, [$($number:literal),*]) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64((*self).into())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = i64::deserialize(deserializer)?;
                number.try_into().map_err(serde::de::Error::custom)
            }
        }

        $crate::derived::derived_schema!(
            $name,
            schemars::json_schema!({ "type": "integer", "enum": [$($number),*] })
        );
    };
}
pub(crate) use derived_number;

/// Reads an enum from its name, in any format, also as the key of a map.
pub(crate) fn deserialize_name<'de, T, D>(
    deserializer: D,
    expected: &'static str,
) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
    D: Deserializer<'de>,
{
    struct Name<T>(&'static str, PhantomData<T>);

    impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Name<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "the name of a {}", self.0)
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
            name.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Name(expected, PhantomData))
}

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
