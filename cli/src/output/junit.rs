//! JUnit XML: a test suite per file, a test case per finding, and one for the file as a whole.

use std::io::{self, Write};

use agentlin_types::validate::Level;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{FileSummary, Output, Total, plural};
use crate::finding::Finding;
use crate::printable::Printable;

pub(super) struct Junit<W> {
    out: W,
    report: Report,
    cases: Vec<TestCase>,
}

impl<W: Write> Junit<W> {
    pub(super) fn new(out: W) -> Self {
        Junit {
            out,
            report: Report::new("agentlin-types"),
            cases: Vec::new(),
        }
    }
}

impl<W: Write> Output for Junit<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &Finding) -> io::Result<()> {
        // A test case fails or not: what is less than an error stands in the text of one that does
        // not.
        let (line, column) = (finding.at.line, finding.at.column);
        let (file, pointer) = (Printable(file), Printable(&finding.pointer));
        let name = format!("{file}:{line}:{column} {pointer} {}", finding.code);
        let message = Printable(&finding.message).to_string();
        let text = format!("{name}\n{message}\nhelp: {}", Printable(&finding.help));
        let mut case = if finding.level == Level::Error {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status
                .set_type(finding.code)
                .set_message(message)
                .set_description(text);
            TestCase::new(name, status)
        } else {
            let mut case = TestCase::new(name, TestCaseStatus::success());
            case.set_system_out(format!("{}: {text}", finding.level));
            case
        };
        case.set_classname(finding.code);
        self.cases.push(case);
        Ok(())
    }

    fn file(&mut self, file: &FileSummary) -> io::Result<()> {
        let mut suite = TestSuite::new(Printable(&file.name).to_string());
        let name = plural(file.records, "record");
        let mut whole = match &file.failure {
            Some(failure) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_message(Printable(failure).to_string());
                TestCase::new(name, status)
            }
            None => TestCase::new(name, TestCaseStatus::success()),
        };
        whole.set_classname("capture");
        suite.add_test_case(whole);
        suite.add_test_cases(self.cases.drain(..));
        self.report.add_test_suite(suite);
        Ok(())
    }

    fn finish(&mut self, total: &Total) -> io::Result<()> {
        if let Some(unwritten) = total.unwritten() {
            // What is not written may hold errors, too.
            let status = if total.counts.errors > 0 {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(unwritten.clone());
                status
            } else {
                TestCaseStatus::success()
            };
            let mut case = TestCase::new(unwritten, status);
            case.set_classname("capture");
            let mut suite = TestSuite::new("agentlin-types");
            suite.add_test_case(case);
            self.report.add_test_suite(suite);
        }
        let xml = self.report.to_string().map_err(io::Error::other)?;
        self.out.write_all(xml.as_bytes())?;
        self.out.flush()
    }
}
