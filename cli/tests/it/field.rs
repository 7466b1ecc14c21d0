//! Captures as people have them: `tests/field` has inputs of kinds that were met in the field, the
//! snapshot `field.txt` what is found in each, with the exit status.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use agentlin_types_cli::probe::{Found, Observation, Reading, read};

use crate::run::{Directory, run, snapshot};

fn cases() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/field");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &std::path::Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn each_input_is_read_as_what_it_is() {
    let mut table = String::new();
    for path in cases() {
        let run = run(&[
            "validate",
            "--notes",
            "--format=json",
            path.to_str().unwrap(),
        ]);
        writeln!(table, "{} {}", name(&path), run.status).unwrap();
        for finding in run.json_lines() {
            let text = |key: &str| finding[key].as_str().unwrap();
            let (line, column) = (&finding["line"], &finding["column"]);
            let (level, code, pointer) = (text("level"), text("code"), text("pointer"));
            let line = format!("  {level} {code} {line}:{column} {pointer}");
            writeln!(table, "{}", line.trim_end()).unwrap();
        }
    }
    snapshot("field.txt", &table);
}

/// The other commands end as `validate` does where something is not checked.
#[test]
fn other_commands_say_the_same_about_what_is_not_checked() {
    // Defects of a payload are no matter of those commands.
    let unchecked = [
        "invalid-json",
        "not-an-object",
        "unknown-payload",
        "empty-capture",
        "not-a-capture",
        "not-utf8",
        "truncated-record",
        "broken-archive",
        "nothing-checked",
        "missing-body",
        "unreadable-body",
        "unchecked-messages",
    ];
    for path in cases() {
        let path = path.to_str().unwrap();
        let validate = run(&["validate", "--format=json", path]);
        let findings = validate.json_lines();
        let error = |finding: &&serde_json::Value| {
            unchecked.contains(&finding["code"].as_str().unwrap()) && finding["level"] == "error"
        };
        let expected = findings.iter().find(error);
        for command in [&["inspect"][..], &["fold"], &["report", "-o", "-"]] {
            let run = run(&[command, &[path]].concat());
            match expected {
                Some(finding) => {
                    assert_eq!(run.status, 1, "{command:?} {path}: {}", run.stderr);
                    let code = finding["code"].as_str().unwrap();
                    assert!(
                        run.stderr.contains(code),
                        "{command:?} {path}: {}",
                        run.stderr
                    );
                }
                None if command == ["fold"] => {}
                None => assert_eq!(run.status, 0, "{command:?} {path}: {}", run.stderr),
            }
        }
    }
}

/// The three commands count the same findings, and the same records.
#[test]
fn all_commands_count_alike() {
    let captures = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/captures");
    let captures = std::fs::read_dir(captures).unwrap();
    let captures = captures.map(|entry| entry.unwrap().path());
    for path in cases().into_iter().chain(captures) {
        let path = path.to_str().unwrap();
        let mut counts = [0, 0, 0];
        for finding in run(&["validate", "--format=json", path]).json_lines() {
            match finding["level"].as_str().unwrap() {
                "error" => counts[0] += 1,
                "warning" => counts[1] += 1,
                _ => counts[2] += 1,
            }
        }
        let nouns = ["error", "warning", "note"];
        let inspect = run(&["inspect", "--json", path]);
        let inspect: serde_json::Value = serde_json::from_str(&inspect.stdout).unwrap();
        let levels = nouns.map(|noun| inspect["levels"][format!("{noun}s")].as_u64().unwrap());
        assert_eq!(levels, counts, "inspect {path}");
        let validate = run(&["validate", "-q", path]);
        let records = inspect["records"].as_u64().unwrap();
        let summary = validate.stdout.lines().last().unwrap();
        let noun = if records == 1 { "record" } else { "records" };
        let expected = format!(", {records} {noun}: ");
        assert!(
            summary.contains(&expected),
            "{path}: {summary}, not {expected}"
        );
        let directory = Directory::new("counts");
        let page = directory.path().join("page.html");
        let report = run(&["report", path, "-o", page.to_str().unwrap()]);
        let wrote = report
            .stderr
            .lines()
            .find(|line| line.starts_with("wrote "));
        let wrote = wrote.unwrap().to_owned();
        for (noun, count) in nouns.into_iter().zip(counts) {
            let plural = if count == 1 { "" } else { "s" };
            let words = format!("{count} {noun}{plural}");
            assert_eq!(wrote.contains(&words), count > 0, "{wrote}: {words}");
        }
    }
}

