//! What a fold finds odd.

use super::*;

#[test]
fn notices_have_codes_and_words() {
    let mut fold = TaskFold::new();
    let gap = fold.push(event("task.working", 2, json!({})));
    let words: Vec<_> = gap.iter().map(|n| (n.code(), n.to_string())).collect();
    assert_eq!(
        words,
        [
            (
                "sequence-gap",
                "task t: events 0 to 1 are missing: the first is 2".into()
            ),
            (
                "unknown-task",
                "task t: no event has introduced this task".to_owned()
            ),
        ]
    );
}
