//! Rules about one event; those about their order are in [`crate::validate::StreamCheck`].

use super::task::{ErrorKept, TaskKept};
use super::{Code, Context, Field, Rules, Span, UnionRules, View, base64, content, envelope, item};
use crate::event::*;
use crate::validate::mistake;
use crate::wire::{Text, Visit, kept_alone};
use crate::*;

/// What an envelope or a stream has to know of an event.
#[derive(Debug)]
pub(in crate::validate) struct EventKept {
    pub(in crate::validate) span: Span,
    /// The task that it carries.
    pub(in crate::validate) task: Option<TaskKept>,
    /// The error of the event that says that its task failed.
    failure: Option<ErrorKept>,
}

kept_alone!(EventKept, Option<EventKept>);

impl EventKept {
    fn at(span: Span) -> Self {
        EventKept {
            span,
            task: None,
            failure: None,
        }
    }
}

impl<'a> Rules<Context<'a>> for TaskEventResponse {
    type Kept = Option<EventKept>;

    fn check(response: View<'_, Self::Fields>, cx: &mut Context<'a>) -> Option<EventKept> {
        envelope::neither(cx, response.span, &response.result, &response.error);
        if let (Some(event), Some((span, error))) = (response.result.value(), response.error.get())
        {
            envelope::both(cx, span, event.failure, *error);
        }
        response.fields.result.into_value()
    }
}

impl<'a> UnionRules<Context<'a>> for TaskEvent {
    type Kept = EventKept;

    fn unknown(object: Span, cx: &mut Context<'a>) -> EventKept {
        if let Some(time) = cx.string_member(object, "timestamp") {
            timestamp(cx, time);
        }
        EventKept::at(object)
    }
}

/// Events without rules of their own.
macro_rules! plain {
    ($($event:ident)*) => {$(
        impl<'a> Rules<Context<'a>> for $event {
            type Kept = EventKept;

            fn check(event: View<'_, Self::Fields>, _: &mut Context<'a>) -> EventKept {
                EventKept::at(event.span)
            }
        }
    )*};
}

plain! {
    TaskToolsUpdatedEvent
    TaskContextCompressionCreatedEvent
    TaskContextCompressionInProgressEvent
    TaskContextCompressionCompletedEvent
    TaskOutputItemAddedEvent
    TaskOutputItemDoneEvent
    TaskContentPartAddedEvent
    TaskContentPartDoneEvent
    TaskReasoningSummaryPartAddedEvent
    TaskReasoningSummaryPartDoneEvent
    TaskReasoningSummaryTextDeltaEvent
    TaskReasoningSummaryTextDoneEvent
    TaskReasoningTextDeltaEvent
    TaskReasoningTextDoneEvent
    TaskToolCallArgumentsDeltaEvent
    TaskBlockDeltaEvent
    TaskBlockDoneEvent
    TaskAudioDoneEvent
    TaskImageDoneEvent
    TaskFileDoneEvent
    TaskRolloutEvent
}

/// Events with rules of their own.
macro_rules! events {
    ($($event:ident: |$object:ident, $cx:ident| $check:expr;)*) => {$(
        impl<'a> Rules<Context<'a>> for $event {
            type Kept = EventKept;

            fn check($object: View<'_, Self::Fields>, $cx: &mut Context<'a>) -> EventKept {
                $check;
                EventKept::at($object.span)
            }
        }
    )*};
}

events! {
    TaskQueuedEvent: |event, cx| time(cx, &event.timestamp);
    TaskWorkingEvent: |event, cx| time(cx, &event.timestamp);
    // Free-form in events: what looks like log probabilities or content is checked as that.
    TaskTextDeltaEvent: |event, cx| log_probabilities(cx, &event.logprobs);
    TaskTextDoneEvent: |event, cx| log_probabilities(cx, &event.logprobs);
    TaskToolResultDeltaEvent:
        |event, cx| content_parts(cx, &event.delta_message_content);
    TaskToolResultDoneEvent:
        |event, cx| content_parts(cx, &event.message_content);
    TaskToolCallArgumentsDoneEvent: |event, cx| item::arguments(cx, &event.arguments);
    TaskAudioDeltaEvent: |event, cx| content::bytes(cx, &event.delta, base64::piece);
    TaskImageDeltaEvent:
        |event, cx| content::bytes(cx, &event.partial_image_b64, base64::piece);
    TaskFileDeltaEvent: |event, cx| content::bytes(cx, &event.partial_file_b64, base64::piece);
    QueueItemReceivedEvent: |event, cx| any_time(cx, &event.timestamp);
    AgentStateChangedEvent: |event, cx| any_time(cx, &event.timestamp);
    BackgroundTaskSubmittedEvent: |event, cx| any_time(cx, &event.timestamp);
    BackgroundTaskProgressEvent: |event, cx| any_time(cx, &event.timestamp);
    BackgroundTaskCompletedEvent: |event, cx| any_time(cx, &event.timestamp);
    UserMessageReceivedEvent: |event, cx| any_time(cx, &event.timestamp);
    ToolCallCreatedEvent: |event, cx| any_time(cx, &event.timestamp);
    ToolResultReceivedEvent: |event, cx| any_time(cx, &event.timestamp);
    SubagentResultReceivedEvent: |event, cx| any_time(cx, &event.timestamp);
}

