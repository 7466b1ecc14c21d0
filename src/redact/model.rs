//! Payloads, along the tables of the model.
//!
//! The walk goes over the text with the shape of each value at hand and writes stand-ins over a copy
//! of it. What has no shape, or another one, is redacted as free-form JSON; where the text stops being
//! JSON, the rest is. So whatever the tables do not say is private.

mod token;

use std::ops::Range;

use super::cipher::Letters;
use super::literal::{respelled, spelled};
use super::words;
use super::{Redactor, State};
use crate::block::Block;
use crate::event::TaskRolloutEvent;
use crate::json::{Mismatch, Reader, Span, member};
use crate::jsonrpc::TaskPayload;
use crate::similar::similar;
use crate::validate::is_utc;
use crate::wire::{FieldShape, JsonKind, ObjectShape, Shape, UnionShape, Wire};
use crate::{ContentPart, LogProb};

/// Free-form objects, and lists of them, that are usually of a type.
const USUALLY: &[(&str, &Shape, &Shape)] = &[
    usually::<Block>("block"),
    usually::<Block>("block_list"),
    usually::<Block>("delta_block_list"),
    usually::<ContentPart>("delta_message_content"),
    usually::<LogProb>("logprobs"),
    usually::<ContentPart>("message_content"),
    usually::<TaskPayload>("payload"),
    usually::<TaskRolloutEvent>("rollouts"),
];

const fn usually<T: Wire>(field: &str) -> (&str, &Shape, &Shape) {
    (
        field,
        const { &T::SHAPE },
        const { &Shape::Array(&T::SHAPE) },
    )
}

/// The text with stand-ins.
pub(super) fn redact(redactor: &mut Redactor, shape: &'static Shape, text: &str) -> String {
    let mut walk = Walk {
        traces: !redactor.keep.is_empty(),
        redactor,
        reader: Reader::new(text),
        out: text.as_bytes().to_vec(),
        done: 0,
        place: Vec::new(),
        field: "",
        broken: false,
    };
    // What does not fit is redacted as it is met; what is left is no JSON.
    _ = walk.value(shape);
    walk.loose(walk.done..text.len());
    String::from_utf8(walk.out).expect("characters are replaced by characters")
}

struct Walk<'a, 'r> {
    redactor: &'r mut Redactor,
    reader: Reader<'a>,
    /// The text, with stand-ins up to `done`.
    out: Vec<u8>,
    done: usize,
    /// The path to the current value, if any is to be kept.
    place: Vec<String>,
    traces: bool,
    /// The field that the value at hand is of, or is in.
    field: &'static str,
    /// The text cannot be read any further.
    broken: bool,
}

