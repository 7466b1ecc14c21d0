//! Objects: their fields, and those that are missing, unknown or there twice.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

use super::{Checker, Meant, Member, Stop, Subject, Ticked, name};
use crate::json::{JsonKind, Span};
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
        more: 0,
        detail: Detail::None,
    }
}

/// A member of an object that is none of its fields: where its key begins, and its value.
pub(super) struct Other {
    key: usize,
    value: Range<usize>,
}

impl<'a> Checker<'a> {
    /// A value under a key that its object has had before.
    pub(super) fn twice(&mut self, first: usize, value: Range<usize>, key: &str) {
        self.fault(
            FaultCode::DuplicateKey,
            value,
            "each key once",
            "the key a second time",
            format!("duplicate key{}", Ticked(key)),
        );
        self.detail(Detail::First(self.string_at(first)));
    }

    pub(super) fn map(&mut self, value: &Shape) -> Result<(), Stop> {
        self.open_object()?;
        let outer = self.subject;
        self.subject.is_inside = true;
        let mut seen = BTreeMap::new();
        let mut first = true;
        while let Some(Member { name, start }) = self.member(&mut first)? {
            if let Some(first) = seen.get(&name) {
                let value = self.skip()?;
                self.twice(*first, value, &name);
            } else {
                seen.insert(name, start);
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
        let outer = self.keys.len();
        self.keys.resize(outer + shape.fields.len(), None);
        let mut others = BTreeMap::new();
        let read = self.members(shape, outer, &mut others);
        self.wrong_names(start, shape, outer, others, read.is_ok());
        self.keys.truncate(outer);
        read
    }

    /// Checks the members of an object; notes where the key of each field begins, and what else
    /// there is.
    fn members(
        &mut self,
        shape: &'static ObjectShape,
        keys: usize,
        others: &mut BTreeMap<Cow<'a, str>, Other>,
    ) -> Result<(), Stop> {
        let (mut first, mut likely) = (true, 0);
        while self.next_key(&mut first)? {
            let start = self.reader.pos();
            let (name, field) = self.field_key(shape.fields, likely)?;
            let before = match field {
                Some(place) => self.keys[keys + place],
                None => others.get(&name).map(|other| other.key),
            };
            match (before, field) {
                (Some(first), _) => {
                    let value = self.skip()?;
                    self.twice(first, value, &name);
                }
                (None, Some(place)) => {
                    self.keys[keys + place] = Some(start);
                    likely = place + 1;
                    self.field(shape, &shape.fields[place])?;
                }
                (None, None) => {
                    let value = self.skip()?;
                    others.insert(name, Other { key: start, value });
                }
            }
        }
        Ok(())
    }

    /// Reads a key, and finds its field: mostly the likely one or one behind it.
    fn field_key(
        &mut self,
        fields: &'static [FieldShape],
        likely: usize,
    ) -> Result<(Cow<'a, str>, Option<usize>), Stop> {
        let mut places = (likely..fields.len()).chain(0..likely);
        if let Some(place) = places.find(|&place| self.reader.literal(fields[place].name)) {
            let end = self.reader.pos();
            self.reader.after_key(end).map_err(|_| self.stop())?;
            return Ok((Cow::Borrowed(fields[place].name), Some(place)));
        }
        let name = self.reader.other_key().map_err(|_| self.stop())?;
        // A field's key may be spelled with escapes.
        let place = fields.iter().position(|field| field.name == name);
        Ok((name, place))
    }

    /// The fields that an object misses, and those that it should not have. A missing and an unknown
    /// one that look alike are one fault. Where the text breaks off nothing is missing.
    fn wrong_names(
        &mut self,
        start: usize,
        object: &'static ObjectShape,
        keys: usize,
        others: BTreeMap<Cow<'_, str>, Other>,
        is_whole: bool,
    ) {
        let keys = &self.keys[keys..];
        let fields = object.fields.iter().zip(keys);
        let absent = fields.filter_map(|(field, key)| key.is_none().then_some(field));
        let is_required = |field: &&FieldShape| is_whole && field.required_in(self.profile);
        let required = absent.clone().filter(is_required);
        let mut required: Vec<_> = required.map(|field| field.name).collect();
        if required.is_empty() && others.is_empty() {
            return;
        }
        let mut absent: Vec<_> = absent.map(|field| field.name).collect();
        // A free-form object may have any field.
        let others = others.into_iter().filter(|_| !object.lenient);
        for (key, other) in others {
            let near = self.guesses.guess(&key, absent.iter().copied());
            match required.iter().position(|name| near == Some(*name)) {
                Some(place) => {
                    let name = required.remove(place);
                    absent.retain(|other| *other != name);
                    let key = Some((&*key, self.string_at(other.key)));
                    self.missing(start, object.name, name, key);
                }
                None => {
                    let value = other.value;
                    let fault = unknown_field(String::new(), value, object.name, &key, near);
                    self.add(fault);
                }
            }
        }
        for name in required {
            self.missing(start, object.name, name, None);
        }
    }

    /// A field that is missing in an object, perhaps because its key is misspelled: then it is about
    /// that key.
    pub(super) fn missing(
        &mut self,
        start: usize,
        object: &str,
        field: &str,
        misspelled: Option<(&str, Span)>,
    ) {
        let expected = format!("the field `{field}`");
        let mut message = format!("missing field `{field}` in `{object}`");
        let mut span = start..start + 1;
        if let Some((key, place)) = misspelled {
            message += &match name(key) {
                Some(key) => format!("; found `{key}` instead"),
                None => "; found a similar name instead".into(),
            };
            span = place.start..place.end;
        }
        self.fault(
            FaultCode::MissingField,
            span,
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
        if field.constant.is_some() && self.reader.kind() == Some(JsonKind::String) {
            return self.one_of(field.constant.as_slice(), FaultCode::WrongConstant);
        }
        if self.reader.peek() == Some(b'n')
            && field.null_is_absent()
            && !field.required_in(self.profile)
        {
            return self.skip().map(drop);
        }
        self.value(&field.shape)
    }

    /// A member of a free-form object: what does not fit is unusual, but not wrong.
    fn lenient(&mut self, shape: &Shape) -> Result<(), Stop> {
        if self.reader.peek() == Some(b'n') {
            return self.skip().map(drop);
        }
        let (start, around) = (self.reader.mark(), mem::take(&mut self.faults));
        let walked = self.value(shape);
        let inside = mem::replace(&mut self.faults, around);
        if walked.is_err() {
            // Not what the shape can walk, but perhaps JSON all the same.
            self.reader.rewind(start);
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
            return Ok(());
        }
        for entry in inside.finish() {
            let mut fault = entry.what;
            if fault.code.refuses(Profile::Wire) {
                fault.code = FaultCode::UnusualValue;
            }
            self.faults.push(fault.code, entry.start, entry.more, fault);
        }
        Ok(())
    }
}
