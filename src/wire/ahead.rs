//! Finds the tags of unions that do not come first in their objects.
//!
//! An object whose tag comes late is scanned once, and the tags of all objects inside it are noted
//! on the way, so that unions within unions cost one scan and not one each. The scan only follows
//! strings and braces: whatever else is wrong with the text is found when the values are read.

use std::ops::Range;

use super::fields::Key;
use super::scan;

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    key: &'static str,
    /// The part of the text that was scanned.
    scanned: Range<usize>,
    /// The offsets of objects and of the values of their tags, by object.
    tags: Vec<(usize, usize)>,
    /// The objects around the place of the scan, and whether their tag was found.
    open: Vec<(usize, bool)>,
}

impl Ahead {
    /// The offset of the value under `key` in the object that starts at `object`; `None` if there
    /// is no such key or the text is not JSON.
    pub(super) fn tag(&mut self, text: &str, object: usize, key: &'static str) -> Option<usize> {
        if self.key != key || !self.scanned.contains(&object) {
            self.key = key;
            self.tags.clear();
            self.open.clear();
            let end = self.scan(text, object);
            self.scanned = object..end.unwrap_or(object);
            self.tags.sort_unstable();
        }
        let found = self
            .tags
            .binary_search_by_key(&object, |(object, _)| *object);
        found.ok().map(|at| self.tags[at].1)
    }

    /// Scans the object until its own tag or its end; returns how far.
    fn scan(&mut self, text: &str, object: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let key = Key::new(self.key);
        let mut at = object;
        loop {
            match bytes.get(at)? {
                b'"' => {
                    let (start, end) = (at + 1, scan::plain(bytes, at + 1));
                    let escaped = bytes.get(end) != Some(&b'"');
                    let (after, may_be_key) = if escaped {
                        let after = scan::skip_string(bytes, end)?;
                        (after, spells(text, start..after, end, self.key))
                    } else {
                        (end + 1, key.stands(bytes, at, scan::head(bytes, at)))
                    };
                    if may_be_key && let Some(colon) = colon(bytes, after) {
                        let (object, tagged) = self.open.last_mut()?;
                        if !*tagged {
                            *tagged = true;
                            self.tags.push((*object, colon + 1));
                        }
                        if self.open.len() == 1 {
                            return Some(at);
                        }
                    }
                    at = after;
                }
                b'{' => {
                    self.open.push((at, false));
                    at += 1;
                }
                b'}' => {
                    self.open.pop()?;
                    at += 1;
                    if self.open.is_empty() {
                        return Some(at);
                    }
                }
                _ => at += 1,
            }
        }
    }
}

/// The offset of a colon that comes next.
#[cold]
fn colon(bytes: &[u8], from: usize) -> Option<usize> {
    let at = scan::skip_space(bytes, from);
    (bytes.get(at) == Some(&b':')).then_some(at)
}

/// Whether the string with this content and quote, which has its first escape at `escape`, spells
/// the key.
fn spells(text: &str, string: Range<usize>, escape: usize, key: &str) -> bool {
    const LONGEST_ESCAPE: usize = 6;
    string.len() <= key.len() * LONGEST_ESCAPE + 1 && {
        let mut unescaped = String::new();
        scan::unescape(text, string.start, escape, &mut unescaped).is_some() && unescaped == key
    }
}
