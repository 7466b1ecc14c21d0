//! An HTTP request as plain data.

use super::{Endpoint, Media, Method, url};
use crate::encode::EncodeError;

/// An HTTP request: what a client hands to its HTTP library, or a server got from its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The path with its query. Clients write it below the base URL; when reading, a version
    /// prefix or a whole URL does no harm.
    pub target: String,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
}

impl HttpRequest {
    /// A request without headers and body.
    pub fn new(method: Method, target: impl Into<String>) -> Self {
        HttpRequest {
            method,
            target: target.into(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// The request with a body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The request with a header more.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The request with the token that authorises it. Printing the request prints the token.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.with_header("Authorization", format!("Bearer {token}"))
    }

    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The request that a call stands for.
    pub(crate) fn of<E: Endpoint>(call: &E) -> Result<Self, EncodeError> {
        let body = call.body()?;
        let accept = if call.streams() {
            Media::EventStream
        } else {
            Media::Json
        };
        let target = format!("{}{}", call.path(), url::query_text(&call.query()?));
        let mut request =
            HttpRequest::new(E::METHOD, target).with_header("Accept", accept.as_str());
        for (name, value) in call.headers() {
            request = request.with_header(name, value);
        }
        if body.is_some() {
            request = request.with_header("Content-Type", Media::Json.as_str());
        }
        request.body = body;
        Ok(request)
    }

    /// The URL, given where the API is ([`super::BASE_URL`]).
    pub fn url(&self, base: &str) -> String {
        format!("{}{}", base.strip_suffix('/').unwrap_or(base), self.target)
    }

    /// The text of the request in HTTP/1.1, given where the API is.
    ///
    /// ```
    /// use agentlin_types::endpoint::{CancelTask, Endpoint};
    ///
    /// let request = CancelTask::new("task_1").request()?.bearer("secret");
    /// assert_eq!(
    ///     request.to_http("https://api.example/v1"),
    ///     "POST /v1/tasks/task_1/cancel HTTP/1.1\r\nHost: api.example\r\n\
    ///      Accept: application/json\r\nAuthorization: Bearer secret\r\nContent-Length: 0\r\n\r\n"
    /// );
    /// # Ok::<(), agentlin_types::endpoint::RequestError>(())
    /// ```
    pub fn to_http(&self, base: &str) -> String {
        let url = self.url(base);
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let slash = rest.find('/').unwrap_or(rest.len());
        let (host, path) = rest.split_at(slash);
        let mut text = format!("{} {path} HTTP/1.1\r\nHost: {host}\r\n", self.method);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        let body = self.body.as_deref().unwrap_or_default();
        if self.method != Method::Get {
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        text.push_str(body);
        text
    }
}
