//! `fold FILE…`

use std::io::Write;
use std::process::ExitCode;

use agentlin_types::stream::TaskFold;
use agentlin_types::validate::PayloadKind;
use agentlin_types::{Task, TaskEvent, TaskEventResponse, decode, encode};

use super::{Outcome, UNREADABLE};
use crate::args::Fold;
use crate::capture::{self, Piece, Sink, Stop};
use crate::pretty::pretty;
use crate::printable::Printable;

pub(crate) fn run(args: &Fold) -> Outcome {
    let (sources, missing) = capture::expand(&args.files);
    for (path, reason) in &missing {
        eprintln!("error: cannot read {}: {reason}", path.display());
    }
    let mut folder = Folder {
        args,
        name: String::new(),
        fold: TaskFold::new(),
        events: 0,
        streams: 0,
        broken: false,
        unreadable: !missing.is_empty(),
        output: Ok(()),
    };
    let options = capture::Options {
        max_record: usize::MAX,
        lines: false,
    };
    for source in sources {
        if capture::read(&source, options, &capture::Progress::default(), &mut folder).is_err() {
            break;
        }
    }
    folder.output?;
    if folder.streams == 0 && !folder.unreadable {
        return Err("there are no events in this capture".into());
    }
    Ok(if folder.unreadable {
        ExitCode::from(UNREADABLE)
    } else if folder.broken {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Folds the events of each stream as they come; a file of events, one per line, is one stream.
struct Folder<'a> {
    args: &'a Fold,
    name: String,
    fold: TaskFold,
    events: u64,
    streams: u64,
    broken: bool,
    unreadable: bool,
    output: std::io::Result<()>,
}

impl Folder<'_> {
    fn record(&mut self, record: &capture::Record) {
        if record.exchange.is_some() && !record.event {
            // The bodies beside the streams of an archive are not this command's business.
            return;
        }
        let text = &record.text.content;
        let event = match PayloadKind::detect(text) {
            Some(PayloadKind::Event) => decode::from_str::<TaskEventResponse>(text),
            Some(PayloadKind::BareEvent) => decode::from_str::<TaskEvent>(text).map(|event| {
                let mut response = TaskEventResponse::new();
                response.result = Some(event);
                response
            }),
            // Neither are bodies in files of their own.
            _ if !record.event => return,
            _ => decode::from_str(text),
        };
        self.events += 1;
        match event {
            Ok(event) => {
                for notice in self.fold.push_response(event) {
                    self.say("note", Some(record.text.locate(0).line), &notice);
                }
            }
            Err(error) => {
                self.broken = true;
                self.say("error", Some(record.text.locate(0).line), &error);
            }
        }
    }

    /// Prints the tasks of the stream that ends here, if there was one.
    fn end(&mut self) -> std::io::Result<()> {
        if std::mem::take(&mut self.events) == 0 {
            return Ok(());
        }
        self.streams += 1;
        let fold = std::mem::take(&mut self.fold);
        if let Some(error) = fold.error() {
            self.broken = true;
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
    fn say(&self, level: &str, line: Option<u64>, message: &dyn std::fmt::Display) {
        let line = line.map_or(String::new(), |line| format!(":{line}"));
        let message = format!("{}{line}: {message}", self.name);
        eprintln!("{level}: {}", Printable(&message));
    }

    fn print(&self, task: &Task) -> std::io::Result<()> {
        let json = encode::to_string(task).map_err(std::io::Error::other)?;
        let json = if self.args.compact {
            json
        } else {
            pretty(&json)
        };
        writeln!(std::io::stdout(), "{json}")
    }
}

impl Sink for Folder<'_> {
    fn piece(&mut self, piece: Piece) -> Result<(), Stop> {
        match piece {
            Piece::Open(name) => self.name = name.to_string(),
            Piece::Record(record) => self.record(&record),
            Piece::EndOfStream => self.output = self.end(),
            Piece::Trouble(trouble) => {
                self.broken = true;
                self.say("error", Some(trouble.at.line), &trouble.message);
            }
            Piece::Close(outcome) => {
                self.output = self.end();
                if let Err(error) = outcome {
                    self.unreadable = true;
                    self.say("error", None, &format!("cannot be read: {error}"));
                }
            }
            Piece::Lines(block) => return block.for_each_piece(|piece| self.piece(piece)),
            Piece::Format(_) | Piece::Blank | Piece::Skipped => {}
        }
        // Nobody reads our output any more, or it cannot be written.
        if self.output.is_err() {
            return Err(Stop::Enough);
        }
        Ok(())
    }

    fn idle(&mut self) -> Result<(), Stop> {
        Ok(())
    }
}
