//! What is in a capture, counted.

use std::collections::{BTreeMap, HashSet};

use agentlin_types::{OutputItem, Task};
use serde::Serialize;
use serde_json::Value;

use crate::baseline::pattern;
use crate::capture::{Exchange, Format, Side};
use crate::check::Checked;
use crate::finding::CaptureFinding;
use crate::payload::Payload;
use crate::time;

type Histogram = BTreeMap<String, u64>;

/// What is in a capture.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Survey {
    pub(crate) files: Vec<SurveyedFile>,
    pub(crate) records: u64,
    /// The size of all payloads, and of the largest.
    pub(crate) bytes: u64,
    pub(crate) largest: u64,
    /// When the earliest and the latest thing happened.
    pub(crate) first: Option<String>,
    pub(crate) last: Option<String>,
    pub(crate) kinds: Histogram,
    pub(crate) endpoints: BTreeMap<String, EndpointUse>,
    /// Different items by type.
    pub(crate) item_types: Histogram,
    pub(crate) event_types: Histogram,
    /// Different calls by tool.
    pub(crate) tools: Histogram,
    pub(crate) error_codes: Histogram,
    /// Tags and enum values that are not known, with their places.
    pub(crate) unknown_tags: Histogram,
    /// Fields that are not known or not documented, with their places.
    pub(crate) unknown_fields: Histogram,
    pub(crate) findings: Histogram,
    #[serde(skip)]
    seen: HashSet<(&'static str, String)>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SurveyedFile {
    pub(crate) name: String,
    pub(crate) format: Option<String>,
    pub(crate) records: u64,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct EndpointUse {
    pub(crate) requests: u64,
    pub(crate) statuses: Histogram,
    #[serde(skip)]
    entries: HashSet<(usize, usize)>,
}

impl Survey {
    /// Begins the next file.
    pub(crate) fn open(&mut self, name: &str) {
        self.files.push(SurveyedFile {
            name: name.to_owned(),
            format: None,
            records: 0,
        });
    }

    /// Takes note of the format of the last file.
    pub(crate) fn format(&mut self, format: Format) {
        if let Some(file) = self.files.last_mut() {
            file.format = Some(format.to_string());
        }
    }

    /// Counts a finding that belongs to no record.
    pub(crate) fn finding(&mut self, finding: &CaptureFinding) {
        count(&mut self.findings, finding.code);
    }

    /// Counts one record of the last file.
    pub(crate) fn add(&mut self, checked: &Checked, payload: &Payload) {
        self.records += 1;
        if let Some(file) = self.files.last_mut() {
            file.records += 1;
        }
        let kind = checked.kind.map_or("unknown", |kind| kind.as_str());
        count(&mut self.kinds, kind);
        for finding in &checked.findings {
            count(&mut self.findings, finding.code);
        }
        let Some(record) = &checked.record else {
            return;
        };
        let text = &record.text.content;
        self.bytes += text.len() as u64;
        self.largest = self.largest.max(text.len() as u64);
        if let Some(exchange) = &record.exchange {
            self.exchange(exchange);
        }
        self.unknown(checked, text);
        match payload {
            Payload::Tasks(tasks) => {
                for task in tasks {
                    self.task(task);
                }
            }
            Payload::Event(response) => {
                let Some(event) = &response.result else {
                    count(&mut self.event_types, "(error without an event)");
                    return;
                };
                count(&mut self.event_types, event.tag().unwrap_or_default());
                if let Some(time) = event.timestamp() {
                    self.time(date_time(&time.to_string()));
                }
                if let Some(task) = event.task() {
                    self.task(task);
                }
                let task_id = event.task_id().unwrap_or_default().into_owned();
                match event {
                    agentlin_types::TaskEvent::OutputItemAdded(event) => {
                        self.item(&task_id, &event.item);
                    }
                    agentlin_types::TaskEvent::OutputItemDone(event) => {
                        self.item(&task_id, &event.item);
                    }
                    _ => {}
                }
            }
            Payload::Error(error) => count(&mut self.error_codes, &error.code.to_string()),
            Payload::Create(_) | Payload::Other => {}
        }
    }

    fn task(&mut self, task: &Task) {
        self.time(time::utc(task.created_at));
        if let Some(error) = &task.error
            && self.seen.insert(("error", task.id.clone()))
        {
            count(&mut self.error_codes, &error.code.to_string());
        }
        for item in &task.output {
            self.item(&task.id, item);
        }
    }

    /// An item counts once, however often it is sent.
    fn item(&mut self, task_id: &str, item: &OutputItem) {
        let new = match item.id() {
            Some(id) => self.seen.insert(("item", format!("{task_id} {id}"))),
            None => true,
        };
        if new {
            count(&mut self.item_types, item.tag().unwrap_or_default());
        }
        if let OutputItem::ToolCall(call) = item
            && self
                .seen
                .insert(("call", format!("{task_id} {}", call.call_id)))
        {
            count(&mut self.tools, &call.name);
        }
    }

    fn exchange(&mut self, exchange: &Exchange) {
        let name = format!("{} {}", exchange.method, exchange.endpoint.path);
        let endpoint = self.endpoints.entry(name).or_default();
        let entry = (self.files.len(), exchange.entry);
        if exchange.side == Side::Response && endpoint.entries.insert(entry) {
            endpoint.requests += 1;
            count(&mut endpoint.statuses, &exchange.status.to_string());
        }
        if let Some(started) = &exchange.started {
            self.time(date_time(started));
        }
    }

    /// Histogram what the checker does not know by name and place, without array indices.
    fn unknown(&mut self, checked: &Checked, text: &str) {
        let mut value = None;
        for finding in &checked.findings {
            let place = pattern(&finding.pointer);
            match finding.code {
                "unknown-field" | "undocumented-field" | "legacy-spelling" => {
                    count(&mut self.unknown_fields, &place);
                }
                "unknown-tag" | "unknown-value" => {
                    let value = value
                        .get_or_insert_with(|| serde_json::from_str::<Value>(text).ok())
                        .as_ref();
                    let name = value
                        .and_then(|value| value.pointer(&finding.pointer)?.as_str())
                        .unwrap_or("?");
                    count(&mut self.unknown_tags, &format!("{place} = {name}"));
                }
                _ => {}
            }
        }
    }

    fn time(&mut self, time: String) {
        if self.first.as_ref().is_none_or(|first| time < *first) {
            self.first = Some(time.clone());
        }
        if self.last.as_ref().is_none_or(|last| time > *last) {
            self.last = Some(time);
        }
    }
}

fn count(counts: &mut Histogram, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => {
            counts.insert(name.to_owned(), 1);
        }
    }
}

/// A date and time in UTC to the second, in the form of [`time::utc`]. What is not one, such as
/// the seconds of a message queue, is left as it is.
fn date_time(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(seconds) => time::utc(seconds as i64),
        Err(_) => match (text.get(..10), text.get(11..19)) {
            (Some(date), Some(time)) => format!("{date} {time} UTC"),
            _ => text.to_owned(),
        },
    }
}
