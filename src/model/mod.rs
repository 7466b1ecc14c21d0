//! The data model: one file per concept, in the order in which the documentation page shows them.

mod annotation;
mod content;
mod item;
mod logprob;
mod rpc;
mod task;
mod usage;

pub use annotation::*;
pub use content::*;
pub use item::*;
pub use logprob::*;
pub use rpc::*;
pub use task::*;
pub use usage::*;
