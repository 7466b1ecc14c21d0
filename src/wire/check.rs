//! Holds a JSON text against a shape and tells every difference, each at its place.
//!
//! This is the one place that explains: the reader only says that something does not fit, and the
//! decoder asks here why. It walks the text itself, so it sees what a parsed tree no longer shows
//! (duplicate keys, the spelling of numbers) and knows where every value stands.

mod union;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::fault::{Code, Fault, Profile};
use super::kind::Kind;
use super::place::{Span, pointers};
use super::reader::{MAX_DEPTH, Reader};
use super::shape::{EnumShape, FieldShape, ObjectShape, Shape};
use crate::lines::offset;

/// Tells every difference between the text and the shape, in the order of the text.
///
/// [`Code::refuses`] says which of them are errors in a profile; the others are worth knowing.
pub fn check(text: &str, shape: &Shape, profile: Profile) -> Vec<Fault> {
    let mut checker = Checker {
        reader: Reader::new(text),
        profile,
        faults: Vec::new(),
    };
    if checker.value(shape).is_ok() && checker.reader.end().is_err() {
        let at = checker.reader.pos();
        checker.fault(
            Code::InvalidJson,
            at..text.len(),
            "the end of the text",
            "more text",
        );
    }
    let mut faults = checker.faults;
    faults.sort_by_key(|fault| fault.span.start);
    let offsets: Vec<_> = faults.iter().map(|fault| fault.span.start).collect();
    for (fault, pointer) in faults.iter_mut().zip(pointers(text, &offsets)) {
        fault.pointer = pointer;
    }
    faults
}

/// A field that no source names.
pub(crate) fn unknown_field(pointer: String, value: Span) -> Fault {
    Fault {
        code: Code::UnknownField,
        pointer,
        span: value.start..value.end,
        expected: "a field of the model".into(),
        found: "an unknown field".into(),
    }
}

/// The text cannot be read any further.
struct Stop;

/// A string and its bytes in the text.
type Text<'a> = (Cow<'a, str>, Range<usize>);

struct Checker<'a> {
    reader: Reader<'a>,
    profile: Profile,
    faults: Vec<Fault>,
}

impl<'a> Checker<'a> {
    fn fault(
        &mut self,
        code: Code,
        span: Range<usize>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        let fault = Fault {
            code,
            // Found for all together, when they are known.
            pointer: String::new(),
            span,
            expected: expected.into(),
            found: found.into(),
        };
        self.faults.push(fault);
    }

    /// Reports why the reader cannot go on, and stops.
    fn stop(&mut self) -> Stop {
        self.syntax();
        Stop
    }

