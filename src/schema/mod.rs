//! JSON Schema of the model, derived from the same tables as the types.
//!
//! There are two [profiles](Profile): `documented` is what the documentation page and its SDK
//! generation say, `wire` is exactly what the Rust types accept. Each comes in two
//! [dialects](Dialect) and two [forms](Form), as one bundle with all types and as a file per type.
//!
//! ```
//! use agentlin_types::schema::{self, Dialect, Form};
//! use agentlin_types::{Profile, TaskResponse};
//!
//! // The files of the `schemas` folder, as text: a service can serve them.
//! let bundle = schema::bundle(Profile::Documented, Dialect::Draft2020, Form::Codegen);
//! assert!(bundle.contains(r#""title": "TaskResponse""#));
//!
//! // One type, as a schema to work with.
//! let task = schema::of::<TaskResponse>(Profile::Wire, Form::Validation);
//! assert_eq!(task.get("title").unwrap(), "TaskResponse");
//!
//! // Types of your own that contain ours.
//! #[derive(schemars::JsonSchema)]
//! struct Job { response: TaskResponse }
//! assert!(schemars::schema_for!(Job).pointer("/$defs/TaskResponse").is_some());
//! ```

mod build;
mod meta;
mod node;
mod roots;

use std::fmt;

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

use build::Builder;
pub use build::Form;
use node::{Node, Object};
pub use roots::{ROOTS, Root};

use crate::wire::{NotKnown, Profile, Shape, Wire};

/// The version of the published schemas, apart from the version of the crate. Its major number is
/// in every `$id`.
pub const VERSION: &str = "1.0.0";

/// Where the schemas' identifiers begin. An identifier is a name, not a place to download from.
const BASE: &str = "https://agentlin-types.invalid/schemas";

/// A version of the JSON Schema language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// Draft 2020-12.
    #[default]
    Draft2020,
    /// Draft-07, for editors and older tools.
    Draft07,
}

impl Dialect {
    /// Both dialects.
    pub const ALL: [Dialect; 2] = [Dialect::Draft2020, Dialect::Draft07];

