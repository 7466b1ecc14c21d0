//! Rules about one event; those about their order are in [`crate::validate::StreamCheck`].

use super::{Code, Path, Sink, base64, content, envelope, item, task};
use crate::validate::mistake;
use crate::wire::JsonObject;
use crate::{
    ContentPart, EventTimestamp, Json, LogProb, Task, TaskEvent, TaskEventResponse, TaskStatus,
    decode,
};

pub(in crate::validate) fn response(
    sink: &mut Sink<'_>,
    path: &Path<'_>,
    response: &TaskEventResponse,
) {
    match (&response.result, &response.error) {
        (None, None) => envelope::neither(sink, path),
        (Some(event), Some(error)) => {
            let failure = match event {
                TaskEvent::Failed(event) => Some(&*event.error),
                _ => None,
            };
            envelope::both(sink, &path.key("error"), failure, error);
        }
        _ => {}
    }
    if let Some(result) = &response.result {
        event(sink, &path.key("result"), result);
    }
}

pub(in crate::validate) fn event(sink: &mut Sink<'_>, path: &Path<'_>, event: &TaskEvent) {
    if let Some(EventTimestamp::DateTime(time)) = event.timestamp() {
        timestamp(sink, path, &time);
    }
    if let Some(snapshot) = event.task() {
        self::snapshot(sink, path, event, snapshot);
    }
    match event {
        TaskEvent::OutputItemAdded(event) => item::item(sink, &path.key("item"), &event.item),
        TaskEvent::OutputItemDone(event) => item::item(sink, &path.key("item"), &event.item),
        TaskEvent::ContentPartAdded(event) => content::part(sink, &path.key("part"), &event.part),
        TaskEvent::ContentPartDone(event) => content::part(sink, &path.key("part"), &event.part),
        TaskEvent::TextDelta(event) => logprobs(sink, &path.key("logprobs"), &event.logprobs),
        TaskEvent::TextDone(event) => logprobs(sink, &path.key("logprobs"), &event.logprobs),
        TaskEvent::ToolCallArgumentsDone(event) => {
            item::arguments(sink, path, &event.arguments);
        }
        TaskEvent::ToolResultDelta(event) => {
            parts(
                sink,
                &path.key("delta_message_content"),
                &event.delta_message_content,
            );
        }
        TaskEvent::ToolResultDone(event) => {
            parts(sink, &path.key("message_content"), &event.message_content);
        }
        TaskEvent::AudioDelta(event) => {
            content::bytes(sink, &path.key("delta"), base64::piece(&event.delta));
        }
        TaskEvent::ImageDelta(event) => {
            let checked = base64::piece(&event.partial_image_b64);
            content::bytes(sink, &path.key("partial_image_b64"), checked);
        }
        TaskEvent::FileDelta(event) => {
            let checked = base64::piece(&event.partial_file_b64);
            content::bytes(sink, &path.key("partial_file_b64"), checked);
        }
        _ => {}
    }
}

pub(super) fn timestamp(sink: &mut Sink<'_>, path: &Path<'_>, time: &str) {
    if !is_utc(time) {
        let message = "not a date and time in UTC as in ISO 8601";
        sink.add(Code::TimestampFormat, &path.key("timestamp"), message);
    }
}

/// The snapshot that an event carries, against the event.
fn snapshot(sink: &mut Sink<'_>, path: &Path<'_>, event: &TaskEvent, snapshot: &Task) {
    let path = path.key("task");
    if event.task_id().is_some_and(|id| id != snapshot.id) {
        let message = "the snapshot is of another task than the event";
        sink.add(Code::SnapshotTaskId, &path.key("id"), message);
    }
    if let Some(status) = event.status()
        && !may_carry(&status, &snapshot.status)
    {
        let message = format!(
            "an event that says {status} with a task that is {}",
            snapshot.status
        );
        sink.add(Code::SnapshotStatus, &path.key("status"), message);
    }
    task::task(sink, &path, snapshot);
}

/// Whether an event that brings a status may carry a task in that one. A snapshot may lag behind its
/// event, and the first event may carry one from later on, because servers write it when they send
/// it. What no order of events explains is an end that differs from the event's.
pub(super) fn may_carry(status: &TaskStatus, snapshot: &TaskStatus) -> bool {
    !snapshot.is_known()
        || snapshot == status
        || *status == TaskStatus::Created
        || snapshot.leads_to(status)
}

/// Free-form in events: what looks like log probabilities is held against their rules.
fn logprobs(sink: &mut Sink<'_>, path: &Path<'_>, list: &[Json]) {
    for (index, one) in list.iter().enumerate() {
        let path = path.index(index);
        match decode::from_str::<LogProb>(one.as_str()) {
            Ok(one) => content::logprob(sink, &path, &one),
            Err(_) => no_logprob(sink, &path, one),
        }
    }
}

/// A null that is refused where the model has log probabilities is refused in events as well.
fn no_logprob(sink: &mut Sink<'_>, path: &Path<'_>, one: &Json) {
    let null = |path: &Path<'_>, one: &JsonObject, sink: &mut Sink<'_>| {
        let is_null = one
            .get("logprob")
            .is_some_and(|value| value.as_str() == "null");
        if is_null && one.get("token").is_some() {
            sink.add(Code::WrongType, &path.key("logprob"), mistake::NULL_LOGPROB);
        }
    };
    let Ok(one) = JsonObject::try_from(one.clone()) else {
        return;
    };
    null(path, &one, sink);
    let top = one
        .get("top_logprobs")
        .and_then(|top| top.parse::<Vec<Json>>().ok());
    let path = path.key("top_logprobs");
    for (index, one) in top.into_iter().flatten().enumerate() {
        if let Ok(one) = JsonObject::try_from(one) {
            null(&path.index(index), &one, sink);
        }
    }
}

/// Free-form in events: what looks like content is held against its rules.
fn parts(sink: &mut Sink<'_>, path: &Path<'_>, list: &[JsonObject]) {
    for (index, one) in list.iter().enumerate() {
        if let Ok(part) = decode::from_str::<ContentPart>(one.as_str()) {
            content::part(sink, &path.index(index), &part);
        }
    }
}

/// Whether a time is written as `2026-11-23T20:53:34.763567+00:00` or the same with `Z`.
fn is_utc(time: &str) -> bool {
    let Some(local) = ["+00:00", "Z", "-00:00"]
        .iter()
        .find_map(|zone| time.strip_suffix(zone))
    else {
        return false;
    };
    let (seconds, fraction) = local.split_once('.').unwrap_or((local, "0"));
    let shape = b"0000-00-00T00:00:00";
    let fits = |(found, wanted): (u8, &u8)| match wanted {
        b'0' => found.is_ascii_digit(),
        wanted => found == *wanted,
    };
    let number = |range| seconds.get(range).and_then(|text: &str| text.parse().ok());
    seconds.len() == shape.len()
        && seconds.bytes().zip(shape).all(fits)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && number(5..7).is_some_and(|month: u8| (1..=12).contains(&month))
        && number(8..10).is_some_and(|day| (1..=31).contains(&day))
        && number(11..13).is_some_and(|hour| hour < 24)
        && number(14..16).is_some_and(|minute| minute < 60)
        && number(17..19).is_some_and(|second| second <= 60)
}
