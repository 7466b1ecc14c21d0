//! A finding with its place in the file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use agentlin_types::validate::{self, Level};

use crate::capture::{self, Exchange, Places, Position, Text, Trouble};
use crate::config::Config;
use crate::excerpt::{Excerpt, Excerpts};
use crate::mask;

/// Something to say about a capture or about a payload in it.
#[derive(Debug)]
pub(crate) struct CaptureFinding {
    pub(crate) code: &'static str,
    pub(crate) level: Level,
    /// Empty when it is about the capture.
    pub(crate) pointer: String,
    /// Where it is in the file.
    pub(crate) at: Position,
    /// Where it is in its record: line, column, and the bytes.
    pub(crate) local: Option<(usize, usize, std::ops::Range<usize>)>,
    pub(crate) message: String,
    pub(crate) help: String,
    /// How many more of its code follow in the payload that are not listed.
    pub(crate) more: u64,
    pub(crate) source: &'static str,
    /// The exchange of an archive that it belongs to.
    pub(crate) exchange: Option<Arc<Exchange>>,
    pub(crate) excerpt: Option<Excerpt>,
}

/// Who makes the rule of findings about captures.
const CAPTURE: &str = "capture";

impl CaptureFinding {
    /// A finding about the capture; `None` when it is not to be reported.
    pub(crate) fn of_trouble(trouble: &Trouble, settings: &Config) -> Option<CaptureFinding> {
        let level = settings.capture_level(trouble.code);
        (level != Level::Allow).then(|| CaptureFinding {
            code: trouble.code.as_str(),
            level,
            pointer: String::new(),
            at: trouble.at,
            local: None,
            message: trouble.message.clone(),
            help: trouble.code.fix().to_owned(),
            more: 0,
            source: CAPTURE,
            exchange: trouble.exchange.clone(),
            excerpt: None,
        })
    }

    /// The message, after the pointer of what it is about.
    pub(crate) fn located_message(&self) -> String {
        match &*self.pointer {
            "" => self.message.clone(),
            pointer => format!("{pointer}: {}", self.message),
        }
    }

    /// Hides what is of the payload: keys and tags of others are shortened, values left out.
    pub(crate) fn mask(&mut self) {
        self.message = self.masked_message();
        self.mask_call();
        self.pointer = mask::pointer(&self.pointer);
    }

    /// The message without what is of the payload.
    pub(crate) fn masked_message(&self) -> String {
        match &self.exchange {
            Some(exchange) => {
                let path = exchange.endpoint.path;
                mask::message(&self.message.replace(&exchange.path, path))
            }
            None => mask::message(&self.message),
        }
    }

    /// Hides the path of the call, in which ids are.
    pub(crate) fn mask_call(&mut self) {
        if let Some(exchange) = &mut self.exchange {
            let path = exchange.endpoint.path.to_owned();
            Arc::make_mut(exchange).path = path;
        }
    }

    /// Whether it says that a part of the input was not checked.
    pub(crate) fn is_about_what_was_not_checked(&self) -> bool {
        const UNCHECKED: [validate::Code; 5] = [
            validate::Code::InvalidJson,
            validate::Code::TooDeep,
            validate::Code::NotAnObject,
            validate::Code::UnknownPayload,
            validate::Code::StreamError,
        ];
        self.source == CAPTURE || UNCHECKED.iter().any(|code| code.as_str() == self.code)
    }

    /// The findings about a payload, in the order of its text. `outer` is the JSON Pointer of the
    /// payload in the document that wraps it.
    pub(crate) fn of_payload(
        findings: Vec<validate::Finding>,
        text: &Text,
        outer: &str,
        exchange: Option<&Arc<Exchange>>,
        excerpts: Option<&ExcerptOptions>,
    ) -> Vec<CaptureFinding> {
        let mut places = Places::of(text);
        let excerpts = excerpts.filter(|options| !options.enough.load(Ordering::Relaxed));
        let mask = excerpts.is_some_and(|options| options.mask);
        let mut cuts = Excerpts::of(&text.content, mask);
        // They are not in the order of the findings.
        let mut firsts = Places::of(text);
        let one = |mut finding: validate::Finding| {
            let span = finding.span.as_ref().map(|span| span.start..span.end);
            let start = span.as_ref().map_or(0, |span| span.start);
            let (line, column) = (finding.line.unwrap_or(1), finding.column.unwrap_or(1));
            let local = span.clone().map(|span| (line, column, span));
            let at = places.locate_counted(start, (line as u64, column as u64));
            let excerpt = excerpts.zip(span).map(|(options, span)| {
                let gutter = at.line.to_string().len() + " | ".len();
                cuts.cut(span, options.width.saturating_sub(gutter))
            });
            if finding.first.is_some() {
                finding = finding.placed(|offset| {
                    let at = firsts.locate(offset);
                    (at.line as usize, at.column as usize)
                });
            }
            CaptureFinding {
                code: finding.code.as_str(),
                level: finding.level,
                pointer: format!("{outer}{}", finding.pointer),
                at,
                local,
                message: finding.message,
                help: finding.help,
                more: finding.more.unwrap_or_default() as u64,
                source: finding.source.as_str(),
                exchange: exchange.cloned(),
                excerpt,
            }
        };
        findings.into_iter().map(one).collect()
    }

    /// The finding that a record was cut off, in the place of the checker's finding that the text
    /// stops being JSON; `None` when it is not to be reported.
    pub(crate) fn truncated(
        text: &Text,
        exchange: Option<&Arc<Exchange>>,
        settings: &Config,
    ) -> Option<CaptureFinding> {
        let trouble = Trouble::new(
            capture::CaptureCode::TruncatedRecord,
            text.locate(text.content.len()),
            "the capture ends in the middle of this record",
        );
        let finding = CaptureFinding::of_trouble(&trouble, settings)?;
        Some(CaptureFinding {
            exchange: exchange.cloned(),
            ..finding
        })
    }
}

/// How excerpts are cut.
#[derive(Debug, Clone)]
pub(crate) struct ExcerptOptions {
    /// How many columns a line of output has.
    pub(crate) width: usize,
    pub(crate) mask: bool,
    /// Set when no more findings are shown.
    pub(crate) enough: Arc<AtomicBool>,
}
