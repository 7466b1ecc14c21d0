//! Blocks for display, which accompany messages and tool results.
//!
//! On the wire a `block_list` is free-form: the model keeps its entries as [`Json`], whatever they
//! are. These types are what the published server's own code puts there; read an entry as a
//! [`Block`] when its content matters.

use crate::wire::{JsonObject, choice, object, union};
use crate::{DecodeError, DocumentElement, Json, decode};

union! {
    /// A block for display.
    ///
    /// Reading is on request and may fail, because nobody checks blocks on their way. The entry
    /// that it is read from stays as it is.
    ///
    /// ```
    /// use agentlin_types::{Block, Json};
    ///
    /// let entry: Json = r#"{"type":"html","data":{"text/html":"<b>4</b>"}}"#.parse()?;
    /// let Block::Html(block) = Block::try_from(&entry)? else { panic!() };
    /// assert_eq!(block.data.html(), "<b>4</b>");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum Block tag "type" {
        /// Text in Markdown.
        Text(TextBlock),
        /// An image.
        Image(ImageBlock),
        /// A chart.
        Plotly(PlotlyBlock),
        /// A table.
        Table(TableBlock),
        /// A piece of HTML.
        Html(HtmlBlock),
        /// Data.
        Json(JsonBlock),
        /// A hit of a search.
        SearchResult(SearchResultBlock),
        /// A widget.
        Visual(VisualBlock),
        /// A call of a tool, shown to the user.
        ToolCall(ToolCallBlock),
        /// How far an environment is.
        EnvEvent(EnvEventBlock),
        /// A piece of a document.
        Document(DocumentBlock),
    }
}

impl TryFrom<&Json> for Block {
    type Error = DecodeError;

    fn try_from(entry: &Json) -> Result<Self, DecodeError> {
        decode::from_str(entry.as_str())
    }
}

impl From<Block> for Json {
    fn from(block: Block) -> Self {
        crate::encode::to_string(&block)
            .parse()
            .expect("what the encoder writes is JSON")
    }
}

object! {
    /// Text in Markdown.
    "V10-27" pub struct TextBlock {
        /// The tag of text.
        "V10-27" tag "type" = "text",
        /// The text.
        "V10-27" optional text: String,
        /// The number by which `[^N]` in a text cites this block.
        "V10-27" optional id: i64,
    }
}

object! {
    /// An image.
    "V10-27" pub struct ImageBlock {
        /// The tag of an image.
        "V10-27" tag "type" = "image_url",
        /// Where the image is.
        "V10-27" required image_url: BlockImageUrl,
        /// The number by which `[^N]` in a text cites this block.
        "V10-27" optional id: i64,
    }
}

object! {
    /// Where the image of a block is.
    "V10-27" pub struct BlockImageUrl {
        /// The address: `data:`, `http:` or a path on the server.
        "V10-27" optional url: String,
    }
}

object! {
    /// A chart.
    "V10-27" pub struct PlotlyBlock {
        /// The tag of a chart.
        "V10-27" tag "type" = "plotly-json",
        /// The chart under its media type.
        "V10-27" required data: PlotlyData,
        /// The number by which `[^N]` in a text cites this block.
        "V10-27" optional id: i64,
    }
}

object! {
    /// A chart under its media type.
    "V10-27" pub struct PlotlyData {
        /// The figure, as Plotly defines it. Free-form.
        "V10-27" required figure as "application/vnd.plotly.v1+json": JsonObject,
    }
}

object! {
    /// A table.
    "V10-27" pub struct TableBlock {
        /// The tag of a table.
        "V10-27" tag "type" = "table-json",
        /// The table under its media type.
        "V10-27" required data: Box<TableData>,
        /// The number by which `[^N]` in a text cites this block.
        "V10-27" optional id: i64,
    }
}

object! {
    /// A table under its media type: one of the three.
    "V10-27" pub struct TableData {
        /// A plain table.
        "V10-27" optional v1 as "application/vnd.aime.table.v1+json": PlainTable,
        /// A table that a model queried from a database.
        "V10-27" optional v2 as "application/vnd.aime.table.v2+json": QueriedTable,
        /// The first rows of such a table.
        "V24-27" optional v3 as "application/vnd.aime.table.v3+json": TruncatedTable,
    }
}

