//! What must hold for every value, tried on generated ones.

use std::collections::BTreeSet;

use agentlin_types::wire::Shape;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestError, TestRunner};

#[cfg(feature = "schemars")]
use crate::shared::judge;
use crate::shared::types::{ALL, Type};
use crate::shared::{compare, targets};

/// Runs a property over all types of the model. `PROPTEST_CASES` asks for more cases.
fn for_all(cases: u32, property: impl Fn(Type, &[u8])) {
    let cases = match std::env::var("PROPTEST_CASES") {
        Ok(asked) => asked.parse().expect("PROPTEST_CASES is a number"),
        Err(_) => cases,
    };
    let config = Config {
        cases,
        // A failure is kept as a fixture, by hand: decisions mean something else after a change
        // of the model.
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..Config::default()
    };
    let input = (select(ALL), vec(any::<u8>(), 0..600));
    let result = TestRunner::new(config).run(&input, |(r#type, choices)| {
        property(r#type, &choices);
        Ok(())
    });
    if let Err(TestError::Fail(reason, (r#type, _))) = result {
        panic!("{type:?}: {reason}");
    }
}

/// No type of the model may be missing from the list that the properties go through.
#[test]
fn every_type_is_tried() {
    let mut reached = BTreeSet::new();
    for r#type in ALL {
        reach(&r#type.shape, &mut reached);
    }
    let mut missing = Vec::new();
    let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/src/model").into()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir::<std::path::PathBuf>(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for (i, line) in text.lines().enumerate() {
                // A type in a table is indented, and not the name of a macro's parameter.
                let line = line.strip_prefix("    ").map(str::trim_start);
                let declared = line.and_then(|line| {
                    let structs = line.strip_prefix("pub struct ");
                    structs.or(line.strip_prefix("pub enum "))
                });
                let Some(name) = declared.filter(|name| !name.starts_with('$')) else {
                    continue;
                };
                let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                // On the wire an error code is an integer.
                if name != "ErrorCode" && !reached.contains(name) {
                    missing.push(format!("{name} ({}:{})", path.display(), i + 1));
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "add to the list in tests/shared/types.rs: {}",
        missing.join(", ")
    );
}

fn reach(shape: &Shape, names: &mut BTreeSet<&'static str>) {
    let (name, inner): (_, Vec<Shape>) = match shape {
        Shape::Array(inner) | Shape::Map(inner) => return reach(inner, names),
        Shape::Enum(values) => (values.name, vec![]),
        Shape::Object(object) => (object.name, object.fields.iter().map(|f| f.shape).collect()),
        Shape::Union(union) => {
            let objects = union.variants.iter().map(|v| Shape::Object(v.object));
            (union.name, objects.collect())
        }
        Shape::ByKey(by_key) => {
            let shapes = by_key.alternatives.iter().map(|a| a.shape);
            (by_key.name, shapes.collect())
        }
        Shape::Choice(choice) => (choice.name, choice.alternatives.to_vec()),
        _ => return,
    };
    if names.insert(name) {
        for shape in inner {
            reach(&shape, names);
        }
    }
}

#[test]
fn valid_documents_survive() {
    for_all(1000, |r#type, choices| compare::valid(&r#type, choices));
}

#[test]
fn defects_are_found_at_their_place() {
    for_all(1000, |r#type, choices| {
        for profile in r#type.profiles() {
            compare::corrupt(&r#type, *profile, choices);
        }
    });
}

#[test]
fn findings_are_those_of_the_checker() {
    for_all(300, |r#type, choices| {
        for profile in r#type.profiles() {
            targets::validate((r#type.valid)(*profile, choices).as_bytes());
            targets::validate((r#type.corrupt)(*profile, choices).text.as_bytes());
        }
    });
}

#[cfg(feature = "schemars")]
#[test]
fn schemas_types_and_checker_agree() {
    for_all(600, |r#type, choices| {
        judge::agree_on_generated(&r#type, choices);
    });
}

#[cfg(feature = "schemars")]
#[test]
fn schemas_find_defects_at_the_same_place() {
    for_all(600, |r#type, choices| {
        for profile in r#type.profiles() {
            judge::agree_on_defect(&r#type, *profile, choices);
        }
    });
}
