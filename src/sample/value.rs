//! From a shape to a plausible document that has it.

use super::choices::Choices;
use super::run::{self, tool_data};
use super::stories::TOOLS;
use super::tree::{Member, Tree};
use super::words;
use crate::task::TokenDetails;
use crate::wire::{
    ByKeyShape, FieldShape, JsonValue, ObjectShape, Origin, Presence, Profile, Shape, UnionShape,
};
use crate::{ErrorCode, RpcError, Task, TaskStatus, ToolCallItem, Usage};

/// Makes values of shapes.
pub(crate) struct Values<'a, 'c> {
    pub(crate) choices: &'a mut Choices<'c>,
    /// The object that is being made.
    object: &'static str,
    /// Tasks are short, as in examples.
    pub(crate) short: bool,
}

impl<'a, 'c> Values<'a, 'c> {
    pub(crate) fn new(choices: &'a mut Choices<'c>) -> Self {
        Values {
            choices,
            object: "",
            short: false,
        }
    }

    /// A value of the shape, for a field of that name.
    pub(crate) fn value(&mut self, shape: &Shape, field: &str) -> Tree {
        match shape {
            Shape::Any
                if self.object == "TaskTextDeltaEvent" || self.object == "TaskTextDoneEvent" =>
            {
                Tree::from(&JsonValue::of(&crate::LogProb::new(
                    "The",
                    -0.0125,
                    *b"The",
                    [],
                )))
            }
            Shape::Any if field == "result" && self.object == "JsonrpcResponse" => {
                self.named::<Task>(field)
            }
            Shape::AnyObject if field == "payload" => {
                self.named::<crate::jsonrpc::TaskPayload>(field)
            }
            Shape::Any | Shape::AnyObject => {
                let json = words::json(field, self.choices).unwrap_or_else(|| "{}".into());
                Tree::from(&json.parse::<JsonValue>().expect("the tables hold JSON"))
            }
            Shape::Boolean => Tree::token(self.choices.one_of(&["false", "true"])),
            Shape::String => self.string(field),
            Shape::Number => Tree::Token(words::number(field, self.choices)),
            Shape::Integer { min, max } => {
                let integer = words::integer(self.object, field, self.choices);
                Tree::Token(integer.clamp(*min, *max).to_string())
            }
            Shape::Null => Tree::token("null"),
            Shape::Array(Shape::Object(object)) if object.name == "ToolData" => {
                // No two have the same name.
                let first = self.choices.below(TOOLS.len() - 1);
                let count = 1 + self.choices.below(2);
                let tools = TOOLS[first..first + count].iter();
                Tree::Array(
                    tools
                        .map(|tool| Tree::from(&JsonValue::of(&tool_data(tool.name))))
                        .collect(),
                )
            }
            Shape::Array(item) => {
                let count = match field {
                    "sessions" | "environments" | "cleaned_sessions" => 1,
                    _ => 1 + self.choices.below(2),
                };
                let mut items: Vec<_> = (0..count).map(|_| self.value(item, field)).collect();
                items.dedup();
                Tree::Array(items)
            }
            Shape::Map(value) => {
                let key = match field {
                    "env" | "env_vars" => "LANG".into(),
                    "tool_calls_details" => words::id("call", self.choices),
                    _ => "builtin".to_owned(),
                };
                let value = self.value(value, field);
                Tree::Object(vec![Member::plain(key, value)])
            }
            Shape::Enum(values) => Tree::string(self.choices.one_of(values.values)),
            Shape::Object(object) => self.object(object),
            Shape::Union(union) => self.union(union, field),
            Shape::Choice(choice) => {
                let all = choice.alternatives.iter();
                let all: Vec<_> = all.filter(|shape| !matches!(shape, Shape::Null)).collect();
                let chosen = self.choices.one_of(&all);
                self.value(chosen, field)
            }
            Shape::ByKey(by_key) => self.by_key(by_key, field),
        }
    }

