//! Free-form JSON, kept as text.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::kind::JsonKind;
use super::reader::{Mismatch, Reader};

/// Any JSON value, kept as the text it arrived in (without white space between tokens).
///
/// Numbers of any size and precision, the order of keys and every escape survive. Two values are
/// equal when their texts are. Nothing is parsed until [`JsonValue::to_value`] or [`JsonValue::parse`].
///
/// ```
/// use agentlin_types::JsonValue;
///
/// let json: JsonValue = r#"{"seed": 123456789012345678901234567890}"#.parse()?;
/// assert_eq!(json.as_str(), r#"{"seed":123456789012345678901234567890}"#);
/// assert_eq!(JsonValue::from(serde_json::json!([1, "a"])).as_str(), r#"[1,"a"]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonValue(Box<str>);

/// A text that is not one JSON value, or not of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    expected: &'static str,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is not {}", self.expected)
    }
}

impl std::error::Error for JsonError {}

impl JsonError {
    pub(crate) const fn expected(expected: &'static str) -> Self {
        JsonError { expected }
    }
}

impl JsonValue {
    /// `null`.
    pub fn null() -> Self {
        JsonValue("null".into())
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes a text that the writer wrote.
    pub(crate) fn trusted(text: String) -> Self {
        JsonValue(text.into())
    }

    /// Reads the value that comes next.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        Ok(JsonValue(reader.raw()?.into()))
    }

    pub(crate) fn into_text(self) -> Box<str> {
        self.0
    }

    /// The kind of the value.
    pub fn kind(&self) -> JsonKind {
        // The text is one JSON value, so its first token says which kind.
        self.0
            .bytes()
            .find_map(JsonKind::of)
            .unwrap_or(JsonKind::Null)
    }

    /// Whether the value is `null`.
    pub fn is_null(&self) -> bool {
        self.kind() == JsonKind::Null
    }

    /// The value as a tree. Fails on what serde_json cannot hold: numbers beyond f64, halves of
    /// surrogate pairs.
    pub fn to_value(&self) -> serde_json::Result<Value> {
        serde_json::from_str(&self.0)
    }

    /// Reads the value as a type of the caller's.
    pub fn parse<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.0)
    }

    /// Writes a value of the caller's as free-form JSON.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Self> {
        serde_json::to_string(value).map(|text| JsonValue(text.into()))
    }
}

impl fmt::Debug for JsonValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonValue({})", self.0)
    }
}

impl fmt::Display for JsonValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for JsonValue {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        let expected = || JsonError::expected("one JSON value");
        Reader::whole(text, JsonValue::read, expected)
    }
}

impl From<Value> for JsonValue {
    fn from(value: Value) -> Self {
        JsonValue(value.to_string().into())
    }
}
