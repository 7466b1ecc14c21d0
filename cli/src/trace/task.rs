//! One task of a capture.

use std::collections::HashMap;

use agentlin_types::event::EventTimestamp;
use agentlin_types::{MessageContent, OutputItem, RpcError, Task, TaskEvent, TaskStatus, encode};
use serde::Serialize;

use crate::time;

/// What is known about a task, from every payload that mentions it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct TaskFacts {
    pub(crate) id: String,
    /// The task whose tool call it runs, by its number in the run.
    pub(crate) parent: Option<usize>,
    /// The tool whose call it runs.
    pub(crate) tool: Option<String>,
    /// The name of the agent.
    pub(crate) agent: Option<String>,
    pub(crate) status: String,
    /// Times are in milliseconds since the Unix epoch.
    pub(crate) created: Option<f64>,
    pub(crate) begun: Option<f64>,
    pub(crate) working: Option<f64>,
    pub(crate) ended: Option<f64>,
    pub(crate) tokens: Tokens,
    pub(crate) items: usize,
    pub(crate) events: usize,
    pub(crate) error: Option<String>,
    /// The calls that wait for the caller.
    pub(crate) waits: Vec<String>,
    /// The beginning of what the user asked.
    pub(crate) asked: Option<String>,
    /// All of it, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request: Option<String>,
    /// Its tool calls as they came.
    pub(crate) calls: Vec<ToolCall>,
    /// The task as it was seen last, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last: Option<String>,
    /// Messages, thinking or calls of its own: it is the task of an agent and not of a plain tool.
    pub(crate) agentic: bool,
    /// How many tasks are above it.
    #[serde(skip)]
    pub(super) depth: usize,
    #[serde(skip)]
    by_call: HashMap<String, usize>,
}

/// One tool call of a task.
#[derive(Debug, Serialize)]
pub(crate) struct ToolCall {
    pub(crate) id: String,
    pub(crate) name: String,
    /// How long it took in milliseconds, as the server says.
    pub(crate) took: Option<f64>,
    /// Whether it was answered.
    pub(crate) answered: bool,
}

#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(crate) struct Tokens {
    pub(crate) input: Option<i64>,
    pub(crate) cached: Option<i64>,
    pub(crate) output: Option<i64>,
    pub(crate) reasoning: Option<i64>,
    pub(crate) total: Option<i64>,
}

/// How much of what the user asked is shown in lists, in characters.
const BEGINNING: usize = 160;

impl TaskFacts {
    pub(crate) fn new(id: &str) -> Self {
        TaskFacts {
            id: id.to_owned(),
            ..TaskFacts::default()
        }
    }

    /// How long it took, in milliseconds.
    pub(crate) fn took(&self) -> Option<f64> {
        Some(self.ended? - self.begun?)
    }

    pub(crate) fn failed(&self) -> bool {
        matches!(self.status.as_str(), "failed" | "expired") || self.error.is_some()
    }

    /// Takes over what a whole task says.
    pub(crate) fn update(&mut self, task: &Task, keep: bool) {
        self.status = task.status.as_str().to_owned();
        self.created = Some(task.created_at as f64 * 1000.0);
        self.items = task.output.len();
        if let Some(usage) = &task.usage {
            let input = usage.input_tokens_details.as_ref();
            let output = usage.output_tokens_details.as_ref();
            self.tokens = Tokens {
                input: usage.input_tokens,
                cached: input.and_then(|details| details.cached_tokens),
                output: usage.output_tokens,
                reasoning: output.and_then(|details| details.reasoning_tokens),
                total: usage.total_tokens,
            };
        }
        self.error = task.error.as_ref().map(describe);
        self.waits = task
            .pending_calls()
            .iter()
            .map(|call| call.call_id.clone())
            .collect();
        for item in &task.output {
            self.item(item);
        }
        let details = task
            .usage
            .as_ref()
            .and_then(|u| u.tool_calls_details.as_ref());
        for (id, detail) in details.into_iter().flat_map(|map| map.iter()) {
            let seconds = detail.time.filter(|seconds| *seconds > 0.0);
            if let (Some(&at), Some(seconds)) = (self.by_call.get(id), seconds) {
                self.calls[at].took = Some(seconds * 1000.0);
            }
        }
        if keep {
            self.last = encode::to_string(task).ok();
        }
    }

    /// Takes over what an event says beside its snapshot.
    pub(crate) fn event(&mut self, event: &TaskEvent) {
        self.events += 1;
        let time = event.timestamp().as_ref().and_then(millis);
        if let Some(time) = time {
            self.begun.get_or_insert(time);
            self.ended = Some(self.ended.map_or(time, |ended| ended.max(time)));
        }
        if let Some(status) = event.status() {
            if status == TaskStatus::Working && self.working.is_none() {
                self.working = time;
            }
            self.status = status.as_str().to_owned();
        }
        match event {
            TaskEvent::OutputItemAdded(event) => self.item(&event.item),
            TaskEvent::OutputItemDone(event) => self.item(&event.item),
            TaskEvent::Failed(event) => self.error = Some(describe(&event.error)),
            _ => {}
        }
    }

    /// Takes over the error of an envelope.
    pub(crate) fn fail(&mut self, error: &RpcError) {
        self.error = Some(describe(error));
    }

    fn item(&mut self, item: &OutputItem) {
        match item {
            OutputItem::ToolCall(call) => {
                self.agentic = true;
                if !self.by_call.contains_key(&call.call_id) {
                    self.by_call.insert(call.call_id.clone(), self.calls.len());
                    self.calls.push(ToolCall {
                        id: call.call_id.clone(),
                        name: call.name.clone(),
                        took: None,
                        answered: false,
                    });
                }
            }
            OutputItem::ToolResult(result) => {
                if let Some(&at) = self.by_call.get(&result.call_id) {
                    self.calls[at].answered = true;
                }
            }
            OutputItem::Message(message) => {
                self.agentic = true;
                let name = message.name.as_ref().or(message.agent_id.as_ref());
                if self.agent.is_none() {
                    self.agent = name.cloned();
                }
            }
            OutputItem::Reasoning(_) => self.agentic = true,
            _ => {}
        }
    }

    /// One of its tool calls.
    pub(super) fn call(&self, call_id: &str) -> Option<&ToolCall> {
        self.by_call.get(call_id).map(|at| &self.calls[*at])
    }

    /// The name of a tool that it called.
    pub(crate) fn tool_of(&self, call_id: &str) -> Option<&str> {
        self.call(call_id).map(|call| call.name.as_str())
    }

    /// Takes over what the user asked.
    pub(super) fn asked(&mut self, asked: &MessageContent, keep: bool) {
        self.asked = Some(beginning(&asked.text()));
        self.request = keep.then(|| encode::to_string(asked).ok()).flatten();
    }
}

/// The beginning of a text on one line.
pub(super) fn beginning(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if let Some((end, _)) = words.char_indices().nth(BEGINNING) {
            words.truncate(end);
            words.push('…');
            break;
        }
    }
    words
}

/// Code and message of an error.
pub(super) fn describe(error: &RpcError) -> String {
    format!("{}: {}", error.code, beginning(&error.message))
}

/// In milliseconds since the Unix epoch.
pub(crate) fn millis(time: &EventTimestamp) -> Option<f64> {
    match time {
        EventTimestamp::DateTime(text) => time::millis(text),
        EventTimestamp::UnixSeconds(seconds) => Some(seconds * 1000.0),
        _ => None,
    }
}
