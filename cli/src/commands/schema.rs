//! `schema`: the files of the `schemas` folder, from the program itself.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use agentlin_types::{schema, validate};

use super::{Failure, Outcome};
use crate::args::Schema;
use crate::capture;

pub(crate) fn run(args: &Schema) -> Outcome {
    let mut out = std::io::stdout().lock();
    if let Some(directory) = &args.write {
        write_all(directory)?;
    } else if args.list {
        for root in schema::ROOTS {
            writeln!(out, "{}", root.name())?;
        }
    } else if let Some(name) = &args.name {
        let text = schema::type_schema(name, args.profile, args.form).ok_or_else(|| {
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

/// Writes everything that is made from the tables of the model, and removes schemas that are no
/// longer made.
fn write_all(directory: &Path) -> Result<(), Failure> {
    let schemas = directory.join("schemas");
    let files = schema::files();
    let mut changed = 0;
    for file in &files {
        changed += usize::from(write(&schemas.join(&file.path), &file.text)?);
    }
    let known = |path: &Path| files.iter().any(|file| schemas.join(&file.path) == path);
    let removed = remove_others(&schemas, &known)?;
    let findings = directory.join("docs").join("findings.md");
    changed += usize::from(write(&findings, &validate::findings_markdown())?);
    let docs = schema::docs();
    for file in &docs {
        changed += usize::from(write(&directory.join(&file.path), &file.text)?);
    }
    let captures = directory.join("docs").join("captures.md");
    changed += usize::from(write(&captures, &capture::markdown())?);
    let total = files.len() + docs.len() + 2;
    eprintln!("{total} files: {changed} changed, {removed} removed");
    Ok(())
}

/// Writes a file if it is not so already; whether it was written.
fn write(path: &Path, text: &str) -> Result<bool, Failure> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    let context = |error| format!("cannot write {}: {error}", path.display());
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
