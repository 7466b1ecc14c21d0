//! `inspect FILE…`

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Outcome, view};
use crate::args::InspectArgs;
use crate::output::{LevelCounts, plural};
use crate::printable::{self, Printable};
use crate::survey::Survey;
use crate::time;
use crate::trace::{Keep, Length, Noted, Run, TaskFacts, Trace, duration, outline};

pub(crate) fn run(args: &InspectArgs) -> Outcome {
    let one = !args.view.task.is_empty();
    let keep = if one { Keep::Records } else { Keep::Facts };
    let mut view = view::read(&args.view, keep, false, None)?;
    view.select(&args.view)?;
    let (survey, trace) = (&view.survey, &view.trace);
    let mut out = io::BufWriter::new(io::stdout().lock());
    // A choice of tasks says nothing about the rest of the capture.
    let chosen = one || args.view.failed || args.view.since.is_some();
    if args.json {
        let survey = (!chosen).then_some(survey);
        let json = Json::new(survey, trace, one);
        let json = serde_json::to_string(&json).map_err(io::Error::from)?;
        writeln!(out, "{}", printable::json(&json))?;
    } else if one {
        for run in &trace.runs {
            tree(trace, run, &mut out)?;
        }
    } else {
        if !chosen {
            head(survey, &mut out)?;
        }
        tasks(trace, &mut out)?;
        if !chosen {
            counts(survey, &mut out)?;
        }
    }
    out.flush()?;
    Ok(view.coverage.status())
}

/// What `--json` writes.
#[derive(Serialize)]
struct Json<'a> {
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    survey: Option<&'a Survey>,
    tasks: Vec<JsonTask<'a>>,
    /// Findings by level.
    levels: LevelCounts,
}

#[derive(Serialize)]
struct JsonTask<'a> {
    #[serde(flatten)]
    task: &'a TaskFacts,
    took: Option<f64>,
    findings: LevelCounts,
    /// The tasks of its tools and sub-agents.
    subtasks: &'a [TaskFacts],
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<&'a Run>,
}

impl<'a> Json<'a> {
    fn new(survey: Option<&'a Survey>, trace: &'a Trace, whole: bool) -> Self {
        let task = |run: &'a Run| JsonTask {
            task: run.task(),
            took: run.took(),
            findings: run.counts,
            subtasks: &run.tasks[1..],
            run: whole.then_some(run),
        };
        Json {
            survey,
            tasks: trace.runs.iter().map(task).collect(),
            levels: trace.counts(),
        }
    }
}

/// One run as a tree.
fn tree(trace: &Trace, run: &Run, out: &mut impl Write) -> io::Result<()> {
    for line in outline(run, Length::Brief) {
        let indent = "  ".repeat(line.depth);
        let (label, text) = (Printable(&line.label), Printable(&line.text));
        let colon = if line.text.is_empty() { "" } else { ": " };
        writeln!(out, "{indent}{label}{colon}{text}")?;
    }
    let numbers = run.records.iter().flat_map(|record| &record.findings);
    let mut findings: Vec<_> = numbers.map(|number| &trace.findings[*number]).collect();
    findings.sort_by_key(|noted| std::cmp::Reverse(noted.level));
    if !findings.is_empty() {
        writeln!(out, "\nfindings: {}", run.counts.words())?;
    }
    for noted in findings {
        let Noted {
            level,
            code,
            message,
            place,
            pointer,
            file,
            ..
        } = noted;
        let file = &trace.files[*file];
        let text = format!("{level}[{code}] {file}, {place} {pointer}: {message}");
        writeln!(out, "  {}", Printable(&text))?;
    }
    writeln!(out)
}

/// All tasks, one a line.
fn tasks(trace: &Trace, out: &mut impl Write) -> io::Result<()> {
    if trace.runs.is_empty() {
        return Ok(());
    }
    let subtasks = match trace.subtasks() {
        0 => String::new(),
        count => format!(
            ", {} of their tools and sub-agents",
            plural(count as u64, "task")
        ),
    };
    writeln!(
        out,
        "\n{}{subtasks}",
        plural(trace.runs.len() as u64, "task")
    )?;
    let mut rows =
        vec![["status", "started", "took", "tokens", "findings", "task"].map(String::from)];
    for run in &trace.runs {
        let task = run.task();
        let start = run
            .start()
            .map(|start| time::utc((start / 1000.0).floor() as i64));
        let name = match &task.error {
            Some(error) => format!("{}  {error}", task.id),
            None => task.id.clone(),
        };
        rows.push([
            Printable(&task.status).to_string(),
            start
                .unwrap_or_default()
                .trim_end_matches(" UTC")
                .to_owned(),
            run.took().map_or(String::new(), duration),
            task.tokens
                .total
                .map_or(String::new(), |total| total.to_string()),
            run.counts.words(),
            Printable(&name).to_string(),
        ]);
    }
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in &rows {
        let [status, start, took, tokens, findings, task] = row;
        writeln!(
            out,
            "  {status:0$}  {start:1$}  {took:>2$}  {tokens:>3$}  {findings:4$}  {task}",
            widths[0], widths[1], widths[2], widths[3], widths[4],
        )?;
    }
    Ok(())
}

/// What was read.
fn head(survey: &Survey, out: &mut impl Write) -> io::Result<()> {
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
            table(out, &plural(files.len() as u64, "file"), &formats)?;
        }
    }
    writeln!(
        out,
        "{}, {} (largest: {})",
        plural(survey.records, "record"),
        plural(survey.bytes, "byte"),
        plural(survey.largest, "byte")
    )?;
    if let (Some(first), Some(last)) = (&survey.first, &survey.last) {
        writeln!(out, "from {} to {}", Printable(first), Printable(last))?;
    }
    Ok(())
}

/// What is in it, counted.
fn counts(survey: &Survey, out: &mut impl Write) -> io::Result<()> {
    table(out, "payloads", &survey.kinds)?;
    if !survey.endpoints.is_empty() {
        writeln!(out, "\nendpoints")?;
        for (name, endpoint) in &survey.endpoints {
            let statuses: Vec<_> = endpoint
                .statuses
                .iter()
                .map(|(status, count)| format!("{status} ×{count}"))
                .collect();
            let (name, statuses) = (Printable(name), statuses.join(", "));
            writeln!(out, "{:>8}  {name}: {statuses}", endpoint.requests)?;
        }
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
        writeln!(out, "{count:>8}  {}", Printable(&shown))?;
    }
    Ok(())
}
