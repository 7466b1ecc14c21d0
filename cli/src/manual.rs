//! The pages of the documentation that the arguments and the settings file make: every command, and
//! every key.

use std::fmt::Write;

use clap::CommandFactory;
use serde_json::Value;

use crate::args::Cli;
use crate::{config, diff};

/// `docs/commands.md`, and a page in `docs/commands` for each command: name and text.
pub(crate) fn commands() -> Vec<(String, String)> {
    let mut root = Cli::command().term_width(100).disable_version_flag(true);
    root.build();
    let mut start = String::from(
        "# Commands\n\nEach page has what `agentlin-types COMMAND --help` prints. `man agentlin-types` has \
         the same once `agentlin-types man --write DIR` has written the pages, and \
         `agentlin-types completions SHELL` prints a script that completes commands, options and their \
         values.\n\n\
         | Command | What it does |\n|---|---|\n",
    );
    let mut pages = Vec::new();
    for command in subcommands(&root) {
        let name = command.get_name();
        let about = command.get_about().map(ToString::to_string);
        let about = about.unwrap_or_default();
        _ = writeln!(start, "| [`{name}`](commands/{name}.md) | {about} |");
        let mut page = String::new();
        help(&mut page, command, 1);
        pages.push((format!("docs/commands/{name}.md"), page));
    }
    pages.insert(0, ("docs/commands.md".into(), start));
    pages
}

fn subcommands(command: &clap::Command) -> impl Iterator<Item = &clap::Command> {
    let subcommands = command.get_subcommands();
    subcommands.filter(|inner| inner.get_name() != "help")
}

fn help(page: &mut String, command: &clap::Command, level: usize) {
    let mut command = command.clone().term_width(100);
    let name = command.get_bin_name().unwrap_or_default().to_owned();
    let text = command.render_long_help().to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    let (heading, text) = ("#".repeat(level), text.trim_end());
    let space = if level > 1 { "\n" } else { "" };
    _ = write!(page, "{space}{heading} {name}\n\n```text\n{text}\n```\n");
    for inner in subcommands(&command) {
        help(page, inner, level + 1);
    }
}

/// `schemas/settings.schema.json`.
pub(crate) fn settings_schema() -> String {
    pretty(&config::schema())
}

/// `schemas/diff.schema.json`.
pub(crate) fn diff_schema() -> String {
    pretty(&schemars::schema_for!(diff::Diff))
}

fn pretty(schema: &schemars::Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// `docs/settings.md`.
pub(crate) fn settings() -> String {
    let mut page = String::from(
        "# Settings\n\n`validate`, `inspect` and `report` read settings from the nearest `agentlin-types.toml`: in the working \
         directory, or else in the first directory above it that has one. `--config FILE` names \
         another file, and arguments on the command line take precedence. An unknown key is an \
         error.\n\n\
         ```toml\nprofile = \"wire\"\nallow = [\"unknown-field\"]\ndeny = [\"warnings\"]\nformat = \"human\"\n```\n\n\
         | Key | Value | Meaning |\n|---|---|---|\n",
    );
    let schema = config::schema();
    let properties = schema.get("properties").and_then(Value::as_object);
    for (key, property) in properties.into_iter().flatten() {
        let description = property["description"].as_str().unwrap_or_default();
        let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = value(property, schema.as_value());
        _ = writeln!(page, "| `{key}` | {value} | {description} |");
    }
    page.push_str(
        "\nFor editors that check TOML files against a JSON Schema there is \
         `schemas/settings.schema.json`.\n",
    );
    page
}

/// What a key takes, in a few words.
fn value(property: &Value, root: &Value) -> String {
    if let Some(reference) = property["$ref"].as_str() {
        let name = reference.trim_start_matches("#/$defs/");
        return value(&root["$defs"][name], root);
    }
    if let Some(names) = property["enum"].as_array() {
        let names = names.iter().filter_map(Value::as_str);
        return names
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
    }
    let alternatives = property["anyOf"]
        .as_array()
        .or(property["oneOf"].as_array());
    if let Some(alternatives) = alternatives {
        let values = alternatives.iter().filter(|one| one["type"] != "null");
        return values
            .map(|one| match one["const"].as_str() {
                Some(name) => format!("`{name}`"),
                None => value(one, root),
            })
            .collect::<Vec<_>>()
            .join(", ");
    }
    let kind = match &property["type"] {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("array") => "list of codes".into(),
        Some("boolean") => "`true` or `false`".into(),
        Some("integer") => "whole number".into(),
        Some(kind) => kind.into(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terminal decides where a paragraph is wrapped: one that is wrapped in the code, too, gets
    /// lines of a single word.
    #[test]
    fn paragraphs_of_help_are_single_lines() {
        fn check(command: &clap::Command) {
            let end = command.get_after_help().or(command.get_after_long_help());
            let end = end.map(ToString::to_string).unwrap_or_default();
            for paragraph in end.split("\n\n").filter(|p| !p.starts_with("Examples:")) {
                assert!(
                    !paragraph.contains('\n'),
                    "{}: {paragraph}",
                    command.get_name()
                );
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }
}
