//! Answers: the JSON-RPC envelope, its error object, and what servers answer in place of it.
//!
//! Every envelope is an [`Answer`]: a result, or an error in its place. What servers answer outside of
//! JSON-RPC is an [`HttpFailure`].
//!
//! ```
//! use agentlin_types::response::{Answer, TaskListPage};
//! use agentlin_types::{RpcError, TaskResponse, decode};
//!
//! fn read<A: Answer>(answer: A) -> Result<A::Output, RpcError> {
//!     answer.into_result()
//! }
//! let page: TaskListPage = decode::from_str(r#"{"jsonrpc": "2.0", "id": "r", "result": []}"#)?;
//! assert!(read(page).unwrap().is_empty());
//! let error = r#"{"jsonrpc": "2.0", "id": "r", "error": {"code": -32001, "message": "No"}}"#;
//! assert_eq!(read::<TaskResponse>(decode::from_str(error)?).unwrap_err().code, -32001);
//! # Ok::<(), agentlin_types::DecodeError>(())
//! ```

use crate::wire::{JsonObject, NotKnown, from_text, kind_union, known_values, object, string_enum};
use crate::{DecodeError, JsonValue, Task};

pub use super::answer::*;
pub use super::envelope::*;

string_enum! {
    /// The protocol marker of an envelope.
    pub enum JsonrpcVersion {
        /// JSON-RPC 2.0, the only version in use.
        V2 = "2.0",
    }
}

#[allow(
    clippy::derivable_impls,
    reason = "the table of an enum makes its derives"
)]
impl Default for JsonrpcVersion {
    fn default() -> Self {
        JsonrpcVersion::V2
    }
}

kind_union! {
    /// The identifier of a request, repeated in the envelope that answers it. It is not the id of
    /// the task.
    ///
    /// ```
    /// use agentlin_types::{RequestId, decode};
    ///
    /// let id: RequestId = decode::from_str(r#""req_1""#)?;
    /// assert_eq!(id, RequestId::from("req_1"));
    /// assert_eq!(RequestId::Integer(7).to_string(), "7");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[derive(Eq, PartialOrd, Ord, Hash)]
    pub enum RequestId {
        /// A string, what the API itself uses.
        String(String),
        /// An integer, as other JSON-RPC clients send it.
        Integer(i64),
        /// An explicit null: an answer to a request whose id could not be read.
        Null,
    }
}

from_text! { RequestId LocationSegment HttpErrorDetail }

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RequestId::String(id) => f.pad(id),
            RequestId::Integer(id) => id.fmt(f),
            RequestId::Null => f.pad("null"),
        }
    }
}

object! {
    /// The envelope around one task: the answer to retrieve, create, delete and (in the
    /// generation of the page) cancel.
    ///
    /// ```
    /// use agentlin_types::{ErrorCode, TaskResponse, decode};
    ///
    /// let response: TaskResponse = decode::from_str(
    ///     r#"{"jsonrpc": "2.0", "id": "req_1", "error": {"code": -32001, "message": "Task not found"}}"#,
    /// )?;
    /// let error = response.into_result().unwrap_err();
    /// assert_eq!(error.known_code(), Some(ErrorCode::TaskNotFound));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 24-27)]
    pub struct TaskResponse {
        /// The protocol marker, always `2.0`.
        #[constant]
        pub jsonrpc: JsonrpcVersion,
        /// The identifier of the request that this answers: what the caller sent, or one that the
        /// server made up. Not the task id.
        pub id: Option<RequestId>,
        /// The task, when the call reached one. A failed create carries the failed task here and
        /// its error beside it.
        pub result: Option<Task>,
        /// Why the call failed, or why the task that it reports on failed.
        pub error: Option<RpcError>,
    }
}

impl TaskResponse {
    /// The task that came together with an error: the failed task, which `into_result` drops.
    ///
    /// ```
    /// use agentlin_types::{ErrorCode, TaskResponse};
    ///
    /// let response = TaskResponse::failure("req_1", ErrorCode::TaskNotFound);
    /// assert_eq!(response.failed_task(), None);
    /// let error = response.into_result().unwrap_err();
    /// assert_eq!(error.known_code(), Some(ErrorCode::TaskNotFound));
    /// ```
    pub fn failed_task(&self) -> Option<&Task> {
        self.error.as_ref().and(self.result.as_ref())
    }
}

