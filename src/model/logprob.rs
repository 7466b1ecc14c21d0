//! Log probabilities of tokens.

use crate::wire::object;

object! {
    /// How likely the model found one token of a text.
    ///
    /// ```
    /// use agentlin_types::{LogProb, decode};
    ///
    /// let token: LogProb = decode::from_str(
    ///     r#"{"token": "4", "logprob": -0.25, "bytes": [52], "top_logprobs": [
    ///         {"token": "4", "logprob": -0.25, "bytes": [52]}]}"#,
    /// )?;
    /// assert_eq!(token.bytes, token.token.as_bytes());
    /// assert_eq!(token.logprob, token.top_logprobs[0].logprob);
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 26-27)]
    pub struct LogProb {
        /// The token.
        pub token: String,
        /// The logarithm of its probability, at most 0. The base is not documented.
        pub logprob: f64,
        /// The bytes of the token, each 0 to 255.
        pub bytes: Vec<u8>,
        /// The most likely tokens at this place.
        pub top_logprobs: Vec<TopLogProb>,
    }
}

object! {
    /// The log probability of one of the candidate tokens at a position.
    ///
    /// ```
    /// use agentlin_types::{TopLogProb, decode};
    ///
    /// let token: TopLogProb = decode::from_str(
    ///     r#"{"token": "4", "logprob": -0.25, "bytes": [52]}"#,
    /// )?;
    /// assert!(token.logprob <= 0.0);
    /// # Ok::<(), agentlin_types::DecodeError>(())
    /// ```
    #[sources(page, sdk 1.1-1.14, server 26-27)]
    pub struct TopLogProb {
        /// The token.
        pub token: String,
        /// The logarithm of its probability, at most 0. The base is not documented.
        pub logprob: f64,
        /// The bytes of the token, each 0 to 255.
        pub bytes: Vec<u8>,
    }
}
