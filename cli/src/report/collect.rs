//! Brings the records of a capture into the order of the page: task by task.

use std::collections::HashMap;

use agentlin_types::stream::TaskFold;
use agentlin_types::validate::Level;
use agentlin_types::{
    MessageContent, OutputItem, Task, TaskCreateParams, TaskEvent, TaskEventResponse,
};
use serde_json::Value;

use crate::check::Checked;
use crate::finding::Finding;
use crate::output::plural;
use crate::payload::Payload;

/// Everything that the page shows.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    pub(super) files: Vec<String>,
    pub(super) records: u64,
    pub(super) findings: Vec<Noted>,
    pub(super) tasks: Vec<TaskView>,
    by_id: HashMap<String, usize>,
    stream: Option<Stream>,
    /// What the user said to begin the task that comes next.
    asked: Option<MessageContent>,
}

/// A finding with its file, and the task that it is about.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) file: String,
    pub(super) finding: Finding,
    pub(super) task: Option<usize>,
}

/// One task of the capture.
#[derive(Debug)]
pub(super) struct TaskView {
    pub(super) id: String,
    /// Where it was seen.
    pub(super) places: Vec<String>,
    /// Its last state.
    pub(super) task: Option<Task>,
    /// The events of its streams, with those of its tools and sub-agents.
    pub(super) events: Vec<EventView>,
    /// Findings about items, by the id of the item or `#` and its index.
    pub(super) item_findings: HashMap<String, Vec<usize>>,
    /// What the user said.
    pub(super) asked: Option<MessageContent>,
    /// Bodies about the task that the model cannot read, with their places.
    pub(super) unreadable: Vec<(String, String)>,
    /// Findings about anything else of the task in a body.
    pub(super) findings: Vec<usize>,
}

/// One event.
#[derive(Debug)]
pub(super) struct EventView {
    pub(super) tag: String,
    pub(super) task_id: String,
    pub(super) number: Option<i64>,
    pub(super) time: Option<String>,
    /// What it is about: an item, a status.
    pub(super) subject: String,
    pub(super) place: String,
    pub(super) findings: Vec<usize>,
}

/// The stream that is being read.
#[derive(Debug)]
struct Stream {
    fold: TaskFold,
    task: usize,
}

impl Collector {
    /// Begins the next file.
    pub(crate) fn open(&mut self, name: &str) {
        self.end_stream();
        self.asked = None;
        self.files.push(name.to_owned());
    }

    /// Takes a finding that belongs to no record.
    pub(crate) fn finding(&mut self, finding: Finding) {
        let task = self.stream.as_ref().map(|stream| stream.task);
        let index = self.note(finding, task);
        if let Some(task) = task {
            self.tasks[task].findings.push(index);
        }
    }

    /// Takes a record.
    pub(crate) fn record(&mut self, mut checked: Checked) {
        self.records += 1;
        let findings = std::mem::take(&mut checked.findings);
        let Some(record) = &checked.record else {
            for finding in findings {
                self.note(finding, None);
            }
            return;
        };
        let at = record.text.locate(0);
        let file = self.files.last().cloned().unwrap_or_default();
        let place = match &record.exchange {
            Some(exchange) => format!("{file}, {exchange}"),
            None => format!("{file}:{}", at.line),
        };
        if !record.event {
            self.end_stream();
        }
        match Payload::read(checked.kind, &record.text.content) {
            Payload::Tasks(tasks) if !tasks.is_empty() => self.tasks(tasks, &place, findings),
            Payload::Event(response) => self.event(*response, place, findings),
            Payload::Create(request) => self.request(*request, place, findings),
            Payload::Error(_) => {
                for finding in findings {
                    self.note(finding, None);
                }
            }
            Payload::Tasks(_) | Payload::Other => {
                let content = record.text.content.clone();
                self.other(content, record.event, place, findings);
            }
        }
    }

    fn note(&mut self, finding: Finding, task: Option<usize>) -> usize {
        let file = self.files.last().cloned().unwrap_or_default();
        self.findings.push(Noted {
            file,
            finding,
            task,
        });
        self.findings.len() - 1
    }

    fn view(&mut self, id: &str) -> usize {
        *self.by_id.entry(id.to_owned()).or_insert_with(|| {
            self.tasks.push(TaskView {
                id: id.to_owned(),
                places: Vec::new(),
                task: None,
                events: Vec::new(),
                asked: None,
                unreadable: Vec::new(),
                item_findings: HashMap::new(),
                findings: Vec::new(),
            });
            self.tasks.len() - 1
        })
    }

    /// Takes the tasks of a body and its findings, each to the task and item that it is about.
    fn tasks(&mut self, tasks: Vec<Task>, place: &str, findings: Vec<Finding>) {
        let views: Vec<_> = tasks.iter().map(|task| self.view(&task.id)).collect();
        for finding in findings {
            let page_index = finding
                .pointer
                .strip_prefix("/result/")
                .and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
            let at = page_index.unwrap_or(0).min(tasks.len() - 1);
            let item = item_key(&finding.pointer, &tasks[at].output);
            let index = self.note(finding, Some(views[at]));
            self.attach(views[at], item, index);
        }
        for (task, view) in tasks.into_iter().zip(views) {
            let view = &mut self.tasks[view];
            if let Some(asked) = self.asked.take() {
                view.asked = Some(asked);
            }
            view.places.push(place.to_owned());
            view.task = Some(task);
        }
    }

