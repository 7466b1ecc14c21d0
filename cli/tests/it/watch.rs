//! `watch`: a run as people follow it.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use agentlin_types::stream::TaskFold;
use agentlin_types::{MessageContent, OutputItem, TaskEventResponse, decode};
use serde_json::json;

use crate::events;
use crate::run::{Directory, fixture, fixture_text, root, run, run_with, snapshot};

fn streams() -> Vec<String> {
    let folder = root().join("tests/fixtures/captures");
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".sse")).collect();
    names.sort();
    names
}

#[test]
fn a_run_reads_as_it_happened() {
    let sample = run(&["sample", "--stream", "--seed", "41"]).stdout;
    let watched = run_with(&["watch"], sample.as_bytes());
    let subagent = run_with(&["watch"], &fixture("captures/create_subagent_stream.sse"));
    snapshot("watch.txt", &(watched.stdout + "\n" + &subagent.stdout));
}

/// Whatever the stream brought is on the screen.
#[test]
fn every_text_of_every_capture_is_shown() {
    for name in streams() {
        let text = fixture_text(&format!("captures/{name}"));
        let run = run_with(&["watch", "--full"], text.as_bytes());
        let mut fold = TaskFold::new();
        for data in text.lines().filter_map(|line| line.strip_prefix("data: ")) {
            if let Ok(event) = decode::from_str::<TaskEventResponse>(data) {
                fold.push_response(event);
            }
        }
        let Some(task) = fold.task() else { continue };
        let good = !matches!(task.status.as_str(), "failed" | "canceled" | "expired");
        assert_eq!(run.status, i32::from(!good), "{name}: {}", run.stdout);
        let squeeze = |text: &str| text.replace('│', "").split_whitespace().collect::<String>();
        let shown = squeeze(&run.stdout);
        for (_, task) in fold.tasks() {
            for item in &task.output {
                let text = match item {
                    OutputItem::Message(message) => message.body().map(MessageContent::text),
                    OutputItem::ToolCall(call) => Some(call.name.clone()),
                    _ => None,
                };
                // What is hidden is spelled out.
                let spelled =
                    |c: char| c.is_control() || "\u{200b}\u{200d}\u{feff}\u{ffff}".contains(c);
                let text = text.unwrap_or_default();
                for line in text.lines().filter(|line| !line.contains(spelled)) {
                    assert!(
                        shown.contains(&squeeze(line)),
                        "{name}: {line:?}\n{}",
                        run.stdout
                    );
                }
            }
        }
    }
}

/// `watch`, waiting for what it is sent.
fn watching() -> Child {
    Command::new(env!("CARGO_BIN_EXE_agentlin-types"))
        .arg("watch")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Each event is seen before the next one is sent.
#[test]
fn text_is_shown_while_it_arrives() {
    let mut child = watching();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let sample = run(&["sample", "--stream", "--seed", "41"]).stdout;
    let mut shown = String::new();
    let mut deltas = 0;
    for event in sample.split_inclusive("\n\n") {
        stdin.write_all(event.as_bytes()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&event[6..]).unwrap();
        if value["result"]["type"] != "task.text.delta" {
            continue;
        }
        deltas += 1;
        let delta = value["result"]["delta"].as_str().unwrap();
        let last = delta.trim().split('\n').next_back().unwrap();
        let mut buffer = [0; 4096];
        while !shown.contains(last) {
            let read = stdout.read(&mut buffer).unwrap();
            assert!(read > 0, "the program ended before it showed {last:?}");
            shown.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
        }
        shown.clear();
    }
    assert!(deltas > 1);
    drop(stdin);
    std::io::copy(&mut stdout, &mut std::io::sink()).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_file_that_grows_is_followed_until_the_run_is_over() {
    let directory = Directory::new("follow");
    let sample = run(&["sample", "--stream", "--seed", "41"]).stdout;
    let (first, rest) = sample.split_at(sample.len() / 2);
    let file = directory.file("run.sse", first);
    let mut child = Command::new(env!("CARGO_BIN_EXE_agentlin-types"))
        .args(["watch", "--follow", &file])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().ends_with("created"));
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none());
    let mut file = std::fs::OpenOptions::new().append(true).open(file).unwrap();
    file.write_all(rest.as_bytes()).unwrap();
    let last = lines.map(Result::unwrap).last().unwrap();
    assert!(last.contains("completed"), "{last}");
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_bytes_are_kept_as_they_came() {
    let directory = Directory::new("save");
    let bytes = fixture("captures/create_tool_one_stream.sse");
    let kept = directory.path().join("kept.sse");
    let path = kept.to_str().unwrap();
    let run = run_with(&["watch", "--save", path], &bytes);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(std::fs::read(&kept).unwrap(), bytes);
    // The file that is read is not overwritten.
    let run = run_with(&["watch", "--save", path, path], b"");
    assert_eq!(run.status, 2);
    assert_eq!(std::fs::read(&kept).unwrap(), bytes);
}

#[test]
fn what_is_wrong_is_shown_where_it_is() {
    let text = run(&["sample", "--stream", "--seed", "41"]).stdout;
    let mut events: Vec<&str> = text.split_inclusive("\n\n").collect();
    events.remove(2);
    let run = run_with(&["watch"], events.concat().as_bytes());
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.contains("error[sequence-gap] line"),
        "{}",
        run.stdout
    );
    // A stream that breaks off.
    let run = run_with(&["watch"], events[..3].concat().as_bytes());
    assert_eq!(run.status, 1);
    assert!(
        run.stdout
            .contains("the stream ends here before its task does"),
        "{}",
        run.stdout
    );
    let run = run_with(&["watch"], b"{\"object\":\"page\"}");
    assert_eq!(run.status, 2, "{}", run.stderr);
}

