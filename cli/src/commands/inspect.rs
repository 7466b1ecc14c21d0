//! `inspect FILE…`

use std::collections::BTreeMap;
use std::io::{self, Write};

use agentlin_types::Profile;
use agentlin_types::validate::{self, Code, Level};

use super::Outcome;
use crate::args::Inspect;
use crate::capture::{self, Options};
use crate::check::{Checker, Step, Wanted};
use crate::coverage::Coverage;
use crate::printable::Printable;
use crate::settings::Settings;
use crate::survey::{File, Survey};

pub(crate) fn run(args: &Inspect) -> Outcome {
    let (sources, missing) = capture::expand(&args.files);
    let mut coverage = Coverage::new(&missing);
    // Everything that is not known is to be counted, whatever its level otherwise.
    let mut payload = validate::Settings::new(Profile::Wire);
    for code in [Code::UnknownField, Code::UnknownTag, Code::UnknownValue] {
        if payload.level(code) == Level::Allow {
            payload = payload.set(code, Level::Note);
        }
    }
    let checker = Checker {
        settings: Settings::of_payloads(payload),
        reading: Options {
            max_record: args.reading.limit.bytes(),
            lines: false,
            kind: None,
        },
        threads: args.reading.jobs,
        wanted: Wanted::Records,
        notes: true,
        excerpts: None,
    };
    let mut survey = Survey::default();
    checker.run(sources, &capture::Progress::default(), |step| {
        coverage.see(&step);
        match step {
            Step::Open(name) => survey.files.push(File {
                name: name.to_string(),
                format: None,
                records: 0,
            }),
            Step::Format(format) => {
                if let Some(file) = survey.files.last_mut() {
                    file.format = Some(format.to_string());
                }
            }
            Step::Record(checked) => survey.add(&checked),
            Step::Finding(finding) => {
                *survey.findings.entry(finding.code.to_owned()).or_default() += 1;
            }
            Step::Counted(_)
            | Step::Blank
            | Step::Skipped
            | Step::EndOfStream
            | Step::Close(_)
            | Step::Pause => {}
        }
        Ok(())
    })?;
    survey.finish();
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &survey).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        print(&survey, &mut out)?;
    }
    Ok(coverage.status())
}

fn print(survey: &Survey, out: &mut impl Write) -> io::Result<()> {
    match &survey.files[..] {
        [file] => {
            let format = file.format.as_deref().unwrap_or("unread");
            writeln!(out, "{} ({format})", Printable(&file.name))?;
        }
        files => {
            let mut formats = BTreeMap::new();
            for file in files {
                let format = file.format.clone().unwrap_or_else(|| "unread".into());
                *formats.entry(format).or_default() += 1;
            }
            table(out, &format!("{} files", files.len()), &formats)?;
        }
    }
    writeln!(
        out,
        "{} records, {} bytes, the largest {} bytes",
        survey.records, survey.bytes, survey.largest
    )?;
    if let (Some(first), Some(last)) = (&survey.first, &survey.last) {
        writeln!(out, "from {} to {}", Printable(first), Printable(last))?;
    }
    table(out, "payloads", &survey.kinds)?;
    if !survey.endpoints.is_empty() {
        writeln!(out, "\nendpoints")?;
        for (name, endpoint) in &survey.endpoints {
            let statuses: Vec<_> = endpoint
                .statuses
                .iter()
                .map(|(status, count)| format!("{status} ×{count}"))
                .collect();
            writeln!(
                out,
                "{:>8}  {name}: {}",
                endpoint.requests,
                statuses.join(", ")
            )?;
        }
    }
    if survey.tasks > 0 {
        table(
            out,
            &format!("{} tasks", survey.tasks),
            &survey.task_statuses,
        )?;
    }
    for (title, counts) in [
        ("items", &survey.item_types),
        ("events", &survey.event_types),
        ("tools called", &survey.tools),
        ("error codes", &survey.error_codes),
        ("unknown tags and values", &survey.unknown_tags),
        ("unknown and older fields", &survey.unknown_fields),
        ("findings", &survey.findings),
    ] {
        table(out, title, counts)?;
    }
    Ok(())
}

/// A heading and what is below it, the most frequent first; nothing if there is nothing.
fn table(out: &mut impl Write, title: &str, counts: &BTreeMap<String, u64>) -> io::Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    let mut rows: Vec<_> = counts.iter().collect();
    rows.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
    for (name, count) in rows {
        let shown: String = name.chars().take(100).collect();
        let shown = Printable(&shown);
        writeln!(out, "{count:>8}  {shown}")?;
    }
    Ok(())
}
