//! Exit statuses: 0 if everything is well, 1 if something is wrong, and 2, whatever else there is, if
//! something cannot be read.

use std::os::unix::net::UnixListener;

use crate::run::{Directory, fixture_text, run_in};

/// The status of each command with each of these files.
#[test]
fn what_cannot_be_read_weighs_more_than_what_is_wrong() {
    let directory = Directory::new("statuses");
    let stream = fixture_text("captures/create_plain_stream.sse");
    directory.file("good.sse", &stream);
    // Its first event has no type: that is an error, and the stream cannot be folded.
    directory.file("wrong.sse", stream.replacen("\"task.created\"", "5", 1));
    directory.file("cut.json", "{\"jsonrpc\":");
    // A warning changes nothing, whatever came before it.
    directory.file("words.sse", format!("words\n{stream}"));
    // It is there and cannot be opened, whoever asks.
    let _socket = UnixListener::bind(directory.path().join("socket")).unwrap();
    let status = |command: &[&str], files: &[&str]| {
        run_in(directory.path(), &[command, files].concat(), b"").status
    };
    let validate = &["validate"][..];
    let inspect = &["inspect"][..];
    let report = &["report", "-o", "-"][..];
    let convert = &["convert", "--to", "ndjson"][..];
    let fold = &["fold"][..];
    for command in [validate, inspect, report, convert, fold] {
        for (files, expected) in [
            (&["good.sse"][..], 0),
            (&["cut.json"], 1),
            (&["socket"], 2),
            (&["good.sse", "cut.json"], 1),
            (&["cut.json", "good.sse"], 1),
            (&["words.sse"], 0),
            (&["cut.json", "words.sse"], 1),
            (&["good.sse", "socket"], 2),
            (&["socket", "good.sse"], 2),
            (&["good.sse", "nowhere"], 2),
            (&["cut.json", "socket"], 2),
            (&["socket", "cut.json"], 2),
            (&["cut.json", "nowhere"], 2),
        ] {
            assert_eq!(status(command, files), expected, "{command:?} {files:?}");
        }
    }
    for command in [validate, fold] {
        for (files, expected) in [
            (&["wrong.sse"][..], 1),
            (&["wrong.sse", "good.sse"], 1),
            (&["wrong.sse", "cut.json"], 1),
            (&["wrong.sse", "socket"], 2),
            (&["nowhere", "wrong.sse"], 2),
        ] {
            assert_eq!(status(command, files), expected, "{command:?} {files:?}");
        }
    }
    let diff = &["diff"][..];
    for (files, expected) in [
        (["good.sse", "good.sse"], 0),
        (["good.sse", "socket"], 2),
        (["socket", "good.sse"], 2),
        (["good.sse", "cut.json"], 2),
        (["cut.json", "good.sse"], 2),
    ] {
        assert_eq!(status(diff, &files), expected, "{files:?}");
    }
}

/// What was not checked is said on standard error, by commands that show no findings as well.
#[test]
fn what_is_not_checked_is_named() {
    let directory = Directory::new("unchecked");
    let body = fixture_text("captures/get_plain.json") + "\n";
    let stream = fixture_text("captures/create_plain_stream.sse");
    let first = stream.lines().next().unwrap();
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    for (text, expected, status) in [
        (body.clone(), "", 0),
        // Defects of a payload are none of it.
        (body.replace("\"completed\"", "5"), "", 0),
        (
            format!("words\n{body}"),
            "warning[foreign-text]: in:1:1: ",
            0,
        ),
        (format!("{body}{deep}"), "error[too-deep]: in:2:", 1),
        (
            format!("{body}\"text\""),
            "error[not-an-object]: in:2:1: ",
            1,
        ),
        (
            format!("{body}{{\"x\":1}}"),
            "error[unknown-payload]: in:2:1: ",
            1,
        ),
        (
            format!("{body}{{\"x\":"),
            "error[truncated-record]: in:2:6: ",
            1,
        ),
        (
            format!(
                "{first}

event: error
data: no

"
            ),
            "warning[stream-error]: in:4:7: ",
            0,
        ),
    ] {
        directory.file("in", &text);
        for command in [
            &["inspect"][..],
            &["report", "-o", "-"],
            &["convert", "--to=ndjson"],
        ] {
            let run = run_in(directory.path(), &[command, &["in"]].concat(), b"");
            let said = run
                .stderr
                .lines()
                .filter(|line| !line.starts_with("wrote "));
            let said: Vec<_> = said.collect();
            assert_eq!(
                said.len(),
                usize::from(!expected.is_empty()),
                "{command:?} {said:?}"
            );
            let said = said.first().copied().unwrap_or_default();
            assert!(said.starts_with(expected), "{command:?} {said}");
            assert_eq!(run.status, status, "{command:?} {said}");
        }
    }
}
