//! Payloads of other protocols, which logs of agents have beside those of the API.

use crate::json::Reader;
use crate::wire::{JsonKind, string_enum};

string_enum! {
    /// A protocol that is not the Agentlin Tasks API.
    #[closed]
    pub enum Protocol {
        /// Chat completions, as OpenAI and many others have them.
        OpenAiChat = "OpenAI chat completions",
        /// OpenAI's responses.
        OpenAiResponses = "OpenAI responses",
        /// Anthropic's messages.
        AnthropicMessages = "Anthropic messages",
        /// Google's Gemini.
        Gemini = "Google Gemini",
        /// The Model Context Protocol.
        Mcp = "Model Context Protocol",
        /// The protocol between agents.
        A2a = "Agent2Agent",
        /// The protocol between editors and agents.
        Acp = "Agent Client Protocol",
        /// An error in the form of OpenAI's and Anthropic's APIs.
        ModelError = "error of a model provider",
        /// JSON-RPC 2.0 with a result that none of the others has.
        JsonRpc = "other JSON-RPC",
    }
}

/// The protocol of an object that is no payload of the API, where it is plain.
pub(super) fn protocol(text: &str) -> Option<Protocol> {
    let top = Keys::of(Reader::new(text));
    let object = top.string("object").unwrap_or_default();
    let kind = top.string("type").unwrap_or_default();
    if let Some(result) = top.value("result").filter(|_| top.has("jsonrpc")) {
        let result = Keys::of(result);
        return Some(by_result(&result).unwrap_or(Protocol::JsonRpc));
    }
    let anthropic = [
        "message_start",
        "message_delta",
        "message_stop",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
    ];
    let any = |keys: &[&str]| keys.iter().any(|key| top.has(key));
    Some(match () {
        () if object.starts_with("chat.completion") => Protocol::OpenAiChat,
        () if top.has("choices") && any(&["model", "usage", "created"]) => Protocol::OpenAiChat,
        () if object == "response" || object.starts_with("response.") => Protocol::OpenAiResponses,
        () if kind.starts_with("response.") => Protocol::OpenAiResponses,
        () if anthropic.contains(&&*kind) => Protocol::AnthropicMessages,
        () if kind == "message" && top.has("stop_reason") => Protocol::AnthropicMessages,
        () if top.has("messages") && any(&["anthropic_version", "system"]) => {
            Protocol::AnthropicMessages
        }
        () if top.has("messages") && top.has("model") => Protocol::OpenAiChat,
        () if top.has("input") && top.has("model") => Protocol::OpenAiResponses,
        () if top.has("candidates") && any(&["usageMetadata", "modelVersion"]) => Protocol::Gemini,
        () if top.has("contents") && any(&["generationConfig", "systemInstruction"]) => {
            Protocol::Gemini
        }
        () if top.value("error").is_some_and(|error| {
            let error = Keys::of(error);
            error.has("message") && error.has("type")
        }) =>
        {
            Protocol::ModelError
        }
        () if is_a2a(&top) => Protocol::A2a,
        () if top.has("protocolVersion") && top.has("skills") => Protocol::A2a,
        () if top.has("jsonrpc") => Protocol::JsonRpc,
        () => return None,
    })
}

fn by_result(result: &Keys<'_>) -> Option<Protocol> {
    let any = |keys: &[&str]| keys.iter().any(|key| result.has(key));
    Some(match () {
        () if is_a2a(result) => Protocol::A2a,
        () if any(&["agentCapabilities", "sessionId", "stopReason"]) => Protocol::Acp,
        () if any(&[
            "serverInfo",
            "tools",
            "resources",
            "resourceTemplates",
            "prompts",
            "structuredContent",
            "nextCursor",
        ]) =>
        {
            Protocol::Mcp
        }
        () if any(&["content", "contents"]) => Protocol::Mcp,
        () => return None,
    })
}

fn is_a2a(object: &Keys<'_>) -> bool {
    let kinds = ["task", "message", "status-update", "artifact-update"];
    let kind = object.string("kind");
    kind.is_some_and(|kind| kinds.contains(&&*kind))
        || object.has("contextId") && (object.has("status") || object.has("parts"))
}

/// The members of an object.
struct Keys<'a>(Vec<(String, Reader<'a>)>);

impl<'a> Keys<'a> {
    fn of(mut reader: Reader<'a>) -> Self {
        let mut members = Vec::new();
        let mut first = true;
        if reader.open_object().is_ok() {
            while let Ok(Some(key)) = reader.member(&mut first) {
                members.push((key.into_owned(), reader.clone()));
                if reader.skip().is_err() {
                    break;
                }
            }
        }
        Keys(members)
    }

    fn value(&self, key: &str) -> Option<Reader<'a>> {
        let (_, value) = self.0.iter().find(|(name, _)| name == key)?;
        Some(value.clone())
    }

    fn has(&self, key: &str) -> bool {
        self.value(key)
            .is_some_and(|mut value| value.kind() != Some(JsonKind::Null))
    }

    fn string(&self, key: &str) -> Option<String> {
        Some(self.value(key)?.string().ok()?.into_owned())
    }
}
