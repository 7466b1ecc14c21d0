//! The fuzz targets of captures over their seeds, and over every input that once broke one.

use crate::inputs::{TROUBLES, seeds};
use crate::readers::{NOT_OF_REDACT, TARGETS};
use crate::run::root;

#[test]
fn the_targets_hold_on_their_seeds() {
    for (_, target) in TARGETS {
        seeds().iter().for_each(|seed| target(seed));
    }
}

#[test]
fn small_inputs_are_read_alike_in_every_way() {
    for input in TROUBLES {
        let mut seed = [b"\0", *input].concat();
        for first in 0..=255 {
            seed[0] = first;
            for (name, target) in TARGETS {
                if name == "validate" || first & NOT_OF_REDACT == 0 {
                    target(&seed);
                }
            }
        }
    }
}

#[test]
fn the_targets_hold_on_what_once_broke_them() {
    let mut inputs = 0;
    for folder in TARGETS.map(|(name, _)| root().join("tests/fixtures/regressions").join(name)) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            let input = std::fs::read(&path).unwrap();
            TARGETS.iter().for_each(|(_, target)| target(&input));
            inputs += 1;
        }
    }
    assert!(inputs > 0, "the regressions are gone");
}
