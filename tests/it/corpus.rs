//! The fuzz targets over their seeds, and over every input that once broke one of them.

use crate::shared::compare;
use crate::shared::seeds::seeds;
use crate::shared::targets::TARGETS;
use crate::shared::types::Type;

#[test]
fn targets_hold_on_their_seeds() {
    for (name, target) in TARGETS {
        for seed in seeds(name) {
            target(&seed);
        }
    }
}

/// `tests/fixtures/regressions/` holds what fuzzing has found: in `typed/` texts whose file name
/// begins with the type, in the folders of the other targets their inputs.
#[test]
fn targets_hold_on_what_once_broke_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/regressions");
    let mut texts = 0;
    for entry in std::fs::read_dir(format!("{folder}/typed")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        println!("{name}");
        let r#type = Type::named(name.split('.').next().unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        compare::order_and_space(&r#type, &text);
        #[cfg(feature = "schemars")]
        crate::shared::judge::agree(&r#type, &text);
        texts += 1;
    }
    assert!(texts > 0, "the regressions are gone");
    for (name, target) in TARGETS {
        let Ok(entries) = std::fs::read_dir(format!("{folder}/{name}")) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            target(&std::fs::read(path).unwrap());
        }
    }
}
