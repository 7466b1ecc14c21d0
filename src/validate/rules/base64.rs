//! Whether a text is Base64, without decoding it.

/// Whether the address holds its content itself.
pub(super) fn is_data_url(url: &str) -> bool {
    let scheme = url.get(..5);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// Checks a `data:` URL. One that does not claim to be Base64 holds its bytes as text.
pub(super) fn url(url: &str) -> Result<(), &'static str> {
    match url.split_once(',') {
        None => Err("a data: URL without data"),
        Some((head, data)) if claims_base64(head) => plain(data),
        Some(_) => Ok(()),
    }
}

/// Checks bytes that have to be Base64, as they are or as a `data:` URL.
pub(super) fn bytes(text: &str) -> Result<(), &'static str> {
    if !is_data_url(text) {
        return plain(text);
    }
    match text.split_once(',') {
        Some((head, _)) if !claims_base64(head) => Err("a data: URL that is not Base64"),
        _ => url(text),
    }
}

fn claims_base64(head: &str) -> bool {
    let last = head.rsplit(';').next().unwrap_or_default();
    last.trim().eq_ignore_ascii_case("base64")
}

const STANDARD: u8 = 1;
const URL_SAFE: u8 = 2;
const OTHER: u8 = 4;

/// Checks a piece of something longer, which may be cut anywhere.
pub(super) fn piece(text: &str) -> Result<(), &'static str> {
    match bytes(text) {
        Err(LENGTH | PADDING) => Ok(()),
        checked => checked,
    }
}

const LENGTH: &str = "a length that no Base64 text has";
const PADDING: &str = "more or less padding than Base64 has";

/// Either alphabet, with or without padding.
fn plain(text: &str) -> Result<(), &'static str> {
    let data = text.trim_end_matches('=');
    let class = |byte: &u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => 0,
        b'+' | b'/' => STANDARD,
        b'-' | b'_' => URL_SAFE,
        _ => OTHER,
    };
    let classes = data
        .as_bytes()
        .iter()
        .fold(0, |all, byte| all | class(byte));
    let padding = text.len() - data.len();
    if classes & OTHER != 0 {
        Err("a character that no Base64 alphabet has")
    } else if classes == STANDARD | URL_SAFE {
        Err("characters of two different Base64 alphabets")
    } else if data.len() % 4 == 1 {
        Err(LENGTH)
    } else if padding > 0 && (padding > 2 || !text.len().is_multiple_of(4)) {
        Err(PADDING)
    } else {
        Ok(())
    }
}
