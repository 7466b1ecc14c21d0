//! SARIF 2.1.0, for code scanning.

use std::io::{self, Write};

use agentlin_types::validate::{self, Level};
use serde_sarif::sarif;

use super::{Output, Total};
use crate::capture;
use crate::finding::Finding;
use crate::printable;

pub(super) struct Sarif<W> {
    out: W,
    results: Vec<sarif::Result>,
}

impl<W: Write> Sarif<W> {
    pub(super) fn new(out: W) -> Self {
        Sarif {
            out,
            results: Vec::new(),
        }
    }
}

impl<W: Write> Output for Sarif<W> {
    fn finding(&mut self, file: &str, _record: u64, finding: &Finding) -> io::Result<()> {
        let at = finding.at;
        let region = sarif::Region::builder()
            .start_line(at.line as i64)
            .start_column(at.column as i64)
            .byte_offset(at.offset as i64);
        let region = match &finding.excerpt {
            Some(excerpt) => region
                .snippet(
                    sarif::ArtifactContent::builder()
                        .text(excerpt.text.clone())
                        .build(),
                )
                .build(),
            None => region.build(),
        };
        let place = sarif::PhysicalLocation::builder()
            .artifact_location(sarif::ArtifactLocation::builder().uri(uri(file)).build())
            .region(region)
            .build();
        let mut location = sarif::Location::builder().physical_location(place).build();
        if !finding.pointer.is_empty() {
            let logical = sarif::LogicalLocation::builder()
                .fully_qualified_name(finding.pointer.clone())
                .kind("value")
                .build();
            location.logical_locations = Some(vec![logical]);
        }
        let text = finding.located_message();
        self.results.push(
            sarif::Result::builder()
                .rule_id(finding.code)
                .level(level(finding.level))
                .message(sarif::Message::builder().text(text).build())
                .locations(vec![location])
                .build(),
        );
        Ok(())
    }

    fn finish(&mut self, total: &Total) -> io::Result<()> {
        let driver = sarif::ToolComponent::builder()
            .name("agentlin-types")
            .semantic_version(env!("CARGO_PKG_VERSION"))
            .rules(rules())
            .build();
        let mut run = sarif::Run::builder()
            .tool(sarif::Tool::builder().driver(driver).build())
            .column_kind("unicodeCodePoints")
            .results(std::mem::take(&mut self.results))
            .build();
        if let Some(unwritten) = total.unwritten() {
            let message = sarif::Message::builder().text(unwritten).build();
            let notification = sarif::Notification::builder()
                .level("warning")
                .message(message)
                .build();
            let invocation = sarif::Invocation::builder()
                .execution_successful(true)
                .tool_execution_notifications(vec![notification])
                .build();
            run.invocations = Some(vec![invocation]);
        }
        let log = sarif::Sarif::builder()
            .version(sarif::Version::V2_1_0.to_string())
            .schema(sarif::SCHEMA_URL)
            .runs(vec![run])
            .build();
        let json = serde_json::to_string_pretty(&log)?;
        writeln!(self.out, "{}", printable::json(&json))?;
        self.out.flush()
    }
}

fn level(level: Level) -> sarif::ResultLevel {
    match level {
        Level::Error => sarif::ResultLevel::Error,
        Level::Warning => sarif::ResultLevel::Warning,
        _ => sarif::ResultLevel::Note,
    }
}

/// Every code as a rule.
fn rules() -> Vec<sarif::ReportingDescriptor> {
    let text = |text: &str| {
        sarif::MultiformatMessageString::builder()
            .text(text.split_whitespace().collect::<Vec<_>>().join(" "))
            .build()
    };
    let rule = |id: &str, meaning: &str, fix: &str| {
        sarif::ReportingDescriptor::builder()
            .id(id)
            .short_description(text(meaning))
            .help(text(fix))
            .build()
    };
    let payload = validate::Code::ALL.iter().map(|code| {
        let explanation = code.explain();
        rule(code.as_str(), explanation.meaning, explanation.fix)
    });
    let capture = capture::Code::ALL
        .iter()
        .map(|code| rule(code.as_str(), code.meaning(), code.fix()));
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
