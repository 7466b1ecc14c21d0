//! `report FILE… -o report.html`

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::{Outcome, view};
use crate::args::ReportArgs;
use crate::target::Pending;
use crate::trace::{Keep, Trace};
use crate::{printable, report};

pub(crate) fn run(args: &ReportArgs) -> Outcome {
    let file = Some(&*args.output).filter(|path| *path != Path::new("-"));
    let mut view = view::read(&args.view, Keep::Records, args.mask, file)?;
    view.select(&args.view)?;
    let trace = &view.trace;
    let Some(file) = file else {
        let mut out = BufWriter::new(io::stdout().lock());
        report::write(trace, &mut out)?;
        out.flush()?;
        return Ok(view.coverage.status());
    };
    write(trace, file)
        .map_err(|error| format!("cannot write {}: {error}", printable::path(file)))?;
    let mut parts = vec![report::title(trace), trace.counts().words()];
    parts.retain(|part| !part.is_empty());
    let parts = parts.join("; ");
    eprintln!(
        "wrote {}: {}",
        printable::path(file),
        printable::Printable(&parts)
    );
    Ok(view.coverage.status())
}

fn write(trace: &Trace, file: &Path) -> io::Result<()> {
    let mut page = BufWriter::new(Pending::new(file)?);
    report::write(trace, &mut page)?;
    page.into_inner()?.finish()
}
