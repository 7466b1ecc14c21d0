//! The text format of event streams, rule by rule.

use std::io::{self, Read};
use std::time::Duration;

use agentlin_types::stream::{SseDecoder, SseError, SseEvent, SseReader};
use proptest::prelude::*;

use crate::captures;

/// All that a stream in one piece gives: events that are complete, and the one left at the end.
fn whole(stream: &[u8]) -> (Vec<SseEvent>, Option<SseEvent>) {
    let mut decoder = SseDecoder::new();
    let events = decoder.push(stream).into_iter().map(Result::unwrap);
    (events.collect(), decoder.finish())
}

/// The data of the complete events.
fn data(stream: &str) -> Vec<String> {
    let events = whole(stream.as_bytes()).0.into_iter();
    events.map(|event| event.data).collect()
}

#[test]
fn data_lines_are_joined_by_line_feeds() {
    assert_eq!(data("data: YHOO\ndata: +2\ndata: 10\n\n"), ["YHOO\n+2\n10"]);
    assert_eq!(data("data: 1\n\ndata: 2\n\n"), ["1", "2"]);
}

#[test]
fn a_line_ends_with_lf_cr_or_crlf_in_any_mixture() {
    assert_eq!(data("data: 1\n\ndata: 2\n\n"), ["1", "2"]);
    assert_eq!(data("data: 1\r\rdata: 2\r\r"), ["1", "2"]);
    assert_eq!(data("data: 1\r\n\r\ndata: 2\r\n\r\n"), ["1", "2"]);
    assert_eq!(data("data: 1\rdata: 2\ndata: 3\r\n\r"), ["1\n2\n3"]);
    // LF CR is two line ends, and so is CR CR LF.
    assert_eq!(data("data: 1\n\rdata: 2\r\r\n"), ["1", "2"]);
}

#[test]
fn only_those_end_a_line() {
    let text = "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f";
    assert_eq!(data(&format!("data: {text}\r\n\r\n")), [text]);
}

#[test]
fn one_space_after_the_colon_is_not_data() {
    assert_eq!(data("data:a\n\ndata: a\n\n"), ["a", "a"]);
    assert_eq!(data("data:  a \n\n"), [" a "]);
    assert_eq!(data("data:\ta\n\n"), ["\ta"]);
    assert_eq!(data("data: a: b\n\n"), ["a: b"]);
}

#[test]
fn comments_and_unknown_fields_are_skipped() {
    assert_eq!(
        data(": ping - 2026\r\n\r\n:\ndata: 1\n:data: 2\nother: 3\n data: 4\nData: 5\n\n"),
        ["1"]
    );
    assert_eq!(data(": only a comment\n\n\n\n"), [""; 0]);
}

#[test]
fn empty_data_is_no_event() {
    // By the standard the first two are; servers mean nothing by them.
    assert_eq!(data("data\n\ndata\ndata\n\ndata:  \n\ndata:"), [""; 0]);
    assert_eq!(data("event: a\n\ndata: 1\n\n"), ["1"]);
}

#[test]
fn the_type_belongs_to_one_event_and_the_id_stays() {
    let stream = "event: none\nevent: add\nid: 7\ndata: 1\n\ndata: 2\n\nevent: lost\n\ndata: 3\nid\n\n\
        id: a\0b\ndata: 4\n\n";
    let (events, rest) = whole(stream.as_bytes());
    let fields: Vec<_> = events
        .iter()
        .map(|e| (e.event.as_deref(), &*e.data, &*e.last_event_id))
        .collect();
    assert_eq!(
        fields,
        [
            (Some("add"), "1", "7"),
            (None, "2", "7"),
            (None, "3", ""),
            (None, "4", "")
        ]
    );
    assert_eq!(rest, None);
}

#[test]
fn retry_takes_digits_only() {
    let mut decoder = SseDecoder::new();
    assert_eq!(decoder.retry(), None);
    decoder.push(b"retry: 250\n");
    assert_eq!(decoder.retry(), Some(Duration::from_millis(250)));
    decoder
        .push(b"retry: -1\nretry: +1\nretry: 1e3\nretry:\nretry\nretry: 99999999999999999999999\n");
    assert_eq!(decoder.retry(), Some(Duration::from_millis(250)));
}

