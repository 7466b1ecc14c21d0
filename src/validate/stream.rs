//! One event stream, record by record.

use std::collections::{HashMap, HashSet};

use super::rules::event::EventKept;
use super::rules::{Context, answer, order};
use super::tools::{Budget, Tools};
use super::{Code, Finding, PayloadKind, Report, RequestContext, Settings, structure};
use crate::json::{Mismatch, Reader, Span};
use crate::payload::detect;
use crate::stream::{FoldNotice, OutOfBand, TaskFold};
use crate::wire::{self, Visit};
use crate::{JsonObject, OutputItem, RequestId, TaskEvent, TaskEventResponse, TaskStatus, decode};

/// Checks the records of one stream in their order.
///
/// Every record is checked for itself and against those before it: the numbers of the events, the
/// life of each task, the items that events speak of, and the last snapshot against all that came
/// before. What only shows at the end comes from [`StreamCheck::finish`].
///
/// ```
/// use agentlin_types::validate::{Code, Settings, StreamCheck};
///
/// let mut stream = StreamCheck::new(Settings::default());
/// let report = stream.record(r#"{"jsonrpc":"2.0","id":"r","result":{"type":"task.working",
///     "task_id":"t","sequence_number":1,"timestamp":"2026-11-23T20:53:29Z"}}"#);
/// let codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
/// assert_eq!(codes, [Code::UnknownTask]);
/// assert_eq!(stream.finish()[0].code, Code::StreamUnfinished);
/// ```
#[derive(Debug)]
pub struct StreamCheck {
    settings: Settings,
    fold: Box<TaskFold>,
    /// The id that all envelopes have to have.
    id: Option<RequestId>,
    /// What is known of each task beside the fold, by its id.
    tasks: HashMap<String, Seen>,
    /// What the request says, if it is known.
    asked: Option<Box<RequestContext>>,
    /// What the checks of arguments may still cost.
    budget: Budget,
    /// Whether there was a record.
    begun: bool,
    /// The stream said that it ends with an error.
    failed: bool,
    /// A record could not be read at all, so the next event seems to come too early.
    lost: bool,
}

/// What events have said about one task.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The status that the last event about it set.
    pub(super) status: Option<TaskStatus>,
    /// Events are missing, so the fold need not be complete.
    pub(super) incomplete: bool,
    /// It was reported that no event introduced the task.
    pub(super) unknown: bool,
    /// The tools that the model of the task is offered.
    pub(super) tools: Tools,
    /// The ids of the items that are final.
    pub(super) done: HashSet<String>,
}

/// A record that can be read.
enum Record {
    Envelope(TaskEventResponse),
    Bare(TaskEvent),
}

impl StreamCheck {
    /// Begins before the first record.
    pub fn new(settings: Settings) -> Self {
        StreamCheck {
            settings,
            fold: Box::default(),
            id: None,
            tasks: HashMap::new(),
            asked: None,
            budget: Budget::default(),
            begun: false,
            failed: false,
            lost: false,
        }
    }

    /// The same for the stream that answers a request that is known.
    #[must_use]
    pub fn answering(mut self, asked: RequestContext) -> Self {
        self.asked = Some(Box::new(asked));
        self
    }

    /// Checks the next record: the text of one `data` field, usually an envelope around an event.
    pub fn record(&mut self, text: &str) -> Report {
        self.named(None, text)
    }

