//! Collects what the records of a capture say, task by task.

mod calls;

use std::collections::{BTreeMap, HashMap, HashSet};

use agentlin_types::stream::TaskFold;
use agentlin_types::validate::PayloadKind;
use agentlin_types::{Task, TaskEvent, TaskEventResponse};
use serde_json::Value;
use serde_json::value::RawValue;

use super::mask;
use super::span;
use super::task::{beginning, describe, millis};
use super::{Aside, Call, Entry, Noted, Run, TaskFacts, Trace};
use crate::capture::Side;
use crate::check::Checked;
use crate::finding::CaptureFinding;
use crate::output::MANY;
use crate::payload::Payload;
use crate::survey::Survey;
use crate::time;

/// How deep tasks of sub-agents are shown below one another.
const DEEPEST: usize = 40;

/// Which payloads stay in memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Keep {
    #[default]
    Facts,
    /// The tasks as they were last.
    Tasks,
    /// Every record as well.
    Records,
}

impl Keep {
    fn tasks(self) -> bool {
        self != Keep::Facts
    }
}

/// Takes the steps of a check and makes a [`Trace`] of them.
#[derive(Default)]
pub(crate) struct Collector {
    keep: Keep,
    /// Hide the values of payloads before anything is read from them.
    mask: bool,
    trace: Trace,
    /// The run of each task that was asked for.
    by_id: HashMap<String, usize>,
    /// The run and task that made each tool call of the file.
    by_call: HashMap<String, (usize, usize)>,
    /// The tasks of each run, by id.
    tasks: Vec<HashMap<String, usize>>,
    /// The streams that are not over, by run.
    folds: BTreeMap<usize, TaskFold>,
    /// The tasks that came as a whole after their last event, by run and number.
    answered: HashSet<(usize, usize)>,
    /// The run of the stream that is being read.
    stream: Option<usize>,
    /// What was asked to begin the task that comes next.
    asked: Option<agentlin_types::MessageContent>,
    aside: BTreeMap<(usize, &'static str), u64>,
}

impl Collector {
    /// Collects facts, and keeps the payloads that are wanted.
    pub(crate) fn new(keep: Keep, mask: bool) -> Self {
        Collector {
            keep,
            mask,
            ..Collector::default()
        }
    }

    /// Begins the next file.
    pub(crate) fn open(&mut self, name: &str) {
        self.close();
        self.trace.files.push(name.to_owned());
    }

    /// Ends a file.
    pub(crate) fn close(&mut self) {
        self.end_stream();
        while let Some((run, fold)) = self.folds.pop_first() {
            self.fold(run, fold);
        }
        self.asked = None;
        self.by_call.clear();
    }

    /// Takes note of something that is left aside.
    pub(crate) fn aside(&mut self, reason: &'static str) {
        *self.aside.entry((self.file(), reason)).or_default() += 1;
    }

    /// Takes a finding that belongs to no record.
    pub(crate) fn finding(&mut self, finding: CaptureFinding) {
        let last = |run: usize| self.trace.runs[run].records.len().checked_sub(1);
        let record = self.stream.and_then(last);
        self.note(finding, self.stream, record);
    }

    /// Takes a record; what is in it is counted as well, if there is a survey.
    pub(crate) fn record(&mut self, checked: Checked, survey: Option<&mut Survey>) {
        self.trace.records += 1;
        let Some(record) = &checked.record else {
            if let Some(survey) = survey {
                survey.add(&checked, &Payload::Other);
            }
            for finding in checked.findings {
                self.note(finding, None, None);
            }
            return;
        };
        let masked = self.mask.then(|| mask::json(&record.text.content));
        let text = masked.as_deref().unwrap_or(&record.text.content);
        let payload = Payload::read(checked.kind, text);
        if let Some(survey) = survey {
            survey.add(&checked, &payload);
        }
        let event = matches!(
            checked.kind,
            Some(PayloadKind::Event | PayloadKind::BareEvent)
        );
        let mut entry = Entry {
            file: self.file(),
            place: match &record.exchange {
                Some(exchange) if record.event => format!("entry {}", exchange.entry),
                Some(exchange) if exchange.side == Side::Request => {
                    format!("entry {}, request", exchange.entry)
                }
                Some(exchange) => format!("entry {}, response", exchange.entry),
                None => format!("line {}", record.text.locate(0).line),
            },
            kind: checked.kind.map(|kind| kind.as_str()),
            task: None,
            tag: None,
            number: None,
            time: None,
            bytes: record.text.content.len(),
            findings: Vec::new(),
            text: (self.keep == Keep::Records).then(|| text.to_owned()),
        };
        let mut error = None;
        let run = match payload {
            Payload::Tasks(tasks) if !tasks.is_empty() => {
                error = tasks[0]
                    .error
                    .as_ref()
                    .filter(|_| tasks.len() == 1)
                    .map(describe);
                Some(self.bodies(&tasks))
            }
            Payload::Event(response) => Some(self.event(*response, record.event, &mut entry)),
            Payload::Create(request) => {
                let run = request.task_id.as_deref().map(|id| self.place(id).0);
                match run {
                    Some(run) => self.trace.runs[run].tasks[0]
                        .asked(&request.user_message_content, self.keep.tasks()),
                    None => self.asked = Some(request.user_message_content),
                }
                run
            }
            Payload::Error(found) => {
                error = Some(describe(&found));
                None
            }
            Payload::Tasks(_) | Payload::Other => {
                error = error_of(checked.kind, text);
                self.unread(checked.kind, text, record.event, &mut entry)
            }
        };
        if run.is_none() && record.exchange.is_none() && self.trace.others.len() >= MANY {
            self.aside("records about no task, more than are listed");
            for finding in checked.findings {
                self.trace.unlisted.add(finding.level, finding.more);
            }
            return;
        }
        let call = self.call_of(record, event || record.event);
        let list = match run {
            Some(run) => &mut self.trace.runs[run].records,
            None => &mut self.trace.others,
        };
        list.push(entry);
        let at = list.len() - 1;
        let failed = error.is_some();
        let event = event || record.event;
        self.count_call(call, record, event, checked.kind, (run, at), error);
        if failed && run.is_none() {
            // The task that the request asked for never came to be.
            self.asked = None;
        }
        for finding in checked.findings {
            self.note(finding, run, Some(at));
        }
    }

