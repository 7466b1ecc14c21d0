//! The items of a task: messages, thinking, calls and their results.

use std::io::{self, Write};

use agentlin_types::{ContentPart, JsonObject, MessageContent, OutputItem, ToolCallItem};

use super::texts::{Part, Place, Text};
use super::{PLAIN, TOOL, Watcher};
use crate::terminal::FAINT;
use crate::trace::part_text;

impl<W: Write> Watcher<W> {
    /// An item that begins, or is final.
    pub(super) fn item(&mut self, id: &str, item: &OutputItem, done: bool) -> io::Result<()> {
        self.note_call(id, item);
        match item {
            OutputItem::ToolCall(call) => self.call(id, call, done),
            _ if !done => Ok(()),
            OutputItem::Message(message) => {
                let item = item.id().unwrap_or_default().into_owned();
                match message.body() {
                    Some(MessageContent::Parts(parts)) => {
                        for (index, part) in parts.iter().enumerate() {
                            let place = Place::of(item.clone(), Part::Message, index as i64);
                            self.done(id, place, &part_text(part))?;
                        }
                    }
                    Some(MessageContent::Text(text)) => {
                        self.done(id, Place::of(item.clone(), Part::Message, 0), text)?;
                    }
                    _ => {}
                }
                self.settle(&item);
                Ok(())
            }
            OutputItem::Reasoning(reasoning) => {
                let content = reasoning.content.iter().flatten();
                let lists = [
                    (Part::Summary, reasoning.summary.iter().collect::<Vec<_>>()),
                    (Part::Thinking, content.collect()),
                ];
                for (part, texts) in lists {
                    for (index, text) in texts.iter().enumerate() {
                        let place = Place::of(reasoning.id.clone(), part, index as i64);
                        self.done(id, place, text.text().unwrap_or_default())?;
                    }
                }
                self.settle(&reasoning.id);
                Ok(())
            }
            OutputItem::ToolResult(result) => {
                let text = match &result.message_content {
                    MessageContent::Parts(parts) => join(parts.iter().map(part_text)),
                    content => content.text(),
                };
                self.done(
                    id,
                    Place::of(result.call_id.clone(), Part::Result, 0),
                    &text,
                )
            }
            other => self.heading(id, FAINT, &format!("▸ {}", other.tag().unwrap_or("item"))),
        }
    }

    /// Remembers who made a call.
    fn note_call(&mut self, id: &str, item: &OutputItem) {
        let OutputItem::ToolCall(call) = item else {
            return;
        };
        if !self.callers.contains_key(&call.call_id) {
            self.callers.insert(call.call_id.clone(), id.to_owned());
        }
        if let Some(agent) = agent(call) {
            self.agents.insert(call.call_id.clone(), agent);
        }
    }

    /// A tool call: its name when it begins, its arguments when they are complete.
    fn call(&mut self, id: &str, call: &ToolCallItem, done: bool) -> io::Result<()> {
        let place = Place::of(call.call_id.clone(), Part::Call, 0);
        if self.open.as_ref() != Some(&place) {
            self.heading(id, TOOL, &format!("▸ {}", call.name))?;
            self.open = Some(place.clone());
        }
        if done && !call.arguments.is_empty() && !self.texts.contains_key(&place) {
            let depth = self.task(id).depth;
            self.screen.begin(depth + 1, PLAIN)?;
            self.screen.text(&arguments(call))?;
            self.close()?;
            self.texts.insert(place, Text::default());
        }
        Ok(())
    }
}

/// The agent that a call hands its task to.
fn agent(call: &ToolCallItem) -> Option<String> {
    let arguments = call.arguments.parse::<JsonObject>().ok()?;
    let names = ["agent", "name", "subagent", "subagent_type"];
    names
        .iter()
        .find_map(|name| arguments.get(name)?.parse().ok())
}

/// The words of free-form parts.
pub(super) fn words(parts: &[JsonObject]) -> String {
    let parts = parts.iter().map(|part| {
        let part = agentlin_types::decode::from_str::<ContentPart>(part.as_str());
        part.map_or_else(|_| "[unreadable]".to_owned(), |part| part_text(&part))
    });
    join(parts)
}

/// Texts below each other.
fn join(texts: impl Iterator<Item = String>) -> String {
    texts.fold(String::new(), |mut all, text| {
        if !all.is_empty() && !all.ends_with('\n') {
            all.push('\n');
        }
        all + &text
    })
}

/// The arguments of a call, one a line if they are an object.
fn arguments(call: &ToolCallItem) -> String {
    let Ok(object) = call.arguments.parse::<JsonObject>() else {
        return call.arguments.clone();
    };
    let members = object.members().into_iter().map(|(key, value)| {
        let value = value
            .parse::<String>()
            .unwrap_or_else(|_| value.as_str().to_owned());
        match value.contains('\n') {
            true => format!("{key}:\n{value}"),
            false => format!("{key}: {value}"),
        }
    });
    members.collect::<Vec<_>>().join("\n")
}
