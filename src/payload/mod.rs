//! What a text is: the kinds of payloads, and how they are recognised.

mod detection;
mod evidence;
mod foreign;
mod kind;
mod members;
mod wrapped;

pub(crate) use detection::detect;
pub use detection::{Detection, Evidence};
pub use foreign::Protocol;
pub(crate) use kind::each_kind;
pub use kind::{Payload, PayloadKind};
pub use wrapped::Wrapped;
