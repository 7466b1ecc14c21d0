//! Tells payloads that break no rule from all others, while they are read.
//!
//! Most payloads are in order, and to find that out no value of the model needs to be made: the text
//! is passed, and its objects are held against the rules as they end. Only a payload that breaks a
//! rule, or has tags or values in it that the model does not know, is then read for its findings.
//! Where a rule is not certain to hold, it counts as broken here. The rules about a task as a whole
//! are different: servers break one of them in every task with tools, and what they find can be told
//! here as well.

mod references;
mod spelling;

use std::borrow::Cow;

use self::spelling::spells;
use super::task::{Call, ItemOutline, Outline};
use super::{Finding, Path, PayloadKind, Read, Settings, Sink};
use super::{base64, content, envelope, event, item, task};
use crate::wire::{Landmark, Mismatch, Pass, Passed, Place, Reader, Visitor, Wire, passed_string};
use crate::*;

/// What the model does not name of a payload that is otherwise in order, and what there is to say
/// about its tasks and its envelope as a whole. `None` says nothing.
pub(super) fn clean(
    settings: &Settings,
    kind: PayloadKind,
    text: &str,
) -> Option<(Read, Vec<Finding>)> {
    let mut reader = Reader::new(text);
    let mut clean = Clean {
        kind,
        sink: Sink::new(settings),
        found: Vec::new(),
        tasks: 0,
        details: 0,
        scratch: String::new(),
        ranges: Vec::new(),
        numbers: Vec::new(),
        cited: Vec::new(),
        items: Vec::new(),
        landmarks: Vec::new(),
        task: None,
        failed: None,
    };
    let passed = match kind {
        PayloadKind::Response => TaskResponse::pass(&mut reader, &mut clean),
        PayloadKind::ListPage => TaskListPage::pass(&mut reader, &mut clean),
        PayloadKind::Task => Task::pass(&mut reader, &mut clean),
        PayloadKind::Event => TaskEventResponse::pass(&mut reader, &mut clean),
        PayloadKind::BareEvent => TaskEvent::pass(&mut reader, &mut clean),
        _ => return None,
    };
    passed.and_then(|()| reader.end()).ok()?;
    Some((
        Read::Whole(reader.surprises(), clean.landmarks),
        clean.found,
    ))
}

/// What is known of the objects that were passed, by their places in the text, for those around
/// them.
struct Clean<'a> {
    kind: PayloadKind,
    sink: Sink<'a>,
    /// What the rules about tasks and envelopes as a whole found.
    found: Vec<Finding>,
    /// How many tasks there were.
    tasks: usize,
    /// How many details about tool calls there were, of those that are counted next.
    details: usize,
    scratch: String,
    /// The ranges that annotations cite, of the text around them.
    ranges: Vec<(i64, i64)>,
    /// The numbers of texts.
    numbers: Vec<(usize, i64)>,
    /// The numbers that messages cite.
    cited: Vec<i64>,
    items: Vec<Item>,
    /// The items of tasks that have unknown fields in them.
    landmarks: Vec<Landmark>,
    /// The `id` and the status of the last task.
    task: Option<(Place, TaskStatus)>,
    /// The last task or event, if that says that a task failed.
    failed: Option<Failed>,
}

/// What failed.
struct Failed {
    /// The error of it.
    error: Option<Place>,
}

struct Item {
    kind: &'static str,
    start: usize,
    id: Option<Place>,
    call_id: Option<Place>,
    status: Option<Place>,
    in_progress: bool,
    blocks: Option<Place>,
    citing: Option<Citing>,
}

/// A body that cites something.
#[derive(Clone, Copy)]
struct Citing {
    /// The key that it stands under.
    key: &'static str,
    place: Place,
}

