//! Which variant of a union an object is: by its tag, or by the keys that come before the tag.

use std::sync::OnceLock;

use memchr::memmem::Finder;

use super::key::{Key, KeyIndex};
use crate::json::scan;

/// The variants of a union by tag and by key; built when first needed.
pub(crate) type VariantCell = OnceLock<VariantIndex>;

/// The variants of a union by tag and by key.
#[derive(Debug)]
pub(crate) struct VariantIndex {
    /// The key of the tag.
    tag: Key,
    /// Finds that key with its quotes.
    tag_finder: Finder<'static>,
    /// The places of the variants by their tags.
    tags: KeyIndex<usize>,
    /// The keys of the fields, those that most variants have first.
    keys: Vec<VariantsWithKey>,
    /// How many of the keys more than half of the variants have.
    common: usize,
}

/// Sets of variants: the bit of a variant is its place in the union.
#[derive(Debug)]
struct VariantsWithKey {
    key: Key,
    /// Those that have a field of this key.
    having: u64,
    /// Those that require it.
    requiring: u64,
}

/// What tells a variant from others.
pub(crate) struct VariantKeys {
    /// Its tags.
    pub(crate) tags: &'static [&'static str],
    /// The keys of its fields, and whether each is required.
    pub(crate) fields: Vec<(&'static str, bool)>,
}

impl VariantIndex {
    pub(crate) fn new(tag: &'static str, variants: impl IntoIterator<Item = VariantKeys>) -> Self {
        let mut keys: Vec<VariantsWithKey> = Vec::new();
        let mut tags = Vec::new();
        for (place, variant) in variants.into_iter().enumerate() {
            tags.extend(variant.tags.iter().map(|tag| (*tag, place)));
            // Sets have no bits for more variants than these: they are found by their tags.
            if place >= u64::BITS as usize {
                continue;
            }
            for (name, required) in variant.fields {
                let known = keys.iter().position(|known| known.key.name() == name);
                let at = known.unwrap_or_else(|| {
                    keys.push(VariantsWithKey {
                        key: Key::new(name),
                        having: 0,
                        requiring: 0,
                    });
                    keys.len() - 1
                });
                keys[at].having |= 1 << place;
                keys[at].requiring |= u64::from(required) << place;
            }
        }
        keys.retain(|known| known.key.name() != tag);
        keys.sort_by_key(|known| std::cmp::Reverse(known.having.count_ones()));
        let with_bits = keys.iter().fold(0, |all, known| all | known.having);
        VariantIndex {
            tag: Key::new(tag),
            tag_finder: Finder::new(&format!("\"{tag}\"")).into_owned(),
            tags: KeyIndex::new(tags),
            common: keys
                .partition_point(|known| 2 * known.having.count_ones() > with_bits.count_ones()),
            keys,
        }
    }

    /// The place of the variant that has this tag.
    pub(crate) fn place(&self, tag: &str) -> Option<usize> {
        self.tags.get(tag)
    }

    /// The place of the variant whose tag is the string at this offset, written without escapes.
    pub(crate) fn place_at(&self, bytes: &[u8], value: usize) -> Option<usize> {
        self.tags.get_at(bytes, value)
    }

    /// The offset of the tag's value if the member that comes next is the tag.
    #[inline]
    pub(crate) fn tag_value(&self, bytes: &[u8], member: usize) -> Option<usize> {
        let at = scan::skip_space(bytes, member);
        self.value_of_tag(bytes, at, scan::head(bytes, at))
    }

    /// The place of the variant with the first tag near the beginning of the object at this offset:
    /// mostly its own, but it may be that of an object inside.
    pub(crate) fn near_tag(&self, bytes: &[u8], object: usize) -> Option<usize> {
        /// Events begin with identifiers and numbers.
        const NEAR: usize = 256;
        let near = &bytes[object..bytes.len().min(object + NEAR)];
        let tag = object + self.tag_finder.find(near)?;
        self.place_at(
            bytes,
            self.value_of_tag(bytes, tag, scan::head(bytes, tag))?,
        )
    }

