//! The types and the JSON Schemas refuse the same payloads, at the same places.

use std::collections::{BTreeMap, BTreeSet};

use agentlin_types::Profile;
use agentlin_types::validate::schema::SchemaCheck;
use agentlin_types::validate::{Code, Finding, Level, PayloadKind, Settings};
use agentlin_types::wire;
use serde_json::{Value, json};

use crate::shared::judge;
use crate::shared::seeds::choices;
use crate::shared::types::ALL;
use crate::{captures, rules};

/// One check for each kind and profile: compiling a schema takes long.
#[derive(Default)]
struct Checks(BTreeMap<(PayloadKind, &'static str), SchemaCheck>);

impl Checks {
    fn get(&mut self, kind: PayloadKind, profile: Profile) -> &SchemaCheck {
        let new = || SchemaCheck::new(kind, &Settings::new(profile));
        self.0.entry((kind, profile.as_str())).or_insert_with(new)
    }
}

/// What is wrong and where, in the order of the text.
type Found = Vec<(Code, String)>;

/// The codes of what a profile can refuse.
const REFUSALS: &[Code] = &[
    Code::InvalidJson,
    Code::TooDeep,
    Code::InvalidString,
    Code::DuplicateKey,
    Code::MissingField,
    Code::NotAnObject,
    Code::WrongType,
    Code::OutOfRange,
    Code::WrongConstant,
    Code::UnknownTag,
    Code::UnknownValue,
    Code::LegacySpelling,
];

/// What the types refuse: the findings that are about what the checker refuses.
fn by_types(kind: PayloadKind, profile: Profile, text: &str) -> Found {
    let refused: Vec<_> = wire::check(text, kind.shape(), profile)
        .into_iter()
        .filter(|fault| fault.code.refuses(profile))
        .map(|fault| fault.pointer)
        .collect();
    let report = Settings::new(profile).validate_as(kind, text);
    let found: Found = report
        .findings
        .into_iter()
        .filter(|f| REFUSALS.contains(&f.code) && refused.contains(&f.pointer))
        .map(|finding| (finding.code, finding.pointer))
        .collect();
    assert_eq!(found.len(), refused.len(), "{refused:?}, {found:?}: {text}");
    found
}

fn by_schema(check: &SchemaCheck, text: &str) -> Found {
    let place = |finding: Finding| (finding.code, finding.pointer);
    check.findings(text).into_iter().map(place).collect()
}

/// The profiles that a kind has: what only servers send is not documented.
fn profiles(kind: PayloadKind) -> impl Iterator<Item = Profile> {
    let all = Profile::ALL.iter().copied();
    all.filter(move |profile| kind.profile(*profile) == *profile)
}

fn agree(checks: &mut Checks, name: &str, kind: PayloadKind, text: &str) -> bool {
    let mut clean = true;
    for profile in profiles(kind) {
        let types = by_types(kind, profile, text);
        let schema = by_schema(checks.get(kind, profile), text);
        // A documented union of one variant is that object in the schema, which tells all that
        // is missing beside the tag. The first place is the same there too.
        let all = if profile == Profile::Wire {
            usize::MAX
        } else {
            1
        };
        let first = |list: &Found| list.iter().take(all).cloned().collect::<Vec<_>>();
        assert_eq!(first(&types), first(&schema), "{name}, {profile}: {text}");
        clean &= types.is_empty();
    }
    clean
}

/// Every place in a payload.
fn places(value: &Value, pointer: &str, all: &mut Vec<String>) {
    all.push(pointer.into());
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(value, &format!("{pointer}/{key}"), all);
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                places(value, &format!("{pointer}/{index}"), all);
            }
        }
        _ => {}
    }
}

/// A payload without contents: two payloads with the same outline exercise the same rows.
fn outline(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let field = |(key, value): (&String, &Value)| {
                let value = if key == "type" {
                    value.clone()
                } else {
                    outline(value)
                };
                (key.clone(), value)
            };
            object.iter().map(field).collect()
        }
        Value::Array(array) => {
            let mut items: Vec<Value> = array.iter().map(outline).collect();
            items.dedup();
            items.into()
        }
        Value::String(_) => "".into(),
        Value::Number(_) => 0.into(),
        other => other.clone(),
    }
}

/// The captures, one of each outline.
fn payloads() -> Vec<(String, PayloadKind, Value)> {
    let mut seen = BTreeSet::new();
    let streams = captures::streams();
    let lines = streams.iter().flat_map(|(name, stream)| {
        captures::data_lines(stream).map(move |line| (name.clone(), line.to_string()))
    });
    let mut payloads = Vec::new();
    for (name, text) in captures::bodies().into_iter().chain(lines) {
        let Some(kind) = PayloadKind::detect(&text) else {
            continue;
        };
        let value: Value = serde_json::from_str(&text).unwrap();
        if seen.insert(outline(&value).to_string()) {
            payloads.push((name, kind, value));
        }
    }
    payloads
}

