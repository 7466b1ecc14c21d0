//! The files of the `schemas` folder.

use super::build::{self, Builder, Form};
use super::examples;
use super::node::{Node, Object};
use super::roots::{self, Root};
use super::{Dialect, VERSION, meta, openapi};
use crate::validate::Report;
use crate::wire::{Profile, Wire};

/// Where the schemas' identifiers begin. An identifier is a name, not a place to download from.
const BASE: &str = "https://agentlin-types.invalid/schemas";

/// One file that is made from the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it belongs, relative to the folder (`schemas`, or the repository for documentation); folders are separated by `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every file of the `schemas` folder, in the order of their paths.
pub fn files() -> Vec<File> {
    let mut files = vec![
        File {
            path: "meta.json".into(),
            text: meta::meta(),
        },
        File {
            path: "openapi.json".into(),
            text: openapi::openapi(),
        },
        File {
            path: "report.schema.json".into(),
            text: report(),
        },
    ];
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
            for form in Form::ALL {
                files.push(File {
                    path: format!("{profile}/types/{}", type_name(root, form)),
                    text: type_file(root, profile, form),
                });
            }
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

/// The schema of every type in one file.
///
/// In the form for code generators the root is any of the types, so that generators find them all.
/// In the form for validation the root is a message of an unknown type, told by its fields, so that
/// errors are about the type that was meant. Where you know the type, validate against its own
/// definition or file.
pub fn bundle(profile: Profile, dialect: Dialect, form: Form) -> String {
    let mut builder = Builder::new(profile, form, &format!("#/{}/", dialect.definitions()));
    let roots: Vec<_> = roots::of(profile)
        .map(|root| (root, builder.schema(&root.shape)))
        .collect();
    let mut file = header(profile, dialect, &bundle_name(dialect, form))
        .with("title", "AgentlinMessage")
        .with("description", "A message of the Agentlin Tasks API")
        .with("examples", examples::of("RpcError").to_vec());
    match form {
        // Requests have few required fields: a value can be several types at once.
        Form::Codegen => {
            // Two types can be the same one in this profile.
            let mut types: Vec<Object> = Vec::new();
            for (_, schema) in roots {
                if !types.contains(&schema) {
                    types.push(schema);
                }
            }
            file.set("anyOf", Node::objects(types));
        }
        Form::Validation => {
            file.set("type", "object");
            let messages: Vec<_> = roots
                .into_iter()
                .filter_map(|(root, schema)| Some((root.key?, schema)))
                .collect();
            let keys = messages
                .iter()
                .map(|(key, _)| *key)
                .collect::<Vec<_>>()
                .join("`, `");
            let none = Object::new()
                .with(
                    "description",
                    format!("A message has one of the fields `{keys}`"),
                )
                .with(
                    "properties",
                    Object::new().with(messages[0].0, Object::new()),
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
pub fn type_schema(name: &str, profile: Profile, form: Form) -> Option<String> {
    roots::of(profile)
        .find(|root| root.name() == name)
        .map(|root| type_file(root, profile, form))
}

fn type_name(root: &Root, form: Form) -> String {
    let form = if form == Form::Validation {
        ".validate"
    } else {
        ""
    };
    format!("{}{form}.schema.json", root.name())
}

fn type_file(root: &Root, profile: Profile, form: Form) -> String {
    let dialect = Dialect::Draft2020;
    let mut builder = Builder::new(profile, form, "#/$defs/");
    let definition = builder.definition(&root.shape);
    builder.definitions.remove(root.name());
    let name = format!("types/{}", type_name(root, form));
    let file = header(profile, dialect, &name);
    let file = definition
        .members()
        .fold(file, |all, (key, value)| all.with(key, value.clone()));
    with_definitions(file, builder, dialect).to_file()
}

/// The schema of what validation says. It is no message of the API, so it is in no profile.
fn report() -> String {
    let dialect = Dialect::Draft2020;
    let mut builder = Builder::new(Profile::Wire, Form::Codegen, "#/$defs/");
    let definition = builder.definition(&Report::SHAPE);
    builder.definitions.remove("Report");
    let major = VERSION.split('.').next().unwrap_or_default();
    let file = Object::new()
        .with("$schema", dialect.meta_schema())
        .with("$id", format!("{BASE}/v{major}/report.schema.json"));
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

pub(crate) fn with_definitions(mut file: Object, builder: Builder, dialect: Dialect) -> Node {
    let mut definitions = Object::new();
    for (name, definition) in builder.definitions {
        definitions.set(name, definition);
    }
    if !definitions.is_empty() {
        file.set(dialect.definitions(), definitions);
    }
    file.into()
}
