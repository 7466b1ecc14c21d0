//! From JSON Pointers to places in the text.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};

use super::Finding;
use crate::wire::{Kind, Mismatch, Reader};

/// Gives every finding its span, line and column, and puts them in the order of the text.
///
/// Findings of the same place keep their order. The text is walked once, and only into values
/// that hold a finding.
pub(super) fn locate(text: &str, findings: &mut [Finding]) {
    let mut wanted = Wanted::new();
    for finding in findings.iter().filter(|finding| finding.span.is_none()) {
        wanted.insert(finding.pointer.clone(), None);
    }
    if !wanted.is_empty() {
        // A text that cannot be read to its end has its findings placed up to there.
        _ = walk(&mut Reader::new(text), &mut String::new(), &mut wanted);
    }
    for finding in findings.iter_mut() {
        if let Some(Some(range)) = wanted.get(&finding.pointer)
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

type Wanted = BTreeMap<String, Option<Range<usize>>>;

/// Whether a pointer below this one is wanted.
fn below(wanted: &Wanted, pointer: &str) -> bool {
    let start = format!("{pointer}/");
    let from = (Bound::Included(start.as_str()), Bound::Unbounded);
    let next = wanted.range::<str, _>(from).next();
    next.is_some_and(|(found, _)| found.starts_with(&start))
}

fn walk(
    reader: &mut Reader<'_>,
    pointer: &mut String,
    wanted: &mut Wanted,
) -> Result<(), Mismatch> {
    let kind = reader.kind();
    let start = reader.pos();
    let length = pointer.len();
    let mut first = true;
    match kind {
        Some(Kind::Object) if below(wanted, pointer) => {
            reader.open_object()?;
            while let Some(key) = reader.member(&mut first)? {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                walk(reader, pointer, wanted)?;
                pointer.truncate(length);
            }
        }
        Some(Kind::Array) if below(wanted, pointer) => {
            reader.open_array()?;
            let mut index = 0usize;
            while reader.element(&mut first)? {
                pointer.push('/');
                pointer.push_str(&index.to_string());
                walk(reader, pointer, wanted)?;
                pointer.truncate(length);
                index += 1;
            }
        }
        _ => reader.skip()?,
    }
    if let Some(range) = wanted.get_mut(pointer.as_str()) {
        // The place of an object is its first byte, as for a field that is missing in it: an
        // excerpt of the whole object would say little.
        let end = match kind {
            Some(Kind::Object | Kind::Array) => start + 1,
            _ => reader.pos(),
        };
        *range = range.take().or(Some(start..end));
    }
    Ok(())
}

/// Counts lines and columns up to places that come in the order of the text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines {
            text,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    /// The line and column (in characters), both from 1.
    fn at(&mut self, offset: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let passed = &bytes[self.at..offset.clamp(self.at, bytes.len())];
        let mut rest = passed;
        if let Some(newline) = memchr::memrchr(b'\n', passed) {
            self.line += memchr::memchr_iter(b'\n', passed).count();
            self.column = 1;
            rest = &passed[newline + 1..];
        }
        // Bytes that continue a character are not columns.
        self.column += rest.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        self.at = self.at.max(offset);
        (self.line, self.column)
    }
}
