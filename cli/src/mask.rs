//! Text of a payload as `--mask` shows it: the words of the API as they are, of other keys the
//! beginning, of values nothing.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::OnceLock;

use agentlin_types::Profile;
use agentlin_types::schema::{self, Dialect, Form};
use serde_json::Value;

/// How many characters of a key that is none of the API's are shown at most.
const SHOWN: usize = 3;

/// How many characters of such a key are shown: never more than half of it.
pub(crate) fn shown(characters: usize) -> usize {
    SHOWN.min(characters / 2)
}

/// Whether a word is one of the API: the name of a field, a tag, or the value of an enum.
pub(crate) fn is_known(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let text = schema::bundle(Profile::Wire, Dialect::Draft2020, Form::Codegen);
        let mut words = HashSet::new();
        if let Ok(schema) = serde_json::from_str(&text) {
            collect(&schema, &mut words);
        }
        words
    });
    words.contains(word)
}

/// Every key of a schema, and every string that one of its lists or constants names.
fn collect(schema: &Value, words: &mut HashSet<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                words.insert(key.clone());
                match (&**key, value) {
                    ("const", Value::String(word)) => _ = words.insert(word.clone()),
                    _ => collect(value, words),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::String(word) => _ = words.insert(word.clone()),
                    _ => collect(item, words),
                }
            }
        }
        _ => {}
    }
}

/// A key as it may be shown.
fn key(key: &str) -> Cow<'_, str> {
    let is_index = key.len() < 20 && key.bytes().all(|byte| byte.is_ascii_digit());
    if is_index || is_known(key) {
        return Cow::Borrowed(key);
    }
    let shown: String = key.chars().take(shown(key.chars().count())).collect();
    match key {
        "" => Cow::Borrowed(key),
        _ => Cow::Owned(format!("{shown}…")),
    }
}

/// A JSON Pointer as it may be shown.
pub(crate) fn pointer(pointer: &str) -> String {
    let keys: Vec<_> = pointer.split('/').map(key).collect();
    keys.join("/")
}

/// A message as it may be shown: what it quotes is hidden unless it is a word of the API.
pub(crate) fn message(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some(start) = rest.find(['`', '"']) {
        let quote = &rest[start..=start];
        out.push_str(&rest[..=start]);
        rest = &rest[start + 1..];
        let Some(end) = rest.find(quote) else { break };
        let quoted = &rest[..end];
        out.push_str(if is_known(quoted) { quoted } else { "…" });
        out.push_str(quote);
        rest = &rest[end + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_api_are_shown_and_others_are_not() {
        assert_eq!(
            pointer("/result/output/12/sk-live-secret/created_at"),
            "/result/output/12/sk-…/created_at"
        );
        assert_eq!(
            message("unknown status `sk-live`; did you mean `completed`? It is \"x y\" in `Task`"),
            "unknown status `…`; did you mean `completed`? It is \"…\" in `Task`"
        );
        assert_eq!(pointer("/pin/ß/日本/abcd"), "/p…/…/日…/ab…");
        assert_eq!(pointer(""), "");
    }
}
