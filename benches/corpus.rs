//! Makes the payloads that everything is measured with: the same seed gives the same bytes.
//!
//! Four kinds of lines, each one JSON document: chat (10 to 50 KB), log probabilities (about
//! 1 MB), many small tool items (about 100 KB) and stream events (about 300 bytes). They hold what
//! real traffic holds: escapes, CJK and emoji, explicit nulls, lines in the style of Python's
//! `json.dumps`, fields and tags that no version of the model knows. Apart from those, no rule of the
//! API is broken: citations lie in their text, Base64 is whole, arguments are JSON.

use std::fmt::Write as _;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Corpus {
    Chat,
    Logprob,
    Tools,
    Events,
}

/// Position of `type` in an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where servers put it: first in items and parts, after the common fields in events.
    Natural,
    First,
    Middle,
    Last,
}

impl Corpus {
    pub(crate) const ALL: [Corpus; 4] =
        [Corpus::Chat, Corpus::Logprob, Corpus::Tools, Corpus::Events];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Corpus::Chat => "chat",
            Corpus::Logprob => "logprob",
            Corpus::Tools => "tools",
            Corpus::Events => "events",
        }
    }
}

impl Place {
    pub(crate) const ALL: [Place; 4] = [Place::Natural, Place::First, Place::Middle, Place::Last];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Place::Natural => "natural",
            Place::First => "first",
            Place::Middle => "middle",
            Place::Last => "last",
        }
    }
}

/// The splitmix64 generator.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.between(0, from.len() as u64 - 1) as usize]
    }
}

/// A JSON value on its way to text.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// The text of a number.
    Number(String),
    String(String),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Node::String(text.into())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Node::String(text)
    }
}

impl From<u64> for Node {
    fn from(number: u64) -> Self {
        Node::Number(number.to_string())
    }
}

impl From<Vec<Node>> for Node {
    fn from(items: Vec<Node>) -> Self {
        Node::Array(items)
    }
}

macro_rules! node {
    ({ $($key:literal: $value:expr),* $(,)? }) => {
        Node::Object(vec![$(($key.to_string(), Node::from($value))),*])
    };
}

/// What kind of lines to make.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    pub(crate) corpus: Corpus,
    pub(crate) place: Place,
    /// Only what validates without an error: no unknown tags.
    pub(crate) strict: bool,
    /// Fields that no version of the model knows, on some objects.
    pub unknown_fields: bool,
}

impl Recipe {
    pub(crate) fn natural(corpus: Corpus) -> Self {
        Recipe {
            corpus,
            place: Place::Natural,
            strict: false,
            unknown_fields: true,
        }
    }
}

/// Makes lines without end.
pub(crate) struct Lines {
    random: Random,
    recipe: Recipe,
    nulls: bool,
    sequence: u64,
}

impl Lines {
    pub(crate) fn new(recipe: Recipe) -> Self {
        Lines {
            random: Random::new(0xA6E7 + recipe.corpus as u64),
            recipe,
            nulls: false,
            sequence: 0,
        }
    }

    /// Appends one document, without a line end.
    pub(crate) fn line(&mut self, out: &mut String) {
        self.line_with(out, |_| {});
    }

    /// The same after a change of the document.
    pub(crate) fn line_with(&mut self, out: &mut String, change: impl FnOnce(&mut Node)) {
        self.nulls = self.random.percent(70);
        let python = self.random.percent(15);
        let mut node = match self.recipe.corpus {
            Corpus::Chat => self.chat(),
            Corpus::Logprob => self.logprob(),
            Corpus::Tools => self.tools(),
            Corpus::Events => self.event(),
        };
        if self.recipe.place != Place::Natural {
            move_tags(&mut node, self.recipe.place);
        }
        change(&mut node);
        render(&node, python, out);
    }

    /// About that many bytes of lines.
    pub(crate) fn lines(recipe: Recipe, bytes: usize) -> Vec<Vec<u8>> {
        let mut maker = Lines::new(recipe);
        let (mut lines, mut total) = (Vec::new(), 0);
        while total < bytes {
            let mut line = String::new();
            maker.line(&mut line);
            total += line.len();
            lines.push(line.into_bytes());
        }
        lines
    }

    fn id(&mut self, prefix: &str) -> String {
        format!(
            "{prefix}_{:016x}{:016x}",
            self.random.next(),
            self.random.next()
        )
    }

