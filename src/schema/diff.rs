//! What changed between two versions of a schema, and whom it breaks.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use crate::pointer;
use crate::wire::named_enum;

/// Whom a change breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breaks {
    /// No one.
    NoOne,
    /// Those who read: values may come that the old schema did not allow, or something that it
    /// promised may be missing.
    Readers,
    /// Those who write: values that the old schema allowed are refused.
    Writers,
    /// Both.
    Both,
}

named_enum! {
    /// Which part of a semantic version a change raises, smallest first.
    pub enum Bump {
        /// Words only.
        Patch = "patch",
        /// Something new that readers have to tolerate: an optional field, a type, a variant, a
        /// value.
        Minor = "minor",
        /// Anything else.
        Major = "major",
    }
}

/// One difference between two schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Whom it breaks.
    pub breaks: Breaks,
    /// Which part of the version it raises.
    pub bump: Bump,
    /// Where, as a JSON Pointer into the schema that has it.
    pub pointer: String,
    /// What changed, in words.
    pub message: String,
}

impl fmt::Display for Breaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Breaks::NoOne => "breaks no one",
            Breaks::Readers => "breaks readers",
            Breaks::Writers => "breaks writers",
            Breaks::Both => "breaks readers and writers",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.pointer, self.message, self.breaks)
    }
}

/// Compares two schema documents in the form for code generators, such as two versions of
/// `schemas/documented/agentlin-tasks.schema.json`.
///
/// ```
/// use agentlin_types::schema::{Breaks, Bump, diff};
/// use serde_json::json;
///
/// let old = json!({"type": "object", "properties": {"id": {"type": "string"}}});
/// let mut new = old.clone();
/// new["required"] = json!(["id"]);
/// let changes = diff(&old, &new);
/// assert_eq!(changes[0].breaks, Breaks::Writers);
/// assert_eq!(changes[0].bump, Bump::Major);
/// assert_eq!(changes[0].pointer, "/properties/id");
/// ```
pub fn diff(old: &Value, new: &Value) -> Vec<Change> {
    let mut changes = Changes(Vec::new());
    changes.schema("", old, new);
    changes.0
}

/// The smallest version that may follow `last` with these changes; `last` itself if there are
/// none. `None` if `last` is no version of three numbers.
pub fn next_version(last: &str, changes: &[Change]) -> Option<String> {
    let parts: Vec<u64> = last
        .split('.')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [major, minor, patch] = parts[..] else {
        return None;
    };
    let (major, minor, patch) = match changes.iter().map(|change| change.bump).max() {
        None => (major, minor, patch),
        Some(Bump::Patch) => (major, minor, patch + 1),
        Some(Bump::Minor) => (major, minor + 1, 0),
        Some(Bump::Major) => (major + 1, 0, 0),
    };
    Some(format!("{major}.{minor}.{patch}"))
}

struct Changes(Vec<Change>);

/// Keywords that say nothing about values.
const WORDS: &[&str] = &["title", "description", "examples"];
/// Keywords that are compared on their own, or that every version changes.
const APART: &[&str] = &[
    "$id",
    "$comment",
    "$defs",
    "definitions",
    "properties",
    "required",
    "type",
    "enum",
    "minimum",
    "maximum",
    "items",
    "additionalProperties",
    "oneOf",
    "anyOf",
    "$ref",
];

impl Changes {
    fn add(&mut self, breaks: Breaks, bump: Bump, pointer: &str, message: impl Into<String>) {
        self.0.push(Change {
            breaks,
            bump,
            pointer: pointer.into(),
            message: message.into(),
        });
    }

