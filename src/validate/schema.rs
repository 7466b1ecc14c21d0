//! Structural findings by way of the JSON Schemas instead of the types.
//!
//! The schemas of a profile and the types are made of the same tables, so both ways give the same
//! verdict and the same places; a test holds that over captures and broken copies of them. This
//! way is for those who want to see what a JSON Schema validator in another language sees. It
//! knows less: a parsed JSON value has no duplicate keys any more, and numbers beyond a 64-bit
//! float cannot be parsed at all. And it costs what the validator costs, which is not bounded by the
//! size of the text: for texts of strangers there is [`Settings::validate_as`].

use std::collections::HashMap;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use super::{Code, Finding, PayloadKind, Settings, structure};
use crate::json::{self, Mismatch, Reader};
use crate::listed::LISTED;
use crate::schema::{self, Form, Reached};
use crate::wire::{self, JsonKind, Shape, UnionShape};
use crate::{legacy, pointer};

/// Checks payloads of one kind with the schema of one profile.
///
/// ```
/// use agentlin_types::validate::schema::SchemaCheck;
/// use agentlin_types::validate::{Code, PayloadKind, Settings};
///
/// let check = SchemaCheck::new(PayloadKind::RpcError, &Settings::default());
/// let findings = check.findings(r#"{"code": "E42", "message": "No."}"#);
/// assert_eq!((findings[0].code, findings[0].pointer.as_str()), (Code::WrongType, "/code"));
/// ```
#[derive(Debug)]
pub struct SchemaCheck {
    settings: Settings,
    validator: Validator,
    /// The unions whose tags the schema asks for.
    unions: Vec<&'static UnionShape>,
}

impl SchemaCheck {
    /// Compiles the schema.
    pub fn new(kind: PayloadKind, settings: &Settings) -> Self {
        let profile = kind.profile(settings.active_profile());
        let schema = schema::of_shape(kind.shape(), profile, Form::Validation).to_value();
        SchemaCheck {
            settings: settings.clone(),
            validator: jsonschema::draft202012::new(&schema).expect("our schemas compile"),
            unions: Reached::of(kind.shape()).unions.into_values().collect(),
        }
    }

    /// What the schema refuses, in the order of the text: the first 10,000 that the validator finds.
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        let refused = serde_json::from_str(text).map(|payload| self.refused(&payload));
        let read = refused.map(|mut root| root.walk(&mut Reader::new(text), &mut findings));
        if !matches!(read, Ok(Ok(()))) {
            return structure::ordered(text, self.unparsed(text));
        }
        let mut findings = structure::ordered(text, findings);
        let starts = findings
            .iter()
            .flat_map(|one| &one.span)
            .map(|span| span.start);
        let pointers = json::pointers(text, &starts.collect::<Vec<_>>());
        for (finding, pointer) in findings.iter_mut().zip(pointers) {
            finding.pointer = pointer;
        }
        findings
    }

    fn refused(&self, payload: &Value) -> Refused {
        let mut root = Refused::default();
        for error in self.validator.iter_errors(payload).take(LISTED) {
            let tagged = self.tagged(&error);
            let (code, message) = reduce(&error, tagged.is_some());
            if let Some((object, tag)) = tagged {
                root.at(&object).tag = Some(tag);
            }
            // Several keywords of one schema may refuse a value, and a value that is no object is
            // refused by every variant of a union. It is one defect.
            let findings = &mut root.at(error.instance_path().as_str()).findings;
            let same = |other: &Finding| code != Code::MissingField || other.message == message;
            if !findings.iter().any(same) {
                findings.extend(structure::finding(&self.settings, code, message));
            }
        }
        root
    }

    /// The object whose tag an error is about, and the key of the tag.
    fn tagged(&self, error: &ValidationError<'_>) -> Option<(String, &'static str)> {
        let ValidationErrorKind::Enum { options } = error.kind() else {
            return None;
        };
        let pointer = error.instance_path().to_string();
        let (object, key) = pointer.rsplit_once('/')?;
        let options = options.as_array()?;
        let union = self.unions.iter().find(|union| {
            let is_tag = |word: &str| union.variant(word).is_some();
            union.tag == key && options.iter().all(|one| one.as_str().is_some_and(is_tag))
        })?;
        Some((object.into(), union.tag))
    }

    fn unparsed(&self, text: &str) -> Vec<Finding> {
        let faults = wire::check(text, &Shape::Any, self.settings.active_profile());
        let fault = faults.into_iter().next();
        let code = match fault.as_ref().map(|fault| fault.code) {
            Some(wire::FaultCode::TooDeep) => Code::TooDeep,
            Some(_) => Code::InvalidJson,
            // JSON, but with a string or number that a parsed value cannot hold.
            None => Code::InvalidString,
        };
        let message = "the text cannot be parsed as a JSON value".into();
        let found = structure::finding(&self.settings, code, message);
        let span = fault.map_or(0..text.len(), |fault| fault.span);
        found.map(|found| found.span(span)).into_iter().collect()
    }
}

