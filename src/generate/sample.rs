//! A plausible payload with exactly one finding.

use super::corrupt::Survey;
use crate::Profile;
use crate::sample::choices::Choices;
use crate::sample::run::{self, Ending};
use crate::sample::tree::{Member, Spacing, Tree, quoted};
use crate::sample::value::{Values, reach};
use crate::sample::{Sampler, text, words};
use crate::validate::{Code, Level, Settings};
use crate::wire::{FaultCode, JsonValue, Wire};
use crate::{content::*, item::*, jsonrpc::*, request::*, response::*, task::*};

impl Sampler {
    /// The next payload that has exactly one finding, with this code. `None` for a code that no single
    /// payload can have: it is about a stream, or about an answer and its request.
    ///
    /// The finding is the only one in the documented profile; in the wire profile it is the only one
    /// or, where that profile has nothing against it, there is none. Codes that only payloads of
    /// servers can have, such as [`Code::UnknownPendingCall`], are alone in the wire profile only.
    pub fn corrupt(&mut self, code: Code) -> Option<String> {
        self.choose(|choices| sample(code, choices))
    }
}

/// How often something is tried before it counts as impossible: a change that has other findings
/// as well is thrown away.
const TRIES: usize = 500;

/// Codes about what only servers send: the documented profile has something else to say first.
const OF_SERVERS: [Code; 1] = [Code::UnknownPendingCall];

fn sample(code: Code, choices: &mut Choices<'_>) -> Option<String> {
    let is_alone = |text: &String| {
        let alone = |profile| {
            let found = Settings::new(profile).validate(text).findings;
            matches!(&found[..], [only] if only.code == code)
        };
        (OF_SERVERS.contains(&code) || alone(Profile::Documented))
            && (code.default_level(Profile::Wire) == Level::Allow || alone(Profile::Wire))
    };
    for _ in 0..TRIES {
        // Nothing to change is no reason to stop: the next payload may have something.
        let made = change(code, choices)?;
        if let Some(text) = made.filter(is_alone) {
            return Some(text);
        }
    }
    None
}

