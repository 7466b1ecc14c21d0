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

        $crate::wire::alternatives! {
            $name,
            {
                static SHAPE: $crate::wire::ChoiceShape = $crate::wire::ChoiceShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    alternatives: &[$($crate::wire::kind_union!(@shape $($type)?),)*],
                    schemas: $crate::wire::Schemas::of_choice::<$name>(),
                };
                $crate::wire::Shape::Choice(&SHAPE)
            },
            |reader, kind| { $(
                $variant [$($type)?] if const { $crate::wire::kind_union!(@shape $($type)?) }.takes(kind);
            )* }
        }
    };
    (@shape) => { $crate::wire::Shape::Null };
    (@shape $type:ty) => { <$type as $crate::wire::Wire>::SHAPE };
}
pub(crate) use kind_union;
