//! What is a capture, where its records are, and what is broken about it.

use std::io::Write;

use crate::run::{Directory, fixture, fixture_text, run, run_with};

const BROKEN: &str = "tests/fixtures/traffic/broken.ndjson";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn json(files: &[&str]) -> crate::run::Run {
    run(&[&["validate", "--format", "json"], files].concat())
}

#[test]
fn clean_traffic_is_clean() {
    for pattern in [
        "tests/fixtures/captures",
        "tests/fixtures/traffic/bodies.ndjson",
        "tests/fixtures/traffic/session.har",
    ] {
        let run = run(&["validate", "--deny", "warnings", pattern]);
        assert_eq!(run.status, 0, "{pattern}\n{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn each_defect_is_found_once_at_its_place() {
    let run = json(&[BROKEN]);
    assert_eq!(run.status, 1);
    let found: Vec<_> = run
        .findings()
        .into_iter()
        .filter(|finding| !finding.starts_with("tool-result-in-progress"))
        .collect();
    assert_eq!(
        found,
        [
            "wrong-type 2:168 /result/created_at",
            "invalid-json 3:200 /result/output/0/type",
            "missing-field 4:189 /result/output/0",
            "unknown-value 7:143 /result/status",
            "truncated-record 8:301",
        ]
    );
    // Offsets are those of the file.
    let text = fixture("traffic/broken.ndjson");
    let offset = run.json_lines()[0]["offset"].as_u64().unwrap() as usize;
    assert!(text[offset..].starts_with(b"\"yesterday\""));
}

#[test]
fn compression_pipes_directories_and_patterns_change_nothing() {
    let directory = Directory::new("sources");
    let broken = fixture("traffic/broken.ndjson");
    let expected = json(&[BROKEN]).findings();
    let plain = directory.file("a/plain.ndjson", &broken);
    let two_members = [gzip(&broken[..1000]), gzip(&broken[1000..])].concat();
    let zipped = directory.file("b/zipped.ndjson.gz", two_members);
    let zstandard = directory.file("b/c/z.log.zst", zstd::encode_all(&broken[..], 3).unwrap());
    directory.file("b/c/README.md", "# not a capture");
    directory.file(".hidden/h.json", "{");
    for file in [&plain, &zipped, &zstandard] {
        assert_eq!(json(&[file]).findings(), expected, "{file}");
    }
    let all = [&expected[..]; 3].concat();
    assert_eq!(json(&[directory.path().to_str().unwrap()]).findings(), all);
    let pattern = format!("{}/**/*.*z*", directory.path().display());
    assert_eq!(json(&[&pattern]).findings(), all[..2 * expected.len()]);
    let piped = run_with(
        &["validate", "--format", "json", "-", &plain],
        &gzip(&broken),
    );
    assert_eq!(piped.findings(), all[..2 * expected.len()]);
    assert_eq!(piped.json_lines()[0]["file"], "<stdin>");
}

#[test]
fn documents_of_many_lines_are_read_as_such() {
    let body = fixture_text("captures/get_plain.json");
    let value: serde_json::Value = serde_json::from_str(&body).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    let wrong = pretty.replace("1795467208", "true");
    let line = wrong
        .lines()
        .position(|line| line.contains("true"))
        .unwrap()
        + 1;
    // One, several, one without a break in between, and one with a broken one before it.
    let place = |line: usize| format!("wrong-type {line}:19 /result/created_at");
    let directory = Directory::new("documents");
    let lines = pretty.lines().count();
    for (text, expected) in [
        (wrong.clone(), vec![place(line)]),
        (format!("{pretty}\n{wrong}\n"), vec![place(line + lines)]),
        (format!("{body}{body}{body}"), vec![]),
    ] {
        let file = directory.file("x.json", text);
        assert_eq!(json(&[&file]).findings(), expected);
    }
    let broken = pretty.replace("\"status\":", "\"status\"");
    let file = directory.file("y.json", format!("{broken}\n{wrong}"));
    let found = json(&[&file]).findings();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("invalid-json"), "{found:?}");
    assert_eq!(found[1], place(line + lines));
}

#[test]
fn a_broken_first_line_does_not_hide_the_others() {
    let body = fixture_text("captures/get_plain.json");
    let wrong = body.replace("1795467208", "true");
    let directory = Directory::new("first");
    for first in [
        &body[..300],
        &body[..body.find("\"Hello").unwrap() + 3],
        &body[..body.find("[{").unwrap() + 1],
        &body[..body.find(":{").unwrap() + 1],
        "oops",
        "{\"a\" 1}",
    ] {
        let file = directory.file("x.ndjson", format!("{first}\n{body}\n{wrong}"));
        let found = json(&[&file]).findings();
        assert_eq!(found.len(), 2, "{first}: {found:?}");
        let expected = match first {
            "oops" => "foreign-text 1:1",
            _ => "invalid-json 1:",
        };
        assert!(found[0].starts_with(expected), "{first}: {found:?}");
        assert_eq!(found[1], "wrong-type 3:168 /result/created_at", "{first}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_clearly() {
    let directory = Directory::new("troubles");
    let body = fixture("captures/get_plain.json");
    let zipped = gzip(&fixture("traffic/bodies.ndjson"));
    let utf16: Vec<u8> = "\u{feff}{}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bytes = |parts: &[&[u8]]| parts.concat();
    for (content, expected) in [
        (vec![], vec!["empty-capture 1:1"]),
        (b" \n\n".to_vec(), vec!["empty-capture 3:1"]),
        (
            b"# Title\n\nSome words.\n".to_vec(),
            vec!["not-a-capture 1:1"],
        ),
        (utf16, vec!["not-utf8 1:1"]),
        (
            bytes(&[&body, b"\n{\"a\":\"\xff\"}\n", &body]),
            vec!["not-utf8 2:7"],
        ),
        (bytes(&[b"\xef\xbb\xbf", &body]), vec![]),
        (bytes(&[&body, b"\r\n", &body, b"\r\n"]), vec![]),
        (
            zipped[..zipped.len() / 2].to_vec(),
            vec!["broken-compression"],
        ),
        (
            body[..body.len() - 1].to_vec(),
            vec!["truncated-record 1:698"],
        ),
        (
            bytes(&[b"{\"log\":{\"entries\":[", b"{\"request\":{}}]}}"]),
            vec!["broken-archive 1:20"],
        ),
        (
            b"{\"log\":{\"entries\":[{\"request\":".to_vec(),
            vec!["truncated-record 1:31"],
        ),
    ] {
        let file = directory.file("x", content);
        let run = json(&[&file]);
        let found = run.findings();
        let last: Vec<_> = found.iter().map(String::as_str).collect();
        let fits = last.len() >= expected.len()
            && last
                .iter()
                .rev()
                .zip(expected.iter().rev())
                .all(|(f, e)| f.starts_with(e))
            && (expected.is_empty() == last.is_empty());
        assert!(fits, "expected {expected:?}, found {found:?}");
        assert_eq!(run.status, i32::from(!expected.is_empty()));
    }
}

#[test]
fn bombs_and_giants_are_findings() {
    let directory = Directory::new("giants");
    let body = fixture_text("captures/get_plain.json");
    let bomb = "[".repeat(1_000_000);
    let file = directory.file(
        "bomb.ndjson",
        format!("{bomb}\n{body}\n{{\"a\":{bomb}\n{body}"),
    );
    let found = json(&[&file]).findings();
    let codes: Vec<_> = found.iter().map(|f| f.split(' ').next().unwrap()).collect();
    assert_eq!(codes, ["too-deep", "too-deep"], "{found:?}");

    let giant = format!("{{\"a\":\"{}\"}}", "x".repeat(2 << 20));
    let lines = format!("{body}\n{giant}\n{body}\n");
    let file = directory.file("giant.ndjson", &lines);
    let run = run(&["validate", "--format", "json", "--max-record", "1", &file]);
    assert_eq!(run.findings(), ["oversized-record 2:1"]);
    assert_eq!(run.json_lines()[0]["record"], 2);
    // In a stream and as a whole file as well.
    let stream = format!("data: {giant}\n\ndata: {{}}\n\n");
    let file = directory.file("giant.sse", stream);
    let found = json(&["--max-record=1", &file]).findings();
    assert_eq!(found[0], "oversized-record 1:1");
    assert!(found[1].contains(" 3:7"), "{found:?}");
    // An event of many lines is left out whole, whatever its line ends.
    for end in ["\n", "\r", "\r\n"] {
        let lines = format!(":a{end}").repeat(2_000_000);
        let file = directory.file("lines.sse", format!("{lines}{end}data: {body}{end}{end}"));
        let found = json(&["--max-record=1", &file]).findings();
        let codes: Vec<_> = found.iter().map(|f| f.split(' ').next().unwrap()).collect();
        assert_eq!(codes, ["oversized-record", "stream-unfinished"], "{end:?}");
    }
    // A document of many lines as well, and the one after it is read.
    let document = format!("{{\n\"a\": [\n{}1]\n}}\n", "1,\n".repeat(600_000));
    let file = directory.file("document.json", format!("{document}{body}\n"));
    let found = json(&["--max-record=1", &file]).findings();
    assert_eq!(found, ["oversized-record 1:1"]);
    // And an entry of an archive.
    let archive = fixture_text("traffic/session.har");
    let entries = "\"entries\": [";
    let large = format!("{entries}{{\"x\": \"{}\"}},", "x".repeat(2 << 20));
    let file = directory.file("large.har", archive.replacen(entries, &large, 1));
    let run = self::run(&["validate", "--max-record=1", &file]);
    assert!(run.stdout.contains("oversized-record"), "{}", run.stdout);
    assert!(!run.stdout.contains(" 0 records"), "{}", run.stdout);
}

/// However many there are, and whatever was looked at in vain before.
#[test]
fn each_line_that_is_cut_off_is_a_record() {
    let directory = Directory::new("cut-off");
    let body = fixture_text("captures/get_plain.json");
    let lines = 2000;
    for (line, code) in [("{\"a\":", "invalid-json"), ("{\"a\":\"", "invalid-json")] {
        let file = directory.file("x", format!("{}{body}", format!("{line}\n").repeat(lines)));
        let found = json(&[&file]).findings();
        assert_eq!(found.len(), lines, "{line}");
        for (index, found) in found.iter().enumerate() {
            let expected = format!("{code} {}:", index + 1);
            assert!(found.starts_with(&expected), "{found}, not {expected}");
        }
    }
}

#[test]
fn events_are_found_in_every_spelling_of_a_stream() {
    let stream = fixture_text("captures/create_plain_stream.sse");
    let wrong = stream.replacen("\"sequence_number\":1", "\"sequence_number\":\"1\"", 1);
    let lf = wrong.replace("\r\n", "\n");
    let directory = Directory::new("streams");
    for (name, text, expected) in [
        ("crlf", wrong.clone(), "wrong-type 3:"),
        ("lf", lf.clone(), "wrong-type 3:"),
        ("comment", format!(": ping\n\n{lf}"), "wrong-type 5:"),
        (
            "head",
            format!("HTTP/1.1 200 OK\nx: y\n\n{lf}"),
            "wrong-type 6:",
        ),
        ("no end", lf.trim_end().to_owned(), "wrong-type 3:"),
    ] {
        let file = directory.file("x", text);
        let mut found = json(&[&file]).findings();
        if name == "head" {
            assert_eq!(found.remove(0), "foreign-text 1:1");
        }
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0].starts_with(expected), "{name}: {found:?}");
        assert!(
            found[0].ends_with("/result/sequence_number"),
            "{name}: {found:?}"
        );
    }
    // Cut off in the middle of the last event, which is the only one with a finding.
    let file = directory.file("x", &stream[..stream.len() - 40]);
    let found = json(&[&file]).findings();
    assert!(
        found
            .iter()
            .filter(|f| f.starts_with("truncated-record"))
            .count()
            == 1,
        "{found:?}"
    );
}

#[test]
fn bodies_in_archives_keep_their_place_in_the_file() {
    let archive = fixture_text("traffic/session.har");
    let at = archive.find("created_at\\\":1795467208").unwrap() + "created_at\\\":".len();
    let wrong = format!("{}true{}", &archive[..at], &archive[at + 10..]);
    let directory = Directory::new("archive");
    let file = directory.file("x", wrong);
    let run = run(&["validate", "--format", "json", &file]);
    let finding = run
        .json_lines()
        .into_iter()
        .find(|finding| finding["code"] == "wrong-type")
        .unwrap();
    assert_eq!(finding["offset"], at);
    assert_eq!(finding["pointer"], "/result/created_at");
    assert_eq!(finding["entry"], 3);
}

#[test]
fn what_cannot_be_read_is_status_2() {
    let run = run(&[
        "validate",
        "no/such/file.json",
        "tests/fixtures/captures/get_plain.json",
    ]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("no/such/file.json"), "{}", run.stderr);
    let last = run.stdout.lines().last();
    assert_eq!(last, Some("1 file, 1 record: 1 file not read"));

    let run = self::run(&["validate", "no/such/file.json"]);
    assert_eq!(run.stdout, "0 files, 0 records: 1 file not read\n");
}

/// The path of an address ends where its query or its fragment begins.
#[test]
fn addresses_with_a_fragment_are_calls_as_well() {
    let directory = Directory::new("fragments");
    for tail in ["", "?a=b", "#top", "?a=b#top", "#top?a=b", "#/v1/other"] {
        let entry = serde_json::json!({"startedDateTime": "2026-11-23T20:53:29Z",
            "request": {"method": "GET", "url": format!("https://example.com/v1/tasks{tail}")},
            "response": {"status": 200, "content": {"mimeType": "application/json", "text": "[]"}}});
        let archive =
            serde_json::json!({"log": {"version": "1.2", "creator": {}, "entries": [entry]}});
        let file = directory.file("in.har", archive.to_string());
        let found = run(&["validate", "--format", "json", &file]).json_lines();
        assert_eq!(found.len(), 1, "{tail}");
        assert_eq!(found[0]["entry"], 1, "{tail}");
    }
}

/// However an entry is broken, it is one finding, and the entry behind it is checked.
#[test]
fn a_broken_entry_does_not_hide_the_next() {
    let entry = |id: &str| {
        format!(
            r#"{{"startedDateTime":"2026-11-23T20:53:28Z","request":{{"method":"POST","url":"http://h/v1/tasks","headers":[{{"name":"a","value":"b"}},{{"name":"c"}}]}},"response":{{"status":200,"content":{{"text":"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":[]}}"}}}}}}"#
        )
    };
    let good = entry("1");
    let breaks: [&dyn Fn(&str) -> String; 8] = [
        &|entry| entry.replacen("\"method\":", "\"method\"", 1),
        &|entry| entry.replacen("\"POST\"", "\"POST", 1),
        &|entry| entry.replacen("\"POST\"", "\"POST\"\"", 1),
        &|entry| entry.replacen("\"url\"", "url", 1),
        &|entry| entry.replacen("\"name\":\"c\"}", "\"name\":\"c\"", 1),
        &|entry| entry.replacen("b\"}", "b\u{7}\"}", 1),
        &|entry| entry.replacen("POST\"", &format!("POST\"{}\"", "x".repeat(2 << 20)), 1),
        &|_| "\"a value\"".to_owned(),
    ];
    let directory = Directory::new("broken-entries");
    for (number, break_one) in breaks.iter().enumerate() {
        let entries = [good.clone(), break_one(&good), entry("7")];
        for separator in [",", ",\n  "] {
            let entries = entries.join(separator);
            let archive =
                format!(r#"{{"log":{{"version":"1.2","entries":[{entries}],"pages":[]}}}}"#);
            let body = r#"{"code":-32000,"message":42}"#;
            let file = directory.file("x.har", format!("{archive}\n{body}\n"));
            let codes = json(&[&file]).findings();
            let codes: Vec<_> = codes
                .iter()
                .map(|found| found.split(' ').next().unwrap())
                .collect();
            let expected = ["wrong-type", "broken-archive", "wrong-type", "wrong-type"];
            assert_eq!(codes, expected, "{number}: {separator:?}");
        }
    }
}
