//! `redact`: captures without what is private, and with the same findings at the same places.

use std::path::{Path, PathBuf};

use crate::run::{Directory, Run, fixture, root, run, run_with};

/// Every capture that there is, of any form.
fn captures() -> Vec<PathBuf> {
    let folders = [
        "cli/tests/field",
        "tests/fixtures/captures",
        "tests/fixtures/requests",
        "tests/fixtures/traffic",
        "tests/fixtures/findings",
    ];
    let files = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root().join(folder)).unwrap());
    let mut paths: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths
}

/// Level, code, place and depth of each finding.
fn findings(path: &Path) -> (i32, Vec<String>) {
    let run = run(&[
        "validate",
        "--notes",
        "--format=json",
        path.to_str().unwrap(),
    ]);
    let line = |finding: &serde_json::Value| {
        let steps = finding["pointer"]
            .as_str()
            .unwrap_or_default()
            .matches('/')
            .count();
        let [level, code, line, column] =
            ["level", "code", "line", "column"].map(|key| &finding[key]);
        format!("{level} {code} {line}:{column} {steps}")
    };
    (run.status, run.json_lines().iter().map(line).collect())
}

fn redact(path: &Path, target: &Path, options: &[&str]) -> Run {
    let paths = [path.to_str().unwrap(), "-o", target.to_str().unwrap()];
    run(&[&["redact"], options, &paths].concat())
}

#[test]
fn every_capture_keeps_its_findings() {
    let directory = Directory::new("redact-all");
    let mut refused = Vec::new();
    for path in captures() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let target = directory.path().join(name);
        let redacted = redact(&path, &target, &["--seed", "test"]);
        if redacted.status != 0 {
            assert!(!target.exists(), "{name}");
            refused.push(name.to_owned());
            continue;
        }
        assert_eq!(
            redacted.stderr.lines().count(),
            1,
            "{name}: {}",
            redacted.stderr
        );
        assert_eq!(
            findings(&target),
            findings(&path),
            "{name}: {}",
            redacted.stderr
        );
    }
    // What is no capture cannot be redacted: who knows what is in it.
    let expected = [
        "body.json.br",
        "utf16be-nobom.json",
        "utf32le-bom.json",
        "xz.json.xz",
        "zipped.zip",
    ];
    assert_eq!(refused, expected);
}

/// A capture in each form, with secrets wherever there may be any.
fn planted(secret: &str) -> Vec<(&'static str, String)> {
    let task = format!(
        r#"{{"object":"task","id":"task_{secret}","session_id":"{secret}","user_id":"u-{secret}","status":"completed",
"created_at":1795467208,"{secret}":{{"{secret}k":["{secret}",4111222233334444]}},"metadata":{{"mail":"{secret}@{secret}.com"}},
"output":[{{"type":"tool_call","call_id":"c{secret}","name":"{secret}","arguments":"{{\\"{secret}\\":\\"{secret}\\"}}"}}]}}"#
    )
    .replace('\n', "");
    let quoted = serde_json::to_string(&task).unwrap();
    let page = format!("<html>{secret} 4111222233334444</html>");
    let har = format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"{secret}","version":"1"}},"pages":[{{"title":"https://{secret}.com/{secret}"}}],
