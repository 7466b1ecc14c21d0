//! Server and older spellings become the documented form.
//!
//! Published servers and older SDKs spell some things differently from the documentation: the body
//! of a message under `content`, the file of a citation under `file_url`, pending calls as a list of
//! ids. The model reads and writes all of them as they came. [`Normalize`] rewrites a value so that
//! only the documented form is left, and reports each rewrite. What has no documented form, such as
//! `agent_id`, stays.
//!
//! ```
//! use agentlin_types::normalize::Normalize;
//! use agentlin_types::{OutputItem, Task, decode, encode};
//!
//! let mut task: Task = decode::from_str(r#"{"object":"task","id":"t","session_id":"s",
//!     "user_id":"u","status":"completed","created_at":1795467208,
//!     "output":[{"type":"message","role":"assistant","content":"Hello."}]}"#)?;
//!
//! let rewrites = task.normalize();
//! assert_eq!(rewrites[0].to_string(), "/output/0: `content` is now `message_content`");
//! assert!(encode::to_string(&task)?.contains(r#""message_content":"Hello.""#));
//! assert!(task.normalize().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod walk;

use std::fmt;

use crate::response::{TaskAnswer, TaskListPage};
use crate::wire::Wire;
use crate::{OutputItem, Task, TaskEvent, TaskEventResponse, TaskResponse};
use walk::Walk;

/// A value that can have server or older spellings in it. Sealed, as [`Wire`] is.
pub trait Normalize: Wire {
    /// Rewrites them to the documented form and returns the rewrites, in the order of the value.
    /// Doing it again changes nothing.
    fn normalize(&mut self) -> Vec<Rewrite>;
}

/// One rewrite.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rewrite {
    /// The JSON Pointer of the object or value that was rewritten.
    pub pointer: String,
    /// What was done to it.
    pub kind: RewriteKind,
}

impl fmt::Display for Rewrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        self.kind.fmt(f)
    }
}

/// What a rewrite did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RewriteKind {
    /// A value is now under its documented key.
    Moved {
        /// The key as it was.
        from: &'static str,
        /// The documented key.
        to: &'static str,
    },
    /// A field was removed because the object has its documented counterpart, which takes
    /// precedence.
    Dropped {
        /// The key that was removed.
        field: &'static str,
        /// The documented key.
        counterpart: &'static str,
    },
    /// A string without an object around it is now a text part.
    Wrapped,
    /// A documented field that was left out has the value that its absence means.
    Added {
        /// The key.
        field: &'static str,
        /// Its value.
        value: &'static str,
    },
    /// A tag or value of older servers is now spelled as documented.
    Renamed {
        /// The old word.
        from: &'static str,
        /// The documented word.
        to: &'static str,
    },
}

impl fmt::Display for RewriteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RewriteKind::Moved { from, to } => write!(f, "`{from}` is now `{to}`"),
            RewriteKind::Dropped { field, counterpart } => {
                write!(f, "`{field}` was removed in favor of `{counterpart}`")
            }
            RewriteKind::Wrapped => f.write_str("a bare string is now a text part"),
            RewriteKind::Added { field, value } => write!(f, "`{field}` is now `{value}`"),
            RewriteKind::Renamed { from, to } => write!(f, "`{from}` is now `{to}`"),
        }
    }
}

macro_rules! normalize {
    ($($type:ty => $method:ident,)*) => {
        $(impl Normalize for $type {
            fn normalize(&mut self) -> Vec<Rewrite> {
                let mut walk = Walk::default();
                walk.$method(self);
                walk.rewrites
            }
        })*
    };
}

normalize! {
    Task => task,
    OutputItem => item,
    TaskEvent => event,
    TaskResponse => response,
    TaskEventResponse => event_response,
    TaskListPage => list_page,
    TaskAnswer => answer,
}
