//! Checks captures: reads them in one thread, checks payloads in all of them, and passes the
//! results on in the order of the input.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use agentlin_types::validate::{PayloadKind, Report, StreamCheck};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::capture::{
    self, Exchange, Format, Options, Piece, Position, Record, Sink, Source, Stop,
};
use crate::finding::{ExcerptOptions, Finding};
use crate::settings::Settings;

/// A batch is passed on at the latest when it holds this many pieces or bytes.
const MAX_PIECES: usize = 2048;
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// What there is to say about the next piece of the input.
#[derive(Debug)]
pub(crate) enum Step {
    Open(Arc<str>),
    Format(Format),
    /// A record was checked, or could not be.
    Record(Checked),
    /// A finding about the capture or a stream as a whole.
    Finding(Finding),
    Blank,
    Skipped,
    EndOfStream,
    Close(Result<(), io::Error>),
}

/// A record and its findings.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The record, unless it could not be read as text.
    pub(crate) record: Option<Record>,
    pub(crate) kind: Option<PayloadKind>,
    pub(crate) findings: Vec<Finding>,
}

/// How to check.
#[derive(Debug, Clone)]
pub(crate) struct Checker {
    pub(crate) settings: Settings,
    pub(crate) reading: Options,
    /// Whether findings come with a piece of their source.
    pub(crate) excerpts: Option<ExcerptOptions>,
}

impl Checker {
    /// Checks all sources; `each` gets what there is to say, in order, and may end it with an
    /// error.
    pub(crate) fn run(
        &self,
        sources: Vec<Source>,
        progress: &capture::Progress,
        mut each: impl FnMut(Step) -> io::Result<()>,
    ) -> io::Result<()> {
        let (sender, receiver) = sync_channel::<Vec<Piece>>(1);
        let options = self.reading;
        let progress = Arc::clone(progress);
        let reader = std::thread::spawn(move || {
            let mut batcher = Batcher {
                sender,
                pieces: Vec::new(),
                bytes: 0,
            };
            for source in sources {
                if capture::read(&source, options, &progress, &mut batcher).is_err() {
                    return;
                }
            }
            _ = batcher.pass_on();
        });
        let outcome = self.check_all(&receiver, &mut each);
        // A reader that waits for room must see that nobody listens any more.
        drop(receiver);
        if outcome.is_ok() {
            reader
                .join()
                .map_err(|_| io::Error::other("the reader failed"))?;
        }
        outcome
    }

    fn check_all(
        &self,
        receiver: &Receiver<Vec<Piece>>,
        each: &mut impl FnMut(Step) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut stream = None;
        for batch in receiver {
            let jobs = jobs(batch, stream.take());
            let done: Vec<_> = jobs.into_par_iter().map(|job| self.check(job)).collect();
            for (steps, open) in done {
                for step in steps {
                    each(step)?;
                }
                stream = open;
            }
        }
        Ok(())
    }

