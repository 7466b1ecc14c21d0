//! From JSON Pointers to places in the text.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};

use super::Finding;
use crate::lines::Lines;
use crate::pointer;
use crate::wire::{Kind, Mismatch, Reader};

/// Gives every finding its span, line and column, and puts them in the order of the text.
///
/// Findings of the same place keep their order. The text is walked once, as far as there are findings,
/// and only into values that hold one.
pub(super) fn locate(text: &str, findings: &mut [Finding]) {
    let mut wanted = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.span.is_none()) {
        wanted.insert(finding.pointer.clone(), None);
    }
    let mut walk = Walk {
        reader: Reader::new(text),
        pointer: String::new(),
        left: wanted.len(),
        wanted,
    };
    if walk.left > 0 {
        // A text that cannot be read to its end has its findings placed up to there.
        _ = walk.value();
    }
    for finding in findings.iter_mut() {
        if let Some(Some(range)) = walk.wanted.get(&finding.pointer)
            && finding.span.is_none()
        {
            finding.span = Some(range.clone().into());
        }
    }
    findings.sort_by_key(|finding| finding.span.as_ref().map(|span| span.start));
    let mut lines = Lines::new(text);
    for finding in findings {
        if let Some(span) = &finding.span {
            let (line, column) = lines.at(span.start);
            (finding.line, finding.column) = (Some(line), Some(column));
        }
    }
}

/// The way through the text to the values that are wanted.
struct Walk<'a> {
    reader: Reader<'a>,
    pointer: String,
    /// The pointers, and the places of those that were found.
    wanted: BTreeMap<String, Option<Range<usize>>>,
    /// How many were not found yet.
    left: usize,
}

impl Walk<'_> {
    /// Walks through the next value; an error when the text is no JSON or nothing is left to look for.
    fn value(&mut self) -> Result<(), Mismatch> {
        let kind = self.reader.kind();
        let start = self.reader.pos();
        let length = self.pointer.len();
        let mut first = true;
        match kind {
            Some(Kind::Object) if self.is_wanted_below() => {
                self.reader.open_object()?;
                while let Some(key) = self.reader.member(&mut first)? {
                    pointer::push(&mut self.pointer, &key);
                    self.value()?;
                    self.pointer.truncate(length);
                }
            }
            Some(Kind::Array) if self.is_wanted_below() => {
                self.reader.open_array()?;
                let mut index = 0usize;
                while self.reader.element(&mut first)? {
                    pointer::push(&mut self.pointer, &index.to_string());
                    self.value()?;
                    self.pointer.truncate(length);
                    index += 1;
                }
            }
            _ => self.reader.skip()?,
        }
        // Of members with the same key the first one counts.
        if let Some(range @ None) = self.wanted.get_mut(&self.pointer) {
            // The place of an object is its first byte, as for a field that is missing in it: an
            // excerpt of the whole object would say little.
            let end = match kind {
                Some(Kind::Object | Kind::Array) => start + 1,
                _ => self.reader.pos(),
            };
            *range = Some(start..end);
            self.left -= 1;
            if self.left == 0 {
                return Err(Mismatch);
            }
        }
        Ok(())
    }

    /// Whether a pointer below this one is wanted.
    fn is_wanted_below(&self) -> bool {
        let start = format!("{}/", self.pointer);
        let from = (Bound::Included(start.as_str()), Bound::Unbounded);
        let next = self.wanted.range::<str, _>(from).next();
        next.is_some_and(|(found, _)| found.starts_with(&start))
    }
}
