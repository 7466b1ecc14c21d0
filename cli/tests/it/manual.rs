//! Names that are completed and suggested, and the pages that the arguments make.

use std::process::{Command, Stdio};

use crate::run::{Directory, root, run, run_in};

#[test]
fn a_mistyped_name_gets_a_suggestion() {
    for (arguments, suggestion) in [
        (&["explain", "unknown-feild"][..], "unknown-field"),
        // Many begin alike: the nearest of all.
        (&["explain", "unknown-valu"], "unknown-value"),
        (&["validate", "--deny", "warning", "-"], "warnings"),
        (
            &["validate", "--allow", "truncated_record", "-"],
            "truncated-record",
        ),
        (&["validate", "--profile", "documentd", "-"], "documented"),
        (&["schema", "task"], "Task"),
        (&["schema", "--form", "codegn"], "codegen"),
    ] {
        let run = run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        let tip = format!("'{suggestion}'");
        assert!(run.stderr.contains(&tip), "{arguments:?}: {}", run.stderr);
    }
    // Nothing is near these, and what was typed cannot write to the terminal.
    for name in ["bad-type", "text-foreign", "\u{1b}[2J"] {
        let run = run(&["explain", name]);
        assert!(
            !run.stderr.contains("tip:") && !run.stderr.contains('\u{1b}'),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_mistyped_code_in_the_settings_gets_a_suggestion() {
    let directory = Directory::new("mistyped");
    directory.file("agentlin-types.toml", "allow = [\"unknown-feild\"]\n");
    let run = run_in(directory.path(), &["validate", "-"], b"{}");
    assert_eq!(run.status, 2);
    let expected = "unknown code `unknown-feild`; did you mean `unknown-field`?";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
}

#[test]
fn the_schema_of_the_settings_agrees_with_the_program() {
    let schema = std::fs::read_to_string(root().join("schemas/settings.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for (file, valid) in [
        ("", true),
        ("profile = \"documented\"\nformat = \"sarif\"", true),
        (
            "allow = [\"unknown-field\"]\nwarn = [\"oversized-record\"]\ndeny = [\"warnings\"]",
            true,
        ),
        (
            "mask = true\nnotes = false\nmax-findings = 3\njobs = 2",
            true,
        ),
        ("allow = [\"no-such-code\"]", false),
        ("allow = [\"warnings\"]", false),
        ("profile = \"strict\"", false),
        ("max-findings = -1", false),
        ("format = \"text\"", false),
        ("colour = \"never\"", false),
    ] {
        let value: toml::Value = toml::from_str(file).unwrap();
        let value = serde_json::to_value(value).unwrap();
        assert_eq!(schema.is_valid(&value), valid, "{file}");
        let directory = Directory::new("settings-schema");
        directory.file("agentlin-types.toml", file);
        let body = br#"{"code":-32000,"message":"m"}"#;
        let run = run_in(directory.path(), &["validate", "-"], body);
        assert_eq!(
            run.status,
            if valid { 0 } else { 2 },
            "{file}: {}",
            run.stderr
        );
    }
}

/// Runs a program of the system on some input, if it is there.
fn system(program: &str, arguments: &[&str], input: &str) -> Option<(bool, String)> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    std::io::Write::write_all(&mut child.stdin.take()?, input.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let text = [output.stdout, output.stderr].concat();
    Some((
        output.status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    ))
}

#[test]
fn every_command_has_a_manual_page() {
    let directory = Directory::new("man");
    let path = directory.path().to_str().unwrap();
    assert_eq!(run(&["man", "--write", path]).status, 0);
    let main = std::fs::read_to_string(directory.path().join("agentlin-types.1")).unwrap();
    assert_eq!(run(&["man"]).stdout, main);

    // Examples keep their lines, and every section has a name of its own.
    let page = std::fs::read_to_string(directory.path().join("agentlin-types-report.1")).unwrap();
    let (_, examples) = page.split_once(".SH EXAMPLES\n.nf\n").unwrap();
    let (examples, status) = examples.split_once("\n.fi\n.SH \"EXIT STATUS\"\n").unwrap();
    assert_eq!(examples.lines().count(), 3, "{examples}");
    assert!(
        status.starts_with("0 if everything was looked at"),
        "{status}"
    );
    assert!(!page.contains("EXTRA"));
    for command in [
        "validate", "explain", "schema", "inspect", "fold", "report", "diff", "watch", "sample",
    ] {
        let name = format!("agentlin-types-{command}.1");
        let page = std::fs::read_to_string(directory.path().join(&name)).unwrap();
        if let Some((read, text)) = system("groff", &["-k", "-ww", "-man", "-Tutf8", "-z"], &page) {
            assert!(read && text.is_empty(), "{name}: {text}");
        }
    }
}

#[test]
fn bash_completes_codes() {
    let script = run(&["completions", "bash"]).stdout;
    let ask = r#"
        function=$(complete -p agentlin-types | sed 's/.*-F \([^ ]*\).*/\1/')
        COMP_WORDS=(agentlin-types validate --deny unknown-f)
        COMP_CWORD=3
        $function agentlin-types unknown-f --deny
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    if let Some((read, text)) = system("bash", &[], &(script + ask)) {
        assert!(
            read && text.lines().any(|line| line == "unknown-field"),
            "{text}"
        );
    }
}
