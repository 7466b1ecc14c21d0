//! What a text is, by evidence: a tag of its own, or the keys that a kind of payload requires.
//!
//! One common key is no evidence: logs have `message`, other APIs have `output`. What no evidence
//! speaks for is looked into for a payload that it wraps, and compared with other protocols.

mod foreign;
mod wrapped;

use std::fmt;

use super::PayloadKind;
use super::PayloadKind::*;
use crate::TaskEvent;
use crate::wire::{JsonKind, Reader, Shape, Wire};

pub use foreign::Protocol;
pub use wrapped::Wrapped;

/// What a text looks like, and why.
///
/// ```
/// use agentlin_types::validate::{Detection, Evidence, PayloadKind, Protocol};
///
/// let event = r#"{"type": "task.working", "task_id": "t"}"#;
/// assert_eq!(
///     Detection::of(event),
///     Detection::Payload { kind: PayloadKind::BareEvent, evidence: Evidence::Tag("type") },
/// );
///
/// let logged = r#"{"level": "info", "message": "{\"object\": \"task\", \"id\": \"t\"}"}"#;
/// let Detection::Wrapped(wrapped) = Detection::of(logged) else { panic!() };
/// assert_eq!((wrapped.kind, &*wrapped.pointer), (PayloadKind::Task, "/message"));
///
/// let other = r#"{"object": "chat.completion", "choices": []}"#;
/// let Detection::Foreign { protocol, .. } = Detection::of(other) else { panic!() };
/// assert_eq!(protocol, Protocol::OpenAiChat);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detection {
    /// A payload of the API.
    Payload {
        /// Which one.
        kind: PayloadKind,
        /// What speaks for it.
        evidence: Evidence,
    },
    /// An object or array around exactly one payload, such as a line of a log.
    Wrapped(Wrapped),
    /// An object or array around several payloads.
    WrapsSeveral {
        /// The JSON Pointers of the payloads.
        pointers: Vec<String>,
    },
    /// A payload of another protocol.
    Foreign {
        /// Which one.
        protocol: Protocol,
        /// The keys of the object.
        keys: Vec<String>,
    },
    /// An object that nothing is known about.
    Unknown {
        /// The keys of the object.
        keys: Vec<String>,
    },
    /// No JSON object.
    NoObject {
        /// What kind of JSON it is; `None` when it is not JSON.
        kind: Option<JsonKind>,
    },
}

/// What speaks for a kind of payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The value of this key, a tag that only payloads of the kind have.
    Tag(&'static str),
    /// These keys together.
    Keys(&'static [&'static str]),
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Evidence::Tag(key) => write!(f, "the value of `{key}`"),
            Evidence::Keys(keys) => write!(f, "the keys `{}`", keys.join("`, `")),
        }
    }
}

impl Detection {
    /// Looks at a text.
    pub fn of(text: &str) -> Detection {
        if let Some((kind, evidence)) = detect(text) {
            return Detection::Payload { kind, evidence };
        }
        match wrapped::find(text) {
            wrapped::Found::One(wrapped) => return Detection::Wrapped(wrapped),
            wrapped::Found::Several(pointers) => return Detection::WrapsSeveral { pointers },
            wrapped::Found::None => {}
        }
        let Some(keys) = keys(text) else {
            let kind = Reader::new(text).kind();
            return Detection::NoObject { kind };
        };
        match foreign::protocol(text) {
            Some(protocol) => Detection::Foreign { protocol, keys },
            None => Detection::Unknown { keys },
        }
    }
}

impl fmt::Display for Detection {
    /// What the text is, as the message of a finding has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Detection::Payload { kind, evidence } => write!(f, "{kind}, by {evidence}"),
            Detection::Wrapped(wrapped) => write!(
                f,
                "a payload ({}) that is wrapped in other JSON, by {}",
                wrapped.kind, wrapped.evidence
            ),
            Detection::WrapsSeveral { pointers } => write!(
                f,
                "{} payloads wrapped in one JSON document; check each by itself",
                pointers.len()
            ),
            Detection::Foreign { protocol, keys } => {
                write!(
                    f,
                    "not a payload of the Agentlin API: {protocol} ({})",
                    Names(keys)
                )
            }
            Detection::Unknown { keys } if keys.is_empty() => {
                f.write_str("not a payload of the Agentlin API: an empty object")
            }
            Detection::Unknown { keys } => {
                write!(f, "not a payload of the Agentlin API ({})", Names(keys))
            }
            Detection::NoObject { kind } => {
                let kind = kind.map_or("something else", JsonKind::name);
                write!(f, "expected an object, found {kind}")
            }
        }
    }
}

