//! Entries of an archive: which answers have no body, and what is said of one that is not there.

use serde_json::{Value, json};

use crate::report::Page;
use crate::run::{Directory, run};

fn archive(entries: &[&Value]) -> String {
    json!({"log": {"version": "1.2", "creator": {}, "entries": entries}}).to_string()
}

/// The codes of the findings of one entry.
fn codes(entry: &Value) -> Vec<String> {
    let directory = Directory::new("entries");
    let file = directory.file("x.har", archive(&[entry]));
    let found = run(&["validate", "--format", "json", &file]).json_lines();
    let found = found.iter();
    let found = found.filter(|finding| finding["code"] != "nothing-checked");
    found
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

/// An answer of that status whose content has that size and no text.
fn answer(status: u16, size: Option<i32>) -> Value {
    let mut content = json!({"mimeType": "application/json"});
    if let Some(size) = size {
        content["size"] = size.into();
    }
    json!({
        "request": {"method": "GET", "url": "https://example.com/v1/tasks/t"},
        "response": {"status": status, "content": content},
    })
}

#[test]
fn some_answers_have_no_body() {
    let none: [&str; 0] = [];
    for status in [100, 101, 199, 204, 205, 300, 301, 304, 399] {
        for size in [None, Some(0), Some(-1)] {
            assert_eq!(codes(&answer(status, size)), none, "{status} {size:?}");
        }
        assert_eq!(
            codes(&answer(status, Some(1))),
            ["missing-body"],
            "{status}"
        );
    }
    for status in [200, 201, 203, 206, 299, 400, 404, 500, 599] {
        for size in [None, Some(0), Some(-1), Some(1)] {
            let found = codes(&answer(status, size));
            assert_eq!(found, ["missing-body"], "{status} {size:?}");
        }
    }
    // No status, and what is none, is a call that was not answered.
    for status in [0, 1, 99, 600, 999] {
        assert_eq!(codes(&answer(status, None)), ["aborted-call"], "{status}");
    }
}

#[test]
fn a_request_without_a_body_lost_it_if_it_has_a_size() {
    let request = |body: Value, size: Value| {
        let mut entry = answer(204, None);
        entry["request"]["method"] = "POST".into();
        entry["request"]["url"] = "https://example.com/v1/tasks".into();
        entry["request"]["bodySize"] = size;
        if !body.is_null() {
            entry["request"]["postData"] = body;
        }
        codes(&entry)
    };
    let none: [&str; 0] = [];
    for body in [
        json!(null),
        json!({"text": ""}),
        json!({"text": " ", "params": []}),
    ] {
        for size in [json!(null), json!(0), json!(-1)] {
            assert_eq!(request(body.clone(), size.clone()), none, "{body} {size}");
        }
        assert_eq!(request(body.clone(), json!(1)), ["missing-body"], "{body}");
    }
    let form = json!({"params": [{"name": "a", "value": "b"}]});
    assert_eq!(request(form, json!(3)), ["unreadable-body"]);
}

/// A call shows what it was, as far as it is known.
#[test]
fn statuses_and_times_are_those_of_calls() {
    let call = |status: u16, took: Value| {
        let mut entry = answer(status, None);
        entry["time"] = took;
        let page = Page::of(&["-"], &archive(&[&entry]));
        let call = &page.index["calls"][0];
        json!([call["place"], call["status"], call["took"]])
    };
    for (status, took, expected) in [
        (100, json!(1.5), json!(["entry 1", 100, 1.5])),
        (599, json!(0), json!(["entry 1", 599, 0.0])),
        (600, json!(-1), json!(["entry 1", 0, null])),
        (99, json!(null), json!(["entry 1", 0, null])),
    ] {
        assert_eq!(call(status, took), expected);
    }
}

/// Whatever a capture is, silence would look like a clean result.
#[test]
fn a_capture_of_which_nothing_was_checked_says_so() {
    let other = json!({
        "request": {"method": "GET", "url": "https://example.com/x"},
        "response": {"status": 200, "content": {"text": "x"}},
    });
    let body = r#"{"code":-32000,"message":"x"}"#;
    let mut call = answer(404, None);
    call["response"]["content"]["text"] = body.into();
    let lines = format!("{body}\n").repeat(3);
    for (capture, expected) in [
        (archive(&[]), Some("nothing in this file was checked")),
        (
            archive(&[&other]),
            Some("the only entry of this archive is no call of the API, by its method and path"),
        ),
        (
            archive(&[&other, &other]),
            Some(
                "none of the 2 entries of this archive is a call of the API, by its method and path",
            ),
        ),
        (archive(&[&other, &call]), None),
        (
            ": a\n\nevent: ping\ndata: {}\n\n".to_owned(),
            Some("nothing in this file was checked"),
        ),
        (
            "data: [DONE]\n\n".to_owned(),
            Some("nothing in this file was checked"),
        ),
        // A server that says why it stops says something.
        (format!("event: error\ndata: {body}\n\n"), None),
        (body.to_owned(), None),
        (lines, None),
        // One error is enough.
        (body[1..].to_owned(), None),
    ] {
        let directory = Directory::new("entries-none");
        let file = directory.file("x", &capture);
        let found = run(&["validate", "--format", "json", &file]).json_lines();
        let message = found
            .iter()
            .find(|finding| finding["code"] == "nothing-checked")
            .map(|finding| finding["message"].as_str().unwrap());
        assert_eq!(message, expected, "{capture}");
    }
}

/// What is wrong with a body is found again by the entry that it belongs to.
#[test]
fn what_is_wrong_with_a_body_names_its_entry() {
    let mut call = answer(200, None);
    call["response"]["content"]["text"] = "Ada was here\n".into();
    let directory = Directory::new("entries-named");
    let file = directory.file("x.har", archive(&[&call]));
    let found = run(&["validate", "--format", "json", &file]).json_lines();
    let named: Vec<_> = found
        .iter()
        .map(|one| (&one["code"], &one["entry"]))
        .collect();
    assert_eq!(named, [(&json!("unreadable-body"), &json!(1))]);
}
