//! `fold FILE…`

use std::io::Write;
use std::process::ExitCode;

use agentlin_types::stream::{OutOfBand, TaskFold};
use agentlin_types::validate::PayloadKind;
use agentlin_types::{Task, TaskEvent, TaskEventResponse, decode, encode};

use super::Outcome;
use crate::args::FoldArgs;
use crate::capture::{self, Record};
use crate::check::{Checker, Step};
use crate::coverage::Coverage;
use crate::pretty::pretty;
use crate::printable;
use crate::remarks::Remarks;

pub(crate) fn run(args: &FoldArgs) -> Outcome {
    let (sources, missing) = capture::expand(&args.files);
    let mut coverage = Coverage::new(&missing);
    let checker = Checker::of_records(args.limit.bytes());
    let mut folder = Folder {
        args,
        name: String::new(),
        fold: TaskFold::new(),
        events: 0,
        streams: 0,
        failed: false,
        remarks: Remarks::default(),
    };
    checker.run(sources, &capture::Progress::default(), |step| {
        coverage.see(&step);
        match step {
            Step::Open(name) => folder.name = name.to_string(),
            Step::Record(checked) => {
                if let Some(record) = checked.record {
                    folder.record(&record)?;
                }
            }
            Step::EndOfStream | Step::Close(_) => folder.end()?,
            _ => {}
        }
        Ok(())
    })?;
    folder.remarks.finish();
    let status = coverage.status();
    if folder.streams == 0 && status == ExitCode::SUCCESS {
        return Err("there are no events in this capture".into());
    }
    Ok(match status == ExitCode::SUCCESS && folder.failed {
        true => ExitCode::FAILURE,
        false => status,
    })
}

/// Folds the events of each stream as they come. In a file of events, one per line, a stream ends
/// where the next one begins.
struct Folder<'a> {
    args: &'a FoldArgs,
    name: String,
    fold: TaskFold,
    events: u64,
    streams: u64,
    /// Whether a stream ended with an error, or an event cannot be read.
    failed: bool,
    remarks: Remarks,
}

impl Folder<'_> {
    fn record(&mut self, record: &Record) -> std::io::Result<()> {
        if record.exchange.is_some() && !record.event {
            // The bodies beside the streams of an archive are not this command's business.
            return Ok(());
        }
        let text = &record.text.content;
        let event = match PayloadKind::detect(text) {
            Some(PayloadKind::Event) => decode::from_str::<TaskEventResponse>(text),
            Some(PayloadKind::BareEvent) => decode::from_str::<TaskEvent>(text).map(|event| {
                let mut response = TaskEventResponse::new();
                response.result = Some(event);
                response
            }),
            // Neither are bodies in files of their own, and what is no event of the API.
            _ if !record.event => return Ok(()),
            _ if OutOfBand::of(record.name.as_deref(), text).is_some() => return Ok(()),
            _ => decode::from_str(text),
        };
        match event {
            Ok(event) => {
                if self.fold.is_over_before(&event) {
                    self.end()?;
                }
                self.events += 1;
                for notice in self.fold.push_response(event) {
                    self.say("note", Some(record.text.locate(0).line), &notice);
                }
            }
            Err(error) => {
                self.events += 1;
                self.failed = true;
                self.say("error", Some(record.text.locate(0).line), &error);
            }
        }
        Ok(())
    }

    /// Prints the tasks of the stream that ends here, if there was one.
    fn end(&mut self) -> std::io::Result<()> {
        if std::mem::take(&mut self.events) == 0 {
            return Ok(());
        }
        self.streams += 1;
        let fold = std::mem::take(&mut self.fold);
        if let Some(error) = fold.error() {
            self.failed = true;
            let message = format!("the stream ends with an error: {error}");
            self.say("error", None, &message);
        }
        if self.args.all {
            for (_, task) in fold.tasks() {
                self.print(task)?;
            }
            return Ok(());
        }
        fold.task().map_or(Ok(()), |task| self.print(task))
    }

    /// Says on standard error what is odd about the file.
    fn say(&mut self, level: &str, line: Option<u64>, message: &dyn std::fmt::Display) {
        let line = line.map_or(String::new(), |line| format!(":{line}"));
        self.remarks
            .add(&format!("{level}: {}{line}: {message}", self.name));
    }

    fn print(&self, task: &Task) -> std::io::Result<()> {
        let json = encode::to_string(task).map_err(std::io::Error::other)?;
        let json = if self.args.compact {
            json
        } else {
            pretty(&json)
        };
        writeln!(std::io::stdout(), "{}", printable::json(&json))
    }
}
