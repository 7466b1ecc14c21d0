//! The rules of the API that a payload can break although its structure is right.
//!
//! They run over the decoded model, so each rule reads like its sentence; the places are found in
//! the text afterwards. A payload that does not decode is not judged by them.

pub(super) mod answer;
mod base64;
mod content;
mod envelope;
pub(super) mod event;
mod item;
pub(super) mod order;
mod request;
mod task;

use super::path::Path;
use super::{Asked, Code, Finding, Level, PayloadKind, Settings, structure};
use crate::wire::{self, Wire};
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

/// Holds a payload that is readable as its kind against every rule. False if it cannot be read,
/// or has no rules: its structure is all that can be wrong then.
pub(super) fn check(sink: &mut Sink<'_>, kind: PayloadKind, text: &str, read: Read) -> bool {
    let root = Path::ROOT;
    match kind {
        PayloadKind::Response => {
            let Some(response) = read.value::<TaskResponse>(text) else {
                return false;
            };
            envelope::response(sink, &root, &response);
        }
        PayloadKind::ListPage => {
            let Some(page) = read.value::<TaskListPage>(text) else {
                return false;
            };
            envelope::list_page(sink, &root, &page);
        }
        PayloadKind::Task => {
            let Some(task) = read.value::<Task>(text) else {
                return false;
            };
            task::task(sink, &root, &task);
        }
        PayloadKind::Event => {
            let Some(response) = read.value::<TaskEventResponse>(text) else {
                return false;
            };
            event::response(sink, &root, &response);
        }
        PayloadKind::BareEvent => {
            let Some(event) = read.value::<TaskEvent>(text) else {
                return false;
            };
            event::event(sink, &root, &event);
        }
        PayloadKind::CreateParams => {
            let Some(params) = read.value::<TaskCreateParams>(text) else {
                return false;
            };
            request::create(sink, &root, &params);
        }
        PayloadKind::Request => {
            let Some(request) = read.value::<JsonrpcRequest>(text) else {
                return false;
            };
            request::request(sink, &root, &request);
        }
        _ => return false,
    }
    true
}

/// Which payloads are readable.
#[derive(Debug, Clone, Copy)]
pub(super) enum Read {
    /// All that the types of the model can hold.
    Any,
    /// Only those in which the model names everything, so that their structure has no findings.
    Named,
}

impl Read {
    fn value<T: Wire>(self, text: &str) -> Option<T> {
        match self {
            Read::Any => wire::read_all(text).ok(),
            Read::Named => wire::read_named(text),
        }
    }
}
