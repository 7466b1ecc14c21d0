//! `meta.json`: what the schemas cannot say. Where every field comes from, which tags, values and
//! error codes are known, which version this is.

use super::node::{Node, Object};
use super::reached::Reached;
use crate::ErrorCode;
use crate::wire::{ObjectShape, Origin, Presence};

/// The text of `meta.json`.
pub(crate) fn meta() -> String {
    let reached = Reached::all();
    let sources = Object::new()
        .with("D", "the documentation page \"Retrieve a task\"")
        .with(
            "S1.x-1.y",
            "the official Python SDK agentlin-client, versions 1.x to 1.y",
        )
        .with(
            "Vx-y",
            "the published server agentlin, versions 0.0.x to 0.0.y",
        );
    let mut types = Object::new();
    for (name, object) in &reached.objects {
        types.set(*name, object_meta(object));
    }
    let mut unions = Object::new();
    for (name, union) in &reached.unions {
        let mut tags = Object::new();
        for variant in union.variants {
            for tag in variant.object.tags(union.tag) {
                tags.set(*tag, variant.object.name);
            }
        }
        let meta = Object::new()
            .with("tag", union.tag)
            .with("bare_string", union.bare_string);
        unions.set(*name, meta.with("tags", tags));
    }
    let mut enums = Object::new();
    for (name, values) in &reached.enums {
        enums.set(*name, Node::strings(values.values.iter().copied()));
    }
    let codes = ErrorCode::ALL.iter().map(|code| {
        Object::new()
            .with("code", code.code())
            .with("name", format!("{code:?}"))
            .with("message", code.message())
    });
    let file = Object::new()
        .with("version", super::VERSION)
        .with("sources", sources)
        .with("types", types)
        .with("unions", unions)
        .with("enums", enums)
        .with("error_codes", Node::objects(codes));
    Node::from(file).to_file()
}

fn origin(sources: &str) -> &'static str {
    match Origin::of(sources) {
        Origin::Page => "page",
        Origin::Sdk => "sdk",
        Origin::Server => "server",
    }
}

fn object_meta(object: &ObjectShape) -> Object {
    let mut fields = Object::new();
    for field in object.fields {
        let presence = match field.presence {
            Presence::Required => "required",
            Presence::Expected => "documented as required, left out by servers",
            Presence::Optional => "optional",
        };
        let meta = Object::new()
            .with("origin", origin(field.sources))
            .with("sources", field.sources)
            .with("presence", presence);
        fields.set(field.name, meta);
    }
    Object::new()
        .with("origin", origin(object.sources))
        .with("sources", object.sources)
        .with("fields", fields)
}
