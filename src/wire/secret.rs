//! Strings that must not be printed by accident.

use std::fmt;

use super::{Shape, Visit, Visitor, Wire};
use crate::json::{Mismatch, Reader, Writer, from_text};

/// A token or another secret: a string on the wire that `Debug` does not show.
///
/// ```
/// use agentlin_types::jsonrpc::PushNotificationConfig;
/// use agentlin_types::encode;
///
/// let config = PushNotificationConfig::new("https://example.com").token("s3cret");
/// assert!(!format!("{config:?}").contains("s3cret"));
/// assert!(encode::to_string(&config)?.contains("s3cret"));
/// assert_eq!(config.token.unwrap().expose(), "s3cret");
/// # Ok::<(), encode::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// The string itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

from_text! { Secret }

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Secret(secret)
    }
}

impl Wire for Secret {
    const SHAPE: Shape = Shape::String;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        String::read(reader).map(Secret)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}

impl<V: Visitor> Visit<V> for Secret {
    type Kept = <String as Visit<V>>::Kept;

    fn visit(reader: &mut Reader<'_>, visitor: &mut V) -> Result<Self::Kept, Mismatch> {
        String::visit(reader, visitor)
    }
}

impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
