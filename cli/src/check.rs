//! Checks captures: one thread reads, all of them check, and the results are passed on in the
//! order of the input.

mod batch;
mod here;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use agentlin_types::stream::OutOfBand;
use agentlin_types::validate::{self, Code, Level, PayloadKind, Report, StreamCheck};

use crate::capture::{
    self, Exchange, Format, Input, Line, LineBlock, Options, Piece, Record, Sink, Stop,
};
use crate::config::Config;
use crate::finding::{CaptureFinding, ExcerptOptions};
use crate::ordered::{self, Event, Jobs};

use batch::{Batch, Batcher, OpenStream};

/// What there is to say about the next piece of the input.
#[derive(Debug)]
pub(crate) enum Step {
    Open(Arc<str>),
    Format(Format),
    /// A call of an archive; its records follow.
    Call(Arc<Exchange>),
    /// A record was checked, or could not be.
    Record(Checked),
    /// Counts of records not reported individually.
    Counted(Tally),
    /// A finding about the capture or a stream as a whole.
    Finding(CaptureFinding),
    Blank,
    Skipped,
    EndOfStream,
    Close(Result<(), io::Error>),
    /// More may take a while: what there is should be shown.
    Pause,
}

/// How many records without findings there are, of one kind, and how many notes.
#[derive(Debug)]
pub(crate) struct Tally {
    pub(crate) kind: Option<PayloadKind>,
    pub(crate) records: u64,
    pub(crate) notes: u64,
}

/// How much to report of records without findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// How many there are.
    Counts,
    /// The verdict on each.
    Verdicts,
    /// The records themselves.
    Records,
}

/// A record and its findings.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The record, unless it could not be read as text or is not asked for.
    pub(crate) record: Option<Record>,
    pub(crate) kind: Option<PayloadKind>,
    pub(crate) findings: Vec<CaptureFinding>,
}

/// How to check.
#[derive(Debug, Clone)]
pub(crate) struct Checker {
    pub(crate) settings: Config,
    pub(crate) reading: Options,
    /// How many threads check; as many as there are processors if nothing is said.
    pub(crate) threads: Option<usize>,
    pub(crate) detail: Detail,
    /// Whether notes are reported one by one, or only counted.
    pub(crate) notes: bool,
    /// Whether findings come with a piece of their source.
    pub(crate) excerpts: Option<ExcerptOptions>,
}

impl Checker {
    /// Reads the records of captures, for commands without settings of their own.
    pub(crate) fn of_records(max_record: usize) -> Self {
        Checker {
            settings: Config::of_payloads(validate::Settings::default()),
            reading: Options {
                max_record,
                lines: false,
                kind: None,
            },
            threads: None,
            detail: Detail::Records,
            notes: false,
            excerpts: None,
        }
    }

    /// Checks all sources; `each` gets what there is to say, in order, and may end it with an
    /// error.
    pub(crate) fn run(
        self,
        sources: Vec<Input>,
        progress: &capture::Progress,
        each: impl FnMut(Step) -> io::Result<()>,
    ) -> io::Result<()> {
        let options = self.reading;
        let progress = Arc::clone(progress);
        let read = move |sink: &mut dyn Sink| {
            let mut sources = sources.iter();
            sources.try_for_each(|source| {
                capture::read(source, || source.open(&progress), options, sink)
            })
        };
        self.run_on(read, each)
    }

    /// The same for whatever gives pieces.
    pub(crate) fn run_on(
        self,
        read: impl FnOnce(&mut dyn Sink) -> Result<(), Stop> + Send + 'static,
        mut each: impl FnMut(Step) -> io::Result<()>,
    ) -> io::Result<()> {
        let threads = self.threads.filter(|&threads| threads > 0);
        let threads = threads
            .or_else(|| std::thread::available_parallelism().ok().map(usize::from))
            .unwrap_or(1);
        let make = move |jobs: &mut Jobs<Batch, Vec<Step>>| {
            let mut batcher = Batcher::new(jobs);
            if read(&mut batcher).is_ok() {
                _ = batcher.flush();
            }
        };
        let check = move |batch| self.check(batch);
        ordered::run(threads, make, check, |event| match event {
            Event::Done(steps) => steps.into_iter().try_for_each(&mut each),
            Event::Pause => each(Step::Pause),
        })
    }

