//! Citations in text.

use crate::wire::{object, union};

union! {
    /// A citation in a text.
    ///
    /// ```
    /// use agentlin_types::{Annotation, AnnotationKind, decode};
    ///
    /// let citation: Annotation = decode::from_str(
    ///     r#"{"type": "file_citation", "index": 0, "filename": "a.txt", "file_id": "f"}"#,
    /// )?;
    /// assert_eq!(citation.kind(), Some(AnnotationKind::FileCitation));
    /// assert_eq!(citation.as_file_citation().unwrap().filename, "a.txt");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
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
    ///
    /// ```
    /// use agentlin_types::{FileCitation, decode};
    ///
    /// let citation: FileCitation = decode::from_str(
    ///     r#"{"type": "file_citation", "index": 0, "filename": "a.txt", "file_url": "/files/a.txt"}"#,
    /// )?;
    /// // `file` is the one answer, whichever key the source used.
    /// assert_eq!(citation.file(), Some("/files/a.txt"));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
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
    ///
    /// ```
    /// use agentlin_types::{UrlCitation, decode};
    ///
    /// let citation: UrlCitation = decode::from_str(
    ///     r#"{"type": "url_citation", "url": "https://example.com", "title": "Sums",
    ///         "start_index": 4, "end_index": 7}"#,
    /// )?;
    /// assert_eq!((citation.start_index, citation.end_index), (4, 7));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
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
    ///
    /// ```
    /// use agentlin_types::{ContainerFileCitation, decode};
    ///
    /// let citation: ContainerFileCitation = decode::from_str(
    ///     r#"{"type": "container_file_citation", "container_id": "c", "file_id": "f",
    ///         "filename": "plot.png", "start_index": 0, "end_index": 7}"#,
    /// )?;
    /// assert_eq!(citation.file(), Some("f"));
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
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
    ///
    /// ```
    /// use agentlin_types::{FilePath, decode};
    ///
    /// let path: FilePath = decode::from_str(
    ///     r#"{"type": "file_path", "file_url": "/files/a.txt", "index": 0}"#,
    /// )?;
    /// assert_eq!(path.file_url, "/files/a.txt");
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
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
