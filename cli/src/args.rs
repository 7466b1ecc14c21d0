//! The arguments.

use std::path::PathBuf;

mod help;
pub(crate) mod named;

use agentlin_types::Profile;
use agentlin_types::schema::{self, Dialect};
use agentlin_types::validate::{Level, PayloadKind};
use clap::{ArgMatches, Args, Parser, Subcommand, ValueEnum};

/// Reads captures of the Agentlin Tasks API: checks them, shows what is in them, and writes the
/// schemas that they follow.
///
/// A capture is a JSON body, one body per line (NDJSON), an event stream, or an HTTP archive
/// (HAR) saved by a browser; each may be compressed with gzip or Zstandard. The content says which
/// it is. A directory means all captures below it, and - for standard input.
#[derive(Debug, Parser)]
#[command(name = "agentlin-types", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check captures and say what is wrong, where, and why
    #[command(after_help = help::VALIDATE_EXAMPLES)]
    Validate(ValidateArgs),
    /// Say what a finding's code means and what to do about it
    Explain(ExplainArgs),
    /// Print or write the JSON Schemas
    #[command(after_help = help::SCHEMA_EXAMPLES)]
    Schema(SchemaArgs),
    /// List the tasks of a capture and count what is in it
    #[command(after_help = help::INSPECT_EXAMPLES)]
    Inspect(InspectArgs),
    /// Print the final task of each event stream
    #[command(after_help = help::FOLD_STATUS)]
    Fold(FoldArgs),
    /// Write a capture as one HTML page to debug runs with
    #[command(after_help = help::REPORT_EXAMPLES)]
    Report(ReportArgs),
    /// Write a capture with stand-ins for what is private, to be shared
    #[command(after_help = help::REDACT_EXAMPLES)]
    Redact(RedactArgs),
    /// Write captures in another form: lines, a list, an event stream, or the final tasks
    #[command(after_help = help::CONVERT_EXAMPLES)]
    Convert(ConvertArgs),
    /// Compare two tasks or two captures: what was said, called and used
    #[command(after_help = help::DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Show a run as it happens: what is said, called and found
    #[command(after_help = help::WATCH_EXAMPLES)]
    Watch(WatchArgs),
    /// Print plausible payloads, or whole runs, for tests and mock servers
    #[command(after_help = help::SAMPLE_EXAMPLES)]
    Sample(SampleArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(ManArgs),
}

/// Which findings are reported, and how; `agentlin-types.toml` can have the same settings.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct Rules {
    /// What to check payloads against: "wire" accepts what published servers send, "documented"
    /// only what the documentation describes [default: wire]
    #[arg(long, value_name = "PROFILE", value_parser = named::one_of::<Profile>())]
    pub(crate) profile: Option<Profile>,
    /// Do not report findings with this code
    #[arg(short = 'A', long, value_name = "CODE", value_parser = named::code(), hide_possible_values = true)]
    allow: Vec<String>,
    /// Report findings with this code as warnings
    #[arg(short = 'W', long, value_name = "CODE", value_parser = named::code(), hide_possible_values = true)]
    warn: Vec<String>,
    /// Report findings with this code as errors; "warnings" means every warning
    #[arg(short = 'D', long, value_name = "CODE", value_parser = named::code_or_warnings(), hide_possible_values = true)]
    deny: Vec<String>,
    /// Read settings from this file instead of the nearest agentlin-types.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The levels in the order in which they were given; the last word on a code counts.
    #[arg(skip)]
    pub(crate) levels: Vec<(Level, String)>,
}

impl Rules {
    /// Puts the levels in the order of the command line.
    pub(crate) fn order(&mut self, matches: &ArgMatches) {
        let mut levels = Vec::new();
        for (id, level, codes) in [
            ("allow", Level::Allow, &self.allow),
            ("warn", Level::Warning, &self.warn),
            ("deny", Level::Error, &self.deny),
        ] {
            let places = matches.indices_of(id).into_iter().flatten();
            levels.extend(
                places
                    .zip(codes)
                    .map(|(at, code)| (at, level, code.clone())),
            );
        }
        levels.sort_by_key(|(at, ..)| *at);
        self.levels = levels
            .into_iter()
            .map(|(_, level, code)| (level, code))
            .collect();
    }
}

