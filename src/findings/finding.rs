//! One thing that is wrong.

use std::fmt;

use super::{Code, Level, Source};
use crate::wire::object;

object! {
    /// One thing that is wrong with a payload, or worth knowing about it.
    #[sources(page)]
    #[derive(Eq, Hash)]
    pub struct Finding {
        /// What it is about.
        pub code: Code,
        /// How serious it is.
        pub level: Level,
        /// The JSON Pointer (RFC 6901) of the value; for a missing field that of the object it is
        /// missing in. It has the keys of the payload, known or not.
        pub pointer: String,
        /// The bytes of the value in the text.
        pub span: Option<Span>,
        /// The line of the value, counted from 1.
        pub line: Option<usize>,
        /// The column of the value in characters, counted from 1.
        pub column: Option<usize>,
        /// What is wrong, in plain words. It may quote short names as the payload has them (keys,
        /// tags, values of enums, names of events, and keys in the arguments of a tool) and
        /// numbers that are out of range. Texts, arguments, identifiers and other values never
        /// appear. A secret in the place of a name does: `--mask` on the command line hides that.
        pub message: String,
        /// What to do about it.
        pub help: String,
        /// Who makes the rule.
        pub source: Source,
    }
}

object! {
    /// A range of bytes of a text.
    #[sources(page)]
    #[derive(Eq, Hash)]
    pub struct Span {
        /// The offset of the first byte.
        pub start: usize,
        /// The offset after the last byte.
        pub end: usize,
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