    fn check(&self, batch: Batch) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut stream = batch.before.and_then(|before| before.recv().ok().flatten());
        for piece in batch.pieces {
            self.piece(piece, &mut stream, &mut steps);
        }
        if let Some(after) = batch.after {
            // The next batch is lost only when it is not wanted.
            _ = after.send(stream);
        }
        steps
    }

    fn piece(&self, piece: Piece, stream: &mut Option<Box<OpenStream>>, steps: &mut Vec<Step>) {
        match piece {
            Piece::Lines(block) => self.lines(&block, steps),
            Piece::Record(record) if record.event => self.event(record, stream, steps),
            Piece::Record(record) => self.body(record, steps),
            Piece::EndOfStream => self.end_stream(stream, steps),
            Piece::Close(outcome) => steps.push(Step::Close(outcome)),
            Piece::Trouble(trouble) => steps.extend(self.trouble(&trouble)),
            Piece::Open(name) => steps.push(Step::Open(name)),
            Piece::Format(format) => steps.push(Step::Format(format)),
            Piece::Call(call) => steps.push(Step::Call(call)),
            Piece::Blank => steps.push(Step::Blank),
            Piece::Skipped => steps.push(Step::Skipped),
            Piece::Part(_) | Piece::Size(_) => {}
        }
    }

    /// The pieces of a part of the input that was taken for one record.
    fn inside(&self, pieces: Vec<Piece>, steps: &mut Vec<Step>) {
        let mut stream = None;
        for piece in pieces {
            self.piece(piece, &mut stream, steps);
        }
    }

    /// An event of a stream. Another stream may begin with it.
    fn event(&self, record: Record, stream: &mut Option<Box<OpenStream>>, steps: &mut Vec<Step>) {
        let text = &record.text.content;
        if stream
            .as_ref()
            .is_some_and(|state| state.check.is_over_before(text))
        {
            self.end_stream(stream, steps);
        }
        let state = stream.get_or_insert_with(|| {
            Box::new(OpenStream {
                check: StreamCheck::new(self.settings.payload.clone()),
                last: Arc::clone(&record.text),
                exchange: record.exchange.clone(),
            })
        });
        state.last = Arc::clone(&record.text);
        let mut check = |record: &Record| {
            let text = &record.text.content;
            guarded(|| state.check.named(record.name.as_deref(), text))
        };
        let Some(report) = check(&record) else {
            return self.failed(&record, steps);
        };
        if report.kind.is_none()
            && !is_aside(&record)
            && let Some(inner) = capture::unwrap_event(&record)
            && let Some(report) = check(&inner)
        {
            return self.record(report, || inner, steps);
        }
        self.record(report, || record, steps);
    }

    fn end_stream(&self, stream: &mut Option<Box<OpenStream>>, steps: &mut Vec<Step>) {
        let Some(state) = stream.take() else { return };
        let text = capture::Text::of_file(String::new(), state.last.locate(0));
        let exchange = state.exchange.as_ref();
        let findings = state.check.finish();
        let findings = CaptureFinding::of_payload(findings, &text, "", exchange, None);
        steps.extend(findings.into_iter().map(Step::Finding));
        steps.push(Step::EndOfStream);
    }

    /// The check of a record has failed.
    fn failed(&self, record: &Record, steps: &mut Vec<Step>) {
        let message = "internal error while checking this record; please report it";
        let code = capture::CaptureCode::InternalError;
        let trouble = capture::Trouble::new(code, record.text.locate(0), message);
        steps.extend(self.trouble(&trouble));
    }

    /// A body, or what wraps one, or text in which there are several.
    fn body(&self, record: Record, steps: &mut Vec<Step>) {
        let payload = &self.settings.payload;
        let text = &record.text.content;
        let exchange = record.exchange.as_ref();
        let known = match exchange {
            Some(exchange) => exchange.kind(),
            None => self.reading.kind,
        };
        let detected = known.is_none() || PayloadKind::detect(text).is_some();
        if !detected && let Some(parts) = capture::unwrap(&record, self.reading) {
            return self.inside(parts, steps);
        }
        let report = guarded(|| match known {
            Some(kind) => payload.validate_as(kind, text),
            None => payload.validate(text),
        });
        let Some(report) = report else {
            return self.failed(&record, steps);
        };
        if report.kind.is_none() {
            if is_aside(&record) {
                let report = StreamCheck::new(payload.clone()).record(text);
                return self.record(report, || record, steps);
            }
            if let Some(parts) = capture::unwrap(&record, self.reading) {
                return self.inside(parts, steps);
            }
        }
        self.record(report, || record, steps);
    }

    fn lines(&self, block: &LineBlock, steps: &mut Vec<Step>) {
        let mut lines = block.lines();
        while let Some(line) = lines.next() {
            match line {
                Line::Record(text) => {
                    let report = guarded(|| match self.reading.kind {
                        Some(kind) => self.settings.payload.validate_as(kind, text),
                        None => self.settings.payload.validate(text),
                    });
                    let Some(report) = report else {
                        self.failed(&lines.record(text), steps);
                        continue;
                    };
                    let odd = |found: &validate::Finding| found.code == Code::InvalidJson;
                    let is_odd = report.kind.is_none() || report.findings.iter().any(odd);
                    match is_odd {
                        true => self.odd_line(lines.record(text), steps),
                        false => self.record(report, || lines.record(text), steps),
                    }
                }
                Line::Blank => steps.push(Step::Blank),
                Line::Trouble(trouble) => steps.extend(self.trouble(&trouble)),
            }
        }
    }

    /// A line that is no payload: it may wrap one, or be several documents.
    fn odd_line(&self, record: Record, steps: &mut Vec<Step>) {
        let parts = match self.reading.lines {
            // Each line has one answer.
            true => None,
            false => capture::split(&record, self.reading),
        };
        match parts {
            Some(parts) => self.inside(parts, steps),
            None => self.body(record, steps),
        }
    }

    /// A record without findings.
    fn clean(&self, kind: Option<PayloadKind>, steps: &mut Vec<Step>) {
        if self.detail != Detail::Counts {
            return steps.push(Step::Record(Checked {
                record: None,
                kind,
                findings: Vec::new(),
            }));
        }
        let tally = Tally {
            kind,
            records: 1,
            notes: 0,
        };
        tally.add_to(steps);
    }

    /// A record that was checked. It is asked for only if more is wanted than the verdict.
    fn record(&self, mut report: Report, record: impl FnOnce() -> Record, steps: &mut Vec<Step>) {
        self.count_notes(&mut report.findings, report.kind, steps);
        let unwanted = report.findings.is_empty() && self.detail != Detail::Records;
        if unwanted && (report.kind.is_some() || self.reading.lines) {
            return self.clean(report.kind, steps);
        }
        let record = record();
        if unwanted {
            // Other traffic is no record, whether its note is shown or not.
            return match is_aside(&record) {
                true => {}
                false => self.clean(None, steps),
            };
        }
        let exchange = record.exchange.as_ref();
        let mut findings = report.findings;
        let mut cut = None;
        if record.cut {
            let found = findings.len();
            findings.retain(|finding| finding.code != Code::InvalidJson);
            if findings.len() < found {
                cut = CaptureFinding::truncated(&record.text, exchange, &self.settings);
            }
        }
        let mut findings = CaptureFinding::of_payload(
            findings,
            &record.text,
            &record.outer,
            exchange,
            self.excerpts.as_ref(),
        );
        findings.extend(cut);
        if report.rules_incomplete == Some(true)
            && let Some(finding) = findings.iter_mut().find(|one| one.level == Level::Error)
        {
            // Without this, a record with one error would look as if it had no other.
            finding.help += " Rules that need the broken part were not checked.";
        }
        if report.kind.is_none() && !self.reading.lines && is_aside(&record) {
            return steps.extend(findings.into_iter().map(Step::Finding));
        }
        steps.push(Step::Record(Checked {
            record: (self.detail == Detail::Records).then_some(record),
            kind: report.kind,
            findings,
        }));
    }

    /// Replaces notes that are not reported one by one with their number.
    fn count_notes(
        &self,
        findings: &mut Vec<validate::Finding>,
        kind: Option<PayloadKind>,
        steps: &mut Vec<Step>,
    ) {
        if self.notes {
            return;
        }
        let all = findings.len();
        findings.retain(|finding| finding.level > Level::Note);
        if findings.len() < all {
            let tally = Tally {
                kind,
                records: 0,
                notes: (all - findings.len()) as u64,
            };
            tally.add_to(steps);
        }
    }

    fn trouble(&self, trouble: &capture::Trouble) -> Option<Step> {
        let finding = CaptureFinding::of_trouble(trouble, &self.settings);
        if trouble.record {
            return Some(Step::Record(Checked {
                record: None,
                kind: None,
                findings: finding.into_iter().collect(),
            }));
        }
        finding.map(Step::Finding)
    }
}

