//! Payloads inside of something else: a gateway's envelope, a line of a log.

use std::borrow::Cow;
use std::ops::Range;

use super::Evidence;
use super::PayloadKind::{self, *};
use super::detection::Detected;
use super::members::by_members;
use crate::json::{Mismatch, Reader, pointers};
use crate::wire::JsonKind;

/// How many levels are looked into, of arrays, objects and strings together: a log record of
/// OpenTelemetry has its text eleven levels deep.
const DEPTH: usize = 16;

/// A payload inside of an object, an array or a string.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wrapped {
    /// The kind of the payload.
    pub kind: PayloadKind,
    /// What speaks for that kind.
    pub evidence: Evidence,
    /// The JSON Pointer of the object, or of the string that holds the payload as JSON.
    pub pointer: String,
    /// The bytes of that value in the text.
    pub range: Range<usize>,
    /// Whether that value is a string. What it spells is the payload, or wraps it in turn, with others
    /// perhaps.
    pub in_string: bool,
}

/// The payloads below the outermost value of a text.
pub(super) fn find(text: &str) -> Vec<Wrapped> {
    look(text, DEPTH)
}

fn look(text: &str, depth: usize) -> Vec<Wrapped> {
    let mut search = Search {
        reader: Reader::new(text),
        found: Vec::new(),
    };
    // What is not JSON to its end has no payload inside: it is broken.
    let whole = search.value(depth, true).is_ok() && search.reader.end().is_ok();
    if !whole {
        return Vec::new();
    }
    let starts: Vec<_> = search.found.iter().map(|found| found.range.start).collect();
    let mut found = search.found;
    for (found, pointer) in found.iter_mut().zip(pointers(text, &starts)) {
        found.pointer = pointer;
    }
    found
}

struct Search<'a> {
    reader: Reader<'a>,
    /// What was found, without pointers.
    found: Vec<Wrapped>,
}

impl Search<'_> {
    fn value(&mut self, depth: usize, root: bool) -> Result<(), Mismatch> {
        let kind = self.reader.kind();
        let start = self.reader.pos();
        match kind {
            Some(JsonKind::Object | JsonKind::Array) if !root => {
                let mut ahead = self.reader.clone();
                ahead.skip()?;
                let range = start..ahead.pos();
                if let Some(found) = alone(&self.reader.text()[range.clone()]) {
                    self.add(found.kind, found.evidence, range, false);
                    self.reader = ahead;
                    return Ok(());
                }
            }
            Some(JsonKind::String) if depth > 0 => {
                let Ok(text) = self.reader.clone().string() else {
                    return self.reader.skip();
                };
                self.reader.skip()?;
                let range = start..self.reader.pos();
                if let Some((kind, evidence)) = in_string(text, depth - 1) {
                    self.add(kind, evidence, range, true);
                }
                return Ok(());
            }
            _ => {}
        }
        let mut first = true;
        match kind {
            Some(JsonKind::Object) if depth > 0 => {
                self.reader.open_object()?;
                while self.reader.member(&mut first)?.is_some() {
                    self.value(depth - 1, false)?;
                }
                Ok(())
            }
            Some(JsonKind::Array) if depth > 0 => {
                self.reader.open_array()?;
                while self.reader.element(&mut first)? {
                    self.value(depth - 1, false)?;
                }
                Ok(())
            }
            _ => self.reader.skip(),
        }
    }

    fn add(&mut self, kind: PayloadKind, evidence: Evidence, range: Range<usize>, string: bool) {
        self.found.push(Wrapped {
            kind,
            evidence,
            pointer: String::new(),
            range,
            in_string: string,
        });
    }
}

/// The payload that a string spells, or wraps in turn.
fn in_string(text: Cow<'_, str>, depth: usize) -> Option<(PayloadKind, Evidence)> {
    if !text.trim_start().starts_with(['{', '"', '[']) {
        return None;
    }
    if let Some(found) = alone(&text) {
        return Some((found.kind, found.evidence));
    }
    let first = look(&text, depth).into_iter().next()?;
    Some((first.kind, first.evidence))
}

/// The kind of a value that is a payload by itself. Some kinds have so little of their own that
/// parts of any log look like them.
fn alone(text: &str) -> Option<Detected> {
    by_members(text).filter(|found| {
        !matches!(
            found.kind,
            EnvCloseResponse
                | EnvCreateParams
                | EnvObservationParams
                | EnvObservationResponse
                | EnvResetParams
                | HttpError
                | RpcError
        )
    })
}
