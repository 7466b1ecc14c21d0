//! Values that are one of a list of names: mistyped ones get a suggestion, shells complete them.

use std::ffi::OsStr;
use std::str::FromStr;

use agentlin_types::{schema, validate};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use strum::VariantNames;

use crate::capture::CaptureCode;

/// Accepts the names that a function lists and turns them into values.
#[derive(Clone)]
pub(crate) struct Named<T> {
    names: fn() -> Vec<&'static str>,
    parse: fn(&str) -> Option<T>,
}

/// One of the names of an enum.
pub(crate) fn one_of<T: VariantNames + FromStr>() -> Named<T> {
    Named {
        names: || T::VARIANTS.to_vec(),
        parse: |name| name.parse().ok(),
    }
}

/// The code of a finding, about a payload or a capture.
pub(crate) fn code() -> Named<String> {
    of(codes)
}

/// A code, or the word for everything that is a warning.
pub(crate) fn code_or_warnings() -> Named<String> {
    of(|| codes().into_iter().chain(["warnings"]).collect())
}

/// A type that has a schema of its own.
pub(crate) fn schema() -> Named<String> {
    of(|| schema::ROOTS.iter().map(schema::Root::name).collect())
}

fn of(names: fn() -> Vec<&'static str>) -> Named<String> {
    Named {
        names,
        parse: |name| Some(name.into()),
    }
}

/// Every code that a finding can have.
pub(crate) fn codes() -> Vec<&'static str> {
    [validate::Code::VARIANTS, CaptureCode::VARIANTS].concat()
}

/// The name that was probably meant.
pub(crate) fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let score = |other: &str| strsim::jaro_winkler(&name, &other.to_lowercase());
    let scored = names.iter().map(|other| (score(other), *other));
    // The threshold of clap for mistyped options is 0.7; names here share more words than those.
    let near = scored.filter(|(score, _)| *score > 0.8);
    near.max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, name)| name)
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Named<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let text = value.to_string_lossy();
        let names = (self.names)();
        if names.contains(&&*text)
            && let Some(value) = (self.parse)(&text)
        {
            return Ok(value);
        }
        let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
        let argument_name = argument.map_or_else(|| "…".into(), ToString::to_string);
        error.insert(ContextKind::InvalidArg, ContextValue::String(argument_name));
        let printable = text.escape_debug().to_string();
        error.insert(ContextKind::InvalidValue, ContextValue::String(printable));
        if let Some(name) = nearest(&text, &names) {
            let name = ContextValue::String(name.into());
            error.insert(ContextKind::SuggestedValue, name);
        }
        // A list of dozens of names would hide the error.
        if argument.is_some_and(|argument| !argument.is_hide_possible_values_set()) {
            let names = names.into_iter().map(String::from).collect();
            error.insert(ContextKind::ValidValue, ContextValue::Strings(names));
        }
        Err(error)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.names)().into_iter().map(PossibleValue::new)))
    }
}
