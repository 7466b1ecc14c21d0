//! A stream as people follow it: what is said and called, as it comes.

mod items;
mod texts;

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::time::{Duration, Instant};

use agentlin_types::stream::OutOfBand;
use agentlin_types::validate::Level;
use agentlin_types::{RpcError, Task, TaskEvent, TaskEventResponse, TaskStatus};
use anstyle::{AnsiColor, Style};

use crate::check::{Checked, Step};
use crate::finding::CaptureFinding;
use crate::output::LevelCounts;
use crate::payload::Payload;
use crate::screen::Screen;
use crate::terminal::{BAD, BOLD, FAINT, GOOD, colour};
use crate::trace::{TaskFacts, duration, millis};
use items::words;
use texts::{Part, Place, Text};

const TOOL: Style = AnsiColor::Cyan.on_default().bold();
const PLAIN: Style = Style::new();

/// Pauses from here on are marked.
const PAUSE: Duration = Duration::from_secs(2);

/// What is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// Notes as well.
    pub(crate) notes: bool,
    /// At most this many lines of a tool's result.
    pub(crate) lines: usize,
}

/// Shows a stream.
pub(crate) struct Watcher<W> {
    screen: Screen<W>,
    shown: Shown,
    /// The task that was asked for.
    main: Option<String>,
    tasks: HashMap<String, Watched>,
    /// Which task made each call.
    callers: HashMap<String, String>,
    /// The agents that calls name in their arguments.
    agents: HashMap<String, String>,
    /// What of each item has been shown.
    texts: BTreeMap<Place, Text>,
    /// The text at the end of the screen.
    open: Option<Place>,
    /// The item under whose heading the screen ends.
    under: Option<(String, Part)>,
    /// When the stream began, in milliseconds since the Unix epoch.
    began: Option<f64>,
    /// When something came last.
    last: Option<Instant>,
    over: bool,
    failed: bool,
    events: u64,
    others: u64,
    pub(crate) counts: LevelCounts,
}

/// A task of the stream.
struct Watched {
    facts: TaskFacts,
    depth: usize,
    /// Whether it says and calls things itself, under its name.
    named: bool,
}

impl<W: Write> Watcher<W> {
    pub(crate) fn new(screen: Screen<W>, shown: Shown) -> Self {
        Watcher {
            screen,
            shown,
            main: None,
            tasks: HashMap::new(),
            callers: HashMap::new(),
            agents: HashMap::new(),
            texts: BTreeMap::new(),
            open: None,
            under: None,
            began: None,
            last: None,
            over: false,
            failed: false,
            events: 0,
            others: 0,
            counts: LevelCounts::default(),
        }
    }

    /// Whether the task that was asked for has ended, or waits for the caller.
    pub(crate) fn is_over(&self) -> bool {
        self.over
    }

    /// Whether a task failed, or a stream broke off.
    pub(crate) fn failed(&self) -> bool {
        self.failed || self.main.is_some() && !self.over
    }

    /// Whether anything was shown.
    pub(crate) fn saw_tasks(&self) -> bool {
        self.events > 0
    }

    /// How many records were about no task.
    pub(crate) fn others(&self) -> u64 {
        self.others
    }

    pub(crate) fn step(&mut self, step: Step) -> io::Result<()> {
        match step {
            Step::Record(checked) => {
                self.pause()?;
                self.record(checked)?;
            }
            Step::Finding(finding) => self.finding(&finding, 0)?,
            Step::EndOfStream | Step::Close(_) => self.end_stream()?,
            _ => {}
        }
        self.screen.flush()
    }

    fn end_stream(&mut self) -> io::Result<()> {
        self.close()?;
        if self.main.is_some() && !self.over {
            self.failed = true;
            self.line(0, (BAD, "the stream ends here"), "before its task does")?;
        }
        self.forget();
        Ok(())
    }

    /// Forgets the stream that is over.
    fn forget(&mut self) {
        self.main = None;
        self.tasks.clear();
        self.callers.clear();
        self.agents.clear();
        self.texts.clear();
        self.began = None;
    }

