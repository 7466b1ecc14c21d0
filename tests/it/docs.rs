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

/// The patterns of what the package holds.
fn packaged() -> Vec<String> {
    let manifest = source(Path::new("Cargo.toml"));
    let (_, list) = manifest.split_once("\ninclude = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    let patterns = list.split('"').skip(1).step_by(2);
    patterns
        .map(|pattern| pattern.trim_start_matches('/').into())
        .collect()
}

fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        _ if pattern.ends_with('/') => path.starts_with(pattern) || format!("{path}/") == pattern,
        Some((start, end)) => path
            .strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|rest| !rest.contains('/')),
        None => path == pattern,
    }
}

/// A registry shows the README of a package; what it links to is beside it.
#[test]
fn the_package_holds_what_its_readme_links_to() {
    let readme = source(Path::new("README.md"));
    let patterns = packaged();
    let links = readme.split("](").skip(1);
    let links = links.map(|rest| rest.split([')', '#']).next().unwrap());
    let mut seen = 0;
    // What is in `benches` is a package of its own, which no other can include.
    let local =
        |link: &&str| !link.is_empty() && !link.contains("://") && !link.starts_with("benches/");
    for link in links.filter(local) {
        let is_part =
            |pattern: &String| matches(pattern, link) || pattern.starts_with(&format!("{link}/"));
        assert!(patterns.iter().any(is_part), "{link} is not in the package");
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(),
            "{link} does not exist"
        );
        seen += 1;
    }
    assert!(seen > 20);
}
