//! One job over one small corpus, for counting what it costs.

use std::hint::black_box;

use agentlin_types::validate::Settings;
use agentlin_types::wire::Wire;
use agentlin_types::{Profile, TaskEvent, TaskResponse, decode, encode};
use serde::de::DeserializeOwned;

use crate::corpus::{Corpus, Lines, Place, Recipe};
use crate::naive;

/// About that many bytes of each corpus.
const BYTES: usize = 300_000;

/// Does the job that the arguments of the program name, inside `count`.
pub(crate) fn run(count: fn(&mut dyn FnMut())) {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(name), Some(wanted)) = (arguments.first(), arguments.get(1)) else {
        panic!("a job and a corpus are needed");
    };
    let corpus = Corpus::ALL.into_iter().find(|c| c.name() == wanted);
    let corpus = corpus.expect("chat, logprob, tools or events");
    match corpus {
        Corpus::Events => job::<TaskEvent, naive::Or<naive::Event>>(name, corpus, count),
        _ => job::<TaskResponse, naive::Response>(name, corpus, count),
    }
}

fn job<T: Wire + DeserializeOwned, N: DeserializeOwned>(
    name: &str,
    corpus: Corpus,
    count: fn(&mut dyn FnMut()),
) {
    let place = match name {
        "decode-late" => Place::Last,
        _ => Place::Natural,
    };
    let is_clean = matches!(name, "validate" | "validate-documented");
    let recipe = Recipe {
        place,
        // Validation is fast where it finds nothing.
        strict: is_clean,
        unknown_fields: !is_clean,
        ..Recipe::natural(corpus)
    };
    let lines = Lines::lines(recipe, BYTES);
    let values: Vec<T> = lines.iter().map(|line| read(line)).collect();
    let settings = match name {
        "validate-documented" => Settings::new(Profile::Documented),
        _ => Settings::default(),
    };
    let one: &dyn Fn(&[u8]) = match name {
        "decode" | "decode-late" => &|line| drop(black_box(read::<T>(line))),
        "decode-serde" => &serde::<T>,
        "value" => &serde::<serde_json::Value>,
        "naive" => &serde::<N>,
        "validate" | "validate-documented" | "validate-loose" => &|line| {
            let text = std::str::from_utf8(line).expect("a line of the corpus");
            black_box(settings.validate(text));
        },
        "encode" => {
            return count(&mut || {
                for value in &values {
                    black_box(encode::to_vec(value).expect("decoded before"));
                }
            });
        }
        _ => panic!(
            "decode, decode-late, decode-serde, encode, value, naive, validate, \
             validate-documented or validate-loose"
        ),
    };
    count(&mut || lines.iter().for_each(|line| one(line)));
}

fn read<T: Wire>(line: &[u8]) -> T {
    decode::from_slice(line).expect("a line of the corpus")
}

fn serde<T: DeserializeOwned>(line: &[u8]) {
    black_box(serde_json::from_slice::<T>(line).expect("a line of the corpus"));
}
