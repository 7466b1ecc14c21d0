//! The table of a string enum: one row a value.

/// Declares a string enum. An open one keeps unknown values; a `#[closed]` one is for the tags of an
/// object, where the union around it decides about unknown ones.
macro_rules! string_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[doc = $value_doc:literal])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $value_doc])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", $value, "`.")]
                #[doc(alias = $value)]
                $variant,
            )*
            /// A value that this version of the model does not know, kept as it came.
            Unknown($crate::wire::UnknownValue),
        }

        $crate::wire::string_enum! {
            @common [$($doc)*] $name true $([$($value_doc)*] $variant = $value,)*
        }

        impl $name {
            /// The string on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $value,)*
                    $name::Unknown(unknown) => unknown.as_str(),
                }
            }

            /// Whether this version of the model knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, $name::Unknown(_))
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl PartialEq<$name> for str {
            fn eq(&self, other: &$name) -> bool {
                self == other.as_str()
            }
        }

        impl PartialEq<$name> for &str {
            fn eq(&self, other: &$name) -> bool {
                *self == other.as_str()
            }
        }

        impl $name {
            /// The value with this string on the wire: a known one, or one that keeps the
            /// string. `parse` takes known ones only.
            pub fn from_wire(value: &str) -> Self {
                value.parse().unwrap_or_else(|_| {
                    $name::Unknown($crate::wire::UnknownValue::new(value))
                })
            }
        }
    };
    (
        $(#[doc = $doc:literal])*
        #[closed]
        pub enum $name:ident {
            $($(#[doc = $value_doc:literal])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $value_doc])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", $value, "`.")]
                #[doc(alias = $value)]
                $variant,
            )*
        }

        $crate::wire::string_enum! {
            @common [$($doc)*] $name false $([$($value_doc)*] $variant = $value,)*
        }

        impl $name {
            /// The string on the wire.
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $($name::$variant => $value,)*
                }
            }
        }
    };
    (
        @common [$($doc:literal)*] $name:ident $open:tt
        $([$($value_doc:literal)*] $variant:ident = $value:literal,)*
    ) => {
        $crate::wire::known_values! { $name { $([$($value_doc)*] $variant = $value,)* } }

        $crate::wire::known_values! { @from_str $name { $($variant = $value,)* } }

        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = {
                static SHAPE: $crate::wire::EnumShape = $crate::wire::EnumShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    values: $name::NAMES,
                    value_docs: &[$(concat!($($value_doc, "\n"),*)),*],
                    open: $open,
                    schemas: $crate::wire::Schemas::of::<$name>(),
                };
                $crate::wire::Shape::Enum(&SHAPE)
            };

            #[inline]
            fn read(
                reader: &mut $crate::json::Reader<'_>,
            ) -> Result<Self, $crate::json::Mismatch> {
                reader.space();
                $(if reader.literal($value) {
                    return Ok($name::$variant);
                })*
                // It has escapes or is not known.
                let value = reader.string()?;
                value.parse().or_else(|_| {
                    $crate::wire::string_enum!(@other $open $name value)
                })
            }

            fn write(&self, writer: &mut $crate::json::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::wire::kept_alone!($name);

        impl<V: $crate::wire::Visitor> $crate::wire::Visit<V> for $name {
            type Kept = Self;

            #[inline]
            fn visit(
                reader: &mut $crate::json::Reader<'_>,
                visitor: &mut V,
            ) -> Result<Self, $crate::json::Mismatch> {
                let value = <Self as $crate::wire::Wire>::read(reader)?;
                if $crate::wire::string_enum!(@unknown $open $name value) {
                    visitor.unrecognized();
                }
                Ok(value)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::derived::derived!($name);
    };
    (@other true $name:ident $value:ident) => {
        Ok($name::Unknown($crate::wire::UnknownValue::new(&$value)))
    };
    (@other false $name:ident $value:ident) => { Err($crate::json::Mismatch) };
    (@unknown true $name:ident $value:ident) => { matches!($value, $name::Unknown(_)) };
    (@unknown false $name:ident $value:ident) => { false };
}
pub(crate) use string_enum;
