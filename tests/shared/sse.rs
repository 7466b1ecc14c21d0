//! The rules of `text/event-stream`, once more and as simple as they can be: over the whole text.

/// What an event carries.
#[derive(Debug, PartialEq, Eq)]
pub struct Event {
    pub event: String,
    pub data: String,
    pub id: String,
}

/// The events of a stream. An event that the stream ends in the middle of counts, unlike in a
/// browser: captures end like that. One without data only keeps the connection open.
pub fn events(stream: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(stream);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut events, mut id) = (Vec::new(), String::new());
    let (mut event, mut data) = (String::new(), None::<String>);
    for line in text.split('\n').chain([""]) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            _ if line.is_empty() => {
                if let Some(data) = data.take().filter(|data| !data.trim_ascii().is_empty()) {
                    let (event, id) = (event.clone(), id.clone());
                    events.push(Event { event, data, id });
                }
                event.clear();
            }
            "event" => event = value.into(),
            "data" => match &mut data {
                Some(data) => *data = format!("{data}\n{value}"),
                None => data = Some(value.into()),
            },
            "id" if !value.contains('\0') => id = value.into(),
            _ => {}
        }
    }
    events
}
