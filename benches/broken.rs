//! Defects for documents of the corpora: such that every validator with the model's schema, and
//! the models of the official SDK, refuse the document.

use crate::corpus::{Node, Random};

/// What is done to one member of a document.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Remove,
    Null,
    Number,
    Text,
    List,
    Object,
}

/// A defect: its name, the key of the member, and what is done to it.
type Defect = (&'static str, &'static str, Edit);

const DEFECTS: &[Defect] = &[
    ("no text", "text", Edit::Remove),
    ("a number as text", "text", Edit::Number),
    ("no role", "role", Edit::Remove),
    ("no call_id", "call_id", Edit::Remove),
    ("arguments that are an object", "arguments", Edit::Object),
    ("no name of the tool", "name", Edit::Remove),
    ("no token", "token", Edit::Remove),
    ("null as token", "token", Edit::Null),
    ("a word as logprob", "logprob", Edit::Text),
    ("an object as bytes", "bytes", Edit::Object),
    ("a word as time", "created_at", Edit::Text),
    ("no session", "session_id", Edit::Remove),
    ("an object as output", "output", Edit::Object),
    ("a list as delta", "delta", Edit::List),
    ("no task", "task_id", Edit::Remove),
    ("a word as number", "sequence_number", Edit::Text),
    ("a number as tag", "type", Edit::Number),
    ("no address", "url", Edit::Remove),
    ("a list as format", "format", Edit::List),
];

/// Plants one defect somewhere in the document; gives its name.
pub(crate) fn plant(document: &mut Node, random: &mut Random) -> &'static str {
    loop {
        let at = random.between(0, DEFECTS.len() as u64 - 1) as usize;
        let (name, key, edit) = DEFECTS[at];
        let places = count(document, key);
        if places > 0 {
            let mut place = random.between(0, places - 1);
            change(document, key, edit, &mut place);
            return name;
        }
    }
}

/// Free-form values can hold anything, so nothing in them is a defect. In the event of a tool's
/// result the content is free-form, too.
fn free_form(members: &[(String, Node)]) -> Vec<bool> {
    let event = members.iter().any(|(key, value)| {
        key == "type" && matches!(value, Node::String(tag) if tag == "task.tool_result.done")
    });
    let keys = members.iter().map(|(key, _)| &**key);
    keys.map(|key| matches!(key, "block_list" | "usage") || event && key == "message_content")
        .collect()
}

/// How many members have the key.
fn count(node: &Node, key: &str) -> u64 {
    match node {
        Node::Array(items) => items.iter().map(|item| count(item, key)).sum(),
        Node::Object(members) => members
            .iter()
            .zip(free_form(members))
            .filter(|(_, free)| !free)
            .map(|((own, value), _)| {
                u64::from(own == key && !matches!(value, Node::Null)) + count(value, key)
            })
            .sum(),
        _ => 0,
    }
}

/// Changes the member that `place` counts down to.
fn change(node: &mut Node, key: &str, edit: Edit, place: &mut u64) -> bool {
    match node {
        Node::Array(items) => items.iter_mut().any(|item| change(item, key, edit, place)),
        Node::Object(members) => {
            for (at, free) in free_form(members).into_iter().enumerate() {
                let (own, value) = &mut members[at];
                if free {
                    continue;
                }
                if own == key && !matches!(value, Node::Null) {
                    if *place == 0 {
                        match edit {
                            Edit::Remove => drop(members.remove(at)),
                            Edit::Null => *value = Node::Null,
                            Edit::Number => *value = 7.into(),
                            Edit::Text => *value = "soon".into(),
                            Edit::List => *value = vec!["a".into()].into(),
                            Edit::Object => *value = Node::Object(Vec::new()),
                        }
                        return true;
                    }
                    *place -= 1;
                }
                if change(value, key, edit, place) {
                    return true;
                }
            }
            false
        }
        _ => false,
    }
}
