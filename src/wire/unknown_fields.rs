//! Tells of fields that the model does not name, as [`super::check`] would, when their places are
//! known already: walks that look at nothing else.

use std::ops::Range;

use super::check::unknown_field;
use super::fault::Fault;
use super::kind::Kind;
use super::locate::{Pointers, Segment};
use super::reader::Reader;

/// A value whose pointer is known: the way to what is in it begins there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Landmark {
    pub(crate) pointer: String,
    /// From its first byte to where nothing in it can be any more.
    pub(crate) range: Range<usize>,
}

/// The faults of unknown fields whose values begin at these offsets, of a text that is JSON. Values
/// and landmarks are in the order of the text.
pub(crate) fn unknown_fields(text: &str, values: &[usize], landmarks: &[Landmark]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut pointers = Pointers::through(text);
    let (mut values, mut far) = (values, Vec::new());
    for landmark in landmarks {
        let start = values.partition_point(|at| *at < landmark.range.start);
        let end = values.partition_point(|at| *at < landmark.range.end);
        far.extend_from_slice(&values[..start]);
        walk(
            text,
            landmark,
            &values[start..end],
            &mut pointers,
            &mut faults,
        );
        values = &values[end..];
    }
    far.extend_from_slice(values);
    let whole = Landmark {
        pointer: String::new(),
        range: 0..text.len(),
    };
    walk(text, &whole, &far, &mut pointers, &mut faults);
    faults
}

fn walk(
    text: &str,
    from: &Landmark,
    values: &[usize],
    pointers: &mut Pointers,
    faults: &mut Vec<Fault>,
) {
    let mut reader = Reader::new(text);
    reader.jump(from.range.start);
    let mut walk = Walk {
        reader,
        from: &from.pointer,
        path: Vec::new(),
        values,
        pointers,
        faults,
    };
    // It ends early, with the last value.
    _ = walk.value();
    debug_assert!(walk.values.is_empty(), "offsets of values of the text");
}

struct Walk<'a> {
    reader: Reader<'a>,
    /// The pointer of where it began.
    from: &'a str,
    path: Vec<Segment<'a>>,
    /// The offsets that did not come yet.
    values: &'a [usize],
    pointers: &'a mut Pointers,
    faults: &'a mut Vec<Fault>,
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
                let pointer = self.from.to_owned() + &self.pointers.write(&self.path);
                self.faults.push(unknown_field(pointer, span));
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
