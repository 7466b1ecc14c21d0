//! Goes over values that nobody wants to have.

use super::{MAX_DEPTH, Mismatch, Reader};
use crate::wire::{number, scan};

impl Reader<'_> {
    /// Skips one value, whatever it is, and checks that it is JSON. Strings may hold any escape
    /// and numbers may have any size.
    pub fn skip(&mut self) -> Result<(), Mismatch> {
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b'{') => {
                self.open_object()?;
                let mut first = true;
                while self.skip_key(&mut first)? {
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'[') => self.elements(Self::skip),
            Some(b'n') => self.word("null"),
            Some(b't' | b'f') => self.boolean().map(drop),
            _ => self.number().map(drop),
        }
    }

    #[inline(always)]
    fn skip_string(&mut self) -> Result<(), Mismatch> {
        self.pos = scan::skip_string(self.text.as_bytes(), self.pos + 1).ok_or(Mismatch)?;
        Ok(())
    }

    /// Like [`Reader::member`], for a key that nobody wants to know.
    fn skip_key(&mut self, first: &mut bool) -> Result<bool, Mismatch> {
        if !self.key(first)? {
            return Ok(false);
        }
        self.skip_string()?;
        self.after_key(self.pos)?;
        Ok(true)
    }

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
