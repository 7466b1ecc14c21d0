//! All findings of one payload.

use std::fmt;

use super::{Code, Finding, Level};
use crate::payload::PayloadKind;
use crate::wire::object;
use crate::{ErrorCode, RpcError};

object! {
    /// Result of checking one payload.
    #[sources(page)]
    #[derive(Eq, Hash)]
    pub struct Report {
        /// What the payload was checked as; absent when it is nothing that the API knows.
        pub kind: Option<PayloadKind>,
        /// The findings, in the order of the text: the first 10,000 of each code, and how many more there
        /// are.
        pub findings: Vec<Finding>,
        /// True when the payload does not have the structure of its kind: rules that need the
        /// parts that do not fit were not checked.
        pub rules_incomplete: Option<bool>,
    }
}

impl fmt::Display for Report {
    /// A line for each finding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            finding.fmt(f)?;
        }
        Ok(())
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
    /// The error that a server answers: [`ErrorCode::JsonParse`] for a text that is not JSON, else
    /// [`ErrorCode::InvalidParams`]. Its `data` lists the errors and warnings. `None` if there are
    /// none.
    ///
    /// ```
    /// use agentlin_types::Profile;
    /// use agentlin_types::validate::{PayloadKind, Settings};
    ///
    /// let body = r#"{"stream":false}"#;
    /// let report = Settings::new(Profile::Wire).validate_as(PayloadKind::CreateParams, body);
    /// let error = report.to_rpc_error().unwrap();
    /// assert_eq!(error.code, -32602);
    /// assert_eq!(error.data.unwrap().to_value()?["findings"][0]["code"], "missing-field");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn to_rpc_error(&self) -> Option<RpcError> {
        if self.is_clean() {
            return None;
        }
        let bad = || {
            let findings = self.findings.iter();
            findings.filter(|finding| finding.level >= Level::Warning)
        };
        let is_json = bad().all(|finding| finding.code != Code::InvalidJson);
        let code = if is_json {
            ErrorCode::InvalidParams
        } else {
            ErrorCode::JsonParse
        };
        let findings: Vec<_> = bad()
            .map(|finding| {
                serde_json::json!({
                    "code": finding.code.as_str(),
                    "level": finding.level.as_str(),
                    "pointer": finding.pointer,
                    "line": finding.line,
                    "column": finding.column,
                    "message": finding.message,
                })
            })
            .collect();
        Some(RpcError::from(code).data(serde_json::json!({ "findings": findings })))
    }

    /// Whether there is nothing worse than notes.
    pub fn is_clean(&self) -> bool {
        self.worst() < Level::Warning
    }

    /// The highest level of all findings; `allow` when there are none.
    pub fn worst(&self) -> Level {
        let levels = self.findings.iter().map(|finding| finding.level);
        levels.max().unwrap_or(Level::Allow)
    }

    /// How many findings of each level there are, with those that are not listed.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for finding in &self.findings {
            let number = 1 + finding.more.unwrap_or_default();
            match finding.level {
                Level::Error => counts.errors += number,
                Level::Warning => counts.warnings += number,
                Level::Note => counts.notes += number,
                Level::Allow => {}
            }
        }
        counts
    }
}
