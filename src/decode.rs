//! From JSON text to the model, with errors that say where and why.
//!
//! ```
//! use agentlin_types::{TaskResponse, decode};
//!
//! let body = r#"{"jsonrpc": "2.0", "id": "req_1",
//!     "result": {"object": "task", "id": "task_1", "session_id": "s", "user_id": "u",
//!                "status": "completed", "created_at": "yesterday", "output": []}}"#;
//! let error = decode::from_str::<TaskResponse>(body).unwrap_err();
//! assert_eq!(error.pointer(), "/result/created_at");
//! assert_eq!(
//!     error.to_string(),
//!     "/result/created_at: `created_at` must be an integer, not a string (line 3, column 53)"
//! );
//! ```

use crate::wire::{self, Wire};

pub use wire::DecodeError;

/// Reads one value of the model from JSON text.
pub fn from_str<T: Wire>(text: &str) -> Result<T, DecodeError> {
    wire::read_or_explain(text)
}

/// Reads one value of the model from the bytes of a JSON text. A byte order mark at the beginning
/// is skipped.
pub fn from_slice<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => from_str(text),
        Err(_) => Err(DecodeError::not_utf8(bytes)),
    }
}
