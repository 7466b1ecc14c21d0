//! How the program reads and checks an input, in a form that tests can compare.

use std::io::{self, Read};
use std::ops::Range;

use agentlin_types::Profile;
use agentlin_types::redact::Redactor;
use agentlin_types::validate::{self, PayloadKind};

use crate::capture::{self, Input, Options, Position};
use crate::check::{Checker, Detail, Step};
use crate::config::Config;
use crate::finding::CaptureFinding;
use crate::redact;

/// How an input is read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// What payloads are checked against.
    pub profile: Profile,
    /// Every line is a record, as with `--format json -`.
    pub lines: bool,
    /// Records larger than this many bytes are left out.
    pub max_record: usize,
    /// How many threads check. One is the calling thread, and each run does exactly the same.
    pub threads: usize,
    /// Whether records come with their texts; without, those that are clean are only counted.
    pub texts: bool,
}

/// What there is to say about the next piece of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observation {
    /// The form of the capture, as far as it is known by now.
    Format(String),
    /// A payload.
    Record {
        /// Its text and where it begins, if asked for and if it is text.
        text: Option<(String, Place)>,
        /// The JSON Pointer of the payload in the document that wraps it.
        outer: String,
        /// Whether it is an event of a stream.
        event: bool,
        /// The body of an exchange of an archive that it belongs to.
        exchange: Option<String>,
        /// What it was checked as.
        kind: Option<PayloadKind>,
        /// What is wrong with it.
        findings: Vec<Found>,
    },
    /// Something about the capture or a stream as a whole.
    Finding(Found),
    /// A line of white space, where every line is a record.
    Blank,
    /// Traffic of another API.
    Skipped,
    /// A stream is over.
    EndOfStream,
    /// The input is over, or cannot be read any further.
    End(Result<(), String>),
}

/// A place in the decompressed input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: u64,
    /// In characters, counted from 1.
    pub column: u64,
    /// In bytes, counted from 0.
    pub offset: u64,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its code.
    pub code: &'static str,
    /// The JSON Pointer in the record.
    pub pointer: String,
    /// Where it is in the input.
    pub place: Place,
    /// Where it is in the text of its record: line, column, and the bytes.
    pub local: Option<(usize, usize, Range<usize>)>,
    /// What is wrong.
    pub message: String,
}

/// Reads an input to its end.
pub fn read(input: impl Read + Send + 'static, reading: Reading) -> io::Result<Vec<Observation>> {
    let checker = Checker {
        settings: Config::of_payloads(validate::Settings::new(reading.profile)),
        reading: Options {
            max_record: reading.max_record,
            lines: reading.lines,
            kind: None,
        },
        threads: Some(reading.threads),
        detail: match reading.texts {
            true => Detail::Records,
            false => Detail::Counts,
        },
        notes: true,
        excerpts: None,
    };
    let options = checker.reading;
    let read = move |sink: &mut dyn capture::Sink| {
        let open = || capture::decompress(Box::new(input));
        capture::read(&Input::Stdin, open, options, sink)
    };
    if reading.threads == 1 {
        let steps = checker.run_here(read).into_iter();
        return Ok(steps.flat_map(Observation::of).collect());
    }
    let mut seen = Vec::new();
    checker.run_on(read, |step| {
        seen.extend(Observation::of(step));
        Ok(())
    })?;
    Ok(seen)
}

/// Redacts a capture with a fixed seed; `None` if it is no capture.
pub fn redact(input: Vec<u8>, max_record: usize) -> io::Result<Option<Vec<u8>>> {
    let input = capture::unpack(Box::new(io::Cursor::new(input)))?;
    let options = Options {
        max_record,
        lines: false,
        kind: None,
    };
    let mut redacted = Vec::new();
    let redactor = Redactor::with_seed("test");
    let done = redact::redact(&Input::Stdin, input, options, &redactor, &mut redacted)?;
    Ok(done.refused.is_none().then_some(redacted))
}

impl Observation {
    fn of(step: Step) -> Vec<Observation> {
        let clean = |kind| Observation::Record {
            text: None,
            outer: String::new(),
            event: false,
            exchange: None,
            kind,
            findings: Vec::new(),
        };
        vec![match step {
            Step::Open(_) | Step::Call(_) | Step::Pause => return Vec::new(),
            Step::Counted(tally) => return (0..tally.records).map(|_| clean(tally.kind)).collect(),
            Step::Format(format) => Observation::Format(format.to_string()),
            Step::Record(checked) => {
                let record = checked.record.as_ref();
                let exchange = record.and_then(|record| record.exchange.as_ref());
                Observation::Record {
                    text: record.map(|record| {
                        let text = &record.text;
                        (text.content.clone(), text.locate(0).into())
                    }),
                    outer: record.map_or_else(String::new, |record| record.outer.clone()),
                    event: record.is_some_and(|record| record.event),
                    exchange: exchange.map(|exchange| exchange.to_string()),
                    kind: checked.kind,
                    findings: checked.findings.into_iter().map(Found::from).collect(),
                }
            }
            Step::Finding(finding) => Observation::Finding(finding.into()),
            Step::Blank => Observation::Blank,
            Step::Skipped => Observation::Skipped,
            Step::EndOfStream => Observation::EndOfStream,
            Step::Close(outcome) => Observation::End(outcome.map_err(|error| error.to_string())),
        }]
    }
}

impl From<Position> for Place {
    fn from(at: Position) -> Place {
        Place {
            line: at.line,
            column: at.column,
            offset: at.offset,
        }
    }
}

impl From<CaptureFinding> for Found {
    fn from(finding: CaptureFinding) -> Found {
        Found {
            code: finding.code,
            pointer: finding.pointer,
            place: finding.at.into(),
            local: finding.local,
            message: finding.message,
        }
    }
}
