//! Tells payloads that break no rule from all others, while they are read.
//!
//! Most payloads are in order, and to find that out no value of the model needs to be made: the text
//! is passed, and its objects are held against the rules as they end. Only a payload that breaks a
//! rule, or has tags or values in it that the model does not know, is then read for its findings.
//! Where a rule is not certain to hold, it counts as broken here. The rules about a task as a whole
//! are different: servers break one of them in every task with tools, and what they find can be told
//! here as well.

use std::borrow::Cow;
use std::collections::HashSet;

use super::task::{Call, ItemOutline, Outline};
use super::{Finding, Path, PayloadKind, Settings, Sink, base64, content, event, item, task};
use crate::wire::{Mismatch, Pass, Passed, Place, Reader, Surprises, Visitor, passed_string};
use crate::*;

/// The unknown fields of a payload that is otherwise in order, and what there is to say about its
/// tasks as a whole. `None` says nothing.
pub(super) fn clean(
    settings: &Settings,
    kind: PayloadKind,
    text: &str,
) -> Option<(Surprises, Vec<Finding>)> {
    let mut reader = Reader::new(text);
    let mut clean = Clean {
        kind,
        sink: Sink::new(settings),
        found: Vec::new(),
        tasks: 0,
        scratch: String::new(),
        ranges: Vec::new(),
        numbers: Vec::new(),
        cited: Vec::new(),
        items: Vec::new(),
        task: None,
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
    Some((reader.surprises(), clean.found))
}

/// What is known of the objects that were passed, by their places in the text, for those around
/// them.
struct Clean<'a> {
    kind: PayloadKind,
    sink: Sink<'a>,
    /// What the rules about tasks as a whole found.
    found: Vec<Finding>,
    /// How many tasks there were.
    tasks: usize,
    scratch: String,
    /// The ranges that annotations cite, of the text around them.
    ranges: Vec<(i64, i64)>,
    /// The numbers of texts.
    numbers: Vec<(usize, i64)>,
    /// The numbers that messages cite.
    cited: Vec<i64>,
    items: Vec<Item>,
    /// The `id` and the status of the last task.
    task: Option<(Place, TaskStatus)>,
}

struct Item {
    kind: &'static str,
    start: usize,
    id: Option<Place>,
    call_id: Option<Place>,
    in_progress: bool,
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
                self.item(object)?;
            }
            MessageItem::NAME => self.message(object)?,
            ToolCallItem::NAME => self.call(object)?,
            ToolResultItem::NAME => self.item(object)?,
            Usage::NAME => {
                let calls = integer(object.get("tool_calls"))?;
                let details = object.get("tool_calls_details").map(members).transpose()?;
                task::usage(&mut self.sink, &Path::ROOT, calls, details);
            }
            Task::NAME => self.task(object)?,
            TaskResponse::NAME => self.response(object)?,
            TaskEventResponse::NAME | TaskListPage::NAME => envelope(object)?,
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

    fn item(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        self.items.push(Item {
            kind: object.name,
            start: object.start,
            id: object.place("id"),
            call_id: object.place("call_id"),
            in_progress: word(object.get("status"))? == Some("in_progress"),
        });
        Ok(())
    }

    fn message(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let old = || object.get("content");
        if let Some(body) = object.get("message_content").or_else(old) {
            let cites = memchr::memmem::find(body.as_bytes(), b"[^").is_some();
            if hides(body, cites) {
                return Err(Mismatch);
            }
            if cites {
                // Numbers that the text itself defines are not left out: few texts do that.
                let all = body.split("[^").skip(1);
                self.cited
                    .extend(all.filter_map(|rest| rest[..rest.find(']')?].parse::<i64>().ok()));
            }
        }
        self.item(object)
    }

    fn call(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let complete = matches!(word(object.get("status"))?, None | Some("completed"));
        let json = matches!(word(object.get("language"))?, None | Some("json"));
        if complete && json {
            self.string(object, "arguments", arguments)?;
        }
        self.item(object)
    }

    fn task(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        let place = |key| object.place(key).ok_or(Mismatch);
        let (id, status, output) = (place("id")?, place("status")?, place("output")?);
        let string = |place: Place| string(&object.text[place.start..place.end]);
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
            })
        };
        let in_output = |item: &&Item| (output.start..output.end).contains(&item.start);
        let items = self.items.iter().filter(in_output).map(outline);
        let pending = object.place("input_required").map(|call| {
            let call = self.items.iter().find(|item| item.start == call.start);
            string(call.and_then(|item| item.call_id).ok_or(Mismatch)?)
        });
        let mut pending_ids = Vec::new();
        if let Some(ids) = object.get("input_required_call_ids") {
            let mut reader = Reader::new(ids);
            reader.elements(|reader| reader.string().map(|id| pending_ids.push(id)))?;
        }
        let outline = Outline {
            id: string(id)?,
            status: TaskStatus::from(&*string(status)?),
            created_at: integer(object.get("created_at"))?.ok_or(Mismatch)?,
            has_error: object.get("error").is_some(),
            items: items.collect::<Result<_, _>>()?,
            pending: pending.transpose()?,
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
        self.found.append(&mut self.sink.findings);
        self.tasks += 1;
        // Blocks have numbers as well, but are not looked into.
        if !self.cited.is_empty() {
            let numbers: HashSet<i64> = self.numbers.iter().map(|(_, number)| *number).collect();
            if !self.cited.iter().all(|cited| numbers.contains(cited)) {
                return Err(Mismatch);
            }
        }
        // Tasks do not nest, so what follows is of another one.
        self.items.clear();
        self.numbers.clear();
        self.cited.clear();
        self.task = Some((id, outline.status));
        Ok(())
    }

    fn response(&mut self, object: &Passed<'_>) -> Result<(), Mismatch> {
        envelope(object)?;
        let (id, _) = self.task.take().ok_or(Mismatch)?;
        let task = string(&object.text[id.start..id.end])?;
        match object.get("id") {
            Some(id) if id.starts_with('"') && string(id)? == task => Err(Mismatch),
            _ => Ok(()),
        }
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

/// An envelope around a result, and no error beside it.
fn envelope(object: &Passed<'_>) -> Result<(), Mismatch> {
    match (object.get("result"), object.get("error")) {
        (Some(_), None) => Ok(()),
        _ => Err(Mismatch),
    }
}

fn integer(number: Option<&str>) -> Result<Option<i64>, Mismatch> {
    number
        .map(|number| Reader::new(number).integer())
        .transpose()
}

/// A word of the API as it stands in the text. With escapes it may be any word.
fn word(text: Option<&str>) -> Result<Option<&str>, Mismatch> {
    match text {
        Some(text) if text.contains('\\') => Err(Mismatch),
        word => Ok(word.map(|word| word.trim_matches('"'))),
    }
}

fn string(text: &str) -> Result<Cow<'_, str>, Mismatch> {
    Reader::new(text).string()
}

