//! For people: like a compiler.

use std::io::{self, Write};

use agentlin_types::validate::Level;

use super::{FileSummary, LevelCounts, Output, Style, Total, plural};
use crate::finding::CaptureFinding;
use crate::printable::Printable;
use crate::terminal::{BOLD, FAINT, GOOD, PLACE, colour};

pub(super) struct Human<W> {
    out: W,
    style: Style,
}

impl<W: Write> Human<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Human { out, style }
    }
}

impl<W: Write> Output for Human<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &CaptureFinding) -> io::Result<()> {
        let CaptureFinding {
            code,
            level,
            at,
            message,
            ..
        } = finding;
        let colour = colour(*level);
        let (file, message, help) = (
            Printable(file),
            Printable(message),
            Printable(&finding.help),
        );
        writeln!(
            self.out,
            "{colour}{level}[{code}]{colour:#}{BOLD}: {message}{BOLD:#}"
        )?;
        let number = at.line.to_string();
        let gutter = " ".repeat(number.len());
        let (line, column, offset) = (at.line, at.column, at.offset);
        write!(
            self.out,
            "{gutter}{PLACE}-->{PLACE:#} {file}:{line}:{column} (byte {offset})"
        )?;
        if !finding.pointer.is_empty() {
            write!(self.out, " at {}", Printable(&finding.pointer))?;
        }
        writeln!(self.out)?;
        if let Some(exchange) = &finding.exchange {
            let exchange = exchange.to_string();
            let exchange = Printable(&exchange);
            writeln!(self.out, "{gutter}{PLACE} ={PLACE:#} {exchange}")?;
        }
        if let Some(excerpt) = &finding.excerpt {
            let before = " ".repeat(excerpt.marked.start);
            let carets = "^".repeat(excerpt.marked.len());
            writeln!(self.out, "{gutter} {PLACE}|{PLACE:#}")?;
            writeln!(self.out, "{PLACE}{number} |{PLACE:#} {}", excerpt.text)?;
            writeln!(
                self.out,
                "{gutter} {PLACE}|{PLACE:#} {before}{colour}{carets}{colour:#}"
            )?;
        }
        writeln!(
            self.out,
            "{gutter} {PLACE}={PLACE:#} {BOLD}help{BOLD:#}: {help}\n"
        )
    }

    fn file(&mut self, file: &FileSummary) -> io::Result<()> {
        if !self.style.verbose || file.failure.is_some() {
            return Ok(());
        }
        let kinds: Vec<_> = file
            .kinds
            .iter()
            .map(|(kind, count)| plural(*count, kind))
            .collect();
        let mut what = match (file.records, &kinds[..]) {
            (0, _) => "no records".to_owned(),
            (1, [_]) => kinds[0].trim_start_matches("1 ").to_owned(),
            (records, []) => plural(records, "record"),
            (_, _) => kinds.join(", "),
        };
        if let Some(format) = file.format {
            what = format!("{format}, {what}");
        }
        if file.skipped > 0 {
            what.push_str(&format!(", {} of other traffic left out", file.skipped));
        }
        let verdict = verdict(file.counts);
        writeln!(
            self.out,
            "{BOLD}{}{BOLD:#}: {verdict} {FAINT}({what}){FAINT:#}",
            Printable(&file.name)
        )
    }

    fn pause(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, total: &Total) -> io::Result<()> {
        if total.unwritten > 0 && !self.style.quiet {
            let more = plural(total.unwritten, "more finding");
            writeln!(self.out, "… and {more}; raise --max-findings to see them\n")?;
        }
        // Findings that are on the screen need no list of their codes.
        if self.style.verbose || total.unwritten > 0 && !self.style.quiet {
            let mut shown: Vec<_> = total.codes.iter().collect();
            // Those that are alike stay in the order of their names.
            shown.sort_by_key(|(_, (level, count))| std::cmp::Reverse((*level, *count)));
            for (code, (level, count)) in shown {
                let colour = colour(*level);
                writeln!(self.out, "{count:>7} {colour}{level}[{code}]{colour:#}")?;
            }
        }
        let (mut files, records) = (plural(total.files, "file"), plural(total.records, "record"));
        if total.clean > 0 && total.clean < total.files {
            files.push_str(&format!(" ({} clean)", total.clean));
        }
        let verdict = match (total.failures, total.counts) {
            (0, counts) => verdict(counts),
            (unread, counts) => {
                let colour = colour(Level::Error);
                let unread = format!("{colour}{} not read{colour:#}", plural(unread, "file"));
                match counts.errors + counts.warnings {
                    0 => unread,
                    _ => format!("{}, {unread}", verdict(counts)),
                }
            }
        };
        writeln!(self.out, "{BOLD}{files}, {records}{BOLD:#}: {verdict}")?;
        if self.style.quiet {
            return self.out.flush();
        }
        if total.counts.notes > 0 && !self.style.notes {
            let notes = plural(total.counts.notes, "note");
            writeln!(
                self.out,
                "{FAINT}{notes} not shown; use --notes to show them{FAINT:#}"
            )?;
        }
        if total.known > 0 {
            let known = plural(total.known, "finding");
            writeln!(
                self.out,
                "{FAINT}{known} of the baseline not shown{FAINT:#}"
            )?;
        }
        if total.gone > 0 {
            let gone = plural(total.gone, "finding");
            writeln!(
                self.out,
                "{FAINT}{gone} of the baseline did not occur; use --write-baseline to update it{FAINT:#}"
            )?;
        }
        self.out.flush()
    }
}

/// The counts in words.
fn verdict(counts: LevelCounts) -> String {
    let mut words = Vec::new();
    for (count, noun, level) in [
        (counts.errors, "error", Level::Error),
        (counts.warnings, "warning", Level::Warning),
    ] {
        if count > 0 {
            let colour = colour(level);
            words.push(format!("{colour}{}{colour:#}", plural(count, noun)));
        }
    }
    if words.is_empty() {
        let colour = GOOD;
        return format!("{colour}ok{colour:#}");
    }
    words.join(", ")
}
