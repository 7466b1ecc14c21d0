//! The kinds of a union: its variants without their objects, and the ways into and out of them.

use std::fmt;

/// A value of a union that is not of the kind that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongKind<T> {
    value: T,
    expected: &'static str,
    found: Option<&'static str>,
}

impl<T> WrongKind<T> {
    pub(crate) fn new(value: T, expected: &'static str, found: Option<&'static str>) -> Self {
        WrongKind {
            value,
            expected,
            found,
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> fmt::Display for WrongKind<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.found.unwrap_or("an unknown kind");
        write!(f, "expected {}, found {found}", self.expected)
    }
}

impl<T: fmt::Debug> std::error::Error for WrongKind<T> {}

/// Declares the kinds of a union.
macro_rules! kinds {
    (
        $union:ident $name:ident {
            $(
                [$($doc:literal)*] $variant:ident = $tag:literal
                $stored:ty, $object:ty, $as:ident, $into:ident;
            )*
        }
    ) => {
        #[doc = concat!("The kinds of [`", stringify!($union), "`]: its variants without their objects.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $doc])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", $tag, "`.")]
                #[doc(alias = $tag)]
                $variant,
            )*
        }

        impl $name {
            /// The tag on the wire; the first one where a kind has several ([`Self::tags`]).
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $tag,)*
                }
            }

            /// The tags on the wire.
            pub const fn tags(self) -> &'static [&'static str] {
                match self {
                    $($name::$variant => const {
                        $crate::wire::tags_from($tag, <$stored as $crate::wire::Tagged>::TAGS)
                    },)*
                }
            }
        }

        $crate::wire::known_values! { $name { $([$($doc)*] $variant = $tag,)* } }

        impl std::str::FromStr for $name {
            type Err = $crate::wire::NotKnown;

            /// Takes every tag of a kind.
            fn from_str(tag: &str) -> Result<Self, Self::Err> {
                let mut all = $name::ALL.iter();
                all.find(|kind| kind.tags().contains(&tag))
                    .copied()
                    .ok_or_else(|| {
                        $crate::wire::NotKnown::word(stringify!($name), $name::NAMES, tag)
                    })
            }
        }

        $crate::derived::derived_name! {
            $name, $name::ALL.iter().flat_map(|kind| kind.tags()).copied()
        }
        $crate::derived::made! { $name, |choices| choices.one_of($name::ALL) }

        impl $union {
            /// The kind. `None` for a tag that this version of the model does not know, and for a
            /// value without a tag.
            pub const fn kind(&self) -> Option<$name> {
                match self {
                    $($union::$variant(_) => Some($name::$variant),)*
                    _ => None,
                }
            }

            $(
                #[doc = concat!("The [`", stringify!($variant), "`](Self::", stringify!($variant), ") in it, if it is one.")]
                pub fn $as(&self) -> Option<&$object> {
                    match self {
                        $union::$variant(object) => Some(object),
                        _ => None,
                    }
                }

                #[doc = concat!("The [`", stringify!($variant), "`](Self::", stringify!($variant), ") in it, if it is one.")]
                pub fn $into(self) -> Option<$object> {
                    self.try_into().ok()
                }
            )*
        }

        $(
            impl From<$object> for $union {
                fn from(object: $object) -> Self {
                    $union::$variant(object.into())
                }
            }

            impl From<Box<$object>> for $union {
                fn from(object: Box<$object>) -> Self {
                    (*object).into()
                }
            }

            impl From<$object> for Box<$union> {
                fn from(object: $object) -> Self {
                    Box::new(object.into())
                }
            }

            impl TryFrom<$union> for $object {
                type Error = $crate::wire::WrongKind<$union>;

                fn try_from(value: $union) -> Result<Self, Self::Error> {
                    match value {
                        $union::$variant(object) => Ok($crate::wire::Tagged::into_object(object)),
                        other => {
                            let found = other.kind().map($name::as_str);
                            Err($crate::wire::WrongKind::new(other, $tag, found))
                        }
                    }
                }
            }

            impl<'a> TryFrom<&'a $union> for &'a $object {
                type Error = $crate::wire::WrongKind<&'a $union>;

                fn try_from(value: &'a $union) -> Result<Self, Self::Error> {
                    value.$as().ok_or_else(|| {
                        let found = value.kind().map($name::as_str);
                        $crate::wire::WrongKind::new(value, $tag, found)
                    })
                }
            }
        )*
    };
}
pub(crate) use kinds;

/// The tags of an object. The row of its variant names the first one: known at compile time.
pub(crate) const fn tags_from(
    first: &str,
    tags: &'static [&'static str],
) -> &'static [&'static str] {
    let (a, b) = (first.as_bytes(), tags[0].as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    let is_same = at == a.len() && at == b.len();
    assert!(
        is_same,
        "the tag of a variant is the first one of its object"
    );
    tags
}
