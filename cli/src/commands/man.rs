//! `man`

use std::process::ExitCode;

use clap::CommandFactory;

use super::Outcome;
use crate::args::{Cli, ManArgs};
use crate::printable;

pub(crate) fn run(args: &ManArgs) -> Outcome {
    let command = Cli::command().disable_help_subcommand(true);
    if let Some(directory) = &args.write {
        let context = |error| format!("cannot write to {}: {error}", printable::path(directory));
        std::fs::create_dir_all(directory).map_err(context)?;
        clap_mangen::generate_to(command, directory).map_err(context)?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        std::io::Write::write_all(&mut std::io::stdout(), &page)?;
    }
    Ok(ExitCode::SUCCESS)
}
