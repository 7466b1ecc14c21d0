//! The wire forms of the types that fields are made of.

use std::fmt;

use super::Wire;
use super::fields::each_once;
use super::shape::Shape;
use crate::json::{JsonKind, Members, Mismatch, Reader, Writer};

impl Wire for String {
    const SHAPE: Shape = Shape::String;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.owned_string()
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Wire for bool {
    const SHAPE: Shape = Shape::Boolean;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.boolean()
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}

impl Wire for f64 {
    const SHAPE: Shape = Shape::Number;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.float()
    }

    fn write(&self, writer: &mut Writer) {
        writer.float(*self);
    }
}

impl Wire for i64 {
    const SHAPE: Shape = Shape::Integer {
        min: -i64::MAX,
        max: i64::MAX,
    };

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.integer()
    }

    fn write(&self, writer: &mut Writer) {
        writer.integer(*self);
    }
}

impl Wire for u8 {
    const SHAPE: Shape = Shape::Integer { min: 0, max: 255 };

    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.byte_value()
    }

    fn read_list(reader: &mut Reader<'_>) -> Result<Vec<Self>, Mismatch> {
        reader.bytes()
    }

    fn write(&self, writer: &mut Writer) {
        writer.integer((*self).into());
    }
}

/// A count or an offset.
impl Wire for usize {
    const SHAPE: Shape = Shape::Integer {
        min: 0,
        max: i64::MAX,
    };

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        reader.integer()?.try_into().map_err(|_| Mismatch)
    }

    fn write(&self, writer: &mut Writer) {
        writer.count(*self);
    }
}

/// `null`, as an alternative beside other kinds.
impl Wire for () {
    const SHAPE: Shape = Shape::Null;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        if reader.null()? {
            Ok(())
        } else {
            Err(Mismatch)
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw("null");
    }
}

impl<T: Wire> Wire for Box<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        T::read(reader).map(Box::new)
    }

    fn write(&self, writer: &mut Writer) {
        (**self).write(writer);
    }
}

impl<T: Wire> Wire for Vec<T> {
    const SHAPE: Shape = Shape::Array(&T::SHAPE);

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        T::read_list(reader)
    }

    fn write(&self, writer: &mut Writer) {
        writer.open('[');
        for item in self {
            item.write(writer);
            writer.comma();
        }
        writer.close(']');
    }
}

/// An object with free keys: pairs in the order they came in. A key may not come twice.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Map<T>(Members<String, T>);

impl<T> Map<T> {
    /// No entries.
    pub const fn new() -> Self {
        Map(Members::new())
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.0.list().is_empty()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.list().len()
    }

    /// The value under a key. It costs the same for every key, however many there are.
    ///
    /// ```
    /// use agentlin_types::Map;
    ///
    /// let map = Map::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.get("b"), Some(&2));
    /// ```
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.get(key)
    }

    /// Whether there is an entry with that key. It costs what [`Map::get`] does.
    ///
    /// ```
    /// use agentlin_types::Map;
    ///
    /// let map: Map<i64> = Map::from([("a", 1)]);
    /// assert!(map.contains_key("a") && !map.contains_key("b"));
    /// ```
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.get(key).is_some()
    }

    /// Sets the value under a key and returns the one that was there. A new entry comes last, and
    /// costs the same however many there are.
    ///
    /// ```
    /// use agentlin_types::Map;
    ///
    /// let mut map = Map::from([("a", 1)]);
    /// assert_eq!(map.insert("a", 3), Some(1));
    /// assert_eq!(map.insert("b", 2), None);
    /// assert_eq!(map, Map::from([("a", 3), ("b", 2)]));
    /// ```
    pub fn insert(&mut self, key: impl Into<String>, value: T) -> Option<T> {
        self.0.insert(key.into(), value)
    }

    /// Takes the value under a key out. The entries behind it move up, which takes the longer the
    /// more there are.
    ///
    /// ```
    /// use agentlin_types::Map;
    ///
    /// let mut map = Map::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.remove("a"), Some(1));
    /// assert_eq!(map.remove("a"), None);
    /// ```
    pub fn remove(&mut self, key: &str) -> Option<T> {
        self.0.remove(key)
    }

    pub(super) fn members(&self) -> &Members<String, T> {
        &self.0
    }

    pub(super) fn members_mut(&mut self) -> &mut Members<String, T> {
        &mut self.0
    }

    pub(super) fn into_members(self) -> Members<String, T> {
        self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Map<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Map").field(&self.0.list()).finish()
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map::new()
    }
}

impl<T: Wire> Wire for Map<T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        if reader.kind() != Some(JsonKind::Object) {
            return Err(Mismatch);
        }
        reader.open_object()?;
        let mut entries = Vec::new();
        let mut first = true;
        while let Some(key) = reader.member(&mut first)? {
            entries.push((key.into_owned(), T::read(reader)?));
        }
        each_once(entries.iter().map(|(key, _)| key))?;
        Ok(Map(Members::of(entries)))
    }

    fn write(&self, writer: &mut Writer) {
        writer.open('{');
        for (key, value) in self.iter() {
            writer.string(key);
            writer.raw(":");
            value.write(writer);
            writer.comma();
        }
        writer.close('}');
    }
}

impl<T: serde::Serialize> serde::Serialize for Map<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