    /// Marks that nothing came for a while.
    fn pause(&mut self) -> io::Result<()> {
        let now = Instant::now();
        let last = self.last.replace(now);
        let Some(gap) = last.map(|last| now - last).filter(|gap| *gap >= PAUSE) else {
            return Ok(());
        };
        self.close()?;
        let gap = duration(gap.as_secs_f64() * 1000.0);
        self.line(0, (FAINT, &format!("··· {gap}")), "")
    }

    fn record(&mut self, checked: Checked) -> io::Result<()> {
        let Some(record) = &checked.record else {
            return self.findings(&checked.findings, 0);
        };
        let text = &record.text.content;
        let mut depth = 0;
        match Payload::read(checked.kind, text) {
            Payload::Event(response) => depth = self.event(*response)?,
            Payload::Tasks(tasks) => {
                for task in &tasks {
                    self.whole(task)?;
                }
            }
            Payload::Create(request) => {
                self.close()?;
                let text = request.user_message_content.text();
                self.line(0, (BOLD, "user"), &text)?;
            }
            Payload::Error(error) => self.error(0, &error)?,
            Payload::Other => {
                let aside = OutOfBand::of(record.name.as_deref(), text);
                self.others += u64::from(aside.is_none() && checked.findings.is_empty());
            }
        }
        self.findings(&checked.findings, depth)
    }

    /// A task that came as a whole.
    fn whole(&mut self, task: &Task) -> io::Result<()> {
        self.events += 1;
        self.forget();
        self.main = Some(task.id.clone());
        self.task(&task.id);
        self.close()?;
        self.line(0, (BOLD, "task"), &task.id)?;
        for item in &task.output {
            self.item(&task.id, item, true)?;
        }
        self.over = true;
        self.end_task(&task.id, task, &task.status)?;
        self.forget();
        Ok(())
    }

    /// Takes an event; gives how deep it is nested.
    fn event(&mut self, response: TaskEventResponse) -> io::Result<usize> {
        self.events += 1;
        let error = response.error;
        let Some(event) = response.result else {
            if let Some(error) = error {
                self.over = true;
                self.failed = true;
                self.error(0, &error)?;
            }
            return Ok(0);
        };
        let Some(id) = event.task_id().map(|id| id.into_owned()) else {
            self.close()?;
            let name = event.tag().unwrap_or("event").to_owned();
            self.line(0, (FAINT, "▸"), &name)?;
            return Ok(0);
        };
        let time = event.timestamp().as_ref().and_then(millis);
        if self.main.is_none() || matches!(event, TaskEvent::Created(_)) && self.is_other(&id) {
            self.close()?;
            self.forget();
            self.main = Some(id.clone());
            self.over = false;
            self.began = time;
        }
        self.task(&id).facts.event(&event);
        self.show(&id, event, time)?;
        if let Some(error) = error {
            self.task(&id).facts.fail(&error);
        }
        Ok(self.tasks.get(&id).map_or(0, |task| task.depth))
    }

    /// Whether the task begins a stream of its own.
    fn is_other(&self, id: &str) -> bool {
        self.main.as_deref() != Some(id) && !self.callers.contains_key(id)
    }

    fn task(&mut self, id: &str) -> &mut Watched {
        if !self.tasks.contains_key(id) {
            let caller = self
                .callers
                .get(id)
                .and_then(|caller| self.tasks.get(caller));
            let depth = match caller {
                Some(caller) => caller.depth + 1,
                None => usize::from(self.main.as_deref().is_some_and(|main| main != id)),
            };
            let task = Watched {
                facts: TaskFacts::new(id),
                depth,
                named: depth == 0,
            };
            self.tasks.insert(id.to_owned(), task);
        }
        self.tasks.get_mut(id).expect("it was just made")
    }

