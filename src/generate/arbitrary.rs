//! `arbitrary::Arbitrary` for the model.

use arbitrary::{Arbitrary, Result, Unstructured};

use super::choices::Choices;
use super::{Corrupt, Valid};
use crate::wire::{Extra, Json, JsonObject, Profile, Wire};
use crate::{ErrorCode, wire};

/// Any value of a type that has a place on the wire.
pub(crate) fn value<T: Wire>(bytes: &mut Unstructured<'_>) -> Result<T> {
    Valid::arbitrary(bytes).map(|valid| valid.value())
}

fn with_choices<T>(bytes: &mut Unstructured<'_>, make: impl FnOnce(&mut Choices<'_>) -> T) -> T {
    // Unstructured data that has run out gives zeros.
    make(&mut Choices::new(&mut || bytes.arbitrary().unwrap_or(0)))
}

impl<'a, T: Wire> Arbitrary<'a> for Valid<T> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        Ok(with_choices(bytes, |choices| {
            Valid::make(Profile::Wire, choices)
        }))
    }
}

impl<'a, T: Wire> Arbitrary<'a> for Corrupt<T> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        Ok(with_choices(bytes, |choices| {
            Corrupt::make(Profile::Wire, choices)
        }))
    }
}

impl<'a, T: Wire> Arbitrary<'a> for wire::Map<T> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        value(bytes)
    }
}

impl<'a> Arbitrary<'a> for Json {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        value(bytes)
    }
}

impl<'a> Arbitrary<'a> for JsonObject {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        value(bytes)
    }
}

impl<'a> Arbitrary<'a> for Extra {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        value(bytes).map(super::extra)
    }
}

impl<'a> Arbitrary<'a> for ErrorCode {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        bytes.arbitrary().map(super::error_code)
    }
}
