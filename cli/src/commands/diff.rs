//! `diff A B`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Outcome, UNREADABLE};
use crate::args::DiffArgs;
use crate::capture;
use crate::check::{Checker, Step};
use crate::coverage::Coverage;
use crate::diff::{self, Strictness};
use crate::printable::{self, Printable};
use crate::screen::Screen;
use crate::terminal;
use crate::trace::{Collector, Keep, Run, Trace};

pub(crate) fn run(args: &DiffArgs) -> Outcome {
    let mut coverage = [Coverage::default(), Coverage::default()];
    let [of_a, of_b] = &mut coverage;
    let a = read(&args.a, args, of_a)?;
    let b = read(&args.b, args, of_b)?;
    let chosen = |trace, which: usize| choose(trace, args.task.get(which).or(args.task.first()));
    let strictness = Strictness {
        ids: args.ids,
        times: args.times,
    };
    let diff = diff::compare(&chosen(&a, 0)?, &chosen(&b, 1)?, strictness);
    if diff.tasks.is_empty() {
        return Err("there are no tasks in these captures".into());
    }
    if args.json {
        let json = serde_json::to_string(&diff).map_err(io::Error::from)?;
        writeln!(io::stdout(), "{}", printable::json(&json))?;
    } else {
        let out = io::BufWriter::new(io::stdout());
        let out = terminal::coloured(args.color, out);
        diff::print(&diff, &mut Screen::new(out, terminal::width()))?;
    }
    let trouble = coverage
        .iter()
        .any(|coverage| coverage.status() != ExitCode::SUCCESS);
    Ok(match (trouble, diff.same) {
        (true, _) => ExitCode::from(UNREADABLE),
        (false, true) => ExitCode::SUCCESS,
        (false, false) => ExitCode::FAILURE,
    })
}

/// The tasks of a capture.
fn read(file: &PathBuf, args: &DiffArgs, coverage: &mut Coverage) -> Result<Trace, Failure> {
    let (sources, missing) = capture::expand(std::slice::from_ref(file));
    *coverage = Coverage::new(&missing);
    let checker = Checker::of_records(args.limit.bytes());
    let mut collector = Collector::new(Keep::Tasks, false);
    checker.run(sources, &capture::Progress::default(), |step| {
        coverage.see(&step);
        match step {
            Step::Open(name) => collector.open(&name),
            Step::Call(call) => collector.call(&call),
            Step::Record(checked) => collector.record(checked, None),
            Step::EndOfStream => collector.end_stream(),
            Step::Close(_) => collector.close(),
            _ => {}
        }
        Ok(())
    })?;
    Ok(collector.finish())
}

/// All tasks, or the one that was asked for.
fn choose<'t>(trace: &'t Trace, id: Option<&String>) -> Result<Vec<&'t Run>, Failure> {
    let Some(id) = id else {
        return Ok(trace.runs.iter().collect());
    };
    let run = trace.runs.iter().find(|run| run.task().id == *id);
    let run = run.ok_or_else(|| {
        let file = trace.files.first().map_or("", String::as_str);
        format!(
            "no task {} in {}; `inspect` lists those that are there",
            Printable(id),
            Printable(file)
        )
    })?;
    Ok(vec![run])
}
