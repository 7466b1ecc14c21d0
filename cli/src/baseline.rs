//! Findings that are known already: a file of them keeps a run to what is new.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use agentlin_types::validate::Level;
use serde::{Deserialize, Serialize};

use crate::finding::CaptureFinding;
use crate::{mask, printable, target};

/// The findings of a baseline that were not met yet.
#[derive(Debug, Default)]
pub(crate) struct Baseline {
    left: BTreeMap<Known, u64>,
}

/// What findings have in common that are the same to a baseline. Lines move when a capture is made
/// again, and positions in a list do, so neither is part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Known {
    file: String,
    code: String,
    /// The JSON Pointer as `--mask` shows it, and with `…` for positions in lists.
    pointer: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    findings: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    known: Known,
    count: u64,
}

impl Baseline {
    /// Reads a baseline; what is wrong with it is a message.
    pub(crate) fn read(path: &Path) -> Result<Baseline, String> {
        let cannot = |error: &dyn std::fmt::Display| {
            format!("cannot read {}: {error}", printable::path(path))
        };
        let text = fs::read_to_string(path).map_err(|error| cannot(&error))?;
        let file: File = serde_json::from_str(&text)
            .map_err(|error| format!("{} is not a baseline: {error}", printable::path(path)))?;
        let mut left = BTreeMap::new();
        for entry in file.findings {
            *left.entry(entry.known).or_default() += entry.count;
        }
        Ok(Baseline { left })
    }

    /// Writes everything that was added.
    pub(crate) fn write(&self, path: &Path) -> Result<(), String> {
        let findings = self.left.iter().map(|(known, count)| Entry {
            known: known.clone(),
            count: *count,
        });
        let findings = findings.collect();
        let text = serde_json::to_string_pretty(&File { findings }).unwrap_or_default();
        target::write(path, format!("{}\n", printable::json(&text)).as_bytes())
            .map_err(|error| format!("cannot write {}: {error}", printable::path(path)))
    }

    /// Adds a finding.
    pub(crate) fn add(&mut self, file: &str, finding: &CaptureFinding) {
        *self.left.entry(Known::of(file, finding)).or_default() += 1 + finding.more;
    }

    /// Whether a finding is known; each entry knows as many as it counts.
    pub(crate) fn take(&mut self, file: &str, finding: &CaptureFinding) -> bool {
        if self.left.is_empty() || finding.level < Level::Warning {
            return false;
        }
        let (known, number) = (Known::of(file, finding), 1 + finding.more);
        let left = self.left.get_mut(&known);
        let Some(count) = left.filter(|count| **count >= number) else {
            return false;
        };
        *count -= number;
        true
    }

    /// How many findings are left.
    pub(crate) fn len(&self) -> u64 {
        self.left.values().sum()
    }
}

impl Known {
    fn of(file: &str, finding: &CaptureFinding) -> Known {
        Known {
            file: file.replace('\\', "/"),
            code: finding.code.to_owned(),
            pointer: mask::pointer(&pattern(&finding.pointer)),
        }
    }
}

/// A pointer with every position in a list as `*`.
pub(crate) fn pattern(pointer: &str) -> String {
    let segment = |segment| match segment {
        "" => "",
        index if index.bytes().all(|byte: u8| byte.is_ascii_digit()) => "*",
        key => key,
    };
    let segments: Vec<_> = pointer.split('/').map(segment).collect();
    segments.join("/")
}
