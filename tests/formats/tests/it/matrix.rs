//! Every capture, in every holder, through every format: it comes back equal, or it is refused when it
//! is written, with a message that says what to do.

use std::fmt::Debug;

use agentlin_types::encode;
use agentlin_types::wire::Wire;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::captures::{events, requests, responses};
use crate::format::{Format, every_format};
use crate::holders::{
    Adjacent, AsText, External, Field, Flat, Holder, Internal, List, Maps, Optional, Shared,
    Untagged,
};

/// What a format may refuse.
fn may_refuse<F: Format>(json: &str) -> bool {
    let value: Value = serde_json::from_str(json).unwrap();
    !F::DESCRIBES_ITSELF
        || (!F::HAS_NULL && has_null(&value))
        || F::LARGEST.is_some_and(|largest| has_larger(json, largest))
}

/// Whether there is a larger whole number.
fn has_larger(json: &str, largest: u64) -> bool {
    let is_larger = |digits: &str| match digits.parse::<u64>() {
        Ok(number) => number > largest,
        Err(_) => !digits.is_empty(),
    };
    json.match_indices([':', ',', '[']).any(|(at, _)| {
        let rest = &json[at + 1..];
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        is_larger(&rest[..end])
    })
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        _ => false,
    }
}

/// Whether two texts have the same value; the spelling of numbers and the order of keys aside.
fn same(one: &str, other: &str) -> bool {
    fn plain(value: Value) -> Value {
        match value {
            Value::Number(number) if number.as_i64().is_none() && number.as_u64().is_none() => {
                number.as_f64().into()
            }
            Value::Array(elements) => elements.into_iter().map(plain).collect(),
            Value::Object(members) => members
                .into_iter()
                .map(|(key, value)| (key, plain(value)))
                .collect(),
            other => other,
        }
    }
    let [one, other] = [one, other].map(|text| plain(serde_json::from_str(text).unwrap()));
    one == other
}

fn through<F: Format, T: Wire + Clone, H: Holder<T>>(value: &T) {
    let name = std::any::type_name::<H>();
    let text = encode::to_string(value).unwrap();
    let context = || format!("{}, {name}: {text}", F::NAME);
    let written = match F::write(&H::hold(value.clone())) {
        Ok(written) => written,
        Err(message) => {
            assert!(may_refuse::<F>(&text), "{message}\n{}", context());
            let helps = message.contains("serde_with::json::JsonString");
            // What serde's own `flatten` writes does not come to the format as ours.
            let ours = F::KEEPS_MESSAGES && (F::DESCRIBES_ITSELF || !name.contains("Flat"));
            assert_eq!(helps, ours, "{message}\n{}", context());
            return;
        }
    };
    assert!(
        !may_refuse::<F>(&text) || name.contains("AsText"),
        "{}",
        context()
    );
    let shown = String::from_utf8_lossy(&written);
    assert!(!shown.contains("$serde_json"), "{shown}\n{}", context());
    let read = match F::read::<H>(&written) {
        Ok(read) => read,
        // With `arbitrary_precision` a `Value` hands over integers of 128 bits, which the buffer behind
        // serde's `flatten` and `untagged` refuses, whatever the type.
        Err(message)
            if cfg!(feature = "unified") && message.contains("128, expected any value") =>
        {
            return;
        }
        Err(message) => panic!("{message}\n{shown}\n{}", context()),
    };
    let back = encode::to_string(&read.held()).unwrap();
    assert!(same(&back, &text), "{back}\n{}", context());
}

fn all_holders<F: Format, T>(values: &[T])
where
    T: Wire + Clone + Debug + Serialize + DeserializeOwned,
{
    for value in values {
        through::<F, T, Field<T>>(value);
        through::<F, T, Optional<T>>(value);
        through::<F, T, List<T>>(value);
        through::<F, T, Maps<T>>(value);
        through::<F, T, Shared<T>>(value);
        through::<F, T, Flat<T>>(value);
        through::<F, T, Untagged<T>>(value);
        through::<F, T, Internal<T>>(value);
        through::<F, T, Adjacent<T>>(value);
        through::<F, T, External<T>>(value);
        if encode::to_string(value).unwrap().len() <= F::STRING_LIMIT {
            through::<F, T, AsText<T>>(value);
        }
    }
}

#[test]
fn responses_come_back_from_everywhere() {
    every_format!(all_holders[_](&responses()));
}

#[test]
fn events_come_back_from_everywhere() {
    every_format!(all_holders[_](&events()));
}

#[test]
fn requests_come_back_from_everywhere() {
    every_format!(all_holders[_](&requests()));
}
