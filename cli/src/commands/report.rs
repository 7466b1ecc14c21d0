//! `report FILE… -o report.html`

use std::io::Write;
use std::path::Path;

use super::Outcome;
use crate::args::Report;
use crate::capture::{self, Options};
use crate::check::{Checker, Step, Wanted};
use crate::coverage::Coverage;
use crate::report::{Collector, page};
use crate::settings::Settings;
use crate::target;

pub(crate) fn run(args: &Report) -> Outcome {
    let settings = Settings::load(&args.rules)?;
    let (sources, missing) = capture::expand(&args.files);
    let mut coverage = Coverage::new(&missing);
    target::keep_inputs(&args.output, &sources)?;
    let checker = Checker {
        threads: args.reading.jobs.or(settings.output.jobs),
        wanted: Wanted::Records,
        notes: true,
        settings,
        reading: Options {
            max_record: args.reading.limit.bytes(),
            lines: false,
            kind: None,
        },
        excerpts: None,
    };
    let mut collector = Collector::default();
    checker.run(sources, &capture::Progress::default(), |step| {
        coverage.see(&step);
        match step {
            Step::Open(name) => collector.open(&name),
            Step::Record(checked) => collector.record(checked),
            Step::Finding(finding) => collector.finding(finding),
            Step::EndOfStream => collector.end_stream(),
            Step::Counted(_)
            | Step::Format(_)
            | Step::Blank
            | Step::Skipped
            | Step::Close(_)
            | Step::Pause => {}
        }
        Ok(())
    })?;
    collector.end_stream();
    let html = page(&collector, args.mask);
    if args.output == Path::new("-") {
        std::io::stdout().write_all(html.as_bytes())?;
    } else {
        target::write(&args.output, html.as_bytes())
            .map_err(|error| format!("cannot write {}: {error}", args.output.display()))?;
    }
    Ok(coverage.status())
}
