//! The table of a union: one row a variant.

/// Declares a union of objects distinguished by a tag field.
///
/// ```text
/// union! {
///     /// What it is.
///     #[tag("type")]
///     #[kinds(OutputItemKind)]
///     pub enum OutputItem {
///         /// What the variant is.
///         #[accessors(as_reasoning, into_reasoning)]
///         Reasoning(ReasoningItem) = "reasoning",
///     }
/// }
/// ```
///
/// The tag of a row is the first one of its object; it names the kind. `#[bare(String)]` adds a variant `Bare` for a string without an object around it. Every union
/// gets a variant `Unknown` for tags that this version does not know; a known tag with a body that
/// does not fit is an error.
macro_rules! union {
    (
        $(#[doc = $doc:literal])*
        #[tag($key:literal)]
        #[kinds($kinds:ident)]
        $(#[derive($($derive:ident),*)])?
        $(#[bare($string:ty)])?
        pub enum $name:ident {
            $(
                $(#[doc = $variant_doc:literal])*
                #[accessors($as:ident, $into:ident)]
                $variant:ident($($object:tt)*) = $tag:literal,
            )*
        }
    ) => {
        $crate::wire::union! {
            @union [$($doc)*] [$($($derive)*)?] $key $([$string])? $name
            { $([$($variant_doc)*] $variant $tag $($object)*;)* }
        }

        $crate::wire::kinds! {
            $name $kinds {
                $(
                    [$($variant_doc)*] $variant = $tag
                    $($object)*, $crate::wire::union!(@unboxed $($object)*), $as, $into;
                )*
            }
        }
    };
    (
        @union [$($doc:literal)*] [$($derive:ident)*] $key:literal $([$string:ty])? $name:ident
        { $([$($variant_doc:literal)*] $variant:ident $tag:literal $object:ty;)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq $(, $derive)*)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $variant_doc])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", $tag, "`.")]
                #[doc(alias = $tag)]
                $variant($object),
            )*
            $(
                /// A string without an object around it.
                Bare($string),
            )?
            /// An object whose tag this version of the model does not know, kept whole.
            Unknown($crate::wire::Unknown),
        }

        impl $name {
            /// The tag on the wire.
            #[doc = concat!("", $("`None` for a bare `", stringify!($string), "`.")?)]
            pub fn tag(&self) -> Option<&str> {
                match self {
                    $($name::$variant(object) => Some($crate::wire::Tagged::tag(object)),)*
                    $($name::Bare(_) => $crate::wire::union!(@none $string),)?
                    $name::Unknown(unknown) => Some(unknown.tag()),
                }
            }

            /// Makes a value with a tag that the model does not know, as a later version of the
            /// API may send it. `None` if the object has no such tag or the tag is known.
            pub fn unknown(object: $crate::wire::JsonObject) -> Option<Self> {
                match $crate::wire::read_all(object.as_str()) {
                    Ok(value @ $name::Unknown(_)) => Some(value),
                    _ => None,
                }
            }
        }

        impl $name {
            const UNION: &'static $crate::wire::UnionShape = {
                static SHAPE: $crate::wire::UnionShape = $crate::wire::UnionShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    tag: $key,
                    variants: &[$($crate::wire::VariantShape {
                        name: stringify!($variant),
                        doc: concat!($($variant_doc, "\n"),*),
                        object: match <$object as $crate::wire::Wire>::SHAPE {
                            $crate::wire::Shape::Object(object) => object,
                            _ => panic!("a variant is an object"),
                        },
                    },)*],
                    bare_string: false $(|| $crate::wire::union!(@true $string))?,
                    typed_name: concat!("Typed", stringify!($name)),
                    unknown_name: concat!("Unknown", stringify!($name)),
                    schemas: $crate::wire::UnionSchemas::of::<$name>(),
                    index: || {
                        static INDEX: $crate::wire::VariantCell = $crate::wire::VariantCell::new();
                        &INDEX
                    },
                };
                &SHAPE
            };
        }

        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = $crate::wire::Shape::Union(Self::UNION);

            fn read(
                reader: &mut $crate::json::Reader<'_>,
            ) -> Result<Self, $crate::json::Mismatch> {
                #[allow(clippy::enum_variant_names, reason = "names of the model")]
                enum Place { $($variant,)* }
                $(if reader.peek() == Some(b'"') {
                    return <$string as $crate::wire::Wire>::read(reader).map($name::Bare);
                })?
                let read = |place: Option<usize>, reader: &mut $crate::json::Reader<'_>| {
                    match place {
                        $(Some(place) if place == Place::$variant as usize => {
                            $crate::wire::Wire::read(reader).map($name::$variant)
                        })*
                        _ => $crate::wire::Unknown::read($key, reader).map($name::Unknown),
                    }
                };
                let object = reader.mark();
                let place = match reader.variant(Self::UNION)? {
                    $crate::wire::Variant::Tagged(place) => place,
                    $crate::wire::Variant::Guessed(place) => {
                        if let Ok(value) = read(Some(place), reader) {
                            return Ok(value);
                        }
                        reader.mispredicted(object);
                        reader.tagged_variant(Self::UNION)?
                    }
                };
                read(place, reader)
            }

            fn write(&self, writer: &mut $crate::json::Writer) {
                match self {
                    $($name::$variant(object) => $crate::wire::Wire::write(object, writer),)*
                    $($name::Bare(bare) => <$string as $crate::wire::Wire>::write(bare, writer),)?
                    $name::Unknown(unknown) => writer.raw(unknown.object().as_str()),
                }
            }
        }

        impl<V: $crate::wire::Visitor> $crate::wire::Visit<V> for $name
        where
            $name: $crate::wire::UnionRules<V>,
            $($name: $crate::wire::BareRules<V, $string>,)?
            $(
                $object: $crate::wire::Visit<
                    V,
                    Kept: Into<<$name as $crate::wire::UnionRules<V>>::Kept>,
                >,
            )*
        {
            type Kept = <$name as $crate::wire::UnionRules<V>>::Kept;

            fn visit(
                reader: &mut $crate::json::Reader<'_>,
                visitor: &mut V,
            ) -> Result<Self::Kept, $crate::json::Mismatch> {
                #[allow(clippy::enum_variant_names, reason = "names of the model")]
                enum Place { $($variant,)* }
                reader.space();
                let begin = reader.pos();
                $(if reader.peek() == Some(b'"') {
                    let kept = <$string as $crate::wire::Visit<V>>::visit(reader, visitor)?;
                    let span = $crate::json::Span::new(begin, reader.pos());
                    return Ok(<$name as $crate::wire::BareRules<V, $string>>::bare(
                        span, kept, visitor,
                    ));
                })?
                let visit = |place: Option<usize>,
                             reader: &mut $crate::json::Reader<'_>,
                             visitor: &mut V| match place {
                    $(Some(place) if place == Place::$variant as usize => {
                        <$object as $crate::wire::Visit<V>>::visit(reader, visitor)
                            .map(Into::into)
                    })*
                    _ => {
                        $crate::wire::Unknown::skip($key, reader)?;
                        visitor.unrecognized();
                        let span = $crate::json::Span::new(begin, reader.pos());
                        Ok(<$name as $crate::wire::UnionRules<V>>::unknown(span, visitor))
                    }
                };
                let (object, before) = (reader.mark(), visitor.mark());
                let place = match reader.variant(Self::UNION)? {
                    $crate::wire::Variant::Tagged(place) => place,
                    $crate::wire::Variant::Guessed(place) => {
                        if let Ok(kept) = visit(Some(place), reader, visitor) {
                            return Ok(kept);
                        }
                        reader.mispredicted(object);
                        visitor.rewind(before);
                        reader.tagged_variant(Self::UNION)?
                    }
                };
                visit(place, reader, visitor)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($name::$variant(object) => object.serialize(serializer),)*
                    $($name::Bare(bare) => {
                        <$string as serde::Serialize>::serialize(bare, serializer)
                    })?
                    $name::Unknown(unknown) => unknown.object().serialize(serializer),
                }
            }
        }

        $crate::derived::derived!($name);
    };
    (@unboxed Box<$object:ty>) => { $object };
    (@unboxed $object:ty) => { $object };
    (@none $string:ty) => { None };
    (@true $string:ty) => { true };
}
pub(crate) use union;
