//! One thing that is wrong.

use std::fmt;

use super::{Code, Level, Source};
use crate::wire::object;

object! {
    /// One thing that is wrong with a payload, or worth knowing about it.
    "D" pub struct Finding {
        /// What it is about.
        "D" required code: Code,
        /// How serious it is.
        "D" required level: Level,
        /// The JSON Pointer (RFC 6901) of the value; for a missing field that of the object it is
        /// missing in.
        "D" required pointer: String,
        /// The bytes of the value in the text.
        "D" optional span: Span,
        /// The line of the value, counted from 1.
        "D" optional line: usize,
        /// The column of the value in characters, counted from 1.
        "D" optional column: usize,
        /// What is wrong, in plain words. Quotes names of the protocol, never contents: captures
        /// hold secrets.
        "D" required message: String,
        /// What to do about it.
        "D" required help: String,
        /// Who makes the rule.
        "D" required source: Source,
    }
}

object! {
    /// A range of bytes of a text.
    "D" pub struct Span {
        /// The offset of the first byte.
        "D" required start: usize,
        /// The offset after the last byte.
        "D" required end: usize,
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl From<&Span> for std::ops::Range<usize> {
    fn from(span: &Span) -> Self {
        span.start..span.end
    }
}

impl fmt::Display for Finding {
    /// Level, code, place and message in one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match &*self.pointer {
            "" => "the payload",
            pointer => pointer,
        };
        let (level, code, message) = (self.level, self.code, &self.message);
        write!(f, "{level}[{code}] {place}: {message}")
    }
}
