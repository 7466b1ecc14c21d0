//! What `inspect` and `report` share: captures are read into facts, and some tasks are chosen.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::Failure;
use crate::args::ViewArgs;
use crate::capture::{self, Options};
use crate::check::{Checker, Detail, Step};
use crate::config::Config;
use crate::coverage::Coverage;
use crate::printable::Printable;
use crate::progress;
use crate::survey::Survey;
use crate::target;
use crate::trace::{Collector, Keep, Selection, Trace};

/// What was read.
pub(super) struct Viewed {
    pub(super) trace: Trace,
    pub(super) survey: Survey,
    /// What was not checked.
    pub(super) coverage: Coverage,
}

/// Reads captures, and keeps the payloads that are to be shown. A file that is to be
/// written must not be one of them.
pub(super) fn read(
    args: &ViewArgs,
    keep: Keep,
    mask: bool,
    target: Option<&Path>,
) -> Result<Viewed, Failure> {
    let settings = Config::load(&args.rules)?;
    let (sources, missing) = capture::expand(&args.files);
    let mut coverage = Coverage::new(&missing);
    coverage.mask = mask;
    if let Some(target) = target {
        target::keep_inputs(target, &sources)?;
    }
    let checker = Checker {
        threads: args.reading.jobs.or(settings.output.jobs),
        detail: Detail::Records,
        notes: true,
        settings,
        reading: Options {
            max_record: args.reading.limit.bytes(),
            lines: false,
            kind: None,
        },
        excerpts: None,
    };
    let progress = capture::Progress::default();
    let bar = progress::bar(false, &sources);
    let mut collector = Collector::new(keep, mask);
    let mut survey = Survey::default();
    checker.run(sources, &progress, |step| {
        coverage.see(&step);
        match step {
            Step::Open(name) => {
                collector.open(&name);
                survey.open(&name);
            }
            Step::Format(format) => survey.format(format),
            Step::Call(call) => collector.call(&call),
            Step::Record(checked) => collector.record(checked, Some(&mut survey)),
            Step::Finding(finding) => {
                survey.finding(&finding);
                collector.finding(finding);
            }
            Step::Skipped => collector.aside("traffic of another API"),
            Step::EndOfStream => collector.end_stream(),
            Step::Close(_) => collector.close(),
            Step::Pause => bar.set_position(progress.load(Ordering::Relaxed)),
            Step::Counted(_) | Step::Blank => {}
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok(Viewed {
        trace: collector.finish(),
        survey,
        coverage,
    })
}

impl Viewed {
    /// Keeps the tasks that were asked for.
    pub(super) fn select(&mut self, args: &ViewArgs) -> Result<(), Failure> {
        let selection = Selection {
            tasks: args.task.clone(),
            failed: args.failed,
            since: args.since,
        };
        let missing = selection.apply(&mut self.trace);
        match missing.first() {
            None => Ok(()),
            Some(id) => Err(format!(
                "no task {} in this capture; `inspect` lists those that are there",
                Printable(id)
            )
            .into()),
        }
    }
}
