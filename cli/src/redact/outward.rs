//! From payloads back to the file: what has to be written where for texts to have other contents.

use std::sync::Arc;

use crate::capture::{self, Change, Outward, Text};

/// What has to be written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// In the file, or in a text on the way to it: the place, and what is there afterwards.
    pub(super) changes: Vec<(u64, Change)>,
    /// Files beside the archive with bodies.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// What gives texts other contents, as changes of the file, or of the text `to` on the way to it. A body
/// that was decoded is encoded again as a whole: `rewrite` gives what it becomes with these changes.
pub(super) fn outward(
    parts: Vec<(Arc<Text>, Change)>,
    to: Option<&Arc<Text>>,
    rewrite: impl Fn(&str, Vec<Change>) -> String,
) -> Written {
    let mut open = parts;
    let mut decoded: Vec<(Arc<Text>, Vec<Change>)> = Vec::new();
    let mut written = Written::default();
    loop {
        let Some((text, change)) = open.pop() else {
            // Whatever is in the decoded bodies is known now.
            let Some((text, changes)) = decoded.pop() else {
                return written;
            };
            if let Some((source, start)) = text.decoded_from() {
                let content = rewrite(&text.content, changes);
                match capture::encoded(source, start, &content) {
                    Ok(change) => open.push((Arc::clone(source), change)),
                    Err(file) => written.files.push(file),
                }
            }
            continue;
        };
        if to.is_some_and(|to| Arc::ptr_eq(to, &text)) {
            written.changes.push((0, change));
            continue;
        }
        match text.outward(change) {
            Outward::File(at, change) => written.changes.push((at, change)),
            Outward::Text(source, changes) => {
                let changes = changes.into_iter();
                open.extend(changes.map(|change| (Arc::clone(&source), change)));
            }
            Outward::Decoded(change) => {
                // The changes of one body come one after the other.
                let last = decoded.last_mut();
                match last.filter(|(last, _)| Arc::ptr_eq(last, &text)) {
                    Some((_, changes)) => changes.push(change),
                    None => decoded.push((text, vec![change])),
                }
            }
        }
    }
}
