//! A progress bar for long inputs.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::capture::Input;

/// Inputs below this many bytes need no progress bar.
const LONG: u64 = 20_000_000;

/// A progress bar for long inputs on a terminal.
pub(crate) fn bar(quiet: bool, sources: &[Input]) -> ProgressBar {
    let size: u64 = sources.iter().map(Input::size).sum();
    if quiet || size < LONG || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(size).with_style(
        ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
