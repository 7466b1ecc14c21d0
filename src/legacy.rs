//! Words of servers up to 0.0.25.

/// Tags, values and keys, each with the word that took its place.
pub(crate) const WORDS: &[(&str, &str)] = &[
    ("function_call", "tool_call"),
    ("function_call_output", "tool_result"),
    ("submitted", "created"),
    ("previous_response_id", "previous_task_id"),
];

/// The old word as it is in the table, and what took its place.
pub(crate) fn successor(word: &str) -> Option<(&'static str, &'static str)> {
    WORDS.iter().copied().find(|(old, _)| *old == word)
}
