//! JSON text, whatever it says: reading and writing it token by token, places in it, and values that
//! are kept as text. The types of the model come on top, in [`wire`](crate::wire).

mod convert;
mod kind;
mod members;
pub(crate) mod number;
mod object;
mod place;
mod reader;
pub(crate) mod scan;
mod serialize;
mod tag_scan;
mod value;
mod writer;

pub(crate) use convert::from_text;
pub use kind::JsonKind;
pub(crate) use members::Members;
pub use object::JsonObject;
pub(crate) use place::{Span, member, pointer_at, pointers, pointers_past};
pub(crate) use reader::{Mark, Mismatch, Reader};
pub use scan::MAX_DEPTH;
pub(crate) use serialize::{RAW_TOKEN, serialize_map, serialize_null};
pub(crate) use tag_scan::last_member;
pub use value::{JsonError, JsonValue};
pub(crate) use writer::{Refused, Writer};
