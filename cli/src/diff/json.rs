//! JSON values compared by what they say: the order of keys and the spelling of numbers are nothing.

use agentlin_types::{JsonObject, JsonValue};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use similar::DiffOp;

use super::align;

/// Keys of identifiers: two runs never have the same.
const IDS: [&str; 9] = [
    "id",
    "call_id",
    "tool_call_id",
    "task_id",
    "session_id",
    "user_id",
    "request_id",
    "previous_task_id",
    "item_id",
];

/// Keys of times.
const TIMES: [&str; 3] = ["created_at", "timestamp", "time"];

/// What counts as a difference beside what is said.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Strictness {
    pub(crate) ids: bool,
    pub(crate) times: bool,
}

/// One difference between two values.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Change {
    /// Where it is, as a JSON Pointer.
    pub(crate) pointer: String,
    /// What A has there; absent if it has nothing.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "raw")]
    #[schemars(with = "Option<serde_json::Value>")]
    pub(crate) a: Option<JsonValue>,
    /// What B has there; absent if it has nothing.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "raw")]
    #[schemars(with = "Option<serde_json::Value>")]
    pub(crate) b: Option<JsonValue>,
}

/// Free-form JSON as it is. The model writes it as data, which may not have room for a number.
fn raw<S: Serializer>(json: &Option<JsonValue>, serializer: S) -> Result<S::Ok, S::Error> {
    let raw = json
        .as_ref()
        .map(|json| serde_json::from_str::<&RawValue>(json.as_str()));
    raw.transpose()
        .map_err(serde::ser::Error::custom)?
        .serialize(serializer)
}

/// The one form of a value: keys in order, numbers in one spelling, without what does not count.
pub(crate) fn canonical(json: &JsonValue, strictness: Strictness) -> JsonValue {
    let mut text = String::new();
    write(json, strictness, &mut text);
    text.parse().unwrap_or_else(|_| json.clone())
}

