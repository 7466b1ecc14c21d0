//! Does one job and prints how often it allocates and how many bytes it holds at most:
//! `allocations decode chat`. `benches/guard` runs it.

#[allow(dead_code, reason = "the other benchmarks use the rest")]
mod corpus;
mod jobs;
#[allow(dead_code, reason = "the other benchmarks use the rest")]
mod naive;

fn main() {
    jobs::run(|run| {
        let counted = allocation_counter::measure(run);
        println!("{} {}", counted.count_total, counted.bytes_max);
    });
}
