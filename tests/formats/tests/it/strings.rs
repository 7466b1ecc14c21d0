//! String enums are strings everywhere, also as keys.

use std::collections::BTreeMap;

use agentlin_types::TaskStatus;
use serde::{Deserialize, Serialize};

use crate::format::{Format, every_format};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Counts {
    last: TaskStatus,
    all: BTreeMap<TaskStatus, u32>,
}

fn come_back<F: Format>() {
    let known = TaskStatus::ALL.iter().cloned();
    let unknown = ["dreaming", "", "1", "null"].map(TaskStatus::from_wire);
    let all = known.chain(unknown);
    for last in all {
        let all = [
            (last.clone(), 1),
            (TaskStatus::Failed, 2),
            (TaskStatus::from_wire("x y"), 3),
        ];
        let counts = Counts {
            last,
            all: all.into(),
        };
        let written = F::write(&counts).unwrap_or_else(|m| panic!("{}: {m}", F::NAME));
        let read = F::read::<Counts>(&written);
        assert_eq!(read.as_ref(), Ok(&counts), "{}", F::NAME);
    }
}

#[test]
fn string_enums_come_back_from_every_format() {
    every_format!(come_back());
}

/// A key that is no string is not taken for one.
#[test]
fn other_values_are_refused() {
    let error = serde_norway::from_str::<TaskStatus>("[1]")
        .unwrap_err()
        .to_string();
    assert!(error.contains("expected a string"), "{error}");
}
