//! What a command says on standard error about one record after the other.

use crate::output::{ENOUGH, plural};
use crate::printable::Printable;

/// Counts the lines, of which only the first are written: a capture may be nothing but trouble.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    made: usize,
}

impl Remarks {
    /// Writes one line.
    pub(crate) fn add(&mut self, line: &str) {
        self.made += 1;
        if self.made <= ENOUGH {
            eprintln!("{}", Printable(line));
        }
    }

    /// Says how many lines were not written.
    pub(crate) fn finish(&self) {
        let more = self.made.saturating_sub(ENOUGH);
        if more > 0 {
            eprintln!("note: {} not shown", plural(more as u64, "more line"));
        }
    }
}
