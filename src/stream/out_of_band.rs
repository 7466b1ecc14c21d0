//! What streams carry beside the events of the API.

use crate::json::Reader;
use crate::payload::PayloadKind;
use crate::wire::JsonKind;

use super::SseEvent;

/// Data of a stream that is no event of the API, and no broken one either: servers, proxies and
/// gateways put it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OutOfBand {
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

impl OutOfBand {
    /// What the data of an event is, going by the name of the event and the data; `None` for an
    /// event of the API, and for what may be a broken one.
    ///
    /// ```
    /// use agentlin_types::stream::OutOfBand;
    ///
    /// assert_eq!(OutOfBand::of(None, "[DONE]"), Some(OutOfBand::Done));
    /// assert_eq!(OutOfBand::of(Some("ping"), "{}"), Some(OutOfBand::KeepAlive));
    /// assert_eq!(OutOfBand::of(None, r#"{"type": "task.working", "task_id": "t"}"#), None);
    /// assert_eq!(OutOfBand::of(None, r#"king","task_id":"t"}"#), None);
    /// ```
    pub fn of(event: Option<&str>, data: &str) -> Option<OutOfBand> {
        const PINGS: [&str; 5] = ["ping", "pong", "heartbeat", "keepalive", "keep-alive"];
        let data = data.trim_ascii();
        // The first name is what an event without one has.
        let event = event.filter(|name| *name != "message" && !name.starts_with("task."));
        let is_object = data.starts_with('{');
        if data.is_empty() {
            return Some(OutOfBand::KeepAlive);
        }
        if data == "[DONE]" {
            return Some(OutOfBand::Done);
        }
        if is_object && PayloadKind::detect(data).is_some() || is_torn(data) {
            return None;
        }
        let is_ping = |name: &str| PINGS.iter().any(|ping| name.eq_ignore_ascii_case(ping));
        match event {
            Some(name) if is_ping(name) => Some(OutOfBand::KeepAlive),
            Some(name) if name.eq_ignore_ascii_case("error") => Some(OutOfBand::Error),
            Some(_) => Some(OutOfBand::ForeignEvent),
            None if is_object => {
                let tag = tag(data)?;
                is_ping(&tag).then_some(OutOfBand::KeepAlive)
            }
            None if data.starts_with(['[', '"']) => None,
            None => Some(OutOfBand::Text),
        }
    }
}

impl SseEvent {
    /// What the event is, if it is none of the API: see [`OutOfBand::of`].
    pub fn out_of_band(&self) -> Option<OutOfBand> {
        OutOfBand::of(self.event.as_deref(), &self.data)
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
        if key == "type" && reader.kind() == Some(JsonKind::String) {
            return Some(reader.string().ok()?.into_owned());
        }
        reader.skip().ok()?;
    }
    None
}
