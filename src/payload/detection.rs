//! What a text is, by evidence: a tag of its own, or the keys that a kind of payload requires.
//!
//! One common key is no evidence: logs have `message`, other APIs have `output`. What no evidence
//! speaks for is looked into for a payload that it wraps, and compared with other protocols.

use std::fmt;

use super::PayloadKind::{self, *};
use super::members::by_members;
use super::{Protocol, Wrapped, foreign, wrapped};
use crate::json::Reader;
use crate::wire::JsonKind;

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
        /// The payloads, in the order of the text.
        payloads: Vec<Wrapped>,
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
        if let Some(Detected { kind, evidence, .. }) = detect(text) {
            return Detection::Payload { kind, evidence };
        }
        let mut payloads = wrapped::find(text);
        match payloads.len() {
            0 => {}
            1 => return Detection::Wrapped(payloads.remove(0)),
            _ => return Detection::WrapsSeveral { payloads },
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
            Detection::WrapsSeveral { payloads } => write!(
                f,
                "{} payloads wrapped in one JSON document; check each by itself",
                payloads.len()
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
                write!(f, "a payload must be an object, not {kind}")
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
            write!(f, "{separator}`{}`", if is_name { key } else { "…" })?;
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

/// A kind of payload that there is evidence for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detected {
    pub(crate) kind: PayloadKind,
    pub(super) evidence: Evidence,
    /// Where an event begins and which variant it is, if its tag is the evidence and known.
    variant: Option<(usize, usize)>,
}

impl Detected {
    pub(super) fn by_tag(kind: PayloadKind, key: &'static str) -> Self {
        Detected {
            kind,
            evidence: Evidence::Tag(key),
            variant: None,
        }
    }

    pub(super) fn by_keys(kind: PayloadKind, keys: &'static [&'static str]) -> Self {
        Detected {
            kind,
            evidence: Evidence::Keys(keys),
            variant: None,
        }
    }

    /// With the offset of the event and the place of its variant.
    pub(super) fn variant(self, object: usize, place: Option<usize>) -> Self {
        Detected {
            variant: place.map(|place| (object, place)),
            ..self
        }
    }

    /// A reader of the text, which need not look for what was found already.
    pub(crate) fn reader<'a>(&self, text: &'a str) -> Reader<'a> {
        match self.variant {
            Some((object, place)) => Reader::with_variant(text, object, place),
            None => Reader::new(text),
        }
    }
}

/// The kind of payload that there is evidence for.
pub(crate) fn detect(text: &str) -> Option<Detected> {
    let found = by_members(text)?;
    // Logs have these keys as well, around what they log.
    let vague = matches!(found.kind, EnvCloseResponse | HttpError | RpcError);
    let wraps = vague && !wrapped::find(text).is_empty();
    (!wraps).then_some(found)
}
