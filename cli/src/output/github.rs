//! Annotations of a GitHub workflow.

use std::io::{self, Write};

use agentlin_types::validate::Level;

use super::{Output, Total};
use crate::finding::Finding;

pub(super) struct Github<W>(W);

impl<W: Write> Github<W> {
    pub(super) fn new(out: W) -> Self {
        Github(out)
    }
}

impl<W: Write> Output for Github<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &Finding) -> io::Result<()> {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            _ => "notice",
        };
        let mut message = finding.message.clone();
        if !finding.pointer.is_empty() {
            message = format!("{}: {message}", finding.pointer);
        }
        writeln!(
            self.0,
            "::{command} file={},line={},col={},title={}::{}",
            property(file),
            finding.at.line,
            finding.at.column,
            property(finding.code),
            escaped(&format!("{message}\n{}", finding.help)),
        )
    }

    fn pause(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn finish(&mut self, _total: &Total) -> io::Result<()> {
        self.0.flush()
    }
}

/// Text of a workflow command on one line.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Text in a property of a workflow command.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
