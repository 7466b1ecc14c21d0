//! Goes over the values of a text without building them, and lets rules look at each.
//!
//! A table makes its type visitable beside readable: the same reader, the same checks, but what is
//! passed is only where the fields are. At the end of each object its rules see a [`View`] of these
//! fields, and say what the objects around it have to know ([`Rules::Kept`]). A value that does not
//! fit is noted and skipped, so rules that do not need it are checked all the same.

use std::borrow::Cow;
use std::ops::Deref;

use super::fields::{Fields, each_once};
use super::{JsonKind, JsonObject, JsonValue, Map, Wire, null_is_absent};
use crate::json::{Mark, Mismatch, Reader, Span, scan};

/// A type whose values can be visited.
pub(crate) trait Visit<V: Visitor>: Wire {
    /// What is left of a value for the object around it.
    type Kept: Kept;

    /// Goes over one value. An error means that the value does not fit or is no JSON; the visitor
    /// may have seen parts of it.
    fn visit(reader: &mut Reader<'_>, visitor: &mut V) -> Result<Self::Kept, Mismatch>;

    /// Goes over an array of values.
    #[inline]
    fn visit_all(
        reader: &mut Reader<'_>,
        visitor: &mut V,
    ) -> Result<<Self::Kept as Kept>::All, Mismatch> {
        let mut all = <Self::Kept as Kept>::All::default();
        let mut fits = true;
        reader.elements(|reader| {
            reader.space();
            let start = reader.mark();
            match Self::visit(reader, visitor) {
                Ok(kept) => kept.join(&mut all),
                Err(Mismatch) => {
                    fits = false;
                    skip_instead(reader, start)?;
                }
            }
            Ok(())
        })?;
        fits.then_some(all).ok_or(Mismatch)
    }
}

/// What a visitor notes on the way, beside what the rules say.
pub(crate) trait Visitor {
    /// How much it has noted.
    type Mark: Copy;

    /// This much.
    fn mark(&self) -> Self::Mark;

    /// Forgets what came after that.
    fn rewind(&mut self, mark: Self::Mark);

    /// Whether every value after that had the structure that its place requires.
    fn fits_since(&self, mark: Self::Mark) -> bool;

    /// An object has fields that the model does not name.
    fn unknown_fields(&mut self, object: &'static str, fields: Fields, others: &Others<'_>);

    /// There is a tag or a value that the model does not know, or an unusual one.
    fn unrecognized(&mut self);

    /// A value does not have the structure that its place requires.
    fn mismatch(&mut self);
}

/// What is checked of an object beside its structure.
///
/// The table of an object requires it, so that no object is forgotten.
#[diagnostic::on_unimplemented(
    message = "no rules are stated for `{Self}`",
    note = "implement `Rules` in `src/validate/rules`, or add the type to the list of those without"
)]
pub(crate) trait Rules<V: Visitor>: Object<V> {
    /// What the objects around it have to know of it.
    type Kept: Kept;

    /// Checks one object, after the values in it.
    fn check(object: View<'_, Self::Fields>, visitor: &mut V) -> Self::Kept;
}

/// What is checked of a union beside what its variants say.
#[diagnostic::on_unimplemented(
    message = "no rules are stated for the union `{Self}`",
    note = "implement `UnionRules` in `src/validate/rules`, or add it to the list of those without"
)]
pub(crate) trait UnionRules<V: Visitor> {
    /// What the objects around it have to know of it, whichever variant it is.
    type Kept: Kept;

    /// An object with a tag that the model does not know.
    fn unknown(object: Span, visitor: &mut V) -> Self::Kept;
}

/// The same for a union that has values without an object around them, of the type `B`.
pub(crate) trait BareRules<V: Visitor, B: Visit<V>>: UnionRules<V> {
    /// A value without an object around it.
    fn bare(value: Span, kept: B::Kept, visitor: &mut V) -> Self::Kept;
}

/// An object with a place for each of its fields.
pub(crate) trait Object<V: Visitor> {
    /// The fields, as the visitor finds them.
    type Fields;
}

/// What is kept of a value.
pub(crate) trait Kept {
    /// What is kept of a list of them.
    type All: Kept + Default;

    /// Adds one to what is kept of its list.
    fn join(self, all: &mut Self::All);
}

