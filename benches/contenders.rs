//! What is measured: the library, and what one would use without it.

use std::hint::black_box;

use agentlin_types::{TaskEvent, TaskResponse, decode, encode, validate::Settings, wire::Wire};
use serde::{Serialize, de::DeserializeOwned, de::IgnoredAny};
use serde_json::Value;

use crate::captures::Captures;
use crate::corpus::{Corpus, Lines, Place, Recipe};
use crate::measure::{Contender, race};
use crate::naive;

/// Decodes every line with serde_json.
fn json<T: DeserializeOwned>(lines: &[Vec<u8>]) {
    for line in lines {
        black_box(serde_json::from_slice::<T>(line).expect("a line of the corpus"));
    }
}

fn ours<T: Wire>(lines: &[Vec<u8>]) {
    for line in lines {
        black_box(decode::from_slice::<T>(line).expect("a line of the corpus"));
    }
}

fn values<T: DeserializeOwned>(lines: &[Vec<u8>]) -> Vec<T> {
    let parse = |line: &Vec<u8>| serde_json::from_slice(line).expect("a line of the corpus");
    lines.iter().map(parse).collect()
}

fn to_json<T: Serialize>(values: &[T]) {
    for value in values {
        black_box(serde_json::to_vec(value).expect("a value of the corpus"));
    }
}

/// How much of each corpus is measured, and how often.
pub(crate) struct Effort {
    pub(crate) bytes: usize,
    pub(crate) rounds: usize,
    pub(crate) places: Vec<Place>,
    pub(crate) corpora: Vec<Corpus>,
    /// Whether real payloads are measured as well.
    pub(crate) captures: bool,
}

impl Effort {
    /// The defaults, or what `BENCH_MB`, `BENCH_ROUNDS`, `BENCH_PLACE` and `BENCH_CORPUS` say.
    pub(crate) fn from_env() -> Self {
        let number = |name, default| {
            let value = std::env::var(name).ok();
            value
                .and_then(|value| value.parse().ok())
                .unwrap_or(default)
        };
        let wanted =
            |name: &str, option: &str| std::env::var(option).map_or(true, |wanted| wanted == name);
        Effort {
            bytes: number("BENCH_MB", 8) * 1_000_000,
            rounds: number("BENCH_ROUNDS", 7),
            places: Place::ALL
                .into_iter()
                .filter(|place| wanted(place.name(), "BENCH_PLACE"))
                .collect(),
            corpora: Corpus::ALL
                .into_iter()
                .filter(|corpus| wanted(corpus.name(), "BENCH_CORPUS"))
                .collect(),
            captures: wanted("captures", "BENCH_CORPUS"),
        }
    }
}

/// Races everything over every corpus.
pub(crate) fn run(effort: &Effort) {
    println!("How many times faster than serde_json::Value; CPU time, parse and drop.");
    for &corpus in &effort.corpora {
        for &place in &effort.places {
            let recipe = Recipe {
                place,
                ..Recipe::natural(corpus)
            };
            let lines = Lines::lines(recipe, effort.bytes);
            let title = format!("{}, type {}", corpus.name(), place.name());
            let natural = place == Place::Natural;
            match corpus {
                Corpus::Events => events(&title, &lines, natural, effort.rounds),
                _ => responses(&title, &lines, natural, effort.rounds),
            }
        }
    }
    if effort.captures {
        let Captures { response, event } = Captures::read(effort.bytes);
        responses("captured responses", &response, true, effort.rounds);
        events("captured events", &event, true, effort.rounds);
    }
}

fn events(title: &str, lines: &[Vec<u8>], encode: bool, rounds: usize) {
    decoding::<TaskEvent, naive::Or<naive::Event>>(title, lines, rounds);
    if encode {
        encoding::<TaskEvent, naive::Or<naive::Event>>(title, lines, rounds);
    }
}

fn responses(title: &str, lines: &[Vec<u8>], encode: bool, rounds: usize) {
    decoding::<TaskResponse, naive::Response>(title, lines, rounds);
    if encode {
        encoding::<TaskResponse, naive::Response>(title, lines, rounds);
    }
}

fn decoding<T: Wire + DeserializeOwned, N: DeserializeOwned>(
    title: &str,
    lines: &[Vec<u8>],
    rounds: usize,
) {
    let mut contenders = [
        Contender::new("serde_json Value", || json::<Value>(lines)),
        Contender::new("naive derive", || json::<N>(lines)),
        Contender::new("decode::from_slice", || ours::<T>(lines)),
        Contender::new("serde_json::from_slice", || json::<T>(lines)),
        Contender::new("validate, all rules", || {
            let settings = Settings::default();
            for line in lines {
                let text = std::str::from_utf8(line).expect("a line of the corpus");
                black_box(settings.validate(text));
            }
        }),
        Contender::new("serde_json IgnoredAny", || json::<IgnoredAny>(lines)),
        Contender::new("std from_utf8", || {
            for line in lines {
                black_box(std::str::from_utf8(black_box(line)).expect("UTF-8"));
            }
        }),
    ];
    let bytes = lines.iter().map(Vec::len).sum();
    race(&format!("decode {title}"), bytes, &mut contenders, rounds);
}

fn encoding<T: Wire + Serialize + DeserializeOwned, N: Serialize + DeserializeOwned>(
    title: &str,
    lines: &[Vec<u8>],
    rounds: usize,
) {
    let plain: Vec<Value> = values(lines);
    let naive: Vec<N> = values(lines);
    let typed: Vec<T> = values(lines);
    let bytes = typed
        .iter()
        .map(|value| encode::to_vec(value).expect("decoded before").len())
        .sum();
    let mut contenders = [
        Contender::new("serde_json Value", || to_json(&plain)),
        Contender::new("naive derive", || to_json(&naive)),
        Contender::new("encode::to_vec", || {
            for value in &typed {
                black_box(encode::to_vec(value).expect("decoded before"));
            }
        }),
        Contender::new("serde_json::to_vec", || to_json(&typed)),
    ];
    race(&format!("encode {title}"), bytes, &mut contenders, rounds);
}
