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

/// Holds a payload that is readable as its kind against every rule.
pub(super) fn check(sink: &mut Sink<'_>, kind: PayloadKind, text: &str) {
    let root = Path::ROOT;
    match kind {
        PayloadKind::Response => {
            if let Ok(response) = decode::from_str::<TaskResponse>(text) {
                envelope::response(sink, &root, &response);
            }
        }
        PayloadKind::ListPage => {
            if let Ok(page) = decode::from_str::<TaskListPage>(text) {
                envelope::list_page(sink, &root, &page);
            }
        }
        PayloadKind::Task => {
            if let Ok(task) = decode::from_str::<Task>(text) {
                task::task(sink, &root, &task);
            }
        }
        PayloadKind::Event => {
            if let Ok(response) = decode::from_str::<TaskEventResponse>(text) {
                event::response(sink, &root, &response);
            }
        }
        PayloadKind::BareEvent => {
            if let Ok(event) = decode::from_str::<TaskEvent>(text) {
                event::event(sink, &root, &event);
            }
        }
        PayloadKind::CreateParams => {
            if let Ok(params) = decode::from_str::<TaskCreateParams>(text) {
                request::create(sink, &root, &params);
            }
        }
        PayloadKind::Request => {
            if let Ok(request) = decode::from_str::<JsonrpcRequest>(text) {
                request::request(sink, &root, &request);
            }
        }
        // Their structure is all that can be wrong with the others.
        _ => {}
    }
}