    fn schema(&mut self, at: &str, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        self.definitions(at, old, new);
        let (before, after) = (arms(old), arms(new));
        self.alternatives(at, &before, &after);
        for word in WORDS {
            self.other(at, word, &old[word], &new[word]);
        }
        // What else is said about a type is beside its name and on the way to it.
        let mut compared: Vec<(*const Value, *const Value)> = Vec::new();
        for old in before {
            // Nothing can be said about null.
            let same = |new: &&Arm<'_>| new.name == old.name && new.name != "null";
            let Some(new) = after.iter().find(same) else {
                continue;
            };
            let steps = old.way.len().max(new.way.len());
            let mut pairs: Vec<_> = (0..steps).map(|at| (old.step(at), new.step(at))).collect();
            pairs.push((old.schema, new.schema));
            for (old, new) in pairs {
                if !compared.contains(&(old, new)) {
                    compared.push((old, new));
                    self.contents(at, old, new);
                }
            }
        }
    }

    fn contents(&mut self, at: &str, old: &Value, new: &Value) {
        self.properties(at, old, new);
        for bound in ["minimum", "maximum"] {
            self.bound(at, bound, &old[bound], &new[bound]);
        }
        for key in ["items", "additionalProperties"] {
            match (&old[key], &new[key]) {
                (before @ Value::Object(_), after @ Value::Object(_)) => {
                    self.schema(&format!("{at}/{key}"), before, after);
                }
                (before, after) => self.other(at, key, before, after),
            }
        }
        self.values(at, &old["enum"], &new["enum"]);
        let keys = |schema: &Value| -> BTreeSet<String> {
            let keys = schema.as_object().into_iter().flat_map(|all| all.keys());
            keys.cloned().collect()
        };
        for key in keys(old).union(&keys(new)) {
            if !APART.contains(&key.as_str()) && !WORDS.contains(&key.as_str()) {
                self.other(at, key, &old[key], &new[key]);
            }
        }
    }

    fn other(&mut self, at: &str, key: &str, old: &Value, new: &Value) {
        if old == new {
        } else if WORDS.contains(&key) {
            self.add(Breaks::NoOne, Bump::Patch, at, format!("another {key}"));
        } else {
            self.add(Breaks::Both, Bump::Major, at, format!("another `{key}`"));
        }
    }

    fn definitions(&mut self, at: &str, old: &Value, new: &Value) {
        for list in ["$defs", "definitions"] {
            for (name, before, after) in pairs(&old[list], &new[list]) {
                let at = format!("{at}/{list}/{name}");
                match (before, after) {
                    (Some(before), Some(after)) => self.schema(&at, before, after),
                    (Some(_), None) => {
                        self.add(Breaks::Both, Bump::Major, &at, "the type is gone");
                    }
                    _ => self.add(Breaks::NoOne, Bump::Minor, &at, "a new type"),
                }
            }
        }
    }

    fn properties(&mut self, at: &str, old: &Value, new: &Value) {
        for (name, before, after) in pairs(&old["properties"], &new["properties"]) {
            let mut at = format!("{at}/properties");
            pointer::push(&mut at, name);
            let (was, is) = (required(old, name), required(new, name));
            match (before, after) {
                (Some(before), Some(after)) => {
                    if is && !was {
                        self.add(
                            Breaks::Writers,
                            Bump::Major,
                            &at,
                            "the field is required now",
                        );
                    }
                    if was && !is {
                        self.add(
                            Breaks::Readers,
                            Bump::Major,
                            &at,
                            "the field may be absent now",
                        );
                    }
                    self.schema(&at, before, after);
                }
                (Some(_), None) => {
                    self.add(Breaks::Readers, Bump::Major, &at, "the field is gone");
                }
                _ if is => self.add(Breaks::Writers, Bump::Major, &at, "a new required field"),
                _ => self.add(Breaks::NoOne, Bump::Minor, &at, "a new optional field"),
            }
        }
    }

    /// Types and references that a value may have: written as `type`, `$ref` or a union.
    fn alternatives(&mut self, at: &str, old: &[Arm<'_>], new: &[Arm<'_>]) {
        let before: BTreeSet<&str> = old.iter().map(|arm| arm.name).collect();
        let after: BTreeSet<&str> = new.iter().map(|arm| arm.name).collect();
        if before.contains(ANY) != after.contains(ANY) {
            let breaks = if before.contains(ANY) {
                Breaks::Writers
            } else {
                Breaks::Readers
            };
            return self.add(breaks, Bump::Major, at, "any type before or now");
        }
        for gone in before.difference(&after) {
            self.add(
                Breaks::Writers,
                Bump::Major,
                at,
                format!("no longer {gone}"),
            );
        }
        // Readers have to expect one more variant of a union.
        let union = before.len() > 1 && before.iter().all(|name| name.starts_with('#'));
        let bump = if union { Bump::Minor } else { Bump::Major };
        for added in after.difference(&before) {
            self.add(Breaks::Readers, bump, at, format!("also {added}"));
        }
    }

