//! `arbitrary::Arbitrary` for the model: decisions from the bytes of a fuzzer.

use arbitrary::{Result, Unstructured};

use super::others::{Make, wire};
use crate::sample::choices::Choices;
use crate::wire::Wire;

/// Any value of a type that has a place on the wire.
pub(crate) fn value<T: Wire>(bytes: &mut Unstructured<'_>) -> Result<T> {
    Ok(with_choices(bytes, wire))
}

pub(crate) fn unstructured<T: Make>(bytes: &mut Unstructured<'_>) -> Result<T> {
    Ok(with_choices(bytes, T::make))
}

fn with_choices<T>(bytes: &mut Unstructured<'_>, make: impl FnOnce(&mut Choices<'_>) -> T) -> T {
    // Unstructured data that has run out gives zeros.
    make(&mut Choices::new(&mut || bytes.arbitrary().unwrap_or(0)))
}
