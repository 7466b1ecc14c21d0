//! Writes JSON text: compact, keys in the order of the model.

/// Appends JSON tokens to a string.
#[derive(Debug)]
pub struct Writer {
    out: String,
    /// The first number that readers would refuse: where it is in the text, and why.
    refused: Option<(usize, Refused)>,
}

/// Why readers would refuse a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// JSON has no NaN and no infinity.
    NotFinite,
    /// Readers take integers from -(2^63 - 1) to 2^63 - 1.
    OutOfRange,
}

impl Default for Writer {
    /// Begins with room for a small value: to grow from nothing costs more than to write it.
    fn default() -> Self {
        Writer {
            out: String::with_capacity(256),
            refused: None,
        }
    }
}

impl Writer {
    /// Begins without memory, for what may not be written at all.
    pub(crate) const fn empty() -> Self {
        Writer {
            out: String::new(),
            refused: None,
        }
    }

    /// The text written so far.
    pub fn finish(self) -> String {
        self.out
    }

    /// The first number that readers would refuse.
    pub(crate) fn refused(&self) -> Option<(usize, Refused)> {
        self.refused
    }

    #[cold]
    fn refuse(&mut self, why: Refused) {
        self.refused.get_or_insert((self.out.len(), why));
    }

    /// The text written so far, to look at.
    pub(crate) fn written(&self) -> &str {
        &self.out
    }

    /// Takes back what was written behind that many bytes.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.out.truncate(length);
    }

    /// Begins an object or array.
    #[inline]
    pub fn open(&mut self, bracket: char) {
        self.out.push(bracket);
    }

    /// Ends an object or array; every member before it was followed by a comma.
    #[inline]
    pub fn close(&mut self, bracket: char) {
        if self.out.ends_with(',') {
            self.out.pop();
        }
        self.out.push(bracket);
    }

    /// Ends a member or element.
    #[inline]
    pub fn comma(&mut self) {
        self.out.push(',');
    }

    /// Appends JSON text as it is.
    #[inline]
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Writes a string.
    pub fn string(&mut self, value: &str) {
        self.out.push('"');
        let bytes = value.as_bytes();
        let mut from = 0;
        loop {
            let stop = super::scan::plain(bytes, from);
            self.out.push_str(&value[from..stop]);
            let Some(&byte) = bytes.get(stop) else { break };
            self.escape(byte);
            from = stop + 1;
        }
        self.out.push('"');
    }

    fn escape(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let short = match byte {
            b'\n' => 'n',
            b'\r' => 'r',
            b'\t' => 't',
            8 => 'b',
            12 => 'f',
            b'"' | b'\\' => byte.into(),
            _ => {
                self.out.push_str("\\u00");
                self.out.push(HEX[usize::from(byte >> 4)].into());
                self.out.push(HEX[usize::from(byte & 15)].into());
                return;
            }
        };
        self.out.push('\\');
        self.out.push(short);
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        if value == i64::MIN {
            self.refuse(Refused::OutOfRange);
        }
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// Writes a count or an offset.
    pub fn count(&mut self, value: usize) {
        if i64::try_from(value).is_err() {
            self.refuse(Refused::OutOfRange);
        }
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// Writes a number so that reading it gives the same f64. JSON has no infinity and no NaN: those
    /// are refused, with `null` in their place.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.out.push_str(zmij::Buffer::new().format_finite(value));
        } else {
            self.refuse(Refused::NotFinite);
            self.out.push_str("null");
        }
    }
}
