//! Text for HTML.

use std::fmt::Write;

/// Text that cannot become markup.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(character),
            '\r' => {}
            // Control characters have no place in HTML, and overrides of the writing direction
            // can make a text look like another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            _ if character.is_control() => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

/// Texts longer than this are folded away.
const LONG: usize = 1_500;

/// What people and models said; hidden if the page is to be shared.
pub(super) fn value(text: &str, mask: bool) -> String {
    if mask {
        return format!(
            "<span class=\"masked\">{} characters</span>",
            text.chars().count()
        );
    }
    escape(text)
}

/// A block of text as it is, folded away when it is long.
pub(super) fn block(text: &str, class: &str, mask: bool) -> String {
    let shown = value(text, mask);
    let block = format!("<pre class=\"{class}\">{shown}</pre>");
    if mask || text.len() <= LONG {
        return block;
    }
    let characters = text.chars().count();
    format!("<details><summary>{characters} characters</summary>{block}</details>")
}

/// An address of a place on the page, made of any text.
pub(super) fn anchor(text: &str) -> String {
    let mut out = String::from("t-");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(byte as char);
        } else {
            _ = write!(out, "-{byte:02x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            escape("<script>'\"&\u{202e}\u{0}é"),
            "&lt;script&gt;&#39;&quot;&amp;\u{fffd}\u{fffd}é"
        );
        assert_eq!(anchor("a\"><b"), "t-a-22-3e-3cb");
        assert!(!value("secret", true).contains("secret"));
    }
}
