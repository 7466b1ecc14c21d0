//! The table of a union by key: alternatives distinguished by a key.

/// Declares a union of objects that have no tag in common: each alternative but the last names
/// the key by which it is recognised, and the first one whose key is there is meant.
///
/// ```text
/// keyed_union! {
///     /// What it is.
///     pub enum HistoryMessage {
///         /// What the alternative is.
///         #[sources(sdk 1.4-1.14)]
///         #[key("type")]
///         Item(OutputItem),
///         /// Taken when no key above is there.
///         #[sources(server 24-27, sdk 1.1-1.3)]
///         Chat(ChatMessage),
///     }
/// }
/// ```
///
/// The object of an alternative requires the alternative's own key; a test over all shapes checks
/// that.
macro_rules! keyed_union {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:ident),*)])?
        pub enum $name:ident {
            $(
                $(#[doc = $variant_doc:literal])*
                #[sources $sources:tt]
                $(#[key($key:literal)])?
                $variant:ident($type:ty),
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq $(, $($derive),*)?)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $variant_doc])*
                #[doc = ""]
                #[doc = $crate::wire::sources!(sentence $sources)]
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
                        sources: $crate::wire::sources!(code $sources),
                        key: $crate::wire::keyed_union!(@key $($key)?),
                        shape: <$type as $crate::wire::Wire>::SHAPE,
                    },)*],
                    schemas: $crate::wire::Schemas::of::<$name>(),
                };
                $crate::wire::Shape::ByKey(&SHAPE)
            };

            fn read(
                reader: &mut $crate::json::Reader<'_>,
            ) -> Result<Self, $crate::json::Mismatch> {
                $(if $crate::wire::keyed_union!(@found reader $($key)?) {
                    return <$type as $crate::wire::Wire>::read(reader).map($name::$variant);
                })*
                #[allow(unreachable_code, reason = "the last alternative takes any object")]
                Err($crate::json::Mismatch)
            }

            fn write(&self, writer: &mut $crate::json::Writer) {
                match self {
                    $($name::$variant(value) => $crate::wire::Wire::write(value, writer),)*
                }
            }
        }

        const _: () = {
            /// What is kept of the alternative that is meant.
            #[allow(dead_code, reason = "rules look at few")]
            pub(crate) enum Found<V: $crate::wire::Visitor>
            where
                $($type: $crate::wire::Visit<V>,)*
            {
                $($variant(<$type as $crate::wire::Visit<V>>::Kept),)*
            }

            impl<V: $crate::wire::Visitor> $crate::wire::Kept for Found<V>
            where
                $($type: $crate::wire::Visit<V>,)*
            {
                type All = ();

                fn join(self, (): &mut ()) {}
            }

            impl<V: $crate::wire::Visitor> $crate::wire::Visit<V> for $name
            where
                $($type: $crate::wire::Visit<V>,)*
            {
                type Kept = Found<V>;

                fn visit(
                    reader: &mut $crate::json::Reader<'_>,
                    visitor: &mut V,
                ) -> Result<Found<V>, $crate::json::Mismatch> {
                    $(if $crate::wire::keyed_union!(@found reader $($key)?) {
                        return <$type as $crate::wire::Visit<V>>::visit(reader, visitor)
                            .map(Found::$variant);
                    })*
                    #[allow(unreachable_code, reason = "the last alternative takes any object")]
                    Err($crate::json::Mismatch)
                }
            }
        };

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($name::$variant(value) => value.serialize(serializer),)*
                }
            }
        }

        $crate::derived::derived!($name);
    };
    (@key) => { None };
    (@key $key:literal) => { Some($key) };
    (@found $reader:ident) => { true };
    (@found $reader:ident $key:literal) => { $reader.has($key)? };
}
pub(crate) use keyed_union;
