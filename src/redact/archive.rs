//! Archives of HTTP traffic (HAR 1.2): what describes a call stays, what was sent does not.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::Redactor;
use super::words::words;
use crate::endpoint::{ENDPOINTS, url};

/// Members with numbers that describe a call.
pub(super) const NUMBERS: &[&str] = &[
    "blocked",
    "bodySize",
    "compression",
    "connect",
    "dns",
    "headersSize",
    "onContentLoad",
    "onLoad",
    "opcode",
    "receive",
    "send",
    "size",
    "ssl",
    "status",
    "time",
    "wait",
    "_blocked_queueing",
    "_transferSize",
];

/// Keys of archives.
pub(super) const KEYS: &[&str] = &[
    "afterRequest",
    "beforeRequest",
    "blocked",
    "bodySize",
    "browser",
    "cache",
    "comment",
    "compression",
    "connect",
    "connection",
    "content",
    "cookies",
    "creator",
    "dns",
    "domain",
    "encoding",
    "entries",
    "eTag",
    "eventId",
    "eventName",
    "expires",
    "headers",
    "headersSize",
    "hitCount",
    "httpOnly",
    "httpVersion",
    "lastAccess",
    "method",
    "mimeType",
    "name",
    "onContentLoad",
    "onLoad",
    "opcode",
    "pageref",
    "pageTimings",
    "pages",
    "params",
    "path",
    "postData",
    "queryString",
    "receive",
    "redirectURL",
    "request",
    "response",
    "sameSite",
    "secure",
    "send",
    "serverIPAddress",
    "size",
    "ssl",
    "startedDateTime",
    "status",
    "statusText",
    "text",
    "time",
    "timings",
    "title",
    "url",
    "value",
    "version",
    "wait",
    "_blocked_queueing",
    "_connectionId",
    "_error",
    "_eventSourceMessages",
    "_fetchType",
    "_file",
    "_initiator",
    "_priority",
    "_resourceType",
    "_sha1",
    "_transferSize",
    "_webSocketMessages",
];

/// Words of HTTP: methods, names of headers, media types, encodings, and what goes with them.
const HTTP: &[&str] = &[
    "accept",
    "access",
    "age",
    "agent",
    "allow",
    "application",
    "audio",
    "authorization",
    "b3",
    "base64",
    "bearer",
    "br",
    "cache",
    "charset",
    "client",
    "close",
    "connect",
    "connection",
    "content",
    "control",
    "cookie",
    "cors",
    "credentials",
    "csv",
    "date",
    "deflate",
    "delete",
    "dest",
    "disposition",
    "encoding",
    "event",
    "expires",
    "fetch",
    "fetch",
    "for",
    "form",
    "forwarded",
    "forwarded",
    "get",
    "gzip",
    "h2",
    "h3",
    "head",
    "headers",
    "host",
    "html",
    "http",
    "id",
    "identity",
    "image",
    "javascript",
    "jpeg",
    "json",
    "jsonl",
    "keep",
    "alive",
    "language",
    "last",
    "length",
    "limit",
    "location",
    "markdown",
    "max",
    "method",
    "methods",
    "mode",
    "modified",
    "multipart",
    "ndjson",
    "no",
    "none",
    "octet",
    "ok",
    "options",
    "origin",
    "patch",
    "plain",
    "png",
    "post",
    "powered",
    "pragma",
    "put",
    "ratelimit",
    "real",
    "referer",
    "remaining",
    "request",
    "requested",
    "reset",
    "retry",
    "after",
    "sec",
    "server",
    "set",
    "site",
    "store",
    "stream",
    "sse",
    "svg",
    "te",
    "text",
    "trace",
    "traceparent",
    "transfer",
    "chunked",
    "transport",
    "security",
    "type",
    "ua",
    "unknown",
    "upgrade",
    "urlencoded",
    "user",
    "utf",
    "vary",
    "via",
    "with",
    "www",
    "x",
    "xml",
    "zstd",
    // Reasons.
    "accepted",
    "bad",
    "bearer",
    "conflict",
    "created",
    "entity",
    "error",
    "forbidden",
    "found",
    "gateway",
    "gone",
    "internal",
    "many",
    "moved",
    "not",
    "permanently",
    "requests",
    "service",
    "temporary",
    "timeout",
    "too",
    "unauthorized",
    "unavailable",
    "unprocessable",
    // Kinds of resources.
    "document",
    "eventsource",
    "font",
    "manifest",
    "media",
    "other",
    "preflight",
    "script",
    "stylesheet",
    "websocket",
    "xhr",
    "high",
    "low",
    "medium",
    "receive",
    "send",
    "disk",
    "memory",
];

