//! The usual mistakes of a sender, each told by its name, at its place, with what to do.

use agentlin_types::validate::{PayloadKind, Settings};

const PYTHON: &str = "Write the value with `json.dumps`.";

/// What is found in a task: pointer, message, help, and the text of the place.
fn told(task: &str) -> Vec<(String, String, String, &str)> {
    let report = Settings::default().validate_as(PayloadKind::Task, task);
    let found = report.findings.into_iter().map(|found| {
        let span = found.span.unwrap();
        let place = &task[span.start..span.end];
        (found.pointer, found.message, found.help, place)
    });
    found.collect()
}

/// A task with free-form JSON at its end.
fn task(metadata: &str) -> String {
    format!(
        r#"{{"object":"task","id":"t","session_id":"s","user_id":"u","status":"working","created_at":1,"output":[],"metadata":{metadata}"#
    )
}

fn assert_told(text: &str, pointer: &str, place: &str, message: &str, help: &str) {
    let expected = (pointer.into(), message.into(), help.into(), place);
    assert_eq!(told(text), [expected], "{text}");
}

/// In the message, `@` is the text of the place.
#[test]
fn a_text_that_is_no_json_is_told_with_the_mistake() {
    for (what, help, cases) in [
        (
            "a terminal's colour code",
            "Capture without colours.",
            &[
                ("\u{1b}[0m{}", "", "\u{1b}"),
                ("{\"a\":\"\u{1b}[0m\"}", "/a", "\u{1b}"),
            ][..],
        ),
        (
            "a control character in a string",
            "Escape control characters in strings; a line break is \\n.",
            &[
                ("{\"a\":\"b\nc\"}", "/a", "\n"),
                ("{\"a\":\"\\\"NaN\t\"}", "/a", "\t"),
                ("{\"a\":\"\\\\\u{1f}\"}", "/a", "\u{1f}"),
            ],
        ),
        (
            "a trailing comma",
            "Remove the comma.",
            &[(r#"{"a":[1 , ]}"#, "/a", ","), (r#"{"a":1,}"#, "", ",")],
        ),
        (
            "a comma without a value before it",
            "Remove the comma, or write what is missing before it.",
            &[
                (r#"{"a":,"b":1}"#, "/a", ","),
                ("{,}", "", ","),
                ("[ ,1]", "/0", ","),
                ("[1,\n,2]", "/1", ","),
            ],
        ),
        (
            "JSON has no number `@`",
            "Write null or leave the field out; for a logprob, -9999.0.",
            &[
                (r#"{"a":NaN}"#, "/a", "NaN"),
                ("[ nan]", "/0", "nan"),
                ("[Infinity ]", "/0", "Infinity"),
                ("[1,-Infinity]", "/1", "-Infinity"),
                ("[inf]", "/0", "inf"),
                ("[-inf,1]", "/0", "-inf"),
                ("[-nan]", "/0", "-nan"),
                ("[INFINITY]", "/0", "INFINITY"),
            ],
        ),
        (
            "`@` is Python, not JSON",
            PYTHON,
            &[
                (r#"{"a": None}"#, "/a", "None"),
                (r#"{"\"":True}"#, "/\"", "True"),
                (r#"{"\\":False}"#, "/\\", "False"),
            ],
        ),
        (
            "`undefined` is JavaScript, not JSON",
            "Write the value with `JSON.stringify`.",
            &[("[undefined]", "/0", "undefined")],
        ),
        (
            "single quotes, as in Python's repr",
            PYTHON,
            &[("{'a':1}", "", "'"), ("['a']", "/0", "'")],
        ),
        (
            "typographic quotes",
            "Write straight double quotes.",
            &[
                ("{“a”:1}", "", "“"),
                ("[”a”]", "/0", "”"),
                ("[„a“]", "/0", "„"),
                ("{‘a’:1}", "", "‘"),
                ("[1,«a»]", "/1", "«"),
            ],
        ),
        (
            "a comment, which JSON does not have",
            "Remove the comment.",
            &[
                ("{// why\n\"a\":1}", "", "/"),
                ("[/* why */]", "/0", "/"),
                ("[1 # why\n]", "", "#"),
            ],
        ),
        (
            "a key without quotes",
            "Write keys in double quotes.",
            &[("{a:1}", "", "a"), (r#"{"a":1, b_2-c :2}"#, "", "b_2-c")],
        ),
        (
            "a comma is missing before this value",
            "Write a comma between values.",
            &[
                (r#"["a" "b"]"#, "", "\""),
                ("[1[]]", "", "["),
                ("[{}\n{}]", "", "{"),
                (r#"{"a":null "b":1}"#, "", "\""),
            ],
        ),
    ] {
        for (metadata, pointer, place) in cases {
            let text = format!("{}}}", task(metadata));
            let pointer = format!("/metadata{pointer}");
            let message = format!("not valid JSON: {}", what.replace('@', place));
            assert_told(&text, &pointer, place, &message, help);
        }
    }
}

/// Words and marks that only look like a mistake, in strings or elsewhere, are none.
#[test]
fn no_mistake_is_made_up() {
    let help = "Correct the text here, or remove what is not part of the JSON.";
    for (metadata, pointer, message) in [
        (r#"{"a" "b"}"#, "", "expected `:`"),
        (r#"{"a" {}}"#, "", "expected `:`"),
        ("[1 2]", "", "expected `,` or `]`"),
        ("[Nano]", "/0", "expected value"),
        ("[Nones]", "/0", "expected value"),
        ("[a]", "/0", "expected value"),
        ("{a}", "", "key must be a string"),
        ("{:1}", "", "key must be a string"),
        ("{[]}", "", "key must be a string"),
        ("{/ why\n}", "", "key must be a string"),
        (r#"{"a":"\ NaN"}"#, "/a", "invalid escape"),
        (r#"{"a":"None, 'x' // ,] \x"}"#, "/a", "invalid escape"),
        (r#"{"a":"\"\x"}"#, "/a", "invalid escape"),
        (r#"["'",", ]","“",?]"#, "/3", "expected value"),
    ] {
        let text = format!("{}}}", task(metadata));
        let pointer = format!("/metadata{pointer}");
        assert_told(
            &text,
            &pointer,
            "",
            &format!("not valid JSON: {message}"),
            help,
        );
    }
    // Two texts in one record.
    let whole = format!("{}}}", task("{}"));
    for more in ["{}", "[1]", "\"a\"", ","] {
        let message = "not valid JSON: text after the end of the value";
        assert_told(&format!("{whole} {more}"), "", more, message, help);
    }
}

/// A text that ends has its reason elsewhere.
#[test]
fn a_text_that_is_cut_off_has_no_mistake() {
    let help = "The record is cut off here: capture it again, or look for its other part.";
    for (metadata, pointer, what) in [
        ("{", "", "an object"),
        (r#"{"a":1,"#, "", "an object"),
        (r#"{"a":nul"#, "/a", "a value"),
        (r#"{"a":"NaN"#, "/a", "a string"),
        (r#"{"a":"it's // "#, "/a", "a string"),
        (r#"{"a":"ü"#, "/a", "a string"),
        ("[1,", "/1", "a value"),
        ("[1,\n", "/1", "a value"),
        ("[{}", "/0", "a list"),
    ] {
        let text = task(metadata);
        let pointer = format!("/metadata{pointer}");
        let message = format!("not valid JSON: the text ends while parsing {what}");
        assert_told(&text, &pointer, "", &message, help);
    }
}

#[test]
fn a_value_that_was_encoded_twice_is_told_as_such() {
    let twice = "that contains JSON: the value was encoded twice";
    let decode = "Send the value itself; a reader can decode the string once more.";
    let plain = "Write the value in the type of the field; numbers take no quotes.";
    for (from, to, pointer, message, help) in [
        (
            "{}",
            r#""{\"a\": [1]}""#,
            "/metadata",
            format!("`metadata` must be an object, not a string {twice}"),
            decode,
        ),
        (
            "[]",
            r#"" [\n]""#,
            "/output",
            format!("`output` must be an array, not a string {twice}"),
            decode,
        ),
        (
            "[]",
            r#""[1""#,
            "/output",
            "`output` must be an array, not a string".into(),
            plain,
        ),
        (
            "[]",
            r#""\"a\"""#,
            "/output",
            "`output` must be an array, not a string".into(),
            plain,
        ),
    ] {
        let text = format!("{}}}", task("{}")).replacen(from, to, 1);
        assert_told(&text, pointer, to, &message, help);
    }
}

/// Some writers of JSON have null for minus infinity.
#[test]
fn a_log_probability_of_null_is_told_as_such() {
    let help = "Write a large negative number, such as -9999.0, for a probability of zero.";
    let message =
        "`logprob` must be a number, not null, which some JSON writers put for minus infinity";
    let none = r#"{"token":"a","logprob":null,"bytes":[97],"top_logprobs":[]}"#;
    let text = format!(
        r#"[{{"type":"message","role":"assistant","message_content":[{{"type":"text","text":"a","logprobs":[{none}]}}]}}]"#
    );
    let text = format!("{}}}", task("{}")).replacen("[]", &text, 1);
    let place = "/output/0/message_content/0/logprobs/0/logprob";
    assert_told(&text, place, "null", message, help);
    // Other numbers have no such excuse.
    let text = format!("{}}}", task("{}")).replacen(":1,", ":null,", 1);
    let help = "The sender has to write a value here: only optional fields may be null.";
    let message = "`created_at` must be an integer, not null";
    assert_told(&text, "/created_at", "null", message, help);
}
