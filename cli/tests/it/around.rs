//! What programs put around payloads: labels, chunk sizes, colours, other objects of the same line.

use crate::run::{Directory, run};

/// A task whose id is no string, and nothing else is wrong.
const TASK: &str = r#"{"object":"task","id":7,"session_id":"s","user_id":"u","status":"completed","created_at":1795467208,"output":[]}"#;

/// Findings in order: code, line, and what of the line comes next.
fn check(name: &str, text: impl AsRef<[u8]>, expected: &[(&str, u64, &str)]) {
    let text = text.as_ref();
    let directory = Directory::new(&format!("around-{name}"));
    let file = directory.file("in", text);
    let validate = run(&["validate", "--notes", "--format=json", &file]);
    let lines: Vec<_> = text.split(|byte| *byte == b'\n').collect();
    let found: Vec<_> = validate.json_lines();
    let found: Vec<_> = found
        .iter()
        .map(|finding| {
            let [line, column] = ["line", "column"].map(|key| finding[key].as_u64().unwrap());
            let rest = String::from_utf8_lossy(lines[line as usize - 1]);
            let rest: String = rest.chars().skip(column as usize - 1).collect();
            (finding["code"].as_str().unwrap(), line, rest)
        })
        .collect();
    let same = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| {
            (found.0, found.1) == (expected.0, expected.1) && found.2.starts_with(expected.2)
        });
    assert!(same, "{name}: {found:?}, not {expected:?}");
}

#[test]
fn labels_of_logs_and_chats_are_no_lists() {
    let text = format!("[pod/a/b] {TASK}\n[10:02] ada: {TASK}\n[12] {TASK}\n[info] ready\n");
    let labels = [("foreign-text", 1, "[pod"), ("wrong-type", 1, "7,")];
    let chat = [("wrong-type", 2, "7,")];
    let number = [("wrong-type", 3, "7,")];
    let last = [("foreign-text", 4, "[info")];
    check(
        "labels",
        text,
        &[&labels[..], &chat, &number, &last].concat(),
    );
    check(
        "list",
        format!("[1]\n{TASK}\n"),
        &[("not-an-object", 1, "[1]"), ("wrong-type", 2, "7,")],
    );
}

/// Every line of a log has a label. What is on the lines of documents is reported once for each kind;
/// lines of their own, and long texts, are reported each.
#[test]
fn labels_are_reported_once_and_other_text_each_time() {
    let long = "x".repeat(200);
    let text = format!(
        "web-1  | {TASK}\nweb-2  | {TASK}\ndb-1   | ready\nweb-1  | {TASK}\n# {TASK}\n# {TASK}\n  \
         at last\n{TASK}\n{long} {TASK}\n{TASK} in 3 ms\nweb-1  | {TASK} in 4 ms\n{TASK}\n"
    );
    let wrong = |line| ("wrong-type", line, "7,");
    let foreign = |line, text| ("foreign-text", line, text);
    let expected = [
        foreign(1, "web-1"),
        wrong(1),
        wrong(2),
        foreign(3, "db-1"),
        wrong(4),
        foreign(5, "#"),
        wrong(5),
        wrong(6),
        foreign(7, "at last"),
        wrong(8),
        foreign(9, "xxx"),
        wrong(9),
        wrong(10),
        wrong(11),
        wrong(12),
    ];
    check("repeated", text, &expected);
    let directory = Directory::new("around-repeated-message");
    let file = directory.file("in", format!("web-1  | {TASK}\n"));
    let found = run(&["validate", "--format=json", &file]).json_lines();
    assert_eq!(
        found[0]["message"],
        "text on the line of a document was not checked: text; more of it in this file is not reported"
    );
}

#[test]
fn payloads_are_found_behind_other_objects_and_in_strings() {
    let quoted = format!("{TASK:?}");
    check(
        "objects",
        format!("req={{\"a\":1}} {{b}} answer={TASK} in 3 ms\n"),
        &[("foreign-text", 1, "req"), ("wrong-type", 1, "7,")],
    );
    check(
        "logfmt",
        format!("level=info msg={quoted} source=x\nlevel=\"b\" msg={quoted}\n"),
        &[
            ("foreign-text", 1, "level"),
            ("wrong-type", 1, "7,"),
            ("wrong-type", 2, "7,"),
        ],
    );
    let coloured = TASK
        .replace('{', "\x1b[1m{\x1b[0m\x1b[34m")
        .replace(':', "\x1b[0m:");
    check(
        "colours",
        format!("{coloured}\n{coloured}\n"),
        &[
            ("foreign-text", 1, "\x1b"),
            ("foreign-text", 1, "{"),
            ("wrong-type", 1, "7,"),
            ("wrong-type", 2, "7,"),
        ],
    );
}

