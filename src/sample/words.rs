//! Plausible words for the fields of the model, by the names of the fields.

use super::choices::Choices;
use super::stories::{SLOTS, STORIES, TOOLS};

/// What strings there are for a field: names of fields, and their values.
const STRINGS: &[(&[&str], &[&str])] = &[
    (
        &["text", "content", "code_body", "message_content", "part"],
        &[
            "The build takes {number} minutes less now.",
            "Trains to {city} run again.",
            "All {number} tests pass.",
        ],
    ),
    (&["detail"], &["Not Found"]),
    (&["importable"], &["yes"]),
    (&["delta"], &["The build", " takes", " less time now", "."]),
    (&["message", "status_msg"], &["Reading {file}"]),
    (
        &["title", "tool_title"],
        &[
            "Trains run again",
            "Opening hours of museums",
            "Release notes",
        ],
    ),
    (
        &["abstract", "caption", "meta"],
        &["Monthly totals since {month}", "Opening hours in {city}"],
    ),
    (
        &["description"],
        &[
            "Looks up facts and says where they come from.",
            "Writes and reviews code.",
            "Counts on.",
        ],
    ),
    (
        &[
            "developer_prompt",
            "prompt",
            "compress_prompt",
            "subagent_prompt_template",
        ],
        &[
            "You are a careful assistant. Say where your facts come from.",
            "Summarise the conversation so far in a few sentences.",
        ],
    ),
    (
        &["reason"],
        &[
            "a new message arrived",
            "the user asked for it",
            "the command takes long",
        ],
    ),
    (&["error"], &["timed out after 30 s"]),
    (
        &["name", "subagent_name"],
        &["researcher", "reviewer", "planner"],
    ),
    (
        &["filename"],
        &["sales.csv", "report.pdf", "plan.md", "photo.png"],
    ),
    (
        &["url", "file_url", "image_url"],
        &[
            "https://example.com/files/report.pdf",
            "https://news.example.com/trains",
            "https://example.com/photo.png",
        ],
    ),
    (&["img_path"], &["images/table-1.png"]),
    (
        &["model", "compress_model"],
        &["gpt-4o", "qwen3-max", "deepseek-chat"],
    ),
    (&["tool_name"], &["increment", "move", "answer"]),
    (&["tool_icon"], &["search"]),
    (&["origin"], &["builtin", "user"]),
    (&["module"], &["agentlin.environment.qa_env"]),
    (&["module_path"], &["agentlin.skills.search"]),
    (&["source"], &["package:agentlin.environment"]),
    (&["env_class_path"], &["qa_env"]),
    (&["default_params_summary"], &["rounds=3"]),
    (
        &["workspace_dir", "log_dir", "rollout_save_dir"],
        &["/srv/agents/{project}"],
    ),
    (&["client_id"], &["default", "web", "cli"]),
    (&["status"], &["success"]),
    (&["liveness", "readiness"], &["ok"]),
    (&["publish_time"], &["2026-11-20"]),
    (&["guess_lang"], &["rust", "python"]),
    (&["sub_type"], &["text", "code"]),
    (
        &["table_body"],
        &["<table><tr><td>{month}</td><td>18200</td></tr></table>"],
    ),
    (
        &["text/html"],
        &["<table><tr><td>{month}</td><td>18200</td></tr></table>"],
    ),
    (
        &["data", "file_data", "partial_image_b64", "partial_file_b64"],
        &[
            "UklGRiQAAABXQVZFZm10IBAAAAABAAEA",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB",
            "bW9udGgsdG90YWwKTWF5LDIxNjUw",
        ],
    ),
    (
        &["code_for_agent", "code_for_interpreter"],
        &["import math"],
    ),
    (&["jupyter_host"], &["localhost"]),
    (&["jupyter_port"], &["8888"]),
    (&["jupyter_username"], &["agent"]),
    (
        &["jupyter_token", "token", "credentials"],
        &["not-a-real-token"],
    ),
    (&["schemes"], &["Bearer"]),
    (&["type"], &["missing", "string_type"]),
    (&["row_count", "code_count"], &["2"]),
    (&["condition", "model_condition"], &["month = '{month}'"]),
    (&["model_sql"], &["SELECT month, total FROM sales"]),
    (&["chunks_info"], &["1 of 1"]),
    (&["status_code"], &["200"]),
    (
        &["list_items"],
        &["Pack the bags", "Book the train", "Water the plants"],
    ),
    (
        &[
            "table_caption",
            "table_footnote",
            "image_captions",
            "image_footnotes",
            "code_caption",
        ],
        &["Totals of each month", "All amounts in euros"],
    ),
    (&["location"], &["body", "messages"]),
    (&["tags"], &["added_by_reference_manager"]),
    (
        &["allowed_tools", "disallowed_tools", "stop_tools"],
        &["web_search", "read_file", "ask_user"],
    ),
    (&["allowed_subagents"], &["researcher"]),
    (&["env", "env_vars"], &["C.UTF-8"]),
    (&["grouped"], &["builtin"]),
];