    /// The same for a record whose event has a name, the text of its `event` field. What is no event
    /// of the API ([`OutOfBand`]) gives a note and changes nothing.
    pub fn named(&mut self, event: Option<&str>, text: &str) -> Report {
        let detected = detect(text);
        let kind = match detected.map(|found| found.kind) {
            // An envelope with nothing but an error looks like any answer.
            Some(PayloadKind::Response) if Reader::new(text).has("result") == Ok(false) => {
                PayloadKind::Event
            }
            Some(kind @ (PayloadKind::Event | PayloadKind::BareEvent)) => kind,
            Some(kind) => {
                self.begun = true;
                return self.settings.validate_as(kind, text);
            }
            None => {
                if let Some(aside) = OutOfBand::of(event, text) {
                    return self.aside(aside, event, text);
                }
                self.begun = true;
                self.lost = true;
                return self.settings.validate(text);
            }
        };
        self.begun = true;
        let mut cx = Context::new(text, None);
        let mut reader = detected.map_or_else(|| Reader::new(text), |found| found.reader(text));
        let (record, event) = match kind {
            PayloadKind::BareEvent => {
                let event = TaskEvent::visit(&mut reader, &mut cx).map(Some);
                (wire::read_all(text).map(Record::Bare), event)
            }
            _ => {
                let event = TaskEventResponse::visit(&mut reader, &mut cx);
                (wire::read_all(text).map(Record::Envelope), event)
            }
        };
        let whole = event.is_ok() && reader.end().is_ok();
        match record {
            Ok(record) => self.readable(&mut cx, record, event.ok().flatten()),
            Err(Mismatch) => self.unreadable(kind, text),
        }
        structure::report(&self.settings, kind, cx, whole)
    }

    /// Whether the next record begins another stream, as in a file of several: finish this one and
    /// begin anew. See [`TaskFold::is_over_before`].
    pub fn is_over_before(&self, next: &str) -> bool {
        // Few events create a task, and only those are looked at.
        if !next.contains("task.created") {
            return false;
        }
        let response = match PayloadKind::detect(next) {
            Some(PayloadKind::BareEvent) => decode::from_str(next).map(|event| {
                let mut response = TaskEventResponse::new();
                response.result = Some(event);
                response
            }),
            _ => decode::from_str::<TaskEventResponse>(next),
        };
        response.is_ok_and(|response| self.fold.is_over_before(&response))
    }

    /// Notes what is no event of the API.
    fn aside(&mut self, aside: OutOfBand, event: Option<&str>, text: &str) -> Report {
        let name = event.map_or(String::new(), |name| format!("the event `{}`", plain(name)));
        let (code, message) = match aside {
            OutOfBand::KeepAlive if text.trim_ascii().is_empty() => {
                (Code::KeepAlive, "an event without data".into())
            }
            OutOfBand::KeepAlive => (Code::KeepAlive, "a ping".into()),
            OutOfBand::Done => (
                Code::DoneMarker,
                "`[DONE]` is not an event of the API".into(),
            ),
            OutOfBand::ForeignEvent => {
                (Code::ForeignEvent, format!("{name} is not part of the API"))
            }
            OutOfBand::Text => (Code::StreamText, "text instead of an event".into()),
            OutOfBand::Error => {
                self.begun = true;
                self.failed = true;
                (
                    Code::StreamError,
                    "the stream ends with an event `error`".into(),
                )
            }
        };
        let start = text.len() - text.trim_ascii_start().len();
        let span = Span::new(start, start + text.trim_ascii().len());
        let found = structure::finding(&self.settings, code, message);
        let found = found.map(|found| structure::place(found, String::new(), span));
        Report::new(structure::ordered(text, found.into_iter().collect()))
    }