/// How many members an object has.
fn members(object: &str) -> Result<usize, Mismatch> {
    let mut reader = Reader::new(object);
    reader.open_object()?;
    let (mut first, mut count) = (true, 0);
    while reader.member(&mut first)?.is_some() {
        reader.skip()?;
        count += 1;
    }
    Ok(count)
}

/// Whether a text in JSON spells characters of a citation with escapes: brackets and carets, and
/// where there are citations also digits and signs.
fn hides(text: &str, cites: bool) -> bool {
    let escapes = memchr::memmem::find_iter(text.as_bytes(), br"\u00");
    let mut rows = escapes.filter_map(|at| text.as_bytes().get(at + 4).copied());
    rows.any(|row| row == b'5' || cites && matches!(row, b'2' | b'3'))
}

/// Whether the list of bytes at a place is empty or spells the token. One that is not written plainly
/// is taken for another.
fn spells(token: &str, text: &[u8], list: Place) -> bool {
    if list.end == list.start + 2 {
        return true;
    }
    let after_space = |mut at: usize| {
        while text.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    };
    let mut at = list.start + 1;
    for byte in token.bytes() {
        at = after_space(at);
        let decimal = &DECIMALS[usize::from(byte)];
        let Some(four) = text.get(at..at + 4) else {
            return false;
        };
        let four = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        if four & decimal.mask != decimal.digits {
            return false;
        }
        at = after_space(at + decimal.length);
        match text.get(at) {
            Some(b',') => at += 1,
            Some(b']') => {}
            _ => return false,
        }
    }
    at + 1 == list.end
}

/// A byte in decimal digits.
#[derive(Clone, Copy)]
struct Decimal {
    /// The digits, the first one lowest.
    digits: u32,
    /// The bits that they have.
    mask: u32,
    length: usize,
}

const DECIMALS: [Decimal; 256] = {
    const NONE: Decimal = Decimal {
        digits: 0,
        mask: 0,
        length: 0,
    };
    let mut table = [NONE; 256];
    let mut byte = 0;
    while byte < 256 {
        let all = [byte as u32 / 100, byte as u32 / 10 % 10, byte as u32 % 10];
        let mut at = (byte < 100) as usize + (byte < 10) as usize;
        let decimal = &mut table[byte];
        while at < 3 {
            let shift = 8 * decimal.length;
            decimal.digits |= (b'0' as u32 + all[at]) << shift;
            decimal.mask |= 0xFF << shift;
            decimal.length += 1;
            at += 1;
        }
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests;
