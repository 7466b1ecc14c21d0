//! The OpenAPI document: the calls of [`crate::endpoint`] with the types of the model.

use schemars::generate::SchemaSettings;

use super::build::Builder;
use super::node::{Node, Object};
use super::order::Order;
use super::text::plain;
use super::{Form, Options, VERSION, example};
use crate::HttpFailure;
use crate::endpoint::{AnswerInfo, BASE_URL, ENDPOINTS, EndpointInfo, Media};
use crate::wire::{Presence, Profile, Shape, Wire};

/// The groups of calls, by the first part of their operation.
const TAGS: [(&str, &str); 3] = [
    ("tasks", "Tasks: units of agent work."),
    ("env", "Environments in which a caller acts step by step."),
    ("server", "The state of the server itself."),
];

/// The OpenAPI 3.1 document of all calls.
///
/// Its types are those of the `wire` profile, so that real traffic fits, but with closed unions
/// and enums, so that generated code is plain.
///
/// ```
/// let document: serde_json::Value = serde_json::from_str(&agentlin_types::schema::openapi())?;
/// assert_eq!(document["openapi"], "3.1.0");
/// assert_eq!(document["paths"]["/tasks/{task_id}"]["get"]["operationId"], "tasks.retrieve");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn openapi() -> String {
    let options = Options::new(Profile::Wire, Form::Codegen)
        .closed()
        .openapi();
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
    });
    let mut generator = options.generator(settings);
    let order = Order::new();
    let mut calls = Calls {
        builder: Builder::new(&mut generator),
        order: &order,
    };
    let failure = calls.schema(&HttpFailure::SHAPE);
    let mut paths: Vec<(&str, Object)> = Vec::new();
    for info in ENDPOINTS {
        let operation = calls.operation(info);
        let method = info.method.as_str().to_lowercase();
        match paths.iter_mut().find(|(path, _)| *path == info.path) {
            Some((_, item)) => item.set(method, operation),
            None => {
                let mut item = Object::new();
                if info.at_root {
                    item.set("servers", servers(host(BASE_URL), "The host itself"));
                }
                paths.push((info.path, item.with(method, operation)));
            }
        }
    }
    let mut all_paths = Object::new();
    for (path, item) in paths {
        all_paths.set(path, item);
    }
    let schemas = order.definitions(&generator.take_definitions(true));
    let tags = TAGS.map(|(name, doc)| Object::new().with("name", name).with("description", doc));
    let failure = Object::new()
        .with(
            "description",
            "The call failed. Many failures come with status 200 instead, as an error in the \
             envelope.",
        )
        .with("content", json_content(failure, Some(example::FAILURE)));
    let bearer = Object::new()
        .with("type", "http")
        .with("scheme", "bearer")
        .with(
            "description",
            "The token of the API, as `Authorization: Bearer <token>`.",
        );
    let components = Object::new()
        .with("schemas", schemas)
        .with("responses", Object::new().with("Failure", failure))
        .with("securitySchemes", Object::new().with("bearer", bearer));
    let file = Object::new()
        .with("openapi", "3.1.0")
        .with("info", info())
        .with("servers", servers(BASE_URL, "The hosted API"))
        .with("security", secured())
        .with("tags", Node::objects(tags))
        .with("paths", all_paths)
        .with("components", components);
    Node::from(file).to_file()
}

fn info() -> Object {
    let license = Object::new()
        .with("name", "MIT or Apache 2.0")
        .with("identifier", "MIT OR Apache-2.0");
    Object::new()
        .with("title", "Agentlin Tasks API")
        .with("version", VERSION)
        .with(
            "summary",
            "Tasks for agents, their event streams, and environments.",
        )
        .with(
            "description",
            "Derived from the documentation, the official Python SDK and the published server. \
             Objects may have more fields than named here, and later versions of the API more \
             variants of a union and more values of an enum: keep what is unknown.",
        )
        .with("contact", Object::new().with("name", "agentlin-types"))
        .with("license", license)
}

fn servers(url: &str, description: &str) -> Node {
    let server = Object::new()
        .with("url", url)
        .with("description", description);
    Node::objects([server])
}

/// The URL without its path.
fn host(url: &str) -> &str {
    let start = url.find("://").map_or(0, |colon| colon + 3);
    let end = url[start..]
        .find('/')
        .map_or(url.len(), |slash| start + slash);
    &url[..end]
}

fn secured() -> Node {
    Node::objects([Object::new().with("bearer", Node::List(Vec::new()))])
}

/// Describes calls, with a generator for the schemas of what they send.
struct Calls<'a> {
    builder: Builder<'a>,
    order: &'a Order,
}

