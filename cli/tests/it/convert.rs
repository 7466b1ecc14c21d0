//! `convert`: the same payloads in another form, and a word about what is not in it.

use std::path::Path;

use serde_json::Value;

use crate::run::{Directory, Run, fixture_text, root, run, run_with};

const STREAM: &str = "tests/fixtures/captures/create_subagent_stream.sse";
const ARCHIVE: &str = "tests/fixtures/traffic/session.har";

fn convert(arguments: &[&str]) -> Run {
    run(&[&["convert"], arguments].concat())
}

/// What `validate` counts, but for the form.
fn records(input: &str) -> usize {
    let run = run_with(&["validate", "--format", "json", "-"], input.as_bytes());
    run.json_lines().len()
}

#[test]
fn an_archive_becomes_lines_and_says_what_is_not_in_them() {
    let run = convert(&[ARCHIVE, "--to", "ndjson"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for line in run.stdout.lines() {
        serde_json::from_str::<Value>(line).unwrap();
    }
    assert!(run.stdout.lines().count() > 5);
    let last = run.stderr.lines().last().unwrap();
    let count = run.stdout.lines().count();
    assert!(
        last.starts_with(&format!(
            "wrote standard output: {count} payloads; not in it: "
        )),
        "{last}"
    );
    assert!(
        last.contains("the description of an archive's calls"),
        "{last}"
    );
}

#[test]
fn lists_lines_and_streams_become_each_other() {
    let lines = convert(&[STREAM, "--to", "ndjson"]);
    let array = run_with(&["convert", "-", "--to", "array"], lines.stdout.as_bytes());
    let list: Vec<Value> = serde_json::from_str(&array.stdout).unwrap();
    assert_eq!(list.len(), lines.stdout.lines().count());
    let back = run_with(&["convert", "-", "--to", "ndjson"], array.stdout.as_bytes());
    assert_eq!(back.stdout, lines.stdout);
    assert_eq!(
        back.stderr,
        format!("wrote standard output: {} payloads\n", list.len())
    );
    let events = run_with(&["convert", "-", "--to", "events"], back.stdout.as_bytes());
    let data = |stream: &str| -> Vec<Value> {
        let lines = stream
            .lines()
            .filter_map(|line| line.strip_prefix("data: "));
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let before = fixture_text("captures/create_subagent_stream.sse");
    assert_eq!(data(&events.stdout), data(&before));
    let nothing = run_with(&["convert", "-", "--to", "array"], b": ping\n\n");
    assert_eq!(nothing.stdout, "[]\n");
}

#[test]
fn a_stream_becomes_its_final_task() {
    let run = convert(&[STREAM, "--to", "tasks"]);
    let fold = crate::run::run(&["fold", "--compact", STREAM]);
    assert_eq!(run.stdout, fold.stdout);
    assert!(
        run.stderr
            .contains("wrote standard output: 1 task; not in it: "),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("of a tool or sub-agent"),
        "{}",
        run.stderr
    );
}

#[test]
fn each_task_gets_a_file() {
    let directory = Directory::new("convert-split");
    let folder = directory.path().join("tasks");
    let run = convert(&[
        STREAM,
        "--to",
        "events",
        "--split",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut events = 0;
    let mut files = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut ids: Vec<_> = text
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .collect();
        events += ids.len();
        files += 1;
        let id =
            |line: &&str| serde_json::from_str::<Value>(line).unwrap()["result"]["task_id"].clone();
        ids.sort_by_key(|line| id(line).to_string());
        assert_eq!(id(&ids[0]), id(&ids[ids.len() - 1]), "{path:?}");
        // Each is a whole stream by itself.
        let found = crate::run::run(&["validate", "--format=json", path.to_str().unwrap()]);
        let mut found = found.findings();
        found.retain(|finding| !finding.starts_with("tool-result-in-progress"));
        assert_eq!(found, [""; 0], "{path:?}");
    }
    assert!(files > 1);
    assert_eq!(
        run.stderr.trim_end(),
        format!(
            "wrote {}: {events} events in {files} files",
            folder.display()
        )
    );
    let again = convert(&[
        STREAM,
        "--to",
        "events",
        "--split",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("is not empty"), "{}", again.stderr);
}

#[test]
fn what_cannot_be_written_is_named() {
    let input = "{\"object\":\"task\",\"id\":\"a\"}\n{\"id\": nul}\n{\"log\":\"x\",\"message\":\"{\\\"object\\\":\\\"task\\\",\\\"id\\\":\\\"b\\\"}\"}\n[DONE]\n";
    let run = run_with(&["convert", "-", "--to", "ndjson"], input.as_bytes());
    assert_eq!(
        run.stdout,
        "{\"object\":\"task\",\"id\":\"a\"}\n{\"object\":\"task\",\"id\":\"b\"}\n"
    );
    assert_eq!(run.status, 1);
    let last = run.stderr.lines().last().unwrap();
    for part in [
        "1 record that is not valid JSON",
        "the JSON around payloads",
        "1 piece of a stream",
    ] {
        assert!(last.contains(part), "{last}");
    }
}

/// The documented profile finds nothing in what is normalized that has a documented form, and
/// normalizing again changes nothing.
#[test]
fn normalized_captures_are_documented() {
    let mut rewrites = 0;
    for folder in ["tests/fixtures/captures", "cli/tests/field"] {
        for file in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = file.unwrap().path();
            let run = convert(&[path.to_str().unwrap(), "--to", "ndjson", "--normalize"]);
            rewrites += run.stderr.matches(" is now ").count();
            if run.stderr.contains("does not decode") {
                // Said so: a broken payload stays as it is.
                continue;
            }
            let again = run_with(
                &["convert", "-", "--to", "ndjson", "--normalize"],
                run.stdout.as_bytes(),
            );
            assert_eq!(again.stdout, run.stdout, "{path:?}");
            if !run.stdout.is_empty() {
                assert!(
                    again.stderr.contains(", 0 rewrites"),
                    "{path:?}: {}",
                    again.stderr
                );
            }
            let checked = run_with(
                &[
                    "validate",
                    "--format=json",
                    "--profile=documented",
                    "-D",
                    "undocumented-field",
                    "-",
                ],
                run.stdout.as_bytes(),
            );
            for result in checked.json_lines() {
                for finding in result["findings"].as_array().into_iter().flatten() {
                    let pointer = finding["pointer"].as_str().unwrap();
                    let last = pointer.rsplit('/').next().unwrap();
                    // These have no documented form.
                    let stays =
                        ["agent_id", "call_id", "id", "input_required_call_ids"].contains(&last);
                    assert_ne!(finding["code"], "legacy-spelling", "{path:?}: {pointer}");
                    assert!(
                        finding["code"] != "undocumented-field" || stays,
                        "{path:?}: {pointer}"
                    );
                }
            }
        }
    }
    assert!(rewrites > 0);
}

#[test]
fn the_input_is_never_overwritten() {
    let directory = Directory::new("convert-target");
    let path = directory.file("a.json", r#"{"object":"task"}"#);
    let run = convert(&[&path, "--to", "ndjson", "-o", &path]);
    assert_eq!(run.status, 2);
    assert_eq!(
        std::fs::read_to_string(Path::new(&path)).unwrap(),
        r#"{"object":"task"}"#
    );
    assert_eq!(records(&run.stdout), records(""));
}
