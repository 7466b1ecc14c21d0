//! A worker pool whose results arrive in the order of the jobs.
//!
//! The thread that makes the jobs works as well: it passes jobs on while others wait for them, and
//! does a job itself when enough of them are queued. So one thread needs no other, two threads
//! need not wait for each other, and a job that is very large is done before more is read.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Jobs of more bytes than this are done where they are made.
const LARGE: usize = 8 * 1024 * 1024;

/// Jobs that are made and whose results are not passed on have at most this many bytes together.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Interval between flush notifications.
const PAUSE: Duration = Duration::from_millis(20);

/// How long results gather before they are passed on, while more are made: to be woken for each of
/// them would keep the threads that make them from working.
const REST: Duration = Duration::from_millis(1);

/// A unit of work.
pub(crate) trait Job: Send + 'static {
    /// About how much memory it holds.
    fn bytes(&self) -> usize;

    /// Whether it has to wait for the job before it.
    fn waits(&self) -> bool;
}

/// What the receiver gets.
pub(crate) enum Event<R> {
    /// The result of the next job.
    Done(R),
    /// Nothing more is there right now, or it is time to show something.
    Pause,
}

/// Takes jobs from the producer.
pub(crate) struct Jobs<J: Job, R> {
    workers: Arc<Workers<J, R>>,
    results: Sender<(u64, Option<R>)>,
    next: u64,
}

/// The receiver wants no more results.
pub(crate) struct Cancelled;

/// Does the jobs that `make` makes in that many threads, and gives the results in the order in
/// which the jobs were made. An error of `each` ends it at once.
pub(crate) fn run<J: Job, R: Send + 'static>(
    threads: usize,
    make: impl FnOnce(&mut Jobs<J, R>) + Send + 'static,
    work: impl Fn(J) -> R + Send + Sync + 'static,
    mut each: impl FnMut(Event<R>) -> io::Result<()>,
) -> io::Result<()> {
    let (sender, results) = channel();
    let workers = Arc::new(Workers {
        others: threads - 1,
        work: Box::new(work),
        state: Mutex::default(),
        changed: Condvar::new(),
    });
    for started in 0..workers.others {
        let (workers, results) = (Arc::clone(&workers), sender.clone());
        let worker = thread::Builder::new().spawn(move || workers.work_loop(&results));
        if let Err(error) = worker {
            let message = format!("no more than {started} threads can be started: {error}");
            return Err(io::Error::new(error.kind(), message));
        }
    }
    let mut jobs = Jobs {
        workers: Arc::clone(&workers),
        results: sender,
        next: 0,
    };
    let producer = thread::spawn(move || make(&mut jobs));
    let outcome = workers.deliver(&results, &mut each);
    if outcome.is_err() {
        // The producer may be waiting for its input: it is notified, but not waited for.
        workers.lock().stopped = true;
        workers.changed.notify_all();
        return outcome;
    }
    producer
        .join()
        .map_err(|_| io::Error::other("the reader failed"))
}

struct Workers<J, R> {
    /// How many threads there are beside the producer.
    others: usize,
    work: Box<dyn Fn(J) -> R + Send + Sync>,
    state: Mutex<State<J>>,
    changed: Condvar,
}

struct State<J> {
    queue: VecDeque<(u64, J)>,
    /// The sizes of the jobs whose results are not passed on, in order.
    open: VecDeque<usize>,
    bytes: usize,
    /// No more jobs will come.
    over: bool,
    /// The receiver wants no more results.
    stopped: bool,
}

impl<J> Default for State<J> {
    fn default() -> Self {
        State {
            queue: VecDeque::new(),
            open: VecDeque::new(),
            bytes: 0,
            over: false,
            stopped: false,
        }
    }
}

impl<J: Job, R> Workers<J, R> {
    fn lock(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<J>>) -> MutexGuard<'a, State<J>> {
        let waited = self.changed.wait(state);
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    /// How many jobs are queued at most, and are open at most.
    fn limits(&self) -> (usize, usize) {
        (2 * self.others, 32 * (self.others + 1))
    }

    /// Runs one job. There is no result when it panics.
    fn run_job(&self, number: u64, job: J, results: &Sender<(u64, Option<R>)>) {
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(job))).ok();
        // The result may no longer be wanted.
        _ = results.send((number, result));
    }

    /// Runs queued jobs until there are no more.
    fn work_loop(&self, results: &Sender<(u64, Option<R>)>) {
        loop {
            let mut state = self.lock();
            let (number, job) = loop {
                if state.stopped {
                    return;
                }
                match state.queue.pop_front() {
                    Some(next) => break next,
                    None if state.over => return,
                    None => state = self.wait(state),
                }
            };
            drop(state);
            self.run_job(number, job, results);
        }
    }

    /// Gives the results to `each`, in the order of their jobs.
    fn deliver(
        &self,
        results: &Receiver<(u64, Option<R>)>,
        each: &mut impl FnMut(Event<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut early = BTreeMap::new();
        let mut next = 0;
        let mut shown = Instant::now();
        loop {
            let (number, result) = match results.recv_timeout(PAUSE) {
                Ok(result) => result,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {
                    each(Event::Pause)?;
                    let Ok(result) = results.recv() else {
                        return Ok(());
                    };
                    result
                }
            };
            early.insert(number, result);
            early.extend(results.try_iter());
            while let Some(result) = early.remove(&next) {
                let result = result.ok_or_else(|| io::Error::other("a check failed"))?;
                each(Event::Done(result))?;
                next += 1;
                let mut state = self.lock();
                let size = state.open.pop_front().unwrap_or_default();
                state.bytes -= size;
                drop(state);
                self.changed.notify_all();
            }
            if shown.elapsed() > PAUSE {
                shown = Instant::now();
                each(Event::Pause)?;
            }
            if !self.lock().over {
                thread::sleep(REST);
            }
        }
    }
}

impl<J: Job, R> Jobs<J, R> {
    /// Queues a job, or runs it here if no worker can take it.
    pub(crate) fn add(&mut self, job: J) -> Result<(), Cancelled> {
        let workers = Arc::clone(&self.workers);
        let (queued, open) = workers.limits();
        let size = job.bytes();
        let mut state = workers.lock();
        while !state.stopped
            && (state.open.len() >= open || state.bytes > MAX_BYTES && size <= LARGE)
        {
            state = workers.wait(state);
        }
        if state.stopped {
            return Err(Cancelled);
        }
        let number = self.next;
        self.next += 1;
        state.open.push_back(size);
        state.bytes += size;
        // The producer must not wait for a job that no worker has begun.
        let pass =
            workers.others > 0 && (job.waits() || state.queue.len() < queued && size <= LARGE);
        if pass {
            state.queue.push_back((number, job));
            drop(state);
            workers.changed.notify_all();
        } else {
            drop(state);
            workers.run_job(number, job, &self.results);
        }
        Ok(())
    }
}

impl<J: Job, R> Drop for Jobs<J, R> {
    fn drop(&mut self) {
        self.workers.lock().over = true;
        self.workers.changed.notify_all();
    }
}
