//! Text that knows where in its file it is, however deep it is wrapped: a line of a file, the
//! data of an event, a body inside an archive inside a compressed file.

use std::sync::{Arc, OnceLock};

use super::literal::{escaped_len, respelled};

/// A place in a file (in its decompressed contents).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// Counted from 1.
    pub(crate) line: u64,
    /// In characters, counted from 1.
    pub(crate) column: u64,
    /// In bytes, counted from 0.
    pub(crate) offset: u64,
}

impl Position {
    /// The beginning of a file.
    pub(crate) const START: Position = Position {
        line: 1,
        column: 1,
        offset: 0,
    };

    /// The position after the given bytes.
    pub(crate) fn after(self, bytes: &[u8]) -> Position {
        let lines = memchr::memchr_iter(b'\n', bytes).count() as u64;
        let (last, column) = match memchr::memrchr(b'\n', bytes) {
            Some(at) => (&bytes[at + 1..], 1),
            None => (bytes, self.column),
        };
        Position {
            line: self.line + lines,
            // Bytes that continue a character are not counted.
            column: column + bytecount::num_chars(last) as u64,
            offset: self.offset + bytes.len() as u64,
        }
    }
}

/// A text and where it comes from.
#[derive(Debug)]
pub(crate) struct Text {
    /// The text itself.
    pub(crate) content: String,
    origin: TextOrigin,
    /// Places of a long text from which others are found.
    marks: OnceLock<Vec<Mark>>,
}

/// How far from each other the marks of a text are, in bytes.
const STEP: usize = 4096;

/// A place in a text, in the literal that spells it, and in the file.
#[derive(Debug, Clone, Copy)]
struct Mark {
    offset: usize,
    spelled: usize,
    position: Position,
}

#[derive(Debug)]
enum TextOrigin {
    /// It is in the file as it is, beginning here.
    File(Position),
    /// It is put together from pieces of another text: `(offset here, offset there)` of each.
    Pieces(Arc<Text>, Vec<(usize, usize)>),
    /// It is what a JSON string in another text spells; the offset is that of the opening quote.
    Literal(Arc<Text>, usize),
    /// It was decoded from something that begins at this offset of another text.
    Decoded(Arc<Text>, usize),
}

impl Text {
    fn new(content: String, origin: TextOrigin) -> Text {
        Text {
            content,
            origin,
            marks: OnceLock::new(),
        }
    }

