//! HTTP archives (HAR 1.2): the bodies of requests and responses.
//!
//! Archives of long browser sessions are large, so entries are read one by one. Only the members
//! that lead to a body are looked at, so that archives pass which leave others out, as browsers do;
//! each body keeps its exact place in the file.

use std::fmt;
use std::sync::Arc;

use agentlin_types::endpoint::{self, EndpointInfo, Media};
use agentlin_types::validate::PayloadKind;
use agentlin_types::wire::Shape;
use base64::Engine;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::records::oversized;
use super::syntax::{Progress, Syntax};
use super::window::Window;
use super::{Code, Options, Piece, Record, Sink, Stop, Text, Trouble, events, utf8};

/// One request and its response.
#[derive(Debug)]
pub(crate) struct Exchange {
    /// The number of the entry, from 1.
    pub(crate) entry: usize,
    /// Which call of the API it is.
    pub(crate) endpoint: &'static EndpointInfo,
    pub(crate) method: String,
    /// The path, without the query, which may hold secrets.
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) side: Side,
    pub(crate) started: Option<String>,
}

/// Which body of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Response,
}

impl Exchange {
    /// What its body is, going by the call, the side, and the status.
    pub(crate) fn kind(&self) -> Option<PayloadKind> {
        let shape = match self.side {
            Side::Request => self.endpoint.body.as_ref()?,
            Side::Response => self.endpoint.answer(self.status, Media::Json)?,
        };
        let name = name(shape)?;
        let mut kinds = PayloadKind::ALL.iter();
        kinds
            .find(|kind| self::name(kind.shape()) == Some(name))
            .copied()
    }
}

/// The name of the type that a shape belongs to.
fn name(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Object(object) => Some(object.name),
        Shape::Union(union) => Some(union.name),
        Shape::ByKey(by_key) => Some(by_key.name),
        _ => None,
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exchange {
            entry,
            method,
            path,
            status,
            ..
        } = self;
        match self.side {
            Side::Request => write!(f, "entry {entry}, request: {method} {path}"),
            Side::Response => write!(f, "entry {entry}, response: {method} {path} {status}"),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    started_date_time: Option<String>,
    #[serde(borrow)]
    request: Request<'a>,
    response: Response<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    method: String,
    url: String,
    #[serde(borrow)]
    post_data: Option<Body<'a>>,
}

#[derive(Deserialize)]
struct Response<'a> {
    status: f64,
    #[serde(borrow)]
    content: Option<Body<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    mime_type: Option<String>,
    encoding: Option<String>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
}

/// Reads the entries of an archive.
pub(crate) fn read(window: &mut Window, options: Options, sink: &mut dyn Sink) -> Result<(), Stop> {
    if let Some(trouble) = skip_to_entries(window)? {
        return sink.piece(trouble);
    }
    for number in 1.. {
        while window.skip_space()? && window.rest()[0] == b',' {
            window.consume(1);
        }
        match window.rest().first() {
            Some(b']') => return Ok(()),
            Some(_) => {}
            None => return sink.piece(cut(window, "the archive ends between its entries")),
        }
        let mut syntax = Syntax::new();
        let (mut seen, mut large) = (0, false);
        let end = loop {
            let progress = syntax.feed(&window.rest()[seen..]);
            let so_far = match progress {
                Progress::Done(end) => seen + end,
                Progress::Broken(at) => seen + at,
                Progress::More => window.rest().len(),
            };
            if so_far > options.max_record && !large {
                large = true;
                sink.piece(Piece::Trouble(oversized(window.position(), options)))?;
            }
            match progress {
                Progress::Done(end) => break seen + end,
                Progress::Broken(_) => {
                    window.consume(so_far);
                    let message = format!("entry {number} stops being JSON here");
                    return sink.piece(broken(window, message));
                }
                Progress::More => {}
            }
            seen = so_far;
            if large {
                window.consume(seen);
                seen = 0;
            }
            sink.idle()?;
            if !window.fill()? {
                let message = format!("the archive ends in the middle of entry {number}");
                return sink.piece(cut(window, &message));
            }
        };
        match utf8(&window.rest()[..end], window.position()) {
            _ if large => {}
            Ok(text) => {
                let text = Text::of_file(text.to_owned(), window.position());
                entry(number, Arc::new(text), sink)?;
            }
            Err(trouble) => sink.piece(Piece::Trouble(trouble))?,
        }
        window.consume(end);
    }
    Ok(())
}

/// The finding that the file ends too early, at its end.
fn cut(window: &Window, message: &str) -> Piece {
    let at = window.position().after(window.rest());
    Piece::Trouble(Trouble::new(Code::TruncatedRecord, at, message))
}

