//! From JSON Pointers to places in the text.

use std::ops::Range;

use super::Finding;
use crate::lines::Lines;
use crate::pointer;
use crate::wire::{Kind, Mismatch, Reader};

/// Gives every finding its span, line and column, and puts them in the order of the text.
///
/// Findings of the same place keep their order. The text is walked once, as far as there are findings,
/// and only into values that hold one.
pub(super) fn locate(text: &str, findings: &mut [Finding]) {
    for (finding, range) in places(text, findings) {
        findings[finding].span = Some(range.into());
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

/// The places of the findings that have none yet, each with the position of its finding. These are
/// about values that were read, so the text is JSON.
fn places(text: &str, findings: &[Finding]) -> Vec<(usize, Range<usize>)> {
    let placeless = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.span.is_none());
    let mut wanted: Vec<_> = placeless
        .map(|(finding, Finding { pointer, .. })| Wanted {
            pointer,
            finding,
            range: None,
        })
        .collect();
    // What is below a value follows it, and what is below one step stands together.
    wanted.sort_by(|one, other| one.pointer.split('/').cmp(other.pointer.split('/')));
    let mut walk = Walk {
        reader: Reader::new(text),
        left: wanted.len(),
    };
    if walk.left > 0 {
        // It ends early, with the last of them.
        _ = walk.value(&mut wanted, 0);
    }
    let found = |wanted: Wanted<'_>| Some((wanted.finding, wanted.range?));
    wanted.into_iter().filter_map(found).collect()
}

/// The place that a finding needs.
struct Wanted<'a> {
    pointer: &'a str,
    finding: usize,
    range: Option<Range<usize>>,
}

impl Wanted<'_> {
    /// The step of the pointer that follows so many bytes of it.
    fn step(&self, passed: usize) -> &str {
        let rest = &self.pointer[passed + 1..];
        rest.split_once('/').map_or(rest, |(step, _)| step)
    }
}

/// The way through the text to the values that are wanted.
struct Walk<'a> {
    reader: Reader<'a>,
    /// How many were not found yet.
    left: usize,
}

impl Walk<'_> {
    /// Walks through the next value, whose pointer has so many bytes; an error when nothing is left
    /// to look for. What is wanted is this value or below it.
    fn value(&mut self, wanted: &mut [Wanted<'_>], length: usize) -> Result<(), Mismatch> {
        let kind = self.reader.kind();
        let start = self.reader.pos();
        let itself = wanted.partition_point(|wanted| wanted.pointer.len() == length);
        let (itself, below) = wanted.split_at_mut(itself);
        match kind {
            Some(Kind::Object) if !below.is_empty() => {
                self.reader.open_object()?;
                let mut first = true;
                while let Some(key) = self.reader.member(&mut first)? {
                    self.step(&pointer::step(&key), below, length)?;
                }
            }
            Some(Kind::Array) if !below.is_empty() => {
                self.reader.open_array()?;
                let mut first = true;
                let mut index = 0u64;
                while self.reader.element(&mut first)? {
                    self.step(itoa::Buffer::new().format(index), below, length)?;
                    index += 1;
                }
            }
            _ => self.reader.skip()?,
        }
        // The place of an object is its first byte, as for a field that is missing in it: an
        // excerpt of the whole object would say little.
        let end = match kind {
            Some(Kind::Object | Kind::Array) => start + 1,
            _ => self.reader.pos(),
        };
        // Of members with the same key the first one counts.
        for wanted in itself.iter_mut().filter(|wanted| wanted.range.is_none()) {
            wanted.range = Some(start..end);
            self.left -= 1;
        }
        if self.left == 0 {
            Err(Mismatch)
        } else {
            Ok(())
        }
    }

    /// Walks through the next value, one step below a value whose pointer has so many bytes.
    fn step(
        &mut self,
        step: &str,
        below: &mut [Wanted<'_>],
        length: usize,
    ) -> Result<(), Mismatch> {
        let from = below.partition_point(|wanted| wanted.step(length) < step);
        let count = below[from..].partition_point(|wanted| wanted.step(length) == step);
        if count == 0 {
            return self.reader.skip();
        }
        self.value(&mut below[from..from + count], length + 1 + step.len())
    }
}
