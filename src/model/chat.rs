//! Chat messages: the history that servers take, beside the output items that the SDK sends.

use crate::OutputItem;
use crate::content::{ImageUrl, InputAudio};
use crate::wire::{JsonObject, from_text, keyed_union, kind_union, object, string_enum, union};

keyed_union! {
    /// One earlier message of a conversation, sent along with a create call.
    ///
    /// The SDK of the page's generation sends output items, as a task's `output` holds them.
    /// Published servers (and the SDK up to 1.3) take chat messages there and refuse items.
    pub enum HistoryMessage {
        /// An output item: it has a `type`.
        #[sources(sdk 1.4-1.14)]
        #[key("type")]
        Item(OutputItem),
        /// A chat message: it has a `role` and no `type`.
        #[sources(server 24-27, sdk 1.1-1.3)]
        Chat(ChatMessage),
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
    #[sources(server 24-27, sdk 1.1-1.3)]
    #[derive(Eq, Hash)]
    pub struct ChatMessage {
        /// Who speaks.
        pub role: ChatRole,
        /// What is said. Absent when the model only called tools.
        pub content: Option<ChatContent>,
        /// The name of the speaker.
        pub name: Option<String>,
        /// The tools that the model called. Free-form.
        #[sources(server 24-27)]
        pub tool_calls: Option<Vec<JsonObject>>,
        /// The call that a message of the role `tool` answers.
        #[sources(server 24-27)]
        pub tool_call_id: Option<String>,
    }
}

kind_union! {
    /// What is said in a chat message.
    #[derive(Eq, Hash)]
    pub enum ChatContent {
        /// One text.
        Text(String),
        /// A list of parts.
        Parts(Vec<ChatPart>),
    }
}

from_text! { ChatContent }

impl<const N: usize> From<[ChatPart; N]> for ChatContent {
    fn from(parts: [ChatPart; N]) -> Self {
        ChatContent::Parts(parts.into())
    }
}

union! {
    /// One part of a chat message.
    #[tag("type")]
    #[kinds(ChatPartKind)]
    #[derive(Eq, Hash)]
    pub enum ChatPart {
        /// Text.
        #[accessors(as_text, into_text)]
        Text(ChatText) = "text",
        /// An image.
        #[accessors(as_image, into_image)]
        Image(ChatImage) = "image_url",
        /// Audio.
        #[accessors(as_audio, into_audio)]
        Audio(ChatAudio) = "input_audio",
        /// A file.
        #[accessors(as_file, into_file)]
        File(ChatFilePart) = "file",
    }
}

string_enum! {
    /// The tags of text in a chat message.
    #[closed]
    pub enum ChatTextType {
        /// Text, as every source takes it.
        Text = "text",
        /// Text, as only the SDK up to 1.3 sends it.
        InputText = "input_text",
    }
}

string_enum! {
    /// The tags of an image in a chat message.
    #[closed]
    pub enum ChatImageType {
        /// An image, as every source takes it.
        ImageUrl = "image_url",
        /// An image, as only the SDK up to 1.3 sends it.
        Image = "image",
    }
}

object! {
    /// Text in a chat message.
    #[sources(server 24-27, sdk 1.1-1.3)]
    #[derive(Eq, Hash)]
    pub struct ChatText {
        /// Which tag it has; servers take `text` only.
        #[tag]
        #[key("type")]
        pub kind: ChatTextType,
        /// The text.
        pub text: String,
    }
}

object! {
    /// An image in a chat message.
    #[sources(server 24-27, sdk 1.1-1.3)]
    #[derive(Eq, Hash)]
    pub struct ChatImage {
        /// Which tag it has; servers take `image_url` only.
        #[tag]
        #[key("type")]
        pub kind: ChatImageType,
        /// Where the image is.
        pub image_url: ImageUrl,
    }
}

object! {
    /// Audio in a chat message.
    #[sources(server 24-27, sdk 1.1-1.3)]
    #[derive(Eq, Hash)]
    pub struct ChatAudio {
        /// The tag of audio.
        type = "input_audio",
        /// The audio.
        pub input_audio: InputAudio,
    }
}

object! {
    /// A file in a chat message.
    #[sources(server 24-27, sdk 1.1-1.3)]
    #[derive(Eq, Hash)]
    pub struct ChatFilePart {
        /// The tag of a file.
        type = "file",
        /// The file.
        pub file: ChatFile,
    }
}

object! {
    /// The file of a chat message: its bytes, or what names it.
    #[sources(server 24-27, sdk 1.1-1.3)]
    #[derive(Eq, Hash)]
    pub struct ChatFile {
        /// The bytes in Base64.
        pub file_data: Option<String>,
        /// The identifier of an uploaded file. Servers only.
        #[sources(server 24-27)]
        pub file_id: Option<String>,
        /// The name with its extension.
        pub filename: Option<String>,
        /// The address. Only the SDK up to 1.3 sends it; servers drop it.
        #[sources(undocumented, sdk 1.1-1.3)]
        pub file_url: Option<String>,
    }
}

impl ChatText {
    /// Text with the tag that every source takes.
    pub fn text(text: impl Into<String>) -> Self {
        ChatText::new(ChatTextType::Text, text)
    }
}
