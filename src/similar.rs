//! Names that were probably meant.

/// A longer word is not a misspelled name.
pub(crate) const LONGEST_NAME: usize = 40;

const SEPARATORS: [char; 4] = ['_', '-', '.', ' '];

/// How many names are looked for in one text: each costs a little, and a text may have many.
const MAX_GUESSES: usize = 200;

/// The search for the names that were meant in one text.
pub(crate) struct Guesses(usize);

impl Default for Guesses {
    fn default() -> Self {
        Guesses(MAX_GUESSES)
    }
}

impl Guesses {
    /// The name that a word is probably a misspelling of, while there are not too many.
    pub(crate) fn guess(
        &mut self,
        word: &str,
        names: impl IntoIterator<Item = &'static str>,
    ) -> Option<&'static str> {
        self.0 = self.0.checked_sub(1)?;
        similar(word, names)
    }
}

/// The name that a word is probably a misspelling of. Case and separators do not count, so
/// `createdAt` is like `created_at`; of other differences there may be one for every four letters,
/// and two at most: `output_audio` is not like `input_audio`.
pub(crate) fn similar<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_NAME {
        return None;
    }
    let length = letters(word).count();
    let mut plain = None;
    let scored = names.into_iter().filter_map(|name| {
        let name_length = letters(name).count();
        let limit = (name_length / 4).min(2);
        if length.abs_diff(name_length) > limit {
            return None;
        }
        let word = plain.get_or_insert_with(|| letters(word).collect::<String>());
        let distance = strsim::osa_distance(word, &letters(name).collect::<String>());
        (distance <= limit).then_some((distance, name))
    });
    scored
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// What counts of a word.
fn letters(word: &str) -> impl Iterator<Item = char> {
    let letters = word.chars().filter(|c| !SEPARATORS.contains(c));
    letters.flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, similar};

    #[test]
    fn misspellings_are_like_names_and_other_words_are_not() {
        let names = ["created_at", "completed", "message", "id", "input-required"];
        for (word, name) in [
            ("createdAt", Some("created_at")),
            ("complete", Some("completed")),
            ("mesage", Some("message")),
            ("ID", Some("id")),
            ("input_required", Some("input-required")),
            ("cratde_at", Some("created_at")),
            ("finished", None),
            ("hologram", None),
            ("", None),
            ("x", None),
            ("ip", None),
            ("output-required", None),
        ] {
            assert_eq!(similar(word, names), name, "{word}");
        }
    }

    #[test]
    fn words_may_be_as_long_as_names_are() {
        let name = "m".repeat(LONGEST_NAME);
        let word = |length| format!("n{}", "m".repeat(length - 1));
        assert_eq!(
            similar(&word(LONGEST_NAME), [name.as_str()]),
            Some(name.as_str())
        );
        assert_eq!(similar(&word(LONGEST_NAME + 1), [name.as_str()]), None);
        assert_eq!(similar(&word(1000), [name.as_str()]), None);
    }
}
