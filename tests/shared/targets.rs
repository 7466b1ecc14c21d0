//! The fuzz targets: each takes any bytes, compares parts of the crate with each other, and panics
//! where they differ. The same functions replay the corpus as ordinary tests.

use agentlin_types::generate::Valid;
use agentlin_types::stream::{SseDecoder, SseEvent, TaskFold};
use agentlin_types::validate::{Code, Finding, PayloadKind, Settings};
use agentlin_types::wire::{self, check};
use agentlin_types::{Profile, Task, TaskEvent, TaskEventResponse, decode};

use super::types::{ALL, Type};
use super::{compare, json, sse};

/// A target and its name.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("round_trip", round_trip),
    #[cfg(feature = "schemars")]
    ("schema_agreement", schema_agreement),
    ("structured", structured),
    ("validate", validate),
    ("event_stream", event_stream),
    ("fold", fold),
];

/// The first byte selects the type.
fn typed(bytes: &[u8]) -> Option<(&'static Type, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    Some((&ALL[usize::from(*first) % ALL.len()], rest))
}

/// The first byte selects the type, the rest is a text: reading and writing in every way.
pub fn round_trip(bytes: &[u8]) {
    let Some((r#type, rest)) = typed(bytes) else {
        return;
    };
    match std::str::from_utf8(rest) {
        Ok(text) => drop((r#type.round_trip)(text)),
        Err(_) => assert!((r#type.read_bytes)(rest).is_err()),
    }
}

/// The first byte selects the type, the rest is a text: types, checker and schemas.
#[cfg(feature = "schemars")]
pub fn schema_agreement(bytes: &[u8]) {
    if let Some((r#type, rest)) = typed(bytes)
        && let Ok(text) = std::str::from_utf8(rest)
    {
        super::judge::agree(r#type, text);
    }
}

/// The first byte selects the type, the rest are decisions: what is made by construction.
pub fn structured(bytes: &[u8]) {
    let Some((r#type, choices)) = typed(bytes) else {
        return;
    };
    compare::valid(r#type, choices);
    for profile in r#type.profiles() {
        compare::corrupt(r#type, *profile, choices);
    }
    #[cfg(feature = "schemars")]
    {
        super::judge::agree_on_generated(r#type, choices);
        for profile in r#type.profiles() {
            super::judge::agree_on_defect(r#type, *profile, choices);
        }
    }
}

/// A text that may be a payload: findings have places that exist, and errors are what the decoder
/// refuses.
pub fn validate(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for &profile in Profile::ALL {
        let settings = Settings::new(profile);
        let report = settings.validate(text);
        for finding in &report.findings {
            let what = format!("{finding}: {text}");
            if let Some(span) = &finding.span {
                assert!(text.get(span.start..span.end).is_some(), "span: {what}");
            }
            let in_json = !matches!(finding.code, Code::InvalidJson);
            if in_json && json::resolve(text, &finding.pointer) == Some(false) {
                panic!("no such place: {what}");
            }
        }
        if let (Some(kind), Profile::Wire) = (PayloadKind::detect(text), profile) {
            // However the findings were found, they are those of the checker, each once.
            for fault in check(text, kind.shape(), profile) {
                let same = |f: &&Finding| {
                    // The usual mistakes have messages of their own.
                    if f.code == Code::InvalidJson {
                        return fault.code == agentlin_types::wire::FaultCode::InvalidJson;
                    }
                    let is_named = matches!(
                        f.code,
                        Code::LegacySpelling | Code::WrongType | Code::NotAnObject
                    );
                    let span = f.span.as_ref().map(|span| span.start..span.end);
                    let place = f.pointer == fault.pointer && span == Some(fault.span.clone());
                    // Findings also say where the first of two keys is.
                    place && (is_named || f.message.starts_with(&fault.message))
                };
                let count = report.findings.iter().filter(same).count();
                assert_eq!(count, 1, "not reported once: {fault:?}: {text}");
            }
        }
    }
}

/// An event stream: where it is cut makes no difference, and the events are those that the rules
/// of the format give.
pub fn event_stream(bytes: &[u8]) {
    let Some((step, stream)) = bytes.split_first() else {
        return;
    };
    let whole = events(stream, stream.len().max(1));
    assert_eq!(whole, events(stream, usize::from(*step % 16) + 1), "cut");
    let simple: Vec<_> = whole
        .iter()
        .map(|event| sse::Event {
            event: event.event.clone().unwrap_or_default(),
            data: event.data.clone(),
            id: event.last_event_id.to_string(),
        })
        .collect();
    assert_eq!(simple, sse::events(stream), "the rules of the format");
}

fn events(stream: &[u8], step: usize) -> Vec<SseEvent> {
    let mut decoder = SseDecoder::new();
    let mut events = Vec::new();
    for piece in stream.chunks(step) {
        events.extend(
            decoder
                .push(piece)
                .into_iter()
                .map(|e| e.expect("no limit")),
        );
    }
    events.extend(decoder.finish());
    events
}

/// Events folded into tasks: an even first byte and a stream, or an odd one and decisions.
pub fn fold(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let events: Vec<TaskEvent> = if first % 2 == 0 {
        events(rest, rest.len().max(1))
            .iter()
            .filter_map(|event| {
                decode::from_str::<TaskEventResponse>(&event.data)
                    .ok()?
                    .result
            })
            .collect()
    } else {
        rest.chunks(40)
            .map(|choices| Valid::from_choices(Profile::Wire, choices).value())
            .collect()
    };
    for mut fold in [TaskFold::new(), TaskFold::with_deltas()] {
        let mut again = fold.clone();
        // A task that is paused or left to the caller may go on; one that is over may not.
        let mut over = false;
        for event in &events {
            let notices = fold.push(event.clone());
            let main = fold.tasks().next();
            let terminal = main.is_some_and(|(_, task)| task.status.is_terminal());
            assert!(fold.is_done() || !over, "a task that was over goes on");
            over = fold.is_done() && terminal;
            // The same event after a trip over the wire does the same.
            let text = agentlin_types::encode::to_string(event).unwrap();
            let same = again.push(decode::from_str(&text).expect("an event"));
            assert_eq!(format!("{notices:?}"), format!("{same:?}"));
        }
        let tasks: Vec<_> = fold.tasks().collect();
        assert_eq!(tasks, again.tasks().collect::<Vec<_>>());
        for (id, task) in tasks {
            assert_eq!(fold.get(id), Some(task));
            let text = agentlin_types::encode::to_string(task).unwrap();
            match decode::from_str::<Task>(&text) {
                Ok(again) => assert_eq!(&again, task, "{text}"),
                // An item that was as deep as an event allows is deeper in a task.
                Err(error) => assert_eq!(error.code(), wire::FaultCode::TooDeep, "{error}: {text}"),
            }
        }
    }
}
