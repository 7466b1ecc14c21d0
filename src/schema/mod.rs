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
mod bundle;
mod diff;
mod example;
mod examples;
mod meta;
mod node;
mod openapi;
mod reached;
mod reference;
mod roots;
mod samples;
mod text;

use std::fmt;

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

use build::Builder;
pub use build::Form;
use bundle::with_definitions;
pub use bundle::{File, bundle, files, type_schema};
pub use diff::{Breaks, Bump, Change, diff, next_version};
use node::{Node, Object};
pub use openapi::openapi;
pub use reference::docs;
pub use roots::{ROOTS, Root};

use crate::wire::{NotKnown, Profile, Shape, Wire};

/// The version of the published schemas, apart from the version of the crate. Its major number is
/// in every `$id`.
pub const VERSION: &str = "1.0.0";

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

/// The schema of a type with all that it refers to, draft 2020-12. Both forms accept the same
/// values: unlike in the published files, unions of the wire profile name the variant for unknown
/// tags in the form for code generators, too.
pub fn of<T: Wire>(profile: Profile, form: Form) -> Schema {
    of_shape(&T::SHAPE, profile, form)
}

/// The schema of a shape with all that it refers to, draft 2020-12.
pub(crate) fn of_shape(shape: &Shape, profile: Profile, form: Form) -> Schema {
    let mut builder = Builder::new(profile, form, "#/$defs/").with_unknown();
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
    let mut builder =
        Builder::new(Profile::Wire, Form::Codegen, &format!("#/{path}/")).with_unknown();
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
