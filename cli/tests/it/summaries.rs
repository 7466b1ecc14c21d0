//! What commands say that they wrote.

use serde_json::{Value, json};

use crate::events;
use crate::report::Page;
use crate::run::{Directory, fixture_text, run, run_with};

#[test]
fn redact_counts_payloads_records_and_entries() {
    let task = fixture_text("captures/get_plain.json");
    let archive = |others: usize| {
        let entry = json!({"request": {"method": "GET", "url": "https://example.com/x"}});
        json!({"log": {"version": "1.2", "entries": vec![entry; others]}}).to_string()
    };
    for (capture, expected) in [
        (task.clone(), "1 payload"),
        (format!("{task}\n{task}"), "2 payloads"),
        (format!("{task}\n{{\"x\":1}}"), "1 payload, 1 other record"),
        (archive(1), "0 payloads, 1 entry of other traffic"),
        (archive(2), "0 payloads, 2 entries of other traffic"),
    ] {
        let run = run_with(&["redact", "-", "-o", "-"], capture.as_bytes());
        let expected = format!("wrote standard output: {expected} redacted\n");
        assert_eq!(run.stderr, expected);
    }
}

/// The page is named after its only file, and says how many tasks failed, also in the place of the
/// script.
#[test]
fn a_page_says_what_it_is_without_its_script() {
    let tasks = ["completed", "failed", "expired"].map(|status| events::task(status, status));
    let lines = tasks.map(|task| format!("{task}\n")).concat();
    let directory = Directory::new("summaries");
    let one = directory.file("a/b.ndjson", &lines);
    let two = directory.file("c.ndjson", "\n{\"x\":1}");
    let title = |files: &[&str]| Page::of(files, "").index["title"].clone();
    assert_eq!(title(&[&one]), "b.ndjson: 3 tasks, 2 failed");
    assert_eq!(title(&[&one, &two]), "2 files: 3 tasks, 2 failed");
    assert_eq!(title(&[&two]), "c.ndjson: 0 tasks");
    // Sub-agents make calls as well.
    let stream = events::stream(&[
        events::created("t", 0),
        events::call("t", "a", 0),
        events::call("a", "b", 0),
        events::call("a", "c", 0),
        events::completed("t", 1000),
    ]);
    assert_eq!(Page::of(&["-"], &stream).index["tasks"][0]["calls"], 3);
    // Without the script, a warning is shown, and no note.
    let mut odd = events::task("t", "dreaming");
    odd["output"] = json!([{
        "type": "message", "id": "m", "role": "assistant", "message_content": [], "odd": 1,
    }]);
    let page = run_with(&["report", "-o", "-", "-"], odd.to_string().as_bytes()).stdout;
    let (_, rest) = page.split_once("<noscript>").unwrap();
    let (plain, _) = rest.split_once("</noscript>").unwrap();
    let findings: Vec<_> = plain
        .lines()
        .filter(|line| line.starts_with("<p>"))
        .collect();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(
        findings[1].starts_with("<p>warning unknown-value, "),
        "{findings:?}"
    );
}

/// Conversations are readable without the script up to a size; of the rest the number is told.
#[test]
fn long_conversations_need_the_script() {
    let long = |id: &str, characters: usize| -> Value {
        let mut task = events::task(id, "completed");
        let text = "x".repeat(characters);
        task["output"] = json!([{
            "type": "message", "id": "m", "role": "assistant", "message_content": text,
            "block_list": [],
        }]);
        task
    };
    let plain = |tasks: &[Value]| {
        let lines: String = tasks.iter().map(|task| format!("{task}\n")).collect();
        let page = run_with(&["report", "-o", "-", "-"], lines.as_bytes()).stdout;
        let rest = page
            .lines()
            .find(|line| line.contains("with the script only"));
        (page.matches("<details>").count(), rest.map(str::to_owned))
    };
    let (a, b, c) = (long("a", 900_000), long("b", 200_000), long("c", 1));
    let rest = |what: &str| Some(format!("<p>{what} with the script only.</p>"));
    assert_eq!(plain(&[a.clone(), c.clone()]), (2, None));
    assert_eq!(plain(&[a.clone(), b.clone()]), (1, rest("1 more task")));
    assert_eq!(plain(&[a, b, c]), (1, rest("2 more tasks")));
    // What the lines are moved in by counts as well.
    let mut lines = long("d", 1);
    lines["output"][0]["message_content"] = "x\n".repeat(300_000).into();
    assert_eq!(plain(&[lines]), (0, rest("1 more task")));
}

#[test]
fn samples_are_one_unless_more_are_asked_for() {
    let sample = |arguments: &[&str]| {
        let run = run(&[&["sample", "--seed", "1"], arguments].concat());
        assert_eq!(run.stderr, "");
        run.stdout
    };
    let one = sample(&[]);
    serde_json::from_str::<Value>(&one).unwrap();
    assert!(one.lines().count() > 1);
    for count in [0, 1, 3] {
        let lines = sample(&["-n", &count.to_string()]);
        assert_eq!(lines.lines().count(), count);
    }
}

/// A list of codes ends each meaning with its first sentence.
#[test]
fn codes_are_listed_with_a_sentence() {
    let list = run(&["explain"]).stdout;
    for line in [
        "empty-capture                The file holds nothing but white space, so nothing in it was \
         checked.",
        "broken-compression           The compressed data is damaged or cut off.",
    ] {
        assert!(list.lines().any(|found| found == line), "{list}");
    }
}
