//! Many lines and many threads: the same results, in order, and in time.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::run::{Directory, fixture_text, run, run_with};

/// Lines of every kind, enough to be read in several pieces.
fn lines() -> Vec<u8> {
    let good = fixture_text("traffic/bodies.ndjson");
    let good: Vec<_> = good.lines().collect();
    let mut lines = Vec::new();
    for number in 0..1500 {
        match number % 10 {
            3 => lines.extend_from_slice(br#"{"code":-32000,"message":42}"#),
            5 => lines.extend_from_slice(b"{\"text\":\"\xff\"}"),
            6 => lines.extend_from_slice(b" \t"),
            7 => lines.extend_from_slice(format!("{}\r", good[number % good.len()]).as_bytes()),
            8 if number == 1008 => lines.resize(lines.len() + (2 << 20), b'x'),
            _ => lines.extend_from_slice(good[number % good.len()].as_bytes()),
        }
        lines.push(b'\n');
    }
    // The last line has no end.
    lines.extend_from_slice(br#"{"jsonrpc":"2.0","id":"req_1","#);
    lines
}

#[test]
fn any_number_of_threads_gives_the_same_in_order() {
    let directory = Directory::new("threads");
    let file = directory.file("lines.ndjson", lines());
    let check = |jobs: &str| {
        let options = ["validate", "--format", "json", "--max-record", "1"];
        run(&[&options[..], &["--jobs", jobs, &file]].concat())
    };
    let one = check("1");
    // None are as many as the machine has processors.
    for jobs in ["2", "3", "8", "0"] {
        assert_eq!(check(jobs).stdout, one.stdout, "{jobs} threads");
    }
    let found: Vec<_> = one.json_lines();
    for code in ["wrong-type", "not-utf8"] {
        let at = if code == "wrong-type" { 4 } else { 6 };
        let lines: Vec<u64> = found
            .iter()
            .filter(|finding| finding["code"] == code)
            .map(|finding| finding["line"].as_u64().unwrap())
            .collect();
        let expected: Vec<u64> = (0..150).map(|n| n * 10 + at).collect();
        assert_eq!(lines, expected, "{code}");
    }
    let place = |code: &str| {
        let finding = found.iter().find(|finding| finding["code"] == code);
        finding.map(|finding| finding["line"].as_u64().unwrap())
    };
    assert_eq!(place("oversized-record"), Some(1009));
    assert_eq!(place("truncated-record"), Some(1501));
}

#[test]
fn notes_that_are_not_shown_are_counted() {
    let directory = Directory::new("notes");
    let lines = directory.file("lines.ndjson", lines());
    let stream = "tests/fixtures/captures/create_tool_multi_stream.sse";
    for (file, errors) in [(&*lines, true), (stream, false)] {
        let options = ["--max-findings", "100000", "--jobs", "2", file];
        let check = |more: &[&str]| run(&[&["validate"], &options[..], more].concat());
        let found = check(&["--format", "json"]).json_lines();
        let notes = found
            .iter()
            .filter(|finding| finding["level"] == "note")
            .count();
        assert!(notes > 1);
        let human = check(&[]).stdout;
        assert!(
            human.contains(&format!("\n{notes} notes not shown")),
            "{human}"
        );
        assert!(!human.contains("note["));
        assert_eq!(human.contains("error["), errors);
        let all = check(&["--notes"]).stdout;
        let shown = all.lines().filter(|line| line.starts_with("note["));
        assert_eq!(shown.count(), notes);
        let annotations = check(&["--format", "github"]).stdout;
        assert!(!annotations.contains("::notice"));
    }
}

#[test]
fn a_filter_answers_every_line() {
    let answers = |jobs: &str| {
        run_with(
            &["validate", "--format", "json", "--jobs", jobs, "-"],
            &lines(),
        )
    };
    let one = answers("1");
    assert_eq!(one.stdout.lines().count(), 1501);
    assert_eq!(answers("4").stdout, one.stdout);
}

#[test]
fn findings_are_shown_while_more_is_awaited() {
    for jobs in ["1", "2"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_agentlin-types"))
            .args(["validate", "--format", "json", "--jobs", jobs, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        for _ in 0..3 {
            input
                .write_all(b"{\"code\":-32000,\"message\":42}\n")
                .unwrap();
            let mut line = String::new();
            // Waits for ever if nothing comes before the input ends.
            output.read_line(&mut line).unwrap();
            assert!(line.contains("wrong-type"), "{line}");
            std::thread::sleep(Duration::from_millis(30));
        }
        drop(input);
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
}
