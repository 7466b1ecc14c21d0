//! What a request says about its answer.

use std::collections::HashSet;

use super::tools::Tools;
use crate::jsonrpc::{JsonrpcRequest, TaskPayload};
use crate::request::ToolData;
use crate::{TaskCreateParams, decode};

/// What the request of a task says about the answer: its tools, and whether it asked for the
/// records of model calls.
///
/// ```
/// use agentlin_types::validate::{RequestContext, Code, PayloadKind, Settings};
///
/// let request = r#"{"stream": false, "user_message_content": "Hi"}"#;
/// let answer = r#"{"jsonrpc": "2.0", "result": {"object": "task", "id": "t", "session_id": "s",
///     "user_id": "u", "status": "completed", "created_at": 1795467208, "output": [],
///     "rollouts": [{"turn": 1}]}}"#;
/// let report = Settings::default().validate_answer(&RequestContext::by(request), PayloadKind::Response, answer);
/// assert_eq!(report.findings[0].code, Code::UnaskedRollouts);
/// ```
#[derive(Debug, Clone, Default)]
pub struct RequestContext {
    /// Whether the request is known, so that what it leaves out counts.
    known: bool,
    rollouts: bool,
    /// The tools whose call hands over to the caller.
    stops: HashSet<String>,
    tools: Tools,
}

impl RequestContext {
    /// Reads the body of a create call, over HTTP or JSON-RPC. Any other text says nothing.
    pub fn by(request: &str) -> Self {
        if let Ok(params) = decode::from_str::<TaskCreateParams>(request) {
            let (tools, stops) = (params.client_tools.as_deref(), params.stop_tools.as_deref());
            return RequestContext::new(params.return_rollout, tools, stops);
        }
        let params = match decode::from_str::<JsonrpcRequest>(request) {
            Ok(JsonrpcRequest::Create(request)) => request.params,
            Ok(JsonrpcRequest::CreateSubscribe(request)) => request.params,
            _ => return RequestContext::default(),
        };
        match params.payload() {
            Ok(TaskPayload::Session(payload)) => RequestContext::new(
                payload.return_rollout,
                payload.client_tools.as_deref(),
                payload.stop_tools.as_deref(),
            ),
            _ => RequestContext::default(),
        }
    }

    fn new(rollouts: Option<bool>, tools: Option<&[ToolData]>, stops: Option<&[String]>) -> Self {
        let tools = tools.unwrap_or_default();
        let names = tools.iter().map(|tool| &tool.function.name);
        RequestContext {
            known: true,
            rollouts: rollouts.unwrap_or_default(),
            stops: names.chain(stops.unwrap_or_default()).cloned().collect(),
            tools: Tools::of(tools),
        }
    }

    /// Whether records of model calls are more than was asked for.
    pub(super) fn forbids_rollouts(&self) -> bool {
        self.known && !self.rollouts
    }

    /// Whether a call of the tool ends the run.
    pub(super) fn stops_at(&self, tool: &str) -> bool {
        self.stops.contains(tool)
    }

    /// The tools that the request brought.
    pub(super) fn tools(&self) -> &Tools {
        &self.tools
    }
}
