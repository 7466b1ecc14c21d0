//! What unions without a tag have in common.

/// Gives an enum its wire form: the first alternative whose condition holds for what comes next is
/// meant. An alternative without a value is `null`.
macro_rules! alternatives {
    (
        $name:ident, $shape:expr,
        |$reader:ident, $kind:ident| { $($variant:ident [$($type:ty)?] if $found:expr;)* }
    ) => {
        $($crate::wire::alternatives!(@from $name $variant $($type)?);)*

        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = $shape;

            fn read(
                $reader: &mut $crate::json::Reader<'_>,
            ) -> Result<Self, $crate::json::Mismatch> {
                let $kind = $reader.kind().ok_or($crate::json::Mismatch)?;
                $(if $found {
                    return $crate::wire::alternatives!(@read $reader $name::$variant $($type)?);
                })*
                #[allow(unreachable_code, reason = "the last one may take anything")]
                Err($crate::json::Mismatch)
            }

            fn write(&self, writer: &mut $crate::json::Writer) {
                match self {
                    $($crate::wire::alternatives!(@pattern $name $variant value $($type)?) => {
                        $crate::wire::alternatives!(@write writer value $($type)?)
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
                    $reader: &mut $crate::json::Reader<'_>,
                    visitor: &mut V,
                ) -> Result<Found<V>, $crate::json::Mismatch> {
                    let $kind = $reader.kind().ok_or($crate::json::Mismatch)?;
                    $(if $found {
                        return $crate::wire::alternatives!(
                            @visit $reader visitor Found::$variant $($type)?
                        );
                    })*
                    #[allow(unreachable_code, reason = "the last one may take anything")]
                    Err($crate::json::Mismatch)
                }
            }
        };

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($crate::wire::alternatives!(@pattern $name $variant value $($type)?) => {
                        $crate::wire::alternatives!(@serialize serializer value $($type)?)
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
    (@read $reader:ident $name:ident::$variant:ident) => {
        <() as $crate::wire::Wire>::read($reader).map(|()| $name::$variant)
    };
    (@read $reader:ident $name:ident::$variant:ident $type:ty) => {
        <$type as $crate::wire::Wire>::read($reader).map($name::$variant)
    };
    (@visit $reader:ident $visitor:ident $name:ident::$variant:ident) => {
        $crate::wire::alternatives!(@read $reader $name::$variant)
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
pub(crate) use alternatives;
