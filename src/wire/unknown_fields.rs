//! Tells of fields that the model does not name, as [`super::check`] would, when their places are
//! known already: one walk that looks at nothing else.

use super::check::unknown_field;
use super::fault::Fault;
use super::kind::Kind;
use super::locate::{Segment, pointer};
use super::reader::Reader;

/// The faults of unknown fields whose values begin at these offsets, in ascending order, of a text
/// that is JSON.
pub(crate) fn unknown_fields(text: &str, values: &[usize]) -> Vec<Fault> {
    let mut walk = Walk {
        reader: Reader::new(text),
        path: Vec::new(),
        values,
        faults: Vec::new(),
    };
    // It ends early, with the last value.
    _ = walk.value();
    debug_assert!(walk.values.is_empty(), "offsets of values of the text");
    walk.faults
}

struct Walk<'a> {
    reader: Reader<'a>,
    path: Vec<Segment<'a>>,
    /// The offsets that did not come yet.
    values: &'a [usize],
    faults: Vec<Fault>,
}

impl<'a> Walk<'a> {
    /// Walks through the next value; `None` when there is nothing left to look for.
    fn value(&mut self) -> Option<()> {
        let (next, rest) = self.values.split_first()?;
        let kind = self.reader.kind();
        let start = self.reader.pos();
        let mut first = true;
        match kind {
            _ if start == *next => {
                self.values = rest;
                self.reader.skip().ok()?;
                let span = start..self.reader.pos();
                self.faults.push(unknown_field(pointer(&self.path), span));
            }
            Some(Kind::Object) => {
                self.reader.open_object().ok()?;
                while let Some(key) = self.reader.member(&mut first).ok()? {
                    self.inside(Segment::Key(key))?;
                }
            }
            Some(Kind::Array) => {
                self.reader.open_array().ok()?;
                let mut index = 0;
                while self.reader.element(&mut first).ok()? {
                    self.inside(Segment::Index(index))?;
                    index += 1;
                }
            }
            _ => self.reader.skip().ok()?,
        }
        Some(())
    }

    fn inside(&mut self, step: Segment<'a>) -> Option<()> {
        self.path.push(step);
        self.value()?;
        self.path.pop();
        Some(())
    }
}
