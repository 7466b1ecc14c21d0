//! What agents do all day: requests, tool calls, results and answers that belong together.

/// A request and how an agent met it. Texts have slots such as `{file}`: see [`SLOTS`].
pub(super) struct Story {
    pub(super) request: &'static str,
    pub(super) steps: &'static [Step],
    pub(super) answer: &'static str,
    /// Words of the answer and the page that they cite: words, title, address.
    pub(super) source: Option<[&'static str; 3]>,
}

/// One tool call.
pub(super) struct Step {
    pub(super) thought: &'static str,
    pub(super) tool: &'static str,
    /// As JSON.
    pub(super) arguments: &'static str,
    pub(super) result: &'static str,
    /// What the sub-agent does, if the tool is one.
    pub(super) agent: Option<&'static Story>,
}

/// A tool that agents have.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    /// The JSON Schema of its arguments.
    pub(super) parameters: &'static str,
    /// Arguments that fit it.
    pub(super) arguments: &'static str,
}

/// What slots can be filled with: nothing that JSON would have to escape.
pub(super) const SLOTS: &[(&str, &[&str])] = &[
    (
        "{file}",
        &[
            "src/parser.rs",
            "src/cache.rs",
            "lib/session.py",
            "app/routes.ts",
            "pkg/store.go",
            "src/retry.rs",
        ],
    ),
    (
        "{test}",
        &[
            "empty_input",
            "expired_token",
            "retries_twice",
            "unicode_names",
            "large_upload",
        ],
    ),
    (
        "{project}",
        &[
            "invoice-service",
            "weather-bot",
            "photo-index",
            "ledger",
            "ticket-desk",
        ],
    ),
    (
        "{city}",
        &["Zürich", "Lisbon", "Osaka", "Tromsø", "Montréal", "Nairobi"],
    ),
    (
        "{month}",
        &["January", "March", "June", "September", "November"],
    ),
    ("{number}", &["3", "7", "12", "18", "42", "117"]),
    ("{percent}", &["4", "9", "13", "21", "38"]),
];

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "read_file",
        description: "Reads a text file of the workspace.",
        parameters: r#"{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}"#,
        arguments: r#"{"path":"{file}"}"#,
    },
    Tool {
        name: "edit_file",
        description: "Replaces a piece of a text file.",
        parameters: r#"{"type":"object","properties":{"path":{"type":"string"},"old":{"type":"string"},"new":{"type":"string"}},"required":["path","old","new"]}"#,
        arguments: r#"{"path":"{file}","old":"limit - 1","new":"limit.saturating_sub(1)"}"#,
    },
    Tool {
        name: "shell",
        description: "Runs a command in the workspace.",
        parameters: r#"{"type":"object","properties":{"command":{"type":"string"},"timeout":{"type":"integer"}},"required":["command"]}"#,
        arguments: r#"{"command":"cargo test {test}","timeout":120}"#,
    },
    Tool {
        name: "web_search",
        description: "Searches the web.",
        parameters: r#"{"type":"object","properties":{"query":{"type":"string"},"limit":{"type":"integer"}},"required":["query"]}"#,
        arguments: r#"{"query":"train strike {city} {month}","limit":5}"#,
    },
    Tool {
        name: "run_python",
        description: "Runs Python code and returns what it prints.",
        parameters: r#"{"type":"object","properties":{"code":{"type":"string"}},"required":["code"]}"#,
        arguments: r#"{"code":"import pandas as pd\nsales = pd.read_csv('sales.csv')\nprint(sales.groupby('month').total.sum())"}"#,
    },
    Tool {
        name: "ask_user",
        description: "Asks the user and waits for the answer.",
        parameters: r#"{"type":"object","properties":{"question":{"type":"string"}},"required":["question"]}"#,
        arguments: r#"{"question":"Which of the two accounts should pay for the trip to {city}?"}"#,
    },
    Tool {
        name: "delegate",
        description: "Hands a task to another agent and returns its answer.",
        parameters: r#"{"type":"object","properties":{"agent":{"type":"string"},"prompt":{"type":"string"}},"required":["agent","prompt"]}"#,
        arguments: r#"{"agent":"researcher","prompt":"Find out when the museums of {city} open."}"#,
    },
];

