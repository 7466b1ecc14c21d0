//! What the model does not know, kept whole.

use std::fmt;

use super::Wire;
use super::json::{Json, JsonObject};
use super::reader::{Mismatch, Reader};
use super::writer::Writer;

/// The members of an object that the model does not name, in the order they came in.
///
/// ```
/// use agentlin_types::TopLogProb;
///
/// let text = r#"{"token":"a","logprob":-0.5,"bytes":[97],"rank":1}"#;
/// let logprob: TopLogProb = serde_json::from_str(text)?;
/// assert_eq!(logprob.extra.get("rank").unwrap().as_str(), "1");
/// assert_eq!(serde_json::to_string(&logprob)?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra(Vec<(Box<str>, Json)>);

impl Extra {
    /// No members.
    pub const fn new() -> Self {
        Extra(Vec::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// Sets the value under a key and returns the one that was there. A key that the object's
    /// model names is ignored when writing: the field speaks for it.
    pub fn insert(&mut self, key: impl Into<Box<str>>, value: impl Into<Json>) -> Option<Json> {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                self.0.push((key, value));
                None
            }
        }
    }

    /// Takes the value under a key out.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        let at = self.0.iter().position(|(name, _)| **name == *key)?;
        Some(self.0.remove(at).1)
    }

    /// The members in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Reads the value of an unknown member.
    pub(crate) fn read(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), Mismatch> {
        self.0.push((key.into(), Json::read(reader)?));
        Ok(())
    }

    /// Refuses a key that came twice; called once, when the object is complete.
    pub(crate) fn check(&self) -> Result<(), Mismatch> {
        if self.0.len() < 2 || distinct(self.0.iter().map(|(name, _)| name).collect()) {
            Ok(())
        } else {
            Err(Mismatch)
        }
    }

    /// Writes the members whose keys `known` does not claim.
    pub(crate) fn write(&self, writer: &mut Writer, known: impl Fn(&str) -> bool) {
        for (key, value) in self.iter().filter(|(key, _)| !known(key)) {
            writer.string(key);
            writer.raw(":");
            value.write(writer);
            writer.comma();
        }
    }
}

/// Whether no key comes twice.
pub(super) fn distinct<K: Ord>(mut keys: Vec<K>) -> bool {
    keys.sort_unstable();
    keys.windows(2).all(|pair| pair[0] != pair[1])
}

/// An object whose tag the model does not know, kept whole.
///
/// It cannot be matched by its tag: when a later version learns that tag, such code would
/// silently stop matching. [`Unknown::tag`] is for display and logging.
#[derive(Clone, PartialEq, Eq)]
pub struct Unknown {
    tag: Box<str>,
    object: JsonObject,
}

impl Unknown {
    pub(crate) fn read(tag: &str, key: &str, reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.surprise();
        let object = JsonObject::read(reader)?;
        let mut inside = Reader::new(object.as_str());
        inside.open_object()?;
        let (mut first, mut tags) = (true, 0);
        while let Some(name) = inside.member(&mut first)? {
            tags += u8::from(name == key);
            if tags > 1 {
                return Err(Mismatch);
            }
            inside.skip()?;
        }
        Ok(Unknown {
            tag: tag.into(),
            object,
        })
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, tag included.
    pub fn object(&self) -> &JsonObject {
        &self.object
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unknown").field(&self.object).finish()
    }
}

/// A value of a string enum that the model does not know.
///
/// It cannot be made or matched by name from outside: when a later version learns the value, such
/// code would silently stop matching. Use the enum's `from` and `as_str`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(value: &str) -> Self {
        UnknownValue(value.into())
    }

    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