impl Visitor for Clean<'_> {
    #[inline(always)]
    fn object(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        match object.name {
            TopLogProb::NAME | LogProb::NAME => self.token(object)?,
            FileCitation::NAME | FilePath::NAME => {
                let index = integer(object.get("index"))?.ok_or(Mismatch)?;
                content::file_index(&mut self.sink, &Path::ROOT, index);
            }
            UrlCitation::NAME | ContainerFileCitation::NAME => {
                let start = integer(object.get("start_index"))?.ok_or(Mismatch)?;
                let end = integer(object.get("end_index"))?.ok_or(Mismatch)?;
                self.ranges.push((start, end));
            }
            TextContent::NAME => self.text(object)?,
            ImageUrl::NAME => self.string(object, "url", data_url)?,
            InputAudio::NAME => self.string(object, "data", base64_bytes)?,
            File::NAME => self.string(object, "file_data", base64_bytes)?,
            ReasoningItem::NAME => {
                // The numbers in it are none that can be cited.
                let inside = self.numbers.partition_point(|(at, _)| *at < object.start);
                self.numbers.truncate(inside);
                self.item(object, None)?;
            }
            MessageItem::NAME => {
                let citing = self.citing(object)?;
                self.item(object, citing)?;
            }
            ToolCallItem::NAME => self.call(object)?,
            ToolResultItem::NAME => self.item(object, None)?,
            ToolCallDetail::NAME => self.details += 1,
            Usage::NAME => {
                let calls = integer(object.get("tool_calls"))?;
                let details = std::mem::take(&mut self.details);
                let details = object.get("tool_calls_details").map(|_| details);
                task::usage(&mut self.sink, &Path::ROOT, calls, details);
            }
            Task::NAME => self.task(object)?,
            TaskResponse::NAME => self.response(object)?,
            TaskEventResponse::NAME => self.envelope(object)?,
            TaskListPage::NAME if object.get("error").is_some() => return Err(Mismatch),
            TaskListPage::NAME => _ = object.get("result").ok_or(Mismatch)?,
            name if name.ends_with("Event") => self.event(object)?,
            _ => return Ok(()),
        }
        if self.sink.findings.is_empty() {
            Ok(())
        } else {
            Err(Mismatch)
        }
    }
}

