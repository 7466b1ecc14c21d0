//! The reference documentation: every type with its fields, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::bundle::GeneratedFile;
use super::reached::Reached;
use super::roots::{self, ROOTS};
use super::{examples, text};
use crate::findings::findings_markdown;
use crate::wire::{
    ByKeyShape, ChoiceShape, EnumShape, FieldShape, ObjectShape, Origin, Presence, Profile, Shape,
    UnionShape,
};

const HEAD: &str = "\
# Reference

Every type of the Agentlin Tasks API, from the tables that the Rust types, the schemas and the checks
are made of. Types with a schema of their own have files in `schemas/documented/types` and
`schemas/wire/types`.

**Origin** says who has something: the documentation **page** \"Retrieve a task\"; the official Python
**SDK** 1.10, where the page leaves it out; or only a published **server** or another SDK generation.
The first two make the `documented` profile; `wire` has all. Beside it are the versions: `D` is the
page, `S1.4-1.14` the SDK from 1.4 to 1.14, `V26-27` the server from 0.0.26 to 0.0.27.

**Presence**: *always* means that every source sends it; *documented* that the documentation requires
it but servers leave it out; *may be absent* includes `null`. Objects may have fields that are not
listed: keep them.
";

/// The documentation made from the tables, with paths relative to the repository.
pub fn docs() -> Vec<GeneratedFile> {
    vec![
        GeneratedFile {
            path: "docs/findings.md".into(),
            text: findings_markdown(),
        },
        GeneratedFile {
            path: "docs/reference.md".into(),
            text: reference(),
        },
    ]
}

fn reference() -> String {
    let reached = Reached::all();
    let mut sections: BTreeMap<&str, String> = BTreeMap::new();
    for (name, object) in &reached.objects {
        sections.insert(name, object_section(object));
    }
    for (name, union) in &reached.unions {
        sections.insert(name, union_section(union));
    }
    for (name, values) in &reached.enums {
        if values.values.len() > 1 {
            let section = enum_section(values) + &users(&reached, name);
            sections.insert(name, section);
        }
    }
    for (name, choice) in &reached.choices {
        let section = choice_section(choice) + &users(&reached, name);
        sections.insert(name, section);
    }
    for (name, by_key) in &reached.by_keys {
        sections.insert(name, by_key_section(by_key));
    }

    let mut out = String::from(HEAD);
    out.push_str(
        "\n## Types with a schema of their own\n\n| Type | Profile | What it is |\n|---|---|---|\n",
    );
    let documented: Vec<_> = roots::of(Profile::Documented).map(|r| r.name()).collect();
    for root in ROOTS {
        let name = root.name();
        let profile = if documented.contains(&name) {
            "documented, wire"
        } else {
            "wire"
        };
        let doc = cell(root.doc());
        _ = writeln!(out, "| {} | {profile} | {doc} |", link(name));
    }
    _ = write!(
        out,
        "\n## How the types hang together\n\nThe documented types; an arrow says \"has a\" or \"is one of\".\n\n```mermaid\n{}```\n\n## All types\n",
        graph(&reached)
    );
    for (name, section) in sections {
        _ = write!(out, "\n### {name}\n\n{section}");
        let mut examples = examples::of(name).to_vec();
        if examples.is_empty()
            && let Some(shape) = reached.shape(name)
        {
            examples = examples::made(&shape, name);
        }
        for example in examples {
            _ = write!(out, "\n```json\n{}```\n", example.to_file());
        }
    }
    out
}

fn origin(sources: &str) -> String {
    let origin = match Origin::of(sources) {
        Origin::Page => "page",
        Origin::Sdk => "SDK",
        Origin::Server => "server",
    };
    format!("{origin}: {sources}")
}

fn link(name: &str) -> String {
    format!("[`{name}`](#{})", name.to_lowercase())
}

