//! The types of the model in data formats and containers of other crates.

mod captures;
mod exact;
mod format;
mod holders;
mod http;
mod matrix;
mod strings;
