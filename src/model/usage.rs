//! What a task consumed.

use crate::wire::{Map, object};

object! {
    /// What a task consumed.
    ///
    /// The documentation has a free-form object here. Servers send the counters `input_tokens`,
    /// `output_tokens`, `total_tokens` and `tool_calls`, with details of each but the total.
    ///
    /// In Rust, any object is accepted, and a value that is no such counter stays in `extra`.
    ///
    /// ```
    /// use agentlin_types::{Usage, decode};
    ///
    /// let usage: Usage = decode::from_str(
    ///     r#"{"input_tokens": 12, "output_tokens": 8, "cost": "0.01"}"#,
    /// )?;
    /// assert_eq!(usage.input_tokens, Some(12));
    /// assert_eq!(usage.extra.get("cost").unwrap().as_str(), r#""0.01""#);
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 24-27)]
    #[lenient]
    pub struct Usage {
        /// Prompt tokens consumed.
        #[sources(server 23-27)]
        pub input_tokens: Option<i64>,
        /// What the prompt tokens were.
        #[sources(server 23-27)]
        pub input_tokens_details: Option<TokenDetails>,
        /// Tokens generated.
        #[sources(server 23-27)]
        pub output_tokens: Option<i64>,
        /// What the generated tokens were.
        #[sources(server 23-27)]
        pub output_tokens_details: Option<OutputTokenDetails>,
        /// All tokens, as the model backend reports them. Need not be the sum of the others.
        #[sources(server 23-27)]
        pub total_tokens: Option<i64>,
        /// Tool calls made.
        #[sources(server 23-27)]
        pub tool_calls: Option<i64>,
        /// What each tool call was, by `call_id`.
        #[sources(server 23-27)]
        pub tool_calls_details: Option<Map<ToolCallDetail>>,
    }
}

object! {
    /// What the prompt tokens of a task were.
    #[sources(server 23-27)]
    #[derive(Eq, Hash)]
    #[lenient]
    pub struct TokenDetails {
        /// Prompt tokens that came from a cache.
        pub cached_tokens: Option<i64>,
    }
}

object! {
    /// What the generated tokens of a task were.
    #[sources(server 23-27)]
    #[derive(Eq, Hash)]
    #[lenient]
    pub struct OutputTokenDetails {
        /// Tokens spent on reasoning.
        pub reasoning_tokens: Option<i64>,
    }
}

object! {
    /// What one tool call was.
    #[sources(server 23-27)]
    #[lenient]
    pub struct ToolCallDetail {
        /// The tool.
        #[sources(server 24-27)]
        pub name: Option<String>,
        /// The arguments as text.
        #[sources(server 24-27)]
        pub arguments: Option<String>,
        /// How long it took, in seconds; 0 if not measured.
        pub time: Option<f64>,
    }
}