object! {
    /// A plain table.
    "V10-27" pub struct PlainTable {
        /// What the columns are. Free-form.
        "V10-27" required columns: Vec<JsonObject>,
        /// The rows, by column. Free-form.
        "V10-27" required datas: Vec<JsonObject>,
        /// The caption.
        "V26-27" optional caption: String,
    }
}

object! {
    /// A table that a model queried from a database.
    "V10-27" pub struct QueriedTable {
        /// What the columns are. Free-form.
        "V10-27" required columns: Vec<JsonObject>,
        /// The rows, by column. Free-form.
        "V10-27" required datas: Vec<JsonObject>,
        /// The caption.
        "V26-27" optional caption: String,
        /// The condition of the query.
        "V10-27" optional condition: String,
        /// The query that the model wrote.
        "V10-27" optional model_sql: String,
        /// The condition that the model wrote.
        "V10-27" optional model_condition: String,
        /// What the database says about its chunks.
        "V10-27" optional chunks_info: String,
        /// What the database says about the table.
        "V10-27" optional meta: String,
        /// How many rows there are, as text.
        "V10-27" optional row_count: String,
        /// How many instruments there are, as text.
        "V10-27" optional code_count: String,
        /// A token of the database: a secret.
        "V10-27" optional token: String,
        /// The status of the query, as text.
        "V10-27" optional status_code: String,
        /// The status of the query, for people.
        "V10-27" optional status_msg: String,
    }
}

object! {
    /// The first rows of a table that a model queried from a database.
    "V24-27" pub struct TruncatedTable {
        /// The identifier by which a client gets the other rows.
        "V24-27" required table_id: String,
        /// What the columns are. Free-form.
        "V24-27" required columns: Vec<JsonObject>,
        /// The rows, by column. Free-form.
        "V24-27" required datas: Vec<JsonObject>,
        /// The caption.
        "V26-27" optional caption: String,
        /// The condition of the query.
        "V24-27" optional condition: String,
        /// The query that the model wrote.
        "V24-27" optional model_sql: String,
        /// The condition that the model wrote.
        "V24-27" optional model_condition: String,
        /// What the database says about its chunks.
        "V24-27" optional chunks_info: String,
        /// What the database says about the table.
        "V24-27" optional meta: String,
        /// How many rows there are, as text.
        "V24-27" optional row_count: String,
        /// How many instruments there are, as text.
        "V24-27" optional code_count: String,
        /// A token of the database: a secret.
        "V24-27" optional token: String,
        /// The status of the query, as text.
        "V24-27" optional status_code: String,
        /// The status of the query, for people.
        "V24-27" optional status_msg: String,
    }
}

object! {
    /// A piece of HTML.
    "V10-27" pub struct HtmlBlock {
        /// The tag of HTML.
        "V10-27" tag "type" = "html",
        /// The HTML.
        "V10-27" required data: HtmlData,
        /// The number by which `[^N]` in a text cites this block.
        "V10-27" optional id: i64,
    }
}

choice! {
    /// HTML: under its media type as servers declare it, or bare as they send it for some tools.
    pub enum HtmlData {
        /// The HTML itself.
        Bare(String),
        /// The HTML under its media type.
        Typed(TypedHtml),
    }
}

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
    "V10-27" pub struct TypedHtml {
        /// The HTML.
        "V10-27" required html as "text/html": String,
    }
}

object! {
    /// Data.
    "V10-27" pub struct JsonBlock {
        /// The tag of data.
        "V10-27" tag "type" = "json",
        /// The data under its media type.
        "V10-27" required data: JsonData,
        /// The number by which `[^N]` in a text cites this block.
        "V10-27" optional id: i64,
    }
}

object! {
    /// Data under its media type.
    "V10-27" pub struct JsonData {
        /// The data. Declared as an object, kept whatever it is.
        "V10-27" required json as "application/json": Json,
    }
}

