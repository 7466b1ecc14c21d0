//! The page of `report`, as data, and `inspect`, which shows the same facts. How the page looks and
//! behaves in a browser is tried by `cli/tests/report.sh`.

use std::collections::HashSet;

use serde_json::Value;

use crate::run::{Directory, fixture_text, root, run, run_with};

/// A page taken apart.
pub(crate) struct Page {
    html: String,
    pub(crate) index: Value,
    pub(crate) others: Vec<Value>,
    pub(crate) runs: Vec<Value>,
}

impl Page {
    pub(crate) fn of(arguments: &[&str], input: &str) -> Page {
        let arguments = [&["report", "-o", "-"], arguments].concat();
        let run = run_with(&arguments, input.as_bytes());
        // 1 says that something was not looked at; the page is there.
        assert!(run.status < 2, "{}", run.stderr);
        let html = run.stdout;
        let data = |id: &str| -> Value {
            let start = format!("<script type=\"application/json\" id=\"{id}\">");
            let (_, rest) = html.split_once(&start).unwrap();
            serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
        };
        let index = data("index");
        let tasks = index["tasks"].as_array().unwrap().len();
        Page {
            others: data("others").as_array().unwrap().clone(),
            runs: (0..tasks).map(|n| data(&format!("run-{n}"))).collect(),
            index,
            html,
        }
    }

    /// The payloads on the page.
    fn texts(&self) -> HashSet<&str> {
        let of_runs = self
            .runs
            .iter()
            .flat_map(|run| run["records"].as_array().unwrap());
        let records = of_runs.chain(&self.others);
        records
            .map(|record| record["text"].as_str().unwrap())
            .collect()
    }

    fn ids(&self) -> Vec<&str> {
        let tasks = self.index["tasks"].as_array().unwrap();
        tasks
            .iter()
            .map(|task| task["id"].as_str().unwrap())
            .collect()
    }
}

#[test]
fn every_payload_of_every_capture_is_on_the_page() {
    let page = Page::of(&["tests/fixtures/captures", "tests/fixtures/traffic"], "");
    let texts = page.texts();
    let mut payloads = 0;
    for folder in ["captures", "traffic"] {
        for entry in std::fs::read_dir(root().join("tests/fixtures").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.to_str().unwrap();
            let found: Vec<String> = match path.extension().unwrap().to_str().unwrap() {
                "sse" => text
                    .split('\n')
                    .filter_map(|line| {
                        Some(line.trim_end_matches('\r').strip_prefix("data: ")?.into())
                    })
                    .collect(),
                "ndjson" => text.lines().map(str::to_owned).collect(),
                "har" => bodies(&text),
                _ => vec![text],
            };
            for payload in found.iter().filter(|payload| !payload.trim().is_empty()) {
                payloads += 1;
                let shown = texts.iter().any(|text| text.trim() == payload.trim());
                assert!(shown, "{name}: {payload}");
            }
        }
    }
    assert!(payloads > 400, "{payloads}");
}

/// The payloads in an archive.
fn bodies(archive: &str) -> Vec<String> {
    let archive: Value = serde_json::from_str(archive).unwrap();
    let mut bodies = Vec::new();
    for entry in archive["log"]["entries"].as_array().unwrap() {
        for body in [&entry["request"]["postData"], &entry["response"]["content"]] {
            let text = body["text"].as_str().unwrap_or_default();
            match body["mimeType"].as_str().unwrap_or_default() {
                mime if mime.starts_with("text/event-stream") => bodies.extend(
                    text.split('\n')
                        .filter_map(|line| line.trim_end_matches('\r').strip_prefix("data: "))
                        .map(str::to_owned),
                ),
                mime if mime.contains("json") => bodies.push(text.to_owned()),
                // A script of the page, not a payload.
                _ => {}
            }
        }
    }
    bodies
}

#[test]
fn nothing_of_a_payload_is_markup() {
    let evil = fixture_text("captures/get_plain.json")
        .replace(
            "Hello, world.",
            "</script><script>alert(1)</script><!--<script>",
        )
        .replace("\"Tester\"", "\"\\\"><img src=x onerror=alert(1)>\"")
        .replace("task_plain", "\\\"></title><b id=x>");
    let page = Page::of(&["-"], &evil);
    for never in [
        "alert(1)</script>",
        "<img",
        "<b id=x",
        "<!--",
        "<link",
        "@import",
        "url(",
    ] {
        assert!(!page.html.contains(never), "{never}");
    }
    // Two scripts: the page's own, and those that are data.
    let scripts = page.html.matches("<script").count();
    assert_eq!(
        scripts,
        page.html
            .matches("<script type=\"application/json\"")
            .count()
            + 1
    );
    assert_eq!(page.ids(), ["\"></title><b id=x>"]);
    assert!(page.texts().contains(evil.as_str()));
}

