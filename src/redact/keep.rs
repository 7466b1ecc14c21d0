//! What is kept: values at certain places.

use std::ops::Range;

use crate::json::{JsonKind, Mismatch, Reader, Span, member};
use crate::pointer;

/// Places whose values are kept.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// It begins at the root.
    whole: bool,
    /// The steps as a pointer has them; `*` for any.
    steps: Vec<String>,
}

impl Path {
    pub(super) fn of(path: &str) -> Path {
        let steps = path.strip_prefix('/').unwrap_or(path);
        Path {
            whole: path.starts_with('/') || path.is_empty(),
            steps: match path {
                "" => Vec::new(),
                _ => steps.split('/').map(str::to_owned).collect(),
            },
        }
    }

    /// Whether it leads through this key.
    pub(super) fn names(&self, key: &str) -> bool {
        self.steps.iter().any(|step| *step == pointer::step(key))
    }

    /// Whether a place, given by its keys and indices, is one of these.
    pub(super) fn fits(&self, place: &[String]) -> bool {
        let from = place.len().checked_sub(self.steps.len());
        let Some(from) = from.filter(|from| *from == 0 || !self.whole) else {
            return false;
        };
        let pairs = self.steps.iter().zip(&place[from..]);
        pairs
            .into_iter()
            .all(|(step, key)| step == "*" || *step == pointer::step(key))
    }
}

/// The places in an entry of an archive that are kept: values, and the keys that lead to them.
pub(super) fn kept(paths: &[Path], entry: &str) -> Vec<Range<usize>> {
    let whole = paths.iter().filter(|path| path.whole);
    let open: Vec<_> = whole.map(|path| &path.steps[..]).collect();
    let mut walk = Walk {
        reader: Reader::new(entry),
        kept: Vec::new(),
    };
    // An entry is JSON; from where it is none, nothing is kept.
    _ = walk.value(&open);
    walk.kept
}

struct Walk<'a> {
    reader: Reader<'a>,
    kept: Vec<Range<usize>>,
}

impl Walk<'_> {
    /// Goes over a value, with what is left of the paths that lead to it.
    fn value(&mut self, open: &[&[String]]) -> Result<(), Mismatch> {
        self.reader.space();
        let from = self.reader.pos();
        if open.iter().any(|steps| steps.is_empty()) {
            self.reader.skip()?;
            self.kept.push(from..self.reader.pos());
            return Ok(());
        }
        let mut first = true;
        match self.reader.kind().filter(|_| !open.is_empty()) {
            Some(JsonKind::Object) => {
                self.reader.open_object()?;
                while self.reader.key(&mut first)? {
                    let from = self.reader.pos();
                    let key = self.reader.string()?;
                    let end = self.reader.pos();
                    self.reader.after_key(end)?;
                    let below = below(open, &[&key]);
                    if !below.is_empty() {
                        self.kept.push(from..end);
                    }
                    self.value(&below)?;
                }
                Ok(())
            }
            Some(JsonKind::Array) => {
                self.reader.open_array()?;
                let mut index = 0u64;
                while self.reader.element(&mut first)? {
                    let name = self.name();
                    self.value(&below(open, &[&index.to_string(), &name]))?;
                    index += 1;
                }
                Ok(())
            }
            _ => self.reader.skip(),
        }
    }

    /// The name of the object that comes.
    fn name(&self) -> String {
        let mut ahead = self.reader.clone();
        ahead.space();
        let (text, from) = (ahead.text(), ahead.pos());
        let name = member(text, Span::new(from, text.len()), "name");
        let name = name.map(|name| Reader::at(text, name.start).owned_string());
        name.and_then(Result::ok).unwrap_or_default()
    }
}

/// What is left of paths behind a step with one of these names.
fn below<'p>(open: &[&'p [String]], names: &[&str]) -> Vec<&'p [String]> {
    let is_one = |step: &str| {
        let is = |name: &&str| pointer::step(name).eq_ignore_ascii_case(step);
        step == "*" || names.iter().any(is)
    };
    let steps = open.iter().filter_map(|steps| steps.split_first());
    steps
        .filter(|(step, _)| is_one(step))
        .map(|(_, rest)| rest)
        .collect()
}
