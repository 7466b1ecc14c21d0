//! What a schema of the model is for: part of the settings of schemars.

use schemars::generate::SchemaSettings;
use schemars::transform::Transform;
use schemars::{Schema, SchemaGenerator};

use crate::wire::{Profile, named_enum};

named_enum! {
    /// How a schema describes alternatives.
    #[derive(Default)]
    pub enum Form {
        /// Unions are `oneOf` of named variants: what code generators read best.
        #[default]
        Codegen = "codegen",
        /// Unions are `if`/`then` by tag: one defect gives one error, at its place.
        Validation = "validation",
    }
}

/// Which schemas the types of this crate give to schemars.
///
/// Options are a [`Transform`] that changes nothing: the types look for them among the
/// [transforms](SchemaSettings::transforms) of the generator. So they work for types of your own that
/// contain ours, with every dialect and setting of schemars. Without them, a schema accepts what the
/// Rust types accept, in the form for code generators.
///
/// ```
/// use agentlin_types::schema::{Form, Options};
/// use agentlin_types::{Profile, Task};
/// use schemars::generate::SchemaSettings;
///
/// #[derive(schemars::JsonSchema)]
/// struct Job { task: Task }
///
/// let options = Options::new(Profile::Documented, Form::Validation);
/// let generator = SchemaSettings::draft07().with_transform(options).into_generator();
/// let schema = generator.into_root_schema_for::<Job>();
/// assert!(schema.pointer("/definitions/OutputItem/allOf/0/if").is_some());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Options {
    pub(crate) profile: Profile,
    pub(crate) form: Form,
    /// Whether unknown tags and values are allowed where the profile allows them.
    pub(crate) open: bool,
    /// Whether the schema goes into an OpenAPI document.
    pub(crate) openapi: bool,
}

impl Options {
    /// Schemas that accept what a profile accepts.
    pub const fn new(profile: Profile, form: Form) -> Self {
        Options {
            profile,
            form,
            open: true,
            openapi: false,
        }
    }

    /// Without alternatives for unknown input, as in the files for code generators: unions
    /// and enums list what is known, and the counters of `usage` are numbers. With a variant for
    /// unknown tags beside them the known ones are lost in generated types, and an enum that is open
    /// is a plain string.
    #[must_use]
    pub const fn closed(self) -> Self {
        Options {
            open: false,
            ..self
        }
    }

    /// The same with what only OpenAPI has: unions name the variant of each tag, and examples are
    /// left to the calls.
    #[must_use]
    pub const fn openapi(self) -> Self {
        Options {
            openapi: true,
            ..self
        }
    }

    /// Those of a generator: the last ones among its transforms.
    pub(crate) fn of(generator: &SchemaGenerator) -> Self {
        let mut transforms = generator.settings().transforms.iter().rev();
        let found = transforms.find_map(|transform| transform.downcast_ref::<Options>());
        found.copied().unwrap_or_default()
    }

    /// A generator with these options.
    pub(crate) fn generator(self, settings: SchemaSettings) -> SchemaGenerator {
        settings.with_transform(self).into_generator()
    }
}

impl Default for Options {
    fn default() -> Self {
        Options::new(Profile::Wire, Form::Codegen)
    }
}

impl Transform for Options {
    fn transform(&mut self, _: &mut Schema) {}
}
