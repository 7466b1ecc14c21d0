//! One entry: a call, its request and its response.

use std::sync::Arc;

use agentlin_types::endpoint::{self, EndpointInfo};

use super::super::events::record_of;
use super::super::literal::unescape;
use super::super::members::Value;
use super::super::{CaptureCode, Context, Options, Piece, Sink, Stop, Text, Trouble};
use super::body;
use super::{Exchange, Side};

/// Passes on what an entry holds of the API. Only what leads to a body is looked at, so that nothing
/// odd in one place hides another.
pub(super) fn read(
    number: usize,
    text: &Arc<Text>,
    options: Options,
    context: &Context,
    sink: &mut dyn Sink,
) -> Result<(), Stop> {
    let whole = Value {
        text: &text.content,
        start: 0,
    };
    let request = whole.get("request");
    let member = |name| request.and_then(|request| request.get(name)?.string());
    let (Some(method), Some(url)) = (member("method"), member("url")) else {
        let message = format!("entry {number} has no request with a method and a URL");
        let trouble = Trouble::new(CaptureCode::BrokenArchive, text.locate(0), message);
        return sink.piece(Piece::Trouble(trouble));
    };
    let method = method.to_ascii_uppercase();
    let Some(endpoint) = call(&method, path(&url)) else {
        return sink.piece(Piece::Skipped);
    };
    let response = whole.get("response");
    let status = response.and_then(|response| response.get("status")?.number());
    let status = status.filter(|status| (100.0..600.0).contains(status));
    let mut call = Call {
        text,
        options,
        context,
        sink,
        exchange: Exchange {
            entry: number,
            endpoint,
            method,
            path: path(&url).to_owned(),
            status: status.unwrap_or_default() as u16,
            side: Side::Request,
            started: whole
                .get("startedDateTime")
                .and_then(|started| started.string()),
            took: whole
                .get("time")
                .and_then(|time| time.number())
                .filter(|time| *time >= 0.0),
        },
    };
    let exchange = Arc::new(call.exchange.clone());
    call.sink.piece(Piece::Call(exchange))?;
    call.request(request)?;
    call.exchange.side = Side::Response;
    if let Some(messages) = whole.get("_webSocketMessages") {
        return call.web_socket(messages);
    }
    let streamed = whole.get("_eventSourceMessages");
    call.response(response, streamed)
}

/// The call of the API that a request is; archives of a browser are full of others. The probes at
/// the root, such as `/health`, say nothing about the API and could be anyone's.
fn call(method: &str, path: &str) -> Option<&'static EndpointInfo> {
    // The API's path may come behind that of a proxy, which may have such a part as well.
    let starts = ["/v1/", "/env/"];
    let starts = starts.iter().flat_map(|start| path.match_indices(start));
    let mut starts: Vec<_> = starts.map(|(at, _)| at).collect();
    starts.push(0);
    starts.sort_unstable();
    let mut found = starts
        .into_iter()
        .filter_map(|at| endpoint::find(method, &path[at..]));
    found.find(|info| !info.at_root)
}

/// The path of a URL.
fn path(url: &str) -> &str {
    let rest = url.split(['?', '#']).next().unwrap_or(url);
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// A call of the API whose bodies are read.
struct Call<'a> {
    text: &'a Arc<Text>,
    options: Options,
    context: &'a Context,
    sink: &'a mut dyn Sink,
    exchange: Exchange,
}

