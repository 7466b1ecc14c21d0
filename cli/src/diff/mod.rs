//! What differs between two runs: their steps matched by role and call, and each compared by what it
//! says.

mod align;
mod human;
mod json;
mod text;

use std::collections::{BTreeMap, HashMap};

use agentlin_types::normalize::Normalize;
use agentlin_types::{
    JsonObject, JsonValue, MessageContent, OutputItem, Task, TaskStatus, ToolCallItem, decode,
};
use schemars::JsonSchema;
use serde::Serialize;
use similar::DiffOp;

use crate::trace::{Run, TaskFacts, Tokens};

pub(crate) use human::print;
pub(crate) use json::{Change, Strictness};
use json::{canonical, changes};

/// What `--json` writes.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Diff {
    /// Whether nothing differs.
    pub(crate) same: bool,
    /// The tasks, those of both captures first.
    pub(crate) tasks: Vec<TaskDiff>,
}

/// A task of A beside one of B.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TaskDiff {
    /// The task of A; absent if only B has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) a: Option<Facts>,
    /// The task of B; absent if only A has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) b: Option<Facts>,
    /// Whether nothing differs.
    pub(crate) same: bool,
    /// The differences of the task outside of its steps: status, error, usage, metadata.
    pub(crate) changes: Vec<Change>,
    /// What was said and called, in order.
    pub(crate) steps: Vec<StepDiff>,
}

/// Two tasks side by side.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Facts {
    /// The id of the task.
    pub(crate) id: String,
    /// Its status.
    pub(crate) status: String,
    /// How long it took, in milliseconds.
    pub(crate) took: Option<f64>,
    /// Tokens sent to the model.
    pub(crate) input_tokens: Option<i64>,
    /// Tokens that the model generated.
    pub(crate) output_tokens: Option<i64>,
    /// All tokens, as the server counts them.
    pub(crate) total_tokens: Option<i64>,
    /// Tool calls made.
    pub(crate) tool_calls: usize,
}

/// A step of A beside one of B.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepDiff {
    /// What it is.
    pub(crate) kind: Kind,
    /// The role of a message, or the tool of a call.
    pub(crate) name: String,
    /// Its place in the output of A, from 0; absent if only B has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) a: Option<usize>,
    /// Its place in the output of B.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) b: Option<usize>,
    /// Whether nothing differs.
    pub(crate) same: bool,
    /// Its differences; a step of one side has all that it says here.
    pub(crate) changes: Vec<Change>,
    /// The steps of the sub-agent that a call runs.
    pub(crate) steps: Vec<StepDiff>,
}

/// What a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// What the user asked.
    Request,
    /// A message.
    Message,
    /// Thinking.
    Reasoning,
    /// A tool call with its result.
    ToolCall,
    /// A result whose call is not there.
    ToolResult,
    /// An item of a type that this version does not know.
    Unknown,
}

/// A step of one run.
struct Step {
    kind: Kind,
    name: String,
    at: usize,
    /// What it says, in canonical form.
    says: JsonValue,
    steps: Vec<Step>,
}

/// Compares two lists of runs: those with the same id, and the others in their order.
pub(crate) fn compare(a: &[&Run], b: &[&Run], strictness: Strictness) -> Diff {
    let id = |run: &&Run| run.task().id.clone();
    let ids: HashMap<String, &Run> = b.iter().map(|run| (id(run), *run)).collect();
    let known: HashMap<String, ()> = a.iter().map(|run| (id(run), ())).collect();
    let mut others = b
        .iter()
        .filter(|run| !known.contains_key(&id(run)))
        .copied();
    let mut tasks = Vec::new();
    for run in a {
        let other = ids.get(&id(run)).copied().or_else(|| others.next());
        tasks.push(task(Some(run), other, strictness));
    }
    tasks.extend(others.map(|run| task(None, Some(run), strictness)));
    Diff {
        same: tasks.iter().all(|task| task.same),
        tasks,
    }
}