#[test]
fn masked_pages_hold_no_values() {
    let fixture = fixture_text("captures/scripted_create_all.json");
    let mut value: Value = serde_json::from_str(&fixture).unwrap();
    let mut count = 0;
    hide_secrets(&mut value, &mut count);
    assert!(count > 60, "{count}");
    let strange = r#"{"id":"SECRET","result":{"object":"task","id":"SECRET","status":"SECRET"}}"#;
    let broken = r#"{"id":"SECRET","SECRET":SECRET"#;
    for text in [&*value.to_string(), strange, broken] {
        assert!(Page::of(&["-"], text).html.contains("SECRET"));
        let page = Page::of(&["--mask", "-"], text);
        assert!(!page.html.contains("SECRET"), "{text}");
    }
    let page = Page::of(
        &[
            "--mask",
            "tests/fixtures/captures/create_subagent_stream.sse",
        ],
        "",
    );
    // What belongs together still does, and the structure is there.
    assert_eq!(page.runs[0]["tasks"].as_array().unwrap().len(), 3);
    assert_eq!(page.index["tasks"][0]["status"], "completed");
    assert!(page.index["tasks"][0]["took"].as_f64().unwrap() > 300.0);
    assert!(!page.html.contains("subagent thinks"));
}

/// Puts a secret in place of every string but those that the protocol fixes, and adds one under a
/// key of its own to every object.
fn hide_secrets(value: &mut Value, count: &mut usize) {
    match value {
        Value::String(text) => {
            let fixed = ["task", "2.0", "completed", "in_progress", "incomplete"];
            let tags =
                text.contains("_text") || text.contains("_citation") || text.contains("image");
            let short = [
                "message",
                "reasoning",
                "tool_call",
                "tool_result",
                "text",
                "assistant",
            ];
            let others = [
                "file",
                "input_audio",
                "mp3",
                "html",
                "table",
                "json",
                "high",
                "file_path",
            ];
            let known = [&fixed[..], &short, &others]
                .concat()
                .contains(&text.as_str());
            let tag = known || (tags && !text.contains(':'));
            if !tag {
                *text = format!("SECRET {text} SECRET");
                *count += 1;
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| hide_secrets(value, count)),
        Value::Object(map) => {
            map.values_mut()
                .for_each(|value| hide_secrets(value, count));
            map.insert("SECRET key".into(), "SECRET".into());
        }
        _ => {}
    }
}

#[test]
fn three_commands_count_alike() {
    for path in [
        "tests/fixtures/captures",
        "tests/fixtures/traffic",
        "tests/fixtures/findings/stream.jsonl",
        "tests/fixtures/traffic/session.har",
    ] {
        let level = |level: &str| {
            let found = run(&["validate", "--format", "json", path]).json_lines();
            found
                .iter()
                .filter(|finding| finding["level"] == level)
                .count()
        };
        let expected = serde_json::json!({
            "errors": level("error"), "warnings": level("warning"), "notes": level("note"),
        });
        let records = run(&["validate", path]).stdout;
        let inspected: Value =
            serde_json::from_str(&run(&["inspect", "--json", path]).stdout).unwrap();
        let page = Page::of(&[path], "");
        assert_eq!(inspected["levels"], expected, "{path}");
        assert_eq!(page.index["counts"], expected, "{path}");
        assert_eq!(inspected["records"], page.index["records"], "{path}");
        let last = format!(" {} record", page.index["records"]);
        assert!(records.contains(&last), "{last} in {records}");
        let ids: Vec<_> = inspected["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|task| &task["id"])
            .collect();
        assert_eq!(ids, page.ids(), "{path}");
    }
}

#[test]
fn a_run_is_a_tree_with_times() {
    let page = Page::of(&["tests/fixtures/captures/create_subagent_stream.sse"], "");
    let run = &page.runs[0];
    let spans: Vec<_> = run["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| {
            let text = |key: &str| span[key].as_str().unwrap().to_owned();
            format!("{} {} {}", span["depth"], text("kind"), text("name"))
        })
        .collect();
    assert_eq!(
        spans,
        [
            "0 agent Tester",
            "1 queue waiting to begin",
            "1 model model",
            "1 agent Task: file-scout",
            "2 queue waiting to begin",
            "2 model model",
            "2 tool LS",
            "2 model model",
            "1 model model",
        ]
    );
    // What is below the first row fills it.
    let took = |at: usize| run["spans"][at]["took"].as_f64().unwrap();
    let parts: f64 = [1, 2, 3, 8].map(took).iter().sum();
    assert!((parts - took(0)).abs() < 1.0, "{parts} of {}", took(0));
    // Without times of events, tools still say how long they took.
    let page = Page::of(&["tests/fixtures/captures/get_tool_multi.json"], "");
    let spans = page.runs[0]["spans"].as_array().unwrap();
    assert!(
        spans
            .iter()
            .any(|span| span["took"].as_f64().is_some_and(|took| took > 1.0))
    );
    // In an archive, the call says when and how long.
    let page = Page::of(&["tests/fixtures/traffic/session.har"], "");
    let plain = &page.index["tasks"][0];
    assert_eq!(plain["id"], "task_plain");
    assert!(plain["took"].as_f64().unwrap() > 1.0);
}

#[test]
fn calls_of_an_archive_are_listed_with_their_errors() {
    let page = Page::of(&["tests/fixtures/traffic/session.har"], "");
    let calls = page.index["calls"].as_array().unwrap();
    let archive: Value = serde_json::from_str(&fixture_text("traffic/session.har")).unwrap();
    let aside = page.index["aside"][0]["count"].as_u64().unwrap();
    let entries = archive["log"]["entries"].as_array().unwrap();
    assert_eq!(calls.len() + aside as usize, entries.len());
    let failed: Vec<_> = calls.iter().filter(|call| call["status"] == 400).collect();
    assert_eq!(failed[0]["error"], "X-User-ID header is required");
    assert_eq!(failed[0]["method"], "GET");
    let streams = calls
        .iter()
        .filter(|call| call["events"].as_u64() > Some(0))
        .count();
    assert!(streams > 2, "{streams}");
}

#[test]
fn events_on_lines_are_one_run_each() {
    // Two streams of events, line by line in turn, each with the tasks of its tools.
    let lines = |name: &str, of: &str| -> Vec<String> {
        let text = fixture_text("captures/create_subagent_stream.sse");
        let lines = text.lines().filter_map(|line| line.strip_prefix("data: "));
        lines
            .map(|line| {
                line.replace("task_subagent_stream", name)
                    .replace("fake", of)
            })
            .collect()
    };
    let (one, two) = (lines("one", "a"), lines("two", "b"));
    let mixed: Vec<_> = one.iter().zip(&two).flat_map(|(a, b)| [&**a, b]).collect();
    let page = Page::of(&["-"], &mixed.join("\n"));
    assert_eq!(page.ids(), ["one", "two"]);
    for run in &page.runs {
        assert_eq!(run["tasks"].as_array().unwrap().len(), 3);
        assert_eq!(run["tasks"][1]["agent"], "file-scout");
        assert_eq!(run["tasks"][1]["parent"], 0);
        assert_eq!(run["tasks"][2]["parent"], 1);
    }
}

#[test]
fn tasks_are_chosen() {
    let captures = "tests/fixtures/captures";
    let page = Page::of(&["--failed", captures], "");
    assert!(page.ids().contains(&"task_error_500_stream") && !page.ids().contains(&"task_plain"));
    let page = Page::of(
        &["--task", "task_plain", "--task", "call_0051fake", captures],
        "",
    );
    assert_eq!(page.ids(), ["task_plain", "task_subagent_stream"]);
    // Numbers of findings lead to the findings that are left.
    for (at, run) in page.runs.iter().enumerate() {
        for record in run["records"].as_array().unwrap() {
            for number in record["findings"].as_array().into_iter().flatten() {
                let finding = &page.index["findings"][number.as_u64().unwrap() as usize];
                assert_eq!(finding["run"], at);
            }
        }
    }
    let late = Page::of(&["--since", "2026-11-23T20:53:50", captures], "");
    assert!(late.ids().contains(&"task_error_500") && !late.ids().contains(&"task_plain"));
    assert!(Page::of(&["--since", "1h", captures], "").ids().is_empty());
    for command in ["report", "inspect"] {
        let none = run(&[command, "--task", "task_nowhere", captures]);
        assert_eq!(none.status, 2);
        assert!(
            none.stderr.contains("no task task_nowhere"),
            "{}",
            none.stderr
        );
        assert_eq!(run(&[command, "--since", "soon", captures]).status, 2);
    }
    let tree = run(&["inspect", "--task", "call_0051fake", captures]).stdout;
    for line in [
        "  Task [208 ms]: {",
        "      LS [",
        "assistant (file-scout): Subagent answer",
    ] {
        assert!(tree.contains(line), "{line} in\n{tree}");
    }
    let json = run(&["inspect", "--json", "--task", "task_plain", captures]).stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["tasks"][0]["status"], "completed");
    assert!(json["tasks"][0]["run"]["records"][0]["text"].is_string());
}

