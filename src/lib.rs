//! The complete data model of the Agentlin Tasks API: tasks and their output, content, citations and
//! tool calls, the JSON-RPC envelope, the 47 events of a stream, requests and the Env API.
//!
//! The types read what real servers send, keep what this version does not know, and write it back
//! unchanged. One description of the wire makes the Rust types, the JSON Schemas, the OpenAPI
//! document, the checks and the generators of test data, so that they cannot disagree.
//!
//! # Read an answer
//!
//! ```
//! use agentlin_types::{OutputItem, TaskResponse, decode};
//!
//! let body = r#"{"jsonrpc":"2.0","id":"req_1","result":{"object":"task","id":"task_1",
//!   "session_id":"sess_1","user_id":"user_1","status":"completed","created_at":1795467208,
//!   "output":[{"type":"message","role":"assistant","message_content":"Hello."},
//!             {"type":"hologram","rays":1e400}]}}"#;
//!
//! // serde_json works; `decode` is faster, and its errors have a JSON Pointer, line and column.
//! let response: TaskResponse = decode::from_str(body)?;
//! let task = response.into_result()?;
//! assert_eq!(task.answer().as_deref(), Some("Hello."));
//! for item in &task.output {
//!     match item {
//!         OutputItem::Message(message) => println!("{}", message.body().unwrap().text()),
//!         OutputItem::Unknown(item) => println!("something new: {}", item.tag()),
//!         item => println!("{:?}", item.kind()),
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Make a request
//!
//! Required fields are parameters of `new`; setters of the same names set the others. They take a
//! value, anything that becomes one, or an `Option`.
//!
//! ```
//! use agentlin_types::endpoint::{CreateTask, Endpoint};
//! use agentlin_types::TaskCreateParams;
//! use agentlin_types::request::Allowed;
//! use serde_json::json;
//!
//! let params = TaskCreateParams::streaming("What is 2 + 2?")
//!     .session_id("sess_1")
//!     .allowed_tools(Allowed::none())
//!     .inference_args(json!({"temperature": 0}));
//! let request = CreateTask::new(params).request()?.bearer("secret");
//! assert_eq!(request.target, "/tasks");
//! # Ok::<(), agentlin_types::endpoint::RequestError>(())
//! ```
//!
//! # Check a payload
//!
//! ```
//! use agentlin_types::Profile;
//! use agentlin_types::validate::{PayloadKind, Settings};
//!
//! let settings = Settings::new(Profile::Documented);
//! let report = settings.validate_as(PayloadKind::RpcError, r#"{"code":"x","message":"m"}"#);
//! let finding = &report.findings[0];
//! assert_eq!((finding.code.as_str(), &*finding.pointer), ("wrong-type", "/code"));
//! ```
//!
//! # The documentation page and its types
//!
//! | on the page | type |
//! |---|---|
//! | the call and its path parameter | [`endpoint::RetrieveTask`] |
//! | the answer | [`TaskResponse`], read with [`TaskResponse::into_result`] |
//! | `id` of the answer | [`RequestId`] |
//! | `error`, `result.error` | [`RpcError`], [`ErrorCode`] |
//! | `result` | [`Task`] |
//! | `result.status` | [`TaskStatus`] |
//! | `result.output[]` | [`OutputItem`]: [`ReasoningItem`], [`MessageItem`], [`ToolCallItem`], [`ToolResultItem`] |
//! | `status` of an item | [`ItemStatus`] |
//! | `message_content` of an item | [`MessageContent`], [`ContentPart`] |
//! | `summary[]`, `content[]` of reasoning | [`ReasoningPart`], [`TextContent`] |
//! | `annotations[]` | [`Annotation`]: [`FileCitation`], [`UrlCitation`], [`ContainerFileCitation`], [`FilePath`] |
//! | `logprobs[]` | [`LogProb`], [`TopLogProb`] |
//! | `result.usage` | [`Usage`] |
//! | `result.input_required` | [`ToolCallItem`]; see [`Task::pending_calls`] |
//! | `result.metadata` | [`JsonObject`] |
//! | `result.rollouts[]` | [`JsonObject`]; see [`Task::rollout_events`] |
//!
//! # What to use for what
//!
//! | to do | use |
//! |---|---|
//! | read and write JSON text | [`decode`], [`encode`], or serde_json |
//! | follow an event stream | [`stream::SseDecoder`], [`stream::TaskFold`], [`TaskEvent`] |
//! | write a client or a router | [`endpoint`], [`Answer`] |
//! | find everything that is wrong with a payload | [`validate`] |
//! | read the blocks that accompany messages | [`block::Block`] |
//! | give a capture to others | [`redact`] |
//! | describe the types to other languages | `schema` (feature `schemars`) |
//! | make sample data, valid or broken | `generate` (features `schemars`, `proptest`, `arbitrary`) |
//! | look at a type's description | [`wire::Shape`] |
//!
//! # Features
//!
//! None is on by default; the default dependencies are serde, serde_json and what those bring.
//!
//! | feature | brings |
//! |---|---|
//! | `schemars` | JSON Schema and OpenAPI export; `schemars::JsonSchema` for every type; sample data |
//! | `jsonschema` | validation with the published schemas, and of tool calls' arguments against the schemas of their tools |
//! | `proptest` | `proptest::arbitrary::Arbitrary` for every type |
//! | `arbitrary` | `arbitrary::Arbitrary` for every type |
//! | `strum` | `strum`'s traits for every enum with a list of values |
//!
//! # Guarantees
//!
//! - **Nothing is lost.** Unknown fields are in `extra`, unknown tags and values in a variant
//!   `Unknown`, free-form JSON is kept as text. Reading and writing gives the same JSON.
//! - **A defect is not a later version.** A known tag with a body that does not fit is an error.
//! - **Errors say where and what**: JSON Pointer, line, column, expected, found. They quote names of
//!   the protocol, never contents.
//! - **Nothing panics on input**, and the cost of reading is bounded by the size of the input.
//! - **Fields say where they come from.** The documentation of a field ends with who has it: the
//!   documentation page, versions of the official SDK, versions of the published server.
//! - Structs and enums are `#[non_exhaustive]`: a new field or variant breaks no caller.
//! - The library builds with Rust 1.88 and later, and has no unsafe code.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod decode;
mod derived;
pub mod encode;
pub mod endpoint;
mod findings;
#[cfg(any(feature = "schemars", feature = "proptest", feature = "arbitrary"))]
#[cfg_attr(
    docsrs,
    doc(cfg(any(feature = "schemars", feature = "proptest", feature = "arbitrary")))
)]
pub mod generate;
mod json;
mod known;
mod legacy;
mod lines;
mod listed;
mod model;
pub mod normalize;
mod payload;
mod pointer;
pub mod redact;
#[cfg(any(feature = "schemars", feature = "proptest", feature = "arbitrary"))]
mod sample;
#[cfg(feature = "schemars")]
pub mod schema;
#[cfg(feature = "jsonschema")]
mod schema_cost;
mod similar;
pub mod stream;
pub mod validate;
pub mod wire;

