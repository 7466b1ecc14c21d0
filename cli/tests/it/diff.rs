//! `diff`: what was different this time.

use serde_json::{Value, json};

use crate::events;
use crate::run::{Directory, Run, fixture, fixture_text, root, run, snapshot};

fn sample(seed: u32) -> String {
    run(&["sample", "--stream", "--seed", &seed.to_string()]).stdout
}

fn diff(directory: &Directory, a: &str, b: &str, options: &[&str]) -> Run {
    let (a, b) = (directory.file("a", a), directory.file("b", b));
    run(&[&["diff", &a, &b], options].concat())
}

#[test]
fn a_capture_does_not_differ_from_itself() {
    for name in [
        "create_code_stream.sse",
        "create_subagent_stream.sse",
        "get_mcp.json",
    ] {
        let file = format!("tests/fixtures/captures/{name}");
        let run = run(&["diff", "--ids", "--times", &file, &file]);
        assert_eq!(run.status, 0, "{name}: {}", run.stdout);
        assert!(
            run.stdout.ends_with("1 task compared: no difference\n"),
            "{}",
            run.stdout
        );
    }
    let all = "tests/fixtures/traffic/session.har";
    assert_eq!(run(&["diff", all, all]).status, 0);
}

/// The stream and the answer in one piece hold the same task; so do its older spellings.
#[test]
fn the_form_of_a_capture_is_no_difference() {
    let directory = Directory::new("diff-forms");
    let stream = fixture_text("captures/create_tool_one_stream.sse");
    let folded = run(&["fold", "tests/fixtures/captures/create_tool_one_stream.sse"]).stdout;
    let found = diff(&directory, &stream, &folded, &[]);
    assert_eq!(found.status, 0, "{}", found.stdout);
    let older = folded.replace("\"output_text\"", "\"text\"");
    assert_eq!(diff(&directory, &folded, &older, &[]).status, 0);
}

