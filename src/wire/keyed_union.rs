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

        $crate::wire::alternatives! {
            $name,
            {
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
            },
            |reader, _kind| { $($variant [$type] if $crate::wire::keyed_union!(@found reader $($key)?);)* }
        }
    };
    (@key) => { None };
    (@key $key:literal) => { Some($key) };
    (@found $reader:ident) => { true };
    (@found $reader:ident $key:literal) => { $reader.has($key)? };
}
pub(crate) use keyed_union;
