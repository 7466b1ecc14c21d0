//! Keys with values, in the order they came in.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// Up to this number of keys a linear search is fastest.
const FEW: usize = 32;

/// The members of an object. Reading only appends them; once a key is looked for among many, an
/// index is made, so that neither asking for each member nor adding one after the other takes
/// longer for each than for the one before.
#[derive(Debug, Clone)]
pub(crate) struct Members<K, T> {
    list: Vec<(K, T)>,
    #[expect(
        clippy::box_collection,
        reason = "few objects have one, and a pointer is small"
    )]
    index: OnceLock<Box<HashMap<Box<str>, usize>>>,
}

impl<K: AsRef<str>, T> Members<K, T> {
    pub(crate) const fn new() -> Self {
        Members {
            list: Vec::new(),
            index: OnceLock::new(),
        }
    }

    /// Takes members; of those with the same key the first one is found.
    pub(crate) const fn of(list: Vec<(K, T)>) -> Self {
        Members {
            list,
            index: OnceLock::new(),
        }
    }

    pub(crate) fn list(&self) -> &[(K, T)] {
        &self.list
    }

    pub(crate) fn into_list(self) -> Vec<(K, T)> {
        self.list
    }

    /// The values, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut T)> {
        self.list.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// Adds a member before any key is looked for.
    pub(crate) fn push(&mut self, key: K, value: T) {
        self.list.push((key, value));
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.list.len() <= FEW {
            return self.list.iter().position(|(name, _)| name.as_ref() == key);
        }
        let index = self.index.get_or_init(|| {
            // Of a key that is there twice the first one counts: it comes last here.
            let places = self.list.iter().enumerate().rev();
            Box::new(
                places
                    .map(|(at, (key, _))| (key.as_ref().into(), at))
                    .collect(),
            )
        });
        index.get(key).copied()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&T> {
        let (_, value) = self.list.get(self.position(key)?)?;
        Some(value)
    }

    /// Sets the value under a key and returns the one that was there.
    pub(crate) fn insert(&mut self, key: K, value: T) -> Option<T> {
        let known = self.position(key.as_ref());
        if let Some((_, old)) = known.and_then(|at| self.list.get_mut(at)) {
            return Some(std::mem::replace(old, value));
        }
        if let Some(index) = self.index.get_mut() {
            index.insert(key.as_ref().into(), self.list.len());
        }
        self.list.push((key, value));
        None
    }

    /// Takes a member out; those behind it move up.
    pub(crate) fn remove(&mut self, key: &str) -> Option<T> {
        let at = self
            .list
            .iter()
            .position(|(name, _)| name.as_ref() == key)?;
        self.index.take();
        Some(self.list.remove(at).1)
    }
}

impl<K: PartialEq, T: PartialEq> PartialEq for Members<K, T> {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl<K: Eq, T: Eq> Eq for Members<K, T> {}

impl<K: Hash, T: Hash> Hash for Members<K, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.list.hash(state);
    }
}
