//! Structural findings: where a text differs from the shape of its payload.

use super::{Code, Detection, Finding, PayloadKind, Settings, mistake};
use crate::legacy;
use crate::wire::{self, Fault, Kind, Landmark, Profile, Reader, Shape, Surprises};

/// The findings, and whether the types of the model can read the text all the same.
pub(super) fn check(settings: &Settings, kind: PayloadKind, text: &str) -> (Vec<Finding>, bool) {
    let profile = kind.profile(settings.active_profile());
    let faults = wire::check(text, kind.shape(), profile);
    let readable = !faults.iter().any(|fault| fault.code.refuses(Profile::Wire));
    (findings(settings, text, faults), readable)
}

/// The findings about a text that was read as its kind.
pub(super) fn surprises(
    settings: &Settings,
    kind: PayloadKind,
    text: &str,
    surprises: &Surprises,
    landmarks: &[Landmark],
) -> Vec<Finding> {
    let fields = &surprises.unknown_fields;
    let faults = match (surprises.others, &fields[..]) {
        (false, []) => return Vec::new(),
        (false, fields) => wire::unknown_fields(text, fields, landmarks),
        (true, _) => wire::check(text, kind.shape(), Profile::Wire),
    };
    findings(settings, text, faults)
}

fn findings(settings: &Settings, text: &str, faults: Vec<Fault>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for fault in faults {
        findings.extend(of_fault(settings, text, fault));
    }
    findings
}

fn of_fault(settings: &Settings, text: &str, fault: Fault) -> Option<Finding> {
    let code = code(&fault, text);
    if let Some(mistake) = mistake::behind(&fault, text) {
        let mut found = finding(settings, code, fault.pointer, mistake.message)?;
        found.help = mistake.help.into();
        return Some(found.span(mistake.span));
    }
    let message = format!("expected {}, found {}", fault.expected, fault.found);
    Some(finding(settings, code, fault.pointer, message)?.span(fault.span))
}

/// What is wrong with a text that is no payload of the API.
pub(super) fn unrecognised(settings: &Settings, text: &str) -> Vec<Finding> {
    let faults = wire::check(text, &Shape::Any, Profile::Wire);
    if let Some(fault) = faults.into_iter().next() {
        let pointer = String::new();
        return of_fault(settings, text, Fault { pointer, ..fault })
            .into_iter()
            .collect();
    }
    let mut reader = Reader::new(text);
    let found = reader.kind();
    let start = reader.pos();
    let detection = Detection::of(text);
    let message = detection.to_string();
    let found = match (detection, found) {
        (Detection::Wrapped(wrapped), _) => {
            let found = finding(settings, Code::UnknownPayload, wrapped.pointer, message);
            found.map(|found| found.span(wrapped.range))
        }
        (_, Some(Kind::Object)) => {
            let found = finding(settings, Code::UnknownPayload, String::new(), message);
            found.map(|found| found.span(start..start + 1))
        }
        _ => {
            let found = finding(settings, Code::NotAnObject, String::new(), message);
            found.map(|found| found.span(start..text.trim_end().len()))
        }
    };
    found.into_iter().collect()
}

/// A finding without a place, unless its code is allowed.
pub(super) fn finding(
    settings: &Settings,
    code: Code,
    pointer: String,
    message: String,
) -> Option<Finding> {
    let level = settings.level(code);
    let explained = code.explain();
    (level != super::Level::Allow).then(|| {
        Finding::new(
            code,
            level,
            pointer,
            message,
            explained.fix,
            explained.source,
        )
    })
}

/// What took the place of a tag, value or key.
pub(super) fn successor(word: &str) -> Option<&'static str> {
    legacy::successor(word).map(|(_, new)| new)
}

/// What took the place of the tag, value or key that the fault is about.
fn successor_of(fault: &Fault, text: &str) -> Option<&'static str> {
    let word = match fault.code {
        wire::Code::UnknownTag | wire::Code::UnknownValue => {
            Reader::new(text.get(fault.span.clone())?).string().ok()?
        }
        wire::Code::UnknownField => fault.pointer.rsplit('/').next()?.into(),
        _ => return None,
    };
    successor(&word)
}

fn code(fault: &Fault, text: &str) -> Code {
    if successor_of(fault, text).is_some() {
        return Code::LegacySpelling;
    }
    match fault.code {
        wire::Code::InvalidJson => Code::InvalidJson,
        wire::Code::TooDeep => Code::TooDeep,
        wire::Code::InvalidString => Code::InvalidString,
        wire::Code::DuplicateKey => Code::DuplicateKey,
        wire::Code::MissingField => Code::MissingField,
        // Every payload is an object.
        wire::Code::WrongType if fault.pointer.is_empty() => Code::NotAnObject,
        wire::Code::WrongType => Code::WrongType,
        wire::Code::OutOfRange => Code::OutOfRange,
        wire::Code::WrongConstant => Code::WrongConstant,
        wire::Code::UnknownTag => Code::UnknownTag,
        // A list of one known value is a constant.
        wire::Code::UnknownValue if !fault.expected.contains(" or ") => Code::WrongConstant,
        wire::Code::UnknownValue => Code::UnknownValue,
        wire::Code::UnknownField => Code::UnknownField,
        wire::Code::UndocumentedField => Code::UndocumentedField,
        wire::Code::UnusualValue => Code::UnusualValue,
    }
}
