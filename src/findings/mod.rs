//! What is found in a payload, as data.

mod code;
mod finding;
#[cfg(feature = "schemars")]
mod markdown;
mod report;

pub use code::{Code, Explanation, Level, Source};
pub use finding::{Finding, Span};
#[cfg(feature = "schemars")]
pub(crate) use markdown::findings_markdown;
pub use report::{Counts, Report};
