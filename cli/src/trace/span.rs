//! Where the time of a run went: model calls, tool calls and sub-agents on one time line.

use std::collections::HashMap;

use serde::Serialize;

use super::{Run, TaskFacts};

/// A stretch of time.
#[derive(Debug, Serialize)]
pub(crate) struct Span {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) depth: usize,
    /// The task that it is, or is part of, by its number in the run.
    pub(crate) task: usize,
    /// The tool call that it is.
    pub(crate) call: Option<String>,
    /// In milliseconds since the Unix epoch, or since the first of the run if no time is known.
    pub(crate) start: Option<f64>,
    pub(crate) took: Option<f64>,
    /// The place on the time line, or the stretch itself, follows from its neighbours only.
    pub(crate) estimated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// The task that was asked for, or that of a sub-agent.
    Agent,
    Tool,
    /// No tool runs: the model answers. Servers do not say when it begins and ends.
    Model,
    /// Before work begins.
    Queue,
}

/// Shorter stretches without a tool are not worth a row, in milliseconds.
const SHORT: f64 = 1.0;

/// The time line of a run, each task before what it called.
pub(super) fn spans(run: &Run) -> Vec<Span> {
    let mut line = Line {
        run,
        by_call: run.by_call(),
        shown: vec![false; run.tasks.len()],
        spans: Vec::new(),
    };
    let root = run.task();
    // A body has no times, and the events of its tools may.
    let begun = run.tasks.iter().filter_map(|task| task.begun);
    let start = root.begun.or(begun.reduce(f64::min)).unwrap_or(0.0);
    line.task(
        0,
        0,
        root.agent.as_deref().unwrap_or("task"),
        None,
        Some(start),
    );
    // Tasks whose call the capture does not show.
    for (at, task) in run.tasks.iter().enumerate().skip(1) {
        if !line.shown[at] {
            let name = task.agent.as_deref().unwrap_or(&task.id);
            line.task(at, 1, name, None, task.begun);
        }
    }
    line.spans
}

struct Line<'a> {
    run: &'a Run,
    /// The tasks of tool calls.
    by_call: HashMap<(usize, &'a str), usize>,
    /// Which tasks have their row.
    shown: Vec<bool>,
    spans: Vec<Span>,
}

impl Line<'_> {
    /// Adds a task and what is below it; gives the end, if it is known.
    fn task(
        &mut self,
        at: usize,
        depth: usize,
        name: &str,
        call: Option<&str>,
        start: Option<f64>,
    ) -> Option<f64> {
        self.shown[at] = true;
        let task = &self.run.tasks[at];
        let agent = at == 0 || task.agentic;
        let row = self.spans.len();
        self.spans.push(Span {
            kind: if agent { Kind::Agent } else { Kind::Tool },
            name: name.to_owned(),
            depth,
            task: at,
            call: call.map(str::to_owned),
            start,
            took: task.took(),
            estimated: false,
        });
        if !agent {
            return task.ended;
        }
        self.below(at, depth + 1, start);
        if task.took().is_none() {
            // The tools alone say how long it took at least.
            let ends = self.spans[row + 1..]
                .iter()
                .filter_map(|span| Some(span.start? + span.took?));
            let end = ends.fold(None, |end: Option<f64>, e| {
                Some(end.map_or(e, |end| end.max(e)))
            });
            let start = self.spans[row].start;
            self.spans[row].took = end.zip(start).map(|(end, start)| end - start);
            self.spans[row].estimated = true;
            return end;
        }
        task.ended
    }

    /// Adds the calls of a task with what comes between them.
    fn below(&mut self, at: usize, depth: usize, start: Option<f64>) {
        let run = self.run;
        let task = &run.tasks[at];
        let timed = task.begun.is_some() && task.took().is_some_and(|took| took > 0.0);
        let mut cursor = start.unwrap_or(0.0);
        if let (true, Some(working)) = (timed, task.working) {
            if working - cursor >= SHORT {
                self.between(Kind::Queue, at, depth, cursor, working);
            }
            cursor = working;
        }
        for call in &task.calls {
            let sub = self.by_call.get(&(at, call.id.as_str())).copied();
            let timed_sub = sub.filter(|sub| run.tasks[*sub].begun.is_some());
            let begin = timed_sub.and_then(|sub| run.tasks[sub].begun);
            if let (true, Some(begin)) = (timed, begin)
                && begin - cursor >= SHORT
            {
                self.between(Kind::Model, at, depth, cursor, begin);
            }
            let end = match sub {
                Some(sub) => {
                    let name = name_of(&run.tasks[sub], &call.name);
                    let begin = begin.or(Some(cursor));
                    self.task(sub, depth, &name, Some(&call.id), begin)
                }
                None => {
                    self.spans.push(Span {
                        kind: Kind::Tool,
                        name: call.name.clone(),
                        depth,
                        task: at,
                        call: Some(call.id.clone()),
                        start: call.took.map(|_| cursor),
                        took: call.took,
                        estimated: true,
                    });
                    call.took.map(|took| cursor + took)
                }
            };
            cursor = cursor.max(end.unwrap_or(cursor));
        }
        if let (true, Some(end)) = (timed, task.ended)
            && end - cursor >= SHORT
        {
            self.between(Kind::Model, at, depth, cursor, end);
        }
    }

    fn between(&mut self, kind: Kind, task: usize, depth: usize, start: f64, end: f64) {
        self.spans.push(Span {
            kind,
            name: match kind {
                Kind::Queue => "waiting to begin".into(),
                _ => "model".into(),
            },
            depth,
            task,
            call: None,
            start: Some(start),
            took: Some(end - start),
            estimated: true,
        });
    }
}

/// The name of a sub-agent beside that of the tool.
fn name_of(task: &TaskFacts, tool: &str) -> String {
    match &task.agent {
        Some(agent) if agent != tool => format!("{tool}: {agent}"),
        _ => tool.to_owned(),
    }
}
