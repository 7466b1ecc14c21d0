//! The file that a command writes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::capture::Source;
use crate::printable;

/// Refuses a file that is one of the inputs: it would be lost.
pub(crate) fn keep_inputs(target: &Path, sources: &[Source]) -> Result<(), String> {
    let Ok(real) = target.canonicalize() else {
        return Ok(());
    };
    let is_input = |source: &Source| match source {
        Source::Stdin => false,
        Source::File(path) => path.canonicalize().is_ok_and(|path| path == real),
    };
    match sources.iter().any(is_input) {
        true => Err(format!(
            "{} is one of the captures: name another file with --output",
            printable::path(target)
        )),
        false => Ok(()),
    }
}

/// Writes a file as a whole or not at all: what was there stays until all of it is written.
pub(crate) fn write(target: &Path, content: &[u8]) -> io::Result<()> {
    // A link stays one, and a device or pipe cannot be replaced.
    let real = target.canonicalize().unwrap_or_else(|_| target.to_owned());
    if real.exists() && !real.is_file() {
        return std::fs::write(&real, content);
    }
    let (beside, mut file) = create_beside(&real)?;
    let outcome = file
        .write_all(content)
        .and_then(|()| match std::fs::metadata(&real) {
            Ok(old) => file.set_permissions(old.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| std::fs::rename(&beside, &real));
    if outcome.is_err() {
        _ = std::fs::remove_file(&beside);
    }
    outcome
}

/// A new file in the same folder.
fn create_beside(target: &Path) -> io::Result<(PathBuf, std::fs::File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut number = std::process::id();
    loop {
        let beside = target.with_file_name(format!(".{name}.{number}"));
        match std::fs::File::create_new(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            outcome => return Ok((beside, outcome?)),
        }
    }
}
