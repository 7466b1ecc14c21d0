//! The codes of findings: one table row each.

use crate::wire::{FaultCode, Profile, string_enum};

string_enum! {
    /// How serious a finding is.
    #[closed]
    pub enum Level {
        /// Not reported at all.
        Allow = "allow",
        /// Worth knowing; real servers do it and readers cope.
        Note = "note",
        /// Probably not meant.
        Warning = "warning",
        /// The payload breaks a rule that readers rely on.
        Error = "error",
    }
}

string_enum! {
    /// Who makes the rule that a finding is about.
    #[closed]
    pub enum Source {
        /// The documentation page.
        Page = "page",
        /// The official Python SDK of the page's generation.
        Sdk = "sdk",
        /// The published server.
        Server = "server",
        /// JSON-RPC 2.0.
        JsonRpc = "json-rpc",
        /// JSON itself (RFC 8259), or this crate where it reads JSON more strictly.
        Json = "json",
    }
}

/// What there is to know about a code.
#[derive(Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// What it means.
    pub meaning: &'static str,
    /// How serious it is against the documented profile, unless the settings say otherwise.
    pub documented: Level,
    /// How serious it is against the wire profile, unless the settings say otherwise.
    pub wire: Level,
    /// Who makes the rule.
    pub source: Source,
    /// A piece of JSON that gives this finding.
    pub example: &'static str,
    /// What to do about it.
    pub fix: &'static str,
}

