//! Every way to write findings, in full: each level, a finding that comes twice, findings without a
//! pointer, an entry of an archive, and a name that each format has to escape.

use std::os::unix::net::UnixListener;

use serde_json::json;

use crate::run::{Directory, run_in, snapshot};

/// A backslash separates folders on other systems, so that reports have `/` in its place.
const NAME: &str = "a\\ä b~,1:%.ndjson";

/// Lines with two errors, a warning, a note and text, and an archive with a call and other traffic.
fn captures() -> Directory {
    let task = |status: &str, output| {
        json!({
            "object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": status,
            "created_at": 1, "output": output,
        })
    };
    let noted = json!([
        {"type": "tool_call", "call_id": "c", "name": "n", "arguments": "{}"},
        {
            "type": "tool_result", "id": "r", "call_id": "c", "status": "in_progress",
            "message_content": [], "block_list": [],
        },
    ]);
    let lines = [
        r#"{"code":-32000,"message":42}"#.to_owned(),
        r#"{"code":-32000,"message":7}"#.to_owned(),
        task("finished", json!([])).to_string(),
        task("completed", noted).to_string(),
        "neither% JSON".to_owned(),
    ];
    let entry = |url: &str, size: u32| {
        json!({
            "startedDateTime": "2026-11-23T20:00:00Z",
            "request": {"method": "GET", "url": url},
            "response": {"status": 200, "content": {"size": size}},
        })
    };
    let archive = json!({"log": {"version": "1.2", "creator": {}, "entries": [
        entry("https://example.com/v1/tasks/secret", 5), entry("https://example.com/other", 5),
    ]}});
    let directory = Directory::new("outputs");
    directory.file(NAME, lines.join("\n"));
    directory.file("x.har", archive.to_string());
    directory.file("good.json", task("completed", json!([])).to_string());
    directory
}

/// The output of each of these runs, and what is on standard error.
fn outputs(runs: &[&[&str]]) -> String {
    let directory = captures();
    let mut text = String::new();
    for arguments in runs {
        let files = [NAME, "x.har", "good.json"];
        let whole = [&["validate"], *arguments, &files].concat();
        let run = run_in(directory.path(), &whole, b"");
        // The rules of a SARIF log are those of `explain`.
        let lines = run.stdout.lines();
        let lines = lines.filter(|line| !line.contains("\"rules\":"));
        text += &format!("$ validate {} # {}\n", arguments.join(" "), run.status);
        text += &lines.map(|line| format!("{line}\n")).collect::<String>();
        text += &run.stderr;
        text += "\n";
    }
    text
}

#[test]
fn each_format_writes_every_kind_of_finding() {
    let formats = [
        "human", "concise", "json", "github", "gitlab", "junit", "sarif",
    ];
    let runs = formats.map(|format| ["--notes", "--format", format]);
    let mut runs: Vec<_> = runs.iter().map(|run| &run[..]).collect();
    runs.push(&["--mask"]);
    runs.push(&["--mask", "--format", "json"]);
    snapshot("formats.txt", &outputs(&runs));
}

#[test]
fn what_is_not_written_is_counted() {
    let formats = [
        "human", "concise", "json", "github", "gitlab", "junit", "sarif",
    ];
    let runs = formats.map(|format| ["--max-findings", "1", "--format", format]);
    let mut runs: Vec<_> = runs.iter().map(|run| &run[..]).collect();
    runs.push(&["--max-findings", "0"]);
    runs.push(&["--max-findings", "0", "--quiet"]);
    runs.push(&["--max-findings", "0", "--verbose"]);
    runs.push(&["--max-findings", "0", "--notes"]);
    snapshot("unwritten.txt", &outputs(&runs));
}

/// People see two hundred findings unless they ask for more.
#[test]
fn people_see_two_hundred_findings() {
    let directory = Directory::new("enough");
    let wrong = "{\"code\":-32000,\"message\":42}\n";
    for (count, more) in [
        (200, None),
        (
            201,
            Some("… and 1 more finding; raise --max-findings to see them"),
        ),
    ] {
        directory.file("in.ndjson", wrong.repeat(count));
        let shown = run_in(directory.path(), &["validate", "in.ndjson"], b"").stdout;
        assert_eq!(shown.matches("-->").count(), 200);
        assert_eq!(shown.lines().find(|line| line.starts_with('…')), more);
        let all = run_in(
            directory.path(),
            &["validate", "-f", "concise", "in.ndjson"],
            b"",
        );
        assert_eq!(all.stdout.lines().count(), count);
    }
}