/// What is not kept in lists.
macro_rules! kept_alone {
    ($($type:ty),*) => {$(
        impl $crate::wire::Kept for $type {
            type All = ();

            #[inline]
            fn join(self, (): &mut ()) {}
        }
    )*};
}
pub(crate) use kept_alone;

kept_alone!((), bool, i64, usize, Text, Number);

impl<T> Kept for Vec<T> {
    type All = ();

    fn join(self, (): &mut ()) {}
}

/// A string in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    /// Whether it has escapes.
    pub(crate) escaped: bool,
}

/// A number in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number;

/// The field of an object in the text.
#[derive(Debug)]
pub(crate) enum Field<K> {
    /// It is not there, or null in place of absent.
    Absent,
    /// It is there, but its value does not fit.
    Broken,
    /// Its value, and where it is.
    Value(Span, K),
}

impl<K> Field<K> {
    /// Whether the field is certain not to be there.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    /// What is kept of its value.
    pub(crate) fn value(&self) -> Option<&K> {
        match self {
            Field::Value(_, kept) => Some(kept),
            _ => None,
        }
    }

    /// What is kept of its value.
    pub(crate) fn into_value(self) -> Option<K> {
        match self {
            Field::Value(_, kept) => Some(kept),
            _ => None,
        }
    }

    /// Where its value is.
    pub(crate) fn span(&self) -> Option<Span> {
        match self {
            Field::Value(span, _) => Some(*span),
            _ => None,
        }
    }

    /// Both.
    pub(crate) fn get(&self) -> Option<(Span, &K)> {
        match self {
            Field::Value(span, kept) => Some((*span, kept)),
            _ => None,
        }
    }
}

/// An object in the text: its fields, by name.
#[derive(Debug)]
pub(crate) struct View<'a, F> {
    /// Where it is.
    pub(crate) span: Span,
    /// The members that the model does not name.
    pub(crate) others: Others<'a>,
    /// Those that it names.
    pub(crate) fields: F,
}

impl<F> Deref for View<'_, F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.fields
    }
}

/// The members of an object that are not those of its fields.
#[derive(Debug, Default)]
pub(crate) struct Others<'a>(Vec<(Cow<'a, str>, Span)>);

impl<'a> Others<'a> {
    /// Goes over the value under such a key.
    pub(crate) fn visit(
        &mut self,
        key: Cow<'a, str>,
        reader: &mut Reader<'a>,
    ) -> Result<(), Mismatch> {
        reader.space();
        let start = reader.pos();
        reader.skip()?;
        self.0.push((key, Span::new(start, reader.pos())));
        Ok(())
    }

    /// Whether there are none.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, with the place of its value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Span)> {
        self.0.iter().map(|(key, span)| (&**key, *span))
    }

    /// Refuses a key that is there twice.
    #[inline]
    pub(crate) fn check(&self) -> Result<(), Mismatch> {
        each_once(self.0.iter().map(|(key, _)| key))
    }

    /// Where the value under a key is.
    pub(crate) fn get(&self, key: &str) -> Option<Span> {
        let found = self.0.iter().find(|(name, _)| name == key);
        found.map(|(_, span)| *span)
    }
}

/// Goes over the value of a field that has to be there.
// Its code for each field of each object would be more than a processor keeps at hand.
#[inline(never)]
pub(crate) fn visit_required<T: Visit<V>, V: Visitor>(
    reader: &mut Reader<'_>,
    visitor: &mut V,
) -> Result<Field<T::Kept>, Mismatch> {
    reader.space();
    let (start, begin) = (reader.mark(), reader.pos());
    match T::visit(reader, visitor) {
        Ok(kept) => Ok(Field::Value(Span::new(begin, reader.pos()), kept)),
        Err(Mismatch) => {
            visitor.mismatch();
            skip_instead(reader, start)?;
            Ok(Field::Broken)
        }
    }
}

/// Goes over the value of a field that may be null instead of absent.
#[inline]
pub(crate) fn visit_optional<T: Visit<V>, V: Visitor>(
    reader: &mut Reader<'_>,
    visitor: &mut V,
) -> Result<Field<T::Kept>, Mismatch> {
    if null_is_absent::<T>(reader)? {
        return Ok(Field::Absent);
    }
    visit_required::<T, V>(reader, visitor)
}

