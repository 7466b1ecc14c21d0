//! Why a text is no value of a type.

use std::fmt;

use super::Wire;
use super::check::check;
use super::fault::{Detail, Fault, FaultCode, Profile, first_at};
use super::shape::Shape;
use crate::json::Reader;
use crate::lines::Lines;

/// Reads a text that is one value of that type and nothing else; if it is not, the text is read
/// again to say why.
pub(crate) fn read_or_explain<T: Wire>(text: &str) -> Result<T, DecodeError> {
    Reader::whole(text, T::read, || DecodeError::explain(text, &T::SHAPE))
}

/// Why a text is not a value of the model, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    fault: Fault,
    line: usize,
    column: usize,
    /// Line and column of the key that is there a second time.
    first: Option<(usize, usize)>,
}

impl DecodeError {
    /// Finds the first thing in the text that the shape refuses.
    fn explain(text: &str, shape: &Shape) -> Self {
        let fault = check(text, shape, Profile::Wire)
            .into_iter()
            .find(|fault| fault.code.refuses(Profile::Wire));
        debug_assert!(
            fault.is_some(),
            "the checker accepts what the reader refuses: {text}"
        );
        let fault = fault.unwrap_or_else(|| Fault {
            code: FaultCode::WrongType,
            pointer: String::new(),
            span: 0..text.len(),
            expected: shape.expected(),
            found: "something else".into(),
            message: "the value does not fit its type".into(),
            more: 0,
            detail: Detail::None,
        });
        DecodeError::at(fault, text)
    }

    fn at(fault: Fault, text: &str) -> Self {
        let (line, column) = Lines::new(text).at(fault.span.start);
        let first = fault.detail.first();
        let first = first.map(|key| Lines::new(text).at(key.start));
        DecodeError(Box::new(Inner {
            fault,
            line,
            column,
            first,
        }))
    }

    pub(crate) fn not_utf8(bytes: &[u8]) -> Self {
        let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let at = valid.len();
        let fault = Fault {
            code: FaultCode::InvalidJson,
            pointer: String::new(),
            span: at..at + 1,
            expected: "UTF-8 text".into(),
            found: "a byte that is not UTF-8".into(),
            message: "a byte is not UTF-8".into(),
            more: 0,
            detail: Detail::None,
        };
        DecodeError::at(fault, valid)
    }

    /// What kind of difference it is.
    pub fn code(&self) -> FaultCode {
        self.0.fault.code
    }

    /// The JSON Pointer (RFC 6901) of the value that does not fit; for a missing field that of the
    /// object it is missing in.
    pub fn pointer(&self) -> &str {
        &self.0.fault.pointer
    }

    /// The line of the value, counted from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column of the value in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The bytes of the value in the text.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.0.fault.span.clone()
    }

    /// What was expected.
    pub fn expected(&self) -> &str {
        &self.0.fault.expected
    }

    /// What was found. Never quotes more than a name of the protocol.
    pub fn found(&self) -> &str {
        &self.0.fault.found
    }

    /// What is wrong, in words, with the name that was probably meant.
    pub(crate) fn message(&self) -> &str {
        &self.0.fault.message
    }

    /// The message alone, for callers that know the position of the whole text only.
    pub(crate) fn without_position(&self) -> impl fmt::Display + '_ {
        struct Message<'a>(&'a Fault);
        impl fmt::Display for Message<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let Fault {
                    pointer, message, ..
                } = self.0;
                if !pointer.is_empty() {
                    write!(f, "{pointer}: ")?;
                }
                f.write_str(message)
            }
        }
        Message(&self.0.fault)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.without_position();
        let first = self.0.first.map(first_at).unwrap_or_default();
        write!(
            f,
            "{message}{first} (line {}, column {})",
            self.0.line, self.0.column
        )
    }
}

impl std::error::Error for DecodeError {}
