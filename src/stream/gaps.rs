//! Numbers of events that did not come.

use std::collections::BTreeMap;
use std::ops::Range;

/// Numbers as ranges that do not overlap: the end of each by its start.
#[derive(Debug, Clone, Default)]
pub(super) struct Gaps(BTreeMap<i64, i64>);

impl Gaps {
    /// Adds numbers beyond all others.
    pub(super) fn add(&mut self, numbers: Range<i64>) {
        self.0.insert(numbers.start, numbers.end);
    }

    /// Whether the number is missing; now it is not any more.
    pub(super) fn take(&mut self, number: i64) -> bool {
        let Some((&start, &end)) = self.0.range(..=number).next_back() else {
            return false;
        };
        if number >= end {
            return false;
        }
        self.0.remove(&start);
        // `number` is below `end`, so that the next one is a number.
        for rest in [start..number, number + 1..end] {
            if !rest.is_empty() {
                self.add(rest);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_once() {
        let mut gaps = Gaps::default();
        gaps.add(2..5);
        gaps.add(8..9);
        gaps.add(i64::MAX - 1..i64::MAX);
        for number in [-1, 0, 1, 5, 7, 9, i64::MAX] {
            assert!(!gaps.take(number), "{number}");
        }
        for number in [3, 2, 4, 8, i64::MAX - 1] {
            assert!(gaps.take(number), "{number}");
            assert!(!gaps.take(number), "{number} again");
        }
        assert!(gaps.0.is_empty());
    }
}