impl Tally {
    /// Adds these to what was counted last.
    fn add_to(self, steps: &mut Vec<Step>) {
        match steps.last_mut() {
            Some(Step::Counted(last)) if last.kind == self.kind => {
                last.records += self.records;
                last.notes += self.notes;
            }
            _ => steps.push(Step::Counted(self)),
        }
    }
}

/// Whether a record is no payload and counts as other traffic: in a stream what the library says is
/// none of its events, elsewhere the end mark of such a stream.
fn is_aside(record: &Record) -> bool {
    let aside = OutOfBand::of(record.name.as_deref(), &record.text.content);
    match record.event {
        true => aside.is_some(),
        false => aside == Some(OutOfBand::Done),
    }
}

/// A check that may fail: the records after it are checked all the same.
fn guarded(check: impl FnOnce() -> Report) -> Option<Report> {
    // What a check leaves behind half done is values of its own, and only a stream keeps any: its
    // next records are then checked against what it knows.
    catch_unwind(AssertUnwindSafe(check)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_fails_says_where_and_leaves_the_next_alone() {
        let checker = Checker {
            settings: Config::of_payloads(validate::Settings::default()),
            reading: Options {
                max_record: usize::MAX,
                lines: true,
                kind: None,
            },
            threads: Some(1),
            detail: Detail::Verdicts,
            notes: true,
            excerpts: None,
        };
        let record = |line| {
            let start = capture::Position {
                line,
                ..capture::Position::START
            };
            Record::body(capture::Text::of_file("{}".into(), start))
        };
        let mut steps = Vec::new();
        let failing = guarded(|| panic!("a defect, made by a test"));
        assert!(failing.is_none());
        checker.failed(&record(7), &mut steps);
        checker.body(record(8), &mut steps);
        let found: Vec<_> = steps
            .iter()
            .map(|step| match step {
                Step::Record(checked) => (checked.findings[0].code, checked.findings[0].at.line),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, [("internal-error", 7), ("unknown-payload", 8)]);
    }
}
