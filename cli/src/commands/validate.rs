//! `validate FILE…`

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use agentlin_types::validate::{Level, PayloadKind};
use indicatif::ProgressBar;

use super::{Outcome, UNREADABLE};
use crate::args::{Color, OutputFormat, ValidateArgs};
use crate::baseline::Baseline;
use crate::capture::{self, Options};
use crate::check::{Checked, Checker, Detail, Step};
use crate::config::Config;
use crate::excerpt;
use crate::finding::{CaptureFinding, ExcerptOptions};
use crate::output::{self, ENOUGH, FileSummary, LevelCounts, MANY, Output, Style, Total, plural};
use crate::printable::{self, Printable};
use crate::progress;
use crate::terminal;

pub(crate) fn run(args: &ValidateArgs) -> Outcome {
    let settings = Config::load(&args.rules)?;
    let format = format(args, &settings);
    let (sources, missing) = capture::expand(&args.files);
    for (path, reason) in &missing {
        let (path, reason) = (printable::path(path), Printable(reason));
        eprintln!("error: cannot read {path}: {reason}");
    }
    let threads = args.reading.jobs.or(settings.output.jobs);

    let mask = args.mask.or(settings.output.mask).unwrap_or(matches!(
        format,
        OutputFormat::Sarif | OutputFormat::Junit | OutputFormat::Github | OutputFormat::Gitlab
    ));
    let excerpts = matches!(format, OutputFormat::Human | OutputFormat::Sarif);
    let limit = args.max_findings.or(settings.output.max_findings);
    let baseline = args.baseline.clone().or(settings.output.baseline.clone());
    let limit = limit.unwrap_or(match format {
        OutputFormat::Human => ENOUGH,
        OutputFormat::Sarif | OutputFormat::Junit | OutputFormat::Gitlab => MANY,
        _ => usize::MAX,
    });
    let enough = Arc::new(AtomicBool::new(limit == 0));
    let style = Style {
        quiet: args.quiet,
        verbose: args.verbose,
        notes: args.notes || settings.output.notes.unwrap_or(false),
    };
    let checker = Checker {
        settings,
        reading: Options {
            max_record: args.reading.limit.bytes(),
            lines: format == OutputFormat::Records,
            kind: args.kind,
        },
        threads,
        detail: if format == OutputFormat::Records {
            Detail::Verdicts
        } else {
            Detail::Counts
        },
        notes: style.notes
            || !matches!(
                format,
                OutputFormat::Human | OutputFormat::Concise | OutputFormat::Github
            ),
        excerpts: excerpts.then_some(ExcerptOptions {
            width: match format {
                OutputFormat::Human => terminal::width().unwrap_or(excerpt::WIDTH),
                _ => excerpt::WIDTH,
            },
            mask,
            enough: Arc::clone(&enough),
        }),
    };
    let progress = capture::Progress::default();
    let bar = progress::bar(args.quiet, &sources);
    let mut run = Run {
        output: output::open(format, style, writer(format, args.color, &bar)),
        limit,
        enough,
        total: Total {
            failures: missing.len() as u64,
            ..Total::default()
        },
        file: FileSummary::new(""),
        baseline: match baseline {
            Some(path) if args.write_baseline.is_none() => Baseline::read(&path)?,
            _ => Baseline::default(),
        },
        writes_baseline: args.write_baseline.is_some(),
        mask,
        bar,
    };
    let outcome = checker.run(sources, &progress, |step| match step {
        Step::Pause => {
            run.bar.set_position(progress.load(Ordering::Relaxed));
            run.output.pause()
        }
        step => run.step(step),
    });
    run.bar.finish_and_clear();
    let outcome = outcome.and_then(|()| {
        if args.write_baseline.is_none() {
            run.total.gone = run.baseline.len();
        }
        run.output.finish(&run.total)
    });
    match outcome {
        // The reader of our output has seen enough, but the rest was not checked.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::FAILURE),
        outcome => outcome?,
    }
    if let Some(path) = &args.write_baseline {
        run.baseline.write(path)?;
        let findings = plural(run.baseline.len(), "finding");
        eprintln!("wrote {findings} to {}", printable::path(path));
    }
    if let Some(unwritten) = run.total.unwritten()
        && format != OutputFormat::Human
    {
        eprintln!("note: {unwritten}");
    }
    Ok(if run.total.failures > 0 {
        ExitCode::from(UNREADABLE)
    } else if run.total.counts.errors > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The format: `json` on standard input alone is a filter from lines to lines.
fn format(args: &ValidateArgs, settings: &Config) -> OutputFormat {
    let format = args.format.or(settings.output.format);
    let only_stdin = args.files == [Path::new("-")];
    match format.unwrap_or(OutputFormat::Human) {
        OutputFormat::Json if only_stdin => OutputFormat::Records,
        format => format,
    }
}

/// Standard output, with or without colours; the progress bar makes room for what is written.
fn writer(format: OutputFormat, color: Color, bar: &ProgressBar) -> Box<dyn Write> {
    let out = BufWriter::with_capacity(64 * 1024, BesideBar(bar.clone()));
    if format == OutputFormat::Human {
        Box::new(terminal::coloured(color, out))
    } else {
        Box::new(out)
    }
}

/// Standard output beside a progress bar on the same terminal.
struct BesideBar(ProgressBar);

impl Write for BesideBar {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stdout().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.suspend(|| io::stdout().flush())
    }
}

/// The state of a run.
struct Run<'a> {
    output: Box<dyn Output + 'a>,
    limit: usize,
    /// Set when as many findings are shown.
    enough: Arc<AtomicBool>,
    total: Total,
    file: FileSummary,
    baseline: Baseline,
    /// Whether findings go into the baseline.
    writes_baseline: bool,
    mask: bool,
    bar: ProgressBar,
}

