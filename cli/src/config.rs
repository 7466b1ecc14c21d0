//! Settings from the command line and from `agentlin-types.toml`.

use std::path::{Path, PathBuf};

use agentlin_types::Profile;
use agentlin_types::validate::{self, Level};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::args::{MAX_JOBS, OutputFormat, Rules, named};
use crate::capture;
use crate::printable;

/// The name of the settings file, looked for in the working directory and those above it.
const FILE_NAME: &str = "agentlin-types.toml";

/// How findings are judged.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// For payloads.
    pub(crate) payload: validate::Settings,
    /// For captures.
    capture: Vec<(capture::CaptureCode, Level)>,
    deny_warnings: bool,
    /// What the file says about the output.
    pub(crate) output: Output,
}

/// Settings about the output; arguments win over them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Output {
    pub(crate) format: Option<OutputFormat>,
    pub(crate) mask: Option<bool>,
    pub(crate) notes: Option<bool>,
    pub(crate) max_findings: Option<usize>,
    pub(crate) jobs: Option<usize>,
    pub(crate) baseline: Option<PathBuf>,
}

/// Settings of `agentlin-types validate` and `report`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "agentlin-types.toml")]
struct File {
    /// What to check payloads against: `wire` (the default) accepts what published servers send,
    /// `documented` only what the documentation describes.
    #[schemars(schema_with = "profiles")]
    profile: Option<String>,
    /// Codes whose findings are not reported.
    #[schemars(schema_with = "codes")]
    allow: Vec<String>,
    /// Codes whose findings are warnings.
    #[schemars(schema_with = "codes")]
    warn: Vec<String>,
    /// Codes whose findings are errors; `warnings` means every warning.
    #[schemars(schema_with = "codes_or_warnings")]
    deny: Vec<String>,
    /// How `validate` writes findings.
    format: Option<OutputFormat>,
    /// Whether what is of the payloads is hidden: values in excerpts and messages, and the names of
    /// fields that the API does not have. By default it is in `sarif`, `junit`, `github` and
    /// `gitlab`.
    mask: Option<bool>,
    /// Whether notes are shown in `human`, `concise` and `github`.
    notes: Option<bool>,
    /// How many findings are written at most; the summary counts all of them.
    max_findings: Option<usize>,
    /// How many threads check payloads; one per processor by default.
    #[schemars(range(max = 1024))]
    jobs: Option<usize>,
    /// The file of known findings that `validate` does not report, beside this file.
    baseline: Option<PathBuf>,
}

/// The JSON Schema of the settings file.
pub(crate) fn schema() -> Schema {
    schemars::schema_for!(File)
}

fn profiles(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Profile::NAMES })
}

fn codes(_: &mut SchemaGenerator) -> Schema {
    list_of(&named::codes())
}

fn codes_or_warnings(_: &mut SchemaGenerator) -> Schema {
    let mut names = named::codes();
    names.push("warnings");
    list_of(&names)
}

fn list_of(names: &[&str]) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string", "enum": names } })
}

impl Config {
    /// Settings for payloads, and the defaults for everything else.
    pub(crate) fn of_payloads(payload: validate::Settings) -> Config {
        Config {
            payload,
            capture: Vec::new(),
            deny_warnings: false,
            output: Output::default(),
        }
    }

    /// Puts file and arguments together; what is wrong with them is a message.
    pub(crate) fn load(rules: &Rules) -> Result<Config, String> {
        let path = match &rules.config {
            Some(path) => Some(path.clone()),
            None => nearest(),
        };
        let file = match &path {
            Some(path) => read(path)?,
            None => File::default(),
        };
        let mut settings = Config::of_payloads(validate::Settings::default());
        settings.output = Output {
            format: file.format,
            mask: file.mask,
            notes: file.notes,
            max_findings: file.max_findings,
            jobs: file.jobs,
            baseline: file.baseline.map(|name| {
                let folder = path.as_deref().and_then(Path::parent);
                folder.unwrap_or(Path::new("")).join(name)
            }),
        };
        if file.jobs.is_some_and(|jobs| jobs > MAX_JOBS) {
            let path = printable::path(path.as_deref().unwrap_or(Path::new("")));
            return Err(format!("{path}: jobs: at most {MAX_JOBS} threads"));
        }
        if let Some(profile) = &file.profile {
            let profile = profile.parse::<Profile>().map_err(|error| {
                format!(
                    "{}: profile: {error}",
                    printable::path(path.as_deref().unwrap_or(Path::new("")))
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
                        printable::path(path.as_deref().unwrap_or(Path::new("")))
                    )
                })?;
            }
        }
        for (level, code) in &rules.levels {
            settings = settings.set(*level, code)?;
        }
        Ok(settings)
    }

    fn set(mut self, level: Level, code: &str) -> Result<Config, String> {
        if code == "warnings" {
            if level != Level::Error {
                return Err("\"warnings\" can only be denied".into());
            }
            self.deny_warnings = true;
            self.payload = self.payload.deny_warnings(true);
        } else if let Ok(code) = code.parse::<validate::Code>() {
            self.payload = self.payload.set(code, level);
        } else if let Ok(code) = code.parse::<capture::CaptureCode>() {
            self.capture.push((code, level));
        } else {
            return Err(unknown_code(code));
        }
        Ok(self)
    }

    /// The level of a finding about a capture.
    pub(crate) fn capture_level(&self, code: capture::CaptureCode) -> Level {
        let set = self.capture.iter().rev().find(|(other, _)| *other == code);
        match set.map_or(code.level(), |(_, level)| *level) {
            Level::Warning if self.deny_warnings => Level::Error,
            level => level,
        }
    }
}

fn unknown_code(code: &str) -> String {
    let code = code.escape_debug();
    match named::nearest(&code.to_string(), &named::codes()) {
        Some(near) => format!("unknown code `{code}`; did you mean `{near}`?"),
        None => format!("unknown code `{code}`; `agentlin-types explain` lists all codes"),
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
        .map_err(|error| format!("cannot read {}: {error}", printable::path(path)))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", printable::path(path)))
}
