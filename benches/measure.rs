//! Times contenders side by side and prints their ratios.
//!
//! All contenders take turns, round after round, on the CPU clock of this thread; a ratio is the
//! median of the ratios of the rounds. So neither other work on the machine nor a change of its
//! clock rate moves the ratios much. Absolute speeds are printed for orientation only.

use std::time::Duration;

use cpu_time::ThreadTime;

/// One way to do the job; does all of it once when called.
pub(crate) struct Contender<'a> {
    pub(crate) name: &'static str,
    pub(crate) run: Box<dyn FnMut() + 'a>,
}

impl<'a> Contender<'a> {
    pub(crate) fn new(name: &'static str, run: impl FnMut() + 'a) -> Self {
        Contender {
            name,
            run: Box::new(run),
        }
    }
}

/// Prints how many times faster than the first contender each of them is.
pub(crate) fn race(title: &str, bytes: usize, contenders: &mut [Contender<'_>], rounds: usize) {
    let mut times = vec![Vec::new(); contenders.len()];
    for round in 0..=rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let start = ThreadTime::now();
            (contender.run)();
            // The first round only warms up.
            if round > 0 {
                times.push(start.elapsed());
            }
        }
    }
    println!("\n{title}");
    for (contender, own) in contenders.iter().zip(&times) {
        let ratio = median(
            own.iter()
                .zip(&times[0])
                .map(|(own, base)| seconds(base) / seconds(own)),
        );
        let speed = bytes as f64 / 1e6 / median(own.iter().map(seconds));
        println!("  {:<28}{ratio:>7.2}x {speed:>9.0} MB/s", contender.name);
    }
}

fn seconds(time: &Duration) -> f64 {
    time.as_secs_f64().max(1e-9)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
