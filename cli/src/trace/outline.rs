//! A run as lines of text: what was said and called, with the sub-agents below their calls.

use std::collections::HashMap;

use agentlin_types::{
    ContentPart, MessageContent, OutputItem, ReasoningItem, ReasoningPart, Task, ToolCallItem,
    ToolResultItem, decode,
};

use super::task::beginning;
use super::{Run, TaskFacts, Tokens};
use crate::output::plural;
use crate::time;

/// One line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) depth: usize,
    /// Who speaks, or what is called.
    pub(crate) label: String,
    pub(crate) text: String,
}

/// How much of a text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// One line.
    Brief,
    Full,
}

/// The lines of a run whose payloads were kept.
pub(crate) fn outline(run: &Run, length: Length) -> Vec<Line> {
    let mut outline = Outline {
        run,
        by_call: run.by_call(),
        shown: vec![false; run.tasks.len()],
        length,
        lines: Vec::new(),
    };
    outline.task(0, 0);
    // Tasks whose call is not among the items.
    for (at, task) in run.tasks.iter().enumerate().skip(1) {
        if task.agentic && !outline.shown[at] {
            outline.task(at, 1);
        }
    }
    outline.lines
}

/// A stretch of time in words.
pub(crate) fn duration(millis: f64) -> String {
    let seconds = millis / 1000.0;
    let whole = seconds.round() as u64;
    match seconds {
        s if s < 0.0 => format!("-{}", duration(-millis)),
        s if s < 0.9995 => format!("{millis:.0} ms"),
        s if s < 9.995 => format!("{s:.2} s"),
        s if s < 59.95 => format!("{s:.1} s"),
        _ if whole < 3600 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{} h {} min", whole / 3600, whole / 60 % 60),
    }
}

impl Tokens {
    /// The counters in words; empty if there are none.
    pub(crate) fn words(&self) -> String {
        let parts = [
            (self.input, "in"),
            (self.cached, "cached"),
            (self.output, "out"),
            (self.reasoning, "reasoning"),
        ];
        let parts: Vec<_> = parts
            .iter()
            .filter_map(|(count, name)| Some(format!("{} {name}", count.filter(|c| *c != 0)?)))
            .collect();
        let total = self.total.filter(|total| *total != 0);
        match (total, parts.is_empty()) {
            (None, true) => String::new(),
            (None, false) => parts.join(", "),
            (Some(total), true) => format!("{total} tokens"),
            (Some(total), false) => format!("{total} tokens ({})", parts.join(", ")),
        }
    }
}

impl TaskFacts {
    /// Status, duration, tokens and the number of calls in one line.
    pub(crate) fn summary(&self) -> String {
        self.words(self.took())
    }

