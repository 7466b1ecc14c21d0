//! A capture as one HTML page that needs nothing else: one script, one style sheet, no network.
//!
//! The page holds what was captured as data, a piece for each task, and makes of it what is looked
//! at when it is looked at; so thousands of tasks open at once. The policy of the page lets its own
//! script run and nothing else, and keeps the script from making markup of text. Without the script
//! the page is a list of tasks and of what was said.

mod page;

pub(crate) use page::{title, write};
