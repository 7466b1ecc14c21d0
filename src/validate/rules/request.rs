//! Rules about what a client sends.

use std::collections::HashSet;

use super::{Code, Context, Field, Rules, Span, View};
use crate::jsonrpc::{
    ContinueRequest, SessionRequest, TaskCreateRequest, TaskCreateSubscribeRequest, TaskParams,
    TaskPayload,
};
use crate::request::{AgentConfig, FunctionDefinition, ToolData};
use crate::wire::{Kept, Visit, Visitor, kept_alone};
use crate::{TaskCreateParams, decode};

/// The schema that an answer has to fit, if the request has one.
#[derive(Debug)]
pub(in crate::validate) struct StructuredOutput(Option<Span>);

kept_alone!(StructuredOutput);

impl<'a> Rules<Context<'a>> for TaskCreateParams {
    type Kept = ();

    fn check(params: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        if params.stream.value() == Some(&true) {
            structured_output(cx, params.structured_output.span());
        }
        tools(cx, &params.client_tools);
    }
}

impl<'a> Rules<Context<'a>> for TaskCreateRequest {
    type Kept = ();

    fn check(_: View<'_, Self::Fields>, _: &mut Context<'a>) {}
}

impl<'a> Rules<Context<'a>> for TaskCreateSubscribeRequest {
    type Kept = ();

    fn check(request: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        if let Some(StructuredOutput(schema)) = request.params.value() {
            structured_output(cx, *schema);
        }
    }
}

impl<'a> Rules<Context<'a>> for TaskParams {
    type Kept = StructuredOutput;

    /// The payload is free-form in the documentation, but servers read it.
    fn check(params: View<'_, Self::Fields>, cx: &mut Context<'a>) -> StructuredOutput {
        type Payload<'a> = <TaskPayload as Visit<Context<'a>>>::Kept;
        let Some(payload) = params.payload.span() else {
            return StructuredOutput(None);
        };
        let before = cx.mark();
        let read = TaskPayload::visit(&mut cx.reader(payload), cx);
        match read {
            Ok(read) if cx.fits_since(before) => {
                cx.forget_unknown(before);
                match read {
                    Payload::Session(schema) => schema,
                    Payload::Continue(()) => StructuredOutput(None),
                }
            }
            _ => {
                cx.rewind(before);
                if let Err(error) = decode::from_str::<TaskPayload>(payload.of(cx.text)) {
                    let message = format!("servers refuse this payload: {}", error.message());
                    cx.report(Code::InvalidPayload, payload, message);
                }
                StructuredOutput(None)
            }
        }
    }
}

impl<'a> Rules<Context<'a>> for SessionRequest {
    type Kept = StructuredOutput;

    fn check(payload: View<'_, Self::Fields>, cx: &mut Context<'a>) -> StructuredOutput {
        tools(cx, &payload.client_tools);
        StructuredOutput(payload.structured_output.span())
    }
}

impl<'a> Rules<Context<'a>> for ContinueRequest {
    type Kept = ();

    fn check(_: View<'_, Self::Fields>, _: &mut Context<'a>) {}
}

fn structured_output(cx: &mut Context<'_>, schema: Option<Span>) {
    if let Some(schema) = schema {
        let message = "`structured_output` has no effect when `stream` is true";
        cx.report(Code::StructuredOutputStream, schema, message);
    }
}

impl<'a> Rules<Context<'a>> for AgentConfig {
    type Kept = ();

    fn check(config: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        if let Some(span) = config.compress_threshold_token_ratio.span()
            && cx
                .reader(span)
                .float()
                .is_ok_and(|ratio| ratio <= 0.0 || ratio > 1.0)
        {
            let message = "`compress_threshold_token_ratio` must be greater than 0 and at most 1";
            cx.report(Code::CompressionRatio, span, message);
        }
        tools(cx, &config.builtin_tools);
    }
}

/// The name of a tool.
#[derive(Debug)]
pub(in crate::validate) struct ToolName(Option<Span>);

impl Kept for ToolName {
    type All = Vec<Span>;

    fn join(self, all: &mut Vec<Span>) {
        all.extend(self.0);
    }
}

impl<'a> Rules<Context<'a>> for FunctionDefinition {
    type Kept = ToolName;

    fn check(function: View<'_, Self::Fields>, _: &mut Context<'a>) -> ToolName {
        ToolName(function.name.span())
    }
}

impl<'a> Rules<Context<'a>> for ToolData {
    type Kept = ToolName;

    fn check(tool: View<'_, Self::Fields>, _: &mut Context<'a>) -> ToolName {
        tool.fields.function.into_value().unwrap_or(ToolName(None))
    }
}

fn tools(cx: &mut Context<'_>, tools: &Field<Vec<Span>>) {
    let mut names = HashSet::new();
    for name in tools.value().into_iter().flatten() {
        if !names.insert(cx.string(*name)) {
            let message = "duplicate tool name: an earlier tool of the list has the same";
            cx.report(Code::DuplicateToolName, *name, message);
        }
    }
}
