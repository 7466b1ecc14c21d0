//! Values for property tests, fuzzing and fixtures, made from the description of the wire.
//!
//! With the feature `proptest` or `arbitrary` every type of the model implements that crate's
//! `Arbitrary`, and so do the vocabulary of the crate, its errors, its notices and the calls of
//! [`crate::endpoint`]. The values reach into every corner: all variants, unknown tags and enum values,
//! unknown fields, bare strings, empty and long lists, control characters and characters beyond
//! the basic plane, numbers at the edges, free-form JSON that no number type can hold. They are
//! made as JSON text and read by the decoder, so each is a value that the wire can carry, also as part of
//! another: they nest half as deep as a document may.
//!
//! [`Valid`] is such a text itself, with all the liberties of spelling that JSON has; [`Corrupt`]
//! is one with a single defect whose place is known. Both serve to test code that handles text:
//! a gateway, a validator, a client in another language.
//!
//! ```
//! use agentlin_types::generate::{Corrupt, Valid};
//! use agentlin_types::{Profile, Task, decode};
//!
//! // Any bytes make a document; more bytes make a larger one.
//! let valid = Valid::<Task>::from_choices(Profile::Wire, &[7, 1, 200, 3, 4, 9, 80, 5, 2, 61]);
//! assert_eq!(decode::from_str::<Task>(valid.text()).unwrap(), valid.value());
//!
//! let corrupt = Corrupt::<Task>::from_choices(Profile::Wire, &[7, 1, 200, 3, 4, 9, 80, 5, 2, 61]);
//! let error = decode::from_str::<Task>(corrupt.text()).unwrap_err();
//! assert_eq!((error.code(), error.pointer()), (corrupt.code(), corrupt.pointer()));
//! ```
//!
//! [`Sampler`] makes the opposite: payloads as they are on an ordinary day, that read like an agent at
//! work. Fixtures and documentation use it.
//!
//! A service uses the strategies in its own tests like those of any other type:
//!
#![cfg_attr(feature = "proptest", doc = "```")]
#![cfg_attr(not(feature = "proptest"), doc = "```ignore")]
//! use agentlin_types::{OutputItem, Task, generate::Corrupt};
//! use proptest::prelude::*;
//!
//! /// What the service does with a task.
//! fn messages(task: &Task) -> usize {
//!     task.output.iter().filter(|item| matches!(item, OutputItem::Message(_))).count()
//! }
//!
//! // In a function with `#[test]`:
//! proptest!(ProptestConfig::with_cases(16), |(task: Task, corrupt: Corrupt<Task>)| {
//!     prop_assert!(messages(&task) <= task.output.len());
//!     prop_assert!(serde_json::from_str::<Task>(corrupt.text()).is_err());
//! });
//! ```

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod corrupt;
#[cfg(any(feature = "proptest", feature = "arbitrary"))]
mod others;
#[cfg(feature = "proptest")]
mod proptest;
mod sample;
mod scalar;
mod valid;

use std::fmt;
use std::marker::PhantomData;

#[cfg(feature = "arbitrary")]
pub(crate) use self::arbitrary::{unstructured, value};
pub use self::corrupt::Defect;
#[cfg(any(feature = "proptest", feature = "arbitrary"))]
pub(crate) use self::others::{Make, header, query, segment, strategies, wire};
#[cfg(feature = "proptest")]
pub(crate) use self::proptest::made;
#[cfg(feature = "proptest")]
pub use self::proptest::{Choose, values};

pub use crate::sample::Sampler;

use self::corrupt::Survey;
use self::valid::Generator;
pub(crate) use crate::sample::choices::Choices;
use crate::sample::tree::{Spacing, Tree};
use crate::wire::{FaultCode, Profile, Wire};

/// The JSON text of a valid value, in any spelling that JSON allows.
pub struct Valid<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl<T: Wire> Valid<T> {
    /// The document that follows from these decisions. Every sequence of bytes gives one, and the
    /// empty one the simplest.
    pub fn from_choices(profile: Profile, choices: &[u8]) -> Self {
        with_choices(choices, |choices| Valid::of(profile, choices))
    }

    fn of(profile: Profile, choices: &mut Choices<'_>) -> Self {
        let spacing = Spacing::of(choices);
        let tree = Generator::new(choices, profile).value(&T::SHAPE);
        Valid {
            text: tree.text(spacing),
            of: PhantomData,
        }
    }

    /// The value that the text stands for.
    pub fn value(&self) -> T {
        crate::decode::from_str(&self.text).expect("valid by construction")
    }
}

impl<T> Valid<T> {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A JSON text that would be valid but for one defect.
pub struct Corrupt<T> {
    text: String,
    defect: Defect,
    code: FaultCode,
    pointer: String,
    of: PhantomData<fn() -> T>,
}

impl<T: Wire> Corrupt<T> {
    /// The document that follows from these decisions, and that the profile refuses.
    pub fn from_choices(profile: Profile, choices: &[u8]) -> Self {
        with_choices(choices, |choices| Corrupt::of(profile, choices))
    }

    fn of(profile: Profile, choices: &mut Choices<'_>) -> Self {
        // The decisions about the defect come first, or a large document would leave none.
        let spacing = Spacing::of(choices);
        let first: [u8; 8] = std::array::from_fn(|_| choices.byte());
        let mut tree = Generator::new(choices, profile).value(&T::SHAPE);
        with_choices(&first, |choices| {
            Corrupt::change_one(&mut tree, spacing, profile, choices)
        })
    }

    fn change_one(
        tree: &mut Tree,
        spacing: Spacing,
        profile: Profile,
        choices: &mut Choices<'_>,
    ) -> Self {
        let mut sites = Survey::of(tree, &T::SHAPE, profile);
        // Kinds of defect first, so that the common ones do not hide the rare ones.
        let mut defects: Vec<Defect> = sites.iter().map(|site| site.defect()).collect();
        defects.sort_unstable();
        defects.dedup();
        let defect = choices.one_of(&defects);
        sites.retain(|site| site.defect() == defect);
        let site = &sites[choices.below(sites.len())];
        site.apply(tree, choices);
        let mut text = tree.text(spacing);
        if defect == Defect::TextAppended {
            text.push_str(choices.one_of(&["null", "]", "\"", ",", "\0", "{}"]));
        }
        Corrupt {
            text,
            defect,
            code: site.code,
            pointer: site.pointer.clone(),
            of: PhantomData,
        }
    }
}

impl<T> Corrupt<T> {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was changed.
    pub fn defect(&self) -> Defect {
        self.defect
    }

    /// As what kind of difference the defect must be found.
    pub fn code(&self) -> FaultCode {
        self.code
    }

    /// The JSON Pointer at which the defect must be found; for a removed field that of the object
    /// it was removed from.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

fn with_choices<T>(choices: &[u8], make: impl FnOnce(&mut Choices<'_>) -> T) -> T {
    let mut bytes = choices.iter();
    make(&mut Choices::new(&mut || {
        bytes.next().copied().unwrap_or(0)
    }))
}

impl<T> Clone for Valid<T> {
    fn clone(&self) -> Self {
        Valid {
            text: self.text.clone(),
            of: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Valid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Valid").field("text", &self.text).finish()
    }
}

impl<T> Clone for Corrupt<T> {
    fn clone(&self) -> Self {
        Corrupt {
            text: self.text.clone(),
            pointer: self.pointer.clone(),
            ..*self
        }
    }
}

impl<T> fmt::Debug for Corrupt<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Corrupt")
            .field("text", &self.text)
            .field("defect", &self.defect)
            .field("code", &self.code)
            .field("pointer", &self.pointer)
            .finish()
    }
}
