//! The ways in which a text can differ from a shape.

use std::ops::Range;

use super::named_enum;
use crate::json::{JsonKind, Span};

named_enum! {
    /// What a payload is checked against.
    #[derive(Default)]
    pub enum Profile {
        /// What the documentation page and its SDK generation say: closed unions and enums, the
        /// documented required fields.
        Documented = "documented",
        /// What the Rust types accept: published servers' spellings, open unions and enums.
        #[default]
        Wire = "wire",
    }
}

named_enum! {
    /// How a text differs from a shape.
    #[non_exhaustive]
    pub enum FaultCode {
        /// The text is not JSON.
        InvalidJson = "invalid-json",
        /// Arrays and objects nest deeper than [`MAX_DEPTH`](crate::wire::MAX_DEPTH).
        TooDeep = "too-deep",
        /// A string of the model holds half a surrogate pair, which is no character.
        InvalidString = "invalid-string",
        /// A key appears twice in one object of the model.
        DuplicateKey = "duplicate-key",
        /// A required field is absent.
        MissingField = "missing-field",
        /// A value has the wrong JSON type.
        WrongType = "wrong-type",
        /// A number is beyond what its field can hold.
        OutOfRange = "out-of-range",
        /// A constant has another value.
        WrongConstant = "wrong-constant",
        /// The tag of a union is none of the known ones.
        UnknownTag = "unknown-tag",
        /// A string is none of its enum's known values.
        UnknownValue = "unknown-value",
        /// A string is not the one value that its enum knows.
        UnknownConstant = "unknown-constant",
        /// A field that no source names.
        UnknownField = "unknown-field",
        /// A field that only published servers or other SDK generations have.
        UndocumentedField = "undocumented-field",
        /// A field of a free-form object whose value is not of the usual type.
        UnusualValue = "unusual-value",
    }
}

impl FaultCode {
    /// Whether the profile refuses a payload for this.
    pub const fn refuses(self, profile: Profile) -> bool {
        match self {
            FaultCode::UnknownTag | FaultCode::UnknownValue | FaultCode::UnknownConstant => {
                matches!(profile, Profile::Documented)
            }
            FaultCode::UnknownField | FaultCode::UndocumentedField | FaultCode::UnusualValue => {
                false
            }
            _ => true,
        }
    }
}

/// One difference between a text and a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of difference.
    pub code: FaultCode,
    /// The JSON Pointer of the value; for a missing field that of the object it is missing in. Many
    /// faults under long keys have the pointer of the innermost value around it that has a short one.
    pub pointer: String,
    /// The bytes of the value in the text; for a missing field whose name is misspelled those of the
    /// key that is there in its place.
    pub span: Range<usize>,
    /// What was expected there.
    pub expected: String,
    /// What was found instead.
    pub found: String,
    /// What is wrong, in words, with the name that was probably meant.
    pub message: String,
    /// How many more differences of this code follow that are not listed: at most 10,000 of a code are.
    pub more: usize,
    /// What a program has to know of it beyond the code.
    pub(crate) detail: Detail,
}

/// What sets a fault apart from others of its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Nothing.
    None,
    /// The text ends before the value does.
    CutOff,
    /// A comma is missing, or the end of the array or object.
    NoComma,
    /// Values of this kind fit, and no others.
    Only(JsonKind),
    /// The key is there already: where it is for the first time.
    First(Span),
}

impl Detail {
    /// Where the key is that is there a second time.
    pub(crate) fn first(self) -> Option<Span> {
        match self {
            Detail::First(key) => Some(key),
            _ => None,
        }
    }
}

/// What a message ends with that is about the second of two keys.
pub(crate) const FIRST_AT: &str = " (first at ";

/// The same with the place of the first one.
pub(crate) fn first_at((line, column): (usize, usize)) -> String {
    format!("{FIRST_AT}{line}:{column})")
}
