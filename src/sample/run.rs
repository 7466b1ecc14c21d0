//! A story as the events of a run.

use super::choices::Choices;
use super::stories::{SHORT, STORIES, Step, Story, TOOLS};
use super::words::{self, Slots};
use crate::stream::TaskFold;
use crate::{JsonObject, JsonValue, Map};
use crate::{content::*, event::*, item::*, request::*, response::*, task::*};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Completed,
    /// It waits for the caller to answer a tool call.
    InputRequired,
    Failed,
    Canceled,
}

/// A run: what was asked for, and what the server sent.
pub(crate) struct Run {
    pub(crate) events: Vec<TaskEventResponse>,
    pub(crate) task: Task,
}

/// Any run; most of them go well.
pub(crate) fn any(choices: &mut Choices<'_>) -> Run {
    use Ending::*;
    let ending = choices.one_of(&[
        Completed,
        Completed,
        Completed,
        InputRequired,
        Failed,
        Canceled,
    ]);
    run(&STORIES[choices.below(STORIES.len())], ending, choices)
}

/// A run without tools, which is short.
pub(crate) fn short(choices: &mut Choices<'_>) -> Run {
    run(&SHORT, Ending::Completed, choices)
}

/// A run with at least one tool call.
pub(crate) fn with_tools(ending: Ending, choices: &mut Choices<'_>) -> Run {
    let with_tools = STORIES.iter().filter(|story| !story.steps.is_empty());
    let stories: Vec<&Story> = with_tools.collect();
    run(choices.one_of(&stories), ending, choices)
}

fn run(story: &Story, ending: Ending, choices: &mut Choices<'_>) -> Run {
    let task_id = words::id("task", choices);
    let mut recorder = Recorder {
        request: words::id("req", choices),
        session: words::id("sess", choices),
        user: words::id("user", choices),
        slots: Slots::new(choices),
        micros: (choices.bits() % 3_600_000_000) as i64,
        choices,
        fold: TaskFold::new(),
        events: Vec::new(),
    };
    recorder.task(&task_id, story, ending);
    let Recorder { fold, events, .. } = recorder;
    Run {
        events,
        task: fold.into_task().expect("a run begins with its task"),
    }
}

/// Makes events, and knows what the tasks have become by them.
struct Recorder<'a, 'c> {
    choices: &'a mut Choices<'c>,
    request: String,
    session: String,
    user: String,
    slots: Slots,
    /// How much time has passed.
    micros: i64,
    fold: TaskFold,
    events: Vec<TaskEventResponse>,
}

/// One task of the run.
struct Agent<'s> {
    task: &'s str,
    /// The number of its next event.
    number: i64,
    /// Which call of the model it is.
    step: i64,
    usage: Usage,
    details: Map<ToolCallDetail>,
}

impl Agent<'_> {
    fn number(&mut self) -> i64 {
        self.number += 1;
        self.number - 1
    }
}

/// An event of an agent, with its number.
macro_rules! event {
    ($self:ident, $agent:ident, $event:ident($($argument:expr),*)) => {{
        let event = $event::new($agent.task, $($argument),*).sequence_number($agent.number());
        $self.push(event)
    }};
}

impl Recorder<'_, '_> {
    fn push(&mut self, event: impl Into<TaskEvent>) {
        let event = event.into();
        self.fold.push(event.clone());
        let mut response = TaskEventResponse::event(self.request.as_str(), event);
        // JSON-RPC allows no error beside a result; the task has it.
        response.error = None;
        self.events.push(response);
        self.wait(20);
    }

    /// Lets up to twice this many milliseconds pass.
    fn wait(&mut self, millis: i64) {
        self.micros += 1 + (self.choices.bits() % (2000 * millis as u64)) as i64;
    }

    fn now(&self) -> String {
        words::timestamp(words::CREATED, self.micros)
    }

    fn id(&mut self, prefix: &str) -> String {
        words::id(prefix, self.choices)
    }

    /// The task as its events have made it, with another status.
    fn snapshot(&self, agent: &Agent<'_>, status: TaskStatus) -> Task {
        let task = self.fold.get(agent.task).expect("the task was created");
        let mut task = task.clone();
        task.status = status;
        let mut usage = agent.usage.clone();
        usage.tool_calls = Some(agent.details.iter().count() as i64);
        usage.tool_calls_details = Some(agent.details.clone());
        task.usage = Some(usage);
        task
    }