    /// Ends the stream that the last records belong to.
    pub(crate) fn end_stream(&mut self) {
        if let Some(run) = self.stream.take()
            && let Some(fold) = self.folds.remove(&run)
        {
            self.fold(run, fold);
        }
    }

    /// What was collected.
    pub(crate) fn finish(mut self) -> Trace {
        self.close();
        let mut trace = self.trace;
        for call in &trace.calls {
            let creates = call.method.as_deref() == Some("POST");
            if let (true, Some(run), Some(start), Some(took)) =
                (creates, call.run, call.start, call.took)
            {
                let task = &mut trace.runs[run].tasks[0];
                if task.took().is_none() {
                    task.begun = Some(start);
                    task.ended = Some(start + took);
                }
            }
        }
        for run in &mut trace.runs {
            run.spans = span::spans(run);
        }
        for ((file, reason), count) in self.aside {
            trace.aside.push(Aside {
                file,
                reason,
                count,
            });
        }
        trace
    }

    fn file(&self) -> usize {
        self.trace.files.len().saturating_sub(1)
    }

    fn note(&mut self, mut finding: CaptureFinding, run: Option<usize>, record: Option<usize>) {
        let number = self.trace.findings.len();
        if run.is_none() && record.is_none() && number >= MANY {
            self.trace.unlisted.add(finding.level, finding.more);
            self.aside("findings about no record, more than are listed");
            return;
        }
        if self.mask {
            finding.mask_call();
        }
        let mut noted = Noted::new(finding, self.file(), run, record);
        if self.mask {
            noted.message = mask::finding(noted.code);
            noted.pointer = mask::pointer(&noted.pointer);
        }
        if let Some(run) = run {
            self.trace.runs[run].counts.add(noted.level, noted.more);
        }
        let list = match run {
            Some(run) => &mut self.trace.runs[run].records,
            None => &mut self.trace.others,
        };
        if let Some(entry) = record.and_then(|record| list.get_mut(record)) {
            entry.findings.push(number);
        }
        if let Some(call) = self.trace.calls.last_mut()
            && record.is_some()
            && call.records.last() == record.map(|at| (run, at)).as_ref()
        {
            call.findings.add(noted.level, noted.more);
        }
        self.trace.findings.push(noted);
    }

    /// Where a task is: its run, and its number there. Tasks of tool calls are part of the run
    /// that made the call.
    fn place(&mut self, id: &str) -> (usize, usize) {
        if let Some(&run) = self.by_id.get(id) {
            return (run, 0);
        }
        if let Some(&(run, _)) = self.by_call.get(id) {
            return (run, self.task(run, id));
        }
        let run = self.trace.runs.len();
        self.trace.runs.push(Run {
            tasks: vec![TaskFacts::new(id)],
            ..Run::default()
        });
        self.tasks.push(HashMap::from([(id.to_owned(), 0)]));
        self.by_id.insert(id.to_owned(), run);
        if let Some(asked) = self.asked.take() {
            self.trace.runs[run].tasks[0].asked(&asked, self.keep.tasks());
        }
        (run, 0)
    }

    /// The number of a task in its run.
    fn task(&mut self, run: usize, id: &str) -> usize {
        if let Some(&at) = self.tasks[run].get(id) {
            return at;
        }
        let tasks = &mut self.trace.runs[run].tasks;
        let mut task = TaskFacts::new(id);
        let caller = self.by_call.get(id).filter(|(of, _)| *of == run);
        let caller = caller.map_or(0, |(_, at)| *at);
        task.tool = tasks[caller].tool_of(id).map(str::to_owned);
        // What is nested deeper than any agent does is shown beside the others.
        let parent = if tasks[caller].depth < DEEPEST {
            caller
        } else {
            0
        };
        task.parent = Some(parent);
        task.depth = tasks[parent].depth + 1;
        tasks.push(task);
        self.tasks[run].insert(id.to_owned(), tasks.len() - 1);
        tasks.len() - 1
    }

