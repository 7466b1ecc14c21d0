//! The items of a task's output: reasoning, messages, tool calls and their results.
//!
//! An [`OutputItem`] is one of four structs, or an item that a later server knows. Match on it, ask it for
//! its [`kind`](OutputItem::kind), or for one variant:
//!
//! ```
//! use agentlin_types::{OutputItem, ToolCallItem, ToolResultItem};
//!
//! let output: Vec<OutputItem> = vec![
//!     ToolCallItem::new("call_1", "add", r#"{"a": 2, "b": 2}"#).into(),
//!     ToolResultItem::new("call_1", "4", []).into(),
//! ];
//! let results = output.iter().filter_map(OutputItem::as_tool_result);
//! assert_eq!(results.map(|result| result.message_content.text()).collect::<String>(), "4");
//! ```

use std::borrow::Cow;

use crate::wire::{object, string_enum, union};
use crate::{JsonValue, MessageContent, ReasoningPart};

union! {
    /// One thing that a task produced.
    ///
    /// ```
    /// use agentlin_types::{OutputItem, OutputItemKind, decode};
    ///
    /// let items: Vec<OutputItem> = decode::from_str(
    ///     r#"[{"type": "message", "role": "assistant", "message_content": "It is 4."},
    ///         {"type": "hologram", "rays": 3}]"#,
    /// )?;
    /// assert_eq!(items[0].kind(), Some(OutputItemKind::Message));
    /// assert_eq!(items[0].as_message().unwrap().body().unwrap().text(), "It is 4.");
    /// // A later server's item is kept as it came.
    /// assert_eq!(items[1].kind(), None);
    /// assert_eq!(items[1].tag(), Some("hologram"));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[tag("type")]
    #[kinds(OutputItemKind)]
    pub enum OutputItem {
        /// Reasoning by the model.
        #[accessors(as_reasoning, into_reasoning)]
        Reasoning(ReasoningItem) = "reasoning",
        /// A chat message.
        #[accessors(as_message, into_message)]
        Message(MessageItem) = "message",
        /// A request to run a tool.
        #[accessors(as_tool_call, into_tool_call)]
        ToolCall(ToolCallItem) = "tool_call",
        /// Result of a tool call.
        #[accessors(as_tool_result, into_tool_result)]
        ToolResult(ToolResultItem) = "tool_result",
    }
}

impl OutputItem {
    /// The id of the item, where it has one.
    pub fn id(&self) -> Option<Cow<'_, str>> {
        match self {
            OutputItem::Reasoning(item) => Some(item.id.as_str().into()),
            OutputItem::Message(item) => item.id.as_deref().map(Into::into),
            OutputItem::ToolCall(item) => item.id.as_deref().map(Into::into),
            OutputItem::ToolResult(item) => item.id.as_deref().map(Into::into),
            OutputItem::Unknown(item) => {
                let id = item.object().get("id")?;
                id.parse::<String>().ok().map(Into::into)
            }
        }
    }
}

string_enum! {
    /// Progress of an item.
    ///
    /// ```
    /// use agentlin_types::{ItemStatus, decode};
    ///
    /// let status: ItemStatus = decode::from_str(r#""in_progress""#)?;
    /// assert_eq!(status, ItemStatus::InProgress);
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    pub enum ItemStatus {
        /// The item is still being produced.
        InProgress = "in_progress",
        /// The item is final.
        Completed = "completed",
        /// Production stopped early; what is there is partial.
        Incomplete = "incomplete",
    }
}

string_enum! {
    /// Who wrote a message.
    ///
    /// ```
    /// use agentlin_types::{MessageRole, decode};
    ///
    /// let role: MessageRole = decode::from_str(r#""assistant""#)?;
    /// assert_eq!(role, MessageRole::Assistant);
    /// assert_eq!(MessageRole::NAMES, ["user", "assistant", "system", "developer"]);
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    pub enum MessageRole {
        /// The end user.
        User = "user",
        /// The model.
        Assistant = "assistant",
        /// The system prompt.
        System = "system",
        /// The developer of the application.
        Developer = "developer",
    }
}

string_enum! {
    /// The language of a tool call's arguments.
    ///
    /// ```
    /// use agentlin_types::{ToolCallLanguage, decode};
    ///
    /// let language: ToolCallLanguage = decode::from_str(r#""python""#)?;
    /// assert_eq!(language, ToolCallLanguage::Python);
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    pub enum ToolCallLanguage {
        /// A JSON document.
        Json = "json",
        /// A YAML document.
        Yaml = "yaml",
        /// Python code.
        Python = "python",
        /// JavaScript code.
        Javascript = "javascript",
    }
}

