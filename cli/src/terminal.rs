//! Where people read: width and colours.

use std::io::{self, Write};

use agentlin_types::validate::Level;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use crate::args::Color;

pub(crate) const PLACE: Style = AnsiColor::Blue.on_default().bold();
pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();

/// The colour of a level.
pub(crate) fn colour(level: Level) -> Style {
    match level {
        Level::Error => BAD,
        Level::Warning => AnsiColor::Yellow.on_default().bold(),
        _ => AnsiColor::Cyan.on_default().bold(),
    }
}

/// Writes to standard output through something, with colours if they are wanted and can be shown.
pub(crate) fn coloured(color: Color, out: impl Write + 'static) -> AutoStream<Box<dyn Write>> {
    let choice = match color {
        Color::Auto => AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::AlwaysAnsi,
        Color::Never => ColorChoice::Never,
    };
    AutoStream::new(Box::new(out), choice)
}

/// How many columns standard output has, if it is a terminal or the environment says so.
pub(crate) fn width() -> Option<usize> {
    let terminal = terminal_size::terminal_size_of(io::stdout());
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal
        .map(|(width, _)| usize::from(width.0))
        .or_else(columns)
}
