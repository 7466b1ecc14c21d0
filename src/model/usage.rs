//! What a task consumed.

use crate::wire::{Map, object};

object! {
    /// What a task consumed.
    ///
    /// The documentation has a free-form object here, so any object is accepted: these are the
    /// counters that servers send, and what does not fit them stays in `extra`.
    "D S1.1-1.14 V24-27" pub lenient struct Usage {
        /// Prompt tokens consumed.
        "V23-27" optional input_tokens: i64,
        /// What the prompt tokens were.
        "V23-27" optional input_tokens_details: TokenDetails,
        /// Tokens generated.
        "V23-27" optional output_tokens: i64,
        /// What the generated tokens were.
        "V23-27" optional output_tokens_details: OutputTokenDetails,
        /// All tokens, as the model backend reports them. Need not be the sum of the others.
        "V23-27" optional total_tokens: i64,
        /// Tool calls made.
        "V23-27" optional tool_calls: i64,
        /// What each tool call was, by `call_id`.
        "V23-27" optional tool_calls_details: Map<ToolCallDetail>,
    }
}

object! {
    /// What the prompt tokens of a task were.
    "V23-27" pub lenient struct TokenDetails {
        /// Prompt tokens that came from a cache.
        "V23-27" optional cached_tokens: i64,
    }
}

object! {
    /// What the generated tokens of a task were.
    "V23-27" pub lenient struct OutputTokenDetails {
        /// Tokens spent on reasoning.
        "V23-27" optional reasoning_tokens: i64,
    }
}

object! {
    /// What one tool call was.
    "V23-27" pub lenient struct ToolCallDetail {
        /// The tool.
        "V24-27" optional name: String,
        /// The arguments as text.
        "V24-27" optional arguments: String,
        /// How long it took, in seconds; 0 when nobody measured.
        "V23-27" optional time: f64,
    }
}
