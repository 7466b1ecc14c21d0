//! Places in a text: from bytes to JSON Pointers, and from a value to the values in it.

use super::reader::Reader;
use crate::pointer;

/// The bytes of a value: from its first one to the one after its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// Whether another value begins in this one.
    pub(crate) fn contains(self, other: Span) -> bool {
        (self.start..self.end).contains(&other.start)
    }

    /// Its text.
    pub(crate) fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// Where the value under a key of an object is.
pub(crate) fn member(text: &str, object: Span, key: &str) -> Option<Span> {
    let mut reader = Reader::at(text, object.start);
    if reader.enter(key).ok()? {
        value(&mut reader)
    } else {
        None
    }
}

/// Where the value is that comes next.
fn value(reader: &mut Reader<'_>) -> Option<Span> {
    reader.space();
    let start = reader.pos();
    reader.skip().ok()?;
    Some(Span::new(start, reader.pos()))
}

/// The pointer of the value that a byte of a text belongs to.
pub(crate) fn pointer_at(text: &str, at: usize) -> String {
    pointers(text, &[at]).pop().unwrap_or_default()
}

/// Pointers up to this length are always written out.
const SHORT: usize = 256;

/// How many bytes all longer ones of a text may take, beside as many as the text has.
const LONG: usize = 64 * 1024;

/// The pointers of the innermost values that bytes of the text belong to. The offsets are sorted;
/// behind the last one the text need not be JSON. A byte of a key belongs to the object.
///
/// Keys may be as long as the text, and each value below them may need its pointer. So when long
/// pointers have taken their share, one that is too long is that of the last value around it that
/// has a shorter one.
pub(crate) fn pointers(text: &str, offsets: &[usize]) -> Vec<String> {
    pointers_past(text, offsets, &[])
}

/// The same where the ends of some arrays and objects are known, in the order of their starts: the
/// walk goes past those that hold none of the offsets.
pub(crate) fn pointers_past(text: &str, offsets: &[usize], known: &[Span]) -> Vec<String> {
    if offsets.is_empty() {
        return Vec::new();
    }
    let mut walk = Walk {
        reader: Reader::new(text),
        open: Vec::new(),
        offsets,
        known,
        pointers: Vec::with_capacity(offsets.len()),
        left: text.len() + LONG,
    };
    // It ends early, with the last of them or where the text is no JSON any more.
    _ = walk.value();
    walk.belong(usize::MAX);
    walk.pointers
}

/// An array or object around the place of the walk.
struct Open {
    step: Step,
    first: bool,
    /// Where it ends, if that is known.
    end: Option<usize>,
}

/// Where in it the walk is.
enum Step {
    /// In no value of it.
    Nowhere,
    /// In the value under the key that is there.
    Key(usize),
    /// In the value under a key that is too long for a pointer.
    LongKey,
    /// In this element.
    Index(usize),
}

/// The way through a text, from one token to the next.
struct Walk<'a> {
    reader: Reader<'a>,
    open: Vec<Open>,
    /// Those without a pointer.
    offsets: &'a [usize],
    /// Values of which the ends are known, from where the walk is.
    known: &'a [Span],
    pointers: Vec<String>,
    /// How many bytes long pointers may still take.
    left: usize,
}

