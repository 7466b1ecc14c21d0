//! What the commands that show payloads need from them.

use agentlin_types::response::TaskListPage;
use agentlin_types::validate::PayloadKind;
use agentlin_types::{
    RpcError, Task, TaskCreateParams, TaskEvent, TaskEventResponse, TaskResponse, decode,
};

/// A payload as the model has it.
#[derive(Debug)]
pub(crate) enum Payload {
    /// Tasks: the one of an envelope, or those of a page.
    Tasks(Vec<Task>),
    /// An event in its envelope.
    Event(Box<TaskEventResponse>),
    /// A request to create a task.
    Create(Box<TaskCreateParams>),
    /// An error without a task.
    Error(RpcError),
    /// Something that has neither, or that is not right.
    Other,
}

impl Payload {
    /// Reads a payload of a known kind.
    pub(crate) fn read(kind: Option<PayloadKind>, text: &str) -> Payload {
        let read = || -> Result<Payload, agentlin_types::DecodeError> {
            Ok(match kind {
                Some(PayloadKind::Response) => {
                    let response: TaskResponse = decode::from_str(text)?;
                    match (response.result, response.error) {
                        (Some(task), _) => Payload::Tasks(vec![task]),
                        (None, Some(error)) => Payload::Error(error),
                        (None, None) => Payload::Other,
                    }
                }
                Some(PayloadKind::ListPage) => {
                    let page: TaskListPage = decode::from_str(text)?;
                    Payload::Tasks(page.result.unwrap_or_default())
                }
                Some(PayloadKind::Task) => Payload::Tasks(vec![decode::from_str(text)?]),
                Some(PayloadKind::RpcError) => Payload::Error(decode::from_str(text)?),
                Some(PayloadKind::CreateParams) => {
                    Payload::Create(Box::new(decode::from_str(text)?))
                }
                Some(PayloadKind::Event) => Payload::Event(Box::new(decode::from_str(text)?)),
                Some(PayloadKind::BareEvent) => {
                    let event: TaskEvent = decode::from_str(text)?;
                    let mut response = TaskEventResponse::new();
                    response.result = Some(event);
                    Payload::Event(Box::new(response))
                }
                _ => Payload::Other,
            })
        };
        read().unwrap_or(Payload::Other)
    }
}
