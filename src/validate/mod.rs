//! Findings: everything that is wrong with a payload, not just the first thing.
//!
//! [`Settings`] says against which profile a payload is checked and how serious each [`Code`] is;
//! [`Settings::validate`] gives a [`Report`] of every [`Finding`], in the order of the text.
//!
//! ```
//! use agentlin_types::validate::{Code, Settings};
//!
//! let body = r#"{"jsonrpc": "2.0", "id": "req_1", "error": {"code": "E42", "message": "No."}}"#;
//! let report = Settings::default().validate(body);
//! let finding = &report.findings[0];
//! assert_eq!((finding.code, finding.pointer.as_str()), (Code::WrongType, "/error/code"));
//! assert_eq!(finding.message, "`code` must be an integer, not a string");
//! assert_eq!((finding.line, finding.column), (Some(1), Some(53)));
//! ```

mod mistake;
mod request_context;
mod rules;
#[cfg(feature = "jsonschema")]
pub mod schema;
mod settings;
mod stream;
mod structure;
mod tools;

pub use crate::findings::{Code, Counts, Explanation, Finding, Level, Report, Source, Span};
pub use crate::payload::{Detection, Evidence, Payload, PayloadKind, Protocol, Wrapped};
pub use request_context::RequestContext;
pub(crate) use rules::event::is_utc;
pub use settings::Settings;
pub use stream::StreamCheck;
