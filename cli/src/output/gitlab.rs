//! A Code Quality report of GitLab: a JSON array of problems.

use std::collections::BTreeMap;
use std::io::{self, Write};

use agentlin_types::validate::Level;
use serde::Serialize;

use super::{Output, Total};
use crate::baseline::pattern;
use crate::finding::CaptureFinding;
use crate::{mask, printable};

pub(super) struct Gitlab<W> {
    out: W,
    problems: Vec<Problem>,
    /// How often a problem was met.
    met: BTreeMap<String, u64>,
}

#[derive(Debug, Serialize)]
struct Problem {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: u64,
}

impl<W: Write> Gitlab<W> {
    pub(super) fn new(out: W) -> Self {
        Gitlab {
            out,
            problems: Vec::new(),
            met: BTreeMap::new(),
        }
    }
}

impl<W: Write> Output for Gitlab<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &CaptureFinding) -> io::Result<()> {
        let path = file.replace('\\', "/");
        // The same problem keeps its fingerprint when lines move; the second of a kind has another.
        let pointer = mask::pointer(&pattern(&finding.pointer));
        let kind = format!("{path}:{}:{pointer}", finding.code);
        let met = self.met.entry(kind.clone()).or_default();
        *met += 1;
        self.problems.push(Problem {
            description: finding.located_message(),
            check_name: finding.code,
            fingerprint: format!("{kind}:{met}"),
            severity: match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                _ => "info",
            },
            location: Location {
                path,
                lines: Lines {
                    begin: finding.at.line,
                },
            },
        });
        Ok(())
    }

    fn finish(&mut self, _total: &Total) -> io::Result<()> {
        let json = serde_json::to_string_pretty(&self.problems)?;
        writeln!(self.out, "{}", printable::json(&json))?;
        self.out.flush()
    }
}
