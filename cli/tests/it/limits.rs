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
