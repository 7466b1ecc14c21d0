//! The files of the `schemas` folder.

use schemars::{Schema, json_schema};
use serde_json::Value;

use super::build::Builder;
use super::openapi::{self, OpenApi};
use super::order::Order;
use super::roots::{self, Root};
use super::{Dialect, Form, Options, VERSION, document, examples, messages, meta};
use crate::findings::Report;
use crate::wire::{Profile, Wire};

/// Where the schemas' identifiers begin. An identifier is a name, not a place to download from.
const BASE: &str = "https://agentlin-types.invalid/schemas";

/// One file that is made from the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Where it belongs, relative to the folder (`schemas`, or the repository for documentation); folders are separated by `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every file of the `schemas` folder, in the order of their paths.
pub fn files() -> Vec<GeneratedFile> {
    let mut files = vec![
        GeneratedFile {
            path: "meta.json".into(),
            text: meta::meta(),
        },
        GeneratedFile {
            path: "report.schema.json".into(),
            text: report(),
        },
    ];
    files.extend(OpenApi::ALL.iter().map(|&version| GeneratedFile {
        path: version.file_name().into(),
        text: openapi::openapi(version),
    }));
    for &profile in Profile::ALL {
        for &dialect in Dialect::ALL {
            for &form in Form::ALL {
                files.push(GeneratedFile {
                    path: format!("{profile}/{}", file_name("agentlin-tasks", dialect, form)),
                    text: bundle(profile, dialect, form),
                });
                files.extend(roots::of(profile).map(|root| GeneratedFile {
                    path: format!("{profile}/types/{}", file_name(root.name(), dialect, form)),
                    text: type_file(root, profile, dialect, form),
                }));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn file_name(name: &str, dialect: Dialect, form: Form) -> String {
    let form = match form {
        Form::Codegen => "",
        Form::Validation => ".validate",
    };
    let dialect = match dialect {
        Dialect::Draft2020 => "",
        Dialect::Draft07 => ".draft-07",
    };
    format!("{name}{form}{dialect}.schema.json")
}

/// The schema of every type in one file.
///
/// The root is any payload of the API, by its fields, so that errors are about the type that was
/// meant. In the form for code generators it lists all types as well, so that generators find them.
/// Where you know the type, validate against its own definition or file.
pub fn bundle(profile: Profile, dialect: Dialect, form: Form) -> String {
    let settings = dialect.settings();
    let (meta_schema, path) = (
        settings.meta_schema.clone(),
        settings.definitions_path.clone(),
    );
    let mut generator = published(profile, form).generator(settings);
    let mut builder = Builder::new(&mut generator);
    // Two types can be the same one in this profile.
    let mut types: Vec<Schema> = Vec::new();
    for root in roots::of(profile) {
        let schema = builder.schema(&root.shape);
        if !types.contains(&schema) {
            types.push(schema);
        }
    }
    let mut file = messages::any(&mut builder, profile);
    let examples: Vec<_> = examples::of("RpcError").iter().map(Value::from).collect();
    let mut head = json_schema!({
        "$schema": meta_schema,
        "title": "AgentlinMessage",
        "description": "A message of the Agentlin Tasks API",
        "examples": examples,
    });
    file.ensure_object().append(head.ensure_object());
    match form {
        Form::Codegen => {
            file.insert("anyOf".into(), types.into_iter().map(Value::from).collect());
        }
        Form::Validation => {
            file.insert("type".into(), "object".into());
        }
    }
    let definitions = generator.take_definitions(true);
    file.insert(path.trim_matches('/').into(), definitions.into());
    identified(file, profile, &file_name("agentlin-tasks", dialect, form))
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
pub fn type_schema(name: &str, profile: Profile, dialect: Dialect, form: Form) -> Option<String> {
    roots::of(profile)
        .find(|root| root.name() == name)
        .map(|root| type_file(root, profile, dialect, form))
}

fn type_file(root: &Root, profile: Profile, dialect: Dialect, form: Form) -> String {
    let schema = document(&root.shape, published(profile, form), dialect);
    let name = format!("types/{}", file_name(root.name(), dialect, form));
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
