//! JUnit XML: a test suite per file, a test case per finding, and one for the file as a whole.

use std::io::{self, Write};

use agentlin_types::validate::Level;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{FileSummary, Output, Total, plural};
use crate::finding::CaptureFinding;
use crate::printable::Printable;

const ROOT: &str = "testsuites";

pub(super) struct Junit<W: Write> {
    xml: Writer<W>,
    /// Whether the document is begun.
    begun: bool,
    /// The cases of the file that is being read.
    cases: Vec<Case>,
}

impl<W: Write> Junit<W> {
    pub(super) fn new(out: W) -> Self {
        Junit {
            xml: Writer::new_with_indent(out, b' ', 2),
            begun: false,
            cases: Vec::new(),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
            self.xml.write_event(Event::Decl(declaration))?;
            let root = BytesStart::new(ROOT).with_attributes([("name", "agentlin-types")]);
            self.xml.write_event(Event::Start(root))?;
        }
        Ok(())
    }

    /// Writes the suite, whose counts come before its cases, and starts a new one.
    fn suite(&mut self, name: &str) -> io::Result<()> {
        self.begin()?;
        let cases = std::mem::take(&mut self.cases);
        let count = |outcome| cases.iter().filter(|c| c.outcome == outcome).count();
        self.xml
            .create_element("testsuite")
            .with_attribute(("name", name))
            .with_attribute(("tests", &*cases.len().to_string()))
            .with_attribute(("errors", &*count(Outcome::Error).to_string()))
            .with_attribute(("failures", &*count(Outcome::Failure).to_string()))
            .write_inner_content(|xml| cases.iter().try_for_each(|case| case.write(xml)))?;
        Ok(())
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Outcome {
    Success,
    /// The capture is wrong.
    Failure,
    /// The capture could not be read.
    Error,
}

struct Case {
    name: String,
    class: &'static str,
    outcome: Outcome,
    message: String,
    text: String,
}

impl Case {
    /// A case about a capture as a whole.
    fn of_capture(name: String, outcome: Outcome, message: String) -> Self {
        Case {
            name,
            class: "capture",
            outcome,
            message,
            text: String::new(),
        }
    }

    fn write<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        let case = xml
            .create_element("testcase")
            .with_attribute(("name", &*self.name))
            .with_attribute(("classname", self.class));
        let text = BytesText::new(&self.text);
        let failed = match self.outcome {
            Outcome::Success if self.text.is_empty() => return case.write_empty().map(drop),
            Outcome::Success => {
                return case
                    .write_inner_content(|xml| {
                        xml.create_element("system-out").write_text_content(text)?;
                        Ok(())
                    })
                    .map(drop);
            }
            Outcome::Failure => "failure",
            Outcome::Error => "error",
        };
        case.write_inner_content(|xml| {
            xml.create_element(failed)
                .with_attribute(("message", &*self.message))
                .with_attribute(("type", self.class))
                .write_text_content(text)?;
            Ok(())
        })?;
        Ok(())
    }
}

impl<W: Write> Output for Junit<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &CaptureFinding) -> io::Result<()> {
        // A test case fails or not: what is less than an error is in the text of one that does not.
        let (line, column) = (finding.at.line, finding.at.column);
        let (file, pointer) = (Printable(file), Printable(&finding.pointer));
        let name = format!("{file}:{line}:{column} {pointer} {}", finding.code);
        let message = Printable(&finding.message).to_string();
        let text = format!("{name}\n{message}\nhelp: {}", Printable(&finding.help));
        let (outcome, text) = if finding.level == Level::Error {
            (Outcome::Failure, text)
        } else {
            (Outcome::Success, format!("{}: {text}", finding.level))
        };
        self.cases.push(Case {
            name,
            class: finding.code,
            outcome,
            message,
            text,
        });
        Ok(())
    }

    fn file(&mut self, file: &FileSummary) -> io::Result<()> {
        let (outcome, message) = match &file.failure {
            Some(failure) => (Outcome::Error, Printable(failure).to_string()),
            None => (Outcome::Success, String::new()),
        };
        let whole = Case::of_capture(plural(file.records, "record"), outcome, message);
        self.cases.insert(0, whole);
        self.suite(&Printable(&file.name).to_string())
    }

    fn finish(&mut self, total: &Total) -> io::Result<()> {
        if let Some(unwritten) = total.unwritten() {
            // What is not written may hold errors, too.
            let outcome = if total.counts.errors > 0 {
                Outcome::Failure
            } else {
                Outcome::Success
            };
            let case = Case::of_capture(unwritten.clone(), outcome, unwritten);
            self.cases.push(case);
            self.suite("agentlin-types")?;
        }
        self.begin()?;
        self.xml.write_event(Event::End(BytesEnd::new(ROOT)))?;
        let out = self.xml.get_mut();
        writeln!(out)?;
        out.flush()
    }
}