impl From<FaultCode> for Code {
    /// The code of a finding about the structure of a payload.
    fn from(code: FaultCode) -> Code {
        match code {
            FaultCode::InvalidJson => Code::InvalidJson,
            FaultCode::TooDeep => Code::TooDeep,
            FaultCode::InvalidString => Code::InvalidString,
            FaultCode::DuplicateKey => Code::DuplicateKey,
            FaultCode::MissingField => Code::MissingField,
            FaultCode::WrongType => Code::WrongType,
            FaultCode::OutOfRange => Code::OutOfRange,
            FaultCode::WrongConstant | FaultCode::UnknownConstant => Code::WrongConstant,
            FaultCode::UnknownTag => Code::UnknownTag,
            FaultCode::UnknownValue => Code::UnknownValue,
            FaultCode::UnknownField => Code::UnknownField,
            FaultCode::UndocumentedField => Code::UndocumentedField,
            FaultCode::UnusualValue => Code::UnusualValue,
        }
    }
}

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])*
        $code:ident = $name:literal {
            levels: $documented:ident $wire:ident,
            source: $source:ident,
            example: $example:literal,
            fix: $fix:literal,
        }
    )*) => {
        string_enum! {
            /// What a finding is about. Names are stable: a code keeps its meaning for good.
            #[closed]
            pub enum Code {
                $($(#[doc = $doc])* $code = $name,)*
            }
        }

        static EXPLANATIONS: &[Explanation] = &[$(
            Explanation {
                code: Code::$code,
                meaning: concat!($($doc, "\n"),*),
                documented: Level::$documented,
                wire: Level::$wire,
                source: Source::$source,
                example: $example,
                fix: $fix,
            },
        )*];
    };
}

codes! {
    /// The text is not JSON, or does not end where its value ends.
    InvalidJson = "invalid-json" {
        levels: Error Error,
        source: Json,
        example: r#"{"jsonrpc": "2.0","#,
        fix: "Correct the text here, or remove what is not part of the JSON.",
    }
    /// Arrays and objects nest deeper than 127 levels.
    TooDeep = "too-deep" {
        levels: Error Error,
        source: Json,
        example: r#"{"metadata": {"a": {"a": … 127 times … }}}"#,
        fix: "Flatten the value; most JSON readers refuse such depth.",
    }
    /// A string contains half of a surrogate pair, which is not a character.
    InvalidString = "invalid-string" {
        levels: Error Error,
        source: Json,
        example: r#"{"text": "\ud83d"}"#,
        fix: "Write both halves of the pair, or the character itself; do not cut strings between them.",
    }
    /// A key appears twice in one object, so readers disagree about its value.
    DuplicateKey = "duplicate-key" {
        levels: Error Error,
        source: Json,
        example: r#"{"id": "task_1", "id": "task_2"}"#,
        fix: "Remove one of the two: readers disagree about which one counts.",
    }
    /// The payload is JSON, but not an object, and every payload of the API is one.
    NotAnObject = "not-an-object" {
        levels: Error Error,
        source: JsonRpc,
        example: r#"["task_1"]"#,
        fix: "Pass one object per record; split a list into its elements first.",
    }
    /// The payload is an object, but none that the API sends or receives.
    UnknownPayload = "unknown-payload" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"hello": "world"}"#,
        fix: "Leave out traffic of other APIs. If this is a payload of the API, name its kind: `--as` on the command line.",
    }
    /// A required field is absent.
    MissingField = "missing-field" {
        levels: Error Error,
        source: Page,
        example: r#"{"type": "tool_call", "call_id": "call_1", "name": "search"}"#,
        fix: "The sender has to include the field. In a capture, look for a misspelled or dropped one.",
    }
    /// A value has another JSON type than its field.
    WrongType = "wrong-type" {
        levels: Error Error,
        source: Page,
        example: r#"{"created_at": "2026-11-23"}"#,
        fix: "Write the value in the type of the field; numbers take no quotes.",
    }
    /// A number is beyond what its field can hold.
    OutOfRange = "out-of-range" {
        levels: Error Error,
        source: Page,
        example: r#"{"bytes": [256]}"#,
        fix: "Check the unit and the sign of the number.",
    }
    /// A constant field has another value, such as the protocol marker or the tag in a place where
    /// only one is possible.
    WrongConstant = "wrong-constant" {
        levels: Error Error,
        source: Page,
        example: r#"{"type": "tool_result", …} as the value of input_required"#,
        fix: "Leave the object out if it belongs to another API; otherwise write the expected value.",
    }
    /// The tag of an object is none of those known at this place.
    UnknownTag = "unknown-tag" {
        levels: Error Warning,
        source: Page,
        example: r#"{"type": "hologram"}"#,
        fix: "Check the spelling; a newer API may have tags that this version does not know.",
    }
    /// A string is none of the values known for its field.
    UnknownValue = "unknown-value" {
        levels: Error Warning,
        source: Page,
        example: r#"{"status": "cancelled"}"#,
        fix: "Check the spelling; a newer API may have values that this version does not know.",
    }
    /// A tag, value or field in the spelling of servers up to 0.0.25. Later readers, this one
    /// included, treat it as unknown.
    LegacySpelling = "legacy-spelling" {
        levels: Error Warning,
        source: Server,
        example: r#"{"type": "function_call", "call_id": "call_1", …}"#,
        fix: "Use the spelling of the current API.",
    }
    /// A field that no source names.
    UnknownField = "unknown-field" {
        levels: Warning Note,
        source: Sdk,
        example: r#"{"object": "task", "colour": "red"}"#,
        fix: "Check the spelling. Readers have to tolerate fields they do not know.",
    }
    /// A field that only published servers, or other generations of the SDK, have.
    UndocumentedField = "undocumented-field" {
        levels: Warning Allow,
        source: Server,
        example: r#"{"object": "task", "input_required_call_ids": ["call_1"]}"#,
        fix: "Do not rely on the field; use the documented one where there is one.",
    }
    /// A field of a free-form object has another type than servers give it.
    UnusualValue = "unusual-value" {
        levels: Note Note,
        source: Server,
        example: r#"{"usage": {"input_tokens": "12"}}"#,
        fix: "No action needed; typed readers of the object may fail.",
    }
    /// The envelope has neither a result nor an error.
    NoResultOrError = "no-result-or-error" {
        levels: Error Error,
        source: JsonRpc,
        example: r#"{"jsonrpc": "2.0", "id": "req_1"}"#,
        fix: "Look for a dropped field; a server sends one of them.",
    }
    /// The envelope has an error beside a result that the error does not explain: the task has
    /// not failed, or failed with another error.
    ResultErrorConflict = "result-error-conflict" {
        levels: Error Error,
        source: JsonRpc,
        example: r#"{"result": {…, "status": "completed"}, "error": {"code": -32603, …}}"#,
        fix: "Fetch the task itself: the envelope contradicts itself.",
    }
    /// The envelope has an error and the failed task that it belongs to. JSON-RPC allows only one
    /// of them; published servers send both whenever a task fails. When it fails after a tool
    /// call, the result is the task of that tool.
    ResultWithError = "result-with-error" {
        levels: Note Note,
        source: JsonRpc,
        example: r#"{"result": {…, "status": "failed"}, "error": {"code": -32000, …}}"#,
        fix: "When writing, send the error alone; when reading, look at both.",
    }
    /// The id of the envelope is that of the task. It should be that of the request: a caller that
    /// confuses them fails as soon as they differ.
    EnvelopeIdIsTaskId = "envelope-id-is-task-id" {
        levels: Note Note,
        source: Sdk,
        example: r#"{"id": "task_1", "result": {"id": "task_1", …}}"#,
        fix: "Repeat the id of the request; read the task id from the result.",
    }
    /// A creation time that is not in seconds since 1970.
    CreatedAtUnit = "created-at-unit" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"created_at": 1795467208000}"#,
        fix: "Send whole seconds since 1970 in UTC, not milliseconds.",
    }
    /// A task has failed without an error that says why.
    FailedWithoutError = "failed-without-error" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"object": "task", "status": "failed", …}"#,
        fix: "Set `error` together with the status.",
    }
    /// A task has an error although its status is not `failed`.
    ErrorWithoutFailure = "error-without-failure" {
        levels: Warning Warning,
        source: Sdk,
        example: r#"{"status": "completed", "error": {"code": -32000, …}}"#,
        fix: "Leave `error` out unless the status is `failed`.",
    }
    /// A task waits for input but names no tool call that the caller has to answer.
    InputRequiredWithoutCall = "input-required-without-call" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"status": "input-required", …}"#,
        fix: "Set `input_required` (or the server's `input_required_call_ids`) with the status.",
    }
    /// A task names a tool call that the caller has to answer although its status is not
    /// `input-required`.
    PendingCallStatus = "pending-call-status" {
        levels: Warning Warning,
        source: Sdk,
        example: r#"{"status": "completed", "input_required": {…}}"#,
        fix: "Remove the pending call when the task continues.",
    }
    /// A tool call is pending although its result is in the output.
    PendingCallAnswered = "pending-call-answered" {
        levels: Warning Warning,
        source: Sdk,
        example: r#"{"output": [{"type": "tool_result", "call_id": "call_1", …}], "input_required": {"call_id": "call_1", …}}"#,
        fix: "Name only calls that have no result yet.",
    }
    /// A pending call id that no tool call of the task has.
    UnknownPendingCall = "unknown-pending-call" {
        levels: Error Error,
        source: Server,
        example: r#"{"output": [], "input_required_call_ids": ["call_9"]}"#,
        fix: "Name the `call_id` of a tool call in `output`.",
    }
    /// A task has output although its status is `created`. Published servers do
    /// not store the status `working`.
    CreatedWithOutput = "created-with-output" {
        levels: Note Note,
        source: Server,
        example: r#"{"status": "created", "output": [{"type": "message", …}]}"#,
        fix: "No action needed; `created` does not mean idle.",
    }
    /// Two output items have the same id. Readers that fold events replace one by the other.
    DuplicateItemId = "duplicate-item-id" {
        levels: Error Error,
        source: Server,
        example: r#"{"output": [{"id": "msg_1", …}, {"id": "msg_1", …}]}"#,
        fix: "Give each item of a task its own id.",
    }
    /// Two tool calls have the same `call_id`, so it is unclear which one a result answers.
    DuplicateCallId = "duplicate-call-id" {
        levels: Error Error,
        source: Server,
        example: r#"[{"type": "tool_call", "call_id": "call_1", …}, {"type": "tool_call", "call_id": "call_1", …}]"#,
        fix: "Give each tool call of a task its own `call_id`.",
    }
    /// A tool result without a preceding tool call that it answers.
    ResultWithoutCall = "result-without-call" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"output": [{"type": "tool_result", "call_id": "call_9", …}]}"#,
        fix: "Repeat the `call_id` of the call, and keep the call in the output before the result.",
    }
    /// The arguments of a finished tool call are not valid JSON although `language` is `json`.
    ArgumentsNotJson = "arguments-not-json" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"type": "tool_call", "arguments": "{'q': 1}", …}"#,
        fix: "Write a JSON document as a string, or set `language` to what it is.",
    }
    /// The arguments of a tool call do not fit the schema that the tool has for them, as the
    /// event `task.tools_updated` or the request gave it. Models do that; the tool answers with an
    /// error. Found with the feature `jsonschema`.
    ArgumentsAgainstSchema = "arguments-against-schema" {
        levels: Note Note,
        source: Sdk,
        example: r#"{"type": "tool_call", "name": "search", "arguments": "{\"query\": 1}"}"#,
        fix: "Look at the tool's description for the model, or make its schema more lenient.",
    }
    /// The arguments of a tool call were not checked against the schema that the tool has for them.
    /// It would take more steps than a check may (nested references, patterns with many
    /// repetitions, very large schemas or arguments), or it refers to something that is not in it:
    /// nothing is fetched. Found with the feature `jsonschema`.
    ArgumentsNotChecked = "arguments-not-checked" {
        levels: Note Note,
        source: Sdk,
        example: r##"{"parameters": {"$ref": "https://example.com/schema.json"}} in `task.tools_updated`, then a call of the tool"##,
        fix: "No action needed: the tool itself still checks its arguments. Simplify its schema to have them checked here.",
    }
    /// A completed task has a call of a tool that the caller runs itself, or that was named to end
    /// the run. The task should have stopped there to wait for the caller.
    StopToolIgnored = "stop-tool-ignored" {
        levels: Warning Warning,
        source: Sdk,
        example: r#"{"stop_tools": ["ask"]} in the request, then a completed task with a call of `ask`"#,
        fix: "Stop with the status `input-required` at such a call.",
    }
    /// A task has records of model calls that its request did not ask for.
    UnaskedRollouts = "unasked-rollouts" {
        levels: Warning Warning,
        source: Sdk,
        example: r#"{"rollouts": [{…}]} in the answer to a request without `return_rollout`"#,
        fix: "Leave `rollouts` out unless the request sets `return_rollout`.",
    }
    /// A tool result is in progress although its task has ended. Published servers never finish
    /// tool results.
    ToolResultInProgress = "tool-result-in-progress" {
        levels: Note Note,
        source: Server,
        example: r#"{"status": "completed", "output": [{"type": "tool_result", "status": "in_progress", …}]}"#,
        fix: "No action needed; the status of the task counts.",
    }
    /// A message, reasoning or tool call is in progress although its task is completed.
    UnfinishedItem = "unfinished-item" {
        levels: Warning Warning,
        source: Sdk,
        example: r#"{"status": "completed", "output": [{"type": "message", "status": "in_progress", …}]}"#,
        fix: "Set the item to `completed`, or to `incomplete` when its production stopped early.",
    }
    /// A citation points outside its text, or ends before it starts. The unit of
    /// such ranges is not documented: this is found only when it is wrong in bytes, UTF-16 code
    /// units and code points alike. The end is inclusive.
    CitationRange = "citation-range" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"text": "Hi", "annotations": [{"type": "url_citation", "start_index": 0, "end_index": 9, …}]}"#,
        fix: "Count from 0 to the last character of the cited span.",
    }
    /// A citation of a file at a negative position.
    CitationFileIndex = "citation-file-index" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"type": "file_path", "index": -1, …}"#,
        fix: "Send the position of the file in the list of files.",
    }
    /// A log probability is positive, so the probability would be above 1.
    PositiveLogprob = "positive-logprob" {
        levels: Error Error,
        source: Page,
        example: r#"{"token": "Hi", "logprob": 0.25, …}"#,
        fix: "Send the logarithm of the probability, not the probability.",
    }
    /// The bytes of a token are not its UTF-8 form.
    TokenBytes = "token-bytes" {
        levels: Warning Warning,
        source: Page,
        example: r#"{"token": "Hi", "bytes": [72, 111], …}"#,
        fix: "Send the bytes of the token in UTF-8.",
    }
    /// Inline bytes that are not Base64, in either alphabet, with or without padding, bare or in a
    /// `data:` URL.
    NotBase64 = "not-base64" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"type": "input_audio", "input_audio": {"data": "a,b", "format": "wav"}}"#,
        fix: "Encode the bytes as Base64 without line breaks.",
    }
    /// The time of an event that is not a date and time in UTC as in ISO 8601.
    TimestampFormat = "timestamp-format" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"type": "task.working", "timestamp": "23.11.2026 20:53", …}"#,
        fix: "Write times like 2026-11-23T20:53:34.763567+00:00.",
    }
    /// An event carries the snapshot of another task.
    SnapshotTaskId = "snapshot-task-id" {
        levels: Error Error,
        source: Server,
        example: r#"{"type": "task.completed", "task_id": "task_1", "task": {"id": "task_2", …}, …}"#,
        fix: "Send the snapshot of the task that the event belongs to.",
    }
    /// The status in a snapshot contradicts its event. It may lag behind (servers take the
    /// snapshot first), but the event's status must be reachable from it.
    SnapshotStatus = "snapshot-status" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"type": "task.completed", "task": {"status": "failed", …}, …}"#,
        fix: "Send the event that belongs to the status.",
    }
    /// Events of a task are missing: this event's sequence number is higher than expected. Each
    /// task of a stream counts its events from 0.
    SequenceGap = "sequence-gap" {
        levels: Error Error,
        source: Server,
        example: r#"{"sequence_number": 4, …} first, then {"sequence_number": 6, …}"#,
        fix: "Look for lost lines; items may be incomplete. Fetch the task itself.",
    }
    /// An event whose number is smaller than that of the event before it: it was sent twice, or
    /// late.
    SequenceRepeat = "sequence-repeat" {
        levels: Error Error,
        source: Server,
        example: r#"{"sequence_number": 4, …} first, then {"sequence_number": 4, …}"#,
        fix: "Number the events of a task 0, 1, 2 and so on, in the order of sending.",
    }
    /// An event after the one that ended its task.
    EventAfterEnd = "event-after-end" {
        levels: Error Error,
        source: Server,
        example: r#"{"type": "task.completed", …} first, then {"type": "task.output_item.added", …}"#,
        fix: "Send the end of a task last.",
    }
    /// An event of a task that no event with a snapshot has introduced.
    UnknownTask = "unknown-task" {
        levels: Error Error,
        source: Server,
        example: r#"{"type": "task.working", …} as the first event"#,
        fix: "Send `task.created` first; in a capture, look for its beginning.",
    }
    /// An item in an event has no id, so later events cannot refer to it.
    ItemWithoutId = "item-without-id" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"type": "task.output_item.added", "item": {"type": "message", "role": "assistant"}, …}"#,
        fix: "Give every item of a stream an id.",
    }
    /// An event refers to an item that no event has introduced.
    UnknownItem = "unknown-item" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"type": "task.text.delta", "item_id": "msg_9", …}"#,
        fix: "Send `task.output_item.added` before the deltas of an item and its end.",
    }
    /// A status that cannot follow the one before it.
    StatusTransition = "status-transition" {
        levels: Error Error,
        source: Server,
        example: r#"{"type": "task.working", …} first, then {"type": "task.queued", …}"#,
        fix: "Follow the life cycle of a task: created, queued, working, then its end or a pause.",
    }
    /// The snapshot at the end of a task differs from what its events brought.
    SnapshotItem = "snapshot-item" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"type": "task.completed", "task": {"output": []}, …} after an item was done"#,
        fix: "Send each item in its final form before the end.",
    }
    /// The envelopes of one stream have different ids.
    EnvelopeIdChanges = "envelope-id-changes" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"id": "req_1", "result": …} first, then {"id": "req_2", "result": …}"#,
        fix: "Repeat the id of the request in every envelope, also around events of tools.",
    }
    /// A stream ends although the task that was asked for has not ended, was not paused and does
    /// not wait for the caller.
    StreamUnfinished = "stream-unfinished" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"type": "task.working", …} as the last event"#,
        fix: "The connection broke or the capture is cut off: fetch the task itself.",
    }
    /// A stream ends with an error before its task has ended: an event with the name `error`, or an
    /// envelope that contains nothing but an error.
    StreamError = "stream-error" {
        levels: Warning Warning,
        source: JsonRpc,
        example: r#"event: error, data: upstream connect error"#,
        fix: "Look up the error at its source, and fetch the task itself: it may have continued.",
    }
    /// Data of a stream that only keeps the connection open: none at all, or a ping. It is no event
    /// of the API and counts as other traffic.
    KeepAlive = "keep-alive" {
        levels: Note Note,
        source: Server,
        example: r#"data: (empty), or {"type": "ping"}"#,
        fix: "No action needed. Readers skip it.",
    }
    /// `[DONE]` at the end of a stream. Streams of other APIs end with it, and proxies add it. It is
    /// no event of the API and counts as other traffic.
    DoneMarker = "done-marker" {
        levels: Note Note,
        source: Server,
        example: r#"data: [DONE]"#,
        fix: "No action needed. Readers that decode every event have to skip it.",
    }
    /// An event whose name is none of the API's and whose data is no payload of the API. It counts as
    /// other traffic.
    ForeignEvent = "foreign-event" {
        levels: Note Note,
        source: Server,
        example: r#"event: open, data: connected"#,
        fix: "No action needed. Readers that decode every event have to skip it.",
    }
    /// Text in an event without a name, such as a comment that a proxy turned into data. It counts as
    /// other traffic.
    StreamText = "stream-text" {
        levels: Note Note,
        source: Server,
        example: r#"data: : PROCESSING"#,
        fix: "No action needed. Readers that decode every event have to skip it.",
    }
    /// A request asks for a stream and for an answer that fits a schema. The schema counts only
    /// for answers in one piece.
    StructuredOutputStream = "structured-output-stream" {
        levels: Warning Warning,
        source: Sdk,
        example: r#"{"stream": true, "structured_output": {"type": "object"}, …}"#,
        fix: "Set `stream` to false, or leave `structured_output` out.",
    }
    /// The share of the context window at which compression begins is not greater than 0 and at
    /// most 1.
    CompressionRatio = "compression-ratio" {
        levels: Error Error,
        source: Server,
        example: r#"{"agent_config": {"compress_threshold_token_ratio": 90, …}}"#,
        fix: "Write the share as a fraction, such as 0.9.",
    }
    /// Two tools of one list have the same name, so it is unclear which one a call means.
    DuplicateToolName = "duplicate-tool-name" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"client_tools": [{"function": {"name": "ask", …}, …}, {"function": {"name": "ask", …}, …}]}"#,
        fix: "Give each tool its own name.",
    }
    /// The payload of a JSON-RPC request that creates a task is neither a new turn nor the answer
    /// to a task that waits. Servers answer with the error -32602.
    InvalidPayload = "invalid-payload" {
        levels: Error Error,
        source: Server,
        example: r#"{"method": "tasks/create", "params": {"payload": {}}}"#,
        fix: "Send `client_id` with `user_message_content`, or with `previous_task_id` and `tool_results`.",
    }
    /// The count of tool calls in `usage` is not the number of their details.
    UsageToolCalls = "usage-tool-calls" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"usage": {"tool_calls": 3, "tool_calls_details": {}}}"#,
        fix: "Count each tool call once, with one entry of details under its `call_id`.",
    }
    /// A reference number below 1.
    ReferenceNumber = "reference-number" {
        levels: Warning Warning,
        source: Server,
        example: r#"{"type": "text", "text": "a source", "id": 0}"#,
        fix: "Number the citable contents of a task from 1.",
    }
    /// A `[^N]` in a message cites a number that no content of the task has. It may belong to an
    /// earlier task of the session, or the model made it up.
    DanglingReference = "dangling-reference" {
        levels: Note Note,
        source: Server,
        example: r#"{"type": "text", "text": "See [^9]."}"#,
        fix: "Show the mark as text, or leave it out.",
    }
}

impl Code {
    /// What there is to know about the code.
    pub fn explain(self) -> &'static Explanation {
        // The table and the enum are made of the same rows.
        &EXPLANATIONS[self as usize]
    }

    /// How serious the code is against a profile, unless settings say otherwise.
    pub fn default_level(self, profile: Profile) -> Level {
        match profile {
            Profile::Documented => self.explain().documented,
            Profile::Wire => self.explain().wire,
        }
    }
}
