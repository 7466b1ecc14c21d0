//! Captures with anything broken in them are read alike however their bytes arrive, and as well when they
//! are redacted: the fuzz targets of the readers over small captures of every form, with bytes taken out,
//! put in and moved.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::inputs::TROUBLES;
use crate::readers::{redact, validate};

/// Small captures of every form.
fn captures() -> Vec<Vec<u8>> {
    let body = r#"{"jsonrpc":"2.0","id":"r","result":{"object":"task"}}"#;
    let text = serde_json::to_string(body).expect("a string");
    let entry = |key: &str, text: &str| {
        format!(
            r#"{{{key}"request":{{"method":"POST","url":"http://h/v1/tasks","headers":[{{"name":"a","value":"b"}},{{"name":"c"}}],"postData":{{"text":{text}}}}},"response":{{"status":200,"content":{{"mimeType":"application/json","text":{text}}}}}}}"#
        )
    };
    let stream =
        format!("event: a\ndata: {body}\n\ndata: [DONE]\r\n\r\n: ping\n\ndata: {body}\n\n");
    let streamed = serde_json::to_string(&stream).expect("a string");
    let (first, second) = (
        entry(r#""startedDateTime":"2026-11-23T20:53:28Z","#, &text),
        entry(r#""_initiator":{},"cache":{},"#, &streamed),
    );
    let archive =
        format!(r#"{{"log":{{"version":"1.2","entries":[{first},{second}],"pages":[]}}}}"#);
    let message = serde_json::to_string(&archive).expect("a string");
    let pretty: serde_json::Value = serde_json::from_str(&archive).expect("an archive");
    let texts = [
        format!("{body}\n{body}\n\n{body}\n"),
        format!("[{body},\n {body}]\n"),
        format!("HTTP/1.1 200 OK\r\nx: y\r\n\r\n{{\"a\":\n1}}\n```\n{body}\n```\n// end"),
        format!(
            "HTTP/1.1 200 OK\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
            body.len()
        ),
        format!("{archive}\n{body}\n"),
        format!("{pretty:#}\n{stream}"),
        format!("\u{feff}{archive}"),
        format!(r#"{{"a":[1],{}"#, &archive[1..]),
        format!(r#"{{"level":1,"message":{message}}}"#),
        format!("{{\"level\":1,\n\"message\":{streamed}}}\n{body}"),
        stream,
        archive,
    ];
    let troubles = TROUBLES.iter().map(|text| text.to_vec());
    texts
        .into_iter()
        .map(String::into_bytes)
        .chain(troubles)
        .collect()
}

/// What happens to a capture.
#[derive(Debug, Clone)]
enum Edit {
    Remove(Index, usize),
    Insert(Index, &'static [u8]),
    /// A part again at another place.
    Copy(Index, usize, Index),
    End(Index),
}

/// What means something to one of the readers.
const WORDS: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"'",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b" ",
    b"\t",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2",
    b"\x1e",
    b"\x1b[1m",
    b"data:",
    b"data: {",
    b"event: x\n",
    b": c\n",
    b"null",
    b"0",
    b"{\"log\":{\"entries\":[",
    b"]}}",
    b",{\"request\":{",
    b"\n{",
    b"},{",
    b"\n//",
];

fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), 1usize..12).prop_map(|(at, len)| Edit::Remove(at, len)),
        6 => (index(), select(WORDS)).prop_map(|(at, word)| Edit::Insert(at, word)),
        2 => (index(), 1usize..200, index()).prop_map(|(from, len, to)| Edit::Copy(from, len, to)),
        1 => index().prop_map(Edit::End),
    ]
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let part = |at: &Index, len: usize, bytes: &[u8]| -> Range<usize> {
            let at = at.index(bytes.len() + 1);
            at..(at + len).min(bytes.len())
        };
        match self {
            Edit::Remove(at, len) => drop(bytes.drain(part(at, *len, bytes))),
            Edit::Insert(at, word) => {
                let at = at.index(bytes.len() + 1);
                drop(bytes.splice(at..at, word.iter().copied()));
            }
            Edit::Copy(from, len, to) => {
                let copy = bytes[part(from, *len, bytes)].to_vec();
                let to = to.index(bytes.len() + 1);
                drop(bytes.splice(to..to, copy));
            }
            Edit::End(at) => bytes.truncate(at.index(bytes.len() + 1)),
        }
    }
}

/// An input of the fuzz targets.
fn broken(mut capture: Vec<u8>, edits: &[Edit], first: u8) -> Vec<u8> {
    for edit in edits {
        edit.apply(&mut capture);
    }
    capture.insert(0, first);
    // What proptest prints is bytes.
    println!("{:?}", String::from_utf8_lossy(&capture));
    capture
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_captures_are_read_alike_in_any_pieces(
        capture in select(captures()),
        edits in vec(edit(), 1..4),
        // Which profile, whether by lines, the limit, the size of pieces, the compression.
        first in any::<u8>(),
    ) {
        validate(&broken(capture, &edits, first), 2);
    }

    #[test]
    fn broken_captures_keep_their_findings(
        capture in select(captures()),
        // The guide says what more than one break may change.
        edit in edit(),
        first in any::<u8>(),
    ) {
        redact(&broken(capture, &[edit], first));
    }
}
