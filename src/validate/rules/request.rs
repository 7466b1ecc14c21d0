//! Rules about what a client sends.

use std::collections::HashSet;

use super::{Code, Path, Sink, item};
use crate::{
    AgentConfig, HistoryMessage, JsonObject, JsonrpcRequest, TaskCreateParams, TaskParams,
    TaskPayload, ToolData,
};

pub(super) fn create(sink: &mut Sink<'_>, path: &Path<'_>, params: &TaskCreateParams) {
    if params.stream {
        structured_output(sink, path, params.structured_output.as_ref());
    }
    let content = path.key("user_message_content");
    item::body(sink, &content, &params.user_message_content);
    history(
        sink,
        &path.key("history_messages"),
        params.history_messages.as_deref(),
    );
    history(
        sink,
        &path.key("thought_messages"),
        params.thought_messages.as_deref(),
    );
    tools(
        sink,
        &path.key("client_tools"),
        params.client_tools.as_deref(),
    );
    agent_config(sink, path, params.agent_config.as_ref());
}

pub(super) fn request(sink: &mut Sink<'_>, path: &Path<'_>, request: &JsonrpcRequest) {
    let path = path.key("params");
    match request {
        JsonrpcRequest::Create(request) => task_params(sink, &path, &request.params, false),
        JsonrpcRequest::CreateSubscribe(request) => {
            task_params(sink, &path, &request.params, true);
        }
        _ => {}
    }
}

fn task_params(sink: &mut Sink<'_>, path: &Path<'_>, params: &TaskParams, streams: bool) {
    let path = path.key("payload");
    match params.payload() {
        Ok(TaskPayload::Session(payload)) => {
            if streams {
                structured_output(sink, &path, payload.structured_output.as_ref());
            }
            tools(
                sink,
                &path.key("client_tools"),
                payload.client_tools.as_deref(),
            );
            agent_config(sink, &path, payload.agent_config.as_ref());
        }
        Ok(TaskPayload::Continue(payload)) => {
            let results = path.key("tool_results");
            for (index, result) in payload.tool_results.iter().enumerate() {
                item::result(sink, &results.index(index), result);
            }
            agent_config(sink, &path, payload.agent_config.as_ref());
        }
        Err(error) => {
            let message = format!(
                "servers refuse this payload: {} at {:?}, found {}",
                error.expected(),
                error.pointer(),
                error.found()
            );
            sink.add(Code::InvalidPayload, &path, message);
        }
    }
}

fn structured_output(sink: &mut Sink<'_>, path: &Path<'_>, schema: Option<&JsonObject>) {
    if schema.is_some() {
        let message = "a schema for the answer has no effect on a stream";
        sink.add(
            Code::StructuredOutputStream,
            &path.key("structured_output"),
            message,
        );
    }
}

fn agent_config(sink: &mut Sink<'_>, path: &Path<'_>, config: Option<&AgentConfig>) {
    let Some(config) = config else { return };
    let path = path.key("agent_config");
    let ratio = config.compress_threshold_token_ratio;
    if ratio.is_some_and(|ratio| ratio <= 0.0 || ratio > 1.0) {
        let message = "a share of the context window has to be above 0 and at most 1";
        sink.add(
            Code::CompressionRatio,
            &path.key("compress_threshold_token_ratio"),
            message,
        );
    }
    tools(
        sink,
        &path.key("builtin_tools"),
        config.builtin_tools.as_deref(),
    );
}

fn tools(sink: &mut Sink<'_>, path: &Path<'_>, tools: Option<&[ToolData]>) {
    let mut names = HashSet::new();
    for (index, tool) in tools.unwrap_or_default().iter().enumerate() {
        if !names.insert(&*tool.function.name) {
            let path = path.index(index);
            let message = "another tool of the list has the same name";
            sink.add(
                Code::DuplicateToolName,
                &path.key("function").key("name"),
                message,
            );
        }
    }
}

fn history(sink: &mut Sink<'_>, path: &Path<'_>, messages: Option<&[HistoryMessage]>) {
    for (index, message) in messages.unwrap_or_default().iter().enumerate() {
        if let HistoryMessage::Item(one) = message {
            item::item(sink, &path.index(index), one);
        }
    }
}
