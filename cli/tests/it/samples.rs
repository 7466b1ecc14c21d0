//! `sample`: what it prints is what `validate` says it is.

use agentlin_types::schema::ROOTS;
use agentlin_types::validate::Code;

use crate::run::{run, run_with};

#[test]
fn one_is_laid_out_and_several_are_lines() {
    let one = run(&["sample", "Task", "--seed", "1"]);
    assert_eq!((one.status, &*one.stderr), (0, ""));
    assert!(one.stdout.starts_with("{\n  \"object\": \"task\","));
    let several = run(&["sample", "Task", "--seed", "1", "-n", "3"]);
    let lines = several.json_lines();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        lines[0],
        serde_json::from_str::<serde_json::Value>(&one.stdout).unwrap()
    );
    assert_ne!(lines[0], lines[1]);
    for root in ROOTS {
        assert_eq!(run(&["sample", root.name()]).status, 0, "{}", root.name());
    }
}

#[test]
fn the_seed_is_told() {
    let first = run(&["sample"]);
    let (said, seed) = first.stderr.trim_end().rsplit_once(' ').unwrap();
    assert_eq!(said, "1 payload; again with --seed");
    assert_eq!(run(&["sample", "--seed", seed]).stdout, first.stdout);
}

#[test]
fn streams_are_clean() {
    let streams = run(&["sample", "--stream", "-n", "30", "--seed", "5"]);
    let checked = run_with(
        &["validate", "--notes", "--deny", "warnings", "-"],
        streams.stdout.as_bytes(),
    );
    assert_eq!(checked.status, 0, "{}", checked.stdout);
    assert!(
        checked.stdout.ends_with("records: ok\n"),
        "{}",
        checked.stdout
    );
}

/// Every payload is recognised without help, and has the finding in the profile that has it.
#[test]
fn corrupt_samples_have_their_finding() {
    for code in Code::ALL {
        let sample = run(&[
            "sample",
            "--corrupt",
            code.as_str(),
            "-n",
            "3",
            "--seed",
            "9",
        ]);
        if sample.status == 2 {
            assert!(
                sample.stderr.contains("cannot be sampled"),
                "{}",
                sample.stderr
            );
            continue;
        }
        let found = |profile| {
            let arguments = ["validate", "--profile", profile, "--format", "records", "-"];
            let checked = run_with(&arguments, sample.stdout.as_bytes());
            let codes = checked.json_lines().into_iter().map(|record| {
                let findings = record["findings"].as_array().unwrap().clone();
                findings
                    .iter()
                    .map(|found| found["code"].as_str().unwrap().to_owned())
                    .collect::<Vec<_>>()
            });
            codes.collect::<Vec<_>>()
        };
        let alone = vec![vec![code.to_string()]; 3];
        assert!(
            found("documented") == alone || found("wire") == alone,
            "{code}: {:?}",
            found("documented")
        );
    }
}

#[test]
fn what_cannot_be_sampled_is_an_error() {
    let run = run(&["sample", "--corrupt", "sequence-gap"]);
    assert_eq!(run.status, 2);
    assert_eq!(
        run.stderr,
        "error: sequence-gap cannot be sampled: it is about a stream, a file, or an answer and its \
         request, not about a payload alone\n"
    );
}
