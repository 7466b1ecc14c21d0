//! The way through a value.

use super::{Rewrite, RewriteKind};
use crate::content::AudioFormat;
use crate::json::Writer;
use crate::response::{TaskAnswer, TaskListPage};
use crate::wire::JsonObject;
use crate::{
    Annotation, ContentPart, MessageContent, MessageItem, OutputItem, ReasoningPart, Task,
    TaskEvent, TaskEventResponse, TaskResponse, TaskStatus, TextContent, ToolCallItem,
    ToolResultItem, decode, legacy, pointer,
};

#[derive(Default)]
pub(super) struct Walk {
    /// The JSON Pointer of the value at hand.
    pointer: String,
    pub(super) rewrites: Vec<Rewrite>,
}

impl Walk {
    /// Goes on inside the value under a key.
    fn below(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, key);
        walk(self);
        self.pointer.truncate(length);
    }

    fn each<T>(&mut self, key: &str, list: &mut [T], mut walk: impl FnMut(&mut Self, &mut T)) {
        self.below(key, |here| {
            let length = here.pointer.len();
            for (index, one) in list.iter_mut().enumerate() {
                pointer::push_index(&mut here.pointer, index);
                walk(here, one);
                here.pointer.truncate(length);
            }
        });
    }

    fn report(&mut self, kind: RewriteKind) {
        let pointer = self.pointer.clone();
        self.rewrites.push(Rewrite { pointer, kind });
    }

    /// The value of a field that servers have in place of a documented one, or beside it.
    fn moved<T>(
        &mut self,
        (from, old): (&'static str, &mut Option<T>),
        (to, new): (&'static str, &mut Option<T>),
    ) {
        let Some(value) = old.take() else { return };
        if new.is_some() {
            let (field, counterpart) = (from, to);
            return self.report(RewriteKind::Dropped { field, counterpart });
        }
        *new = Some(value);
        self.report(RewriteKind::Moved { from, to });
    }

    pub(super) fn response(&mut self, response: &mut TaskResponse) {
        if let Some(task) = &mut response.result {
            self.below("result", |here| here.task(task));
        }
    }

    pub(super) fn list_page(&mut self, page: &mut TaskListPage) {
        let tasks = page.result.as_deref_mut().unwrap_or_default();
        self.each("result", tasks, Self::task);
    }

    pub(super) fn answer(&mut self, answer: &mut TaskAnswer) {
        match answer {
            TaskAnswer::Envelope(response) => self.response(response),
            TaskAnswer::Task(task) => self.task(task),
            TaskAnswer::Error(_) => {}
        }
    }

    pub(super) fn event_response(&mut self, response: &mut TaskEventResponse) {
        if let Some(event) = &mut response.result {
            self.below("result", |here| here.event(event));
        }
    }

    pub(super) fn event(&mut self, event: &mut TaskEvent) {
        if let Some(task) = event.task_mut() {
            self.below("task", |here| here.task(task));
        }
        match event {
            TaskEvent::OutputItemAdded(event) => {
                self.below("item", |here| here.item(&mut event.item))
            }
            TaskEvent::OutputItemDone(event) => {
                self.below("item", |here| here.item(&mut event.item))
            }
            TaskEvent::ContentPartAdded(event) => {
                self.below("part", |here| here.part(&mut event.part))
            }
            TaskEvent::ContentPartDone(event) => {
                self.below("part", |here| here.part(&mut event.part))
            }
            _ => {}
        }
    }

    pub(super) fn task(&mut self, task: &mut Task) {
        if let Some((from, to)) = legacy::successor(task.status.as_str()) {
            task.status = TaskStatus::from_wire(to);
            self.below("status", |here| {
                here.report(RewriteKind::Renamed { from, to })
            });
        }
        self.each("output", &mut task.output, Self::item);
        self.pending(task);
        let old = task.extra.get("previous_response_id");
        if let Some(id) = old.and_then(|id| id.parse::<String>().ok()) {
            task.extra.remove("previous_response_id");
            self.moved(
                ("previous_response_id", &mut Some(id)),
                ("previous_task_id", &mut task.previous_task_id),
            );
        }
    }

    /// The documentation has one pending call, whole; servers send the ids of all. Several calls
    /// have no documented form.
    fn pending(&mut self, task: &mut Task) {
        let (from, to) = ("input_required_call_ids", "input_required");
        let Some([id]) = task.input_required_call_ids.as_deref() else {
            return;
        };
        let kind = match &task.input_required {
            Some(call) if call.call_id == *id => RewriteKind::Dropped {
                field: from,
                counterpart: to,
            },
            Some(_) => return,
            None => {
                let Some(call) = last_call(&task.output, id) else {
                    return;
                };
                task.input_required = Some(Box::new(call.clone()));
                RewriteKind::Moved { from, to }
            }
        };
        task.input_required_call_ids = None;
        self.report(kind);
    }

    pub(super) fn item(&mut self, item: &mut OutputItem) {
        if let OutputItem::Unknown(unknown) = item
            && let Some((from, to)) = legacy::successor(unknown.tag())
            && let Some(known) = retagged(unknown.object(), to)
        {
            *item = known;
            self.report(RewriteKind::Renamed { from, to });
        }
        match item {
            OutputItem::Reasoning(item) => {
                self.each("summary", &mut item.summary, Self::reasoning);
                let content = item.content.as_deref_mut().unwrap_or_default();
                self.each("content", content, Self::reasoning);
            }
            OutputItem::Message(item) => self.message(item),
            OutputItem::ToolResult(item) => self.result(item),
            OutputItem::ToolCall(_) | OutputItem::Unknown(_) => {}
        }
    }

    fn message(&mut self, item: &mut MessageItem) {
        self.moved(
            ("content", &mut item.content),
            ("message_content", &mut item.message_content),
        );
        if let Some(body) = &mut item.message_content {
            self.body("message_content", body);
        }
    }

    fn result(&mut self, item: &mut ToolResultItem) {
        if item.output.take().is_some() {
            let (field, counterpart) = ("output", "message_content");
            self.report(RewriteKind::Dropped { field, counterpart });
        }
        self.body("message_content", &mut item.message_content);
    }

    fn body(&mut self, key: &str, body: &mut MessageContent) {
        if let MessageContent::Parts(parts) = body {
            self.each(key, parts, Self::part);
        }
    }

    fn part(&mut self, part: &mut ContentPart) {
        if let ContentPart::Bare(text) = part {
            *part = TextContent::text(std::mem::take(text)).into();
            self.report(RewriteKind::Wrapped);
        }
        match part {
            ContentPart::Text(text) => self.text(text),
            ContentPart::Audio(audio) if audio.input_audio.format.is_none() => {
                audio.input_audio.format = Some(AudioFormat::Wav);
                let (field, value) = ("format", "wav");
                self.below("input_audio", |here| {
                    here.report(RewriteKind::Added { field, value })
                });
            }
            _ => {}
        }
    }

    fn reasoning(&mut self, part: &mut ReasoningPart) {
        if let ReasoningPart::Text(text) = part {
            self.text(text);
        }
    }

    fn text(&mut self, text: &mut TextContent) {
        let annotations = text.annotations.as_deref_mut().unwrap_or_default();
        self.each("annotations", annotations, |here, annotation| {
            let (url, id) = match annotation {
                Annotation::FileCitation(citation) => {
                    (&mut citation.file_url, &mut citation.file_id)
                }
                Annotation::ContainerFileCitation(citation) => {
                    (&mut citation.file_url, &mut citation.file_id)
                }
                _ => return,
            };
            here.moved(("file_url", url), ("file_id", id));
        });
    }
}

/// The call with an id: the last one, since servers repeat an item until it is final.
fn last_call<'a>(output: &'a [OutputItem], id: &str) -> Option<&'a ToolCallItem> {
    output.iter().rev().find_map(|item| match item {
        OutputItem::ToolCall(call) if call.call_id == id => Some(call),
        _ => None,
    })
}

/// The item that an object is under another tag, if its other fields fit.
fn retagged(object: &JsonObject, tag: &str) -> Option<OutputItem> {
    let mut writer = Writer::default();
    writer.open('{');
    for (key, value) in object.members() {
        writer.string(&key);
        writer.raw(":");
        match &*key {
            "type" => writer.string(tag),
            _ => writer.raw(value.as_str()),
        }
        writer.comma();
    }
    writer.close('}');
    let item = decode::from_str(&writer.finish()).ok()?;
    (!matches!(item, OutputItem::Unknown(_))).then_some(item)
}
