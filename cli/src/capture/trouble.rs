//! What can be wrong with a capture itself, before any payload is looked at.

use std::fmt::Write;
use std::sync::Arc;

use agentlin_types::validate::Level;
use strum::{
    Display, EnumIter, EnumMessage, EnumString, IntoEnumIterator, IntoStaticStr, VariantNames,
};

use super::{Exchange, Options, Position};

/// The codes of findings about captures; the codes of findings about payloads are the library's. The
/// documentation says what a code means, the message what to do about it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
    VariantNames,
)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub(crate) enum CaptureCode {
    /// The file holds nothing but white space, so nothing in it was checked.
    #[strum(message = "Look at how the capture was made; an empty file proves nothing.")]
    EmptyCapture,
    /// The file is neither JSON (a body, or one body per line), nor an event stream, nor an HTTP
    /// archive, nor any of these compressed with gzip or Zstandard.
    #[strum(
        message = "Pass JSON, an event stream or an HTTP archive as text, or compressed \
                     with gzip or Zstandard; unpack other archives first."
    )]
    NotACapture,
    /// A record holds bytes that are not UTF-8 text, so it is not JSON.
    #[strum(message = "Save the capture as the bytes that were sent, or convert it to UTF-8.")]
    NotUtf8,
    /// The file ends in the middle of its last record: the capture was cut off.
    #[strum(message = "Capture again, or drop the last record.")]
    TruncatedRecord,
    /// A record is larger than the limit and was left out, so that memory stays bounded.
    #[strum(message = "Raise the limit with --max-record.")]
    OversizedRecord,
    /// The compressed data is damaged or cut off. What came before was checked.
    #[strum(message = "Compress again, or copy the file again.")]
    BrokenCompression,
    /// An entry of the HTTP archive does not have the form that HAR 1.2 gives it.
    #[strum(message = "Export the archive again.")]
    BrokenArchive,
    /// The file was read, and it holds nothing to check: no body and no event of the API.
    #[strum(
        message = "Look at how the capture was made, and at the notes: what was left \
                     aside is named there."
    )]
    NothingChecked,
    /// A call of the API in an HTTP archive whose request or response body was not saved, so it was
    /// not checked.
    #[strum(
        message = "Export the archive with bodies: \"Save all as HAR with content\" in \
                     Chrome, `recordHar: {content: 'embed'}` in Playwright."
    )]
    MissingBody,
    /// A body of a call of the API in an HTTP archive that is neither JSON nor an event stream, such
    /// as the error page of a proxy, so it was not checked.
    #[strum(
        message = "Look at the status: a page in place of an answer often comes from a \
                     proxy."
    )]
    UnreadableBody,
    /// A call of the API in an HTTP archive went on as a WebSocket, whose messages are not checked.
    #[strum(message = "Save the messages as one JSON document per line.")]
    UncheckedMessages,
    /// A call of the API in an HTTP archive that has no response: it was aborted, or not finished
    /// when the archive was saved.
    #[strum(message = "No action needed. The request was checked.")]
    AbortedCall,
    /// Text outside of every document and event, such as HTTP headers, comments, code fences, colour
    /// codes of a terminal or prefixes of a log. The documents around it are checked. Short text on
    /// the lines of documents, as a log has it on each, is reported once in a file for each kind.
    #[strum(message = "Capture the bodies alone, or look whether the text belongs to one.")]
    ForeignText,
    /// This program failed while it checked the record: a defect of ours, not of the record. The
    /// records after it were checked.
    #[strum(message = "Report it with the record and what the program said on standard error.")]
    InternalError,
    /// Events of a stream without an empty line between them, as where files were put together. Each
    /// was checked; readers of event streams take them for one.
    #[strum(message = "Put an empty line between streams when joining their files.")]
    UnseparatedEvents,
}

