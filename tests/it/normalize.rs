//! Server and older spellings in the documented form.

use agentlin_types::normalize::Normalize;
use agentlin_types::response::{TaskAnswer, TaskListPage};
use agentlin_types::validate::{Code, Settings};
use agentlin_types::{Profile, Task, TaskEvent, TaskEventResponse, TaskResponse, decode, encode};
use proptest::prelude::*;

/// A task with these fields besides those that every task has.
fn task(fields: &str) -> String {
    format!(
        r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"completed","created_at":1,{fields}}}"#
    )
}

/// The value as it is afterwards, and what was done.
fn normalized(text: &str) -> (String, Vec<String>) {
    let mut task: Task = decode::from_str(text).unwrap();
    let rewrites = task.normalize();
    let text = encode::to_string(&task).unwrap();
    (text, rewrites.iter().map(ToString::to_string).collect())
}

#[test]
fn each_spelling_becomes_the_documented_one() {
    for (before, after, rewrites) in [
        (
            r#""output":[{"type":"message","role":"user","content":"a"}]"#,
            r#""output":[{"type":"message","role":"user","message_content":"a"}]"#,
            &["/output/0: `content` is now `message_content`"][..],
        ),
        (
            r#""output":[{"type":"message","role":"user","message_content":"a","content":"b","agent_id":"x"}]"#,
            r#""output":[{"type":"message","role":"user","message_content":"a","agent_id":"x"}]"#,
            &["/output/0: `content` was removed in favor of `message_content`"],
        ),
        (
            r#""output":[{"type":"tool_result","call_id":"c","message_content":["a"],"block_list":[],"output":"a"}]"#,
            r#""output":[{"type":"tool_result","call_id":"c","message_content":[{"type":"text","text":"a"}],"block_list":[]}]"#,
            &[
                "/output/0: `output` was removed in favor of `message_content`",
                "/output/0/message_content/0: a bare string is now a text part",
            ],
        ),
        (
            r#""output":[{"type":"message","role":"user","message_content":[{"type":"text","text":"a","annotations":[{"type":"file_citation","index":0,"filename":"f","file_url":"u"}]}]}]"#,
            r#""output":[{"type":"message","role":"user","message_content":[{"type":"text","text":"a","annotations":[{"type":"file_citation","file_id":"u","index":0,"filename":"f"}]}]}]"#,
            &["/output/0/message_content/0/annotations/0: `file_url` is now `file_id`"],
        ),
        (
            r#""output":[{"type":"message","role":"user","message_content":[{"type":"audio","input_audio":{"data":""}}]}]"#,
            r#""output":[{"type":"message","role":"user","message_content":[{"type":"audio","input_audio":{"data":"","format":"wav"}}]}]"#,
            &["/output/0/message_content/0/input_audio: `format` is now `wav`"],
        ),
        (
            r#""output":[{"type":"tool_call","call_id":"c","name":"n","arguments":"{}"}],"input_required_call_ids":["c"]"#,
            r#""output":[{"type":"tool_call","call_id":"c","name":"n","arguments":"{}"}],"input_required":{"type":"tool_call","call_id":"c","name":"n","arguments":"{}"}"#,
            &["`input_required_call_ids` is now `input_required`"],
        ),
        // The last item that is that call: not another one, and not an earlier form of it.
        (
            r#""output":[{"type":"tool_call","call_id":"c","name":"n","arguments":""},{"type":"tool_call","call_id":"c","name":"n","arguments":"{}"},{"type":"tool_call","call_id":"d","name":"m","arguments":"{}"}],"input_required_call_ids":["c"]"#,
            r#""output":[{"type":"tool_call","call_id":"c","name":"n","arguments":""},{"type":"tool_call","call_id":"c","name":"n","arguments":"{}"},{"type":"tool_call","call_id":"d","name":"m","arguments":"{}"}],"input_required":{"type":"tool_call","call_id":"c","name":"n","arguments":"{}"}"#,
            &["`input_required_call_ids` is now `input_required`"],
        ),
        (
            r#""output":[],"input_required":{"type":"tool_call","call_id":"c","name":"n","arguments":""},"input_required_call_ids":["c"]"#,
            r#""output":[],"input_required":{"type":"tool_call","call_id":"c","name":"n","arguments":""}"#,
            &["`input_required_call_ids` was removed in favor of `input_required`"],
        ),
        (
            r#""output":[{"type":"function_call","call_id":"c","name":"n","arguments":"{}","x":1e400}],"previous_response_id":"p""#,
            r#""output":[{"type":"tool_call","call_id":"c","name":"n","arguments":"{}","x":1e400}],"previous_task_id":"p""#,
            &[
                "/output/0: `function_call` is now `tool_call`",
                "`previous_response_id` is now `previous_task_id`",
            ],
        ),
    ] {
        let (text, made) = normalized(&task(before));
        assert_eq!(text, task(after));
        assert_eq!(made, rewrites);
    }
}

