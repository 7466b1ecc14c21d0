//! The subcommands.

pub(crate) mod completions;
pub(crate) mod convert;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fold;
pub(crate) mod inspect;
pub(crate) mod man;
pub(crate) mod redact;
pub(crate) mod report;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod validate;
mod view;
pub(crate) mod watch;

use std::process::ExitCode;

/// Why a command cannot do its work; ends with exit status 2.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// The exit status of a command.
pub(crate) type Outcome = Result<ExitCode, Failure>;

/// Something cannot be read.
pub(crate) const UNREADABLE: u8 = 2;
