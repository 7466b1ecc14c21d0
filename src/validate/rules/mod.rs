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

use super::locate::locate;
use super::path::Path;
use super::tools::Budget;
use super::{Asked, Code, Finding, Level, PayloadKind, Settings, structure};
use crate::wire::{self, Landmark, Mismatch, Surprises, Wire};
use crate::{
    JsonrpcRequest, Task, TaskCreateParams, TaskEvent, TaskEventResponse, TaskListPage,
    TaskResponse, decode,
};

/// Findings of rules. Few have a place in the text already.
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
            self.findings
                .extend(found.map(|finding| match path.place() {
                    Some(place) => finding.span(place.start..place.end),
                    None => finding,
                }));
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
        answer::task(
            sink,
            &root.key("result"),
            task,
            asked,
            &mut Budget::default(),
        );
    }
}

/// Holds a payload against every rule, if it is readable as its kind.
pub(super) fn check(sink: &mut Sink<'_>, kind: PayloadKind, text: &str) -> Read {
    let Some((read, found)) = clean::clean(sink.settings, kind, text) else {
        return decoded(sink, kind, text);
    };
    debug_assert!(
        same(sink.settings, kind, text, &read, &found),
        "both ways to read a payload find the same"
    );
    sink.findings.extend(found);
    read
}

/// Whether the model shows the same of a payload as its text, in the same places.
fn same(
    settings: &Settings,
    kind: PayloadKind,
    text: &str,
    read: &Read,
    found: &[Finding],
) -> bool {
    let mut sink = Sink::new(settings);
    let surprises = |read: &Read| match read {
        Read::Whole(surprises, _) => Some(surprises.clone()),
        Read::Unread => None,
    };
    let decoded = decoded(&mut sink, kind, text);
    let mut found = found.to_vec();
    locate(text, &mut found);
    locate(text, &mut sink.findings);
    (surprises(&decoded), sink.findings) == (surprises(read), found)
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
            Read::Whole(surprises, Vec::new())
        }
        Err(Mismatch) => Read::Unread,
    }
}

/// What became of a payload that was to be read for the rules.
#[derive(Debug)]
pub(super) enum Read {
    /// It is readable, and this in it the model does not name. What holds some of that may be known.
    Whole(Surprises, Vec<Landmark>),
    /// It is not readable, or has no rules: its structure is all that can be wrong.
    Unread,
}
