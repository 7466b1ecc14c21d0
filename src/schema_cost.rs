//! What it may cost to compile a schema and to apply it, found out beforehand: a validator cannot be
//! stopped once it runs. A few lines of schema can ask for more steps than there are atoms, by
//! references to definitions that refer twice to the next one, and for gigabytes, by patterns with
//! repeated repetitions.
//!
//! Steps are counted generously, by the most that a validator could do: one for each keyword and
//! value that it may look at, more for patterns.

use std::collections::HashSet;
use std::fmt;

use serde_json::{Map, Value};

/// The steps to compile one schema. The largest schemas that tools are known to have take some
/// thousands.
const COMPILING: u64 = 20_000;

/// The steps to check one call.
const CHECKING: u64 = 200_000;

/// The steps for everything in one stream or answer: some tenths of a second.
const CAPTURE: u64 = 2_000_000;

/// How deep values and references may be nested in each other: both recurse.
const DEPTH: usize = 200;

/// What one character of a pattern costs if it stands for a class of Unicode.
const CLASS: u64 = 200;

/// How much of a text one step of a pattern goes over.
const PATTERN_STEP: u64 = 64;

/// How often a pattern that cannot be matched in one pass may go back.
pub(crate) const BACKTRACKING: usize = 20_000;

/// The memory for one compiled pattern and for what matching caches.
pub(crate) const PATTERN_BYTES: usize = 2 << 20;

/// What is left of the steps for one stream or answer.
#[derive(Debug)]
pub(crate) struct Capture(u64);

impl Default for Capture {
    fn default() -> Self {
        Capture(CAPTURE)
    }
}

/// Why a schema is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    Costly,
    Capture,
    Elsewhere,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Costly => "that would take too many steps",
            Reason::Capture => "the checks before it took as many steps as one stream may",
            Reason::Elsewhere => "it refers to something outside itself or by a name",
        })
    }
}

/// Whether a schema may be compiled.
pub(crate) fn of_compiling(schema: &Value, capture: &mut Capture) -> Result<(), Reason> {
    let mut outline = Outline {
        root: schema,
        seen: HashSet::new(),
        steps: Steps::new(COMPILING, capture),
    };
    outline.visit(schema, 0)
}

/// Whether a value may be checked against a schema that may be compiled.
pub(crate) fn of_check(schema: &Value, value: &Value, capture: &mut Capture) -> Result<(), Reason> {
    let mut check = Check {
        root: schema,
        steps: Steps::new(CHECKING, capture),
    };
    check.visit(schema, value, 0)
}

/// Steps that are taken from two stocks.
struct Steps<'a> {
    left: u64,
    capture: &'a mut Capture,
}

impl<'a> Steps<'a> {
    fn new(left: u64, capture: &'a mut Capture) -> Self {
        Steps { left, capture }
    }

    fn take(&mut self, steps: u64) -> Result<(), Reason> {
        self.left = self.left.checked_sub(steps).ok_or(Reason::Costly)?;
        let rest = self.capture.0.checked_sub(steps);
        self.capture.0 = rest.ok_or(Reason::Capture)?;
        Ok(())
    }
}

/// Goes once over all that a compiler may look at.
struct Outline<'a, 'b> {
    root: &'a Value,
    /// The references that were followed.
    seen: HashSet<&'a str>,
    steps: Steps<'b>,
}

impl<'a> Outline<'a, '_> {
    fn visit(&mut self, part: &'a Value, depth: usize) -> Result<(), Reason> {
        self.steps.take(1)?;
        if depth > DEPTH {
            return Err(Reason::Costly);
        }
        match part {
            Value::Array(items) => {
                let mut items = items.iter();
                items.try_for_each(|item| self.visit(item, depth + 1))
            }
            Value::Object(members) => {
                let mut all = members.iter();
                all.try_for_each(|(key, value)| self.member(key, value, depth))
            }
            _ => Ok(()),
        }
    }

    fn member(&mut self, key: &str, value: &'a Value, depth: usize) -> Result<(), Reason> {
        match (key, value) {
            ("$ref", Value::String(reference)) => {
                if !is_pointer(reference) {
                    return Err(Reason::Elsewhere);
                }
                match target(self.root, reference) {
                    Some(target) if self.seen.insert(reference) => self.visit(target, depth + 1),
                    _ => Ok(()),
                }
            }
            (
                "$id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" | "$recursiveRef",
                Value::String(_),
            ) if depth > 0 || key != "$id" => Err(Reason::Elsewhere),
            // Its schemas have names of another kind.
            ("$schema", Value::String(dialect)) if dialect.contains("draft-04") => {
                Err(Reason::Elsewhere)
            }
            ("pattern", Value::String(pattern)) => self.steps.take(pattern_cost(pattern)),
            ("patternProperties", Value::Object(patterns)) => {
                for (pattern, schema) in patterns {
                    self.steps.take(pattern_cost(pattern))?;
                    self.visit(schema, depth + 1)?;
                }
                Ok(())
            }
            _ => self.visit(value, depth + 1),
        }
    }
}

/// Goes over all that a validator may look at for one value.
struct Check<'a, 'b> {
    root: &'a Value,
    steps: Steps<'b>,
}

impl Check<'_, '_> {
    fn visit(&mut self, schema: &Value, value: &Value, depth: usize) -> Result<(), Reason> {
        self.steps.take(1)?;
        if depth > DEPTH {
            return Err(Reason::Costly);
        }
        let Value::Object(keywords) = schema else {
            return Ok(());
        };
        // To know what is left, a validator may go over the others once more.
        let again = keywords.contains_key("unevaluatedProperties")
            || keywords.contains_key("unevaluatedItems");
        for _ in 0..1 + usize::from(again) {
            for (keyword, argument) in keywords {
                self.here(keyword, argument, value, depth)?;
            }
        }
        for (keyword, argument) in keywords {
            self.below(keyword, argument, value, depth)?;
        }
        Ok(())
    }