    fn begin<'s>(&mut self, task_id: &'s str) -> Agent<'s> {
        let mut agent = Agent {
            task: task_id,
            number: 0,
            step: 0,
            usage: usage(0, 0),
            details: Map::new(),
        };
        let created = words::CREATED + self.micros / 1_000_000;
        let (session, user) = (self.session.clone(), self.user.clone());
        let task = Task::new(task_id, session, user, TaskStatus::Created, created, []);
        event!(self, agent, TaskCreatedEvent(self.now(), task));
        event!(self, agent, TaskWorkingEvent(self.now()));
        agent
    }

    /// The task of an agent.
    fn task(&mut self, task_id: &str, story: &Story, ending: Ending) {
        let mut agent = self.begin(task_id);
        let tools = story.steps.iter().map(|step| step.tool);
        let mut tools: Vec<_> = tools.chain(["ask_user"]).collect();
        tools.sort_unstable();
        tools.dedup();
        let tools = tools.into_iter().map(tool_data).collect::<Vec<_>>();
        event!(self, agent, TaskToolsUpdatedEvent(tools));
        // What does not go well ends early.
        let steps = match ending {
            Ending::Completed => story.steps.len(),
            _ => self.choices.below(story.steps.len() + 1),
        };
        for step in &story.steps[..steps] {
            self.step(&mut agent, step);
        }
        match ending {
            Ending::Completed => {
                self.answer(&mut agent, story);
                let task = self.snapshot(&agent, TaskStatus::Completed);
                event!(self, agent, TaskCompletedEvent(self.now(), task));
            }
            Ending::Canceled => {
                let task = self.snapshot(&agent, TaskStatus::Canceled);
                event!(self, agent, TaskCanceledEvent(self.now(), task));
            }
            Ending::Failed => {
                let error = RpcError::new(-32000, "Error code: 429 - Rate limit reached");
                let mut task = self.snapshot(&agent, TaskStatus::Failed);
                task.error = Some(error.clone());
                event!(self, agent, TaskFailedEvent(self.now(), task, error));
            }
            Ending::InputRequired => {
                let asked = tool("ask_user");
                let call = self.call(&mut agent, asked.name, asked.arguments);
                let mut task = self.snapshot(&agent, TaskStatus::InputRequired);
                task.input_required = Some(call.clone().into());
                let event = TaskInputRequiredEvent::new(agent.task, self.now(), task);
                self.push(event.input_required(call).sequence_number(agent.number()));
            }
        }
    }

    fn step(&mut self, agent: &mut Agent<'_>, step: &Step) {
        agent.step += 1;
        self.think(agent, step.thought);
        let call = self.call(agent, step.tool, step.arguments);
        let id = self.id("tr");
        let empty: [ContentPart; 0] = [];
        let result = ToolResultItem::new(call.call_id.as_str(), empty, []).id(id.as_str());
        let begun = result.clone().status(ItemStatus::InProgress);
        event!(
            self,
            agent,
            TaskOutputItemAddedEvent(agent.step, OutputItem::from(begun))
        );
        let since = self.micros;
        let text = match step.agent {
            Some(story) => {
                self.task(&call.call_id, story, Ending::Completed);
                self.slots.fill(story.answer)
            }
            None => self.tool(&call.call_id, step.result),
        };
        let result = ToolResultItem::new(
            call.call_id.as_str(),
            [TextContent::text(text.as_str())],
            [block(&text)],
        );
        let result = result.id(id).status(ItemStatus::Completed);
        event!(
            self,
            agent,
            TaskOutputItemDoneEvent(agent.step, OutputItem::from(result))
        );
        let seconds = (self.micros - since) as f64 / 1_000_000.0;
        let detail = ToolCallDetail::new()
            .name(call.name)
            .arguments(call.arguments)
            .time(seconds);
        agent.details.insert(call.call_id, detail);
    }

    /// The task of a tool; gives its answer.
    fn tool(&mut self, call_id: &str, result: &str) -> String {
        let mut tool = self.begin(call_id);
        let text = self.slots.fill(result);
        let id = self.id("tr");
        let empty: [ContentPart; 0] = [];
        let item = ToolResultItem::new(call_id, empty, []).id(id.as_str());
        event!(
            self,
            tool,
            TaskOutputItemAddedEvent(0, OutputItem::from(item))
        );
        self.wait(400);
        let part = || vec![JsonObject::of(&TextContent::text(text.as_str()))];
        event!(
            self,
            tool,
            TaskToolResultDeltaEvent(id.as_str(), call_id, 0, part(), part())
        );
        event!(
            self,
            tool,
            TaskToolResultDoneEvent(id.as_str(), call_id, 0, part(), part())
        );
        let item = ToolResultItem::new(call_id, [TextContent::text(text.as_str())], [block(&text)]);
        let item = item.id(id).status(ItemStatus::Completed);
        event!(
            self,
            tool,
            TaskOutputItemDoneEvent(0, OutputItem::from(item))
        );
        let task = self.snapshot(&tool, TaskStatus::Completed);
        event!(self, tool, TaskCompletedEvent(self.now(), task));
        text
    }

    fn think(&mut self, agent: &mut Agent<'_>, thought: &str) {
        let text = self.slots.fill(thought);
        let id = self.id("rs");
        let step = agent.step;
        let begun = ReasoningItem::new(id.as_str(), []).status(ItemStatus::InProgress);
        event!(
            self,
            agent,
            TaskOutputItemAddedEvent(step, OutputItem::from(begun))
        );
        for piece in pieces(&text) {
            event!(
                self,
                agent,
                TaskReasoningTextDeltaEvent(id.as_str(), step, 0, piece)
            );
        }
        event!(
            self,
            agent,
            TaskReasoningTextDoneEvent(id.as_str(), step, 0, text.as_str())
        );
        let part = TextContent::new(TextContentType::ReasoningText, text.as_str());
        let done = ReasoningItem::new(id, []).status(ItemStatus::Completed);
        let done = done.content([ReasoningPart::from(part)]);
        event!(
            self,
            agent,
            TaskOutputItemDoneEvent(step, OutputItem::from(done))
        );
        self.count(agent, &text);
    }

    fn call(&mut self, agent: &mut Agent<'_>, name: &str, arguments: &str) -> ToolCallItem {
        let arguments = self.slots.fill(arguments);
        let (id, call_id) = (self.id("tc"), self.id("call"));
        let step = agent.step;
        let item = |arguments: &str, status| {
            let item = ToolCallItem::new(call_id.as_str(), name, arguments);
            item.id(id.as_str())
                .status(status)
                .language(ToolCallLanguage::Json)
        };
        let begun = item("", ItemStatus::InProgress);
        event!(
            self,
            agent,
            TaskOutputItemAddedEvent(step, OutputItem::from(begun))
        );
        for piece in pieces(&arguments) {
            event!(
                self,
                agent,
                TaskToolCallArgumentsDeltaEvent(id.as_str(), call_id.as_str(), step, piece)
            );
        }
        event!(
            self,
            agent,
            TaskToolCallArgumentsDoneEvent(id.as_str(), call_id.as_str(), step, arguments.as_str())
        );
        let done = item(&arguments, ItemStatus::Completed);
        event!(
            self,
            agent,
            TaskOutputItemDoneEvent(step, OutputItem::from(done.clone()))
        );
        self.count(agent, &arguments);
        done
    }

    fn answer(&mut self, agent: &mut Agent<'_>, story: &Story) {
        agent.step += 1;
        let text = self.slots.fill(story.answer);
        let id = self.id("msg");
        let step = agent.step;
        let message = MessageItem::new(MessageRole::Assistant).id(id.as_str());
        let empty: [ContentPart; 0] = [];
        let begun = message
            .clone()
            .message_content(empty)
            .status(ItemStatus::InProgress);
        event!(
            self,
            agent,
            TaskOutputItemAddedEvent(step, OutputItem::from(begun))
        );
        for piece in pieces(&text) {
            event!(
                self,
                agent,
                TaskTextDeltaEvent(id.as_str(), step, 0, piece, [])
            );
        }
        event!(
            self,
            agent,
            TaskTextDoneEvent(id.as_str(), step, 0, text.as_str(), [])
        );
        let mut part = TextContent::new(TextContentType::OutputText, text.as_str());
        if let Some([words, title, url]) = story.source
            && let Some(start) = text.find(words)
        {
            let start = text[..start].chars().count() as i64;
            let end = start + words.chars().count() as i64 - 1;
            part = part.annotations([Annotation::from(UrlCitation::new(url, title, start, end))]);
        }
        let done = message
            .message_content([part])
            .status(ItemStatus::Completed);
        event!(
            self,
            agent,
            TaskOutputItemDoneEvent(step, OutputItem::from(done))
        );
        self.count(agent, &text);
    }

    /// Counts tokens: about four characters each, and what came before once more.
    fn count(&mut self, agent: &mut Agent<'_>, text: &str) {
        let old = agent.usage.output_tokens.unwrap_or_default();
        let output = old + 1 + text.len() as i64 / 4;
        let input = agent.usage.input_tokens.unwrap_or(0) + 180 + output;
        agent.usage = usage(input, output);
        self.wait(300);
    }
}

