//! The rules of the API that a payload can break although its structure is right.
//!
//! They run over the decoded model, so each rule reads like its sentence; the places are found in
//! the text afterwards. A payload that does not decode is not judged by them, and one that is seen to
//! be in order need not be decoded ([`clean`]).

pub(super) mod answer;
mod base64;
mod clean;
mod content;
mod envelope;
pub(super) mod event;
mod item;
pub(super) mod order;
mod request;
mod task;

use super::path::Path;
use super::{Asked, Code, Finding, Level, PayloadKind, Settings, structure};
use crate::wire::{self, Mismatch, Surprises, Wire};
use crate::{
    JsonrpcRequest, Task, TaskCreateParams, TaskEvent, TaskEventResponse, TaskListPage,
    TaskResponse, decode,
};

/// Findings of rules, without their places in the text.
pub(super) struct Sink<'a> {
    settings: &'a Settings,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(settings: &'a Settings) -> Self {
        Sink {
            settings,
            findings: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, code: Code, path: &Path<'_>, message: impl Into<String>) {
        if self.settings.level(code) != Level::Allow {
            let found = structure::finding(self.settings, code, path.pointer(), message.into());
            self.findings.extend(found);
        }
    }
}

/// Holds the answer to a known request against the rules that need the request.
pub(super) fn check_answer(sink: &mut Sink<'_>, asked: &Asked, kind: PayloadKind, text: &str) {
    let root = Path::ROOT;
    if kind == PayloadKind::Response
        && let Ok(response) = decode::from_str::<TaskResponse>(text)
        && let Some(task) = &response.result
    {
        answer::task(sink, &root.key("result"), task, asked);
    }
}

/// Holds a payload against every rule, if it is readable as its kind.
pub(super) fn check(sink: &mut Sink<'_>, kind: PayloadKind, text: &str) -> Read {
    if let Some((surprises, found)) = clean::clean(sink.settings, kind, text) {
        let mut other = Sink::new(sink.settings);
        debug_assert_eq!(
            (decoded(&mut other, kind, text), &other.findings),
            (Read::Whole(surprises.clone()), &found),
            "both ways to read a payload find the same"
        );
        sink.findings.extend(found);
        return Read::Whole(surprises);
    }
    decoded(sink, kind, text)
}

/// The same by way of the model.
fn decoded(sink: &mut Sink<'_>, kind: PayloadKind, text: &str) -> Read {
    let root = Path::ROOT;
    match kind {
        PayloadKind::Response => read(text, |response: TaskResponse| {
            envelope::response(sink, &root, &response)
        }),
        PayloadKind::ListPage => read(text, |page: TaskListPage| {
            envelope::list_page(sink, &root, &page)
        }),
        PayloadKind::Task => read(text, |task: Task| task::task(sink, &root, &task)),
        PayloadKind::Event => read(text, |response: TaskEventResponse| {
            event::response(sink, &root, &response)
        }),
        PayloadKind::BareEvent => read(text, |event: TaskEvent| event::event(sink, &root, &event)),
        PayloadKind::CreateParams => read(text, |params: TaskCreateParams| {
            request::create(sink, &root, &params)
        }),
        PayloadKind::Request => read(text, |request: JsonrpcRequest| {
            request::request(sink, &root, &request)
        }),
        _ => Read::Unread,
    }
}

fn read<T: Wire>(text: &str, check: impl FnOnce(T)) -> Read {
    match wire::read_noting(text) {
        Ok((value, surprises)) => {
            check(value);
            Read::Whole(surprises)
        }
        Err(Mismatch) => Read::Unread,
    }
}

/// What became of a payload that was to be read for the rules.
#[derive(Debug, PartialEq)]
pub(super) enum Read {
    /// It is readable, and this in it the model does not name.
    Whole(Surprises),
    /// It is not readable, or has no rules: its structure is all that can be wrong.
    Unread,
}