fn write(json: &JsonValue, strictness: Strictness, out: &mut String) {
    if let Some(members) = members(json) {
        let counts = |key: &str| {
            (strictness.ids || !IDS.contains(&key)) && (strictness.times || !TIMES.contains(&key))
        };
        let mut members: Vec<_> = members.into_iter().filter(|(key, _)| counts(key)).collect();
        members.sort_by(|one, other| one.0.cmp(&other.0));
        out.push('{');
        for (at, (key, value)) in members.iter().enumerate() {
            out.push_str(if at > 0 { "," } else { "" });
            out.push_str(&quoted(key));
            out.push(':');
            write(value, strictness, out);
        }
        out.push('}');
    } else if let Some(items) = items(json) {
        out.push('[');
        for (at, item) in items.iter().enumerate() {
            out.push_str(if at > 0 { "," } else { "" });
            write(item, strictness, out);
        }
        out.push(']');
    } else if let Ok(text) = json.parse::<String>() {
        out.push_str(&quoted(&text));
    } else {
        out.push_str(&number(json.as_str()));
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A number in its usual spelling; what no number type holds, and other literals, as they are.
fn number(text: &str) -> String {
    /// From here on whole numbers have an exponent, as in JavaScript and RFC 8785.
    const LARGE: f64 = 1e21;
    let is_number = text.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    match text.parse::<f64>() {
        _ if !is_number || text.parse::<i128>().is_ok() => text.to_owned(),
        Ok(float) if float.fract() == 0.0 && float.abs() < LARGE => format!("{float:.0}"),
        Ok(float) if float.is_finite() => format!("{float:?}"),
        _ => text.to_owned(),
    }
}

fn members(json: &JsonValue) -> Option<Vec<(String, JsonValue)>> {
    let object = JsonObject::try_from(json.clone()).ok()?;
    Some(object.members())
}

fn items(json: &JsonValue) -> Option<Vec<JsonValue>> {
    json.as_str().starts_with('[').then(|| json.parse().ok())?
}

/// The differences between two values in their canonical form.
pub(crate) fn changes(a: &JsonValue, b: &JsonValue) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(
        String::new(),
        Some(a.clone()),
        Some(b.clone()),
        &mut changes,
    );
    changes
}

fn compare(pointer: String, a: Option<JsonValue>, b: Option<JsonValue>, changes: &mut Vec<Change>) {
    if let (Some(one), Some(other)) = (&a, &b) {
        if one == other {
            return;
        }
        if let (Some(one), Some(other)) = (members(one), members(other)) {
            return objects(&pointer, one, other, changes);
        }
        if let (Some(one), Some(other)) = (items(one), items(other)) {
            return lists(&pointer, &one, &other, changes);
        }
    }
    changes.push(Change { pointer, a, b });
}

fn objects(
    pointer: &str,
    a: Vec<(String, JsonValue)>,
    b: Vec<(String, JsonValue)>,
    changes: &mut Vec<Change>,
) {
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    loop {
        // Both are sorted.
        let key = match (a.peek(), b.peek()) {
            (Some((one, _)), Some((other, _))) => one.min(other).clone(),
            (Some((key, _)), None) | (None, Some((key, _))) => key.clone(),
            (None, None) => return,
        };
        let value = |member: (String, JsonValue)| member.1;
        let one = a.next_if(|member| member.0 == key).map(value);
        let other = b.next_if(|member| member.0 == key).map(value);
        let escaped = key.replace('~', "~0").replace('/', "~1");
        compare(format!("{pointer}/{escaped}"), one, other, changes);
    }
}

fn lists(pointer: &str, a: &[JsonValue], b: &[JsonValue], changes: &mut Vec<Change>) {
    for op in align::ops(a, b) {
        let (olds, news) = match op {
            DiffOp::Equal { .. } => continue,
            op => (op.old_range(), op.new_range()),
        };
        for at in 0..olds.len().max(news.len()) {
            let (old, new) = (olds.clone().nth(at), news.clone().nth(at));
            let place = old.or(new).unwrap_or_default();
            let value = |list: &[JsonValue], at: Option<usize>| at.map(|at| list[at].clone());
            compare(
                format!("{pointer}/{place}"),
                value(a, old),
                value(b, new),
                changes,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(a: &str, b: &str) -> Vec<String> {
        let form = |text: &str| canonical(&text.parse().unwrap(), Strictness::default());
        let text = |json: Option<JsonValue>| json.map_or("-".into(), |json| json.to_string());
        let changes = changes(&form(a), &form(b));
        let changes = changes.into_iter();
        changes
            .map(|change| format!("{} {} {}", change.pointer, text(change.a), text(change.b)))
            .collect()
    }

    #[test]
    fn values_are_the_same_whatever_their_spelling() {
        for (a, b) in [
            (r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1e0}"#),
            (r#"{"a":1,"id":"x","created_at":1}"#, r#"{"a":1,"id":"y"}"#),
            (r#"{"time":1,"timestamp":2,"item_id":"x"}"#, "{}"),
            (r#""\u0041""#, r#""A""#),
            (r#"-0.0"#, "-0"),
            ("1e16", "10000000000000000"),
            ("-1.5E+20", "-150000000000000000000"),
            ("1e21", "1000.0E18"),
            ("0.10", "1e-1"),
        ] {
            assert_eq!(found(a, b), [""; 0], "{a} {b}");
        }
    }

    #[test]
    fn differences_have_a_place() {
        assert_eq!(
            found(
                r#"{"a":[1,2,3],"b":{"c/d":"x"},"e":1}"#,
                r#"{"a":[1,3],"b":{"c/d":"y"},"f":null}"#
            ),
            ["/a/1 2 -", "/b/c~1d \"x\" \"y\"", "/e 1 -", "/f - null"]
        );
        assert_eq!(
            found("12345678901234567890123", "12345678901234567890124"),
            [" 12345678901234567890123 12345678901234567890124"]
        );
        assert_eq!(
            found("9007199254740993", "9007199254740992.0"),
            [" 9007199254740993 9007199254740992"]
        );
        assert_eq!(found("1e21", "1.1e21"), [" 1e21 1.1e21"]);
        assert_eq!(found("true", "null"), [" true null"]);
    }
}