#[test]
fn identifiers_times_and_the_order_of_keys_count_only_if_asked() {
    let directory = Directory::new("diff-ids");
    let task = |id: &str, time: u32, metadata: &str| {
        format!(
            r#"{{"object":"task","id":"{id}","session_id":"s","user_id":"u","status":"completed","created_at":{time},"output":[{{"type":"tool_call","call_id":"{id}","name":"ls","arguments":"{metadata}"}}],"metadata":{{"a":1,"b":2}}}}"#
        )
    };
    let a = task("task_1", 1, r#"{\"x\":1,\"y\":2}"#);
    let b =
        task("task_2", 2, r#"{\"y\": 2.0, \"x\": 1}"#).replace(r#""a":1,"b":2"#, r#""b":2,"a":1"#);
    let status = |options: &[&str]| diff(&directory, &a, &b, options).status;
    assert_eq!(
        (status(&[]), status(&["--ids"]), status(&["--times"])),
        (0, 1, 1)
    );
}

#[test]
fn steps_are_matched_and_compared() {
    let directory = Directory::new("diff-steps");
    let message =
        |text: &str| json!({"type": "message", "role": "assistant", "message_content": text});
    let call = |id: &str, query: &str| {
        let arguments = json!({"query": query, "limit": 5}).to_string();
        json!({"type": "tool_call", "call_id": id, "name": "search", "arguments": arguments})
    };
    let result = |id: &str, text: &str| {
        let content = json!([{"type": "text", "text": text}]);
        json!({"type": "tool_result", "call_id": id, "message_content": content, "block_list": content})
    };
    let task = |status: &str, output: Vec<Value>, tokens: u32| {
        json!({"object": "task", "id": "t", "session_id": "s", "user_id": "u", "status": status,
            "created_at": 1, "output": output, "usage": {"total_tokens": tokens}})
        .to_string()
    };
    let a = task(
        "completed",
        vec![
            call("c1", "trains Lisbon"),
            result("c1", "{\"hits\": 3}"),
            message("They run again today."),
        ],
        10,
    );
    let b = task(
        "completed",
        vec![
            call("d1", "trains Porto"),
            result("d1", "{\"hits\": 4}"),
            call("d2", "strike"),
            result("d2", "none"),
            message("They do not run today."),
        ],
        14,
    );
    let run = diff(&directory, &a, &b, &["--json"]);
    assert_eq!(run.status, 1);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let schema = std::fs::read_to_string(root().join("schemas/diff.schema.json")).unwrap();
    jsonschema::validate(&serde_json::from_str(&schema).unwrap(), &found).unwrap();
    let task = &found["tasks"][0];
    assert_eq!(
        (&found["same"], &task["same"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(
        task["changes"],
        json!([{"pointer": "/usage/total_tokens", "a": 10, "b": 14}])
    );
    let steps = task["steps"].as_array().unwrap();
    let place = |step: &Value| {
        (
            step["name"].as_str().unwrap().to_owned(),
            step["a"].as_u64(),
            step["b"].as_u64(),
        )
    };
    assert_eq!(
        steps.iter().map(place).collect::<Vec<_>>(),
        [
            ("search".to_owned(), Some(0), Some(0)),
            ("search".to_owned(), None, Some(2)),
            ("assistant".to_owned(), Some(2), Some(4)),
        ]
    );
    assert_eq!(
        steps[0]["changes"],
        json!([
            {"pointer": "/call/arguments/query", "a": "trains Lisbon", "b": "trains Porto"},
            {"pointer": "/result/message_content/hits", "a": 3, "b": 4},
        ])
    );
    let text = diff(&directory, &a, &b, &[]).stdout;
    assert!(text.contains("query: trains [-Lisbon-]{+Porto+}"), "{text}");
    assert!(
        text.contains("They [-run again-]{+do not run+} today."),
        "{text}"
    );
}

/// A task without times.
fn body(id: &str, status: &str, output: Value) -> Value {
    json!({
        "object": "task", "id": id, "session_id": "s", "user_id": "u", "status": status,
        "created_at": 1, "output": output,
    })
}

fn lines(bodies: &[Value]) -> String {
    bodies.iter().map(|body| format!("{body}\n")).collect()
}

/// Tasks of the same id belong together, wherever they are; the others in their order.
#[test]
fn tasks_are_paired_by_id() {
    let directory = Directory::new("diff-pairs");
    let tasks = |ids: &[&str]| {
        let tasks: Vec<_> = ids
            .iter()
            .map(|id| body(id, "completed", json!([])))
            .collect();
        lines(&tasks)
    };
    let pairs = |a: &[&str], b: &[&str]| -> Vec<Value> {
        let run = diff(&directory, &tasks(a), &tasks(b), &["--json"]);
        let found: Value = serde_json::from_str(&run.stdout).unwrap();
        let tasks = found["tasks"].as_array().unwrap().iter();
        tasks
            .map(|task| json!([task["a"]["id"], task["b"]["id"]]))
            .collect()
    };
    assert_eq!(
        pairs(&["x", "y", "z"], &["y", "v", "w", "u"]),
        [
            json!(["x", "v"]),
            json!(["y", "y"]),
            json!(["z", "w"]),
            json!([null, "u"])
        ]
    );
    assert_eq!(
        pairs(&["x", "y"], &["y"]),
        [json!(["x", null]), json!(["y", "y"])]
    );
}

/// How long a task took is a time, and none of what it says.
#[test]
fn durations_count_as_times() {
    let directory = Directory::new("diff-took");
    let stream = |end: u32| {
        let created = json!({"task": body("t", "created", json!([]))});
        let done = json!({"task": body("t", "completed", json!([]))});
        events::stream(&[
            events::event("task.created", "t", 0, created),
            events::event("task.completed", "t", end, done),
        ])
    };
    let status = |options: &[&str]| diff(&directory, &stream(1000), &stream(2000), options).status;
    assert_eq!((status(&[]), status(&["--times"])), (0, 1));
    assert_eq!(
        diff(&directory, &stream(1000), &stream(1000), &["--times"]).status,
        0
    );
}

/// What people read of two tasks: the table, each change once, and the beginning of what one has alone.
#[test]
fn a_difference_is_told_once() {
    let directory = Directory::new("diff-told");
    let call = json!({"type": "tool_call", "call_id": "c", "name": "ls", "arguments": "{}"});
    let result = |text: &str| json!({"type": "tool_result", "call_id": "c", "status": "completed", "message_content": text, "block_list": []});
    let message = |text: &str| json!({"type": "message", "role": "assistant", "name": "n", "message_content": text});
    // The first result of a call is its result, and another one has none.
    let a = body(
        "t",
        "completed",
        json!([call, result("one"), result("two")]),
    );
    let b = body(
        "t",
        "failed",
        json!([
            call,
            result("three"),
            message(&"é".repeat(400)),
            message(&"é".repeat(401))
        ]),
    );
    let there = diff(&directory, &a.to_string(), &b.to_string(), &[]).stdout;
    let whole = "é".repeat(400);
    assert_eq!(
        there,
        format!(
            "task t\n  status      completed  →  failed\n  tool calls  1          =  1\n~ ls\n\
             │ result: [-one-]{{+three+}}\n- result without a call only in A\n│ [-two-]\n\
             + assistant only in B\n│ {{+{whole}+}}\n\
             + assistant only in B\n│ {{+{whole} …+}}\n\n1 task compared: 1 different\n"
        )
    );
    // Green if it got better, and red if it did not.
    let colours = |a: &Value, b: &Value| {
        let run = diff(
            &directory,
            &a.to_string(),
            &b.to_string(),
            &["--color", "always"],
        );
        let status = run
            .stdout
            .lines()
            .find(|line| line.contains("status"))
            .unwrap();
        status.split("  status").next().unwrap().to_owned()
    };
    assert_eq!(colours(&a, &b), "\u{1b}[1m\u{1b}[31m");
    assert_eq!(colours(&b, &a), "\u{1b}[1m\u{1b}[32m");
    assert_eq!(colours(&a, &a), "\u{1b}[2m");
}

#[test]
fn two_runs_read_as_what_was_different() {
    let directory = Directory::new("diff-human");
    let runs = [diff(&directory, &sample(41), &sample(42), &[]), {
        let text = fixture_text("captures/create_subagent_stream.sse");
        let other = text
            .replace(
                "Subagent answer: two files.",
                "Subagent answer: three files.",
            )
            .replace("count files", "count all files");
        diff(&directory, &text, &other, &[])
    }];
    snapshot("diff.txt", &runs.map(|run| run.stdout).join("\n"));
}

#[test]
fn tasks_are_chosen_and_trouble_has_its_status() {
    let directory = Directory::new("diff-choice");
    let two = sample(41) + &sample(42);
    let file = directory.file("two.sse", &two);
    let listed = run(&["inspect", "--json", &file]).stdout;
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let id = |at: usize| listed["tasks"][at]["id"].as_str().unwrap().to_owned();
    let (one, other) = (id(0), id(1));
    let found = run(&["diff", "-t", &one, "-t", &other, &file, &file]);
    assert_eq!(found.status, 1, "{}", found.stderr);
    assert!(
        found.stdout.contains(&format!("task {one} → {other}")),
        "{}",
        found.stdout
    );
    assert_eq!(run(&["diff", "-t", &one, &file, &file]).status, 0);
    assert_eq!(run(&["diff", "-t", "task_0", &file, &file]).status, 2);
    assert_eq!(run(&["diff", &file, "no-such-file"]).status, 2);
    assert_eq!(
        run(&["diff", "schemas/meta.json", "schemas/meta.json"]).status,
        2
    );
    // A capture that is cut off is compared as far as it goes, which is no verdict.
    let bytes = fixture("captures/create_plain.json");
    let cut = directory.file("cut.json", &bytes[..bytes.len() / 2]);
    assert_eq!(
        run(&["diff", &cut, "tests/fixtures/captures/create_plain.json"]).status,
        2
    );
}
