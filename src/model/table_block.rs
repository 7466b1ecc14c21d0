//! Tables, as blocks show them.

use crate::JsonObject;
use crate::wire::{Secret, object};

object! {
    /// A table.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct TableBlock {
        /// The tag of a table.
        type = "table-json",
        /// The table under its media type.
        pub data: Box<TableData>,
        /// The number by which `[^N]` in a text cites this block.
        pub id: Option<i64>,
    }
}

object! {
    /// A table under its media type: one of the three.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct TableData {
        /// A plain table.
        #[key("application/vnd.aime.table.v1+json")]
        pub v1: Option<PlainTable>,
        /// A table that a model queried from a database.
        #[key("application/vnd.aime.table.v2+json")]
        pub v2: Option<QueriedTable>,
        /// The first rows of such a table.
        #[sources(server 24-27)]
        #[key("application/vnd.aime.table.v3+json")]
        pub v3: Option<TruncatedTable>,
    }
}

object! {
    /// A plain table.
    #[sources(server 10-27)]
    #[derive(Eq, Hash)]
    pub struct PlainTable {
        /// What the columns are. Free-form.
        pub columns: Vec<JsonObject>,
        /// The rows, by column. Free-form.
        pub datas: Vec<JsonObject>,
        /// The caption.
        #[sources(server 26-27)]
        pub caption: Option<String>,
    }
}

/// Declares a table that a model queried from a database.
macro_rules! queried_table {
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        pub struct $name:ident { $($rows:tt)* }
    ) => {
        object! {
            $(#[doc = $doc])*
            #[sources $sources]
            #[derive(Eq, Hash)]
            pub struct $name {
                $($rows)*
                /// What the columns are. Free-form.
                pub columns: Vec<JsonObject>,
                /// The rows, by column. Free-form.
                pub datas: Vec<JsonObject>,
                /// The caption.
                #[sources(server 26-27)]
                pub caption: Option<String>,
                /// The condition of the query.
                pub condition: Option<String>,
                /// The query that the model wrote.
                pub model_sql: Option<String>,
                /// The condition that the model wrote.
                pub model_condition: Option<String>,
                /// What the database says about its chunks.
                pub chunks_info: Option<String>,
                /// What the database says about the table.
                pub meta: Option<String>,
                /// How many rows there are, as text.
                pub row_count: Option<String>,
                /// How many instruments there are, as text.
                pub code_count: Option<String>,
                /// A token of the database: a secret.
                pub token: Option<Secret>,
                /// The status of the query, as text.
                pub status_code: Option<String>,
                /// The status of the query, for people.
                pub status_msg: Option<String>,
            }
        }
    };
}

queried_table! {
    /// A table that a model queried from a database.
    #[sources(server 10-27)]
    pub struct QueriedTable {}
}

queried_table! {
    /// The first rows of a table that a model queried from a database.
    #[sources(server 24-27)]
    pub struct TruncatedTable {
        /// The identifier by which a client gets the other rows.
        pub table_id: String,
    }
}