    fn show(&mut self, id: &str, event: TaskEvent, time: Option<f64>) -> io::Result<()> {
        use TaskEvent::*;
        match event {
            Created(event) => {
                if self.task(id).depth == 0 {
                    self.state(id, time, FAINT, &format!("{id} created"))?;
                }
                for item in &event.task.output {
                    self.item(id, item, false)?;
                }
            }
            Queued(_) if self.task(id).named => self.state(id, time, FAINT, "queued")?,
            Working(_) if self.task(id).named => self.state(id, time, FAINT, "working")?,
            Queued(_) | Working(_) | Rollout(_) => {}
            ToolsUpdated(event) if self.task(id).depth == 0 => {
                let names = event.tools.iter().map(|tool| tool.function.name.as_str());
                let names = names.collect::<Vec<_>>().join(", ");
                self.close()?;
                self.line(0, (FAINT, "tools:"), &names)?;
            }
            ToolsUpdated(_) => {}
            ContextCompressionCreated(_) | ContextCompressionInProgress(_) => {}
            ContextCompressionCompleted(_) => {
                self.state(id, time, FAINT, "the context was compressed")?
            }
            ReasoningTextDelta(event) => {
                self.more(
                    id,
                    Place::of(event.item_id, Part::Thinking, event.content_index),
                    &event.delta,
                )?;
            }
            ReasoningTextDone(event) => {
                self.done(
                    id,
                    Place::of(event.item_id, Part::Thinking, event.content_index),
                    &event.text,
                )?;
            }
            ReasoningSummaryTextDelta(event) => {
                self.more(
                    id,
                    Place::of(event.item_id, Part::Summary, event.content_index),
                    &event.delta,
                )?;
            }
            ReasoningSummaryTextDone(event) => {
                self.done(
                    id,
                    Place::of(event.item_id, Part::Summary, event.summary_index),
                    &event.text,
                )?;
            }
            TextDelta(event) => {
                self.more(
                    id,
                    Place::of(event.item_id, Part::Message, event.content_index),
                    &event.delta,
                )?;
            }
            TextDone(event) => {
                self.done(
                    id,
                    Place::of(event.item_id, Part::Message, event.content_index),
                    &event.text,
                )?;
            }
            ToolResultDelta(event) => {
                let place = Place::of(event.call_id, Part::Result, 0);
                let mut text = words(&event.delta_message_content);
                let old = self.texts.get(&place).map_or("", |text| &text.text);
                if !old.is_empty() && !old.ends_with('\n') {
                    text.insert(0, '\n');
                }
                self.more(id, place, &text)?;
            }
            ToolResultDone(event) => {
                let text = words(&event.message_content);
                self.done(id, Place::of(event.call_id, Part::Result, 0), &text)?;
            }
            OutputItemAdded(event) => self.item(id, &event.item, false)?,
            OutputItemDone(event) => self.item(id, &event.item, true)?,
            Failed(event) => {
                let mut task = *event.task;
                task.error = Some(*event.error);
                self.end_task(id, &task, &TaskStatus::Failed)?;
            }
            Completed(event) => self.end_task(id, &event.task, &TaskStatus::Completed)?,
            Canceled(event) => self.end_task(id, &event.task, &TaskStatus::Canceled)?,
            Expired(event) => self.end_task(id, &event.task, &TaskStatus::Expired)?,
            Paused(event) => self.end_task(id, &event.task, &TaskStatus::Paused)?,
            InputRequired(event) => {
                let mut task = *event.task;
                if task.input_required.is_none() {
                    task.input_required = event.input_required;
                }
                if task.input_required_call_ids.is_none() {
                    task.input_required_call_ids = event.input_required_call_ids;
                }
                self.end_task(id, &task, &TaskStatus::InputRequired)?;
            }
            AudioDone(_) => self.medium(id, "[audio]")?,
            ImageDone(_) => self.medium(id, "[image]")?,
            FileDone(_) => self.medium(id, "[file]")?,
            // Their pieces, and what the final items have.
            AudioDelta(_)
            | ImageDelta(_)
            | FileDelta(_)
            | BlockDelta(_)
            | BlockDone(_)
            | ContentPartAdded(_)
            | ContentPartDone(_)
            | ReasoningSummaryPartAdded(_)
            | ReasoningSummaryPartDone(_)
            | ToolCallArgumentsDelta(_)
            | ToolCallArgumentsDone(_) => {}
            other => {
                let name = other.tag().unwrap_or("event").to_owned();
                self.state(id, time, FAINT, &name)?;
            }
        }
        Ok(())
    }

