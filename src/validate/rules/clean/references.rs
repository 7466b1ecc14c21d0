//! What the messages of a task cite, against what can be cited in it.

use std::collections::HashSet;

use super::{Citing, Clean};
use crate::validate::path::Path;
use crate::validate::rules::item;
use crate::wire::{Kind, Mismatch, Passed, Place, Reader, Wire};
use crate::{Json, MessageContent};

impl Clean<'_> {
    /// The body of a message, and what it cites.
    pub(super) fn citing(&mut self, object: &Passed<'_>) -> Result<Option<Citing>, Mismatch> {
        let body = |key| Some((key, object.place(key)?));
        let Some((key, place)) = body("message_content").or_else(|| body("content")) else {
            return Ok(None);
        };
        let text = &object.text[place.start..place.end];
        let cites = memchr::memmem::find(text.as_bytes(), b"[^").is_some();
        if hides(text, cites) {
            return Err(Mismatch);
        }
        if !cites {
            return Ok(None);
        }
        // Numbers that the text itself defines are not left out: few texts do that.
        let all = text.split("[^").skip(1);
        self.cited
            .extend(all.filter_map(|rest| rest[..rest.find(']')?].parse::<i64>().ok()));
        Ok(Some(Citing { key, place }))
    }

    /// Looks for what a task does not have of that. `output` is the path of its items.
    pub(super) fn references(
        &mut self,
        task: &Passed<'_>,
        output: &Path<'_>,
    ) -> Result<(), Mismatch> {
        if self.cited.is_empty() {
            return Ok(());
        }
        let mut numbers: HashSet<i64> = self.numbers.iter().map(|(_, number)| *number).collect();
        if self.cited.iter().all(|cited| numbers.contains(cited)) {
            return Ok(());
        }
        // Contents other than texts can have numbers too, which the model does not name.
        if !task.unknown_fields.is_empty() {
            return Err(Mismatch);
        }
        for blocks in self.items.iter().filter_map(|item| item.blocks) {
            let blocks = Vec::<Json>::read(&mut reader(task.text, blocks))?;
            numbers.extend(item::block_numbers(&blocks));
        }
        for (index, one) in self.items.iter().enumerate() {
            let Some(Citing { key, place }) = one.citing else {
                continue;
            };
            let body = MessageContent::read(&mut reader(task.text, place))?;
            let item = output.index(index);
            let find = |part| text_place(task.text, place, part);
            item::body_references(&mut self.sink, &item.key(key), &body, &&numbers, find);
        }
        Ok(())
    }
}

fn reader(text: &str, place: Place) -> Reader<'_> {
    Reader::new(&text[place.start..place.end])
}

/// Where the text of a body stands, or that of one of its parts.
fn text_place(text: &str, body: Place, part: Option<usize>) -> Option<Place> {
    let mut reader = reader(text, body);
    if let Some(part) = part {
        reader.open_array().ok()?;
        let mut first = true;
        for _ in 0..part {
            reader.element(&mut first).ok()?;
            reader.skip().ok()?;
        }
        reader.element(&mut first).ok()?;
        if reader.kind() == Some(Kind::Object) {
            reader.enter("text").ok()?;
        }
    }
    reader.space();
    let start = body.start + reader.pos();
    reader.skip().ok()?;
    let end = body.start + reader.pos();
    Some(Place { start, end })
}

/// Whether a text in JSON spells characters of a citation with escapes: brackets and carets, and
/// where there are citations also digits and signs.
fn hides(text: &str, cites: bool) -> bool {
    let escapes = memchr::memmem::find_iter(text.as_bytes(), br"\u00");
    let mut rows = escapes.filter_map(|at| text.as_bytes().get(at + 4).copied());
    rows.any(|row| row == b'5' || cites && matches!(row, b'2' | b'3'))
}