#[test]
fn programs_that_show_traffic_are_recognised() {
    check(
        "curl",
        format!(
            "* Host h\n> GET / HTTP/1.1\n}} [94 bytes data]\n< HTTP/1.1 200 OK\n{{ [94 bytes data]\n{TASK}\n"
        ),
        &[
            ("foreign-text", 1, "*"),
            ("foreign-text", 5, "{ ["),
            ("wrong-type", 6, "7,"),
        ],
    );
    let event =
        |data: &str| format!("data: {{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"result\":{data}}}\n\n");
    let chunk = |data: &str| format!("{:x}\r\n{data}\r\n", data.len());
    let (task, end) = (
        event(&format!(
            r#"{{"type":"task.created","task_id":"t","sequence_number":0,"timestamp":"2026-11-23T20:53:29Z","task":{}}}"#,
            TASK.replace(":7,", ":\"t\",")
        )),
        event(
            r#"{"type":"task.working","task_id":"t","sequence_number":"1","timestamp":"2026-11-23T20:53:29Z"}"#,
        ),
    );
    check(
        "chunks of a stream",
        format!("{}{}0\r\n\r\n", chunk(&task), chunk(&end)),
        &[
            ("foreign-text", 1, ""),
            ("wrong-type", 6, "\"1\""),
            ("stream-unfinished", 6, ""),
        ],
    );
    check(
        "chunks of a body",
        format!("HTTP/1.1 200 OK\r\n\r\n{}0\r\n\r\n", chunk(TASK)),
        &[
            ("foreign-text", 1, "HTTP"),
            ("foreign-text", 3, ""),
            ("wrong-type", 4, "7,"),
        ],
    );
    check(
        "a number",
        "200\nx\n",
        &[("not-an-object", 1, "200"), ("foreign-text", 2, "x")],
    );
    // A stream in a text, and one behind another without the end of a line.
    let indented = format!("{task}{end}")
        .replace("data:", "    data:")
        .replace("\n\n", "\n    \n");
    check(
        "indented",
        indented,
        &[
            ("unseparated-events", 1, ""),
            ("wrong-type", 3, "\"1\""),
            ("stream-unfinished", 3, ""),
        ],
    );
    check(
        "glued",
        format!("{}{end}", task.trim_end()),
        &[
            ("unseparated-events", 1, ""),
            ("wrong-type", 1, "\"1\""),
            ("stream-unfinished", 1, ""),
        ],
    );
    check(
        "not glued",
        "data: {\"a\":1}data: x\n\n",
        &[
            ("invalid-json", 1, "data: x"),
            ("stream-unfinished", 1, "{\"a\":1}data: x"),
        ],
    );
}

/// What looks like an archive where a document is looked into, but not where it begins.
#[test]
fn documents_are_not_looked_into_for_ever() {
    for text in [
        "{\"log\"\x1bm:{\"entries\":[{\"request\":{}}]}}",
        "{\"log\"x:{\"entries\":[{\"request\":{}}]}}",
        "{\"log\":{\"entries\"x:[{\"request\":{}}]}}",
        "{\"log\":{\"a\":1 x,\"entries\":[{\"request\":{}}]}}",
    ] {
        check("broken archive", text, &[("invalid-json", 1, "")]);
        let data = format!("data: {text}\n\n");
        check(
            "broken archive in an event",
            data,
            &[("invalid-json", 1, ""), ("stream-unfinished", 1, "")],
        );
    }
}

#[test]
fn lists_of_archives_are_read() {
    let archive = format!(
        r#"{{"log":{{"entries":[{{"request":{{"method":"GET","url":"https://h/v1/tasks/t","postData":{{"params":[],"text":""}}}},"response":{{"status":200,"content":{{"text":{:?}}}}}}}]}}}}"#,
        format!(r#"{{"jsonrpc":"2.0","id":"r","result":{TASK}}}"#)
    );
    check(
        "list",
        format!("[{archive},\n{archive}]\n"),
        &[("wrong-type", 1, "7,"), ("wrong-type", 2, "7,")],
    );
}

#[test]
fn what_is_packed_is_named() {
    let message = |bytes: &[u8]| {
        let directory = Directory::new("packed");
        let file = directory.file("in", bytes);
        let found = run(&["validate", "--format=json", &file]).json_lines();
        assert_eq!(found.len(), 1, "{found:?}");
        found[0]["message"].as_str().unwrap().to_owned()
    };
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, bytes).unwrap();
        encoder.finish().unwrap()
    };
    let mut tar = [
        &b"captures/task.json"[..],
        &[0; 239],
        b"ustar\x0000",
        &[0; 247],
    ]
    .concat();
    tar.extend(TASK.as_bytes());
    for tar in [gzip(&tar), tar] {
        assert_eq!(message(&tar), "this is TAR, which is not read");
    }
    let twice = message(&gzip(&gzip(TASK.as_bytes())));
    assert_eq!(
        twice,
        "this is gzip that was compressed again, which is not read"
    );
    let zstd = zstd::encode_all(TASK.as_bytes(), 0).unwrap();
    let cut = message(&zstd[..zstd.len() - 9]);
    assert!(cut.starts_with("the compressed data is damaged"), "{cut}");
    let skipped = [&b"\x52\x2a\x4d\x18\x03\0\0\0abc"[..], &zstd].concat();
    assert!(message(&skipped).starts_with("`id` must be a string"));
}
