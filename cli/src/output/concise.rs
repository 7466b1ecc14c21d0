//! One line per finding, for editors and `grep`: `file:line:column: level[code]: pointer: message`.

use std::io::{self, Write};

use super::{Output, Total};
use crate::finding::CaptureFinding;
use crate::printable::Printable;

pub(super) struct Concise<W>(W);

impl<W: Write> Concise<W> {
    pub(super) fn new(out: W) -> Self {
        Concise(out)
    }
}

impl<W: Write> Output for Concise<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &CaptureFinding) -> io::Result<()> {
        let (at, level, code) = (finding.at, finding.level, finding.code);
        let file = Printable(file);
        write!(
            self.0,
            "{file}:{}:{}: {level}[{code}]: ",
            at.line, at.column
        )?;
        writeln!(self.0, "{}", Printable(&finding.located_message()))
    }

    fn pause(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn finish(&mut self, _total: &Total) -> io::Result<()> {
        self.0.flush()
    }
}
