//! Payloads that read like an agent at work: names of files, commands, searches, sentences.
//!
//! Where the other generators look for what breaks readers, [`Sampler`] makes what servers and
//! clients send on an ordinary day: for fixtures, mock servers, demonstrations and documentation.
//! The examples in the schemas and in the reference come from it.
//!
//! ```
//! use agentlin_types::generate::Sampler;
//! use agentlin_types::validate::{Code, Settings};
//! use agentlin_types::{Profile, Task};
//!
//! let mut sampler = Sampler::new(7);
//! let task: Task = sampler.value();
//! assert!(task.id.starts_with("task_"));
//!
//! // A whole run, as the events of its stream.
//! let run = sampler.run();
//! assert_eq!(run[0].result.as_ref().unwrap().tag(), Some("task.created"));
//!
//! // A payload with a single finding.
//! let text = sampler.corrupt(Code::CitationRange).unwrap();
//! let report = Settings::new(Profile::Documented).validate(&text);
//! assert_eq!(report.findings[0].code, Code::CitationRange);
//! assert_eq!(report.findings.len(), 1);
//! ```

pub(crate) mod choices;
pub(crate) mod run;
mod stories;
pub(crate) mod tree;
pub(crate) mod value;
pub(crate) mod words;

use crate::wire::{Shape, Wire};
use crate::{TaskEventResponse, decode};
use choices::Choices;
use tree::{Spacing, Tree};
use value::Values;

/// Makes plausible payloads, the same ones for the same seed.
#[derive(Debug, Clone)]
pub struct Sampler {
    state: u64,
}

impl Sampler {
    /// A sampler that begins with a seed.
    pub fn new(seed: u64) -> Self {
        Sampler { state: seed }
    }

    /// The next value of a type. It is valid, in the documented profile if that has the type.
    pub fn value<T: Wire>(&mut self) -> T {
        decode::from_str(&self.json(&T::SHAPE)).expect("samples are valid")
    }

    /// The same as JSON text, for a type that is known by its [`Shape`].
    pub fn json(&mut self, shape: &Shape) -> String {
        self.choose(|choices| text(&Values::new(choices).value(shape, "")))
    }

    /// The next run of an agent: the events of its stream, those of its tools and sub-agents among
    /// them. Most runs complete; some fail, are canceled or wait for the caller.
    pub fn run(&mut self) -> Vec<TaskEventResponse> {
        self.choose(|choices| run::any(choices).events)
    }

    /// Examples of a type for its documentation: short, and the same in each version. There is one,
    /// or one of each alternative. The name is that of the type or of its place.
    #[cfg(feature = "schemars")]
    pub(crate) fn examples(shape: &Shape, name: &str) -> Vec<String> {
        let add = |seed: u64, byte: u8| seed.wrapping_mul(31).wrapping_add(byte.into());
        let seed = name.bytes().fold(7, add);
        Sampler::new(seed).choose(|choices| {
            let mut values = Values::new(choices);
            // The types that are about tasks show one with tools.
            values.short = !["Task", "TaskResponse"].contains(&name);
            values.each(shape, name).iter().map(text).collect()
        })
    }

    pub(crate) fn choose<T>(&mut self, make: impl FnOnce(&mut Choices<'_>) -> T) -> T {
        make(&mut Choices::new(&mut || self.byte()))
    }

    /// The next byte of the generator SplitMix64.
    fn byte(&mut self) -> u8 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) as u8
    }
}

pub(crate) fn text(tree: &Tree) -> String {
    tree.text(Spacing::None)
}
