//! Log probabilities of tokens.

use crate::wire::object;

object! {
    /// How likely the model found one token of a text.
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
    /// How likely the model found one of the tokens that could have stood at a place.
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