/// Text for one cell of a table.
fn cell(doc: &str) -> String {
    text::plain(doc).replace("\n\n", " ").replace('|', "\\|")
}

fn notation(shape: &Shape) -> String {
    match shape {
        Shape::Any => "any value".into(),
        Shape::AnyObject => "free-form object".into(),
        Shape::Boolean => "boolean".into(),
        Shape::String => "string".into(),
        Shape::Number => "number".into(),
        Shape::Integer { min, max } if *max == i64::MAX => match min {
            0 => "integer from 0".into(),
            _ => "integer".into(),
        },
        Shape::Integer { min, max } => format!("integer from {min} to {max}"),
        Shape::Null => "null".into(),
        Shape::Array(item) => format!("array of {}", notation(item)),
        Shape::Map(value) => format!("map of {}", notation(value)),
        Shape::Enum(EnumShape { values: [only], .. }) => format!("`\"{only}\"`"),
        Shape::Enum(values) => link(values.name),
        Shape::Object(object) => link(object.name),
        Shape::Union(union) => link(union.name),
        Shape::Choice(ChoiceShape {
            alternatives: [Shape::Null, other],
            ..
        }) => notation(other),
        Shape::Choice(choice) => link(choice.name),
        Shape::ByKey(by_key) => link(by_key.name),
    }
}

fn object_section(object: &ObjectShape) -> String {
    let mut out = format!(
        "{}\n\nOrigin: {}.\n",
        text::plain(object.doc),
        origin(object.sources)
    );
    if object.lenient {
        out.push_str("\nFree-form: the fields are only the usual content.\n");
    }
    if !object.fields.is_empty() {
        out.push_str("\n| Field | Type | Presence | Origin | Meaning |\n|---|---|---|---|---|\n");
    }
    for field in object.fields {
        _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} |",
            field.name,
            field_notation(field),
            match field.presence {
                Presence::Required => "always",
                Presence::Expected => "documented",
                Presence::Optional => "may be absent",
            },
            origin(field.sources),
            cell(field.doc)
        );
    }
    out
}

fn field_notation(field: &FieldShape) -> String {
    match field.constant {
        Some(constant) => format!("`\"{constant}\"`"),
        None => notation(&field.shape),
    }
}

fn union_section(union: &UnionShape) -> String {
    let mut out = format!(
        "{}\n\nTold by `{}`{}; an unknown tag is kept whole.\n\n| Tag | Type | Origin |\n|---|---|---|\n",
        text::plain(union.doc),
        union.tag,
        if union.bare_string {
            ", or a bare string"
        } else {
            ""
        }
    );
    for variant in union.variants {
        let tags: Vec<_> = variant
            .object
            .tags(union.tag)
            .iter()
            .map(|t| format!("`{t}`"))
            .collect();
        let (tags, object) = (tags.join(", "), variant.object);
        _ = writeln!(
            out,
            "| {tags} | {} | {} |",
            link(object.name),
            origin(object.sources)
        );
    }
    out
}

fn enum_section(values: &EnumShape) -> String {
    let mut out = format!(
        "{}\n\n| Value | Meaning |\n|---|---|\n",
        text::plain(values.doc)
    );
    for (value, doc) in values.values.iter().zip(values.value_docs) {
        _ = writeln!(out, "| `{value}` | {} |", cell(doc));
    }
    if values.open {
        out.push_str("\nOther values may come: keep them.\n");
    }
    out
}

fn choice_section(choice: &ChoiceShape) -> String {
    let all: Vec<_> = choice.alternatives.iter().map(notation).collect();
    format!(
        "{}\n\nOne of: {}.\n",
        text::plain(choice.doc),
        all.join("; ")
    )
}

/// The fields that have the type: whose origin is its own.
fn users(reached: &Reached, name: &str) -> String {
    let mut out = Vec::new();
    for object in reached.objects.values() {
        for field in object.fields {
            if mentions(&field.shape, name) {
                let origin = origin(field.sources);
                out.push(format!("{} `{}` ({origin})", link(object.name), field.name));
            }
        }
    }
    if out.is_empty() {
        return String::new();
    }
    format!("\nUsed in: {}.\n", out.join(", "))
}

