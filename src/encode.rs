//! From the model to JSON text.
//!
//! Writes what serde_json would write for the same value, faster: compact, keys in the order of
//! the model, unknown members last, free-form JSON as it came in. What it writes can be read back:
//! a number that no reader takes is an error, not `null`.

use std::fmt;

use crate::json::{Refused, Writer, pointer_at};
use crate::wire::Wire;

/// A value has a number that JSON cannot say or that readers of the model refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    pointer: String,
    refused: Refused,
}

impl EncodeError {
    /// Where in the JSON the number would have been, as a JSON Pointer.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.refused {
            Refused::NotFinite => "JSON has no NaN and no infinity",
            Refused::OutOfRange => "readers take integers from -(2^63 - 1) to 2^63 - 1 only",
        })?;
        match &*self.pointer {
            "" => Ok(()),
            pointer => write!(f, " (at {pointer})"),
        }
    }
}

impl std::error::Error for EncodeError {}

/// Writes a value of the model as compact JSON text.
///
/// ```
/// use agentlin_types::{RpcError, TopLogProb, encode};
///
/// let error = RpcError::new(-32001, "Task not found");
/// assert_eq!(encode::to_string(&error)?, r#"{"code":-32001,"message":"Task not found"}"#);
///
/// let logprob = TopLogProb::new("a", f64::NAN, [97]);
/// let error = encode::to_string(&logprob).unwrap_err();
/// assert_eq!(error.to_string(), "JSON has no NaN and no infinity (at /logprob)");
/// # Ok::<(), encode::EncodeError>(())
/// ```
pub fn to_string<T: Wire>(value: &T) -> Result<String, EncodeError> {
    let mut writer = Writer::default();
    value.write(&mut writer);
    let refused = writer.refused();
    let text = writer.finish();
    match refused {
        None => Ok(text),
        Some((at, refused)) => Err(EncodeError {
            pointer: pointer_at(&text, at),
            refused,
        }),
    }
}

/// Writes a value of the model as the bytes of compact JSON text.
pub fn to_vec<T: Wire>(value: &T) -> Result<Vec<u8>, EncodeError> {
    to_string(value).map(String::into_bytes)
}
