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
        Reader::whole(text, JsonValue::read)
            .map_err(|Mismatch| JsonError::expected("one JSON value"))
    }
}

impl From<Value> for JsonValue {
    fn from(value: Value) -> Self {
        JsonValue(value.to_string().into())
    }
}

impl From<JsonObject> for JsonValue {
    fn from(object: JsonObject) -> Self {
        object.0
    }
}

/// Any JSON object, kept as the text it arrived in. See [`JsonValue`].
///
/// ```
/// use agentlin_types::JsonObject;
///
/// let metadata: JsonObject = r#"{"trace": 7}"#.parse()?;
/// assert_eq!(metadata.to_value().unwrap()["trace"], 7);
/// assert!("[7]".parse::<JsonObject>().is_err());
/// # Ok::<(), agentlin_types::JsonError>(())
/// ```
///
/// Setters take `json!({…})` as it is. A constructor takes what is an object for sure; what the macro makes may
/// be any value, so convert it first.
///
/// ```
/// use agentlin_types::JsonObject;
/// use serde_json::json;
///
/// #[derive(serde::Serialize)]
/// struct State {
///     step: u32,
/// }
///
/// let from_pairs = JsonObject::from([("step", 1)]);
/// let from_struct = JsonObject::from_serialize(&State { step: 1 })?;
/// let from_macro = JsonObject::try_from(json!({"step": 1}))?;
/// assert!(from_pairs == from_struct && from_struct == from_macro);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonObject(JsonValue);

impl JsonObject {
    /// Takes a value that is known to be an object.
    pub(crate) fn trusted(json: JsonValue) -> Self {
        JsonObject(json)
    }

    /// Reads the object that comes next.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        if reader.kind() != Some(JsonKind::Object) {
            return Err(Mismatch);
        }
        JsonValue::read(reader).map(JsonObject)
    }

    /// `{}`.
    pub fn empty() -> Self {
        JsonObject(JsonValue("{}".into()))
    }

    /// Writes a struct or map of the caller's as a free-form object. Fails for anything else.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Self> {
        let json = JsonValue::from_serialize(value)?;
        JsonObject::try_from(json).map_err(serde::ser::Error::custom)
    }

    /// The members in their order.
    pub fn members(&self) -> Vec<(String, JsonValue)> {
        let mut reader = Reader::new(&self.0.0);
        let mut members = Vec::new();
        let mut read = || -> Result<(), Mismatch> {
            reader.open_object()?;
            let mut first = true;
            while let Some(key) = reader.member(&mut first)? {
                members.push((key.into_owned(), JsonValue::read(&mut reader)?));
            }
            Ok(())
        };
        // Only a key with half a surrogate pair stops it: such a key is no string.
        let _ = read();
        members
    }

    /// The value under a key; the first one if the key appears twice. Reads the text up to that
    /// member: to look for many keys, go through [`JsonObject::members`] once.
    pub fn get(&self, key: &str) -> Option<JsonValue> {
        let mut reader = Reader::new(&self.0.0);
        let mut find = || -> Result<Option<JsonValue>, Mismatch> {
            reader.open_object()?;
            let mut first = true;
            while let Some(name) = reader.member(&mut first)? {
                if name == key {
                    return JsonValue::read(&mut reader).map(Some);
                }
                reader.skip()?;
            }
            Ok(None)
        };
        // Like members: a key with half a surrogate pair stops it.
        find().unwrap_or(None)
    }
}

impl std::ops::Deref for JsonObject {
    type Target = JsonValue;

    fn deref(&self) -> &JsonValue {
        &self.0
    }
}

impl Default for JsonObject {
    fn default() -> Self {
        JsonObject::empty()
    }
}

impl fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.0)
    }
}

impl std::str::FromStr for JsonObject {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        let expected = || JsonError::expected("one JSON object");
        let json = Reader::whole(text, JsonValue::read).map_err(|Mismatch| expected())?;
        json.try_into()
    }
}

impl TryFrom<JsonValue> for JsonObject {
    type Error = JsonError;

    fn try_from(json: JsonValue) -> Result<Self, JsonError> {
        if json.kind() == JsonKind::Object {
            Ok(JsonObject(json))
        } else {
            Err(JsonError::expected("one JSON object"))
        }
    }
}

impl From<serde_json::Map<String, Value>> for JsonObject {
    fn from(map: serde_json::Map<String, Value>) -> Self {
        JsonObject(JsonValue::from(Value::Object(map)))
    }
}
