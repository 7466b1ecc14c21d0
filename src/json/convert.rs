//! Between free-form JSON, serde_json's values and Rust's own types.

use serde_json::Value;

use super::Writer;
use super::object::JsonObject;
use super::value::{JsonError, JsonValue};

impl JsonValue {
    /// The JSON text.
    pub fn into_string(self) -> String {
        self.into_text().into()
    }
}

impl Default for JsonValue {
    /// `null`.
    fn default() -> Self {
        JsonValue::null()
    }
}

impl AsRef<str> for JsonValue {
    /// The JSON text.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for JsonObject {
    /// The JSON text.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// What takes a `String` takes a text in its other forms, too.
macro_rules! from_text {
    ($($name:ty)*) => {$(
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                String::from(text).into()
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                text.clone().into()
            }
        }

        impl From<std::borrow::Cow<'_, str>> for $name {
            fn from(text: std::borrow::Cow<'_, str>) -> Self {
                String::from(text).into()
            }
        }
    )*};
}
pub(crate) use from_text;

from_text! { JsonValue }

macro_rules! from_value {
    ($($type:ty)*) => {$(
        impl From<$type> for JsonValue {
            fn from(value: $type) -> Self {
                Value::from(value).into()
            }
        }
    )*};
}
from_value! { bool i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

impl From<String> for JsonValue {
    /// The text as a JSON string. Use `parse` for a text that is JSON.
    fn from(text: String) -> Self {
        let mut writer = Writer::default();
        writer.string(&text);
        JsonValue::trusted(writer.finish())
    }
}

impl<T: Into<JsonValue>> From<Vec<T>> for JsonValue {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<JsonValue>, const N: usize> From<[T; N]> for JsonValue {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<JsonValue>> FromIterator<T> for JsonValue {
    /// An array.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut writer = Writer::default();
        writer.open('[');
        for item in items {
            writer.raw(item.into().as_str());
            writer.comma();
        }
        writer.close(']');
        JsonValue::trusted(writer.finish())
    }
}

impl TryFrom<f64> for JsonValue {
    type Error = JsonError;

    /// Refuses infinity and NaN, which JSON does not have.
    fn try_from(number: f64) -> Result<Self, JsonError> {
        if !number.is_finite() {
            return Err(JsonError::expected("a finite number"));
        }
        let mut writer = Writer::default();
        writer.float(number);
        Ok(JsonValue::trusted(writer.finish()))
    }
}

impl TryFrom<JsonValue> for Value {
    type Error = serde_json::Error;

    /// Fails for what a `Value` cannot hold, such as half a surrogate pair.
    fn try_from(json: JsonValue) -> serde_json::Result<Self> {
        json.to_value()
    }
}

impl TryFrom<&JsonValue> for Value {
    type Error = serde_json::Error;

    /// Fails for what a `Value` cannot hold, such as half a surrogate pair.
    fn try_from(json: &JsonValue) -> serde_json::Result<Self> {
        json.to_value()
    }
}

impl TryFrom<&JsonObject> for Value {
    type Error = serde_json::Error;

    /// Fails for what a `Value` cannot hold, such as half a surrogate pair.
    fn try_from(object: &JsonObject) -> serde_json::Result<Self> {
        object.to_value()
    }
}

impl PartialEq<Value> for JsonValue {
    /// Compares the value, not the text.
    fn eq(&self, other: &Value) -> bool {
        self.to_value().is_ok_and(|value| value == *other)
    }
}

impl PartialEq<Value> for JsonObject {
    /// Compares the value, not the text.
    fn eq(&self, other: &Value) -> bool {
        **self == *other
    }
}

impl TryFrom<Value> for JsonObject {
    type Error = JsonError;

    fn try_from(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Object(members) => Ok(members.into()),
            _ => Err(JsonError::expected("one JSON object")),
        }
    }
}

impl TryFrom<JsonObject> for Value {
    type Error = serde_json::Error;

    /// Fails for what a `Value` cannot hold, such as half a surrogate pair.
    fn try_from(object: JsonObject) -> serde_json::Result<Self> {
        object.to_value()
    }
}

impl TryFrom<JsonObject> for serde_json::Map<String, Value> {
    type Error = serde_json::Error;

    /// Fails for what a `Value` cannot hold, such as half a surrogate pair.
    fn try_from(object: JsonObject) -> serde_json::Result<Self> {
        object.parse()
    }
}
