//! The ways to write findings.

use crate::run::{Directory, fixture_text, root, run, run_in, run_with, snapshot};

const BROKEN: &str = "tests/fixtures/traffic/broken.ndjson";

#[test]
fn people_read_it_like_a_compiler() {
    let plain = run(&["validate", BROKEN, "tests/fixtures/traffic/bodies.ndjson"]);
    snapshot("human.txt", &plain.stdout);
    let masked = run(&["validate", "--mask", "--quiet", BROKEN]);
    snapshot("human-masked.txt", &masked.stdout);
    assert!(!masked.stdout.contains("yesterday"));
    let coloured = run(&["validate", "--color", "always", BROKEN]);
    assert!(
        coloured
            .stdout
            .contains("\u{1b}[1m\u{1b}[31merror[wrong-type]")
    );
    assert!(!plain.stdout.contains('\u{1b}'));
}

#[test]
fn programs_get_one_object_per_finding() {
    snapshot(
        "json.txt",
        &run(&["validate", "--format", "json", BROKEN]).stdout,
    );
}

#[test]
fn workflows_get_annotations() {
    let run = run(&["validate", "--format", "github", BROKEN]);
    snapshot("github.txt", &run.stdout);
}

#[test]
fn test_reports_are_junit() {
    let run = run(&["validate", "--format", "junit", BROKEN]);
    let suite = run
        .stdout
        .lines()
        .find(|line| line.contains("<testsuite "))
        .unwrap();
    assert!(suite.contains("errors=\"0\" failures=\"4\""), "{suite}");
    // The capture as a whole comes before its findings.
    let mut cases = run
        .stdout
        .lines()
        .filter(|line| line.contains("<testcase "));
    let whole = cases.next().unwrap();
    assert!(whole.contains("name=\"7 records\""), "{whole}");
    assert!(run.stdout.contains("type=\"wrong-type\""), "{}", run.stdout);
    assert!(
        run.stdout
            .contains("message=\"`created_at` must be an integer, not a string\"")
    );
}

#[test]
fn code_scanning_gets_sarif() {
    let run = run(&[
        "validate",
        "--format",
        "sarif",
        BROKEN,
        "tests/fixtures/traffic/session.har",
    ]);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let schema = root().join("cli/tests/data/sarif-2.1.0.schema.json");
    let schema = std::fs::read_to_string(schema).unwrap();
    // The published file has a pattern with an unmatched bracket, which strict readers refuse.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator.iter_errors(&log).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let first = &results[0];
    assert_eq!(first["ruleId"], "wrong-type");
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], BROKEN);
    assert_eq!(place["region"]["startLine"], 2);
    assert_eq!(place["region"]["startColumn"], 168);
    let captured = fixture_text("traffic/broken.ndjson");
    let line = captured.find('\n').unwrap() + 1;
    assert_eq!(place["region"]["byteOffset"], line + 167);
    // Excerpts are masked unless asked for.
    assert!(!run.stdout.contains("yesterday"));
    // Every result names one of the rules.
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in results {
        assert!(
            rules.iter().any(|rule| rule["id"] == result["ruleId"]),
            "{result}"
        );
    }
}

#[test]
fn a_filter_gives_one_line_per_line() {
    let input = fixture_text("traffic/broken.ndjson");
    let whole = run_with(&["validate", "--format", "json", "-"], input.as_bytes());
    assert_eq!(whole.status, 1);
    let lines: Vec<_> = input.lines().collect();
    assert_eq!(whole.stdout.lines().count(), lines.len());
    snapshot("filter.txt", &whole.stdout);
    // The same whatever the pieces.
    for size in [1, 3, 5] {
        let mut pieces = String::new();
        for chunk in lines.chunks(size) {
            let input = format!("{}\n", chunk.join("\n"));
            pieces += &run_with(&["validate", "--format", "json", "-"], input.as_bytes()).stdout;
        }
        assert_eq!(pieces, whole.stdout, "pieces of {size} lines");
    }
    // Order holds with many threads and batches.
    let many: String = (0..20_000)
        .map(|n| format!("{{\"jsonrpc\":\"2.0\",\"error\":{{\"code\":\"{n}\"}}}}\n"))
        .enumerate()
        .map(|(n, line)| if n % 7 == 0 { "\n".into() } else { line })
        .collect();
    let out = run_with(
        &["validate", "--format", "json", "--jobs", "4", "-"],
        many.as_bytes(),
    );
    let results = out.json_lines();
    assert_eq!(results.len(), 20_000);
    for (n, result) in results.iter().enumerate() {
        assert_eq!(
            result["findings"].as_array().unwrap().is_empty(),
            n % 7 == 0,
            "line {n}"
        );
    }
}