#[test]
fn a_report_says_what_it_wrote_and_spares_its_input() {
    let directory = Directory::new("report");
    let input = directory.file("in.json", fixture_text("captures/create_error_500.json"));
    let output = directory.path().join("page.html");
    let output = output.to_str().unwrap();
    let wrote = run(&["report", &input, "-o", output]);
    assert_eq!(wrote.status, 0);
    let message = format!("wrote {output}: in.json: 1 task, 1 failed; 1 note");
    assert!(wrote.stderr.starts_with(&message), "{}", wrote.stderr);
    let before = std::fs::read(&input).unwrap();
    let refused = run(&["report", &input, "-o", &input]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("--output"), "{}", refused.stderr);
    assert_eq!(std::fs::read(&input).unwrap(), before);
    let nowhere = directory.path().join("none/page.html");
    assert_eq!(
        run(&["report", &input, "-o", nowhere.to_str().unwrap()]).status,
        2
    );
    let files = std::fs::read_dir(directory.path()).unwrap().count();
    assert_eq!(files, 2, "a draft is left");
}

#[test]
fn terminals_get_no_control_characters() {
    let evil = fixture_text("captures/get_plain.json")
        .replace("task_plain", "t\\u001b[31m\\u202e\\u200b\\ud83d\\ude00")
        .replace("Hello, world.", "\\u001b]0;x\\u0007 hello\\u0085\\u2028")
        .replace("\"Tester\"", "\"\\u001b[2J\"");
    let arguments: [&[&str]; 2] = [
        &["inspect", "-"],
        &["inspect", "--task", "t\u{1b}[31m\u{202e}\u{200b}😀", "-"],
    ];
    for arguments in arguments {
        let run = run_with(arguments, evil.as_bytes());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let bad = run
            .stdout
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || "\u{202e}\u{200b}\u{2028}".contains(*c));
        assert_eq!(bad, None, "{}", run.stdout);
        assert!(
            run.stdout.contains("t\\u{1b}[31m\\u{202e}\\u{200b}😀"),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn nesting_and_repetition_are_survived() {
    // Each tool call starts a task that makes the next call.
    let event = |kind: &str, task: &str, more: &str| {
        format!(
            r#"data: {{"jsonrpc":"2.0","id":"r","result":{{"type":"{kind}","task_id":"{task}",{more}}}}}"#
        )
    };
    let mut stream = String::new();
    for level in 0..3000 {
        let (task, call) = (format!("c{level}"), format!("c{}", level + 1));
        let created = format!(
            r#""sequence_number":0,"timestamp":"2026-11-23T20:53:29+00:00","task":{{"object":"task","id":"{task}","session_id":"s","user_id":"u","status":"created","created_at":1795467208,"output":[]}}"#
        );
        let item = format!(
            r#""sequence_number":1,"agent_step":1,"item":{{"type":"tool_call","call_id":"{call}","name":"deeper","arguments":"{{}}"}}"#
        );
        stream += &format!(
            "{}\n\n{}\n\n",
            event("task.created", &task, &created),
            event("task.output_item.done", &task, &item)
        );
    }
    let page = Page::of(&["-"], &stream);
    assert_eq!(page.runs[0]["tasks"].as_array().unwrap().len(), 3000);
    assert!(page.runs[0]["spans"].as_array().unwrap().len() >= 3000);
    assert_eq!(
        run_with(&["inspect", "--task", "c0", "-"], stream.as_bytes()).status,
        0
    );
}

#[test]
fn records_about_nothing_are_counted_when_there_are_many() {
    let input = "{\n".repeat(10_050);
    let page = Page::of(&["-"], &input);
    assert_eq!(page.others.len(), 10_000);
    assert_eq!(page.index["findings"].as_array().unwrap().len(), 10_000);
    assert_eq!(page.index["calls"].as_array().unwrap().len(), 10_000);
    assert_eq!(page.index["counts"]["errors"], 10_050);
    let aside = serde_json::json!([{
        "file": 0, "reason": "records about no task, more than are listed", "count": 50,
    }]);
    assert_eq!(page.index["aside"], aside);
    for command in ["inspect", "fold"] {
        let run = run_with(&[command, "-"], input.as_bytes());
        let lines: Vec<_> = run.stderr.lines().collect();
        assert_eq!(lines.len(), 201, "{command}");
        assert!(
            lines[199].contains(":200:1: not valid JSON"),
            "{}",
            lines[199]
        );
        assert_eq!(lines[200], "note: 9850 more lines not shown");
        assert_eq!(run.status, 1);
    }
}
