//! Pieces of items, applied while they arrive.

use agentlin_types::OutputItem;
use agentlin_types::stream::TaskFold;
use serde_json::{Value, json};

use super::*;

#[test]
fn pieces_are_applied_as_they_arrive() {
    let mut fold = TaskFold::with_deltas();
    let mut number = 0;
    let mut push = |fold: &mut TaskFold, tag: &str, fields: Value| {
        number += 1;
        assert_eq!(fold.push(event(tag, number, fields)), [], "{tag}");
    };
    fold.push(created());

    // A message as servers begin it: without parts, or with an empty text under the old key.
    let begun = json!({"type": "message", "id": "m", "role": "assistant", "content": ""});
    push(&mut fold, "task.output_item.added", json!({"item": begun}));
    let text = |index: i64, delta: &str| {
        json!({"item_id": "m", "content_index": index,
        "delta": delta, "logprobs": []})
    };
    push(&mut fold, "task.text.delta", text(0, "Hel"));
    assert_eq!(words(&fold), ["Hel"]);
    // An empty text is no part.
    let item = serde_json::to_value(&fold.task().unwrap().output[0]).unwrap();
    let part = json!({"type": "output_text", "text": "Hel"});
    assert_eq!(item["message_content"], json!([part]));
    push(&mut fold, "task.text.delta", text(0, "lo"));
    push(&mut fold, "task.text.delta", text(1, ", "));
    push(
        &mut fold,
        "task.content_part.added",
        json!({"item_id": "m", "content_index": 2,
        "part": "bare"}),
    );
    push(&mut fold, "task.text.delta", text(2, "!"));
    assert_eq!(words(&fold), ["Hello, bare!"]);
    push(
        &mut fold,
        "task.text.done",
        json!({"item_id": "m", "content_index": 0, "text": "Bye",
        "logprobs": []}),
    );
    push(
        &mut fold,
        "task.content_part.done",
        json!({"item_id": "m", "content_index": 2,
        "part": {"type": "output_text", "text": "you"}}),
    );
    assert_eq!(words(&fold), ["Bye, you"]);

    let thinking = json!({"type": "reasoning", "id": "r", "summary": []});
    push(
        &mut fold,
        "task.output_item.added",
        json!({"item": thinking}),
    );
    push(
        &mut fold,
        "task.reasoning_summary_part.added",
        json!({"item_id": "r",
        "summary_index": 0, "part": {"type": "summary_text", "text": "very "}}),
    );
    assert_eq!(words(&fold)[1], "very |");
    push(
        &mut fold,
        "task.reasoning_summary_text.delta",
        json!({"item_id": "r",
        "content_index": 0, "delta": "in short"}),
    );
    push(
        &mut fold,
        "task.reasoning_text.delta",
        json!({"item_id": "r", "content_index": 0,
        "delta": "in "}),
    );
    push(
        &mut fold,
        "task.reasoning_text.delta",
        json!({"item_id": "r", "content_index": 0,
        "delta": "full"}),
    );
    assert_eq!(words(&fold)[1], "very in short|in full");
    push(
        &mut fold,
        "task.reasoning_summary_text.done",
        json!({"item_id": "r",
        "summary_index": 0, "text": "Short"}),
    );
    push(
        &mut fold,
        "task.reasoning_summary_part.done",
        json!({"item_id": "r",
        "summary_index": 1, "part": {"type": "summary_text", "text": "er"}}),
    );
    push(
        &mut fold,
        "task.reasoning_text.done",
        json!({"item_id": "r", "content_index": 0,
        "text": "Full"}),
    );
    push(
        &mut fold,
        "task.content_part.added",
        json!({"item_id": "r", "content_index": 1,
        "part": {"type": "reasoning_text", "text": "er"}}),
    );
    assert_eq!(words(&fold)[1], "Shorter|Fuller");

    let call = json!({"type": "tool_call", "id": "tc", "call_id": "c", "name": "n",
        "arguments": ""});
    push(&mut fold, "task.output_item.added", json!({"item": call}));
    for delta in ["{\"a\"", ":1}"] {
        push(
            &mut fold,
            "task.tool_call_arguments.delta",
            json!({"item_id": "tc",
            "call_id": "c", "delta": delta}),
        );
    }
    assert_eq!(words(&fold)[2], r#"{"a":1}"#);
    push(
        &mut fold,
        "task.tool_call_arguments.done",
        json!({"item_id": "tc", "call_id": "c",
        "arguments": "{}"}),
    );
    assert_eq!(words(&fold)[2], "{}");

    let result = json!({"type": "tool_result", "id": "tr", "call_id": "c",
        "message_content": "so ", "block_list": []});
    push(&mut fold, "task.output_item.added", json!({"item": result}));
    let part = |text: &str| json!({"type": "text", "text": text});
    push(
        &mut fold,
        "task.tool_result.delta",
        json!({"item_id": "tr", "call_id": "c",
        "delta_message_content": [part("far")], "delta_block_list": [{"type": "html"}]}),
    );
    assert_eq!(words(&fold)[3], "so far|1");
    push(
        &mut fold,
        "task.tool_result.done",
        json!({"item_id": "tr", "call_id": "c",
        "message_content": [part("good")], "block_list": []}),
    );
    assert_eq!(words(&fold)[3], "good|0");

    // The final item wins, and nothing is applied to it any more.
    push(
        &mut fold,
        "task.output_item.done",
        json!({"item": message("m", "final")}),
    );
    assert_eq!(words(&fold)[0], "final");
    let late = event("task.text.delta", 100, text(0, "x"));
    let notices = fold.push(late.clone());
    assert_eq!(codes(&notices), ["sequence-gap", "unknown-item"]);
    assert_eq!(notices[1].unused(), Some(&late));
    assert_eq!(words(&fold)[0], "final");
}

/// An item that exists before its first piece keeps what it has.
#[test]
fn pieces_are_added_to_what_an_item_began_with() {
    let mut fold = TaskFold::with_deltas();
    fold.push(created());
    let body = json!({"type": "message", "id": "m", "role": "assistant", "content": "Hel"});
    let thoughts = json!({"type": "reasoning", "id": "r", "summary": []});
    let result = json!({"type": "tool_result", "id": "tr", "call_id": "c",
        "message_content": "so ", "block_list": []});
    for (number, item) in (1..).zip([body, thoughts, result]) {
        assert_eq!(fold.push(added(number, item)), []);
    }
    let lo = json!({"item_id": "m", "content_index": 0, "delta": "lo", "logprobs": []});
    let new = json!({"type": "drawing", "lines": [1, 2]});
    let of_reasoning = json!({"item_id": "r", "content_index": 0, "part": new});
    let of_result = json!({"item_id": "tr", "content_index": 1,
        "part": {"type": "text", "text": "far"}});
    for (number, tag, fields) in [
        (4, "task.text.delta", lo),
        (5, "task.content_part.added", of_reasoning),
        (6, "task.content_part.done", of_result),
    ] {
        assert_eq!(fold.push(event(tag, number, fields)), [], "{tag}");
    }
    assert_eq!(words(&fold), ["Hello", "|", "so far|0"]);
    let reasoning = serde_json::to_value(&fold.task().unwrap().output[1]).unwrap();
    assert_eq!(reasoning["content"], json!([new]));
}

#[test]
fn pieces_that_do_not_fit_are_handed_back() {
    let mut fold = TaskFold::with_deltas();
    fold.push(created());
    let items = [
        message("m", "x"),
        json!({"type": "reasoning", "id": "r", "summary": [{"type": "new"}]}),
        json!({"type": "tool_call", "id": "tc", "call_id": "c", "name": "n", "arguments": ""}),
        json!({"type": "tool_result", "id": "tr", "call_id": "c", "message_content": [],
            "block_list": []}),
        json!({"type": "new", "id": "u"}),
    ];
    for (number, item) in (1..).zip(items) {
        assert_eq!(fold.push(added(number, item)), []);
    }
    let before = fold.task().unwrap().output.clone();
    let text = |id: &str, index: i64| {
        let fields = json!({"item_id": id, "content_index": index, "delta": "y", "logprobs": []});
        event("task.text.delta", 0, fields)
    };
    let part = |id: &str, index: i64, part: Value| {
        let fields = json!({"item_id": id, "content_index": index, "part": part});
        event("task.content_part.done", 0, fields)
    };
    let image = json!({"type": "image", "image_url": {"url": "u"}});
    let result = json!({"item_id": "tr", "call_id": "c", "message_content": [{"free": "form"}],
        "block_list": [{}]});
    for (mut odd, code) in [
        (text("nobody", 0), "unknown-item"),
        (text("m", 2), "unfit-delta"),
        (text("m", -1), "unfit-delta"),
        (text("m", i64::MAX), "unfit-delta"),
        (text("tc", 0), "unfit-delta"),
        (text("u", 0), "unfit-delta"),
        (part("tc", 0, image.clone()), "unfit-delta"),
        (part("r", 0, image.clone()), "unfit-delta"),
        (part("m", 5, image), "unfit-delta"),
        (event("task.tool_result.done", 0, result), "unfit-delta"),
        (
            event(
                "task.reasoning_summary_text.delta",
                0,
                json!({"item_id": "r", "content_index": 0, "delta": "y"}),
            ),
            "unfit-delta",
        ),
    ] {
        // Without a number, so that it is not a repeat.
        let mut value = serde_json::to_value(&odd).unwrap();
        value.as_object_mut().unwrap().remove("sequence_number");
        odd = serde_json::from_value(value).unwrap();
        let notices = fold.push(odd.clone());
        assert_eq!(codes(&notices), [code], "{odd:?}");
        assert_eq!(notices[0].unused(), Some(&odd));
    }
    let after = &fold.task().unwrap().output;
    assert_eq!(words_of(after), words_of(&before));

    // Without deltas, pieces are none of the fold's business.
    let mut fold = TaskFold::new();
    fold.push(created());
    let notices = fold.push(text("nobody", 0));
    assert_eq!(codes(&notices), ["sequence-repeat"]);
    assert_eq!(notices[0].unused(), None);
}

fn words_of(output: &[OutputItem]) -> Vec<Value> {
    let mut items: Vec<_> = output
        .iter()
        .map(|i| serde_json::to_value(i).unwrap())
        .collect();
    // An empty list of parts may have been begun.
    for item in &mut items {
        if item["content"] == json!([]) {
            item.as_object_mut().unwrap().remove("content");
        }
    }
    items
}

/// An item that begins anew after it was final takes pieces again.
#[test]
fn an_item_that_begins_again_is_open_again() {
    let mut fold = TaskFold::with_deltas();
    fold.push(created());
    let item = json!({"type": "message", "id": "m", "role": "assistant", "content": ""});
    let piece = json!({"item_id": "m", "content_index": 0, "delta": "Hi", "logprobs": []});
    fold.push(event("task.output_item.added", 1, json!({"item": item})));
    fold.push(event("task.output_item.done", 2, json!({"item": item})));
    let late = fold.push(event("task.text.delta", 3, piece.clone()));
    assert_eq!(late[0].code(), "unknown-item");
    fold.push(event("task.output_item.added", 4, json!({"item": item})));
    assert_eq!(fold.push(event("task.text.delta", 5, piece)), []);
    assert_eq!(words(&fold), ["Hi"]);
}