    /// A value of each alternative that the shape has: objects distinguished by their keys, the result and
    /// the error of an envelope; for any other shape one.
    #[cfg(feature = "schemars")]
    pub(crate) fn each(&mut self, shape: &Shape, field: &str) -> Vec<Tree> {
        match shape {
            Shape::ByKey(by_key) => {
                let all = by_key.alternatives(true).into_iter();
                all.map(|one| self.value(&one.shape, field)).collect()
            }
            Shape::Object(object) if object.field("result").is_some() => {
                let result = self.value(shape, field);
                let mut all = vec![result.clone()];
                if let (Tree::Object(mut members), Some(error)) = (result, object.field("error"))
                    && let Some(result) = members.iter_mut().find(|one| one.key == "result")
                {
                    *result = Member::plain("error", self.value(&error.shape, "error"));
                    all.push(Tree::Object(members));
                }
                all
            }
            _ => vec![self.value(shape, field)],
        }
    }

    fn named<T: crate::wire::Wire>(&mut self, field: &str) -> Tree {
        self.value(&T::SHAPE, field)
    }

    fn string(&mut self, field: &str) -> Tree {
        let found = words::string(self.object, field, self.choices);
        Tree::string(&found.unwrap_or_else(|| field.replace('_', " ")))
    }

    fn task(&mut self, status: Option<TaskStatus>) -> Task {
        let run = match (self.short, &status) {
            (true, _) => run::short(self.choices),
            (false, Some(_)) => run::with_tools(run::Ending::Completed, self.choices),
            (false, None) => run::any(self.choices),
        };
        let mut task = run.task;
        if let Some(status) = status {
            reach(&mut task, status);
        }
        task
    }

    fn object(&mut self, object: &'static ObjectShape) -> Tree {
        let outer = std::mem::replace(&mut self.object, object.name);
        let made = self.special(object).unwrap_or_else(|| {
            let there = object
                .fields
                .iter()
                .map(|field| self.is_there(object, field));
            let there: Vec<_> = there.collect();
            // An object says something.
            let none = !there.contains(&true);
            let mut members = Vec::new();
            for (field, there) in object.fields.iter().zip(there) {
                if there || none && self.is_known(object, field) {
                    let value = match field.constant {
                        Some(constant) => Tree::string(constant),
                        None => self.value(&field.shape, field.name),
                    };
                    members.push(Member::plain(field.name, value));
                }
            }
            Tree::Object(members)
        });
        self.object = outer;
        made
    }

    /// Objects whose fields belong together.
    fn special(&mut self, object: &'static ObjectShape) -> Option<Tree> {
        let json = match object.name {
            "Task" => JsonValue::of(&self.task(None)),
            "ToolCallItem" => {
                let tool = &TOOLS[self.choices.below(TOOLS.len())];
                let slots = words::Slots::new(self.choices);
                let call = words::id("call", self.choices);
                let item = ToolCallItem::new(call, tool.name, slots.fill(tool.arguments));
                JsonValue::of(&item.id(words::id("tc", self.choices)))
            }
            "FunctionDefinition" => {
                let tool = &TOOLS[self.choices.below(TOOLS.len())];
                JsonValue::of(&tool_data(tool.name).function)
            }
            "LogProb" => JsonValue::of(&crate::LogProb::new(
                "The",
                -0.0125,
                *b"The",
                [crate::TopLogProb::new("The", -0.0125, *b"The")],
            )),
            "RpcError" => {
                let code = self.choices.one_of(ErrorCode::ALL);
                JsonValue::of(&RpcError::new(code.code(), code.message()))
            }
            "TopLogProb" => JsonValue::of(&crate::TopLogProb::new("A", -4.5, *b"A")),
            "Usage" => JsonValue::of(
                &Usage::new()
                    .input_tokens(1840)
                    .input_tokens_details(TokenDetails::new().cached_tokens(1024))
                    .output_tokens(212)
                    .total_tokens(2052),
            ),
            name if name.ends_with("Event") => return self.event(object),
            _ => return None,
        };
        Some(Tree::from(&json))
    }