impl<'a> Walk<'a, '_> {
    fn text(&self) -> &'a str {
        self.reader.text()
    }

    fn write(&mut self, range: Range<usize>, new: &str) {
        self.out[range.clone()].copy_from_slice(new.as_bytes());
        self.done = self.done.max(range.end);
    }

    /// Redacts a part of the text without a shape.
    fn loose(&mut self, range: Range<usize>) {
        let new = self.redactor.loose(&self.text()[range.clone()]);
        self.write(range, &new);
    }

    fn is_kept(&self) -> bool {
        self.redactor.keep.iter().any(|path| path.fits(&self.place))
    }

    /// Whether the value under a key of the object at hand is kept.
    fn keeps(&mut self, key: &str) -> bool {
        if !self.traces {
            return false;
        }
        self.place.push(key.to_owned());
        let kept = self.is_kept();
        self.place.pop();
        kept
    }

    /// Leaves the value that comes as it is.
    fn keep(&mut self) -> Result<(), Mismatch> {
        self.reader.skip()?;
        self.done = self.done.max(self.reader.pos());
        Ok(())
    }

    fn value(&mut self, shape: &'static Shape) -> Result<(), Mismatch> {
        self.reader.space();
        let start = self.reader.mark();
        let from = self.reader.pos();
        if self.traces && self.is_kept() {
            return self.keep();
        }
        let outcome = self.of_shape(shape);
        if outcome.is_ok() || self.broken {
            return outcome;
        }
        // Something that no shape describes: JSON all the same?
        self.reader.rewind(start);
        self.broken = self.reader.skip().is_err();
        match self.broken {
            true => Err(Mismatch),
            false => {
                self.loose(from..self.reader.pos());
                Ok(())
            }
        }
    }

    fn of_shape(&mut self, shape: &'static Shape) -> Result<(), Mismatch> {
        let kind = self.reader.kind().ok_or(Mismatch)?;
        if !shape.takes(kind) {
            return self.free();
        }
        match shape {
            Shape::Any | Shape::AnyObject => self.free(),
            Shape::Boolean | Shape::Null => self.keep(),
            Shape::String | Shape::Enum(_) => self.string(),
            Shape::Integer { .. } if self.field == "bytes" => self.byte(),
            Shape::Number | Shape::Integer { .. } if words::NUMBERS.contains(&self.field) => {
                self.keep()
            }
            Shape::Number | Shape::Integer { .. } => self.number(),
            Shape::Array(item) => self.array(item),
            Shape::Map(value) => self.map(value),
            Shape::Object(object) => self.object(object),
            Shape::Union(_) if kind == JsonKind::String => self.string(),
            Shape::Union(union) => self.union(union),
            Shape::Choice(choice) => {
                let shape = choice.alternatives.iter().find(|shape| shape.takes(kind));
                // The id of a request may be a number, and is no count.
                match shape {
                    Some(Shape::Integer { .. }) if choice.name == "RequestId" => self.number(),
                    Some(shape) => self.of_shape(shape),
                    None => self.free(),
                }
            }
            Shape::ByKey(by_key) => {
                let has =
                    |key: Option<&str>| key.is_none_or(|key| self.reader.has(key) == Ok(true));
                let found = by_key.alternatives.iter().find(|one| has(one.key));
                match found {
                    Some(one) => self.of_shape(&one.shape),
                    None => self.free(),
                }
            }
        }
    }

    /// The value that comes, whatever it is.
    fn free(&mut self) -> Result<(), Mismatch> {
        let kind = self.reader.kind();
        // Only who keeps something has to know where it is.
        match kind.filter(|_| self.traces) {
            Some(JsonKind::Array) => self.array(&Shape::Any),
            Some(JsonKind::Object) => {
                self.members(|_| None, |here, key| here.unknown_key(None, key))
            }
            _ => {
                let from = self.reader.pos();
                self.reader.skip()?;
                self.loose(from..self.reader.pos());
                Ok(())
            }
        }
    }

    /// The inside of the string that comes.
    fn inside(&mut self) -> Result<Range<usize>, Mismatch> {
        self.reader.space();
        let from = self.reader.pos();
        self.reader.skip()?;
        Ok(from + 1..self.reader.pos() - 1)
    }

    /// Writes another text in place of the inside of a string.
    fn respell(&mut self, inside: Range<usize>, new: &str) {
        let spelling = respelled(&self.text()[inside.clone()], new);
        self.write(inside.clone(), &spelling);
        self.done = self.done.max(inside.end + 1);
    }

    fn string(&mut self) -> Result<(), Mismatch> {
        let inside = self.inside()?;
        let text = spelled(&self.text()[inside.clone()]);
        let new = match self.field {
            field if words::TIMES.contains(&field) && is_utc(&text) => text.into_owned(),
            "timestamp" => never_a_time(&self.redactor.string(&text)),
            "arguments" => self.redactor.loose(&text),
            _ => self.redactor.string(&text),
        };
        self.respell(inside, &new);
        Ok(())
    }

    fn number(&mut self) -> Result<(), Mismatch> {
        self.reader.space();
        let from = self.reader.pos();
        let number = self.reader.number()?;
        let new = self.redactor.number(number, self.field);
        // What makes the number right or wrong stays.
        let candidates = [new, after_first(number, '0'), after_first(number, '9')];
        let fits = |new: &String| sort_of(new) == sort_of(number);
        let new = candidates.into_iter().find(fits);
        let new = new.unwrap_or_else(|| number.to_owned());
        self.write(from..self.reader.pos(), &new);
        Ok(())
    }

    /// Goes on inside the value under a key or at an index.
    fn below(
        &mut self,
        step: impl FnOnce() -> String,
        walk: impl FnOnce(&mut Self) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        if !self.traces {
            return walk(self);
        }
        self.place.push(step());
        let outcome = walk(self);
        self.place.pop();
        outcome
    }

    fn array(&mut self, item: &'static Shape) -> Result<(), Mismatch> {
        self.reader.open_array()?;
        let mut first = true;
        let mut index = 0u64;
        while self.reader.element(&mut first)? {
            self.below(|| index.to_string(), |here| here.value(item))?;
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, value: &'static Shape) -> Result<(), Mismatch> {
        let field = self.field;
        self.members(
            |_| Some((field, value)),
            |here, key| here.redactor.string(key),
        )
    }

    /// Goes over the members of an object. `find` gives the field and shape of those that are known,
    /// `rename` the stand-in for the key of any other, and of all keys in a map.
    fn members(
        &mut self,
        find: impl Fn(&str) -> Option<(&'static str, &'static Shape)>,
        rename: impl Fn(&Self, &str) -> String,
    ) -> Result<(), Mismatch> {
        self.reader.open_object()?;
        let outer = self.field;
        let mut first = true;
        while self.reader.key(&mut first)? {
            let inside = self.inside()?;
            let key = spelled(&self.text()[inside.clone()]);
            let found = find(&key);
            if found.is_none_or(|(field, _)| field != key) {
                let new = rename(self, &key);
                self.respell(inside.clone(), &new);
            }
            self.done = self.done.max(inside.end + 1);
            self.reader.after_key(inside.end + 1)?;
            self.below(
                || key.clone().into_owned(),
                |here| match found {
                    Some((field, shape)) => {
                        here.field = field;
                        here.value(shape)
                    }
                    None => {
                        here.field = "";
                        here.value(&Shape::Any)
                    }
                },
            )?;
            self.field = outer;
        }
        Ok(())
    }

    /// The stand-in for a key that an object does not name. What looks like one of its fields is a
    /// misspelled one, and says so.
    fn unknown_key(&self, object: Option<&'static ObjectShape>, key: &str) -> String {
        let names = || {
            object
                .into_iter()
                .flat_map(|object| object.fields)
                .map(|field| field.name)
        };
        let is_named = self.redactor.keep.iter().any(|path| path.names(key));
        if is_named || similar(key, names()).is_some() {
            return key.to_owned();
        }
        self.redactor
            .key(key, |new| similar(new, names()).is_some())
    }

    fn object(&mut self, object: &'static ObjectShape) -> Result<(), Mismatch> {
        if let Some(delta) = self.delta(object) {
            return self.delta_event(object, delta);
        }
        if object.field("token").is_some() && object.field("bytes").is_some() {
            return self.token(object);
        }
        self.fields(object)
    }

    fn fields(&mut self, object: &'static ObjectShape) -> Result<(), Mismatch> {
        let find = |key: &str| object.field(key).map(|field| (field.name, shape_of(field)));
        self.members(find, |here, key| here.unknown_key(Some(object), key))
    }

    fn union(&mut self, union: &'static UnionShape) -> Result<(), Mismatch> {
        let start = self.reader.pos();
        let mut ahead = self.reader.clone();
        let tag = match ahead.enter(union.tag) {
            Ok(true) => ahead.string().ok(),
            _ => None,
        };
        debug_assert_eq!(start, self.reader.pos());
        if let Some(variant) = tag.and_then(|tag| union.variant(&tag)) {
            return self.object(variant.object);
        }
        // A field that other variants have is what it is there.
        let find = |key: &str| {
            let objects = union.variants.iter().map(|variant| variant.object);
            let field = objects.filter_map(|object| object.field(key)).next()?;
            Some((field.name, shape_of(field)))
        };
        self.members(find, |here, key| here.unknown_key(None, key))
    }

    /// Where the texts are kept that the pieces of an event belong to, and whether it is the last.
    fn delta(&mut self, object: &'static ObjectShape) -> Option<(u64, bool)> {
        let stem = object.name.strip_suffix("Event")?;
        let (stem, last) = match stem.strip_suffix("Delta") {
            Some(stem) => (stem, false),
            None => (stem.strip_suffix("Done")?, true),
        };
        // Bytes in Base64 are no text, and their pieces are whole by themselves.
        object.field("item_id").filter(|_| stem != "TaskAudio")?;
        self.reader.space();
        let text = self.text();
        let span = Span::new(self.reader.pos(), text.len());
        let value = |key| member(text, span, key).map_or("", |value| value.of(text));
        let parts = [
            stem,
            value("task_id"),
            value("item_id"),
            value("content_index"),
            value("summary_index"),
        ];
        let digest = self.redactor.key.digest(&parts.map(str::as_bytes));
        Some((digest, last))
    }

    /// An event with a piece of a text, or with the whole.
    fn delta_event(
        &mut self,
        object: &'static ObjectShape,
        (text, last): (u64, bool),
    ) -> Result<(), Mismatch> {
        /// Texts that are not ended; no stream has as many open at a time.
        const MOST: usize = 10_000;
        if last {
            self.redactor.deltas.remove(&text);
            return self.fields(object);
        }
        let from = self.reader.pos();
        let span = Span::new(from, self.text().len());
        self.fields(object)?;
        let piece = member(self.text(), span, "delta").filter(|_| !self.keeps("delta"));
        let Some(piece) = piece.filter(|piece| piece.of(self.text()).starts_with('"')) else {
            return Ok(());
        };
        if self.redactor.deltas.len() > MOST {
            self.redactor.deltas.clear();
        }
        let inside = piece.start + 1..piece.end - 1;
        let old = spelled(&self.text()[inside.clone()]);
        let key = self.redactor.key;
        let begin = || -> State { key.begin(Letters::Any, 0) };
        let begun = self.redactor.deltas.contains_key(&text);
        let state = self.redactor.deltas.entry(text).or_insert_with(begin);
        // The prefix that shows the kind of a text is at its start.
        let kept = if begun { 0 } else { super::beginning(&old) };
        let (kept, rest) = old.split_at(kept);
        let new: String = rest.chars().map(|c| key.next(state, c)).collect();
        let new = format!("{kept}{new}");
        self.respell(inside, &new);
        Ok(())
    }
}

/// Whether a number is an integer within the bounds, and whether it has a fraction at all.
fn sort_of(number: &str) -> (bool, bool) {
    let float: f64 = number.parse().unwrap_or(f64::INFINITY);
    (Reader::new(number).integer().is_ok(), float.fract() != 0.0)
}

/// The number with the same digit everywhere but in the first place.
fn after_first(number: &str, digit: char) -> String {
    let mut first = true;
    let other = |c: char| match c.is_ascii_digit() && !std::mem::take(&mut first) {
        true => digit,
        false => c,
    };
    number.chars().map(other).collect()
}

/// The shape of a field, or the one that its free-form values usually have.
fn shape_of(field: &'static FieldShape) -> &'static Shape {
    let usual = || {
        let (_, one, list) = USUALLY.iter().find(|(name, ..)| *name == field.name)?;
        match field.shape {
            Shape::AnyObject | Shape::Any => Some(*one),
            Shape::Array(Shape::AnyObject | Shape::Any) => Some(*list),
            _ => None,
        }
    };
    usual().unwrap_or(&field.shape)
}

/// A text of the same form that is no time.
fn never_a_time(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_digit(), "9")
}
