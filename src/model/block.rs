//! Blocks for display, which accompany messages and tool results.
//!
//! On the wire a `block_list` is free-form: the model keeps its entries as [`JsonValue`], whatever they
//! are. These types are what the published server's own code puts there; read an entry as a
//! [`Block`] when its content matters.

use crate::wire::{JsonObject, from_text, kind_union, object, union};
use crate::{DecodeError, JsonValue, decode};

pub use super::document_block::*;
pub use super::table_block::*;

union! {
    /// A block for display.
    ///
    /// Reading is on request and may fail, because blocks are not checked in transit. The entry
    /// that it is read from stays as it is.
    ///
    /// ```
    /// use agentlin_types::block::Block;
    /// use agentlin_types::JsonValue;
    ///
    /// let entry: JsonValue = r#"{"type":"html","data":{"text/html":"<b>4</b>"}}"#.parse()?;
    /// let Block::Html(block) = Block::try_from(&entry)? else { panic!() };
    /// assert_eq!(block.data.html(), "<b>4</b>");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[tag("type")]
    #[kinds(BlockKind)]
    #[derive(Eq, Hash)]
    pub enum Block {
        /// Text in Markdown.
        #[accessors(as_text, into_text)]
        Text(TextBlock) = "text",
        /// An image.
        #[accessors(as_image, into_image)]
        Image(ImageBlock) = "image_url",
        /// A chart.
        #[accessors(as_plotly, into_plotly)]
        Plotly(PlotlyBlock) = "plotly-json",
        /// A table.
        #[accessors(as_table, into_table)]
        Table(TableBlock) = "table-json",
        /// A piece of HTML.
        #[accessors(as_html, into_html)]
        Html(HtmlBlock) = "html",
        /// Data.
        #[accessors(as_json, into_json)]
        Json(JsonBlock) = "json",
        /// A hit of a search.
        #[accessors(as_search_result, into_search_result)]
        SearchResult(SearchResultBlock) = "search_result",
        /// A widget.
        #[accessors(as_visual, into_visual)]
        Visual(VisualBlock) = "visual-json",
        /// A call of a tool, shown to the user.
        #[accessors(as_tool_call, into_tool_call)]
        ToolCall(ToolCallBlock) = "tool_call",
        /// How far an environment is.
        #[accessors(as_env_event, into_env_event)]
        EnvEvent(EnvEventBlock) = "env_event",
        /// A piece of a document.
        #[accessors(as_document, into_document)]
        Document(DocumentBlock) = "document-json",
    }
}

impl TryFrom<&JsonValue> for Block {
    type Error = DecodeError;

    fn try_from(entry: &JsonValue) -> Result<Self, DecodeError> {
        decode::from_str(entry.as_str())
    }
}

impl From<Block> for JsonValue {
    fn from(block: Block) -> Self {
        JsonValue::of(&block)
    }
}

