//! The texts of a stream: what of each has been shown, and what comes next.

use std::io::{self, Write};

use anstyle::Style;

use super::{PLAIN, TOOL, Watcher};
use crate::output::plural;
use crate::terminal::{BOLD, FAINT};

/// One text of an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The item, or the call that a result answers: a tool and its caller both send it.
    item: String,
    pub(super) part: Part,
    index: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Message,
    Thinking,
    Summary,
    Call,
    Result,
}

/// What has been shown of a text.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) text: String,
    /// How many lines of it are complete.
    lines: usize,
    /// How many of its lines were left out.
    left_out: usize,
    done: bool,
}

impl Place {
    pub(super) fn of(item: String, part: Part, index: i64) -> Self {
        Place { item, part, index }
    }
}

impl<W: Write> Watcher<W> {
    /// The texts of an item that is final need not be remembered.
    pub(super) fn settle(&mut self, item: &str) {
        let first = Place::of(item.to_owned(), Part::Message, i64::MIN);
        let places = self.texts.range(first..).map(|(place, _)| place);
        let places = places.take_while(|place| place.item == item);
        let settled: Vec<_> = places
            .filter(|place| place.part != Part::Result)
            .cloned()
            .collect();
        for place in settled {
            self.texts.remove(&place);
        }
    }

    /// More of a text.
    pub(super) fn more(&mut self, id: &str, place: Place, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.reopen(id, &place)?;
        let limit = match place.part {
            Part::Result => self.shown.lines,
            _ => usize::MAX,
        };
        let old = self.texts.entry(place).or_default();
        old.text.push_str(text);
        let mut end = if old.lines < limit { text.len() } else { 0 };
        for (at, _) in text.match_indices('\n') {
            old.lines += 1;
            if old.lines >= limit {
                end = end.min(at);
                old.left_out += 1;
            }
        }
        self.screen.text(&text[..end])
    }

    /// The final form of a text: what has not been shown of it.
    pub(super) fn done(&mut self, id: &str, place: Place, text: &str) -> io::Result<()> {
        let old = self.texts.entry(place.clone()).or_default();
        let again = std::mem::replace(&mut old.done, true);
        // Servers wrap the result of a tool for the model before its caller has it.
        let wrapped = place.part == Part::Result && text.contains(old.text.trim());
        if again && (old.text == text || wrapped) {
            return Ok(());
        }
        match text.strip_prefix(old.text.as_str()).map(str::to_owned) {
            Some(rest) => self.more(id, place.clone(), &rest)?,
            None => {
                // It is not what was written.
                old.text.clear();
                old.lines = 0;
                old.left_out = 0;
                self.close()?;
                self.more(id, place.clone(), text)?;
            }
        }
        let left_out = self.texts.get(&place).map_or(0, |text| text.left_out);
        let owner = self.owner(id, &place);
        let depth = self.task(&owner).depth;
        self.close()?;
        if left_out > 0 {
            let note = format!("  … {} more", plural(left_out as u64, "line"));
            self.line(depth, (FAINT, &note), "")?;
        }
        Ok(())
    }

    /// Goes on with a text, under its heading again if something came in between.
    fn reopen(&mut self, id: &str, place: &Place) -> io::Result<()> {
        if self.open.as_ref() == Some(place) {
            return Ok(());
        }
        self.close()?;
        let owner = self.owner(id, place);
        self.name(&owner)?;
        let item = Some((place.item.clone(), place.part));
        let depth = self.task(&owner).depth;
        if self.under != item {
            let (label, style) = self.label(&owner, place);
            let begun = self
                .texts
                .get(place)
                .is_some_and(|text| !text.text.is_empty());
            let label = if begun { format!("{label} …") } else { label };
            self.line(depth, (style, &label), "")?;
            self.under = item;
        }
        let style = match place.part {
            Part::Thinking | Part::Summary => FAINT,
            _ => PLAIN,
        };
        self.screen.begin(depth + 1, style)?;
        self.open = Some(place.clone());
        Ok(())
    }

    /// The task in whose place a text is shown: a tool that only answers speaks in that of its call.
    fn owner(&self, id: &str, place: &Place) -> String {
        let caller = match place.part {
            Part::Result => self.callers.get(&place.item),
            _ => None,
        };
        caller.map_or(id, String::as_str).to_owned()
    }

    fn label(&mut self, id: &str, place: &Place) -> (String, Style) {
        let facts = &self.task(id).facts;
        match place.part {
            Part::Thinking => ("thinking".into(), FAINT),
            Part::Summary => ("thinking in short".into(), FAINT),
            Part::Message => match &facts.agent {
                Some(name) => (format!("assistant ({name})"), BOLD),
                None => ("assistant".into(), BOLD),
            },
            Part::Call | Part::Result => {
                let tool = facts.tool_of(&place.item).unwrap_or("tool");
                (format!("→ {tool}"), TOOL)
            }
        }
    }
}
