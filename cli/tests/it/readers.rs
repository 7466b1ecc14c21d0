//! The fuzz targets `validate` and `redact`: any bytes through the readers of captures, in several
//! ways that must give the same, and each place that is named checked against the bytes; and redacted,
//! with the same findings at the same places. The tests replay them.

use std::fmt::Debug;
use std::io::{self, Read, Write};

use agentlin_types::Profile;
use agentlin_types::stream::{OutOfBand, SseDecoder};
use agentlin_types::validate::{Finding, Settings};
use agentlin_types_cli::probe::{self, Found, Observation, Place, Reading, read};

use crate::json::resolve;

/// Decompressed inputs beyond this are not compared: a few bytes can stand for any number.
const MAX_INPUT: u64 = 1 << 20;

/// How an input is read: decided by the first byte of what the fuzzer gives.
fn reading(first: u8) -> (Reading, usize, u8) {
    let reading = Reading {
        profile: Profile::ALL[usize::from(first & 1)],
        lines: first & 2 != 0,
        max_record: if first & 4 == 0 { 1 << 20 } else { 48 },
        threads: 1,
        texts: true,
    };
    let step = [1, 2, 3, 5, 7, 16, 61, 300][usize::from(first >> 3 & 7)];
    (reading, step, first >> 6)
}

/// What of the first byte is nothing to `redact`: whether lines are records, and how large the pieces are.
pub const NOT_OF_REDACT: u8 = 0b0011_1010;

/// A fuzz target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// The fuzz targets of captures.
pub const TARGETS: [Target; 2] = [("validate", |bytes| validate(bytes, 2)), ("redact", redact)];

/// The first byte says how to read, the rest is an input. With several threads no two runs are
/// the same, so a fuzzer asks for one.
pub fn validate(bytes: &[u8], threads: usize) {
    let Some((first, input)) = bytes.split_first() else {
        return;
    };
    let (reading, step, packing) = reading(*first);
    // Large inputs in fewer pieces, to be done soon.
    let step = step.max(input.len() / 256);
    let Some(plain) = decompressed(input) else {
        return;
    };
    let seen = run(input.to_vec(), reading);
    places(&seen, &plain);

    let threaded = Reading { threads, ..reading };
    let pieces = run_pieces(input.to_vec(), step, threaded);
    assert_same(&seen, &pieces, "in pieces");
    // What is clean is only counted.
    let counted = Reading {
        texts: false,
        ..threaded
    };
    let counted = run(input.to_vec(), counted);
    assert_eq!(records(&seen), records(&counted), "counted");
    // Compressed. What is inside of what is compressed is not decompressed again.
    if packing != 0 && !is_compressed(input) {
        let packed = pack(input, packing);
        assert_same(&seen, &run_pieces(packed.clone(), step, reading), "packed");
        let half = packed[..(packed.len() / 2).max(4)].to_vec();
        let half = run(half, reading);
        // Reading may end before the damage, where an archive is broken or the rest is nothing that is read.
        let told = ["broken-compression", "broken-archive", "not-a-capture"];
        let no_json = |seen: &Observation| match seen {
            Observation::Format(format) => format == "unknown" || is_wide(format),
            _ => false,
        };
        assert!(
            codes(&half).any(|code| told.contains(&code)) || half.iter().any(no_json),
            "half of what was packed"
        );
    }
    as_the_library(&seen, reading);
    if reading.lines {
        line_by_line(&seen, &plain, reading);
    } else if reading.max_record > plain.len() {
        as_the_decoder(&seen, &plain);
    }
}

