//! Which tasks are shown.

use super::{Run, Trace};
use crate::output::LevelCounts;

/// Which tasks are shown: those that meet every condition.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// One of these, by id.
    pub(crate) tasks: Vec<String>,
    /// Failed, or with a sub-agent that did.
    pub(crate) failed: bool,
    /// Begun at this time or later, in milliseconds since the Unix epoch.
    pub(crate) since: Option<f64>,
}

impl Selection {
    /// Leaves out what is not asked for; gives the ids that no task has.
    pub(crate) fn apply(&self, trace: &mut Trace) -> Vec<String> {
        let everything = self.tasks.is_empty() && !self.failed && self.since.is_none();
        if everything {
            return Vec::new();
        }
        let mut kept = vec![None; trace.runs.len()];
        let mut next = 0;
        for (at, run) in trace.runs.iter().enumerate() {
            if self.takes(run) {
                kept[at] = Some(next);
                next += 1;
            }
        }
        let has = |id: &&String| !trace.runs.iter().any(|run| is(run, id));
        let missing = self.tasks.iter().filter(has).cloned().collect();
        let mut at = 0;
        trace.runs.retain(|_| {
            at += 1;
            kept[at - 1].is_some()
        });
        // What belongs to no task stays out of a page about some tasks.
        trace.others.clear();
        trace.unlisted = LevelCounts::default();
        let number = |run: Option<usize>| run.and_then(|run| kept[run]);
        trace.calls.retain_mut(|call| {
            call.run = number(call.run);
            call.records.retain_mut(|(run, _)| {
                *run = number(*run);
                run.is_some()
            });
            call.run.is_some()
        });
        // Entries point to findings by number, so those that are not shown leave a gap.
        let mut numbers = Vec::with_capacity(trace.findings.len());
        let mut left = 0;
        trace.findings.retain_mut(|noted| {
            noted.run = number(noted.run);
            numbers.push(left);
            left += usize::from(noted.run.is_some());
            noted.run.is_some()
        });
        for entry in trace.runs.iter_mut().flat_map(|run| &mut run.records) {
            for finding in &mut entry.findings {
                *finding = numbers[*finding];
            }
        }
        missing
    }

    fn takes(&self, run: &Run) -> bool {
        (self.tasks.is_empty() || self.tasks.iter().any(|id| is(run, id)))
            && (!self.failed || run.failed())
            && self
                .since
                .is_none_or(|since| run.start().is_some_and(|start| start >= since))
    }
}

/// Whether it is the run of that task, or of one of its tools or sub-agents.
fn is(run: &Run, id: &str) -> bool {
    run.tasks.iter().any(|task| task.id == id)
}