    #[inline]
    fn value_of_tag(&self, bytes: &[u8], at: usize, head: u128) -> Option<usize> {
        if !self.tag.is_at(bytes, at, head) {
            return None;
        }
        after(bytes, at + self.tag.quoted_len(), b':').map(|value| scan::skip_space(bytes, value))
    }

    /// Reads the first members of the object at this offset until they say which variant it is, and
    /// returns its place: because the tag is among them, because no other variant has their keys, or
    /// because no other variant requires two of them. The last is asked where an array or an object
    /// would have to be skipped to read on.
    pub(crate) fn first_members(&self, bytes: &[u8], object: usize) -> Option<usize> {
        let (mut candidates, mut required, mut required_twice) = (u64::MAX, 0, 0);
        let mut at = Some(object + 1);
        for _ in 0..MEMBERS {
            let Some(member) = at else { break };
            let end = match self.member(bytes, member, &self.keys) {
                Member::Tag(value) => return self.place_at(bytes, value),
                Member::Field(known, end) => {
                    candidates &= known.having;
                    if candidates.is_power_of_two() {
                        break;
                    }
                    required_twice |= required & known.requiring;
                    required |= known.requiring;
                    end
                }
                Member::Other(name) => scan::closing_quote(bytes, after(bytes, name, b'"')?)? + 1,
            };
            at = next_member(bytes, end);
        }
        if !candidates.is_power_of_two() {
            candidates &= required_twice;
        }
        let only = candidates.is_power_of_two();
        only.then(|| candidates.trailing_zeros() as usize)
    }

    /// The offset of the tag's value, if it is among the first members of the object at this offset and
    /// only fields that most variants have come before it.
    pub(crate) fn tag_behind_common_fields(&self, bytes: &[u8], object: usize) -> Option<usize> {
        let mut at = object + 1;
        for _ in 0..MEMBERS {
            match self.member(bytes, at, &self.keys[..self.common]) {
                Member::Tag(value) => return Some(value),
                Member::Field(_, end) => at = next_member(bytes, end)?,
                Member::Other(_) => break,
            }
        }
        None
    }

    /// The member that comes next; a field if it has one of these keys.
    #[inline(always)]
    fn member<'k>(&self, bytes: &[u8], at: usize, keys: &'k [VariantsWithKey]) -> Member<'k> {
        let at = scan::skip_space(bytes, at);
        let head = scan::head(bytes, at);
        if let Some(value) = self.value_of_tag(bytes, at, head) {
            return Member::Tag(value);
        }
        match keys.iter().find(|known| known.key.is_at(bytes, at, head)) {
            Some(known) => Member::Field(known, at + known.key.quoted_len()),
            None => Member::Other(at),
        }
    }
}

/// So many members are looked at: keys beyond these hardly ever say more.
const MEMBERS: usize = 8;

/// What a member of an object is to a union.
enum Member<'a> {
    /// The tag, with its value at this offset.
    Tag(usize),
    /// A field, with this offset behind its key.
    Field(&'a VariantsWithKey, usize),
    /// Any other, which begins at this offset.
    Other(usize),
}

/// The offset of the member behind the one whose key ends there; `None` if its value is an array or an
/// object.
#[inline(always)]
fn next_member(bytes: &[u8], key: usize) -> Option<usize> {
    let value = scan::skip_space(bytes, after(bytes, key, b':')?);
    let end = match bytes.get(value)? {
        b'"' => scan::closing_quote(bytes, value + 1)? + 1,
        b'{' | b'[' => return None,
        _ => {
            let rest = bytes[value..].iter();
            let ends = |byte: &&u8| matches!(byte, b',' | b'}' | b' ' | b'\n' | b'\r' | b'\t');
            value + rest.take_while(|byte| !ends(byte)).count()
        }
    };
    after(bytes, end, b',')
}

