//! Checks a JSON text against a shape and reports every difference, with its location.
//!
//! This is the one place that explains: the reader only says that something does not fit, and the
//! decoder asks here why. It walks the text itself, so it sees what a parsed tree no longer shows
//! (duplicate keys, the digits of numbers) and knows where every value is.

mod object;
mod union;

pub(crate) use object::unknown_field;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::fault::{Detail, Fault, FaultCode, Profile};
use super::shape::{EnumShape, Shape};
use crate::json::{JsonKind, MAX_DEPTH, Mismatch, Reader, Span, pointers, scan};
use crate::known::{Meant, Ticked, name, unknown_word};
use crate::lines::offset;
use crate::listed::Listed;
use crate::similar::Guesses;

/// Reports the differences between the text and the shape, in the order of the text: of each code the
/// first 10,000, and how many more there are.
///
/// [`FaultCode::refuses`] says which of them are errors in a profile; the others are worth knowing.
pub fn check(text: &str, shape: &Shape, profile: Profile) -> Vec<Fault> {
    let mut checker = Checker {
        reader: Reader::new(text),
        profile,
        faults: Listed::default(),
        subject: Subject::default(),
        keys: Vec::new(),
        guesses: Guesses::default(),
    };
    if checker.value(shape).is_ok() && checker.reader.end().is_err() {
        let at = checker.reader.pos();
        checker.fault(
            FaultCode::InvalidJson,
            at..text.len(),
            "the end of the text",
            "more text",
            "not valid JSON: text after the end of the value",
        );
    }
    let listed = checker.faults.finish();
    let offsets: Vec<_> = listed.iter().map(|entry| entry.start).collect();
    let pointers = pointers(text, &offsets);
    let faults = listed
        .into_iter()
        .zip(pointers)
        .map(|(entry, pointer)| Fault {
            pointer,
            more: entry.more,
            ..entry.what
        });
    faults.collect()
}

/// The text cannot be read any further.
struct Stop;

/// How a string is read: kept, or only passed.
type Read<'a, T> = fn(&mut Reader<'a>) -> Result<T, Mismatch>;

/// A key, and where it begins in the text.
struct Member<'a> {
    name: Cow<'a, str>,
    start: usize,
}

/// What the value that is being checked is called in a message.
#[derive(Clone, Copy, Default)]
struct Subject {
    field: Option<&'static str>,
    /// Whether it is an element or value of the field.
    is_inside: bool,
    /// Whether the field belongs to a free-form object.
    is_lenient: bool,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.field, self.is_inside) {
            (None, false) => f.write_str("the value"),
            (None, true) => f.write_str("an element"),
            (Some(field), false) => write!(f, "`{field}`"),
            (Some(field), true) => write!(f, "an element of `{field}`"),
        }
    }
}

struct Checker<'a> {
    reader: Reader<'a>,
    profile: Profile,
    faults: Listed<FaultCode, Fault>,
    subject: Subject,
    /// For the fields of each open object: where their keys begin, if they came.
    keys: Vec<Option<usize>>,
    guesses: Guesses,
}

impl<'a> Checker<'a> {
    fn fault(
        &mut self,
        code: FaultCode,
        span: Range<usize>,
        expected: impl Into<String>,
        found: impl Into<String>,
        message: impl Into<String>,
    ) {
        let fault = Fault {
            code,
            // Found for all together, when they are known.
            pointer: String::new(),
            span,
            expected: expected.into(),
            found: found.into(),
            message: message.into(),
            more: 0,
            detail: Detail::None,
        };
        self.add(fault);
    }

    fn add(&mut self, fault: Fault) {
        self.faults.push(fault.code, fault.span.start, 0, fault);
    }

    /// Adds to the fault that was reported last.
    fn detail(&mut self, detail: Detail) {
        if let Some(fault) = self.faults.last_mut() {
            fault.detail = detail;
        }
    }

    /// Reports why the reader cannot go on, and stops.
    fn stop(&mut self) -> Stop {
        self.syntax();
        Stop
    }

