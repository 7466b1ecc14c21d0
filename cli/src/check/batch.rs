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
