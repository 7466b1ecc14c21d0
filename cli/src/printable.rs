//! Text from outside as it may be shown: nothing in it is obeyed, nothing in it is invisible.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};
use std::path::Path;

/// Whether a character must not be shown as it is: a control character, or one that is invisible,
/// breaks the line, or changes what others look like, as overrides of the writing direction do.
pub(crate) fn is_hidden(character: char) -> bool {
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

/// What is shown in the place of one character, where places are counted in characters.
pub(crate) fn shown(character: char) -> char {
    match character {
        '\t' => ' ',
        _ if is_hidden(character) => '\u{fffd}',
        _ => character,
    }
}

/// A text on one line, with what is hidden spelled out: `\n`, `\u{202e}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '\t' => f.write_char(' ')?,
                '\n' | '\r' => write!(f, "{}", character.escape_default())?,
                _ if is_hidden(character) => write!(f, "{}", character.escape_unicode())?,
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
    let is_hidden = |c: char| is_hidden(c) && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_hidden(character) {
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
            assert!(!is_hidden(shown(character)));
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
        assert_eq!(text.chars().map(shown).collect::<String>(), text);
        assert_eq!(
            Printable("a\r\n\u{1b}[2J\u{202e}b").to_string(),
            "a\\r\\n\\u{1b}[2J\\u{202e}b"
        );
    }
}
