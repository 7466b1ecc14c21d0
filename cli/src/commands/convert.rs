//! `convert FILE… --to FORM`

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use agentlin_types::event::{TaskEvent, TaskEventResponse};
use agentlin_types::normalize::{Normalize, Rewrite};
use agentlin_types::response::{TaskListPage, TaskResponse};
use agentlin_types::stream::{OutOfBand, TaskFold};
use agentlin_types::validate::{Code, PayloadKind};
use agentlin_types::wire::Wire;
use agentlin_types::{JsonValue, Task, decode, encode};

use super::Outcome;
use crate::args::{ConvertArgs, ConvertForm};
use crate::capture::{self, Format, Record};
use crate::check::{Checked, Checker, Step};
use crate::coverage::Coverage;
use crate::output::plural;
use crate::printable::{self, Printable};
use crate::target::{self, Files, Pending};

pub(crate) fn run(args: &ConvertArgs) -> Outcome {
    let (sources, missing) = capture::expand(&args.files);
    let mut coverage = Coverage::new(&missing);
    let target = Some(&*args.output).filter(|path| *path != Path::new("-"));
    let place = match target.filter(|_| args.split.is_none()) {
        Some(path) => {
            target::keep_inputs(path, &sources)?;
            printable::path(path)
        }
        None => args
            .split
            .as_deref()
            .map_or("standard output".into(), printable::path),
    };
    let out = match (&args.split, target) {
        (Some(folder), _) => Output::Split(Files::new(folder)?),
        (None, Some(path)) => Output::File(BufWriter::new(
            Pending::new(path).map_err(|error| format!("cannot write {place}: {error}"))?,
        )),
        (None, None) => Output::Stdout(BufWriter::new(io::stdout())),
    };
    let checker = Checker {
        notes: true,
        ..Checker::of_records(args.limit.bytes())
    };
    let mut converter = Converter {
        args,
        out,
        file: String::new(),
        fold: TaskFold::new(),
        folded: 0,
        written: 0,
        rewrites: 0,
        left_out: BTreeMap::new(),
    };
    checker.run(sources, &capture::Progress::default(), |step| {
        coverage.see(&step);
        converter.step(step)
    })?;
    let summary = converter.summary();
    converter
        .finish()
        .map_err(|error| format!("cannot write {place}: {error}"))?;
    eprintln!("wrote {place}: {summary}");
    Ok(coverage.status())
}

/// Where the payloads go.
enum Output {
    Stdout(BufWriter<io::Stdout>),
    File(BufWriter<Pending>),
    Split(Files),
}

struct Converter<'a> {
    args: &'a ConvertArgs,
    out: Output,
    /// The source that is read.
    file: String,
    /// The stream that is read, where its task is wanted.
    fold: TaskFold,
    folded: u64,
    written: u64,
    rewrites: u64,
    /// What is not in the output, and how often.
    left_out: BTreeMap<&'static str, u64>,
}

