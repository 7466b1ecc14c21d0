//! The members of JSON objects as they are written, whatever else is wrong in them.

use std::ops::Range;

use super::literal::unescape;
use super::syntax::{Progress, Syntax};

/// A value in a document: its text, and where it begins in the document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl<'a> Value<'a> {
    /// The value of a member of this object.
    pub(super) fn get(self, name: &str) -> Option<Value<'a>> {
        let mut found = None;
        self.parts(true, |key, value| {
            // Of members with the same key the last one counts, as in other readers.
            if key.is_some_and(|key| unescape(key) == name) {
                found = Some(value);
            }
        });
        found.filter(|value| value.text != "null")
    }

    /// The members of this object, each with its key.
    pub(super) fn members(self) -> Vec<(String, Value<'a>)> {
        let mut found = Vec::new();
        self.parts(true, |key, value| {
            found.extend(key.map(|key| (unescape(key), value)));
        });
        found
    }

    /// The elements of this array.
    pub(super) fn elements(self) -> Vec<Value<'a>> {
        let mut found = Vec::new();
        if self.text.starts_with('[') {
            self.parts(false, |_, value| found.push(value));
        }
        found
    }

    /// The string that this is.
    pub(super) fn string(self) -> Option<String> {
        self.text.starts_with('"').then(|| unescape(self.text))
    }

    /// The number that this is, or spells.
    pub(super) fn number(self) -> Option<f64> {
        let text = self.string();
        text.as_deref().unwrap_or(self.text).trim().parse().ok()
    }

    /// Goes through the members of an object, or the elements of an array.
    fn parts(self, object: bool, mut each: impl FnMut(Option<&'a str>, Value<'a>)) {
        if object && !self.text.starts_with('{') {
            return;
        }
        let mut at = 1;
        loop {
            let key = match object {
                true => match self.next(at) {
                    Some(key) => Some(key),
                    None => return,
                },
                false => None,
            };
            if let Some(key) = &key {
                let Some(colon) = self.after(key.end, b":") else {
                    return;
                };
                at = colon;
            }
            let Some(value) = self.next(at) else { return };
            let key = key.map(|key| &self.text[key]);
            let start = self.start + value.start;
            let text = &self.text[value.clone()];
            each(key, Value { text, start });
            let Some(comma) = self.after(value.end, b",}]") else {
                return;
            };
            at = comma;
        }
    }

    /// The offset after the next byte that is not white space, which has to be one of these.
    fn after(self, at: usize, bytes: &[u8]) -> Option<usize> {
        let rest = self.text[at..].trim_start();
        let found = bytes.contains(rest.as_bytes().first()?);
        found.then(|| self.text.len() - rest.len() + 1)
    }

    /// The value that begins at or behind an offset.
    fn next(self, at: usize) -> Option<Range<usize>> {
        let rest = &self.text[at..];
        let start = at + rest.len() - rest.trim_start().len();
        match Syntax::new().feed(&self.text.as_bytes()[start..]) {
            Progress::Done(len) => Some(start..start + len),
            _ => None,
        }
    }
}
