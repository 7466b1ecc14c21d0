//! Where fuzzing begins: the captured payloads, and a few documents of every type.

use agentlin_types::Profile;

use super::types::ALL;

fn captures() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/captures");
    // The fuzz package is one folder below.
    let folder = folder.replace("/fuzz/tests/", "/tests/");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("captures")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (name.into_owned(), std::fs::read(&path).expect("a capture"))
        })
        .collect();
    files.sort();
    files
}

/// The content of the `data` lines.
fn records(stream: &[u8]) -> Vec<Vec<u8>> {
    let lines = stream.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| line.strip_prefix(b"data: "))
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec())
        .collect()
}

/// Decisions that repeat from run to run.
pub fn choices(seed: u64, length: usize) -> Vec<u8> {
    // SplitMix64, Steele, Lea and Flood 2014.
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    (0..length).map(|_| next() as u8).collect()
}

/// The first inputs of a target.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    let (bodies, streams): (Vec<_>, Vec<_>) = captures()
        .into_iter()
        .partition(|(name, _)| name.ends_with(".json"));
    match target {
        "validate" | "redact" => {
            seeds.extend(bodies.into_iter().map(|(_, body)| body));
            seeds.extend(streams.iter().flat_map(|(_, stream)| records(stream)));
        }
        "event_stream" | "fold" => {
            for (_, stream) in streams {
                seeds.push([b"\0", &stream[..]].concat());
            }
            seeds.extend((0..20).map(|seed| [b"\x01", &choices(seed, 400)[..]].concat()));
        }
        "structured" => {
            for at in 0..ALL.len() as u8 {
                seeds.extend((0..2).map(|seed| [&[at], &choices(seed, 150)[..]].concat()));
            }
        }
        _ => {
            let records = streams.iter().flat_map(|(_, stream)| records(stream));
            let texts: Vec<_> = bodies
                .into_iter()
                .map(|(_, body)| body)
                .chain(records)
                .collect();
            for (at, r#type) in (0u8..).zip(ALL) {
                let reads = |text: &&Vec<u8>| (r#type.read_bytes)(text).is_ok();
                for text in texts.iter().filter(reads).take(5) {
                    seeds.push([&[at], &text[..]].concat());
                }
                for seed in 0..3 {
                    let choices = choices(seed, 100);
                    let text = (r#type.valid)(Profile::Wire, &choices);
                    seeds.push([&[at], text.as_bytes()].concat());
                    let text = (r#type.corrupt)(Profile::Wire, &choices).text;
                    seeds.push([&[at], text.as_bytes()].concat());
                }
            }
        }
    }
    seeds
}
