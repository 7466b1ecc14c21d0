//! JSON Schema of the model, derived from the same tables as the types.

use schemars::{Schema, SchemaGenerator, json_schema};

use crate::wire::Shape;

/// The schema of a shape.
pub(crate) fn for_shape(_shape: &Shape, _generator: &mut SchemaGenerator) -> Schema {
    json_schema!({})
}