#[test]
fn editors_get_one_line_per_finding() {
    let run = run(&["validate", "--format", "concise", BROKEN]);
    snapshot("concise.txt", &run.stdout);
}

#[test]
fn code_quality_has_one_fingerprint_per_finding() {
    let run = run(&["validate", "--format", "gitlab", BROKEN]);
    let problems: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(problems.len(), 6);
    let first = &problems[0];
    assert_eq!(first["check_name"], "wrong-type");
    assert_eq!(first["severity"], "major");
    assert_eq!(first["location"]["path"], BROKEN);
    assert_eq!(first["location"]["lines"]["begin"], 2);
    let fingerprints: std::collections::HashSet<_> = problems
        .iter()
        .map(|problem| problem["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(fingerprints.len(), problems.len());
    // They are counted by kind, so that a new one leaves those of other kinds alone.
    assert!(fingerprints.iter().all(|one| one.ends_with(":1")));
}

#[test]
fn summaries_say_as_much_as_is_asked_for() {
    let clean = "tests/fixtures/captures/get_plain.json";
    let last = |run: crate::run::Run| run.stdout.lines().last().unwrap_or_default().to_owned();
    let quiet = run(&["validate", "-q", clean, BROKEN]);
    assert_eq!(
        last(quiet),
        "2 files (1 clean), 8 records: 4 errors, 1 warning"
    );
    let normal = run(&["validate", clean, BROKEN]).stdout;
    assert!(!normal.contains(&format!("{clean}: ok")), "{normal}");
    let verbose = run(&["validate", "-v", clean, BROKEN]).stdout;
    assert!(verbose.contains(&format!("{clean}: ok")), "{verbose}");
    assert!(verbose.contains("1 error[wrong-type]"), "{verbose}");
}

/// Excerpts fit the terminal, which `COLUMNS` stands for here.
#[test]
fn excerpts_fit_the_terminal() {
    for width in [40, 80, 200] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_agentlin-types"))
            .args(["validate", BROKEN])
            .current_dir(root())
            .env("COLUMNS", width.to_string())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<_> = text.lines().filter(|line| line.contains(" | ")).collect();
        assert!(lines.len() > 4, "{text}");
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap();
        assert!(
            longest <= width && longest > width - 4,
            "{width}: {longest}"
        );
    }
}

#[test]
fn there_can_be_too_many_findings() {
    let run = run(&["validate", "--max-findings", "2", BROKEN]);
    assert_eq!(run.stdout.matches("-->").count(), 2);
    assert!(
        run.stdout.contains("… and 3 more findings"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("4 errors, 1 warning"), "{}", run.stdout);
}

#[test]
fn a_reader_that_goes_away_makes_no_noise() {
    let directory = Directory::new("pipe");
    let file = directory.file("x.ndjson", "{}\n".repeat(100_000));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_agentlin-types"))
        .args(["validate", "--format", "json", &file])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    // Not everything was checked.
    assert_eq!(output.status.code(), Some(1));
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A comma ends a property of a workflow command, a colon its properties.
#[test]
fn file_names_are_escaped_in_annotations() {
    let directory = Directory::new("annotations");
    let file = directory.file("a,line=1:%.json", "{}");
    let run = run(&["validate", "--format", "github", &file]);
    let name = file
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C");
    assert!(
        run.stdout
            .starts_with(&format!("::error file={name},line=1,col=1,")),
        "{}",
        run.stdout
    );
}

#[test]
fn the_settings_name_a_baseline_beside_them() {
    let directory = Directory::new("baseline-settings");
    directory.file("a.json", r#"{"code":1,"message":2}"#);
    let path = directory.path();
    let written = run_in(
        path,
        &["validate", "--write-baseline", "known.json", "a.json"],
        b"",
    );
    assert!(
        written.stderr.contains("wrote 1 finding"),
        "{}",
        written.stderr
    );
    directory.file("agentlin-types.toml", "baseline = \"known.json\"\n");
    let known = run_in(path, &["validate", "a.json"], b"");
    assert_eq!(known.status, 0, "{}", known.stdout);
    assert!(
        known.stdout.contains("1 finding of the baseline"),
        "{}",
        known.stdout
    );
    // A repeated key says where the first is, in the file.
    directory.file(
        "b.json",
        "{\"jsonrpc\": \"2.0\",\n \"id\": 1, \"id\": 2, \"error\": {\"code\": 1, \"message\": \"\"}}\n",
    );
    let twice = run_in(path, &["validate", "--format=concise", "b.json"], b"");
    assert!(
        twice
            .stdout
            .contains("b.json:2:17: error[duplicate-key]: /id: duplicate key `id` (first at 2:2)"),
        "{}",
        twice.stdout
    );
}

/// What has to be changed is the key, and every output points at it.
#[test]
fn a_misspelled_field_is_shown_at_its_key() {
    let directory = Directory::new("misspelled");
    directory.file(
        "b.json",
        "{\"object\": \"task\", \"id\": \"t\", \"session_id\": \"s\", \"user_id\": \"u\", \"status\": \"working\",\n \"createdAt\": 1, \"output\": []}\n",
    );
    let output = |format| {
        let format = format!("--format={format}");
        run_in(directory.path(), &["validate", &format, "b.json"], b"").stdout
    };
    let message = "missing field `created_at` in `Task`; found `createdAt` instead";
    let human = output("human");
    assert!(
        human.contains(" \"createdAt\": 1, \"output\": []}\n"),
        "{human}"
    );
    assert!(
        human.contains(&format!("|  {}\n", "^".repeat(11))),
        "{human}"
    );
    let concise = output("concise");
    assert!(
        concise.contains(&format!("b.json:2:2: error[missing-field]: {message}")),
        "{concise}"
    );
    let github = output("github");
    assert!(github.contains("line=2,col=2,"), "{github}");
    let json: serde_json::Value =
        serde_json::from_str(output("json").lines().next().unwrap()).unwrap();
    assert_eq!((&json["line"], &json["column"]), (&2.into(), &2.into()));
    let sarif: serde_json::Value = serde_json::from_str(&output("sarif")).unwrap();
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&2.into(), &2.into())
    );
}

/// What was not checked for it is told with the error that broke it, not with what comes before.
#[test]
fn rules_that_were_not_checked_are_told_with_the_error() {
    let directory = Directory::new("incomplete");
    directory.file(
        "b.json",
        r#"{"object":"task","status":"dreaming","id":1,"session_id":2,"user_id":"u","created_at":1,"output":[]}"#,
    );
    let found = run_in(
        directory.path(),
        &["validate", "--format=json", "b.json"],
        b"",
    );
    let found: Vec<_> = found
        .json_lines()
        .iter()
        .map(|finding| {
            let help = finding["help"].as_str().unwrap();
            (
                finding["pointer"].as_str().unwrap().to_owned(),
                help.ends_with("were not checked."),
            )
        })
        .collect();
    let expected = [("/status", false), ("/id", true), ("/session_id", false)];
    assert_eq!(
        found,
        expected.map(|(pointer, told)| (pointer.to_owned(), told))
    );
}

/// Captures of a directory come in the order of their names, hidden ones and links to directories
/// left out, whatever the case of their endings.
#[test]
fn directories_are_read_in_the_order_of_names() {
    let directory = Directory::new("order");
    for name in [
        "b.json",
        "a.JSON",
        "c/z.ndjson",
        "c/a.Log.GZ",
        "B.har",
        ".h.json",
        ".d/x.json",
        "x.txt",
    ] {
        directory.file(name, "{}");
    }
    directory.file("c/a.log.gz", "{}");
    std::os::unix::fs::symlink(directory.path().join("c"), directory.path().join("link")).unwrap();
    let found = run_in(directory.path(), &["validate", "--format=json", "."], b"");
    let files: Vec<_> = found
        .json_lines()
        .iter()
        .map(|finding| finding["file"].clone())
        .collect();
    assert_eq!(
        files,
        [
            "./B.har",
            "./a.JSON",
            "./b.json",
            "./c/a.log.gz",
            "./c/z.ndjson"
        ]
    );
}

/// Colours are shown where they are asked for, and nowhere else; a width that is none is not one.
#[test]
fn colours_and_widths_are_those_that_were_asked_for() {
    let colours = |arguments: &[&str]| {
        let arguments = [&["validate", "-q"], arguments, &[BROKEN]].concat();
        run(&arguments).stdout.contains('\u{1b}')
    };
    assert!(colours(&["--color", "always"]));
    assert!(!colours(&["--color", "never"]));
    assert!(!colours(&["--color", "auto"]));
    let longest = |columns: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_agentlin-types"))
            .args(["validate", BROKEN])
            .current_dir(root())
            .env("COLUMNS", columns)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().filter(|line| line.contains(" | "));
        lines.map(|line| line.chars().count()).max().unwrap()
    };
    assert_eq!([longest("60"), longest("61"), longest("x")], [60, 61, 100]);
    // Narrower ones would show nothing.
    assert_eq!([longest("1"), longest("20")], [20, 20]);
}
