//! Rules about content parts: citations, numbers, inline bytes.

use std::collections::HashSet;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{Code, Context, Field, Rules, Span, UnionRules, View, base64};
use crate::content::{File, ImageUrl, InputAudio};
use crate::wire::{BareRules, Kept, Text, Visit, kept_alone};
use crate::{
    Annotation, AudioContent, ContainerFileCitation, ContentPart, FileCitation, FileContent,
    FilePath, ImageContent, MessageContent, ReasoningPart, TextContent, UrlCitation,
};

/// What a task has to know of a part of a body.
#[derive(Debug, Default)]
pub(in crate::validate) struct Part {
    /// The number by which it can be cited.
    number: Option<i64>,
    /// Its text, if that seems to cite something.
    citing: Option<Span>,
}

/// The same of all parts of a body.
#[derive(Debug, Default)]
pub(in crate::validate) struct Parts {
    pub(super) numbers: Vec<i64>,
    pub(super) citing: Vec<Span>,
}

impl Kept for Part {
    type All = Parts;

    fn join(self, all: &mut Parts) {
        all.numbers.extend(self.number);
        all.citing.extend(self.citing);
    }
}

kept_alone!(Parts);

type Body<'a> = <MessageContent as Visit<Context<'a>>>::Kept;

/// The numbers of the parts of a body and of its copy under the old key.
pub(super) fn numbers(body: Field<Body<'_>>, old: Field<Body<'_>>) -> Vec<i64> {
    let numbers = |body: Field<Body<'_>>| match body.into_value() {
        Some(Body::Parts(parts)) => parts.numbers,
        _ => Vec::new(),
    };
    let mut all = numbers(body);
    all.extend(numbers(old));
    all
}

/// The texts of a body that seem to cite something.
pub(super) fn citing_texts(cx: &Context<'_>, body: &Field<Body<'_>>) -> Vec<Span> {
    match body.get() {
        Some((span, Body::Text(text))) => citing(cx, span, text.escaped).into_iter().collect(),
        Some((_, Body::Parts(parts))) => parts.citing.clone(),
        _ => Vec::new(),
    }
}

impl<'a> UnionRules<Context<'a>> for ContentPart {
    type Kept = Part;

    fn unknown(_: Span, _: &mut Context<'a>) -> Part {
        Part::default()
    }
}

impl<'a> BareRules<Context<'a>, String> for ContentPart {
    fn bare(span: Span, text: Text, cx: &mut Context<'a>) -> Part {
        Part {
            number: None,
            citing: citing(cx, span, text.escaped),
        }
    }
}

impl<'a> UnionRules<Context<'a>> for ReasoningPart {
    type Kept = Part;

    fn unknown(_: Span, _: &mut Context<'a>) -> Part {
        Part::default()
    }
}

impl<'a> Rules<Context<'a>> for TextContent {
    type Kept = Part;

    fn check(part: View<'_, Self::Fields>, cx: &mut Context<'a>) -> Part {
        if part.id.value().is_some_and(|id| *id < 1) {
            let message = "a reference number must be at least 1";
            cx.report_field(Code::ReferenceNumber, &part.id, message);
        }
        if let (Some(ranges), Some(text)) = (part.annotations.value(), part.text.span()) {
            let mut length = None;
            for cited in ranges {
                range(cx, cited, text, &mut length);
            }
        }
        Part {
            number: part.id.value().copied(),
            citing: part
                .text
                .get()
                .and_then(|(span, text)| citing(cx, span, text.escaped)),
        }
    }
}

impl<'a> Rules<Context<'a>> for ImageContent {
    type Kept = Part;

    fn check(part: View<'_, Self::Fields>, _: &mut Context<'a>) -> Part {
        Part {
            number: part.id.value().copied(),
            citing: None,
        }
    }
}

/// Audio and files can have a number too, which the model does not name.
macro_rules! other_parts {
    ($($part:ident)*) => {$(
        impl<'a> Rules<Context<'a>> for $part {
            type Kept = Part;

            fn check(part: View<'_, Self::Fields>, cx: &mut Context<'a>) -> Part {
                let number = |id| cx.reader(id).integer().ok();
                Part {
                    number: part.others.get("id").and_then(number),
                    citing: None,
                }
            }
        }
    )*};
}

other_parts! { AudioContent FileContent }

impl<'a> Rules<Context<'a>> for ImageUrl {
    type Kept = ();

    fn check(image: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        bytes(cx, &image.url, |url| match base64::is_data_url(url) {
            true => base64::url(url),
            false => Ok(()),
        });
    }
}

