//! JSON Pointers (RFC 6901).

use std::borrow::Cow;

/// Goes on to the member under a key.
pub(crate) fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&step(key));
}

/// Goes on to an element of an array.
pub(crate) fn push_index(pointer: &mut String, index: usize) {
    pointer.push('/');
    pointer.push_str(itoa::Buffer::new().format(index));
}

/// A key between the slashes of a pointer.
pub(crate) fn step(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        key.replace('~', "~0").replace('/', "~1").into()
    } else {
        key.into()
    }
}
