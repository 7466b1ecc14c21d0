//! What can be wrong with a capture itself, before any payload is looked at.

use std::fmt::{self, Write};

use super::Position;

/// The codes of findings about captures; the codes of findings about payloads are the library's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Code {
    EmptyCapture,
    NotACapture,
    NotUtf8,
    TruncatedRecord,
    OversizedRecord,
    BrokenCompression,
    BrokenArchive,
}

impl Code {
    pub(crate) const ALL: [Code; 7] = [
        Code::EmptyCapture,
        Code::NotACapture,
        Code::NotUtf8,
        Code::TruncatedRecord,
        Code::OversizedRecord,
        Code::BrokenCompression,
        Code::BrokenArchive,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Code::EmptyCapture => "empty-capture",
            Code::NotACapture => "not-a-capture",
            Code::NotUtf8 => "not-utf8",
            Code::TruncatedRecord => "truncated-record",
            Code::OversizedRecord => "oversized-record",
            Code::BrokenCompression => "broken-compression",
            Code::BrokenArchive => "broken-archive",
        }
    }

    /// What it means.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Code::EmptyCapture => {
                "The file holds nothing but white space, so nothing in it was checked."
            }
            Code::NotACapture => {
                "The file is neither JSON (a body, or one body per line), nor an event stream, nor \
                 an HTTP archive, nor any of these compressed with gzip or Zstandard."
            }
            Code::NotUtf8 => "A record holds bytes that are not UTF-8 text, so it is not JSON.",
            Code::TruncatedRecord => {
                "The file ends in the middle of its last record: the capture was cut off."
            }
            Code::OversizedRecord => {
                "A record is larger than the limit and was left out, so that memory stays bounded."
            }
            Code::BrokenCompression => {
                "The compressed data is damaged or cut off. What came before was checked."
            }
            Code::BrokenArchive => {
                "An entry of the HTTP archive does not have the form that HAR 1.2 gives it."
            }
        }
    }

    /// What to do about it.
    pub(crate) const fn fix(self) -> &'static str {
        match self {
            Code::EmptyCapture => "Look at how the capture was made; an empty file proves nothing.",
            Code::NotACapture => "Pass the body alone, without headers or log prefixes.",
            Code::NotUtf8 => {
                "Save the capture as the bytes that were sent, or convert it to UTF-8."
            }
            Code::TruncatedRecord => "Capture again, or drop the last record.",
            Code::OversizedRecord => "Raise the limit with --max-record.",
            Code::BrokenCompression => "Compress again, or copy the file again.",
            Code::BrokenArchive => "Export the archive again.",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Something that is wrong with a capture.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) code: Code,
    pub(crate) at: Position,
    pub(crate) message: String,
    /// Whether it stands in the place of a record.
    pub(crate) record: bool,
}

impl Trouble {
    pub(crate) fn new(code: Code, at: Position, message: impl Into<String>) -> Self {
        let record = matches!(code, Code::NotUtf8 | Code::OversizedRecord);
        Trouble {
            code,
            at,
            message: message.into(),
            record,
        }
    }
}

/// What captures are and what can be wrong with them, as Markdown: the content of
/// `docs/captures.md`.
pub(crate) fn markdown() -> String {
    let mut out = String::from(
        "# Captures\n\n\
         What the commands read. The content of a file says which of these it is, not its name:\n\n\
         | Form | Told by | A record is |\n|---|---|---|\n\
         | JSON | a value that goes over several lines, or is alone | each value |\n\
         | NDJSON (JSON Lines) | a first line that holds a whole value, or a broken one before \
         another object | each line |\n\
         | event stream | a first line that is a field or a comment; a `data:` line | the data of \
         each event |\n\
         | HTTP archive (HAR 1.2) | an object whose first key is `log` | the body of each request \
         and response of the API, checked as what its method, path and status say |\n\
         | gzip, Zstandard | the first bytes | as in what is compressed |\n\n\
         Byte order marks and line ends of any kind make no difference. In directories, files \
         are read that end in `.json`, `.jsonl`, `.ndjson`, `.log`, `.sse`, `.events` or `.har`, \
         also followed by `.gz` or `.zst`; hidden ones are not. A broken record does not hide the \
         ones after it.\n\n\
         These findings are about a capture; those about payloads are in \
         [findings.md](findings.md). All are errors unless `--allow` or `--warn` say otherwise.\n",
    );
    for code in Code::ALL {
        let (meaning, fix) = (code.meaning(), code.fix());
        _ = write!(out, "\n## {code}\n\n{meaning}\n\nWhat to do: {fix}\n");
    }
    out
}
