//! The calls of HTTP, and which records belong to which.

use std::sync::Arc;

use agentlin_types::validate::PayloadKind;

use super::{Call, Collector};
use crate::capture::{Exchange, Record, Side};
use crate::time;

impl Collector {
    /// Takes a call of an archive.
    pub(crate) fn call(&mut self, exchange: &Exchange) {
        self.trace.calls.push(Call {
            file: self.file(),
            place: format!("entry {}", exchange.entry),
            method: Some(exchange.method.clone()),
            path: Some(if self.mask {
                exchange.endpoint.path.to_owned()
            } else {
                exchange.path.clone()
            }),
            status: Some(exchange.status),
            start: exchange.started.as_deref().and_then(time::millis),
            took: exchange.took,
            ..Call::default()
        });
    }

    /// The call that a record is part of; one is made for those that are not in an archive.
    pub(super) fn call_of(&mut self, record: &Record, event: bool) -> usize {
        let file = self.file();
        let last = self.trace.calls.last();
        let goes_on = last.is_some_and(|last| match &record.exchange {
            // An archive has the records of a call behind it.
            Some(_) => true,
            None => event && last.file == file && last.events > 0 && last.method.is_none(),
        });
        if !goes_on {
            self.trace.calls.push(Call {
                file,
                place: format!("line {}", record.text.locate(0).line),
                ..Call::default()
            });
        }
        self.trace.calls.len() - 1
    }

    pub(super) fn count_call(
        &mut self,
        call: usize,
        record: &Record,
        event: bool,
        kind: Option<PayloadKind>,
        at: (Option<usize>, usize),
        error: Option<String>,
    ) {
        let failure = match at.0 {
            Some(run) if record.event => self.trace.runs[run].tasks[0].error.clone(),
            _ => None,
        };
        let call = &mut self.trace.calls[call];
        let bytes = record.text.content.len();
        let exchange: Option<&Arc<Exchange>> = record.exchange.as_ref();
        let request = exchange.map(|exchange| exchange.side) == Some(Side::Request);
        if request {
            call.sent += bytes;
        } else {
            call.received += bytes;
            call.kind = kind.map(|kind| kind.as_str());
        }
        call.events += usize::from(event);
        call.run = call.run.or(at.0);
        call.error = error.or(failure).or(call.error.take());
        call.records.push(at);
    }
}
