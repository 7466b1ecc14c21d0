//! The documentation: what the front page names has an example.

use std::collections::BTreeSet;
use std::path::Path;

/// The text of a file of the library.
fn source(path: &Path) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The names in the links of a text, such as `Task` in [`Task::answer`].
fn links(text: &str) -> impl Iterator<Item = &str> {
    let links = text
        .split("[`")
        .skip(1)
        .filter_map(|rest| rest.split_once("`]"));
    links.map(|(link, _)| link.split("::").next().unwrap())
}

/// The types of the model whose documentation has an example.
fn with_example(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            with_example(&path, found);
            continue;
        }
        let mut has_example = false;
        for line in source(&path).lines().map(str::trim_start) {
            let declared = line
                .strip_prefix("pub struct ")
                .or(line.strip_prefix("pub enum "));
            if let Some(rest) = declared {
                let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                has_example.then(|| found.insert(name.to_owned()));
            }
            has_example = match line {
                "/// ```" => true,
                _ => has_example && (line.starts_with("///") || line.starts_with("#[")),
            };
        }
    }
}

#[test]
fn every_type_of_the_page_has_an_example() {
    let mut found = BTreeSet::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for part in ["json", "wire", "model"] {
        with_example(&src.join(part), &mut found);
    }
    let front = source(Path::new("src/lib.rs"));
    let (_, page) = front
        .split_once("# The documentation page and its types")
        .unwrap();
    let (page, _) = page.split_once("\n//! # ").unwrap();
    let named: BTreeSet<&str> = links(page).filter(|name| *name != "endpoint").collect();
    assert!(named.contains("Task") && named.len() > 20, "{named:?}");
    let without: Vec<_> = named
        .iter()
        .filter(|name| !found.contains(**name))
        .collect();
    assert!(without.is_empty(), "no example: {without:?}");
}
