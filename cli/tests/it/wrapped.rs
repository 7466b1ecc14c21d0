//! Payloads, streams and archives inside of other JSON: however many there are, each is checked, and
//! every command finds the same ones.

use serde_json::{Value, json};

use crate::run::{Directory, run};

/// A task whose time is no number.
fn task(id: &str) -> Value {
    json!({"object": "task", "id": id, "session_id": "s", "user_id": "u", "status": "completed",
        "created_at": "x", "output": []})
}

/// Events with a number that is none.
fn stream(events: usize) -> String {
    let event = |_| {
        let event = json!({"jsonrpc": "2.0", "id": "r", "result": {"type": "task.working",
            "task_id": "task_secret", "sequence_number": "x", "timestamp": "2026-11-23T20:53:29Z"}});
        format!(": secret\ndata: {event}\n\n")
    };
    (0..events).map(event).collect()
}

fn response() -> Value {
    json!({"jsonrpc": "2.0", "id": "r", "result": task("secret")})
}

/// An archive of one call, with that answer.
fn archive(body: &Value) -> Value {
    json!({"log": {"entries": [{"request": {"method": "GET", "url": "https://secret/v1/tasks/t"},
        "response": {"status": 200, "content": {"text": body.to_string()}}}]}})
}

/// Documents, and where the defects in them are.
fn documents() -> Vec<(Value, Vec<&'static str>)> {
    let text = |value: Value| Value::String(value.to_string());
    let (time, number) = ("/created_at", "/result/sequence_number");
    let at = |places: &[(&'static str, &'static str)]| -> Vec<&'static str> {
        let whole = |(outer, inner): &(&str, &str)| &*format!("{outer}{inner}").leak();
        places.iter().map(whole).collect()
    };
    vec![
        (
            json!({"a": task("secret"), "b": task("two")}),
            at(&[("/a", time), ("/b", time)]),
        ),
        (
            json!({"events": [{"message": text(task("secret"))}, {"message": "START"},
                {"message": text(task("two"))}], "next": null}),
            at(&[("/events/0/message", time), ("/events/2/message", time)]),
        ),
        (
            json!({"request": {"user_message_content": "secret", "stream": "x"},
                "body": stream(2), "final": task("two")}),
            at(&[
                ("/body", number),
                ("/body", number),
                ("/final", time),
                ("/request", "/stream"),
            ]),
        ),
        (
            json!([1, "x", [task("secret")], {"a": [text(task("two"))]}]),
            at(&[("/2/0", time), ("/3/a/0", time)]),
        ),
        // One string with two, and a line of a stream in each string.
        (
            json!({"log": text(json!({"a": task("secret"), "b": task("two")}))}),
            at(&[("/log/a", time), ("/log/b", time)]),
        ),
        (
            json!([stream(1), stream(1)]),
            at(&[("/0", number), ("/1", number)]),
        ),
        (
            json!({"har": archive(&response()), "logged": text(task("secret")), "two": stream(2)}),
            at(&[
                ("", "/result/created_at"),
                ("/logged", time),
                ("/two", number),
                ("/two", number),
            ]),
        ),
    ]
}

#[test]
fn each_payload_in_a_document_is_found_by_every_command() {
    let directory = Directory::new("wrapped");
    for (document, expected) in documents() {
        for (form, text) in [
            ("line", document.to_string()),
            ("pretty", format!("{document:#}")),
            (
                "lines",
                format!("{document}\n{document}\n{document}\n{document}\n"),
            ),
        ] {
            let name = format!("{document}");
            let times = if form == "lines" { 4 } else { 1 };
            let file = directory.file("in.json", &text);
            let wrong = |file: &str| -> Vec<(String, u64, u64)> {
                let findings = run(&["validate", "--format=json", file]).json_lines();
                let wrong = findings
                    .iter()
                    .filter(|found| found["code"] == "wrong-type");
                wrong
                    .map(|found| {
                        let place = ["line", "column"].map(|key| found[key].as_u64().unwrap());
                        (
                            found["pointer"].as_str().unwrap().to_owned(),
                            place[0],
                            place[1],
                        )
                    })
                    .collect()
            };
            let found = wrong(&file);
            let pointers: Vec<_> = found.iter().map(|(pointer, ..)| &**pointer).collect();
            assert_eq!(pointers, expected.repeat(times), "{form} {name}");
            for (_, line, column) in &found {
                let line = text.lines().nth(*line as usize - 1).unwrap();
                let rest: String = line.chars().skip(*column as usize - 1).collect();
                let value = rest.trim_start_matches(['"', '\\']);
                assert!(value.starts_with('x'), "{form} {name}: {rest}");
            }
            let lines = run(&["convert", "--to=ndjson", &file]);
            let payloads = expected.len() * times;
            assert_eq!(lines.stdout.lines().count(), payloads, "{form} {name}");
            let redacted = directory.path().join("out.json");
            let redacted = redacted.to_str().unwrap();
            let run = run(&["redact", &file, "-o", redacted]);
            let summary = format!("{payloads} payloads");
            assert!(run.stderr.contains(&summary), "{name}: {}", run.stderr);
            let places = |found: Vec<(String, u64, u64)>| -> Vec<_> {
                found
                    .into_iter()
                    .map(|(_, line, column)| (line, column))
                    .collect()
            };
            assert_eq!(places(wrong(redacted)), places(found), "{form} {name}");
            let text = std::fs::read_to_string(redacted).unwrap();
            assert!(!text.contains("secret"), "{text}");
        }
    }
}

