//! Text that no table describes: free-form JSON, JSON that is broken, and what is no JSON.
//!
//! One pass over the tokens, which need not make sense together: strings are taken for keys if a colon
//! follows. Words of JSON and the vocabulary of the protocol stay, so that what is broken breaks at the
//! same place, and what is recognised by its keys and tags is recognised again.

use super::cipher::{Letters, State};
use super::literal::{first, respelled, spelled};
use super::{Redactor, archive, marks, words};

/// Whether a string seems to spell an object or array of JSON.
pub(super) fn looks_like(text: &str) -> bool {
    let text = text.trim_ascii_start();
    let inside = |rest: &str| {
        let rest = rest.trim_ascii_start();
        rest.is_empty() || rest.starts_with(['"', '{', '[', ']', '}', '\''])
    };
    match text.as_bytes().first() {
        Some(b'{') => inside(&text[1..]),
        Some(b'[') => {
            let rest = text[1..].trim_ascii_start();
            let number = rest.strip_prefix('-').unwrap_or(rest);
            inside(rest) || number.starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// Whether a string seems to be an event stream.
pub(super) fn is_stream(text: &str) -> bool {
    let has_data = || {
        text.split(['\n', '\r'])
            .any(|line| line.starts_with("data:"))
    };
    text.contains(['\n', '\r']) && has_data()
}

/// Replaces what is private in the text around the payloads of a capture: the fields of event streams,
/// archives of HTTP traffic, other JSON, lines of logs. The text may come in pieces.
///
/// ```
/// use agentlin_types::redact::{Redactor, Surroundings};
///
/// let redactor = Redactor::new();
/// let mut around = Surroundings::new(&redactor);
/// let text = around.rest("event: task.working\nid: 77\n: from Ada\ndata: ");
/// assert!(text.starts_with("event: task.working\nid: ") && text.ends_with("\ndata: "));
/// assert!(!text.contains("Ada"));
/// ```
#[derive(Debug, Clone)]
pub struct Surroundings<'r> {
    redactor: &'r Redactor,
    /// The key of the value that comes.
    key: String,
    /// How far the text outside of strings has come.
    state: State,
    /// The string that the last piece broke off in.
    string: Option<State>,
    /// Whether a field of a stream may begin here: with a line, or behind a payload.
    begins_line: bool,
    /// The last byte of the pieces before that is no white space.
    last: Option<u8>,
    archive: bool,
}

impl<'r> Surroundings<'r> {
    /// Begins at the beginning of a file.
    pub fn new(redactor: &'r Redactor) -> Self {
        Surroundings {
            redactor,
            key: String::new(),
            state: redactor.key.begin(Letters::Any, 0),
            string: None,
            begins_line: true,
            last: None,
            archive: false,
        }
    }

    /// Whether the text is that of an archive of HTTP traffic (HAR 1.2) from here on. Addresses of the
    /// API stay addresses of the API, and what was sent is not mixed up with what describes it.
    pub fn in_archive(&mut self, archive: bool) {
        self.archive = archive;
    }

    /// A piece of the text with stand-ins, as far as its last token is known to be whole: the rest has
    /// to come again with the next piece.
    pub fn piece(&mut self, text: &str) -> String {
        self.run(text, false)
    }

    /// The same for a piece that a payload or the end of the file follows, or in which a token does
    /// not end.
    pub fn rest(&mut self, text: &str) -> String {
        self.run(text, true)
    }

    /// A payload came between: whatever was open is closed.
    pub fn after_payload(&mut self) {
        self.string = None;
        self.key.clear();
        self.last = None;
        // A field of a stream may follow it at once.
        self.begins_line = true;
    }

    fn run(&mut self, text: &str, all: bool) -> String {
        let begins_line = self.begins_line;
        let new = self.tokens(text, all);
        marks::restore(&text[..new.len()], new, begins_line)
    }

    fn tokens(&mut self, text: &str, all: bool) -> String {
        let mut out = String::with_capacity(text.len());
        if let Some(mut state) = self.string.take() {
            let end = end_of_string(text);
            let key = self.redactor.key;
            out.extend(text[..end].chars().map(|c| key.next(&mut state, c)));
            match end < text.len() {
                true => out.push_str(&text[end..end + 1]),
                false => self.string = Some(state),
            }
        }
        while out.len() < text.len() {
            let rest = &text[out.len()..];
            let begins_line = std::mem::take(&mut self.begins_line);
            let before = out.len();
            match rest.as_bytes()[0] {
                b'd' | b'e' | b'i' | b'r' if begins_line && self.field(rest, &mut out, all) => {}
                b'"' => self.quoted(rest, &mut out, all),
                b'\\' => self.escape(rest, &mut out, all),
                b'-' | b'0'..=b'9' => self.number(rest, begins_line, &mut out, all),
                0x1b => colour(rest, &mut out, all),
                _ => self.word(rest, &mut out, all),
            }
            if out.len() == before {
                self.begins_line = begins_line;
                break;
            }
            // What readers skip changes nothing about where a line begins.
            let still = begins_line && rest.starts_with(marks::SKIPPED);
            self.begins_line = still || matches!(out.as_bytes().last(), Some(b'\n' | b'\r'));
        }
        self.last = self.last_of(&out);
        out
    }

    /// The last byte so far that is no white space, with what has come of this piece.
    fn last_of(&self, out: &str) -> Option<u8> {
        out.trim_ascii_end().bytes().last().or(self.last)
    }

    /// A field of an event stream.
    fn field(&mut self, rest: &str, out: &mut String, all: bool) -> bool {
        let end = rest.find(['\n', '\r']);
        let line = &rest[..end.unwrap_or(rest.len())];
        let name = line.split(':').next().unwrap_or(line);
        if !marks::FIELDS.contains(&name) {
            return false;
        }
        let value = line[name.len()..].trim_start_matches([':', ' ']);
        // The rest of the line comes with the next piece. Of data, only where it begins has to be known.
        if end.is_none() && !all && (name != "data" || value.is_empty()) {
            return true;
        }
        out.push_str(&line[..line.len() - value.len()]);
        self.key.clear();
        match name {
            "event" if words::EVENTS.contains(&value.trim_ascii()) => out.push_str(value),
            "event" | "id" => out.push_str(&self.redactor.string(value)),
            // What it is, the first bytes say.
            _ => {}
        }
        true
    }

    fn quoted(&mut self, rest: &str, out: &mut String, all: bool) {
        let inside = &rest[1..];
        let end = end_of_string(inside);
        let (inside, after) = inside.split_at(end);
        if after.is_empty() && !all {
            return;
        }
        let closed = after.starts_with('"');
        let behind = after.get(1..).unwrap_or_default().trim_ascii_start();
        if behind.is_empty() && closed && !all {
            return;
        }
        let is_key = closed && behind.starts_with(':');
        let text = spelled(inside);
        // A string whose quotes are torn may seem to be a key.
        let new = match is_key && !looks_like(&text) && !is_stream(&text) {
            true => self.redactor.key(&text, |_| false),
            false => self.value(&text),
        };
        out.push('"');
        out.push_str(&respelled(inside, &new));
        if closed {
            out.push('"');
        }
        if after.is_empty() {
            self.string = Some(self.redactor.key.begin(Letters::Any, 0));
        }
        if is_key {
            self.key = text.into_owned();
        }
    }

    /// A string as a value.
    fn value(&self, text: &str) -> String {
        let redactor = self.redactor;
        if self.archive
            && let Some(new) = archive::value(redactor, &self.key, text)
        {
            return new;
        }
        match &*self.key {
            // What these name are keys.
            "required" => redactor.key(text, |_| false),
            "$ref" => {
                let step = |step: &str| match step {
                    "#" => step.to_owned(),
                    step => redactor.key(step, |_| false),
                };
                let steps: Vec<_> = text.split('/').map(step).collect();
                steps.join("/")
            }
            "pattern" => redactor.pattern(text),
            _ => redactor.string(text),
        }
    }

    /// An escape outside of strings: of a string that lost its beginning.
    fn escape(&mut self, rest: &str, out: &mut String, all: bool) {
        /// No escape is longer.
        const LONGEST: usize = 12;
        if rest.len() < LONGEST && !all {
            return;
        }
        let (old, spelling) = first(rest);
        if old == char::REPLACEMENT_CHARACTER {
            return out.push('\\');
        }
        let new = self.redactor.key.next(&mut self.state, old);
        out.push_str(&respelled(spelling, new.encode_utf8(&mut [0; 4])));
    }

    fn number(&mut self, rest: &str, begins_line: bool, out: &mut String, all: bool) {
        // Dates and versions are numbers, one after the other.
        let mut last = b'-';
        let of_number = |byte: &u8| {
            let before = std::mem::replace(&mut last, *byte);
            match byte {
                b'+' | b'-' => matches!(before, b'e' | b'E'),
                byte => matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E'),
            }
        };
        let length = 1 + rest.bytes().skip(1).take_while(of_number).count();
        if length == rest.len() && !all {
            return;
        }
        let before = self.last_of(out);
        let after = rest.as_bytes().get(length);
        let is_value = (begins_line || matches!(before, None | Some(b':' | b',' | b'[')))
            && matches!(
                after,
                None | Some(b',' | b']' | b'}') | Some(b' ' | b'\t' | b'\r' | b'\n')
            );
        let number = &rest[..length];
        if self.archive && archive::NUMBERS.contains(&&*self.key) {
            out.push_str(number);
        } else if is_value {
            out.push_str(&self.redactor.number(number, &self.key));
        } else {
            let at = out.len();
            self.letters(number, out);
            keep_number(number, out, at);
        }
    }

    /// A word outside of strings, or one character that is none.
    fn word(&mut self, rest: &str, out: &mut String, all: bool) {
        let is_end = |c: char| !(c.is_alphanumeric() || c == '_');
        let length = rest.find(is_end).unwrap_or(rest.len());
        if length == rest.len() && !all {
            return;
        }
        let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
        let word = &rest[..length];
        if words::BARE.contains(&word) {
            return out.push_str(word);
        }
        // What is cut off in the middle of `true` is cut off at the same place.
        let common = |known: &str| {
            let pairs = known.bytes().zip(word.bytes());
            pairs.take_while(|(known, found)| known == found).count()
        };
        let kept = ["true", "false", "null"].map(common).into_iter().max();
        let (kept, others) = word.split_at(kept.unwrap_or_default());
        out.push_str(kept);
        let at = out.len();
        self.letters(others, out);
        // What follows must not be one more letter of it, nor make an escape of a backslash before it.
        if matches!(
            out.as_bytes().get(at),
            Some(b'E' | b'a' | b'b' | b'e' | b'f' | b'l' | b'n' | b'r' | b's' | b't' | b'u')
        ) {
            out.replace_range(at..at + 1, "q");
        }
    }

    fn letters(&mut self, text: &str, out: &mut String) {
        let (key, state) = (self.redactor.key, &mut self.state);
        out.extend(text.chars().map(|c| key.next(state, c)));
    }
}

/// Keeps what makes the number in place of this one end where it does: the zeros that it begins
/// with, another digit there, and the sign of an exponent.
fn keep_number(number: &str, out: &mut String, at: usize) {
    let mut leading = true;
    for (offset, byte) in number.bytes().enumerate() {
        let place = at + offset..at + offset + 1;
        match byte {
            b'0' if leading => out.replace_range(place, "0"),
            b'1'..=b'9' if leading && out.as_bytes()[place.start] == b'0' => {
                out.replace_range(place, "1");
            }
            b'e' => out.replace_range(place, "e"),
            b'E' => out.replace_range(place, "E"),
            _ => {}
        }
        leading &= !matches!(byte, b'1'..=b'9');
    }
}

/// A colour code of a terminal.
fn colour(rest: &str, out: &mut String, all: bool) {
    /// No code has more parameters.
    const LONGEST: usize = 16;
    let code = rest[1..].strip_prefix('[');
    let parameters = code.unwrap_or_default().bytes();
    let parameters = parameters.take_while(|byte| matches!(byte, b'0'..=b'?'));
    let length = 1 + code.map_or(0, |_| 1 + parameters.take(LONGEST).count());
    match rest.as_bytes().get(length) {
        None if !all => {}
        Some(b'@'..=b'~') if code.is_some() => out.push_str(&rest[..=length]),
        _ => out.push_str(&rest[..1]),
    }
}

/// Where a string ends whose inside this begins with: at its quote, else at the end of its line.
fn end_of_string(inside: &str) -> usize {
    let bytes = inside.as_bytes();
    let mut at = 0;
    loop {
        let Some(found) = memchr::memchr3(b'"', b'\n', b'\r', &bytes[at..]) else {
            return bytes.len();
        };
        let end = at + found;
        let escapes = bytes[at..end].iter().rev();
        let escapes = escapes.take_while(|byte| **byte == b'\\').count();
        // What is escaped is a part of the string, even a line break.
        if escapes % 2 == 0 {
            return end;
        }
        at = end + 1;
    }
}

impl Redactor {
    /// A text of any kind.
    pub(super) fn loose(&self, text: &str) -> String {
        Surroundings::new(self).rest(text)
    }

    /// The number with other digits, unless it is a small one. The first digit stays, so that it is
    /// neither zero nor longer than before.
    pub(super) fn number(&self, number: &str, key: &str) -> String {
        let mantissa = number.find(['e', 'E']).unwrap_or(number.len());
        let mantissa = &number[..mantissa];
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
        // The codes that JSON-RPC reserves.
        let is_code = || key == "code" && matches!(number.parse(), Ok(-32768..=-32000));
        let is_reference = key == "id" && digits <= 6;
        if digits <= 3 || is_reference || is_code() {
            return number.to_owned();
        }
        let whole = mantissa.find('.').unwrap_or(mantissa.len());
        // `12.00` is an integer.
        let fraction = mantissa[whole..].bytes();
        let is_whole = fraction.into_iter().all(|byte| matches!(byte, b'.' | b'0'));
        let changed = if is_whole { whole } else { mantissa.len() };
        let (changed, rest) = number.split_at(changed);
        let with_first = |kept: usize| {
            let mut state = self.key.begin(Letters::Any, 0);
            let mut significant = 0;
            let digits = changed.chars().map(|c| {
                significant += usize::from(significant > 0 || matches!(c, '1'..='9'));
                match c {
                    '0'..='9' if significant > kept => self.key.next(&mut state, c),
                    _ => c,
                }
            });
            digits.chain(rest.chars()).collect::<String>()
        };
        // Near the limits of numbers it takes more digits to stay within them, or beyond.
        let within = |number: &str| {
            let is_finite = number.parse().is_ok_and(f64::is_finite);
            (crate::json::number::integer(number).is_some(), is_finite)
        };
        let mut numbers = (1..digits).map(with_first);
        let found = numbers.find(|other| within(other) == within(number));
        found.unwrap_or_else(|| number.to_owned())
    }

    /// A regular expression that matches what the stand-ins are: any character stands where there was
    /// a certain one. Classes and repetitions stay.
    fn pattern(&self, pattern: &str) -> String {
        let mut state = self.key.begin(Letters::Any, 0);
        let mut out = String::with_capacity(pattern.len());
        let (mut in_class, mut in_count, mut escaped) = (false, false, false);
        for c in pattern.chars() {
            out.push(match c {
                _ if escaped => c,
                'a' | 'z' | 'A' | 'Z' | '0'..='9' if in_class => c,
                '0'..='9' if in_count => c,
                _ if in_class => self.key.next(&mut state, c),
                c if c.is_ascii_alphanumeric() => '.',
                c => self.key.next(&mut state, c),
            });
            let is = |sign: char| c == sign && !escaped;
            in_class = (in_class || is('[')) && !is(']');
            in_count = (in_count || is('{')) && !is('}');
            escaped = is('\\');
        }
        out
    }
}
