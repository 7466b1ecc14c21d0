//! Objects that a union tells apart by a tag.

use super::Wire;

/// An object that says by its tag field which one it is. Sealed, as [`Wire`] is.
pub trait Tagged: Wire {
    /// The object itself, out of its box if it is in one.
    #[doc(hidden)]
    type Object;

    /// The tags that belong to this object.
    const TAGS: &'static [&'static str];

    /// The tag of this value.
    fn tag(&self) -> &str;

    /// The object.
    #[doc(hidden)]
    fn into_object(self) -> Self::Object;
}

impl<T: Tagged> Tagged for Box<T> {
    type Object = T;

    const TAGS: &'static [&'static str] = T::TAGS;

    fn tag(&self) -> &str {
        (**self).tag()
    }

    fn into_object(self) -> T {
        *self
    }
}
