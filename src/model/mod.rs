//! The data model: one file per concept.

mod annotation;
mod answer;
pub mod block;
mod chat;
pub mod content;
mod document_block;
pub mod env;
mod envelope;
pub mod event;
pub mod health;
pub mod item;
pub mod jsonrpc;
mod logprob;
pub mod request;
pub mod response;
mod table_block;
pub mod task;
mod usage;
