//! Chat messages: the history that servers take, beside the output items that the SDK sends.

use crate::wire::{JsonObject, by_key, choice, object, string_enum, union};
use crate::{ImageUrl, InputAudio, OutputItem};

by_key! {
    /// One earlier message of a conversation, sent along with a create call.
    ///
    /// The SDK of the page's generation sends output items, as a task's `output` holds them.
    /// Published servers (and the SDK up to 1.3) take chat messages there and refuse items.
    pub enum HistoryMessage {
        /// An output item: it has a `type`.
        "S1.4-1.14" ["type"] Item(OutputItem),
        /// A chat message: it has a `role` and no `type`.
        "V24-27 S1.1-1.3" [] Chat(ChatMessage),
    }
}

string_enum! {
    /// Who speaks in a chat message.
    pub enum ChatRole {
        /// The end user.
        User = "user",
        /// The model.
        Assistant = "assistant",
        /// The system prompt.
        System = "system",
        /// The developer of the application.
        Developer = "developer",
        /// A tool, answering a call. Servers only.
        Tool = "tool",
        /// A function, answering a call in the form before tools. Servers only.
        Function = "function",
    }
}

object! {
    /// A message in the form of chat completions.
    "V24-27 S1.1-1.3" pub struct ChatMessage {
        /// Who speaks.
        "V24-27 S1.1-1.3" required role: ChatRole,
        /// What is said. Absent when the model only called tools.
        "V24-27 S1.1-1.3" optional content: ChatContent,
        /// The name of the speaker.
        "V24-27 S1.1-1.3" optional name: String,
        /// The tools that the model called. Free-form.
        "V24-27" optional tool_calls: Vec<JsonObject>,
        /// The call that a message of the role `tool` answers.
        "V24-27" optional tool_call_id: String,
    }
}

choice! {
    /// What is said in a chat message.
    pub enum ChatContent {
        /// One text.
        Text(String),
        /// A list of parts.
        Parts(Vec<ChatPart>),
    }
}

impl From<&str> for ChatContent {
    fn from(text: &str) -> Self {
        ChatContent::Text(text.into())
    }
}

impl From<String> for ChatContent {
    fn from(text: String) -> Self {
        ChatContent::Text(text)
    }
}

impl From<Vec<ChatPart>> for ChatContent {
    fn from(parts: Vec<ChatPart>) -> Self {
        ChatContent::Parts(parts)
    }
}

union! {
    /// One part of a chat message.
    pub enum ChatPart tag "type" {
        /// Text.
        Text(ChatText),
        /// An image.
        Image(ChatImage),
        /// Audio.
        Audio(ChatAudio),
        /// A file.
        File(ChatFilePart),
    }
}

string_enum! {
    /// The tags of text in a chat message.
    pub closed enum ChatTextType {
        /// Text, as every source takes it.
        Text = "text",
        /// Text, as only the SDK up to 1.3 sends it.
        InputText = "input_text",
    }
}

string_enum! {
    /// The tags of an image in a chat message.
    pub closed enum ChatImageType {
        /// An image, as every source takes it.
        ImageUrl = "image_url",
        /// An image, as only the SDK up to 1.3 sends it.
        Image = "image",
    }
}

object! {
    /// Text in a chat message.
    "V24-27 S1.1-1.3" pub struct ChatText {
        /// Which tag it has; servers take `text` only.
        "V24-27 S1.1-1.3" tags kind: ChatTextType,
        /// The text.
        "V24-27 S1.1-1.3" required text: String,
    }
}

object! {
    /// An image in a chat message.
    "V24-27 S1.1-1.3" pub struct ChatImage {
        /// Which tag it has; servers take `image_url` only.
        "V24-27 S1.1-1.3" tags kind: ChatImageType,
        /// Where the image is.
        "V24-27 S1.1-1.3" required image_url: ImageUrl,
    }
}

object! {
    /// Audio in a chat message.
    "V24-27 S1.1-1.3" pub struct ChatAudio {
        /// The tag of audio.
        "V24-27 S1.1-1.3" tag "type" = "input_audio",
        /// The audio.
        "V24-27 S1.1-1.3" required input_audio: InputAudio,
    }
}

object! {
    /// A file in a chat message.
    "V24-27 S1.1-1.3" pub struct ChatFilePart {
        /// The tag of a file.
        "V24-27 S1.1-1.3" tag "type" = "file",
        /// The file.
        "V24-27 S1.1-1.3" required file: ChatFile,
    }
}

object! {
    /// The file of a chat message: its bytes, or what names it.
    "V24-27 S1.1-1.3" pub struct ChatFile {
        /// The bytes in Base64.
        "V24-27 S1.1-1.3" optional file_data: String,
        /// The identifier of an uploaded file. Servers only.
        "V24-27" optional file_id: String,
        /// The name with its extension.
        "V24-27 S1.1-1.3" optional filename: String,
        /// The address. Only the SDK up to 1.3 sends it; servers drop it.
        "V S1.1-1.3" optional file_url: String,
    }
}

impl ChatText {
    /// Text with the tag that every source takes.
    pub fn text(text: impl Into<String>) -> Self {
        ChatText::new(ChatTextType::Text, text)
    }
}