impl Calls<'_> {
    fn schema(&mut self, shape: &Shape) -> Node {
        self.order.schema(self.builder.schema(shape).as_value())
    }

    fn operation(&mut self, info: &'static EndpointInfo) -> Object {
        let doc = plain(info.doc);
        let (summary, rest) = doc
            .split_once(". ")
            .unwrap_or((doc.trim_end_matches('.'), ""));
        let tag = info.operation.split('.').next().unwrap_or_default();
        let mut operation = Object::new()
            .with("operationId", info.operation)
            .with("summary", summary)
            .with("tags", Node::strings([tag]));
        // Linters ask for both, also where one sentence says it all.
        operation.set("description", if rest.is_empty() { &doc } else { rest });
        if info.at_root {
            operation.set("security", Node::List(Vec::new()));
        }
        let parameters = self.parameters(info);
        if !parameters.is_empty() {
            operation.set("parameters", Node::objects(parameters));
        }
        if let Some(body) = &info.body {
            let schema = self.schema(body);
            let content = json_content(schema, example::request(info.operation));
            operation.set(
                "requestBody",
                Object::new()
                    .with("required", true)
                    .with("content", content),
            );
        }
        let failure = || Object::new().with("$ref", "#/components/responses/Failure");
        let responses = self
            .responses(info)
            .with("4XX", failure())
            .with("5XX", failure());
        operation.with("responses", responses)
    }

    fn parameters(&mut self, info: &'static EndpointInfo) -> Vec<Object> {
        let parameter = |name: &str, place: &str, required: bool, doc: &str, schema: Node| {
            let parameter = Object::new().with("name", name).with("in", place);
            let parameter = parameter
                .with("required", required)
                .with("description", doc);
            parameter.with("schema", schema)
        };
        let string = || Object::new().with("type", "string");
        let mut parameters = Vec::new();
        for param in info.path_params {
            let schema = string().with("minLength", 1i64).into();
            parameters.push(parameter(
                param.name,
                "path",
                true,
                &plain(param.doc),
                schema,
            ));
        }
        if let Some(Shape::Object(query)) = info.query {
            for field in query.fields {
                // The SDK's way to write a list.
                let list = matches!(field.shape, Shape::Array(_));
                let name = format!("{}{}", field.name, if list { "[]" } else { "" });
                let required = field.presence == Presence::Required;
                let schema = self.schema(&field.shape);
                parameters.push(parameter(
                    &name,
                    "query",
                    required,
                    &plain(field.doc),
                    schema,
                ));
            }
        }
        for header in info.headers {
            parameters.push(parameter(
                header.name,
                "header",
                false,
                &plain(header.doc),
                string().into(),
            ));
        }
        parameters
    }

    /// The answers by status; those of one status differ in their media type.
    fn responses(&mut self, info: &'static EndpointInfo) -> Object {
        let mut responses = Object::new();
        let mut statuses: Vec<u16> = info.answers.iter().map(|answer| answer.status).collect();
        statuses.dedup();
        for status in statuses {
            let answers: Vec<&AnswerInfo> = info
                .answers
                .iter()
                .filter(|answer| answer.status == status)
                .collect();
            let docs: Vec<_> = answers.iter().map(|answer| plain(answer.doc)).collect();
            let mut content = Object::new();
            for answer in answers {
                let schema = self.schema(&answer.shape);
                let body = match answer.media {
                    Media::Json => media(schema, example::answer(info.operation)),
                    Media::EventStream => event_stream(schema),
                };
                content.set(answer.media.as_str(), body);
            }
            let response = Object::new()
                .with("description", docs.join(" "))
                .with("content", content);
            responses.set(status.to_string(), response);
        }
        responses
    }
}

fn json_content(schema: Node, example: Option<&str>) -> Object {
    Object::new().with(Media::Json.as_str(), media(schema, example))
}

fn media(schema: Node, example: Option<&str>) -> Object {
    let mut media = Object::new().with("schema", schema);
    if let Some(example) = example {
        let json: crate::Json = example.parse().expect("an example is JSON");
        media.set("example", Node::from(&json));
    }
    media
}

/// An event stream is a text; OpenAPI 3.1 has no word for the entries of a stream.
fn event_stream(line: Node) -> Object {
    let schema = Object::new()
        .with("type", "string")
        .with(
            "description",
            "An event stream. The content of each `data` line is a JSON text with the content \
             schema",
        )
        .with("contentMediaType", Media::EventStream.as_str())
        .with("contentSchema", line);
    let lines = example::EVENTS.map(|event| {
        let json: crate::Json = event.parse().expect("an example is JSON");
        format!("data: {json}\r\n\r\n")
    });
    Object::new()
        .with("schema", schema)
        .with("example", lines.concat())
}
