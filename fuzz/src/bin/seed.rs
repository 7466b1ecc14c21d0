//! Writes the seed corpora of all targets, and the dictionary of the wire's keys and tags.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use agentlin_types::wire::Shape;
use agentlin_types_fuzz::inputs;
use agentlin_types_fuzz::shared::seeds::seeds;
use agentlin_types_fuzz::shared::targets::TARGETS;
use agentlin_types_fuzz::shared::types::ALL;

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = TARGETS.iter().map(|(name, _)| *name);
    for name in names.chain(["redact"]) {
        let folder = here.join("seeds").join(name);
        fs::create_dir_all(&folder)?;
        let mut seeds = seeds(name);
        if let "validate" | "redact" = name {
            // Its first byte says how to read.
            seeds.iter_mut().for_each(|seed| seed.insert(0, 0));
            seeds.extend(inputs::seeds());
        }
        for (i, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{i:04}")), seed)?;
        }
        let found = here.join("../tests/fixtures/regressions").join(name);
        for entry in fs::read_dir(found).into_iter().flatten() {
            let path = entry?.path();
            fs::copy(&path, folder.join(path.file_name().expect("a file")))?;
        }
    }
    let mut words = BTreeSet::new();
    for r#type in ALL {
        collect(&r#type.shape, &mut words, &mut BTreeSet::new());
    }
    let mut dictionary = String::new();
    for word in words {
        dictionary.push_str(&format!("\"\\\"{word}\\\"\"\n"));
    }
    // What JSON is made of, and numbers and strings at the edges.
    for token in [
        "null",
        "true",
        "false",
        ":",
        ",",
        "{}",
        "[]",
        "1e400",
        "1.0",
        "-0",
        "\\\\ud83d",
        "\\\\u0000",
        "9223372036854775808",
        "data: ",
        "event: ",
        "id: ",
        "\\x0d\\x0a\\x0d\\x0a",
        "\\xef\\xbb\\xbf",
        "\\xe2\\x80\\xa8",
    ] {
        dictionary.push_str(&format!("\"{token}\"\n"));
    }
    fs::write(here.join("dictionary.txt"), dictionary)
}

/// Every key, tag and enum value below a shape.
fn collect(shape: &Shape, words: &mut BTreeSet<&'static str>, seen: &mut BTreeSet<&'static str>) {
    match shape {
        Shape::Array(inner) | Shape::Map(inner) => collect(inner, words, seen),
        Shape::Enum(values) => words.extend(values.values),
        Shape::Object(object) if seen.insert(object.name) => {
            for field in object.fields {
                words.insert(field.name);
                words.extend(field.constant);
                collect(&field.shape, words, seen);
            }
        }
        Shape::Union(union) => {
            words.extend(union.tags());
            for variant in union.variants {
                collect(&Shape::Object(variant.object), words, seen);
            }
        }
        Shape::Choice(choice) => {
            for alternative in choice.alternatives {
                collect(alternative, words, seen);
            }
        }
        Shape::ByKey(by_key) => {
            for alternative in by_key.alternatives {
                words.extend(alternative.key);
                collect(&alternative.shape, words, seen);
            }
        }
        _ => {}
    }
}
