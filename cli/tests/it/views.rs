//! The commands that show something: schema, inspect, fold, report, completions.

use crate::run::{Directory, fixture_text, root, run, run_with, snapshot};

#[test]
fn schemas_are_the_files_of_the_repository() {
    let file = |path: &str| std::fs::read_to_string(root().join("schemas").join(path)).unwrap();
    let task = run(&["schema", "Task", "--profile", "wire"]);
    let title: serde_json::Value = serde_json::from_str(&task.stdout).unwrap();
    assert_eq!(title["title"], "Task");
    assert_eq!(
        run(&["schema"]).stdout,
        file("documented/agentlin-tasks.schema.json")
    );
    let draft = run(&[
        "schema",
        "--profile=wire",
        "--dialect=draft-07",
        "--form=validation",
    ]);
    assert_eq!(
        draft.stdout,
        file("wire/agentlin-tasks.validate.draft-07.schema.json")
    );
    let names = run(&["schema", "--list"]);
    assert!(names.stdout.lines().any(|name| name == "TaskResponse"));
    let wrong = run(&["schema", "Nothing"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("Nothing"), "{}", wrong.stderr);
}

#[test]
fn versions_of_a_schema_are_compared() {
    let directory = Directory::new("diff");
    directory.file("old.json", r#"{"properties":{"id":{"type":"string"}}}"#);
    directory.file(
        "new.json",
        r#"{"properties":{"id":{"type":"string"}},"required":["id"]}"#,
    );
    let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
    let (old, new) = (path("old.json"), path("new.json"));
    let same = run(&["schema", "diff", &old, &old]);
    assert_eq!(
        same.stdout,
        "0 changes, 0 of them breaking: nothing to raise\n"
    );
    assert_eq!(same.status, 0);
    let broken = run(&["schema", "diff", &old, &new]);
    assert_eq!(broken.status, 1);
    assert!(
        broken.stdout.starts_with("/properties/id: "),
        "{}",
        broken.stdout
    );
    assert!(
        broken
            .stdout
            .ends_with("1 change, 1 of them breaking: raise the major version\n")
    );
    // The greatest change counts.
    directory.file(
        "more.json",
        r#"{"properties":{"a":{"type":"string"},"id":{"type":"string"}},"required":["id"]}"#,
    );
    let more = run(&["schema", "diff", &old, &path("more.json")]).stdout;
    let last = "2 changes, 1 of them breaking: raise the major version";
    assert_eq!(more.lines().last(), Some(last), "{more}");
    assert_eq!(run(&["schema", "diff", &old, "/nowhere.json"]).status, 2);
    for other in [
        r#"{"name":"x","type":"module","dependencies":{"a":"^1"}}"#,
        r#"{"jsonrpc":"2.0","id":"1","result":{"type":"object"}}"#,
        "[]",
        "5",
    ] {
        directory.file("other.json", other);
        let refused = run(&["schema", "diff", &old, &path("other.json")]);
        assert_eq!(refused.status, 2, "{other}");
        assert!(
            refused
                .stderr
                .ends_with("other.json is not a JSON Schema\n"),
            "{}",
            refused.stderr
        );
    }
}

#[test]
fn schemas_are_written_and_old_ones_removed() {
    let directory = Directory::new("schemas");
    directory.file("schemas/wire/types/Old.schema.json", "{}");
    directory.file("schemas/CHANGELOG.md", "kept");
    let path = directory.path().to_str().unwrap();
    assert_eq!(run(&["schema", "--write", path]).status, 0);
    assert!(
        !directory
            .path()
            .join("schemas/wire/types/Old.schema.json")
            .exists()
    );
    assert!(directory.path().join("schemas/CHANGELOG.md").exists());
    for file in [
        "schemas/meta.json",
        "schemas/settings.schema.json",
        "docs/findings.md",
        "docs/captures.md",
        "docs/commands.md",
        "docs/commands/validate.md",
        "docs/settings.md",
    ] {
        let written = std::fs::read(directory.path().join(file)).unwrap();
        assert!(
            written == std::fs::read(root().join(file)).unwrap(),
            "{file}"
        );
    }
    let again = run(&["schema", "--write", path]);
    assert!(
        again.stderr.contains(" 0 changed, 0 removed"),
        "{}",
        again.stderr
    );
}

#[test]
fn a_capture_is_inspected() {
    let run_ = run(&["inspect", "tests/fixtures/traffic/session.har"]);
    assert_eq!(run_.status, 0);
    snapshot("inspect.txt", &run_.stdout);
    let json = run(&["inspect", "--json", "tests/fixtures/traffic/session.har"]);
    let survey: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(survey["tools"]["get_weather"], 2);
    assert_eq!(
        survey["endpoints"]["GET /tasks/{task_id}"]["statuses"]["200"],
        2
    );
    let new = r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"dreaming",
        "created_at":1,"output":[{"type":"vision"},{"type":"vision"}],"mood":"good"}"#;
    let json = run_with(&["inspect", "--json", "-"], new.as_bytes());
    let survey: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(survey["unknown_tags"]["/output/*/type = vision"], 2);
    assert_eq!(survey["unknown_tags"]["/status = dreaming"], 1);
    assert_eq!(survey["unknown_fields"]["/mood"], 1);
}

#[test]
fn a_stream_is_folded_into_its_task() {
    let folded = run(&["fold", "tests/fixtures/captures/create_plain_stream.sse"]);
    assert_eq!(folded.status, 0, "{}", folded.stderr);
    let task: serde_json::Value = serde_json::from_str(&folded.stdout).unwrap();
    let body = fixture_text("captures/get_plain_stream.json");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(task, body["result"]);
    // Events one per line are a stream as well, and integers keep their digits.
    let stream = fixture_text("captures/create_rollout_numbers_stream.sse");
    let lines: String = stream
        .lines()
        .filter_map(|line| Some(format!("{}\n", line.strip_prefix("data: ")?)))
        .collect();
    let from_lines = run_with(&["fold", "--compact", "-"], lines.as_bytes());
    let from_stream = run_with(&["fold", "--compact", "-"], stream.as_bytes());
    assert_eq!(from_lines.stdout, from_stream.stdout);
    assert_eq!(from_lines.stdout.lines().count(), 1);
    let all = run(&[
        "fold",
        "--all",
        "--compact",
        "tests/fixtures/captures/create_subagent_stream.sse",
    ]);
    assert!(all.stdout.lines().count() > 1);
    let none = run(&["fold", "tests/fixtures/captures/get_plain.json"]);
    assert_eq!(none.status, 2);
    assert!(none.stderr.contains("no events"), "{}", none.stderr);
}

/// Streams end where they say so, where the next one begins, and with an error.
#[test]
fn each_stream_is_folded_by_itself() {
    let lines = |name: &str| {
        let text = fixture_text(name);
        let lines = text.lines().filter_map(|line| line.strip_prefix("data: "));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    let plain = lines("captures/create_plain_stream.sse");
    let ids = |run: &crate::run::Run| -> Vec<String> {
        let tasks = run.json_lines().into_iter();
        tasks
            .map(|task| task["id"].as_str().unwrap().to_owned())
            .collect()
    };
    // The events of two streams, line after line.
    let both = lines("captures/create_unicode_stream.sse") + &plain;
    let folded = run_with(&["fold", "--compact", "-"], both.as_bytes());
    assert_eq!(ids(&folded), ["task_unicode_stream", "task_plain_stream"]);
    assert_eq!((folded.status, &*folded.stderr), (0, ""));
    // An error in place of the end, and the stream behind it.
    let failed = r#"{"jsonrpc":"2.0","id":"r","error":{"code":-32000,"message":"gone"}}"#;
    let created = plain.lines().next().unwrap();
    let stream = format!("data: {created}\n\ndata: {failed}\n\n");
    let folded = run_with(&["fold", "--compact", "-"], stream.as_bytes());
    assert_eq!(ids(&folded), ["task_plain_stream"]);
    assert_eq!(folded.status, 1);
    assert_eq!(
        folded.stderr,
        "warning[stream-error]: <stdin>:3:41: the stream ends with an error before its task does\n\
         error: <stdin>: the stream ends with an error: gone (-32000)\n"
    );
    // An event that cannot be read is none that is folded, and the others are.
    let wrong = created.replace("\"created_at\":", "\"created_at\":true,\"x\":");
    let folded = run_with(
        &["fold", "--compact", "-"],
        format!("{wrong}\n{plain}").as_bytes(),
    );
    assert_eq!(folded.status, 1);
    assert!(
        folded.stderr.starts_with("error: <stdin>:1: "),
        "{}",
        folded.stderr
    );
    assert_eq!(ids(&folded), ["task_plain_stream"]);
    // A body of an archive is no stream, whatever it says.
    let archive = serde_json::json!({"log": {"version": "1.2", "creator": {}, "entries": [{
        "request": {"method": "GET", "url": "https://example.com/v1/tasks/t"},
        "response": {"status": 200, "content": {"text": created}},
    }]}});
    let none = run_with(&["fold", "-"], archive.to_string().as_bytes());
    assert_eq!((none.status, &*none.stdout), (2, ""));
}

#[test]
fn shells_can_complete() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.status, 0);
        assert!(script.stdout.contains("max-findings"), "{shell}");
    }
}
