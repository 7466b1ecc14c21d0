//! How findings are written.

mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod sarif;

use std::collections::BTreeMap;
use std::io::{self, Write};

use agentlin_types::validate::Level;
use serde::Serialize;

use crate::args::OutputFormat;
use crate::capture::Format;
use crate::check::Checked;
use crate::finding::CaptureFinding;

/// How many findings people get to see unless they ask for more.
pub(crate) const ENOUGH: usize = 200;

/// How many findings go into a file that is made in memory, unless more are asked for.
pub(crate) const MANY: usize = 10_000;

/// One way to write findings. Every method does nothing unless a format needs it.
pub(crate) trait Output {
    /// Writes a finding; `record` is the number of its record in the file, from 1.
    fn finding(&mut self, _file: &str, _record: u64, _finding: &CaptureFinding) -> io::Result<()> {
        Ok(())
    }

    /// A line of the input is done: a record, or nothing.
    fn line(&mut self, _checked: Option<&Checked>) -> io::Result<()> {
        Ok(())
    }

    /// A file is done.
    fn file(&mut self, _file: &FileSummary) -> io::Result<()> {
        Ok(())
    }

    /// More may take a while: what was written should be seen.
    fn pause(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Everything is done.
    fn finish(&mut self, total: &Total) -> io::Result<()>;
}

/// Choices that formats share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The total is the only summary.
    pub(crate) quiet: bool,
    /// Summaries of every file and of every code.
    pub(crate) verbose: bool,
    /// Whether notes are shown.
    pub(crate) notes: bool,
}

/// The output of a format.
pub(crate) fn open<'a>(
    format: OutputFormat,
    style: Style,
    out: Box<dyn Write + 'a>,
) -> Box<dyn Output + 'a> {
    match format {
        OutputFormat::Human => Box::new(human::Human::new(out, style)),
        OutputFormat::Concise => Box::new(concise::Concise::new(out)),
        OutputFormat::Json => Box::new(json::Findings::new(out)),
        OutputFormat::Records => Box::new(json::Records::new(out)),
        OutputFormat::Sarif => Box::new(sarif::Sarif::new(out)),
        OutputFormat::Github => Box::new(github::Github::new(out)),
        OutputFormat::Gitlab => Box::new(gitlab::Gitlab::new(out)),
        OutputFormat::Junit => Box::new(junit::Junit::new(out)),
    }
}

/// How many findings of each level there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct LevelCounts {
    pub(crate) errors: u64,
    pub(crate) warnings: u64,
    pub(crate) notes: u64,
}

impl LevelCounts {
    /// Adds a finding, and those that it stands for.
    pub(crate) fn add(&mut self, level: Level, more: u64) {
        let number = 1 + more;
        match level {
            Level::Error => self.errors += number,
            Level::Warning => self.warnings += number,
            Level::Note => self.notes += number,
            _ => {}
        }
    }

    /// The counts in words; empty if there are none.
    pub(crate) fn words(self) -> String {
        let counts = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let words = counts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<_> = words.map(|(count, noun)| plural(*count, noun)).collect();
        words.join(", ")
    }
}

/// Results for one file.
#[derive(Debug)]
pub(crate) struct FileSummary {
    pub(crate) name: String,
    pub(crate) format: Option<Format>,
    pub(crate) records: u64,
    /// How many records of each kind.
    pub(crate) kinds: BTreeMap<&'static str, u64>,
    pub(crate) counts: LevelCounts,
    /// How many exchanges of other traffic were left out.
    pub(crate) skipped: u64,
    /// Why the file could not be read to its end.
    pub(crate) failure: Option<String>,
}

impl FileSummary {
    pub(crate) fn new(name: &str) -> Self {
        FileSummary {
            name: name.to_owned(),
            format: None,
            records: 0,
            kinds: BTreeMap::new(),
            counts: LevelCounts::default(),
            skipped: 0,
            failure: None,
        }
    }

    pub(crate) fn count(&mut self, finding: &CaptureFinding) {
        self.counts.add(finding.level, finding.more);
    }
}

/// Results for all files.
#[derive(Debug, Default)]
pub(crate) struct Total {
    pub(crate) files: u64,
    pub(crate) records: u64,
    pub(crate) counts: LevelCounts,
    /// The level of each code that was found, and how often.
    pub(crate) codes: BTreeMap<&'static str, (Level, u64)>,
    /// How many findings were not written because there were too many.
    pub(crate) unwritten: u64,
    /// How many files have neither errors nor warnings.
    pub(crate) clean: u64,
    /// How many findings the baseline knows.
    pub(crate) known: u64,
    /// How many findings of the baseline were not met.
    pub(crate) gone: u64,
    /// How many files could not be read.
    pub(crate) failures: u64,
}

impl Total {
    /// What to say about findings that were not written, if there are such.
    pub(crate) fn unwritten(&self) -> Option<String> {
        let more = plural(self.unwritten, "more finding");
        (self.unwritten > 0)
            .then(|| format!("{more} not written; raise --max-findings to write them"))
    }

    pub(crate) fn count(&mut self, finding: &CaptureFinding) {
        self.counts.add(finding.level, finding.more);
        let (_, count) = self.codes.entry(finding.code).or_insert((finding.level, 0));
        *count += 1 + finding.more;
    }
}

/// A number and its noun. Some names of payloads are plurals already.
pub(crate) fn plural(count: u64, noun: &str) -> String {
    let plural = if count == 1 || noun.ends_with('s') {
        ""
    } else {
        "s"
    };
    format!("{count} {noun}{plural}")
}
