//! The table "Where things are" in CONTRIBUTING.md says which part of the library may use which.
//! What the sources name has to be in it, and nothing may use what uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the table: a part of the library, and the parts that it may use.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let (_, section) = text.split_once("\n## Where things are\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let names = |cell: &str| -> BTreeSet<String> {
        let names = cell.split('`').skip(1).step_by(2);
        let names = names.map(|name| name.trim_start_matches("src/").trim_end_matches(".rs"));
        names.map(String::from).collect()
    };
    let mut rows = BTreeMap::new();
    for line in section.lines().filter(|line| line.starts_with("| `src/")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let uses = names(cells.last().unwrap());
        for part in names(cells[0]) {
            let twice = rows.insert(part, uses.clone());
            assert_eq!(twice, None, "a part has two rows: {line}");
        }
    }
    rows
}

/// The code of a file, without comments and unit tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = text.lines().map(|line| match line.trim_start() {
        comment if comment.starts_with("//") => "",
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The names behind each `crate::` in a code.
fn names(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // The tables have their types name it, wherever these are.
    let code = code.replace("$crate::derived", "");
    for rest in code.split("crate::").skip(1) {
        let list = match rest.strip_prefix('{') {
            Some(list) => list,
            None => {
                found.extend(first_word(rest));
                continue;
            }
        };
        let mut depth = 0;
        let mut entry = String::new();
        for char in list.chars() {
            match char {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => found.extend(first_word(&std::mem::take(&mut entry))),
                _ => entry.push(char),
            }
        }
        found.extend(first_word(&entry));
    }
    found
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .trim_start()
        .chars()
        .take_while(|char| char.is_alphanumeric() || *char == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}

fn sources(path: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The part of the library that a name at the root of the crate belongs to.
fn part(name: &str, rows: &BTreeMap<String, BTreeSet<String>>) -> String {
    let exported = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let of_model = exported
        .split("pub use model::{")
        .nth(1)
        .and_then(|list| list.split('}').next())
        .is_some_and(|list| list.split(',').any(|module| module.trim() == name));
    let of_wire = exported
        .split("pub use wire::{")
        .nth(1)
        .and_then(|list| list.split('}').next())
        .is_some_and(|list| list.split(',').any(|export| export.trim() == name));
    match name {
        _ if rows.contains_key(name) => name.into(),
        _ if of_wire => "wire".into(),
        _ if of_model => "model".into(),
        "DecodeError" => "wire".into(),
        _ if name.starts_with(char::is_uppercase) => "model".into(),
        _ => panic!("`crate::{name}` is in no part of the table"),
    }
}

#[test]
fn parts_use_what_the_table_allows() {
    let rows = table();
    assert!(rows.len() > 10, "the table was read: {rows:?}");
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in &files {
        let below = file.strip_prefix(root().join("src")).unwrap();
        let first = below.iter().next().unwrap().to_str().unwrap();
        let own = first.trim_end_matches(".rs");
        if own == "lib" {
            continue;
        }
        let Some((own, may_use)) = rows.get_key_value(own) else {
            panic!("{} has no row in CONTRIBUTING.md", below.display());
        };
        for name in names(&code(file)) {
            let other = part(&name, &rows);
            if other != *own && !may_use.contains(&other) {
                wrong.push(format!("{} uses `{other}` ({name})", below.display()));
            }
            used.entry(own).or_default().insert(other);
        }
    }
    assert!(
        wrong.is_empty(),
        "not in CONTRIBUTING.md:\n{}",
        wrong.join("\n")
    );
    for (own, may_use) in &rows {
        for other in may_use {
            assert!(rows.contains_key(other), "`{other}` has no row");
            assert!(
                used.get(&**own).is_some_and(|used| used.contains(other)),
                "`{own}` does not use `{other}`"
            );
        }
    }
}

#[test]
fn no_part_uses_what_uses_it() {
    let rows = table();
    let mut left = rows.clone();
    // Whatever uses nothing that is left can be taken away; a circle cannot.
    while !left.is_empty() {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, uses)| uses.iter().all(|used| !left.contains_key(used)))
            .map(|(part, _)| part.clone())
            .collect();
        assert!(!free.is_empty(), "a circle among {:?}", left.keys());
        left.retain(|part, _| !free.contains(part));
    }
}