    fn words(&mut self, bytes: u64) -> String {
        const PLAIN: &[&str] = &[
            "the ",
            "agent ",
            "reads ",
            "a ",
            "file ",
            "and ",
            "writes ",
            "one ",
            "line ",
            "per ",
            "record, ",
            "because ",
            "results ",
            "matter. ",
            "However, ",
            "measured ",
            "values ",
            "differ ",
            "(slightly) ",
            "from ",
            "expected ",
            "ones; ",
        ];
        const MARKED: &[&str] = &[
            "\n\n## Steps\n\n",
            "\n- ",
            "`let x = \"y\";` ",
            "**bold** ",
            "\n```rust\nfn main() {\n\tprintln!(\"hi\\n\");\n}\n```\n",
            "C:\\temp\\log ",
            "[1] ",
            "\"quoted\" ",
        ];
        const WIDE: &[&str] = &[
            "智能体读取文件并写入结果。",
            "これは長い説明文です。",
            "naïve café ",
            "Ünïcödé ",
            "🙂 ",
            "🚀🚀 ",
            "Привет ",
            "한국어 문장 ",
        ];
        let wide = self.random.pick(&[0, 0, 5, 30]);
        let mut text = String::new();
        while (text.len() as u64) < bytes {
            let kind = self.random.between(0, 99);
            text.push_str(if kind < wide {
                self.random.pick(WIDE)
            } else if kind < wide + 6 {
                self.random.pick(MARKED)
            } else {
                self.random.pick(PLAIN)
            });
        }
        text
    }

    /// An object, sometimes with a field that the model does not know.
    fn object(&mut self, mut node: Node, chance: u64) -> Node {
        if self.recipe.unknown_fields
            && self.random.percent(chance)
            && let Node::Object(members) = &mut node
        {
            let value = match self.random.between(0, 3) {
                0 => Node::Bool(true),
                1 => Node::Number("12345678901234567890123.50".into()),
                2 => node!({ "level": 3, "labels": vec!["a".into(), "b\u{e9}".into()] }),
                _ => self.words(30).into(),
            };
            let at = self.random.between(0, members.len() as u64) as usize;
            members.insert(at, ("x_vendor".into(), value));
        }
        node
    }

    fn null(&self, node: &mut Node, keys: &[&str]) {
        if let (true, Node::Object(members)) = (self.nulls, node) {
            members.extend(keys.iter().map(|key| (key.to_string(), Node::Null)));
        }
    }

    /// Replaces about one object in a hundred by one with a tag from the future.
    fn or_unknown(&mut self, node: Node) -> Node {
        if !self.recipe.strict && self.random.percent(1) {
            return node!({ "type": "hologram", "id": self.id("h"), "frames": vec![1.into(), 2.into()] });
        }
        node
    }

    fn envelope(&mut self, output: Vec<Node>) -> Node {
        let mut task = node!({
            "object": "task", "id": self.id("task"), "session_id": self.id("sess"),
            "user_id": "user_42", "status": "completed", "created_at": 1_795_467_208, "output": output,
            "usage": {
                let (input, out) = (self.random.between(10, 9000), self.random.between(10, 900));
                node!({
                    "input_tokens": input, "input_tokens_details": node!({ "cached_tokens": 0 }),
                    "output_tokens": out, "output_tokens_details": node!({ "reasoning_tokens": 0 }),
                    "total_tokens": input + out, "tool_calls": 0, "tool_calls_details": node!({}),
                })
            },
        });
        self.null(
            &mut task,
            &[
                "error",
                "input_required",
                "metadata",
                "previous_task_id",
                "rollouts",
            ],
        );
        let task = self.object(task, 20);
        node!({ "jsonrpc": "2.0", "id": self.id("req"), "result": task })
    }

    fn text_part(&mut self, tag: &str, bytes: u64) -> Node {
        let text = self.words(bytes);
        let length = text.len() as u64;
        let mut part = node!({ "type": tag, "text": text });
        if let (true, Node::Object(members)) = (self.random.percent(40), &mut part) {
            let count = self.random.between(1, 4);
            let annotations = (0..count)
                .map(|_| self.annotation(length))
                .collect::<Vec<_>>();
            members.push(("annotations".into(), annotations.into()));
            members.push(("id".into(), self.random.between(1, 20).into()));
            members.push((
                "tags".into(),
                vec!["added_by_reference_manager".into()].into(),
            ));
        } else {
            self.null(&mut part, &["id", "tags", "annotations", "logprobs"]);
        }
        self.object(part, 5)
    }

