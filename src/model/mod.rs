//! The data model: one file per concept, in the order in which the documentation page shows them.

mod annotation;
mod content;
mod event;
mod item;
mod logprob;
mod rpc;
mod task;
mod usage;

pub use annotation::*;
pub use content::*;
pub use event::*;
pub use item::*;
pub use logprob::*;
pub use rpc::*;
pub use task::*;
pub use usage::*;
