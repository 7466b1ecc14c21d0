//! The documentation: what the front page names has an example.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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

/// Whoever unpacks the package, or reads its README in a registry, can follow every link.
#[test]
fn the_package_holds_what_its_pages_link_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let patterns = packaged();
    let mut seen = 0;
    for page in pages(root) {
        let text = source(&page);
        // Code has brackets of its own.
        let prose = text.split("```").step_by(2);
        let prose: String = prose.flat_map(|part| part.split('`').step_by(2)).collect();
        for link in prose.split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap();
            if link.is_empty() || link.contains("://") {
                continue;
            }
            let path = page.parent().unwrap().join(link);
            let found = root.join(&path).canonicalize();
            let found = found.unwrap_or_else(|_| panic!("{}: no {link}", page.display()));
            let path = found.strip_prefix(root.canonicalize().unwrap()).unwrap();
            let path = path.to_str().unwrap().replace('\\', "/");
            let is_part = |pattern: &String| {
                matches(pattern, &path) || pattern.starts_with(&format!("{path}/"))
            };
            let is_packaged = patterns.iter().any(is_part);
            assert!(
                is_packaged,
                "{}: {link} is not in the package",
                page.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} links");
}

/// The pages in the package.
fn pages(root: &Path) -> Vec<PathBuf> {
    let folders = ["", "docs", "docs/commands", "docs/guides", "schemas"];
    let entries = folders.iter().flat_map(|folder| {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        entries.map(|entry| Path::new(folder).join(entry.unwrap().file_name()))
    });
    entries
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect()
}
