//! One event stream, record by record.

use super::{Finding, Report, Settings};

/// Checks the records of one stream in their order.
///
/// Every record is checked for itself and against those before it; what only shows at the end
/// comes from [`StreamCheck::finish`].
#[derive(Debug)]
pub struct StreamCheck {
    settings: Settings,
}

impl StreamCheck {
    /// Begins before the first record.
    pub fn new(settings: Settings) -> Self {
        StreamCheck { settings }
    }

    /// Checks the next record: the text of one `data` field, usually an envelope around an event.
    pub fn record(&mut self, text: &str) -> Report {
        self.settings.validate(text)
    }

    /// What is wrong with the stream as a whole. These findings have no place in a text.
    pub fn finish(self) -> Vec<Finding> {
        Vec::new()
    }
}
