//! What one would do with the lines of a file without agentlin-types:
//!
//! ```text
//! peers JOB THREADS FILE SCHEMA [--lines]
//! ```
//!
//! Prints how many lines it refuses, or with `--lines` which ones. The file is read into memory;
//! threads take blocks of it in turn.

#[allow(dead_code, reason = "values are only made")]
#[path = "../naive.rs"]
mod naive;

use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// What a thread takes at a time.
const BLOCK: usize = 256 * 1024;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [job, threads, file, schema, rest @ ..] = &arguments[..] else {
        panic!("a job, a number of threads, a file and a schema are needed");
    };
    let threads: usize = threads.parse().expect("a number of threads");
    let bytes = std::fs::read(file).expect("a file");
    let events = schema.ends_with("event.json");
    let check: Box<dyn Fn(&[u8]) -> bool + Sync> = match &**job {
        "jsonschema" => {
            let schema = std::fs::read(schema).expect("a schema");
            let schema: Value = serde_json::from_slice(&schema).expect("JSON");
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            Box::new(move |line| {
                serde_json::from_slice(line).is_ok_and(|value| validator.is_valid(&value))
            })
        }
        "value" => Box::new(reads::<Value>),
        "ignored" => Box::new(reads::<IgnoredAny>),
        "naive" if events => Box::new(reads::<naive::Or<naive::Event>>),
        "naive" => Box::new(reads::<naive::Response>),
        "sonic" if events => Box::new(sonic::<naive::Or<naive::Event>>),
        "sonic" => Box::new(sonic::<naive::Response>),
        "sonic-value" => Box::new(sonic::<sonic_rs::Value>),
        "simd" if events => Box::new(simd::<naive::Or<naive::Event>>),
        "simd" => Box::new(simd::<naive::Response>),
        "simd-value" => Box::new(|line| {
            let mut line = line.to_vec();
            black_box(simd_json::to_owned_value(&mut line)).is_ok()
        }),
        _ => panic!("no such job"),
    };
    let refused = run(&bytes, threads, &*check);
    if rest.is_empty() {
        println!("{}", refused.len());
    } else {
        let mut refused: Vec<usize> = refused
            .into_iter()
            .map(|at| memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1)
            .collect();
        refused.sort_unstable();
        refused.iter().for_each(|line| println!("{line}"));
    }
}

fn reads<T: DeserializeOwned>(line: &[u8]) -> bool {
    black_box(serde_json::from_slice::<T>(line)).is_ok()
}

fn sonic<T: DeserializeOwned>(line: &[u8]) -> bool {
    black_box(sonic_rs::from_slice::<T>(line)).is_ok()
}

/// simd-json works in place, so the line is copied first.
fn simd<T: DeserializeOwned>(line: &[u8]) -> bool {
    let mut line = line.to_vec();
    black_box(simd_json::serde::from_slice::<T>(&mut line)).is_ok()
}

/// Gives the offsets of the lines that `check` refuses.
fn run(bytes: &[u8], threads: usize, check: &(dyn Fn(&[u8]) -> bool + Sync)) -> Vec<usize> {
    let next = AtomicUsize::new(0);
    let refused = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    // A block has the lines that begin in it.
                    let from = next.fetch_add(BLOCK, Ordering::Relaxed);
                    if from >= bytes.len() {
                        return;
                    }
                    let mut at = match from {
                        0 => 0,
                        _ => memchr::memchr(b'\n', &bytes[from - 1..])
                            .map_or(bytes.len(), |n| from + n),
                    };
                    while at < bytes.len().min(from + BLOCK) {
                        let end =
                            memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                        if !check(&bytes[at..end]) {
                            refused.lock().expect("no panics").push(at);
                        }
                        at = end + 1;
                    }
                }
            });
        }
    });
    refused.into_inner().expect("no panics")
}