    fn values(&mut self, at: &str, old: &Value, new: &Value) {
        let list = |values: &Value| -> Option<BTreeSet<String>> {
            let values = values.as_array()?.iter();
            Some(values.map(Value::to_string).collect())
        };
        match (list(old), list(new)) {
            (Some(before), Some(after)) => {
                for gone in before.difference(&after) {
                    let message = format!("the value {gone} is gone");
                    self.add(Breaks::Writers, Bump::Major, at, message);
                }
                for added in after.difference(&before) {
                    let message = format!("a new value {added}");
                    self.add(Breaks::Readers, Bump::Minor, at, message);
                }
            }
            (None, Some(_)) => {
                self.add(
                    Breaks::Writers,
                    Bump::Major,
                    at,
                    "the values are a closed list now",
                );
            }
            (Some(_), None) => {
                self.add(
                    Breaks::Readers,
                    Bump::Major,
                    at,
                    "the values are an open list now",
                );
            }
            (None, None) => {}
        }
    }

    fn bound(&mut self, at: &str, key: &str, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        let beyond = if key == "minimum" {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
        let number = |bound: &Value| bound.as_f64().unwrap_or(beyond);
        let narrower = if key == "minimum" {
            number(new) > number(old)
        } else {
            number(new) < number(old)
        };
        let breaks = if narrower {
            Breaks::Writers
        } else {
            Breaks::Readers
        };
        self.add(breaks, Bump::Major, at, format!("another {key}"));
    }
}

/// The members of two objects by name.
fn pairs<'a>(
    old: &'a Value,
    new: &'a Value,
) -> impl Iterator<Item = (&'a String, Option<&'a Value>, Option<&'a Value>)> {
    let keys = |object: &'a Value| object.as_object().into_iter().flat_map(|all| all.keys());
    let names: BTreeSet<&String> = keys(old).chain(keys(new)).collect();
    names
        .into_iter()
        .map(|name| (name, old.get(name), new.get(name)))
}

fn required(schema: &Value, name: &str) -> bool {
    schema["required"]
        .as_array()
        .is_some_and(|names| names.iter().any(|key| key == name))
}

/// The name of what has neither a type nor a reference.
const ANY: &str = "any value";

/// One of the things that a value may be.
struct Arm<'a> {
    /// Its type or reference.
    name: &'a str,
    /// The schema that has it.
    schema: &'a Value,
    /// The unions that this schema is an arm of, the outer ones first.
    way: Vec<&'a Value>,
}

impl<'a> Arm<'a> {
    /// The union at that place of the way.
    fn step(&self, at: usize) -> &'a Value {
        self.way.get(at).copied().unwrap_or(&Value::Null)
    }
}

fn arms(schema: &Value) -> Vec<Arm<'_>> {
    let arm = |name| Arm {
        name,
        schema,
        way: Vec::new(),
    };
    let mut arms: Vec<_> = schema["$ref"].as_str().map(arm).into_iter().collect();
    match &schema["type"] {
        Value::String(name) => arms.push(arm(name)),
        Value::Array(names) => arms.extend(names.iter().filter_map(Value::as_str).map(arm)),
        _ => {}
    }
    let unions = ["oneOf", "anyOf"].map(|union| schema[union].as_array());
    for one in unions.into_iter().flatten().flatten() {
        arms.extend(self::arms(one).into_iter().map(|mut arm| {
            arm.way.insert(0, schema);
            arm
        }));
    }
    if arms.is_empty() && unions == [None, None] {
        arms.push(arm(ANY));
    }
    arms
}
