//! Paths and queries: percent-encoding, templates, and queries from and to model objects.

use super::RequestError;
use crate::encode::{self, EncodeError};
use crate::wire::{self, JsonKind, JsonObject, Wire, object_shape};
use crate::{DecodeError, JsonValue, decode};

/// Appends a text, percent-encoded but for the characters that need it nowhere in a URL.
pub(crate) fn encode_into(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(byte.into());
        } else {
            push_encoded(out, byte);
        }
    }
}

/// Appends a percent-encoded byte.
pub(crate) fn push_encoded(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(HEX[usize::from(byte >> 4)].into());
    out.push(HEX[usize::from(byte & 15)].into());
}

/// Decodes what is percent-encoded. What is not UTF-8 then is replaced, a lonely `%` is kept.
fn decode_percent(text: &str) -> String {
    let out = decoded_bytes(text).map(|(byte, _)| byte).collect();
    String::from_utf8(out)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The bytes of a text, and whether each was percent-encoded.
pub(crate) fn decoded_bytes(text: &str) -> impl Iterator<Item = (u8, bool)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let byte = *bytes.get(at)?;
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                at += 3;
                Some(((high * 16 + low) as u8, true))
            }
            _ => {
                at += 1;
                Some((byte, false))
            }
        }
    })
}

/// Whether a path can hold the value.
pub(crate) fn check(name: &'static str, value: &str) -> Result<(), RequestError> {
    match value {
        "" | "." | ".." => Err(RequestError::PathParameter(name)),
        _ => Ok(()),
    }
}

/// The path of a template: each segment in braces replaced by the next value.
pub(crate) fn fill(template: &str, values: &[&String]) -> String {
    let mut values = values.iter();
    let mut path = String::new();
    for segment in template.split('/').skip(1) {
        path.push('/');
        match values.as_slice() {
            [value, ..] if segment.starts_with('{') => {
                encode_into(&mut path, value);
                values.next();
            }
            _ => path.push_str(segment),
        }
    }
    path
}

/// The path below the base URL: without scheme, host, version prefix, final slash and query.
pub(crate) fn below_base(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => path,
    };
    let path = match path.strip_prefix("/v1") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
        _ => path,
    };
    path.strip_suffix('/').unwrap_or(path)
}

/// The values of a template's parameters in a path.
pub(crate) fn path_values(template: &str, path: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut segments = path.split('/');
    for expected in template.split('/') {
        let segment = segments.next()?;
        if !expected.starts_with('{') {
            if segment != expected {
                return None;
            }
        } else if segment.is_empty() {
            return None;
        } else {
            values.push(decode_percent(segment));
        }
    }
    segments.next().is_none().then_some(values)
}

/// The pairs of a query: the members of a model object.
pub(crate) fn query_of<T: Wire>(params: &T) -> Result<Vec<(String, String)>, EncodeError> {
    encode::to_string(params)?;
    let mut pairs = Vec::new();
    for (key, value) in JsonObject::of(params).members() {
        match value.kind() {
            JsonKind::Null => {}
            JsonKind::Array => {
                let items: Vec<JsonValue> = decode::from_str(value.as_str()).unwrap_or_default();
                pairs.extend(items.iter().map(|item| (format!("{key}[]"), plain(item))));
            }
            _ => pairs.push((key, plain(&value))),
        }
    }
    Ok(pairs)
}

/// A scalar in a query.
fn plain(value: &JsonValue) -> String {
    decode::from_str(value.as_str()).unwrap_or_else(|_| value.as_str().into())
}

/// The query as text, with its question mark; nothing if there are no pairs.
pub(crate) fn query_text(pairs: &[(String, String)]) -> String {
    let mut text = String::new();
    for (i, (key, value)) in pairs.iter().enumerate() {
        text.push(if i == 0 { '?' } else { '&' });
        encode_into(&mut text, key);
        text.push('=');
        encode_into(&mut text, value);
    }
    text
}

/// Reads the query of a target as a model object. Keys of lists may have brackets or not.
pub(crate) fn read_query<T: Wire>(target: &str) -> Result<T, DecodeError> {
    let shape = object_shape::<T>();
    let target = target.split('#').next().unwrap_or_default();
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = |text: &str| decode_percent(&text.replace('+', " "));
        (decoded(key), decoded(value))
    });
    decode::from_str(&wire::typed(shape, pairs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_comes_back() {
        for (text, encoded) in [
            ("task_1-2.3~x", "task_1-2.3~x"),
            ("a b/c?d#e%f", "a%20b%2Fc%3Fd%23e%25f"),
            ("é€😀", "%C3%A9%E2%82%AC%F0%9F%98%80"),
            ("+&=[]", "%2B%26%3D%5B%5D"),
        ] {
            let mut out = String::new();
            encode_into(&mut out, text);
            assert_eq!(out, encoded);
            assert_eq!(decode_percent(&out), text);
        }
        assert_eq!(decode_percent("100%"), "100%");
        assert_eq!(decode_percent("%zz%4"), "%zz%4");
        assert_eq!(decode_percent("%ff"), "\u{fffd}");
    }

    #[test]
    fn base_is_taken_off() {
        for target in [
            "/tasks/x",
            "/v1/tasks/x",
            "/v1/tasks/x/",
            "/v1/tasks/x?a=/b#c",
            "https://host:80/v1/tasks/x",
        ] {
            assert_eq!(below_base(target), "/tasks/x");
        }
        assert_eq!(below_base("https://host"), "");
        assert_eq!(below_base("/v10/tasks"), "/v10/tasks");
    }
}