    /// The schemas that a keyword applies to the value itself, and its other costs.
    fn here(
        &mut self,
        keyword: &str,
        argument: &Value,
        value: &Value,
        depth: usize,
    ) -> Result<(), Reason> {
        self.steps.take(1)?;
        match (keyword, argument, value) {
            ("$ref", Value::String(reference), _) => match target(self.root, reference) {
                Some(target) => self.visit(target, value, depth + 1),
                None => Ok(()),
            },
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas), _) => {
                let mut schemas = schemas.iter();
                schemas.try_for_each(|schema| self.visit(schema, value, depth + 1))
            }
            ("dependentSchemas" | "dependencies", Value::Object(schemas), Value::Object(_)) => {
                let mut schemas = schemas.values();
                schemas.try_for_each(|schema| self.visit(schema, value, depth + 1))
            }
            ("not" | "if" | "then" | "else", _, _) => self.visit(argument, value, depth + 1),
            ("pattern", Value::String(pattern), Value::String(text)) => {
                self.steps.take(matching_cost(pattern, text))
            }
            ("enum" | "const", _, _) => self.steps.take(size(argument)),
            ("required", Value::Array(names), _) => self.steps.take(names.len() as u64),
            ("uniqueItems", Value::Bool(true), Value::Array(items)) => {
                let pairs = (items.len() as u64).saturating_mul(items.len() as u64);
                self.steps.take(size(value).saturating_add(pairs / 16))
            }
            _ => Ok(()),
        }
    }

    /// The schemas that a keyword applies to members and elements.
    fn below(
        &mut self,
        keyword: &str,
        argument: &Value,
        value: &Value,
        depth: usize,
    ) -> Result<(), Reason> {
        match (keyword, argument, value) {
            ("properties", Value::Object(schemas), Value::Object(members)) => {
                self.steps.take(schemas.len() as u64)?;
                for (name, member) in members {
                    if let Some(schema) = schemas.get(name) {
                        self.visit(schema, member, depth + 1)?;
                    }
                }
                Ok(())
            }
            ("patternProperties", Value::Object(schemas), Value::Object(members)) => {
                for (pattern, schema) in schemas {
                    self.names(pattern, members)?;
                    self.each(schema, members.values(), depth)?;
                }
                Ok(())
            }
            ("propertyNames", _, Value::Object(members)) => members
                .keys()
                .try_for_each(|name| self.visit(argument, &Value::String(name.clone()), depth + 1)),
            ("additionalProperties" | "unevaluatedProperties", _, Value::Object(members)) => {
                self.each(argument, members.values(), depth)
            }
            ("items" | "prefixItems", Value::Array(schemas), Value::Array(items)) => {
                let mut pairs = schemas.iter().zip(items);
                pairs.try_for_each(|(schema, item)| self.visit(schema, item, depth + 1))
            }
            (
                "items" | "additionalItems" | "contains" | "unevaluatedItems",
                _,
                Value::Array(items),
            ) => self.each(argument, items.iter(), depth),
            _ => Ok(()),
        }
    }

    fn names(&mut self, pattern: &str, members: &Map<String, Value>) -> Result<(), Reason> {
        let costs = members.keys().map(|name| matching_cost(pattern, name));
        self.steps.take(costs.fold(0, u64::saturating_add))
    }

    fn each<'v>(
        &mut self,
        schema: &Value,
        mut values: impl Iterator<Item = &'v Value>,
        depth: usize,
    ) -> Result<(), Reason> {
        values.try_for_each(|value| self.visit(schema, value, depth + 1))
    }
}

/// Whether a reference is a JSON Pointer into the schema itself.
fn is_pointer(reference: &str) -> bool {
    let pointer = reference.strip_prefix('#');
    pointer.is_some_and(|pointer| pointer.is_empty() || pointer.starts_with('/'))
        && !reference.contains('%')
}

fn target<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    root.pointer(reference.strip_prefix('#')?)
}

/// How many values a value is made of.
fn size(value: &Value) -> u64 {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

fn matching_cost(pattern: &str, text: &str) -> u64 {
    let steps = pattern_cost(pattern).saturating_mul(text.len() as u64);
    1 + steps / PATTERN_STEP
}

/// About how many states a pattern has: its characters, those in a repetition as often as they are
/// repeated.
fn pattern_cost(pattern: &str) -> u64 {
    // What the groups that are open have cost so far.
    let mut open = Vec::new();
    let (mut sum, mut last) = (1_u64, 1_u64);
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        match character {
            '(' => {
                open.push(sum);
                sum = 1;
                continue;
            }
            ')' => {
                last = sum;
                sum = open.pop().unwrap_or(1);
            }
            '{' => {
                let count: String = rest.by_ref().take_while(|c| *c != '}').collect();
                let most = count
                    .split(',')
                    .filter_map(|count| count.trim().parse().ok())
                    .max();
                let more = last.saturating_mul(most.unwrap_or(1_u64).saturating_sub(1));
                sum = sum.saturating_add(more);
                last = last.saturating_add(more);
                continue;
            }
            '\\' => {
                let class = matches!(
                    rest.next(),
                    Some('w' | 'W' | 'd' | 'D' | 's' | 'S' | 'p' | 'P')
                );
                last = if class { CLASS } else { 1 };
            }
            _ => last = 1,
        }
        sum = sum.saturating_add(last);
    }
    open.into_iter().fold(sum, u64::saturating_add)
}
