//! `man`

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::builder::Resettable;
use clap_mangen::Man;

use super::Outcome;
use crate::args::{Cli, ManArgs};
use crate::printable;

pub(crate) fn run(args: &ManArgs) -> Outcome {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    if let Some(directory) = &args.write {
        let context = |error| format!("cannot write to {}: {error}", printable::path(directory));
        std::fs::create_dir_all(directory).map_err(context)?;
        write_pages(&command, directory).map_err(context)?;
    } else {
        let mut page = Vec::new();
        render(&command, &mut page)?;
        io::stdout().write_all(&page)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the page of a command and those of its subcommands.
fn write_pages(command: &clap::Command, directory: &Path) -> io::Result<()> {
    let mut page = Vec::new();
    let man = render(command, &mut page)?;
    std::fs::write(directory.join(man.get_filename()), page)?;
    command
        .get_subcommands()
        .try_for_each(|inner| write_pages(inner, directory))
}

/// Writes a page. What ends the help becomes sections: clap_mangen fills its lines, also those of the
/// examples.
fn render(command: &clap::Command, page: &mut Vec<u8>) -> io::Result<Man> {
    let end = command.get_after_long_help().or(command.get_after_help());
    let end = end.map(ToString::to_string).unwrap_or_default();
    let without = command.clone().after_help(Resettable::Reset);
    let man = Man::new(without.after_long_help(Resettable::Reset));
    man.render(page)?;
    for paragraph in end.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        if let Some(examples) = paragraph.strip_prefix("Examples:\n") {
            writeln!(page, ".SH EXAMPLES\n.nf\n{}\n.fi", escaped(examples))?;
        } else if let Some(status) = paragraph.strip_prefix("Exit status: ") {
            writeln!(page, ".SH \"EXIT STATUS\"\n{}", escaped(status))?;
        } else {
            writeln!(page, ".SH NOTES\n{}", escaped(paragraph))?;
        }
    }
    Ok(man)
}

/// The text as troff takes it. No line begins with a dot or a quote, which would be a request.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\e")
        .replace('-', "\\-")
        .replace('\'', "\\(aq")
        .replace('`', "\\(ga")
}
