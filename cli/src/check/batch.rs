//! What one thread checks at a time: pieces of the input, put together.

use std::mem;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use agentlin_types::validate::StreamCheck;

use super::Step;
use crate::capture::{Exchange, Piece, Sink, Stop, Text};
use crate::ordered::{Job, Jobs};

/// Pieces are passed on at the latest when they are this many or have this many bytes together.
const MAX_PIECES: usize = 512;
const MAX_BYTES: usize = 256 * 1024;

/// A stream that is not over.
pub(super) struct OpenStream {
    pub(super) check: StreamCheck,
    /// The record that came last.
    pub(super) last: Arc<Text>,
    pub(super) exchange: Option<Arc<Exchange>>,
}

/// What one thread checks at a time. When a stream goes on from one batch to the next, its state
/// is handed over.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) pieces: Vec<Piece>,
    bytes: usize,
    pub(super) before: Option<Receiver<Option<Box<OpenStream>>>>,
    pub(super) after: Option<SyncSender<Option<Box<OpenStream>>>>,
}

impl Job for Batch {
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn waits(&self) -> bool {
        self.before.is_some()
    }
}

/// Collects pieces.
pub(super) struct Batcher<'a> {
    jobs: &'a mut Jobs<Batch, Vec<Step>>,
    batch: Batch,
    /// Whether a stream has begun that is not over.
    in_stream: bool,
}

impl<'a> Batcher<'a> {
    pub(super) fn new(jobs: &'a mut Jobs<Batch, Vec<Step>>) -> Self {
        Batcher {
            jobs,
            batch: Batch::default(),
            in_stream: false,
        }
    }

    pub(super) fn flush(&mut self) -> Result<(), Stop> {
        let mut next = Batch::default();
        if self.in_stream {
            let (after, before) = sync_channel(1);
            self.batch.after = Some(after);
            next.before = Some(before);
        }
        let batch = mem::replace(&mut self.batch, next);
        self.jobs.add(batch).map_err(|_| Stop)
    }
}

impl Sink for Batcher<'_> {
    fn piece(&mut self, piece: Piece) -> Result<(), Stop> {
        match &piece {
            Piece::Record(record) => {
                self.in_stream = record.event;
                self.batch.bytes += record.text.content.len();
            }
            Piece::Lines(block) => self.batch.bytes += block.len(),
            Piece::EndOfStream => self.in_stream = false,
            // They need not be kept.
            Piece::Part(_) | Piece::Size(_) => return Ok(()),
            _ => {}
        }
        self.batch.pieces.push(piece);
        if self.batch.pieces.len() >= MAX_PIECES || self.batch.bytes >= MAX_BYTES {
            return self.flush();
        }
        Ok(())
    }

    fn idle(&mut self) -> Result<(), Stop> {
        if self.batch.pieces.is_empty() {
            return Ok(());
        }
        self.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::capture::{Position, Record};
    use crate::ordered;

    /// Batches wait for each other where a stream goes on, and nowhere else.
    #[test]
    fn a_batch_waits_for_its_stream_alone() {
        let record = |event| {
            let text = Text::of_file("{}".into(), Position::START);
            Piece::Record(Record {
                event,
                ..Record::body(text)
            })
        };
        let batches = [
            vec![record(true)],
            vec![record(true)],
            vec![record(true), Piece::EndOfStream],
            vec![record(false)],
            vec![record(true)],
            vec![Piece::EndOfStream],
            vec![record(true), Piece::EndOfStream, record(true)],
            vec![Piece::EndOfStream, record(false)],
            vec![record(false)],
        ];
        let make = |jobs: &mut Jobs<Batch, Vec<Step>>| {
            let mut batcher = Batcher::new(jobs);
            for pieces in batches {
                for piece in pieces {
                    batcher.piece(piece).unwrap();
                }
                batcher.flush().unwrap();
            }
        };
        let waits = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&waits);
        let work = move |batch: Batch| {
            seen.lock().unwrap().push(batch.waits());
            Vec::new()
        };
        ordered::run(1, make, work, |_| Ok(())).unwrap();
        let expected = [false, true, true, false, false, true, false, true, false];
        assert_eq!(*waits.lock().unwrap(), expected);
    }
}