    /// Counts an event that cannot be read, so that the next one does not seem to come too early.
    fn unreadable(&mut self, kind: PayloadKind, text: &str) {
        let number = || {
            let mut event = text.parse::<JsonObject>().ok()?;
            if kind == PayloadKind::Event {
                event = event.get("result")?.try_into().ok()?;
            }
            let task_id = event.get("task_id")?.parse::<String>().ok()?;
            let number = event.get("sequence_number")?.parse::<i64>().ok()?;
            Some((task_id, number))
        };
        let Some((task_id, number)) = number() else {
            self.lost = true;
            return;
        };
        let stand_in =
            format!(r#"{{"type":"?","task_id":{task_id:?},"sequence_number":{number}}}"#);
        if let Some(event) = stand_in.parse().ok().and_then(TaskEvent::unknown) {
            self.fold.push(event);
        }
        self.tasks.entry(task_id).or_default().incomplete = true;
    }

    /// An event that can be read, with what its own rules have kept of it.
    fn readable(&mut self, cx: &mut Context<'_>, record: Record, kept: Option<EventKept>) {
        let event = match record {
            Record::Bare(event) => event,
            Record::Envelope(mut response) => {
                self.envelope(cx, &response);
                match response.result.take() {
                    Some(event) => event,
                    None => {
                        self.error(cx, response);
                        return;
                    }
                }
            }
        };
        if let Some(kept) = kept {
            self.event(cx, &kept, event);
        }
    }

    /// An envelope without an event.
    fn error(&mut self, cx: &mut Context<'_>, response: TaskEventResponse) {
        let unfinished = self.fold.tasks().next().is_some() && !self.fold.is_done();
        if response.error.is_some() && unfinished {
            let message = "the stream ends with an error before its task does";
            cx.report(Code::StreamError, cx.member(cx.root(), "error"), message);
        }
        self.fold.push_response(response);
    }

    fn envelope(&mut self, cx: &mut Context<'_>, response: &TaskEventResponse) {
        let Some(id) = &response.id else { return };
        // JSON-RPC has errors whose request could not be read answer null.
        if *id == RequestId::Null && response.error.is_some() {
            return;
        }
        self.fold.answers(id);
        if *self.id.get_or_insert_with(|| id.clone()) != *id {
            let message = "envelope `id` differs from earlier envelopes";
            cx.report(Code::EnvelopeIdChanges, cx.member(cx.root(), "id"), message);
        }
    }

    fn event(&mut self, cx: &mut Context<'_>, kept: &EventKept, event: TaskEvent) {
        let Some(task_id) = event.task_id().map(String::from) else {
            self.fold.push(event);
            return;
        };
        let seen = self.tasks.entry(task_id.clone()).or_default();
        let status = event.status();
        let before = seen.status.clone();
        let told = cx.found.len();
        // The event is checked against the task before it.
        if let Some(folded) = self.fold.folded(&task_id)
            && let Some(task) = folded.task()
        {
            order::item(cx, kept.span, &event, folded, seen);
            order::snapshot(cx, kept.span, &event, task, seen);
        }
        order::finish_item(&event, seen);
        match &event {
            TaskEvent::ToolsUpdated(event) => seen.tools = Tools::of(&event.tools),
            TaskEvent::OutputItemDone(event) => {
                if let OutputItem::ToolCall(call) = &*event.item {
                    let item = cx.member(kept.span, "item");
                    seen.tools.check(cx, item, call, &mut self.budget);
                }
            }
            _ => {}
        }
        let main = self.fold.task().is_none_or(|task| task.id == task_id);
        if let Some(asked) = self
            .asked
            .as_deref()
            .filter(|_| main && event.is_terminal())
            && let Some(task) = &kept.task
        {
            answer::task(cx, task, asked, &mut self.budget);
        }
        let notices = self.fold.push(event);
        let is_late = |one: &FoldNotice| {
            matches!(one, FoldNotice::Repeat { .. } | FoldNotice::AfterEnd { .. })
        };
        let late = notices.iter().any(is_late);
        if late {
            // That it is late explains whatever else does not fit.
            cx.found.truncate(told);
        }
        let unknown = notices
            .iter()
            .any(|one| matches!(one, FoldNotice::UnknownTask { .. }));
        for notice in &notices {
            let gap = matches!(notice, FoldNotice::Gap { .. });
            seen.incomplete |= gap;
            // The missing beginning is one defect, however many events follow.
            let explained = unknown && (gap || seen.unknown) || gap && self.lost;
            if !explained {
                order::notice(cx, kept.span, notice);
            }
        }
        self.lost = false;
        seen.unknown |= unknown;
        if let Some(status) = status.filter(|_| !late) {
            order::transition(cx, kept.span, before.as_ref(), &status);
            seen.status = Some(status);
        }
    }

    /// What is wrong with the stream as a whole. These findings have no place in a text.
    pub fn finish(self) -> Vec<Finding> {
        if !self.begun || self.failed || self.fold.is_done() {
            return Vec::new();
        }
        let message = "the stream ends before its task does".into();
        let found = structure::finding(&self.settings, Code::StreamUnfinished, message);
        found.into_iter().collect()
    }
}

/// The name of an event, as far as it is fit for a message.
fn plain(name: &str) -> String {
    let fit = |c: &char| c.is_ascii_alphanumeric() || "._-:/".contains(*c);
    name.chars().take(40).filter(fit).collect()
}
