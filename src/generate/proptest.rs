//! `proptest::arbitrary::Arbitrary` for the model: decisions as bytes, which proptest knows how to
//! make fewer and smaller.

use std::fmt::Debug;

use proptest::collection::{self, VecStrategy};
use proptest::num::u8::Any;
use proptest::strategy::{Map, Strategy};

use super::others::{Make, wire};
use super::with_choices;
use crate::wire::Wire;

/// How many decisions a value may take.
const CHOICES: usize = 400;

/// The strategy of all types: a sequence of decisions, and what follows from it. It shrinks
/// towards fewer and simpler decisions.
pub type Choose<T> = Map<VecStrategy<Any>, fn(Vec<u8>) -> T>;

fn choose<T: Debug>(make: fn(Vec<u8>) -> T) -> Choose<T> {
    collection::vec(proptest::num::u8::ANY, 0..CHOICES).prop_map(make)
}

/// Any value of a type that has a place on the wire, also of lists and maps of model types.
pub fn values<T: Wire + Debug>() -> Choose<T> {
    choose(|choices| with_choices(&choices, wire))
}

pub(crate) fn made<T: Make + Debug>() -> Choose<T> {
    choose(|choices| with_choices(&choices, T::make))
}