/// Whether the type appears in the shape, outside of other objects.
fn mentions(shape: &Shape, name: &str) -> bool {
    match shape {
        Shape::Array(inner) | Shape::Map(inner) => mentions(inner, name),
        Shape::Enum(values) => values.name == name,
        Shape::Choice(choice) => {
            choice.name == name || choice.alternatives.iter().any(|s| mentions(s, name))
        }
        _ => false,
    }
}

fn by_key_section(by_key: &ByKeyShape) -> String {
    let mut out = format!(
        "{}\n\nThe first of these that fits:\n\n| Has the key | Type | Origin |\n|---|---|---|\n",
        text::plain(by_key.doc)
    );
    for alternative in by_key.alternatives {
        let key = alternative
            .key
            .map_or("(anything else)".into(), |key| format!("`{key}`"));
        let (shape, origin) = (notation(&alternative.shape), origin(alternative.sources));
        _ = writeln!(out, "| {key} | {shape} | {origin} |");
    }
    out
}

/// The documented types as a Mermaid flowchart.
fn graph(reached: &Reached) -> String {
    let mut out = String::from("flowchart LR\n");
    let documented = |sources: &str| Origin::of(sources).is_documented();
    let mut edges: Vec<(&str, &str)> = Vec::new();
    for (name, object) in &reached.objects {
        if !documented(object.sources) {
            continue;
        }
        for field in object
            .fields
            .iter()
            .filter(|field| documented(field.sources))
        {
            edges.extend(
                targets(&field.shape)
                    .into_iter()
                    .map(|target| (*name, target)),
            );
        }
    }
    for (name, union) in &reached.unions {
        let variants = union.variants.iter().map(|variant| variant.object);
        for object in variants.filter(|object| documented(object.sources)) {
            edges.push((name, object.name));
        }
    }
    for (name, choice) in &reached.choices {
        for alternative in choice.alternatives {
            edges.extend(
                targets(alternative)
                    .into_iter()
                    .map(|target| (*name, target)),
            );
        }
    }
    for (name, by_key) in &reached.by_keys {
        for alternative in by_key.alternatives.iter().filter(|a| documented(a.sources)) {
            edges.extend(
                targets(&alternative.shape)
                    .into_iter()
                    .map(|target| (*name, target)),
            );
        }
    }
    // Only what a documented root leads to.
    let mut names: Vec<&str> = roots::of(Profile::Documented).map(|r| r.name()).collect();
    let mut next = 0;
    while let Some(name) = names.get(next).copied() {
        let found = edges.iter().filter(|(from, _)| *from == name);
        for (_, to) in found {
            if !names.contains(to) {
                names.push(to);
            }
        }
        next += 1;
    }
    edges.retain(|(from, _)| names.contains(from));
    edges.sort_unstable();
    edges.dedup();
    for (from, to) in edges {
        _ = writeln!(out, "    {from} --> {to}");
    }
    out
}

/// The named types that appear in a shape; enums are left out, they would crowd the picture.
fn targets(shape: &Shape) -> Vec<&'static str> {
    match shape {
        Shape::Array(inner) | Shape::Map(inner) => targets(inner),
        Shape::Object(object) => vec![object.name],
        Shape::Union(union) => vec![union.name],
        Shape::Choice(ChoiceShape {
            alternatives: [Shape::Null, other],
            ..
        }) => targets(other),
        // A choice of scalars leads nowhere.
        Shape::Choice(choice) if choice.alternatives.iter().all(|s| targets(s).is_empty()) => {
            vec![]
        }
        Shape::Choice(choice) => vec![choice.name],
        Shape::ByKey(by_key) => vec![by_key.name],
        _ => vec![],
    }
}
