//! JSON Schema of the model, derived from the same tables as the types.
//!
//! There are two [profiles](Profile): `documented` is what the documentation page and its SDK
//! generation say, `wire` is exactly what the Rust types accept. Each comes in two
//! [dialects](Dialect) and two [forms](Form), as one bundle with all types and as a file per type.
//!
//! Every type is a [`schemars::JsonSchema`], so types of your own can contain ours, with all settings
//! of schemars; [`Options`] among them say which profile and form.
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
mod hints;
mod impls;
mod messages;
mod meta;
mod node;
mod openapi;
mod options;
mod order;
mod reached;
mod reference;
mod roots;
mod text;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

pub use bundle::{GeneratedFile, bundle, files, type_schema};
pub use diff::{Breaks, Bump, Change, diff, next_version};
pub(crate) use impls::{definition, id, is_inline};
pub use openapi::{OpenApi, openapi};
pub use options::{Form, Options};
#[cfg(feature = "jsonschema")]
pub(crate) use reached::Reached;
pub use reference::docs;
pub use roots::{ROOTS, Root};

use crate::wire::{Profile, Shape, named_enum};

/// The version of the published schemas, apart from the version of the crate. Its major number is
/// in every `$id`.
pub const VERSION: &str = "1.0.0";

named_enum! {
    /// A version of the JSON Schema language.
    #[derive(Default)]
    pub enum Dialect {
        /// Draft 2020-12.
        #[default]
        Draft2020 = "2020-12",
        /// Draft-07, for editors and older tools.
        Draft07 = "draft-07",
    }
}

impl Dialect {
    /// The settings of schemars for it.
    fn settings(self) -> SchemaSettings {
        match self {
            Dialect::Draft2020 => SchemaSettings::draft2020_12(),
            // The word came later.
            Dialect::Draft07 => SchemaSettings::draft07().with_transform(RecursiveTransform(
                |schema: &mut Schema| drop(schema.remove("deprecated")),
            )),
        }
    }
}

/// The schema of a type, of this crate or of your own, with all that it refers to, draft 2020-12.
///
/// Both forms accept the same values: unlike in the published files, unions of the wire profile name
/// the variant for unknown tags in the form for code generators, too.
pub fn of<T: JsonSchema + ?Sized>(profile: Profile, form: Form) -> Schema {
    let generator = Options::new(profile, form).generator(Dialect::default().settings());
    generator.into_root_schema_for::<T>()
}

/// The same for a named shape.
#[cfg(feature = "jsonschema")]
pub(crate) fn of_shape(shape: &Shape, profile: Profile, form: Form) -> Schema {
    document(shape, Options::new(profile, form), Dialect::default())
}

fn document(shape: &Shape, options: Options, dialect: Dialect) -> Schema {
    let schemas = shape.schemas().expect("a document is of a named type");
    (schemas.document)(options.generator(dialect.settings()))
}