/// Events that carry a task, with the error that they have themselves.
macro_rules! snapshots {
    ($($event:ident: |$object:ident| $failure:expr;)*) => {$(
        impl<'a> Rules<Context<'a>> for $event {
            type Kept = EventKept;

            fn check($object: View<'_, Self::Fields>, cx: &mut Context<'a>) -> EventKept {
                time(cx, &$object.timestamp);
                if let Some(task) = $object.task.value() {
                    snapshot(cx, &$event::STATUS, $object.task_id.span(), task);
                }
                EventKept {
                    span: $object.span,
                    failure: $failure,
                    task: $object.fields.task.into_value(),
                }
            }
        }
    )*};
}

snapshots! {
    TaskCreatedEvent: |event| None;
    TaskInputRequiredEvent: |event| None;
    TaskPausedEvent: |event| None;
    TaskCompletedEvent: |event| None;
    TaskCanceledEvent: |event| None;
    TaskExpiredEvent: |event| None;
    TaskFailedEvent: |event| Some(event.error.value().copied().unwrap_or_default());
}

fn time(cx: &mut Context<'_>, time: &Field<Text>) {
    if let Some(span) = time.span() {
        timestamp(cx, span);
    }
}

fn any_time<'a>(cx: &mut Context<'a>, time: &Field<<EventTimestamp as Visit<Context<'a>>>::Kept>) {
    type Time<'a> = <EventTimestamp as Visit<Context<'a>>>::Kept;
    if let Some((span, Time::DateTime(_))) = time.get() {
        timestamp(cx, span);
    }
}

fn timestamp(cx: &mut Context<'_>, time: Span) {
    if !is_utc(cx.str(time)) {
        let message = "not an ISO 8601 date and time in UTC";
        cx.report(Code::TimestampFormat, time, message);
    }
}

fn content_parts(cx: &mut Context<'_>, list: &Field<()>) {
    cx.visit_free_form::<ContentPart>(list, |_, _| {});
}

fn log_probabilities(cx: &mut Context<'_>, list: &Field<()>) {
    cx.visit_free_form::<LogProb>(list, |cx, other| {
        null_logprob(cx, other);
        let top = cx.find(other, "top_logprobs");
        for top in top.map_or_else(Vec::new, |list| cx.elements(list)) {
            null_logprob(cx, top);
        }
    });
}

/// A null that is refused where the model has log probabilities is refused in events as well.
fn null_logprob(cx: &mut Context<'_>, one: Span) {
    if let Some(value) = cx.find(one, "logprob")
        && value.of(cx.text) == "null"
        && cx.find(one, "token").is_some()
    {
        cx.report(Code::WrongType, value, mistake::NULL_LOGPROB);
    }
}

/// The task that an event carries, against the event.
fn snapshot(cx: &mut Context<'_>, status: &TaskStatus, task_id: Option<Span>, task: &TaskKept) {
    if let (Some(event), Some(own)) = (task_id, task.id)
        && !cx.same(event, own)
    {
        let message = "`task` has a different id than `task_id` of the event";
        cx.report(Code::SnapshotTaskId, own, message);
    }
    if let (Some(snapshot), Some(span)) = (&task.status, task.status_span)
        && !may_carry(status, snapshot)
    {
        let message =
            format!("the event sets the status `{status}`, but its `task` is `{snapshot}`");
        cx.report(Code::SnapshotStatus, span, message);
    }
}

/// Whether an event that brings a status may carry a task in that one. A snapshot may lag behind its
/// event, and the first event may carry one from later on, because servers write it when they send
/// it. What no order of events explains is an end that differs from the event's.
fn may_carry(status: &TaskStatus, snapshot: &TaskStatus) -> bool {
    !snapshot.is_known()
        || snapshot == status
        || *status == TaskStatus::Created
        || snapshot.leads_to(status)
}

/// Whether a time is written as `2026-11-23T20:53:34.763567+00:00` or the same with `Z`.
pub(crate) fn is_utc(time: &str) -> bool {
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
