//! The OpenAPI documents: the calls of [`crate::endpoint`] with the types of the model.

mod v3_0;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::build::Builder;
use super::node::{Node, Object};
use super::order::Order;
use super::text::plain;
use super::{Form, Options, VERSION, example};
use crate::JsonValue;
use crate::endpoint::{AnswerInfo, BASE_URL, ENDPOINTS, EndpointInfo, Media};
use crate::response::HttpFailure;
use crate::wire::{Presence, Profile, Shape, Wire, named_enum};

named_enum! {
    /// A version of OpenAPI, by the number that a document begins with.
    #[derive(Default)]
    pub enum OpenApi {
        /// OpenAPI 3.0, for tools that stop there. Its schemas have no constants and no null type.
        V3_0 = "3.0.3",
        /// OpenAPI 3.1, whose schemas are JSON Schema.
        #[default]
        V3_1 = "3.1.0",
        /// OpenAPI 3.2, which has a word for the entries of an event stream.
        V3_2 = "3.2.0",
    }
}

impl OpenApi {
    /// The name of the document in the `schemas` folder.
    pub(super) const fn file_name(self) -> &'static str {
        match self {
            OpenApi::V3_0 => "openapi-3.0.json",
            OpenApi::V3_1 => "openapi.json",
            OpenApi::V3_2 => "openapi-3.2.json",
        }
    }
}

/// The groups of calls, by the first part of their operation.
const TAGS: [(&str, &str); 3] = [
    ("tasks", "Tasks: units of agent work."),
    ("env", "Environments in which a caller acts step by step."),
    ("server", "The state of the server itself."),
];

/// The OpenAPI document of all calls.
///
/// Its types are those of the `wire` profile, so that real traffic fits, but with closed unions
/// and enums, so that generated code is plain.
///
/// ```
/// use agentlin_types::schema::{OpenApi, openapi};
///
/// let document: serde_json::Value = serde_json::from_str(&openapi(OpenApi::V3_1))?;
/// assert_eq!(document["openapi"], "3.1.0");
/// assert_eq!(document["paths"]["/tasks/{task_id}"]["get"]["operationId"], "tasks.retrieve");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn openapi(version: OpenApi) -> String {
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
        version,
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
    let failure = Object::new()
        .with(
            "description",
            "The call failed. Many failures come with status 200 instead, as an error in the \
             envelope.",
        )
        .with("content", json_content(failure, Some(example::FAILURE)));
    let mut schemas = generator.take_definitions(true);
    if version == OpenApi::V3_0 {
        let all = schemas.clone();
        schemas
            .values_mut()
            .for_each(|schema| v3_0::rewrite(schema, &all));
        // What was inlined is not used any more.
        let calls = [&all_paths, &failure].map(|part| Node::from(part.clone()).to_file());
        let text = calls.concat() + &Value::from(schemas.clone()).to_string();
        schemas.retain(|name, _| text.contains(&format!("\"#/components/schemas/{name}\"")));
    }
    let schemas = order.definitions(&schemas);
    let tags = TAGS.map(|(name, doc)| Object::new().with("name", name).with("description", doc));
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
        .with("openapi", version.as_str())
        .with("info", info(version))
        .with("servers", servers(BASE_URL, "The hosted API"))
        .with("security", secured())
        .with("tags", Node::objects(tags))
        .with("paths", all_paths)
        .with("components", components);
    Node::from(file).to_file()
}

fn info(version: OpenApi) -> Object {
    let license = Object::new().with("name", "MIT or Apache 2.0");
    let license = match version {
        OpenApi::V3_0 => license.with("url", "https://spdx.org/licenses/"),
        _ => license.with("identifier", "MIT OR Apache-2.0"),
    };
    let mut info = Object::new()
        .with("title", "Agentlin Tasks API")
        .with("version", VERSION);
    if version != OpenApi::V3_0 {
        info.set(
            "summary",
            "Tasks for agents, their event streams, and environments.",
        );
    }
    info.with(
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
    version: OpenApi,
}

impl Calls<'_> {
    fn schema(&mut self, shape: &Shape) -> Node {
        let mut schema = self.builder.schema(shape).to_value();
        if self.version == OpenApi::V3_0 {
            v3_0::rewrite(&mut schema, self.builder.definitions());
        }
        self.order.schema(&schema)
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
                    Media::Json => match example::generations(info.operation) {
                        Some(examples) => media_of_generations(schema, &examples),
                        None => media(schema, example::answer(info.operation)),
                    },
                    Media::EventStream => event_stream(schema, self.version),
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
        media.set("example", value(example));
    }
    media
}

/// A body with an example of each generation of servers, by which a mock server can be asked for it.
fn media_of_generations(schema: Node, examples: &[(&str, &str)]) -> Object {
    let mut named = Object::new();
    for (name, example) in examples {
        named.set(*name, Object::new().with("value", value(example)));
    }
    Object::new().with("schema", schema).with("examples", named)
}

fn value(example: &str) -> Node {
    let json: JsonValue = example.parse().expect("an example is JSON");
    Node::from(&json)
}

/// The answer that goes on: as text in OpenAPI 3.1, which has no word for the entries of a stream, by
/// its entries in 3.2, and in 3.0, which knows no text with a schema, as the envelope of an entry.
fn event_stream(line: Node, version: OpenApi) -> Object {
    let events =
        example::EVENTS.map(|event| event.parse::<JsonValue>().expect("an example is JSON"));
    let text: String = events
        .iter()
        .map(|event| format!("data: {event}\r\n\r\n"))
        .collect();
    let string = || Object::new().with("type", "string");
    match version {
        OpenApi::V3_0 => Object::new()
            .with("schema", line)
            .with("example", Node::from(&events[0])),
        OpenApi::V3_1 => {
            let schema = string()
                .with(
                    "description",
                    "An event stream. The content of each `data` line is a JSON text with the \
                     content schema",
                )
                .with("contentMediaType", Media::EventStream.as_str())
                .with("contentSchema", line);
            Object::new().with("schema", schema).with("example", text)
        }
        OpenApi::V3_2 => {
            let data = string()
                .with("description", "The envelope of an event")
                .with("contentMediaType", Media::Json.as_str())
                .with("contentSchema", line);
            let entry = Object::new()
                .with("type", "object")
                .with("properties", Object::new().with("data", data))
                .with("required", Node::strings(["data"]));
            Object::new()
                .with("itemSchema", entry)
                .with("example", text)
        }
    }
}
