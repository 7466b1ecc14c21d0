//! What the fuzz targets of captures begin with.

use crate::readers::pack;

/// The first inputs: captures of every form, read in every way.
pub fn seeds() -> Vec<Vec<u8>> {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures");
    let mut files = Vec::new();
    for folder in ["captures", "traffic", "requests"] {
        let entries = std::fs::read_dir(format!("{fixtures}/{folder}")).expect("fixtures");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        files.extend(paths.map(|path| (path.clone(), std::fs::read(path).expect("a file"))));
    }
    files.sort();
    let bodies = std::fs::read(format!("{fixtures}/traffic/bodies.ndjson")).expect("bodies");
    let stream = std::fs::read(format!("{fixtures}/captures/create_plain_stream.sse"));
    let stream = stream.expect("a stream");
    let mut inputs: Vec<_> = files.into_iter().map(|(_, file)| file).collect();
    inputs.extend([pack(&bodies, 1), pack(&bodies, 2), archive(&stream)]);
    inputs.extend(TROUBLES.iter().map(|text| text.to_vec()));
    let inputs = inputs.into_iter().zip((0u8..=255).cycle());
    inputs
        .map(|(input, i)| {
            // Every way of reading comes up, odd steps apart.
            [&[i.wrapping_mul(37)], &input[..]].concat()
        })
        .collect()
}

/// A small archive with a body, a stream and something in Base64.
fn archive(stream: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let base64 = base64::engine::general_purpose::STANDARD.encode(r#"{"success":true}"#);
    let stream = String::from_utf8_lossy(stream);
    let entry = |url: &str, content: serde_json::Value| {
        serde_json::json!({
            "startedDateTime": "2026-11-23T20:53:28Z",
            "request": {"method": "POST", "url": url, "postData": {
                "mimeType": "application/json", "text": "{\"stream\":1,\"user_content\":\"\u{1f642}\\n\"}"
            }},
            "response": {"status": 200, "content": content},
        })
    };
    let events = serde_json::json!({"mimeType": "text/event-stream", "text": stream});
    let packed = serde_json::json!({
        "mimeType": "application/json", "encoding": "base64", "text": base64
    });
    let archive = serde_json::json!({"log": {"entries": [
        entry("https://api.example.com/v1/tasks", events),
        entry("https://api.example.com/v1/tasks", packed),
    ]}});
    archive.to_string().into_bytes()
}

/// Inputs with something wrong.
pub const TROUBLES: &[&[u8]] = &[
    b"",
    b" \n\n",
    b"# A title\n",
    b"\xff\xfe{\0}\0",
    b"\xef\xbb\xbf{\"a\":1}\n{\"a\":\"\xff\"}\n\n{\"a\":\n{\"b\":2}",
    b"\xef\xbb\xbf \n{\n\"a\": 1,\n\"a\": 2\n}\n{\n\"b\"\n3}\n{}",
    b"oops\n{\"a\":1}\n",
    b"HTTP/1.1 200 OK\r\n\r\ndata: {\r\ndata: }\r\n\r\ndata:\n\ndata",
    b": ping\r\rid: 7\rdata: {\"a\":\rdata: \"\xc3\xa9\"\r\revent: x\n\n\ndata: {\"b\"",
    b"{\"log\":{\"entries\":[{\"request\":{}}]}}",
    b"{\"log\":{\"entries\":[{\"request\":",
    b"{\"log\":{\"pages\":[1],\"entries\":[",
    b"[1, 2] [3]\n4\n\"text\"\nnull",
];
