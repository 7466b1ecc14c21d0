//! A capture with stand-ins for what is private: the same bytes otherwise, at the same places.
//!
//! The readers say where in the file the payloads and the entries of archives are; what is around them
//! is redacted as text. A copy of what is read is kept until it is clear what it is.

mod around;
mod outward;

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::rc::Rc;
use std::sync::Arc;

use agentlin_types::redact::{Redactor, Surroundings};
use agentlin_types::stream::OutOfBand;
use agentlin_types::validate::PayloadKind;

use crate::capture::{
    self, CaptureCode, Change, Compression, Format, Input, Line, Options, Piece, Record, Sink,
    Stop, Text,
};
use crate::packed::Packed;
use around::{bytes, forced};
use outward::{Written, outward};

/// What was redacted.
#[derive(Debug, Default)]
pub(crate) struct Redacted {
    /// How many payloads there were.
    pub(crate) payloads: u64,
    /// How many records are no payload that is known.
    pub(crate) others: u64,
    /// How many entries of archives are other traffic.
    pub(crate) entries: u64,
    /// Files beside the archive with bodies: their new names and contents.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Why it is no capture.
    pub(crate) refused: Option<String>,
}

/// How much is kept beyond the largest record before it is written.
const SLACK: usize = 2 << 20;

/// Reads a capture, which was opened and decompressed, and writes it with stand-ins.
pub(crate) fn redact(
    source: &Input,
    (compression, input): (Compression, Box<dyn Read>),
    options: Options,
    redactor: &Redactor,
    out: impl Write,
) -> io::Result<Redacted> {
    let copy = Rc::new(RefCell::new(Vec::new()));
    let input = Copying {
        input,
        copy: Rc::clone(&copy),
    };
    let mut redaction = Redaction {
        payloads: redactor.clone(),
        around: Surroundings::new(redactor),
        redactor,
        copy,
        begin: 0,
        start: 0,
        changes: Vec::new(),
        bodies: Vec::new(),
        keep: options.max_record.saturating_add(SLACK),
        options,
        in_archive: false,
        unreadable: false,
        cut: false,
        out: Packed::new(compression, out)?,
        done: Redacted::default(),
        failure: None,
    };
    _ = capture::read(source, || Ok(Box::new(input)), options, &mut redaction);
    if let Some(error) = redaction.failure {
        return Err(error);
    }
    redaction.out.finish(redaction.cut)?;
    Ok(redaction.done)
}

/// Keeps a copy of what is read.
struct Copying {
    input: Box<dyn Read>,
    copy: Rc<RefCell<Vec<u8>>>,
}

impl Read for Copying {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.copy.borrow_mut().extend_from_slice(&buffer[..read]);
        Ok(read)
    }
}

struct Redaction<'r, W: Write> {
    redactor: &'r Redactor,
    /// The same, with the texts that arrive in pieces.
    payloads: Redactor,
    around: Surroundings<'r>,
    /// What has been read and, from `begin` on, not been written.
    copy: Rc<RefCell<Vec<u8>>>,
    begin: usize,
    /// Where in the file that is.
    start: u64,
    /// What the payloads in it become: their place in the file, and how many bytes were there.
    changes: Vec<(u64, Change)>,
    /// What becomes of the payloads of the entry that is read.
    bodies: Vec<(Arc<Text>, Change)>,
    keep: usize,
    options: Options,
    in_archive: bool,
    /// It is no capture.
    unreadable: bool,
    /// The compressed data breaks off.
    cut: bool,
    out: Packed<W>,
    done: Redacted,
    failure: Option<io::Error>,
}

impl<W: Write> Sink for Redaction<'_, W> {
    fn piece(&mut self, piece: Piece) -> Result<(), Stop> {
        let outcome = match piece {
            Piece::Record(record) => self.record(&record),
            Piece::Lines(block) => {
                let mut lines = block.lines();
                while let Some(line) = lines.next() {
                    if let Line::Record(text) = line {
                        let record = lines.record(text);
                        let new = self.one_of_many(&record);
                        self.change(vec![whole(record.text, new)]);
                    }
                }
                self.write_to(block.end(), true)
            }
            Piece::Size(size) => {
                self.part(&size, size.text.content.clone());
                Ok(())
            }
            Piece::Skipped => {
                self.done.entries += 1;
                Ok(())
            }
            Piece::Part(text) => {
                let bodies = std::mem::take(&mut self.bodies);
                let parts = self.entry(&text, bodies);
                self.change(parts);
                let written = self.write_changed();
                self.in_archive = true;
                self.around.in_archive(true);
                written
            }
            // What is no text cannot be looked through.
            Piece::Trouble(trouble) if self.unreadable => {
                self.done.refused = Some(trouble.message);
                return Err(Stop);
            }
            Piece::Trouble(trouble) => {
                self.cut |= trouble.code == CaptureCode::BrokenCompression;
                Ok(())
            }
            Piece::Format(Format::Unknown | Format::Packed(_) | Format::Encoded(_)) => {
                self.unreadable = true;
                Ok(())
            }
            Piece::Close(outcome) => outcome.and_then(|()| {
                let end = self.start + self.unwritten() as u64;
                self.write_to(end, true)
            }),
            Piece::Format(_)
            | Piece::Open(_)
            | Piece::Call(_)
            | Piece::Blank
            | Piece::EndOfStream => Ok(()),
        };
        self.check(outcome)
    }

    fn idle(&mut self) -> Result<(), Stop> {
        // Whatever is still looked at has been read lately.
        let read = self.unwritten();
        if read < 2 * self.keep {
            return Ok(());
        }
        let end = self.start + (read - self.keep) as u64;
        let outcome = self.write_to(end, false);
        self.check(outcome)
    }
}

