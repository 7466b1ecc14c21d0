//! What two lists have in common, in a number of steps that their sizes explain.

use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// More steps are not taken: what differs most needs as many as one size times the other (Myers).
pub(super) const STEPS: usize = 20_000_000;

/// The parts of two lists that are the same and those that are not. In lists that are too long and
/// differ too much, everything between their beginnings and ends is one difference.
pub(super) fn ops<T: Eq + Hash + Ord>(a: &[T], b: &[T]) -> Vec<DiffOp> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    let ends = rest_a.iter().rev().zip(rest_b.iter().rev());
    let tail = ends.take_while(|(a, b)| a == b).count();
    let (old_len, new_len) = (rest_a.len() - tail, rest_b.len() - tail);
    if old_len.saturating_mul(new_len) <= STEPS {
        return capture_diff_slices(Algorithm::Myers, a, b);
    }
    let same = |old_index, new_index, len| DiffOp::Equal {
        old_index,
        new_index,
        len,
    };
    vec![
        same(0, 0, head),
        DiffOp::Replace {
            old_index: head,
            old_len,
            new_index: head,
            new_len,
        },
        same(head + old_len, head + new_len, tail),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_compared_between_their_ends() {
        let many = 5000;
        assert!(many * many > STEPS);
        let list = |middle: std::ops::Range<usize>| -> Vec<usize> {
            let ends = [usize::MAX - 1, usize::MAX];
            [ends[0]]
                .into_iter()
                .chain(middle)
                .chain([ends[1]])
                .collect()
        };
        let ops = ops(&list(0..many), &list(many..2 * many));
        let parts: Vec<_> = ops
            .iter()
            .map(|op| (op.old_range(), op.new_range()))
            .collect();
        let middle = 1..many + 1;
        let last = many + 1..many + 2;
        assert_eq!(
            parts,
            [(0..1, 0..1), (middle.clone(), middle), (last.clone(), last)]
        );
    }
}
