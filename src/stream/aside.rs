//! What streams carry beside the events of the API.

use crate::validate::PayloadKind;
use crate::wire::{Kind, Reader};

use super::SseEvent;

/// Data of a stream that is no event of the API, and no broken one either: servers, proxies and
/// gateways put it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Aside {
    /// It keeps the connection open: no data, or a ping.
    KeepAlive,
    /// `[DONE]`, with which the streams of other APIs end.
    Done,
    /// An event whose name is none of the API's, such as `open`.
    ForeignEvent,
    /// Text in an event without a name, such as a comment that a proxy turned into data.
    Text,
    /// An event with the name `error` whose data is none of the API's: the reason why the stream
    /// ends.
    Error,
}

impl Aside {
    /// What the data of an event is, going by the name of the event and the data; `None` for an
    /// event of the API, and for what may be a broken one.
    ///
    /// ```
    /// use agentlin_types::stream::Aside;
    ///
    /// assert_eq!(Aside::of(None, "[DONE]"), Some(Aside::Done));
    /// assert_eq!(Aside::of(Some("ping"), "{}"), Some(Aside::KeepAlive));
    /// assert_eq!(Aside::of(None, r#"{"type": "task.working", "task_id": "t"}"#), None);
    /// assert_eq!(Aside::of(None, r#"king","task_id":"t"}"#), None);
    /// ```
    pub fn of(event: Option<&str>, data: &str) -> Option<Aside> {
        const PINGS: [&str; 5] = ["ping", "pong", "heartbeat", "keepalive", "keep-alive"];
        let data = data.trim_ascii();
        // The first name is what an event without one has.
        let event = event.filter(|name| *name != "message" && !name.starts_with("task."));
        let is_object = data.starts_with('{');
        if data.is_empty() {
            return Some(Aside::KeepAlive);
        }
        if data == "[DONE]" {
            return Some(Aside::Done);
        }
        if is_object && PayloadKind::detect(data).is_some() || is_torn(data) {
            return None;
        }
        let is_ping = |name: &str| PINGS.iter().any(|ping| name.eq_ignore_ascii_case(ping));
        match event {
            Some(name) if is_ping(name) => Some(Aside::KeepAlive),
            Some(name) if name.eq_ignore_ascii_case("error") => Some(Aside::Error),
            Some(_) => Some(Aside::ForeignEvent),
            None if is_object => {
                let tag = tag(data)?;
                is_ping(&tag).then_some(Aside::KeepAlive)
            }
            None if data.starts_with(['[', '"']) => None,
            None => Some(Aside::Text),
        }
    }
}

impl SseEvent {
    /// What the event is, if it is none of the API: see [`Aside::of`].
    pub fn aside(&self) -> Option<Aside> {
        Aside::of(self.event.as_deref(), &self.data)
    }
}

/// Whether a text looks like JSON that lost its beginning or its end.
fn is_torn(data: &str) -> bool {
    let opens = data.starts_with(['{', '[']);
    let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(data).is_ok();
    (opens || data.contains("\":") || data.contains("{\"")) && !is_json()
}

/// The string member `type` of an object.
fn tag(object: &str) -> Option<String> {
    let mut reader = Reader::new(object);
    reader.open_object().ok()?;
    let mut first = true;
    while let Some(key) = reader.member(&mut first).ok()? {
        if key == "type" && reader.kind() == Some(Kind::String) {
            return Some(reader.string().ok()?.into_owned());
        }
        reader.skip().ok()?;
    }
    None
}
