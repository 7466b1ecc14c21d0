//! The table of a union by kind: alternatives distinguished by their JSON kind.

/// Declares a union of values of different JSON kinds, for example a string or an array.
///
/// No two alternatives may take the same kind; a test over all shapes holds that.
macro_rules! kind_union {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:ident),*)])?
        pub enum $name:ident {
            $(
                $(#[doc = $variant_doc:literal])*
                $variant:ident $(($type:ty))?,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq $(, $($derive),*)?)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $variant_doc])*
                $variant $(($type))?,
            )*
        }

        $($crate::wire::kind_union!(@from $name $variant $($type)?);)*

        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = {
                static SHAPE: $crate::wire::ChoiceShape = $crate::wire::ChoiceShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    alternatives: &[$($crate::wire::kind_union!(@shape $($type)?),)*],
                    schemas: $crate::wire::Schemas::of_choice::<$name>(),
                };
                $crate::wire::Shape::Choice(&SHAPE)
            };

            fn read(
                reader: &mut $crate::json::Reader<'_>,
            ) -> Result<Self, $crate::json::Mismatch> {
                let kind = reader.kind().ok_or($crate::json::Mismatch)?;
                $(if const { $crate::wire::kind_union!(@shape $($type)?) }.takes(kind) {
                    return $crate::wire::kind_union!(@read reader $name::$variant $($type)?);
                })*
                Err($crate::json::Mismatch)
            }

            fn write(&self, writer: &mut $crate::json::Writer) {
                match self {
                    $($crate::wire::kind_union!(@pattern $name $variant value $($type)?) => {
                        $crate::wire::kind_union!(@write writer value $($type)?)
                    })*
                }
            }
        }

        const _: () = {
            /// What is kept of the alternative that is there.
            #[allow(dead_code, reason = "rules look at few")]
            pub(crate) enum Found<V: $crate::wire::Visitor>
            where
                $($($type: $crate::wire::Visit<V>,)?)*
            {
                $($variant $((<$type as $crate::wire::Visit<V>>::Kept))?,)*
                #[allow(non_camel_case_types)]
                __(std::convert::Infallible, std::marker::PhantomData<V>),
            }

            impl<V: $crate::wire::Visitor> $crate::wire::Kept for Found<V>
            where
                $($($type: $crate::wire::Visit<V>,)?)*
            {
                type All = ();

                fn join(self, (): &mut ()) {}
            }

            impl<V: $crate::wire::Visitor> $crate::wire::Visit<V> for $name
            where
                $($($type: $crate::wire::Visit<V>,)?)*
            {
                type Kept = Found<V>;

                fn visit(
                    reader: &mut $crate::json::Reader<'_>,
                    visitor: &mut V,
                ) -> Result<Found<V>, $crate::json::Mismatch> {
                    let kind = reader.kind().ok_or($crate::json::Mismatch)?;
                    $(if const { $crate::wire::kind_union!(@shape $($type)?) }.takes(kind) {
                        return $crate::wire::kind_union!(
                            @visit reader visitor Found::$variant $($type)?
                        );
                    })*
                    Err($crate::json::Mismatch)
                }
            }
        };

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($crate::wire::kind_union!(@pattern $name $variant value $($type)?) => {
                        $crate::wire::kind_union!(@serialize serializer value $($type)?)
                    })*
                }
            }
        }

        $crate::derived::derived!($name);
    };
    (@from $name:ident $variant:ident) => {};
    (@from $name:ident $variant:ident $type:ty) => {
        impl From<$type> for $name {
            fn from(value: $type) -> Self {
                $name::$variant(value)
            }
        }
    };
    // An alternative without a value is `null`.
    (@shape) => { $crate::wire::Shape::Null };
    (@shape $type:ty) => { <$type as $crate::wire::Wire>::SHAPE };
    (@read $reader:ident $name:ident::$variant:ident) => {
        <() as $crate::wire::Wire>::read($reader).map(|()| $name::$variant)
    };
    (@read $reader:ident $name:ident::$variant:ident $type:ty) => {
        <$type as $crate::wire::Wire>::read($reader).map($name::$variant)
    };
    (@visit $reader:ident $visitor:ident $name:ident::$variant:ident) => {
        <() as $crate::wire::Wire>::read($reader).map(|()| $name::$variant)
    };
    (@visit $reader:ident $visitor:ident $name:ident::$variant:ident $type:ty) => {
        <$type as $crate::wire::Visit<V>>::visit($reader, $visitor).map($name::$variant)
    };
    (@pattern $name:ident $variant:ident $value:ident) => { $name::$variant };
    (@pattern $name:ident $variant:ident $value:ident $type:ty) => { $name::$variant($value) };
    (@write $writer:ident $value:ident) => { $writer.raw("null") };
    (@write $writer:ident $value:ident $type:ty) => { $crate::wire::Wire::write($value, $writer) };
    (@serialize $serializer:ident $value:ident) => { $crate::json::serialize_null($serializer) };
    (@serialize $serializer:ident $value:ident $type:ty) => { $value.serialize($serializer) };
}
pub(crate) use kind_union;