fn task(a: Option<&Run>, b: Option<&Run>, strictness: Strictness) -> TaskDiff {
    let read = |run: Option<&Run>| run.map(|run| Side::of(run, 0, strictness));
    let (one, other) = (read(a), read(b));
    let body = |side: &Option<Side>| side.as_ref().map(|side| side.task.clone());
    let changes = match (body(&one), body(&other)) {
        (Some(one), Some(other)) => changes(&one, &other),
        (a, b) => vec![Change {
            pointer: String::new(),
            a,
            b,
        }],
    };
    let list = |side: Option<Side>| side.map_or_else(Vec::new, |side| side.steps);
    let steps = steps(list(one), list(other));
    let took = |run: Option<&Run>| run.and_then(Run::took).map(f64::to_bits);
    TaskDiff {
        a: a.map(|run| Facts::of(run.task())),
        b: b.map(|run| Facts::of(run.task())),
        same: changes.is_empty()
            && steps.iter().all(|step| step.same)
            && (!strictness.times || took(a) == took(b)),
        changes,
        steps,
    }
}

impl Facts {
    fn of(task: &TaskFacts) -> Facts {
        let Tokens {
            input,
            output,
            total,
            ..
        } = task.tokens;
        Facts {
            id: task.id.clone(),
            status: task.status.clone(),
            took: task.took(),
            input_tokens: input,
            output_tokens: output,
            total_tokens: total,
            tool_calls: task.calls.len(),
        }
    }
}

/// One task of one run.
struct Side {
    /// The whole task without its output.
    task: JsonValue,
    steps: Vec<Step>,
}

impl Side {
    fn of(run: &Run, at: usize, strictness: Strictness) -> Side {
        let facts = &run.tasks[at];
        let last = facts.last.as_deref().map(decode::from_str::<Task>);
        let mut steps = Vec::new();
        if let Some(asked) = &facts.request
            && let Ok(content) = decode::from_str::<MessageContent>(asked)
        {
            steps.push(Step {
                kind: Kind::Request,
                name: "user".into(),
                at: 0,
                says: canonical(&content_json(&content), strictness),
                steps: Vec::new(),
            });
        }
        let Some(Ok(mut task)) = last else {
            // What cannot be read is compared as it is.
            let text = facts.last.clone().unwrap_or_else(|| "null".into());
            let task = text.parse().unwrap_or_else(|_| JsonValue::null());
            return Side {
                task: canonical(&task, strictness),
                steps,
            };
        };
        task.normalize();
        let output = std::mem::take(&mut task.output);
        steps.extend(
            Steps {
                run,
                at,
                strictness,
            }
            .of(output),
        );
        // Calls are counted, but not compared a second time.
        if let Some(usage) = &mut task.usage {
            usage.tool_calls_details = None;
        }
        task.input_required = None;
        task.input_required_call_ids = None;
        Side {
            task: canonical(
                &JsonValue::from(JsonObject::from_iter(object(&task))),
                strictness,
            ),
            steps,
        }
    }
}

/// Makes steps of items.
struct Steps<'a> {
    run: &'a Run,
    at: usize,
    strictness: Strictness,
}