    /// The same, with that duration.
    pub(crate) fn words(&self, took: Option<f64>) -> String {
        let mut parts = vec![match self.status.as_str() {
            "" => "no status".to_owned(),
            status => status.to_owned(),
        }];
        parts.extend(took.map(duration));
        parts.push(self.tokens.words());
        if !self.calls.is_empty() {
            parts.push(plural(self.calls.len() as u64, "tool call"));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

struct Outline<'a> {
    run: &'a Run,
    by_call: HashMap<(usize, &'a str), usize>,
    shown: Vec<bool>,
    length: Length,
    lines: Vec<Line>,
}

impl Outline<'_> {
    fn line(&mut self, depth: usize, label: &str, text: &str) {
        let text = match self.length {
            Length::Brief => beginning(text),
            Length::Full => text.trim_end().to_owned(),
        };
        let label = label.to_owned();
        self.lines.push(Line { depth, label, text });
    }

    fn task(&mut self, at: usize, depth: usize) {
        if std::mem::replace(&mut self.shown[at], true) {
            // A call that comes twice shows its task once.
            return;
        }
        let facts = &self.run.tasks[at];
        self.line(depth, &facts.id, &facts.summary());
        let depth = depth + 1;
        let task = facts.last.as_deref().map(decode::from_str::<Task>);
        if let Some(Ok(task)) = &task {
            let whose = format!(
                "created {}, session {}, user {}",
                time::utc(task.created_at),
                task.session_id,
                task.user_id
            );
            self.line(depth, "task", &whose);
        }
        if let Some(error) = &facts.error {
            self.line(depth, "error", error);
        }
        for call in &facts.waits {
            self.line(depth, "waits for the answer to", call);
        }
        if let Some(asked) = &facts.asked {
            self.line(depth, "user", asked);
        }
        match task {
            Some(Ok(task)) => self.items(at, &task.output, depth),
            Some(Err(_)) => self.line(depth, "output", "cannot be read; see the findings"),
            None => {}
        }
    }

    fn items(&mut self, at: usize, output: &[OutputItem], depth: usize) {
        for item in output {
            match item {
                OutputItem::Message(message) => {
                    let role = message.role.as_str();
                    let label = match &message.name {
                        Some(name) => format!("{role} ({name})"),
                        None => role.to_owned(),
                    };
                    let text = message.body().map_or(String::new(), content);
                    self.line(depth, &label, &text);
                }
                OutputItem::Reasoning(item) => self.line(depth, "reasoning", &reasoning(item)),
                OutputItem::ToolCall(call) => self.call(at, call, depth),
                OutputItem::ToolResult(result) => self.result(at, result, depth),
                OutputItem::Unknown(item) => {
                    self.line(depth, item.tag(), item.object().as_str());
                }
                _ => self.line(depth, "item", "of an unknown type"),
            }
        }
    }

    fn call(&mut self, at: usize, call: &ToolCallItem, depth: usize) {
        let run = self.run;
        let sub = self.by_call.get(&(at, call.call_id.as_str())).copied();
        let took = sub.and_then(|sub| run.tasks[sub].took());
        let measured = run.tasks[at].call(&call.call_id).and_then(|call| call.took);
        let label = match took.or(measured) {
            Some(took) => format!("{} [{}]", call.name, duration(took)),
            None => call.name.clone(),
        };
        self.line(depth, &label, &call.arguments);
        if let Some(sub) = sub.filter(|sub| run.tasks[*sub].agentic) {
            self.task(sub, depth + 1);
        }
    }

    fn result(&mut self, at: usize, result: &ToolResultItem, depth: usize) {
        let name = self.run.tasks[at].tool_of(&result.call_id);
        let label = format!("→ {}", name.unwrap_or(&result.call_id));
        self.line(depth, &label, &content(&result.message_content));
    }
}

fn reasoning(item: &ReasoningItem) -> String {
    let full = item
        .content
        .iter()
        .flatten()
        .filter_map(ReasoningPart::text);
    let mut texts: Vec<_> = full.collect();
    if texts.is_empty() {
        texts.extend(item.summary.iter().filter_map(ReasoningPart::text));
    }
    texts.join("\n")
}

/// The words of a body, and what else is in it by name.
fn content(content: &MessageContent) -> String {
    let MessageContent::Parts(parts) = content else {
        return content.text();
    };
    parts.iter().map(part_text).collect::<Vec<_>>().join("\n")
}

/// The words of a part, or what it is.
pub(crate) fn part_text(part: &ContentPart) -> String {
    match part {
        ContentPart::Image(_) => "[image]".to_owned(),
        ContentPart::Audio(_) => "[audio]".to_owned(),
        ContentPart::File(file) => format!("[file {}]", file.file.filename),
        ContentPart::Unknown(other) => format!("[{}]", other.tag()),
        part => part.text().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_words() {
        for (millis, words) in [
            (0.4, "0 ms"),
            (999.0, "999 ms"),
            (999.7, "1.00 s"),
            (9_994.0, "9.99 s"),
            (12_340.0, "12.3 s"),
            (59_960.0, "1 min 0 s"),
            (3_599_600.0, "1 h 0 min"),
            (-20.0, "-20 ms"),
        ] {
            assert_eq!(duration(millis), words);
        }
    }

    #[test]
    fn what_was_thought_stands_for_its_summary() {
        let part = |text: &str| format!(r#"{{"type":"reasoning_text","text":"{text}"}}"#);
        let words = |content: &str, summary: &str| {
            let item = format!(
                r#"{{"type":"reasoning","id":"r","status":"completed","content":{content},"summary":{summary}}}"#
            );
            reasoning(&decode::from_str(&item).unwrap())
        };
        let two = format!("[{},{}]", part("a"), part("b"));
        let other = format!("[{}]", part("c"));
        assert_eq!(words(&two, &other), "a\nb");
        assert_eq!(words("[]", &other), "c");
        assert_eq!(words("null", "[]"), "");
    }
}
