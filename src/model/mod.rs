//! The data model: one file per concept, in the order in which the documentation page shows them.

mod annotation;
mod answer;
mod block;
mod chat;
mod content;
mod document_block;
mod env;
mod event;
mod health;
mod item;
mod jsonrpc;
mod logprob;
mod request;
mod rpc;
mod task;
mod usage;

pub use annotation::*;
pub use answer::*;
pub use block::*;
pub use chat::*;
pub use content::*;
pub use document_block::*;
pub use env::*;
pub use event::*;
pub use health::*;
pub use item::*;
pub use jsonrpc::*;
pub use logprob::*;
pub use request::*;
pub use rpc::*;
pub use task::*;
pub use usage::*;