    /// A citation in a text of that many bytes.
    fn annotation(&mut self, length: u64) -> Node {
        let start = self.random.between(0, 900) % length.saturating_sub(20).max(1);
        let end = (start + 20).min(length - 1);
        let node = match self.random.between(0, 3) {
            0 => {
                node!({ "type": "file_citation", "file_id": self.id("file"), "index": start, "filename": "report final.pdf" })
            }
            1 => node!({
                "type": "url_citation", "url": format!("https://example.org/a/{start}?q=1&r=2"),
                "title": self.words(30), "start_index": start, "end_index": end,
            }),
            2 => node!({
                "type": "container_file_citation", "container_id": self.id("cntr"), "file_id": self.id("file"),
                "filename": "data.csv", "start_index": start, "end_index": end,
            }),
            _ => {
                node!({ "type": "file_path", "file_url": "https://example.org/f.bin", "index": start })
            }
        };
        let node = self.object(node, 5);
        self.or_unknown(node)
    }

    fn base64(&mut self, bytes: u64) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        (0..bytes.next_multiple_of(4))
            .map(|_| char::from(self.random.pick(DIGITS)))
            .collect()
    }

    fn part(&mut self) -> Node {
        let size = self.random.between(100, 2400);
        let node = match self.random.between(0, 9) {
            0 => node!({
                "type": "image_url",
                "image_url": node!({ "url": format!("data:image/png;base64,{}", self.base64(size)), "detail": "auto" }),
            }),
            1 => {
                node!({ "type": "input_audio", "input_audio": node!({ "data": self.base64(size), "format": "wav" }) })
            }
            2 => {
                node!({ "type": "file", "file": node!({ "file_url": "https://example.org/x.pdf", "filename": "x.pdf" }) })
            }
            3 => return self.words(120).into(),
            4 => self.text_part("output_text", size),
            _ => self.text_part("text", size),
        };
        self.or_unknown(node)
    }

    fn reasoning(&mut self) -> Node {
        let summary = vec![self.text_part("summary_text", 200)];
        let content = vec![self.text_part("reasoning_text", 900)];
        let node = node!({
            "type": "reasoning", "id": self.id("rs"), "summary": summary, "content": content,
        });
        self.object(node, 10)
    }

    fn message(&mut self, parts: Vec<Node>) -> Node {
        let mut node = node!({
            "type": "message", "id": self.id("msg"), "role": "assistant", "message_content": parts,
        });
        self.null(&mut node, &["block_list", "name", "status"]);
        self.object(node, 10)
    }

    fn chat(&mut self) -> Node {
        let mut output = Vec::new();
        for _ in 0..self.random.between(2, 5) {
            let item = self.reasoning();
            output.push(item);
            let count = self.random.between(1, 6);
            let parts = (0..count).map(|_| self.part()).collect();
            let item = self.message(parts);
            let item = self.or_unknown(item);
            output.push(item);
        }
        self.envelope(output)
    }

    /// Short as an f32 prints, or with all 17 digits of an f64.
    fn float(&mut self) -> Node {
        let unit = self.random.between(1, 1_000_000) as f64 / 1_000_000.0;
        let value = -20.0 * unit * unit * unit;
        Node::Number(if self.random.percent(60) {
            format!("{}", value as f32)
        } else {
            format!("{value:?}")
        })
    }

    fn token(&mut self) -> (Node, Node) {
        const TOKENS: &[&str] = &[
            " the", "ing", "\n", " \"", "智", "🙂", " result", "\u{fffd}", "_", " 1998",
        ];
        let token = self.random.pick(TOKENS);
        let bytes: Vec<Node> = token.bytes().map(|b| u64::from(b).into()).collect();
        (token.into(), bytes.into())
    }

    fn logprob(&mut self) -> Node {
        let mut tokens = Vec::new();
        for _ in 0..self.random.between(900, 1500) {
            let mut top = Vec::new();
            for _ in 0..self.random.between(5, 20) {
                let (token, bytes) = self.token();
                let node = node!({ "token": token, "logprob": self.float(), "bytes": bytes });
                top.push(self.object(node, 1));
            }
            let (token, bytes) = self.token();
            let node = node!({
                "token": token, "logprob": self.float(), "bytes": bytes, "top_logprobs": top,
            });
            tokens.push(self.object(node, 1));
        }
        let part = node!({ "type": "output_text", "text": self.words(4000), "logprobs": tokens });
        let item = self.message(vec![part]);
        self.envelope(vec![item])
    }

    fn tool_call(&mut self, call: &str) -> Node {
        let path = self
            .words(20)
            .escape_debug()
            .to_string()
            .replace(['\\', '"', '\''], "-");
        let arguments = format!("{{\"path\": \"/srv/{path}\", \"depth\": 2}}");
        let node = node!({
            "type": "tool_call", "id": self.id("tc"), "status": "completed", "call_id": call,
            "name": "search", "arguments": arguments, "language": "json",
        });
        self.object(node, 3)
    }

    fn tool_result(&mut self, call: &str) -> Node {
        let size = self.random.between(20, 260);
        let parts = vec![self.text_part("text", size)];
        let blocks = vec![
            node!({ "type": "text", "text": self.words(60) }),
            node!({ "type": "table", "columns": vec!["a".into(), "b".into()], "rows": vec![Node::from(vec![1.into(), Node::Null])] }),
        ];
        let mut node = node!({
            "type": "tool_result", "id": self.id("tr"), "call_id": call,
            "message_content": parts, "block_list": blocks,
        });
        self.null(&mut node, &["status"]);
        self.object(node, 3)
    }

    fn tools(&mut self) -> Node {
        let mut output = Vec::new();
        for _ in 0..self.random.between(90, 160) {
            let call = self.id("call");
            let item = self.tool_call(&call);
            output.push(item);
            let item = self.tool_result(&call);
            output.push(self.or_unknown(item));
        }
        self.envelope(output)
    }

    /// A stream event as servers write it: what it carries or when, the common fields, its type,
    /// the rest.
    fn event(&mut self) -> Node {
        self.sequence += 1;
        let (sequence, task, item) = (self.sequence, self.id("task"), self.id("msg"));
        let step = self.random.between(0, 4);
        let (size, short) = (self.random.between(20, 200), self.random.between(3, 60));
        let node = match self.random.between(0, 9) {
            0 => node!({
                "timestamp": "2026-11-23T20:53:30.045301+00:00",
                "sequence_number": sequence, "task_id": task, "type": "task.working",
            }),
            1 => {
                let part = self.text_part("text", size);
                node!({
                    "sequence_number": sequence, "task_id": task, "type": "task.content_part.done",
                    "item_id": item, "agent_step": step, "content_index": 0, "part": part,
                })
            }
            2 => {
                let call = self.id("call");
                let call = self.tool_call(&call);
                node!({
                    "sequence_number": sequence, "task_id": task, "type": "task.output_item.done",
                    "agent_step": step, "item": call,
                })
            }
            3 => {
                let call = self.id("call");
                node!({
                    "sequence_number": sequence, "task_id": task, "type": "task.tool_result.done",
                    "item_id": item, "call_id": call, "agent_step": step,
                    "message_content": vec![self.text_part("text", size)],
                    "block_list": Vec::new(),
                })
            }
            4 => {
                let parts = vec![self.text_part("output_text", size)];
                let message = self.message(parts);
                node!({
                    "sequence_number": sequence, "task_id": task, "type": "task.output_item.done",
                    "agent_step": step, "item": message,
                })
            }
            _ => node!({
                "sequence_number": sequence, "task_id": task, "type": "task.text.delta",
                "item_id": item, "agent_step": step, "content_index": 0, "delta": self.words(short), "logprobs": Vec::new(),
            }),
        };
        let node = self.object(node, 3);
        self.or_unknown(node)
    }
}

