//! Descriptions: what the Rust documentation says, in the form that schema tools show.

use crate::wire::EnumShape;

/// A text as the description of a schema.
///
/// The last full stop is left out: tools show descriptions as labels and ask for that.
pub(crate) fn description(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text)
}

/// The description of an enum: what it is, then what each value means.
pub(crate) fn values(shape: &EnumShape) -> String {
    let mut text = plain(shape.doc);
    for (value, doc) in shape.values.iter().zip(shape.value_docs) {
        let doc = plain(doc);
        text.push_str(&format!("\n- `{value}`: {doc}"));
    }
    text
}

/// A Rust doc comment as plain text: lines joined, links reduced to their words, without what is for
/// readers of Rust only: the example that ends it, and paragraphs that begin with "In Rust".
pub(crate) fn plain(doc: &str) -> String {
    let doc = doc.split("```").next().unwrap_or_default();
    let paragraphs: Vec<String> = doc
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty() && !paragraph.starts_with("In Rust"))
        .collect();
    let mut text = paragraphs.join("\n\n");
    while let Some((before, rest)) = text.split_once("[`") {
        let Some((word, after)) = rest.split_once("`]") else {
            break;
        };
        let after = match after
            .strip_prefix('(')
            .and_then(|link| link.split_once(')'))
        {
            Some((_, after)) => after,
            None => after,
        };
        text = format!("{before}`{word}`{after}");
    }
    text
}
