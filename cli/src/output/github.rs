//! Annotations of a GitHub workflow.

use std::io::{self, Write};

use agentlin_types::validate::Level;

use super::{Output, Total};
use crate::finding::CaptureFinding;
use crate::printable::Printable;

pub(super) struct Github<W>(W);

impl<W: Write> Github<W> {
    pub(super) fn new(out: W) -> Self {
        Github(out)
    }
}

impl<W: Write> Output for Github<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &CaptureFinding) -> io::Result<()> {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            _ => "notice",
        };
        let message = Printable(&finding.located_message()).to_string();
        let help = Printable(&finding.help);
        writeln!(
            self.0,
            "::{command} file={},line={},col={},title={}::{}",
            property(&Printable(file).to_string()),
            finding.at.line,
            finding.at.column,
            property(finding.code),
            escaped(&format!("{message}\n{help}")),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What would end a property, a line or an escape, as GitHub's own toolkit writes it.
    #[test]
    fn properties_and_messages_are_escaped() {
        assert_eq!(property("a,b:c%d\r\n"), "a%2Cb%3Ac%25d%0D%0A");
        assert_eq!(escaped("a,b:c%d\r\n"), "a,b:c%25d%0D%0A");
    }
}
