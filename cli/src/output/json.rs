//! For programs: one JSON object per line.

use std::io::{self, Write};

use serde::Serialize;

use super::{Output, Total};
use crate::check::Checked;
use crate::finding::CaptureFinding;
use crate::printable;

/// One object per finding.
pub(super) struct Findings<W>(W);

impl<W: Write> Findings<W> {
    pub(super) fn new(out: W) -> Self {
        Findings(out)
    }
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: u64,
    column: u64,
    offset: u64,
    record: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
    pointer: &'a str,
    code: &'a str,
    level: &'a str,
    message: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "is_zero")]
    more: u64,
    source: &'a str,
}

impl<W: Write> Output for Findings<W> {
    fn finding(&mut self, file: &str, record: u64, finding: &CaptureFinding) -> io::Result<()> {
        let line = Line {
            file,
            line: finding.at.line,
            column: finding.at.column,
            offset: finding.at.offset,
            record,
            entry: finding.exchange.as_ref().map(|exchange| exchange.entry),
            pointer: &finding.pointer,
            code: finding.code,
            level: finding.level.as_str(),
            message: &finding.message,
            help: &finding.help,
            more: finding.more,
            source: finding.source,
        };
        write_line(&mut self.0, &line)
    }

    fn pause(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn finish(&mut self, _total: &Total) -> io::Result<()> {
        self.0.flush()
    }
}

/// One object per line of the input. It says nothing that depends on the other lines, so that the
/// input can be split anywhere between lines and checked by many processes.
pub(super) struct Records<W>(W);

impl<W: Write> Records<W> {
    pub(super) fn new(out: W) -> Self {
        Records(out)
    }
}

#[derive(Serialize)]
struct Result<'a> {
    kind: Option<&'a str>,
    valid: bool,
    findings: Vec<Local<'a>>,
}

/// A finding with its place in the line.
#[derive(Serialize)]
struct Local<'a> {
    code: &'a str,
    level: &'a str,
    pointer: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    message: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "is_zero")]
    more: u64,
    source: &'a str,
}

impl<W: Write> Output for Records<W> {
    fn line(&mut self, checked: Option<&Checked>) -> io::Result<()> {
        let findings = checked.map_or(&[][..], |checked| &checked.findings);
        let result = Result {
            kind: checked.and_then(|checked| Some(checked.kind?.as_str())),
            valid: findings
                .iter()
                .all(|finding| finding.level < agentlin_types::validate::Level::Error),
            findings: findings
                .iter()
                .map(|finding| Local {
                    code: finding.code,
                    level: finding.level.as_str(),
                    pointer: &finding.pointer,
                    column: finding.local.as_ref().map(|(_, column, _)| *column),
                    offset: finding.local.as_ref().map(|(.., span)| span.start),
                    message: &finding.message,
                    help: &finding.help,
                    more: finding.more,
                    source: finding.source,
                })
                .collect(),
        };
        write_line(&mut self.0, &result)
    }

    fn pause(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn finish(&mut self, _total: &Total) -> io::Result<()> {
        self.0.flush()
    }
}

fn is_zero(more: &u64) -> bool {
    *more == 0
}

fn write_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    writeln!(out, "{}", printable::json(&json))
}
