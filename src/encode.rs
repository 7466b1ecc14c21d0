//! From the model to JSON text.
//!
//! Writes what serde_json would write for the same value, faster: compact, keys in the order of
//! the model, unknown members last, free-form JSON as it came in.

use crate::wire::{Wire, Writer};

/// Writes a value of the model as compact JSON text.
///
/// ```
/// use agentlin_types::{RpcError, encode};
///
/// let error = RpcError::new(-32001, "Task not found");
/// assert_eq!(encode::to_string(&error), r#"{"code":-32001,"message":"Task not found"}"#);
/// ```
pub fn to_string<T: Wire>(value: &T) -> String {
    let mut writer = Writer::default();
    value.write(&mut writer);
    writer.finish()
}

/// Writes a value of the model as the bytes of compact JSON text.
pub fn to_vec<T: Wire>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}
