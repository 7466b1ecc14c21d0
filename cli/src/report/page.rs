//! The page.

use std::fmt::Write;

use agentlin_types::validate::Level;

use super::collect::{Collector, EventView, Noted, TaskView, key};
use super::html::{anchor, escape, value};
use super::item::{self, conversation};
use crate::output::plural;
use crate::pretty::pretty;
use crate::time;

const STYLE: &str = include_str!("style.css");

/// The whole page.
pub(crate) fn page(capture: &Collector, mask: bool) -> String {
    let files = capture.files.join(", ");
    let [errors, warnings, notes] = capture.counts();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:\">\n<meta name=\"referrer\" \
         content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header><h1>{title}</h1>\
         <p class=\"quiet\">{records}, {tasks}</p><p class=\"verdict\">",
        title = escape(&short(&files)),
        records = plural(capture.records, "record"),
        tasks = plural(capture.tasks.len() as u64, "task"),
    );
    if errors + warnings == 0 {
        out.push_str("<span class=\"badge ok\">no errors, no warnings</span>");
    }
    for (count, noun) in [(errors, "error"), (warnings, "warning"), (notes, "note")] {
        if count > 0 {
            _ = write!(
                out,
                "<span class=\"badge {noun}\">{}</span>",
                plural(count as u64, noun)
            );
        }
    }
    out.push_str("</p></header>\n<main>\n");
    out.push_str(&overview(capture));
    if capture.tasks.len() > 1 {
        out.push_str(&contents(capture));
    }
    for view in &capture.tasks {
        out.push_str(&task(capture, view, mask));
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn short(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// All errors and warnings, and what belongs to no task.
fn overview(capture: &Collector) -> String {
    let mut rows = String::new();
    for (number, noted) in capture.findings.iter().enumerate() {
        let Noted { finding, task, .. } = noted;
        if task.is_some() && finding.level < Level::Warning {
            continue;
        }
        let text = format!(
            "<code>{}</code> {}",
            escape(finding.code),
            escape(&finding.message)
        );
        let text = match task {
            Some(_) => format!("<a href=\"#f{number}\">{text}</a>"),
            None => text,
        };
        _ = write!(
            rows,
            "<li class=\"{}\">{text}<br><small>{}</small></li>",
            finding.level,
            place(noted)
        );
    }
    if rows.is_empty() {
        return String::new();
    }
    format!("<section class=\"overview\"><h2>Findings</h2><ul>{rows}</ul></section>\n")
}

fn place(noted: &Noted) -> String {
    let Noted { file, finding, .. } = noted;
    let mut place = format!("{file}:{}:{}", finding.at.line, finding.at.column);
    if let Some(exchange) = &finding.exchange {
        place.push_str(&format!(", {exchange}"));
    }
    if !finding.pointer.is_empty() {
        place.push_str(&format!(" at {}", finding.pointer));
    }
    escape(&place)
}

fn contents(capture: &Collector) -> String {
    let mut rows = String::new();
    for view in &capture.tasks {
        let status = view.task.as_ref().map_or("", |task| task.status.as_str());
        let worst = worst(capture, view).map_or("ok", |level| match level {
            Level::Error => "error",
            Level::Warning => "warning",
            _ => "ok",
        });
        _ = write!(
            rows,
            "<li class=\"{worst}\"><a href=\"#{}\">{}</a> <span class=\"status\">{}</span></li>",
            anchor(&view.id),
            escape(title(view)),
            escape(status)
        );
    }
    format!("<nav><h2>Tasks</h2><ul>{rows}</ul></nav>\n")
}

fn title(view: &TaskView) -> &str {
    if view.id.is_empty() {
        "no task"
    } else {
        &view.id
    }
}

/// The worst level of what was found about a task.
fn worst(capture: &Collector, view: &TaskView) -> Option<Level> {
    let all = view
        .findings
        .iter()
        .chain(view.item_findings.values().flatten())
        .chain(view.events.iter().flat_map(|event| &event.findings));
    all.map(|number| capture.findings[*number].finding.level)
        .max()
}

fn task(capture: &Collector, view: &TaskView, mask: bool) -> String {
    let findings = |numbers: &[usize]| findings(capture, numbers);
    let mut out = format!(
        "<section class=\"task\" id=\"{}\"><h2>{}</h2>",
        anchor(&view.id),
        escape(title(view))
    );
    if let Some(task) = &view.task {
        _ = write!(
            out,
            "<p><span class=\"status {}\">{}</span> created {}, session {}, user {}</p>",
            escape(task.status.as_str()),
            escape(task.status.as_str()),
            time::utc(task.created_at),
            value(&task.session_id, mask),
            value(&task.user_id, mask),
        );
        if let Some(usage) = task
            .usage
            .as_ref()
            .map(item::usage)
            .filter(|u| !u.is_empty())
        {
            _ = write!(out, "<p class=\"quiet\">{}</p>", escape(&usage));
        }
        if let Some(error) = &task.error {
            _ = write!(
                out,
                "<div class=\"failure\"><h4>error {}</h4><pre class=\"text\">{}</pre></div>",
                error.code,
                value(&error.message, mask)
            );
        }
    }
    out.push_str(&findings(&view.findings));
    out.push_str(&findings(&orphans(view)));
    for (place, text) in &view.unreadable {
        _ = write!(
            out,
            "<details><summary>a payload that cannot be read: {}</summary><pre class=\"code\">{}\
             </pre></details>",
            escape(place),
            value(&pretty(text), mask)
        );
    }
    if let Some(task) = &view.task {
        out.push_str("<h3>Conversation</h3>");
        if let Some(asked) = &view.asked {
            out.push_str(&item::asked(asked, mask));
        }
        if task.output.is_empty() {
            out.push_str("<p class=\"quiet\">no items</p>");
        }
        out.push_str(&conversation(view, &task.output, mask, &findings));
    }
    if !view.events.is_empty() {
        out.push_str(&timeline(view, &findings));
    }
    out.push_str("<details class=\"places\"><summary>seen in</summary><ul>");
    for place in &view.places {
        _ = write!(out, "<li>{}</li>", escape(place));
    }
    out.push_str("</ul></details></section>\n");
    out
}

/// Findings about items that the last state of the task does not have.
fn orphans(view: &TaskView) -> Vec<usize> {
    let output = view.task.as_ref().map_or(&[][..], |task| &task.output);
    let shown: Vec<_> = output
        .iter()
        .enumerate()
        .map(|(index, item)| key(item, index))
        .collect();
    let mut orphans: Vec<_> = view
        .item_findings
        .iter()
        .filter(|(item, _)| !shown.contains(item))
        .flat_map(|(_, numbers)| numbers.iter().copied())
        .collect();
    orphans.sort_unstable();
    orphans
}

fn timeline(view: &TaskView, findings: item::Findings<'_>) -> String {
    let open = view.events.iter().any(|event| !event.findings.is_empty());
    let mut out = format!(
        "<h3>Events</h3><details{}><summary>{}</summary><ol class=\"events\">",
        if open || view.events.len() <= 40 {
            " open"
        } else {
            ""
        },
        plural(view.events.len() as u64, "event"),
    );
    for event in &view.events {
        let EventView {
            tag,
            task_id,
            number,
            time,
            subject,
            place,
            findings: numbers,
        } = event;
        let nested = if *task_id == view.id { "" } else { " nested" };
        let number = number.map_or(String::new(), |number| number.to_string());
        // The day is that of the task.
        let clock = time.as_deref().unwrap_or_default();
        let clock = clock.get(11..23).unwrap_or(clock);
        let whose = if nested.is_empty() {
            ""
        } else {
            task_id.as_str()
        };
        _ = write!(
            out,
            "<li class=\"event{nested}\" title=\"{}\"><span class=\"number\">{number}</span>\
             <code>{}</code><span class=\"subject\">{} <small>{}</small></span>\
             <time>{}</time>{}</li>",
            escape(place),
            escape(tag),
            escape(&short(subject)),
            escape(whose),
            escape(clock),
            findings(numbers),
        );
    }
    out.push_str("</ol></details>");
    out
}

/// Findings where they belong.
fn findings(capture: &Collector, numbers: &[usize]) -> String {
    let mut out = String::new();
    for number in numbers {
        let noted = &capture.findings[*number];
        let finding = &noted.finding;
        _ = write!(
            out,
            "<aside class=\"finding {level}\" id=\"f{number}\"><strong>{level}: <code>{}</code>\
             </strong> {}<br><small>{}<br>{}</small></aside>",
            escape(finding.code),
            escape(&finding.message),
            place(noted),
            escape(&finding.help),
            level = finding.level,
        );
    }
    out
}
