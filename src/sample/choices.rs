//! The source of all decisions: a sequence of bytes.

/// Answers questions from bytes. When they run out every answer is the first, simplest one, so
/// that any sequence, however short, makes a value, and a simpler sequence a simpler value.
pub(crate) struct Choices<'a> {
    next: &'a mut dyn FnMut() -> u8,
}

impl<'a> Choices<'a> {
    /// Takes its bytes from a function that gives 0 when it has none left.
    pub(crate) fn new(next: &'a mut dyn FnMut() -> u8) -> Self {
        Choices { next }
    }

    pub(crate) fn byte(&mut self) -> u8 {
        (self.next)()
    }

    /// An index below `count`, which is not zero.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        if count <= 1 {
            0
        } else if count <= 256 {
            usize::from(self.byte()) % count
        } else {
            usize::from(u16::from_be_bytes([self.byte(), self.byte()])) % count
        }
    }

    /// One of the elements; the first is the simplest.
    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// True half of the time.
    pub(crate) fn maybe(&mut self) -> bool {
        self.below(2) == 1
    }

    /// True once in `count` times.
    pub(crate) fn rarely(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    /// Any 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        u64::from_be_bytes(std::array::from_fn(|_| self.byte()))
    }
}
