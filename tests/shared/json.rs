//! JSON text taken apart without changing it.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The elements of an array, as their texts.
pub fn elements(text: &str) -> Vec<&str> {
    let elements: Vec<&RawValue> = serde_json::from_str(text).expect("an array");
    elements.into_iter().map(RawValue::get).collect()
}

/// The members of an object in their order, the values as their texts; also those that appear
/// there twice.
pub fn members(text: &str) -> Vec<(String, &str)> {
    let members: Members<'_> = serde_json::from_str(text).expect("an object");
    members.0
}

struct Members<'a>(Vec<(String, &'a str)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                    members.push((key, value.get()));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The text without white space between tokens, every token as it was.
pub fn compact(text: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    text.chars()
        .filter(|&char| {
            let keep = inside || !matches!(char, ' ' | '\n' | '\r' | '\t');
            if escaped {
                escaped = false;
            } else if inside && char == '\\' {
                escaped = true;
            } else if char == '"' {
                inside = !inside;
            }
            keep
        })
        .collect()
}

/// The text with the members of every object in another order. Nothing else changes: every
/// number and string keeps its spelling. `None` if serde_json cannot distinguish the keys.
pub fn reversed(text: &str) -> Option<String> {
    Some(match text.trim_start().as_bytes().first()? {
        b'{' => {
            let members: Members<'_> = serde_json::from_str(text).ok()?;
            let mut parts = Vec::new();
            for (key, value) in members.0.into_iter().rev() {
                let key = serde_json::to_string(&key).ok()?;
                parts.push(format!("{key}:{}", reversed(value)?));
            }
            format!("{{{}}}", parts.join(","))
        }
        b'[' => {
            let elements: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            let parts: Option<Vec<String>> = elements.iter().map(|e| reversed(e.get())).collect();
            format!("[{}]", parts?.join(","))
        }
        _ => text.trim().to_owned(),
    })
}

/// Whether a JSON Pointer leads to a value; `None` if the text is not JSON, or has keys on the way
/// that are no strings.
pub fn resolve(text: &str, pointer: &str) -> Option<bool> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    let mut texts = vec![text.trim()];
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        let mut inside = Vec::new();
        // A duplicate key leads to both of its values.
        for text in texts {
            match text.as_bytes().first() {
                Some(b'[') => {
                    let at = segment.parse::<usize>().ok();
                    inside.extend(at.and_then(|at| elements(text).get(at).copied()));
                }
                Some(b'{') => {
                    let members: Members<'_> = serde_json::from_str(text).ok()?;
                    let members = members.0.into_iter();
                    inside.extend(members.filter(|(key, _)| *key == segment).map(|(_, v)| v));
                }
                _ => {}
            }
        }
        texts = inside;
    }
    Some(!texts.is_empty())
}
