//! Free-form JSON through serde's `Serialize`.
//!
//! serde_json gets the text as it is. Every other serializer gets ordinary data, as if the value had
//! been parsed, so that it is written as that format writes it.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::ops::Range;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::ser::CompactFormatter;

use super::kind::JsonKind;
use super::number::{Held, held};
use super::object::JsonObject;
use super::place::pointer_at;
use super::reader::{Mismatch, Reader};
use super::value::JsonValue;

/// The name by which serde_json knows that it gets, or is asked for, the text of a value instead of
/// the value.
pub(crate) const RAW_TOKEN: &str = "$serde_json::private::RawValue";

/// What to do about a format that cannot hold a value as it is.
const WAY_OUT: &str =
    "to keep the value as JSON text inside this format, use serde_with::json::JsonString";

/// Whether it is serde_json that writes, so that text of JSON can be written as it is.
///
/// serde has no way to ask for that. A serializer of an unknown type gets data, which every
/// serializer understands.
fn takes_text<S: Serializer>() -> bool {
    let name = type_name::<S>();
    let text = type_name::<&mut serde_json::Serializer<()>>().strip_suffix("()>");
    text.is_some_and(|text| name.starts_with(text))
        || name == type_name::<serde_json::value::Serializer>()
}

/// Whether the text is to be written as it is even where data would do. A formatter that lays out or
/// spells JSON in its own way gets data.
fn keeps_text<S: Serializer>() -> bool {
    let formatter = type_name::<S::SerializeStruct>().strip_suffix('>');
    let compact = formatter.is_none_or(|f| f.ends_with(type_name::<CompactFormatter>()));
    compact && takes_text::<S>()
}

fn write_text<S: Serializer>(serializer: S, text: &str) -> Result<S::Ok, S::Error> {
    let mut raw = serializer.serialize_struct(RAW_TOKEN, 1)?;
    raw.serialize_field(RAW_TOKEN, text)?;
    raw.end()
}

/// Begins an object.
///
/// The length is left out on purpose: a format that asks for it does not write what a value is
/// either, and could not be read. It has to refuse the value when it is written.
pub(crate) fn serialize_map<S: Serializer>(serializer: S) -> Result<S::SerializeMap, S::Error> {
    serializer.serialize_map(None).map_err(with_way_out)
}

/// Writes a null that means something; some formats have none.
pub(crate) fn serialize_null<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit().map_err(with_way_out)
}

/// Adds what to do to the error of a format that cannot hold a value.
fn with_way_out<E: Error>(error: E) -> E {
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.is::<io::Error>() {
            return error;
        }
        source = cause.source();
    }
    if type_name::<E>() == type_name::<serde_json::Error>() {
        return error;
    }
    let helpful = E::custom(format_args!("{error} ({WAY_OUT})"));
    // Some formats keep no messages; what they say themselves is better then.
    if helpful.to_string().contains(WAY_OUT) {
        helpful
    } else {
        error
    }
}

impl Serialize for JsonValue {
    /// serde_json writes the text as it is, other formats the value.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.as_str();
        if keeps_text::<S>() {
            return write_text(serializer, text);
        }
        match Data::read(&mut Reader::new(text)) {
            Ok(data) => data.serialize(serializer),
            Err(Mismatch) => Err(S::Error::custom("the free-form JSON nests too deep")),
        }
    }
}

impl Serialize for JsonObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        JsonValue::serialize(self, serializer)
    }
}

/// A value of free-form JSON, ready to be written as data.
struct Data<'a> {
    root: &'a str,
    span: Range<usize>,
    parts: Parts<'a>,
}

enum Parts<'a> {
    Scalar,
    Array(Vec<Data<'a>>),
    Object(Vec<(Cow<'a, str>, Data<'a>)>),
    /// An object with a key that is no string of characters.
    BrokenKeys,
}

impl<'a> Data<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, Mismatch> {
        let kind = reader.kind();
        let start = reader.mark();
        let at = reader.pos();
        let parts = match kind {
            Some(JsonKind::Array) => {
                let mut elements = Vec::new();
                reader.elements(|reader| Data::read(reader).map(|data| elements.push(data)))?;
                Parts::Array(elements)
            }
            Some(JsonKind::Object) => match Data::members(reader)? {
                Some(members) => Parts::Object(members),
                None => {
                    reader.rewind(start);
                    reader.skip()?;
                    Parts::BrokenKeys
                }
            },
            _ => {
                reader.skip()?;
                Parts::Scalar
            }
        };
        Ok(Data {
            root: reader.text(),
            span: at..reader.pos(),
            parts,
        })
    }

    /// The members of the object that comes next; `None` if a key is no string of characters.
    #[allow(clippy::type_complexity, reason = "used once")]
    fn members(reader: &mut Reader<'a>) -> Result<Option<Vec<(Cow<'a, str>, Data<'a>)>>, Mismatch> {
        reader.open_object()?;
        let mut members = Vec::new();
        let mut first = true;
        while reader.key(&mut first)? {
            let Ok(key) = reader.other_key() else {
                return Ok(None);
            };
            members.push((key, Data::read(reader)?));
        }
        Ok(Some(members))
    }

    fn text(&self) -> &'a str {
        &self.root[self.span.clone()]
    }

    /// Writes what only JSON text can hold.
    fn only_text<S: Serializer>(&self, what: &str, serializer: S) -> Result<S::Ok, S::Error> {
        if takes_text::<S>() {
            return write_text(serializer, self.text());
        }
        struct Place<'a>(&'a Data<'a>);
        impl fmt::Display for Place<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.0.span.start {
                    0 => Ok(()),
                    at => write!(f, " at {}", pointer_at(self.0.root, at)),
                }
            }
        }
        Err(S::Error::custom(format_args!(
            "the free-form JSON has {what}{}, which only JSON text can hold ({WAY_OUT})",
            Place(self),
        )))
    }

    fn scalar<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.text();
        match text.as_bytes()[0] {
            b'n' => return serialize_null(serializer),
            b't' | b'f' => serializer.serialize_bool(text == "true"),
            b'"' => match Reader::new(text).string() {
                Ok(string) => serializer.serialize_str(&string),
                Err(Mismatch) => {
                    return self.only_text("a string with half a surrogate pair", serializer);
                }
            },
            _ => match held(text) {
                Some(Held::Unsigned(number)) => serializer.serialize_u64(number),
                Some(Held::Signed(number)) => serializer.serialize_i64(number),
                Some(Held::Float(number)) => serializer.serialize_f64(number),
                None => return self.only_text("a number beyond 64 bits", serializer),
            },
        }
        .map_err(with_way_out)
    }
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if keeps_text::<S>() {
            return write_text(serializer, self.text());
        }
        match &self.parts {
            Parts::Scalar => self.scalar(serializer),
            Parts::Array(elements) => {
                let mut seq = serializer.serialize_seq(None).map_err(with_way_out)?;
                for element in elements {
                    seq.serialize_element(element)?;
                }
                seq.end()
            }
            Parts::Object(members) => {
                let mut map = serialize_map(serializer)?;
                for (key, value) in members {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            Parts::BrokenKeys => self.only_text("a key with half a surrogate pair", serializer),
        }
    }
}
