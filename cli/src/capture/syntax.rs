//! Finds where a JSON value ends while it is still arriving.
//!
//! Only what that takes: brackets, strings, words, commas and colons. Whether numbers and escapes
//! are spelled right is for the checker to say.

/// Nesting beyond this is not followed: no reader of the model takes more than 127 levels, and a
/// file of brackets only must not fill the memory.
const MAX_DEPTH: usize = 10_000;

/// What a piece of text brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The value is not at its end yet.
    More,
    /// The value ends at this offset of the piece.
    Done(usize),
    /// At this offset the text stops being JSON.
    Broken(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A value must come; in an array that was just opened, its end may come.
    Value {
        or_end: bool,
    },
    /// A key must come; in an object that was just opened, its end may come.
    Key {
        or_end: bool,
    },
    Colon,
    /// A comma or the end of the array or object must come.
    Comma,
    String {
        key: bool,
    },
    /// The byte behind a backslash must come.
    Escape {
        key: bool,
    },
    /// A number.
    Number,
    /// A word, of which these bytes are still to come.
    Word(&'static [u8]),
}

/// The state of one value.
#[derive(Debug)]
pub(crate) struct Syntax {
    /// The closing brackets that are still to come.
    open: Vec<u8>,
    state: State,
    started: bool,
}

impl Syntax {
    pub(crate) fn new() -> Self {
        Syntax {
            open: Vec::new(),
            state: State::Value { or_end: false },
            started: false,
        }
    }

    /// How many arrays and objects are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether a string is open.
    pub(crate) fn in_string(&self) -> bool {
        matches!(self.state, State::String { .. } | State::Escape { .. })
    }

    /// Whether a value can be complete here, at the end of the input: true for numbers and words.
    pub(crate) fn ends_here(&self) -> bool {
        self.open.is_empty() && matches!(self.state, State::Number | State::Word(b""))
    }

    /// Whether anything but white space has come.
    pub(crate) fn started(&self) -> bool {
        self.started
    }

    /// Reads on.
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Progress {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match self.state {
                State::Escape { key } => self.state = State::String { key },
                State::String { key } => {
                    let rest = &bytes[at..];
                    let end = memchr::memchr2(b'"', b'\\', rest);
                    let plain = &rest[..end.unwrap_or(rest.len())];
                    // In this form many are looked at with one instruction.
                    if plain.iter().fold(false, |any, &byte| any | (byte < b' ')) {
                        let control = plain.iter().take_while(|&&byte| byte >= b' ');
                        return Progress::Broken(at + control.count());
                    }
                    let Some(end) = end else {
                        return Progress::More;
                    };
                    at += end;
                    match bytes[at] {
                        b'"' if key => self.state = State::Colon,
                        b'"' => {
                            if self.close_value() {
                                return Progress::Done(at + 1);
                            }
                        }
                        _ => self.state = State::Escape { key },
                    }
                }
                State::Word([next, rest @ ..]) => {
                    if byte != *next {
                        return Progress::Broken(at);
                    }
                    self.state = State::Word(rest);
                }
                State::Number | State::Word(_) => {
                    if self.state == State::Number {
                        let rest = bytes[at..].iter();
                        at += rest.take_while(|&&byte| is_number(byte)).count();
                    }
                    let Some(next) = bytes.get(at) else {
                        return Progress::More;
                    };
                    if next.is_ascii_alphanumeric() {
                        return Progress::Broken(at);
                    }
                    if self.close_value() {
                        return Progress::Done(at);
                    }
                    continue;
                }
                _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => {}
                state => {
                    self.started = true;
                    match self.structural(state, byte) {
                        Some(false) => {}
                        Some(true) => return Progress::Done(at + 1),
                        None => return Progress::Broken(at),
                    }
                }
            }
            at += 1;
        }
        Progress::More
    }

    /// Takes a byte outside strings and words; whether the whole value ends with it, or `None`
    /// when it cannot appear here.
    fn structural(&mut self, state: State, byte: u8) -> Option<bool> {
        self.state = match (state, byte) {
            (State::Value { .. }, b'{') => return self.open(b'}', State::Key { or_end: true }),
            (State::Value { .. }, b'[') => return self.open(b']', State::Value { or_end: true }),
            (State::Value { .. }, b'"') => State::String { key: false },
            (State::Value { .. }, b'-' | b'0'..=b'9') => State::Number,
            (State::Value { .. }, b't') => State::Word(b"rue"),
            (State::Value { .. }, b'f') => State::Word(b"alse"),
            (State::Value { .. }, b'n') => State::Word(b"ull"),
            (State::Key { .. }, b'"') => State::String { key: true },
            (State::Colon, b':') => State::Value { or_end: false },
            (State::Comma, b',') => match self.open.last() {
                Some(b'}') => State::Key { or_end: false },
                _ => State::Value { or_end: false },
            },
            (
                State::Comma | State::Key { or_end: true } | State::Value { or_end: true },
                b'}' | b']',
            ) if self.open.last() == Some(&byte) => {
                self.open.pop();
                return Some(self.close_value());
            }
            _ => return None,
        };
        Some(false)
    }

    fn open(&mut self, close: u8, state: State) -> Option<bool> {
        if self.open.len() == MAX_DEPTH {
            return None;
        }
        self.open.push(close);
        self.state = state;
        Some(false)
    }

    /// A value ended: whether it was the outermost one.
    fn close_value(&mut self) -> bool {
        self.state = State::Comma;
        self.open.is_empty()
    }
}

