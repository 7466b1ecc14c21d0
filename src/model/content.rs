//! The content of messages, tool results and reasoning: text with its citations and log
//! probabilities, images, audio, files.
//!
//! A body is a text or a list of parts ([`MessageContent`]), and is made from either:
//!
//! ```
//! use agentlin_types::content::{ContentPart, ImageContent, ImageContentType, ImageUrl};
//! use agentlin_types::content::{MessageContent, TextContent};
//!
//! let image = ImageUrl::new("https://example.com/4.png");
//! let body = MessageContent::from([
//!     ContentPart::from(TextContent::text("What is this?")),
//!     ImageContent::new(ImageContentType::InputImage, image).into(),
//! ]);
//! assert_eq!(body.text(), "What is this?");
//! ```

use crate::wire::{from_text, kind_union, object, string_enum, union};

pub use super::annotation::*;
pub use super::logprob::*;

kind_union! {
    /// The body of a message or tool result.
    ///
    /// ```
    /// use agentlin_types::{MessageContent, decode};
    ///
    /// let content: MessageContent = decode::from_str(
    ///     r#"[{"type": "text", "text": "It is "}, "4."]"#,
    /// )?;
    /// assert_eq!(content.text(), "It is 4.");
    /// assert_eq!(MessageContent::from("It is 4.").text(), "It is 4.");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    pub enum MessageContent {
        /// One text.
        Text(String),
        /// A list of parts.
        Parts(Vec<ContentPart>),
    }
}

impl MessageContent {
    /// The words of the body: all texts one after the other. Images, audio and files have none.
    pub fn text(&self) -> String {
        match self {
            MessageContent::Text(text) => text.clone(),
            MessageContent::Parts(parts) => parts.iter().filter_map(ContentPart::text).collect(),
        }
    }
}

from_text! { MessageContent ContentPart }

macro_rules! from_parts {
    ($($part:ty)*) => {$(
        impl From<Vec<$part>> for MessageContent {
            fn from(parts: Vec<$part>) -> Self {
                parts.into_iter().collect()
            }
        }

        impl From<$part> for MessageContent {
            fn from(part: $part) -> Self {
                [part].into()
            }
        }
    )*};
}
from_parts! { TextContent ImageContent AudioContent FileContent }

impl From<ContentPart> for MessageContent {
    fn from(part: ContentPart) -> Self {
        [part].into()
    }
}

impl<T: Into<ContentPart>, const N: usize> From<[T; N]> for MessageContent {
    fn from(parts: [T; N]) -> Self {
        parts.into_iter().collect()
    }
}

impl<T: Into<ContentPart>> FromIterator<T> for MessageContent {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        MessageContent::Parts(parts.into_iter().map(Into::into).collect())
    }
}

impl From<String> for ContentPart {
    /// Text with the tag `text`, which every source takes.
    fn from(text: String) -> Self {
        TextContent::text(text).into()
    }
}

union! {
    /// One part of a body.
    ///
    /// ```
    /// use agentlin_types::{ContentPart, ContentPartKind, decode};
    ///
    /// let part: ContentPart = decode::from_str(
    ///     r#"{"type": "output_text", "text": "It is 4."}"#,
    /// )?;
    /// assert_eq!(part.kind(), Some(ContentPartKind::Text));
    /// assert_eq!(part.tag(), Some("output_text"));
    /// assert_eq!(part.text(), Some("It is 4."));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[tag("type")]
    #[kinds(ContentPartKind)]
    #[bare(String)]
    pub enum ContentPart {
        /// Text.
        #[accessors(as_text, into_text)]
        Text(TextContent) = "text",
        /// An image.
        #[accessors(as_image, into_image)]
        Image(ImageContent) = "image",
        /// Audio.
        #[accessors(as_audio, into_audio)]
        Audio(AudioContent) = "input_audio",
        /// A file.
        #[accessors(as_file, into_file)]
        File(FileContent) = "file",
    }
}