    /// The marks: made once, so that however many walks begin in however many places of a text, each
    /// of them is short.
    fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| {
            let mut marks = vec![self.begin()];
            for at in (STEP..self.content.len()).step_by(STEP) {
                let last = marks.last().copied().unwrap_or(self.begin());
                marks.push(self.walk(last, self.content.floor_char_boundary(at)));
            }
            marks
        })
    }

    fn begin(&self) -> Mark {
        Mark {
            offset: 0,
            spelled: 0,
            position: match &self.origin {
                TextOrigin::File(start) => *start,
                _ => Position::START,
            },
        }
    }

    /// Walks on to a later place.
    fn walk(&self, from: Mark, to: usize) -> Mark {
        let mut mark = Mark { offset: to, ..from };
        match &self.origin {
            TextOrigin::File(_) => {
                let passed = &self.content.as_bytes()[from.offset..to];
                mark.position = from.position.after(passed);
            }
            TextOrigin::Literal(source, quote) => {
                let rest = &source.content[quote + 1 + from.spelled..];
                mark.spelled += escaped_len(rest, to - from.offset);
            }
            TextOrigin::Pieces(..) | TextOrigin::Decoded(..) => {}
        }
        mark
    }

    /// A part of a file.
    pub(crate) fn of_file(content: String, start: Position) -> Text {
        Text::new(content, TextOrigin::File(start))
    }

    /// Pieces of another text, in order.
    pub(crate) fn of_pieces(
        content: String,
        source: Arc<Text>,
        pieces: Vec<(usize, usize)>,
    ) -> Text {
        Text::new(content, TextOrigin::Pieces(source, pieces))
    }

    /// What the JSON string that begins at an offset of another text spells.
    pub(crate) fn of_literal(content: String, source: Arc<Text>, quote: usize) -> Text {
        Text::new(content, TextOrigin::Literal(source, quote))
    }

    /// What was decoded from something that begins at an offset of another text.
    pub(crate) fn decoded(content: String, source: Arc<Text>, start: usize) -> Text {
        Text::new(content, TextOrigin::Decoded(source, start))
    }

    /// Where other content of this text has to be written.
    pub(crate) fn outward(&self, change: Change) -> Outward {
        match &self.origin {
            TextOrigin::File(start) => Outward::File(start.offset + change.start as u64, change),
            TextOrigin::Pieces(source, pieces) => {
                let changes = self.in_pieces(pieces, &change);
                Outward::Text(Arc::clone(source), changes)
            }
            TextOrigin::Literal(source, quote) => {
                let inside = &source.content[quote + 1..];
                let mut places = Places::of(self);
                places.walk(change.start);
                let from = places.walked.spelled;
                let to = from + escaped_len(&inside[from..], change.len);
                let change = Change {
                    start: quote + 1 + from,
                    len: to - from,
                    new: respelled(&inside[from..to], &change.new),
                };
                Outward::Text(Arc::clone(source), vec![change])
            }
            TextOrigin::Decoded(..) => Outward::Decoded(change),
        }
    }

    /// What this was decoded from: a text, and the offset where that begins in it.
    pub(crate) fn decoded_from(&self) -> Option<(&Arc<Text>, usize)> {
        match &self.origin {
            TextOrigin::Decoded(source, start) => Some((source, *start)),
            _ => None,
        }
    }

    /// A change as changes of the text that this one is put together from.
    fn in_pieces(&self, pieces: &[(usize, usize)], change: &Change) -> Vec<Change> {
        let end = change.start + change.len;
        let mut changes = Vec::new();
        let first = pieces.partition_point(|(here, _)| *here <= change.start);
        let later = pieces.iter().enumerate().skip(first.saturating_sub(1));
        for (index, (here, there)) in later.take_while(|(_, (here, _))| *here < end) {
            let next = pieces
                .get(index + 1)
                .map_or(self.content.len(), |next| next.0);
            let piece = &self.content[*here..next];
            // The line break between lines of data is that of the source, whatever that has there.
            let piece = match index + 1 < pieces.len() {
                true => piece.strip_suffix('\n').unwrap_or(piece),
                false => piece,
            };
            let (from, to) = (change.start.max(*here), end.min(here + piece.len()));
            let is_all = (from, to) == (change.start, end);
            if from < to && (is_all || change.new.len() == change.len) {
                changes.push(Change {
                    start: there + (from - here),
                    len: to - from,
                    new: match is_all {
                        true => change.new.clone(),
                        false => change.new[from - change.start..to - change.start].to_owned(),
                    },
                });
            }
        }
        changes
    }

    /// Where in the file a byte of this text is.
    pub(crate) fn locate(&self, offset: usize) -> Position {
        Places::of(self).locate(offset)
    }
}

/// Other content for a part of a text.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) start: usize,
    pub(crate) len: usize,
    pub(crate) new: String,
}

/// Where a change of a text has to be made.
#[derive(Debug)]
pub(crate) enum Outward {
    /// In the file, beginning at this byte.
    File(u64, Change),
    /// In the text that it is made of.
    Text(Arc<Text>, Vec<Change>),
    /// In this text, which was decoded: it has to be encoded again as a whole.
    Decoded(Change),
}

/// Finds where in the file the bytes of one text are. Offsets in ascending order cost one walk
/// over the text, however many they are, and others a short walk each.
pub(crate) struct Places<'a> {
    text: &'a Text,
    /// The text that this one is made of.
    source: Option<Box<Places<'a>>>,
    /// How far the walk has come.
    walked: Mark,
}

impl<'a> Places<'a> {
    pub(crate) fn of(text: &'a Text) -> Self {
        let source = match &text.origin {
            TextOrigin::File(_) => None,
            TextOrigin::Pieces(source, _)
            | TextOrigin::Literal(source, _)
            | TextOrigin::Decoded(source, _) => Some(Box::new(Places::of(source))),
        };
        Places {
            text,
            source,
            walked: text.begin(),
        }
    }

    /// The same for a byte whose line and column in the text are known: in a text that is in the
    /// file as it is, nothing has to be counted.
    pub(crate) fn locate_counted(&mut self, offset: usize, (line, column): (u64, u64)) -> Position {
        let text = self.text;
        match &text.origin {
            TextOrigin::File(start) => {
                let position = Position {
                    line: start.line + line - 1,
                    column: match line {
                        1 => start.column + column - 1,
                        _ => column,
                    },
                    offset: start.offset + offset as u64,
                };
                debug_assert_eq!(position, self.locate(offset), "counted right");
                position
            }
            _ => self.locate(offset),
        }
    }

