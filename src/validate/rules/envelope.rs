//! Rules about envelopes.

use super::{Code, Path, Sink, task};
use crate::{
    ErrorCode, OutputItem, RequestId, RpcError, Task, TaskListPage, TaskResponse, TaskStatus,
};

pub(super) fn response(sink: &mut Sink<'_>, path: &Path<'_>, response: &TaskResponse) {
    let (result, error) = (response.result.as_ref(), response.error.as_ref());
    if result.is_none() && error.is_none() {
        neither(sink, path);
    }
    let Some(result) = result else { return };
    if response.id == Some(RequestId::String(result.id.clone())) {
        let message = "the id of the envelope is the id of the task";
        sink.add(Code::EnvelopeIdIsTaskId, &path.key("id"), message);
    }
    if let Some(error) = error {
        let failed = result.status == TaskStatus::Failed;
        // A failed task without an error of its own agrees with any.
        let own = failed.then(|| result.error.as_ref().unwrap_or(error));
        let nested = error.known_code() == Some(ErrorCode::TaskFailed) && is_nested(result);
        let own = own.or(nested.then_some(error));
        both(sink, &path.key("error"), own, error);
    }
    task::task(sink, &path.key("result"), result);
}

pub(super) fn list_page(sink: &mut Sink<'_>, path: &Path<'_>, page: &TaskListPage) {
    match (&page.result, &page.error) {
        (None, None) => neither(sink, path),
        (Some(_), Some(_)) => {
            let message = "a page of tasks and an error in one envelope";
            sink.add(Code::ResultErrorConflict, &path.key("error"), message);
        }
        _ => {}
    }
    let result = path.key("result");
    for (index, one) in page.result.iter().flatten().enumerate() {
        task::task(sink, &result.index(index), one);
    }
}

pub(super) fn neither(sink: &mut Sink<'_>, path: &Path<'_>) {
    let message = "the envelope has neither a result nor an error";
    sink.add(Code::NoResultOrError, path, message);
}

/// A result and an error at this path. Servers send what failed together with its error; any other
/// pair contradicts itself.
pub(super) fn both(
    sink: &mut Sink<'_>,
    path: &Path<'_>,
    failure: Option<&RpcError>,
    error: &RpcError,
) {
    match failure {
        Some(own) if own.code == error.code => {
            let message = "the envelope has an error and a result as well";
            sink.add(Code::ResultWithError, path, message);
        }
        Some(_) => {
            let message = "the result failed with another error than the envelope names";
            sink.add(Code::ResultErrorConflict, path, message);
        }
        None => {
            let message = "the envelope has an error and a result that has not failed";
            sink.add(Code::ResultErrorConflict, path, message);
        }
    }
}

/// Whether the task looks like that of a tool call or sub-agent, which has the `call_id` as its
/// id. When a later step fails, the published server answers with the error of the main task and
/// the last nested task in place of it.
fn is_nested(task: &Task) -> bool {
    let prefixes = ["call_", "call-", "toolu_", "chatcmpl-tool-"];
    let own = |item: &OutputItem| match item {
        OutputItem::ToolResult(result) => result.call_id == task.id,
        _ => false,
    };
    prefixes.iter().any(|prefix| task.id.starts_with(prefix)) || task.output.iter().any(own)
}
