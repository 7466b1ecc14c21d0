//! Differences for people.

use std::io::{self, Write};

use agentlin_types::{JsonObject, JsonValue};
use anstyle::{AnsiColor, Style};

use super::text::{self, Piece};
use super::{Change, Diff, Facts, Kind, StepDiff, TaskDiff, went_well};
use crate::output::plural;
use crate::screen::Screen;
use crate::terminal::{BAD, BOLD, FAINT, GOOD};
use crate::trace::duration;

const A: Style = AnsiColor::Red.on_default();
const B: Style = AnsiColor::Green.on_default();
const CHANGED: Style = AnsiColor::Yellow.on_default().bold();
const PLAIN: Style = Style::new();

/// How much of a step is shown that only one side has, in characters.
const BEGINNING: usize = 400;

/// Writes what differs, and at last how much.
pub(crate) fn print(diff: &Diff, screen: &mut Screen<impl Write>) -> io::Result<()> {
    for task in &diff.tasks {
        print_task(task, screen)?;
    }
    let differ = diff.tasks.iter().filter(|task| !task.same).count();
    let compared = plural(diff.tasks.len() as u64, "task");
    let total = match differ {
        0 => format!("{compared} compared: no difference"),
        _ => format!("{compared} compared: {differ} different"),
    };
    screen.line(0, (PLAIN, &total), "")?;
    screen.flush()
}

fn print_task(task: &TaskDiff, screen: &mut Screen<impl Write>) -> io::Result<()> {
    let id = |facts: &Option<Facts>| {
        facts
            .as_ref()
            .map_or("none", |facts| facts.id.as_str())
            .to_owned()
    };
    let (a, b) = (id(&task.a), id(&task.b));
    let title = if a == b { a } else { format!("{a} → {b}") };
    screen.line(0, (BOLD, "task"), &title)?;
    let (Some(one), Some(other)) = (&task.a, &task.b) else {
        let only = if task.a.is_some() {
            "only in A"
        } else {
            "only in B"
        };
        let facts = task.a.as_ref().or(task.b.as_ref());
        let status = facts.map_or("", |facts| facts.status.as_str());
        screen.line(0, (CHANGED, &format!("  {only}")), status)?;
        return screen.blank();
    };
    table(one, other, screen)?;
    for change in task.changes.iter().filter(|change| !is_in_table(change)) {
        print_change(change, "", 0, screen)?;
    }
    let same = print_steps(&task.steps, 0, screen)?;
    if same > 0 {
        let steps = plural(same as u64, "step");
        screen.line(0, (FAINT, &format!("  {steps} the same")), "")?;
    }
    screen.blank()
}

/// Status, time and usage side by side.
fn table(a: &Facts, b: &Facts, screen: &mut Screen<impl Write>) -> io::Result<()> {
    let number = |value: Option<i64>| value.map_or("–".to_owned(), |value| value.to_string());
    let took = |facts: &Facts| facts.took.map_or("–".to_owned(), duration);
    let status = |facts: &Facts| match &*facts.status {
        "" => "–".to_owned(),
        status => status.to_owned(),
    };
    let calls = |facts: &Facts| facts.tool_calls.to_string();
    let rows = [
        ("status", status(a), status(b)),
        ("took", took(a), took(b)),
        ("tokens in", number(a.input_tokens), number(b.input_tokens)),
        (
            "tokens out",
            number(a.output_tokens),
            number(b.output_tokens),
        ),
        ("tokens", number(a.total_tokens), number(b.total_tokens)),
        ("tool calls", calls(a), calls(b)),
    ];
    let width = rows
        .iter()
        .map(|(_, a, _)| a.chars().count())
        .max()
        .unwrap_or_default();
    for (name, one, other) in rows {
        let is_nothing = |value: &str| ["–", "0"].contains(&value);
        if is_nothing(&one) && is_nothing(&other) {
            continue;
        }
        let style = match (name, one == other) {
            (_, true) => FAINT,
            ("status", false) if went_well(&other) => GOOD,
            ("status", false) => BAD,
            _ => PLAIN,
        };
        let sign = if one == other { "=" } else { "→" };
        screen.line(
            0,
            (
                style,
                &format!("  {name:<10}  {one:<width$}  {sign}  {other}"),
            ),
            "",
        )?;
    }
    Ok(())
}

/// Whether the table already shows a difference.
fn is_in_table(change: &Change) -> bool {
    change.pointer == "/status" || change.pointer.starts_with("/usage/")
}