/// As for `validate`: what is redacted has the same findings at the same places, also where compressed
/// data breaks off.
pub fn redact(bytes: &[u8]) {
    let Some((first, input)) = bytes.split_first() else {
        return;
    };
    let (reading, _, packing) = reading(first & !NOT_OF_REDACT);
    let mut input = input.to_vec();
    if packing != 0 && !is_compressed(&input) {
        input = pack(&input, packing);
        if packing == 3 {
            input.truncate((input.len() / 2).max(4));
        }
    }
    let redacted = probe::redact(input.clone(), reading.max_record).expect("memory suffices");
    if let Some(redacted) = redacted {
        let [before, after] =
            [&input, &redacted].map(|input| decompressed(input).map(|all| all.len()));
        assert_eq!(before, after, "the length");
        let [before, after] = [input, redacted].map(|input| outline(&run(input, reading)));
        assert_same(&before, &after, "redacted");
    }
}

/// What redacting does not change: each finding with its place, and how many steps lead there.
fn outline(seen: &[Observation]) -> Vec<(&'static str, Place, usize)> {
    let found = seen.iter().flat_map(findings);
    found
        .map(|found| (found.code, found.place, found.pointer.matches('/').count()))
        .collect()
}

fn run(input: Vec<u8>, reading: Reading) -> Vec<Observation> {
    read(io::Cursor::new(input), reading).expect("no thread panics")
}

fn run_pieces(input: Vec<u8>, step: usize, reading: Reading) -> Vec<Observation> {
    let input = io::Cursor::new(input);
    read(Pieces { input, step }, reading).expect("no thread panics")
}

/// Gives a few bytes at a time, as a pipe may do.
struct Pieces {
    input: io::Cursor<Vec<u8>>,
    step: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(self.step);
        self.input.read(&mut buffer[..len])
    }
}

fn assert_same<T: PartialEq + Debug>(one: &[T], other: &[T], what: &str) {
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other, "{what}");
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

fn codes(seen: &[Observation]) -> impl Iterator<Item = &'static str> {
    seen.iter().flat_map(findings).map(|found| found.code)
}

fn findings(seen: &Observation) -> &[Found] {
    match seen {
        Observation::Record { findings, .. } => findings,
        Observation::Finding(found) => std::slice::from_ref(found),
        _ => &[],
    }
}

/// What was seen but for the texts of records.
fn records(seen: &[Observation]) -> Vec<Observation> {
    let mut seen = seen.to_vec();
    for seen in &mut seen {
        if let Observation::Record {
            text,
            outer,
            event,
            exchange,
            ..
        } = seen
        {
            (*text, *event, *exchange) = (None, false, None);
            outer.clear();
        }
    }
    seen
}

const MAGIC: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];

/// Whether a format is text of two or four bytes for each character.
fn is_wide(format: &str) -> bool {
    format.starts_with("UTF-")
}

fn is_compressed(input: &[u8]) -> bool {
    MAGIC.iter().any(|magic| input.starts_with(magic))
}

pub fn pack(input: &[u8], packing: u8) -> Vec<u8> {
    if packing == 1 {
        return zstd::encode_all(input, 1).expect("packs");
    }
    let level = flate2::Compression::fast();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(input).expect("packs");
    encoder.finish().expect("packs")
}

/// The bytes that the readers get to see; `None` if they are too many.
fn decompressed(input: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_INPUT + 1;
    // What is damaged is read up to there.
    if input.starts_with(MAGIC[0]) {
        _ = flate2::read::MultiGzDecoder::new(input)
            .take(limit)
            .read_to_end(&mut bytes);
    } else if input.starts_with(MAGIC[1]) {
        _ = zstd::Decoder::new(input)
            .expect("a decoder")
            .take(limit)
            .read_to_end(&mut bytes);
    } else {
        bytes = input.to_vec();
    }
    (bytes.len() as u64 <= MAX_INPUT).then_some(bytes)
}

/// The line and column (in characters) of an offset, both from 1.
fn line_and_column(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset];
    let line = before.split(|&byte| byte == b'\n');
    let last = line.clone().next_back().expect("at least one");
    let characters = last.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    (line.count(), characters + 1)
}

