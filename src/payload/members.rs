//! The members of an object as evidence, in one pass over it.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::PayloadKind::*;
use super::detection::Detected;
use crate::TaskEvent;
use crate::json::Reader;
use crate::wire::{JsonKind, KeyIndex, Shape, UnionShape, Wire};

/// The kind of payload that the members of an object are evidence for, without a look at what
/// other objects inside of it hold.
pub(super) fn by_members(text: &str) -> Option<Detected> {
    let mut reader = Reader::new(text);
    let start = open(&mut reader)?;
    if let Some(place) = event(text, start) {
        return Some(Detected::by_tag(BareEvent, "type").variant(start, Some(place)));
    }
    let mut seen = Members {
        start,
        ..Members::default()
    };
    let mut first = true;
    while let Some(key) = next(&mut reader, &mut first) {
        if let Some(found) = seen.add(key, &mut reader) {
            return Some(found);
        }
        if reader.skip().is_err() {
            // What ends in the middle may have had more keys.
            seen.strangers += 1;
            break;
        }
    }
    seen.kind()
}

/// Which event an object is whose tag comes first or behind fields that most events have, as in most:
/// found without asking what else those may be evidence for.
fn event(text: &str, object: usize) -> Option<usize> {
    let (index, bytes) = (events().index(), text.as_bytes());
    index.place_at(bytes, index.tag_behind_common_fields(bytes, object)?)
}

fn events() -> &'static UnionShape {
    match TaskEvent::SHAPE {
        Shape::Union(events) => events,
        _ => unreachable!("events are a union"),
    }
}

macro_rules! keys {
    (
        together: { $($name:ident = $key:literal $($kind:ident)?,)* }
        alone: { $($other:ident = $other_key:literal,)* }
    ) => {
        /// A key that is evidence.
        #[allow(non_camel_case_types, reason = "keys of the wire")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        enum Key {
            $($name,)*
            $($other,)*
        }

        static KEYS: LazyLock<KeyIndex<Key>> = LazyLock::new(|| {
            KeyIndex::new([$(($key, Key::$name),)* $(($other_key, Key::$other),)*])
        });

        impl Key {
            /// Whether the key is evidence together with others, and its value has the kind that
            /// makes it one.
            fn counts(self, kind: JsonKind) -> bool {
                match (self, kind) {
                    $((Key::$name, keys!(@pattern $($kind)?)) => true,)*
                    _ => false,
                }
            }
        }

        #[allow(dead_code, reason = "some are asked for only by their number")]
        impl Members {
            $(
                #[inline]
                pub(super) fn $name(&self) -> bool {
                    self.known & bit(Key::$name) != 0
                }
            )*
        }
    };
    (@pattern) => { _ };
    (@pattern $kind:ident) => { JsonKind::$kind };
}

keys! {
    together: {
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
    // These decide by what their value is.
    alone: {
        object = "object",
        kind = "type",
        success = "success",
        task = "task",
        push_notification_config = "pushNotificationConfig",
    }
}

const fn bit(key: Key) -> u64 {
    1 << key as u8
}

const fn bits(keys: &[Key]) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < keys.len() {
        bits |= bit(keys[at]);
        at += 1;
    }
    bits
}

/// The members of an object that are evidence together.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Members {
    /// Where the object begins.
    start: usize,
    /// One bit a key.
    known: u64,
    /// The result is a list that may be one of tasks.
    pub(super) list: bool,
    /// How many other keys there are.
    strangers: usize,
}

impl Members {
    fn note(&mut self, key: Option<Key>, kind: Option<JsonKind>) {
        match (key, kind) {
            (Some(key), Some(kind)) if key.counts(kind) => self.known |= bit(key),
            _ => self.strangers += 1,
        }
    }

    /// Takes a member whose value is next; the kind, if this one settles it.
    fn add(&mut self, key: Option<Key>, reader: &mut Reader<'_>) -> Option<Detected> {
        let kind = reader.kind();
        match (key, kind) {
            (Some(Key::result), Some(JsonKind::Object)) => {
                let found = ahead(reader, inside_result);
                // A result that is nothing of the API.
                self.strangers += usize::from(found.is_none());
                return found;
            }
            (Some(Key::result), Some(JsonKind::Array)) => match ahead(reader, list) {
                List::OfTasks => return Some(Detected::by_keys(ListPage, &["result"])),
                List::OfObjects => self.list = true,
                List::Other => self.strangers += 1,
            },
            (Some(Key::object), _) if is_string(reader, |object| object == "task") => {
                return Some(Detected::by_tag(Task, "object"));
            }
            (Some(Key::kind), _) => match event_tag(reader) {
                Some(place) => {
                    return Some(Detected::by_tag(BareEvent, "type").variant(self.start, place));
                }
                None => self.note(key, kind),
            },
            (Some(Key::success), Some(JsonKind::Boolean))
                if ahead(reader, |reader| reader.boolean() == Ok(false)) =>
            {
                return ahead(reader, |reader| self.server_error(reader));
            }
            // The range that JSON-RPC reserves; the codes of other APIs are positive.
            (Some(Key::code), Some(JsonKind::Number))
                if !ahead(reader, |reader| {
                    let reserved = |code| (-32768..=-32000).contains(&code);
                    reader.integer().is_ok_and(reserved)
                }) =>
            {
                self.strangers += 1;
            }
            _ => self.note(key, kind),
        }
        None
    }

