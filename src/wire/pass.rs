//! Goes over a text as over a value of a type, without making the value.
//!
//! The passage ends at the first thing that does not fit, and at the first thing that the model does
//! not know unless that is a field; who wants to know more then reads the value. So it answers one
//! question only, and faster than [`Wire::read`]: whether there is little to say about a text.

use std::borrow::Cow;

use super::extra::distinct;
use super::reader::{Mismatch, Reader};
use super::scan;
use super::{Json, JsonObject, Kind, Map, Wire};

/// A type whose values can be passed.
pub(crate) trait Pass: Wire {
    /// Goes over one value. What [`Wire::read`] refuses ends it, and so does any surprise but an
    /// unknown field.
    fn pass<V: Visitor>(reader: &mut Reader<'_>, visitor: &mut V) -> Result<(), Mismatch>;

    /// Goes over an array of values.
    #[inline]
    fn pass_all<V: Visitor>(reader: &mut Reader<'_>, visitor: &mut V) -> Result<(), Mismatch> {
        reader.elements(|reader| Self::pass(reader, visitor))
    }
}

/// Is shown the objects on the way, the inner ones first.
pub(crate) trait Visitor {
    /// Looks at an object of the model. An error ends the passage.
    fn object(&mut self, object: &Passed<'_>) -> Result<(), Mismatch>;
}

/// An object that was passed.
#[derive(Debug)]
pub(crate) struct Passed<'a> {
    /// The name of its type.
    pub(crate) name: &'static str,
    /// The text that it stands in.
    pub(crate) text: &'a str,
    /// Where it begins in the text.
    pub(crate) start: usize,
    /// The keys of its type.
    pub(crate) keys: &'static [&'static str],
    /// Where the value of each key stands.
    pub(crate) places: &'a [Place],
    /// Where the values of unknown fields begin, of all that came so far.
    pub(crate) unknown_fields: &'a [usize],
}

/// Where a value stands in the text: from its first byte to the one after its last. Nowhere if it is
/// absent, or null in place of absent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Place {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl<'a> Passed<'a> {
    /// The text of the value under a key.
    #[inline(always)]
    pub(crate) fn get(&self, key: &str) -> Option<&'a str> {
        let Place { start, end } = self.place(key)?;
        Some(&self.text[start..end])
    }

    /// Where the value under a key stands.
    #[inline(always)]
    pub(crate) fn place(&self, key: &str) -> Option<Place> {
        let slot = self.keys.iter().position(|name| *name == key)?;
        let place = self.places[slot];
        (place.end > 0).then_some(place)
    }
}

/// Passes the value of a field that has to be there.
#[inline]
pub(crate) fn pass_required<T: Pass, V: Visitor>(
    reader: &mut Reader<'_>,
    visitor: &mut V,
) -> Result<Place, Mismatch> {
    reader.space();
    let start = reader.pos();
    T::pass(reader, visitor)?;
    let end = reader.pos();
    Ok(Place { start, end })
}

/// Passes the value of a field that may be null instead of absent.
#[inline]
pub(crate) fn pass_optional<T: Pass, V: Visitor>(
    reader: &mut Reader<'_>,
    visitor: &mut V,
) -> Result<Place, Mismatch> {
    if !const { T::SHAPE.takes(Kind::Null) } && reader.null()? {
        return Ok(Place::default());
    }
    pass_required::<T, V>(reader, visitor)
}

/// The string at a place of the text, which was passed. `scratch` is where it is put together if it
/// has escapes.
#[inline]
pub(crate) fn passed_string<'s>(
    text: &'s str,
    place: Place,
    scratch: &'s mut String,
) -> Result<&'s str, Mismatch> {
    let start = place.start + 1;
    let plain = scan::plain(text.as_bytes(), start);
    if plain + 1 == place.end {
        return Ok(&text[start..plain]);
    }
    scratch.clear();
    scan::unescape(text, start, plain, scratch).ok_or(Mismatch)?;
    Ok(scratch)
}

/// The keys of an object that are not those of its fields.
#[derive(Debug, Default)]
pub(crate) struct Others<'a>(Vec<Cow<'a, str>>);

impl<'a> Others<'a> {
    /// Passes the value under such a key.
    pub(crate) fn pass(
        &mut self,
        key: Cow<'a, str>,
        reader: &mut Reader<'a>,
    ) -> Result<(), Mismatch> {
        self.0.push(key);
        reader.skip()
    }

    /// Whether no key came twice.
    #[inline]
    pub(crate) fn are_distinct(self) -> bool {
        distinct(self.0)
    }
}

impl Pass for String {
    #[inline]
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        reader.pass_string()
    }
}

impl Pass for bool {
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        reader.boolean().map(drop)
    }
}

impl Pass for f64 {
    #[inline]
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        reader.pass_float()
    }
}

impl Pass for i64 {
    #[inline]
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        reader.integer().map(drop)
    }
}

impl Pass for u8 {
    #[inline]
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        reader.byte_value().map(drop)
    }

    fn pass_all<V: Visitor>(reader: &mut Reader<'_>, visitor: &mut V) -> Result<(), Mismatch> {
        if reader.short_bytes(drop) {
            return Ok(());
        }
        reader.elements(|reader| Self::pass(reader, visitor))
    }
}

impl Pass for usize {
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        usize::read(reader).map(drop)
    }
}

impl Pass for () {
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        <()>::read(reader)
    }
}

impl<T: Pass> Pass for Box<T> {
    #[inline]
    fn pass<V: Visitor>(reader: &mut Reader<'_>, visitor: &mut V) -> Result<(), Mismatch> {
        T::pass(reader, visitor)
    }
}

impl<T: Pass> Pass for Vec<T> {
    fn pass<V: Visitor>(reader: &mut Reader<'_>, visitor: &mut V) -> Result<(), Mismatch> {
        T::pass_all(reader, visitor)
    }
}

impl<T: Pass> Pass for Map<T> {
    fn pass<V: Visitor>(reader: &mut Reader<'_>, visitor: &mut V) -> Result<(), Mismatch> {
        reader.open_object()?;
        let (mut keys, mut first) = (Others::default(), true);
        while let Some(key) = reader.member(&mut first)? {
            keys.0.push(key);
            T::pass(reader, visitor)?;
        }
        if keys.are_distinct() {
            Ok(())
        } else {
            Err(Mismatch)
        }
    }
}

impl Pass for Json {
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        reader.skip()
    }
}

impl Pass for JsonObject {
    fn pass<V: Visitor>(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        if reader.kind() != Some(Kind::Object) {
            return Err(Mismatch);
        }
        reader.skip()
    }
}
