//! Citations in text.

use crate::wire::{object, union};

union! {
    /// A citation in a text.
    pub enum Annotation tag "type" {
        /// A file.
        FileCitation(FileCitation),
        /// A web page.
        UrlCitation(UrlCitation),
        /// A file in an execution container.
        ContainerFileCitation(ContainerFileCitation),
        /// A file by its address.
        FilePath(FilePath),
    }
}

object! {
    /// Citation of a file.
    "D S1.1-1.14 V26-27" pub struct FileCitation {
        /// The tag of a file citation.
        "D S1.1-1.14 V26-27" tag "type" = "file_citation",
        /// The identifier of the file. Servers send `file_url` in its place.
        "D S1.1-1.14" expected file_id: String,
        /// The position of the file in the list of files.
        "D S1.1-1.14 V26-27" required index: i64,
        /// The name of the file.
        "D S1.1-1.14 V26-27" required filename: String,
        /// The address of the file, in place of `file_id`. Servers only.
        "V26-27" optional file_url: String,
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
    "S1.1-1.14 V26-27" pub struct UrlCitation {
        /// The tag of a URL citation.
        "S1.1-1.14 V26-27" tag "type" = "url_citation",
        /// The address of the page.
        "S1.1-1.14 V26-27" required url: String,
        /// The title of the page.
        "S1.1-1.14 V26-27" required title: String,
        /// Where the cited span begins in the text. The unit is not documented.
        "S1.1-1.14 V26-27" required start_index: i64,
        /// Where the cited span ends in the text, inclusive. The unit is not documented.
        "S1.1-1.14 V26-27" required end_index: i64,
    }
}

object! {
    /// Citation of a file that lives in an execution container.
    "S1.1-1.14 V26-27" pub struct ContainerFileCitation {
        /// The tag of a container file citation.
        "S1.1-1.14 V26-27" tag "type" = "container_file_citation",
        /// The identifier of the container.
        "S1.1-1.14 V26-27" required container_id: String,
        /// The identifier of the file. Servers send `file_url` in its place.
        "S1.1-1.14" expected file_id: String,
        /// The name of the file.
        "S1.1-1.14 V26-27" required filename: String,
        /// Where the cited span begins in the text. The unit is not documented.
        "S1.1-1.14 V26-27" required start_index: i64,
        /// Where the cited span ends in the text, inclusive. The unit is not documented.
        "S1.1-1.14 V26-27" required end_index: i64,
        /// The address of the file, in place of `file_id`. Servers only.
        "V26-27" optional file_url: String,
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
    "S1.1-1.14 V26-27" pub struct FilePath {
        /// The tag of a file path.
        "S1.1-1.14 V26-27" tag "type" = "file_path",
        /// The address of the file.
        "S1.1-1.14 V26-27" required file_url: String,
        /// The position of the file in the list of files.
        "S1.1-1.14 V26-27" required index: i64,
    }
}