/// A payload after a change that may give this finding; `None` if the payload has nothing to
/// change, and `None` in place of all that if no payload has.
fn change(code: Code, choices: &mut Choices<'_>) -> Option<Option<String>> {
    use TaskStatus::*;
    let done = match code {
        Code::InvalidJson => Some(not_json(text(&response(Completed, choices)), choices)),
        Code::NotAnObject => Some(Tree::string("task_1").text(Spacing::None)),
        Code::UnknownPayload => {
            Some(r#"{"query":"museums in Lisbon","hits":[{"rank":1,"score":0.87}]}"#.into())
        }
        Code::TooDeep => structural(FaultCode::TooDeep, choices),
        Code::InvalidString => structural(FaultCode::InvalidString, choices),
        Code::DuplicateKey => structural(FaultCode::DuplicateKey, choices),
        Code::MissingField => structural(FaultCode::MissingField, choices),
        Code::WrongType => structural(FaultCode::WrongType, choices),
        Code::OutOfRange => structural(FaultCode::OutOfRange, choices),
        Code::WrongConstant => edit(response(Completed, choices), |tree| {
            tree.put("/result/object", Tree::string("tasks"))
        }),
        Code::UnknownTag => {
            let tag = choices.one_of(&["web_search_call", "image_generation_call", "handoff"]);
            edit(response(Completed, choices), |tree| {
                tree.each(&mut |object| {
                    object.is("type", "message") && object.put("/type", Tree::string(tag))
                })
            })
        }
        Code::UnknownValue => {
            let status = choices.one_of(&["cancelled", "complete", "done", "running"]);
            edit(response(Completed, choices), |tree| {
                tree.put("/result/status", Tree::string(status))
            })
        }
        Code::LegacySpelling => edit(response(Created, choices), |tree| {
            tree.put("/result/status", Tree::string("submitted"))
        }),
        Code::UnknownField => {
            let (key, value) = choices.one_of(&[
                ("duration_ms", "1840"),
                ("retry_count", "1"),
                ("cost_usd", "0.0042"),
                ("region", "\"eu-1\""),
            ]);
            let place = choices.one_of(&["", "/result", "/result/output/0"]);
            edit(response(Completed, choices), |tree| {
                tree.put(&format!("{place}/{key}"), Tree::token(value))
            })
        }
        Code::UndocumentedField => edit(response(Completed, choices), |tree| {
            tree.each(&mut |object| {
                object.is("type", "message") && object.put("/agent_id", Tree::string("main"))
            })
        }),
        Code::UnusualValue => edit(response(Completed, choices), |tree| {
            tree.put("/result/usage/input_tokens", Tree::string("1840"))
        }),
        Code::NoResultOrError => edit(response(Completed, choices), |tree| tree.remove("/result")),
        Code::ResultErrorConflict => edit(response(Completed, choices), |tree| {
            tree.put("/error", error())
        }),
        Code::ResultWithError => edit(response(Failed, choices), |tree| {
            let error = tree.at("/result/error").cloned();
            error.is_some_and(|error| tree.put("/error", error))
        }),
        Code::EnvelopeIdIsTaskId => edit(response(Completed, choices), |tree| {
            let id = tree.at("/result/id").cloned();
            id.is_some_and(|id| tree.put("/id", id))
        }),
        Code::CreatedAtUnit => edit(response(Completed, choices), |tree| {
            tree.put("/result/created_at", Tree::token("1795467208000"))
        }),
        Code::FailedWithoutError => edit(response(Failed, choices), |tree| {
            tree.remove("/result/error")
        }),
        Code::ErrorWithoutFailure => edit(response(Canceled, choices), |tree| {
            tree.put("/result/error", error())
        }),
        Code::InputRequiredWithoutCall => edit(response(InputRequired, choices), |tree| {
            tree.remove("/result/input_required")
        }),
        Code::PendingCallStatus => edit(response(InputRequired, choices), |tree| {
            tree.put("/result/status", Tree::string("completed"))
        }),
        Code::PendingCallAnswered => edit(response(InputRequired, choices), |tree| {
            let Some(call) = tree.at("/result/input_required/call_id").cloned() else {
                return false;
            };
            let answer = ToolResultItem::new("", [TextContent::text("The business account.")], []);
            let mut answer = Tree::from(&JsonValue::of(&answer.id("tr_0d2c4b6a8e1f3957")));
            answer.put("/call_id", call);
            tree.push("/result/output", answer)
        }),
        Code::UnknownPendingCall => edit(response(InputRequired, choices), |tree| {
            let ids = Tree::Array(vec![Tree::string("call_9b1d7f3e5a20")]);
            tree.remove("/result/input_required")
                && tree.put("/result/input_required_call_ids", ids)
        }),
        Code::CreatedWithOutput => edit(response(Completed, choices), |tree| {
            tree.put("/result/status", Tree::string("created"))
        }),
        Code::DuplicateItemId => edit(response(Completed, choices), |tree| {
            let id = tree.at("/result/output/0/id").cloned();
            id.is_some_and(|id| tree.put("/result/output/1/id", id))
        }),
        Code::DuplicateCallId => edit(response(Completed, choices), |tree| {
            let mut ids = Vec::new();
            tree.each(&mut |object| {
                if object.is("type", "tool_call") {
                    ids.extend(object.at("/call_id").cloned());
                }
                false
            });
            let [one, other, ..] = &ids[..] else {
                return false;
            };
            // The result of the second call as well.
            tree.each(&mut |object| {
                if object.at("/call_id").is_some_and(|id| id == other) {
                    object.put("/call_id", one.clone());
                }
                false
            });
            true
        }),
        Code::ResultWithoutCall => edit(response(Completed, choices), |tree| {
            let other = Tree::string("call_9b1d7f3e5a20");
            tree.each(&mut |object| {
                object.is("type", "tool_result") && object.put("/call_id", other.clone())
            })
        }),
        Code::ArgumentsNotJson => edit(response(Completed, choices), |tree| {
            let repr = Tree::string("{'path': 'src/cache.rs'}");
            tree.each(&mut |object| {
                object.is("type", "tool_call") && object.put("/arguments", repr.clone())
            })
        }),
        Code::ToolResultInProgress => unfinished("tool_result", choices),
        Code::UnfinishedItem => {
            let item = choices.one_of(&["message", "reasoning", "tool_call"]);
            unfinished(item, choices)
        }
        Code::CitationRange => edit(response(Completed, choices), |tree| {
            tree.each(&mut |object| {
                object.is("type", "url_citation") && object.put("/end_index", Tree::token("4096"))
            })
        }),
        Code::CitationFileIndex => edit(response(Completed, choices), |tree| {
            let citation = FilePath::new("https://example.com/files/report.pdf", -1);
            annotate(tree, "annotations", &Annotation::from(citation))
        }),
        Code::PositiveLogprob => edit(response(Completed, choices), |tree| {
            annotate(tree, "logprobs", &LogProb::new("The", 0.25, *b"The", []))
        }),
        Code::TokenBytes => edit(response(Completed, choices), |tree| {
            annotate(tree, "logprobs", &LogProb::new("The", -0.25, *b"Then", []))
        }),
        Code::ReferenceNumber => edit(response(Completed, choices), |tree| {
            tree.each(&mut |object| {
                object.is("type", "output_text") && object.put("/id", Tree::token("0"))
            })
        }),
        Code::DanglingReference => edit(response(Completed, choices), |tree| {
            let cites = Tree::string("Trains run again since Monday [^9].");
            tree.each(&mut |object| {
                object.is("type", "output_text")
                    && object.remove("/annotations") | object.put("/text", cites.clone())
            })
        }),
        Code::NotBase64 => edit(response(Completed, choices), |tree| {
            let audio = AudioContent::new(
                AudioContentType::InputAudio,
                InputAudio::new("UklGR,,not Base64").format(AudioFormat::Wav),
            );
            let body = Tree::Array(vec![Tree::from(&JsonValue::of(&audio))]);
            tree.each(&mut |object| {
                object.is("type", "message") && object.put("/message_content", body.clone())
            })
        }),
        Code::UsageToolCalls => edit(response(Completed, choices), |tree| {
            tree.put("/result/usage/tool_calls", Tree::token("9"))
        }),
        Code::TimestampFormat => edit(event(choices), |tree| {
            tree.at("/result/timestamp").is_some()
                && tree.put("/result/timestamp", Tree::string("23.11.2026 20:53"))
        }),
        Code::SnapshotTaskId => edit(event(choices), |tree| {
            tree.at("/result/task/id").is_some()
                && tree.put("/result/task/id", Tree::string("task_9b1d7f3e5a20c846"))
        }),
        Code::SnapshotStatus => edit(event(choices), |tree| {
            tree.at("/result")
                .is_some_and(|event| event.is("type", "task.completed"))
                && tree.put("/result/task/status", Tree::string("canceled"))
        }),
        Code::StructuredOutputStream => edit(request(choices), |tree| {
            let schema = r#"{"type":"object","properties":{"answer":{"type":"string"}}}"#;
            tree.put("/stream", Tree::token("true")) && tree.put("/structured_output", json(schema))
        }),
        Code::CompressionRatio => edit(request(choices), |tree| {
            tree.at("/agent_config").is_some()
                && tree.put(
                    "/agent_config/compress_threshold_token_ratio",
                    Tree::token("90"),
                )
        }),
        Code::DuplicateToolName => edit(request(choices), |tree| {
            let tool = tree.at("/client_tools/0").cloned();
            tool.is_some_and(|tool| tree.push("/client_tools", tool))
        }),
        Code::InvalidPayload => edit(
            Values::new(choices).value(&TaskCreateRequest::SHAPE, ""),
            |tree| {
                tree.put(
                    "/params/payload",
                    json(r#"{"prompt":"Plan a day in Lisbon."}"#),
                )
            },
        ),
        _ => return None,
    };
    Some(done)
}

fn edit(mut tree: Tree, change: impl FnOnce(&mut Tree) -> bool) -> Option<String> {
    change(&mut tree).then(|| text(&tree))
}

/// An envelope with a task of that status, which has called tools.
fn response(status: TaskStatus, choices: &mut Choices<'_>) -> Tree {
    let mut task = run::with_tools(Ending::Completed, choices).task;
    reach(&mut task, status);
    let id = words::id("req", choices);
    Tree::from(&JsonValue::of(&TaskResponse::success(id, task)))
}

/// Any event of a run.
fn event(choices: &mut Choices<'_>) -> Tree {
    let events = run::any(choices).events;
    Tree::from(&JsonValue::of(&events[choices.below(events.len())]))
}

fn request(choices: &mut Choices<'_>) -> Tree {
    Values::new(choices).value(&TaskCreateParams::SHAPE, "")
}

fn error() -> Tree {
    Tree::from(&JsonValue::of(&RpcError::new(-32603, "Internal error")))
}

fn json(text: &str) -> Tree {
    Tree::from(&text.parse::<JsonValue>().expect("written here"))
}

/// A change to the structure of a task's envelope.
fn structural(code: FaultCode, choices: &mut Choices<'_>) -> Option<String> {
    let mut tree = response(TaskStatus::Completed, choices);
    let mut sites = Survey::of(&tree, &TaskResponse::SHAPE, Profile::Documented);
    sites.retain(|site| site.code == code);
    let site = sites.get(choices.below(sites.len()))?;
    site.apply(&mut tree, choices);
    Some(text(&tree))
}

/// JSON as people and programs write it who do not know all of its rules.
fn not_json(mut text: String, choices: &mut Choices<'_>) -> String {
    match choices.below(3) {
        0 => text.insert(text.len() - 1, ','),
        1 => text = text.replacen(r#""object":"task""#, r#"'object':'task'"#, 1),
        _ => text = text.replacen(r#""result":{"#, r#""result":{"previous_task_id":None,"#, 1),
    }
    text
}

/// An item that is in progress in a task that has ended.
fn unfinished(item: &str, choices: &mut Choices<'_>) -> Option<String> {
    edit(response(TaskStatus::Completed, choices), |tree| {
        let status = Tree::string("in_progress");
        tree.each(&mut |object| object.is("type", item) && object.put("/status", status.clone()))
    })
}

/// Gives a text an annotation, or a log probability.
fn annotate(tree: &mut Tree, list: &str, value: &impl Wire) -> bool {
    let list = format!("/{list}");
    let all = Tree::Array(vec![Tree::from(&JsonValue::of(value))]);
    tree.each(&mut |object| object.is("type", "output_text") && object.put(&list, all.clone()))
}

/// Changes to documents. Each says whether there was something to change.
impl Tree {
    /// The value at a JSON Pointer without escapes.
    fn at(&mut self, pointer: &str) -> Option<&mut Tree> {
        pointer
            .split('/')
            .skip(1)
            .try_fold(self, |tree, segment| match tree {
                Tree::Array(items) => items.get_mut(segment.parse::<usize>().ok()?),
                Tree::Object(members) => {
                    let mut members = members.iter_mut();
                    members
                        .find(|member| member.key == segment)
                        .map(|member| &mut member.value)
                }
                Tree::Token(_) => None,
            })
    }

    /// Puts a value there, in place of the old one or as a new member.
    fn put(&mut self, pointer: &str, value: Tree) -> bool {
        if let Some(old) = self.at(pointer) {
            *old = value;
            return true;
        }
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        let Some(Tree::Object(members)) = self.at(parent) else {
            return false;
        };
        members.push(Member::plain(key, value));
        true
    }

    /// Removes the member there.
    fn remove(&mut self, pointer: &str) -> bool {
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        let Some(Tree::Object(members)) = self.at(parent) else {
            return false;
        };
        let before = members.len();
        members.retain(|member| member.key != key);
        members.len() < before
    }

    /// Adds a value to the list there.
    fn push(&mut self, pointer: &str, value: Tree) -> bool {
        let Some(Tree::Array(items)) = self.at(pointer) else {
            return false;
        };
        items.push(value);
        true
    }

    /// Whether it is an object with this string.
    fn is(&self, key: &str, value: &str) -> bool {
        let Tree::Object(members) = self else {
            return false;
        };
        let value = quoted(value);
        let mut members = members.iter();
        members.any(|member| {
            member.key == key && matches!(&member.value, Tree::Token(text) if *text == value)
        })
    }

    /// Offers each value in it, up to the one that was changed.
    fn each(&mut self, change: &mut impl FnMut(&mut Tree) -> bool) -> bool {
        if change(self) {
            return true;
        }
        match self {
            Tree::Array(items) => items.iter_mut().any(|item| item.each(change)),
            Tree::Object(members) => members.iter_mut().any(|member| member.value.each(change)),
            Tree::Token(_) => false,
        }
    }
}
