//! The calls of the HTTP API as data: enough to write a client or a router without a string.
//!
//! Each call is a struct that implements [`Endpoint`]. A client turns it into an [`HttpRequest`],
//! a server reads it out of one. Neither needs an HTTP library: hand the parts to the one in use.
//!
//! ```
//! use agentlin_types::endpoint::{Endpoint, HttpRequest, Method, RetrieveTask};
//! use agentlin_types::{TaskResponse, decode};
//!
//! // A client.
//! let call = RetrieveTask::new("task_1/2");
//! let request = call.request()?;
//! assert_eq!(request.method, Method::Get);
//! assert_eq!(request.target, "/tasks/task_1%2F2");
//! fn read<E: Endpoint>(_: &E, body: &[u8]) -> Result<E::Response, agentlin_types::DecodeError> {
//!     decode::from_slice(body)
//! }
//! # let body = br#"{"jsonrpc":"2.0"}"#;
//! let response: TaskResponse = read(&call, body)?;
//!
//! // A server.
//! let request = HttpRequest::new(Method::Get, "/v1/tasks/task_1%2F2");
//! assert_eq!(RetrieveTask::read(&request)?.task_id, "task_1/2");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every call needs `Authorization: Bearer <token>` ([`HttpRequest::bearer`]); the published
//! server does not check it. [`ENDPOINTS`] lists all calls and [`find`] recognises a recorded one.

mod env;
mod http;
mod server;
mod table;
mod tasks;
pub(crate) mod url;

use std::fmt;

pub use env::*;
pub use http::HttpRequest;
pub use server::*;
pub use tasks::*;
#[cfg(any(feature = "proptest", feature = "arbitrary"))]
pub(crate) use url::{query_of, query_text, read_query};

use crate::encode::EncodeError;
use crate::response::HttpFailure;
use crate::wire::{Shape, Wire, named_enum, string_enum};
use crate::{Answer, DecodeError};

/// Where the API is, unless it is somewhere else: the default of the official SDK.
pub const BASE_URL: &str = "https://api.linxueyuan.online/v1";

string_enum! {
    /// The method of an HTTP request.
    #[closed]
    pub enum Method {
        /// Reads.
        Get = "GET",
        /// Does something.
        Post = "POST",
        /// Deletes.
        Delete = "DELETE",
    }
}

/// One call of the HTTP API. Sealed: the calls are those of this module.
#[expect(private_bounds, reason = "seals the trait")]
pub trait Endpoint: Call + Sized {
    /// What every call of this kind has in common.
    const INFO: &'static EndpointInfo;

    /// The HTTP method.
    const METHOD: Method = Self::INFO.method;

    /// The path below the base URL, with its parameters in braces.
    const PATH: &'static str = Self::INFO.path;

    /// The name of the SDK's method, such as `tasks.retrieve`.
    const OPERATION: &'static str = Self::INFO.operation;

    /// What the call takes beside its path: its body or its query, `()` if neither.
    type Request: Wire;

    /// What it answers with when all goes well and no stream was asked for.
    type Response: Answer;

    /// The path below the base URL, with its parameters percent-encoded.
    fn path(&self) -> String;

    /// The query as pairs, not encoded. Lists are written as the SDK writes them, one pair an
    /// entry under a key with brackets; server 0.0.27 reads them without brackets only.
    fn query(&self) -> Result<Vec<(String, String)>, EncodeError>;

    /// The headers that this kind of call has of its own.
    fn headers(&self) -> Vec<(&'static str, &str)>;

    /// The body, as JSON text.
    fn body(&self) -> Result<Option<String>, EncodeError>;

    /// Whether the answer will be an event stream.
    fn streams(&self) -> bool;

    /// The whole request. Fails when a path parameter is empty, `.` or `..`, because no path can
    /// say that, and for numbers that no reader takes.
    fn request(&self) -> Result<HttpRequest, RequestError>;

    /// Reads the call out of a request, as a server does.
    fn read(request: &HttpRequest) -> Result<Self, RequestError>;
}

/// A struct of this module.
trait Call {}

/// What the calls of one kind have in common.
#[derive(Debug)]
#[non_exhaustive]
pub struct EndpointInfo {
    /// The name of the struct.
    pub name: &'static str,
    /// The name of the SDK's method, such as `tasks.retrieve`; ours where the SDK has none.
    pub operation: &'static str,
    /// What the call does.
    pub doc: &'static str,
    /// Which sources have it, as in the tables of the model.
    pub sources: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL (of [`EndpointInfo::at_root`]: below the host), with its
    /// parameters in braces.
    pub path: &'static str,
    /// Paths under which other server versions have it.
    pub other_paths: &'static [&'static str],
    /// Whether the path begins at the host and not at the base URL.
    pub at_root: bool,
    /// The parameters of the path, in their order.
    pub path_params: &'static [ParamInfo],
    /// The headers that it reads, beside `Authorization`.
    pub headers: &'static [ParamInfo],
    /// The query: an object whose fields are the parameters.
    pub query: Option<Shape>,
    /// The body.
    pub body: Option<Shape>,
    /// What it answers.
    pub answers: &'static [AnswerInfo],
}

