//! Stand-ins for what is private in a capture, so that it can be shared.
//!
//! [`Redactor`] rewrites the text of a payload. Names, texts, arguments, results, identifiers, URLs,
//! and whatever the model does not know become other ones of the same kind: a letter for a letter, a
//! digit for a digit. Keys, tags, values of enums, counters, times and everything between tokens stay
//! as they are. So a text keeps its length, every value its place, and
//! [`validate`](crate::validate) finds the same in it:
//!
//! ```
//! use agentlin_types::redact::Redactor;
//! use agentlin_types::validate::{PayloadKind, Settings};
//!
//! let error = r#"{"code": "E42", "message": "No account 8817 of Ada", "card": "4000 1234"}"#;
//! let redacted = Redactor::new().payload(PayloadKind::RpcError, error);
//!
//! assert_eq!(redacted.len(), error.len());
//! assert!(redacted.contains(r#""message": ""#));
//! for secret in ["8817", "Ada", "card", "1234"] {
//!     assert!(!redacted.contains(secret));
//! }
//! let found = |text| {
//!     let findings = Settings::default().validate(text).findings;
//!     findings.into_iter().map(|found| (found.code, found.line, found.column)).collect::<Vec<_>>()
//! };
//! assert_eq!(found(&redacted), found(error));
//! ```
//!
//! Equal strings get equal stand-ins, different ones different ones, and the pieces of a text those
//! of the whole. So a result still belongs to its call, an event to its task, a delta to its text.
//! Stand-ins are made with a key. [`Redactor::new`] takes one at random that is gone with the
//! redactor: no one can try out which stand-in a guess would get. With [`Redactor::with_seed`] the same
//! texts get the same stand-ins each time; anyone who knows the seed can turn them back.
//!
//! What stays visible: how long texts are, where words and lines end, which texts begin alike, when
//! things happened and how many tokens they took.

mod archive;
mod cipher;
mod json;
mod keep;
mod literal;
mod marks;
mod model;
mod words;

use std::collections::HashMap;
use std::fmt;

use crate::payload::PayloadKind;
use cipher::{Key, Letters, State};
pub use json::Surroundings;
use keep::Path;
use words::words;

/// Replaces what is private in payloads.
#[derive(Clone)]
pub struct Redactor {
    key: Key,
    keep: Vec<Path>,
    /// How far the texts have come that arrive in pieces.
    deltas: HashMap<u64, State>,
}

impl fmt::Debug for Redactor {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redactor").finish_non_exhaustive()
    }
}

impl Default for Redactor {
    fn default() -> Self {
        Redactor::new()
    }
}

impl Redactor {
    /// With a key at random.
    pub fn new() -> Self {
        Redactor {
            key: Key::random(),
            keep: Vec::new(),
            deltas: HashMap::new(),
        }
    }

    /// With the key that a phrase stands for. It is a secret like what is redacted.
    pub fn with_seed(seed: &str) -> Self {
        Redactor {
            key: Key::of(seed),
            ..Redactor::new()
        }
    }

    /// Keeps the values at a path: a JSON Pointer such as `/result/usage`, or its last steps without
    /// the first slash, such as `metadata/region`. A step `*` stands for any. Keys that it names stay, too.
    #[must_use]
    pub fn keep(mut self, path: &str) -> Self {
        self.keep.push(Path::of(path));
        self
    }

    /// A payload of a known kind with stand-ins. It is as long as it was.
    pub fn payload(&mut self, kind: PayloadKind, text: &str) -> String {
        model::redact(self, kind.shape(), text)
    }

    /// Any other text with stand-ins: JSON of other origin, JSON that is broken, or no JSON at all. It
    /// is as long as it was.
    pub fn text(&self, text: &str) -> String {
        match self.keep.is_empty() {
            true => self.loose(text),
            false => model::redact(&mut self.clone(), &crate::wire::Shape::Any, text),
        }
    }

    /// An entry of an archive of HTTP traffic (HAR 1.2) with stand-ins, its bodies as any text. It is as
    /// long as it was. Only whole paths from the entry on are kept, such as `/request/url`: a step into
    /// a list may be the name that an element has, as in `/response/headers/server/value`.
    pub fn entry(&self, text: &str) -> String {
        let mut around = Surroundings::new(self);
        around.in_archive(true);
        let mut new = around.rest(text);
        for range in keep::kept(&self.keep, text) {
            new.replace_range(range.clone(), &text[range]);
        }
        new
    }

    /// The stand-in for one string, such as an identifier: the same as for that string in a payload.
    pub fn string(&self, text: &str) -> String {
        if words().values.contains(text) {
            return text.to_owned();
        }
        if json::looks_like(text) || json::is_stream(text) {
            let mut around = Surroundings::new(self);
            around.in_archive(text.contains("\"entries\""));
            return around.rest(text);
        }
        let kept = beginning(text);
        let (begin, rest) = text.split_at(kept);
        let avoid = |new: &str| words().values.contains(new);
        let new = match begin.get(..5) {
            Some(scheme) if scheme.eq_ignore_ascii_case("data:") => return self.data_url(text),
            _ => self.avoiding(rest, avoid),
        };
        format!("{begin}{new}")
    }

    /// The stand-in for the name of a file beside an archive.
    pub fn file_name(&self, name: &str) -> String {
        archive::file(self, name)
    }

    /// The stand-in for a key that no table names, in an object that has these ones.
    fn key(&self, key: &str, avoid: impl Fn(&str) -> bool) -> String {
        let known = &words().keys;
        match known.contains(key) {
            true => key.to_owned(),
            false => self.avoiding(key, |new| known.contains(new) || avoid(new)),
        }
    }

    /// A stand-in that is none of the words which would mean something.
    fn avoiding(&self, text: &str, avoid: impl Fn(&str) -> bool) -> String {
        const ATTEMPTS: u8 = 8;
        let mut new = String::new();
        for attempt in 0..ATTEMPTS {
            new = self.letters(text, self.key.begin(Letters::Any, attempt));
            if new == text || !avoid(&new) {
                break;
            }
        }
        new
    }

    fn letters(&self, text: &str, mut state: State) -> String {
        text.chars().map(|c| self.key.next(&mut state, c)).collect()
    }

    /// A `data:` URL: the words of its head stay, as far as they are known.
    fn data_url(&self, url: &str) -> String {
        let head = url.find(',').unwrap_or(url.len());
        let mut state = self.key.begin(Letters::Any, 0);
        let mut out = String::with_capacity(url.len());
        for part in url[..head].split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            let known = words::MEDIA
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word));
            match known {
                true => out.push_str(part),
                false => out.extend(part.chars().map(|c| self.key.next(&mut state, c))),
            }
        }
        out + &self.letters(&url[head..], self.key.begin(Letters::Any, 0))
    }
}

/// How much of a string only says what kind of string it is.
fn beginning(text: &str) -> usize {
    let prefix = words::PREFIXES
        .iter()
        .find(|prefix| text.starts_with(**prefix));
    match prefix {
        Some(prefix) => prefix.len(),
        None if text
            .get(..5)
            .is_some_and(|five| five.eq_ignore_ascii_case("data:")) =>
        {
            5
        }
        None => 0,
    }
}