    /// Does one job; gives the state of a stream that is still going on.
    fn check(&self, job: Job) -> (Vec<Step>, Option<Box<OpenStream>>) {
        let (pieces, mut stream) = match job {
            Job::Piece(Piece::Record(record)) => {
                let payload = &self.settings.payload;
                let kind = record
                    .exchange
                    .as_ref()
                    .and_then(|exchange| exchange.kind());
                let report = match kind {
                    Some(kind) => payload.validate_as(kind, &record.text.content),
                    None => payload.validate(&record.text.content),
                };
                return (vec![self.checked(record, report)], None);
            }
            Job::Piece(piece) => return (self.other(piece).into_iter().collect(), None),
            Job::Stream(pieces, stream) => (pieces, stream),
        };
        let mut steps = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Record(record) => {
                    let state = stream.get_or_insert_with(|| {
                        Box::new(OpenStream {
                            check: StreamCheck::new(self.settings.payload.clone()),
                            end: Position::START,
                            exchange: record.exchange.clone(),
                        })
                    });
                    let report = state.check.record(&record.text.content);
                    state.end = record.text.locate(0);
                    steps.push(self.checked(record, report));
                }
                Piece::EndOfStream => {
                    if let Some(state) = stream.take() {
                        let text = capture::Text::of_file(String::new(), state.end);
                        steps.extend(state.check.finish().into_iter().map(|finding| {
                            let exchange = state.exchange.as_ref();
                            Step::Finding(Finding::of_payload(finding, &text, exchange, None))
                        }));
                        steps.push(Step::EndOfStream);
                    }
                }
                piece => steps.extend(self.other(piece)),
            }
        }
        (steps, stream)
    }

    fn checked(&self, record: Record, report: Report) -> Step {
        let mut cut = None;
        let mut findings = Vec::new();
        for finding in report.findings {
            if record.cut && finding.code == agentlin_types::validate::Code::InvalidJson {
                cut = Some(Finding::truncated(
                    &record.text,
                    record.exchange.as_ref(),
                    &self.settings,
                ));
                continue;
            }
            findings.push(Finding::of_payload(
                finding,
                &record.text,
                record.exchange.as_ref(),
                self.excerpts,
            ));
        }
        findings.extend(cut.flatten());
        Step::Record(Checked {
            record: Some(record),
            kind: report.kind,
            findings,
        })
    }

    fn other(&self, piece: Piece) -> Option<Step> {
        Some(match piece {
            Piece::Open(name) => Step::Open(name),
            Piece::Format(format) => Step::Format(format),
            Piece::Blank => Step::Blank,
            Piece::Skipped => Step::Skipped,
            Piece::Close(outcome) => Step::Close(outcome),
            Piece::Trouble(trouble) => {
                let finding = Finding::of_trouble(&trouble, &self.settings);
                if trouble.record {
                    Step::Record(Checked {
                        record: None,
                        kind: None,
                        findings: finding.into_iter().collect(),
                    })
                } else {
                    Step::Finding(finding?)
                }
            }
            Piece::Record(_) | Piece::EndOfStream => return None,
        })
    }
}

/// What one thread does at a time.
enum Job {
    Piece(Piece),
    /// Pieces of one stream, which have to be looked at in order, and how far it has come.
    Stream(Vec<Piece>, Option<Box<OpenStream>>),
}

/// A stream that is not over.
struct OpenStream {
    check: StreamCheck,
    end: Position,
    exchange: Option<Arc<Exchange>>,
}

/// Puts the pieces of each stream together. A stream may have begun in an earlier batch, and only
/// the last job may be one that is not over.
fn jobs(batch: Vec<Piece>, mut stream: Option<Box<OpenStream>>) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut pieces: Option<Vec<Piece>> = stream.is_some().then(Vec::new);
    for piece in batch {
        let event = matches!(&piece, Piece::Record(record) if record.event);
        match &mut pieces {
            Some(open) => {
                let over = matches!(piece, Piece::EndOfStream | Piece::Close(_));
                open.push(piece);
                if over {
                    jobs.push(Job::Stream(
                        pieces.take().unwrap_or_default(),
                        stream.take(),
                    ));
                }
            }
            None if event => pieces = Some(vec![piece]),
            None => jobs.push(Job::Piece(piece)),
        }
    }
    if let Some(open) = pieces {
        jobs.push(Job::Stream(open, stream));
    }
    jobs
}

/// Collects pieces while the checkers are busy.
struct Batcher {
    sender: SyncSender<Vec<Piece>>,
    pieces: Vec<Piece>,
    bytes: usize,
}

impl Batcher {
    fn pass_on(&mut self) -> Result<(), Stop> {
        self.bytes = 0;
        let pieces = std::mem::take(&mut self.pieces);
        self.sender.send(pieces).map_err(|_| Stop::Enough)
    }
}

impl Sink for Batcher {
    fn piece(&mut self, piece: Piece) -> Result<(), Stop> {
        if let Piece::Record(record) = &piece {
            self.bytes += record.text.content.len();
        }
        self.pieces.push(piece);
        if self.pieces.len() >= MAX_PIECES || self.bytes >= MAX_BYTES {
            return self.pass_on();
        }
        Ok(())
    }

    fn idle(&mut self) -> Result<(), Stop> {
        if self.pieces.is_empty() {
            return Ok(());
        }
        match self.sender.try_send(std::mem::take(&mut self.pieces)) {
            Ok(()) => {
                self.bytes = 0;
                Ok(())
            }
            // The checkers are busy: go on collecting.
            Err(TrySendError::Full(pieces)) => {
                self.pieces = pieces;
                Ok(())
            }
            Err(TrySendError::Disconnected(_)) => Err(Stop::Enough),
        }
    }
}
