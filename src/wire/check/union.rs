//! Unions: which object is meant, and what to say when none is.

use std::ops::Range;

use super::{Checker, Stop};
use crate::json::JsonKind;
use crate::wire::fault::{FaultCode, Profile};
use crate::wire::shape::{ByKeyShape, UnionShape, VariantShape};

impl Checker<'_> {
    pub(super) fn union(&mut self, union: &'static UnionShape) -> Result<(), Stop> {
        self.reader.space();
        let start = self.reader.mark();
        let found = self.reader.enter(union.tag).map_err(|_| self.stop())?;
        if !found {
            self.missing(start.pos(), union.name, union.tag, None);
            return Ok(());
        }
        let (tag_start, kind) = (self.reader.pos(), self.reader.kind());
        let tag = self.reader.string().ok();
        let tag_end = self.reader.pos();
        self.reader.rewind(start);
        let profile = self.profile;
        let is_known =
            |variant: &&VariantShape| profile == Profile::Wire || variant.is_documented();
        let known = tag.as_ref().and_then(|tag| union.variant(tag));
        if let Some(variant) = known.filter(is_known) {
            return self.object(variant.object);
        }
        let twice = self.any_members(union.tag)?;
        let span = tag_start..tag_end.max(tag_start + 1);
        match (kind, tag) {
            (_, Some(tag)) => {
                if let Some((key, value)) = twice {
                    self.twice(key, value, union.tag);
                    return Ok(());
                }
                let known = union.variants.iter().filter(is_known);
                let tags = known.flat_map(|variant| variant.object.tags(union.tag));
                let known: Vec<_> = tags.copied().collect();
                let place = format!(" in `{}`", union.name);
                self.unknown(FaultCode::UnknownTag, span, &known, union.tag, &place, &tag);
            }
            (Some(JsonKind::String), None) => self.invalid_string(span),
            (kind, None) => {
                let found = kind.map_or("something else", JsonKind::name);
                let message = format!("`{}` must be a string, not {found}", union.tag);
                self.fault(FaultCode::WrongType, span, "a string", found, message);
            }
        }
        Ok(())
    }

    pub(super) fn by_key(&mut self, by_key: &'static ByKeyShape) -> Result<(), Stop> {
        let alternatives = by_key.alternatives(self.profile == Profile::Documented);
        let (last, others) = alternatives.split_last().expect("there are alternatives");
        for alternative in others {
            let found = alternative.key.map_or(Ok(true), |key| self.reader.has(key));
            match found {
                Ok(true) => return self.value(&alternative.shape),
                Ok(false) => {}
                // The object cannot be read: stops where, and says why.
                Err(_) => return self.any_members("").map(drop),
            }
        }
        self.value(&last.shape)
    }

    /// Skips an object of an unknown variant; says where the key of its tag is, and the value of one
    /// that is there a second time.
    fn any_members(&mut self, tag: &str) -> Result<Option<(usize, Range<usize>)>, Stop> {
        self.open_object()?;
        let (mut first, mut key, mut twice) = (true, None, None);
        while let Some(member) = self.member(&mut first)? {
            let value = self.skip()?;
            if member.name != tag {
                continue;
            }
            match key {
                None => key = Some(member.start),
                Some(key) => twice = twice.or(Some((key, value))),
            }
        }
        Ok(twice)
    }
}