/// Every place lies in the input and is the same as offset and as line and column; every pointer
/// and span leads somewhere.
fn places(seen: &[Observation], input: &[u8]) {
    let mark = input.starts_with(b"\xef\xbb\xbf");
    // Without its mark, wide text is UTF-8 with zeros in it.
    let wide = |seen: &Observation| matches!(seen, Observation::Format(format) if is_wide(format));
    let wide = seen.iter().any(wide);
    let place = |place: &Place| {
        let offset = place.offset as usize;
        assert!(offset <= input.len(), "{place:?}: outside");
        let (line, column) = line_and_column(input, offset);
        // A byte order mark is no column.
        let column = column - usize::from(mark && line == 1 && offset >= 3);
        assert_eq!(
            (place.line, place.column),
            (line as u64, column as u64),
            "{place:?}"
        );
        offset
    };
    for seen in seen {
        let text = match seen {
            Observation::Record {
                text: Some((text, start)),
                outer,
                event,
                exchange,
                ..
            } => {
                let start = place(start);
                // Colour codes of a terminal are left out, and a string may wrap it.
                let quoted = start > 0 && input[start - 1] == b'"';
                // So may one that began in what is left out: then escapes spell it.
                let same = input[start..].iter().zip(text.as_bytes());
                let same = same.take_while(|(there, here)| there == here).count();
                let quoted = quoted || input.get(start + same) == Some(&b'\\');
                let changed = quoted || !outer.is_empty() || input.contains(&0x1b);
                let as_it_stands = !event && exchange.is_none() && !changed;
                if as_it_stands {
                    assert!(
                        input[start..].starts_with(text.as_bytes()),
                        "not at {start}"
                    );
                }
                Some((text, start, outer, as_it_stands))
            }
            _ => None,
        };
        for found in findings(seen) {
            let offset = place(&found.place);
            if found.code == "not-utf8" && !wide {
                let error = std::str::from_utf8(&input[offset..]).expect_err("broken");
                assert_eq!(error.valid_up_to(), 0, "{found:?}");
            }
            let (Some((text, start, outer, as_it_stands)), Some((line, column, span))) =
                (text, &found.local)
            else {
                continue;
            };
            assert!(text.get(span.clone()).is_some(), "{found:?}: the span");
            let local = line_and_column(text.as_bytes(), span.start);
            assert_eq!((*line, *column), local, "{found:?}: in its record");
            if as_it_stands {
                assert_eq!(offset, start + span.start, "{found:?}");
            } else if let Some(byte) = text.as_bytes()[span.start..].first() {
                // The lines of an event are joined, characters in an archive are escaped, and what
                // is Base64 there has the place of its beginning.
                let there = input[offset];
                let same = there == *byte || b"\\\"".contains(&there) || *byte == b'\n';
                assert!(same, "{found:?}: another byte");
            }
            if found.code != "invalid-json" {
                let inner = found.pointer.strip_prefix(outer.as_str());
                let resolved = resolve(text, inner.expect("a place in the payload"));
                assert_ne!(resolved, Some(false), "{found:?}: no such value");
            }
        }
    }
}