#[test]
fn one_byte_order_mark_at_the_beginning_is_skipped() {
    assert_eq!(data("\u{feff}data: 1\n\n"), ["1"]);
    assert_eq!(data("\u{feff}: comment\ndata: 1\n\n"), ["1"]);
    assert_eq!(data("\u{feff}\u{feff}data: 1\n\ndata: 2\n\n"), ["2"]);
    assert_eq!(data("data: 1\n\n\u{feff}data: 2\n\n"), ["1"]);
    assert_eq!(data("data: \u{feff}1\n\n"), ["\u{feff}1"]);
}

#[test]
fn bytes_that_are_not_utf8_are_replaced() {
    let (events, _) = whole(b"data: a\xffb\xe2\x82\ndata: \xe2\x82\xac\n\n");
    assert_eq!(events[0].data, "a\u{fffd}b\u{fffd}\n\u{20ac}");
}

#[test]
fn an_event_without_its_empty_line_is_left_at_the_end() {
    let rest = |stream: &str| whole(stream.as_bytes()).1.map(|event| event.data);
    assert_eq!(rest("data: 1\n\ndata: 2\n").as_deref(), Some("2"));
    assert_eq!(rest("data: 1\n\ndata: 2").as_deref(), Some("2"));
    assert_eq!(rest("data: 1\n\n"), None);
    assert_eq!(rest("data: 1\n\n: ping"), None);
    assert_eq!(rest("event: x"), None);
    assert_eq!(rest(""), None);
}

#[test]
fn events_know_their_line() {
    let (events, _) = whole(b": ping\r\n\r\ndata: 1\r\n\r\nevent: x\rdata: 2\rdata: 3\r\r");
    let lines: Vec<_> = events.iter().map(|event| event.line).collect();
    assert_eq!(lines, [3, 6]);
}

#[test]
fn an_event_beyond_the_limit_is_skipped_and_reported() {
    let stream = b"data: 12345678\n\ndata: 123456789\ndata: more\n\ndata: 1\ndata: 2345678\n\n\
        event: abcdefg\ndata: 12\n\n\
        : comments of any length do not count\ndata: last\n\n";
    for size in 1..stream.len() {
        let mut decoder = SseDecoder::with_limit(14);
        let found: Vec<_> = stream
            .chunks(size)
            .flat_map(|piece| decoder.push(piece))
            .map(|found| found.map(|event| event.data))
            .collect();
        assert_eq!(
            found,
            [
                Ok("12345678".to_owned()),
                Err(SseError::TooLong { limit: 14, line: 3 }),
                Err(SseError::TooLong { limit: 14, line: 7 }),
                Err(SseError::TooLong {
                    limit: 14,
                    line: 10
                }),
                Ok("last".to_owned()),
            ],
            "pieces of {size} bytes"
        );
    }
    let error = SseError::TooLong { limit: 14, line: 3 };
    assert_eq!(
        error.to_string(),
        "line 3: the event is longer than 14 bytes"
    );
}

#[test]
fn memory_stays_within_the_limit_on_an_endless_line() {
    let mut decoder = SseDecoder::with_limit(1000);
    let mut errors = 0;
    for _ in 0..10_000 {
        errors += decoder.push(&[b'x'; 100]).len();
    }
    assert_eq!(errors, 1, "one line, one report");
    assert!(format!("{decoder:?}").len() < 10_000);
}

/// A reader that hands out one byte at a time, is interrupted in between, and fails at the end.
struct Slow<'a>(&'a [u8], bool, Option<io::ErrorKind>);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match (self.0, self.2) {
            ([], Some(kind)) => Err(kind.into()),
            _ => self.0.read(&mut buffer[..1]),
        }
    }
}