impl Call<'_> {
    fn request(&mut self, request: Option<Value<'_>>) -> Result<(), Stop> {
        let Some(request) = request else {
            return Ok(());
        };
        let size = request.get("bodySize").and_then(Value::number);
        match request.get("postData") {
            Some(body) => self.body(body, size),
            None if size.is_some_and(|size| size > 0.0) => self.missing(request.start),
            None => Ok(()),
        }
    }

    fn response(
        &mut self,
        response: Option<Value<'_>>,
        streamed: Option<Value<'_>>,
    ) -> Result<(), Stop> {
        let content = response.and_then(|response| response.get("content"));
        let has_text = content.is_some_and(|content| {
            let text = content.get("text").filter(|text| !is_blank(*text));
            text.is_some() || body::file(content).is_some()
        });
        if let Some(messages) = streamed.filter(|_| !has_text) {
            return self.event_source(messages);
        }
        let size = content.and_then(|content| content.get("size")?.number());
        let aborted = self.exchange.status == 0;
        let bare = matches!(self.exchange.status, 100..200 | 204 | 205 | 300..400);
        match (response, content) {
            (_, Some(content)) if has_text => self.body(content, size),
            _ if aborted => {
                let at = response.map_or(0, |response| response.start);
                let message = "the call has no response: it was aborted, or not finished";
                self.trouble(CaptureCode::AbortedCall, at, message)
            }
            _ if bare && size.is_none_or(|size| size <= 0.0) => Ok(()),
            (Some(response), None) => self.missing(response.start),
            (_, Some(content)) => self.missing(content.start),
            (None, None) => Ok(()),
        }
    }

    fn body(&mut self, value: Value<'_>, size: Option<f64>) -> Result<(), Stop> {
        let exchange = Arc::new(self.exchange.clone());
        let context = Context {
            exchange: Some(exchange),
            folder: self.context.folder.clone(),
        };
        let given = value.get("text").filter(|text| !is_blank(*text));
        // Firefox has an empty list for calls without a body.
        let params = value
            .get("params")
            .filter(|params| !params.elements().is_empty());
        if given.is_none() && body::file(value).is_none() && params.is_some() {
            let message = "the body is a form, and bodies of the API are JSON";
            return self.trouble(CaptureCode::UnreadableBody, value.start, message);
        }
        if given.is_none() && body::file(value).is_none() {
            // A request without a body is none that lost it.
            let empty = self.exchange.side == Side::Request && size.is_none_or(|size| size <= 0.0);
            return match empty {
                true => Ok(()),
                false => self.missing(value.start),
            };
        }
        body::read(value, given, self.text, self.options, &context, self.sink)
    }

    /// The messages of an `EventSource`, as Chrome saves them.
    fn event_source(&mut self, messages: Value<'_>) -> Result<(), Stop> {
        let exchange = Arc::new(self.exchange.clone());
        for message in messages.elements() {
            let Some(data) = message
                .get("data")
                .filter(|data| data.text.starts_with('"'))
            else {
                continue;
            };
            let name = message.get("eventName").and_then(Value::string);
            let text = Text::of_literal(unescape(data.text), Arc::clone(self.text), data.start);
            let record = record_of(text, name, Some(Arc::clone(&exchange)));
            self.sink.piece(Piece::Record(record))?;
        }
        self.sink.piece(Piece::EndOfStream)
    }

    fn web_socket(&mut self, messages: Value<'_>) -> Result<(), Stop> {
        let message = match messages.elements().len() {
            1 => "1 message of a WebSocket was not checked".to_owned(),
            count => format!("{count} messages of a WebSocket were not checked"),
        };
        self.trouble(CaptureCode::UncheckedMessages, messages.start, &message)
    }

    fn missing(&mut self, at: usize) -> Result<(), Stop> {
        let message = match self.exchange.side {
            Side::Request => "the request body was not saved",
            Side::Response => "the response body was not saved",
        };
        self.trouble(CaptureCode::MissingBody, at, message)
    }

    fn trouble(&mut self, code: CaptureCode, at: usize, message: &str) -> Result<(), Stop> {
        let exchange = &self.exchange;
        let message = format!("{exchange}: {message}");
        let trouble = Trouble::new(code, self.text.locate(at), message);
        let trouble = Trouble {
            exchange: Some(Arc::new(exchange.clone())),
            ..trouble
        };
        self.sink.piece(Piece::Trouble(trouble))
    }
}

/// Whether a text is a string without anything in it.
fn is_blank(text: Value<'_>) -> bool {
    text.string().is_some_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_url_has_no_host_query_or_fragment() {
        for (url, expected) in [
            ("https://example.org/v1/tasks", "/v1/tasks"),
            ("https://example.org/v1/tasks?a=/b#c", "/v1/tasks"),
            ("https://example.org/v1/tasks#part", "/v1/tasks"),
            ("https://example.org/v1/tasks#part?a", "/v1/tasks"),
            ("https://example.org/#/v1/tasks", "/"),
            ("https://example.org", "/"),
            ("https://example.org?a=/b", "/"),
            ("https://example.org#/v1/tasks", "/"),
            ("/v1/tasks?a", "/v1/tasks"),
        ] {
            assert_eq!(path(url), expected, "{url}");
        }
    }
}
