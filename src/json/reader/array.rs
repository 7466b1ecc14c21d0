//! Arrays.

use super::{Mismatch, Reader};
use crate::json::{MAX_DEPTH, number};

/// For this many depths the length of the last array is kept.
pub(crate) const LENGTHS: usize = 16;

impl Reader<'_> {
    /// Goes to the next element of the array; false at its end, which is then left.
    #[inline]
    pub fn element(&mut self, first: &mut bool) -> Result<bool, Mismatch> {
        match self.peek() {
            // A comma before the bracket was consumed with `first` false and leads to a value.
            Some(b']') => {
                self.close();
                return Ok(false);
            }
            Some(b',') if !*first => {
                self.pos += 1;
                if self.peek() == Some(b']') {
                    return Err(Mismatch);
                }
            }
            Some(_) if *first => {}
            _ => return Err(Mismatch),
        }
        *first = false;
        Ok(true)
    }

    /// Goes through the array that comes next; `each` reads one element.
    #[inline]
    pub(crate) fn elements(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        self.open_array()?;
        if self.peek() == Some(b']') {
            self.close();
            return Ok(());
        }
        loop {
            each(self)?;
            match self.peek() {
                Some(b',') => self.pos += 1,
                Some(b']') => break,
                _ => return Err(Mismatch),
            }
        }
        self.close();
        Ok(())
    }

    /// Reads an array of values; `read` reads one.
    #[inline]
    pub(crate) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<Vec<T>, Mismatch> {
        /// What a list of several elements has room for at least.
        const SEVERAL: u8 = 4;
        let depth = usize::from(self.depth) % LENGTHS;
        let mut items = Vec::new();
        self.elements(|reader| {
            let item = read(reader);
            if items.is_empty() {
                // Most lists have one element. Others are often as long as the last one at their
                // depth: so many likely tokens, so many parts.
                let room = match reader.peek() {
                    Some(b']') => 1,
                    _ => reader.lengths[depth].max(SEVERAL),
                };
                items.reserve_exact(room.into());
            }
            item.map(|item| items.push(item))
        })?;
        self.lengths[depth] = items.len().try_into().unwrap_or(u8::MAX);
        Ok(items)
    }

    /// Reads an array of numbers from 0 to 255.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, Mismatch> {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        if !self.short_bytes(|byte| bytes.push(byte)) {
            bytes.clear();
            self.elements(|reader| reader.byte_value().map(|byte| bytes.push(byte)))?;
        }
        let list = bytes.as_slice().to_vec();
        self.bytes = bytes;
        Ok(list)
    }

    /// Reads an array of numbers from 0 to 255 if it comes next and is written plainly; gives each
    /// number, also if it turns out that another way has to be taken.
    #[inline]
    pub(crate) fn short_bytes(&mut self, each: impl FnMut(u8)) -> bool {
        if self.peek() == Some(b'[')
            && self.depth < MAX_DEPTH
            && let Some(end) = number::short_bytes(self.text.as_bytes(), self.pos + 1, each)
        {
            self.pos = end;
            return true;
        }
        false
    }
}
