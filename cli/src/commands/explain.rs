//! `explain CODE`

use std::io::Write;
use std::process::ExitCode;

use agentlin_types::validate::{Code, Source};
use strum::IntoEnumIterator;

use super::Outcome;
use crate::args::ExplainArgs;
use crate::capture;

pub(crate) fn run(args: &ExplainArgs) -> Outcome {
    let mut out = anstream::stdout().lock();
    let Some(name) = &args.code else {
        for code in Code::ALL {
            let meaning = paragraph(code.explain().meaning);
            writeln!(out, "{code:<28} {}", first_sentence(&meaning))?;
        }
        for code in capture::CaptureCode::iter() {
            writeln!(out, "{code:<28} {}", first_sentence(&code.meaning()))?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    if let Ok(code) = name.parse::<Code>() {
        let row = code.explain();
        writeln!(out, "{code}\n\n{}\n", paragraph(row.meaning))?;
        writeln!(
            out,
            "Level:   {} (wire), {} (documented)",
            row.wire, row.documented
        )?;
        writeln!(out, "Source:  {}", origin(row.source))?;
        writeln!(out, "Example: {}", row.example)?;
        writeln!(out, "Fix:     {}", row.fix)?;
        return Ok(ExitCode::SUCCESS);
    }
    let code: capture::CaptureCode = name.parse()?;
    writeln!(out, "{code}\n\n{}\n", code.meaning())?;
    writeln!(
        out,
        "Level:   {}\nSource:  this program, about the file as a whole",
        code.level()
    )?;
    writeln!(out, "Fix:     {}", code.fix())?;
    Ok(ExitCode::SUCCESS)
}

fn origin(source: Source) -> &'static str {
    match source {
        Source::Page => "the documentation page",
        Source::Sdk => "the official Python SDK",
        Source::Server => "the published server",
        Source::JsonRpc => "JSON-RPC 2.0",
        Source::Json => "JSON (RFC 8259), or how strictly it is read here",
        other => other.as_str(),
    }
}

fn paragraph(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}
