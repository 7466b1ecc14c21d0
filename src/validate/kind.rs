//! What a payload is.

use crate::wire::{Kind, Reader, Shape, Wire, string_enum};
use crate::{HttpErrorBody, RpcError, ServerErrorBody, Task, TaskListPage, TaskResponse};

string_enum! {
    /// What a payload is: which call it belongs to, told by its fields.
    pub closed enum PayloadKind {
        /// The envelope around one task: the answer to retrieve, create, delete and cancel.
        Response = "response",
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
            PayloadKind::ListPage => &TaskListPage::SHAPE,
            PayloadKind::Task => &Task::SHAPE,
            PayloadKind::RpcError => &RpcError::SHAPE,
            PayloadKind::ServerError => &ServerErrorBody::SHAPE,
            PayloadKind::HttpError => &HttpErrorBody::SHAPE,
        }
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
                ("result", Some(Kind::Object)) => Some(PayloadKind::Response),
                ("object" | "output" | "session_id" | "created_at", _) => Some(PayloadKind::Task),
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