object! {
    /// Reasoning by the model.
    ///
    /// ```
    /// use agentlin_types::{ReasoningItem, decode};
    ///
    /// let item: ReasoningItem = decode::from_str(
    ///     r#"{"type": "reasoning", "id": "rs_1", "summary": [{"type": "text", "text": "A sum."}]}"#,
    /// )?;
    /// assert_eq!(item.summary[0].text(), Some("A sum."));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 24-27)]
    pub struct ReasoningItem {
        /// The tag of a reasoning item.
        type = "reasoning",
        /// The identifier of the item; servers make `rs_` and 32 hex digits.
        pub id: String,
        /// The thinking in short; may be empty.
        pub summary: Vec<ReasoningPart>,
        /// The thinking in full.
        pub content: Option<Vec<ReasoningPart>>,
        /// How far the item is. Published servers leave it out.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub status: Option<ItemStatus>,
    }
}

object! {
    /// A chat message.
    ///
    /// ```
    /// use agentlin_types::{MessageItem, decode};
    ///
    /// let item: MessageItem = decode::from_str(
    ///     r#"{"type": "message", "role": "assistant", "content": "It is 4."}"#,
    /// )?;
    /// // `body` is the one answer, whichever key the server used.
    /// assert_eq!(item.message_content, None);
    /// assert_eq!(item.body().unwrap().text(), "It is 4.");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(sdk 1.1-1.14, server 24-27)]
    pub struct MessageItem {
        /// The tag of a message.
        type = "message",
        /// The identifier of the item; servers make `msg_` and 32 hex digits.
        pub id: Option<String>,
        /// Who wrote the message.
        pub role: MessageRole,
        /// The body. Servers leave it out of a message that has only begun
        /// (`task.output_item.added`).
        #[documented_required]
        pub message_content: Option<MessageContent>,
        /// Blocks for display that accompany the body: charts, tables and the like. Free-form.
        pub block_list: Option<Vec<JsonValue>>,
        /// The name of the author for display; servers put the agent's name here.
        #[sources(sdk 1.1-1.14, server 26-27)]
        pub name: Option<String>,
        /// How far the item is. Published servers leave it out.
        pub status: Option<ItemStatus>,
        /// The body under its old key, which servers still send beside `message_content`.
        #[sources(server 24-27, sdk 1.1-1.3)]
        pub content: Option<MessageContent>,
        /// The agent that wrote the message. Servers only.
        #[sources(server 26-27)]
        pub agent_id: Option<String>,
        /// The task or tool call that produced the message. Servers only.
        #[sources(server 24-27)]
        pub call_id: Option<String>,
    }
}

impl MessageItem {
    /// The body, whichever key the source used: `message_content`, else `content`.
    pub fn body(&self) -> Option<&MessageContent> {
        self.message_content.as_ref().or(self.content.as_ref())
    }
}

object! {
    /// A request of the model to run a tool.
    ///
    /// ```
    /// use agentlin_types::{ToolCallItem, decode};
    ///
    /// let call: ToolCallItem = decode::from_str(
    ///     r#"{"type": "tool_call", "call_id": "call_1", "name": "search", "arguments": "{\"query\":\"4\"}"}"#,
    /// )?;
    /// let arguments: serde_json::Value = serde_json::from_str(&call.arguments)?;
    /// assert_eq!(arguments["query"], "4");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct ToolCallItem {
        /// The tag of a tool call.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        type = "tool_call",
        /// What the tool result and the events of the tool's own task refer to.
        pub call_id: String,
        /// The tool to run.
        pub name: String,
        /// The arguments as text, in the language of `language`: a JSON document unless that says
        /// otherwise. Empty while the item is in progress.
        pub arguments: String,
        /// The identifier of the item; servers make `tc_` and 32 hex digits.
        pub id: Option<String>,
        /// How far the item is.
        pub status: Option<ItemStatus>,
        /// The language of `arguments`; absent means JSON.
        pub language: Option<ToolCallLanguage>,
    }
}

object! {
    /// Result of a tool call.
    ///
    /// ```
    /// use agentlin_types::{OutputItem, ToolResultItem, encode};
    ///
    /// let result = ToolResultItem::new("call_1", "It is 4.", []);
    /// assert_eq!(result.message_content.text(), "It is 4.");
    /// assert_eq!(
    ///     encode::to_string(&OutputItem::from(result))?,
    ///     r#"{"type":"tool_result","call_id":"call_1","message_content":"It is 4.","block_list":[]}"#,
    /// );
    /// # Ok::<(), agentlin_types::encode::EncodeError>(())
    /// ```
    #[sources(sdk 1.1-1.14, server 24-27)]
    pub struct ToolResultItem {
        /// The tag of a tool result.
        #[sources(sdk 1.1-1.14, server 26-27)]
        type = "tool_result",
        /// The `call_id` of the tool call that this answers.
        pub call_id: String,
        /// The answer as the model sees it.
        pub message_content: MessageContent,
        /// Blocks for display; may be empty. Free-form.
        pub block_list: Vec<JsonValue>,
        /// The identifier of the item; servers make `tr_` and 32 hex digits.
        pub id: Option<String>,
        /// How far the item is. Servers leave it at `in_progress` even when the task is done.
        #[sources(sdk 1.1-1.14, server 26-27)]
        pub status: Option<ItemStatus>,
        /// The answer under its old key, which servers still send beside `message_content`.
        #[sources(server 24-27, sdk 1.1-1.3)]
        pub output: Option<MessageContent>,
    }
}