/// How captures are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Reading {
    /// How many threads check payloads [default: one per processor]
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: Option<usize>,
    #[command(flatten)]
    pub(crate) limit: Limit,
}

/// More threads than any machine has use for; each takes memory.
pub(crate) const MAX_JOBS: usize = 1024;

fn jobs(text: &str) -> Result<usize, String> {
    let jobs = text.parse().map_err(|error| format!("{error}"))?;
    if jobs > MAX_JOBS {
        return Err(format!("at most {MAX_JOBS} threads"));
    }
    Ok(jobs)
}

/// How much of a capture is in memory at a time.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Limit {
    /// Leave out records larger than this many MiB once decompressed; most records take four times
    /// their size in memory, some twenty times
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    max_record: usize,
}

impl Limit {
    /// The largest record, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.max_record.saturating_mul(1 << 20)
    }
}

#[derive(Debug, Args)]
pub(crate) struct ValidateArgs {
    /// Captures, directories, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Check every body as this kind of payload, whatever it looks like
    #[arg(long = "as", value_name = "KIND", value_parser = named::one_of::<PayloadKind>(), hide_possible_values = true)]
    pub(crate) kind: Option<PayloadKind>,
    /// How findings are written
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<OutputFormat>,
    /// Hide what is of the payloads: values in excerpts and messages, and the names of fields that
    /// the API does not have [default: yes in sarif, junit, github and gitlab]
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub(crate) mask: Option<bool>,
    /// Also show notes (human, concise, github): unusual input that real servers are known to send
    #[arg(long)]
    pub(crate) notes: bool,
    /// Write only findings and the total
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Also list every file and how often each code was found
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Do not report the errors and warnings that this file lists
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all errors and warnings to a file for --baseline instead of reporting them
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Write at most this many findings; the summary still counts all of them
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How findings are written.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OutputFormat {
    /// For people
    Human,
    /// One line per finding, for editors and grep
    Concise,
    /// One JSON object per finding; for standard input alone the same as "records"
    Json,
    /// One JSON object per line of the input, in the same order
    Records,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// JUnit XML
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code; without one, all codes are listed
    #[arg(value_parser = named::code(), hide_possible_values = true)]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SchemaArgs {
    #[command(subcommand)]
    pub(crate) action: Option<SchemaAction>,
    /// A type; without one, a file with all of them
    #[arg(conflicts_with_all = ["write", "list"], value_parser = named::schema(), hide_possible_values = true)]
    pub(crate) name: Option<String>,
    /// Profile to export
    #[arg(long, default_value_t = Profile::Documented, value_parser = named::one_of::<Profile>())]
    pub(crate) profile: Profile,
    /// Dialect of JSON Schema
    #[arg(long, default_value_t, value_parser = named::one_of::<Dialect>())]
    pub(crate) dialect: Dialect,
    /// Schema form: for code generators or for validators
    #[arg(long, default_value_t = schema::Form::Codegen, value_parser = named::one_of::<schema::Form>())]
    pub(crate) form: schema::Form,
    /// List the types
    #[arg(long)]
    pub(crate) list: bool,
    /// Write all files below this directory: schemas/ and the documentation made from the same
    /// tables in docs/
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaAction {
    /// Compare two versions of a schema: what changed, and whether it breaks readers or writers
    ///
    /// Exits with status 1 if a change breaks readers or writers.
    Diff {
        /// The schema as it was
        old: PathBuf,
        /// The schema as it is now
        new: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// Write one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

/// What is looked at.
#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    /// Captures, directories, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Only this task, or the run that a tool or sub-agent of this id is part of; can be repeated
    #[arg(short, long, value_name = "ID")]
    pub(crate) task: Vec<String>,
    /// Only tasks that failed, or with a sub-agent that failed
    #[arg(long)]
    pub(crate) failed: bool,
    /// Only tasks begun since then: a date and time such as 2026-11-23T20:53, or an age such as 2h
    #[arg(long, value_name = "TIME", value_parser = crate::time::since)]
    pub(crate) since: Option<f64>,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct FoldArgs {
    /// Captures, directories, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print the tasks of tools and sub-agents as well
    #[arg(long)]
    pub(crate) all: bool,
    /// One task per line
    #[arg(long)]
    pub(crate) compact: bool,
    #[command(flatten)]
    pub(crate) limit: Limit,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Output file, or - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    pub(crate) output: PathBuf,
    /// Hide the values: what people and models said, arguments and results of tools; names and
    /// identifiers are replaced
    #[arg(long)]
    pub(crate) mask: bool,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RedactArgs {
    /// Capture, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Output file, or - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Keep the values at this place of the payloads: a JSON Pointer such as /result/usage, or its
    /// last steps such as metadata/region; * stands for any step. In an entry of an archive the whole path
    /// from there, such as /request/url or /request/headers/accept/value. Can be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) keep: Vec<String>,
    /// Make the same stand-ins each time; keep this phrase a secret, it can turn them back
    #[arg(long, value_name = "PHRASE")]
    pub(crate) seed: Option<String>,
    #[command(flatten)]
    pub(crate) limit: Limit,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// Captures, directories, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The form
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) to: ConvertForm,
    /// Output file, or - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// Write one file for each task, tools and sub-agents included, into this new folder
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub(crate) split: Option<PathBuf>,
    /// Rewrite server and older spellings to the documented form, and say what was rewritten
    #[arg(long)]
    pub(crate) normalize: bool,
    #[command(flatten)]
    pub(crate) limit: Limit,
}

/// A form of captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConvertForm {
    /// One payload per line
    Ndjson,
    /// One list of payloads, one per line
    Array,
    /// The events as an event stream
    Events,
    /// The tasks, one per line: those of answers, and what event streams lead to
    Tasks,
}

impl ConvertForm {
    /// What its files end in.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            ConvertForm::Ndjson | ConvertForm::Tasks => "ndjson",
            ConvertForm::Array => "json",
            ConvertForm::Events => "sse",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// A capture, or - for standard input
    #[arg(value_name = "A")]
    pub(crate) a: PathBuf,
    /// The capture to compare it with
    #[arg(value_name = "B")]
    pub(crate) b: PathBuf,
    /// Only this task; given twice, the first is that of A and the second that of B
    #[arg(short, long, value_name = "ID")]
    pub(crate) task: Vec<String>,
    /// Count identifiers as differences
    #[arg(long)]
    pub(crate) ids: bool,
    /// Count times and durations as differences
    #[arg(long)]
    pub(crate) times: bool,
    /// Write one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) limit: Limit,
}

#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// A capture, or - for standard input
    #[arg(default_value = "-", hide_default_value = true)]
    pub(crate) file: PathBuf,
    /// Wait for more at the end of the file, until the run is over
    #[arg(short, long)]
    pub(crate) follow: bool,
    /// Keep what arrives in a file, byte by byte
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    /// Show the results of tools in full, not only their first 20 lines
    #[arg(long)]
    pub(crate) full: bool,
    /// Also show notes: unusual input that real servers are known to send
    #[arg(long)]
    pub(crate) notes: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) limit: Limit,
}

#[derive(Debug, Args)]
pub(crate) struct SampleArgs {
    /// The type of the payloads; `agentlin-types schema --list` has them
    #[arg(value_name = "TYPE", default_value = "TaskResponse", value_parser = named::schema(), hide_possible_values = true)]
    pub(crate) name: String,
    /// How many; each is written on a line of its own
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) count: Option<u64>,
    /// Print the event stream of a whole run, with its tools and sub-agents
    #[arg(long, conflicts_with_all = ["name", "corrupt"])]
    pub(crate) stream: bool,
    /// Print payloads that have exactly one finding, with this code
    #[arg(long, value_name = "CODE", conflicts_with = "name", value_parser = named::code(), hide_possible_values = true)]
    pub(crate) corrupt: Option<String>,
    /// Print the samples that belong to this number
    #[arg(long, value_name = "SEED")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Which shell
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write the pages of all commands into this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
}
