//! Structural findings by way of the JSON Schemas instead of the types.
//!
//! The schemas of a profile and the types are made of the same tables, so both ways give the same
//! verdict and the same places; a test holds that over captures and broken copies of them. This
//! way is for those who want to see what a JSON Schema validator in another language sees. It
//! knows less: a parsed JSON value has no duplicate keys any more, and numbers beyond a 64-bit
//! float cannot be parsed at all.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use super::{Code, Finding, PayloadKind, Settings, structure};
use crate::json::{Mismatch, Reader};
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

    /// What the schema refuses, in the order of the text.
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        let mut findings = match serde_json::from_str::<Value>(text) {
            Ok(payload) => self.refused(&payload),
            Err(_) => self.unparsed(text),
        };
        let mut walk = Walk {
            pointer: String::new(),
            findings: &mut findings,
        };
        // A text that is no JSON has its finding at its place already.
        _ = walk.value(&mut Reader::new(text));
        structure::ordered(text, findings)
    }

    fn refused(&self, payload: &Value) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        // The objects with a tag that is not allowed.
        let mut untagged = Vec::new();
        for error in self.validator.iter_errors(payload) {
            let tagged = self.tagged(&error);
            let (code, message) = reduce(&error, tagged.is_some());
            untagged.extend(tagged);
            let pointer = error.instance_path().to_string();
            // Several keywords of one schema may refuse a value, and a value that is no object is
            // refused by every variant of a union. It is one defect.
            let known = findings.iter().any(|other| {
                let same = other.pointer == pointer;
                same && (code != Code::MissingField || other.message == message)
            });
            if !known {
                let found = structure::finding(&self.settings, code, message);
                findings.extend(found.map(|finding| Finding { pointer, ..finding }));
            }
        }
        // Such an object is none of the variants: what else is in it says nothing.
        for (object, tag) in &untagged {
            let is_other = |pointer: &str| match pointer.strip_prefix(object) {
                Some(rest) if rest.starts_with('/') => &rest[1..] != *tag,
                Some(rest) => rest.is_empty(),
                None => false,
            };
            findings.retain(|finding| !is_other(&finding.pointer));
        }
        findings
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

/// Gives findings their places: a validator of parsed values knows only their pointers.
struct Walk<'a> {
    pointer: String,
    findings: &'a mut [Finding],
}

impl Walk<'_> {
    fn value(&mut self, reader: &mut Reader<'_>) -> Result<(), Mismatch> {
        let kind = reader.kind();
        let start = reader.pos();
        let mut first = true;
        match kind {
            Some(JsonKind::Object) => {
                reader.open_object()?;
                while let Some(key) = reader.member(&mut first)? {
                    self.inside(reader, |pointer| pointer::push(pointer, &key))?;
                }
            }
            Some(JsonKind::Array) => {
                reader.open_array()?;
                let mut index = 0;
                while reader.element(&mut first)? {
                    self.inside(reader, |pointer| pointer::push_index(pointer, index))?;
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
        for finding in &mut *self.findings {
            // Of members with the same key the first one counts.
            if finding.span.is_none() && finding.pointer == self.pointer {
                finding.span = Some((start..end).into());
            }
        }
        Ok(())
    }

    fn inside(
        &mut self,
        reader: &mut Reader<'_>,
        push: impl FnOnce(&mut String),
    ) -> Result<(), Mismatch> {
        let length = self.pointer.len();
        push(&mut self.pointer);
        self.value(reader)?;
        self.pointer.truncate(length);
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