fn found(input: Vec<u8>) -> Vec<Found> {
    let reading = Reading {
        profile: agentlin_types::Profile::Wire,
        lines: false,
        max_record: 1 << 20,
        threads: 1,
        texts: false,
    };
    let seen = read(std::io::Cursor::new(input), reading).unwrap();
    let found = seen.into_iter().flat_map(|seen| match seen {
        Observation::Record { findings, .. } => findings,
        Observation::Finding(found) => vec![found],
        _ => Vec::new(),
    });
    found.collect()
}

/// Code, pointer and line of each finding, below a number of lines. A file as a whole, and what ends
/// with it, is another one when something follows.
fn places(found: Vec<Found>, lines: usize) -> BTreeMap<(String, String, u64), usize> {
    let mut places = BTreeMap::new();
    for found in found {
        if !["nothing-checked", "stream-unfinished"].contains(&found.code) {
            let line = found.place.line + lines as u64;
            *places
                .entry((found.code.to_owned(), found.pointer, line))
                .or_default() += 1;
        }
    }
    places
}

#[test]
fn every_input_behind_every_other_gives_the_findings_of_both() {
    let texts: Vec<_> = cases()
        .into_iter()
        .map(|path| (name(&path).to_owned(), std::fs::read(path).unwrap()))
        .filter(|(_, bytes)| std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0))
        .collect();
    assert!(texts.len() > 75);
    let alone: Vec<_> = texts.iter().map(|(_, text)| found(text.clone())).collect();
    let mut wrong = Vec::new();
    for (i, (first, one)) in texts.iter().enumerate() {
        for (j, (second, two)) in texts.iter().enumerate().filter(|(j, _)| *j != i) {
            let both = [&one[..], b"\n\n", &two[..]].concat();
            let lines = one.iter().filter(|byte| **byte == b'\n').count() + 2;
            let both = places(found(both), 0);
            let each = [places(alone[i].clone(), 0), places(alone[j].clone(), lines)];
            for (place, count) in each.into_iter().flatten() {
                if both.get(&place).copied().unwrap_or_default() < count {
                    wrong.push(format!("{first} + {second}: {place:?} is missing"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn bodies_in_files_beside_an_archive_are_read() {
    let fixture = |name: &str| {
        let path = format!("{}/tests/field/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let body = r#"{"jsonrpc":"2.0","id":"r","result":{"object":"task","id":7}}"#;
    for archive in [
        "har-playwright-attach.har",
        "har-playwright-attach-sha1.har",
    ] {
        let directory = Directory::new("beside");
        let text = fixture(archive);
        let path = directory.file("a.har", &text);
        directory.file("3f5d0ed7ac1c6d2a3e7d.json", body);
        let found = run(&["validate", "--format=json", &path]).findings();
        assert!(
            found.iter().any(|found| found.ends_with("/result/id")),
            "{found:?}"
        );
        // Nothing outside of the folder is read.
        directory.file("secret.json", body);
        // Names that are paths on another system.
        directory.file("b/a\\b.json", body);
        directory.file("b/c:d.json", body);
        for name in [
            "../secret.json",
            "/etc/hostname",
            "a/b.json",
            "..",
            "a\\\\b.json",
            "c:d.json",
        ] {
            let text = text.replace("3f5d0ed7ac1c6d2a3e7d.json", name);
            let path = directory.file("b/a.har", text);
            let found = run(&["validate", "--format=json", &path]).findings();
            assert!(
                found.iter().all(|found| !found.contains("/result")),
                "{name}: {found:?}"
            );
            assert!(
                found.iter().any(|found| found.starts_with("missing-body")),
                "{name}"
            );
        }
    }
}

#[test]
fn joined_streams_are_two_streams() {
    let stream = crate::run::fixture_text("captures/create_plain_stream.sse");
    let wrong = stream.replacen("\"sequence_number\":1", "\"sequence_number\":\"1\"", 1);
    let directory = Directory::new("joined");
    for (first, code) in [
        (stream.clone(), None),
        // Without the empty line at its end.
        (
            format!("{}\n", stream.trim_end()),
            Some("unseparated-events"),
        ),
        // Broken off.
        (
            stream.split_inclusive("\r\n\r\n").take(4).collect(),
            Some("stream-unfinished"),
        ),
    ] {
        let file = directory.file("x.sse", format!("{first}{wrong}"));
        let found = run(&["validate", "--format=json", &file]).findings();
        let codes = found.iter().map(|found| found.split(' ').next().unwrap());
        let expected = code.into_iter().chain(["wrong-type"]);
        assert!(codes.eq(expected), "{found:?}");
        let file = directory.file("x.sse", format!("{first}{stream}"));
        let fold = run(&["fold", "--compact", &file]);
        assert_eq!(fold.stdout.lines().count(), 2, "{}", fold.stderr);
    }
}

#[test]
fn inputs_are_not_overwritten_and_reports_are_written_whole() {
    let directory = Directory::new("target");
    let body = crate::run::fixture_text("captures/get_plain.json");
    let capture = directory.file("a.json", &body);
    let report = run(&["report", &capture, "-o", &capture]);
    assert_eq!(report.status, 2);
    assert!(
        report.stderr.contains("one of the captures"),
        "{}",
        report.stderr
    );
    assert_eq!(std::fs::read_to_string(&capture).unwrap(), body);
    let page = directory.path().join("r.html");
    for _ in 0..2 {
        let report = run(&["report", &capture, "-o", page.to_str().unwrap()]);
        assert_eq!(report.status, 0, "{}", report.stderr);
        assert!(
            std::fs::read_to_string(&page)
                .unwrap()
                .ends_with("</html>\n")
        );
    }
    let left = std::fs::read_dir(directory.path()).unwrap().count();
    assert_eq!(left, 2, "nothing else is left");
}

#[test]
fn what_cannot_be_found_is_named() {
    let directory = Directory::new("named");
    let pattern = format!("{}/*.nothing", directory.path().display());
    let missing = run(&["validate", &pattern]);
    assert_eq!(missing.status, 2);
    assert!(
        missing.stderr.contains("no file matches this pattern"),
        "{}",
        missing.stderr
    );
    let bad = run(&["validate", "a[b"]);
    assert!(bad.stderr.contains("not a pattern"), "{}", bad.stderr);
    // One folder that cannot be read does not hide the others.
    directory.file("a/closed/x.json", "{}");
    directory.file(
        "a/open.json",
        crate::run::fixture_text("captures/get_plain.json"),
    );
    let closed = directory.path().join("a/closed");
    let mode = |mode| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(0o000);
    if std::fs::read_dir(&closed).is_err() {
        let partly = run(&["validate", directory.path().to_str().unwrap()]);
        assert_eq!(partly.status, 2);
        assert!(partly.stderr.contains("closed"), "{}", partly.stderr);
        assert!(partly.stdout.contains("1 record"), "{}", partly.stdout);
    }
    mode(0o755);
}

#[test]
fn a_kind_can_be_given() {
    let directory = Directory::new("as");
    let file = directory.file("x.json", r#"{"session_id":"s","x":1}"#);
    let codes = |arguments: &[&str]| {
        let run = run(&[&["validate", "--format=json"], arguments, &[&file]].concat());
        run.findings()
            .into_iter()
            .map(|found| found.split(' ').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&[]), ["unknown-payload"]);
    assert_eq!(codes(&["--as", "stop-params"]), ["unknown-field"]);
    assert_eq!(
        codes(&["--as", "task"])
            .iter()
            .filter(|code| *code == "missing-field")
            .count(),
        6
    );
}