fn usage(input: i64, output: i64) -> Usage {
    Usage::new()
        .input_tokens(input)
        .input_tokens_details(TokenDetails::new().cached_tokens(input / 2))
        .output_tokens(output)
        .output_tokens_details(OutputTokenDetails::new().reasoning_tokens(output / 3))
        .total_tokens(input + output)
}

fn block(text: &str) -> JsonValue {
    JsonObject::of(&TextContent::text(text)).into()
}

/// A text as it is written: a few words at a time.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let words = rest.match_indices(' ').skip(1).step_by(3);
        let end = words
            .map(|(at, _)| at)
            .find(|at| *at > 0)
            .unwrap_or(rest.len());
        let (piece, next) = rest.split_at(end);
        pieces.push(piece);
        rest = next;
    }
    pieces
}

fn tool(name: &str) -> &'static super::stories::Tool {
    let found = TOOLS.iter().find(|tool| tool.name == name);
    found.expect("stories use the tools of the table")
}

pub(crate) fn tool_data(name: &str) -> ToolData {
    let tool = tool(name);
    let parameters: JsonObject = tool.parameters.parse().expect("a schema is an object");
    ToolData::new(
        FunctionDefinition::new(tool.name)
            .description(tool.description)
            .parameters(parameters),
    )
}
