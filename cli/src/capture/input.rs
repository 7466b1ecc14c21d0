//! Files, directories, patterns and standard input, decompressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

/// How many bytes of the inputs have been read, before decompression.
pub(crate) type Progress = Arc<AtomicU64>;

/// The endings of files that are looked at inside directories, before `.gz` or `.zst`.
const ENDINGS: [&str; 7] = ["json", "jsonl", "ndjson", "log", "sse", "events", "har"];

/// How many bytes are decompressed at once: few, so that little is lost before damage.
const STEP: usize = 4096;

/// Where a capture comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The name that findings carry.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "<stdin>".into(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// The folder of the file.
    pub(crate) fn folder(&self) -> Option<Arc<Path>> {
        match self {
            Input::Stdin => None,
            Input::File(path) => path.parent().map(Into::into),
        }
    }

    /// The size on disk, where there is one.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Input::Stdin => 0,
            Input::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
        }
    }

    /// Opens it for reading, decompressed if it is compressed.
    pub(crate) fn open(&self, progress: &Progress) -> io::Result<Box<dyn Read>> {
        Ok(self.open_packed(progress)?.1)
    }

    /// The same, and how it is compressed.
    pub(crate) fn open_packed(
        &self,
        progress: &Progress,
    ) -> io::Result<(Compression, Box<dyn Read>)> {
        let input: Box<dyn Read> = match self {
            Input::Stdin => Box::new(io::stdin()),
            Input::File(path) => Box::new(File::open(path)?),
        };
        unpack(Box::new(Counted {
            input,
            progress: Arc::clone(progress),
        }))
    }
}

struct Counted {
    input: Box<dyn Read>,
    progress: Progress,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.progress.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// How an input is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstandard,
}

/// The content, compressed as some other bytes are.
pub(crate) fn packed(like: &[u8], content: &[u8]) -> Vec<u8> {
    let packed = match like {
        [0x1f, 0x8b, ..] => {
            let level = flate2::Compression::default();
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
            encoder.write_all(content).and_then(|()| encoder.finish())
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => zstd::encode_all(content, 0),
        _ => Ok(content.to_vec()),
    };
    packed.unwrap_or_default()
}

/// Looks at the first bytes and puts the decoder in between that they ask for.
pub(crate) fn decompress(input: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    Ok(unpack(input)?.1)
}

/// The same, and which decoder it is.
pub(crate) fn unpack(input: Box<dyn Read>) -> io::Result<(Compression, Box<dyn Read>)> {
    let mut input = BufReader::with_capacity(64 * 1024, input);
    // A pipe may give a byte at a time.
    let mut magic = Vec::new();
    while magic.len() < 4 {
        let available = input.fill_buf()?;
        if available.is_empty() {
            break;
        }
        let taken = available.len().min(4 - magic.len());
        magic.extend_from_slice(&available[..taken]);
        input.consume(taken);
    }
    let compression = match &*magic {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstandard,
        // A frame to be skipped, as parallel compressors write one first.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstandard,
        _ => Compression::None,
    };
    let whole = io::Cursor::new(magic).chain(input);
    let steps = |whole| BufReader::with_capacity(STEP, Full::new(whole));
    let input: Box<dyn Read> = match compression {
        Compression::None => Box::new(whole),
        Compression::Gzip => Box::new(Decoder(Members::Open(GzDecoder::new(steps(whole))))),
        Compression::Zstandard => Box::new(Decoder(zstd::Decoder::with_buffer(steps(whole))?)),
    };
    Ok((compression, input))
}

/// The members of a gzip file. Zeros behind the last one are padding, as gzip itself has it.
enum Members<R: BufRead> {
    Open(GzDecoder<R>),
    /// Between members, and at the end.
    Between(R),
    /// While one becomes the other.
    None,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self {
                Members::Open(decoder) => {
                    let read = decoder.read(buffer)?;
                    if read > 0 || buffer.is_empty() {
                        return Ok(read);
                    }
                }
                Members::Between(input) => {
                    let available = input.fill_buf()?;
                    let Some(first) = available.first() else {
                        return Ok(0);
                    };
                    match first {
                        0 => {
                            let zeros = available.iter().take_while(|byte| **byte == 0).count();
                            input.consume(zeros);
                            continue;
                        }
                        0x1f => {}
                        _ => {
                            let message = "something else follows the compressed data";
                            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
                        }
                    }
                }
                Members::None => return Ok(0),
            }
            *self = match std::mem::replace(self, Members::None) {
                Members::Open(decoder) => Members::Between(decoder.into_inner()),
                Members::Between(input) => Members::Open(GzDecoder::new(input)),
                Members::None => Members::None,
            };
        }
    }
}