/// The stand-in for a string under a key of an archive; `None` for what is as anywhere else.
pub(super) fn value(redactor: &Redactor, key: &str, text: &str) -> Option<String> {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        words
            .filter(|word| word.len() > 1 || word.starts_with(|c: char| c.is_ascii_alphabetic()))
            .all(|word| HTTP.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    match key {
        "url" | "redirectURL" => Some(url(redactor, text)),
        "startedDateTime" | "expires" => is_time(text).then(|| text.to_owned()),
        "mimeType" => Some(media_type(redactor, text, words)),
        "encoding" | "httpVersion" | "method" | "statusText" | "value" | "version"
        | "_priority" | "_resourceType" | "_fromCache" => words(text).then(|| text.to_owned()),
        "name" => (words(text) || words_of_api(text)).then(|| text.to_owned()),
        // A body, of any form.
        "text" => Some(redactor.loose(text)),
        "_file" | "_sha1" => Some(file(redactor, text)),
        _ => None,
    }
}

fn words_of_api(name: &str) -> bool {
    words().keys.contains(name)
}

fn is_time(text: &str) -> bool {
    let of_time = |byte: u8| byte.is_ascii_digit() || b"-:.+TZ".contains(&byte);
    text.len() >= 19 && text.len() <= 35 && text.bytes().all(of_time)
}

/// Words that are known stay, others do not.
fn media_type(redactor: &Redactor, text: &str, known: impl Fn(&str) -> bool) -> String {
    let parts = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    let part = |part: &str| match known(part) {
        true => part.to_owned(),
        false => redactor.string(part),
    };
    parts.map(part).collect()
}

/// The name of a file beside the archive: its ending stays.
pub(super) fn file(redactor: &Redactor, name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if ending.len() <= 5
                && matches!(ending, "json" | "txt" | "sse" | "html" | "bin" | "dat") =>
        {
            format!("{}.{ending}", redactor.string(stem))
        }
        _ => redactor.string(name),
    }
}

/// A URL. The steps of its path that are those of calls stay, so a call of the API is one afterwards,
/// and what was none is none.
fn url(redactor: &Redactor, url: &str) -> String {
    let (scheme, rest) = match url.find("://") {
        Some(at) if url[..at].bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            url.split_at(at + 3)
        }
        _ => ("", url),
    };
    let known = ["http://", "https://", "ws://", "wss://"].contains(&&*scheme.to_ascii_lowercase());
    let mut out = if known || scheme.is_empty() {
        scheme.to_owned()
    } else {
        redactor.string(scheme)
    };
    let path = match scheme {
        "" => 0,
        _ => rest.find(['/', '?', '#']).unwrap_or(rest.len()),
    };
    let (authority, rest) = rest.split_at(path);
    let port = authority.rfind(':').filter(|at| {
        let port = &authority[at + 1..];
        port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit())
    });
    let (host, port) = authority.split_at(port.unwrap_or(authority.len()));
    out += &redactor.string(host);
    out += port;
    let query = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, query) = rest.split_at(query);
    let steps = path.split_inclusive('/').map(|step| {
        let word = step.strip_suffix('/').unwrap_or(step);
        match steps().contains(word) {
            true => step.to_owned(),
            false => in_url(redactor, step),
        }
    });
    out.extend(steps);
    for part in query.split_inclusive(['?', '&', '=', '#', ';']) {
        let word = part.trim_end_matches(['?', '&', '=', '#', ';']);
        match part.ends_with('=') && words().keys.contains(word) {
            true => out += part,
            false => out += &in_url(redactor, part),
        }
    }
    out
}

/// A part of a URL: what is percent-encoded stays so, and what it spells has the stand-in that it has
/// elsewhere.
fn in_url(redactor: &Redactor, part: &str) -> String {
    let end = part.len() - part.trim_end_matches(['/', '?', '&', '=', '#', ';']).len();
    let (word, end) = part.split_at(part.len() - end);
    let (spelled, encoded): (Vec<_>, Vec<_>) = url::decoded_bytes(word).unzip();
    let mut out = String::with_capacity(part.len());
    let mut at = 0;
    for chunk in spelled.utf8_chunks() {
        for c in redactor.string(chunk.valid()).chars() {
            match encoded.get(at) {
                Some(true) => {
                    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                        url::push_encoded(&mut out, byte);
                    }
                }
                _ => out.push(c),
            }
            at += c.len_utf8();
        }
        // Bytes of no character, which are always encoded.
        out.extend(chunk.invalid().iter().map(|_| "%A0"));
        at += chunk.invalid().len();
    }
    out + end
}

/// The steps of the paths of all calls that are no parameters.
fn steps() -> &'static HashSet<&'static str> {
    static STEPS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    STEPS.get_or_init(|| {
        let paths = ENDPOINTS
            .iter()
            .flat_map(|info| std::iter::once(&info.path).chain(info.other_paths));
        let steps = paths.flat_map(|path| path.split('/'));
        let mut steps: HashSet<_> = steps.filter(|step| !step.starts_with('{')).collect();
        steps.extend(["v1", "env"]);
        steps
    })
}
