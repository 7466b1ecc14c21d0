//! Makes the types of both profiles with typify, and for each profile a function that reads a type
//! by its name and writes it again.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;
use typify::{TypeSpace, TypeSpaceSettings};

fn main() {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../schemas");
    for profile in ["documented", "wire"] {
        let file = schemas.join(profile).join("agentlin-tasks.schema.json");
        println!("cargo::rerun-if-changed={}", file.display());
        let mut bundle: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        // typify has no conditions. Those of the root only say which definition a payload is.
        for keyword in ["if", "then", "else"] {
            bundle.as_object_mut().unwrap().remove(keyword);
        }
        constants_to_enums(&mut bundle);
        let mut types = TypeSpace::new(&TypeSpaceSettings::default());
        let root = serde_json::from_value(bundle.clone()).unwrap();
        types.add_root_schema(root).unwrap();
        let mut code = types.to_stream().to_string();
        code.push_str("pub fn again(name: &str, text: &str) -> serde_json::Result<String> {");
        code.push_str("match name {");
        for name in bundle["$defs"].as_object().unwrap().keys() {
            write!(code, "{name:?} => super::again::<{name}>(text),").unwrap();
        }
        code.push_str("_ => panic!(\"there is no {name}\") } }");
        let out = Path::new(&env::var("OUT_DIR").unwrap()).join(format!("{profile}.rs"));
        fs::write(out, code).unwrap();
    }
}

/// typify ignores constants, so that a variant would take any tag; a list of one value it reads.
fn constants_to_enums(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            // typify writes defaults that were not there.
            if members.contains_key("type") {
                members.remove("default");
            }
            if let Some(constant) = members.remove("const") {
                members.insert("enum".into(), vec![constant].into());
            }
            members.values_mut().for_each(constants_to_enums);
        }
        Value::Array(items) => items.iter_mut().for_each(constants_to_enums),
        _ => {}
    }
}
