//! The pieces of a document that a server has taken apart, as blocks show them.

use crate::wire::{object, string_enum, union};

union! {
    /// A piece of a document.
    pub enum DocumentElement tag "type" {
        /// A paragraph or heading.
        Text(DocumentText),
        /// A picture.
        Image(DocumentImage),
        /// A page number.
        PageNumber(DocumentPageNumber),
        /// A footnote of a page.
        PageFootnote(DocumentPageFootnote),
        /// A list.
        List(DocumentList),
        /// The line above a page.
        Header(DocumentHeader),
        /// The line below a page.
        Footer(DocumentFooter),
        /// Text beside the text.
        AsideText(DocumentAsideText),
        /// A reference.
        RefText(DocumentRefText),
        /// Phonetic text.
        Phonetic(DocumentPhonetic),
        /// A formula.
        Equation(DocumentEquation),
        /// A table.
        Table(DocumentTable),
        /// A listing.
        Code(DocumentCode),
        /// A whole page.
        Page(DocumentPage),
        /// A whole document.
        Book(DocumentBook),
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
        $sources:literal $name:ident $tag:literal {
            $($(#[doc = $field_doc:literal])*
            $field_sources:literal $presence:ident $field:ident: $type:ty,)*
        }
    )*) => {$(
        object! {
            $(#[doc = $doc])*
            $sources pub struct $name {
                /// The tag of the piece.
                $sources tag "type" = $tag,
                /// The identifier of the piece.
                $sources required id: String,
                /// The page.
                $sources required page_index: i64,
                /// The place on the page: the corners of a box.
                $sources required bbox: Vec<i64>,
                $($(#[doc = $field_doc])* $field_sources $presence $field: $type,)*
            }
        }
    )*};
}

placed! {
    /// A paragraph or heading.
    "V24-27" DocumentText "text" {
        /// The text.
        "V24-27" required text: String,
        /// The level, if it is a heading.
        "V24-27" optional text_level: i64,
    }
    /// A picture.
    "V24-27" DocumentImage "image" {
        /// The path of the picture, or its bytes in Base64.
        "V24-27" required image_url: String,
        /// The captions.
        "V26-27" optional image_captions: Vec<String>,
        /// The footnotes.
        "V26-27" optional image_footnotes: Vec<String>,
    }
    /// A page number.
    "V24-27" DocumentPageNumber "page_number" {
        /// The text.
        "V24-27" required text: String,
    }
    /// A footnote of a page.
    "V24-27" DocumentPageFootnote "page_footnote" {
        /// The text.
        "V24-27" required text: String,
    }
    /// A list.
    "V24-27" DocumentList "list" {
        /// Which kind of list.
        "V24-27" required sub_type: String,
        /// The entries.
        "V24-27" required list_items: Vec<String>,
    }
    /// The line above a page.
    "V24-27" DocumentHeader "header" {
        /// The text.
        "V24-27" required text: String,
    }
    /// The line below a page.
    "V24-27" DocumentFooter "footer" {
        /// The text.
        "V24-27" required text: String,
    }
    /// Text beside the text.
    "V24-27" DocumentAsideText "aside_text" {
        /// The text.
        "V24-27" required text: String,
    }
    /// A reference.
    "V24-27" DocumentRefText "ref_text" {
        /// The text.
        "V24-27" required text: String,
    }
    /// Phonetic text.
    "V24-27" DocumentPhonetic "phonetic" {
        /// The text.
        "V24-27" required text: String,
    }
    /// A formula.
    "V24-27" DocumentEquation "equation" {
        /// The formula.
        "V24-27" required text: String,
        /// How it is written.
        "V24-27" required text_format: EquationFormat,
    }
    /// A table.
    "V24-27" DocumentTable "table" {
        /// The table as HTML.
        "V24-27" optional table_body: String,
        /// The path of a picture of it.
        "V24-27" optional img_path: String,
        /// The captions.
        "V24-27" optional table_caption: Vec<String>,
        /// The footnotes.
        "V24-27" optional table_footnote: Vec<String>,
    }
    /// A listing.
    "V24-27" DocumentCode "code" {
        /// Which kind of listing.
        "V24-27" required sub_type: String,
        /// The code.
        "V24-27" optional code_body: String,
        /// The captions.
        "V24-27" optional code_caption: Vec<String>,
        /// The language, as the server guesses.
        "V24-27" optional guess_lang: String,
    }
    /// A whole page.
    "V26-27" DocumentPage "page" {
        /// The file.
        "V26-27" required file_id: String,
        /// The width.
        "V26-27" required width: i64,
        /// The height.
        "V26-27" required height: i64,
    }
}

object! {
    /// A whole document.
    "V26-27" pub struct DocumentBook {
        /// The tag of a document.
        "V26-27" tag "type" = "book",
        /// The identifier of the piece.
        "V26-27" required id: String,
        /// The file.
        "V26-27" required file_id: String,
        /// The name of the file.
        "V26-27" required filename: String,
    }
}
