//! `proptest::arbitrary::Arbitrary` for the model: decisions as bytes, which proptest knows how to
//! make fewer and smaller.

use std::fmt::Debug;

use proptest::arbitrary::Arbitrary;
use proptest::collection::{self, VecStrategy};
use proptest::num::u8::Any;
use proptest::strategy::{Map, Strategy};

use super::{Corrupt, Valid};
use crate::wire::{Extra, Json, JsonObject, Profile, Wire};
use crate::{ErrorCode, wire};

/// How many decisions a value may take.
const CHOICES: usize = 400;

/// The strategy of all types of the model: a sequence of decisions, and what follows from it. It
/// shrinks towards fewer and simpler decisions.
pub type Choose<T> = Map<VecStrategy<Any>, fn(Vec<u8>) -> T>;

fn choose<T: Debug>(make: fn(Vec<u8>) -> T) -> Choose<T> {
    collection::vec(proptest::num::u8::ANY, 0..CHOICES).prop_map(make)
}

/// Any value of a type that has a place on the wire, also of lists and maps of model types.
pub fn values<T: Wire + Debug>() -> Choose<T> {
    choose(|choices| Valid::from_choices(Profile::Wire, &choices).value())
}

macro_rules! by_choices {
    ($([$($param:tt)*] $type:ty => $make:expr;)*) => {$(
        impl<$($param)*> Arbitrary for $type {
            type Parameters = ();
            type Strategy = Choose<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                choose($make)
            }
        }
    )*};
}

by_choices! {
    [T: Wire + 'static] Valid<T> => |choices| Valid::from_choices(Profile::Wire, &choices);
    [T: Wire + 'static] Corrupt<T> => |choices| Corrupt::from_choices(Profile::Wire, &choices);
    [T: Wire + Debug + 'static] wire::Map<T> => |choices| {
        Valid::from_choices(Profile::Wire, &choices).value()
    };
    [] Json => |choices| Valid::from_choices(Profile::Wire, &choices).value();
    [] JsonObject => |choices| Valid::from_choices(Profile::Wire, &choices).value();
    [] Extra => |choices| super::extra(Valid::from_choices(Profile::Wire, &choices).value());
    [] ErrorCode => |choices| super::error_code(choices.first().copied().unwrap_or(0));
}