impl ContentPart {
    /// The words of the part, if it has any.
    pub fn text(&self) -> Option<&str> {
        match self {
            ContentPart::Bare(text) => Some(text),
            ContentPart::Text(part) => Some(&part.text),
            _ => None,
        }
    }
}

union! {
    /// One part of a model's thinking. The only kind known is text.
    ///
    /// ```
    /// use agentlin_types::{ReasoningPart, decode};
    ///
    /// let part: ReasoningPart = decode::from_str(
    ///     r#"{"type": "summary_text", "text": "A sum."}"#,
    /// )?;
    /// assert_eq!(part.text(), Some("A sum."));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[tag("type")]
    #[kinds(ReasoningPartKind)]
    pub enum ReasoningPart {
        /// Text.
        #[accessors(as_text, into_text)]
        Text(TextContent) = "text",
    }
}

impl ReasoningPart {
    /// The words of the part, if it has any.
    pub fn text(&self) -> Option<&str> {
        match self {
            ReasoningPart::Text(part) => Some(&part.text),
            ReasoningPart::Unknown(_) => None,
        }
    }
}

string_enum! {
    /// The tags of text content. All have the same fields.
    ///
    /// ```
    /// use agentlin_types::{TextContentType, decode};
    ///
    /// let kind: TextContentType = decode::from_str(r#""summary_text""#)?;
    /// assert_eq!(kind, TextContentType::SummaryText);
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[closed]
    pub enum TextContentType {
        /// Text, wherever it comes from.
        Text = "text",
        /// Text that the user wrote.
        InputText = "input_text",
        /// Text that the model wrote.
        OutputText = "output_text",
        /// Thinking in full.
        ReasoningText = "reasoning_text",
        /// Thinking in short.
        SummaryText = "summary_text",
        /// The model's words for why it will not answer.
        Refusal = "refusal",
    }
}

string_enum! {
    /// The tags of image content. All have the same fields.
    #[closed]
    pub enum ImageContentType {
        /// An image, wherever it comes from.
        Image = "image",
        /// An image that the user sent.
        InputImage = "input_image",
        /// An image that the model made.
        OutputImage = "output_image",
        /// An image by address.
        ImageUrl = "image_url",
    }
}

string_enum! {
    /// The tags of audio content. All have the same fields.
    #[closed]
    pub enum AudioContentType {
        /// Audio that the user sent.
        InputAudio = "input_audio",
        /// Audio that the model made.
        OutputAudio = "output_audio",
        /// Audio, wherever it comes from.
        Audio = "audio",
    }
}

string_enum! {
    /// How audio bytes are encoded.
    pub enum AudioFormat {
        /// WAV.
        Wav = "wav",
        /// MP3.
        Mp3 = "mp3",
    }
}

string_enum! {
    /// How closely a model should look at an image.
    pub enum ImageDetail {
        /// A coarse look.
        Low = "low",
        /// A close look.
        High = "high",
        /// As the model sees fit.
        Auto = "auto",
    }
}

object! {
    /// Text.
    ///
    /// ```
    /// use agentlin_types::{TextContent, TextContentType, decode};
    ///
    /// let text: TextContent = decode::from_str(
    ///     r#"{"type": "output_text", "text": "See [^1].", "annotations": [
    ///         {"type": "url_citation", "url": "https://example.com", "title": "Sums",
    ///          "start_index": 4, "end_index": 7}]}"#,
    /// )?;
    /// assert_eq!(text.kind, TextContentType::OutputText);
    /// let citation = text.annotations.as_ref().unwrap()[0].as_url_citation().unwrap();
    /// assert_eq!(citation.title, "Sums");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 24-27)]
    pub struct TextContent {
        /// Which kind of text; says nothing about the other fields.
        #[tag]
        #[key("type")]
        pub kind: TextContentType,
        /// The text.
        pub text: String,
        /// The number by which `[^N]` in other texts of the task cites this one.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub id: Option<i64>,
        /// Labels that say where the text comes from or what it is for, such as
        /// `added_by_reference_manager`.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub tags: Option<Vec<String>>,
        /// The citations in the text.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub annotations: Option<Vec<Annotation>>,
        /// How likely the model found each token.
        #[sources(page, sdk 1.1-1.14, server 26-27)]
        pub logprobs: Option<Vec<LogProb>>,
    }
}

