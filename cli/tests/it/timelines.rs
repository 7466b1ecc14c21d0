//! Where the time of a run went, and what its tasks are called: each stretch with its numbers.

use serde_json::{Value, json};

use crate::events::{call, completed, created, event, inspected, stream, task};
use crate::report::Page;
use crate::run::{Directory, run_with};

/// `depth kind name start took` of each stretch of the time line, in milliseconds since its start.
fn time_line(task: &Value) -> Vec<String> {
    let spans = task["run"]["spans"].as_array().unwrap();
    let number = |span: &Value, key: &str| span[key].as_f64();
    let start = number(&spans[0], "start").unwrap_or_default();
    let line = |span: &Value| {
        let text = |key: &str| span[key].as_str().unwrap().to_owned();
        let began = number(span, "start").map(|at| at - start);
        let times = [began, number(span, "took")];
        let times = times.map(|time| time.map_or("?".into(), |time| time.to_string()));
        let (kind, name) = (text("kind"), text("name"));
        format!("{} {kind} {name} {}", span["depth"], times.join(" "))
    };
    spans.iter().map(line).collect()
}

/// The second call ends before the first does: the model goes on when both have ended.
#[test]
fn calls_that_overlap_are_each_at_their_place() {
    let capture = stream(&[
        created("t", 0),
        event("task.working", "t", 1000, json!({})),
        call("t", "a", 1200),
        call("t", "b", 1300),
        created("a", 2000),
        created("b", 4000),
        completed("b", 5000),
        completed("a", 8000),
        completed("t", 10_000),
    ]);
    let run = inspected("t", &capture);
    let subtasks = run["subtasks"].as_array().unwrap().iter();
    assert_eq!(
        subtasks.map(|task| &task["id"]).collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert_eq!(
        time_line(&run),
        [
            "0 agent task 0 10000",
            "1 queue waiting to begin 0 1000",
            "1 model model 1000 1000",
            "1 tool tool of a 2000 6000",
            "1 tool tool of b 4000 1000",
            "1 model model 8000 2000",
        ]
    );
}

/// An event that comes late is no earlier end.
#[test]
fn a_task_ends_with_its_latest_event() {
    let capture = stream(&[
        created("t", 0),
        completed("t", 3000),
        event("task.working", "t", 2000, json!({})),
    ]);
    assert_eq!(inspected("t", &capture)["took"], 3000.0);
}

/// Without events, the tools say how long they took, one after the other; no time is not zero.
#[test]
fn tools_fill_a_task_that_has_no_times() {
    let mut task = task("t", "completed");
    let call = |id: &str| json!({"type": "tool_call", "call_id": id, "name": id, "arguments": ""});
    task["output"] = json!([call("a"), call("b"), call("c")]);
    task["usage"] = json!({"tool_calls_details": {
        "a": {"time": 2.0}, "b": {"time": 0.0}, "c": {"time": 1.5},
    }});
    assert_eq!(
        time_line(&inspected("t", &task.to_string())),
        [
            "0 agent task 0 3500",
            "1 tool a 0 2000",
            "1 tool b ? ?",
            "1 tool c 2000 1500"
        ]
    );
}

/// The task is known from an answer, which has no times; those of its tools are dates, and it takes
/// as long as the one that ends last.
#[test]
fn a_task_without_times_begins_with_its_first_tool() {
    let mut task = task("t", "working");
    let call =
        |id: &str| json!({"type": "tool_call", "call_id": id, "name": id, "arguments": "{}"});
    task["output"] = json!([call("a"), call("b")]);
    let lines = [
        task,
        // Lines may be in any order.
        created("b", 3000),
        created("a", 2000),
        completed("b", 4000),
        completed("a", 5000),
    ];
    let capture = lines.map(|line| format!("{line}\n")).concat();
    assert_eq!(
        time_line(&inspected("t", &capture)),
        [
            "0 agent task 0 3000",
            "1 tool a 0 3000",
            "1 tool b 1000 1000"
        ]
    );
}

/// Stretches of a millisecond are shown, shorter ones are not, and work begins when it says so first.
#[test]
fn stretches_are_shown_from_a_millisecond_on() {
    let line = |working: f64, done: f64| {
        let capture = stream(&[
            created("t", 0),
            event("task.working", "t", working, json!({})),
            event("task.working", "t", 1500, json!({})),
            call("t", "a", 1600),
            created("a", 2000),
            completed("a", 3000),
            completed("t", done),
        ]);
        time_line(&inspected("t", &capture))
    };
    assert_eq!(
        line(1.0, 3001.0),
        [
            "0 agent task 0 3001",
            "1 queue waiting to begin 0 1",
            "1 model model 1 1999",
            "1 tool tool of a 2000 1000",
            "1 model model 3000 1",
        ]
    );
    assert_eq!(
        line(0.5, 3000.5),
        [
            "0 agent task 0 3000.5",
            "1 model model 0.5 1999.5",
            "1 tool tool of a 2000 1000",
        ]
    );
}

/// A task of which there is but a moment says nothing about its model.
#[test]
fn a_moment_is_no_stretch() {
    let capture = stream(&[
        created("t", 0),
        call("t", "a", 0),
        created("a", 2000),
        completed("a", 5000),
        // No call of this one is shown.
        event("task.working", "z", 6000, json!({})),
    ]);
    assert_eq!(
        time_line(&inspected("t", &capture)),
        [
            "0 agent task 0 0",
            "1 tool tool of a 2000 3000",
            "1 tool z 6000 0",
        ]
    );
}

fn message(of: &str, name: Option<&str>, agent: &str, millis: u32) -> Value {
    let mut item = json!({
        "type": "message", "id": format!("m{millis}"), "role": "assistant", "agent_id": agent,
        "message_content": [], "block_list": [],
    });
    if let Some(name) = name {
        item["name"] = name.into();
    }
    event(
        "task.output_item.done",
        of,
        millis,
        json!({"agent_step": 1, "item": item}),
    )
}

/// The name of an agent is that of its first message; beside the tool it is named if it differs.
#[test]
fn agents_have_the_name_of_their_first_message() {
    let capture = |name: Option<&str>| {
        stream(&[
            created("t", 0),
            message("t", name, "agent", 100),
            message("t", Some("other"), "another", 200),
            call("t", "a", 300),
            message("a", Some("scout"), "agent", 400),
            call("t", "b", 500),
            message("b", Some("tool of b"), "agent", 600),
            completed("t", 1000),
        ])
    };
    let names = |name: Option<&str>| -> Vec<String> {
        let line = time_line(&inspected("t", &capture(name)));
        let rows = line.into_iter().filter(|row| row.contains(" agent "));
        rows.map(|row| row.rsplitn(3, ' ').last().unwrap().to_owned())
            .collect()
    };
    let tools = ["1 agent tool of a: scout", "1 agent tool of b"];
    assert_eq!(
        names(Some("first")),
        [&["0 agent first"], &tools[..]].concat()
    );
    assert_eq!(names(None), [&["0 agent agent"], &tools[..]].concat());
}

/// How long a sub-agent took is what its events say, not what the usage of its caller does, and a tool
/// that says nothing is no part of the conversation.
#[test]
fn the_tree_has_the_times_of_events() {
    let mut end = completed("t", 5000);
    let item = call("t", "a", 0)["result"]["item"].clone();
    end["result"]["task"]["output"] = json!([item]);
    end["result"]["task"]["usage"] = json!({"tool_calls_details": {"a": {"time": 9.0}}});
    let capture = stream(&[
        created("t", 0),
        call("t", "a", 1000),
        created("a", 1000),
        completed("a", 4000),
        event("task.working", "z", 4500, json!({})),
        end,
    ]);
    let tree = run_with(&["inspect", "--task", "t", "-"], capture.as_bytes()).stdout;
    let rows: Vec<_> = tree.lines().take_while(|line| !line.is_empty()).collect();
    assert_eq!(
        rows,
        [
            "t: completed, 5.00 s, 1 tool call",
            "  task: created 2026-11-23 21:00:00 UTC, session s, user u",
            "  tool of a [3.00 s]: {}",
        ]
    );
}

/// The last error counts, whichever says it, and a snapshot without one takes nothing back.
#[test]
fn a_task_keeps_its_last_error() {
    let error = |message: &str| json!({"code": -32000, "message": message});
    let envelope = |message| json!({"jsonrpc": "2.0", "id": "r", "error": error(message)});
    let mut failed = task("t", "failed");
    failed["error"] = error("first");
    let failed = event(
        "task.failed",
        "t",
        1000,
        json!({"task": failed, "error": error("first")}),
    );
    for (events, expected) in [
        (
            vec![created("t", 0), failed, envelope("second")],
            "-32000: second",
        ),
        (vec![created("t", 0), envelope("gone")], "-32000: gone"),
        (
            vec![created("t", 0), completed("t", 1000), envelope("late")],
            "-32000: late",
        ),
    ] {
        assert_eq!(inspected("t", &stream(&events))["error"], expected);
    }
    // Failed is what says so, expired, or has an error.
    let mut wrong = task("d", "completed");
    wrong["error"] = error("x");
    let tasks = [
        task("a", "failed"),
        task("b", "expired"),
        task("c", "canceled"),
        wrong,
    ];
    let lines: String = tasks.iter().map(|task| format!("{task}\n")).collect();
    let failed = Page::of(&["--failed", "-"], &lines).index["tasks"].clone();
    let ids: Vec<_> = failed
        .as_array()
        .unwrap()
        .iter()
        .map(|task| &task["id"])
        .collect();
    assert_eq!(ids, ["a", "b", "d"]);
    // An error of one task of several is not that of the call.
    let page = json!({"jsonrpc": "2.0", "id": "r", "result": [tasks[3], tasks[0]]}).to_string();
    let calls = Page::of(&["-"], &page).index["calls"].clone();
    assert_eq!(calls[0]["error"], Value::Null);
    let one = Page::of(&["-"], &tasks[3].to_string()).index["calls"].clone();
    assert_eq!(one[0]["error"], "-32000: x");
}

/// Forty tasks below one another, and the next beside the first of them.
#[test]
fn nesting_ends_at_forty() {
    let id = |level: usize| format!("c{level}");
    let level = |level: usize| [created(&id(level), 0), call(&id(level), &id(level + 1), 0)];
    let events: Vec<_> = (0..44).flat_map(level).collect();
    let run = inspected("c0", &stream(&events));
    let parents: Vec<_> = run["run"]["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| &task["parent"])
        .collect();
    let expected = (0..40)
        .map(Value::from)
        .chain([0.into(), 41.into(), 42.into()]);
    let expected: Vec<_> = [Value::Null].into_iter().chain(expected).collect();
    assert_eq!(parents, expected.iter().collect::<Vec<_>>());
}

/// What was asked is shown in part, and for the task of its own file alone.
#[test]
fn questions_and_calls_belong_to_their_file() {
    let ask =
        |text: &str| json!({"user_message_content": text, "stream": false}).to_string() + "\n";
    let answer = task("t", "completed").to_string();
    let asked = |text: &str| {
        let capture = ask(text) + &answer;
        inspected("t", &capture)["asked"].clone()
    };
    assert_eq!(asked("one\n two"), "one two");
    assert_eq!(asked(&"é".repeat(160)), "é".repeat(160));
    assert_eq!(asked(&"é".repeat(161)), "é".repeat(160) + "…");
    let directory = Directory::new("questions");
    let mut caller = task("c", "completed");
    caller["output"] =
        json!([{"type": "tool_call", "call_id": "t", "name": "n", "arguments": "{}"}]);
    let first = directory.file("1", format!("{caller}\n{}", ask("lost")));
    let second = directory.file("2", answer);
    let tasks = Page::of(&[&first, &second], "").index["tasks"].clone();
    let tasks: Vec<_> = tasks
        .as_array()
        .unwrap()
        .iter()
        .map(|task| json!([task["id"], task["asked"]]))
        .collect();
    assert_eq!(tasks, [json!(["c", null]), json!(["t", null])]);
}

/// Whether events or an answer came last says what a task is, also where its events are on lines, where
/// no stream ends before the answer.
#[test]
fn what_came_last_of_a_task_counts() {
    let mut failed = task("t", "failed");
    failed["error"] = json!({"code": -32000, "message": "gone"});
    failed["output"] = json!([{
        "type": "message", "id": "m", "role": "assistant", "message_content": "a",
        "block_list": [],
    }]);
    let working = task("t", "working");
    for (records, expected) in [
        (
            vec![created("t", 0), failed.clone()],
            json!(["failed", 1, "-32000: gone"]),
        ),
        (
            vec![failed.clone(), created("t", 0)],
            json!(["created", 0, null]),
        ),
        (
            vec![created("t", 0), working, completed("t", 1000)],
            json!(["completed", 0, null]),
        ),
    ] {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        let task = inspected("t", &lines);
        let found = json!([task["status"], task["items"], task["error"]]);
        assert_eq!(found, expected);
    }
    let capture = stream(&[created("t", 0)]) + &failed.to_string();
    assert_eq!(inspected("t", &capture)["status"], "failed");
}