/// Keys of an object that nothing is known about: few of them, and only what is fit to be a name.
struct Names<'a>(&'a [String]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 8;
        let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.$@".contains(&byte);
        f.write_str("keys: ")?;
        for (index, key) in self.0.iter().take(SHOWN).enumerate() {
            let is_name = !key.is_empty() && key.len() <= 40 && key.bytes().all(of_name);
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{}", if is_name { key } else { "…" })?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// The keys of an object, as far as it is JSON.
fn keys(text: &str) -> Option<Vec<String>> {
    let mut reader = Reader::new(text);
    reader.open_object().ok()?;
    let mut keys = Vec::new();
    let mut first = true;
    while let Ok(Some(key)) = reader.member(&mut first) {
        keys.push(key.into_owned());
        if reader.skip().is_err() {
            break;
        }
    }
    Some(keys)
}

/// The kind of payload that there is evidence for.
pub(super) fn detect(text: &str) -> Option<(PayloadKind, Evidence)> {
    let found = by_members(text)?;
    // Logs have these keys as well, around what they log.
    let vague = matches!(found.0, EnvCloseResponse | HttpError | RpcError);
    let wraps = vague && !matches!(wrapped::find(text), wrapped::Found::None);
    (!wraps).then_some(found)
}

/// The same without a look at what the members hold.
fn by_members(text: &str) -> Option<(PayloadKind, Evidence)> {
    let mut reader = Reader::new(text);
    reader.open_object().ok()?;
    let mut seen = Members::default();
    let mut first = true;
    let mut whole = true;
    while let Ok(Some(key)) = reader.member(&mut first) {
        if let Some(found) = seen.add(&key, &mut reader) {
            return Some(found);
        }
        if reader.skip().is_err() {
            whole = false;
            break;
        }
    }
    // What ends in the middle may have had more keys.
    seen.strangers += usize::from(!whole);
    seen.kind()
}

macro_rules! members {
    ($($name:ident = $key:literal $($kind:ident)?,)*) => {
        /// The members of an object that are evidence together.
        #[derive(Debug, Default, Clone, Copy)]
        struct Members {
            $($name: bool,)*
            /// The result is a list that may be one of tasks.
            list: bool,
            /// How many other keys there are.
            strangers: usize,
        }

        impl Members {
            fn note(&mut self, key: &str, kind: Option<JsonKind>) {
                match (key, kind) {
                    $(($key, members!(@pattern $($kind)?)) => self.$name = true,)*
                    _ => self.strangers += 1,
                }
            }

            /// How many members of those above there are.
            fn count(&self) -> usize {
                [$(self.$name),*].into_iter().filter(|there| *there).count()
            }
        }
    };
    (@pattern) => { Some(_) };
    (@pattern $kind:ident) => { Some(JsonKind::$kind) };
}

members! {
    jsonrpc = "jsonrpc",
    id = "id",
    result = "result",
    error = "error" Object,
    method = "method" String,
    params = "params",
    session_id = "session_id",
    user_id = "user_id",
    status = "status",
    created_at = "created_at",
    output = "output",
    sequence_number = "sequence_number",
    task_id = "task_id",
    timestamp = "timestamp",
    user_message_content = "user_message_content",
    agent_config = "agent_config",
    client_tools = "client_tools",
    history_messages = "history_messages",
    stop_tools = "stop_tools",
    stream = "stream" Boolean,
    client_id = "client_id",
    message = "message",
    data = "data",
    errors = "errors" Array,
    detail = "detail",
    code = "code" Number,
    initial_state = "initial_state",
    new_state = "new_state" Object,
    state = "state" Object,
    observation = "observation" Object,
    tools = "tools" Array,
    done = "done" Boolean,
    is_active = "is_active",
    last_accessed_at = "last_accessed_at",
    sessions = "sessions" Array,
    total = "total",
    cleaned_count = "cleaned_count",
    cleaned_sessions = "cleaned_sessions",
    environments = "environments" Array,
    grouped = "grouped",
    details = "details" Array,
    name = "name" String,
    tool_name = "tool_name",
    tool_args = "tool_args",
    request_id = "request_id",
    env_id = "env_id",
    env_class_path = "env_class_path",
    env_init_kwargs = "env_init_kwargs",
    env_vars = "env_vars",
    seed = "seed",
    options = "options",
}

impl Members {
    /// Takes a member whose value is next; the kind, if this one settles it.
    fn add(&mut self, key: &str, reader: &mut Reader<'_>) -> Option<(PayloadKind, Evidence)> {
        let kind = reader.kind();
        match (key, kind) {
            ("result", Some(JsonKind::Object)) => {
                if let Some(found) = inside_result(reader.clone()) {
                    return Some(found);
                }
                // A result that is nothing of the API.
                self.strangers += 1;
            }
            ("result", Some(JsonKind::Array)) => match list(reader.clone()) {
                List::OfTasks => return Some((ListPage, Evidence::Keys(&["result"]))),
                List::OfObjects => self.list = true,
                List::Other => self.strangers += 1,
            },
            ("object", _) if string(reader) == Some("task".into()) => {
                return Some((Task, Evidence::Tag("object")));
            }
            ("type", Some(JsonKind::String))
                if string(reader).is_some_and(|t| is_event_tag(&t)) =>
            {
                return Some((BareEvent, Evidence::Tag("type")));
            }
            ("success", Some(JsonKind::Boolean))
                if reader.clone().boolean().is_ok_and(|success| !success) =>
            {
                return self.server_error(reader.clone());
            }
            // The range that JSON-RPC reserves; the codes of other APIs are positive.
            ("code", Some(JsonKind::Number)) => {
                let reserved = |code| (-32768..=-32000).contains(&code);
                match reader.clone().integer().is_ok_and(reserved) {
                    true => self.code = true,
                    false => self.strangers += 1,
                }
            }
            _ => self.note(key, kind),
        }
        None
    }

    /// The body of an HTTP error: its three required keys, or two of them and nothing else. The
    /// value of `success` is next.
    fn server_error(&mut self, mut reader: Reader<'_>) -> Option<(PayloadKind, Evidence)> {
        let mut rest = *self;
        let mut first = false;
        while reader.skip().is_ok() {
            let Ok(Some(key)) = reader.member(&mut first) else {
                break;
            };
            let kind = reader.kind();
            rest.note(&key, kind);
        }
        let alone = rest.strangers == 0;
        let found = rest.message && (rest.data || alone) || rest.errors && alone;
        self.strangers += usize::from(!found);
        found.then_some((ServerError, Evidence::Keys(&["success", "message", "data"])))
    }

    /// What all members together are evidence for.
    fn kind(&self) -> Option<(PayloadKind, Evidence)> {
        let Members {
            session_id,
            user_id,
            status,
            created_at,
            output,
            ..
        } = *self;
        let alone = self.strangers == 0;
        let count = |keys: &[bool]| keys.iter().filter(|key| **key).count();
        let of_task = count(&[session_id, user_id, status, created_at, output]);
        let create = count(&[
            self.agent_config,
            self.client_tools,
            self.history_messages,
            self.stop_tools,
        ]);
        let rules: &[(bool, PayloadKind, &'static [&'static str])] = &[
            (self.jsonrpc && self.method, Request, &["jsonrpc", "method"]),
            (
                self.method && self.params && alone,
                Request,
                &["method", "params"],
            ),
            (self.jsonrpc && self.list, ListPage, &["jsonrpc", "result"]),
            (
                self.jsonrpc && (self.error || alone) && !self.params,
                Response,
                &["jsonrpc"],
            ),
            (
                self.sequence_number && (self.task_id || self.timestamp),
                BareEvent,
                &["sequence_number", "task_id"],
            ),
            (
                of_task >= 4 && (session_id || user_id),
                Task,
                &["session_id", "user_id", "status", "created_at", "output"],
            ),
            (
                self.user_message_content
                    || create >= 2
                    || self.stream && (create >= 1 || self.strangers == 0),
                CreateParams,
                &["user_message_content", "stream"],
            ),
            (
                self.is_active && (self.last_accessed_at || session_id)
                    || self.last_accessed_at && session_id,
                EnvSession,
                &["is_active", "last_accessed_at", "session_id"],
            ),
            (
                self.initial_state && (self.env_id || session_id || self.tools),
                EnvCreateResponse,
                &["initial_state", "env_id", "session_id", "tools"],
            ),
            (
                self.new_state && (self.tools || self.done && alone),
                EnvStepResponse,
                &["new_state", "tools"],
            ),
            (
                self.state && (self.tools || self.done && alone),
                EnvObservationResponse,
                &["state", "tools"],
            ),
            (
                self.observation && (self.tools || self.done && alone),
                EnvResetResponse,
                &["observation", "tools"],
            ),
            (
                self.sessions && (self.total || alone),
                EnvSessions,
                &["sessions", "total"],
            ),
            (
                self.cleaned_count && (self.cleaned_sessions || status)
                    || self.cleaned_sessions && status,
                EnvCleanSessionResponse,
                &["cleaned_count", "cleaned_sessions", "status"],
            ),
            (
                self.environments && (self.total || self.grouped || alone),
                EnvList,
                &["environments"],
            ),
            (
                self.details && self.name && alone,
                EnvInfo,
                &["name", "details"],
            ),
            (
                self.tool_name && session_id && (self.tool_args || alone),
                EnvStepParams,
                &["session_id", "tool_name"],
            ),
            (
                self.env_class_path && self.env_init_kwargs
                    || (self.env_id || self.env_class_path || self.env_init_kwargs) && alone,
                EnvCreateParams,
                &["env_id", "env_class_path", "env_init_kwargs"],
            ),
            (
                (self.seed || self.options) && session_id && alone,
                EnvResetParams,
                &["session_id", "seed", "options"],
            ),
            (self.detail && self.only(1), HttpError, &["detail"]),
            (
                self.code && (self.message || self.only(2)),
                RpcError,
                &["code", "message"],
            ),
            (
                status && self.message && self.only(2),
                EnvCloseResponse,
                &["status", "message"],
            ),
            (
                session_id && self.only(1),
                EnvObservationParams,
                &["session_id"],
            ),
        ];
        let (_, kind, keys) = rules.iter().find(|(fits, ..)| *fits)?;
        Some((*kind, Evidence::Keys(keys)))
    }

    /// Whether there are so many members, all of them known ones.
    fn only(&self, members: usize) -> bool {
        self.strangers == 0 && self.count() == members
    }
}

