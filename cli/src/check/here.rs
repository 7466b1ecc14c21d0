//! Checks on one thread, for tests that need each run to be the same.

use super::batch::OpenStream;
use super::{Checker, Step};
use crate::capture::{Piece, Sink, Stop};

impl Checker {
    /// Checks what `read` gives on the calling thread alone: each run does exactly the same.
    pub(crate) fn run_here(
        self,
        read: impl FnOnce(&mut dyn Sink) -> Result<(), Stop>,
    ) -> Vec<Step> {
        let mut here = Here {
            checker: self,
            stream: None,
            steps: Vec::new(),
        };
        _ = read(&mut here);
        here.steps
    }
}

/// Checks each piece when it is read.
struct Here {
    checker: Checker,
    stream: Option<Box<OpenStream>>,
    steps: Vec<Step>,
}

impl Sink for Here {
    fn piece(&mut self, piece: Piece) -> Result<(), Stop> {
        self.checker.piece(piece, &mut self.stream, &mut self.steps);
        Ok(())
    }

    fn idle(&mut self) -> Result<(), Stop> {
        Ok(())
    }
}