    /// The body of an HTTP error: its three required keys, or two of them and nothing else. The
    /// value of `success` is next.
    fn server_error(&mut self, reader: &mut Reader<'_>) -> Option<Detected> {
        let mut rest = *self;
        let mut first = false;
        while reader.skip().is_ok() {
            let Some(key) = next(reader, &mut first) else {
                break;
            };
            let kind = reader.kind();
            rest.note(key, kind);
        }
        let alone = rest.alone();
        let found = rest.message() && (rest.data() || alone) || rest.errors() && alone;
        self.strangers += usize::from(!found);
        found.then(|| Detected::by_keys(ServerError, &["success", "message", "data"]))
    }

    /// Whether there are no members but known ones.
    pub(super) fn alone(&self) -> bool {
        self.strangers == 0
    }

    /// Whether there are exactly this many members, all of them known.
    pub(super) fn only(&self, members: u32) -> bool {
        self.alone() && self.known.count_ones() == members
    }
}

/// Enters the object that comes next, and says where it begins.
fn open(reader: &mut Reader<'_>) -> Option<usize> {
    reader.space();
    let start = reader.pos();
    reader.open_object().ok()?;
    Some(start)
}

/// Goes to the value of the next member, and says which key it has; `None` behind the last one.
fn next(reader: &mut Reader<'_>, first: &mut bool) -> Option<Option<Key>> {
    let more = reader.key(first).ok()?;
    more.then(|| KEYS.read(reader).ok())?
}

/// What the object behind `result` is.
fn inside_result(reader: &mut Reader<'_>) -> Option<Detected> {
    // Both need keys that only the API has.
    const OF_EVENT: u64 = ONLY_OF_EVENT | bits(&[Key::timestamp, Key::kind]);
    const ONLY_OF_EVENT: u64 = bits(&[Key::sequence_number, Key::task_id]);
    const OF_TASK: u64 =
        ONLY_OF_TASK | bits(&[Key::status, Key::created_at, Key::output, Key::object]);
    const ONLY_OF_TASK: u64 = bits(&[Key::session_id, Key::user_id]);
    let start = open(reader)?;
    if let Some(place) = event(reader.text(), start) {
        return Some(Detected::by_tag(Event, "result.type").variant(start, Some(place)));
    }
    let mut known = 0;
    let mut first = true;
    while let Some(key) = next(reader, &mut first) {
        match key {
            Some(Key::object) if is_string(reader, |object| object == "task") => {
                return Some(Detected::by_tag(Response, "result.object"));
            }
            Some(Key::kind) => match event_tag(reader) {
                Some(place) => {
                    return Some(Detected::by_tag(Event, "result.type").variant(start, place));
                }
                None => known |= bit(Key::kind),
            },
            Some(Key::task) if ahead(reader, is_task) => {
                return Some(Detected::by_keys(Event, &["result.task"]));
            }
            Some(Key::push_notification_config) => {
                let keys = &["result.pushNotificationConfig"];
                return Some(Detected::by_keys(PushNotificationResponse, keys));
            }
            Some(key) => known |= bit(key),
            None => {}
        }
        if (known & OF_EVENT).count_ones() >= 2 && known & ONLY_OF_EVENT != 0 {
            let keys = &["result.sequence_number", "result.task_id"];
            return Some(Detected::by_keys(Event, keys));
        }
        if (known & OF_TASK).count_ones() >= 3 && known & ONLY_OF_TASK != 0 {
            let keys = &["result.session_id", "result.user_id", "result.status"];
            return Some(Detected::by_keys(Response, keys));
        }
        if reader.skip().is_err() {
            break;
        }
    }
    None
}

/// What a list contains, going by its first element.
enum List {
    OfTasks,
    /// Empty, or of objects that may be broken tasks.
    OfObjects,
    Other,
}

fn list(reader: &mut Reader<'_>) -> List {
    let mut first = true;
    if reader.open_array().is_err() {
        return List::Other;
    }
    match reader.element(&mut first) {
        Ok(true) if ahead(reader, is_task) => List::OfTasks,
        Ok(true) if reader.kind() != Some(JsonKind::Object) => List::Other,
        _ => List::OfObjects,
    }
}

/// Whether the next value is an object that looks like a task.
fn is_task(reader: &mut Reader<'_>) -> bool {
    inside_result(reader).is_some_and(|found| found.kind == Response)
}

/// Looks at what comes next; the reader stays where it is.
fn ahead<'a, T>(reader: &mut Reader<'a>, look: impl FnOnce(&mut Reader<'a>) -> T) -> T {
    let start = reader.mark();
    let found = look(reader);
    reader.rewind(start);
    found
}

/// Whether the next value is a string, and one of these.
fn is_string(reader: &mut Reader<'_>, is_one: impl FnOnce(&str) -> bool) -> bool {
    let string: Option<Cow<'_, str>> = ahead(reader, |reader| reader.string().ok());
    string.is_some_and(|string| is_one(&string))
}

/// Whether the next value is the tag of an event, and the place of the variant if it is known.
fn event_tag(reader: &mut Reader<'_>) -> Option<Option<usize>> {
    let tag = ahead(reader, |reader| reader.string().ok())?;
    let place = events().index().place(&tag);
    (place.is_some() || tag.starts_with("task.")).then_some(place)
}
