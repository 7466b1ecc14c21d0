//! Free-form objects: text until they are changed.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use serde::Serialize;
use serde_json::Value;

use super::kind::JsonKind;
use super::members::Members;
use super::reader::{Mismatch, Reader};
use super::value::{JsonError, JsonValue};
use super::writer::Writer;

/// Any JSON object, kept as the text it arrived in. See [`JsonValue`].
///
/// ```
/// use agentlin_types::JsonObject;
///
/// let metadata: JsonObject = r#"{"trace": 7}"#.parse()?;
/// assert_eq!(metadata.to_value().unwrap()["trace"], 7);
/// assert!("[7]".parse::<JsonObject>().is_err());
/// # Ok::<(), agentlin_types::JsonError>(())
/// ```
///
/// Setters take `json!({…})` as it is. A constructor takes what is an object for sure; what the macro makes may
/// be any value, so convert it first.
///
/// ```
/// use agentlin_types::JsonObject;
/// use serde_json::json;
///
/// #[derive(serde::Serialize)]
/// struct State {
///     step: u32,
/// }
///
/// let from_pairs = JsonObject::from([("step", 1)]);
/// let from_struct = JsonObject::from_serialize(&State { step: 1 })?;
/// let from_macro = JsonObject::try_from(json!({"step": 1}))?;
/// assert!(from_pairs == from_struct && from_struct == from_macro);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct JsonObject(Form);

#[derive(Clone)]
enum Form {
    Text(JsonValue),
    Changed(Box<Changed>),
}

impl JsonObject {
    /// Takes a value that is known to be an object.
    pub(crate) fn trusted(json: JsonValue) -> Self {
        JsonObject(Form::Text(json))
    }

    /// Reads the object that comes next.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        if reader.kind() != Some(JsonKind::Object) {
            return Err(Mismatch);
        }
        JsonValue::read(reader).map(JsonObject::trusted)
    }

    /// `{}`.
    pub fn empty() -> Self {
        JsonObject::trusted(JsonValue::trusted("{}".into()))
    }

    /// Writes a struct or map of the caller's as a free-form object. Fails for anything else.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Self> {
        let json = JsonValue::from_serialize(value)?;
        JsonObject::try_from(json).map_err(serde::ser::Error::custom)
    }

    /// The members in their order, as a list. See [`JsonObject::iter`].
    pub fn members(&self) -> Vec<(String, JsonValue)> {
        let members = self.iter();
        members
            .map(|(key, value)| (key.into_owned(), value))
            .collect()
    }

    /// The members in their order. Reads the text once; each value is a text of its own.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// let object: JsonObject = r#"{"b": 1, "a": [2]}"#.parse()?;
    /// let texts = object.iter().map(|(key, value)| format!("{key}={value}"));
    /// assert_eq!(texts.collect::<Vec<_>>(), ["b=1", "a=[2]"]);
    /// # Ok::<(), agentlin_types::JsonError>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, JsonValue)> {
        self.read_members(JsonValue::read)
    }

    /// The keys in their order. Reads the text once.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// let object = JsonObject::from([("b", 1), ("a", 2)]);
    /// assert_eq!(object.keys().collect::<Vec<_>>(), ["b", "a"]);
    /// ```
    pub fn keys(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.read_members(Reader::skip).map(|(key, ())| key)
    }

    /// How many members there are. Reads the text once.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// assert_eq!(JsonObject::from([("b", 1), ("a", 2)]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.keys().count()
    }

    /// Whether there are no members.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// assert!(JsonObject::empty().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.keys().next().is_none()
    }

    /// Whether there is a member with that key. It costs what [`JsonObject::get`] does.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// let object = JsonObject::from([("a", 1)]);
    /// assert!(object.contains_key("a") && !object.contains_key("b"));
    /// ```
    pub fn contains_key(&self, key: &str) -> bool {
        match &self.0 {
            Form::Text(_) => self.keys().any(|name| name == key),
            Form::Changed(changed) => changed.members.get(key).is_some(),
        }
    }

    /// The value under a key; the first one if the key appears twice. Reads the text up to that
    /// member: to look for many keys, go through [`JsonObject::iter`] once. After a change of the
    /// object it costs the same for every key, however many there are.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// let object: JsonObject = r#"{"a": 1, "a": 2}"#.parse()?;
    /// assert_eq!(object.get("a").unwrap().as_str(), "1");
    /// assert_eq!(object.get("b"), None);
    /// # Ok::<(), agentlin_types::JsonError>(())
    /// ```
    pub fn get(&self, key: &str) -> Option<JsonValue> {
        if let Form::Changed(changed) = &self.0 {
            return changed.members.get(key).cloned();
        }
        let mut reader = Reader::new(self.as_str());
        let mut find = || -> Result<Option<JsonValue>, Mismatch> {
            let found = reader.enter(key)?;
            found.then(|| JsonValue::read(&mut reader)).transpose()
        };
        // Like `iter`: a key with half a surrogate pair stops it.
        find().unwrap_or(None)
    }

    /// Sets the value under a key and returns the one that was there; the first one if the key
    /// appears twice, and a second one stays. A new member comes last. All others keep their
    /// spelling.
    ///
    /// The first change reads the object once; further ones do not cost more the larger it is. Its
    /// text is written again when it is asked for after a change, which [`JsonObject::get`] is not.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// let mut object: JsonObject = r#"{"price": 1.50, "tags": ["a"]}"#.parse()?;
    /// assert_eq!(object.insert("tags", "none").unwrap().as_str(), r#"["a"]"#);
    /// assert_eq!(object.insert("new", 7), None);
    /// assert_eq!(object.as_str(), r#"{"price":1.50,"tags":"none","new":7}"#);
    /// # Ok::<(), agentlin_types::JsonError>(())
    /// ```
    pub fn insert(
        &mut self,
        key: impl Into<Box<str>>,
        value: impl Into<JsonValue>,
    ) -> Option<JsonValue> {
        let (name, spelled) = (key.into(), None);
        self.changed()
            .members
            .insert(Key { name, spelled }, value.into())
    }

    /// Takes the value under a key out; the first one if the key appears twice. The members behind it
    /// move up, which takes the longer the more there are.
    ///
    /// ```
    /// use agentlin_types::JsonObject;
    ///
    /// let mut object: JsonObject = r#"{"a": 1, "b": 2.0}"#.parse()?;
    /// assert_eq!(object.remove("a").unwrap().as_str(), "1");
    /// assert_eq!(object.remove("a"), None);
    /// assert_eq!(object.as_str(), r#"{"b":2.0}"#);
    /// # Ok::<(), agentlin_types::JsonError>(())
    /// ```
    pub fn remove(&mut self, key: &str) -> Option<JsonValue> {
        match &self.0 {
            Form::Text(_) if !self.contains_key(key) => None,
            _ => self.changed().members.remove(key),
        }
    }

    /// The members of the text, each value as `read` gives it. Only a key with half a surrogate pair
    /// stops it: such a key is no string.
    fn read_members<'a, T>(
        &'a self,
        read: impl Fn(&mut Reader<'a>) -> Result<T, Mismatch>,
    ) -> impl Iterator<Item = (Cow<'a, str>, T)> {
        let mut reader = Reader::new(self.as_str());
        let mut first = reader.open_object().is_ok();
        let mut open = first;
        std::iter::from_fn(move || {
            let member = open
                .then(|| reader.member(&mut first).ok().flatten())
                .flatten();
            let found = member.and_then(|key| Some((key, read(&mut reader).ok()?)));
            open = found.is_some();
            found
        })
    }

    /// The object as something that can be changed; its text is out of date then.
    fn changed(&mut self) -> &mut Changed {
        if let Form::Text(json) = &self.0 {
            self.0 = Form::Changed(Box::new(Changed::of(json.as_str())));
        }
        match &mut self.0 {
            Form::Changed(changed) => {
                changed.text.take();
                changed
            }
            Form::Text(_) => unreachable!("it was made above"),
        }
    }
}