/// A parameter in the path, or a header. Its value is a string.
#[derive(Debug)]
#[non_exhaustive]
pub struct ParamInfo {
    /// The name.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// One kind of answer.
#[derive(Debug)]
#[non_exhaustive]
pub struct AnswerInfo {
    /// The HTTP status.
    pub status: u16,
    /// The form of the body.
    pub media: Media,
    /// The body, or one `data` line of a stream.
    pub shape: Shape,
    /// When it comes.
    pub doc: &'static str,
    /// Which sources have it.
    pub sources: &'static str,
}

named_enum! {
    /// The form of a body, by its media type.
    pub enum Media {
        /// One JSON value.
        Json = "application/json",
        /// An event stream whose `data` lines are JSON values.
        EventStream = "text/event-stream",
    }
}

impl Media {
    /// The form of a `Content-Type`, whatever its parameters.
    pub fn of(content_type: &str) -> Option<Media> {
        let name = content_type.split(';').next().unwrap_or_default().trim();
        let mut known = Media::ALL.iter().copied();
        known.find(|media| name.eq_ignore_ascii_case(media.as_str()))
    }
}

impl EndpointInfo {
    /// What the body of an answer with this status and form looks like. `None` if the call is not
    /// known to answer so.
    pub fn answer(&self, status: u16, media: Media) -> Option<&'static Shape> {
        let known = self
            .answers
            .iter()
            .find(|a| (a.status, a.media) == (status, media));
        match known {
            Some(answer) => Some(&answer.shape),
            None if status >= 400 && media == Media::Json => Some(&HttpFailure::SHAPE),
            None => None,
        }
    }

    /// The values of the path parameters, if the target of a request is this path.
    pub fn path_values(&self, target: &str) -> Option<Vec<String>> {
        let path = url::below_base(target);
        let templates = std::iter::once(&self.path).chain(self.other_paths);
        templates
            .into_iter()
            .find_map(|template| url::path_values(template, path))
    }
}

/// Why a request cannot be made or read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RequestError {
    /// A path parameter is empty, `.` or `..`.
    PathParameter(&'static str),
    /// The method or the path belongs to another call.
    OtherCall,
    /// The query does not fit.
    Query(DecodeError),
    /// The body does not fit.
    Body(DecodeError),
    /// The query or the body has a number that no reader takes.
    Encode(EncodeError),
}

impl From<EncodeError> for RequestError {
    fn from(error: EncodeError) -> Self {
        RequestError::Encode(error)
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RequestError::PathParameter(name) => {
                write!(
                    f,
                    "the path parameter `{name}` is empty or consists of dots"
                )
            }
            RequestError::OtherCall => f.write_str("the method or the path is of another call"),
            RequestError::Query(error) => write!(f, "query: {error}"),
            RequestError::Body(error) => write!(f, "body: {error}"),
            RequestError::Encode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Their messages are part of this one's.
            RequestError::Query(error) | RequestError::Body(error) => error.source(),
            RequestError::Encode(error) => error.source(),
            _ => None,
        }
    }
}

/// Every call.
pub static ENDPOINTS: &[&EndpointInfo] = &[
    CreateTask::INFO,
    ListTasks::INFO,
    RetrieveTask::INFO,
    DeleteTask::INFO,
    CancelTask::INFO,
    PauseTask::INFO,
    ResumeTask::INFO,
    CallJsonrpc::INFO,
    StopAgent::INFO,
    CreateEnv::INFO,
    StepEnv::INFO,
    ObserveEnv::INFO,
    ResetEnv::INFO,
    CloseEnv::INFO,
    RetrieveEnvSession::INFO,
    DeleteEnvSession::INFO,
    ListEnvSessions::INFO,
    CleanEnvSessions::INFO,
    ListEnvs::INFO,
    RetrieveEnv::INFO,
    CheckHealth::INFO,
    CheckLiveness::INFO,
    CheckReadiness::INFO,
];

/// Recognises a recorded request: a method and a path or URL. The version prefix `/v1` and a slash
/// at the end may be there or not.
///
/// ```
/// use agentlin_types::endpoint::find;
///
/// let call = find("GET", "https://api.example/v1/tasks/task_1?x=1").unwrap();
/// assert_eq!(call.operation, "tasks.retrieve");
/// assert_eq!(find("POST", "/v1/tasks/").unwrap().operation, "tasks.create");
/// assert_eq!(find("GET", "/env/sessions").unwrap().operation, "env.sessions");
/// assert!(find("PUT", "/v1/tasks").is_none());
/// ```
pub fn find(method: &str, target: &str) -> Option<&'static EndpointInfo> {
    let found = ENDPOINTS.iter().filter_map(|info| {
        let values = info.path_values(target)?;
        (info.method.as_str() == method).then_some((values.len(), *info))
    });
    // A path that is written out wins over one with a parameter in that place.
    found
        .min_by_key(|(parameters, _)| *parameters)
        .map(|(_, info)| info)
}
