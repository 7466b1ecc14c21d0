//! Words that say nothing about a payload: the vocabulary of the protocol, and of
//! what is around it. It stays.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::archive;
use crate::block::Block;
use crate::legacy;
use crate::payload::PayloadKind;
use crate::wire::{ObjectShape, Shape, Wire};

/// Fields with numbers that count, measure or refer: they say nothing about a person, and findings
/// depend on them. The digits of any other number are replaced.
pub(super) const NUMBERS: &[&str] = &[
    "agent_step",
    "bbox",
    "cached_tokens",
    "cleaned_count",
    "code",
    "compress_threshold_token_ratio",
    "content_index",
    "created_at",
    "end_index",
    "execution_time",
    "height",
    "id",
    "index",
    "input_tokens",
    "last_accessed_at",
    "limit",
    "location",
    "logprob",
    "max_model_length",
    "max_response_length",
    "offset",
    "output_tokens",
    "page_index",
    "partial_file_index",
    "partial_image_index",
    "priority",
    "progress",
    "queue_depth",
    "queue_position",
    "reasoning_tokens",
    "seed",
    "sequence_number",
    "start_index",
    "step",
    "summary_index",
    "text_level",
    "time",
    "timestamp",
    "tool_calls",
    "total",
    "total_tokens",
    "turn",
    "width",
];

/// Fields with dates and times.
pub(super) const TIMES: &[&str] = &["timestamp", "publish_time"];

/// What ids, tags and addresses begin with, to tell kinds apart.
pub(super) const PREFIXES: &[&str] = &[
    "task.",
    "task_",
    "call_",
    "msg_",
    "req_",
    "sess_",
    "session_",
    "user_",
    "item_",
    "rollout_",
    "resp_",
    "chatcmpl-",
    "https://",
    "http://",
    "wss://",
    "ws://",
    "file://",
];

/// Words in the head of a `data:` URL.
pub(super) const MEDIA: &[&str] = &[
    "data",
    "base64",
    "charset",
    "utf",
    "8",
    "image",
    "png",
    "jpeg",
    "jpg",
    "gif",
    "webp",
    "svg",
    "xml",
    "audio",
    "wav",
    "mp3",
    "mpeg",
    "ogg",
    "flac",
    "video",
    "mp4",
    "text",
    "plain",
    "html",
    "csv",
    "markdown",
    "application",
    "json",
    "pdf",
    "octet",
    "stream",
];

/// Words of JSON, and of what is taken for it, outside of strings.
pub(super) const BARE: &[&str] = &[
    "true",
    "false",
    "null",
    "NaN",
    "nan",
    "Infinity",
    "inf",
    "None",
    "True",
    "False",
    "undefined",
    "DONE",
    "HTTP",
    // What precedes an event, and what curl says of one.
    "data",
    "bytes",
];

/// Names of events beside those of the API.
pub(super) const EVENTS: &[&str] = &[
    "",
    "done",
    "end",
    "error",
    "heartbeat",
    "keep-alive",
    "keepalive",
    "message",
    "open",
    "ping",
    "pong",
];

/// Keys that no type of the model has and by which a text is recognised all the same: JSON Schema,
/// and protocols that captures have beside the API's.
const OTHER_KEYS: &[&str] = &[
    // JSON Schema.
    "$defs",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "definitions",
    "enum",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "prefixItems",
    "properties",
    "required",
    "uniqueItems",
    // Wrappers, logs and other protocols.
    "agentCapabilities",
    "anthropic_version",
    "artifacts",
    "body",
    "candidates",
    "choices",
    "contextId",
    "created",
    "event",
    "finish_reason",
    "generationConfig",
    "input",
    "kind",
    "level",
    "log",
    "messages",
    "modelVersion",
    "nextCursor",
    "notifications",
    "parts",
    "prompts",
    "protocolVersion",
    "pushNotificationConfig",
    "resources",
    "resourceTemplates",
    "response",
    "serverInfo",
    "sessionId",
    "skills",
    "stopReason",
    "stop_reason",
    "stream",
    "structuredContent",
    "system",
    "systemInstruction",
    "tool_choice",
    "tool_calls",
    "ts",
    "usageMetadata",
];