/// Fills what it is given to read into, however few bytes a pipe gives at a time.
struct Full<R> {
    input: R,
    failed: Option<io::Error>,
}

impl<R> Full<R> {
    fn new(input: R) -> Self {
        Full {
            input,
            failed: None,
        }
    }
}

impl<R: Read> Read for Full<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut len = 0;
        while len < buffer.len() && self.failed.is_none() {
            match self.input.read(&mut buffer[len..]) {
                Ok(0) => break,
                Ok(read) => len += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.failed = Some(error),
            }
        }
        if len == 0
            && let Some(error) = self.failed.take()
        {
            return Err(error);
        }
        Ok(len)
    }
}

/// A decoder of compressed data. It goes in steps of one size on both sides: when it meets damage
/// it drops what it made in that step, and that must not depend on how a pipe gives its bytes.
struct Decoder<D>(D);

#[derive(Debug)]
struct BrokenCompression(String);

impl std::fmt::Display for BrokenCompression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BrokenCompression {}

impl<D: Read> Read for Decoder<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let step = buffer.len().min(16 * STEP);
        self.0.read(&mut buffer[..step]).map_err(|error| {
            // An error with a number is one of the operating system.
            if error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
                error
            } else {
                io::Error::other(BrokenCompression(error.to_string()))
            }
        })
    }
}

/// Whether an error says that compressed data is damaged.
pub(crate) fn is_broken_compression(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|inner| inner.is::<BrokenCompression>())
}

/// The sources that arguments name: files, directories (searched for captures), patterns, and `-`
/// for standard input. Gives what cannot be found as an error beside its argument.
pub(crate) fn expand(arguments: &[PathBuf]) -> (Vec<Input>, Vec<(PathBuf, String)>) {
    let mut sources = Vec::new();
    let mut missing = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            sources.push(Input::Stdin);
        } else if argument.exists() {
            add(argument, &mut sources, &mut missing);
        } else {
            pattern(argument, &mut sources, &mut missing);
        }
    }
    (sources, missing)
}

fn pattern(argument: &Path, sources: &mut Vec<Input>, missing: &mut Vec<(PathBuf, String)>) {
    let text = argument.to_string_lossy();
    if !text.contains(['*', '?', '[']) {
        return missing.push((argument.to_owned(), "no such file or directory".into()));
    }
    let paths = match glob::glob(&text) {
        Ok(paths) => paths,
        Err(error) => {
            let reason = format!("not a pattern: {}", error.msg);
            return missing.push((argument.to_owned(), reason));
        }
    };
    let mut found = false;
    for path in paths {
        found = true;
        match path {
            Ok(path) => add(&path, sources, missing),
            Err(error) => missing.push((error.path().to_owned(), error.error().to_string())),
        }
    }
    if !found {
        missing.push((argument.to_owned(), "no file matches this pattern".into()));
    }
}

fn add(path: &Path, sources: &mut Vec<Input>, missing: &mut Vec<(PathBuf, String)>) {
    if !path.is_dir() {
        sources.push(Input::File(path.to_owned()));
        return;
    }
    let before = (sources.len(), missing.len());
    walk(path, sources, missing);
    if (sources.len(), missing.len()) == before {
        let endings = ENDINGS.join(", .");
        missing.push((
            path.to_owned(),
            format!("no captures in this directory (.{endings}, each also .gz or .zst)"),
        ));
    }
}

/// Collects the captures below a directory, in the order of their names. One that cannot be read does
/// not keep the others from being found.
fn walk(directory: &Path, sources: &mut Vec<Input>, missing: &mut Vec<(PathBuf, String)>) {
    let mut entries = Vec::new();
    let listed = std::fs::read_dir(directory).and_then(|listed| {
        for entry in listed {
            entries.push(entry?.path());
        }
        Ok(())
    });
    if let Err(error) = listed {
        missing.push((directory.to_owned(), error.to_string()));
    }
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            walk(&path, sources, missing);
        } else if is_capture_name(&name) && path.is_file() {
            sources.push(Input::File(path));
        }
    }
}

fn is_capture_name(name: &str) -> bool {
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(name);
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}
