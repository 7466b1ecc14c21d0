//! Structural findings: where a text differs from the shape of its payload.

use super::rules::{Context, Found, UnknownField};
use super::{Code, Detection, Finding, Level, PayloadKind, Report, Settings, mistake};
use crate::json::{Reader, Span, pointers_past};
use crate::legacy;
use crate::lines::Lines;
use crate::listed::Listed;
use crate::similar::Guesses;
use crate::wire::{self, Detail, Fault, FaultCode, JsonKind, Profile, Shape};

/// The report about a payload that the rules have seen, up to its end or not.
pub(super) fn report(
    settings: &Settings,
    kind: PayloadKind,
    cx: Context<'_>,
    whole: bool,
) -> Report {
    let text = cx.text();
    let profile = kind.profile(settings.active_profile());
    let fits = whole && cx.mismatches == 0;
    let findings = if fits && !cx.unrecognized && profile == Profile::Wire {
        // Nothing else can be wrong with the structure.
        located(settings, &cx, &cx.unknown_fields)
    } else {
        let faults = wire::check(text, kind.shape(), profile).into_iter();
        let structural = faults.filter_map(|fault| of_fault(settings, text, fault));
        structural.chain(located(settings, &cx, &[])).collect()
    };
    let report = Report::new(ordered(text, findings)).kind(kind);
    if fits {
        report
    } else {
        report.rules_incomplete(true)
    }
}