#[test]
fn what_has_no_documented_form_stays() {
    for fields in [
        // Two calls; one that is nowhere; one other than the documented one.
        r#""output":[],"input_required_call_ids":["c","d"]"#,
        r#""output":[],"input_required_call_ids":["c"]"#,
        r#""output":[],"input_required":{"type":"tool_call","call_id":"d","name":"n","arguments":""},"input_required_call_ids":["c"]"#,
        // An old tag whose body does not fit the new one.
        r#""output":[{"type":"function_call","call_id":"c"}]"#,
        r#""output":[{"type":"hologram","content":"a"}],"mood":"good""#,
    ] {
        let (text, made) = normalized(&task(fields));
        assert_eq!((text, made), (task(fields), Vec::new()));
    }
}

#[test]
fn every_envelope_is_normalized() {
    let one = task(r#""output":[{"type":"message","role":"user","content":"a"}]"#);
    let mut response: TaskResponse =
        decode::from_str(&format!(r#"{{"jsonrpc":"2.0","result":{one}}}"#)).unwrap();
    assert_eq!(response.normalize()[0].pointer, "/result/output/0");
    let mut page: TaskListPage =
        decode::from_str(&format!(r#"{{"result":[{one},{one}]}}"#)).unwrap();
    assert_eq!(page.normalize()[1].pointer, "/result/1/output/0");
    let event = format!(
        r#"{{"jsonrpc":"2.0","result":{{"type":"task.completed","task_id":"t","sequence_number":1,
            "timestamp":"2026-11-23T20:53:29Z","task":{one}}}}}"#
    );
    let mut event: TaskEventResponse = decode::from_str(&event).unwrap();
    assert_eq!(event.normalize()[0].pointer, "/result/task/output/0");
    let in_envelope = format!(r#"{{"jsonrpc":"2.0","result":{one}}}"#);
    for (answer, pointer) in [(&one, "/output/0"), (&in_envelope, "/result/output/0")] {
        let mut answer: TaskAnswer = decode::from_str(answer).unwrap();
        assert_eq!(answer.normalize()[0].pointer, pointer);
    }
}

#[test]
fn what_an_event_brings_is_normalized() {
    for (event, inside) in [
        ("task.output_item.added", "item"),
        ("task.output_item.done", "item"),
        ("task.content_part.added", "part"),
        ("task.content_part.done", "part"),
    ] {
        let (value, pointer) = match inside {
            "item" => (r#"{"type":"message","role":"user","content":"a"}"#, "/item"),
            _ => (
                r#"{"type":"input_audio","input_audio":{"data":"","transcript":""}}"#,
                "/part/input_audio",
            ),
        };
        let text = format!(
            r#"{{"type":"{event}","task_id":"t","sequence_number":1,"agent_step":1,"item_id":"i",
                "content_index":0,"{inside}":{value}}}"#
        );
        let mut event: TaskEvent = decode::from_str(&text).unwrap();
        let rewrites = event.normalize();
        assert_eq!(rewrites.len(), 1, "{text}");
        assert_eq!(rewrites[0].pointer, pointer);
    }
}

/// Fields that have no documented form, by the last step of their pointers.
const UNDOCUMENTED: [&str; 4] = ["agent_id", "call_id", "id", "input_required_call_ids"];

/// Checks that a normalized task is as documented as it can be, and stays so.
fn holds(mut task: Task) {
    task.normalize();
    let text = encode::to_string(&task).unwrap();
    let mut again: Task = decode::from_str(&text).unwrap();
    assert_eq!(again.normalize(), []);
    assert_eq!(encode::to_string(&again).unwrap(), text);
    let kind = agentlin_types::validate::PayloadKind::Task;
    let settings = Settings::new(Profile::Documented).set(
        Code::UndocumentedField,
        agentlin_types::validate::Level::Note,
    );
    for finding in settings.validate_as(kind, &text).findings {
        let last = finding.pointer.rsplit('/').next().unwrap_or_default();
        let stays = match finding.code {
            Code::UndocumentedField => UNDOCUMENTED.contains(&last),
            Code::LegacySpelling => false,
            _ => true,
        };
        assert!(stays, "{finding:?} in {text}");
    }
}

proptest! {
    #[test]
    fn nothing_documented_is_left_to_do(task: Task) {
        holds(task);
    }
}

#[test]
fn captures_become_documented() {
    let mut tasks = 0;
    for file in std::fs::read_dir("tests/fixtures/captures").unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        if let Ok(response) = decode::from_str::<TaskResponse>(&text)
            && let Some(task) = response.result
        {
            tasks += 1;
            holds(task);
        }
    }
    assert!(tasks > 0);
}