    /// Says what is wrong with the text where the reader stands.
    fn syntax(&mut self) {
        let text = self.reader.text();
        if self.reader.too_deep() {
            let at = self.reader.pos();
            let expected = format!("at most {MAX_DEPTH} levels of arrays and objects");
            self.fault(Code::TooDeep, at..at + 1, expected, "a deeper level");
            return;
        }
        match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Err(error) => {
                let at = offset(text, error.line(), error.column());
                let reason = error.to_string();
                let place = format!(" at line {} column {}", error.line(), error.column());
                let reason = reason.strip_suffix(&place).unwrap_or(&reason);
                self.fault(
                    Code::InvalidJson,
                    at..at,
                    "JSON",
                    format!("something else ({reason})"),
                );
            }
            Ok(_) => {
                let at = self.reader.pos();
                self.fault(
                    Code::InvalidString,
                    at..at,
                    "a string of Unicode characters",
                    "an escape that is half of a surrogate pair",
                );
            }
        }
    }

    /// Skips the next value and returns its bytes.
    fn skip(&mut self) -> Result<Range<usize>, Stop> {
        self.reader.space();
        let start = self.reader.pos();
        match self.reader.skip() {
            Ok(()) => Ok(start..self.reader.pos()),
            Err(_) => Err(self.stop()),
        }
    }

    fn value(&mut self, shape: &Shape) -> Result<(), Stop> {
        let Some(kind) = self.reader.kind() else {
            return Err(self.stop());
        };
        if self.reader.too_deep() {
            return Err(self.stop());
        }
        if !shape.takes(kind) {
            let span = self.skip()?;
            self.fault(Code::WrongType, span, shape.expected(), kind.name());
            return Ok(());
        }
        match shape {
            Shape::Any | Shape::AnyObject | Shape::Boolean | Shape::Null => self.skip().map(drop),
            Shape::String => self.string().map(drop),
            Shape::Enum(values) => self.enum_value(values),
            Shape::Number => self.number(),
            Shape::Integer { min, max } => self.integer(*min, *max),
            Shape::Array(item) => self.array(item),
            Shape::Map(value) => self.map(value),
            Shape::Object(object) => self.object(object),
            Shape::Union(_) if kind == Kind::String => self.string().map(drop),
            Shape::Union(union) => self.union(union),
            Shape::ByKey(by_key) => self.by_key(by_key),
            Shape::Choice(choice) => {
                let shape = choice.alternatives.iter().find(|shape| shape.takes(kind));
                self.value(shape.expect("the choice takes this kind"))
            }
        }
    }

    /// Reads a string; `None` when it is a JSON string but not a string of characters.
    fn string(&mut self) -> Result<Option<Text<'a>>, Stop> {
        self.reader.space();
        let start = self.reader.pos();
        if let Ok(string) = self.reader.string() {
            return Ok(Some((string, start..self.reader.pos())));
        }
        let span = self.skip()?;
        self.fault(
            Code::InvalidString,
            span,
            "a string of Unicode characters",
            "an escape that is half of a surrogate pair",
        );
        Ok(None)
    }

    fn enum_value(&mut self, shape: &'static EnumShape) -> Result<(), Stop> {
        let Some((value, span)) = self.string()? else {
            return Ok(());
        };
        if !shape.values.contains(&&*value) {
            // Tags are as fixed as constants once their object is given.
            let code = if shape.open {
                Code::UnknownValue
            } else {
                Code::WrongConstant
            };
            self.unknown(code, span, shape.values.iter().copied(), "value", &value);
        }
        Ok(())
    }

    fn unknown(
        &mut self,
        code: Code,
        span: Range<usize>,
        known: impl Iterator<Item = &'static str>,
        what: &str,
        found: &str,
    ) {
        let known: Vec<_> = known.map(|value| format!("\"{value}\"")).collect();
        let expected = match &known[..] {
            [only] => only.clone(),
            [some @ .., last] => format!("{} or {last}", some.join(", ")),
            [] => "nothing".into(),
        };
        self.fault(
            code,
            span,
            expected,
            format!("another {what}{}", quoted(found)),
        );
    }

    fn number(&mut self) -> Result<(), Stop> {
        let start = self.reader.mark();
        if self.reader.float().is_ok() {
            return Ok(());
        }
        self.reader.rewind(start);
        let (number, span) = self.number_text()?;
        self.fault(
            Code::OutOfRange,
            span,
            "a number within the range of a 64-bit float",
            number,
        );
        Ok(())
    }

    fn number_text(&mut self) -> Result<(&'a str, Range<usize>), Stop> {
        match self.reader.number() {
            Ok(number) => {
                let end = self.reader.pos();
                Ok((number, end - number.len()..end))
            }
            Err(_) => Err(self.stop()),
        }
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<(), Stop> {
        let start = self.reader.mark();
        let integer = self.reader.integer();
        if integer.is_ok_and(|integer| (min..=max).contains(&integer)) {
            return Ok(());
        }
        self.reader.rewind(start);
        let (number, span) = self.number_text()?;
        let float = number.parse::<f64>();
        if float.is_ok_and(|float| float.is_finite() && float.fract() != 0.0) {
            self.fault(
                Code::WrongType,
                span,
                "an integer",
                "a number with a fraction",
            );
        } else {
            let expected = format!("an integer from {min} to {max}");
            self.fault(Code::OutOfRange, span, expected, "a number outside");
        }
        Ok(())
    }

    fn array(&mut self, item: &Shape) -> Result<(), Stop> {
        if self.reader.open_array().is_err() {
            return Err(self.stop());
        }
        let mut first = true;
        loop {
            match self.reader.element(&mut first) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(_) => return Err(self.stop()),
            }
            self.value(item)?;
        }
    }

    /// Goes to the value of the next member; at the end leaves the object.
    fn member(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>, Stop> {
        self.reader.member(first).map_err(|_| self.stop())
    }

    fn open_object(&mut self) -> Result<(), Stop> {
        self.reader.open_object().map_err(|_| self.stop())
    }

    fn twice(&mut self) -> Result<(), Stop> {
        let span = self.skip()?;
        self.fault(
            Code::DuplicateKey,
            span,
            "each key once",
            "the key a second time",
        );
        Ok(())
    }

    fn map(&mut self, value: &Shape) -> Result<(), Stop> {
        self.open_object()?;
        let mut seen = BTreeSet::new();
        let mut first = true;
        while let Some(key) = self.member(&mut first)? {
            if seen.insert(key) {
                self.value(value)?;
            } else {
                self.twice()?;
            }
        }
        Ok(())
    }

    fn object(&mut self, shape: &'static ObjectShape) -> Result<(), Stop> {
        self.reader.space();
        let start = self.reader.pos();
        self.open_object()?;
        let (mut seen, mut others) = (0u64, BTreeSet::new());
        let (mut first, mut likely) = (true, 0);
        while let Some(key) = self.member(&mut first)? {
            let field = match shape.fields.get(likely) {
                Some(field) if field.name == key => Some(likely),
                _ => shape.fields.iter().position(|field| field.name == key),
            };
            match field {
                Some(place) if seen >> place & 1 == 0 => {
                    seen |= 1 << place;
                    likely = place + 1;
                    self.field(shape, &shape.fields[place])?;
                }
                None if others.insert(key) => self.unknown_field(shape)?,
                _ => self.twice()?,
            }
        }
        for (place, field) in shape.fields.iter().enumerate() {
            if seen >> place & 1 == 0 && field.required_in(self.profile) {
                self.missing(start, field.name);
            }
        }
        Ok(())
    }

    fn unknown_field(&mut self, object: &ObjectShape) -> Result<(), Stop> {
        let span = self.skip()?;
        // A free-form object may have any field.
        if !object.lenient {
            // The pointer is found later, as those of the others.
            self.faults.push(unknown_field(String::new(), span.into()));
        }
        Ok(())
    }

    fn missing(&mut self, start: usize, name: &str) {
        let expected = format!("the field `{name}`");
        self.fault(
            Code::MissingField,
            start..start + 1,
            expected,
            "an object without it",
        );
    }

    fn field(&mut self, object: &ObjectShape, field: &'static FieldShape) -> Result<(), Stop> {
        if object.lenient {
            return self.lenient(&field.shape);
        }
        if self.profile == Profile::Documented && !field.origin().is_documented() {
            let span = self.skip()?;
            self.fault(
                Code::UndocumentedField,
                span,
                "a documented field",
                "another field",
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

    fn constant(&mut self, constant: &str) -> Result<(), Stop> {
        if self.reader.kind() != Some(Kind::String) {
            return self.value(&Shape::String);
        }
        if let Some((value, span)) = self.string()?
            && value != constant
        {
            self.fault(
                Code::WrongConstant,
                span,
                format!("\"{constant}\""),
                format!("another value{}", quoted(&value)),
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
                Code::UnusualValue,
                span,
                shape.expected(),
                "a value with a key that is no string of Unicode characters",
            );
        }
        for fault in &mut self.faults[faults..] {
            if fault.code.refuses(Profile::Wire) {
                fault.code = Code::UnusualValue;
            }
        }
        Ok(())
    }
}

/// A short value for a message: names of the protocol, not contents. Captures hold secrets, so
/// anything that does not look like a name is left out.
fn quoted(value: &str) -> String {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    if value.len() <= 40 && value.chars().all(name) {
        format!(" (\"{value}\")")
    } else {
        String::new()
    }
}
