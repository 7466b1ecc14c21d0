//! Answers that come in several forms.

use crate::response::{HttpErrorBody, ServerErrorBody};
use crate::wire::keyed_union;
use crate::{RpcError, Task, TaskResponse};

keyed_union! {
    /// The answer to cancel, pause and resume.
    ///
    /// Documented is the envelope (cancel in SDK 1.10). Later SDKs and server 0.0.27 have no
    /// envelope: a task, or with HTTP 404 an error.
    pub enum TaskAnswer {
        /// An envelope: it has a `jsonrpc`.
        #[sources(sdk 1.1-1.10, server 24-26)]
        #[key("jsonrpc")]
        Envelope(TaskResponse),
        /// A task alone: it has an `object`.
        #[sources(server 27, sdk 1.11-1.14)]
        #[key("object")]
        Task(Task),
        /// An error alone.
        #[sources(server 27)]
        Error(RpcError),
    }
}

keyed_union! {
    /// The body of an HTTP error, from the server or a proxy before it.
    #[derive(Eq, Hash)]
    pub enum HttpFailure {
        /// The server's framework, server 0.0.27: it has a `success`.
        #[sources(server 27)]
        #[key("success")]
        Server(ServerErrorBody),
        /// The server's framework, servers up to 0.0.26: it has a `detail`.
        #[sources(server 24-26)]
        #[key("detail")]
        Http(HttpErrorBody),
        /// The call itself: a JSON-RPC error without an envelope.
        #[sources(server 27)]
        Rpc(RpcError),
    }
}