impl Clean<'_> {
    fn token(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let place = |key| object.place(key).ok_or(Mismatch);
        let (token, logprob, bytes) = (place("token")?, place("logprob")?, place("bytes")?);
        // What is not positive need not be read.
        let logprob = match object.text.as_bytes()[logprob.start] {
            b'-' => 0.0,
            _ => Reader::new(&object.text[logprob.start..logprob.end]).float()?,
        };
        let token = passed_string(object.text, token, &mut self.scratch)?;
        let spelled = spells(token, object.text.as_bytes(), bytes);
        content::token(&mut self.sink, &Path::ROOT, token, logprob, spelled);
        Ok(())
    }

    fn text(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        if let Some(id) = integer(object.get("id"))? {
            content::reference_number(&mut self.sink, &Path::ROOT, id);
            self.numbers.push((object.start, id));
        }
        if !self.ranges.is_empty() {
            let text = object.place("text").ok_or(Mismatch)?;
            let text = passed_string(object.text, text, &mut self.scratch)?;
            for (start, end) in self.ranges.drain(..) {
                content::range(&mut self.sink, &Path::ROOT, start, end, text);
            }
        }
        Ok(())
    }

    /// Holds the string under a key against a rule.
    fn string(
        &mut self,
        object: &Passed<'_>,
        key: &str,
        rule: impl FnOnce(&mut Sink<'_>, &str),
    ) -> Result<(), Mismatch> {
        if let Some(place) = object.place(key) {
            let text = passed_string(object.text, place, &mut self.scratch)?;
            rule(&mut self.sink, text);
        }
        Ok(())
    }

    fn item(&mut self, object: &Passed<'_>, citing: Option<Citing>) -> Result<(), Mismatch> {
        self.items.push(Item {
            kind: object.name,
            start: object.start,
            id: object.place("id"),
            call_id: object.place("call_id"),
            status: object.place("status"),
            in_progress: word(object.get("status"))? == Some("in_progress"),
            blocks: object.place("block_list"),
            citing,
        });
        Ok(())
    }

    fn call(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let complete = matches!(word(object.get("status"))?, None | Some("completed"));
        let json = matches!(word(object.get("language"))?, None | Some("json"));
        if complete && json {
            self.string(object, "arguments", arguments)?;
        }
        self.item(object, None)
    }

    fn task(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let place = |key| object.place(key).ok_or(Mismatch);
        let (id, status, output) = (place("id")?, place("status")?, place("output")?);
        let string = |place: Place| string(&object.text[place.start..place.end]);
        let pending = object.place("input_required").map(|call| {
            let call = self.items.iter().find(|item| item.start == call.start);
            string(call.and_then(|item| item.call_id).ok_or(Mismatch)?)
        });
        let pending = pending.transpose()?;
        self.items
            .retain(|item| (output.start..output.end).contains(&item.start));
        let outline = |item: &Item| {
            let call_id = || string(item.call_id.ok_or(Mismatch)?);
            Ok(ItemOutline {
                id: item.id.map(string).transpose()?,
                call: match item.kind {
                    ToolCallItem::NAME => Call::Made(call_id()?),
                    ToolResultItem::NAME => Call::Answered(call_id()?),
                    _ => Call::None,
                },
                in_progress: item.in_progress,
                status_place: item.status,
            })
        };
        let mut pending_ids = Vec::new();
        if let Some(ids) = object.get("input_required_call_ids") {
            let mut reader = Reader::new(ids);
            reader.elements(|reader| reader.string().map(|id| pending_ids.push(id)))?;
        }
        let outline = Outline {
            id: string(id)?,
            status: TaskStatus::from(&*string(status)?),
            status_place: Some(status),
            created_at: integer(object.get("created_at"))?.ok_or(Mismatch)?,
            has_error: object.get("error").is_some(),
            items: self.items.iter().map(outline).collect::<Result<_, _>>()?,
            pending,
            pending_ids,
        };
        const RESULT: &Path<'_> = &Path::ROOT.key("result");
        let path = match self.kind {
            PayloadKind::Response => *RESULT,
            PayloadKind::ListPage => RESULT.index(self.tasks),
            PayloadKind::Event => RESULT.key("task"),
            PayloadKind::BareEvent => Path::ROOT.key("task"),
            _ => Path::ROOT,
        };
        task::whole(&mut self.sink, &path, &outline);
        let path = path.key("output");
        self.references(object, &path)?;
        self.found.append(&mut self.sink.findings);
        self.landmarks(object.unknown_fields, &path, output);
        self.failed = (outline.status == TaskStatus::Failed).then(|| Failed {
            error: object.place("error"),
        });
        self.task = Some((id, outline.status));
        // Tasks do not nest, so what follows is of another one.
        self.tasks += 1;
        self.items.clear();
        self.numbers.clear();
        self.cited.clear();
        Ok(())
    }

    /// Keeps the items of a task that hold unknown fields.
    fn landmarks(&mut self, unknown_fields: &[usize], path: &Path<'_>, output: Place) {
        if unknown_fields.is_empty() {
            return;
        }
        for (index, item) in self.items.iter().enumerate() {
            let end = self
                .items
                .get(index + 1)
                .map_or(output.end, |next| next.start);
            let first = unknown_fields.partition_point(|at| *at < item.start);
            if unknown_fields.get(first).is_some_and(|at| *at < end) {
                self.landmarks.push(Landmark {
                    pointer: path.index(index).pointer(),
                    range: item.start..end,
                });
            }
        }
    }

    fn response(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let (id, _) = self.task.take().ok_or(Mismatch)?;
        let task = string(&object.text[id.start..id.end])?;
        match object.get("id") {
            Some(id) if id.starts_with('"') && string(id)? == task => Err(Mismatch),
            _ => self.envelope(object),
        }
    }

    /// An envelope around a result, and an error beside it only if the result is what failed.
    fn envelope(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        object.get("result").ok_or(Mismatch)?;
        let Some(place) = object.place("error") else {
            return Ok(());
        };
        let error =
            |place: Place| RpcError::read(&mut Reader::new(&object.text[place.start..place.end]));
        let beside = error(place)?;
        let own = self
            .failed
            .take()
            .ok_or(Mismatch)?
            .error
            .map(error)
            .transpose()?;
        // The place of an object is its first byte.
        let brace = Place {
            end: place.start + 1,
            ..place
        };
        let path = Path::ROOT.key("error").at(Some(brace));
        envelope::both(
            &mut self.sink,
            &path,
            Some(own.as_ref().unwrap_or(&beside)),
            &beside,
        );
        self.found.append(&mut self.sink.findings);
        Ok(())
    }

    fn event(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        // A number is a time in seconds.
        if object
            .get("timestamp")
            .is_some_and(|time| time.starts_with('"'))
        {
            self.string(object, "timestamp", timestamp)?;
        }
        if object.get("task").is_some() {
            self.snapshot(object)?;
        }
        self.failed = (object.name == TaskFailedEvent::NAME).then(|| Failed {
            error: object.place("error"),
        });
        match object.name {
            TaskTextDeltaEvent::NAME | TaskTextDoneEvent::NAME => {
                self.list::<LogProb>(object.get("logprobs"))
            }
            TaskToolResultDeltaEvent::NAME => {
                self.list::<ContentPart>(object.get("delta_message_content"))
            }
            TaskToolResultDoneEvent::NAME => {
                self.list::<ContentPart>(object.get("message_content"))
            }
            TaskToolCallArgumentsDoneEvent::NAME => self.string(object, "arguments", arguments),
            TaskAudioDeltaEvent::NAME => self.string(object, "delta", base64_piece),
            TaskImageDeltaEvent::NAME => self.string(object, "partial_image_b64", base64_piece),
            TaskFileDeltaEvent::NAME => self.string(object, "partial_file_b64", base64_piece),
            _ => Ok(()),
        }
    }

    /// The snapshot that an event carries, against the event.
    fn snapshot(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let (id, snapshot) = self.task.take().ok_or(Mismatch)?;
        let status = match object.name {
            TaskCreatedEvent::NAME => TaskStatus::Created,
            TaskInputRequiredEvent::NAME => TaskStatus::InputRequired,
            TaskPausedEvent::NAME => TaskStatus::Paused,
            TaskCompletedEvent::NAME => TaskStatus::Completed,
            TaskCanceledEvent::NAME => TaskStatus::Canceled,
            TaskExpiredEvent::NAME => TaskStatus::Expired,
            TaskFailedEvent::NAME => TaskStatus::Failed,
            _ => return Err(Mismatch),
        };
        let id = &object.text[id.start..id.end];
        if object.get("task_id") == Some(id) && event::may_carry(&status, &snapshot) {
            Ok(())
        } else {
            Err(Mismatch)
        }
    }

    /// A free-form list of what has to be this here.
    fn list<T: Pass>(&mut self, list: Option<&str>) -> Result<(), Mismatch> {
        let mut reader = Reader::new(list.ok_or(Mismatch)?);
        reader.elements(|reader| T::pass(reader, self))
    }
}

