//! The fuzz target of the readers over its seeds, and over every input that once broke it.

use crate::readers::{TROUBLES, seeds, validate};
use crate::run::root;

#[test]
fn the_target_holds_on_its_seeds() {
    for seed in seeds() {
        validate(&seed);
    }
}

#[test]
fn small_inputs_are_read_alike_in_every_way() {
    for input in TROUBLES {
        let mut seed = [b"\0", *input].concat();
        for first in 0..=255 {
            seed[0] = first;
            validate(&seed);
        }
    }
}

#[test]
fn the_target_holds_on_what_once_broke_it() {
    let folder = root().join("tests/fixtures/regressions/validate");
    let mut inputs = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        validate(&std::fs::read(&path).unwrap());
        inputs += 1;
    }
    assert!(inputs > 0, "the regressions are gone");
}