impl Steps<'_> {
    fn of(&self, output: Vec<OutputItem>) -> Vec<Step> {
        let mut results = BTreeMap::new();
        let mut calls = Vec::new();
        for (at, item) in output.iter().enumerate() {
            match item {
                OutputItem::ToolCall(call) => calls.push(call.call_id.clone()),
                OutputItem::ToolResult(result) => {
                    results
                        .entry(result.call_id.clone())
                        .or_insert((at, result.clone()));
                }
                _ => {}
            }
        }
        let mut answered = Vec::new();
        let mut steps = Vec::new();
        for (at, item) in output.iter().enumerate() {
            let step = match item {
                OutputItem::ToolCall(call) => {
                    let result = results.remove(&call.call_id);
                    answered.extend(result.as_ref().map(|(at, _)| *at));
                    self.call(at, call, result.map(|(_, result)| result))
                }
                OutputItem::ToolResult(_) if answered.contains(&at) => continue,
                OutputItem::ToolResult(result)
                    if calls.contains(&result.call_id) && results.contains_key(&result.call_id) =>
                {
                    continue;
                }
                OutputItem::Message(message) => {
                    self.step(Kind::Message, message.role.as_str(), at, item)
                }
                OutputItem::Reasoning(_) => self.step(Kind::Reasoning, "", at, item),
                OutputItem::ToolResult(_) => self.step(Kind::ToolResult, "", at, item),
                other => self.step(Kind::Unknown, other.tag().unwrap_or_default(), at, item),
            };
            steps.push(step);
        }
        steps
    }

    fn step(&self, kind: Kind, name: &str, at: usize, item: &OutputItem) -> Step {
        Step {
            kind,
            name: name.to_owned(),
            at,
            says: canonical(&readable(object(item)), self.strictness),
            steps: Vec::new(),
        }
    }

    fn call(
        &self,
        at: usize,
        call: &ToolCallItem,
        result: Option<agentlin_types::ToolResultItem>,
    ) -> Step {
        let mut members = vec![("call".to_owned(), readable(object(call)))];
        if let Some(result) = result {
            members.push(("result".into(), readable(object(&result))));
        }
        let tasks = self.run.tasks.iter().enumerate();
        let sub = tasks.skip(1).find(|(_, task)| {
            task.parent == Some(self.at) && task.id == call.call_id && task.agentic
        });
        Step {
            kind: Kind::ToolCall,
            name: call.name.clone(),
            at,
            says: canonical(
                &JsonValue::from(members.into_iter().collect::<JsonObject>()),
                self.strictness,
            ),
            steps: sub.map_or_else(Vec::new, |(at, _)| {
                Side::of(self.run, at, self.strictness).steps
            }),
        }
    }
}

/// A value of the model as members.
fn object(value: &impl Serialize) -> Vec<(String, JsonValue)> {
    let json = JsonValue::from_serialize(value).unwrap_or_else(|_| JsonValue::null());
    JsonObject::try_from(json).map_or_else(|_| Vec::new(), |object| object.members())
}

/// An item as people read it: arguments as JSON, a body of one text as that text, without its tag, its
/// name, and blocks that repeat the body.
fn readable(members: Vec<(String, JsonValue)>) -> JsonValue {
    let get = |key: &str| {
        members
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, json)| json.clone())
    };
    let form = |json: &JsonValue| canonical(json, Strictness::default());
    let body = get("message_content").map(|body| form(&body));
    let mut out = Vec::new();
    for (key, value) in &members {
        let value = match key.as_str() {
            "type" | "role" | "language" => continue,
            "block_list" if value.as_str() == "[]" || Some(form(value)) == body => continue,
            "arguments" => {
                let text = value.parse::<String>().ok();
                text.and_then(|text| text.parse().ok())
                    .unwrap_or_else(|| value.clone())
            }
            "message_content" | "content" | "summary" => {
                if value.as_str() == "[]" {
                    continue;
                }
                only_text(value).unwrap_or_else(|| value.clone())
            }
            _ => value.clone(),
        };
        out.push((key.clone(), value));
    }
    JsonValue::from(out.into_iter().collect::<JsonObject>())
}

fn content_json(content: &MessageContent) -> JsonValue {
    let json = JsonValue::from_serialize(content).unwrap_or_else(|_| JsonValue::null());
    only_text(&json).unwrap_or(json)
}

