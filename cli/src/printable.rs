//! Text from outside as it may be shown: nothing in it is obeyed, nothing in it is invisible.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};
use std::path::Path;

use unicode_segmentation::UnicodeSegmentation;

/// Whether a character must not be shown as it is: a control character, or one that is invisible,
/// breaks the line, or changes what others look like, as overrides of the writing direction do.
fn is_hidden(character: char) -> bool {
    match character {
        ' '..='~' => false,
        // The marks and letters that Unicode draws as nothing. The selector of coloured emoji,
        // U+FE0F, is left alone.
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0e}'
        | '\u{ffa0}'
        | '\u{e0100}'..='\u{e01ef}' => true,
        '\u{2028}' | '\u{2029}' => true,
        _ if character.is_control() => true,
        _ if character.is_whitespace() => false,
        _ => {
            // The standard library knows which characters have no shape. A mark is judged behind
            // a letter: at the beginning of a text it has no shape either.
            let mut text = [b'a', 0, 0, 0, 0];
            let len = 1 + character.encode_utf8(&mut text[1..]).len();
            let text = std::str::from_utf8(&text[..len]).unwrap_or_default();
            text.escape_debug().nth(1) == Some('\\')
        }
    }
}

/// What joins the emoji of a family, and nothing else that may be shown as it is.
const JOINER: char = '\u{200d}';

/// The characters of a text, each with whether it must not be shown as it is.
pub(crate) fn characters(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut rest = text.chars();
    let mut before = None;
    std::iter::from_fn(move || {
        let character = rest.next()?;
        let neighbours = || before.zip(rest.clone().next());
        let is_hidden = is_hidden(character)
            && !(character == JOINER && neighbours().is_some_and(|(a, b)| joins(a, b)));
        // The colour of an emoji, or of a skin, is a part of the emoji before it.
        if !matches!(character, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}') {
            before = Some(character);
        }
        Some((character, is_hidden))
    })
}

/// Whether a joiner between two characters makes one picture of them.
fn joins(a: char, b: char) -> bool {
    let clusters = |text: String| text.graphemes(true).count();
    // What is only a mark needs no joiner.
    clusters(format!("{a}{JOINER}{b}")) == 1 && clusters(format!("a{b}")) == 2
}

/// Whether a text is shown as it is, a byte in each column: most are, which is soon seen.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A text of one line in which places are counted in characters: each is shown by one.
pub(crate) fn shown(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let shown = characters(text).map(|(character, is_hidden)| match character {
        '\t' => ' ',
        _ if is_hidden => '\u{fffd}',
        _ => character,
    });
    shown.collect()
}

/// A text on one line, with what is hidden spelled out: `\n`, `\u{202e}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain(self.0) {
            return f.write_str(self.0);
        }
        for (character, is_hidden) in characters(self.0) {
            match character {
                '\t' => f.write_char(' ')?,
                '\n' | '\r' => write!(f, "{}", character.escape_default())?,
                _ if is_hidden => write!(f, "{}", character.escape_unicode())?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// A path in a message.
pub(crate) fn path(path: &Path) -> String {
    Printable(&path.display().to_string()).to_string()
}

/// A text of several lines, each of them printable.
pub(crate) fn lines(text: &str) -> String {
    let lines: Vec<_> = text
        .lines()
        .map(|line| Printable(line).to_string())
        .collect();
    lines.join("\n")
}

/// JSON text in which everything hidden is escaped. In valid JSON only strings can hold it, so the
/// value stays what it is.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    let is_space = |c: char| matches!(c, '\n' | '\r' | '\t');
    if !text.contains(|c: char| is_hidden(c) && !is_space(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (character, is_hidden) in characters(text) {
        if is_hidden && !is_space(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_is_shown() {
        let controls = ('\0'..=' ').chain('\u{7f}'..='\u{a0}');
        let bidi = ('\u{200b}'..='\u{200f}')
            .chain('\u{202a}'..='\u{202e}')
            .chain('\u{2060}'..='\u{206f}');
        let tags = ('\u{e0001}'..='\u{e007f}').chain('\u{fff0}'..='\u{fffb}');
        let others = "\u{ad}\u{61c}\u{34f}\u{180e}\u{2028}\u{2029}\u{3164}\u{feff}\u{e000}".chars();
        for character in controls.chain(bidi).chain(tags).chain(others) {
            let spaces = matches!(character, ' ' | '\u{a0}');
            assert_eq!(is_hidden(character), !spaces, "{character:?}");
            let text = Printable(&character.to_string()).to_string();
            assert!(!text.chars().any(is_hidden), "{text:?}");
            assert!(!shown(&character.to_string()).contains(is_hidden));
        }
    }

    #[test]
    fn json_keeps_its_value() {
        let text = "{\n\t\"a\u{202e}\": \"\u{e0041}\u{9b}\u{feff} 会👋\"}";
        let shown = json(text);
        assert_eq!(
            shown,
            "{\n\t\"a\\u202e\": \"\\udb40\\udc41\\u009b\\ufeff 会👋\"}"
        );
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(text), value(&shown));
    }

    #[test]
    fn text_of_any_language_is() {
        let text = "naïve e\u{301} हिन्दी 会话\u{3000}한국어 עברית العربية 👋 ❤\u{fe0f} \"'\\";
        assert_eq!(Printable(text).to_string(), text);
        assert_eq!(shown(text), text);
        assert_eq!(
            Printable("a\r\n\u{1b}[2J\u{202e}b").to_string(),
            "a\\r\\n\\u{1b}[2J\\u{202e}b"
        );
    }

    #[test]
    fn a_joiner_is_shown_between_emoji_only() {
        for emoji in [
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
            "👩🏽\u{200d}🚀",
        ] {
            assert_eq!(Printable(emoji).to_string(), emoji);
            assert_eq!(shown(emoji), emoji);
            assert_eq!(json(emoji), emoji);
        }
        for hidden in [
            "a\u{200d}b",
            "\u{200d}👧",
            "👧\u{200d}",
            "👧\u{200d}\u{200d}👧",
            "👧\u{200d}\u{301}",
            "👧\u{200d}🏽",
            "👧\u{200d}a",
            "क\u{94d}\u{200d}ष",
            "👧\u{200c}👧",
            "👧\u{202e}👧",
        ] {
            assert!(
                Printable(hidden).to_string().contains("\\u{20"),
                "{hidden:?}"
            );
            assert!(shown(hidden).contains('\u{fffd}'), "{hidden:?}");
            assert!(json(hidden).contains("\\u20"), "{hidden:?}");
        }
    }
}
