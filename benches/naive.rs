//! The model as one would first write it with serde's derive: internally tagged enums, unknown
//! fields flattened into a map, unknown tags caught by an untagged fallback.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

macro_rules! objects {
    ($($name:ident { $($required:ident: $type:ty,)* ; $($optional:ident: $option:ty,)* })*) => {$(
        #[derive(Debug, Serialize, Deserialize)]
        pub(crate) struct $name {
            $(pub(crate) $required: $type,)*
            $(
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) $optional: Option<$option>,
            )*
            #[serde(flatten)]
            pub(crate) extra: Map<String, Value>,
        }
    )*};
}

/// Either a value of the model or any other JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Or<T> {
    Known(T),
    Unknown(Value),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Item {
    Reasoning(Reasoning),
    Message(Message),
    ToolCall(ToolCall),
    ToolResult(ToolResult),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum TaggedPart {
    #[serde(rename = "text")]
    Text(Text),
    #[serde(rename = "input_text")]
    InputText(Text),
    #[serde(rename = "output_text")]
    OutputText(Text),
    #[serde(rename = "reasoning_text")]
    ReasoningText(Text),
    #[serde(rename = "summary_text")]
    SummaryText(Text),
    #[serde(rename = "refusal")]
    Refusal(Text),
    #[serde(rename = "image")]
    Image(Image),
    #[serde(rename = "image_url")]
    ImageUrl(Image),
    #[serde(rename = "input_audio")]
    InputAudio(Audio),
    #[serde(rename = "file")]
    File(FilePart),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Part {
    Bare(String),
    Tagged(TaggedPart),
    Unknown(Value),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Content {
    Text(String),
    Parts(Vec<Part>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Annotation {
    FileCitation(FileCitation),
    UrlCitation(UrlCitation),
    ContainerFileCitation(ContainerFileCitation),
    FilePath(FilePath),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ItemStatus {
    InProgress,
    Completed,
    Incomplete,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    User,
    Assistant,
    System,
    Developer,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    Created,
    Queued,
    Working,
    InputRequired,
    Paused,
    Completed,
    Canceled,
    Expired,
    Failed,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum RequestId {
    String(String),
    Integer(i64),
}

objects! {
    Response { jsonrpc: String, ; id: RequestId, result: Task, error: Error, }
    Task {
        object: String, id: String, session_id: String, user_id: String, status: Status,
        created_at: i64, output: Vec<Or<Item>>, ;
        usage: Usage, error: Error, input_required: ToolCall, metadata: Map<String, Value>,
        previous_task_id: String, rollouts: Vec<Value>,
    }
    Usage { ;
        input_tokens: i64, input_tokens_details: Value, output_tokens: i64,
        output_tokens_details: Value, total_tokens: i64, tool_calls: i64,
        tool_calls_details: Value,
    }
    Error { code: i64, message: String, ; data: Value, }
    Reasoning {
        id: String, summary: Vec<Part>, ; content: Vec<Part>, status: ItemStatus,
    }
    Message { role: Role, ;
        id: String, message_content: Content, block_list: Vec<Value>, name: String,
        status: ItemStatus, content: Content, agent_id: String, call_id: String,
    }
    ToolCall { call_id: String, name: String, arguments: String, ;
        id: String, status: ItemStatus, language: String,
    }
    ToolResult { call_id: String, message_content: Content, block_list: Vec<Value>, ;
        id: String, status: ItemStatus, output: Content,
    }
    Text { text: String, ;
        id: i64, tags: Vec<String>, annotations: Vec<Or<Annotation>>, logprobs: Vec<LogProb>,
    }
    Image { image_url: ImageUrl, ; }
    ImageUrl { url: String, ; detail: String, }
    Audio { input_audio: InputAudio, ; }
    InputAudio { data: String, ; format: String, }
    FilePart { file: File, ; }
    File { file_url: String, filename: String, ; file_data: String, }
    FileCitation { index: i64, filename: String, ; file_id: String, file_url: String, }
    UrlCitation { url: String, title: String, start_index: i64, end_index: i64, ; }
    ContainerFileCitation {
        container_id: String, filename: String, start_index: i64, end_index: i64, ;
        file_id: String, file_url: String,
    }
    FilePath { file_url: String, index: i64, ; }
    LogProb { token: String, logprob: f64, bytes: Vec<u8>, top_logprobs: Vec<TopLogProb>, ; }
    TopLogProb { token: String, logprob: f64, bytes: Vec<u8>, ; }
    StatusEvent { sequence_number: i64, task_id: String, timestamp: String, ; }
    PartEvent { sequence_number: i64, task_id: String, item_id: String, part: Part, ;
        agent_step: i64, content_index: i64,
    }
    ItemEvent { sequence_number: i64, task_id: String, item: Or<Item>, ; agent_step: i64, }
    ToolResultEvent { sequence_number: i64, task_id: String, item_id: String, call_id: String, ;
        agent_step: i64, message_content: Content, block_list: Vec<Value>,
    }
    DeltaEvent { sequence_number: i64, task_id: String, item_id: String, ;
        agent_step: i64, content_index: i64, delta: String, logprobs: Vec<LogProb>,
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Event {
    #[serde(rename = "task.working")]
    Working(StatusEvent),
    #[serde(rename = "task.content_part.added")]
    PartAdded(PartEvent),
    #[serde(rename = "task.content_part.done")]
    PartDone(PartEvent),
    #[serde(rename = "task.output_item.added")]
    ItemAdded(ItemEvent),
    #[serde(rename = "task.output_item.done")]
    ItemDone(ItemEvent),
    #[serde(rename = "task.tool_result.done")]
    ToolResultDone(ToolResultEvent),
    #[serde(rename = "task.text.delta")]
    TextDelta(DeltaEvent),
}
