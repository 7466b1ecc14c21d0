//! Does one job for callgrind, which counts inside [`counted`] only: `instructions decode chat`.
//! `benches/guard` runs it.

#[allow(dead_code, reason = "the other benchmarks use the rest")]
mod corpus;
mod jobs;
#[allow(dead_code, reason = "the other benchmarks use the rest")]
mod naive;

fn main() {
    jobs::run(counted);
}

/// What callgrind counts.
#[inline(never)]
fn counted(run: &mut dyn FnMut()) {
    run();
}