"entries":[{{"startedDateTime":"2026-11-28T10:15:00.000Z","time":1,"_x{secret}":"{secret}","request":{{"method":"GET",
"url":"https://{secret}:{secret}@{secret}.org:8443/{secret}/v1/tasks/task_{secret}?token={secret}&{secret}=1#{secret}","httpVersion":"h2",
"headers":[{{"name":"Authorization","value":"Bearer {secret}"}},{{"name":"x-{secret}","value":"application/json; {secret}"}}],
"cookies":[{{"name":"{secret}","value":"{secret}"}}],"queryString":[{{"name":"token","value":"{secret}"}}],"bodySize":0}},
"response":{{"status":200,"statusText":"{secret}","content":{{"size":1,"mimeType":"application/json; a={secret}","text":{quoted}}},"redirectURL":"{secret}"}}}},
{{"request":{{"method":"POST","url":"https://example.com/login/{secret}","postData":{{"mimeType":"a","text":"password={secret}","params":[{{"name":"{secret}","value":"{secret}","fileName":"{secret}.pdf"}}]}}}},
"_webSocketMessages":[{{"type":"send","opcode":1,"data":"{{\"{secret}\":\"{secret}\"}}"}}],
"response":{{"status":200,"content":{{"text":"{page}"}}}}}}]}}}}"#
    );
    vec![
        ("body.json", task.clone()),
        ("array.json", format!("[{task},\n{task}]")),
        (
            "lines.ndjson",
            format!(
                "{task}\n{{\"level\":\"info\",\"{secret}\":\"{secret}\",\"message\":{quoted}}}\n{task}\n{task}\n"
            ),
        ),
        (
            "stream.sse",
            format!(
                "id: {secret}\nevent: {secret}\n: {secret}\nretry: 5\nretry: {secret}\ndata: {task}\n\ndata: {secret}\n\nevent: {secret}\ndata: {{\"{secret}\":1}}\n\n"
            ),
        ),
        ("session.har", har.clone()),
        (
            "curl.txt",
            format!(
                "* Host {secret}\n> authorization: Bearer {secret}\nHTTP/1.1 200 OK\nx: 4111222233334444\n\n{task}\n{secret}\n"
            ),
        ),
        (
            "chunked.txt",
            format!(
                "HTTP/1.1 200 OK\r\nset-cookie: {secret}\r\n\r\n{:x}\r\n{task}\r\n0\r\n\r\n",
                task.len()
            ),
        ),
        (
            "pods.log",
            format!(
                "[pod/{secret}/api] {task}\n{secret}-1  | {task}\n{secret}-1  | password: {secret}\n"
            ),
        ),
        (
            "docker.log",
            format!(
                "{{\"log\":{quoted},\"stream\":\"stdout\",\"attrs\":{{\"{secret}\":\"{secret}\"}}}}\n{{\"log\":\"token={secret}\\n\"}}\n"
            ),
        ),
        (
            "shell.txt",
            format!(
                "$ curl -H 'Authorization: Bearer {secret}' https://{secret}:{secret}@h/ -d '{task}'\nC:\\{secret}\\u{secret}\\x41{secret}\n{task}\n"
            ),
        ),
        ("torn.har", har[..har.len() / 2].to_owned()),
        ("broken.har", har.replace("\"headers", "headers")),
        (
            "wrapped.json",
            format!("{{\"{secret}\":{}}}", serde_json::to_string(&har).unwrap()),
        ),
        ("torn.json", task[..task.len() - 30].to_owned()),
        (
            "jsonc.json",
            format!(
                "// {secret}\n{task} // {secret}\n{{'{secret}': '{secret}', {secret}: {secret}}}\n"
            ),
        ),
    ]
}

#[test]
fn nothing_private_is_left_in_any_form() {
    let directory = Directory::new("redact-secrets");
    for (name, text) in planted("Hunter2pass") {
        let path = directory.file(name, &text);
        let target = directory.path().join("out");
        for options in [
            &[][..],
            &["--seed", "x"],
            &["--seed", "y", "--keep", "status"],
        ] {
            let run = redact(Path::new(&path), &target, options);
            assert_eq!(run.status, 0, "{name}: {}", run.stderr);
            let redacted = std::fs::read_to_string(&target).unwrap();
            for secret in ["Hunter", "unter2", "2pass", "11222", "3334444"] {
                // A key at random makes five digits of a number again now and then.
                let by_chance = options.is_empty() && secret == "11222";
                assert!(
                    by_chance || !redacted.contains(secret),
                    "{name} {options:?}: {secret} in {redacted}"
                );
            }
            assert_eq!(findings(&target), findings(Path::new(&path)), "{name}");
        }
    }
}

/// A step into a list may be the name that an element has.
#[test]
fn fields_of_entries_can_be_kept() {
    let directory = Directory::new("redact-keep");
    let (_, har) = planted("Hunter2pass")
        .into_iter()
        .find(|(name, _)| *name == "session.har")
        .unwrap();
    let wrapped = serde_json::json!({"message": har}).to_string();
    let paths = [
        ("/request/url", "Hunter2pass.org:8443"),
        ("/request/headers/AUTHORIZATION/value", "Bearer Hunter2pass"),
        ("/request/queryString/*/value", "Hunter2pass"),
        ("/response/statusText", "Hunter2pass"),
        ("/_xHunter2pass", "_xHunter2pass"),
    ];
    for (form, text) in [("a.har", har), ("a.json", wrapped)] {
        let path = directory.file(form, &text);
        let target = directory.path().join("out");
        for (keep, kept) in paths {
            let run = redact(Path::new(&path), &target, &["--keep", keep]);
            assert_eq!(run.status, 0, "{}", run.stderr);
            let redacted = std::fs::read_to_string(&target).unwrap();
            assert!(redacted.contains(kept), "{keep}: {redacted}");
            assert!(
                redacted.matches("Hunter").count() <= 9,
                "{keep}: {redacted}"
            );
        }
        // Elsewhere these names are those of other values.
        for keep in ["url", "request/url", "value", "/url"] {
            redact(Path::new(&path), &target, &["--keep", keep]);
            assert!(
                !std::fs::read_to_string(&target).unwrap().contains("Hunter"),
                "{keep}"
            );
        }
    }
}

