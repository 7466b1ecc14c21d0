//! Levels, profiles and the settings file.

use crate::run::{Directory, fixture, run, run_in};

const BROKEN: &str = "tests/fixtures/traffic/broken.ndjson";

fn codes(arguments: &[&str]) -> Vec<(String, String)> {
    let run = run(&[&["validate", "--format", "json", BROKEN], arguments].concat());
    let found = run.json_lines();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    found
        .iter()
        .map(|f| (text(&f["code"]), text(&f["level"])))
        .collect()
}

fn level(arguments: &[&str], code: &str) -> Option<String> {
    let found = codes(arguments);
    found
        .into_iter()
        .find(|(found, _)| found == code)
        .map(|(_, level)| level)
}

#[test]
fn levels_follow_the_order_of_the_arguments() {
    let unknown = |arguments: &[&str]| level(arguments, "unknown-value");
    assert_eq!(unknown(&[]).as_deref(), Some("warning"));
    assert_eq!(unknown(&["-A", "unknown-value"]), None);
    assert_eq!(unknown(&["-D", "unknown-value"]).as_deref(), Some("error"));
    assert_eq!(
        unknown(&["-A", "unknown-value", "-W", "unknown-value"]).as_deref(),
        Some("warning")
    );
    assert_eq!(
        unknown(&["-W", "unknown-value", "-A", "unknown-value"]),
        None
    );
    assert_eq!(unknown(&["--deny", "warnings"]).as_deref(), Some("error"));
    assert_eq!(
        unknown(&["--profile", "documented"]).as_deref(),
        Some("error")
    );
    assert_eq!(
        level(&["--allow", "truncated-record"], "truncated-record"),
        None
    );
    assert_eq!(
        level(&["--warn=truncated-record"], "truncated-record").as_deref(),
        Some("warning")
    );
}

#[test]
fn what_is_no_code_is_refused() {
    let run = run(&["validate", "--deny", "no-such-code", BROKEN]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("no-such-code"), "{}", run.stderr);
    assert!(run.stdout.is_empty());
}

#[test]
fn settings_are_read_from_the_nearest_file() {
    let directory = Directory::new("settings");
    directory.file("below/broken.ndjson", fixture("traffic/broken.ndjson"));
    let settings = "profile = \"wire\"\nallow = [\"unknown-value\", \"truncated-record\"]\n\
                    warn = [\"missing-field\", \"wrong-type\", \"invalid-json\"]\nformat = \"json\"\n";
    directory.file("agentlin-types.toml", settings);
    let below = directory.path().join("below");
    let plain = run_in(&below, &["validate", "broken.ndjson"], b"");
    assert_eq!(plain.status, 0, "{}", plain.stdout);
    let levels: Vec<_> = plain
        .json_lines()
        .iter()
        .map(|f| f["level"].clone())
        .collect();
    assert_eq!(levels, ["warning", "warning", "warning", "note"]);
    // Arguments win.
    let strict = run_in(
        &below,
        &["validate", "--deny", "warnings", "broken.ndjson"],
        b"",
    );
    assert_eq!(strict.status, 1);
    let other = directory.file("other.toml", "deny = [\"warnings\"]\n");
    let run = run_in(
        &below,
        &["validate", "--config", &other, "broken.ndjson"],
        b"",
    );
    assert!(
        run.stdout.contains("error[unknown-value]"),
        "{}",
        run.stdout
    );
    // Mistakes in it are reported.
    directory.file("agentlin-types.toml", "denny = []\n");
    let wrong = run_in(&below, &["validate", "broken.ndjson"], b"");
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("denny"), "{}", wrong.stderr);
}

#[test]
fn every_code_is_explained() {
    let list = run(&["explain"]);
    assert_eq!(list.status, 0);
    let names: Vec<_> = list
        .stdout
        .lines()
        .map(|l| l.split(' ').next().unwrap())
        .collect();
    assert!(names.contains(&"wrong-type") && names.contains(&"truncated-record"));
    for name in names {
        let one = run(&["explain", name]);
        assert_eq!(one.status, 0, "{name}");
        assert!(
            one.stdout.starts_with(name) && one.stdout.contains("Fix:"),
            "{}",
            one.stdout
        );
    }
    assert_eq!(run(&["explain", "no-such-code"]).status, 2);
}
