//! JSON Pointers (RFC 6901).

/// Goes on to the member under a key.
pub(crate) fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    if key.contains(['~', '/']) {
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(key);
    }
}