/// The finding that something is not as HAR has it, at the beginning of the rest.
fn broken(window: &Window, message: impl Into<String>) -> Piece {
    Piece::Trouble(Trouble::new(
        Code::BrokenArchive,
        window.position(),
        message,
    ))
}

/// Moves behind the opening bracket of `log.entries`, or gives what is wrong when there is none.
fn skip_to_entries(window: &mut Window) -> Result<Option<Piece>, Stop> {
    let mut syntax = Syntax::new();
    let mut key = Vec::new();
    let mut at = 0;
    loop {
        while at < window.rest().len() {
            let byte = window.rest()[at];
            let depth = syntax.depth();
            let problem = match syntax.feed(&[byte]) {
                Progress::More => None,
                Progress::Done(_) => Some("the archive has no entries"),
                Progress::Broken(_) => Some("the archive stops being JSON here"),
            };
            if let Some(problem) = problem {
                window.consume(at);
                return Ok(Some(broken(window, problem)));
            }
            if depth == 2 {
                if syntax.depth() == 3 && byte == b'[' && key.ends_with(b"\"entries\":") {
                    window.consume(at + 1);
                    return Ok(None);
                }
                // The last few bytes at this depth: a key and its colon.
                if !byte.is_ascii_whitespace() {
                    if key.len() >= 64 {
                        key.drain(..32);
                    }
                    key.push(byte);
                }
            }
            at += 1;
        }
        window.consume(at);
        at = 0;
        if !window.fill()? {
            return Ok(Some(cut(window, "the archive ends before its entries")));
        }
    }
}

/// Passes on the bodies of an entry.
fn entry(number: usize, text: Arc<Text>, sink: &mut dyn Sink) -> Result<(), Stop> {
    let Entry {
        started_date_time,
        request,
        response,
    } = match serde_json::from_str(&text.content) {
        Ok(entry) => entry,
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.split(" at line").next().unwrap_or_default();
            return sink.piece(Piece::Trouble(Trouble::new(
                Code::BrokenArchive,
                text.locate(0),
                format!("entry {number} is not an entry of HAR 1.2: {reason}"),
            )));
        }
    };
    let Some(endpoint) = call(&request.method, path(&request.url)) else {
        return sink.piece(Piece::Skipped);
    };
    let exchange = |side| {
        Arc::new(Exchange {
            entry: number,
            endpoint,
            method: request.method.clone(),
            path: path(&request.url).to_owned(),
            status: response.status as u16,
            side,
            started: started_date_time.clone(),
        })
    };
    for (side, found) in [
        (Side::Request, &request.post_data),
        (Side::Response, &response.content),
    ] {
        if let Some(found) = found {
            body(found, &text, exchange(side), sink)?;
        }
    }
    Ok(())
}

/// The call of the API that a request is; archives of a browser are full of others. The probes at
/// the root, such as `/health`, say nothing about the API and could be anyone's.
fn call(method: &str, path: &str) -> Option<&'static EndpointInfo> {
    let below = path.find("/v1/").map_or(path, |at| &path[at..]);
    endpoint::find(method, below).filter(|info| !info.at_root)
}

/// The path of a URL.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    path.split(['?', '#']).next().unwrap_or(path)
}

/// Passes on one body: as a stream when it is one, else as one record; what is not JSON by its
/// media type and its look is left out.
fn body(
    body: &Body<'_>,
    entry: &Arc<Text>,
    exchange: Arc<Exchange>,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    let Some(raw) = body.text else {
        return Ok(());
    };
    let Ok(content) = serde_json::from_str::<Option<String>>(raw.get()) else {
        return Ok(());
    };
    let Some(content) = content.filter(|content| !content.trim().is_empty()) else {
        return Ok(());
    };
    // The raw value borrows from the entry.
    let quote = raw.get().as_ptr() as usize - entry.content.as_ptr() as usize;
    let text = match body.encoding.as_deref() {
        Some("base64") => {
            let decoded = base64::engine::general_purpose::STANDARD
                .decode(content)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok());
            let Some(decoded) = decoded else {
                return sink.piece(Piece::Trouble(Trouble::new(
                    Code::BrokenArchive,
                    entry.locate(quote),
                    format!("{exchange}: the body is not Base64 of UTF-8 text"),
                )));
            };
            Text::decoded(decoded, Arc::clone(entry), quote)
        }
        _ => Text::of_literal(content, Arc::clone(entry), quote),
    };
    let media = body.mime_type.as_deref().unwrap_or_default();
    if media.starts_with("text/event-stream") {
        return events::split(&Arc::new(text), &exchange, sink);
    }
    let looks_like_json = text.content.trim_start().starts_with(['{', '[']);
    if !media.contains("json") && !looks_like_json {
        return sink.piece(Piece::Skipped);
    }
    sink.piece(Piece::Record(Record {
        exchange: Some(exchange),
        ..Record::body(text)
    }))
}
