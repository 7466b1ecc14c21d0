//! The table of a choice between objects: alternatives told apart by which key is there.

/// Declares a union of objects that have no tag in common: each alternative but the last names
/// the key by which it is recognised, and the first one whose key is there is meant.
///
/// ```text
/// by_key! {
///     /// What it is.
///     pub enum HistoryMessage {
///         /// What the alternative is.
///         "S1.4-1.14" ["type"] Item(OutputItem),
///         /// Taken when no key above is there.
///         "V24-27 S1.1-1.3" [] Chat(ChatMessage),
///     }
/// }
/// ```
///
/// The literal before a row lists its sources, as in `object!`. The object of an alternative
/// requires the alternative's own key; a test over all shapes holds that.
macro_rules! by_key {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident {
            $(
                $(#[doc = $variant_doc:literal])*
                $sources:literal [$($key:literal)?] $variant:ident($type:ty),
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        $vis enum $name {
            $(
                $(#[doc = $variant_doc])*
                $variant($type),
            )*
        }

        $(
            impl From<$type> for $name {
                fn from(value: $type) -> Self {
                    $name::$variant(value)
                }
            }
        )*

        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = {
                static SHAPE: $crate::wire::ByKeyShape = $crate::wire::ByKeyShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    alternatives: &[$($crate::wire::KeyedShape {
                        name: stringify!($variant),
                        doc: concat!($($variant_doc, "\n"),*),
                        sources: $sources,
                        key: $crate::wire::by_key!(@key $($key)?),
                        shape: <$type as $crate::wire::Wire>::SHAPE,
                    },)*],
                };
                $crate::wire::Shape::ByKey(&SHAPE)
            };

            fn read(
                reader: &mut $crate::wire::Reader<'_>,
            ) -> Result<Self, $crate::wire::Mismatch> {
                $(if $crate::wire::by_key!(@found reader $($key)?) {
                    return <$type as $crate::wire::Wire>::read(reader).map($name::$variant);
                })*
                #[allow(unreachable_code, reason = "the last alternative takes any object")]
                Err($crate::wire::Mismatch)
            }

            fn write(&self, writer: &mut $crate::wire::Writer) {
                match self {
                    $($name::$variant(value) => $crate::wire::Wire::write(value, writer),)*
                }
            }
        }

        impl $crate::wire::Pass for $name {
            fn pass<V: $crate::wire::Visitor>(
                reader: &mut $crate::wire::Reader<'_>,
                visitor: &mut V,
            ) -> Result<(), $crate::wire::Mismatch> {
                $(if $crate::wire::by_key!(@found reader $($key)?) {
                    return <$type as $crate::wire::Pass>::pass(reader, visitor);
                })*
                #[allow(unreachable_code, reason = "the last alternative takes any object")]
                Err($crate::wire::Mismatch)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($name::$variant(value) => value.serialize(serializer),)*
                }
            }
        }

        $crate::wire::derived!($name);
    };
    (@key) => { None };
    (@key $key:literal) => { Some($key) };
    (@found $reader:ident) => { true };
    (@found $reader:ident $key:literal) => { $reader.has($key)? };
}
pub(crate) use by_key;