#[test]
fn events_are_read_from_a_reader() {
    let stream = b"data: 1\n\ndata: 2\n\ndata: 3";
    let read = SseReader::new(Slow(stream, false, None));
    let data: Vec<_> = read.map(|event| event.unwrap().data).collect();
    assert_eq!(data, ["1", "2", "3"]);

    let broken = Slow(stream, false, Some(io::ErrorKind::ConnectionReset));
    let found: Vec<_> = SseReader::new(broken).collect();
    assert_eq!(found.len(), 3);
    let error = found[2].as_ref().unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);

    let decoder = SseDecoder::with_limit(8);
    let stream = &b"data: 1\n\ndata: 123\n\ndata: 3\n\n"[..];
    let found: Vec<_> = SseReader::with_decoder(stream, decoder).collect();
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[1].as_ref().unwrap_err().kind(),
        io::ErrorKind::InvalidData
    );
    assert_eq!(found[2].as_ref().unwrap().data, "3");
}

#[test]
fn captured_streams_give_their_data_lines() {
    for (name, text) in captures::streams() {
        let plain: Vec<_> = captures::data_lines(&text).collect();
        assert_eq!(data(&text), plain, "{name}");
        for size in [1, 2, 3, 7, 64, 1000] {
            let mut decoder = SseDecoder::new();
            let pieces = text.as_bytes().chunks(size);
            let found: Vec<_> = pieces
                .flat_map(|piece| decoder.push(piece))
                .map(|found| found.unwrap().data)
                .collect();
            assert_eq!(found, plain, "{name} in pieces of {size} bytes");
        }
    }
}

/// Text made of everything that means something to the format.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        3 => Just(&b"data: "[..]),
        1 => Just(&b"data"[..]),
        1 => Just(&b"event:"[..]),
        1 => Just(&b"id: "[..]),
        1 => Just(&b"retry: 5"[..]),
        2 => Just(&b":"[..]),
        4 => Just(&b"\n"[..]),
        3 => Just(&b"\r"[..]),
        3 => Just(&b"\r\n"[..]),
        1 => Just(&b"\xef\xbb\xbf"[..]),
        1 => Just(&b"\xe2\x80\xa8"[..]),
        1 => Just(&b"\xf0\x9f\x91\x8b"[..]),
        1 => Just(&b"\xf0\x9f"[..]),
        1 => Just(&b"\xff"[..]),
        1 => Just(&b"\0"[..]),
        2 => Just(&b"x"[..]),
    ];
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

/// The same rules once more, as the standard has them: the whole text first, then its lines.
/// Slow and simple, to hold the decoder against.
fn by_the_rules(stream: &[u8]) -> Vec<(Option<String>, String, String)> {
    let text = String::from_utf8_lossy(stream);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut event, mut data, mut id) = (String::new(), String::new(), String::new());
    let mut found = Vec::new();
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.pop();
    for line in lines {
        if line.is_empty() {
            data.pop();
            // Where the decoder departs from the standard.
            if !data.trim_ascii().is_empty() {
                let kind = (!event.is_empty()).then(|| event.clone());
                found.push((kind, data.clone(), id.clone()));
            }
            event.clear();
            data.clear();
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => data = data + value + "\n",
            "event" => event = value.into(),
            "id" if !value.contains('\0') => id = value.into(),
            _ => {}
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_pieces_give_the_same_events(
        stream in stream(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
        cuts.extend([0, stream.len()]);
        cuts.sort_unstable();
        let mut decoder = SseDecoder::new();
        let mut events = Vec::new();
        for pair in cuts.windows(2) {
            events.extend(decoder.push(&stream[pair[0]..pair[1]]).into_iter().map(Result::unwrap));
        }
        prop_assert_eq!((events, decoder.finish()), whole(&stream));
    }

    #[test]
    fn the_events_are_those_of_the_standard(stream in stream()) {
        let ours: Vec<_> = whole(&stream)
            .0
            .into_iter()
            .map(|event| (event.event, event.data, event.last_event_id.to_string()))
            .collect();
        prop_assert_eq!(ours, by_the_rules(&stream));
    }
}
