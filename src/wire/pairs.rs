//! Objects whose members come as pairs of strings: a query, a form, environment variables.

use serde_json::{Map, Value};

use super::shape::{ObjectShape, Shape};
use crate::json::{JsonKind, Mismatch, Reader};

/// The JSON text of the object that such pairs mean. The keys of lists may have brackets or not, and
/// come once for each element, in brackets also its index; of any other key that comes twice the last value counts.
///
/// A string that does not fit stays a string, and the reader says what is wrong with it.
pub(crate) fn typed<K: AsRef<str>, V: AsRef<str>>(
    shape: &ObjectShape,
    pairs: impl IntoIterator<Item = (K, V)>,
) -> String {
    let mut object = Map::new();
    for (key, value) in pairs {
        insert(shape, &mut object, key.as_ref(), value.as_ref());
    }
    Value::Object(object).to_string()
}

fn insert(shape: &ObjectShape, object: &mut Map<String, Value>, key: &str, value: &str) {
    let bare = without_index(key).unwrap_or(key);
    match shape.field(bare).map(|field| field.shape) {
        Some(Shape::Array(item)) => {
            let list = object
                .entry(bare)
                .or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(items) = list {
                items.push(scalar(item, value));
            }
        }
        Some(field) => {
            object.insert(key.into(), scalar(&field, value));
        }
        None => {
            object.insert(key.into(), value.into());
        }
    }
}

/// What precedes the brackets of `status[]` or `status[0]`.
fn without_index(key: &str) -> Option<&str> {
    let (bare, index) = key.strip_suffix(']')?.rsplit_once('[')?;
    index.bytes().all(|b| b.is_ascii_digit()).then_some(bare)
}

/// The JSON value that a string means.
fn scalar(shape: &Shape, text: &str) -> Value {
    let value = match shape {
        Shape::Integer { .. } | Shape::Number | Shape::Boolean => serde_json::from_str(text).ok(),
        _ => None,
    };
    value.unwrap_or_else(|| text.into())
}

/// The object that a text means if its format has nothing but strings: all members are strings or
/// lists of them, and the shape has nothing that pairs could not hold. `None` for any other text.
pub(super) fn retyped(shape: &ObjectShape, text: &str) -> Option<String> {
    let holds = |shape: &Shape| match shape {
        Shape::Array(item) => is_scalar(item),
        shape => is_scalar(shape),
    };
    if !shape.fields.iter().all(|field| holds(&field.shape)) {
        return None;
    }
    let pairs = strings(&mut Reader::new(text)).ok()?;
    Some(typed(shape, pairs))
}

fn is_scalar(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Integer { .. } | Shape::Number | Shape::Boolean | Shape::String | Shape::Enum(_)
    )
}

/// The members of an object if all of them are strings, or lists of strings: a pair for each.
fn strings(reader: &mut Reader<'_>) -> Result<Vec<(String, String)>, Mismatch> {
    let mut pairs = Vec::new();
    let mut first = true;
    reader.open_object()?;
    while let Some(key) = reader.member(&mut first)? {
        let mut string = |reader: &mut Reader<'_>| {
            if reader.kind() != Some(JsonKind::String) {
                return Err(Mismatch);
            }
            pairs.push((key.to_string(), reader.string()?.into_owned()));
            Ok(())
        };
        if reader.kind() == Some(JsonKind::Array) {
            reader.elements(string)?;
        } else {
            string(reader)?;
        }
    }
    Ok(pairs)
}
