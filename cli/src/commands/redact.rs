//! `redact FILE -o FILE`

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use agentlin_types::redact::Redactor;

use super::Outcome;
use crate::args::RedactArgs;
use crate::capture::{self, Input, Options};
use crate::output::plural;
use crate::printable::{self, Printable};
use crate::redact::{Redacted, redact};
use crate::target::{self, Pending};

pub(crate) fn run(args: &RedactArgs) -> Outcome {
    let source = match &*args.file {
        path if path == Path::new("-") => Input::Stdin,
        path => Input::File(path.to_owned()),
    };
    let redactor = match &args.seed {
        Some(seed) => Redactor::with_seed(seed),
        None => Redactor::new(),
    };
    let keep = args.keep.iter();
    let redactor = keep.fold(redactor, |redactor, path| redactor.keep(path));
    let options = Options {
        max_record: args.limit.bytes(),
        lines: false,
        kind: None,
    };
    let name = source.name();
    let read = |error: io::Error| format!("cannot redact {}: {error}", Printable(&name));
    let input = source
        .open_packed(&capture::Progress::default())
        .map_err(read)?;
    if args.output == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        let done = redact(&source, input, options, &redactor, &mut out).map_err(read)?;
        done.refuse(&name)?;
        out.flush()?;
        summary("standard output", &done);
        return Ok(ExitCode::SUCCESS);
    }
    target::keep_inputs(&args.output, std::slice::from_ref(&source))?;
    let path = printable::path(&args.output);
    let write = |error: io::Error| format!("cannot write {path}: {error}");
    let mut out = BufWriter::with_capacity(1 << 16, Pending::new(&args.output).map_err(write)?);
    let done = redact(&source, input, options, &redactor, &mut out).map_err(read)?;
    done.refuse(&name)?;
    let out = out
        .into_inner()
        .map_err(|error| write(error.into_error()))?;
    for (name, content) in &done.files {
        target::write(&args.output.with_file_name(name), content).map_err(write)?;
    }
    out.finish().map_err(write)?;
    summary(&path.to_string(), &done);
    Ok(ExitCode::SUCCESS)
}

impl Redacted {
    /// Fails if this is nothing that can be redacted.
    fn refuse(&self, name: &str) -> Result<(), String> {
        match &self.refused {
            Some(reason) => Err(format!("cannot redact {}: {reason}", Printable(name))),
            None => Ok(()),
        }
    }
}

fn summary(target: &str, done: &Redacted) {
    let mut parts = vec![plural(done.payloads, "payload")];
    if done.others > 0 {
        parts.push(plural(done.others, "other record"));
    }
    if done.entries > 0 {
        let entries = match done.entries {
            1 => "1 entry of other traffic".to_owned(),
            count => format!("{count} entries of other traffic"),
        };
        parts.push(entries);
    }
    if !done.files.is_empty() {
        parts.push(format!(
            "{} beside it",
            plural(done.files.len() as u64, "body")
        ));
    }
    eprintln!("wrote {target}: {} redacted", parts.join(", "));
}
