//! `schema`: the files of the `schemas` folder, from the program itself.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use agentlin_types::schema;

use super::{Failure, Outcome};
use crate::args::{SchemaAction, SchemaArgs};
use crate::output::plural;
use crate::printable;
use crate::{capture, manual};

pub(crate) fn run(args: &SchemaArgs) -> Outcome {
    let mut out = std::io::stdout().lock();
    if let Some(SchemaAction::Diff { old, new }) = &args.action {
        return diff(old, new, &mut out);
    }
    if let Some(directory) = &args.write {
        write_all(directory)?;
    } else if args.list {
        for root in schema::ROOTS {
            writeln!(out, "{}", root.name())?;
        }
    } else if let Some(name) = &args.name {
        let text =
            schema::type_schema(name, args.profile, args.dialect, args.form).ok_or_else(|| {
                let profile = args.profile;
                format!(
                    "the {profile} profile has no type \"{name}\"; `agentlin-types schema --list` \
                 lists all types"
                )
            })?;
        out.write_all(text.as_bytes())?;
    } else {
        let text = schema::bundle(args.profile, args.dialect, args.form);
        out.write_all(text.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what changed from one schema to the other.
fn diff(old: &Path, new: &Path, out: &mut impl Write) -> Outcome {
    let read = |path: &Path| -> Result<serde_json::Value, Failure> {
        let cannot = |error: &dyn std::fmt::Display| {
            format!("cannot read {}: {error}", printable::path(path))
        };
        let text = fs::read_to_string(path).map_err(|error| cannot(&error))?;
        let schema = serde_json::from_str(&text).map_err(|error| cannot(&error))?;
        match is_schema(&schema) {
            true => Ok(schema),
            false => Err(format!("{} is not a JSON Schema", printable::path(path)).into()),
        }
    };
    let changes = schema::diff(&read(old)?, &read(new)?);
    for change in &changes {
        writeln!(out, "{change}")?;
    }
    let breaking = changes
        .iter()
        .filter(|change| change.breaks != schema::Breaks::NoOne)
        .count();
    let bump = match changes.iter().map(|change| change.bump).max() {
        None => "nothing to raise".into(),
        Some(bump) => format!("raise the {bump} version"),
    };
    let count = plural(changes.len() as u64, "change");
    writeln!(out, "{count}, {breaking} of them breaking: {bump}")?;
    Ok(ExitCode::from(u8::from(breaking > 0)))
}

/// Whether a JSON value is meant as a schema: it has a keyword that other documents do not have, in
/// the form that schemas give it.
fn is_schema(value: &serde_json::Value) -> bool {
    const TYPES: [&str; 7] = [
        "null", "boolean", "object", "array", "number", "integer", "string",
    ];
    let Some(members) = value.as_object() else {
        return value.is_boolean();
    };
    let is_type =
        |name: &serde_json::Value| name.as_str().is_some_and(|name| TYPES.contains(&name));
    members.is_empty()
        || members.iter().any(|(key, value)| match &**key {
            "$schema" | "$ref" | "$id" => value.is_string(),
            "$defs" | "definitions" | "properties" => value.is_object(),
            "oneOf" | "anyOf" | "allOf" | "enum" => value.is_array(),
            "type" => is_type(value) || value.as_array().is_some_and(|all| all.iter().all(is_type)),
            _ => false,
        })
}

/// Writes everything that is made from the tables of the model, and removes schemas that are no
/// longer made.
fn write_all(directory: &Path) -> Result<(), Failure> {
    let schemas = directory.join("schemas");
    let files = schema::files();
    let mut changed = 0;
    for file in &files {
        changed += usize::from(write(&schemas.join(&file.path), &file.text)?);
    }
    let settings = schemas.join("settings.schema.json");
    let diff = schemas.join("diff.schema.json");
    let known = |path: &Path| {
        path == settings
            || path == diff
            || files.iter().any(|file| schemas.join(&file.path) == path)
    };
    let removed = remove_others(&schemas, &known)?;
    let docs = schema::docs();
    for file in &docs {
        changed += usize::from(write(&directory.join(&file.path), &file.text)?);
    }
    let mut pages = vec![
        (settings, manual::settings_schema()),
        (diff, manual::diff_schema()),
        (directory.join("docs/captures.md"), capture::markdown()),
        (directory.join("docs/settings.md"), manual::settings()),
    ];
    let commands = manual::commands().into_iter();
    pages.extend(commands.map(|(path, text)| (directory.join(path), text)));
    for (path, text) in &pages {
        changed += usize::from(write(path, text)?);
    }
    let total = files.len() + docs.len() + pages.len();
    eprintln!("{total} files: {changed} changed, {removed} removed");
    Ok(())
}

/// Writes a file if it is not so already; whether it was written.
fn write(path: &Path, text: &str) -> Result<bool, Failure> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    let context = |error| format!("cannot write {}: {error}", printable::path(path));
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(context)?;
    fs::write(path, text).map_err(context)?;
    Ok(true)
}

/// Removes schema files that do not belong to the set; gives their number.
fn remove_others(directory: &Path, known: &dyn Fn(&Path) -> bool) -> Result<usize, Failure> {
    let mut removed = 0;
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            removed += remove_others(&path, known)?;
        } else if path.to_string_lossy().ends_with(".schema.json") && !known(&path) {
            fs::remove_file(&path)?;
            removed += 1;
        }
    }
    Ok(removed)
}