object! {
    /// A hit of a search.
    "V24-27" pub struct SearchResultBlock {
        /// The tag of a hit.
        "V24-27" tag "type" = "search_result",
        /// The hit under its media type.
        "V24-27" required data: SearchResultData,
        /// The number by which `[^N]` in a text cites this block.
        "V24-27" optional id: i64,
    }
}

object! {
    /// A hit of a search under its media type.
    "V24-27" pub struct SearchResultData {
        /// The hit.
        "V24-27" required hit as "application/vnd.search_result.v1+json": SearchResult,
    }
}

object! {
    /// A hit of a search.
    "V24-27" pub struct SearchResult {
        /// The title.
        "V24-27" required title: String,
        /// The address.
        "V24-27" required url: String,
        /// What it is about.
        "V24-27" optional summary as "abstract": String,
        /// The content.
        "V24-27" optional content: String,
        /// Why there is no content.
        "V24-27" optional error: String,
        /// The identifier.
        "V24-27" optional result_id: String,
        /// When it was published, as text.
        "V24-27" optional publish_time: String,
    }
}

object! {
    /// A widget.
    "V24-27" pub struct VisualBlock {
        /// The tag of a widget.
        "V24-27" tag "type" = "visual-json",
        /// The widget under its media type.
        "V24-27" required data: VisualData,
        /// The number by which `[^N]` in a text cites this block.
        "V24-27" optional id: i64,
    }
}

object! {
    /// A widget under its media type.
    "V24-27" pub struct VisualData {
        /// The widget.
        "V24-27" required widget as "application/vnd.aime.visual.v1+json": Widget,
    }
}

object! {
    /// A widget.
    "V24-27" pub struct Widget {
        /// Which kind of widget.
        "V24-27" required kind as "type": String,
        /// How it looks. Free-form.
        "V24-27" required config: JsonObject,
        /// The caption.
        "V24-27" optional caption: String,
    }
}

object! {
    /// A call of a tool, shown to the user.
    "V24-27" pub struct ToolCallBlock {
        /// The tag of a call.
        "V24-27" tag "type" = "tool_call",
        /// The call under its media type.
        "V24-27" required data: ToolCallData,
    }
}

object! {
    /// A call of a tool under its media type.
    "V24-27" pub struct ToolCallData {
        /// The call.
        "V24-27" required call as "application/vnd.aime.tool.call+json": ShownToolCall,
    }
}

object! {
    /// A call of a tool, shown to the user.
    "V24-27" pub struct ShownToolCall {
        /// The identifier of the call.
        "V24-27" required call_id: String,
        /// The tool.
        "V24-27" required tool_name: String,
        /// The arguments. Free-form.
        "V24-27" required tool_args: JsonObject,
        /// The identifier of the tool.
        "V26-27" optional tool_id: String,
        /// The title.
        "V26-27" optional tool_title: String,
        /// The icon.
        "V26-27" optional tool_icon: String,
    }
}

object! {
    /// How far an environment is.
    "V24-27" pub struct EnvEventBlock {
        /// The tag of an environment's progress.
        "V24-27" tag "type" = "env_event",
        /// The progress under its media type.
        "V24-27" required data: EnvEventData,
    }
}

object! {
    /// How far an environment is, under the media type.
    "V24-27" pub struct EnvEventData {
        /// The progress.
        "V24-27" required event as "application/vnd.env.event.v1+json": EnvEvent,
    }
}

object! {
    /// How far an environment is.
    "V23-27" pub struct EnvEvent {
        /// Whether it has ended.
        "V23-27" required done: bool,
        /// More about it. Free-form.
        "V23-27" optional info: JsonObject,
    }
}

object! {
    /// A piece of a document.
    "V24-27" pub struct DocumentBlock {
        /// The tag of a document.
        "V24-27" tag "type" = "document-json",
        /// The piece under its media type.
        "V24-27" required data: DocumentData,
        /// The number by which `[^N]` in a text cites this block.
        "V24-27" optional id: i64,
        /// Where in a text the block belongs.
        "V24-27" optional embed_id: String,
    }
}

object! {
    /// A piece of a document under its media type.
    "V24-27" pub struct DocumentData {
        /// The piece.
        "V24-27" required element as "application/vnd.aime.document.v1+json": DocumentElement,
    }
}
