//! What the model does not know, kept whole.

use std::borrow::Cow;
use std::fmt;

use super::fields::each_once;
use super::{Map, Wire};
use crate::json::{JsonObject, JsonValue, Members, Mismatch, Reader, Writer};

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
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Extra(Option<Box<Members<Box<str>, JsonValue>>>);

impl Extra {
    /// No members.
    pub const fn new() -> Self {
        Extra(None)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members().is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.members().len()
    }

    /// The value under a key. It costs the same for every key, however many there are.
    pub fn get(&self, key: &str) -> Option<&JsonValue> {
        self.0.as_ref()?.get(key)
    }

    /// Whether there is a member with that key. It costs what [`Extra::get`] does.
    ///
    /// ```
    /// use agentlin_types::Extra;
    ///
    /// let extra = Extra::from_iter([("rank", 1)]);
    /// assert!(extra.contains_key("rank") && !extra.contains_key("score"));
    /// ```
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Sets the value under a key and returns the one that was there. A new member comes last, and
    /// costs the same however many there are. A key that the object's model names is ignored when
    /// writing: the field speaks for it.
    ///
    /// ```
    /// use agentlin_types::Extra;
    ///
    /// let mut extra = Extra::new();
    /// assert_eq!(extra.insert("rank", 1), None);
    /// assert_eq!(extra.insert("rank", 2).unwrap().as_str(), "1");
    /// ```
    pub fn insert(
        &mut self,
        key: impl Into<Box<str>>,
        value: impl Into<JsonValue>,
    ) -> Option<JsonValue> {
        self.members_mut().insert(key.into(), value.into())
    }

    /// Takes the value under a key out. The members behind it move up, which takes the longer the
    /// more there are.
    ///
    /// ```
    /// use agentlin_types::Extra;
    ///
    /// let mut extra = Extra::from_iter([("rank", 1)]);
    /// assert_eq!(extra.remove("rank").unwrap().as_str(), "1");
    /// assert!(extra.is_empty());
    /// ```
    pub fn remove(&mut self, key: &str) -> Option<JsonValue> {
        let members = self.0.as_mut()?;
        let value = members.remove(key)?;
        if members.list().is_empty() {
            self.0 = None;
        }
        Some(value)
    }

    pub(super) fn members(&self) -> &[(Box<str>, JsonValue)] {
        self.0.as_ref().map_or(&[], |members| members.list())
    }

    pub(super) fn members_mut(&mut self) -> &mut Members<Box<str>, JsonValue> {
        self.0.get_or_insert_with(|| Box::new(Members::new()))
    }

    pub(super) fn into_members(self) -> Vec<(Box<str>, JsonValue)> {
        self.0
            .map(|members| members.into_list())
            .unwrap_or_default()
    }

    /// Reads the value of an unknown member.
    pub(crate) fn read(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), Mismatch> {
        let value = JsonValue::read(reader)?;
        self.members_mut().push(key.into(), value);
        Ok(())
    }

    /// Refuses a key that came twice; called once, when the object is complete.
    #[inline]
    pub(crate) fn check(&self) -> Result<(), Mismatch> {
        each_once(self.members().iter().map(|(key, _)| key))
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

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Extra").field(&self.members()).finish()
    }
}

impl serde::Serialize for Extra {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> serde::Deserialize<'de> for Extra {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::<JsonValue>::deserialize(deserializer).map(Extra::from_iter)
    }
}

/// An object whose tag the model does not know, kept whole.
///
/// It cannot be matched by its tag: when a later version learns that tag, such code would
/// silently stop matching. [`Unknown::tag`] is for display and logging.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unknown {
    tag: Box<str>,
    object: JsonObject,
}

impl Unknown {
    /// Reads an object whose tag is not known. Its tag may not come twice.
    pub(crate) fn read(key: &str, reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        let object = JsonObject::read(reader)?;
        let tag = Unknown::skip(key, &mut Reader::new(object.as_str()))?.into();
        Ok(Unknown { tag, object })
    }

    /// Goes over such an object and returns its tag.
    pub(crate) fn skip<'a>(key: &str, reader: &mut Reader<'a>) -> Result<Cow<'a, str>, Mismatch> {
        reader.open_object()?;
        let (mut first, mut tag) = (true, None);
        while let Some(name) = reader.member(&mut first)? {
            if name != key {
                reader.skip()?;
            } else if tag.replace(reader.string()?).is_some() {
                return Err(Mismatch);
            }
        }
        tag.ok_or(Mismatch)
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
/// code would silently stop matching. Use the enum's `from_wire` and `as_str`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(value: &str) -> Self {
        UnknownValue(value.into())
    }

    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