/// What a finding is made from.
enum Noticed<'a> {
    UnknownField(&'a UnknownField),
    Rule(&'a Found),
}

/// The findings of rules and about unknown fields. All pointers are found in one walk over the
/// text.
fn located(settings: &Settings, cx: &Context<'_>, unknown_fields: &[UnknownField]) -> Vec<Finding> {
    if cx.found.is_empty() && unknown_fields.is_empty() {
        return Vec::new();
    }
    let mut listed = Listed::default();
    for field in unknown_fields {
        let noticed = Noticed::UnknownField(field);
        listed.push(Code::UnknownField, field.value.start, 0, noticed);
    }
    let is_reported = |one: &&Found| settings.level(one.code) != Level::Allow;
    for found in cx.found.iter().filter(is_reported) {
        listed.push(found.code, found.span.start, 0, Noticed::Rule(found));
    }
    let listed = listed.finish();
    let offsets: Vec<_> = listed.iter().map(|entry| entry.start).collect();
    let mut known = cx.known.clone();
    known.sort_unstable_by_key(|span| span.start);
    let pointers = pointers_past(cx.text(), &offsets, &known);
    let mut guesses = Guesses::default();
    let findings = listed
        .iter()
        .zip(pointers)
        .filter_map(|(entry, pointer)| match entry.what {
            Noticed::UnknownField(field) => {
                let key = field.key.as_deref().unwrap_or_default();
                let near = guesses.guess(key, field.fields.absent());
                let value = field.value.start..field.value.end;
                let mut fault = wire::unknown_field(pointer, value, field.object, key, near);
                fault.more = entry.more;
                of_fault(settings, cx.text(), fault)
            }
            Noticed::Rule(found) => {
                let finding = finding(settings, found.code, found.message.clone().into())?;
                Some(place(finding, pointer, found.span).standing_for(entry.more))
            }
        });
    findings.collect()
}

/// A finding at its place.
pub(super) fn place(mut finding: Finding, pointer: String, span: Span) -> Finding {
    finding.pointer = pointer;
    finding.span(span.start..span.end)
}

/// Puts findings in the order of the text, and gives them their lines and columns. Findings of the
/// same place keep their order.
pub(super) fn ordered(text: &str, mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.is_empty() {
        return findings;
    }
    findings.sort_by_key(|finding| finding.span.as_ref().map(|span| span.start));
    let spans = findings.iter().flat_map(|one| [&one.span, &one.first]);
    let mut offsets: Vec<_> = spans.flatten().map(|span| span.start).collect();
    offsets.sort_unstable();
    let mut lines = Lines::new(text);
    let places: Vec<_> = offsets.iter().map(|offset| lines.at(*offset)).collect();
    let place = |offset| places[offsets.partition_point(|other| *other < offset)];
    let placed = findings.into_iter().map(|finding| finding.placed(place));
    placed.collect()
}

fn of_fault(settings: &Settings, text: &str, fault: Fault) -> Option<Finding> {
    let code = code(&fault, text);
    if let Some(mistake) = mistake::behind(&fault, text) {
        let mut found = finding(settings, code, mistake.message)?;
        found.help = mistake.help.into();
        return Some(place(found, fault.pointer, mistake.span.into()).standing_for(fault.more));
    }
    let help = help(&fault, text);
    let mut found = match successor_of(&fault, text) {
        Some((old, new)) => {
            let message = format!("`{old}` is an older spelling of `{new}`");
            finding(settings, code, message)?
        }
        None => finding(settings, code, fault.message)?,
    };
    if let Some(help) = help {
        found.help = help.into();
    }
    let first = fault.detail.first();
    found.first = first.map(|key| (key.start..key.end).into());
    Some(place(found, fault.pointer, fault.span.into()).standing_for(fault.more))
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
    let (code, pointer, span) = match (detection, found) {
        (Detection::Wrapped(wrapped), _) => {
            (Code::UnknownPayload, wrapped.pointer, wrapped.range.into())
        }
        (_, Some(JsonKind::Object)) => {
            let brace = Span::new(start, start + 1);
            (Code::UnknownPayload, String::new(), brace)
        }
        _ => {
            let value = Span::new(start, text.trim_end().len());
            (Code::NotAnObject, String::new(), value)
        }
    };
    let found = finding(settings, code, message).map(|found| place(found, pointer, span));
    found.into_iter().collect()
}

/// A finding without a place, unless its code is allowed.
pub(super) fn finding(settings: &Settings, code: Code, message: String) -> Option<Finding> {
    let level = settings.level(code);
    let explained = code.explain();
    (level != Level::Allow)
        .then(|| Finding::new(code, level, "", message, explained.fix, explained.source))
}

/// What took the place of the tag, value or key that the fault is about.
fn successor_of(fault: &Fault, text: &str) -> Option<(&'static str, &'static str)> {
    let word = match fault.code {
        FaultCode::UnknownTag | FaultCode::UnknownValue | FaultCode::UnknownConstant => {
            Reader::new(text.get(fault.span.clone())?).string().ok()?
        }
        FaultCode::UnknownField => fault.pointer.rsplit('/').next()?.into(),
        _ => return None,
    };
    legacy::successor(&word)
}

/// What to do about this very fault, where its code alone does not say.
fn help(fault: &Fault, text: &str) -> Option<&'static str> {
    let value = text.get(fault.span.clone()).unwrap_or_default();
    let inner = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    let is_number = inner.is_some_and(|inner| inner.parse::<f64>().is_ok());
    match (fault.code, fault.detail) {
        (FaultCode::InvalidJson, Detail::CutOff) => {
            Some("The record is cut off here: capture it again, or look for its other part.")
        }
        // A whole payload of the wrong type is no value with a mistake in it.
        (FaultCode::WrongType, _) if fault.pointer.is_empty() => None,
        (FaultCode::WrongType, _) if value == "null" => {
            Some("The sender has to write a value here: only optional fields may be null.")
        }
        (FaultCode::WrongType, Detail::Only(JsonKind::Number)) if is_number => {
            Some("Write the number without quotes.")
        }
        (FaultCode::WrongType, Detail::Only(JsonKind::Boolean))
            if matches!(inner, Some("true" | "false")) =>
        {
            Some("Write true and false without quotes.")
        }
        (FaultCode::WrongType, Detail::Only(JsonKind::String))
            if !value.starts_with(['{', '[']) =>
        {
            Some("Write the value in quotes.")
        }
        (FaultCode::WrongType, _) if value.starts_with('{') => {
            Some("Look for a value that was put into an object of its own.")
        }
        (FaultCode::WrongType, _) if value.starts_with('[') => {
            Some("Look for a single value that was put into a list.")
        }
        _ => None,
    }
}

fn code(fault: &Fault, text: &str) -> Code {
    if successor_of(fault, text).is_some() {
        return Code::LegacySpelling;
    }
    match fault.code {
        // Every payload is an object.
        FaultCode::WrongType if fault.pointer.is_empty() => Code::NotAnObject,
        code => code.into(),
    }
}
