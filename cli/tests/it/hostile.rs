//! Inputs that are made to cost more than they should, and numbers that are too large.

use std::io::{self, Read, Write};

use agentlin_types::Profile;
use agentlin_types_cli::probe::{self, Observation, Reading};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::run::{Directory, run, run_with};

/// A body of many values of the wrong type.
fn wrong(count: usize) -> String {
    let values = vec!["1"; count].join(",");
    format!("{{\"environments\":[],\"grouped\":{{\"a\":[{values}]}}}}")
}

#[test]
fn too_many_threads_are_refused() {
    let directory = Directory::new("many-threads");
    let file = directory.file("in.json", "{}");
    let run_with = |options: &[&str]| run(&[&["validate", &file], options].concat());
    for jobs in ["1025", "100000", "18446744073709551616"] {
        let run = run_with(&["--jobs", jobs]);
        assert_eq!(run.status, 2, "{jobs}");
        assert!(run.stderr.contains("--jobs"), "{}", run.stderr);
    }
    assert_eq!(run_with(&["--jobs", "300"]).status, 1);
    let config = directory.file("settings.toml", "jobs = 100000");
    let run = run_with(&["--config", &config]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("jobs: at most 1024 threads"),
        "{}",
        run.stderr
    );
}

/// A few kilobytes hold a record of many megabytes.
#[test]
fn compressed_records_have_a_limit_everywhere() {
    let directory = Directory::new("bomb");
    let bomb = |mebibytes| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(b"data: \"").unwrap();
        for _ in 0..mebibytes {
            encoder.write_all(&vec![b'a'; 1 << 20]).unwrap();
        }
        encoder.write_all(b"\"\n\n").unwrap();
        directory.file(&format!("{mebibytes}.sse.gz"), encoder.finish().unwrap())
    };
    let (small, large) = (bomb(2), bomb(65));
    let page = directory.path().join("page.html");
    let page = page.to_str().unwrap();
    for (command, options) in [
        ("validate", &[][..]),
        ("inspect", &[]),
        ("fold", &[]),
        ("report", &["--output", page]),
        ("watch", &[]),
        ("convert", &["--to", "ndjson"]),
        ("diff", &["tests/fixtures/captures/get_client_tool.json"]),
    ] {
        let run = run(&[&[command, "--max-record", "1", &small], options].concat());
        let said = format!("{}{}", run.stdout, run.stderr);
        let said = match command {
            "report" => std::fs::read_to_string(page).unwrap(),
            _ => said,
        };
        assert!(
            said.contains("1 MiB") || said.contains("oversized-record"),
            "{command}: {said}"
        );
    }
    // What the limit is when none is given.
    let refused = run(&["fold", &large]);
    assert!(refused.stderr.contains("64 MiB"), "{}", refused.stderr);
    let taken = run(&["fold", "--max-record", "66", &large]);
    assert!(!taken.stderr.contains("MiB"), "{}", taken.stderr);
}

/// Files that are made in memory have a limit, and say so.
#[test]
fn findings_beyond_the_limit_are_counted() {
    let directory = Directory::new("many-findings");
    let file = directory.file("in.ndjson", [wrong(6000), wrong(4005)].join("\n"));
    let unwritten = "5 more findings not written; raise --max-findings to write them";
    for format in ["sarif", "junit"] {
        let run = run(&["validate", "--format", format, &file]);
        assert_eq!(run.status, 1, "{format}");
        assert!(run.stderr.contains(unwritten), "{}", run.stderr);
        assert!(run.stdout.contains(unwritten), "{format}");
        let places = run.stdout.matches("wrong-type").count();
        assert!(places >= 10_000, "{format}: {places}");
    }
    let log: serde_json::Value =
        serde_json::from_str(&run(&["validate", "--format", "sarif", &file]).stdout).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 10_000);
    let all = run(&[
        "validate",
        "--format",
        "sarif",
        "--max-findings",
        "20000",
        &file,
    ]);
    assert!(!all.stdout.contains("not written") && all.stderr.is_empty());
    let json = run(&["validate", "--format", "json", &file]);
    assert_eq!(json.stdout.lines().count(), 10_005);
}

/// However much was looked at in vain before.
#[test]
fn records_behind_broken_values_are_checked() {
    let record = r#"{"jsonrpc":"2.0","id":"r","result":{"object":"task"}}"#;
    for broken in [
        "{]".repeat(2000),
        "{\"a\":\n[\"x\",\n".repeat(200_000) + "}",
    ] {
        let line = broken.matches('\n').count() + 2;
        let text = format!("{broken}\n{record}\n");
        let run = run_with(&["validate", "--format", "concise", "-"], text.as_bytes());
        let last = run.stdout.lines().rfind(|line| line.contains("missing"));
        let place = format!("<stdin>:{line}:");
        assert!(last.is_some_and(|last| last.contains(&place)), "{last:?}");
    }
}

/// What cannot be read is no damage of the capture, and no end of it either.
#[test]
fn a_disk_that_fails_is_told_from_a_broken_capture() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk fails"))
        }
    }
    let body = "{\"code\":-32000,\"message\":\"x\"}\n";
    for threads in [1, 2] {
        for before in ["", body, &body.repeat(3)] {
            let reading = Reading {
                profile: Profile::Wire,
                lines: false,
                max_record: 1 << 20,
                threads,
                texts: false,
            };
            let input = io::Cursor::new(before.to_owned()).chain(Broken);
            let seen = probe::read(input, reading).unwrap();
            let end = seen.last();
            let failed = |error: &str| error.contains("the disk fails");
            assert!(
                matches!(end, Some(Observation::End(Err(error))) if failed(error)),
                "{before} {end:?}"
            );
        }
    }
}
