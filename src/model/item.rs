//! The items of a task's output: reasoning, messages, tool calls and their results.

use std::borrow::Cow;

use crate::wire::{object, string_enum, union};
use crate::{JsonValue, MessageContent, ReasoningPart};

union! {
    /// One thing that a task produced.
    #[tag("type")]
    #[kinds(OutputItemKind)]
    pub enum OutputItem {
        /// Thinking of the model.
        #[accessors(as_reasoning, into_reasoning)]
        Reasoning(ReasoningItem) = "reasoning",
        /// A chat message.
        #[accessors(as_message, into_message)]
        Message(MessageItem) = "message",
        /// A request to run a tool.
        #[accessors(as_tool_call, into_tool_call)]
        ToolCall(ToolCallItem) = "tool_call",
        /// What a tool answered.
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
    /// How far an item is.
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
    /// Thinking of the model.
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
    /// What a tool answered.
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
