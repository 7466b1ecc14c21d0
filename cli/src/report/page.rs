//! The page: a frame, the data, and the script that shows it.

use std::io::{self, Write};

use base64::Engine;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::output::{LevelCounts, plural};
use crate::printable::characters;
use crate::time;
use crate::trace::{Aside, Call, Length, Noted, Run, Trace, duration, outline};

const STYLE: &str = include_str!("page/style.css");

/// The parts share one scope: what is below uses what is above.
const SCRIPT: &str = concat!(
    "'use strict';\n",
    include_str!("page/dom.js"),
    include_str!("page/markdown.js"),
    include_str!("page/content.js"),
    include_str!("page/table.js"),
    include_str!("page/run.js"),
    include_str!("page/main.js"),
);

/// Without the script, this many bytes of conversations are readable; beyond, it is a list.
const READABLE: usize = 1_000_000;

/// What the page knows before a task is opened.
#[derive(Serialize)]
struct Index<'a> {
    title: &'a str,
    files: &'a [String],
    records: u64,
    counts: LevelCounts,
    tasks: Vec<Row<'a>>,
    calls: &'a [Call],
    findings: &'a [Noted],
    aside: &'a [Aside],
}

/// A task in the list.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    status: &'a str,
    agent: Option<&'a str>,
    asked: Option<&'a str>,
    error: Option<&'a str>,
    failed: bool,
    start: Option<f64>,
    took: Option<f64>,
    tokens: Option<i64>,
    items: usize,
    calls: usize,
    counts: LevelCounts,
}

/// Writes the page.
pub(crate) fn write(trace: &Trace, out: &mut impl Write) -> io::Result<()> {
    let title = title(trace);
    let index = Index {
        title: &title,
        files: &trace.files,
        records: trace.records,
        counts: trace.counts(),
        tasks: trace.runs.iter().map(row).collect(),
        calls: &trace.calls,
        findings: &trace.findings,
        aside: &trace.aside,
    };
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src '{}'; style-src '{}'; img-src data:; media-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header><div class=\"title\">{title}</div></header>\n<main tabindex=\"-1\"></main>\n\
         <dialog aria-label=\"Details\"></dialog>\n\
         <div id=\"live\" class=\"sr\" role=\"status\"></div>",
        hash(SCRIPT),
        hash(STYLE),
        title = escape(&title),
    )?;
    plain(trace, out)?;
    data("index", &index, out)?;
    // The list of tasks is there before all of the data has been read.
    writeln!(out, "<script>{SCRIPT}</script>")?;
    data("others", &trace.others, out)?;
    for (number, run) in trace.runs.iter().enumerate() {
        data(&format!("run-{number}"), run, out)?;
    }
    out.write_all(b"</body>\n</html>\n")
}

/// What the capture is, in a few words.
pub(crate) fn title(trace: &Trace) -> String {
    let files = match &trace.files[..] {
        [] => "nothing".to_owned(),
        [file] => file.rsplit('/').next().unwrap_or(file).to_owned(),
        files => plural(files.len() as u64, "file"),
    };
    let failed = trace.runs.iter().filter(|run| run.failed()).count();
    let failed = match failed {
        0 => String::new(),
        failed => format!(", {failed} failed"),
    };
    let tasks = plural(trace.runs.len() as u64, "task");
    format!("{files}: {tasks}{failed}")
}

fn row(run: &Run) -> Row<'_> {
    let task = run.task();
    Row {
        id: &task.id,
        status: &task.status,
        agent: task.agent.as_deref(),
        asked: task.asked.as_deref(),
        error: task.error.as_deref(),
        failed: run.failed(),
        start: run.start(),
        took: run.took(),
        tokens: task.tokens.total,
        items: task.items,
        calls: run.tasks.iter().map(|task| task.calls.len()).sum(),
        counts: run.counts,
    }
}

/// The hash by which the policy of the page knows a script or style.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let digest = base64::engine::general_purpose::STANDARD.encode(digest);
    format!("sha256-{digest}")
}

/// A piece of data, as JSON that cannot end the element that it is in.
fn data(id: &str, value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">")?;
    serde_json::to_writer(WithoutTags(&mut *out), value)?;
    out.write_all(b"</script>\n")
}

/// Spells the beginning of a tag as an escape of JSON.
struct WithoutTags<W>(W);

impl<W: Write> Write for WithoutTags<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes.iter().position(|&byte| byte == b'<') {
            None => self.0.write(bytes),
            Some(0) => self.0.write_all(b"\\u003c").map(|()| 1),
            Some(tag) => self.0.write(&bytes[..tag]),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The page without its script.
fn plain(trace: &Trace, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "<noscript>\n<h1>{}</h1>\n<p>This is the page without its script: tasks and what was said. \
         The script shows everything.</p>\n<table class=\"grid\">\n<tr><th>Task<th>Status<th>Started\
         <th>Duration<th>Tokens<th>Items<th>Findings</tr>",
        escape(&title(trace))
    )?;
    for run in &trace.runs {
        let task = run.task();
        writeln!(
            out,
            "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}</tr>",
            escape(&task.id),
            escape(&task.status),
            run.start()
                .map_or(String::new(), |start| time::utc((start / 1000.0) as i64)),
            run.took().map_or(String::new(), duration),
            task.tokens.total.unwrap_or_default(),
            task.items,
            run.counts.words(),
        )?;
    }
    out.write_all(b"</table>\n")?;
    let mut written = 0;
    for (number, run) in trace.runs.iter().enumerate() {
        let Some(text) = readable(run, READABLE - written) else {
            let rest = plural((trace.runs.len() - number) as u64, "more task");
            writeln!(out, "<p>{rest} with the script only.</p>")?;
            break;
        };
        written += text.len();
        let id = escape(&run.task().id);
        writeln!(
            out,
            "<details><summary>{id}</summary><pre class=\"code\">{}</pre></details>",
            escape(&text)
        )?;
    }
    for noted in &trace.findings {
        if noted.level >= agentlin_types::validate::Level::Warning {
            let Noted {
                level,
                code,
                message,
                place,
                ..
            } = noted;
            let text = format!("{level} {code}, {place}: {message}");
            writeln!(out, "<p>{}</p>", escape(&text))?;
        }
    }
    out.write_all(b"</noscript>\n")
}

/// A conversation as text, if it is no longer than `most` bytes; it is not put together where its parts
/// alone are.
fn readable(run: &Run, most: usize) -> Option<String> {
    let lines = outline(run, Length::Full);
    if lines.iter().map(|line| line.text.len()).sum::<usize>() > most {
        return None;
    }
    let mut text = String::new();
    for line in lines {
        let indent = "  ".repeat(line.depth);
        let body = line.text.replace('\n', &format!("\n{indent}  "));
        text.push_str(&format!("{indent}{}: {body}\n", line.label));
    }
    (text.len() <= most).then_some(text)
}

/// Text that cannot become markup, with what is hidden made visible.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (character, is_hidden) in characters(text) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            _ if is_hidden => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            escape("<script>'\"&\u{202e}\u{0}é\n"),
            "&lt;script&gt;&#39;&quot;&amp;\u{fffd}\u{fffd}é\n"
        );
        let mut out = Vec::new();
        let hostile = "a</script><!--<script>";
        data("x", &hostile, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.matches('<').count(), 2, "{out}");
        let (_, json) = out.split_once('>').unwrap();
        let json = json.strip_suffix("</script>\n").unwrap();
        assert_eq!(serde_json::from_str::<String>(json).unwrap(), hostile);
    }
}