fn timestamp(sink: &mut Sink<'_>, time: &str) {
    event::timestamp(sink, &Path::ROOT, time);
}

fn arguments(sink: &mut Sink<'_>, text: &str) {
    item::arguments(sink, &Path::ROOT, text);
}

fn base64_bytes(sink: &mut Sink<'_>, text: &str) {
    content::bytes(sink, &Path::ROOT, base64::bytes(text));
}

fn data_url(sink: &mut Sink<'_>, url: &str) {
    if base64::is_data_url(url) {
        content::bytes(sink, &Path::ROOT, base64::url(url));
    }
}

fn base64_piece(sink: &mut Sink<'_>, text: &str) {
    content::bytes(sink, &Path::ROOT, base64::piece(text));
}

fn integer(number: Option<&str>) -> Result<Option<i64>, Mismatch> {
    number
        .map(|number| Reader::new(number).integer())
        .transpose()
}

/// A word of the API as it stands in the text. With escapes it may be any word.
fn word(text: Option<&str>) -> Result<Option<&str>, Mismatch> {
    text.map(|text| plain(text).ok_or(Mismatch)).transpose()
}

fn string(text: &str) -> Result<Cow<'_, str>, Mismatch> {
    match plain(text) {
        Some(plain) => Ok(plain.into()),
        None => Reader::new(text).string(),
    }
}

/// What stands between the quotes of a string, if there are no escapes in it.
fn plain(text: &str) -> Option<&str> {
    let escapes = memchr::memchr(b'\\', text.as_bytes());
    escapes.is_none().then(|| &text[1..text.len() - 1])
}

#[cfg(test)]
mod tests;
