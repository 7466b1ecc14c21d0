//! SARIF 2.1.0, for code scanning.

use std::io::{self, Write};

use agentlin_types::validate::{self, Level};
use serde_json::{Value, json};
use strum::IntoEnumIterator;

use super::{Output, Total};
use crate::capture;
use crate::finding::CaptureFinding;
use crate::printable;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes each result as it comes, so that the log is never held as a whole.
pub(super) struct Sarif<W> {
    out: W,
    /// Whether the log and its run are begun.
    begun: bool,
}

impl<W: Write> Sarif<W> {
    pub(super) fn new(out: W) -> Self {
        Sarif { out, begun: false }
    }

    /// Opens the log and its run, or separates a result from the one before it.
    fn next(&mut self) -> io::Result<()> {
        if self.begun {
            return writeln!(self.out, ",");
        }
        self.begun = true;
        let tool = json!({ "driver": {
            "name": "agentlin-types",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules(),
        }});
        writeln!(self.out, r#"{{"$schema":"{SCHEMA}","version":"2.1.0","#)?;
        writeln!(self.out, r#""runs":[{{"tool":{tool},"#)?;
        writeln!(self.out, r#""columnKind":"unicodeCodePoints","results":["#)
    }
}

impl<W: Write> Output for Sarif<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &CaptureFinding) -> io::Result<()> {
        self.next()?;
        let result = result(file, finding).to_string();
        write!(self.out, "{}", printable::json(&result))
    }

    fn finish(&mut self, total: &Total) -> io::Result<()> {
        if !self.begun {
            self.next()?;
        }
        write!(self.out, "]")?;
        if let Some(unwritten) = total.unwritten() {
            let invocations = json!([{
                "executionSuccessful": true,
                "toolExecutionNotifications": [
                    { "level": "warning", "message": { "text": unwritten } },
                ],
            }]);
            write!(self.out, r#","invocations":{invocations}"#)?;
        }
        writeln!(self.out, "}}]}}")?;
        self.out.flush()
    }
}

fn result(file: &str, finding: &CaptureFinding) -> Value {
    let at = finding.at;
    let mut region = json!({
        "startLine": at.line,
        "startColumn": at.column,
        "byteOffset": at.offset,
    });
    if let Some(excerpt) = &finding.excerpt {
        region["snippet"] = json!({ "text": excerpt.text });
    }
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(file) },
        "region": region,
    }});
    if !finding.pointer.is_empty() {
        location["logicalLocations"] = json!([
            { "fullyQualifiedName": finding.pointer, "kind": "value" },
        ]);
    }
    json!({
        "ruleId": finding.code,
        "level": level(finding.level),
        "message": { "text": finding.located_message() },
        "locations": [location],
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        _ => "note",
    }
}

/// Every code as a rule.
fn rules() -> Vec<Value> {
    let text = |text: &str| {
        let words: Vec<_> = text.split_whitespace().collect();
        json!({ "text": words.join(" ") })
    };
    let rule = |id: &str, meaning: &str, fix: &str| json!({ "id": id, "shortDescription": text(meaning), "help": text(fix) });
    let payload = validate::Code::ALL.iter().map(|code| {
        let explanation = code.explain();
        rule(code.as_str(), explanation.meaning, explanation.fix)
    });
    let capture =
        capture::CaptureCode::iter().map(|code| rule(code.as_str(), &code.meaning(), code.fix()));
    payload.chain(capture).collect()
}

/// A file name as a relative or absolute URI reference.
fn uri(file: &str) -> String {
    let mut uri = String::new();
    for byte in file.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte as char);
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
