//! The rules of the API that a payload can break although its structure is right.
//!
//! Each type of the model implements [`Rules`]; those without rules are listed in `none.rs`, so that
//! a type that is forgotten does not compile. Rules run over the text, the inner objects first, and
//! see views of its fields. What a rule has to know of the values in an object, these keep for it.

pub(super) mod answer;
mod base64;
mod content;
mod envelope;
pub(super) mod event;
mod item;
mod none;
pub(super) mod order;
mod request;
mod task;
mod token;

use std::borrow::Cow;

use super::{Code, PayloadKind, RequestContext};
use crate::json::{Mismatch, Reader, Span, member};
use crate::payload::each_kind;
use crate::similar::LONGEST_NAME;
use crate::wire::{
    Field, Fields, Others, Rules, UnionRules, View, Visit, Visitor, string_at, visit_lenient,
};

/// Goes over a payload of a kind with the rules.
pub(super) fn visit(
    kind: PayloadKind,
    reader: &mut Reader<'_>,
    cx: &mut Context<'_>,
) -> Result<(), Mismatch> {
    use crate::{env::*, event::*, jsonrpc::*, request::*, response::*, task::*};

    macro_rules! by_kind {
        ($($(#[$doc:meta])* $kind:ident($type:ident) = $name:literal,)*) => {
            match kind {
                $(PayloadKind::$kind => <$type>::visit(reader, cx).map(drop),)*
            }
        };
    }
    each_kind!(by_kind)
}

/// What is found in one text, and what the rules need to look at it.
#[derive(Debug)]
pub(in crate::validate) struct Context<'a> {
    text: &'a str,
    /// What the request of the payload says, if it is known.
    asked: Option<&'a RequestContext>,
    /// What the rules found.
    pub(super) found: Vec<Found>,
    /// The fields that the model does not name.
    pub(super) unknown_fields: Vec<UnknownField>,
    /// Objects that are long and whose ends are known.
    pub(super) known: Vec<Span>,
    /// Whether there was anything else that the model does not know.
    pub(super) unrecognized: bool,
    /// How many values do not have the structure of their place.
    pub(super) mismatches: usize,
    /// Where strings with escapes are put together.
    scratch: String,
}

/// A finding before it has a level and a pointer.
#[derive(Debug)]
pub(in crate::validate) struct Found {
    pub(super) code: Code,
    pub(super) span: Span,
    pub(super) message: Cow<'static, str>,
}

/// A field that the model does not name, and the object that has it.
#[derive(Debug)]
pub(in crate::validate) struct UnknownField {
    /// Its key, unless that is too long to be a misspelled name.
    pub(super) key: Option<Box<str>>,
    pub(super) value: Span,
    pub(super) object: &'static str,
    /// Which fields the object has.
    pub(super) fields: Fields,
}

/// How much a context has noted.
#[derive(Debug, Clone, Copy)]
pub(in crate::validate) struct Noted {
    found: usize,
    unknown_fields: usize,
    unrecognized: bool,
    mismatches: usize,
}

impl Visitor for Context<'_> {
    type Mark = Noted;

    #[inline]
    fn mark(&self) -> Noted {
        Noted {
            found: self.found.len(),
            unknown_fields: self.unknown_fields.len(),
            unrecognized: self.unrecognized,
            mismatches: self.mismatches,
        }
    }

    fn rewind(&mut self, mark: Noted) {
        self.found.truncate(mark.found);
        self.unknown_fields.truncate(mark.unknown_fields);
        self.unrecognized = mark.unrecognized;
        self.mismatches = mark.mismatches;
    }

    fn fits_since(&self, mark: Noted) -> bool {
        self.mismatches == mark.mismatches
    }

    #[cold]
    fn unknown_fields(&mut self, object: &'static str, fields: Fields, others: &Others<'_>) {
        let found = others.iter().map(|(key, value)| UnknownField {
            key: (key.len() <= LONGEST_NAME).then(|| key.into()),
            value,
            object,
            fields,
        });
        self.unknown_fields.extend(found);
    }

    fn unrecognized(&mut self) {
        self.unrecognized = true;
    }

    fn mismatch(&mut self) {
        self.mismatches += 1;
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(text: &'a str, asked: Option<&'a RequestContext>) -> Self {
        Context {
            text,
            asked,
            found: Vec::new(),
            unknown_fields: Vec::new(),
            known: Vec::new(),
            unrecognized: false,
            mismatches: 0,
            scratch: String::new(),
        }
    }

    /// The text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The whole payload.
    pub(super) fn root(&self) -> Span {
        let mut reader = Reader::new(self.text);
        reader.space();
        Span::new(reader.pos(), self.text.len())
    }

    /// Reports a finding about a value. The place of an object or array is its first byte: an
    /// excerpt of the whole would say little.
    pub(super) fn report(
        &mut self,
        code: Code,
        mut value: Span,
        message: impl Into<Cow<'static, str>>,
    ) {
        if matches!(self.text.as_bytes().get(value.start), Some(b'{' | b'[')) {
            value.end = value.start + 1;
        }
        self.found.push(Found {
            code,
            span: value,
            message: message.into(),
        });
    }

    /// Reports something about the value of a field, if that fits.
    fn report_field<K>(&mut self, code: Code, field: &Field<K>, message: &'static str) {
        if let Some(span) = field.span() {
            self.report(code, span, message);
        }
    }

    /// Where the value under a key of an object is.
    fn find(&self, object: Span, key: &str) -> Option<Span> {
        member(self.text, object, key)
    }

    /// The same, or the object if there is no such key.
    pub(super) fn member(&self, object: Span, key: &str) -> Span {
        self.find(object, key).unwrap_or(object)
    }

    /// Where the value under a key of an object is, if it is a string.
    fn string_member(&self, object: Span, key: &str) -> Option<Span> {
        let value = self.find(object, key)?;
        self.reader(value).string().ok().map(|_| value)
    }

    /// A reader of the value there.
    fn reader(&self, value: Span) -> Reader<'a> {
        Reader::at(self.text, value.start)
    }

    /// The string there. It is borrowed from the text or from the context.
    fn str(&mut self, string: Span) -> &str {
        string_at(self.text, string, &mut self.scratch)
    }

    /// The string there, for longer.
    fn string(&self, string: Span) -> Cow<'a, str> {
        // The visitor has seen that it is a string.
        self.reader(string).string().unwrap_or_default()
    }

    /// Whether two strings are the same.
    fn same(&self, one: Span, other: Span) -> bool {
        one.of(self.text) == other.of(self.text) || self.string(one) == self.string(other)
    }

    /// Forgets what the model does not name, as in free-form JSON.
    fn forget_unknown(&mut self, since: Noted) {
        self.unknown_fields.truncate(since.unknown_fields);
        self.unrecognized = since.unrecognized;
    }

    /// Visits the elements of a free-form list that look like values of a type, and forgets what
    /// the others brought. What the model does not name in them is nothing to report.
    fn visit_free_form<T: Visit<Self>>(
        &mut self,
        list: &Field<()>,
        mut other: impl FnMut(&mut Self, Span),
    ) {
        let Some(list) = list.span() else { return };
        // The visitor has seen that it is JSON.
        _ = self.reader(list).elements(|reader| {
            reader.space();
            let (start, before) = (reader.pos(), self.mark());
            let element = visit_lenient::<T, _>(reader, self)?;
            self.forget_unknown(before);
            if element.value().is_none() {
                other(self, Span::new(start, reader.pos()));
            }
            Ok(())
        });
    }

    /// Where the elements of an array are.
    fn elements(&self, array: Span) -> Vec<Span> {
        let mut elements = Vec::new();
        // What is no array has none.
        _ = self.reader(array).elements(|reader| {
            reader.space();
            let start = reader.pos();
            reader.skip()?;
            elements.push(Span::new(start, reader.pos()));
            Ok(())
        });
        elements
    }
}
