//! Rules about envelopes.

use super::item::Call;
use super::task::{ErrorKept, TaskKept};
use super::{Code, Context, Field, Rules, Span, View, answer};
use crate::response::TaskListPage;
use crate::validate::tools::Budget;
use crate::wire::Visit;
use crate::{ErrorCode, RequestId, TaskResponse, TaskStatus};

impl<'a> Rules<Context<'a>> for TaskResponse {
    type Kept = ();

    fn check(response: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        neither(cx, response.span, &response.result, &response.error);
        let Some(task) = response.result.value() else {
            return;
        };
        type Id<'a> = <RequestId as Visit<Context<'a>>>::Kept;
        if let (Some((id, Id::String(_))), Some(task_id)) = (response.id.get(), task.id)
            && cx.same(id, task_id)
        {
            let message = "envelope `id` is the id of the task, not of the request";
            cx.report(Code::EnvelopeIdIsTaskId, id, message);
        }
        if let (Some((span, error)), Some(status)) = (response.error.get(), &task.status) {
            let nested = error.code == Some(ErrorCode::TaskFailed.code()) && is_nested(cx, task);
            let failure = match status {
                // A failed task without an error of its own agrees with any.
                TaskStatus::Failed => Some(task.error.unwrap_or(*error)),
                _ => nested.then_some(*error),
            };
            both(cx, span, failure, *error);
        }
        if let Some(asked) = cx.asked {
            answer::task(cx, task, asked, &mut Budget::default());
        }
    }
}

impl<'a> Rules<Context<'a>> for TaskListPage {
    type Kept = ();

    fn check(page: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        neither(cx, page.span, &page.result, &page.error);
        if page.result.value().is_some() {
            let message = "envelope has both an `error` and a page of tasks";
            cx.report_field(Code::ResultErrorConflict, &page.error, message);
        }
    }
}

pub(super) fn neither<R, E>(
    cx: &mut Context<'_>,
    envelope: Span,
    result: &Field<R>,
    error: &Field<E>,
) {
    if result.is_absent() && error.is_absent() {
        let message = "envelope has neither `result` nor `error`";
        cx.report(Code::NoResultOrError, envelope, message);
    }
}

/// A result and an error, which is there. Servers send what failed together with its error; any
/// other pair contradicts itself.
pub(super) fn both(cx: &mut Context<'_>, span: Span, failure: Option<ErrorKept>, error: ErrorKept) {
    match failure.map(|own| Some((own.code?, error.code?))) {
        Some(None) => {}
        Some(Some((own, other))) if own == other => {
            let message = "envelope has both `result` and `error`";
            cx.report(Code::ResultWithError, span, message);
        }
        Some(Some(_)) => {
            let message =
                "the `error` of the envelope differs from the error of the failed task in `result`";
            cx.report(Code::ResultErrorConflict, span, message);
        }
        None => {
            let message = "envelope has an `error`, but the task in `result` has not failed";
            cx.report(Code::ResultErrorConflict, span, message);
        }
    }
}

/// Whether the task looks like that of a tool call or sub-agent, which has the `call_id` as its
/// id. When a later step fails, the published server answers with the error of the main task and
/// the last nested task in place of it.
fn is_nested(cx: &mut Context<'_>, task: &TaskKept) -> bool {
    let prefixes = ["call_", "call-", "toolu_", "chatcmpl-tool-"];
    let Some(id) = task.id else { return false };
    let own = |item: &super::item::Item| match item.call {
        Call::Answered(Some(call_id)) => cx.same(call_id, id),
        _ => false,
    };
    let name = cx.string(id);
    prefixes.iter().any(|prefix| name.starts_with(prefix)) || task.items.iter().flatten().any(own)
}
