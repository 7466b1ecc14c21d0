//! What a capture holds reaches the output as text only, and with `--mask` not at all.

use quick_xml::XmlVersion;
use quick_xml::events::Event;

use crate::run::{Directory, Run, run, run_in, run_with};

/// Text that terminals, workflow logs, XML and pages would obey.
const HOSTILE: &str = "\u{1b}[2J\r\n::error::x\n##[group]\u{9b}31m\u{7}\u{202e}\u{2066}\u{200b}\
                       \u{feff}\u{ad}\u{e0041}\u{2028}\u{fffe}\u{ffff}\u{0}]]>&<script>'\"`";

/// What the program may write besides visible characters: the line ends of its own text.
fn check(run: &Run, what: &str) {
    for text in [&run.stdout, &run.stderr] {
        for character in text.chars() {
            let hidden = character.is_control()
                || matches!(
                    character,
                    '\u{ad}'
                        | '\u{200b}'..='\u{200f}'
                        | '\u{2028}'..='\u{202e}'
                        | '\u{2060}'..='\u{206f}'
                        | '\u{feff}'
                        | '\u{fffe}'
                        | '\u{ffff}'
                        | '\u{e0000}'..='\u{e007f}'
                );
            assert!(
                !hidden || character == '\n',
                "{what}: {character:?} in {text}"
            );
        }
        for line in text.lines() {
            let line = line.trim_start();
            assert!(!line.starts_with("##["), "{what}: {line}");
            let command = line.starts_with("::");
            let own = line.starts_with("::error file=")
                || line.starts_with("::warning file=")
                || line.starts_with("::notice file=");
            assert!(!command || own, "{what}: {line}");
        }
    }
}

/// A task with a text in the places that findings and views quote.
fn body(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"{{"jsonrpc":"2.0","id":{text},{text}:1,"result":{{"object":"task","id":{text},
        "session_id":{text},"user_id":5,"status":{text},"created_at":{text},{text}:{{}},
        "metadata":{{{text}:{text}}},"error":{{"code":{text},"message":{text}}},
        "output":[{{"type":{text},"id":1}},
        {{"type":"message","role":{text},"message_content":[{{"type":{text}}},
        {{"type":"text","text":{text},"annotations":[{{"type":{text}}}]}}]}},
        {{"type":"tool_call","call_id":{text},"name":{text},"arguments":{text},"language":"json",
        "status":"completed","id":{text}}},
        {{"type":"tool_result","call_id":{text},"message_content":{text},"id":{text}}}]}}}}"#
    )
}

/// The same in a stream, under names of events, with an error at its end.
fn stream(text: &str) -> String {
    let name = text.replace(['\r', '\n'], " ");
    let json = serde_json::to_string(text).unwrap();
    let snapshot = format!(
        r#"{{"jsonrpc":"2.0","id":{json},"result":{{"type":"task.created","task_id":{json},
        "sequence_number":0,"timestamp":{json},"task":{{"object":"task","id":{json},
        "session_id":"s","user_id":"u","status":{json},"created_at":1795467208}}}}}}"#
    )
    .replace('\n', " ");
    format!(
        "event: {name}\ndata: {snapshot}\n\nevent: {name}\ndata: {name}\n\n\
         data: {{\"type\":{json}}}\n\nevent: error\ndata: {name}\n\n"
    )
}