    /// The name used in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Dialect::Draft2020 => "2020-12",
            Dialect::Draft07 => "draft-07",
        }
    }

    const fn meta_schema(self) -> &'static str {
        match self {
            Dialect::Draft2020 => "https://json-schema.org/draft/2020-12/schema",
            Dialect::Draft07 => "http://json-schema.org/draft-07/schema#",
        }
    }

    const fn definitions(self) -> &'static str {
        match self {
            Dialect::Draft2020 => "$defs",
            Dialect::Draft07 => "definitions",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for Dialect {
    type Err = NotKnown;

    fn from_str(name: &str) -> Result<Self, NotKnown> {
        Dialect::ALL
            .into_iter()
            .find(|dialect| dialect.as_str() == name)
            .ok_or(NotKnown {
                name: "dialect",
                known: &["2020-12", "draft-07"],
            })
    }
}

impl Form {
    /// Both forms.
    pub const ALL: [Form; 2] = [Form::Codegen, Form::Validation];

    /// The name used in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Form::Codegen => "codegen",
            Form::Validation => "validation",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for Form {
    type Err = NotKnown;

    fn from_str(name: &str) -> Result<Self, NotKnown> {
        Form::ALL
            .into_iter()
            .find(|form| form.as_str() == name)
            .ok_or(NotKnown {
                name: "form",
                known: &["codegen", "validation"],
            })
    }
}

/// One file of the `schemas` folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it belongs, relative to the folder; folders are separated by `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every file of the `schemas` folder, in the order of their paths.
pub fn files() -> Vec<File> {
    let mut files = vec![File {
        path: "meta.json".into(),
        text: meta::meta(),
    }];
    for profile in Profile::ALL {
        for dialect in Dialect::ALL {
            for form in Form::ALL {
                files.push(File {
                    path: format!("{profile}/{}", bundle_name(dialect, form)),
                    text: bundle(profile, dialect, form),
                });
            }
        }
        for root in roots::of(profile) {
            files.push(File {
                path: format!("{profile}/types/{}.schema.json", root.name()),
                text: type_file(root, profile),
            });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn bundle_name(dialect: Dialect, form: Form) -> String {
    let form = if form == Form::Validation {
        ".validate"
    } else {
        ""
    };
    let dialect = if dialect == Dialect::Draft07 {
        ".draft-07"
    } else {
        ""
    };
    format!("agentlin-tasks{form}{dialect}.schema.json")
}

/// The schema of every type in one file. Its root is whatever a client and a server say to each
/// other; validate against a type's own definition where you know which type it is.
pub fn bundle(profile: Profile, dialect: Dialect, form: Form) -> String {
    let mut builder = Builder::new(profile, form, &format!("#/{}/", dialect.definitions()));
    let roots: Vec<_> = roots::of(profile)
        .map(|root| (root, builder.schema(&root.shape)))
        .collect();
    let messages = roots
        .into_iter()
        .filter_map(|(root, schema)| Some((root.key?, schema)));
    let mut file = header(profile, dialect, &bundle_name(dialect, form))
        .with("title", "AgentlinMessage")
        .with("description", "A message of the Agentlin Tasks API.");
    match form {
        Form::Codegen => file.set("oneOf", Node::objects(messages.map(|(_, schema)| schema))),
        Form::Validation => {
            file.set("type", "object");
            let messages: Vec<_> = messages.collect();
            let keys = messages
                .iter()
                .map(|(key, _)| *key)
                .collect::<Vec<_>>()
                .join("`, `");
            let none = Object::new()
                .with(
                    "description",
                    format!("A message has one of the fields `{keys}`."),
                )
                .with("required", Node::strings([messages[0].0]));
            let chain = messages
                .into_iter()
                .rev()
                .fold(none, |rest, (key, schema)| {
                    Object::new()
                        .with("if", build::has_key(key))
                        .with("then", schema)
                        .with("else", rest)
                });
            for (key, value) in chain.members() {
                file.set(key, value.clone());
            }
        }
    }
    with_definitions(file, builder, dialect).to_file()
}

/// The schema of one type and all that it refers to. `None` if the profile has no such type.
pub fn type_schema(name: &str, profile: Profile) -> Option<String> {
    roots::of(profile)
        .find(|root| root.name() == name)
        .map(|root| type_file(root, profile))
}

fn type_file(root: &Root, profile: Profile) -> String {
    let dialect = Dialect::Draft2020;
    let mut builder = Builder::new(profile, Form::Codegen, "#/$defs/");
    let definition = builder.definition(&root.shape);
    builder.definitions.remove(root.name());
    let name = format!("types/{}.schema.json", root.name());
    let file = header(profile, dialect, &name);
    let file = definition
        .members()
        .fold(file, |all, (key, value)| all.with(key, value.clone()));
    with_definitions(file, builder, dialect).to_file()
}

fn header(profile: Profile, dialect: Dialect, name: &str) -> Object {
    let major = VERSION.split('.').next().unwrap_or_default();
    Object::new()
        .with("$schema", dialect.meta_schema())
        .with("$id", format!("{BASE}/v{major}/{profile}/{name}"))
        .with(
            "$comment",
            format!("Generated, version {VERSION}; do not edit."),
        )
}

fn with_definitions(mut file: Object, builder: Builder, dialect: Dialect) -> Node {
    let mut definitions = Object::new();
    for (name, definition) in builder.definitions {
        definitions.set(name, definition);
    }
    if !definitions.is_empty() {
        file.set(dialect.definitions(), definitions);
    }
    file.into()
}

/// The schema of a type with all that it refers to, draft 2020-12.
pub fn of<T: Wire>(profile: Profile, form: Form) -> Schema {
    of_shape(&T::SHAPE, profile, form)
}

/// The schema of a shape with all that it refers to, draft 2020-12.
pub(crate) fn of_shape(shape: &Shape, profile: Profile, form: Form) -> Schema {
    let mut builder = Builder::new(profile, form, "#/$defs/");
    let definition = builder.definition(shape);
    let file = Object::new().with("$schema", Dialect::Draft2020.meta_schema());
    let file = definition
        .members()
        .fold(file, |all, (key, value)| all.with(key, value.clone()));
    into_schema(&with_definitions(file, builder, Dialect::Draft2020))
}

/// The schema of a shape for schemars: what the Rust type accepts, in the form for generators.
pub(crate) fn for_shape(shape: &Shape, generator: &mut SchemaGenerator) -> Schema {
    let path = generator
        .settings()
        .definitions_path
        .trim_matches('/')
        .to_owned();
    let mut builder = Builder::new(Profile::Wire, Form::Codegen, &format!("#/{path}/"));
    let definition = builder.definition(shape);
    for (name, definition) in &builder.definitions {
        let definition = into_schema(&definition.clone().into());
        generator
            .definitions_mut()
            .entry(*name)
            .or_insert_with(|| definition.to_value());
    }
    into_schema(&definition.into())
}

fn into_schema(node: &Node) -> Schema {
    match Value::from(node) {
        Value::Object(members) => members.into(),
        other => unreachable!("a schema is an object: {other}"),
    }
}
