//! Levels, profiles and the settings file.

use crate::run::{Directory, fixture, fixture_text, run, run_in};

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

/// Each setting of the output, and the argument that wins over it.
#[test]
fn arguments_win_over_settings() {
    let directory = Directory::new("settings-output");
    let wrong = r#"{"code":-32000,"message":42}"#;
    let unknown = r#"{"code":-32000,"message":"","secret":1}"#;
    directory.file("in.ndjson", format!("{wrong}\n{unknown}\n"));
    let known = |line: u32, count: u32| {
        let (code, pointer) = match line {
            1 => ("wrong-type", "/message"),
            _ => ("unknown-field", "/sec…"),
        };
        format!(
            r#"{{"findings":[{{"file":"in.ndjson","code":"{code}","pointer":"{pointer}","count":{count}}}]}}"#
        )
    };
    directory.file("first.json", known(1, 1));
    directory.file("second.json", known(2, 1));
    let first =
        "in.ndjson:1:26: error[wrong-type]: /message: `message` must be a string, not a number\n";
    let second = "in.ndjson:2:38: warning[unknown-field]: /secret: ";
    let masked = "in.ndjson:2:38: warning[unknown-field]: /sec…: ";
    let strict = "in.ndjson:2:38: error[unknown-field]: /secret: ";
    let json = r#"{"file":"in.ndjson","line":1,"#;
    let both = "format = \"concise\"\nwarn = [\"unknown-field\"]\n";
    for (settings, arguments, expected) in [
        ("", &[][..], [first, second]),
        (
            "",
            &["--format", "json"],
            [json, r#"{"file":"in.ndjson","line":2,"#],
        ),
        ("mask = true", &[], [first, masked]),
        ("mask = true", &["--mask=false"], [first, second]),
        ("mask = false", &["--mask"], [first, masked]),
        ("max-findings = 1", &[], [first, ""]),
        (
            "max-findings = 1",
            &["--max-findings", "2"],
            [first, second],
        ),
        ("max-findings = 2", &["--max-findings", "1"], [first, ""]),
        ("baseline = \"first.json\"", &[], [second, ""]),
        ("baseline = \"second.json\"", &[], [first, ""]),
        (
            "baseline = \"second.json\"",
            &["--baseline", "first.json"],
            [second, ""],
        ),
        ("deny = [\"unknown-field\"]", &[], [first, strict]),
        ("deny = [\"warnings\"]", &[], [first, strict]),
        (
            "deny = [\"unknown-field\"]",
            &["-W", "unknown-field"],
            [first, second],
        ),
        (
            "deny = [\"unknown-field\"]",
            &["-A", "unknown-field"],
            [first, ""],
        ),
        (
            "allow = [\"wrong-type\"]",
            &["-D", "wrong-type"],
            [first, second],
        ),
        ("allow = [\"wrong-type\"]", &[], [second, ""]),
    ] {
        directory.file("agentlin-types.toml", format!("{both}{settings}\n"));
        let arguments = [&["validate"], arguments, &["in.ndjson"]].concat();
        let run = run_in(directory.path(), &arguments, b"");
        let lines: Vec<_> = run.stdout.split_inclusive('\n').collect();
        let count = expected.iter().filter(|line| !line.is_empty()).count();
        assert_eq!(lines.len(), count, "{settings} {arguments:?}: {lines:?}");
        for (line, expected) in lines.iter().zip(expected) {
            assert!(
                line.starts_with(expected),
                "{settings} {arguments:?}: {line}"
            );
        }
    }
}

/// Notes are shown where the settings or the arguments say so.
#[test]
fn notes_are_shown_on_demand() {
    let directory = Directory::new("settings-notes");
    let line = fixture_text("traffic/broken.ndjson");
    directory.file("in.ndjson", line.lines().nth(5).unwrap());
    for (settings, arguments, expected) in [
        ("", &[][..], false),
        ("", &["--notes"], true),
        ("notes = true", &[], true),
        ("notes = false", &["--notes"], true),
        ("notes = false", &[], false),
    ] {
        for format in ["human", "concise", "github"] {
            directory.file("agentlin-types.toml", format!("{settings}\n"));
            let whole = [&["validate", "--format", format], arguments, &["in.ndjson"]].concat();
            let run = run_in(directory.path(), &whole, b"");
            let found = run.stdout.contains("tool-result-in-progress");
            assert_eq!(found, expected, "{settings} {whole:?}: {}", run.stdout);
        }
    }
    // What other programs read has them in any case.
    for format in ["json", "gitlab", "junit", "sarif"] {
        directory.file("agentlin-types.toml", "notes = false\n");
        let arguments = ["validate", "--format", format, "in.ndjson"];
        let run = run_in(directory.path(), &arguments, b"");
        let found = run.stdout.matches("tool-result-in-progress").count();
        assert!(found > 0, "{format}: {}", run.stdout);
    }
}

/// The last word on a code counts, for codes about captures as well, in every command.
#[test]
fn codes_about_captures_have_levels_as_well() {
    let directory = Directory::new("levels");
    directory.file("in.txt", "words\n{\"jsonrpc\":\"2.0\"");
    let level = |settings: &str, arguments: &[&str], code: &str| {
        directory.file("agentlin-types.toml", format!("{settings}\n"));
        let arguments = [&["validate", "--format=json"], arguments, &["in.txt"]].concat();
        let found = run_in(directory.path(), &arguments, b"").json_lines();
        let found = found.iter().find(|finding| finding["code"] == code);
        found.map(|finding| finding["level"].as_str().unwrap().to_owned())
    };
    let text = |settings: &str, arguments: &[&str]| level(settings, arguments, "foreign-text");
    let (warning, error) = (Some("warning".to_owned()), Some("error".to_owned()));
    assert_eq!(text("", &[]), warning);
    assert_eq!(text("", &["-D", "foreign-text"]), error);
    assert_eq!(
        text("", &["-D", "foreign-text", "-A", "foreign-text"]),
        None
    );
    assert_eq!(
        text("", &["-A", "foreign-text", "-D", "foreign-text"]),
        error
    );
    assert_eq!(text("", &["-D", "warnings"]), error);
    assert_eq!(text("", &["-D", "warnings", "-W", "foreign-text"]), error);
    assert_eq!(text("deny = [\"warnings\"]", &[]), error);
    assert_eq!(text("allow = [\"foreign-text\"]", &[]), None);
    assert_eq!(
        text("allow = [\"foreign-text\"]", &["-W", "foreign-text"]),
        warning
    );
    assert_eq!(
        text("allow = [\"foreign-text\"]\ndeny = [\"foreign-text\"]", &[]),
        error
    );
    // The other commands follow the same order.
    directory.file("agentlin-types.toml", "");
    let denied = ["-A", "truncated-record", "-D", "truncated-record"];
    let allowed = ["-D", "truncated-record", "-A", "truncated-record"];
    let stream = fixture_text("captures/create_plain_stream.sse");
    directory.file("in.sse", stream + "data: {");
    for (command, file) in [
        (&["inspect"][..], "in.txt"),
        (&["report", "-o", "-"], "in.txt"),
        (&["watch"], "in.sse"),
    ] {
        for (levels, expected) in [(denied, 1), (allowed, 0)] {
            let arguments = [command, &levels, &[file]].concat();
            let run = run_in(directory.path(), &arguments, b"");
            assert_eq!(run.status, expected, "{arguments:?}: {}", run.stderr);
        }
    }
}

/// The profile of the settings holds unless another one is given.
#[test]
fn a_profile_of_the_settings_can_be_overruled() {
    let directory = Directory::new("profiles");
    directory.file(
        "in.json",
        r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"dreaming","created_at":1,"output":[]}"#,
    );
    for (settings, arguments, expected) in [
        ("", &[][..], 0),
        ("profile = \"documented\"", &[], 1),
        ("profile = \"documented\"", &["--profile", "wire"], 0),
        ("profile = \"wire\"", &["--profile", "documented"], 1),
    ] {
        directory.file("agentlin-types.toml", format!("{settings}\n"));
        let arguments = [&["validate"], arguments, &["in.json"]].concat();
        let status = run_in(directory.path(), &arguments, b"").status;
        assert_eq!(status, expected, "{settings} {arguments:?}");
    }
    // The most threads that there can be, in the settings and as an argument.
    for (jobs, expected) in [("1024", 0), ("1025", 2)] {
        directory.file("agentlin-types.toml", format!("jobs = {jobs}\n"));
        assert_eq!(
            run_in(directory.path(), &["validate", "-j", "1", "in.json"], b"").status,
            expected
        );
        directory.file("agentlin-types.toml", "");
        let refused = run_in(
            directory.path(),
            &["validate", "-j", jobs, "nowhere.json"],
            b"",
        );
        assert_eq!(
            refused.stderr.contains("at most 1024 threads"),
            expected == 2,
            "{jobs}"
        );
    }
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
