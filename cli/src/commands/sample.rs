//! `sample [TYPE]`

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::process::ExitCode;

use agentlin_types::encode;
use agentlin_types::generate::Sampler;
use agentlin_types::schema::ROOTS;
use agentlin_types::validate::Code;

use super::{Failure, Outcome};
use crate::args::SampleArgs;
use crate::output::plural;
use crate::pretty::pretty;

pub(crate) fn run(args: &SampleArgs) -> Outcome {
    // Seeds that are shown are short enough to type.
    let random = || RandomState::new().hash_one(0) % 1_000_000;
    let seed = args.seed.unwrap_or_else(random);
    let mut sampler = Sampler::new(seed);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let count = args.count.unwrap_or(1);
    for _ in 0..count {
        if args.stream {
            stream(&mut sampler, &mut out)?;
            continue;
        }
        let text = payload(&mut sampler, args)?;
        match args.count {
            Some(_) => writeln!(out, "{text}")?,
            None => writeln!(out, "{}", pretty(&text))?,
        }
    }
    out.flush()?;
    if args.seed.is_none() {
        let what = if args.stream { "run" } else { "payload" };
        eprintln!("{}; again with --seed {seed}", plural(count, what));
    }
    Ok(ExitCode::SUCCESS)
}

fn payload(sampler: &mut Sampler, args: &SampleArgs) -> Result<String, Failure> {
    if let Some(name) = &args.corrupt {
        let code = Code::ALL.iter().find(|code| code.as_str() == name);
        return code.and_then(|code| sampler.corrupt(*code)).ok_or_else(|| {
            let message = format!(
                "{name} cannot be sampled: it is about a stream, a file, or an answer and its \
                 request, not about a payload alone"
            );
            message.into()
        });
    }
    let root = ROOTS.iter().find(|root| root.name() == args.name);
    let root = root.ok_or("no such type")?;
    Ok(sampler.json(&root.shape))
}

fn stream(sampler: &mut Sampler, out: &mut impl Write) -> io::Result<()> {
    for event in sampler.run() {
        let event = encode::to_string(&event).map_err(io::Error::other)?;
        write!(out, "data: {event}\n\n")?;
    }
    Ok(())
}