    /// Takes over a whole task.
    fn update(&mut self, run: usize, at: usize, task: &Task) {
        let keep = self.keep.tasks();
        let facts = &mut self.trace.runs[run].tasks[at];
        facts.update(task, keep);
        for call in &facts.calls {
            if self.by_call.get(&call.id) != Some(&(run, at)) {
                self.by_call.insert(call.id.clone(), (run, at));
            }
        }
    }

    /// Takes the tasks of a body; gives the run of the first.
    fn bodies(&mut self, tasks: &[Task]) -> usize {
        let mut first = None;
        for task in tasks {
            let (run, at) = self.place(&task.id);
            self.update(run, at, task);
            self.answered.insert((run, at));
            first.get_or_insert(run);
        }
        first.unwrap_or_default()
    }

    fn event(&mut self, response: TaskEventResponse, stream: bool, entry: &mut Entry) -> usize {
        let event = response.result.as_ref();
        let task_id = event.and_then(TaskEvent::task_id).map(|id| id.into_owned());
        let (run, at) = match (self.stream.filter(|_| stream), &task_id) {
            (Some(run), Some(id)) => (run, self.task(run, id)),
            (Some(run), None) => (run, 0),
            (None, id) => self.place(id.as_deref().unwrap_or_default()),
        };
        if stream {
            self.stream = Some(run);
        }
        self.answered.remove(&(run, at));
        let facts = &mut self.trace.runs[run].tasks[at];
        if let Some(event) = event {
            facts.event(event);
            entry.tag = event.tag().map(str::to_owned);
            entry.number = event.sequence_number();
            entry.time = event.timestamp().as_ref().and_then(millis);
            if let Some(call) = facts.calls.last()
                && self.by_call.get(&call.id) != Some(&(run, at))
            {
                self.by_call.insert(call.id.clone(), (run, at));
            }
        } else {
            facts.events += 1;
        }
        if let Some(error) = &response.error {
            facts.fail(error);
        }
        entry.task = Some(at);
        entry.tag.get_or_insert_with(|| "error".into());
        self.folds.entry(run).or_default().push_response(response);
        run
    }

    /// Takes over the tasks of a stream that is over.
    fn fold(&mut self, run: usize, fold: TaskFold) {
        for (id, task) in fold.tasks() {
            let at = self.task(run, id);
            if !self.answered.contains(&(run, at)) {
                self.update(run, at, task);
            }
        }
    }

    /// Takes a record that the model cannot read, or that is about no task. As far as it says
    /// which task it means, it is shown there.
    fn unread(
        &mut self,
        kind: Option<PayloadKind>,
        text: &str,
        stream: bool,
        entry: &mut Entry,
    ) -> Option<usize> {
        #[derive(serde::Deserialize)]
        struct Envelope<'a> {
            #[serde(borrow)]
            result: Option<&'a RawValue>,
        }
        let about_task = matches!(
            kind,
            Some(
                PayloadKind::Response
                    | PayloadKind::Task
                    | PayloadKind::Event
                    | PayloadKind::BareEvent
            )
        );
        let envelope: Option<Envelope<'_>> = serde_json::from_str(text).ok();
        let body = envelope
            .and_then(|envelope| envelope.result)
            .map_or(text, RawValue::get);
        let value: Value = serde_json::from_str(body).unwrap_or_default();
        let name = |key| value.get(key).and_then(Value::as_str);
        let event = stream || matches!(kind, Some(PayloadKind::Event | PayloadKind::BareEvent));
        let id = if event { name("task_id") } else { name("id") };
        if !event && !about_task {
            return None;
        }
        let (run, at) = match (self.stream.filter(|_| stream), id) {
            (Some(run), Some(id)) => (run, self.task(run, id)),
            (Some(run), None) => (run, 0),
            (None, Some(id)) => self.place(id),
            (None, None) => return None,
        };
        let keeps = self.keep.tasks();
        let facts = &mut self.trace.runs[run].tasks[at];
        if event {
            facts.events += 1;
            entry.task = Some(at);
            entry.tag = Some(name("type").unwrap_or("unreadable").to_owned());
            entry.number = value.get("sequence_number").and_then(Value::as_i64);
            entry.time = name("timestamp").and_then(time::millis);
        } else if facts.last.is_none() {
            facts.status = name("status").unwrap_or_default().to_owned();
            facts.items = value
                .get("output")
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            facts.last = keeps.then(|| body.to_owned());
        }
        Some(run)
    }
}

/// What a body of another kind says went wrong.
fn error_of(kind: Option<PayloadKind>, text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    let message = match kind {
        Some(PayloadKind::ServerError) => value.get("message")?,
        Some(PayloadKind::HttpError) => value.get("detail")?,
        _ => value.get("error")?.get("message")?,
    };
    Some(beginning(
        &message
            .as_str()
            .map_or_else(|| message.to_string(), str::to_owned),
    ))
}