/// A gateway around each event: the stream is still one.
#[test]
fn events_are_found_in_what_wraps_them() {
    let stream = crate::run::fixture_text("captures/create_plain_stream.sse");
    let wrap = |wrapper: fn(&str) -> String| {
        let line = |line: &str| match line.strip_prefix("data: ") {
            Some(data) => format!("data: {}\n", wrapper(data.trim_end())),
            None => line.to_owned(),
        };
        stream.split_inclusive('\n').map(line).collect::<String>()
    };
    let directory = Directory::new("wrapped-events");
    let plain = run(&["fold", "--compact", &directory.file("plain.sse", &stream)]);
    let wrappers: [fn(&str) -> String; 3] = [
        |data| format!(r#"{{"code":0,"data":{data}}}"#),
        |data| format!("{data:?}"),
        |data| format!("{:?}", format!(r#"{{"a":{data}}}"#)),
    ];
    for wrapper in wrappers {
        let file = directory.file("wrapped.sse", wrap(wrapper));
        let validate = run(&["validate", "--notes", "--format=json", &file]);
        assert_eq!((validate.status, &*validate.stdout), (0, ""));
        assert_eq!(run(&["fold", "--compact", &file]).stdout, plain.stdout);
    }
}

/// What is found in a capture.
fn found(name: &str, text: &str, options: &[&str]) -> Vec<String> {
    let directory = Directory::new("wrapped-found");
    let file = directory.file(name, text);
    run(&[&["validate", "--format", "json", &file], options].concat()).findings()
}

/// The call says what a body is, unless something else is around it.
#[test]
fn a_body_of_a_known_call_may_be_wrapped() {
    let response = response();
    let body = json!({"statusCode": 200, "body": response.to_string()});
    for (body, pointer) in [
        (&body, "/body/result/created_at"),
        (&response, "/result/created_at"),
    ] {
        let text = archive(body).to_string();
        let column = text.find(r#"\"x\""#).or(text.find(r#"\\\"x"#)).unwrap() + 1;
        let expected = format!("wrong-type 1:{column} {pointer}");
        assert_eq!(found("x.har", &text, &[]), [expected]);
    }
}

/// A line is more than one document only where it is no document.
#[test]
fn lines_of_several_documents_are_divided() {
    let (error, wrong) = (
        r#"{"code":-32000,"message":"x"}"#,
        r#"{"code":-32000,"message":7}"#,
    );
    let text = format!("{error}\n{error} {wrong}\n{wrong}\n{error}\n");
    let expected = ["wrong-type 2:56 /message", "wrong-type 3:26 /message"];
    assert_eq!(found("x.ndjson", &text, &[]), expected);
}

/// That it is cut off stands for what is wrong with its JSON, if that is to be said.
#[test]
fn a_record_that_is_cut_off_is_no_json() {
    let text = r#"{"object":"task","id":7,"output":"#;
    let (wrong, cut) = ("wrong-type 1:23 /id", "truncated-record 1:34");
    for (options, expected) in [
        (&[][..], &[wrong, cut][..]),
        (&["--allow", "invalid-json"], &[wrong]),
        (&["--allow", "truncated-record"], &[wrong]),
    ] {
        assert_eq!(found("x.json", text, options), expected, "{options:?}");
    }
}
