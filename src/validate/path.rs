//! Where a rule looks, written as a JSON Pointer only when it finds something.

use crate::pointer;
use crate::wire::Place;

/// A place in a payload: a chain of steps that lives on the stack while the payload is walked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
    place: Option<Place>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The whole payload.
    pub(super) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
        place: None,
    };

    /// The member under a key.
    pub(super) const fn key(&'a self, key: &'a str) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Key(key),
            place: None,
        }
    }

    /// An element of an array.
    pub(super) fn index(&'a self, index: usize) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
            place: None,
        }
    }

    /// The same, with where it is in the text if that is known: then nobody has to look for it.
    pub(super) fn at(self, place: Option<Place>) -> Path<'a> {
        Path { place, ..self }
    }

    /// Where it is in the text, if that is known.
    pub(super) fn place(&self) -> Option<Place> {
        self.place
    }

    /// The JSON Pointer.
    pub(super) fn pointer(&self) -> String {
        // Longer than most.
        let mut pointer = String::with_capacity(64);
        self.push_to(&mut pointer);
        pointer
    }

    fn push_to(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.push_to(pointer);
        }
        match self.step {
            Step::Root => {}
            Step::Key(key) => pointer::push(pointer, key),
            Step::Index(index) => pointer::push_index(pointer, index),
        }
    }
}