/// The same in an archive: methods, addresses, dates, types and names of files.
fn archive(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap();
    let path = serde_json::to_string(&format!("https://h.example/tasks/{text}")).unwrap();
    let body = serde_json::to_string(&body(text)).unwrap();
    let entry = |method: &str, content: &str| {
        format!(
            r#"{{"startedDateTime":{json},"request":{{"method":{method},"url":{path}}},
            "response":{{"status":500,"statusText":{json},"content":{content}}}}}"#
        )
    };
    let entries = [
        entry(
            "\"GET\"",
            &format!(r#"{{"mimeType":{json},"text":{body}}}"#),
        ),
        entry(
            "\"GET\"",
            &format!(r#"{{"mimeType":{json},"text":{json}}}"#),
        ),
        entry(
            "\"GET\"",
            &format!(r#"{{"mimeType":{json},"_file":{json}}}"#),
        ),
        entry("\"GET\"", "{}"),
        entry(&json, "{}"),
    ];
    format!(r#"{{"log":{{"entries":[{}]}}}}"#, entries.join(","))
}

/// A capture in other JSON, under such a key.
fn nested(text: &str, capture: &str) -> String {
    let [key, capture] = [text, capture].map(|text| serde_json::to_string(text).unwrap());
    format!(r#"{{"level":{key},{key}:{{{key}:{capture}}}}}"#)
}

fn captures(text: &str) -> [(&'static str, String); 10] {
    [
        ("logged-body.json", nested(text, &body(text))),
        ("logged-stream.json", nested(text, &stream(text))),
        ("logged-archive.json", nested(text, &archive(text))),
        (
            "keys.json",
            format!(
                r#"{{"environments":[],"grouped":{{{0}:[1],{0}:[2]}}}}"#,
                serde_json::to_string(text).unwrap()
            ),
        ),
        (
            "entries.har",
            format!(
                r#"{{"log":{{"entries":[{{"request":{{"method":"POST","url":{0}}},{0} 1}},{{"request":{{}}}}]}}}}"#,
                serde_json::to_string(text).unwrap()
            ),
        ),
        ("body.json", body(text)),
        ("stream.sse", stream(text)),
        ("session.har", archive(text)),
        ("broken.json", format!("{{\"{text}\": {text}")),
        ("text.txt", text.to_owned()),
    ]
}

const FORMATS: [&str; 8] = [
    "human", "concise", "json", "records", "sarif", "github", "gitlab", "junit",
];

#[test]
fn nothing_from_outside_is_obeyed() {
    let directory = Directory::new("hostile-text");
    // File names cannot hold everything.
    let name = |file: &str| format!("a\u{1b}[2J\n::error::\u{202e}{file}");
    for (file, content) in captures(HOSTILE) {
        directory.file(&name(file), content);
    }
    directory.file("other.json", body("another"));
    for (file, _) in captures("") {
        let file = &name(file);
        let path = directory.path();
        for format in FORMATS {
            let run = run_in(
                path,
                &["validate", "--notes", "-v", "--format", format, file],
                b"",
            );
            check(&run, &format!("{format} {file:?}"));
        }
        for command in [
            &["inspect"][..],
            &["inspect", "--json"],
            &["fold"],
            &["fold", "--all", "--compact"],
            &["report", "--output", "page.html"],
            &["watch", "--notes", "--full"],
            &["diff", "other.json"],
            &["diff", "--json", "other.json"],
        ] {
            let run = run_in(path, &[command, &[file]].concat(), b"");
            check(&run, &format!("{command:?} {file:?}"));
        }
        let page = std::fs::read_to_string(path.join("page.html")).unwrap();
        assert!(
            !page.contains("]]>&<script>") && !page.contains('\u{1b}'),
            "{file:?}"
        );
    }
}

/// Whether XML 1.0 allows a character, which parsers for reading do not ask.
fn is_of_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[test]
fn reports_are_well_formed_whatever_is_in_them() {
    for (file, content) in captures(HOSTILE) {
        let run = |format| run_with(&["validate", "--format", format, "-"], content.as_bytes());
        for format in ["sarif", "gitlab"] {
            serde_json::from_str::<serde_json::Value>(&run(format).stdout).unwrap();
        }
        let xml = run("junit").stdout;
        assert!(
            xml.ends_with("</testsuites>\n") && !xml.contains("<script"),
            "{file}: {xml}"
        );
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut cases = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    cases += usize::from(tag.name().as_ref() == b"testcase");
                    for attribute in tag.attributes() {
                        let value = attribute.unwrap();
                        let value = value.normalized_value(XmlVersion::Implicit1_0).unwrap();
                        assert!(value.chars().all(is_of_xml), "{file}: {value:?}");
                    }
                }
                Event::Text(text) => {
                    let text = text.decode().unwrap();
                    assert!(text.chars().all(is_of_xml), "{file}: {text:?}");
                }
                _ => {}
            }
        }
        assert!(cases > 0, "{file}: {xml}");
    }
}

#[test]
fn errors_about_arguments_and_settings_are_text() {
    let directory = Directory::new("hostile-arguments");
    let hostile = "\u{1b}[2J\u{202e}\n::error::x";
    let toml = directory.file("settings.toml", format!("profile = \"{hostile}\"\n"));
    let known = directory.file("known.json", format!("{{\"{hostile}\":1}}"));
    let body = directory.file("body.json", "{}");
    let arguments = [
        &[hostile][..],
        &["explain", hostile],
        &["schema", hostile],
        &["schema", "--profile", hostile],
        &["schema", "diff", hostile, hostile],
        &["validate", hostile],
        &["validate", "--format", hostile, &body],
        &["validate", "--allow", hostile, &body],
        &["validate", "--jobs", hostile, &body],
        &["validate", "--as", hostile, &body],
        &["validate", "--config", &toml, &body],
        &["validate", "--config", hostile, &body],
        &["validate", "--baseline", &known, &body],
        &["validate", "--baseline", hostile, &body],
        &[&format!("--{hostile}")],
        &["inspect", hostile],
        &["fold", hostile],
        &["report", hostile],
        &["report", "--output", hostile, hostile],
        &["watch", hostile],
        &["diff", hostile, hostile],
        &["diff", "--task", hostile, &body, &body],
        &["watch", "--save", "no-such-folder/\u{1b}x", &body],
        &["sample", hostile],
        &["sample", "--corrupt", hostile],
    ];
    for arguments in arguments {
        let run = run_in(directory.path(), arguments, b"");
        check(&run, &format!("{arguments:?}"));
        assert_eq!(run.status, 2, "{arguments:?}");
    }
}

#[test]
fn masked_output_holds_nothing_of_a_payload() {
    let directory = Directory::new("secrets");
    for (file, content) in captures("sk-live-SECRET") {
        let file = directory.file(file, content);
        for format in FORMATS {
            let run = run(&[
                "validate", "--mask", "--notes", "-v", "--format", format, &file,
            ]);
            assert!(run.status == 1 && !run.stdout.is_empty());
            for text in [&run.stdout, &run.stderr] {
                for part in ["SECRET", "live-"] {
                    assert!(!text.contains(part), "{format} {file}: {text}");
                }
            }
        }
        let report = run(&["report", "--mask", "--output", "-", &file]);
        for text in [&report.stdout, &report.stderr] {
            for part in ["SECRET", "live-"] {
                let at = text
                    .find(part)
                    .map(|at| &text[text.floor_char_boundary(at.saturating_sub(80))..at]);
                assert_eq!(at, None, "report {file}");
            }
        }
    }
}
