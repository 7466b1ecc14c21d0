//! Text for people as it comes: indented, wrapped at words, nothing in it raw.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use crate::printable::Printable;

/// Lines are never narrower than this, however deep they are.
const NARROWEST: usize = 16;

/// The prefix of a line for each level that it is nested, and of what belongs to the line
/// above it. It is not blank: workflows take a line that begins with certain signs for a command.
const LEVEL: &str = "│ ";

/// Writes lines, and text that is still being written. Colours end with each piece, so that whatever
/// interrupts the program finds the terminal as it was.
pub(crate) struct Screen<W> {
    out: W,
    /// How many columns there are; without it lines are as long as they come.
    width: Option<usize>,
    /// How many columns of the line are used; `None` at its beginning.
    column: Option<usize>,
    /// How deep running text is nested, counting the line that it belongs to, and its style.
    depth: usize,
    style: Style,
    /// Spaces that are written if something follows them on the line.
    spaces: String,
    /// The last character was a carriage return, which may be half of a line end.
    after_return: bool,
}

impl<W: Write> Screen<W> {
    pub(crate) fn new(out: W, width: Option<usize>) -> Self {
        Screen {
            out,
            width,
            column: None,
            depth: 0,
            style: Style::new(),
            spaces: String::new(),
            after_return: false,
        }
    }

    /// A line of its own: a label in a style, and what follows it. A label from outside does not stand
    /// at the beginning, where workflows look for commands.
    pub(crate) fn line(
        &mut self,
        depth: usize,
        label: (Style, &str),
        text: &str,
    ) -> io::Result<()> {
        self.begin(depth, label.0)?;
        self.text(&Printable(label.1).to_string())?;
        self.depth += 1;
        if !text.is_empty() {
            self.styled(Style::new(), &format!(" {text}"))?;
        }
        self.end()
    }

    /// Begins running text.
    pub(crate) fn begin(&mut self, depth: usize, style: Style) -> io::Result<()> {
        self.end()?;
        (self.depth, self.style) = (depth, style);
        Ok(())
    }

    /// Goes on with running text.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        let style = self.style;
        write!(self.out, "{style}")?;
        self.running(text)?;
        write!(self.out, "{style:#}")
    }

    fn running(&mut self, text: &str) -> io::Result<()> {
        for line in text.split_inclusive('\n') {
            let line = if std::mem::take(&mut self.after_return) && line != "\n" {
                format!("\r{line}")
            } else {
                line.to_owned()
            };
            let (line, ends) = match line.strip_suffix('\n') {
                Some(line) => (line.strip_suffix('\r').unwrap_or(line), true),
                None => (&*line, false),
            };
            let line = match line.strip_suffix('\r') {
                Some(line) if !ends => {
                    self.after_return = true;
                    line
                }
                _ => line,
            };
            // A word and the space behind it.
            for word in line.split_inclusive(' ') {
                self.word(&Printable(word).to_string())?;
            }
            if ends {
                self.fresh()?;
            }
        }
        Ok(())
    }

    /// The same, in another style from here on.
    pub(crate) fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        self.style = style;
        self.text(text)
    }

    /// Ends the line, if one has begun.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.after_return = false;
        if self.column.is_some() {
            self.fresh()?;
        }
        Ok(())
    }

    /// An empty line.
    pub(crate) fn blank(&mut self) -> io::Result<()> {
        self.end()?;
        self.fresh()
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn fresh(&mut self) -> io::Result<()> {
        self.column = None;
        self.spaces.clear();
        self.out.write_all(b"\n")
    }

    /// The prefix of a line that is being written.
    fn start(&mut self) -> io::Result<()> {
        if self.column.is_none() {
            self.out.write_all(LEVEL.repeat(self.depth).as_bytes())?;
            self.column = Some(2 * self.depth);
        }
        Ok(())
    }

    fn room(&self) -> usize {
        let least = 2 * self.depth + NARROWEST;
        self.width.map_or(usize::MAX, |width| width.max(least))
    }

    fn word(&mut self, word: &str) -> io::Result<()> {
        let room = self.room();
        let width = width(word.trim_end());
        let begins = self.column.is_none();
        if self.column.is_some_and(|column| column + width > room) && 2 * self.depth + width <= room
        {
            self.fresh()?;
        }
        if self.column.is_none() {
            self.start()?;
            if !begins && word.trim().is_empty() {
                return Ok(());
            }
        }
        // Longer than a line: cut where it ends.
        let mut rest = word;
        loop {
            let column = self.column.unwrap_or_default();
            let mut used = column;
            let cut = rest.char_indices().find(|(_, character)| {
                used += character.width().unwrap_or(0);
                used > room && !character.is_whitespace()
            });
            let Some((at, _)) = cut else {
                return self.put(rest);
            };
            let (now, later) = rest.split_at(at);
            self.put(now)?;
            self.fresh()?;
            self.start()?;
            rest = later;
        }
    }

    /// Writes text that can be shown and fits.
    fn put(&mut self, text: &str) -> io::Result<()> {
        self.column = Some(self.column.unwrap_or_default() + width(text));
        let words = text.trim_end_matches(' ');
        if !words.is_empty() {
            write!(self.out, "{}{words}", self.spaces)?;
            self.spaces.clear();
        }
        self.spaces.push_str(&text[words.len()..]);
        Ok(())
    }
}

fn width(text: &str) -> usize {
    text.chars()
        .map(|character| character.width().unwrap_or(0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(
        width: usize,
        write: impl FnOnce(&mut Screen<&mut Vec<u8>>) -> io::Result<()>,
    ) -> String {
        let mut out = Vec::new();
        let mut screen = Screen::new(&mut out, Some(width));
        write(&mut screen).unwrap();
        screen.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_wraps_at_words_as_it_comes() {
        let text = shown(24, |screen| {
            screen.begin(2, Style::new())?;
            for piece in [
                "Trains to",
                " Lis",
                "bon run",
                " again since Monday",
                ", and more often.\nNew line",
            ] {
                screen.text(piece)?;
            }
            Ok(())
        });
        assert_eq!(
            text,
            "│ │ Trains to Lisbon run\n│ │ again since Monday,\n│ │ and more often.\n│ │ New line\n"
        );
    }

    #[test]
    fn long_and_wide_words_are_cut() {
        let text = shown(20, |screen| {
            screen.begin(1, Style::new())?;
            screen.text("a 一二三四五六七八九十一二 b")
        });
        assert_eq!(text, "│ a 一二三四五六七八\n│ 九十一二 b\n");
        let text = shown(20, |screen| {
            screen.begin(0, Style::new())?;
            screen.text(&"x".repeat(45))
        });
        assert_eq!(
            text,
            format!("{0}\n{0}\n{1}\n", "x".repeat(20), "x".repeat(5))
        );
    }

    #[test]
    fn nothing_is_obeyed() {
        let text = shown(80, |screen| {
            screen.begin(0, Style::new())?;
            screen.text("a\u{1b}[2J\u{202e}b\rc\r")?;
            screen.text("\nd\r\ne\tf")
        });
        assert_eq!(text, "a\\u{1b}[2J\\u{202e}b\\rc\nd\ne f\n");
    }
}
