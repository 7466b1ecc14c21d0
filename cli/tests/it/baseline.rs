//! Baselines: which findings are known, and how many of them.

use serde_json::json;

use crate::run::{Directory, Run, fixture_text, run, run_in};

/// What was known stays quiet when a capture is made again, and what is new is reported.
#[test]
fn a_baseline_leaves_what_is_new() {
    let directory = Directory::new("baseline");
    let known = directory.path().join("known.json");
    let known = known.to_str().unwrap();
    let text = fixture_text("traffic/broken.ndjson");
    let file = directory.file("in.ndjson", &text);
    let written = run(&["validate", "--write-baseline", known, &file]);
    assert_eq!(written.status, 0, "{}", written.stderr);
    assert!(
        written.stderr.starts_with("wrote 5 findings to "),
        "{}",
        written.stderr
    );
    let again = run(&["validate", "--baseline", known, &file]);
    assert_eq!(again.status, 0, "{}", again.stdout);
    assert!(
        again
            .stdout
            .contains("5 findings of the baseline not shown"),
        "{}",
        again.stdout
    );
    // Lines move, and one more finding of a known kind is one too many.
    let wrong = text.lines().nth(1).unwrap();
    directory.file("in.ndjson", format!("\n\n{wrong}\n{text}"));
    let more = run(&["validate", "--format", "json", "--baseline", known, &file]);
    assert_eq!(more.status, 1);
    let errors: Vec<_> = more
        .findings()
        .into_iter()
        .filter(|finding| finding.starts_with("wrong-type"))
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    directory.file("in.ndjson", "\n");
    let gone = run(&[
        "validate",
        "--baseline",
        known,
        "tests/fixtures/captures/get_plain.json",
    ]);
    assert!(
        gone.stdout
            .contains("5 findings of the baseline did not occur"),
        "{}",
        gone.stdout
    );
    let bad = run(&["validate", "--baseline", &file, &file]);
    assert_eq!(bad.status, 2);
    assert!(bad.stderr.contains("is not a baseline"), "{}", bad.stderr);
}

/// A body with one error.
const WRONG: &str = r#"{"code":-32000,"message":42}"#;

/// A directory with that many lines that have the same finding.
fn lines(count: usize) -> Directory {
    let directory = Directory::new("baseline-counts");
    directory.file("a.ndjson", format!("{WRONG}\n").repeat(count));
    directory
}

fn validate(directory: &Directory, arguments: &[&str]) -> Run {
    let arguments = [&["validate"], arguments, &["a.ndjson"]].concat();
    run_in(directory.path(), &arguments, b"")
}

/// What a baseline that knows `counts` of the finding says of three.
fn against(counts: &[u64]) -> (i32, Vec<String>) {
    let directory = lines(3);
    let known = |count| json!({"file": "a.ndjson", "code": "wrong-type", "pointer": "/message", "count": count});
    let known = json!({"findings": counts.iter().map(known).collect::<Vec<_>>()});
    directory.file("known.json", known.to_string());
    let run = validate(&directory, &["--baseline", "known.json"]);
    let lines = run.stdout.lines();
    let lines = lines.filter(|line| line.contains("-->") || line.contains("baseline"));
    (
        run.status,
        lines.map(|line| line.trim().to_owned()).collect(),
    )
}

#[test]
fn each_entry_knows_as_many_as_it_counts() {
    let three = [
        "--> a.ndjson:1:26 (byte 25) at /message",
        "--> a.ndjson:2:26 (byte 54) at /message",
        "--> a.ndjson:3:26 (byte 83) at /message",
    ];
    let gone = |what: &str| {
        format!("{what} of the baseline did not occur; use --write-baseline to update it")
    };
    let known = |what: &str| format!("{what} of the baseline not shown");
    for (counts, status, expected) in [
        (&[][..], 1, three.map(String::from).to_vec()),
        (&[2], 1, vec![three[2].into(), known("2 findings")]),
        (&[3], 0, vec![known("3 findings")]),
        (&[5], 0, vec![known("3 findings"), gone("2 findings")]),
        // Entries of the same finding add up.
        (&[1, 1], 1, vec![three[2].into(), known("2 findings")]),
        (&[2, 2], 0, vec![known("3 findings"), gone("1 finding")]),
    ] {
        assert_eq!(against(counts), (status, expected), "{counts:?}");
    }
}