/// Moves the member `type` of every object.
fn move_tags(node: &mut Node, place: Place) {
    match node {
        Node::Array(items) => items.iter_mut().for_each(|item| move_tags(item, place)),
        Node::Object(members) => {
            for (_, value) in members.iter_mut() {
                move_tags(value, place);
            }
            if let Some(at) = members.iter().position(|(key, _)| key == "type") {
                let tag = members.remove(at);
                let to = match place {
                    Place::Natural => at,
                    Place::First => 0,
                    Place::Middle => members.len() / 2,
                    Place::Last => members.len(),
                };
                members.insert(to, tag);
            }
        }
        _ => {}
    }
}

/// Appends the value as compact JSON, or as Python's `json.dumps` writes it.
fn render(node: &Node, python: bool, out: &mut String) {
    let (comma, colon) = if python { (", ", ": ") } else { (",", ":") };
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(text) => out.push_str(text),
        Node::String(text) => render_string(text, python, out),
        Node::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { comma } else { "" });
                render(item, python, out);
            }
            out.push(']');
        }
        Node::Object(members) => {
            out.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                out.push_str(if at > 0 { comma } else { "" });
                render_string(key, python, out);
                out.push_str(colon);
                render(value, python, out);
            }
            out.push('}');
        }
    }
}

fn render_string(text: &str, python: bool, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            char if python && !char.is_ascii() => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}").expect("writing to a string cannot fail");
                }
            }
            char => out.push(char),
        }
    }
    out.push('"');
}