impl CaptureCode {
    /// The name.
    pub(crate) const fn as_str(self) -> &'static str {
        self.into_str()
    }

    /// How serious it is, unless the settings say otherwise.
    pub(crate) const fn level(self) -> Level {
        match self {
            CaptureCode::AbortedCall => Level::Note,
            CaptureCode::ForeignText | CaptureCode::UnseparatedEvents => Level::Warning,
            _ => Level::Error,
        }
    }

    /// What it means.
    pub(crate) fn meaning(self) -> String {
        let lines = self.get_documentation().unwrap_or_default().lines();
        lines.collect::<Vec<_>>().join(" ")
    }

    /// What to do about it.
    pub(crate) fn fix(self) -> &'static str {
        self.get_message().unwrap_or_default()
    }
}

/// Something that is wrong with a capture.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) code: CaptureCode,
    pub(crate) at: Position,
    pub(crate) message: String,
    /// Whether it takes the place of a record.
    pub(crate) record: bool,
    /// The exchange of an archive that it belongs to.
    pub(crate) exchange: Option<Arc<Exchange>>,
}

impl Trouble {
    pub(crate) fn new(code: CaptureCode, at: Position, message: impl Into<String>) -> Self {
        let record = matches!(
            code,
            CaptureCode::NotUtf8 | CaptureCode::OversizedRecord | CaptureCode::InternalError
        );
        Trouble {
            code,
            at,
            message: message.into(),
            record,
            exchange: None,
        }
    }
}

/// What to say about a record beyond the limit.
pub(crate) fn oversized(at: Position, options: Options) -> Trouble {
    let mib = options.max_record / (1024 * 1024);
    Trouble::new(
        CaptureCode::OversizedRecord,
        at,
        format!("this record is larger than {mib} MiB and was left out"),
    )
}

/// What captures are and what can be wrong with them, as Markdown: the content of
/// `docs/captures.md`.
pub(crate) fn markdown() -> String {
    let mut out = String::from(
        "# Captures\n\n\
         What the commands read. The content of a file says which of these it is, not its name:\n\n\
         | Form | Recognised by | A record is |\n|---|---|---|\n\
         | JSON | a bracket | each object, over one line or many; each element of a list |\n\
         | NDJSON (JSON Lines) | two objects, each on a line of its own | each line |\n\
         | event stream | a line that is a field or a comment | the data of each event |\n\
         | HTTP archive (HAR 1.2) | an object whose `log` has a list of `entries` | the body \
         of each request and response of the API, checked as what its method, path and status say |\n\
         | gzip, Zstandard | the first bytes | as in what is compressed |\n\n\
         These may follow each other in one file, in any order. Byte order marks and line ends of any \
         kind make no difference. In directories, files are read that end in `.json`, `.jsonl`, \
         `.ndjson`, `.log`, `.sse`, `.events` or `.har`, also followed by `.gz` or `.zst`; hidden \
         ones are not. A broken record does not hide the ones after it.\n\n\
         Payloads that are wrapped in other JSON, as by a gateway, a log or a collection of requests \
         (`data`, `log`, `message`, `body`, also as JSON in a string), are checked, each one; pointers \
         begin at the outer document. The same goes for archives in other JSON, and for event streams \
         in strings. With `--format json -`, where each line has one answer, a payload is looked for \
         that is the only one in its line.\n\n\
         ## What is left aside\n\n\
         Every part of an input is checked, or reported, or counted as other traffic. Other traffic \
         is:\n\n\
         - entries of an archive that are no call of the API: no method and path of it, after any \
         prefix. The probes at the root of a server count as other traffic as well. The summary says \
         how many there are.\n\
         - answers without a body where none belongs: the statuses 1xx, 204, 205, 304 and \
         redirections, and answers to HEAD and OPTIONS.\n\
         - data of event streams that is no event of the API: keep-alives, `[DONE]`, named events of \
         other origin and bare text. Each is a note with a code of its own \
         ([findings.md](findings.md)).\n\n\
         A file in which nothing is checked is an error.\n\n\
         # Findings about captures\n\n\
         Those about payloads are in [findings.md](findings.md). `--allow`, `--warn` and `--deny` \
         change their levels.\n",
    );
    for code in CaptureCode::iter() {
        let (meaning, fix) = (code.meaning(), code.fix());
        let level = code.level();
        _ = write!(
            out,
            "\n## {code}\n\n{meaning} Level: {level}.\n\nWhat to do: {fix}\n"
        );
    }
    out
}