object! {
    /// A JSON-RPC error, in the envelope and in a failed task. Cancel, pause and resume of newer
    /// servers answer with it bare.
    ///
    /// ```
    /// use agentlin_types::{ErrorCode, RpcError, decode};
    ///
    /// let error: RpcError = decode::from_str(
    ///     r#"{"code": -32000, "message": "No model", "data": {"retry": true}}"#,
    /// )?;
    /// assert_eq!(error.known_code(), Some(ErrorCode::TaskFailed));
    /// assert_eq!(error.data.unwrap().as_str(), r#"{"retry":true}"#);
    /// assert_eq!(RpcError::from(ErrorCode::TaskNotFound).message, "Task not found");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 10-27)]
    #[derive(Eq, Hash)]
    pub struct RpcError {
        /// Which error: a code reserved by JSON-RPC or one that the server defines.
        ///
        /// In Rust, [`RpcError::known_code`] gives those that are known a name.
        pub code: i64,
        /// What went wrong, for people.
        pub message: String,
        /// More detail: any JSON value, also null.
        pub data: Option<JsonValue>,
    }
}

impl RpcError {
    /// The code as one of the known ones.
    pub fn known_code(&self) -> Option<ErrorCode> {
        ErrorCode::from_code(self.code)
    }
}

impl From<ErrorCode> for RpcError {
    /// The error with the message that servers send for it.
    fn from(code: ErrorCode) -> Self {
        RpcError::new(code.code(), code.message())
    }
}

impl From<&DecodeError> for RpcError {
    /// The error that a server answers: [`ErrorCode::JsonParse`] for a text that is not JSON, else
    /// [`ErrorCode::InvalidParams`]. Its `data` says what is wrong and where.
    ///
    /// ```
    /// use agentlin_types::{RpcError, TaskCreateParams, decode};
    ///
    /// let body = r#"{"stream":"yes","user_message_content":"Hi"}"#;
    /// let error = RpcError::from(decode::from_str::<TaskCreateParams>(body).unwrap_err());
    /// assert_eq!(error.code, -32602);
    /// let data = error.data.unwrap().to_value()?;
    /// assert_eq!(data["pointer"], "/stream");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn from(error: &DecodeError) -> Self {
        let code = match error.code() {
            crate::wire::FaultCode::InvalidJson => ErrorCode::JsonParse,
            _ => ErrorCode::InvalidParams,
        };
        RpcError::from(code).data(serde_json::json!({
            "pointer": error.pointer(),
            "line": error.line(),
            "column": error.column(),
            "message": error.to_string(),
        }))
    }
}

impl From<DecodeError> for RpcError {
    /// As from a reference.
    fn from(error: DecodeError) -> Self {
        (&error).into()
    }
}

impl std::fmt::Display for RpcError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for RpcError {}

/// Declares the known error codes: each with its number and the message that servers send.
macro_rules! error_codes {
    (
        $(#[doc = $type_doc:literal])*
        pub enum $type:ident {
            $($(#[doc = $doc:literal])* $name:ident = $number:literal, $message:literal;)*
        }
    ) => {
        $(#[doc = $type_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $(
                $(#[doc = $doc])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", $number, "`, \"", $message, "\".")]
                #[doc(alias = $message)]
                $name,
            )*
        }

        impl $type {
            /// The known code of that number.
            pub const fn from_code(number: i64) -> Option<$type> {
                match number {
                    $($number => Some($type::$name),)*
                    _ => None,
                }
            }

            /// The number on the wire.
            pub const fn code(self) -> i64 {
                match self {
                    $($type::$name => $number,)*
                }
            }

            /// The message that servers send with it.
            pub const fn message(self) -> &'static str {
                match self {
                    $($type::$name => $message,)*
                }
            }

            /// The name of the code in Rust. The wire has only the number.
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $($type::$name => stringify!($name),)*
                }
            }
        }

        known_values! { $type { $([$($doc)*] $name = stringify!($name),)* } }

        impl From<$type> for i64 {
            fn from(code: $type) -> i64 {
                code.code()
            }
        }

        impl TryFrom<i64> for $type {
            type Error = NotKnown;

            fn try_from(number: i64) -> Result<Self, NotKnown> {
                const NUMBERS: &[&str] = &[$(stringify!($number)),*];
                $type::from_code(number)
                    .ok_or_else(|| NotKnown::number(stringify!($type), NUMBERS, number))
            }
        }

        $crate::derived::derived_number! { $type, [$($number),*] }

        impl std::str::FromStr for $type {
            type Err = NotKnown;

            /// Takes the name in Rust.
            fn from_str(name: &str) -> Result<Self, NotKnown> {
                let mut all = $type::ALL.iter().copied();
                all.find(|code| code.as_str() == name)
                    .ok_or_else(|| NotKnown::word(stringify!($type), $type::NAMES, name))
            }
        }
    };
}

