//! A valid document with random changes.

use serde_json::{Value, json};

/// Reads decisions from bytes; zeros when they run out.
pub struct Dice<'a>(pub &'a [u8]);

impl Dice<'_> {
    fn below(&mut self, count: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first) % count
    }

    fn one_of<'v, T>(&mut self, all: &'v [T]) -> &'v T {
        &all[self.below(all.len())]
    }
}

/// Makes up to four changes, anywhere.
pub fn mutate(document: &mut Value, dice: &mut Dice<'_>) {
    for _ in 0..=dice.below(4) {
        let donor = document.clone();
        change(document, &donor, dice);
    }
}

/// Goes down at random and changes the value at which it stops.
fn change(value: &mut Value, document: &Value, dice: &mut Dice<'_>) {
    let inside = dice.below(8) != 0;
    match value {
        Value::Array(items) if inside && !items.is_empty() => {
            let at = dice.below(items.len());
            match dice.below(12) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => change(&mut items[at], document, dice),
            }
        }
        Value::Object(members) if inside && !members.is_empty() => {
            let keys: Vec<String> = members.keys().cloned().collect();
            let key = dice.one_of(&keys);
            match dice.below(12) {
                0 => drop(members.remove(key)),
                1 => {
                    // The value under another key, known to the model or not.
                    let value = members.remove(key).unwrap_or_default();
                    let keys = ["type", "id", "content", "x", "message_content", "file_url"];
                    members.insert((*dice.one_of(&keys)).into(), value);
                }
                2 => {
                    let value = any(document, dice);
                    members.insert("status".into(), value);
                }
                _ => change(&mut members[key], document, dice),
            }
        }
        _ => *value = any(document, dice),
    }
}

fn any(document: &Value, dice: &mut Dice<'_>) -> Value {
    let scalars = [
        json!(null),
        json!(true),
        json!(0),
        json!(1.0),
        json!(-1),
        json!(255),
        json!(256),
        json!(255.0),
        json!(0.5),
        json!(1e300),
        json!(-1e-300),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(-i64::MAX),
        json!(u64::MAX),
        json!(9.223_372_036_854_776e18),
        json!(9.223_372_036_854_775e18),
        json!(-9.223_372_036_854_776e18),
        json!(""),
        json!("x"),
        json!("message"),
        json!("text"),
        json!("output_text"),
        json!("refusal"),
        json!("task"),
        json!("2.0"),
        json!("completed"),
        json!("in_progress"),
        json!("file_citation"),
        json!("reasoning"),
        json!("tool_call"),
        json!([]),
        json!({}),
        json!([null]),
        json!({"type": "text"}),
        json!({"type": "later", "type_": 1}),
        json!({"type": 7}),
        json!({"type": "text", "text": "x"}),
    ];
    match dice.below(3) {
        // A piece from elsewhere in the document: of a right type, in a wrong place.
        0 => {
            let mut piece = document;
            while dice.below(4) != 0 {
                piece = match piece {
                    Value::Array(items) if !items.is_empty() => dice.one_of(items),
                    Value::Object(members) if !members.is_empty() => {
                        let at = dice.below(members.len());
                        members.values().nth(at).expect("in range")
                    }
                    _ => break,
                };
            }
            piece.clone()
        }
        _ => dice.one_of(&scalars).clone(),
    }
}
