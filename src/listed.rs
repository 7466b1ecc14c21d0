//! Of many findings of one code the first, and how many more there are. A text of a few megabytes can
//! hold millions: what they need must not be a multiple of the text.

use std::collections::HashMap;
use std::hash::Hash;
use std::mem;

/// So many of each code are listed.
pub(crate) const LISTED: usize = 10_000;

/// One of a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry<C, T> {
    /// What it is about.
    pub(crate) code: C,
    /// Its offset in the text.
    pub(crate) start: usize,
    /// How many more of its code follow that are not listed.
    pub(crate) more: usize,
    pub(crate) what: T,
}

/// A list of the first entries of each code.
#[derive(Debug)]
pub(crate) struct Listed<C, T> {
    entries: Vec<Entry<C, T>>,
    /// The number of entries at which the list is shortened.
    full: usize,
}

impl<C, T> Default for Listed<C, T> {
    fn default() -> Self {
        Listed {
            entries: Vec::new(),
            full: 2 * LISTED,
        }
    }
}

impl<C: Copy + Eq + Hash, T> Listed<C, T> {
    pub(crate) fn push(&mut self, code: C, start: usize, more: usize, what: T) {
        // Before it is added, because the last one may still be changed.
        if self.entries.len() >= self.full {
            self.shorten();
            self.full = 2 * self.entries.len().max(LISTED);
        }
        self.entries.push(Entry {
            code,
            start,
            more,
            what,
        });
    }

    pub(crate) fn last_mut(&mut self) -> Option<&mut T> {
        self.entries.last_mut().map(|entry| &mut entry.what)
    }

    /// The entries in the order of the text.
    pub(crate) fn finish(mut self) -> Vec<Entry<C, T>> {
        self.shorten();
        self.entries
    }

    fn shorten(&mut self) {
        self.entries.sort_by_key(|entry| entry.start);
        if self.entries.len() <= LISTED {
            return;
        }
        #[derive(Default)]
        struct Seen {
            listed: usize,
            last: usize,
            more: usize,
        }
        let mut codes: HashMap<C, Seen> = HashMap::new();
        for mut entry in mem::take(&mut self.entries) {
            let seen = codes.entry(entry.code).or_default();
            seen.more += mem::take(&mut entry.more);
            if seen.listed == LISTED {
                seen.more += 1;
                continue;
            }
            seen.listed += 1;
            seen.last = self.entries.len();
            self.entries.push(entry);
        }
        for seen in codes.into_values() {
            self.entries[seen.last].more = seen.more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type One = Entry<char, ()>;

    fn one(code: char, start: usize, more: usize) -> One {
        Entry {
            code,
            start,
            more,
            what: (),
        }
    }

    fn listed(entries: impl Iterator<Item = (char, usize)>) -> Vec<One> {
        let mut listed = Listed::default();
        entries.for_each(|(code, start)| listed.push(code, start, 0, ()));
        listed.finish()
    }

    #[test]
    fn the_first_in_the_text_are_listed_in_whatever_order_they_come() {
        let count = 7 * LISTED + 3;
        let forwards = listed((0..count).map(|at| ('a', at)));
        assert_eq!(forwards.len(), LISTED);
        assert_eq!(forwards[LISTED - 2], one('a', LISTED - 2, 0));
        assert_eq!(forwards[LISTED - 1], one('a', LISTED - 1, count - LISTED));
        assert_eq!(listed((0..count).rev().map(|at| ('a', at))), forwards);
        let shuffled = (0..count).map(|at| ('a', at * 5 % count));
        assert_eq!(listed(shuffled), forwards);
    }

    #[test]
    fn a_code_takes_no_place_from_another() {
        let many = (0..3 * LISTED).map(|at| ('a', at));
        let few = (0..LISTED).map(|at| ('b', 10 * at));
        let all = listed(many.chain(few));
        assert_eq!(all.len(), 2 * LISTED);
        let more: Vec<_> = all.iter().filter(|one| one.more > 0).collect();
        assert_eq!(more, [&one('a', LISTED - 1, 2 * LISTED)]);
        assert!(all.is_sorted_by_key(|one| one.start));
    }

    #[test]
    fn none_is_left_out_where_there_are_few() {
        let all = listed((0..LISTED).map(|at| ('a', at)));
        assert_eq!(all.len(), LISTED);
        assert!(all.iter().all(|one| one.more == 0));
    }

    /// What other entries counted stays counted.
    #[test]
    fn lists_can_be_put_together() {
        let mut all = Listed::default();
        for from in [0, 10 * LISTED] {
            let part = listed((from..from + 2 * LISTED).map(|at| ('a', at)));
            for one in part {
                all.push(one.code, one.start, one.more, ());
            }
        }
        let all = all.finish();
        assert_eq!(all.len(), LISTED);
        assert_eq!(all[LISTED - 1], one('a', LISTED - 1, 3 * LISTED));
    }
}
