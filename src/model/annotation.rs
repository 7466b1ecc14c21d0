//! Citations in text.

use crate::wire::{object, union};

union! {
    /// A citation in a text.
    #[tag("type")]
    #[kinds(AnnotationKind)]
    #[derive(Eq, Hash)]
    pub enum Annotation {
        /// A file.
        #[accessors(as_file_citation, into_file_citation)]
        FileCitation(FileCitation) = "file_citation",
        /// A web page.
        #[accessors(as_url_citation, into_url_citation)]
        UrlCitation(UrlCitation) = "url_citation",
        /// A file in an execution container.
        #[accessors(as_container_file_citation, into_container_file_citation)]
        ContainerFileCitation(ContainerFileCitation) = "container_file_citation",
        /// A file by its address.
        #[accessors(as_file_path, into_file_path)]
        FilePath(FilePath) = "file_path",
    }
}

object! {
    /// Citation of a file.
    #[sources(page, sdk 1.1-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct FileCitation {
        /// The tag of a file citation.
        type = "file_citation",
        /// The identifier of the file. Servers send `file_url` in its place.
        #[sources(page, sdk 1.1-1.14)]
        #[documented_required]
        pub file_id: Option<String>,
        /// The position of the file in the list of files.
        pub index: i64,
        /// The name of the file.
        pub filename: String,
        /// The address of the file, in place of `file_id`. Servers only.
        #[sources(server 26-27)]
        pub file_url: Option<String>,
    }
}

impl FileCitation {
    /// What the source calls the file: its `file_id`, else its `file_url`.
    pub fn file(&self) -> Option<&str> {
        self.file_id.as_deref().or(self.file_url.as_deref())
    }
}

object! {
    /// Citation of a web page.
    #[sources(sdk 1.1-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct UrlCitation {
        /// The tag of a URL citation.
        type = "url_citation",
        /// The address of the page.
        pub url: String,
        /// The title of the page.
        pub title: String,
        /// Where the cited span begins in the text. The unit is not documented.
        pub start_index: i64,
        /// Where the cited span ends in the text, inclusive. The unit is not documented.
        pub end_index: i64,
    }
}

object! {
    /// Citation of a file that lives in an execution container.
    #[sources(sdk 1.1-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct ContainerFileCitation {
        /// The tag of a container file citation.
        type = "container_file_citation",
        /// The identifier of the container.
        pub container_id: String,
        /// The identifier of the file. Servers send `file_url` in its place.
        #[sources(sdk 1.1-1.14)]
        #[documented_required]
        pub file_id: Option<String>,
        /// The name of the file.
        pub filename: String,
        /// Where the cited span begins in the text. The unit is not documented.
        pub start_index: i64,
        /// Where the cited span ends in the text, inclusive. The unit is not documented.
        pub end_index: i64,
        /// The address of the file, in place of `file_id`. Servers only.
        #[sources(server 26-27)]
        pub file_url: Option<String>,
    }
}

impl ContainerFileCitation {
    /// What the source calls the file: its `file_id`, else its `file_url`.
    pub fn file(&self) -> Option<&str> {
        self.file_id.as_deref().or(self.file_url.as_deref())
    }
}

object! {
    /// A file by its address.
    #[sources(sdk 1.1-1.14, server 26-27)]
    #[derive(Eq, Hash)]
    pub struct FilePath {
        /// The tag of a file path.
        type = "file_path",
        /// The address of the file.
        pub file_url: String,
        /// The position of the file in the list of files.
        pub index: i64,
    }
}