const RESEARCH: Story = Story {
    request: "Find out when the museums of {city} open.",
    steps: &[Step {
        thought: "The tourist office should list the opening hours.",
        tool: "web_search",
        arguments: r#"{"query":"{city} museums opening hours {month}","limit":3}"#,
        result: "1. Museums in {city}: opening hours (https://visit.example.com/museums)\n2. Closed on Mondays: what to do instead (https://blog.example.com/mondays)",
        agent: None,
    }],
    answer: "Most museums of {city} open at ten and are closed on Mondays.",
    source: Some([
        "open at ten",
        "Museums: opening hours",
        "https://visit.example.com/museums",
    ]),
};

/// Without tools: short, for examples that are about something else.
pub(super) const SHORT: Story = Story {
    request: "What does HTTP status 409 mean?",
    steps: &[],
    answer: "The request conflicts with the state of the resource, for instance because somebody else changed it in the meantime.",
    source: None,
};

pub(super) const STORIES: &[Story] = &[
    Story {
        request: "The test {test} of {project} fails since yesterday. Please fix it.",
        steps: &[
            Step {
                thought: "First I want to see how the test fails.",
                tool: "shell",
                arguments: r#"{"command":"cargo test {test}","timeout":120}"#,
                result: "running 1 test\ntest {test} ... FAILED\n\nthread '{test}' panicked at {file}:{number}:\nattempt to subtract with overflow",
                agent: None,
            },
            Step {
                thought: "An overflow in {file}. I will read the function around line {number}.",
                tool: "read_file",
                arguments: r#"{"path":"{file}"}"#,
                result: "fn remaining(limit: usize, used: usize) -> usize {\n    limit - used\n}",
                agent: None,
            },
            Step {
                thought: "`used` can be larger than `limit` after a retry. Saturating at zero is what callers expect.",
                tool: "edit_file",
                arguments: r#"{"path":"{file}","old":"limit - used","new":"limit.saturating_sub(used)"}"#,
                result: "Replaced 1 occurrence in {file}.",
                agent: None,
            },
        ],
        answer: "The test `{test}` passes again. In `{file}` the number of remaining retries went below zero; it now stops at zero.",
        source: None,
    },
    Story {
        request: "Do the trains to {city} run normally in {month}?",
        steps: &[Step {
            thought: "Strikes and works change quickly, so I should search for the latest news.",
            tool: "web_search",
            arguments: r#"{"query":"train strike {city} {month}","limit":5}"#,
            result: "1. Trains to {city} run again (https://news.example.com/trains)\n2. Timetable changes in {month} (https://transit.example.com/changes)",
            agent: None,
        }],
        answer: "Yes. The strike is over and trains run again, with {number} more connections than before.",
        source: Some([
            "trains run again",
            "Trains run again",
            "https://news.example.com/trains",
        ]),
    },
    Story {
        request: "How did sales develop since {month}? The numbers are in sales.csv.",
        steps: &[Step {
            thought: "I will add up the totals of each month.",
            tool: "run_python",
            arguments: r#"{"code":"import pandas as pd\nsales = pd.read_csv('sales.csv')\nprint(sales.groupby('month').total.sum())"}"#,
            result: "month\n{month}    18200\nMay       21650\nName: total, dtype: int64",
            agent: None,
        }],
        answer: "Sales grew by {percent} % since {month}:\n\n| Month | Total |\n|---|---|\n| {month} | 18 200 |\n| May | 21 650 |",
        source: None,
    },
    Story {
        request: "Plan a day in {city} with two museums.",
        steps: &[Step {
            thought: "The researcher can look up the opening hours while I think about the route.",
            tool: "delegate",
            arguments: r#"{"agent":"researcher","prompt":"Find out when the museums of {city} open."}"#,
            result: "Most museums of {city} open at ten and are closed on Mondays.",
            agent: Some(&RESEARCH),
        }],
        answer: "Start at ten in the history museum, have lunch by the river, and spend the afternoon in the gallery. Avoid Mondays: both are closed.",
        source: None,
    },
    Story {
        request: "Translate the error messages in {file} into German.",
        steps: &[
            Step {
                thought: "I need the messages first.",
                tool: "shell",
                arguments: r#"{"command":"grep -n 'bail!' {file}"}"#,
                result: "{number}: bail!(\"the file is empty\")\n140: bail!(\"unknown option\")",
                agent: None,
            },
            Step {
                thought: "Two messages. The second one addresses users, so it should be polite.",
                tool: "edit_file",
                arguments: r#"{"path":"{file}","old":"the file is empty","new":"Die Datei ist leer."}"#,
                result: "Replaced 1 occurrence in {file}.",
                agent: None,
            },
        ],
        answer: "Both messages in `{file}` are in German now: „Die Datei ist leer.“ and „Unbekannte Option.“",
        source: None,
    },
    SHORT,
];
