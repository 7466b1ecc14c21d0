//! Skips values without building them.

use super::{Mismatch, Reader};
use crate::json::{number, scan};

impl Reader<'_> {
    /// Skips one value, whatever it is, and checks that it is JSON. Strings may hold any escape
    /// and numbers may have any size.
    pub fn skip(&mut self) -> Result<(), Mismatch> {
        let around = self.depth;
        // One bit for each open array or object, the innermost one lowest.
        let mut objects: u128 = 0;
        loop {
            if objects & 1 == 1 {
                self.skip_key()?;
            }
            match self.peek() {
                Some(b'"') => self.skip_string()?,
                Some(bracket @ (b'{' | b'[')) => {
                    self.open(bracket)?;
                    // Two behind the opening one in ASCII.
                    if self.peek() != Some(bracket + 2) {
                        objects = objects << 1 | u128::from(bracket == b'{');
                        continue;
                    }
                    self.close();
                }
                Some(b'n') => self.word("null")?,
                Some(b't' | b'f') => self.boolean().map(drop)?,
                _ => self.number().map(drop)?,
            }
            loop {
                if self.depth == around {
                    return Ok(());
                }
                match (self.peek(), objects & 1 == 1) {
                    (Some(b','), _) => {
                        self.pos += 1;
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => {}
                    _ => return Err(Mismatch),
                }
                self.close();
                objects >>= 1;
            }
        }
    }

    #[inline(always)]
    fn skip_string(&mut self) -> Result<(), Mismatch> {
        self.pos = scan::skip_string(self.text.as_bytes(), self.pos + 1).ok_or(Mismatch)?;
        Ok(())
    }

    /// Skips the key that has to come next and the colon after it.
    #[inline(always)]
    fn skip_key(&mut self) -> Result<(), Mismatch> {
        if self.peek() != Some(b'"') {
            return Err(Mismatch);
        }
        self.skip_string()?;
        self.after_key(self.pos)
    }

    /// Goes over a string, and says whether it has escapes.
    #[inline]
    pub(crate) fn pass_string(&mut self) -> Result<bool, Mismatch> {
        let (_, end) = self.plain()?;
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.pos = end + 1;
            return Ok(false);
        }
        match scan::escaped(self.text.as_bytes(), end) {
            Some((after, false)) => {
                self.pos = after;
                Ok(true)
            }
            _ => Err(Mismatch),
        }
    }

    /// Goes over a finite number.
    #[inline]
    pub(crate) fn pass_float(&mut self) -> Result<(), Mismatch> {
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
}