#[test]
fn on_captures_and_broken_cases() {
    let mut checks = Checks::default();
    for (name, kind, payload) in payloads() {
        for profile in profiles(kind) {
            let text = payload.to_string();
            let types = by_types(kind, profile, &text);
            assert_eq!(
                types,
                by_schema(checks.get(kind, profile), &text),
                "{name}, {profile}"
            );
            assert!(profile == Profile::Documented || types.is_empty(), "{name}");
        }
    }
    for case in rules::cases("cases.json") {
        let text = rules::text(&case);
        let report = Settings::default().validate(&text);
        // A parsed value shows neither duplicate keys nor what is no JSON at all.
        if let (Some(kind), true) = (report.kind, serde_json::from_str::<Value>(&text).is_ok())
            && !text.contains("\"code\":-32001,\"code\"")
        {
            agree(&mut checks, &case["name"].to_string(), kind, &text);
        }
    }
}

#[test]
fn on_corrupted_copies() {
    let kinds = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(18446744073709551615u64),
        json!("x"),
        json!([]),
        json!([7]),
        json!({}),
        json!({"type": "x"}),
    ];
    // All of them would take minutes. The stride is prime, so that each kind of change gets its
    // turn; `CORRUPTIONS=all` makes each one.
    let all = std::env::var("CORRUPTIONS").is_ok_and(|all| all == "all");
    let stride = if all { 1 } else { 131 };
    let mut count = 0;
    let mut checks = Checks::default();
    let (mut broken, mut fine) = (0, 0);
    for (name, kind, payload) in payloads() {
        let mut pointers = Vec::new();
        places(&payload, "", &mut pointers);
        for pointer in pointers.iter().filter(|pointer| !pointer.is_empty()) {
            for change in std::iter::once(None).chain(kinds.iter().map(Some)) {
                count += 1;
                if count % stride != 0 {
                    continue;
                }
                let mut copy = payload.clone();
                match change {
                    None => rules::edit(&mut copy, &json!(["remove", pointer])),
                    Some(value) => *copy.pointer_mut(pointer).unwrap() = value.clone(),
                }
                let name = format!("{name}, {pointer}: {change:?}");
                if agree(&mut checks, &name, kind, &copy.to_string()) {
                    fine += 1;
                } else {
                    broken += 1;
                }
            }
        }
    }
    assert!(broken > 300 && fine > 300, "{broken} broken, {fine} fine");
}

/// Documents of all kinds with one defect each, wherever the tables allow one.
#[test]
fn on_defects_by_construction() {
    let mut checks = Checks::default();
    let mut codes = BTreeSet::new();
    for kind in PayloadKind::ALL {
        let shape = format!("{:?}", kind.shape());
        let types = || {
            ALL.iter()
                .filter(|r#type| format!("{:?}", r#type.shape) == shape)
        };
        let r#type = types().next().expect("a type of the model");
        for seed in 0..120 {
            for profile in profiles(*kind) {
                let choices = choices(seed, 20 + seed as usize * 2);
                let defect = (r#type.corrupt)(profile, &choices);
                if judge::seen_in_text_only(&defect)
                    || serde_json::from_str::<Value>(&defect.text).is_err()
                {
                    continue;
                }
                let found = by_types(*kind, profile, &defect.text);
                let schema = by_schema(checks.get(*kind, profile), &defect.text);
                assert_eq!(found, schema, "{kind}, {profile}: {defect:?}");
                let [(code, pointer)] = &found[..] else {
                    panic!("{found:?}: {defect:?}");
                };
                assert_eq!(*pointer, defect.pointer, "{defect:?}");
                codes.insert(*code);
            }
        }
    }
    println!("{codes:?}");
    assert!(codes.len() >= 7, "{codes:?}");
}

#[test]
fn levels_count_for_schemas_too() {
    let settings = Settings::new(Profile::Documented).allow("missing-field".parse().unwrap());
    let check = SchemaCheck::new(PayloadKind::RpcError, &settings);
    assert_eq!(check.findings("{}"), []);
    let found = check.findings(r#"{"code": 1, "message": 2}"#);
    assert_eq!(found[0].level, Level::Error);
    for text in ["{", "{\"message\": \"\\ud800\"}", "{\"data\": 1e999}"] {
        assert_eq!(check.findings(text).len(), 1, "{text}");
    }
}

/// An object with a tag that is not allowed is none of the variants: nothing else in it is reported.
#[test]
fn a_tag_that_is_not_allowed_is_all_that_is_told_of_its_object() {
    let base: Value = serde_json::from_str(&crate::rules::fixture("response.json")).unwrap();
    let mut all = Vec::new();
    places(&base, "", &mut all);
    let settings = Settings::new(Profile::Documented);
    let check = SchemaCheck::new(PayloadKind::Response, &settings);
    for place in &all {
        let free_form = place.contains("block_list");
        if free_form || base.pointer(&format!("{place}/type")).is_none() {
            continue;
        }
        for (tag, code) in [
            ("hologram", Code::UnknownTag),
            ("function_call", Code::LegacySpelling),
        ] {
            let mut payload = base.clone();
            *payload.pointer_mut(place).unwrap() = json!({"type": tag});
            let found = by_schema(&check, &payload.to_string());
            assert_eq!(found, [(code, format!("{place}/type"))], "{place}");
        }
    }
}