#[test]
fn sizes_of_chunks_stay() {
    let directory = Directory::new("redact-chunks");
    let task = r#"{"object":"task","id":"task_secret"}"#;
    let more = "a comment that is as long as it takes for a size of two digits";
    let text = format!(
        "HTTP/1.1 200 OK\r\n\r\n{:x}\r\n{task}\r\n{:X};x=y\r\n{more}\r\n0\r\n\r\nab\n12\n",
        task.len(),
        more.len()
    );
    let path = directory.file("a.txt", &text);
    let target = directory.path().join("out");
    for _ in 0..10 {
        redact(Path::new(&path), &target, &[]);
        let redacted = std::fs::read_to_string(&target).unwrap();
        assert_eq!(redacted.lines().nth(2), Some("24"));
        assert_eq!(findings(&target), findings(Path::new(&path)), "{redacted}");
    }
}

#[test]
fn compression_stays_and_damage_as_well() {
    let directory = Directory::new("redact-packed");
    let plain = fixture("traffic/broken.ndjson");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, &plain).unwrap();
    let gzip = encoder.finish().unwrap();
    let cut = gzip[..gzip.len() - 100].to_vec();
    for (name, bytes) in [
        ("a.gz", gzip),
        ("cut.gz", cut),
        ("a.zst", zstd::encode_all(&*plain, 0).unwrap()),
    ] {
        let magic = bytes[..2].to_vec();
        let path = directory.file(name, bytes);
        let target = directory.path().join(format!("redacted-{name}"));
        let run = redact(Path::new(&path), &target, &[]);
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        assert_eq!(std::fs::read(&target).unwrap()[..2], magic);
        assert_eq!(
            findings(&target).1.len(),
            findings(Path::new(&path)).1.len(),
            "{name}"
        );
    }
}

#[test]
fn the_target_is_written_as_a_whole_or_not_at_all() {
    let directory = Directory::new("redact-target");
    let path = directory.file("a.json", r#"{"object":"task","id":"task_secret"}"#);
    let same = redact(Path::new(&path), Path::new(&path), &[]);
    assert_eq!(same.status, 2);
    assert!(
        same.stderr.contains("is one of the captures"),
        "{}",
        same.stderr
    );
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .contains("task_secret")
    );
    let zip = directory.file("a.zip", b"PK\x03\x04secret");
    let target = directory.path().join("b.json");
    std::fs::write(&target, "before").unwrap();
    let refused = redact(Path::new(&zip), &target, &[]);
    assert_eq!(
        (refused.status, &*refused.stderr),
        (
            2,
            &*format!("error: cannot redact {zip}: this is ZIP, which is not read\n")
        )
    );
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "before");
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 3);
    let piped = run_with(
        &["redact", "-", "-o", "-", "--seed", "a"],
        br#"{"object":"task","id":"task_secret"}"#,
    );
    let again = redact(Path::new(&path), &target, &["--seed", "a"]);
    assert_eq!(piped.stdout, std::fs::read_to_string(&target).unwrap());
    assert_eq!(
        again.stderr,
        format!("wrote {}: 1 payload redacted\n", target.display())
    );
}

#[test]
fn bodies_beside_an_archive_go_with_it() {
    let directory = Directory::new("redact-beside");
    let body = r#"{"object":"task","id":"task_secret","status":7}"#;
    directory.file("secret.json", body);
    let archive = directory.file(
        "a.har",
        r#"{"log":{"version":"1.2","entries":[{"request":{"method":"GET","url":"https://h/v1/tasks/task_secret"},
           "response":{"status":200,"content":{"size":9,"_file":"secret.json"}}}]}}"#,
    );
    let target = directory.path().join("out/b.har");
    std::fs::create_dir_all(target.parent().unwrap()).unwrap();
    let run = redact(Path::new(&archive), &target, &[]);
    assert!(
        run.stderr
            .ends_with("b.har: 1 payload, 1 body beside it redacted\n"),
        "{}",
        run.stderr
    );
    assert_eq!(findings(&target), findings(Path::new(&archive)));
    for file in std::fs::read_dir(target.parent().unwrap()).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            !text.contains("secret") && !path.ends_with("secret.json"),
            "{text}"
        );
    }
}

