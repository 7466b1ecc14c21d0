//! A JSON text that remembers how its strings and numbers are spelled.

use serde_json::Value;

use super::choices::Choices;
use crate::wire::{JsonKind, JsonObject, JsonValue};

/// One JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    /// A literal, number or string, as it is spelled.
    Token(String),
    Array(Vec<Tree>),
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    /// The key itself.
    pub(crate) key: String,
    /// The key as it is spelled, quotes included.
    pub(crate) spelling: String,
    pub(crate) value: Tree,
}

/// Where white space appears between tokens.
#[derive(Clone, Copy)]
pub(crate) enum Spacing {
    None,
    /// After commas and colons.
    Plain,
    /// One token a line.
    Lines,
    /// Every kind of white space, also in front and behind.
    Wild,
}

impl From<&JsonValue> for Tree {
    fn from(json: &JsonValue) -> Tree {
        match json.kind() {
            JsonKind::Array => {
                let items: Vec<JsonValue> = json.parse().unwrap_or_default();
                Tree::Array(items.iter().map(Tree::from).collect())
            }
            JsonKind::Object => {
                let members = JsonObject::try_from(json.clone()).map(|object| object.members());
                let members = members.unwrap_or_default().into_iter();
                Tree::Object(
                    members
                        .map(|(key, value)| Member::plain(key, &value))
                        .collect(),
                )
            }
            _ => Tree::token(json.as_str()),
        }
    }
}

impl Member {
    /// A member whose key is spelled in the usual way.
    pub(crate) fn plain(key: impl Into<String>, value: impl Into<Tree>) -> Member {
        let key = key.into();
        Member {
            spelling: quoted(&key),
            key,
            value: value.into(),
        }
    }
}

/// A string as JSON spells it, with as few escapes as it allows.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

impl Tree {
    /// A string.
    pub(crate) fn string(text: &str) -> Self {
        Tree::Token(quoted(text))
    }

    pub(crate) fn token(text: impl Into<String>) -> Self {
        Tree::Token(text.into())
    }

    /// The text, with this white space.
    pub(crate) fn text(&self, spacing: Spacing) -> String {
        let mut out = String::new();
        spacing.edge(&mut out);
        self.render(spacing, &mut out);
        spacing.edge(&mut out);
        out
    }

    fn render(&self, spacing: Spacing, out: &mut String) {
        match self {
            Tree::Token(text) => out.push_str(text),
            Tree::Array(items) => {
                out.push('[');
                spacing.inside(out);
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                        spacing.after(out);
                    }
                    item.render(spacing, out);
                }
                spacing.inside(out);
                out.push(']');
            }
            Tree::Object(members) => {
                out.push('{');
                spacing.inside(out);
                for (i, member) in members.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                        spacing.after(out);
                    }
                    out.push_str(&member.spelling);
                    spacing.edge(out);
                    out.push(':');
                    spacing.after(out);
                    member.value.render(spacing, out);
                }
                spacing.inside(out);
                out.push('}');
            }
        }
    }
}

impl Spacing {
    /// Any.
    pub(crate) fn of(choices: &mut Choices<'_>) -> Self {
        use Spacing::*;
        choices.one_of(&[None, None, Plain, Lines, Wild])
    }

    /// After a comma or colon.
    fn after(self, out: &mut String) {
        out.push_str(match self {
            Spacing::None => "",
            Spacing::Plain => " ",
            Spacing::Lines => "\n",
            Spacing::Wild => "\t \r\n",
        });
    }

    /// Inside of brackets.
    fn inside(self, out: &mut String) {
        match self {
            Spacing::None | Spacing::Plain => {}
            Spacing::Lines | Spacing::Wild => self.after(out),
        }
    }

    /// Where only a text that is meant to be strange has space.
    fn edge(self, out: &mut String) {
        if let Spacing::Wild = self {
            out.push_str("\r \n\t");
        }
    }
}