    /// A heading in the place of a task.
    fn heading(&mut self, id: &str, style: Style, text: &str) -> io::Result<()> {
        self.close()?;
        self.name(id)?;
        let depth = self.task(id).depth;
        self.line(depth, (style, text), "")
    }

    /// Says whose words follow, before the first words of a sub-agent.
    fn name(&mut self, id: &str) -> io::Result<()> {
        let task = self.task(id);
        if std::mem::replace(&mut task.named, true) {
            return Ok(());
        }
        let depth = task.depth.saturating_sub(1);
        let caller = self
            .callers
            .get(id)
            .and_then(|caller| self.tasks.get(caller));
        let tool = caller.and_then(|caller| caller.facts.tool_of(id));
        let agent = self.agents.get(id).map(String::as_str);
        let name = agent.or(tool).unwrap_or(id).to_owned();
        self.line(depth, (BOLD, &format!("╭ {name}")), "")
    }

    fn medium(&mut self, id: &str, name: &str) -> io::Result<()> {
        self.heading(id, FAINT, name)
    }

    /// A line of its own.
    fn line(&mut self, depth: usize, label: (Style, &str), text: &str) -> io::Result<()> {
        self.under = None;
        self.screen.line(depth, label, text)
    }

    /// Ends the text that is being written.
    fn close(&mut self) -> io::Result<()> {
        self.open = None;
        self.screen.end()
    }

    /// The time since the start, and what became of the task.
    fn state(&mut self, id: &str, time: Option<f64>, style: Style, text: &str) -> io::Result<()> {
        self.close()?;
        let depth = self.task(id).depth;
        let since = time.zip(self.began).map(|(time, began)| time - began);
        let since = since.map_or("·".to_owned(), duration);
        self.line(depth, (style, &format!("{since:>8}")), text)
    }

    fn end_task(&mut self, id: &str, task: &Task, status: &TaskStatus) -> io::Result<()> {
        let facts = &mut self.task(id).facts;
        facts.update(task, false);
        facts.status = status.as_str().to_owned();
        let (depth, named, ended) = (
            self.task(id).depth,
            self.task(id).named,
            self.task(id).facts.ended,
        );
        let good = matches!(
            status,
            TaskStatus::Completed | TaskStatus::InputRequired | TaskStatus::Paused
        );
        let is_main = self.main.as_deref() == Some(id);
        if named || !good {
            let style = if good { GOOD } else { BAD };
            let facts = &self.task(id).facts;
            let summary = facts.words(facts.took().filter(|_| !is_main));
            self.state(id, ended, style, &summary)?;
        }
        if let Some(error) = &task.error {
            self.error(depth, error)?;
        }
        if is_main {
            for call in task.pending_calls() {
                let text = format!("{} ({})", call.name, call.call_id);
                self.line(depth, (TOOL, "waits for the answer to"), &text)?;
            }
            self.over = true;
            self.failed |= !good;
        }
        Ok(())
    }

    fn error(&mut self, depth: usize, error: &RpcError) -> io::Result<()> {
        self.close()?;
        let text = format!("{}: {}", error.code, error.message);
        self.line(depth, (BAD, "error"), &text)
    }

    fn findings(&mut self, findings: &[CaptureFinding], depth: usize) -> io::Result<()> {
        findings
            .iter()
            .try_for_each(|finding| self.finding(finding, depth))
    }

    fn finding(&mut self, finding: &CaptureFinding, depth: usize) -> io::Result<()> {
        self.counts.add(finding.level, finding.more);
        if finding.level <= Level::Note && !self.shown.notes {
            return Ok(());
        }
        self.close()?;
        let label = format!("{}[{}]", finding.level, finding.code);
        let text = format!("line {}: {}", finding.at.line, finding.located_message());
        self.line(depth, (colour(finding.level), &label), &text)
    }
}