/// What the object behind `result` is.
fn inside_result(mut reader: Reader<'_>) -> Option<(PayloadKind, Evidence)> {
    reader.open_object().ok()?;
    let mut of_task = [false; 6];
    let mut of_event = [false; 4];
    let mut first = true;
    while let Ok(Some(key)) = reader.member(&mut first) {
        match &*key {
            "object" if string(&reader).as_deref() == Some("task") => {
                return Some((Response, Evidence::Tag("result.object")));
            }
            "type" if string(&reader).is_some_and(|tag| is_event_tag(&tag)) => {
                return Some((Event, Evidence::Tag("result.type")));
            }
            "task" if is_task(reader.clone()) => {
                return Some((Event, Evidence::Keys(&["result.task"])));
            }
            "pushNotificationConfig" => {
                let keys = &["result.pushNotificationConfig"];
                return Some((PushNotificationResponse, Evidence::Keys(keys)));
            }
            "session_id" => of_task[0] = true,
            "user_id" => of_task[1] = true,
            "status" => of_task[2] = true,
            "created_at" => of_task[3] = true,
            "output" => of_task[4] = true,
            "object" => of_task[5] = true,
            "sequence_number" => of_event[0] = true,
            "task_id" => of_event[1] = true,
            "timestamp" => of_event[2] = true,
            "type" => of_event[3] = true,
            _ => {}
        }
        // Both need keys that only the API has.
        let count = |keys: &[bool]| keys.iter().filter(|key| **key).count();
        if count(&of_event) >= 2 && (of_event[0] || of_event[1]) {
            let keys = &["result.sequence_number", "result.task_id"];
            return Some((Event, Evidence::Keys(keys)));
        }
        if count(&of_task) >= 3 && (of_task[0] || of_task[1]) {
            let keys = &["result.session_id", "result.user_id", "result.status"];
            return Some((Response, Evidence::Keys(keys)));
        }
        if reader.skip().is_err() {
            break;
        }
    }
    None
}

/// What a list holds, told by its first element.
enum List {
    OfTasks,
    /// Empty, or of objects that may be broken tasks.
    OfObjects,
    Other,
}

fn list(mut reader: Reader<'_>) -> List {
    let mut first = true;
    if reader.open_array().is_err() {
        return List::Other;
    }
    match reader.element(&mut first) {
        Ok(true) if is_task(reader.clone()) => List::OfTasks,
        Ok(true) if reader.kind() != Some(JsonKind::Object) => List::Other,
        _ => List::OfObjects,
    }
}

/// Whether the next value is an object that looks like a task.
fn is_task(reader: Reader<'_>) -> bool {
    matches!(inside_result(reader), Some((Response, _)))
}

/// The next value, if it is a string; the reader stays where it is.
fn string<'a>(reader: &Reader<'a>) -> Option<std::borrow::Cow<'a, str>> {
    reader.clone().string().ok()
}

fn is_event_tag(tag: &str) -> bool {
    let Shape::Union(events) = TaskEvent::SHAPE else {
        return false;
    };
    events.variant(tag).is_some() || tag.starts_with("task.")
}