/// Values that no type of the model has.
const OTHER_WORDS: &[&str] = &[
    "",
    "2.0",
    "array",
    "assistant",
    "boolean",
    "developer",
    "function",
    "integer",
    "null",
    "number",
    "object",
    "ping",
    "pong",
    "heartbeat",
    "keepalive",
    "keep-alive",
    "string",
    "stop",
    "system",
    "tool",
    "user",
    "chat.completion",
    "chat.completion.chunk",
    "response",
];

/// The vocabulary.
pub(super) struct Words {
    /// Keys.
    pub(super) keys: HashSet<&'static str>,
    /// Tags, constants, and values of enums.
    pub(super) values: HashSet<&'static str>,
}

/// The vocabulary, put together at first use.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words {
            keys: OTHER_KEYS.iter().chain(archive::KEYS).copied().collect(),
            values: OTHER_WORDS.iter().copied().collect(),
        };
        let mut seen = HashSet::new();
        for kind in PayloadKind::ALL {
            words.add(kind.shape(), &mut seen);
        }
        words.add(const { &<Block as Wire>::SHAPE }, &mut seen);
        for (old, _) in legacy::WORDS {
            words.keys.insert(old);
            words.values.insert(old);
        }
        words
    })
}

impl Words {
    fn add(&mut self, shape: &'static Shape, seen: &mut HashSet<&'static str>) {
        if shape.name().is_some_and(|name| !seen.insert(name)) {
            return;
        }
        match shape {
            Shape::Enum(values) => self.values.extend(values.values),
            Shape::Array(inner) | Shape::Map(inner) => self.add(inner, seen),
            Shape::Object(object) => self.object(object, seen),
            Shape::Union(union) => {
                for variant in union.variants {
                    if seen.insert(variant.object.name) {
                        self.object(variant.object, seen);
                    }
                }
            }
            Shape::Choice(choice) => {
                for alternative in choice.alternatives {
                    self.add(alternative, seen);
                }
            }
            Shape::ByKey(by_key) => {
                for alternative in by_key.alternatives {
                    self.add(&alternative.shape, seen);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &'static ObjectShape, seen: &mut HashSet<&'static str>) {
        for field in object.fields {
            self.keys.insert(field.name);
            self.values.extend(field.constant);
            self.add(&field.shape, seen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Collects the numeric fields of all payloads.
    fn numbers(
        shape: &'static Shape,
        field: &'static str,
        found: &mut HashSet<&'static str>,
        seen: &mut HashSet<&'static str>,
    ) {
        if shape.name().is_some_and(|name| !seen.insert(name)) {
            return;
        }
        let mut object = |object: &'static ObjectShape, seen: &mut HashSet<&'static str>| {
            for field in object.fields {
                numbers(&field.shape, field.name, found, seen);
            }
        };
        match shape {
            Shape::Number | Shape::Integer { .. } => drop(found.insert(field)),
            Shape::Array(inner) | Shape::Map(inner) => numbers(inner, field, found, seen),
            Shape::Object(one) => object(one, seen),
            Shape::Union(union) => {
                for variant in union.variants {
                    object(variant.object, seen);
                }
            }
            Shape::Choice(choice) if choice.name != "RequestId" => {
                for one in choice.alternatives {
                    numbers(one, field, found, seen);
                }
            }
            Shape::ByKey(by_key) => {
                for one in by_key.alternatives {
                    numbers(&one.shape, field, found, seen);
                }
            }
            _ => {}
        }
    }

    /// A new field with numbers asks for a decision: does it say something about a person, or does a
    /// finding depend on it?
    #[test]
    fn each_numeric_field_is_decided_about() {
        let (mut found, mut seen) = (HashSet::new(), HashSet::new());
        for kind in PayloadKind::ALL {
            numbers(kind.shape(), "", &mut found, &mut seen);
        }
        numbers(const { &<Block as Wire>::SHAPE }, "", &mut found, &mut seen);
        // These are those of a token.
        found.remove("bytes");
        let decided: HashSet<_> = NUMBERS.iter().copied().collect();
        let undecided: Vec<_> = found.difference(&decided).collect();
        assert_eq!(undecided, [&""; 0]);
        let gone: Vec<_> = decided.difference(&found).collect();
        assert_eq!(gone, [&""; 0]);
    }
}
