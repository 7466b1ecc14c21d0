//! What a payload is.

use crate::wire::{Kind, Profile, Reader, Shape, Wire, string_enum};
use crate::{
    HttpErrorBody, RpcError, ServerErrorBody, Task, TaskEvent, TaskEventResponse, TaskListPage,
    TaskResponse,
};

string_enum! {
    /// What a payload is: which call it belongs to, told by its fields.
    pub closed enum PayloadKind {
        /// The envelope around one task: the answer to retrieve, create, delete and cancel.
        Response = "response",
        /// The envelope around one event: the content of one `data` line of a stream.
        Event = "event",
        /// An event without an envelope, as on a message queue.
        BareEvent = "bare-event",
        /// One page of tasks: the answer to list.
        ListPage = "list-page",
        /// A task without an envelope: the answer to cancel, pause and resume of newer servers.
        Task = "task",
        /// A JSON-RPC error without an envelope: newer servers answer a failed cancel with it.
        RpcError = "rpc-error",
        /// An HTTP error of the server's framework, server 0.0.27.
        ServerError = "server-error",
        /// An HTTP error of the server's framework, servers up to 0.0.26.
        HttpError = "http-error",
    }
}

impl PayloadKind {
    /// Every kind.
    pub const ALL: &'static [PayloadKind] = PayloadKind::VALUES;

    /// What payloads of this kind look like.
    pub fn shape(self) -> &'static Shape {
        match self {
            PayloadKind::Response => &TaskResponse::SHAPE,
            PayloadKind::Event => &TaskEventResponse::SHAPE,
            PayloadKind::BareEvent => &TaskEvent::SHAPE,
            PayloadKind::ListPage => &TaskListPage::SHAPE,
            PayloadKind::Task => &Task::SHAPE,
            PayloadKind::RpcError => &RpcError::SHAPE,
            PayloadKind::ServerError => &ServerErrorBody::SHAPE,
            PayloadKind::HttpError => &HttpErrorBody::SHAPE,
        }
    }

    /// The profile against which payloads of this kind can be held. The documentation does not
    /// describe what only servers have.
    pub(super) fn profile(self, profile: Profile) -> Profile {
        let documented = match self {
            PayloadKind::Response | PayloadKind::Task | PayloadKind::RpcError => true,
            PayloadKind::Event
            | PayloadKind::BareEvent
            | PayloadKind::ListPage
            | PayloadKind::ServerError
            | PayloadKind::HttpError => false,
        };
        if documented { profile } else { Profile::Wire }
    }

    /// Recognises a payload by the keys of its object and the JSON kinds of their values, in
    /// whatever order they stand; the contents need not be right. `None` when the text is not
    /// JSON up to the point where that is decided, or has no key that tells.
    ///
    /// ```
    /// use agentlin_types::validate::PayloadKind;
    ///
    /// assert_eq!(PayloadKind::detect(r#"{"id":1,"result":[]}"#), Some(PayloadKind::ListPage));
    /// assert_eq!(PayloadKind::detect(r#"{"hello":"world"}"#), None);
    /// ```
    pub fn detect(text: &str) -> Option<PayloadKind> {
        let mut reader = Reader::new(text);
        reader.open_object().ok()?;
        let mut likely = None;
        let mut first = true;
        while let Ok(Some(key)) = reader.member(&mut first) {
            let kind = reader.kind();
            let found = match (&*key, kind) {
                ("result", Some(Kind::Array)) => Some(PayloadKind::ListPage),
                ("result", Some(Kind::Object)) => Some(inside_result(reader.clone())),
                ("object" | "output", _) => Some(PayloadKind::Task),
                ("sequence_number" | "task_id", _) => Some(PayloadKind::BareEvent),
                ("type", Some(Kind::String)) if is_event_tag(reader.clone()) => {
                    Some(PayloadKind::BareEvent)
                }
                ("success", _) => Some(PayloadKind::ServerError),
                ("detail", _) => Some(PayloadKind::HttpError),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
            likely = likely.or(match &*key {
                "jsonrpc" | "result" | "error" => Some(PayloadKind::Response),
                "code" => Some(PayloadKind::RpcError),
                _ => None,
            });
            if reader.skip().is_err() {
                break;
            }
        }
        likely
    }
}

/// Whether the object behind `result` is a task or an event: the first key decides that only one
/// of them has.
fn inside_result(mut reader: Reader<'_>) -> PayloadKind {
    let mut first = true;
    if reader.open_object().is_ok() {
        while let Ok(Some(key)) = reader.member(&mut first) {
            match &*key {
                "object" | "session_id" | "output" | "created_at" => break,
                "type" | "sequence_number" | "task_id" | "timestamp" | "task" => {
                    return PayloadKind::Event;
                }
                _ if reader.skip().is_err() => break,
                _ => {}
            }
        }
    }
    PayloadKind::Response
}

fn is_event_tag(mut reader: Reader<'_>) -> bool {
    let Shape::Union(events) = TaskEvent::SHAPE else {
        return false;
    };
    let known = |tag: &str| events.variant(tag).is_some() || tag.starts_with("task.");
    reader.string().is_ok_and(|tag| known(&tag))
}