    /// Where in the file a byte of the text is.
    pub(crate) fn locate(&mut self, offset: usize) -> Position {
        let offset = self.text.content.floor_char_boundary(offset);
        self.walk(offset);
        let there = match &self.text.origin {
            TextOrigin::File(_) => return self.walked.position,
            TextOrigin::Pieces(_, pieces) => {
                let piece = pieces.partition_point(|(here, _)| *here <= offset);
                match pieces.get(piece.saturating_sub(1)) {
                    Some((here, there)) => there + (offset - here),
                    None => 0,
                }
            }
            TextOrigin::Literal(_, quote) => quote + 1 + self.walked.spelled,
            TextOrigin::Decoded(_, start) => *start,
        };
        match &mut self.source {
            Some(source) => source.locate(there),
            // Only a part of a file is made of no other text.
            None => Position::START,
        }
    }

    fn walk(&mut self, offset: usize) {
        if !(self.walked.offset..self.walked.offset + STEP).contains(&offset) {
            let marks = self.text.marks();
            let mark = marks.partition_point(|mark| mark.offset <= offset);
            if let Some(mark) = marks.get(mark.saturating_sub(1)) {
                self.walked = *mark;
            }
        }
        self.walked = self.text.walk(self.walked, offset);
    }
}

#[cfg(test)]
mod tests {
    use super::super::literal::unescape;
    use super::*;

    #[test]
    fn positions_count_lines_characters_and_bytes() {
        let after = Position::START.after("é\n日本x".as_bytes());
        assert_eq!((after.line, after.column, after.offset), (2, 4, 10));
    }

    #[test]
    fn what_is_no_escape_stays_as_it_is_spelled() {
        for (literal, text) in [
            (r#""a\ud83dé""#, "a\\ud83dé"),
            (r#""\ud83d\ud83d\ude00\n""#, "\\ud83d😀\n"),
            (r#""\ude00\\""#, "\\ude00\\"),
            (r#""\2\u\"\u00e\u+123é""#, "\\2\\u\"\\u00e\\u+123é"),
        ] {
            assert_eq!(unescape(literal), text, "{literal}");
            let source = Arc::new(Text::of_file(literal.into(), Position::START));
            let end = Text::of_literal(text.into(), source, 0).locate(text.len());
            assert_eq!(end.offset as usize, literal.len() - 1, "{literal}");
        }
    }

    #[test]
    fn escapes_are_walked_back_to_their_spelling() {
        let literal = r#""a\n\u00e9\ud83d\ude00z""#;
        let decoded: String = serde_json::from_str(literal).unwrap();
        let z = decoded.find('z').unwrap();
        let source = Arc::new(Text::of_file(literal.into(), Position::START));
        let text = Text::of_literal(decoded, source, 0);
        assert_eq!(text.locate(z).offset as usize, literal.find('z').unwrap());
        assert_eq!(text.locate(1).offset, 2);
        // One walk finds the same places, forwards and backwards.
        let mut places = Places::of(&text);
        let ascending = 0..=text.content.len();
        for offset in ascending.clone().chain(ascending.rev()) {
            assert_eq!(places.locate(offset), text.locate(offset), "{offset}");
        }
    }

    #[test]
    fn long_texts_are_walked_in_short_steps() {
        let value = "é\n\u{1f600}z".repeat(3000);
        let literal = serde_json::to_string(&value)
            .unwrap()
            .replace('é', "\\u00e9");
        let file = format!("\n{literal}");
        let source = Arc::new(Text::of_file(file.clone(), Position::START));
        let text = Text::of_literal(value, Arc::clone(&source), 1);
        let spelled = |offset: usize| {
            let before = serde_json::to_string(&text.content[..offset]).unwrap();
            1 + before.replace('é', "\\u00e9").len() - 1
        };
        let mut places = Places::of(&text);
        for offset in [20_000, 4096, 8, 11_000, 23_992, 0, 8192, 8200] {
            let offset = text.content.floor_char_boundary(offset);
            let at = Position::START.after(&file.as_bytes()[..spelled(offset)]);
            assert_eq!(text.locate(offset), at, "{offset}");
            assert_eq!(places.locate(offset), at, "{offset}");
        }
    }
}