pub use decode::DecodeError;
// A module for each concept. The root has the types of the documentation page and those by which
// events and requests are entered.
pub use model::{block, content, env, event, health, item, jsonrpc, request, response, task};
pub use wire::{
    Extra, IntoOption, JsonError, JsonObject, JsonValue, Map, NotKnown, Profile, Secret, Unknown,
    UnknownValue, WrongKind,
};
#[doc(no_inline)]
pub use {
    content::{
        Annotation, AnnotationKind, AudioContent, ContainerFileCitation, ContentPart,
        ContentPartKind, FileCitation, FileContent, FilePath, ImageContent, LogProb,
        MessageContent, ReasoningPart, ReasoningPartKind, TextContent, TextContentType, TopLogProb,
        UrlCitation,
    },
    event::{TaskEvent, TaskEventKind, TaskEventResponse},
    item::{
        ItemStatus, MessageItem, MessageRole, OutputItem, OutputItemKind, ReasoningItem,
        ToolCallItem, ToolCallLanguage, ToolResultItem,
    },
    request::TaskCreateParams,
    response::{Answer, ErrorCode, RequestId, RpcError, TaskResponse},
    task::{Task, TaskStatus, Usage},
};

/// The examples of the README and the guides are compiled and run.
#[cfg(doctest)]
mod guides {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/guides/stream.md")]
    struct Stream;
    #[doc = include_str!("../docs/guides/store.md")]
    struct Store;
    #[doc = include_str!("../docs/guides/redact.md")]
    struct Redact;
    #[cfg(any(feature = "schemars", feature = "proptest", feature = "arbitrary"))]
    #[doc = include_str!("../docs/guides/samples.md")]
    struct Samples;
    #[cfg(feature = "proptest")]
    #[doc = include_str!("../docs/guides/testing.md")]
    struct Testing;
    #[cfg(feature = "schemars")]
    #[doc = include_str!("../docs/guides/schemas.md")]
    struct Schemas;
}
