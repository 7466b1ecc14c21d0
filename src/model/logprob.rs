//! Log probabilities of tokens.

use crate::wire::object;

object! {
    /// How likely the model found one token of a text.
    "D S1.1-1.14 V26-27" pub struct LogProb {
        /// The token.
        "D S1.1-1.14 V26-27" required token: String,
        /// The logarithm of its probability, at most 0. The base is not documented.
        "D S1.1-1.14 V26-27" required logprob: f64,
        /// The bytes of the token, each 0 to 255.
        "D S1.1-1.14 V26-27" required bytes: Vec<u8>,
        /// The most likely tokens at this place.
        "D S1.1-1.14 V26-27" required top_logprobs: Vec<TopLogProb>,
    }
}

object! {
    /// How likely the model found one of the tokens that could have stood at a place.
    "D S1.1-1.14 V26-27" pub struct TopLogProb {
        /// The token.
        "D S1.1-1.14 V26-27" required token: String,
        /// The logarithm of its probability, at most 0. The base is not documented.
        "D S1.1-1.14 V26-27" required logprob: f64,
        /// The bytes of the token, each 0 to 255.
        "D S1.1-1.14 V26-27" required bytes: Vec<u8>,
    }
}
