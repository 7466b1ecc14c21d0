//! Lines and columns.

/// Counts lines and columns up to places that come in the order of the text.
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    /// Begins at the beginning of the text.
    pub(crate) fn new(text: &'a str) -> Self {
        Lines {
            text,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    /// The line and column (in characters), both from 1.
    pub(crate) fn at(&mut self, offset: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let passed = &bytes[self.at..offset.clamp(self.at, bytes.len())];
        let mut rest = passed;
        if let Some(newline) = memchr::memrchr(b'\n', passed) {
            self.line += memchr::memchr_iter(b'\n', passed).count();
            self.column = 1;
            rest = &passed[newline + 1..];
        }
        self.column += characters(rest);
        self.at += passed.len();
        (self.line, self.column)
    }
}

/// The byte offset of a line and a column in bytes, both from 1, as serde_json counts.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    // So many that their number fits in a byte: many are counted with one instruction.
    let few = bytes.chunks(255);
    let begin = |few: &[u8]| {
        few.iter()
            .map(|&byte| u8::from(byte & 0xC0 != 0x80))
            .sum::<u8>()
    };
    few.map(|few| usize::from(begin(few))).sum()
}