/// An object that was changed.
#[derive(Clone)]
struct Changed {
    members: Members<Key, JsonValue>,
    /// What of its text cannot be members: from a key on that is no string.
    rest: Box<str>,
    /// The text, if it was asked for since the last change.
    text: OnceLock<JsonValue>,
}

impl Changed {
    fn of(text: &str) -> Self {
        let mut reader = Reader::new(text);
        let mut list = Vec::new();
        let mut first = true;
        let mut end = 1;
        let mut read = || -> Result<(), Mismatch> {
            reader.open_object()?;
            while let Some(name) = reader.member(&mut first)? {
                // There is no white space between tokens.
                let spelled = text[end..reader.pos() - 1].trim_start_matches(',');
                let spelled = spelled.contains('\\').then(|| spelled.into());
                let name = name.into();
                list.push((Key { name, spelled }, JsonValue::read(&mut reader)?));
                end = reader.pos();
            }
            Ok(())
        };
        _ = read();
        let rest = text[end..text.len() - 1].trim_start_matches(',').into();
        Changed {
            members: Members::of(list),
            rest,
            text: OnceLock::new(),
        }
    }

    fn json(&self) -> &JsonValue {
        self.text.get_or_init(|| {
            let mut writer = Writer::default();
            writer.open('{');
            for (key, value) in self.members.list() {
                match &key.spelled {
                    Some(spelled) => writer.raw(spelled),
                    None => writer.string(&key.name),
                }
                writer.raw(":");
                writer.raw(value.as_str());
                writer.comma();
            }
            writer.raw(&self.rest);
            writer.close('}');
            JsonValue::trusted(writer.finish())
        })
    }
}

/// A key, and how it is spelled in the text if that has escapes.
#[derive(Debug, Clone)]
struct Key {
    name: Box<str>,
    spelled: Option<Box<str>>,
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.name
    }
}

impl std::ops::Deref for JsonObject {
    type Target = JsonValue;

    fn deref(&self) -> &JsonValue {
        match &self.0 {
            Form::Text(json) => json,
            Form::Changed(changed) => changed.json(),
        }
    }
}

impl PartialEq for JsonObject {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for JsonObject {}

impl PartialOrd for JsonObject {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for JsonObject {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(other)
    }
}

impl Hash for JsonObject {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Default for JsonObject {
    fn default() -> Self {
        JsonObject::empty()
    }
}

impl fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for JsonObject {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        let expected = || JsonError::expected("one JSON object");
        let json = Reader::whole(text, JsonValue::read, expected)?;
        json.try_into()
    }
}

impl TryFrom<JsonValue> for JsonObject {
    type Error = JsonError;

    fn try_from(json: JsonValue) -> Result<Self, JsonError> {
        if json.kind() == JsonKind::Object {
            Ok(JsonObject::trusted(json))
        } else {
            Err(JsonError::expected("one JSON object"))
        }
    }
}

impl From<JsonObject> for JsonValue {
    fn from(object: JsonObject) -> Self {
        match object.0 {
            Form::Text(json) => json,
            Form::Changed(changed) => changed.json().clone(),
        }
    }
}

impl From<serde_json::Map<String, Value>> for JsonObject {
    fn from(map: serde_json::Map<String, Value>) -> Self {
        JsonObject::trusted(JsonValue::from(Value::Object(map)))
    }
}
