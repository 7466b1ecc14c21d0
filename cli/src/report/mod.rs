//! A capture as one HTML page that needs nothing else: no scripts, no fonts, no network.

mod collect;
mod html;
mod item;
mod page;

pub(crate) use collect::Collector;
pub(crate) use page::page;
