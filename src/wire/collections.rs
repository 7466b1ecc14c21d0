//! What Rust expects of collections, for those of the model.

use super::{Extra, JsonObject, JsonValue, Map};

/// The entries of a [`Map`] in their order.
#[derive(Debug, Clone)]
pub struct MapIter<'a, T>(std::slice::Iter<'a, (String, T)>);

impl<'a, T> Iterator for MapIter<'a, T> {
    type Item = (&'a str, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> DoubleEndedIterator for MapIter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key.as_str(), value))
    }
}

impl<T> ExactSizeIterator for MapIter<'_, T> {}

impl<T> Map<T> {
    /// The entries in their order.
    pub fn iter(&self) -> MapIter<'_, T> {
        MapIter(self.members().list().iter())
    }

    /// The entries in their order, with values to change.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut T)> {
        self.members_mut()
            .iter_mut()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in their order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.iter().map(|(_, value)| value)
    }
}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a str, &'a T);
    type IntoIter = MapIter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (String, T);
    type IntoIter = std::vec::IntoIter<(String, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_members().into_list().into_iter()
    }
}

impl<K: Into<String>, V: Into<T>, T> FromIterator<(K, V)> for Map<T> {
    /// A later entry replaces an earlier one with the same key.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Map::new();
        map.extend(entries);
        map
    }
}

impl<K: Into<String>, V: Into<T>, T> Extend<(K, V)> for Map<T> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value.into());
        }
    }
}

impl<K: Into<String>, V: Into<T>, T, const N: usize> From<[(K, V); N]> for Map<T> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<T, S> From<std::collections::HashMap<String, T, S>> for Map<T> {
    /// The entries in the order of their keys, because a `HashMap` has none.
    fn from(map: std::collections::HashMap<String, T, S>) -> Self {
        let mut entries: Vec<_> = map.into_iter().collect();
        entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        entries.into_iter().collect()
    }
}

impl<T> From<std::collections::BTreeMap<String, T>> for Map<T> {
    fn from(map: std::collections::BTreeMap<String, T>) -> Self {
        map.into_iter().collect()
    }
}

/// The members of an [`Extra`] in their order.
#[derive(Debug, Clone)]
pub struct ExtraIter<'a>(std::slice::Iter<'a, (Box<str>, JsonValue)>);

impl<'a> Iterator for ExtraIter<'a> {
    type Item = (&'a str, &'a JsonValue);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&**key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for ExtraIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (&**key, value))
    }
}

impl ExactSizeIterator for ExtraIter<'_> {}

impl Extra {
    /// The members in their order.
    pub fn iter(&self) -> ExtraIter<'_> {
        ExtraIter(self.members().iter())
    }

    /// The members in their order, with values to change.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut JsonValue)> {
        let members = (!self.is_empty()).then(|| self.members_mut().iter_mut());
        members
            .into_iter()
            .flatten()
            .map(|(key, value)| (&**key, value))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.iter().map(|(key, _)| key)
    }
}

impl<'a> IntoIterator for &'a Extra {
    type Item = (&'a str, &'a JsonValue);
    type IntoIter = ExtraIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Extra {
    type Item = (Box<str>, JsonValue);
    type IntoIter = std::vec::IntoIter<(Box<str>, JsonValue)>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_members().into_iter()
    }
}

impl<K: Into<Box<str>>, V: Into<JsonValue>> FromIterator<(K, V)> for Extra {
    /// A later member replaces an earlier one with the same key.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut extra = Extra::new();
        extra.extend(members);
        extra
    }
}

impl<K: Into<Box<str>>, V: Into<JsonValue>> Extend<(K, V)> for Extra {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, members: I) {
        for (key, value) in members {
            self.insert(key, value);
        }
    }
}

impl<K: AsRef<str>, V: Into<JsonValue>> FromIterator<(K, V)> for JsonObject {
    /// A later member replaces an earlier one with the same key.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let members = members.into_iter();
        let map: Map<JsonValue> = members
            .map(|(key, value)| (key.as_ref().to_owned(), value))
            .collect();
        map.into()
    }
}

impl<K: AsRef<str>, V: Into<JsonValue>, const N: usize> From<[(K, V); N]> for JsonObject {
    fn from(members: [(K, V); N]) -> Self {
        members.into_iter().collect()
    }
}

impl From<Map<JsonValue>> for JsonObject {
    fn from(map: Map<JsonValue>) -> Self {
        JsonObject::trusted(JsonValue::of(&map))
    }
}
