//! The whole data model of the Agentlin Tasks API.
//!
//! ```
//! use agentlin_types::{OutputItem, TaskResponse};
//!
//! let body = r#"{"jsonrpc":"2.0","id":"req_1","result":{"object":"task","id":"task_1",
//!   "session_id":"sess_1","user_id":"user_1","status":"completed","created_at":1795467208,
//!   "output":[{"type":"message","role":"assistant","message_content":"Hello."}]}}"#;
//!
//! let response: TaskResponse = serde_json::from_str(body)?;
//! let task = response.into_result()?;
//! for item in &task.output {
//!     if let OutputItem::Message(message) = item {
//!         println!("{}: {}", message.role, message.body().unwrap().text());
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod decode;
pub mod encode;
pub mod endpoint;
#[cfg(any(feature = "proptest", feature = "arbitrary"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "proptest", feature = "arbitrary"))))]
pub mod generate;
mod legacy;
mod lines;
mod model;
pub mod normalize;
mod pointer;
#[cfg(feature = "schemars")]
pub mod schema;
pub mod stream;
pub mod validate;
pub mod wire;

pub use decode::DecodeError;
pub use model::*;
pub use wire::{Extra, Json, JsonError, JsonObject, Map, Profile, Unknown, UnknownValue};

/// The examples of the README and the guides are compiled and run.
#[cfg(doctest)]
mod guides {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/guides/stream.md")]
    struct Stream;
    #[doc = include_str!("../docs/guides/store.md")]
    struct Store;
    #[cfg(feature = "proptest")]
    #[doc = include_str!("../docs/guides/testing.md")]
    struct Testing;
    #[cfg(feature = "schemars")]
    #[doc = include_str!("../docs/guides/schemas.md")]
    struct Schemas;
}