object! {
    /// An image.
    ///
    /// ```
    /// use agentlin_types::{ImageContent, decode};
    ///
    /// let image: ImageContent = decode::from_str(
    ///     r#"{"type": "image_url", "image_url": {"url": "https://example.com/4.png"}, "id": 2}"#,
    /// )?;
    /// assert_eq!(image.image_url.url, "https://example.com/4.png");
    /// assert_eq!(image.id, Some(2));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct ImageContent {
        /// Which kind of image; says nothing about the other fields.
        #[tag]
        #[key("type")]
        pub kind: ImageContentType,
        /// Where the image is.
        pub image_url: ImageUrl,
        /// The number by which `[^N]` in texts of the task cites this image. Servers send it with
        /// images that code made.
        #[sources(server 26-27)]
        pub id: Option<i64>,
    }
}

object! {
    /// Where an image is.
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct ImageUrl {
        /// The address; may be a `data:` URL.
        pub url: String,
        /// How closely to look.
        pub detail: Option<ImageDetail>,
    }
}

object! {
    /// Audio.
    ///
    /// ```
    /// use agentlin_types::{AudioContent, decode};
    ///
    /// let audio: AudioContent = decode::from_str(
    ///     r#"{"type": "input_audio", "input_audio": {"data": "UklGRg=="}}"#,
    /// )?;
    /// assert_eq!(audio.input_audio.data, "UklGRg==");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct AudioContent {
        /// Which kind of audio; says nothing about the other fields.
        #[tag]
        #[key("type")]
        pub kind: AudioContentType,
        /// The audio. The key is the same for output audio.
        pub input_audio: InputAudio,
    }
}

object! {
    /// Audio bytes.
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct InputAudio {
        /// The bytes in Base64. Servers also send a `data:` URL.
        pub data: String,
        /// How the bytes are encoded. Servers leave it out; `wav` is meant then.
        #[documented_required]
        pub format: Option<AudioFormat>,
    }
}

object! {
    /// A file.
    ///
    /// ```
    /// use agentlin_types::{FileContent, decode};
    ///
    /// let content: FileContent = decode::from_str(
    ///     r#"{"type": "file", "file": {"file_url": "https://example.com/a.txt", "filename": "a.txt"}}"#,
    /// )?;
    /// assert_eq!(content.file.filename, "a.txt");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct FileContent {
        /// The tag of file content.
        type = "file",
        /// The file.
        pub file: File,
    }
}

object! {
    /// Where a file is, or its bytes.
    #[sources(sdk 1.1-1.14, server 24-27)]
    #[derive(Eq, Hash)]
    pub struct File {
        /// The address. Required even when the bytes are given.
        pub file_url: String,
        /// The name with its extension.
        pub filename: String,
        /// The bytes in Base64.
        pub file_data: Option<String>,
    }
}

impl From<String> for ImageUrl {
    fn from(url: String) -> Self {
        ImageUrl::new(url)
    }
}

from_text! { ImageUrl }

impl ImageContent {
    /// An image by its address, with the tag `image_url`: the one that servers take over HTTP.
    ///
    /// ```
    /// use agentlin_types::{ContentPart, ImageContent, TaskCreateParams};
    ///
    /// let params = TaskCreateParams::whole([
    ///     ContentPart::from("What is this?"),
    ///     ImageContent::url("https://example.com/4.png").into(),
    /// ]);
    /// ```
    pub fn url(url: impl Into<ImageUrl>) -> Self {
        ImageContent::new(ImageContentType::ImageUrl, url)
    }
}

impl TextContent {
    /// Text with the tag `text`.
    pub fn text(text: impl Into<String>) -> Self {
        TextContent::new(TextContentType::Text, text)
    }
}