/// Bodies have the findings that the library gives for their text alone.
fn as_the_library(seen: &[Observation], reading: Reading) {
    let settings = Settings::new(reading.profile);
    for seen in seen {
        let Observation::Record {
            text: Some((text, _)),
            outer,
            event: false,
            exchange: None,
            kind,
            findings,
        } = seen
        else {
            continue;
        };
        // The end mark of a stream is one in a log as well.
        if OutOfBand::of(None, text) == Some(OutOfBand::Done) {
            continue;
        }
        let report = settings.validate(text);
        assert_eq!(*kind, report.kind);
        let cut = |code: &str| code == "truncated-record";
        let is_cut = findings.iter().any(|found| cut(found.code));
        let expected = report.findings.iter();
        let pointer = |finding: &Finding| format!("{outer}{}", finding.pointer);
        let expected = expected.map(|finding| (finding.code.as_str(), pointer(finding)));
        // A record that is cut off says so instead of what JSON lacks there.
        let expected: Vec<_> = expected
            .filter(|(code, _)| !is_cut || *code != "invalid-json")
            .collect();
        let found: Vec<_> = findings
            .iter()
            .map(|found| (found.code, found.pointer.clone()))
            .filter(|(code, _)| !cut(code))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

/// A line has the same findings wherever it is, if every line is a record.
fn line_by_line(seen: &[Observation], input: &[u8], reading: Reading) {
    let input = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
    let text = input.strip_suffix(b"\n").unwrap_or(input);
    let whole: Vec<_> = seen
        .iter()
        .filter(|seen| !matches!(seen, Observation::Format(_) | Observation::End(_)))
        .collect();
    if codes(seen).any(|code| code == "broken-compression") {
        return;
    }
    let lines: Vec<_> = match input {
        [] => Vec::new(),
        _ => text.split(|&byte| byte == b'\n').collect(),
    };
    assert_eq!(whole.len(), lines.len(), "one answer per line");
    for (i, (line, whole)) in lines.into_iter().zip(whole).enumerate().take(4) {
        // At the beginning of an input these have a meaning.
        let marked = line.starts_with(b"\xef\xbb\xbf");
        if marked || is_compressed(line) {
            continue;
        }
        let alone = run([line, b"\n"].concat(), reading);
        let alone: Vec<_> = alone.iter().map(without_places).collect();
        let [Observation::Format(_), alone, Observation::End(Ok(()))] = &alone[..] else {
            panic!("line {}: {alone:?}", i + 1);
        };
        assert_eq!(*alone, without_places(whole), "line {}", i + 1);
    }
}

fn without_places(seen: &Observation) -> Observation {
    const NOWHERE: Place = Place {
        line: 0,
        column: 0,
        offset: 0,
    };
    let mut seen = seen.clone();
    if let Observation::Record { text, findings, .. } = &mut seen {
        if let Some((_, place)) = text {
            *place = NOWHERE;
        }
        for found in findings {
            found.place = NOWHERE;
            // A duplicate key names the place of the first.
            if let Some(at) = found.message.find(" (first at ") {
                found.message.truncate(at);
            }
        }
    }
    seen
}

/// The events of a stream are those that the library's decoder finds in it.
fn as_the_decoder(seen: &[Observation], input: &[u8]) {
    let is_stream = seen
        .iter()
        .any(|seen| matches!(seen, Observation::Format(format) if format == "event stream"));
    // What is not in the open for the decoder.
    let around = ["foreign-text", "unseparated-events"];
    let stream = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
    let marks = String::from_utf8_lossy(stream).contains('\u{feff}');
    // The readers take an indented field for a field.
    let indented = stream
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .any(|line| line.first().is_some_and(u8::is_ascii_whitespace));
    // Nor is a document between events, which may be broken and take some with it, or an event that
    // wraps what is checked instead.
    let documents = |seen: &Observation| match seen {
        Observation::Record { event, outer, .. } => !event || !outer.is_empty(),
        _ => false,
    };
    if !is_stream
        || seen.iter().any(documents)
        || std::str::from_utf8(input).is_err()
        || marks
        || indented
        || codes(seen).any(|code| around.contains(&code))
    {
        return;
    }
    let mut decoder = SseDecoder::new();
    // The readers skip white space before the first line.
    let pushed = decoder.push(stream.trim_ascii_start()).into_iter();
    let pushed: Vec<_> = pushed.map(|event| event.expect("no limit")).collect();
    // Only what may be an event of the API is a record.
    let events = pushed.into_iter().chain(decoder.finish());
    let events = events.filter(|event| event.out_of_band().is_none());
    let events: Vec<_> = events.map(|event| event.data).collect();
    let texts: Vec<_> = seen
        .iter()
        .filter_map(|seen| match seen {
            Observation::Record {
                text: Some((text, _)),
                event: true,
                ..
            } => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(texts, events, "the events of the stream");
}
