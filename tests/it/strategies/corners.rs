//! The corners of strings, numbers and sizes occur among generated documents, whichever crate asks
//! for them.

use std::collections::{BTreeMap, BTreeSet};

use agentlin_types::generate::{Corrupt, Defect, Valid};
use agentlin_types::{Task, TaskEventResponse};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::shared::json::compact;
use crate::shared::seeds::choices;

/// How often each corner occurred, by its name.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    /// Counts one document, whose corners count once.
    fn add(&mut self, document: &str) {
        let mut found = BTreeSet::new();
        corners(document, &mut found);
        for corner in found {
            *self.0.entry(corner).or_default() += 1;
        }
    }

    fn expect(&self, corners: &[&str], least: usize) {
        println!("{:#?}", self.0);
        for corner in corners {
            let count = self.0.get(corner).copied().unwrap_or_default();
            assert!(count >= least, "{corner}: {count} times");
        }
    }
}

const CORNERS: &[&str] = &[
    "an empty string",
    "a string of thousands",
    "an astral character",
    "a control character",
    "NUL",
    "U+2028",
    "right to left",
    "a noncharacter",
    "a quote",
    "a slash in a key",
    "a tilde in a key",
    "escapes that need not be",
    "a surrogate pair as escapes",
    "half a surrogate pair",
    "a number beyond a float",
    "the largest float",
    "the smallest float",
    "negative zero",
    "the largest integer",
    "an integer beyond 2^53",
    "an integer spelled as a float",
    "an exponent",
    "thirty digits",
    "null",
    "an empty list",
    "an empty object",
    "a long list",
    "a key twice",
    "as deep as can be",
    "white space",
    "a small document",
    "a large document",
];

/// Walks over the tokens of a document.
fn corners(document: &str, found: &mut BTreeSet<&'static str>) {
    let text = compact(document);
    let bytes = text.as_bytes();
    // The open arrays and objects: how many commas, which keys.
    let mut open: Vec<(usize, BTreeSet<&str>)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            b'"' => {
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
                let is_key = bytes.get(at) == Some(&b':');
                string(&text[start..at], is_key, found);
                if is_key && !open.last_mut().unwrap().1.insert(&text[start..at]) {
                    found.insert("a key twice");
                }
            }
            b'-' | b'0'..=b'9' => {
                let part =
                    |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
                while bytes.get(at).is_some_and(part) {
                    at += 1;
                }
                number(&text[start..at], found);
            }
            b'{' | b'[' => {
                match &bytes[start..(start + 2).min(bytes.len())] {
                    b"[]" => drop(found.insert("an empty list")),
                    b"{}" => drop(found.insert("an empty object")),
                    _ => {}
                }
                open.push(Default::default());
                if open.len() == 127 {
                    found.insert("as deep as can be");
                }
            }
            b'}' | b']' => {
                let (commas, _) = open.pop().unwrap();
                if commas >= 39 {
                    found.insert("a long list");
                }
            }
            b',' => open.last_mut().unwrap().0 += 1,
            b'n' => drop(found.insert("null")),
            _ => {}
        }
    }
    for (corner, there) in [
        ("white space", document.len() > text.len()),
        ("a small document", text.len() < 200),
        ("a large document", text.len() > 20_000),
    ] {
        if there {
            found.insert(corner);
        }
    }
}

fn string(text: &str, is_key: bool, found: &mut BTreeSet<&'static str>) {
    let Ok(string) = serde_json::from_str::<String>(text) else {
        found.insert("half a surrogate pair");
        return;
    };
    let has = |wanted: fn(char) -> bool| string.chars().any(wanted);
    for (corner, there) in [
        ("an empty string", string.is_empty()),
        ("a string of thousands", string.len() > 4000),
        ("an astral character", has(|c| c > '\u{ffff}')),
        ("a control character", has(|c| c != '\0' && c < ' ')),
        ("NUL", has(|c| c == '\0')),
        ("U+2028", has(|c| c == '\u{2028}')),
        ("right to left", has(|c| c == '\u{202e}')),
        ("a noncharacter", has(|c| c == '\u{ffff}')),
        ("a quote", has(|c| c == '"')),
        ("a slash in a key", is_key && string.contains('/')),
        ("a tilde in a key", is_key && string.contains('~')),
        ("escapes that need not be", text.contains("\\u0061")),
        (
            "a surrogate pair as escapes",
            text.to_ascii_lowercase().contains("\\ud83d\\ude00"),
        ),
    ] {
        if there {
            found.insert(corner);
        }
    }
}

fn number(text: &str, found: &mut BTreeSet<&'static str>) {
    let number: f64 = text.parse().unwrap();
    for (corner, there) in [
        ("a number beyond a float", number.is_infinite()),
        ("the largest float", number == f64::MAX),
        ("the smallest float", number == 5e-324),
        ("negative zero", number == 0.0 && text.starts_with('-')),
        ("the largest integer", text == "9223372036854775807"),
        (
            "an integer beyond 2^53",
            text.parse::<i64>().is_ok_and(|n| n > 1 << 53),
        ),
        ("an integer spelled as a float", text.ends_with(".0")),
        ("an exponent", text.contains(['e', 'E'])),
        (
            "thirty digits",
            text.bytes().filter(u8::is_ascii_digit).count() >= 30,
        ),
    ] {
        if there {
            found.insert(corner);
        }
    }
}

const SAMPLES: usize = 600;

#[test]
fn proptest_reaches_every_corner() {
    let mut runner = TestRunner::deterministic();
    let mut tally = Tally::default();
    let strategy = any::<(Valid<Task>, Valid<TaskEventResponse>)>();
    for _ in 0..SAMPLES {
        let (task, event) = strategy.new_tree(&mut runner).unwrap().current();
        tally.add(task.text());
        tally.add(event.text());
    }
    tally.expect(CORNERS, 5);
}

#[test]
fn arbitrary_reaches_every_corner() {
    let mut tally = Tally::default();
    for seed in 0..SAMPLES as u64 {
        let bytes = choices(seed, 800);
        let mut bytes = arbitrary::Unstructured::new(&bytes);
        tally.add(bytes.arbitrary::<Valid<Task>>().unwrap().text());
        tally.add(
            bytes
                .arbitrary::<Valid<TaskEventResponse>>()
                .unwrap()
                .text(),
        );
    }
    tally.expect(CORNERS, 5);
}

/// Values are read from such texts, so they reach what the types can hold of it.
#[test]
fn values_are_as_odd_as_their_texts() {
    let mut runner = TestRunner::deterministic();
    let mut tally = Tally::default();
    let strategy = any::<Task>();
    for _ in 0..SAMPLES {
        let task = strategy.new_tree(&mut runner).unwrap().current();
        tally.add(&agentlin_types::encode::to_string(&task).unwrap());
    }
    // White space is not kept; and a value leaves room for what it may be put into.
    let of_texts_only = ["white space", "as deep as can be"];
    let kept: Vec<_> = CORNERS
        .iter()
        .copied()
        .filter(|corner| !of_texts_only.contains(corner))
        .collect();
    tally.expect(&kept, 2);
}

#[test]
fn every_change_is_made() {
    let mut made: BTreeMap<Defect, usize> = BTreeMap::new();
    for &profile in agentlin_types::Profile::ALL {
        for seed in 0..600 {
            let corrupt = Corrupt::<Task>::from_choices(profile, &choices(seed, 200));
            *made.entry(corrupt.defect()).or_default() += 1;
        }
    }
    println!("{made:#?}");
    for change in Defect::ALL {
        assert!(
            made.get(change).is_some_and(|count| *count >= 5),
            "{change:?}"
        );
    }
}
