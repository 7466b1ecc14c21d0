//! The crate as a judge for other languages: reads lines of type, profile and JSON text, separated
//! by tabs, and answers each with `accepted` and what it writes for the value, or with `refused`,
//! the code and the pointer.
//!
//! What it accepts on the wire it holds in every way of reading and writing, and stops with a
//! message where those differ.

use std::io::{self, BufRead, Write};

use agentlin_types::Profile;
use agentlin_types::wire::check;

use shared::types::Type;

#[allow(dead_code, unreachable_pub, reason = "the tests use the rest")]
#[path = "../shared/mod.rs"]
mod shared;

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut parts = line.splitn(3, '\t');
        let [Some(name), Some(profile), Some(text)] = [(); 3].map(|()| parts.next()) else {
            return Err(io::Error::other("a line is TYPE, PROFILE and TEXT"));
        };
        let r#type = Type::named(name);
        let profile: Profile = profile.parse().map_err(io::Error::other)?;
        let written = (r#type.round_trip)(text);
        let refused = check(text, &r#type.shape, profile)
            .into_iter()
            .find(|fault| fault.code.refuses(profile));
        match (refused, written) {
            (None, Some(written)) => writeln!(out, "accepted\t{written}")?,
            (None, None) => writeln!(out, "refused\tnot on the wire\t")?,
            (Some(fault), _) => writeln!(out, "refused\t{:?}\t{}", fault.code, fault.pointer)?,
        }
    }
    out.flush()
}
