//! Items of a task as a conversation: messages, thinking, and each tool call beside its result.

use std::fmt::Write;

use agentlin_types::{
    ContentPart, MessageContent, OutputItem, ReasoningItem, ReasoningPart, ToolCallItem,
    ToolResultItem, Usage, encode,
};

use super::collect::{TaskView, key};
use super::html::{block, escape, value};
use crate::output::plural;
use crate::pretty::pretty;

/// Renders the findings with the given numbers.
pub(super) type Findings<'a> = &'a dyn Fn(&[usize]) -> String;

/// The conversation of a task.
pub(super) fn conversation(
    view: &TaskView,
    output: &[OutputItem],
    mask: bool,
    findings: Findings<'_>,
) -> String {
    let mut out = String::new();
    let about = |index: usize| {
        let key = key(&output[index], index);
        view.item_findings
            .get(&key)
            .map_or(String::new(), |list| findings(list))
    };
    let mut answered = vec![false; output.len()];
    for (index, item) in output.iter().enumerate() {
        if answered[index] {
            continue;
        }
        let notes = about(index);
        match item {
            OutputItem::Message(message) => {
                let role = escape(message.role.as_str());
                let name = message.name.as_deref().map(escape).unwrap_or_default();
                let body = message
                    .body()
                    .map_or(String::new(), |body| content(body, mask));
                let blocks = message.block_list.as_deref().unwrap_or_default();
                let blocks = json_list("block", blocks.iter().map(|json| json.as_str()), mask);
                _ = write!(
                    out,
                    "<article class=\"message {}\"><h4>{role} <small>{name}</small></h4>{body}\
                     {blocks}{notes}</article>",
                    class(&role),
                );
            }
            OutputItem::Reasoning(item) => {
                _ = write!(
                    out,
                    "<article class=\"reasoning\">{}{notes}</article>",
                    reasoning(item, mask)
                );
            }
            OutputItem::ToolCall(call) => {
                let result = output
                    .iter()
                    .enumerate()
                    .skip(index + 1)
                    .find_map(|(at, item)| match item {
                        OutputItem::ToolResult(result)
                            if result.call_id == call.call_id && !answered[at] =>
                        {
                            Some((at, result))
                        }
                        _ => None,
                    });
                let answer = match result {
                    Some((at, result)) => {
                        answered[at] = true;
                        format!("{}{}", tool_result(result, mask), about(at))
                    }
                    None => "<p class=\"quiet\">no result yet</p>".into(),
                };
                _ = write!(
                    out,
                    "<article class=\"tool\"><div>{}{notes}</div><div><h4>result</h4>{answer}</div>\
                     </article>",
                    tool_call(call, mask)
                );
            }
            OutputItem::ToolResult(result) => {
                _ = write!(
                    out,
                    "<article class=\"tool\"><div><h4>no call in this capture</h4>\
                     <p class=\"quiet\">{}</p></div><div><h4>result</h4>{}{notes}</div></article>",
                    escape(&result.call_id),
                    tool_result(result, mask)
                );
            }
            other => {
                _ = write!(
                    out,
                    "<article class=\"unknown\"><h4>unknown item: {}</h4>{}{notes}</article>",
                    escape(other.tag().unwrap_or_default()),
                    block(&pretty(&written(other)), "code", mask)
                );
            }
        }
    }
    out
}

/// What the user said to begin the task.
pub(super) fn asked(asked: &MessageContent, mask: bool) -> String {
    let body = content(asked, mask);
    format!("<article class=\"message user\"><h4>user</h4>{body}</article>")
}

fn class(role: &str) -> &'static str {
    match role {
        "user" => "user",
        "assistant" => "assistant",
        _ => "system",
    }
}

fn reasoning(item: &ReasoningItem, mask: bool) -> String {
    let texts = |parts: &[ReasoningPart]| {
        let texts = parts.iter().filter_map(ReasoningPart::text);
        texts.collect::<Vec<_>>().join("\n")
    };
    let summary = texts(&item.summary);
    let full = item.content.as_deref().map(texts).unwrap_or_default();
    let mut out = String::from("<h4>reasoning</h4>");
    if !summary.is_empty() {
        out.push_str(&block(&summary, "text", mask));
    }
    if !full.is_empty() {
        _ = write!(
            out,
            "<details><summary>in full</summary><pre class=\"text\">{}</pre></details>",
            value(&full, mask)
        );
    }
    out
}

