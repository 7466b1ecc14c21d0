//! Whether two texts are the same JSON value of a shape, exactly: nothing is rounded, dropped or
//! put in another order but what the shape allows.

use agentlin_types::wire::{JsonKind, ObjectShape, Shape};

use super::json::{compact, elements, members};

/// Compares a text with what the crate wrote for it; the error is the place of the difference.
pub fn same(shape: &Shape, before: &str, after: &str) -> Result<(), String> {
    let equal = match shape {
        // Free-form JSON stays as it is, to the last digit and escape.
        Shape::Any | Shape::AnyObject => compact(before) == after,
        Shape::Boolean | Shape::Null => before.trim() == after,
        Shape::String | Shape::Enum(_) => string(before) == string(after),
        Shape::Number => float(before).to_bits() == float(after).to_bits(),
        Shape::Integer { .. } => integer(before) == after.parse().ok(),
        Shape::Array(item) => return arrays(item, before, after),
        Shape::Map(value) => return maps(value, before, after),
        Shape::Object(object) => return objects(object, before, after),
        Shape::Union(union) => {
            if kind(before) == JsonKind::String {
                return same(&Shape::String, before, after);
            }
            let tag = members(before)
                .into_iter()
                .find(|(key, _)| key == union.tag);
            return match union.variant(&string(tag.expect("a tag").1)) {
                Some(variant) => objects(variant.object, before, after),
                None => same(&Shape::AnyObject, before, after),
            };
        }
        Shape::ByKey(by_key) => {
            let there = |key: &str| members(before).iter().any(|(name, _)| name == key);
            let meant = by_key.alternatives.iter().find(|a| a.key.is_none_or(there));
            return same(&meant.expect("an alternative").shape, before, after);
        }
        Shape::Choice(choice) => {
            let kind = kind(before);
            let shape = choice.alternatives.iter().find(|shape| shape.takes(kind));
            return same(shape.expect("an alternative"), before, after);
        }
        _ => return Err(": a shape that cannot be compared".into()),
    };
    if equal {
        Ok(())
    } else {
        Err(format!(": {before:.80} became {after:.80}"))
    }
}

fn kind(text: &str) -> JsonKind {
    JsonKind::of(text.trim_start().as_bytes()[0]).expect("JSON")
}

fn string(text: &str) -> String {
    serde_json::from_str(text).expect("a string")
}

fn float(text: &str) -> f64 {
    text.trim().parse().expect("a number")
}

/// The value of a whole number; with a point or an exponent that of the nearest float.
fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    match text.parse() {
        Ok(integer) => Some(integer),
        Err(_) => Some(float(text))
            .filter(|f| f.fract() == 0.0)
            .map(|f| f as i64),
    }
}

fn arrays(item: &Shape, before: &str, after: &str) -> Result<(), String> {
    let (before, after) = (elements(before), elements(after));
    if before.len() != after.len() {
        return Err(": another number of elements".into());
    }
    for (i, (before, after)) in before.iter().zip(&after).enumerate() {
        same(item, before, after).map_err(|place| format!("/{i}{place}"))?;
    }
    Ok(())
}

fn maps(value: &Shape, before: &str, after: &str) -> Result<(), String> {
    let (before, after) = (members(before), members(after));
    if !before
        .iter()
        .map(|(key, _)| key)
        .eq(after.iter().map(|(key, _)| key))
    {
        return Err(": other keys".into());
    }
    for ((key, before), (_, after)) in before.iter().zip(&after) {
        same(value, before, after).map_err(|place| format!("/{key}{place}"))?;
    }
    Ok(())
}

fn objects(shape: &ObjectShape, before: &str, after: &str) -> Result<(), String> {
    let (before, after) = (members(before), members(after));
    let (before_fields, before_extra): (Vec<_>, Vec<_>) = before
        .into_iter()
        .partition(|(key, _)| shape.field(key).is_some());
    let (after_fields, after_extra): (Vec<_>, Vec<_>) = after
        .into_iter()
        .partition(|(key, _)| shape.field(key).is_some());
    let mut found = 0;
    for (key, before) in &before_fields {
        let field = shape.field(key).expect("partitioned");
        let Some((_, after)) = after_fields.iter().find(|(name, _)| name == key) else {
            if field.null_is_absent() && before.trim() == "null" {
                continue;
            }
            return Err(format!("/{key}: lost"));
        };
        found += 1;
        // What did not fit its field in a free-form object was kept as text.
        if shape.lenient && compact(before) == *after {
            continue;
        }
        same(&field.shape, before, after).map_err(|place| format!("/{key}{place}"))?;
    }
    if found != after_fields.len() {
        return Err(": a field that was not there".into());
    }
    let kept = before_extra
        .iter()
        .map(|(key, value)| (key, compact(value)));
    let written = after_extra
        .iter()
        .map(|(key, value)| (key, (*value).to_owned()));
    if kept.eq(written) {
        Ok(())
    } else {
        Err(": other unknown members".into())
    }
}
