//! Every type through serde's `Deserialize`: the format gives the text of the value, or data from
//! which the text is written, and the text is read as always.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::Wire;
use super::error::read_or_explain;
use super::pairs;
use super::scalar::Map;
use super::shape::Shape;
use crate::json::number::number;
use crate::json::{JsonObject, JsonValue, RAW_TOKEN, Writer};

/// Deserializes any type of the model.
///
/// serde_json hands over the text, also from behind other crates' wrappers. A format that cannot
/// (another data format, or serde's private buffer behind `untagged` and `flatten`) hands over data;
/// then only what the format itself kept can be kept.
pub(crate) fn deserialize<'de, T: Wire, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut writer = Writer::empty();
    let data = Data {
        writer: &mut writer,
        root: Some(T::SHAPE),
    };
    let text = if type_name::<D>().contains("serde_json::") {
        deserializer.deserialize_newtype_struct(RAW_TOKEN, data)?
    } else if let Shape::Enum(_) = T::SHAPE {
        deserializer.deserialize_string(data)?
    } else {
        deserializer.deserialize_any(data)?
    };
    let text = text.unwrap_or_else(|| written(writer, &T::SHAPE).into());
    // Only now, so that the place of the text is not taken for that of an error in it. Where the
    // text is, the format knows.
    read_or_explain(&text).map_err(|error| D::Error::custom(error.without_position()))
}

/// The text of a value that came as data.
fn written(writer: Writer, shape: &Shape) -> String {
    let text = writer.finish();
    match shape {
        Shape::Object(object) => pairs::retyped(object, &text).unwrap_or(text),
        _ => text,
    }
}

/// Takes the text of a value from a format that has it, or writes the data that it hands over.
struct Data<'a> {
    writer: &'a mut Writer,
    /// The shape of the value, if it is the whole one.
    root: Option<Shape>,
}

impl Data<'_> {
    /// For a value inside this one.
    fn inside(&mut self) -> Data<'_> {
        Data {
            writer: self.writer,
            root: None,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Data<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self).map(drop)
    }
}

impl<'de> Visitor<'de> for Data<'_> {
    /// The text of the value; `None` if it was written.
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Some(shape) => f.write_str(&shape.expected()),
            None => f.write_str("a JSON value"),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.writer.raw(if value { "true" } else { "false" });
        Ok(None)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.writer.integer(value);
        Ok(None)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.writer.raw(&value.to_string());
        Ok(None)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Self::Value, E> {
        self.writer.raw(&value.to_string());
        Ok(None)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Self::Value, E> {
        self.writer.raw(&value.to_string());
        Ok(None)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        if !value.is_finite() {
            return Err(E::invalid_value(Unexpected::Float(value), &self));
        }
        self.writer.float(value);
        Ok(None)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        self.writer.string(value);
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.writer.raw("null");
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(mut self, inner: D) -> Result<Self::Value, D::Error> {
        self.inside().deserialize(inner).map(|()| None)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        self.visit_some(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Self::Value, A::Error> {
        self.writer.open('[');
        while let Some(()) = seq.next_element_seed(self.inside())? {
            self.writer.comma();
        }
        self.writer.close(']');
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let start = self.writer.written().len();
        let mut key = map.next_key_seed(Text)?;
        if self.root.is_some() && key.as_deref() == Some(RAW_TOKEN) {
            return map.next_value_seed(Text).map(Some);
        }
        self.writer.open('{');
        while let Some(name) = key {
            self.writer.string(&name);
            self.writer.raw(":");
            map.next_value_seed(self.inside())?;
            self.writer.comma();
            key = map.next_key_seed(Text)?;
        }
        self.writer.close('}');
        if let Some(number) = buffered_number(&self.writer.written()[start..]) {
            let number = number.to_owned();
            self.writer.truncate(start);
            self.writer.raw(&number);
        }
        Ok(None)
    }
}

/// The number that serde_json hands over as an object when its feature `arbitrary_precision` is on.
fn buffered_number(object: &str) -> Option<&str> {
    static ARBITRARY_PRECISION: LazyLock<bool> =
        LazyLock::new(|| serde_json::from_str::<serde_json::Number>("1e400").is_ok());
    let quoted = object.strip_prefix(r#"{"$serde_json::private::Number":""#)?;
    let text = quoted.strip_suffix(r#""}"#)?;
    (*ARBITRARY_PRECISION && number(text.as_bytes(), 0) == Some(text.len())).then_some(text)
}

/// Takes a key, or the text behind [`RAW_TOKEN`], without a copy if it can be borrowed.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.visit_str(text),
            Err(_) => Err(E::invalid_value(Unexpected::Bytes(bytes), &self)),
        }
    }
}

macro_rules! deserialize {
    ($($type:ty where [$($value:ident)?]),*) => {$(
        impl<'de $(, $value: Wire)?> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}
deserialize!(JsonValue where [], JsonObject where [], Map<T> where [T]);
