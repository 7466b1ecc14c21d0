//! A JSON tree that keeps the order of its members, for files that people read.

use serde_json::Value;

use crate::wire::{JsonKind, JsonObject, JsonValue};

/// A JSON value whose members stay in the order in which they were added.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// An integer.
    Integer(i64),
    /// Any number, as text.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    List(Vec<Node>),
    /// An object.
    Object(Object),
}

/// An object under construction.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Object(Vec<(String, Node)>);

impl Object {
    /// `{}`.
    pub(crate) fn new() -> Self {
        Object::default()
    }

    /// Adds a member, or replaces the one of that key in its place.
    pub(crate) fn set(&mut self, key: impl Into<String>, value: impl Into<Node>) {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// The same with a member more.
    #[must_use]
    pub(crate) fn with(mut self, key: impl Into<String>, value: impl Into<Node>) -> Self {
        self.set(key, value);
        self
    }

    /// Whether there are no members.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The members in order.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl Node {
    /// A list of strings.
    pub(crate) fn strings<'a>(items: impl IntoIterator<Item = &'a str>) -> Node {
        Node::List(items.into_iter().map(Node::from).collect())
    }

    /// A list of objects.
    pub(crate) fn objects(items: impl IntoIterator<Item = Object>) -> Node {
        Node::List(items.into_iter().map(Node::from).collect())
    }

    /// The text of a file: two spaces of indentation, a line feed at the end.
    pub(crate) fn to_file(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Node::Bool(value) => out.push_str(&value.to_string()),
            Node::Null => out.push_str("null"),
            Node::Integer(value) => out.push_str(&value.to_string()),
            Node::Number(value) => out.push_str(value),
            Node::String(value) => out.push_str(&Value::from(value.as_str()).to_string()),
            Node::List(items) if items.iter().all(Node::is_scalar) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { ", " });
                    item.write(out, depth);
                }
                out.push(']');
            }
            Node::List(items) => {
                let items = items.iter().map(|item| (None, item));
                write_block(out, depth, ['[', ']'], items);
            }
            Node::Object(object) if object.is_empty() => out.push_str("{}"),
            Node::Object(object) => {
                let members = object.members().map(|(key, value)| (Some(key), value));
                write_block(out, depth, ['{', '}'], members);
            }
        }
    }

    fn is_scalar(&self) -> bool {
        !matches!(self, Node::List(_) | Node::Object(_))
    }
}

fn write_block<'a>(
    out: &mut String,
    depth: usize,
    brackets: [char; 2],
    items: impl Iterator<Item = (Option<&'a str>, &'a Node)>,
) {
    let line = |out: &mut String, depth| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    out.push(brackets[0]);
    for (i, (key, value)) in items.enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        line(out, depth + 1);
        if let Some(key) = key {
            out.push_str(&Value::from(key).to_string());
            out.push_str(": ");
        }
        value.write(out, depth + 1);
    }
    line(out, depth);
    out.push(brackets[1]);
}

impl From<&str> for Node {
    fn from(value: &str) -> Self {
        Node::String(value.into())
    }
}

impl From<String> for Node {
    fn from(value: String) -> Self {
        Node::String(value)
    }
}

impl From<i64> for Node {
    fn from(value: i64) -> Self {
        Node::Integer(value)
    }
}

impl From<bool> for Node {
    fn from(value: bool) -> Self {
        Node::Bool(value)
    }
}

impl From<Object> for Node {
    fn from(value: Object) -> Self {
        Node::Object(value)
    }
}

impl From<Vec<Node>> for Node {
    fn from(value: Vec<Node>) -> Self {
        Node::List(value)
    }
}

impl From<&Value> for Node {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Node::Null,
            Value::Bool(value) => Node::Bool(*value),
            Value::Number(number) => Node::Number(number.to_string()),
            Value::String(text) => Node::String(text.clone()),
            Value::Array(items) => Node::List(items.iter().map(Node::from).collect()),
            Value::Object(members) => {
                let mut object = Object::new();
                for (key, value) in members {
                    object.set(key, value);
                }
                object.into()
            }
        }
    }
}

impl From<&Node> for Value {
    fn from(node: &Node) -> Self {
        match node {
            Node::Bool(value) => (*value).into(),
            Node::Null => Value::Null,
            Node::Integer(value) => (*value).into(),
            Node::Number(value) => value
                .parse::<serde_json::Number>()
                .map_or(Value::Null, Value::Number),
            Node::String(value) => value.as_str().into(),
            Node::List(items) => Value::Array(items.iter().map(Value::from).collect()),
            Node::Object(object) => Value::Object(
                object
                    .members()
                    .map(|(key, value)| (key.into(), Value::from(value)))
                    .collect(),
            ),
        }
    }
}

impl From<&JsonValue> for Node {
    /// The same value, its members in the same order.
    fn from(json: &JsonValue) -> Self {
        let text = json.as_str();
        match json.kind() {
            JsonKind::Null => Node::Null,
            JsonKind::Boolean => Node::Bool(text == "true"),
            JsonKind::Number => Node::Number(text.into()),
            JsonKind::String => Node::String(json.parse().unwrap_or_default()),
            JsonKind::Array => {
                let items: Vec<JsonValue> = json.parse().unwrap_or_default();
                Node::List(items.iter().map(Node::from).collect())
            }
            JsonKind::Object => {
                let mut object = Object::new();
                let members = JsonObject::try_from(json.clone()).map(|object| object.members());
                for (key, value) in members.unwrap_or_default() {
                    object.set(key, &value);
                }
                Node::Object(object)
            }
        }
    }
}
