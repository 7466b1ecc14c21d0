//! Texts compared as words.

use similar::{ChangeTag, TextDiff};

use super::align::STEPS;

/// A piece of a text, and who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Both(String),
    A(String),
    B(String),
}

/// How many words of context a difference has on each side.
const AROUND: usize = 8;

/// What two texts have in common, and what not. Beyond so many steps they are compared by lines, and
/// beyond these by nothing smaller than themselves.
pub(crate) fn pieces(a: &str, b: &str) -> Vec<Piece> {
    let steps = |one: usize, other: usize| one.saturating_mul(other);
    let words = |text: &str| 2 * text.split_whitespace().count() + 1;
    let lines = |text: &str| text.lines().count() + 1;
    let diff = if steps(words(a), words(b)) <= STEPS {
        TextDiff::from_words(a, b)
    } else if steps(lines(a), lines(b)) <= STEPS {
        TextDiff::from_lines(a, b)
    } else {
        return vec![Piece::A(a.into()), Piece::B(b.into())];
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let text = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Both(last)))
            | (ChangeTag::Delete, Some(Piece::A(last)))
            | (ChangeTag::Insert, Some(Piece::B(last))) => last.push_str(text),
            (ChangeTag::Equal, _) => pieces.push(Piece::Both(text.into())),
            (ChangeTag::Delete, _) => pieces.push(Piece::A(text.into())),
            (ChangeTag::Insert, _) => pieces.push(Piece::B(text.into())),
        }
    }
    join(pieces)
}

/// Joins differences with only white space between them: what was rewritten reads as one.
fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut a, mut b) = (String::new(), String::new());
    let flush = |a: &mut String, b: &mut String, out: &mut Vec<Piece>| {
        for (text, piece) in [(a, Piece::A as fn(String) -> Piece), (b, Piece::B)] {
            if !text.is_empty() {
                out.push(piece(std::mem::take(text)));
            }
        }
    };
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::A(text) => a.push_str(&text),
            Piece::B(text) => b.push_str(&text),
            Piece::Both(text)
                if text.trim().is_empty()
                    && !(a.is_empty() && b.is_empty())
                    && pieces.peek().is_some() =>
            {
                a.push_str(&text);
                b.push_str(&text);
            }
            Piece::Both(text) => {
                flush(&mut a, &mut b, &mut out);
                out.push(Piece::Both(text));
            }
        }
    }
    flush(&mut a, &mut b, &mut out);
    out
}

/// The same with only a few words around each difference.
pub(crate) fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let short = |(at, piece): (usize, Piece)| match piece {
        Piece::Both(text) => {
            let before = (at > 0).then(|| head(&text));
            let after = (at < last).then(|| tail(&text));
            let kept = before.unwrap_or("").len() + after.unwrap_or("").len();
            if kept + 3 >= text.len() {
                return Piece::Both(text);
            }
            Piece::Both(format!("{}…{}", before.unwrap_or(""), after.unwrap_or("")))
        }
        piece => piece,
    };
    pieces.into_iter().enumerate().map(short).collect()
}

/// The first words.
fn head(text: &str) -> &str {
    let words = text.split_inclusive(char::is_whitespace);
    let len = words.take(AROUND).map(str::len).sum();
    &text[..len]
}

/// The last words.
fn tail(text: &str) -> &str {
    let spaces = text.rmatch_indices(char::is_whitespace).nth(AROUND - 1);
    &text[spaces.map_or(0, |(at, space)| at + space.len())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(a: &str, b: &str) -> String {
        let pieces = shortened(pieces(a, b)).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Both(text) => text,
                Piece::A(text) => format!("[-{text}-]"),
                Piece::B(text) => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn words_are_compared() {
        assert_eq!(
            marked("The test passes again.", "The test fails again."),
            "The test [-passes-]{+fails+} again."
        );
        assert_eq!(
            marked("one two three", "four five six"),
            "[-one two three-]{+four five six+}"
        );
        assert_eq!(marked("", "new"), "{+new+}");
    }

    #[test]
    fn what_is_the_same_is_shortened() {
        let words =
            |range: std::ops::Range<u32>| range.map(|n| format!("w{n} ")).collect::<String>();
        let (a, b) = (
            format!("{}old {}", words(0..30), words(0..30)),
            format!("{}new {}", words(0..30), words(0..30)),
        );
        assert_eq!(
            marked(&a, &b),
            "…w23 w24 w25 w26 w27 w28 w29 [-old-]{+new+} w0 w1 w2 w3 w4 w5 w6 …"
        );
    }

    #[test]
    fn large_texts_are_compared_in_larger_pieces() {
        let many = |word: &str| format!("{word} ").repeat(20_000);
        assert_eq!(pieces(&many("a"), &many("b")).len(), 2);
    }
}
