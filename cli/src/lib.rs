//! The command line of agentlin-types: checks, inspects and shows captured traffic of the Agentlin
//! Tasks API, and writes the schemas that it follows.
//!
//! The package is a program. The library in it is there for `main`, and [`probe`] for those who test
//! how captures are read; neither promises to stay as it is.

mod args;
mod baseline;
mod capture;
mod check;
mod commands;
mod config;
mod coverage;
mod diff;
mod excerpt;
mod finding;
mod manual;
mod mask;
mod ordered;
mod output;
mod packed;
mod payload;
mod pretty;
mod printable;
pub mod probe;
mod progress;
mod redact;
mod remarks;
mod report;
mod screen;
mod survey;
mod target;
mod terminal;
mod time;
mod trace;
mod watch;

use std::io;
use std::process::ExitCode;

use clap::error::ContextValue;
use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};

/// Runs the program.
pub fn main() -> ExitCode {
    let matches = match Cli::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => printable(error).exit(),
    };
    let mut cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    if let Some((_, matches)) = matches.subcommand() {
        match &mut cli.command {
            Command::Validate(args) => args.rules.order(matches),
            Command::Report(args) => args.view.rules.order(matches),
            Command::Inspect(args) => args.view.rules.order(matches),
            Command::Watch(args) => args.rules.order(matches),
            _ => {}
        }
    }
    let outcome = match &cli.command {
        Command::Validate(args) => commands::validate::run(args),
        Command::Explain(args) => commands::explain::run(args),
        Command::Schema(args) => commands::schema::run(args),
        Command::Inspect(args) => commands::inspect::run(args),
        Command::Fold(args) => commands::fold::run(args),
        Command::Report(args) => commands::report::run(args),
        Command::Convert(args) => commands::convert::run(args),
        Command::Redact(args) => commands::redact::run(args),
        Command::Diff(args) => commands::diff::run(args),
        Command::Watch(args) => commands::watch::run(args),
        Command::Sample(args) => commands::sample::run(args),
        Command::Completions(args) => commands::completions::run(args),
        Command::Man(args) => commands::man::run(args),
    };
    outcome.unwrap_or_else(|error| {
        // The reader of our output has seen enough.
        let pipe = error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        if pipe {
            return ExitCode::SUCCESS;
        }
        eprintln!("error: {}", printable::lines(&error.to_string()));
        ExitCode::from(commands::UNREADABLE)
    })
}

/// The same error about the arguments, with what was given in a form that a terminal can show.
fn printable(mut error: clap::Error) -> clap::Error {
    let shown: Vec<_> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => {
                let shown = printable::Printable(text).to_string();
                (shown != *text).then_some((kind, ContextValue::String(shown)))
            }
            _ => None,
        })
        .collect();
    for (kind, value) in shown {
        error.insert(kind, value);
    }
    error
}
