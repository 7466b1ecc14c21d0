//! Writes a corpus as NDJSON, the same bytes for the same arguments:
//!
//! ```text
//! corpus chat|logprob|tools|events SIZE [--loose] [--invalid PERCENT] [--list FILE]
//! ```
//!
//! SIZE is a number of bytes, also as 300KB, 100MB or 10GB. By default every line is valid and
//! holds only what the model names, so that every validator says the same. `--loose` adds fields
//! and tags that no version of the model knows. `--invalid` plants a defect in about that share of
//! the lines; `--list` names the file that says in which ones, and what.

#[allow(dead_code, reason = "the benchmarks use the rest")]
mod broken;
#[allow(dead_code, reason = "the benchmarks use the rest")]
mod corpus;

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use corpus::{Corpus, Lines, Random, Recipe};

const USAGE: &str =
    "corpus chat|logprob|tools|events SIZE [--loose] [--invalid PERCENT] [--list FILE]";

struct Order {
    corpus: Corpus,
    bytes: u64,
    loose: bool,
    /// Defects in a million lines.
    invalid: u64,
    list: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let order = order().ok_or(USAGE)?;
    let recipe = Recipe {
        strict: !order.loose,
        unknown_fields: order.loose,
        ..Recipe::natural(order.corpus)
    };
    let mut lines = Lines::new(recipe);
    let mut chance = Random::new(0xBAD);
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut list = order
        .list
        .map(File::create)
        .transpose()?
        .map(BufWriter::new);
    let (mut written, mut number) = (0, 0u64);
    let mut line = String::new();
    while written < order.bytes {
        number += 1;
        line.clear();
        let mut defect = None;
        let broken = chance.next() % 1_000_000 < order.invalid;
        lines.line_with(&mut line, |node| {
            defect = broken.then(|| broken::plant(node, &mut chance));
        });
        line.push('\n');
        written += line.len() as u64;
        out.write_all(line.as_bytes())?;
        if let (Some(list), Some(defect)) = (&mut list, defect) {
            writeln!(list, "{number}\t{defect}")?;
        }
    }
    out.flush()?;
    if let Some(list) = &mut list {
        list.flush()?;
    }
    Ok(())
}

fn order() -> Option<Order> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next()?;
    let mut order = Order {
        corpus: Corpus::ALL
            .into_iter()
            .find(|corpus| corpus.name() == name)?,
        bytes: size(&arguments.next()?)?,
        loose: false,
        invalid: 0,
        list: None,
    };
    while let Some(option) = arguments.next() {
        match &*option {
            "--loose" => order.loose = true,
            "--invalid" => {
                let percent: f64 = arguments.next()?.trim_end_matches('%').parse().ok()?;
                order.invalid = (percent * 10_000.0) as u64;
            }
            "--list" => order.list = Some(arguments.next()?),
            _ => return None,
        }
    }
    Some(order)
}

fn size(text: &str) -> Option<u64> {
    let (digits, unit) = match text {
        _ if text.ends_with("GB") => (text.trim_end_matches("GB"), 1_000_000_000),
        _ if text.ends_with("MB") => (text.trim_end_matches("MB"), 1_000_000),
        _ if text.ends_with("KB") => (text.trim_end_matches("KB"), 1000),
        _ => (text, 1),
    };
    Some(digits.parse::<u64>().ok()? * unit)
}
