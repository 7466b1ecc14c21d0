//! What a capture says about the runs of agents: tasks, their calls, and how long each took.
//!
//! `report` and `inspect` show the same facts, so they are collected here, once.

mod collect;
pub(crate) mod mask;
mod outline;
mod select;
mod span;
mod task;

use std::collections::HashMap;

use agentlin_types::validate::Level;
use serde::{Serialize, Serializer};

use crate::finding::CaptureFinding;
use crate::output::LevelCounts;

pub(crate) use collect::{Collector, Keep};
pub(crate) use outline::{Length, duration, outline, part_text};
pub(crate) use select::Selection;
pub(crate) use span::Span;
pub(crate) use task::{TaskFacts, Tokens, millis};

/// Everything that a capture says.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) files: Vec<String>,
    pub(crate) records: u64,
    pub(crate) runs: Vec<Run>,
    /// Records that are about no task.
    pub(crate) others: Vec<Entry>,
    pub(crate) calls: Vec<Call>,
    pub(crate) findings: Vec<Noted>,
    /// The findings that are counted only: those beyond [`MANY`] about no task.
    pub(crate) unlisted: LevelCounts,
    /// What was left aside, by file, with the reason.
    pub(crate) aside: Vec<Aside>,
}

/// A task with the tasks of its tools and sub-agents.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Run {
    /// The task that was asked for comes first.
    pub(crate) tasks: Vec<TaskFacts>,
    /// Where the time went.
    pub(crate) spans: Vec<Span>,
    pub(crate) records: Vec<Entry>,
    #[serde(skip)]
    pub(crate) counts: LevelCounts,
}

/// One record of the capture.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    /// The file, by its number.
    pub(crate) file: usize,
    /// Where it is in the file.
    pub(crate) place: String,
    pub(crate) kind: Option<&'static str>,
    /// The task of an event, by its number in the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) task: Option<usize>,
    /// The type of an event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<i64>,
    /// In milliseconds since the Unix epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time: Option<f64>,
    pub(crate) bytes: usize,
    /// The numbers of its findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) findings: Vec<usize>,
    /// The payload, if it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
}

/// One call of the API.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Call {
    pub(crate) file: usize,
    /// Where it is in the file: `entry 3`, `line 7`.
    pub(crate) place: String,
    /// Method, path and status, of a call in an archive.
    pub(crate) method: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) start: Option<f64>,
    /// In milliseconds.
    pub(crate) took: Option<f64>,
    pub(crate) sent: usize,
    pub(crate) received: usize,
    pub(crate) events: usize,
    /// What kind of payload came back.
    pub(crate) kind: Option<&'static str>,
    pub(crate) error: Option<String>,
    /// The run that it is about.
    pub(crate) run: Option<usize>,
    /// Its records: the run, or none for those about no task, and the number there.
    pub(crate) records: Vec<(Option<usize>, usize)>,
    pub(crate) findings: LevelCounts,
}

/// A finding, and what it is about.
#[derive(Debug, Serialize)]
pub(crate) struct Noted {
    pub(crate) file: usize,
    pub(crate) code: &'static str,
    #[serde(serialize_with = "name_of")]
    pub(crate) level: Level,
    pub(crate) message: String,
    pub(crate) help: String,
    /// How many more of its code follow in the payload that are not listed.
    #[serde(skip)]
    pub(crate) more: u64,
    pub(crate) pointer: String,
    pub(crate) place: String,
    pub(crate) run: Option<usize>,
    pub(crate) record: Option<usize>,
}

impl Noted {
    fn new(
        finding: CaptureFinding,
        file: usize,
        run: Option<usize>,
        record: Option<usize>,
    ) -> Self {
        let place = match &finding.exchange {
            Some(exchange) => exchange.to_string(),
            None => format!("line {}, column {}", finding.at.line, finding.at.column),
        };
        Noted {
            file,
            code: finding.code,
            level: finding.level,
            message: finding.message,
            help: finding.help,
            more: finding.more,
            pointer: finding.pointer,
            place,
            run,
            record,
        }
    }
}

fn name_of<S: Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.as_str())
}

/// What was left aside, and why.
#[derive(Debug, Serialize)]
pub(crate) struct Aside {
    pub(crate) file: usize,
    pub(crate) reason: &'static str,
    pub(crate) count: u64,
}

impl Run {
    /// The task that was asked for.
    pub(crate) fn task(&self) -> &TaskFacts {
        &self.tasks[0]
    }

    /// When the run began: the first time that is known.
    pub(crate) fn start(&self) -> Option<f64> {
        let task = self.task();
        task.begun.or(task.created)
    }

    /// How long the run took, in milliseconds.
    pub(crate) fn took(&self) -> Option<f64> {
        self.task().took()
    }

    /// Whether the task or one of its sub-agents failed.
    pub(crate) fn failed(&self) -> bool {
        self.tasks.iter().any(TaskFacts::failed)
    }

    /// The tasks of tool calls, by the number of the task that called and the id of the call.
    fn by_call(&self) -> HashMap<(usize, &str), usize> {
        let tasks = self.tasks.iter().enumerate();
        tasks
            .filter_map(|(at, task)| Some(((task.parent?, task.id.as_str()), at)))
            .collect()
    }
}

impl Trace {
    /// How many findings of each level there are.
    pub(crate) fn counts(&self) -> LevelCounts {
        let mut counts = self.unlisted;
        for noted in &self.findings {
            counts.add(noted.level, noted.more);
        }
        counts
    }

    /// How many tasks of tools and sub-agents there are.
    pub(crate) fn subtasks(&self) -> usize {
        self.runs.iter().map(|run| run.tasks.len() - 1).sum()
    }
}