    /// An event: its snapshot is of its task, and has its status.
    fn event(&mut self, object: &'static ObjectShape) -> Option<Tree> {
        object.field("task")?;
        let tag = object.tags("type").first().copied().unwrap_or_default();
        let status = tag.trim_start_matches("task.").replace('_', "-");
        let task = self.task(Some(status.parse().unwrap_or(TaskStatus::Completed)));
        let mut members = Vec::new();
        for field in object.fields {
            let value = match field.name {
                "type" => Tree::string(tag),
                "task" => Tree::from(&JsonValue::of(&task)),
                "task_id" => Tree::string(&task.id),
                "error" => Tree::from(&JsonValue::of(task.error.as_ref()?)),
                "input_required" => Tree::from(&JsonValue::of(&**task.input_required.as_ref()?)),
                "input_required_call_ids" => continue,
                name => self.value(&field.shape, name),
            };
            members.push(Member::plain(field.name, value));
        }
        Some(Tree::Object(members))
    }

    /// Objects that the documentation has are made of what it has; the others are the server's.
    fn is_there(&mut self, object: &ObjectShape, field: &FieldShape) -> bool {
        let documented = Origin::of(object.sources).is_documented();
        let needed = field.presence == Presence::Required
            || field.constant.is_some()
            || field.required_in(Profile::Documented);
        let needed = needed || !documented && field.presence == Presence::Expected;
        // An envelope has its result; fields that exclude others are left to those who want them.
        match (object.name, field.name) {
            (_, "structured_output")
            | (
                "TaskResponse"
                | "TaskEventResponse"
                | "TaskListPage"
                | "PushNotificationResponse"
                | "JsonrpcResponse",
                "error",
            ) => false,
            (_, "result") if object.field("jsonrpc").is_some() => true,
            (_, "id") if object.field("jsonrpc").is_some() => true,
            (_, "sequence_number") => true,
            _ => needed || self.is_known(object, field) && self.choices.maybe(),
        }
    }

    fn is_known(&self, object: &ObjectShape, field: &FieldShape) -> bool {
        !Origin::of(object.sources).is_documented() || field.origin().is_documented()
    }

    fn union(&mut self, union: &'static UnionShape, field: &str) -> Tree {
        let all = || union.variants.iter();
        let documented: Vec<_> = all().filter(|variant| variant.is_documented()).collect();
        let variants = match documented.is_empty() {
            true => all().collect(),
            false => documented,
        };
        let at = self
            .choices
            .below(variants.len() + usize::from(union.bare_string));
        match variants.get(at) {
            Some(variant) => self.object(variant.object),
            None => self.string(field),
        }
    }

    fn by_key(&mut self, by_key: &ByKeyShape, field: &str) -> Tree {
        let alternatives = by_key.alternatives(true);
        let at = self.choices.below(alternatives.len());
        self.value(&alternatives[at].shape, field)
    }
}

/// A finished task as it was, or may have been, at another status.
pub(crate) fn reach(task: &mut Task, status: TaskStatus) {
    match &status {
        TaskStatus::Created | TaskStatus::Queued => {
            task.output.clear();
            task.usage = None;
        }
        TaskStatus::InputRequired => {
            let call = ToolCallItem::new(
                "call_5f0c2a7e91d4",
                "ask_user",
                r#"{"question":"Which account should pay?"}"#,
            );
            let call = call.id("tc_4b8f0d3a6e7c2159");
            task.output.push(call.clone().into());
            task.input_required = Some(call.into());
        }
        TaskStatus::Failed => {
            task.output.pop();
            task.error = Some(RpcError::new(
                -32000,
                "Error code: 429 - Rate limit reached",
            ));
        }
        TaskStatus::Working | TaskStatus::Paused | TaskStatus::Canceled | TaskStatus::Expired => {
            task.output.pop();
        }
        _ => {}
    }
    task.status = status;
}