error_codes! {
    /// The error codes that JSON-RPC reserves and published servers define.
    ///
    /// ```
    /// use agentlin_types::ErrorCode;
    ///
    /// let code = ErrorCode::from_code(-32001).unwrap();
    /// assert_eq!(code, ErrorCode::TaskNotFound);
    /// assert_eq!(code.message(), "Task not found");
    /// ```
    pub enum ErrorCode {
        /// The body is not JSON.
        JsonParse = -32700, "Invalid JSON payload";
        /// The request names no known method, lacks params or has an id that is no string.
        InvalidRequest = -32600, "Request payload validation error";
        /// Reserved by JSON-RPC; servers answer an unknown method with `InvalidRequest`.
        MethodNotFound = -32601, "Method not found";
        /// The params are not what the method takes.
        InvalidParams = -32602, "Invalid parameters";
        /// The server failed while handling the request.
        Internal = -32603, "Internal error";
        /// The task failed while it ran; the message is the failure's own text.
        TaskFailed = -32000, "Task failed";
        /// No task has that id.
        TaskNotFound = -32001, "Task not found";
        /// The task cannot be canceled. Published servers say so of every task.
        TaskNotCancelable = -32002, "Task cannot be canceled";
        /// Declared for push notifications, never sent.
        PushNotificationNotSupported = -32003, "Push Notification is not supported";
        /// The operation is not implemented, such as resubscribing.
        UnsupportedOperation = -32004, "This operation is not supported";
        /// Declared for content types, never sent.
        ContentTypeNotSupported = -32005, "Incompatible content types";
        /// Declared for the agents' message bus.
        RpcTimeout = -32006, "RPC call timed out";
        /// Declared for the agents' message bus.
        RpcMethodNotFound = -32007, "RPC method not found";
        /// Declared for the agents' message bus.
        RpcExecution = -32008, "RPC method execution failed";
        /// The task cannot be paused or resumed. Published servers say so of every task.
        TaskNotPausable = -32009, "Task cannot be paused or resumed";
    }
}

object! {
    /// The body of an HTTP error that the server's framework writes, outside of JSON-RPC
    /// (server 0.0.27).
    #[sources(server 27)]
    #[derive(Eq, Hash)]
    pub struct ServerErrorBody {
        /// Always false.
        pub success: bool,
        /// What went wrong, for people.
        pub message: String,
        /// More detail; null in practice.
        pub data: JsonValue,
        /// What is wrong with the request, when it was refused for its form (HTTP 422).
        pub errors: Option<Vec<ValidationErrorDetail>>,
    }
}

object! {
    /// One thing that is wrong with a request.
    #[sources(server 27)]
    #[derive(Eq, Hash)]
    pub struct ValidationErrorDetail {
        /// The path to the value: keys and indices.
        pub location: Vec<LocationSegment>,
        /// What is wrong with it.
        pub message: String,
        /// The name of the kind of problem.
        #[key("type")]
        pub kind: String,
    }
}

kind_union! {
    /// One step of the path to a value in a request.
    #[derive(Eq, Hash)]
    pub enum LocationSegment {
        /// The key of a member, or a name that the validator gave to an alternative.
        Key(String),
        /// The index of an element.
        Index(i64),
    }
}

object! {
    /// The body of an HTTP error that the server's framework writes, outside of JSON-RPC
    /// (servers up to 0.0.26).
    #[sources(server 24-26)]
    #[derive(Eq, Hash)]
    pub struct HttpErrorBody {
        /// What went wrong: a text, or for HTTP 422 a list of details.
        pub detail: HttpErrorDetail,
    }
}

kind_union! {
    /// What went wrong, in the form of older servers.
    #[derive(Eq, Hash)]
    pub enum HttpErrorDetail {
        /// A text.
        Text(String),
        /// One object for each thing that is wrong with the request, with `type`, `loc`, `msg`
        /// and `input`.
        Details(Vec<JsonObject>),
    }
}

object! {
    /// The answer to a list call: one page of tasks.
    #[sources(server 26-27, sdk 1.11-1.14)]
    pub struct TaskListPage {
        /// The protocol marker, always `2.0`.
        #[sources(server 26-27)]
        pub jsonrpc: Option<JsonrpcVersion>,
        /// The identifier of the request.
        #[sources(server 26-27)]
        pub id: Option<RequestId>,
        /// The tasks of this page. Absent when the call failed.
        #[documented_required]
        pub result: Option<Vec<Task>>,
        /// Why the call failed.
        #[sources(server 26-27)]
        pub error: Option<RpcError>,
    }
}