impl Converter<'_> {
    fn step(&mut self, step: Step) -> io::Result<()> {
        match step {
            Step::Open(name) => self.file = name.to_string(),
            Step::Format(Format::Archive) => {
                self.leave_out("the description of an archive's calls")
            }
            Step::Skipped => self.leave_out("entry of other traffic"),
            Step::Record(checked) => self.checked(checked)?,
            Step::Finding(finding) if finding.source == "capture" => {
                self.leave_out("part that is no record");
            }
            // It is about what never came.
            Step::Finding(finding) if finding.code == Code::StreamUnfinished.as_str() => {}
            Step::Finding(_) => self.leave_out("piece of a stream that is no event"),
            Step::EndOfStream | Step::Close(_) => self.end_stream()?,
            _ => {}
        }
        Ok(())
    }

    fn leave_out(&mut self, what: &'static str) {
        *self.left_out.entry(what).or_default() += 1;
    }

    fn checked(&mut self, checked: Checked) -> io::Result<()> {
        let Some(record) = checked.record else {
            self.leave_out("record that is no text, or too large");
            return Ok(());
        };
        let text = &record.text.content;
        if checked.kind.is_none() && OutOfBand::of(record.name.as_deref(), text).is_some() {
            self.leave_out("piece of a stream that is no event");
            return Ok(());
        }
        let Ok(payload) = decode::from_str::<JsonValue>(text) else {
            self.leave_out("record that is not valid JSON");
            return Ok(());
        };
        if !record.outer.is_empty() {
            self.leave_out("the JSON around payloads");
        }
        let kind = match checked.kind {
            // A stream ends with it.
            Some(PayloadKind::Response) if record.event => Some(PayloadKind::Event),
            kind => kind,
        };
        let payload = match kind.filter(|_| self.args.normalize) {
            Some(kind) => self.normalized(kind, &record, payload.as_str()),
            None => payload.as_str().to_owned(),
        };
        let is_event = matches!(kind, Some(PayloadKind::Event | PayloadKind::BareEvent));
        match self.args.to {
            ConvertForm::Events if is_event => self.write(kind, &payload, record.name.as_deref()),
            ConvertForm::Events => {
                self.leave_out("payload that is no event");
                Ok(())
            }
            ConvertForm::Tasks => self.tasks(kind, &payload),
            ConvertForm::Ndjson | ConvertForm::Array => {
                if record.name.is_some() {
                    self.leave_out("name of an event");
                }
                self.write(kind, &payload, None)
            }
        }
    }

    /// The payload in its documented form, if it has one.
    fn normalized(&mut self, kind: PayloadKind, record: &Record, text: &str) -> String {
        fn of<T: Normalize + Wire>(text: &str) -> Option<(Vec<Rewrite>, String)> {
            let mut value: T = decode::from_str(text).ok()?;
            let rewrites = value.normalize();
            let text = match rewrites.is_empty() {
                true => text.to_owned(),
                false => encode::to_string(&value).ok()?,
            };
            Some((rewrites, text))
        }
        let outcome = match kind {
            PayloadKind::Response => of::<TaskResponse>(text),
            PayloadKind::Event => of::<TaskEventResponse>(text),
            PayloadKind::BareEvent => of::<TaskEvent>(text),
            PayloadKind::ListPage => of::<TaskListPage>(text),
            PayloadKind::Task => of::<Task>(text),
            // Only tasks and their events have older spellings.
            _ => Some((Vec::new(), text.to_owned())),
        };
        let Some((rewrites, new)) = outcome else {
            self.leave_out("rewrite of what does not decode");
            return text.to_owned();
        };
        let line = record.text.locate(0).line;
        for rewrite in &rewrites {
            let rewrite = format!("{}:{line}: {rewrite}", self.file);
            eprintln!("{}", Printable(&rewrite));
        }
        self.rewrites += rewrites.len() as u64;
        new
    }

    /// The tasks of a payload.
    fn tasks(&mut self, kind: Option<PayloadKind>, text: &str) -> io::Result<()> {
        let event = match kind {
            Some(PayloadKind::Event) => decode::from_str::<TaskEventResponse>(text).ok(),
            Some(PayloadKind::BareEvent) => decode::from_str(text).ok().map(|event| {
                let mut response = TaskEventResponse::new();
                response.result = Some(event);
                response
            }),
            _ => None,
        };
        if let Some(event) = event {
            if self.fold.is_over_before(&event) {
                self.end_stream()?;
            }
            self.folded += 1;
            self.fold.push_response(event);
            return Ok(());
        }
        let tasks = match kind {
            Some(PayloadKind::Task) => decode::from_str(text).map(|task| vec![task]),
            Some(PayloadKind::Response) => decode::from_str::<TaskResponse>(text)
                .map(|response| response.result.into_iter().collect()),
            Some(PayloadKind::ListPage) => {
                decode::from_str::<TaskListPage>(text).map(|page| page.result.unwrap_or_default())
            }
            Some(PayloadKind::Event | PayloadKind::BareEvent) => {
                self.leave_out("event that does not decode");
                return Ok(());
            }
            _ => Ok(Vec::new()),
        };
        match tasks {
            Ok(tasks) if tasks.is_empty() => self.leave_out("payload without a task"),
            Ok(tasks) => tasks.iter().try_for_each(|task| self.task(task))?,
            Err(_) => self.leave_out("task that does not decode"),
        }
        Ok(())
    }

    fn task(&mut self, task: &Task) -> io::Result<()> {
        let text = encode::to_string(task).map_err(io::Error::other)?;
        self.write(Some(PayloadKind::Task), &text, None)
    }

    /// Writes what a stream led to.
    fn end_stream(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.folded) == 0 {
            return Ok(());
        }
        let fold = std::mem::take(&mut self.fold);
        if fold.error().is_some() {
            self.leave_out("error that a stream ends with");
        }
        let main = fold.task().map(|task| task.id.clone());
        for (_, task) in fold.tasks() {
            match self.args.split.is_some() || Some(&task.id) == main.as_ref() {
                true => self.task(task)?,
                false => self.leave_out("task of a tool or sub-agent"),
            }
        }
        Ok(())
    }

    fn write(
        &mut self,
        kind: Option<PayloadKind>,
        text: &str,
        name: Option<&str>,
    ) -> io::Result<()> {
        let mut line = String::new();
        match self.args.to {
            ConvertForm::Events => {
                if let Some(name) = name {
                    line += &format!("event: {name}\n");
                }
                line += &format!("data: {text}\n\n");
            }
            ConvertForm::Array if self.written == 0 => line += &format!("[{text}"),
            ConvertForm::Array => line += &format!(",\n{text}"),
            ConvertForm::Ndjson | ConvertForm::Tasks => line += &format!("{text}\n"),
        }
        self.written += 1;
        match &mut self.out {
            Output::Stdout(out) => out.write_all(printable::json(&line).as_bytes()),
            Output::File(out) => out.write_all(line.as_bytes()),
            Output::Split(files) => {
                let (id, ending) = (task_of(kind, text), self.args.to.ending());
                files.append(id.as_deref().unwrap_or("other"), ending, line.as_bytes())
            }
        }
    }

    /// What was done, in one line.
    fn summary(&self) -> String {
        let noun = match self.args.to {
            ConvertForm::Tasks => "task",
            ConvertForm::Events => "event",
            ConvertForm::Ndjson | ConvertForm::Array => "payload",
        };
        let mut summary = plural(self.written, noun);
        if let Output::Split(files) = &self.out {
            summary += &format!(" in {}", plural(files.len() as u64, "file"));
        }
        if self.args.normalize {
            summary += &format!(", {}", plural(self.rewrites, "rewrite"));
        }
        let left_out: Vec<_> = self
            .left_out
            .iter()
            .map(|(what, count)| counted(*count, what))
            .collect();
        if !left_out.is_empty() {
            summary += &format!("; not in it: {}", left_out.join(", "));
        }
        summary
    }

    fn finish(self) -> io::Result<()> {
        let end = match (self.args.to, self.written) {
            (ConvertForm::Array, 0) => "[]\n",
            (ConvertForm::Array, _) => "]\n",
            _ => "",
        };
        match self.out {
            Output::Stdout(mut out) => {
                out.write_all(end.as_bytes())?;
                out.flush()
            }
            Output::File(mut out) => {
                out.write_all(end.as_bytes())?;
                out.into_inner()
                    .map_err(io::IntoInnerError::into_error)?
                    .finish()
            }
            Output::Split(files) => files.finish(),
        }
    }
}

/// Some of what was left out: nouns whose first word takes the plural.
fn counted(count: u64, what: &str) -> String {
    match what.split_once(' ') {
        Some(("the", _)) => what.to_owned(),
        Some(("entry", rest)) if count != 1 => format!("{count} entries {rest}"),
        Some((noun, rest)) if count != 1 => {
            let rest = rest.replace("that is", "that are");
            format!(
                "{} {}",
                plural(count, noun),
                rest.replace("that does", "that do")
            )
        }
        Some((noun, rest)) => format!("1 {noun} {rest}"),
        None => plural(count, what),
    }
}

/// The id of the task that a payload is of.
fn task_of(kind: Option<PayloadKind>, text: &str) -> Option<String> {
    let event = |event: TaskEvent| event.task_id().map(|id| id.into_owned());
    match kind? {
        PayloadKind::Event => event(decode::from_str::<TaskEventResponse>(text).ok()?.result?),
        PayloadKind::BareEvent => event(decode::from_str(text).ok()?),
        PayloadKind::Response => Some(decode::from_str::<TaskResponse>(text).ok()?.result?.id),
        PayloadKind::Task => Some(decode::from_str::<Task>(text).ok()?.id),
        _ => None,
    }
}