    /// Says what is wrong with the text at the reader's position.
    fn syntax(&mut self) {
        let text = self.reader.text();
        if self.reader.too_deep() {
            let at = self.reader.pos();
            let expected = format!("at most {MAX_DEPTH} levels of arrays and objects");
            let message = format!("arrays and objects nest deeper than {MAX_DEPTH} levels");
            self.fault(
                FaultCode::TooDeep,
                at..at + 1,
                expected,
                "a deeper level",
                message,
            );
            return;
        }
        match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Err(error) => {
                let at = offset(text, error.line(), error.column());
                // serde_json gives the place before a control character.
                let at = match self.control_character() {
                    Some(control) if control == at + 1 => control,
                    _ => at,
                };
                let reason = error.to_string();
                let place = format!(" at line {} column {}", error.line(), error.column());
                let reason = reason.strip_suffix(&place).unwrap_or(&reason);
                self.fault(
                    FaultCode::InvalidJson,
                    at..at,
                    "JSON",
                    format!("something else ({reason})"),
                    format!(
                        "not valid JSON: {}",
                        reason.replace("EOF while", "the text ends while")
                    ),
                );
                if error.is_eof() {
                    self.detail(Detail::CutOff);
                } else if reason.starts_with("expected `,`") {
                    // serde_json says it in no other way.
                    self.detail(Detail::NoComma);
                }
            }
            Ok(_) => {
                let at = self.reader.pos();
                self.invalid_string(at..at);
            }
        }
    }

    /// The place of the control character that breaks the string that comes next.
    fn control_character(&mut self) -> Option<usize> {
        let is_string = self.reader.kind()? == JsonKind::String;
        let content = self.reader.pos() + 1;
        is_string.then(|| scan::control_character(self.reader.text().as_bytes(), content))?
    }

    fn invalid_string(&mut self, span: Range<usize>) {
        self.fault(
            FaultCode::InvalidString,
            span,
            "a string of Unicode characters",
            "an escape that is half of a surrogate pair",
            "a string contains half of a surrogate pair, which is not a character",
        );
    }

    /// A value of the wrong type.
    fn wrong_type(&mut self, span: Range<usize>, expected: String, found: &str) {
        let is = if self.subject.is_lenient {
            "is usually"
        } else {
            "must be"
        };
        let message = format!("{} {is} {expected}, not {found}", self.subject);
        self.fault(FaultCode::WrongType, span, expected, found, message);
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
            self.wrong_type(span, shape.expected(), kind.name());
            if let Some(kind) = shape.only_kind() {
                self.detail(Detail::Only(kind));
            }
            return Ok(());
        }
        match shape {
            Shape::Any | Shape::AnyObject | Shape::Boolean | Shape::Null => self.skip().map(drop),
            Shape::String => self.string(Reader::pass_string).map(drop),
            Shape::Enum(shape) => self.one_of(shape.values, wrong_value(shape)),
            Shape::Number => self.number(),
            Shape::Integer { min, max } => self.integer(*min, *max),
            Shape::Array(item) => self.array(item),
            Shape::Map(value) => self.map(value),
            Shape::Object(object) => self.object(object),
            Shape::Union(_) if kind == JsonKind::String => self.value(&Shape::String),
            Shape::Union(union) => self.union(union),
            Shape::ByKey(by_key) => self.by_key(by_key),
            Shape::Choice(choice) => {
                let shape = choice.alternatives.iter().find(|shape| shape.takes(kind));
                self.value(shape.expect("the choice takes this kind"))
            }
        }
    }

    /// Reads a string; `None` when it is a JSON string but not a string of characters.
    fn string<T>(&mut self, read: Read<'a, T>) -> Result<Option<(T, Range<usize>)>, Stop> {
        self.reader.space();
        let start = self.reader.pos();
        if let Ok(string) = read(&mut self.reader) {
            return Ok(Some((string, start..self.reader.pos())));
        }
        let span = self.skip()?;
        self.invalid_string(span);
        Ok(None)
    }

    /// A string that has to be one of these.
    fn one_of(
        &mut self,
        values: &'static [&'static str],
        otherwise: FaultCode,
    ) -> Result<(), Stop> {
        if values.iter().any(|value| self.reader.literal(value)) {
            return Ok(());
        }
        if let Some((value, span)) = self.string(Reader::string)?
            && !values.contains(&&*value)
        {
            let field = self.subject.field.unwrap_or("value").replace('_', " ");
            self.unknown(otherwise, span, values, &field, "", &value);
        }
        Ok(())
    }

    /// A word that is none of the known ones; `what` says what kind of word, `place` of what.
    fn unknown(
        &mut self,
        code: FaultCode,
        span: Range<usize>,
        known: &[&'static str],
        what: &str,
        place: &str,
        found: &str,
    ) {
        let expected = match known {
            [only] => format!("\"{only}\""),
            [some @ .., last] => format!("\"{}\" or \"{last}\"", some.join("\", \"")),
            [] => "nothing".into(),
        };
        let name = name(found);
        let message = match known {
            [only] => match name {
                Some(name) => format!("{} must be `{only}`, not `{name}`", self.subject),
                None => format!("{} must be `{only}`", self.subject),
            },
            _ => {
                let near = self.guesses.guess(found, known.iter().copied());
                unknown_word(what, found, place, known, near)
            }
        };
        let quoted = name.map_or(String::new(), |name| format!(" (\"{name}\")"));
        self.fault(
            code,
            span,
            expected,
            format!("another value{quoted}"),
            message,
        );
    }

    fn number(&mut self) -> Result<(), Stop> {
        let start = self.reader.mark();
        if self.reader.pass_float().is_ok() {
            return Ok(());
        }
        self.reader.rewind(start);
        let (number, span) = self.number_text()?;
        self.fault(
            FaultCode::OutOfRange,
            span,
            "a number within the range of a 64-bit float",
            number,
            format!("{} is out of the range of a 64-bit float", short(number)),
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
            self.wrong_type(span, "an integer".into(), "a number with a fraction");
        } else {
            let expected = format!("an integer from {min} to {max}");
            let message = format!("{} is out of range ({min} to {max})", short(number));
            self.fault(
                FaultCode::OutOfRange,
                span,
                expected,
                "a number outside",
                message,
            );
        }
        Ok(())
    }

    fn array(&mut self, item: &Shape) -> Result<(), Stop> {
        self.reader.open_array().map_err(|_| self.stop())?;
        let outer = self.subject;
        self.subject.is_inside = true;
        let mut first = true;
        while self.reader.element(&mut first).map_err(|_| self.stop())? {
            self.value(item)?;
        }
        self.subject = outer;
        Ok(())
    }

    /// Goes to the value of the next member; at the end leaves the object.
    fn member(&mut self, first: &mut bool) -> Result<Option<Member<'a>>, Stop> {
        if !self.next_key(first)? {
            return Ok(None);
        }
        let start = self.reader.pos();
        let name = self.reader.other_key().map_err(|_| self.stop())?;
        Ok(Some(Member { name, start }))
    }

    /// Goes to the key of the next member; at the end leaves the object.
    fn next_key(&mut self, first: &mut bool) -> Result<bool, Stop> {
        self.reader.key(first).map_err(|_| self.stop())
    }

    /// The bytes of the string that begins at an offset.
    fn string_at(&self, start: usize) -> Span {
        let mut reader = Reader::at(self.reader.text(), start);
        // It was read before.
        _ = reader.skip();
        Span::new(start, reader.pos())
    }

    fn open_object(&mut self) -> Result<(), Stop> {
        self.reader.open_object().map_err(|_| self.stop())
    }
}

/// What a string is that is none of the known values.
fn wrong_value(shape: &EnumShape) -> FaultCode {
    match shape.values {
        // Tags are as fixed as constants once their object is given.
        _ if !shape.open => FaultCode::WrongConstant,
        [_] => FaultCode::UnknownConstant,
        _ => FaultCode::UnknownValue,
    }
}

/// A number for a message.
fn short(number: &str) -> String {
    match number.len() {
        ..=24 => format!("`{number}`"),
        _ => "the number".into(),
    }
}
