//! Settings from the command line and from `agentlin-types.toml`.

use std::path::{Path, PathBuf};

use agentlin_types::Profile;
use agentlin_types::validate::{self, Level};
use serde::Deserialize;

use crate::args::{OutputFormat, Rules};
use crate::capture;

/// The name of the settings file, looked for in the working directory and those above it.
const FILE_NAME: &str = "agentlin-types.toml";

/// How findings are judged.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// For payloads.
    pub(crate) payload: validate::Settings,
    /// For captures.
    capture: Vec<(capture::Code, Level)>,
    deny_warnings: bool,
    /// What the file says about the output.
    pub(crate) output: Output,
}

/// Settings about the output; arguments win over them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Output {
    pub(crate) format: Option<OutputFormat>,
    pub(crate) mask: Option<bool>,
    pub(crate) notes: Option<bool>,
    pub(crate) max_findings: Option<usize>,
    pub(crate) jobs: Option<usize>,
}

/// What the settings file may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    profile: Option<String>,
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    warn: Vec<String>,
    #[serde(default)]
    deny: Vec<String>,
    format: Option<OutputFormat>,
    mask: Option<bool>,
    notes: Option<bool>,
    max_findings: Option<usize>,
    jobs: Option<usize>,
}

impl Settings {
    /// Settings for payloads, and the defaults for everything else.
    pub(crate) fn of_payloads(payload: validate::Settings) -> Settings {
        Settings {
            payload,
            capture: Vec::new(),
            deny_warnings: false,
            output: Output::default(),
        }
    }

    /// Puts file and arguments together; what is wrong with them is a message.
    pub(crate) fn load(rules: &Rules) -> Result<Settings, String> {
        let path = match &rules.config {
            Some(path) => Some(path.clone()),
            None => nearest(),
        };
        let file = match &path {
            Some(path) => read(path)?,
            None => File::default(),
        };
        let mut settings = Settings::of_payloads(validate::Settings::default());
        settings.output = Output {
            format: file.format,
            mask: file.mask,
            notes: file.notes,
            max_findings: file.max_findings,
            jobs: file.jobs,
        };
        if let Some(profile) = &file.profile {
            let profile = profile.parse::<Profile>().map_err(|error| {
                format!(
                    "{}: profile: {error}",
                    path.as_deref().unwrap_or(Path::new("")).display()
                )
            })?;
            settings.payload = settings.payload.profile(profile);
        }
        if let Some(profile) = rules.profile {
            settings.payload = settings.payload.profile(profile);
        }
        let in_file = [
            (Level::Allow, file.allow),
            (Level::Warning, file.warn),
            (Level::Error, file.deny),
        ];
        for (level, codes) in in_file {
            for code in codes {
                settings = settings.set(level, &code).map_err(|error| {
                    format!(
                        "{}: {error}",
                        path.as_deref().unwrap_or(Path::new("")).display()
                    )
                })?;
            }
        }
        for (level, code) in &rules.levels {
            settings = settings.set(*level, code)?;
        }
        Ok(settings)
    }

    fn set(mut self, level: Level, code: &str) -> Result<Settings, String> {
        if code == "warnings" {
            if level != Level::Error {
                return Err("\"warnings\" can only be denied".into());
            }
            self.deny_warnings = true;
            self.payload = self.payload.deny_warnings(true);
        } else if let Ok(code) = code.parse::<validate::Code>() {
            self.payload = self.payload.set(code, level);
        } else if let Some(code) = capture::Code::ALL.into_iter().find(|c| c.as_str() == code) {
            self.capture.push((code, level));
        } else {
            return Err(format!(
                "there is no code \"{code}\"; `agentlin-types explain` lists all of them"
            ));
        }
        Ok(self)
    }

    /// The level of a finding about a capture.
    pub(crate) fn capture_level(&self, code: capture::Code) -> Level {
        let set = self.capture.iter().rev().find(|(other, _)| *other == code);
        match set.map_or(Level::Error, |(_, level)| *level) {
            Level::Warning if self.deny_warnings => Level::Error,
            level => level,
        }
    }
}

fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors()
        .map(|directory| directory.join(FILE_NAME))
        .find(|path| path.is_file())
}

fn read(path: &Path) -> Result<File, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