#[test]
fn other_captures_show_their_tasks() {
    let run = run(&["watch", "tests/fixtures/traffic/session.har"]);
    assert!(
        run.stdout.contains("user ") && run.stdout.contains("assistant"),
        "{}",
        run.stdout
    );
    let run = run_with(&["watch"], &fixture("captures/create_plain.json"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("assistant"), "{}", run.stdout);
}

/// Twenty lines of a result are shown, and of more is told how many there are.
#[test]
fn results_are_cut_off_at_twenty_lines() {
    let shown = |count: usize, options: &[&str]| {
        let lines: Vec<_> = (1..=count).map(|line| format!("line {line}")).collect();
        let call = json!({"type": "tool_call", "call_id": "c", "name": "n", "arguments": "{}"});
        let result = json!({
            "type": "tool_result", "call_id": "c", "status": "completed",
            "message_content": lines.join("\n"), "block_list": [],
        });
        let mut task = events::task("t", "completed");
        task["output"] = json!([call, result]);
        let arguments = [&["watch"], options].concat();
        let run = run_with(&arguments, task.to_string().as_bytes());
        let mut shown = run.stdout.lines().filter(|line| line.contains("line"));
        let count = shown.clone().count();
        (
            count,
            shown
                .next_back()
                .unwrap()
                .trim_start_matches("│ ")
                .to_owned(),
        )
    };
    assert_eq!(shown(20, &[]), (20, "line 20".into()));
    assert_eq!(shown(21, &[]), (21, "  … 1 line more".into()));
    assert_eq!(shown(25, &[]), (21, "  … 5 lines more".into()));
    assert_eq!(shown(25, &["--full"]), (25, "line 25".into()));
}

/// The same where a result comes in pieces, wherever they are cut.
#[test]
fn results_in_pieces_are_cut_off_as_well() {
    let text: String = (1..=22).map(|line| format!("line {line}\n")).collect();
    let expected: Vec<_> = (1..=20).map(|line| format!("│ line {line}")).collect();
    for at in ["line 5", "line 20", "line 21", "line 22"] {
        let (one, other) = text.split_at(text.find(at).unwrap());
        let delta = |text: &str| {
            let content = json!([{"type": "text", "text": text}]);
            let more = json!({
                "call_id": "c", "item_id": "r", "agent_step": 0,
                "delta_message_content": content, "delta_block_list": content,
            });
            events::event("task.tool_result.delta", "t", 0, more)
        };
        let call = events::call("t", "c", 0);
        let stream = events::stream(&[events::created("t", 0), call, delta(one), delta(other)]);
        let run = run_with(&["watch"], stream.as_bytes());
        let lines = run.stdout.lines().filter(|line| line.starts_with("│ line"));
        assert_eq!(lines.collect::<Vec<_>>(), expected, "{at}");
    }
}

/// Records that are about no task are counted, those that are wrong are shown.
#[test]
fn other_records_are_counted() {
    let task = events::task("t", "completed").to_string();
    let other = fixture_text("captures/env_list.json");
    for (records, expected) in [
        (vec![&*task], ""),
        (vec![&task, &other], "1 record about no task not shown\n"),
        (
            vec![&task, &other, &other],
            "2 records about no task not shown\n",
        ),
        (vec![&task, "{\"x\":1}"], ""),
    ] {
        let run = run_with(&["watch"], records.join("\n").as_bytes());
        assert_eq!(run.stderr, expected, "{}", run.stdout);
        assert_eq!(run.status, i32::from(records.contains(&"{\"x\":1}")));
    }
}

/// A pause of two seconds is marked between what comes before and after it.
#[test]
fn pauses_are_marked() {
    let mut child = watching();
    let mut stdin = child.stdin.take().unwrap();
    let first = events::stream(&[events::created("t", 0), events::call("t", "a", 0)]);
    stdin.write_all(first.as_bytes()).unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let call = lines.find(|line| line.as_ref().unwrap().contains("tool of a"));
    assert!(call.is_some());
    std::thread::sleep(Duration::from_millis(2100));
    let last = events::stream(&[events::completed("t", 5000)]);
    stdin.write_all(last.as_bytes()).unwrap();
    drop(stdin);
    let rest: Vec<_> = lines.map(Result::unwrap).collect();
    child.wait().unwrap();
    let mark = rest.iter().position(|line| line.starts_with("···"));
    let end = rest.iter().position(|line| line.contains("completed"));
    assert!(mark.is_some() && mark < end, "{rest:?}");
}