/// All events of one body, and what is between them, whatever the body is packed in.
#[test]
fn bodies_that_were_decoded_are_redacted_as_a_whole() {
    use base64::Engine;
    let base64 = base64::engine::general_purpose::STANDARD;
    let event = |number: &str| {
        format!(
            "id: secret\n: secret\ndata: {{\"jsonrpc\":\"2.0\",\"id\":\"secret\",\"result\":{{\"type\":\"task.working\",\n\
             data:   \"sequence_number\":{number},\"task_id\":\"task_secret\",\"timestamp\":\"t\"}}}}\n\n"
        )
    };
    let stream = ["0", "1", "\"x\""].map(event).concat();
    let content = |content: &str| {
        format!(
            r#"{{"log":{{"entries":[{{"request":{{"method":"POST","url":"https://h/v1/tasks/"}},
            "response":{{"status":200,"content":{{"size":9,{content}}}}}}}]}}}}"#
        )
    };
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, stream.as_bytes()).unwrap();
    let plain = base64.encode(&stream);
    let packed = base64.encode(gzip.finish().unwrap());
    let directory = Directory::new("redact-decoded");
    directory.file("body.sse", &stream);
    for (name, text) in [
        ("plain", format!(r#""encoding":"base64","text":"{plain}""#)),
        ("gzip", format!(r#""encoding":"base64","text":"{packed}""#)),
        ("beside", r#""_file":"body.sse""#.to_owned()),
    ] {
        let archive = content(&text);
        let wrapped = serde_json::json!({"level": 1, "message": archive}).to_string();
        for (form, text) in [("har", archive), ("json", wrapped)] {
            if (name, form) == ("beside", "json") {
                continue;
            }
            let path = directory.file(&format!("{name}.{form}"), &text);
            let target = directory.path().join(format!("{name}/out.{form}"));
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            let run = redact(Path::new(&path), &target, &["--seed", "x"]);
            assert_eq!(run.status, 0, "{name}.{form}: {}", run.stderr);
            assert!(run.stderr.contains("3 payloads"), "{name}: {}", run.stderr);
            assert_eq!(
                findings(&target),
                findings(Path::new(&path)),
                "{name}.{form}"
            );
            let converted =
                crate::run::run(&["convert", "--to", "events", target.to_str().unwrap()]);
            assert!(!converted.stdout.contains("secret"), "{}", converted.stdout);
            let redacted = std::fs::read_to_string(&target).unwrap();
            let encoded = redacted.split('"').flat_map(|part| part.split('\\'));
            for part in encoded.filter(|part| part.len() > 100) {
                let bytes = base64.decode(part).unwrap();
                let mut text = String::new();
                let gzip = std::io::Read::read_to_string(
                    &mut flate2::read::GzDecoder::new(&*bytes),
                    &mut text,
                );
                let text = gzip.map_or_else(|_| String::from_utf8(bytes).unwrap(), |_| text);
                assert!(
                    text.contains("data: ") && !text.contains("secret"),
                    "{text}"
                );
            }
        }
    }
    let files = std::fs::read_dir(directory.path().join("beside")).unwrap();
    for file in files {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.contains("secret"), "{text}");
    }
}

#[test]
fn streams_keep_their_fields() {
    let directory = Directory::new("redact-fields");
    let event = "data: {\ndata:  \"object\":\"task\",\ndata:  \"id\":\"task_secret\"}\n\n";
    for (name, text) in [
        ("lines.sse", event.to_owned()),
        ("crlf.sse", event.replace('\n', "\r\n")),
        ("cr.sse", event.replace('\n', "\r")),
        ("mark.sse", format!("\u{feff}{event}\u{feff}{event}")),
        ("indented.sse", format!("\t{event}")),
        ("joined.sse", format!("{0}{0}\n", event.trim_end())),
        ("curl.sse", format!("{{ [94 bytes data]\n{event}")),
        (
            "coloured.ndjson",
            "{\"object\":\"task\"}\n{\"object\":\"task\",\"\u{1b}[1mid\":\"secret\"}\n".repeat(2),
        ),
    ] {
        let path = directory.file(name, &text);
        let target = directory.path().join("out");
        let run = redact(Path::new(&path), &target, &[]);
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        let redacted = std::fs::read_to_string(&target).unwrap();
        let fields = |text: &str| text.matches("data:").count();
        assert_eq!(fields(&redacted), fields(&text), "{name}: {redacted}");
        assert!(!redacted.contains("secret"), "{name}: {redacted}");
        assert_eq!(findings(&target), findings(Path::new(&path)), "{name}");
    }
}

/// However large the input, a limited part of it is in memory.
#[test]
fn lines_beyond_the_limit_are_redacted_in_pieces() {
    let directory = Directory::new("redact-large");
    let line = |n: usize| {
        format!(
            r#"{{"object":"task","id":"task_secret","x":"{}"}}"#,
            "secret ".repeat(n)
        )
    };
    let text = [
        line(1),
        line(2),
        line(200_000),
        line(1),
        "secret ".repeat(400_000),
        line(1),
    ]
    .join("\n");
    let path = directory.file("a.ndjson", &text);
    let target = directory.path().join("b.ndjson");
    let run = redact(Path::new(&path), &target, &["--max-record", "1"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let redacted = std::fs::read_to_string(&target).unwrap();
    assert_eq!(redacted.len(), text.len());
    assert!(!redacted.contains("secret"));
}
