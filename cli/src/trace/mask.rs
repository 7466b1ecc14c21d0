//! Payloads without what people and models said, for pages that are shared.
//!
//! What stays are the words of the protocol (names of fields, types, states), numbers where the
//! protocol has them, and times. Identifiers and names become others, the same everywhere, so that
//! one still sees what belongs together.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use agentlin_types::validate::{Code, PayloadKind};
use agentlin_types::wire::Shape;
use serde_json::value::RawValue;

use crate::capture;
use crate::time;

/// The words of the protocol.
static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut words = Words::default();
    for kind in PayloadKind::ALL {
        words.shape(kind.shape());
    }
    words.words
});

/// A key for the names that take the place of identifiers; another one on each run, so that
/// no one can try out what a name stands for.
static NAMES: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// Fields with numbers that say nothing about what was said.
const NUMBERS: &[&str] = &[
    "agent_step",
    "cached_tokens",
    "code",
    "content_index",
    "created_at",
    "end_index",
    "execution_time",
    "index",
    "input_tokens",
    "output_tokens",
    "progress",
    "reasoning_tokens",
    "sequence_number",
    "start_index",
    "step",
    "summary_index",
    "time",
    "timestamp",
    "tool_calls",
    "total_tokens",
    "turn",
];

/// Fields with identifiers and names, beside those that end with `id` or `ids`.
const NAMED: &[&str] = &[
    "name",
    "subagent_name",
    "tool_name",
    "input_required_call_ids",
];

/// A JSON text with its values hidden; what is not JSON is hidden altogether.
pub(crate) fn json(text: &str) -> String {
    let mut out = String::new();
    match serde_json::from_str::<&RawValue>(text) {
        Ok(value) => hide(value, "", &mut out),
        Err(_) => out = hidden(text),
    }
    out
}

/// A pointer with the keys hidden that are not of the protocol.
pub(crate) fn pointer(pointer: &str) -> String {
    let hide = |segment: &str| match segment.parse::<usize>() {
        Err(_) if !WORDS.contains(segment) && !segment.is_empty() => named(segment),
        _ => segment.to_owned(),
    };
    pointer.split('/').map(hide).collect::<Vec<_>>().join("/")
}

/// What a finding's code means, in place of its message, which may quote the payload.
pub(crate) fn finding(code: &str) -> String {
    let of_payload = |code: Code| code.explain().meaning.to_owned();
    let meaning = code.parse().map(of_payload);
    meaning
        .or_else(|_| code.parse().map(capture::CaptureCode::meaning))
        .unwrap_or_else(|_| "see the code".into())
}

fn hide(value: &RawValue, key: &str, out: &mut String) {
    let text = value.get();
    match text.as_bytes()[0] {
        b'{' => {
            // A list of pairs keeps the order, and keys that come twice.
            let Ok(Pairs(pairs)) = serde_json::from_str(text) else {
                return out.push_str("{}");
            };
            out.push('{');
            for (at, (name, value)) in pairs.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                let known = WORDS.contains(name.as_str());
                push_string(&if known { name.clone() } else { named(name) }, out);
                out.push(':');
                hide(value, name, out);
            }
            out.push('}');
        }
        b'[' => {
            let list: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            out.push('[');
            for (at, value) in list.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                hide(value, key, out);
            }
            out.push(']');
        }
        b'"' => {
            let value: String = serde_json::from_str(text).unwrap_or_default();
            let is_name = key.ends_with("id") || key.ends_with("ids") || NAMED.contains(&key);
            let shown = match value.as_str() {
                "" => value,
                word if WORDS.contains(word) && !is_name => value,
                time if key == "timestamp" && time::millis(time).is_some() => value,
                name if is_name => named(name),
                text => hidden(text),
            };
            push_string(&shown, out);
        }
        b'-' | b'0'..=b'9' if !NUMBERS.contains(&key) => out.push('0'),
        _ => out.push_str(text),
    }
}

fn push_string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

/// The stand-in for a text.
fn hidden(text: &str) -> String {
    format!("({} characters)", text.chars().count())
}

/// The stand-in for an identifier.
fn named(text: &str) -> String {
    format!("name-{:012x}", NAMES.hash_one(text) >> 16)
}

/// The members of an object.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[derive(Default)]
struct Words {
    words: HashSet<&'static str>,
    visited: HashSet<&'static str>,
}

impl Words {
    fn shape(&mut self, shape: &Shape) {
        match *shape {
            Shape::Array(inner) | Shape::Map(inner) => self.shape(inner),
            Shape::Enum(values) => self.words.extend(values.values),
            Shape::Object(object) if self.visited.insert(object.name) => {
                for field in object.fields {
                    self.words.insert(field.name);
                    self.words.extend(field.constant);
                    self.shape(&field.shape);
                }
            }
            Shape::Union(union) => {
                for variant in union.variants {
                    self.words.extend(variant.object.tags(union.tag));
                    self.shape(&Shape::Object(variant.object));
                }
            }
            Shape::Choice(choice) => choice.alternatives.iter().for_each(|s| self.shape(s)),
            Shape::ByKey(by_key) => {
                for alternative in by_key.alternatives {
                    self.shape(&alternative.shape);
                }
            }
            _ => {}
        }
    }
}