impl Walk<'_> {
    /// Goes over values until nothing is left to look for.
    fn value(&mut self) -> Option<()> {
        loop {
            let byte = self.reader.peek();
            match byte {
                Some(b'{' | b'[') if self.goes_past() => self.next()?,
                Some(b'{' | b'[') => {
                    let end = self.known_end();
                    self.belong(self.reader.pos() + 1)?;
                    if byte == Some(b'{') {
                        self.reader.open_object().ok()?;
                    } else {
                        self.reader.open_array().ok()?;
                    }
                    self.open.push(Open {
                        step: Step::Nowhere,
                        first: true,
                        end,
                    });
                    if byte == Some(b'{') {
                        self.member()?;
                    } else {
                        self.element()?;
                    }
                }
                _ => {
                    self.reader.skip().ok()?;
                    self.belong(self.reader.pos())?;
                    self.next()?;
                }
            }
        }
    }

    /// Where the array or object ends that comes next, if that is known.
    fn known_end(&mut self) -> Option<usize> {
        let start = self.reader.pos();
        while let [first, rest @ ..] = self.known
            && first.start < start
        {
            self.known = rest;
        }
        let known = self.known.first()?;
        (known.start == start).then_some(known.end)
    }

    /// The end of a value, if nothing before it is looked for any more.
    fn end_if_done(&self, end: Option<usize>) -> Option<usize> {
        let next = *self.offsets.first()?;
        end.filter(|end| *end <= next)
    }

    /// Goes past the array or object that comes next if its end is known and nothing in it is
    /// looked for.
    fn goes_past(&mut self) -> bool {
        let end = self.known_end();
        let end = self.end_if_done(end);
        end.inspect(|end| self.reader.jump(*end)).is_some()
    }

    /// Goes to the closing bracket of the innermost array or object if its end is known and nothing
    /// in it is looked for any more.
    fn go_to_its_end(&mut self) {
        let end = self.open.last().and_then(|open| open.end);
        if let Some(end) = self.end_if_done(end) {
            self.reader.jump(end - 1);
        }
    }

    /// Goes to the value that follows one that has ended.
    fn next(&mut self) -> Option<()> {
        match self.open.last()?.step {
            Step::Key(_) | Step::LongKey => self.member(),
            Step::Index(_) => self.element(),
            Step::Nowhere => None,
        }
    }

    /// Goes to the value of the next member of the innermost object, or behind its end.
    fn member(&mut self) -> Option<()> {
        self.go_to_its_end();
        let object = self.open.last_mut()?;
        object.step = Step::Nowhere;
        if self.reader.key(&mut object.first).ok()? {
            let key = self.reader.pos();
            self.reader.skip().ok()?;
            self.reader.after_key(self.reader.pos()).ok()?;
            self.belong(self.reader.pos())?;
            self.open.last_mut()?.step = Step::Key(key);
            Some(())
        } else {
            self.end()
        }
    }

    /// Goes to the next element of the innermost array, or behind its end.
    fn element(&mut self) -> Option<()> {
        self.go_to_its_end();
        let array = self.open.last_mut()?;
        let index = match array.step {
            Step::Index(index) => index + 1,
            _ => 0,
        };
        array.step = Step::Nowhere;
        if self.reader.element(&mut array.first).ok()? {
            array.step = Step::Index(index);
            Some(())
        } else {
            self.end()
        }
    }

    /// Leaves the innermost array or object, behind its bracket.
    fn end(&mut self) -> Option<()> {
        self.belong(self.reader.pos())?;
        self.open.pop();
        self.next()
    }

    /// What is left to look for before this offset belongs to the value where the walk is. `None`
    /// when nothing is left behind it.
    fn belong(&mut self, end: usize) -> Option<()> {
        while let [next, rest @ ..] = self.offsets {
            if *next >= end {
                return Some(());
            }
            let pointer = self.pointer();
            self.pointers.push(pointer);
            self.offsets = rest;
        }
        None
    }

    fn pointer(&mut self) -> String {
        let longest = self.left.max(SHORT);
        let mut pointer = String::new();
        for open in &mut self.open {
            let before = pointer.len();
            match open.step {
                Step::Nowhere => {}
                Step::LongKey => break,
                Step::Key(at) => {
                    let key = Reader::at(self.reader.text(), at).string();
                    // Nothing is found below a key that has half a surrogate pair.
                    let key = key.unwrap_or_default();
                    // With the slash before it.
                    if key.len() >= longest {
                        // What is left only gets less: the key need not be read again.
                        open.step = Step::LongKey;
                        break;
                    }
                    pointer::push(&mut pointer, &key);
                }
                Step::Index(index) => pointer::push_index(&mut pointer, index),
            }
            if pointer.len() > longest {
                pointer.truncate(before);
                break;
            }
        }
        if pointer.len() > SHORT {
            self.left = self.left.saturating_sub(pointer.len());
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_belongs_to_a_value() {
        let text = r#"{"a":[10,"xy"],"b":{"c":true},"d":[[]]}"#;
        let parts = [
            (r#"{"a":"#, ""),
            ("[", "/a"),
            ("10", "/a/0"),
            // A comma leads to what comes next.
            (r#","xy""#, "/a/1"),
            ("]", "/a"),
            (r#","b":"#, ""),
            (r#"{"c":"#, "/b"),
            ("true", "/b/c"),
            ("}", "/b"),
            (r#","d":"#, ""),
            ("[", "/d"),
            ("[]", "/d/0"),
            ("]", "/d"),
            ("}", ""),
        ];
        let owners = parts
            .iter()
            .flat_map(|(part, owner)| std::iter::repeat_n(*owner, part.len()));
        let owners: Vec<_> = owners.collect();
        let all: Vec<usize> = (0..text.len()).collect();
        assert_eq!(pointers(text, &all), owners);
        for (at, owner) in owners.iter().enumerate() {
            assert_eq!(pointers(text, &[at]), [*owner], "byte {at}");
            // What comes behind it does not matter.
            let cut = &text[..=at];
            assert_eq!(pointers(cut, &[at]), [*owner], "the end of {cut}");
        }
    }

    #[test]
    fn long_pointers_have_their_share() {
        let key = |letter: &str, length| format!("/{}", letter.repeat(length));
        let [before, behind] = ["a", "b"].map(|letter| key(letter, SHORT - 1));
        // With the last length what is left is just enough for the last one.
        for length in [SHORT, 1000, 2130] {
            let long = key("k", length);
            let keys = [&before, &long, &behind].map(|pointer| &pointer[1..]);
            let text = format!(r#"{{"{}":0,"{}":0,"{}":0}}"#, keys[0], keys[1], keys[2]);
            let values = text.match_indices(":0").map(|(colon, _)| colon + 1);
            let fit = (text.len() + LONG) / long.len();
            let counts = [1000, fit + 3, 1];
            let offsets = values.zip(counts);
            let offsets = offsets.flat_map(|(value, count)| std::iter::repeat_n(value, count));
            let found = pointers(&text, &offsets.collect::<Vec<_>>());
            let expected = [
                vec![&*before; 1000],
                vec![&*long; fit],
                vec![""; 3],
                vec![&*behind],
            ];
            assert_eq!(found, expected.concat(), "{length}");
        }
    }

    #[test]
    fn what_is_known_and_holds_nothing_is_passed() {
        let text = r#"{"a":[{"b":[1]},{"b":[2]},{"b":[3]}],"c":{"d":4}}"#;
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let known = [
            span(r#"[{"b":[1]},{"b":[2]},{"b":[3]}]"#),
            span(r#"{"b":[1]}"#),
            span("[1]"),
            span(r#"{"b":[2]}"#),
            span(r#"{"b":[3]}"#),
            span(r#"{"d":4}"#),
        ];
        let at = |part: &str| text.find(part).unwrap();
        for offsets in [
            vec![at("2")],
            vec![at("[3]")],
            vec![at("4")],
            vec![at("1"), at("3"), at(r#"{"d""#)],
            vec![0, at(r#"{"b":[2]"#), text.len()],
        ] {
            let expected = pointers(text, &offsets);
            assert_eq!(pointers_past(text, &offsets, &known), expected);
        }
    }

    #[test]
    fn values_are_found_in_values() {
        let text = r#" {"a": [1, {"b\u0063": "x"}], "d": null}"#;
        let root = Span::new(1, text.len());
        let array = member(text, root, "a").unwrap();
        assert_eq!(array.of(text), r#"[1, {"b\u0063": "x"}]"#);
        let start = text.find(r#"{"b"#).unwrap();
        let object = Span::new(start, array.end - 1);
        assert_eq!(member(text, object, "bc").unwrap().of(text), r#""x""#);
        assert_eq!(member(text, root, "d").unwrap().of(text), "null");
        assert_eq!(member(text, root, "b"), None);
        assert_eq!(member(text, array, "b"), None);
    }
}
