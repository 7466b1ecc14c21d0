//! Names: what every enum with a list of known values has (string enums, kinds of unions, codes), and
//! what messages say of other names.

use std::fmt;

use crate::similar::similar;

/// A word or number that is none of an enum's known values.
///
/// ```
/// use agentlin_types::NotKnown;
/// use agentlin_types::validate::Level;
///
/// let error: NotKnown = "warnign".parse::<Level>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown level `warnign`; did you mean `warning`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotKnown {
    /// The name of the enum.
    of: &'static str,
    /// The strings of its known values.
    known: &'static [&'static str],
    /// What was found, if a message may quote it.
    found: Option<Box<str>>,
    /// The known value that was probably meant.
    meant: Option<&'static str>,
}

impl NotKnown {
    /// A word that is none of the known ones.
    pub(crate) fn word(of: &'static str, known: &'static [&'static str], found: &str) -> NotKnown {
        NotKnown {
            of,
            known,
            found: name(found).map(Box::from),
            meant: similar(found, known.iter().copied()),
        }
    }

    /// A number that is none of the known ones. Numbers that look alike mean nothing alike.
    pub(crate) fn number(of: &'static str, known: &'static [&'static str], found: i64) -> NotKnown {
        NotKnown {
            of,
            known,
            found: Some(found.to_string().into()),
            meant: None,
        }
    }
}

impl fmt::Display for NotKnown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.found.as_deref().unwrap_or_default();
        let message = unknown_word(&words(self.of), found, "", self.known, self.meant);
        f.write_str(&message)
    }
}

/// The name of a type in words.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

impl std::error::Error for NotKnown {}

/// The message about a word that is none of the known ones.
pub(crate) fn unknown_word(
    what: &str,
    found: &str,
    place: &str,
    known: &[&str],
    near: Option<&str>,
) -> String {
    let list = match near {
        None if known.len() <= MAX_LISTED => {
            format!("; expected one of `{}`", known.join("`, `"))
        }
        _ => Meant(near).to_string(),
    };
    format!("unknown {what}{}{place}{list}", Ticked(found))
}

/// How many known words a message lists.
const MAX_LISTED: usize = 12;

/// A value that a message may quote: names of the protocol, not contents. Captures hold secrets, so
/// nothing is quoted that does not look like a name.
pub(crate) fn name(value: &str) -> Option<&str> {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    (!value.is_empty() && value.len() <= 40 && value.chars().all(letter)).then_some(value)
}

/// A key in backticks, after a space, if a message may quote it.
pub(crate) struct Ticked<'a>(pub(crate) &'a str);

impl fmt::Display for Ticked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name(self.0).map_or(Ok(()), |name| write!(f, " `{name}`"))
    }
}

/// The name that was probably meant, at the end of a message.
pub(crate) struct Meant<'a>(pub(crate) Option<&'a str>);

impl fmt::Display for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meant = self.0;
        meant.map_or(Ok(()), |name| write!(f, "; did you mean `{name}`?"))
    }
}

/// The list of the known values and what follows from it. The enum has a method `as_str`.
macro_rules! known_values {
    (@from_str $name:ident { $($variant:ident = $value:literal,)* }) => {
        impl std::str::FromStr for $name {
            type Err = $crate::known::NotKnown;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                match value {
                    $($value => Ok($name::$variant),)*
                    _ => Err($crate::known::NotKnown::word(stringify!($name), $name::NAMES, value)),
                }
            }
        }
    };
    ($name:ident { $([$($doc:literal)*] $variant:ident = $value:expr,)* }) => {
        impl $name {
            /// The known values, in the order of the sources.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The strings of the known values, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($value),*];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::known::NotKnown;

            fn try_from(text: &str) -> Result<Self, $crate::known::NotKnown> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::known::NotKnown;

            fn try_from(text: String) -> Result<Self, $crate::known::NotKnown> {
                text.parse()
            }
        }

        #[cfg(feature = "strum")]
        impl strum::VariantNames for $name {
            const VARIANTS: &'static [&'static str] = $name::NAMES;
        }

        #[cfg(feature = "strum")]
        impl strum::VariantArray for $name {
            const VARIANTS: &'static [$name] = $name::ALL;
        }

        #[cfg(feature = "strum")]
        impl strum::EnumCount for $name {
            const COUNT: usize = $name::ALL.len();
        }

        #[cfg(feature = "strum")]
        impl strum::IntoEnumIterator for $name {
            type Iterator = std::iter::Cloned<std::slice::Iter<'static, $name>>;

            fn iter() -> Self::Iterator {
                $name::ALL.iter().cloned()
            }
        }

        #[cfg(feature = "strum")]
        impl strum::EnumMessage for $name {
            fn get_message(&self) -> Option<&'static str> {
                self.get_documentation()
            }

            fn get_detailed_message(&self) -> Option<&'static str> {
                self.get_documentation()
            }

            fn get_documentation(&self) -> Option<&'static str> {
                #[allow(unreachable_patterns, reason = "not every enum has unknown values")]
                match self {
                    $($name::$variant => Some(concat!($($doc),*).trim_start()),)*
                    _ => None,
                }
            }

            fn get_serializations(&self) -> &'static [&'static str] {
                #[allow(unreachable_patterns, reason = "not every enum has unknown values")]
                match self {
                    $($name::$variant => &[$value],)*
                    _ => &[],
                }
            }
        }
    };
}
pub(crate) use known_values;

/// Declares an enum of names that are not on the wire: what options, files and messages call a value.
macro_rules! named_enum {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:ident),*)])?
        $(#[non_exhaustive $($open:ident)?])?
        pub enum $name:ident {
            $(
                $(#[doc = $value_doc:literal])*
                $(#[default $($default:ident)?])?
                $variant:ident = $value:literal,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash $($(, $derive)*)?)]
        $(#[non_exhaustive $($open)?])?
        pub enum $name {
            $(
                $(#[doc = $value_doc])*
                $(#[default $($default)?])?
                $variant,
            )*
        }

        impl $name {
            /// The name.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $value,)*
                }
            }
        }

        $crate::known::known_values! { $name { $([$($value_doc)*] $variant = $value,)* } }
        $crate::known::known_values! { @from_str $name { $($variant = $value,)* } }
        $crate::derived::derived_name! { $name, $name::NAMES.iter().copied() }
    };
}
pub(crate) use named_enum;
