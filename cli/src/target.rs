//! The file that a command writes.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::capture::Input;
use crate::printable;

/// Refuses a file that is one of the inputs: it would be lost.
pub(crate) fn keep_inputs(target: &Path, sources: &[Input]) -> Result<(), String> {
    let Ok(real) = target.canonicalize() else {
        return Ok(());
    };
    let is_input = |source: &Input| match source {
        Input::Stdin => false,
        Input::File(path) => path.canonicalize().is_ok_and(|path| path == real),
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

/// Files of a new folder, one for each name, which are written little by little.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    /// The file of each name, and what of it is not written.
    files: BTreeMap<String, (PathBuf, Vec<u8>)>,
    /// Their paths in small letters: case may make no difference there.
    taken: HashSet<String>,
    unwritten: usize,
}

impl Files {
    /// The folder has to be empty, if it is there.
    pub(crate) fn new(folder: &Path) -> Result<Self, String> {
        let failed =
            |error: io::Error| format!("cannot write {}: {error}", printable::path(folder));
        std::fs::create_dir_all(folder).map_err(failed)?;
        match std::fs::read_dir(folder).map_err(failed)?.next() {
            Some(_) => Err(format!(
                "{} is not empty: name a new folder",
                printable::path(folder)
            )),
            None => Ok(Files {
                folder: folder.to_owned(),
                files: BTreeMap::new(),
                taken: HashSet::new(),
                unwritten: 0,
            }),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Goes on with the file of a name.
    pub(crate) fn append(&mut self, name: &str, ending: &str, content: &[u8]) -> io::Result<()> {
        const MOST: usize = 16 << 20;
        if !self.files.contains_key(name) {
            let path = self.path(name, ending);
            self.files.insert(name.to_owned(), (path, Vec::new()));
        }
        if let Some((_, unwritten)) = self.files.get_mut(name) {
            unwritten.extend_from_slice(content);
            self.unwritten += content.len();
        }
        if self.unwritten > MOST {
            self.write()?;
        }
        Ok(())
    }

    /// A path that no other name has, on any system.
    fn path(&mut self, name: &str, ending: &str) -> PathBuf {
        let plain = |c: char| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => c,
            _ => '_',
        };
        let stem: String = name.chars().take(100).map(plain).collect();
        let stem = if stem.is_empty() {
            "_".to_owned()
        } else {
            stem
        };
        let mut file = format!("{stem}.{ending}");
        let mut number = 1;
        while !self.taken.insert(file.to_lowercase()) {
            number += 1;
            file = format!("{stem}-{number}.{ending}");
        }
        self.folder.join(file)
    }

    fn write(&mut self) -> io::Result<()> {
        for (path, unwritten) in self.files.values_mut() {
            let unwritten = std::mem::take(unwritten);
            if !unwritten.is_empty() {
                let mut file = File::options().create(true).append(true).open(path)?;
                file.write_all(&unwritten)?;
            }
        }
        self.unwritten = 0;
        Ok(())
    }

    /// Writes what is left.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.write()
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
