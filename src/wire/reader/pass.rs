//! Goes over strings and numbers that nobody wants to have.

use super::{MAX_DEPTH, Mismatch, Reader};
use crate::wire::{number, scan};

impl Reader<'_> {
    /// Goes over a string.
    #[inline]
    pub(in crate::wire) fn pass_string(&mut self) -> Result<(), Mismatch> {
        let (_, end) = self.plain()?;
        self.pos = match self.text.as_bytes().get(end) {
            Some(b'"') => end + 1,
            _ => match scan::escaped(self.text.as_bytes(), end) {
                Some((after, false)) => after,
                _ => return Err(Mismatch),
            },
        };
        Ok(())
    }

    /// Goes over a finite number.
    #[inline]
    pub(in crate::wire) fn pass_float(&mut self) -> Result<(), Mismatch> {
        /// So many digits are finite, if no exponent follows.
        const SHORT: usize = 300;
        self.space();
        let bytes = self.text.as_bytes();
        match number::decimal(bytes, self.pos) {
            Some(end)
                if end - self.pos <= SHORT && !matches!(bytes.get(end), Some(b'e' | b'E')) =>
            {
                self.pos = end;
                Ok(())
            }
            _ => self.float().map(drop),
        }
    }

    /// Goes over an array of numbers from 0 to 255, if it comes next and is written plainly.
    #[inline]
    pub(in crate::wire) fn pass_bytes(&mut self) -> bool {
        if self.peek() == Some(b'[')
            && self.depth < MAX_DEPTH
            && let Some(end) = number::short_bytes(self.text.as_bytes(), self.pos + 1)
        {
            self.pos = end;
            return true;
        }
        false
    }
}