/// The offset after the next byte that is not white space, which has to be this one.
#[inline]
fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    let at = scan::skip_space(bytes, at);
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OutputItem;
    use crate::wire::{Shape, Wire};

    fn index() -> &'static VariantIndex {
        match OutputItem::SHAPE {
            Shape::Union(union) => union.index(),
            _ => panic!("items are a union"),
        }
    }

    fn first_members(text: &str) -> Option<usize> {
        index().first_members(text.as_bytes(), 0)
    }

    #[test]
    fn the_first_keys_say_what_an_object_is() {
        for (text, tag) in [
            (r#"{"role":1"#, "message"),
            (r#"{"id":"a\"},","role":1"#, "message"),
            (r#"{"id":1.5,"role":1"#, "message"),
            ("{ \"id\" : null\n,\t\"role\" : 1", "message"),
            (
                "{\"id\":null\t, \"a\":\"\",\"b\":true,\"summary\"",
                "reasoning",
            ),
            (
                r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"role":1"#,
                "message",
            ),
            // Messages may have a `call_id` as well, but need not.
            (r#"{"id":"a","call_id":"b","block_list":[]"#, "tool_result"),
            (r#"{"call_id":"b","message_content":[]"#, "tool_result"),
        ] {
            let place = index().place(tag);
            assert!(place.is_some());
            assert_eq!(first_members(text), place, "{text}");
        }
        for nothing in [
            r#"{}"#,
            r#"{"id":1}"#,
            r#"{"id":1"#,
            r#"{"id" 1,"role":1}"#,
            r#"{"id":1;"role":1}"#,
            r#"{"id":[],"role":1}"#,
            r#"{"id":{},"role":1}"#,
            r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"role":1}"#,
            r#"{"call_id":1,"summary":[]"#,
            r#"{role":1}"#,
            r#"{role:1}"#,
        ] {
            assert_eq!(first_members(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_tag_among_the_first_members_is_found() {
        for text in [
            r#"{"type":"message"}"#,
            r#"{"id":"type","call_id":null,"type" : "message"}"#,
            "{\n\"x\" : 1.5 ,\n\"type\":\n\"message\"",
        ] {
            assert_eq!(first_members(text), index().place("message"), "{text}");
        }
        assert_eq!(first_members(r#"{"type":"new","role":1}"#), None);
    }

    #[test]
    fn the_first_tag_near_the_beginning_is_found() {
        let near = |text: &str| index().near_tag(text.as_bytes(), 0);
        let message = index().place("message");
        for (text, place) in [
            (r#"{"type":"message"}"#, message),
            (r#"{"id":{"type" : "message""#, message),
            (r#"{"id":"type","type":"message"}"#, None),
            (r#"{"type":"new","x":{"type":"message"}}"#, None),
            (r#"{"type":"messag"#, None),
            ("{}", None),
        ] {
            assert_eq!(near(text), place, "{text}");
        }
        let far = |bytes| {
            near(&format!(
                r#"{{"id":"{}","type":"message"}}"#,
                "x".repeat(bytes)
            ))
        };
        assert_eq!((far(200), far(300)), (message, None));
    }

    #[test]
    fn a_tag_behind_common_fields_is_found() {
        let tag = |text: &str| index().tag_behind_common_fields(text.as_bytes(), 0);
        for text in [
            r#"{"type":"a"}"#,
            r#"{"id":"type","call_id":null,"type" : "a"}"#,
            "{\n\"id\" : 1.5 ,\n\"type\":\n\"a\"",
        ] {
            assert_eq!(tag(text), text.find(r#""a""#), "{text}");
        }
        for text in [
            "{}",
            r#"{"x":1,"type":"a"}"#,
            r#"{"summary":1,"type":"a"}"#,
            r#"{"id":"b","x":1,"type":"a"}"#,
            r#"{"id":[],"type":"a"}"#,
            r#"{"id" 1,"type":"a"}"#,
            r#"{"id":1"#,
        ] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn tags_are_found_in_the_text() {
        for tag in ["message", "reasoning", "tool_call", "tool_result"] {
            let text = format!(" \"{tag}\"");
            assert!(index().place(tag).is_some());
            assert_eq!(index().place_at(text.as_bytes(), 1), index().place(tag));
            assert_eq!(index().place_at(text.as_bytes(), 0), None);
            let cut = &text.as_bytes()[..text.len() - 1];
            assert_eq!(index().place_at(cut, 1), None);
        }
        for other in [
            r#""messages""#,
            r#""mess""#,
            r#""""#,
            "1",
            "",
            r#""Message""#,
        ] {
            assert_eq!(index().place_at(other.as_bytes(), 0), None, "{other}");
        }
    }
}
