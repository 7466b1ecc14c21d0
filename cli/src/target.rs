//! The file that a command writes.

use std::fs::File;
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
    let mut pending = Pending::new(target)?;
    pending.write_all(content)?;
    pending.finish()
}

/// A file that takes its place when all of it is written, or never.
#[derive(Debug)]
pub(crate) struct Pending {
    file: File,
    /// Where it is until then, and what its place is. A device or pipe cannot be replaced: it is
    /// written at once.
    places: Option<(PathBuf, PathBuf)>,
}

impl Pending {
    pub(crate) fn new(target: &Path) -> io::Result<Self> {
        // A link stays one.
        let real = target.canonicalize().unwrap_or_else(|_| target.to_owned());
        if real.exists() && !real.is_file() {
            let file = File::create(&real)?;
            return Ok(Pending { file, places: None });
        }
        let (beside, file) = create_beside(&real)?;
        let places = Some((beside, real));
        Ok(Pending { file, places })
    }

    /// Puts the file in its place.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some((beside, real)) = &self.places {
            if let Ok(old) = std::fs::metadata(real) {
                self.file.set_permissions(old.permissions())?;
            }
            std::fs::rename(beside, real)?;
        }
        self.places = None;
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.places {
            _ = std::fs::remove_file(beside);
        }
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A new file in the same folder.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut number = std::process::id();
    loop {
        let beside = target.with_file_name(format!(".{name}.{number}"));
        match File::create_new(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            outcome => return Ok((beside, outcome?)),
        }
    }
}