/// Goes over the value of a field of a free-form object, which need not fit.
#[inline]
pub(crate) fn visit_lenient<T: Visit<V>, V: Visitor>(
    reader: &mut Reader<'_>,
    visitor: &mut V,
) -> Result<Field<T::Kept>, Mismatch> {
    if null_is_absent::<T>(reader)? {
        return Ok(Field::Absent);
    }
    reader.space();
    let (start, begin) = (reader.mark(), reader.pos());
    let before = visitor.mark();
    match T::visit(reader, visitor) {
        Ok(kept) if visitor.fits_since(before) => {
            Ok(Field::Value(Span::new(begin, reader.pos()), kept))
        }
        _ => {
            visitor.rewind(before);
            visitor.unrecognized();
            skip_instead(reader, start)?;
            Ok(Field::Broken)
        }
    }
}

/// Skips a value that was begun and does not fit.
#[cold]
fn skip_instead(reader: &mut Reader<'_>, start: Mark) -> Result<(), Mismatch> {
    reader.rewind(start);
    reader.skip()
}

/// The string at a place of the text, which was visited. `scratch` is where it is put together if
/// it has escapes.
#[inline]
pub(crate) fn string_at<'s>(text: &'s str, span: Span, scratch: &'s mut String) -> &'s str {
    let start = span.start + 1;
    let plain = scan::plain(text.as_bytes(), start);
    if plain + 1 == span.end {
        return &text[start..plain];
    }
    scratch.clear();
    // The visitor has seen that it is a string.
    _ = scan::unescape(text, start, plain, scratch);
    scratch
}

/// Types of which nothing but their place is of interest.
macro_rules! visit_scalars {
    ($($type:ty => $kept:ty: $visit:expr;)*) => {$(
        impl<V: Visitor> Visit<V> for $type {
            type Kept = $kept;

            #[inline]
            fn visit(reader: &mut Reader<'_>, _: &mut V) -> Result<$kept, Mismatch> {
                let visit: fn(&mut Reader<'_>) -> Result<$kept, Mismatch> = $visit;
                visit(reader)
            }
        }
    )*};
}

visit_scalars! {
    String => Text: |reader| reader.pass_string().map(|escaped| Text { escaped });
    bool => bool: |reader| reader.boolean();
    f64 => Number: |reader| reader.pass_float().map(|()| Number);
    i64 => i64: |reader| reader.integer();
    usize => usize: usize::read;
    () => (): <()>::read;
    JsonValue => (): |reader| reader.skip();
    JsonObject => (): |reader| match reader.kind() {
        Some(JsonKind::Object) => reader.skip(),
        _ => Err(Mismatch),
    };
}

impl<V: Visitor> Visit<V> for u8 {
    type Kept = ();

    #[inline]
    fn visit(reader: &mut Reader<'_>, _: &mut V) -> Result<(), Mismatch> {
        reader.byte_value().map(drop)
    }

    fn visit_all(reader: &mut Reader<'_>, visitor: &mut V) -> Result<(), Mismatch> {
        if reader.short_bytes(drop) {
            return Ok(());
        }
        reader.elements(|reader| Self::visit(reader, visitor))
    }
}

impl<V: Visitor, T: Visit<V>> Visit<V> for Box<T> {
    type Kept = T::Kept;

    #[inline]
    fn visit(reader: &mut Reader<'_>, visitor: &mut V) -> Result<Self::Kept, Mismatch> {
        T::visit(reader, visitor)
    }
}

impl<V: Visitor, T: Visit<V>> Visit<V> for Vec<T> {
    type Kept = <T::Kept as Kept>::All;

    fn visit(reader: &mut Reader<'_>, visitor: &mut V) -> Result<Self::Kept, Mismatch> {
        T::visit_all(reader, visitor)
    }
}

/// Of a map, the number of its entries is kept.
impl<V: Visitor, T: Visit<V>> Visit<V> for Map<T> {
    type Kept = usize;

    fn visit(reader: &mut Reader<'_>, visitor: &mut V) -> Result<usize, Mismatch> {
        reader.open_object()?;
        let (mut keys, mut first, mut fits) = (Vec::new(), true, true);
        while let Some(key) = reader.member(&mut first)? {
            keys.push(key);
            let start = reader.mark();
            if T::visit(reader, visitor).is_err() {
                fits = false;
                skip_instead(reader, start)?;
            }
        }
        let count = keys.len();
        each_once(keys.into_iter())?;
        fits.then_some(count).ok_or(Mismatch)
    }
}
