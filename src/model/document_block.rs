//! The pieces of a document that a server has taken apart, as blocks show them.

use crate::wire::{object, string_enum, union};

object! {
    /// A piece of a document.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct DocumentBlock {
        /// The tag of a document.
        type = "document-json",
        /// The piece under its media type.
        pub data: DocumentData,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
        /// Where in a text the block belongs.
        pub embed_id: Option<String>,
    }
}

object! {
    /// A piece of a document under its media type.
    #[sources(server 24-27)]
    #[derive(Eq, Hash)]
    pub struct DocumentData {
        /// The piece.
        #[key("application/vnd.aime.document.v1+json")]
        pub element: DocumentElement,
    }
}

union! {
    /// A piece of a document.
    #[tag("type")]
    #[kinds(DocumentElementKind)]
    #[derive(Eq, Hash)]
    pub enum DocumentElement {
        /// A paragraph or heading.
        #[accessors(as_text, into_text)]
        Text(DocumentText) = "text",
        /// A picture.
        #[accessors(as_image, into_image)]
        Image(DocumentImage) = "image",
        /// A page number.
        #[accessors(as_page_number, into_page_number)]
        PageNumber(DocumentPageNumber) = "page_number",
        /// A footnote of a page.
        #[accessors(as_page_footnote, into_page_footnote)]
        PageFootnote(DocumentPageFootnote) = "page_footnote",
        /// A list.
        #[accessors(as_list, into_list)]
        List(DocumentList) = "list",
        /// The line above a page.
        #[accessors(as_header, into_header)]
        Header(DocumentHeader) = "header",
        /// The line below a page.
        #[accessors(as_footer, into_footer)]
        Footer(DocumentFooter) = "footer",
        /// Text beside the text.
        #[accessors(as_aside_text, into_aside_text)]
        AsideText(DocumentAsideText) = "aside_text",
        /// A reference.
        #[accessors(as_ref_text, into_ref_text)]
        RefText(DocumentRefText) = "ref_text",
        /// Phonetic text.
        #[accessors(as_phonetic, into_phonetic)]
        Phonetic(DocumentPhonetic) = "phonetic",
        /// A formula.
        #[accessors(as_equation, into_equation)]
        Equation(DocumentEquation) = "equation",
        /// A table.
        #[accessors(as_table, into_table)]
        Table(DocumentTable) = "table",
        /// A listing.
        #[accessors(as_code, into_code)]
        Code(DocumentCode) = "code",
        /// A whole page.
        #[accessors(as_page, into_page)]
        Page(DocumentPage) = "page",
        /// A whole document.
        #[accessors(as_book, into_book)]
        Book(DocumentBook) = "book",
    }
}

string_enum! {
    /// How a formula is written.
    pub enum EquationFormat {
        /// LaTeX.
        Latex = "latex",
    }
}

/// Declares the pieces of a document that have a place on a page.
macro_rules! placed {
    ($(
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        pub struct $name:ident { type = $tag:literal, $($rows:tt)* }
    )*) => {$(
        object! {
            $(#[doc = $doc])*
            #[sources $sources]
            #[derive(Eq, Hash)]
            pub struct $name {
                /// The tag of the piece.
                type = $tag,
                /// The identifier of the piece.
                pub id: String,
                /// The page.
                pub page_index: i64,
                /// The place on the page: the corners of a box.
                pub bbox: Vec<i64>,
                $($rows)*
            }
        }
    )*};
}

placed! {
    /// A paragraph or heading.
    #[sources(server 24-27)]
    pub struct DocumentText {
        type = "text",
        /// The text.
        pub text: String,
        /// The level, if it is a heading.
        pub text_level: Option<i64>,
    }
    /// A picture.
    #[sources(server 24-27)]
    pub struct DocumentImage {
        type = "image",
        /// The path of the picture, or its bytes in Base64.
        pub image_url: String,
        /// The captions.
        #[sources(server 26-27)]
        pub image_captions: Option<Vec<String>>,
        /// The footnotes.
        #[sources(server 26-27)]
        pub image_footnotes: Option<Vec<String>>,
    }
    /// A page number.
    #[sources(server 24-27)]
    pub struct DocumentPageNumber {
        type = "page_number",
        /// The text.
        pub text: String,
    }
    /// A footnote of a page.
    #[sources(server 24-27)]
    pub struct DocumentPageFootnote {
        type = "page_footnote",
        /// The text.
        pub text: String,
    }
    /// A list.
    #[sources(server 24-27)]
    pub struct DocumentList {
        type = "list",
        /// Which kind of list.
        pub sub_type: String,
        /// The entries.
        pub list_items: Vec<String>,
    }
    /// The line above a page.
    #[sources(server 24-27)]
    pub struct DocumentHeader {
        type = "header",
        /// The text.
        pub text: String,
    }
    /// The line below a page.
    #[sources(server 24-27)]
    pub struct DocumentFooter {
        type = "footer",
        /// The text.
        pub text: String,
    }
    /// Text beside the text.
    #[sources(server 24-27)]
    pub struct DocumentAsideText {
        type = "aside_text",
        /// The text.
        pub text: String,
    }
    /// A reference.
    #[sources(server 24-27)]
    pub struct DocumentRefText {
        type = "ref_text",
        /// The text.
        pub text: String,
    }
    /// Phonetic text.
    #[sources(server 24-27)]
    pub struct DocumentPhonetic {
        type = "phonetic",
        /// The text.
        pub text: String,
    }
    /// A formula.
    #[sources(server 24-27)]
    pub struct DocumentEquation {
        type = "equation",
        /// The formula.
        pub text: String,
        /// How it is written.
        pub text_format: EquationFormat,
    }
    /// A table.
    #[sources(server 24-27)]
    pub struct DocumentTable {
        type = "table",
        /// The table as HTML.
        pub table_body: Option<String>,
        /// The path of a picture of it.
        pub img_path: Option<String>,
        /// The captions.
        pub table_caption: Option<Vec<String>>,
        /// The footnotes.
        pub table_footnote: Option<Vec<String>>,
    }
    /// A listing.
    #[sources(server 24-27)]
    pub struct DocumentCode {
        type = "code",
        /// Which kind of listing.
        pub sub_type: String,
        /// The code.
        pub code_body: Option<String>,
        /// The captions.
        pub code_caption: Option<Vec<String>>,
        /// The language, as the server guesses.
        pub guess_lang: Option<String>,
    }
    /// A whole page.
    #[sources(server 26-27)]
    pub struct DocumentPage {
        type = "page",
        /// The file.
        pub file_id: String,
        /// The width.
        pub width: i64,
        /// The height.
        pub height: i64,
    }
}

object! {
    /// A whole document.
    #[sources(server 26-27)]
    #[derive(Eq, Hash)]
    pub struct DocumentBook {
        /// The tag of a document.
        type = "book",
        /// The identifier of the piece.
        pub id: String,
        /// The file.
        pub file_id: String,
        /// The name of the file.
        pub filename: String,
    }
}