impl<'a> Rules<Context<'a>> for InputAudio {
    type Kept = ();

    fn check(audio: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        bytes(cx, &audio.data, base64::bytes);
    }
}

impl<'a> Rules<Context<'a>> for File {
    type Kept = ();

    fn check(file: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        bytes(cx, &file.file_data, base64::bytes);
    }
}

/// Inline bytes.
pub(super) fn bytes(
    cx: &mut Context<'_>,
    field: &Field<Text>,
    check: fn(&str) -> Result<(), &'static str>,
) {
    if let Some(span) = field.span()
        && let Err(message) = check(cx.str(span))
    {
        cx.report(Code::NotBase64, span, message);
    }
}

/// A range of the text around a citation.
#[derive(Debug)]
pub(in crate::validate) struct Range {
    start: (Span, i64),
    end: (Span, i64),
}

impl Kept for Option<Range> {
    type All = Vec<Range>;

    fn join(self, all: &mut Vec<Range>) {
        all.extend(self);
    }
}

impl<'a> UnionRules<Context<'a>> for Annotation {
    type Kept = Option<Range>;

    fn unknown(_: Span, _: &mut Context<'a>) -> Option<Range> {
        None
    }
}

macro_rules! files {
    ($($citation:ident)*) => {$(
        impl<'a> Rules<Context<'a>> for $citation {
            type Kept = Option<Range>;

            fn check(file: View<'_, Self::Fields>, cx: &mut Context<'a>) -> Option<Range> {
                if file.index.value().is_some_and(|index| *index < 0) {
                    let message = "`index` must not be negative";
                    cx.report_field(Code::CitationFileIndex, &file.index, message);
                }
                None
            }
        }
    )*};
}

files! { FileCitation FilePath }

macro_rules! ranges {
    ($($citation:ident)*) => {$(
        impl<'a> Rules<Context<'a>> for $citation {
            type Kept = Option<Range>;

            fn check(cited: View<'_, Self::Fields>, _: &mut Context<'a>) -> Option<Range> {
                let index = |field: &Field<i64>| field.get().map(|(span, index)| (span, *index));
                Some(Range {
                    start: index(&cited.start_index)?,
                    end: index(&cited.end_index)?,
                })
            }
        }
    )*};
}

ranges! { UrlCitation ContainerFileCitation }

/// The cited range against the text that it is in, whose length is found out once it is needed.
fn range(cx: &mut Context<'_>, cited: &Range, text: Span, length: &mut Option<usize>) {
    /// What the longest escape of one byte, `\u0041`, takes. The quotes are not enough for one more.
    const ESCAPE: usize = 6;
    // The unit of the range is not documented. A text has the most units in bytes, so a range
    // that is too long in bytes is too long in every unit.
    let mut is_within = |end: usize| {
        let within = end < (text.end - text.start) / ESCAPE;
        within || end < *length.get_or_insert_with(|| cx.str(text).len())
    };
    let ((start_span, start), (end_span, end)) = (cited.start, cited.end);
    let (span, message) = if start < 0 {
        (start_span, "citation starts before the text")
    } else if end < start {
        (end_span, "citation ends before it starts")
    } else if !usize::try_from(end).is_ok_and(&mut is_within) {
        (
            end_span,
            "citation ends after the text, in whatever unit it counts",
        )
    } else {
        return;
    };
    cx.report(Code::CitationRange, span, message);
}

/// The text, if it seems to cite something: it may hold `[^`, with or without escapes.
fn citing(cx: &Context<'_>, text: Span, escaped: bool) -> Option<Span> {
    static REFERENCE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("[^"));
    // A bracket or a caret with an escape.
    static ESCAPE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(r"\u005"));
    let raw = text.of(cx.text).as_bytes();
    let cites = REFERENCE.find(raw).is_some() || escaped && ESCAPE.find(raw).is_some();
    cites.then_some(text)
}

/// The numbers in the `[^N]` of a text, apart from those that the text itself defines with
/// `[^N]:` as Markdown does.
pub(super) fn references(text: &str) -> impl Iterator<Item = i64> {
    let notes = || text.split("[^").skip(1);
    let mut defined = None;
    notes().filter_map(move |note| {
        let number = &note[..note.find(']')?];
        let parsed = number.parse().ok()?;
        let defined = defined.get_or_insert_with(|| {
            let definitions = notes().filter_map(|note| note.split_once("]:"));
            definitions
                .map(|(number, _)| number)
                .collect::<HashSet<_>>()
        });
        (!defined.contains(number)).then_some(parsed)
    })
}
