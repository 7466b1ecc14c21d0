//! Free-form JSON as a field of the model.

use super::shape::Shape;
use super::{Wire, object_shape};
use crate::json::{JsonObject, JsonValue, Mismatch, Reader, Writer};

/// Reads a text that is one value of that type and nothing else.
pub(crate) fn read_all<T: Wire>(text: &str) -> Result<T, Mismatch> {
    Reader::whole(text, T::read, || Mismatch)
}

impl JsonValue {
    /// The JSON that says the same as a value of the model. It is not read again, so that nothing
    /// can be refused.
    pub(crate) fn of(value: &impl Wire) -> Self {
        let mut writer = Writer::default();
        value.write(&mut writer);
        JsonValue::trusted(writer.finish())
    }
}

impl JsonObject {
    /// The object that says the same as an object of the model; see [`JsonValue::of`].
    pub(crate) fn of<T: Wire>(value: &T) -> Self {
        const { object_shape::<T>() };
        JsonObject::trusted(JsonValue::of(value))
    }
}

impl Wire for JsonValue {
    const SHAPE: Shape = Shape::Any;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        JsonValue::read(reader)
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(self.as_str());
    }
}

impl Wire for JsonObject {
    const SHAPE: Shape = Shape::AnyObject;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        JsonObject::read(reader)
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(self.as_str());
    }
}