/// Writes the steps that differ; gives how many do not.
fn print_steps(
    steps: &[StepDiff],
    depth: usize,
    screen: &mut Screen<impl Write>,
) -> io::Result<usize> {
    let mut same = 0;
    for step in steps {
        if step.same {
            same += 1;
            continue;
        }
        let name = match step.kind {
            Kind::Request => "request".to_owned(),
            Kind::Reasoning => "thinking".to_owned(),
            Kind::ToolResult => "result without a call".to_owned(),
            _ => step.name.clone(),
        };
        match (step.a, step.b) {
            (Some(_), Some(_)) => screen.line(depth, (CHANGED, &format!("~ {name}")), "")?,
            (Some(_), None) => screen.line(depth, (BAD, &format!("- {name}")), "only in A")?,
            _ => screen.line(depth, (GOOD, &format!("+ {name}")), "only in B")?,
        }
        for change in &step.changes {
            print_change(change, label(step.kind, &change.pointer), depth, screen)?;
        }
        let inner = print_steps(&step.steps, depth + 1, screen)?;
        if inner > 0 && !step.steps.iter().all(|step| step.same) {
            let steps = plural(inner as u64, "step");
            screen.line(depth + 1, (FAINT, &format!("{steps} the same")), "")?;
        }
    }
    Ok(same)
}

/// What a place is called: the text of a step needs no name.
fn label(kind: Kind, pointer: &str) -> &str {
    match (kind, pointer) {
        (Kind::Message | Kind::Request, "" | "/message_content") => "",
        (Kind::Reasoning, "/content") => "",
        (Kind::ToolCall, "/result/message_content") => "result",
        (Kind::ToolCall, pointer) => {
            let pointer = pointer
                .strip_prefix("/call/arguments/")
                .or(pointer.strip_prefix("/result/message_content/"));
            pointer.unwrap_or_default()
        }
        _ => "",
    }
}

fn print_change(
    change: &Change,
    label: &str,
    depth: usize,
    screen: &mut Screen<impl Write>,
) -> io::Result<()> {
    let text =
        |json: &Option<JsonValue>| json.as_ref().and_then(|json| json.parse::<String>().ok());
    screen.begin(depth + 1, PLAIN)?;
    let own = ["", "/message_content", "/content"].contains(&&*change.pointer);
    let label = match label {
        "" if own => "",
        "" => change.pointer.trim_start_matches('/'),
        label => label,
    };
    if !label.is_empty() {
        screen.styled(FAINT, &format!("{label}: "))?;
    }
    let pieces = match (&change.a, &change.b) {
        (Some(_), Some(_)) => match (text(&change.a), text(&change.b)) {
            (Some(a), Some(b)) => text::shortened(text::pieces(&a, &b)),
            _ => vec![Piece::A(words(&change.a)), Piece::B(words(&change.b))],
        },
        (Some(_), None) => vec![Piece::A(words(&change.a))],
        _ => vec![Piece::B(words(&change.b))],
    };
    for piece in pieces {
        match piece {
            Piece::Both(text) => screen.styled(PLAIN, &text)?,
            Piece::A(text) => screen.styled(A, &format!("[-{text}-]"))?,
            Piece::B(text) => screen.styled(B, &format!("{{+{text}+}}"))?,
        }
    }
    screen.end()
}

/// The beginning of what a value says.
fn words(json: &Option<JsonValue>) -> String {
    let Some(json) = json else {
        return String::new();
    };
    let all = say(json);
    match all.char_indices().nth(BEGINNING) {
        Some((end, _)) => format!("{} …", &all[..end]),
        None => all,
    }
}

/// A value as text: strings without quotes, the parts of a step below each other.
fn say(json: &JsonValue) -> String {
    if let Ok(text) = json.parse::<String>() {
        return text;
    }
    let Ok(object) = JsonObject::try_from(json.clone()) else {
        return json.to_string();
    };
    let known = |key: &str| {
        [
            "call",
            "result",
            "message_content",
            "content",
            "arguments",
            "name",
            "status",
        ]
        .contains(&key)
    };
    let members = object.members();
    if members.is_empty() || !members.iter().all(|(key, _)| known(key)) {
        return json.to_string();
    }
    let told = members
        .iter()
        .filter(|(key, _)| key != "name" && key != "status");
    told.map(|(_, value)| say(value))
        .collect::<Vec<_>>()
        .join("\n")
}
