//! Against what, and how strictly.

use super::rules::{self, Context};
use super::{Code, Level, PayloadKind, Report, RequestContext, structure};
use crate::json::Reader;
use crate::payload::detect;
use crate::wire::Profile;

/// How payloads are checked: the profile, and the level of each code.
///
/// ```
/// use agentlin_types::validate::{Code, Level, Settings};
///
/// let settings = Settings::default().deny(Code::UnknownField).allow(Code::UnknownTag);
/// assert_eq!(settings.level(Code::UnknownField), Level::Error);
/// assert_eq!(settings.level(Code::UnknownTag), Level::Allow);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    profile: Profile,
    deny_warnings: bool,
    overrides: Vec<(Code, Level)>,
}

impl Settings {
    /// The settings of a profile, every code at its default level.
    pub fn new(profile: Profile) -> Self {
        Settings {
            profile,
            ..Settings::default()
        }
    }

    /// Changes the profile; levels that were set stay.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Does not report a code.
    #[must_use]
    pub fn allow(self, code: Code) -> Self {
        self.set(code, Level::Allow)
    }

    /// Makes a code a warning.
    #[must_use]
    pub fn warn(self, code: Code) -> Self {
        self.set(code, Level::Warning)
    }

    /// Makes a code an error.
    #[must_use]
    pub fn deny(self, code: Code) -> Self {
        self.set(code, Level::Error)
    }

    /// Gives a code a level. The last word on a code counts.
    #[must_use]
    pub fn set(mut self, code: Code, level: Level) -> Self {
        self.overrides.retain(|(other, _)| *other != code);
        self.overrides.push((code, level));
        self
    }

    /// Makes every warning an error, also those that were set with [`Settings::warn`].
    #[must_use]
    pub fn deny_warnings(mut self, deny: bool) -> Self {
        self.deny_warnings = deny;
        self
    }

    /// The profile.
    pub fn active_profile(&self) -> Profile {
        self.profile
    }

    /// The level of a code.
    pub fn level(&self, code: Code) -> Level {
        let set = self.overrides.iter().find(|(other, _)| *other == code);
        match set.map_or_else(|| code.default_level(self.profile), |(_, level)| *level) {
            Level::Warning if self.deny_warnings => Level::Error,
            level => level,
        }
    }

    /// Checks a payload as what it looks like.
    pub fn validate(&self, text: &str) -> Report {
        match detect(text) {
            Some(found) => self.check(found.kind, found.reader(text), None),
            None => {
                let findings = structure::unrecognised(self, text);
                Report::new(structure::ordered(text, findings))
            }
        }
    }

    /// Checks a payload as what it is known to be.
    pub fn validate_as(&self, kind: PayloadKind, text: &str) -> Report {
        self.check(kind, Reader::new(text), None)
    }

    /// Checks the answer to a request that is known, also by the rules that need the request: the
    /// arguments of tool calls against the schemas of the request's tools (with the feature
    /// `jsonschema`), what was not asked for, and calls that should have ended the run.
    pub fn validate_answer(&self, asked: &RequestContext, kind: PayloadKind, text: &str) -> Report {
        self.check(kind, Reader::new(text), Some(asked))
    }

    fn check(
        &self,
        kind: PayloadKind,
        mut reader: Reader<'_>,
        asked: Option<&RequestContext>,
    ) -> Report {
        let mut cx = Context::new(reader.text(), asked);
        let visited = rules::visit(kind, &mut reader, &mut cx);
        let whole = visited.is_ok() && reader.end().is_ok();
        structure::report(self, kind, cx, whole)
    }
}
