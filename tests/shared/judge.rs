//! The published schemas as judges, beside the types and the checker.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use agentlin_types::schema::Form;
use agentlin_types::wire::{FaultCode, check};
use agentlin_types::{Profile, generate::Defect};
use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::mutate::{Dice, mutate};
use super::types::{ALL, Broken, Type};

/// The validators of one type, made when they are first needed: by profile and form.
struct Judges([[OnceLock<Validator>; 2]; 2]);

fn validator(r#type: &Type, profile: Profile, form: Form) -> &'static Validator {
    static JUDGES: OnceLock<Vec<Judges>> = OnceLock::new();
    let judges = JUDGES.get_or_init(|| {
        let none = || [OnceLock::new(), OnceLock::new()];
        ALL.iter().map(|_| Judges([none(), none()])).collect()
    });
    let at = ALL.iter().position(|other| other.name == r#type.name);
    let Judges(judges) = &judges[at.expect("a type of the list")];
    judges[profile as usize][form as usize].get_or_init(|| {
        let schema = (r#type.schema)(profile, form);
        jsonschema::draft202012::new(&schema).expect("a schema")
    })
}

/// What the schema of a profile says, in both forms, which must say the same.
fn schema_accepts(r#type: &Type, profile: Profile, value: &Value) -> bool {
    let [codegen, validation] = [Form::Codegen, Form::Validation]
        .map(|form| validator(r#type, profile, form).is_valid(value));
    assert_eq!(
        codegen, validation,
        "{} ({profile}): the forms of the schema differ: {value}",
        r#type.name
    );
    codegen
}

/// The types and the checker must say the same as the schemas about every JSON value.
///
/// What a text has beyond its value, no schema can see: keys that come twice, and numbers and
/// strings that serde_json cannot hold. The first are taken out of the text by reading it as a
/// value; the others end the comparison.
pub fn agree(r#type: &Type, text: &str) {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return;
    };
    let text = value.to_string();
    let accepted = (r#type.round_trip)(&text).is_some();
    assert_eq!(
        accepted,
        schema_accepts(r#type, Profile::Wire, &value),
        "{}: the types say {accepted}, the schema the opposite: {text}",
        r#type.name,
    );
    for profile in r#type.profiles() {
        let faults = check(&text, &r#type.shape, *profile);
        let refused = faults.iter().find(|fault| fault.code.refuses(*profile));
        assert_eq!(
            refused.is_none(),
            schema_accepts(r#type, *profile, &value),
            "{} ({profile}): the checker says {refused:?}, the schema the opposite: {text}",
            r#type.name,
        );
    }
}

/// Documents that follow from decisions: a valid one, and one with changes at random.
pub fn agree_on_generated(r#type: &Type, choices: &[u8]) {
    for profile in r#type.profiles() {
        let text = (r#type.valid)(*profile, choices);
        agree(r#type, &text);
        if let Ok(mut value) = serde_json::from_str(&text) {
            // The end decides about the changes, the beginning has made the document.
            let mut reversed: Vec<u8> = choices.iter().rev().copied().collect();
            reversed.truncate(64);
            mutate(&mut value, &mut Dice(&reversed));
            agree(r#type, &value.to_string());
        }
    }
}

/// The validation form finds a defect at the same place, for the same reason, and nothing else.
pub fn agree_on_defect(r#type: &Type, profile: Profile, choices: &[u8]) {
    let defect = (r#type.corrupt)(profile, choices);
    if seen_in_text_only(&defect) {
        return;
    }
    let Ok(value) = serde_json::from_str::<Value>(&defect.text) else {
        return;
    };
    assert!(!schema_accepts(r#type, profile, &value), "{defect:?}");
    let found: BTreeSet<_> = validator(r#type, profile, Form::Validation)
        .iter_errors(&value)
        .map(|error| error.instance_path().to_string())
        .collect();
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        std::slice::from_ref(&defect.pointer),
        "{} ({profile}): {defect:?}",
        r#type.name
    );
    let codes: BTreeSet<_> = validator(r#type, profile, Form::Validation)
        .iter_errors(&value)
        .map(|error| reason(error.kind()))
        .collect();
    assert!(
        codes.iter().any(|codes| codes.contains(&defect.code)),
        "{} ({profile}): {codes:?}, {defect:?}",
        r#type.name
    );
}

/// Whether the value that a parser gives for the text does not have the defect any more.
pub fn seen_in_text_only(defect: &Broken) -> bool {
    matches!(
        defect.defect,
        Defect::KeyDoubled
            | Defect::KeyBroken
            | Defect::StringBroken
            | Defect::NestedTooDeep
            | Defect::TextAppended
    )
}

/// The codes that a schema's error may have in the checker.
fn reason(kind: &ValidationErrorKind) -> &'static [FaultCode] {
    match kind {
        ValidationErrorKind::Required { .. } => &[FaultCode::MissingField],
        ValidationErrorKind::Type { .. } => &[FaultCode::WrongType],
        ValidationErrorKind::Maximum { .. } | ValidationErrorKind::Minimum { .. } => {
            &[FaultCode::OutOfRange]
        }
        ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. } => &[
            FaultCode::WrongConstant,
            FaultCode::UnknownTag,
            FaultCode::UnknownValue,
            FaultCode::UnknownConstant,
        ],
        _ => &[],
    }
}
