//! Every form that the tables allow occurs among generated documents.

use std::collections::BTreeSet;

use agentlin_types::Profile;
use agentlin_types::wire::{JsonKind, ObjectShape, Presence, Shape, check};

use crate::shared::json::{elements, members};
use crate::shared::seeds::choices;
use crate::shared::types::ALL;

/// What a shape can look like: every variant, value, alternative and field, and what no table has.
fn expected(shape: &Shape, all: &mut BTreeSet<String>) {
    match shape {
        Shape::Array(item) => expected(item, all),
        Shape::Map(value) => expected(value, all),
        Shape::Enum(values) => {
            let others = values.open.then_some("anything else");
            for value in values.values.iter().copied().chain(others) {
                all.insert(format!("{} = {value}", values.name));
            }
        }
        Shape::Object(object) => {
            if !all.insert(format!("{} has unknown members", object.name)) {
                return;
            }
            for field in object.fields {
                all.insert(format!("{}.{} there", object.name, field.name));
                if field.presence != Presence::Required && field.constant.is_none() {
                    all.insert(format!("{}.{} absent", object.name, field.name));
                }
                if field.null_is_absent() {
                    all.insert(format!("{}.{} null", object.name, field.name));
                }
                expected(&field.shape, all);
            }
        }
        Shape::Union(union) => {
            if !all.insert(format!("{} with an unknown tag", union.name)) {
                return;
            }
            if union.bare_string {
                all.insert(format!("{} as a bare string", union.name));
            }
            for variant in union.variants {
                all.insert(format!("{} as {}", union.name, variant.object.name));
                expected(&Shape::Object(variant.object), all);
            }
        }
        Shape::ByKey(by_key) => {
            for alternative in by_key.alternatives {
                all.insert(format!("{} by {:?}", by_key.name, alternative.key));
                expected(&alternative.shape, all);
            }
        }
        Shape::Choice(choice) => {
            for (i, alternative) in choice.alternatives.iter().enumerate() {
                all.insert(format!("{} number {i}", choice.name));
                expected(alternative, all);
            }
        }
        _ => {}
    }
}

fn kind(text: &str) -> JsonKind {
    JsonKind::of(text.as_bytes()[0]).unwrap()
}

/// What a document looks like.
fn seen(text: &str, shape: &Shape, all: &mut BTreeSet<String>) {
    let text = text.trim();
    let string = |text: &str| serde_json::from_str::<String>(text).unwrap();
    match shape {
        Shape::Array(item) => elements(text)
            .into_iter()
            .for_each(|text| seen(text, item, all)),
        Shape::Map(value) => {
            for (_, text) in members(text) {
                seen(text, value, all);
            }
        }
        Shape::Enum(values) => {
            let value = string(text);
            let known = values.values.contains(&&*value);
            let value = if known { &value } else { "anything else" };
            all.insert(format!("{} = {value}", values.name));
        }
        Shape::Object(object) => object_seen(text, object, all),
        Shape::Union(union) => {
            if kind(text) == JsonKind::String {
                all.insert(format!("{} as a bare string", union.name));
                return;
            }
            let members = members(text);
            let (_, tag) = members.iter().find(|(key, _)| key == union.tag).unwrap();
            match union.variant(&string(tag)) {
                Some(variant) => {
                    all.insert(format!("{} as {}", union.name, variant.object.name));
                    object_seen(text, variant.object, all);
                }
                None => {
                    all.insert(format!("{} with an unknown tag", union.name));
                }
            }
        }
        Shape::ByKey(by_key) => {
            let there = |key: &str| members(text).iter().any(|(name, _)| name == key);
            let meant = by_key
                .alternatives
                .iter()
                .find(|a| a.key.is_none_or(there))
                .unwrap();
            all.insert(format!("{} by {:?}", by_key.name, meant.key));
            seen(text, &meant.shape, all);
        }
        Shape::Choice(choice) => {
            let mut alternatives = choice.alternatives.iter();
            let at = alternatives
                .position(|shape| shape.takes(kind(text)))
                .unwrap();
            all.insert(format!("{} number {at}", choice.name));
            seen(text, &choice.alternatives[at], all);
        }
        _ => {}
    }
}

fn object_seen(text: &str, object: &ObjectShape, all: &mut BTreeSet<String>) {
    let members = members(text);
    for field in object.fields {
        let value = members.iter().find(|(key, _)| key == field.name);
        let Some((_, value)) = value else {
            all.insert(format!("{}.{} absent", object.name, field.name));
            continue;
        };
        if field.null_is_absent() && *value == "null" {
            all.insert(format!("{}.{} null", object.name, field.name));
            continue;
        }
        all.insert(format!("{}.{} there", object.name, field.name));
        // A free-form object may hold anything in its fields.
        if !object.lenient || check(value, &field.shape, Profile::Wire).is_empty() {
            seen(value, &field.shape, all);
        }
    }
    if members.iter().any(|(key, _)| object.field(key).is_none()) {
        all.insert(format!("{} has unknown members", object.name));
    }
}

#[test]
fn every_variant_value_and_field_occurs() {
    let mut found = BTreeSet::new();
    let mut documents = 0;
    let mut types: Vec<_> = ALL
        .iter()
        .map(|r#type| {
            let mut wanted = BTreeSet::new();
            expected(&r#type.shape, &mut wanted);
            (r#type, wanted)
        })
        .collect();
    // The small ones first: what is inside of another type is seen at once where it stands alone.
    types.sort_by_key(|(_, wanted)| wanted.len());
    for (r#type, wanted) in types {
        for seed in 0..20_000 {
            if wanted.is_subset(&found) {
                break;
            }
            let text = (r#type.valid)(Profile::Wire, &choices(seed, 50 + seed as usize % 4 * 50));
            seen(&text, &r#type.shape, &mut found);
            documents += 1;
        }
        let missing: Vec<_> = wanted.difference(&found).collect();
        assert!(missing.is_empty(), "{}: {missing:#?}", r#type.name);
    }
    println!("{} forms in {documents} documents", found.len());
}