/// Errors and warnings are known to a baseline, notes are not.
#[test]
fn a_baseline_is_written_with_the_number_of_each_finding() {
    let directory = lines(3);
    let written = validate(&directory, &["--notes", "--write-baseline", "known.json"]);
    assert_eq!(written.status, 0);
    assert_eq!(written.stderr, "wrote 3 findings to known.json\n");
    assert!(!written.stdout.contains("baseline"), "{}", written.stdout);
    let text = std::fs::read_to_string(directory.path().join("known.json")).unwrap();
    assert_eq!(
        text,
        "{\n  \"findings\": [\n    {\n      \"file\": \"a.ndjson\",\n      \"code\": \"wrong-type\",\n      \
         \"pointer\": \"/message\",\n      \"count\": 3\n    }\n  ]\n}\n"
    );
    let quiet = validate(&directory, &["--baseline", "known.json"]);
    assert_eq!(quiet.status, 0);
    // What the settings name is written anew, not added to.
    directory.file("agentlin-types.toml", "baseline = \"known.json\"\n");
    let again = validate(&directory, &["--write-baseline", "known.json"]);
    assert_eq!(again.stderr, "wrote 3 findings to known.json\n");
    // The level is not part of it.
    let warned = ["--warn=wrong-type", "--baseline=known.json"];
    let warned = validate(&directory, &warned).stdout;
    assert!(warned.contains("3 findings of the baseline"), "{warned}");
    let noted = ["--notes", "--format=json", "--baseline=known.json"];
    let clean = validate(&directory, &noted);
    assert_eq!(clean.stdout, "");
    // A note is shown beside what is known, and written to no baseline.
    let note = fixture_text("traffic/broken.ndjson");
    directory.file("a.ndjson", note.lines().nth(5).unwrap());
    let written = validate(&directory, &["--notes", "--write-baseline", "none.json"]);
    assert_eq!(written.stderr, "wrote 0 findings to none.json\n");
    let codes = |arguments: &[&str]| -> Vec<String> {
        let found = validate(&directory, arguments).json_lines().into_iter();
        found.map(|finding| finding["code"].to_string()).collect()
    };
    assert_eq!(codes(&noted), ["\"tool-result-in-progress\""]);
    let entry = json!({
        "file": "a.ndjson", "code": "tool-result-in-progress", "pointer": "/result/output/…/status",
        "count": 1,
    });
    directory.file("known.json", json!({"findings": [entry]}).to_string());
    assert_eq!(codes(&noted), ["\"tool-result-in-progress\""]);
}

/// The last finding of its code in a payload stands for those that are not listed.
#[test]
fn a_baseline_counts_what_is_not_listed() {
    let directory = Directory::new("baseline-more");
    let body = |count: usize| format!(r#"{{"output":[{}1]}}"#, "1,".repeat(count - 1));
    let check = |arguments: &[&str]| {
        let arguments = [&["validate", "--as", "task"], arguments, &["a.json"]].concat();
        run_in(directory.path(), &arguments, b"")
    };
    directory.file("a.json", body(10_003));
    let written = check(&["--write-baseline", "known.json"]);
    let text = std::fs::read_to_string(directory.path().join("known.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let counts = file["findings"].as_array().unwrap().iter();
    let counts: Vec<_> = counts
        .map(|entry| entry["count"].as_u64().unwrap())
        .collect();
    assert!(counts.contains(&10_003), "{counts:?}");
    let total: u64 = counts.iter().sum();
    assert_eq!(
        written.stderr,
        format!("wrote {total} findings to known.json\n")
    );
    let known = ["--baseline", "known.json"];
    let again = check(&known);
    let quiet = format!("{total} findings of the baseline not shown");
    assert!(again.stdout.contains(&quiet), "{}", again.stdout);
    // With one more, those that are not listed are more than are known.
    directory.file("a.json", body(10_004));
    let more = check(&known);
    assert_eq!(more.status, 1, "{}", more.stdout);
    assert!(
        more.stdout.contains("4 more of this code are not listed"),
        "{}",
        more.stdout
    );
}
