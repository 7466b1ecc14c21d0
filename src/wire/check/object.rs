//! Objects: their fields, and those that are missing, unknown or there twice.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Checker, Meant, Stop, Subject, Ticked, name};
use crate::json::JsonKind;
use crate::wire::fault::{Detail, Fault, FaultCode, Profile};
use crate::wire::shape::{FieldShape, ObjectShape, Shape};

/// A field that no source names, perhaps because it is misspelled.
pub(crate) fn unknown_field(
    pointer: String,
    value: Range<usize>,
    object: &str,
    key: &str,
    near: Option<&str>,
) -> Fault {
    let message = format!("unknown field{} in `{object}`{}", Ticked(key), Meant(near));
    Fault {
        code: FaultCode::UnknownField,
        pointer,
        span: value,
        expected: "a field of the model".into(),
        found: "an unknown field".into(),
        message,
        detail: Detail::None,
    }
}

impl<'a> Checker<'a> {
    fn twice(&mut self, key: &str) -> Result<(), Stop> {
        let span = self.skip()?;
        self.fault(
            FaultCode::DuplicateKey,
            span,
            "each key once",
            "the key a second time",
            format!("duplicate key{}", Ticked(key)),
        );
        Ok(())
    }

    pub(super) fn map(&mut self, value: &Shape) -> Result<(), Stop> {
        self.open_object()?;
        let outer = self.subject;
        self.subject.is_inside = true;
        let mut seen = BTreeSet::new();
        let mut first = true;
        while let Some(key) = self.member(&mut first)? {
            if seen.contains(&key) {
                self.twice(&key)?;
            } else {
                seen.insert(key);
                self.value(value)?;
            }
        }
        self.subject = outer;
        Ok(())
    }

    pub(super) fn object(&mut self, shape: &'static ObjectShape) -> Result<(), Stop> {
        self.reader.space();
        let start = self.reader.pos();
        self.open_object()?;
        let (mut seen, mut others) = (0, BTreeMap::new());
        let read = self.members(shape, &mut seen, &mut others);
        let absent = |(place, field)| (seen >> place & 1 == 0).then_some(field);
        let absent: Vec<&FieldShape> = shape.fields.iter().enumerate().filter_map(absent).collect();
        let is_whole = read.is_ok();
        self.wrong_names(start, shape, &absent, others, is_whole);
        read
    }

    /// Checks the members of an object; notes which fields it has, and what else.
    fn members(
        &mut self,
        shape: &'static ObjectShape,
        seen: &mut u64,
        others: &mut BTreeMap<Cow<'a, str>, Range<usize>>,
    ) -> Result<(), Stop> {
        let (mut first, mut likely) = (true, 0);
        while let Some(key) = self.member(&mut first)? {
            let field = match shape.fields.get(likely) {
                Some(field) if field.name == key => Some(likely),
                _ => shape.fields.iter().position(|field| field.name == key),
            };
            match field {
                Some(place) if *seen >> place & 1 == 0 => {
                    *seen |= 1 << place;
                    likely = place + 1;
                    self.field(shape, &shape.fields[place])?;
                }
                None if !others.contains_key(&key) => {
                    let span = self.skip()?;
                    others.insert(key, span);
                }
                _ => self.twice(&key)?,
            }
        }
        Ok(())
    }

