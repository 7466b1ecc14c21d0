//! One thing that is wrong.

use std::fmt;

use super::{Code, Level, Source};
use crate::wire::{FIRST_AT, first_at, object};

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
        /// The bytes of the value in the text; for a missing field whose name is misspelled those of
        /// the key that is there in its place.
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
        /// The bytes of the key where it is for the first time, if it is there a second time.
        pub first: Option<Span>,
        /// How many more findings of this code follow in the payload that are not listed; absent if
        /// there are none. Of each code the first 10,000 are.
        pub more: Option<usize>,
    }
}

impl Finding {
    /// The same finding, with how many more of its code there are that are not listed.
    pub(crate) fn standing_for(mut self, more: usize) -> Self {
        if more > 0 {
            self.more = Some(more);
            self.message += &format!("; {more} more of this code are not listed");
        }
        self
    }

    /// The same finding for readers of a text in which the payload is a part: `place` says the line
    /// and column there of a byte of the payload.
    ///
    /// ```
    /// use agentlin_types::validate::Settings;
    ///
    /// let line = r#"{"error":{"code":1,"code":2,"message":"No."},"id":"r","jsonrpc":"2.0"}"#;
    /// let report = Settings::default().validate(line);
    /// let first = &report.findings[0];
    /// assert_eq!(first.message, "duplicate key `code` (first at 1:11)");
    /// // It was the seventh line of a file.
    /// let placed = first.clone().placed(|byte| (7, byte + 1));
    /// assert_eq!(placed.line, Some(7));
    /// assert_eq!(placed.message, "duplicate key `code` (first at 7:11)");
    /// ```
    pub fn placed(mut self, mut place: impl FnMut(usize) -> (usize, usize)) -> Self {
        if let Some(span) = &self.span {
            let (line, column) = place(span.start);
            (self.line, self.column) = (Some(line), Some(column));
        }
        if let Some(first) = &self.first {
            let bare = self.message.find(FIRST_AT);
            self.message.truncate(bare.unwrap_or(self.message.len()));
            self.message += &first_at(place(first.start));
        }
        self
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