impl<W: Write> Redaction<'_, W> {
    fn check(&mut self, outcome: io::Result<()>) -> Result<(), Stop> {
        outcome.map_err(|error| {
            self.failure = Some(error);
            Stop
        })
    }

    fn unwritten(&self) -> usize {
        self.copy.borrow().len() - self.begin
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        let new = match record.event {
            true => self.event(record),
            false => self.line(record),
        };
        if self.part(record, new) {
            return Ok(());
        }
        if self.in_archive
            && let Some(from) = self.changes.iter().map(|(at, _)| *at).min()
        {
            self.write_to(from, true)?;
            self.in_archive = false;
            self.around.in_archive(false);
        }
        self.write_changed()
    }

    /// Notes what a record becomes; true if it is in an entry, which comes later.
    fn part(&mut self, record: &Record, new: String) -> bool {
        let part = whole(Arc::clone(&record.text), new);
        let in_entry = record.exchange.is_some();
        match in_entry {
            true => self.bodies.push(part),
            false => self.change(vec![part]),
        }
        in_entry
    }

    /// Writes what comes before the end of the last change.
    fn write_changed(&mut self) -> io::Result<()> {
        let ends = self.changes.iter();
        let ends = ends.map(|(at, change)| at + change.len as u64);
        self.write_to(ends.max().unwrap_or(self.start), true)
    }

    /// An event of a stream.
    fn event(&mut self, record: &Record) -> String {
        let text = &record.text.content;
        match PayloadKind::detect(text) {
            // An envelope with nothing but an error looks like any answer.
            Some(kind) => self.payload(kind, text),
            None => match capture::unwrap_event(record) {
                Some(inner) => self.inside(record, vec![Piece::Record(inner)]),
                None => self.other(record),
            },
        }
    }

    /// A line among others. One that is no JSON may be several documents, or one with colour codes.
    fn one_of_many(&mut self, record: &Record) -> String {
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&record.text.content).is_ok();
        match is_json {
            true => self.line(record),
            false => match capture::split(record, self.options) {
                Some(parts) => self.inside(record, parts),
                None => self.line(record),
            },
        }
    }

    /// A document, or a line that may hold several.
    fn line(&mut self, record: &Record) -> String {
        let text = &record.text.content;
        let exchange = record.exchange.as_ref();
        let known = exchange.and_then(|exchange| exchange.kind());
        if let Some(kind) = PayloadKind::detect(text) {
            return self.payload(known.unwrap_or(kind), text);
        }
        if let Some(parts) = capture::unwrap(record, self.options) {
            return self.inside(record, parts);
        }
        if let Some(kind) = known {
            return self.payload(kind, text);
        }
        let parts = match exchange {
            None if !record.event => capture::split(record, self.options),
            _ => None,
        };
        self.inside(record, parts.unwrap_or_default())
    }

    /// A record with others in it.
    fn inside(&mut self, record: &Record, pieces: Vec<Piece>) -> String {
        let mut in_archive = false;
        let (mut inner, mut bodies) = (Vec::new(), Vec::new());
        for piece in pieces {
            let (part, new) = match piece {
                Piece::Record(part) if part.event => {
                    let new = self.event(&part);
                    (part, new)
                }
                Piece::Record(part) => {
                    let new = self.line(&part);
                    (part, new)
                }
                Piece::Size(size) => {
                    let new = size.text.content.clone();
                    (size, new)
                }
                Piece::Part(text) => {
                    in_archive = true;
                    inner.extend(self.entry(&text, std::mem::take(&mut bodies)));
                    continue;
                }
                _ => continue,
            };
            match part.exchange.is_some() {
                true => bodies.push(whole(part.text, new)),
                false => inner.push(whole(part.text, new)),
            }
        }
        inner.append(&mut bodies);
        match inner.is_empty() {
            true => self.other(record),
            false => self.around_of(&record.text, inner, in_archive),
        }
    }

    fn payload(&mut self, kind: PayloadKind, text: &str) -> String {
        self.done.payloads += 1;
        self.payloads.payload(kind, text)
    }

    /// A record that is no payload.
    fn other(&mut self, record: &Record) -> String {
        let text = &record.text.content;
        self.done.others += 1;
        match OutOfBand::of(record.name.as_deref(), text) {
            Some(OutOfBand::Done) => text.clone(),
            _ => self.redactor.text(text),
        }
    }

    /// A text with payloads in it.
    fn around_of(
        &mut self,
        text: &Arc<Text>,
        inner: Vec<(Arc<Text>, Change)>,
        in_archive: bool,
    ) -> String {
        let changes = self.outward(inner, Some(text));
        let changes = changes.into_iter().map(|(_, change)| change);
        self.rewritten(&text.content, changes.collect(), in_archive)
    }

    /// An entry of an archive with what becomes of its bodies, part by part: one that was decoded need not
    /// be as long as before, and what is around it keeps its spelling.
    fn entry(
        &mut self,
        text: &Arc<Text>,
        bodies: Vec<(Arc<Text>, Change)>,
    ) -> Vec<(Arc<Text>, Change)> {
        let new = self.redactor.entry(&text.content);
        let bodies = self.outward(bodies, Some(text)).into_iter();
        let mut changes: Vec<_> = bodies.map(|(_, change)| change).collect();
        changes.sort_by_key(|change| change.start);
        let mut around = Vec::new();
        let mut from = 0;
        let ends = changes.iter().map(|change| (change.start, change.len));
        for (start, len) in ends.chain([(new.len(), 0)]) {
            around.push(Change {
                start: from,
                len: start - from,
                new: new[from..start].to_owned(),
            });
            from = start + len;
        }
        changes.extend(around);
        let changes = changes.into_iter();
        changes.map(|change| (Arc::clone(text), change)).collect()
    }

    /// A text with stand-ins, and with these changes in it.
    fn rewritten(&self, text: &str, mut changes: Vec<Change>, in_archive: bool) -> String {
        let mut out = match in_archive {
            true => {
                let mut around = Surroundings::new(self.redactor);
                around.in_archive(true);
                around.rest(text)
            }
            false => self.redactor.text(text),
        };
        // From the end, so that places stay.
        changes.sort_by_key(|change| std::cmp::Reverse(change.start));
        for change in changes {
            out.replace_range(change.start..change.start + change.len, &change.new);
        }
        out
    }

    /// Notes what records become.
    fn change(&mut self, parts: Vec<(Arc<Text>, Change)>) {
        let changes = self.outward(parts, None);
        self.changes.extend(changes);
    }

    /// What has to be written in the file, or in a text on the way to it, for records to become these.
    fn outward(
        &mut self,
        parts: Vec<(Arc<Text>, Change)>,
        to: Option<&Arc<Text>>,
    ) -> Vec<(u64, Change)> {
        let Written { changes, files } = outward(parts, to, |text, changes| {
            self.rewritten(text, changes, false)
        });
        for (name, content) in files {
            let name = self.redactor.file_name(&name);
            self.done.files.push((name, content));
        }
        changes
    }

    /// Writes what comes before a place in the file. `whole` says that no token goes on there.
    fn write_to(&mut self, end: u64, whole: bool) -> io::Result<()> {
        let len = (end.saturating_sub(self.start)) as usize;
        let (mut changes, later) = std::mem::take(&mut self.changes)
            .into_iter()
            .partition::<Vec<_>, _>(|(at, _)| *at < end);
        self.changes = later;
        changes.sort_by_key(|(at, _)| *at);
        let mut copy = self.copy.take();
        let region = &copy[self.begin..self.begin + len];
        let taken = self.write(region, &changes, whole)?;
        let end = self.start + taken as u64;
        self.changes
            .extend(changes.into_iter().filter(|(at, _)| *at >= end));
        self.start = end;
        self.begin += taken;
        if self.begin > copy.len() / 2 {
            copy.drain(..self.begin);
            self.begin = 0;
        }
        self.copy.replace(copy);
        Ok(())
    }

    /// Writes payloads with text between them.
    fn write(
        &mut self,
        region: &[u8],
        changes: &[(u64, Change)],
        whole: bool,
    ) -> io::Result<usize> {
        let mut from = 0;
        for (at, change) in changes {
            let place = (*at - self.start) as usize;
            let new = bytes(&region[from..place], |text| self.around.rest(text));
            self.out.write_all(&new)?;
            self.out.write_all(change.new.as_bytes())?;
            self.around.after_payload();
            from = place + change.len;
        }
        let rest = &region[from..];
        let new = bytes(rest, |text| match whole {
            true => self.around.rest(text),
            false => forced(&mut self.around, text),
        });
        self.out.write_all(&new)?;
        Ok(from + new.len())
    }
}

/// Another content for all of a text.
fn whole(text: Arc<Text>, new: String) -> (Arc<Text>, Change) {
    let len = text.content.len();
    (text, Change { start: 0, len, new })
}
