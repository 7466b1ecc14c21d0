//! What a run has not checked: the commands that show payloads say the same about it as `validate`
//! does, and end with the same status.

use std::path::PathBuf;
use std::process::ExitCode;

use agentlin_types::validate::Level;

use crate::check::Step;
use crate::commands::UNREADABLE;
use crate::finding::CaptureFinding;
use crate::printable::Printable;
use crate::remarks::Remarks;

/// What was left unchecked so far.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    file: String,
    /// Whether something that may have been of the API was not checked.
    unchecked: bool,
    /// Whether something could not be read.
    unreadable: bool,
    /// Whether what is of the payloads is hidden.
    pub(crate) mask: bool,
    /// How many entries of archives were other traffic.
    pub(crate) skipped: u64,
    remarks: Remarks,
}

impl Coverage {
    /// Begins a run whose arguments name these files that cannot be found, and says so.
    pub(crate) fn new(missing: &[(PathBuf, String)]) -> Self {
        for (path, reason) in missing {
            let path = path.display().to_string();
            eprintln!(
                "error: cannot read {}: {}",
                Printable(&path),
                Printable(reason)
            );
        }
        Coverage {
            unreadable: !missing.is_empty(),
            ..Coverage::default()
        }
    }

    /// Takes what there is to say about the next piece of the input: reports on standard error what
    /// is not checked.
    pub(crate) fn see(&mut self, step: &Step) {
        match step {
            Step::Record(checked) => {
                checked
                    .findings
                    .iter()
                    .for_each(|finding| self.finding(finding));
            }
            Step::Finding(finding) => self.finding(finding),
            Step::Skipped => self.skipped += 1,
            step => self.unreadable(step),
        }
    }

    /// The same, where findings are shown in any case.
    pub(crate) fn unreadable(&mut self, step: &Step) {
        match step {
            Step::Open(name) => self.file = name.to_string(),
            Step::Close(Err(error)) => {
                self.unreadable = true;
                let (file, error) = (&self.file, error.to_string());
                eprintln!(
                    "error: cannot read {}: {}",
                    Printable(file),
                    Printable(&error)
                );
            }
            _ => {}
        }
    }

    fn finding(&mut self, finding: &CaptureFinding) {
        if !finding.is_about_what_was_not_checked() || finding.level < Level::Warning {
            return;
        }
        self.unchecked |= finding.level == Level::Error;
        let message = match self.mask {
            true => finding.masked_message(),
            false => finding.message.clone(),
        };
        let (level, code) = (finding.level, finding.code);
        let (file, line, column) = (&self.file, finding.at.line, finding.at.column);
        self.remarks.add(&format!(
            "{level}[{code}]: {file}:{line}:{column}: {message}"
        ));
    }

    /// Ends the run, and gives its exit status: 0 if everything was checked, 1 if something was not,
    /// 2 if something could not be read.
    pub(crate) fn status(&self) -> ExitCode {
        self.remarks.finish();
        match (self.unreadable, self.unchecked) {
            (true, _) => ExitCode::from(UNREADABLE),
            (false, true) => ExitCode::FAILURE,
            (false, false) => ExitCode::SUCCESS,
        }
    }
}