/// Whether a number goes on over this byte.
fn is_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')
}

/// Whether a text ends before the value in it does.
pub(crate) fn unfinished(text: &[u8]) -> bool {
    let mut syntax = Syntax::new();
    matches!(syntax.feed(text), Progress::More) && syntax.started() && !syntax.ends_here()
}

/// Finds where the brackets of a value close that is no JSON: strings in either kind of quotes, on
/// one line each, and everything else as it comes.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    open: usize,
    quote: Option<u8>,
    escaped: bool,
}

/// What came of a piece of a value that is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracketed {
    /// The outermost bracket closes before this offset of the piece.
    Closed(usize),
    /// A line ends at this offset of the piece.
    Line(usize),
    /// Neither.
    More,
}

impl Brackets {
    /// The state behind a number of opening brackets, and perhaps the quote of a string.
    pub(super) fn inside(open: usize, in_string: bool) -> Brackets {
        Brackets {
            open,
            quote: in_string.then_some(b'"'),
            escaped: false,
        }
    }

    /// Reads on, to the end of a line at most.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Bracketed {
        for (at, &byte) in bytes.iter().enumerate() {
            match (self.quote, byte) {
                (_, b'\n') => {
                    (self.quote, self.escaped) = (None, false);
                    return Bracketed::Line(at);
                }
                (Some(_), _) if self.escaped => self.escaped = false,
                (Some(_), b'\\') => self.escaped = true,
                (Some(quote), _) if quote == byte => self.quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => self.quote = Some(byte),
                (None, b'{' | b'[') => self.open += 1,
                (None, b'}' | b']') => {
                    self.open = self.open.saturating_sub(1);
                    if self.open == 0 {
                        return Bracketed::Closed(at + 1);
                    }
                }
                _ => {}
            }
        }
        Bracketed::More
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds byte by byte: the offset counts from the beginning of the whole text.
    fn scan(text: &str) -> Progress {
        let mut syntax = Syntax::new();
        for (at, byte) in text.bytes().enumerate() {
            match syntax.feed(&[byte]) {
                Progress::More => {}
                Progress::Done(end) => return Progress::Done(at + end),
                Progress::Broken(_) => return Progress::Broken(at),
            }
        }
        Progress::More
    }

    #[test]
    fn ends_are_found_whatever_the_pieces() {
        for (text, expected) in [
            (r#" {"a":[1,{"b":"}\""}]} x"#, Progress::Done(22)),
            ("[]", Progress::Done(2)),
            ("12 ", Progress::Done(2)),
            (r#"{"a":"#, Progress::More),
            (r#"{"a" 1}"#, Progress::Broken(5)),
            ("[1,]", Progress::Broken(3)),
            ("{\"a\":\"b\n", Progress::Broken(7)),
            (r#"{"a":1]"#, Progress::Broken(6)),
            (r#"{"a":nul}"#, Progress::Broken(8)),
            (r#"{"a":oops}"#, Progress::Broken(5)),
            (r#"[true,false,null,-1.5e+2]"#, Progress::Done(25)),
            ("{} {}", Progress::Done(2)),
        ] {
            assert_eq!(scan(text), expected, "{text}");
            assert_eq!(Syntax::new().feed(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn brackets_close_whatever_is_between_them() {
        for (text, expected) in [
            ("{'a': '}', b: [1, (2)]} x", Bracketed::Closed(23)),
            ("{\"a\" \"\\\"}\"}", Bracketed::Closed(11)),
            ("{'a\n}", Bracketed::Line(3)),
            ("{[}", Bracketed::More),
        ] {
            assert_eq!(
                Brackets::default().feed(text.as_bytes()),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_depth_bomb_stops_early() {
        let bomb = "[".repeat(1_000_000);
        assert_eq!(
            Syntax::new().feed(bomb.as_bytes()),
            Progress::Broken(MAX_DEPTH)
        );
    }
}