    /// Takes a request to create a task: what the user said begins the conversation.
    fn request(&mut self, request: TaskCreateParams, place: String, findings: Vec<Finding>) {
        let task = request.task_id.as_deref().map(|id| self.view(id));
        for finding in findings {
            let number = self.note(finding, task);
            if let Some(task) = task {
                self.tasks[task].findings.push(number);
            }
        }
        match task {
            Some(task) => {
                let view = &mut self.tasks[task];
                view.places.push(place);
                view.asked = Some(request.user_message_content);
            }
            // The server chooses the id: the answer comes next.
            None => self.asked = Some(request.user_message_content),
        }
    }

    /// Takes a record that the model cannot read, or that is about no task. As far as it can be
    /// told which task it means, it is shown there.
    fn other(&mut self, text: String, event: bool, place: String, findings: Vec<Finding>) {
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        let body = value.get("result").unwrap_or(&value);
        let name = |key| body.get(key).and_then(Value::as_str);
        let stream = self
            .stream
            .as_ref()
            .filter(|_| event)
            .map(|stream| stream.task);
        let id = name("task_id").or_else(|| name("id").filter(|_| body.get("output").is_some()));
        let task = match (stream, id) {
            (Some(task), _) => Some(task),
            (None, Some(id)) => Some(self.view(id)),
            (None, None) => None,
        };
        let unreadable = findings.iter().any(|f| f.level == Level::Error);
        let mut numbers = Vec::new();
        for finding in findings {
            let item = finding
                .pointer
                .split_once("/output/")
                .and_then(|(_, rest)| {
                    let index = rest.split('/').next()?.parse::<usize>().ok()?;
                    let item = body.get("output")?.get(index)?;
                    Some(item.get("id")?.as_str()?.to_owned())
                });
            let number = self.note(finding, task);
            match task {
                Some(task) if !event => self.attach(task, item, number),
                _ => numbers.push(number),
            }
        }
        let Some(task) = task else {
            return;
        };
        if event {
            let view = EventView {
                tag: name("type").unwrap_or("unreadable").to_owned(),
                task_id: name("task_id").unwrap_or(&self.tasks[task].id).to_owned(),
                number: body.get("sequence_number").and_then(Value::as_i64),
                time: name("timestamp").map(String::from),
                subject: String::new(),
                place,
                findings: numbers,
            };
            self.tasks[task].events.push(view);
        } else {
            let view = &mut self.tasks[task];
            view.places.push(place.clone());
            if unreadable {
                view.unreadable.push((place, text));
            }
        }
    }

    fn attach(&mut self, view: usize, item: Option<String>, finding: usize) {
        let view = &mut self.tasks[view];
        match item {
            Some(item) => view.item_findings.entry(item).or_default().push(finding),
            None => view.findings.push(finding),
        }
    }

    fn event(&mut self, response: TaskEventResponse, place: String, findings: Vec<Finding>) {
        let event = response.result.as_ref();
        let task_id = event.and_then(TaskEvent::task_id).unwrap_or_default();
        let task_id = task_id.into_owned();
        let task = match &self.stream {
            Some(stream) => stream.task,
            None => {
                let task = self.view(&task_id);
                self.tasks[task].places.push(place.clone());
                if let Some(asked) = self.asked.take() {
                    self.tasks[task].asked = Some(asked);
                }
                self.stream = Some(Stream {
                    fold: TaskFold::new(),
                    task,
                });
                task
            }
        };
        let findings = findings
            .into_iter()
            .map(|finding| self.note(finding, Some(task)))
            .collect();
        self.tasks[task].events.push(EventView {
            tag: event.and_then(TaskEvent::tag).unwrap_or("error").to_owned(),
            task_id,
            number: event.and_then(TaskEvent::sequence_number),
            time: event
                .and_then(TaskEvent::timestamp)
                .map(|time| time.to_string()),
            subject: match (event, &response.error) {
                (None, Some(error)) => error.to_string(),
                (None, None) => String::new(),
                (Some(event), _) => subject(event),
            },
            place,
            findings,
        });
        if let Some(stream) = &mut self.stream {
            stream.fold.push_response(response);
        }
    }

    /// Ends the stream that the last records belong to.
    pub(crate) fn end_stream(&mut self) {
        let Some(stream) = self.stream.take() else {
            return;
        };
        let view = &mut self.tasks[stream.task];
        if let Some(task) = stream.fold.into_task() {
            view.task = Some(task);
        }
    }

    /// How many errors, warnings and notes there are.
    pub(super) fn counts(&self) -> [usize; 3] {
        [Level::Error, Level::Warning, Level::Note].map(|level| {
            let same = self.findings.iter().filter(|n| n.finding.level == level);
            same.count()
        })
    }
}

/// The item that a pointer into a task is about.
fn item_key(pointer: &str, output: &[OutputItem]) -> Option<String> {
    let (_, rest) = pointer.split_once("/output/")?;
    let index = rest.split('/').next()?.parse::<usize>().ok()?;
    Some(key(output.get(index)?, index))
}

/// How an item is known: by its id, or else by its place.
pub(super) fn key(item: &OutputItem, index: usize) -> String {
    match item.id() {
        Some(id) => id.into_owned(),
        None => format!("#{index}"),
    }
}

/// What an event is about, in a few words.
fn subject(event: &TaskEvent) -> String {
    let item = match event {
        TaskEvent::OutputItemAdded(event) => &event.item,
        TaskEvent::OutputItemDone(event) => &event.item,
        TaskEvent::ToolsUpdated(event) => return plural(event.tools.len() as u64, "tool"),
        TaskEvent::Failed(event) => {
            return event.error.to_string();
        }
        _ => return String::new(),
    };
    let tag = item.tag().unwrap_or_default();
    match &**item {
        OutputItem::ToolCall(call) => format!("{tag} {}", call.name),
        OutputItem::ToolResult(result) => format!("{tag} for {}", result.call_id),
        OutputItem::Message(message) => format!("{tag} of {}", message.role),
        _ => tag.to_owned(),
    }
}
