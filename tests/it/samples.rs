//! Plausible payloads: nothing is found in them, or the one thing that was asked for.

use std::collections::BTreeSet;

use agentlin_types::generate::Sampler;
use agentlin_types::validate::{Code, PayloadKind, Settings, StreamCheck};
use agentlin_types::{Profile, TaskEvent, encode};

/// How many of each are tried; `SAMPLES=10000` for more.
fn count() -> u64 {
    let count = std::env::var("SAMPLES").ok();
    count.map_or(40, |count| count.parse().expect("a number"))
}

#[test]
fn every_payload_is_clean_in_both_profiles() {
    for kind in PayloadKind::ALL.iter().copied() {
        for seed in 0..count() {
            let text = Sampler::new(seed).json(kind.shape());
            for profile in Profile::ALL.iter().copied() {
                let report = Settings::new(profile).validate_as(kind, &text);
                assert!(
                    report.findings.is_empty(),
                    "{kind}, seed {seed}, {profile}: {:#?}\n{text}",
                    report.findings
                );
            }
        }
    }
}

#[test]
fn every_run_is_a_clean_stream() {
    let mut tags = BTreeSet::new();
    for seed in 0..count() {
        let mut check = StreamCheck::new(Settings::new(Profile::Documented));
        for event in Sampler::new(seed).run() {
            tags.extend(
                event
                    .result
                    .as_ref()
                    .and_then(TaskEvent::tag)
                    .map(str::to_owned),
            );
            let text = encode::to_string(&event).unwrap();
            let report = check.record(&text);
            assert!(
                report.findings.is_empty(),
                "seed {seed}: {:#?}\n{text}",
                report.findings
            );
        }
        let findings = check.finish();
        assert!(findings.is_empty(), "seed {seed}: {findings:#?}");
    }
    for tag in [
        "task.completed",
        "task.input_required",
        "task.failed",
        "task.canceled",
    ] {
        assert!(tags.contains(tag), "{tag}");
    }
}

/// The codes that are about a stream, or an answer and its request.
const NOT_OF_ONE_PAYLOAD: [Code; 19] = [
    Code::ArgumentsAgainstSchema,
    Code::ArgumentsNotChecked,
    Code::StopToolIgnored,
    Code::UnaskedRollouts,
    Code::SequenceGap,
    Code::SequenceRepeat,
    Code::EventAfterEnd,
    Code::UnknownTask,
    Code::ItemWithoutId,
    Code::UnknownItem,
    Code::StatusTransition,
    Code::SnapshotItem,
    Code::EnvelopeIdChanges,
    Code::StreamUnfinished,
    Code::StreamError,
    Code::KeepAlive,
    Code::DoneMarker,
    Code::ForeignEvent,
    Code::StreamText,
];

#[test]
fn every_code_of_a_payload_has_samples_with_it_alone() {
    for code in Code::ALL.iter().copied() {
        for seed in 0..count() {
            let Some(text) = Sampler::new(seed).corrupt(code) else {
                assert!(NOT_OF_ONE_PAYLOAD.contains(&code), "{code}, seed {seed}");
                break;
            };
            assert!(!NOT_OF_ONE_PAYLOAD.contains(&code), "{code}: {text}");
            let found = |profile| {
                let findings = Settings::new(profile).validate(&text).findings;
                findings
                    .into_iter()
                    .map(|found| found.code)
                    .collect::<Vec<_>>()
            };
            let (documented, wire) = (found(Profile::Documented), found(Profile::Wire));
            assert!(
                documented.contains(&code) || wire.contains(&code),
                "{code}: {text}"
            );
            assert!(
                documented == [code] || wire == [code],
                "{code}: {documented:?} {wire:?}"
            );
        }
    }
}

#[test]
fn a_seed_gives_the_same_again() {
    let all = |seed| {
        let mut sampler = Sampler::new(seed);
        let run = sampler.run();
        (
            run,
            sampler.json(PayloadKind::Task.shape()),
            sampler.corrupt(Code::WrongType),
        )
    };
    assert_eq!(all(1), all(1));
    assert_ne!(all(1), all(2));
}

/// A field of the tables that the vocabulary does not have would be filled with its own name.
#[test]
fn every_string_is_a_plausible_one() {
    fn look(value: &serde_json::Value, field: &str, missing: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::String(text)
                if *text == field.replace('_', " ") && field != "text" =>
            {
                missing.insert(field.into());
            }
            serde_json::Value::Array(items) => {
                items.iter().for_each(|item| look(item, field, missing));
            }
            serde_json::Value::Object(members) => {
                members
                    .iter()
                    .for_each(|(key, value)| look(value, key, missing));
            }
            _ => {}
        }
    }
    let mut missing = BTreeSet::new();
    for kind in PayloadKind::ALL {
        for seed in 0..5 * count() {
            let text = Sampler::new(seed).json(kind.shape());
            look(&serde_json::from_str(&text).unwrap(), "", &mut missing);
        }
    }
    assert_eq!(missing, BTreeSet::new());
}