    /// The fields that an object misses, and those that it should not have. A missing and an unknown
    /// one that look alike are one fault. Where the text breaks off nothing is missing.
    fn wrong_names(
        &mut self,
        start: usize,
        object: &ObjectShape,
        absent: &[&'static FieldShape],
        others: BTreeMap<Cow<'_, str>, Range<usize>>,
        is_whole: bool,
    ) {
        let names = |fields: &[&'static FieldShape]| -> Vec<_> {
            fields.iter().map(|field| field.name).collect()
        };
        let is_required = |field: &&FieldShape| is_whole && field.required_in(self.profile);
        let required: Vec<_> = absent.iter().copied().filter(is_required).collect();
        let (mut absent, mut required) = (names(absent), names(&required));
        // A free-form object may have any field.
        let others = others.into_iter().filter(|_| !object.lenient);
        for (key, span) in others {
            let near = self.guesses.guess(&key, absent.iter().copied());
            match required.iter().position(|name| near == Some(*name)) {
                Some(place) => {
                    let name = required.remove(place);
                    absent.retain(|other| *other != name);
                    self.missing(start, object.name, name, Some(&key));
                }
                None => {
                    let fault = unknown_field(String::new(), span, object.name, &key, near);
                    self.faults.push(fault);
                }
            }
        }
        for name in required {
            self.missing(start, object.name, name, None);
        }
    }

    /// A field that is missing in an object, perhaps because of its misspelling.
    pub(super) fn missing(
        &mut self,
        start: usize,
        object: &str,
        field: &str,
        misspelled: Option<&str>,
    ) {
        let expected = format!("the field `{field}`");
        let mut message = format!("missing field `{field}` in `{object}`");
        if let Some(key) = misspelled {
            message += &match name(key) {
                Some(key) => format!("; found `{key}` instead"),
                None => "; found a similar name instead".into(),
            };
        }
        self.fault(
            FaultCode::MissingField,
            start..start + 1,
            expected,
            "an object without it",
            message,
        );
    }

    fn field(&mut self, object: &ObjectShape, field: &'static FieldShape) -> Result<(), Stop> {
        let outer = self.subject;
        self.subject = Subject {
            field: Some(field.name),
            is_inside: false,
            is_lenient: object.lenient,
        };
        let outcome = self.field_value(object, field);
        self.subject = outer;
        outcome
    }

    fn field_value(
        &mut self,
        object: &ObjectShape,
        field: &'static FieldShape,
    ) -> Result<(), Stop> {
        if object.lenient {
            return self.lenient(&field.shape);
        }
        if self.profile == Profile::Documented && !field.origin().is_documented() {
            let span = self.skip()?;
            self.fault(
                FaultCode::UndocumentedField,
                span,
                "a documented field",
                "another field",
                format!("undocumented field `{}` in `{}`", field.name, object.name),
            );
            return Ok(());
        }
        if let Some(constant) = field.constant {
            return self.constant(constant);
        }
        if field.null_is_absent()
            && !field.required_in(self.profile)
            && self.reader.peek() == Some(b'n')
        {
            return self.skip().map(drop);
        }
        self.value(&field.shape)
    }

    fn constant(&mut self, constant: &'static str) -> Result<(), Stop> {
        if self.reader.kind() != Some(JsonKind::String) {
            return self.value(&Shape::String);
        }
        if let Some((value, span)) = self.string()?
            && value != constant
        {
            self.unknown(
                FaultCode::WrongConstant,
                span,
                &[constant],
                "value",
                "",
                &value,
            );
        }
        Ok(())
    }

    /// A member of a free-form object: what does not fit is unusual, but not wrong.
    fn lenient(&mut self, shape: &Shape) -> Result<(), Stop> {
        if self.reader.peek() == Some(b'n') {
            return self.skip().map(drop);
        }
        let (start, faults) = (self.reader.clone(), self.faults.len());
        if self.value(shape).is_err() {
            // Not what the shape can walk, but perhaps JSON all the same.
            self.reader = start;
            self.faults.truncate(faults);
            let span = self.skip()?;
            self.fault(
                FaultCode::UnusualValue,
                span,
                shape.expected(),
                "a value with a key that is no string of Unicode characters",
                format!(
                    "{} contains a key with half of a surrogate pair",
                    self.subject
                ),
            );
        }
        for fault in &mut self.faults[faults..] {
            if fault.code.refuses(Profile::Wire) {
                fault.code = FaultCode::UnusualValue;
            }
        }
        Ok(())
    }
}
