//! From the bytes of an event stream to the task: [`SseDecoder`] finds the events in the text,
//! [`crate::decode`] reads them, [`TaskFold`] puts the task together.
//!
//! ```
//! use agentlin_types::stream::{SseReader, TaskFold};
//! use agentlin_types::{TaskStatus, decode};
//!
//! let body = concat!(
//!     r#"data: {"jsonrpc":"2.0","id":"r","result":{"task":{"object":"task","id":"t","#,
//!     r#""session_id":"s","user_id":"u","status":"created","created_at":1795467208,"output":[]},"#,
//!     r#""timestamp":"2026-11-23T20:53:29+00:00","sequence_number":0,"task_id":"t","#,
//!     r#""type":"task.created"}}"#,
//!     "\r\n\r\n: ping\r\n\r\ndata:\r\n\r\n",
//!     r#"data: {"jsonrpc":"2.0","id":"r","result":{"timestamp":"2026-11-23T20:53:29+00:00","#,
//!     r#""sequence_number":1,"task_id":"t","type":"task.working"}}"#,
//!     "\r\n\r\n",
//! );
//!
//! let mut fold = TaskFold::new();
//! for event in SseReader::new(body.as_bytes()) {
//!     let notices = fold.push_response(decode::from_str(&event?.data)?);
//!     assert!(notices.is_empty());
//! }
//! assert_eq!(fold.task().unwrap().status, TaskStatus::Working);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod delta;
mod fold;
mod gaps;
mod notice;
mod out_of_band;
mod sse;

pub(crate) use delta::item_id;
pub(crate) use fold::Folded;
pub use fold::TaskFold;
pub use notice::FoldNotice;
pub(crate) use notice::{Missing, Repeated};
pub use out_of_band::OutOfBand;
pub use sse::{SseDecoder, SseError, SseEvent, SseReader};
