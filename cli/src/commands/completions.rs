//! `completions SHELL`

use std::process::ExitCode;

use clap::CommandFactory;

use super::Outcome;
use crate::args::{Cli, Completions};

pub(crate) fn run(args: &Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Cli::command(),
        "agentlin-types",
        &mut script,
    );
    std::io::Write::write_all(&mut std::io::stdout(), &script)?;
    Ok(ExitCode::SUCCESS)
}