object! {
    /// Text in Markdown.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct TextBlock {
        /// The tag of text.
        type = "text",
        /// The text.
        pub text: Option<String>,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

object! {
    /// An image.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct ImageBlock {
        /// The tag of an image.
        type = "image_url",
        /// Where the image is.
        pub image_url: BlockImageUrl,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

object! {
    /// Where the image of a block is.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct BlockImageUrl {
        /// The address: `data:`, `http:` or a path on the server.
        pub url: Option<String>,
    }
}

object! {
    /// A chart.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct PlotlyBlock {
        /// The tag of a chart.
        type = "plotly-json",
        /// The chart under its media type.
        pub data: PlotlyData,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

object! {
    /// A chart under its media type.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct PlotlyData {
        /// The figure, as Plotly defines it. Free-form.
        #[key("application/vnd.plotly.v1+json")]
        pub figure: JsonObject,
    }
}

object! {
    /// A piece of HTML.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct HtmlBlock {
        /// The tag of HTML.
        type = "html",
        /// The HTML.
        pub data: HtmlData,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

kind_union! {
    /// HTML: under its media type as servers declare it, or bare as they send it for some tools.
    #[derive(Eq, Hash)]
    pub enum HtmlData {
        /// The HTML itself.
        Bare(String),
        /// The HTML under its media type.
        Typed(TypedHtml),
    }
}

from_text! { HtmlData }

impl HtmlData {
    /// The HTML, in whichever form it came.
    pub fn html(&self) -> &str {
        match self {
            HtmlData::Bare(html) => html,
            HtmlData::Typed(data) => &data.html,
        }
    }
}

object! {
    /// HTML under its media type.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct TypedHtml {
        /// The HTML.
        #[key("text/html")]
        pub html: String,
    }
}

object! {
    /// Data.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct JsonBlock {
        /// The tag of data.
        type = "json",
        /// The data under its media type.
        pub data: JsonData,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

object! {
    /// Data under its media type.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct JsonData {
        /// The data. Declared as an object, kept whatever it is.
        #[key("application/json")]
        pub json: JsonValue,
    }
}

object! {
    /// A hit of a search.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct SearchResultBlock {
        /// The tag of a hit.
        type = "search_result",
        /// The hit under its media type.
        pub data: SearchResultData,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

object! {
    /// A hit of a search under its media type.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct SearchResultData {
        /// The hit.
        #[key("application/vnd.search_result.v1+json")]
        pub hit: SearchResult,
    }
}

object! {
    /// A hit of a search.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct SearchResult {
        /// The title.
        pub title: String,
        /// The address.
        pub url: String,
        /// What it is about.
        #[key("abstract")]
        pub summary: Option<String>,
        /// The content.
        pub content: Option<String>,
        /// Why there is no content.
        pub error: Option<String>,
        /// The identifier.
        pub result_id: Option<String>,
        /// When it was published, as text.
        pub publish_time: Option<String>,
    }
}

object! {
    /// A widget.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct VisualBlock {
        /// The tag of a widget.
        type = "visual-json",
        /// The widget under its media type.
        pub data: VisualData,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

object! {
    /// A widget under its media type.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct VisualData {
        /// The widget.
        #[key("application/vnd.aime.visual.v1+json")]
        pub widget: Widget,
    }
}

object! {
    /// A widget.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct Widget {
        /// Which kind of widget.
        #[key("type")]
        pub kind: String,
        /// How it looks. Free-form.
        pub config: JsonObject,
        /// The caption.
        pub caption: Option<String>,
    }
}

object! {
    /// A call of a tool, shown to the user.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct ToolCallBlock {
        /// The tag of a call.
        type = "tool_call",
        /// The call under its media type.
        pub data: ToolCallData,
    }
}

object! {
    /// A call of a tool under its media type.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct ToolCallData {
        /// The call.
        #[key("application/vnd.aime.tool.call+json")]
        pub call: ShownToolCall,
    }
}

object! {
    /// A call of a tool, shown to the user.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct ShownToolCall {
        /// The identifier of the call.
        pub call_id: String,
        /// The tool.
        pub tool_name: String,
        /// The arguments. Free-form.
        pub tool_args: JsonObject,
        /// The identifier of the tool.
        #[sources(server 26-27)]
        pub tool_id: Option<String>,
        /// The title.
        #[sources(server 26-27)]
        pub tool_title: Option<String>,
        /// The icon.
        #[sources(server 26-27)]
        pub tool_icon: Option<String>,
    }
}

object! {
    /// How far an environment is.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct EnvEventBlock {
        /// The tag of an environment's progress.
        type = "env_event",
        /// The progress under its media type.
        pub data: EnvEventData,
    }
}

object! {
    /// How far an environment is, under the media type.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct EnvEventData {
        /// The progress.
        #[key("application/vnd.env.event.v1+json")]
        pub event: EnvEvent,
    }
}

object! {
    /// How far an environment is.
    #[sources(server 23-27)]
    #[derive(Eq, Hash)]
    pub struct EnvEvent {
        /// Whether it has ended.
        pub done: bool,
        /// More about it. Free-form.
        pub info: Option<JsonObject>,
    }
}
