//! One or two examples for every type that has a schema file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::node::Node;
use crate::JsonObject;

static EXAMPLES: LazyLock<BTreeMap<String, Vec<Node>>> = LazyLock::new(|| {
    let file: JsonObject = include_str!("examples.json")
        .parse()
        .expect("the file holds an object");
    let types = file.members().into_iter();
    types
        .map(|(name, examples)| match Node::from(&examples) {
            Node::List(examples) => (name, examples),
            other => unreachable!("examples are lists: {other:?}"),
        })
        .collect()
});

/// The examples of a type, by its name.
pub(crate) fn of(name: &str) -> &'static [Node] {
    EXAMPLES.get(name).map(Vec::as_slice).unwrap_or_default()
}
