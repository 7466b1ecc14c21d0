//! Examples of the types, from the generator of plausible payloads.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::node::Node;
use super::reached::Reached;
use super::roots::ROOTS;
use crate::JsonValue;
use crate::sample::Sampler;
use crate::wire::Shape;

/// Those of the types that are payloads by themselves, and of every event.
static EXAMPLES: LazyLock<BTreeMap<&'static str, Vec<Node>>> = LazyLock::new(|| {
    let reached = Reached::all();
    let events = reached.objects.iter();
    let events = events.filter(|(name, _)| name.ends_with("Event"));
    let events = events.map(|(name, object)| (*name, made(&Shape::Object(object), name)));
    let roots = ROOTS
        .iter()
        .map(|root| (root.name(), made(&root.shape, root.name())));
    events.chain(roots).collect()
});

/// The examples of a type in its schema, by its name.
pub(crate) fn of(name: &str) -> &'static [Node] {
    EXAMPLES.get(name).map(Vec::as_slice).unwrap_or_default()
}

/// Examples of any type: one, or one of each alternative.
pub(crate) fn made(shape: &Shape, name: &str) -> Vec<Node> {
    let examples = Sampler::examples(shape, name);
    examples.iter().map(|example| node(example)).collect()
}

fn node(text: &str) -> Node {
    Node::from(&text.parse::<JsonValue>().expect("a sample is JSON"))
}