/// What a field of free-form JSON may hold.
const JSON: &[(&[&str], &[&str])] = &[
    (
        &["metadata"],
        &[
            r#"{"source":"web","locale":"en"}"#,
            r#"{"ticket":"{project}-{number}"}"#,
        ],
    ),
    (
        &["arguments", "tool_args"],
        &[r#"{"path":"{file}"}"#, r#"{"query":"museums in {city}"}"#],
    ),
    (
        &["state", "initial_state", "new_state", "observation"],
        &[
            r#"{"message_content":[{"type":"text","text":"Progress: 1/{number}."}],"block_list":[],"data":{"done":false}}"#,
        ],
    ),
    (
        &["structured_output"],
        &[r#"{"type":"object","properties":{"answer":{"type":"string"}}}"#],
    ),
    (&["inference_args"], &[r#"{"temperature":0.2}"#]),
    (&["env_init_kwargs"], &[r#"{"rounds":3}"#]),
    (&["env"], &[r#"{"LANG":"C.UTF-8"}"#]),
    (&["options", "config"], &[r#"{"shuffle":false}"#]),
    (&["info"], &[r#"{"round":1}"#]),
    (&["data"], &[r#"{"done":false}"#]),
    (&["output", "result"], &[r#"{"passed":{number}}"#]),
    (&["request"], &[r#"{"model":"gpt-4o"}"#]),
    (&["columns"], &[r#"{"key":"month","title":"Month"}"#]),
    (&["datas"], &[r#"{"month":"{month}","total":18200}"#]),
    (
        &["code_interpreter_config"],
        &[
            r#"{"jupyter_host":"localhost","jupyter_port":"8888","jupyter_token":"not-a-real-token","jupyter_timeout":60,"jupyter_username":"agent"}"#,
        ],
    ),
    (&["tool_mcp_config"], &[r#"{"mcpServers":{}}"#]),
    (
        &["builtin_subagents"],
        &[
            r#"{"id":"researcher","name":"researcher","description":"Looks up facts.","developer_prompt":"You look up facts."}"#,
        ],
    ),
    (
        &["builtin_skills"],
        &[r#"{"skill_id":"search","name":"search","prompt":"Search first, then answer."}"#],
    ),
    (
        &["tools"],
        &[
            r#"{"type":"function","function":{"name":"increment","parameters":{"type":"object","properties":{"by":{"type":"integer"}}}}}"#,
        ],
    ),
    (
        &[
            "history_messages",
            "thought_messages",
            "input_messages",
            "output_messages",
        ],
        &[
            r#"{"role":"user","content":"What is new in {project}?"}"#,
            r#"{"role":"assistant","content":"All {number} tests pass."}"#,
        ],
    ),
    (
        &[
            "block",
            "block_list",
            "message_content",
            "delta_block_list",
            "delta_message_content",
        ],
        &[
            r#"{"type":"text","text":"All {number} tests pass."}"#,
            r#"{"type":"text","text":"Trains to {city} run again."}"#,
        ],
    ),
    (
        &["application/vnd.plotly.v1+json"],
        &[r#"{"data":[{"x":[1,2],"y":[18200,21650]}],"layout":{}}"#],
    ),
    (
        &["application/json"],
        &[r#"{"month":"{month}","total":18200}"#],
    ),
    (&["params"], &[r#"{"name":"ping"}"#]),
];

/// Integers that are more than a small count.
const INTEGERS: &[(&[&str], &[i64])] = &[
    (&["code"], &[-32000, -32001, -32602]),
    (&["width"], &[595]),
    (&["height"], &[842]),
    (&["bbox"], &[72, 144, 320]),
    (&["max_model_length"], &[128_000]),
    (&["max_response_length"], &[8192]),
    (&["jupyter_timeout", "inactive_seconds"], &[60, 3600]),
    (&["limit"], &[10, 20]),
    (&["seed"], &[7]),
];

fn find<T>(table: &[(&[&str], &'static [T])], field: &str) -> Option<&'static [T]> {
    let mut rows = table.iter();
    rows.find(|(fields, _)| fields.contains(&field))
        .map(|(_, values)| *values)
}

/// The slots of texts, filled once, so that texts that belong together name the same things.
pub(crate) struct Slots([&'static str; SLOTS.len()]);

impl Slots {
    pub(crate) fn new(choices: &mut Choices<'_>) -> Self {
        Slots(std::array::from_fn(|at| choices.one_of(SLOTS[at].1)))
    }

    /// The text with its slots filled.
    pub(crate) fn fill(&self, text: &str) -> String {
        let slots = SLOTS.iter().zip(&self.0);
        slots.fold(text.to_owned(), |text, ((slot, _), word)| {
            text.replace(slot, word)
        })
    }
}

/// A string for a field of an object; `None` for a field that the tables do not have.
pub(crate) fn string(object: &str, field: &str, choices: &mut Choices<'_>) -> Option<String> {
    if let Some(id) = identifier(object, field, choices) {
        return Some(id);
    }
    let text = match (object, field) {
        ("EnvInfo" | "EnvInfoResponse", "name") => "qa_env",
        ("ToolCallCreatedEvent", "name") => choices.one_of(TOOLS_BY_NAME),
        ("TaskAudioDeltaEvent", "delta") => "UklGRiQAAABXQVZF",
        ("TaskToolCallArgumentsDeltaEvent", "delta") => r#"{"query": "museums"#,
        ("TaskToolCallArgumentsDoneEvent" | "ToolCallDetail", "arguments") => {
            TOOLS[choices.below(TOOLS.len())].arguments
        }
        ("Widget", "type") => "chart",
        ("HealthResponse", "status") => "healthy",
        ("EnvCloseResponse", "status") => "closed",
        ("EnvCloseResponse" | "EnvDeleteSessionResponse" | "StopAgentResponse", "message") => {
            "Session closed"
        }
        ("ServerErrorBody", "message") => "The request does not fit",
        ("ValidationErrorDetail", "message") => "Field required",
        ("ImageUrl" | "BlockImageUrl", "url") => "https://example.com/photo.png",
        ("PushNotificationConfig", "url") => "https://example.com/hooks/tasks",
        (_, "user_message_content" | "query") => STORIES[choices.below(STORIES.len())].request,
        (_, "timestamp") => return Some(time(choices)),
        _ => choices.one_of(find(STRINGS, field)?),
    };
    Some(Slots::new(choices).fill(text))
}

const TOOLS_BY_NAME: &[&str] = &["read_file", "shell", "web_search"];

/// Free-form JSON for a field.
pub(crate) fn json(field: &str, choices: &mut Choices<'_>) -> Option<String> {
    let text = match field {
        "parameters" => TOOLS[choices.below(TOOLS.len())].parameters,
        _ => choices.one_of(find(JSON, field)?),
    };
    Some(Slots::new(choices).fill(text))
}

/// An integer for a field.
pub(crate) fn integer(object: &str, field: &str, choices: &mut Choices<'_>) -> i64 {
    match field {
        "created_at" => CREATED + (choices.bits() % 1_000_000) as i64,
        // Lists in answers have one element.
        "total" | "cleaned_count" => 1,
        "index" | "content_index" | "summary_index" | "start_index" => 0,
        "end_index" => 8 + choices.below(3) as i64,
        "id" | "page_index" | "text_level" if object != "RpcError" => 1 + choices.below(9) as i64,
        _ => match find(INTEGERS, field) {
            Some(values) => choices.one_of(values),
            None => choices.below(9) as i64,
        },
    }
}

/// A number for a field.
pub(crate) fn number(field: &str, choices: &mut Choices<'_>) -> String {
    match field {
        "logprob" => format!("-0.{:04}", 1 + choices.below(200)),
        "timestamp" => format!("{}.25", CREATED + choices.below(10_000) as i64),
        "created_at" | "last_accessed_at" => format!("{}.5", 3000 + choices.below(900)),
        "compress_threshold_token_ratio" => "0.9".into(),
        _ => format!("0.{}", 1 + choices.below(9)),
    }
}

/// 2026-11-23, 20:53:28 UTC.
pub(crate) const CREATED: i64 = 1_795_467_208;

/// A moment of that day.
fn time(choices: &mut Choices<'_>) -> String {
    timestamp(CREATED, choices.below(3_000_000) as i64)
}

/// The time a number of microseconds after a moment within the hours after [`CREATED`], as servers
/// write it.
pub(crate) fn timestamp(seconds: i64, micros: i64) -> String {
    let total = seconds * 1_000_000 + micros;
    let (seconds, micros) = (total.div_euclid(1_000_000), total.rem_euclid(1_000_000));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}+00:00")
}

/// The date of a number of days after 1970-01-01.
fn date(mut days: i64) -> (i64, usize, i64) {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut year = 1970;
    while days >= 365 + i64::from(leap(year)) {
        days -= 365 + i64::from(leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + i64::from(leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    (year, month + 1, days + 1)
}

/// What is in front of the digits of an identifier.
fn identifier(object: &str, field: &str, choices: &mut Choices<'_>) -> Option<String> {
    let prefix = match (object, field) {
        ("TaskListPage", "id") | (_, "request_id") => "req",
        ("MessageItem", "id") => "msg",
        ("ReasoningItem", "id") => "rs",
        ("ToolCallItem", "id") => "tc",
        ("ToolResultItem", "id") => "tr",
        (_, "item_id") => match object {
            _ if object.contains("Reasoning") => "rs",
            _ if object.contains("ToolCall") => "tc",
            _ if object.contains("ToolResult") => "tr",
            _ => "msg",
        },
        (_, "call_id" | "tool_call_id" | "input_required_call_ids") => "call",
        ("EnvStepParams", "task_id") | ("TaskQueryParams" | "TaskParams", "id") => "task",
        ("TaskPushNotificationConfig", "id") => "task",
        (_, "cleaned_sessions") => "sess",
        (_, "starting_after" | "ending_before") => "task",
        (_, "agent_id") => return Some(choices.one_of(&["researcher", "main", "reviewer"]).into()),
        (_, "client_id" | "skill_id") => return None,
        (name, "id") if name.ends_with("Request") || name.ends_with("Response") => "req",
        (_, "id") => "id",
        _ => {
            let stem = field.strip_suffix("_id")?;
            match stem {
                "previous_task" | "background_task" => "task",
                "session" => "sess",
                "correlation" => "corr",
                stem => stem,
            }
        }
    };
    Some(id(prefix, choices))
}

/// An identifier as servers make them.
pub(crate) fn id(prefix: &str, choices: &mut Choices<'_>) -> String {
    let bits = choices.bits();
    match prefix {
        "user" => format!("user_{}", 1 + bits % 500),
        "call" => format!("call_{:012x}", bits >> 16),
        _ => format!("{prefix}_{bits:016x}"),
    }
}