#[test]
fn the_last_line_counts_files_records_and_findings() {
    let directory = captures();
    directory.file("some.ndjson", "{\"x\":1}\n".repeat(2));
    directory.file(
        "warning.json",
        r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"x","created_at":1,"output":[]}"#,
    );
    let good = std::fs::read_to_string(directory.path().join("good.json")).unwrap();
    let error = r#"{"code":-32000,"message":""}"#;
    directory.file("mixed.ndjson", format!("{good}\n{good}\n{error}\n{good}\n"));
    // It is there and cannot be opened, whoever asks.
    let _socket = UnixListener::bind(directory.path().join("socket")).unwrap();
    for (arguments, expected) in [
        ("-q good.json", "1 file, 1 record: ok\n"),
        ("-q warning.json", "1 file, 1 record: 1 warning\n"),
        (
            "-q good.json warning.json",
            "2 files (1 clean), 2 records: 1 warning\n",
        ),
        ("-q nowhere", "0 files, 0 records: 1 file not read\n"),
        ("-q socket", "1 file, 0 records: 1 file not read\n"),
        ("-q socket nowhere", "1 file, 0 records: 2 files not read\n"),
        (
            "-q socket good.json",
            "2 files (1 clean), 1 record: 1 file not read\n",
        ),
        (
            "-q warning.json nowhere",
            "1 file, 1 record: 1 warning, 1 file not read\n",
        ),
        // A file that is not read is in no list of what is.
        (
            "-v socket good.json good.json",
            "good.json: ok (JSON, task)\ngood.json: ok (JSON, task)\n\
             3 files (2 clean), 2 records: 1 file not read\n",
        ),
        // Records without findings are counted by kind as well.
        (
            "-v mixed.ndjson",
            "mixed.ndjson: ok (NDJSON, 1 rpc-error, 3 tasks)\n1 file, 4 records: ok\n",
        ),
        (
            "-v -A unknown-payload some.ndjson",
            "some.ndjson: ok (NDJSON, 2 records)\n1 file, 2 records: ok\n",
        ),
        (
            "-v --as create-params -A missing-field -A unknown-field some.ndjson",
            "some.ndjson: ok (NDJSON, 2 create-params)\n1 file, 2 records: ok\n",
        ),
    ] {
        let arguments: Vec<_> = ["validate"]
            .into_iter()
            .chain(arguments.split_whitespace())
            .collect();
        let run = run_in(directory.path(), &arguments, b"");
        let shown: Vec<_> = run.stdout.lines().filter(|line| !line.is_empty()).collect();
        let shown = shown
            .iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>();
        assert!(shown.ends_with(expected), "{arguments:?}: {shown}");
        if !shown.contains("-->") {
            assert_eq!(shown, expected, "{arguments:?}");
        }
    }
    // What cannot be read is an error of a test, and what is wrong a failure.
    let arguments = ["validate", "--format", "junit", "socket", "warning.json"];
    let junit = run_in(directory.path(), &arguments, b"").stdout;
    let suites: Vec<_> = junit
        .lines()
        .filter(|line| line.contains("<testsuite "))
        .collect();
    assert_eq!(
        suites,
        [
            r#"  <testsuite name="socket" tests="1" errors="1" failures="0">"#,
            r#"  <testsuite name="warning.json" tests="2" errors="0" failures="0">"#,
        ]
    );
    assert_eq!(junit.matches("<error message=\"").count(), 1, "{junit}");
    let unwritten = |file: &str| {
        let arguments = ["validate", "--format", "junit", "--max-findings", "0", file];
        run_in(directory.path(), &arguments, b"").stdout
    };
    // Warnings that are not written are no failure.
    let junit = unwritten("warning.json");
    let last = junit
        .lines()
        .rfind(|line| line.contains("<testsuite "))
        .unwrap();
    assert_eq!(
        last.trim(),
        r#"<testsuite name="agentlin-types" tests="1" errors="0" failures="0">"#
    );
    // One error is.
    directory.file("error.json", r#"{"code":-32000,"message":42}"#);
    let junit = unwritten("error.json");
    assert!(
        junit.contains(r#"name="agentlin-types" tests="1" errors="0" failures="1""#),
        "{junit}"
    );
    // Every byte of a name has two digits in a URI.
    directory.file("\t.json", "{");
    let sarif = run_in(
        directory.path(),
        &["validate", "--format", "sarif", "\t.json"],
        b"",
    );
    assert!(
        sarif.stdout.contains(r#""uri":"%09.json""#),
        "{}",
        sarif.stdout
    );
    // A log without a result is one all the same.
    let sarif = run_in(
        directory.path(),
        &["validate", "--format", "sarif", "good.json"],
        b"",
    );
    let sarif: serde_json::Value = serde_json::from_str(&sarif.stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"], json!([]));
    assert!(sarif["runs"][0].get("invocations").is_none());
}
