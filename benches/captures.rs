//! Real payloads: what servers answered, from the fixtures of the tests.

use std::fs;

use agentlin_types::validate::PayloadKind;
use agentlin_types::{JsonObject, TaskResponse, decode};

/// Bodies of answers with a task, and events of streams without the envelope around them, again and
/// again up to a size.
pub(crate) struct Captures {
    pub(crate) response: Vec<Vec<u8>>,
    pub(crate) event: Vec<Vec<u8>>,
}

impl Captures {
    pub(crate) fn read(bytes: usize) -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/captures");
        let files = fs::read_dir(folder).expect("the fixtures");
        let mut files: Vec<_> = files.map(|file| file.expect("a fixture").path()).collect();
        files.sort();
        let texts = files
            .iter()
            .map(|file| fs::read_to_string(file).expect("a fixture"));
        let (mut response, mut event) = (Vec::new(), Vec::new());
        for text in texts {
            let lines = text.lines().filter_map(|line| line.strip_prefix("data: "));
            for payload in lines.chain([&*text]) {
                match PayloadKind::detect(payload) {
                    Some(PayloadKind::Response)
                        if decode::from_str::<TaskResponse>(payload).is_ok() =>
                    {
                        response.push(payload.as_bytes().to_vec());
                    }
                    Some(PayloadKind::Event) => {
                        let envelope: JsonObject = payload.parse().expect("an object");
                        let result = envelope.get("result").expect("an event");
                        event.push(result.as_str().as_bytes().to_vec());
                    }
                    _ => {}
                }
            }
        }
        Captures {
            response: repeated(response, bytes),
            event: repeated(event, bytes),
        }
    }
}

fn repeated(lines: Vec<Vec<u8>>, bytes: usize) -> Vec<Vec<u8>> {
    let size: usize = lines.iter().map(Vec::len).sum();
    let times = bytes.div_ceil(size);
    lines
        .iter()
        .cycle()
        .take(lines.len() * times)
        .cloned()
        .collect()
}
