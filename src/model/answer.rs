//! Answers that come in several forms.

use crate::wire::by_key;
use crate::{HttpErrorBody, RpcError, ServerErrorBody, Task, TaskResponse};

by_key! {
    /// The answer to cancel, pause and resume.
    ///
    /// Documented is the envelope (cancel in SDK 1.10). Later SDKs and server 0.0.27 have no
    /// envelope: a task, or with HTTP 404 an error.
    pub enum TaskAnswer {
        /// An envelope: it has a `jsonrpc`.
        "S1.1-1.10 V24-26" ["jsonrpc"] Envelope(TaskResponse),
        /// A task alone: it has an `object`.
        "V27 S1.11-1.14" ["object"] Task(Task),
        /// An error alone.
        "V27" [] Error(RpcError),
    }
}

impl TaskAnswer {
    /// The task, or why there is none, whatever the form; see [`TaskResponse::into_result`].
    pub fn into_result(self) -> Result<Task, RpcError> {
        match self {
            TaskAnswer::Envelope(envelope) => envelope.into_result(),
            TaskAnswer::Task(task) => Ok(task),
            TaskAnswer::Error(error) => Err(error),
        }
    }
}

by_key! {
    /// The body of an HTTP error, whoever wrote it.
    pub enum HttpFailure {
        /// The server's framework, server 0.0.27: it has a `success`.
        "V27" ["success"] Server(ServerErrorBody),
        /// The server's framework, servers up to 0.0.26: it has a `detail`.
        "V24-26" ["detail"] Http(HttpErrorBody),
        /// The call itself: a JSON-RPC error without an envelope.
        "V27" [] Rpc(RpcError),
    }
}
