//! All findings of one payload.

use super::{Finding, Level, PayloadKind};
use crate::wire::object;

object! {
    /// What came out of checking one payload.
    #[sources(page)]
    pub struct Report {
        /// What the payload was checked as; absent when it is nothing that the API knows.
        pub kind: Option<PayloadKind>,
        /// Every finding, in the order of the text.
        pub findings: Vec<Finding>,
        /// True when the payload does not have the structure of its kind: rules that need the
        /// parts that do not fit were not checked.
        pub rules_incomplete: Option<bool>,
    }
}

/// How many findings of each level there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
}

impl Report {
    /// Whether there is nothing worse than notes.
    pub fn is_clean(&self) -> bool {
        self.worst() < Level::Warning
    }

    /// The highest level of all findings; `allow` when there are none.
    pub fn worst(&self) -> Level {
        let levels = self.findings.iter().map(|finding| finding.level);
        levels.max().unwrap_or(Level::Allow)
    }

    /// How many findings of each level there are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for finding in &self.findings {
            match finding.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Note => counts.notes += 1,
                Level::Allow => {}
            }
        }
        counts
    }
}