impl Run<'_> {
    fn step(&mut self, step: Step) -> io::Result<()> {
        match step {
            Step::Open(name) => self.file = FileSummary::new(&name),
            Step::Format(format) => self.file.format = Some(format),
            Step::Record(mut checked) => {
                checked.findings.retain_mut(|finding| self.wants(finding));
                self.record(&checked)?;
            }
            Step::Counted(tally) => {
                self.count(tally.kind, tally.records);
                self.total.counts.notes += tally.notes;
            }
            Step::Finding(mut finding) => {
                if self.wants(&mut finding) {
                    self.finding(&finding)?;
                }
            }
            Step::Blank => self.output.line(None)?,
            Step::Call(_) | Step::EndOfStream | Step::Pause => {}
            Step::Skipped => self.file.skipped += 1,
            Step::Close(outcome) => {
                if let Err(error) = outcome {
                    let error = error.to_string();
                    let (name, reason) = (Printable(&self.file.name), Printable(&error));
                    self.bar
                        .suspend(|| eprintln!("error: cannot read {name}: {reason}"));
                    self.file.failure = Some(error);
                    self.total.failures += 1;
                }
                self.total.files += 1;
                let LevelCounts {
                    errors, warnings, ..
                } = self.file.counts;
                self.total.clean +=
                    u64::from(errors + warnings == 0 && self.file.failure.is_none());
                self.output.file(&self.file)?;
            }
        }
        Ok(())
    }

    /// Whether a finding is new. If so, it is put into the form in which it is shown.
    fn wants(&mut self, finding: &mut CaptureFinding) -> bool {
        let file = &self.file.name;
        if self.writes_baseline && finding.level > Level::Note {
            self.baseline.add(file, finding);
            return false;
        }
        if self.baseline.take(file, finding) {
            self.total.known += 1 + finding.more;
            return false;
        }
        if self.mask {
            finding.mask();
        }
        true
    }

    fn count(&mut self, kind: Option<PayloadKind>, records: u64) {
        self.file.records += records;
        self.total.records += records;
        if let Some(kind) = kind {
            *self.file.kinds.entry(kind.as_str()).or_default() += records;
        }
    }

    fn record(&mut self, checked: &Checked) -> io::Result<()> {
        self.count(checked.kind, 1);
        for finding in &checked.findings {
            self.finding(finding)?;
        }
        self.output.line(Some(checked))
    }

    fn finding(&mut self, finding: &CaptureFinding) -> io::Result<()> {
        self.file.count(finding);
        self.total.count(finding);
        if self.limit == 0 {
            self.total.unwritten += 1;
            return Ok(());
        }
        self.limit -= 1;
        self.enough.store(self.limit == 0, Ordering::Relaxed);
        self.output
            .finding(&self.file.name, self.file.records, finding)
    }
}