fn tool_call(call: &ToolCallItem, mask: bool) -> String {
    let json = call
        .language
        .as_ref()
        .is_none_or(|language| language.as_str() == "json");
    let arguments = if json {
        pretty(&call.arguments)
    } else {
        call.arguments.clone()
    };
    format!(
        "<h4>{} <small>{}</small></h4>{}",
        escape(&call.name),
        escape(&call.call_id),
        block(&arguments, "code", mask)
    )
}

fn tool_result(result: &ToolResultItem, mask: bool) -> String {
    let blocks = result.block_list.iter().map(|json| json.as_str());
    content(&result.message_content, mask) + &json_list("block", blocks, mask)
}

/// The parts of a body.
fn content(content: &MessageContent, mask: bool) -> String {
    match content {
        MessageContent::Text(text) => block(text, "text", mask),
        MessageContent::Parts(parts) => parts.iter().map(|p| part(p, mask)).collect(),
    }
}

fn part(part: &ContentPart, mask: bool) -> String {
    match part {
        ContentPart::Bare(text) => block(text, "text", mask),
        ContentPart::Text(text) => {
            let mut out = block(&text.text, "text", mask);
            if text.kind.as_str() == "refusal" {
                out.insert_str(0, "<p class=\"quiet\">refusal</p>");
            }
            out
        }
        ContentPart::Image(image) => {
            let url = &image.image_url.url;
            // Pictures in the payload itself can be shown; others would need the network.
            let inline = ["png", "jpeg", "gif", "webp"]
                .iter()
                .any(|kind| url.starts_with(&format!("data:image/{kind};base64,")));
            if inline && !mask {
                format!("<img alt=\"image of the payload\" src=\"{}\">", escape(url))
            } else {
                format!(
                    "<p class=\"quiet\">image: {}</p>",
                    value(shorten(url), mask)
                )
            }
        }
        ContentPart::Audio(audio) => format!(
            "<p class=\"quiet\">audio, {} characters of Base64</p>",
            audio.input_audio.data.len()
        ),
        ContentPart::File(file) => format!(
            "<p class=\"quiet\">file {}: {}</p>",
            value(&file.file.filename, mask),
            value(shorten(&file.file.file_url), mask)
        ),
        other => format!(
            "<p class=\"quiet\">unknown part: {}</p>{}",
            escape(other.tag().unwrap_or_default()),
            block(&pretty(&written(other)), "code", mask)
        ),
    }
}

/// What was read can be written.
fn written(value: &impl agentlin_types::wire::Wire) -> String {
    encode::to_string(value).unwrap_or_else(|error| error.to_string())
}

/// The beginning of an address.
fn shorten(url: &str) -> &str {
    url.char_indices()
        .nth(120)
        .map_or(url, |(end, _)| &url[..end])
}

fn json_list<'a>(title: &str, list: impl Iterator<Item = &'a str>, mask: bool) -> String {
    let texts: Vec<_> = list.map(pretty).collect();
    if texts.is_empty() {
        return String::new();
    }
    let title = if texts.len() == 1 {
        format!("1 {title}")
    } else {
        format!("{} {title}s", texts.len())
    };
    let shown = value(&texts.join("\n"), mask);
    format!("<details><summary>{title}</summary><pre class=\"code\">{shown}</pre></details>")
}

/// The counters of a task in one line.
pub(super) fn usage(usage: &Usage) -> String {
    [
        ("input token", usage.input_tokens),
        ("output token", usage.output_tokens),
        ("token", usage.total_tokens),
        ("tool call", usage.tool_calls),
    ]
    .into_iter()
    .filter_map(|(name, count)| Some(plural(u64::try_from(count?).ok()?, name)))
    .filter(|text| !text.starts_with("0 "))
    .collect::<Vec<_>>()
    .join(", ")
}