/// The text of a list with one text and nothing about it; JSON in it as that.
fn only_text(list: &JsonValue) -> Option<JsonValue> {
    let text = match list.parse::<String>() {
        Ok(text) => text,
        Err(_) => {
            let items: Vec<JsonValue> = list.parse().ok()?;
            let [item] = &items[..] else { return None };
            let members = JsonObject::try_from(item.clone()).ok()?.members();
            let known = |key: &str| ["type", "text", "id", "tags"].contains(&key);
            if !members.iter().all(|(key, _)| known(key)) {
                return None;
            }
            let text = members.into_iter().find(|(key, _)| key == "text")?.1;
            text.parse().ok()?
        }
    };
    let is_json = text.trim_start().starts_with(['{', '[']);
    let json = is_json.then(|| text.parse().ok()).flatten();
    Some(json.unwrap_or_else(|| JsonValue::from(text.as_str())))
}

/// Steps of two runs beside each other.
fn steps(a: Vec<Step>, b: Vec<Step>) -> Vec<StepDiff> {
    let pairs = align(&a, &b);
    let mut a: Vec<_> = a.into_iter().map(Some).collect();
    let mut b: Vec<_> = b.into_iter().map(Some).collect();
    let pairs = pairs.into_iter();
    pairs
        .map(|(one, other)| {
            let take =
                |list: &mut Vec<Option<Step>>, at: Option<usize>| at.and_then(|at| list[at].take());
            pair(take(&mut a, one), take(&mut b, other))
        })
        .collect()
}

fn pair(a: Option<Step>, b: Option<Step>) -> StepDiff {
    let some = a.as_ref().or(b.as_ref()).expect("a pair has a step");
    let (kind, name) = (some.kind, some.name.clone());
    let (at_a, at_b) = (
        a.as_ref().map(|step| step.at),
        b.as_ref().map(|step| step.at),
    );
    let both = a.is_some() && b.is_some();
    let changes = match (&a, &b) {
        (Some(a), Some(b)) => changes(&a.says, &b.says),
        _ => vec![Change {
            pointer: String::new(),
            a: a.as_ref().map(|step| step.says.clone()),
            b: b.as_ref().map(|step| step.says.clone()),
        }],
    };
    let list = |step: Option<Step>| step.map_or_else(Vec::new, |step| step.steps);
    let steps = steps(list(a), list(b));
    StepDiff {
        kind,
        name,
        a: at_a,
        b: at_b,
        same: both && changes.is_empty() && steps.iter().all(|step| step.same),
        changes,
        steps,
    }
}

/// Which steps belong together: those that say the same, and between them those of the same kind and
/// name.
fn align(a: &[Step], b: &[Step]) -> Vec<(Option<usize>, Option<usize>)> {
    let exact = |step: &Step| format!("{:?} {} {}", step.kind, step.name, step.says);
    let loose = |step: &Step| format!("{:?} {}", step.kind, step.name);
    let keys =
        |list: &[Step], key: &dyn Fn(&Step) -> String| list.iter().map(key).collect::<Vec<_>>();
    let (exact_a, exact_b) = (keys(a, &exact), keys(b, &exact));
    let (loose_a, loose_b) = (keys(a, &loose), keys(b, &loose));
    let mut pairs = Vec::new();
    for op in align::ops(&exact_a, &exact_b) {
        let (olds, news) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            pairs.extend(olds.zip(news).map(|(old, new)| (Some(old), Some(new))));
            continue;
        }
        let (first_old, first_new) = (olds.start, news.start);
        for op in align::ops(&loose_a[olds], &loose_b[news]) {
            let olds = op.old_range().map(|at| at + first_old);
            let news = op.new_range().map(|at| at + first_new);
            if let DiffOp::Equal { .. } = op {
                pairs.extend(olds.zip(news).map(|(old, new)| (Some(old), Some(new))));
            } else {
                pairs.extend(olds.map(|old| (Some(old), None)));
                pairs.extend(news.map(|new| (None, Some(new))));
            }
        }
    }
    pairs
}

/// Whether a run with this status did what it was asked for.
pub(crate) fn went_well(status: &str) -> bool {
    status
        .parse::<TaskStatus>()
        .is_ok_and(|status| status == TaskStatus::Completed)
}
