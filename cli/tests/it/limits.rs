//! `--max-record`: a record of just that size is read, one of a byte more is left out, in every form.

use crate::run::{Directory, run, run_with};

const MIB: usize = 1 << 20;

/// An object of that many bytes.
fn object(bytes: usize) -> String {
    let empty = r#"{"a":""}"#.len();
    format!(r#"{{"a":"{}"}}"#, "x".repeat(bytes - empty))
}

/// The part of an archive before its entries, and what follows them.
fn archive(entry: &str) -> String {
    format!(r#"{{"log":{{"version":"1.2","creator":{{}},"entries":[{entry}]}}}}"#)
}

fn is_left_out(capture: &str, form: &str) -> bool {
    let arguments = ["validate", "--format", form, "--max-record", "1", "-"];
    let run = run_with(&arguments, capture.as_bytes());
    run.stdout.contains("oversized-record")
}

#[test]
fn the_limit_is_the_size_of_the_largest_record() {
    type Form = fn(String) -> String;
    let forms: [(&str, &str, Form); 7] = [
        ("a document", "concise", |record| record),
        ("a line of many", "concise", |record| {
            format!("{{}}\n{{}}\n{{}}\n{record}\n{{}}\n")
        }),
        ("the last of many lines", "concise", |record| {
            format!("{{}}\n{{}}\n{{}}\n{record}")
        }),
        ("a line with one answer", "json", |record| {
            format!("{{}}\n{record}\n{{}}\n")
        }),
        ("the last line with one answer", "json", |record| {
            format!("{{}}\n{record}")
        }),
        ("an element of a list", "concise", |record| {
            format!("[{{}}, {record}, {{}}]")
        }),
        ("an entry of an archive", "concise", |record| {
            archive(&record)
        }),
    ];
    for (name, form, capture) in forms {
        for (bytes, expected) in [(MIB, false), (MIB + 1, true)] {
            let capture = capture(object(bytes));
            assert_eq!(is_left_out(&capture, form), expected, "{name}: {bytes}");
        }
    }
    // The event of a stream with its name and line ends, whether they are there or not.
    for end in ["", "\n\n", "\r\n\r\n"] {
        let around = "data: ".len() + end.len();
        for (bytes, expected) in [(MIB, false), (MIB + 1, true)] {
            let capture = format!("data: {}{end}", object(bytes - around));
            assert_eq!(
                is_left_out(&capture, "concise"),
                expected,
                "{end:?} {bytes}"
            );
        }
    }
}

#[test]
fn the_limit_holds_for_bodies_in_files_beside_an_archive() {
    let directory = Directory::new("limits");
    let entry = r#"{"request":{"method":"GET","url":"https://x/v1/tasks/t"},
        "response":{"status":200,"content":{"_file":"body.json"}}}"#;
    let file = directory.file("x.har", archive(entry));
    for (bytes, expected) in [(MIB, false), (MIB + 1, true)] {
        directory.file("body.json", object(bytes));
        let run = run(&["validate", "--format=concise", "--max-record=1", &file]);
        let found = run.stdout.contains("oversized-record");
        assert_eq!(found, expected, "{bytes}: {}", run.stdout);
    }
}

/// Of one payload not all findings are listed, but all are counted, and a baseline knows how many
/// there were.
#[test]
fn a_flood_of_findings_is_counted() {
    let directory = Directory::new("flood");
    let capture = |count: usize| {
        let output = vec!["1"; count].join(",");
        format!(
            r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working","created_at":1,"output":[{output}]}}"#
        )
    };
    let file = directory.file("flood.json", capture(30_000));
    let run_on = |arguments: &[&str]| run(&[arguments, &[&*file]].concat());
    let json = run_on(&["validate", "--format", "json"]);
    assert_eq!(json.stdout.lines().count(), 10_000);
    let last = json.stdout.lines().last().unwrap();
    assert!(last.contains(r#""more":20000"#), "{last}");
    assert!(!json.stdout.lines().next().unwrap().contains(r#""more""#));
    let human = run_on(&["validate"]);
    assert!(human.stdout.contains("30000 errors"), "{}", human.stdout);
    let inspected = run_on(&["inspect"]);
    assert!(
        inspected.stdout.contains("30000 errors"),
        "{}",
        inspected.stdout
    );

    let known = &directory.file("known.json", "");
    run_on(&["validate", "--write-baseline", known]);
    assert_eq!(run_on(&["validate", "--baseline", known]).status, 0);
    directory.file("flood.json", capture(30_001));
    assert_eq!(run_on(&["validate", "--baseline", known]).status, 1);
}
