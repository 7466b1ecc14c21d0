//! `watch [FILE]`

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{Failure, Outcome};
use crate::args::WatchArgs;
use crate::capture::{self, Input, Options};
use crate::check::{Checker, Detail};
use crate::config::Config;
use crate::coverage::Coverage;
use crate::output::plural;
use crate::screen::Screen;
use crate::watch::{Shown, Watcher};
use crate::{printable, target, terminal};

/// How often a file is looked at that may grow.
const LOOK: Duration = Duration::from_millis(100);

/// How many lines of a tool's result are shown.
const LINES: usize = 20;

pub(crate) fn run(args: &WatchArgs) -> Outcome {
    let source = match args.file.as_os_str() == "-" {
        true => Input::Stdin,
        false => Input::File(args.file.clone()),
    };
    let over = Arc::new(AtomicBool::new(false));
    let input = open(args, &source, &over)?;
    let checker = Checker {
        settings: Config::load(&args.rules)?,
        reading: Options {
            max_record: args.limit.bytes(),
            lines: false,
            kind: None,
        },
        // One after the other, as they come.
        threads: Some(1),
        detail: Detail::Records,
        notes: args.notes,
        excerpts: None,
    };
    let options = checker.reading;
    let screen = Screen::new(
        terminal::coloured(args.color, io::stdout()),
        terminal::width(),
    );
    let lines = if args.full { usize::MAX } else { LINES };
    let mut watcher = Watcher::new(
        screen,
        Shown {
            notes: args.notes,
            lines,
        },
    );
    let mut coverage = Coverage::default();
    checker.run_on(
        move |sink| {
            let open = || capture::decompress(input);
            capture::read(&source, open, options, sink)
        },
        |step| {
            coverage.unreadable(&step);
            watcher.step(step)?;
            over.store(watcher.is_over(), Ordering::Relaxed);
            Ok(())
        },
    )?;
    if watcher.others() > 0 {
        let others = plural(watcher.others(), "record");
        eprintln!("{others} about no task not shown");
    }
    if coverage.status() != ExitCode::SUCCESS {
        return Ok(coverage.status());
    }
    if !watcher.saw_tasks() {
        return Err("there are no events or tasks in this capture".into());
    }
    Ok(match watcher.failed() || watcher.counts.errors > 0 {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// The bytes as they come, kept in a file if that is wanted.
fn open(
    args: &WatchArgs,
    source: &Input,
    over: &Arc<AtomicBool>,
) -> Result<Box<dyn Read + Send>, Failure> {
    let cannot = |what: &str, path: &Path, error: io::Error| -> Failure {
        format!("cannot {what} {}: {error}", printable::path(path)).into()
    };
    let mut input: Box<dyn Read + Send> = match source {
        Input::Stdin => Box::new(io::stdin()),
        Input::File(path) => {
            Box::new(File::open(path).map_err(|error| cannot("read", path, error))?)
        }
    };
    if args.follow {
        input = Box::new(Growing {
            input,
            over: Arc::clone(over),
        });
    }
    if let Some(path) = &args.save {
        target::keep_inputs(path, std::slice::from_ref(source))?;
        let copy = File::create(path).map_err(|error| cannot("write", path, error))?;
        input = Box::new(Copied { input, copy });
    }
    Ok(input)
}

/// A file that others write to: its end is not the end while the run goes on.
struct Growing<R> {
    input: R,
    over: Arc<AtomicBool>,
}

impl<R: Read> Read for Growing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            // First the question, then the look: what was written before the end is read.
            let over = self.over.load(Ordering::Relaxed);
            match self.input.read(buffer)? {
                0 if !over => std::thread::sleep(LOOK),
                read => return Ok(read),
            }
        }
    }
}

/// Keeps what is read.
struct Copied<R> {
    input: R,
    copy: File,
}

impl<R: Read> Read for Copied<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.copy.write_all(&buffer[..read])?;
        Ok(read)
    }
}
