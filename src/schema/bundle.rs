//! The files of the `schemas` folder.

use schemars::{Schema, json_schema};
use serde_json::Value;

use super::build::{Builder, has_key};
use super::order::Order;
use super::roots::{self, Root};
use super::{Dialect, Form, Options, VERSION, document, examples, meta, openapi};
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
    let settings = dialect.settings();
    let (meta_schema, path) = (
        settings.meta_schema.clone(),
        settings.definitions_path.clone(),
    );
    let mut generator = published(profile, form).generator(settings);
    let mut builder = Builder::new(&mut generator);
    let roots: Vec<_> = roots::of(profile)
        .map(|root| (root, builder.schema(&root.shape)))
        .collect();
    let examples: Vec<_> = examples::of("RpcError").iter().map(Value::from).collect();
    let mut file = json_schema!({
        "$schema": meta_schema,
        "title": "AgentlinMessage",
        "description": "A message of the Agentlin Tasks API",
        "examples": examples,
    });
    match form {
        // Requests have few required fields: a value can be several types at once.
        Form::Codegen => {
            // Two types can be the same one in this profile.
            let mut types: Vec<Schema> = Vec::new();
            for (_, schema) in roots {
                if !types.contains(&schema) {
                    types.push(schema);
                }
            }
            file.insert("anyOf".into(), types.into_iter().map(Value::from).collect());
        }
        Form::Validation => {
            let messages: Vec<_> = roots
                .into_iter()
                .filter_map(|(root, schema)| Some((root.key?, schema)))
                .collect();
            let keys: Vec<_> = messages.iter().map(|(key, _)| *key).collect();
            let none = json_schema!({
                "description": format!("A message has one of the fields `{}`", keys.join("`, `")),
                "properties": { keys[0]: {} },
                "required": [keys[0]],
            });
            let mut chain = messages.into_iter().rfold(none, |rest, (key, schema)| {
                json_schema!({ "if": has_key(key), "then": schema, "else": rest })
            });
            chain.insert("type".into(), "object".into());
            file.ensure_object().append(chain.ensure_object());
        }
    }
    let definitions = generator.take_definitions(true);
    file.insert(path.trim_matches('/').into(), definitions.into());
    identified(file, profile, &bundle_name(dialect, form))
}

/// What the published files accept. Those for code generators list what is known.
fn published(profile: Profile, form: Form) -> Options {
    let options = Options::new(profile, form);
    match form {
        Form::Codegen => options.closed(),
        Form::Validation => options,
    }
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
    let schema = document(&root.shape, published(profile, form), Dialect::default());
    let name = format!("types/{}", type_name(root, form));
    identified(schema, profile, &name)
}

/// The schema of what validation says. It is no message of the API, so it is in no profile.
fn report() -> String {
    let options = published(Profile::Wire, Form::Codegen);
    let mut schema = document(&Report::SHAPE, options, Dialect::default());
    schema.insert("$id".into(), id("report.schema.json").into());
    Order::new().schema(schema.as_value()).to_file()
}

/// The text of a schema file with its identifier.
fn identified(mut schema: Schema, profile: Profile, name: &str) -> String {
    let comment = format!("Generated, version {VERSION}; do not edit.");
    schema.insert("$id".into(), id(&format!("{profile}/{name}")).into());
    schema.insert("$comment".into(), comment.into());
    Order::new().schema(schema.as_value()).to_file()
}

fn id(path: &str) -> String {
    let major = VERSION.split('.').next().unwrap_or_default();
    format!("{BASE}/v{major}/{path}")
}