/// A value that is refused, or values in it are: a validator of parsed values knows only their pointers.
#[derive(Debug, Default)]
struct Refused {
    findings: Vec<Finding>,
    /// The key of a tag that is not allowed.
    tag: Option<&'static str>,
    /// By the steps of pointers.
    inside: HashMap<String, Refused>,
}

impl Refused {
    fn at(&mut self, pointer: &str) -> &mut Refused {
        let steps = pointer.split('/').skip(1);
        steps.fold(self, |at, step| at.inside.entry(step.into()).or_default())
    }

    /// Goes through the text of the value and gives findings their places.
    fn walk(&mut self, reader: &mut Reader<'_>, all: &mut Vec<Finding>) -> Result<(), Mismatch> {
        let kind = reader.kind();
        let start = reader.pos();
        let mut first = true;
        let tag = self.tag;
        // An object with such a tag is none of the variants: what else is in it says nothing.
        let tells = |step: &str| tag.is_none_or(|tag| tag == step);
        let mut step = |step: &str, reader: &mut Reader<'_>| match self.inside.get_mut(step) {
            Some(value) if tells(step) => value.walk(reader, all),
            _ => reader.skip(),
        };
        match kind {
            Some(JsonKind::Object) => {
                reader.open_object()?;
                while let Some(key) = reader.member(&mut first)? {
                    step(&pointer::step(&key), reader)?;
                }
            }
            Some(JsonKind::Array) => {
                reader.open_array()?;
                let mut index = 0_usize;
                while reader.element(&mut first)? {
                    step(&index.to_string(), reader)?;
                    index += 1;
                }
            }
            _ => reader.skip()?,
        }
        // The place of an object or array is its first byte.
        let end = match kind {
            Some(JsonKind::Object | JsonKind::Array) => start + 1,
            _ => reader.pos(),
        };
        // Of members with the same key the first one counts.
        let findings = self.findings.drain(..).filter(|_| tag.is_none());
        all.extend(findings.map(|finding| finding.span(start..end)));
        Ok(())
    }
}

/// The code and the words for what a keyword says, of a tag or of another value.
fn reduce(error: &ValidationError<'_>, is_tag: bool) -> (Code, String) {
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let message = format!("missing field `{name}`");
            (Code::MissingField, message)
        }
        ValidationErrorKind::Type { kind } => {
            let names: Vec<String> = match kind {
                TypeKind::Single(one) => vec![one.to_string()],
                TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect(),
            };
            // Every payload is an object.
            let code = if error.instance_path().is_empty() {
                Code::NotAnObject
            } else {
                Code::WrongType
            };
            (code, format!("must be of type {}", names.join(" or ")))
        }
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => {
            (Code::OutOfRange, "the number is out of range".into())
        }
        ValidationErrorKind::Constant { expected_value } => {
            (Code::WrongConstant, format!("must be {expected_value}"))
        }
        ValidationErrorKind::Enum { options } => {
            let found = error.instance().as_str().unwrap_or_default();
            let code = if legacy::successor(found).is_some() {
                Code::LegacySpelling
            } else if is_tag {
                Code::UnknownTag
            } else if options.as_array().is_some_and(|all| all.len() == 1) {
                // A list of one known value is a constant.
                Code::WrongConstant
            } else {
                Code::UnknownValue
            };
            (code, "none of the known values".into())
        }
        _ => (
            Code::WrongType,
            format!("refused by `{}`", error.kind().keyword()),
        ),
    }
}
