//! `convert`: the same payloads in another form, and a word about what is not in it.

use std::path::Path;

use serde_json::{Value, json};

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
    // An answer that a stream ends with is one of its events.
    let error = r#"{"jsonrpc":"2.0","id":"r","error":{"code":-32000,"message":"no"}}"#;
    let failed = format!("{before}\n\ndata: {error}\n\n");
    let failed = run_with(&["convert", "-", "--to", "events"], failed.as_bytes());
    assert_eq!(data(&failed.stdout).len(), data(&before).len() + 1);
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

/// What is not in the output, in the number that it has.
#[test]
fn the_summary_counts_what_is_left_out() {
    let said = |capture: &str, arguments: &[&str]| {
        let run = run_with(&[&["convert", "-"], arguments].concat(), capture.as_bytes());
        let last = run.stderr.lines().last().unwrap().to_owned();
        last.strip_prefix("wrote standard output: ")
            .unwrap()
            .to_owned()
    };
    let task = r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed","created_at":1,"output":[]}"#;
    let archive = |others: usize| {
        let entry = |url: &str| {
            json!({
                "request": {"method": "GET", "url": format!("https://example.com{url}")},
                "response": {"status": 200, "content": {"text": task}},
            })
        };
        let mut entries = vec![entry("/other"); others];
        entries.push(entry("/v1/tasks/t"));
        json!({"log": {"version": "1.2", "creator": {}, "entries": entries}}).to_string()
    };
    let ndjson = &["--to", "ndjson"][..];
    let calls = "the description of an archive's calls";
    let stream = fixture_text("captures/create_plain_stream.sse");
    let created = stream.lines().next().unwrap();
    let error = r#"data: {"jsonrpc":"2.0","id":"r","error":{"code":-32000,"message":"gone"}}"#;
    let failed = format!("{created}\n\n{error}\n\n");
    for (capture, arguments, expected) in [
        (task.to_owned(), ndjson, "1 payload".to_owned()),
        (format!("{task}\n{task}"), ndjson, "2 payloads".to_owned()),
        (archive(0), ndjson, format!("1 payload; not in it: {calls}")),
        (
            archive(1),
            ndjson,
            format!("1 payload; not in it: 1 entry of other traffic, {calls}"),
        ),
        (
            archive(2),
            ndjson,
            format!("1 payload; not in it: 2 entries of other traffic, {calls}"),
        ),
        (
            format!("{task}\n{task}"),
            &["--to", "events"],
            "0 events; not in it: 2 payloads that are no event".to_owned(),
        ),
        (
            format!("event: task.created\n{created}\n\n"),
            ndjson,
            "1 payload; not in it: 1 name of an event".to_owned(),
        ),
        (failed.clone(), &["--to", "events"], "2 events".to_owned()),
        (
            format!("{failed}data: [DONE]\n\ndata: [DONE]\n\n"),
            &["--to", "events"],
            "2 events; not in it: 2 pieces of a stream that are no event".to_owned(),
        ),
        (
            format!("{task}\n").replace("\"t\"", "5").repeat(2),
            &["--to", "tasks"],
            "0 tasks; not in it: 2 tasks that do not decode".to_owned(),
        ),
        (
            failed,
            &["--to", "tasks"],
            "1 task; not in it: 1 error that a stream ends with".to_owned(),
        ),
        (
            json!({"a": serde_json::from_str::<Value>(task).unwrap()}).to_string(),
            ndjson,
            "1 payload; not in it: the JSON around payloads".to_owned(),
        ),
    ] {
        assert_eq!(said(&capture, arguments), expected);
    }
    // Each rewrite counts, also where a payload has several.
    let call = r#"{"type":"function_call","call_id":"c","name":"n","arguments":"{}"}"#;
    let output = format!(r#""previous_response_id":"x","output":[{call}]"#);
    let older = task.replace("\"output\":[]", &output);
    let normalize = ["--to", "ndjson", "--normalize"];
    assert_eq!(said(&older, &normalize), "1 payload, 2 rewrites");
    assert_eq!(said(task, &normalize), "1 payload, 0 rewrites");
}

/// File names are plain, not too long, and different from each other on any system.
#[test]
fn the_files_of_tasks_have_names_of_their_own() {
    let directory = Directory::new("convert-names");
    let task = |id: &str| {
        json!({
            "object": "task", "id": id, "session_id": "s", "user_id": "u", "status": "completed",
            "created_at": 1, "output": [],
        })
        .to_string()
    };
    let long = "x".repeat(101);
    let ids = [
        "Task",
        "task",
        "../a b",
        "..\\a b",
        "",
        &long,
        &long[..100],
        "Task",
        "TASK-2",
    ];
    let input = directory.file("in.ndjson", ids.map(task).join("\n"));
    let folder = directory.path().join("out");
    let run = convert(&[
        &input,
        "--to",
        "ndjson",
        "--split",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut files: Vec<(String, usize)> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                lines,
            )
        })
        .collect();
    files.sort();
    let expected = [
        ("TASK-2-2.ndjson", 1),
        ("Task.ndjson", 2),
        ("_.ndjson", 1),
        ("___a_b-2.ndjson", 1),
        ("___a_b.ndjson", 1),
        ("task-2.ndjson", 1),
        (&format!("{}-2.ndjson", &long[..100]), 1),
        (&format!("{}.ndjson", &long[..100]), 1),
    ];
    assert_eq!(
        files,
        expected.map(|(name, lines)| (name.to_owned(), lines))
    );
}

/// A file that is written anew keeps who may read it.
#[test]
fn the_target_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let directory = Directory::new("convert-permissions");
    let output = directory.file("out.ndjson", "before");
    let mode = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(&output, mode).unwrap();
    let run = convert(&[
        "tests/fixtures/captures/get_plain.json",
        "--to",
        "ndjson",
        "-o",
        &output,
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mode = std::fs::metadata(&output).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_ne!(std::fs::read_to_string(&output).unwrap(), "before");
}
