//! One job over one small corpus, for counting its instructions: `instructions decode chat`.
//! `benches/guard` runs it under callgrind, which counts inside [`job`] only.

#[allow(dead_code, reason = "the other benchmark uses the rest")]
mod corpus;

use std::hint::black_box;

use agentlin_types::{TaskEvent, TaskResponse, decode, encode, validate::Settings, wire::Wire};
use corpus::{Corpus, Lines, Place, Recipe};
use serde::de::DeserializeOwned;

/// About that many bytes of each corpus.
const BYTES: usize = 300_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(name), Some(wanted)) = (arguments.first(), arguments.get(1)) else {
        panic!("a job and a corpus are needed");
    };
    let corpus = Corpus::ALL.into_iter().find(|c| c.name() == wanted);
    let corpus = corpus.expect("chat, logprob, tools or events");
    match corpus {
        Corpus::Events => run::<TaskEvent>(name, corpus),
        _ => run::<TaskResponse>(name, corpus),
    }
}

fn run<T: Wire + DeserializeOwned>(name: &str, corpus: Corpus) {
    let place = match name {
        "decode-late" => Place::Last,
        _ => Place::Natural,
    };
    let recipe = Recipe {
        place,
        // Validation is fast where it finds nothing.
        strict: name == "validate",
        unknown_fields: name != "validate",
        ..Recipe::natural(corpus)
    };
    let lines = Lines::lines(recipe, BYTES);
    let values: Vec<T> = lines.iter().map(|line| read(line)).collect();
    match name {
        "decode" | "decode-late" => job(|| {
            lines
                .iter()
                .for_each(|line| drop(black_box(read::<T>(line))))
        }),
        "decode-serde" => job(|| {
            for line in &lines {
                black_box(serde_json::from_slice::<T>(line).expect("a line of the corpus"));
            }
        }),
        "encode" => job(|| {
            for value in &values {
                black_box(encode::to_vec(value));
            }
        }),
        "validate" => {
            let settings = Settings::default();
            job(|| {
                for line in &lines {
                    let text = std::str::from_utf8(line).expect("a line of the corpus");
                    black_box(settings.validate(text));
                }
            });
        }
        "value" => job(|| {
            for line in &lines {
                black_box(serde_json::from_slice::<serde_json::Value>(line).expect("JSON"));
            }
        }),
        _ => panic!("decode, decode-late, decode-serde, encode, validate or value"),
    }
}

fn read<T: Wire>(line: &[u8]) -> T {
    decode::from_slice(line).expect("a line of the corpus")
}

/// What callgrind counts.
#[inline(never)]
fn job(run: impl FnOnce()) {
    run();
}
