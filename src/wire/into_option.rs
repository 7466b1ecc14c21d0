//! What a setter takes.

/// A value for an optional field: the value, anything that becomes one, or an `Option` of it.
///
/// ```
/// use agentlin_types::MessageItem;
/// use agentlin_types::MessageRole::Assistant;
///
/// let name: Option<String> = None;
/// assert_eq!(MessageItem::new(Assistant).name("Agent").name.as_deref(), Some("Agent"));
/// assert_eq!(MessageItem::new(Assistant).name(Some("Agent")).name.as_deref(), Some("Agent"));
/// assert_eq!(MessageItem::new(Assistant).name(name).name, None);
/// ```
///
/// `Form` keeps the impls apart and is always inferred.
pub trait IntoOption<T, Form> {
    /// The value of the field.
    fn into_option(self) -> Option<T>;
}

/// A value.
#[doc(hidden)]
#[derive(Debug)]
pub enum Plain {}

/// An `Option`.
#[doc(hidden)]
#[derive(Debug)]
pub enum Optional {}

/// A value of serde_json.
#[doc(hidden)]
#[derive(Debug)]
pub enum Dynamic {}

impl<T, U: Into<T>> IntoOption<T, Plain> for U {
    fn into_option(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, U: Into<T>> IntoOption<T, Optional> for Option<U> {
    fn into_option(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl IntoOption<super::JsonObject, Dynamic> for serde_json::Value {
    /// `json!({…})`; `null` is absent.
    ///
    /// # Panics
    ///
    /// If the value is neither an object nor null. Use `JsonObject::try_from` for values that are
    /// not written in the code.
    #[track_caller]
    fn into_option(self) -> Option<super::JsonObject> {
        match self {
            serde_json::Value::Null => None,
            serde_json::Value::Object(members) => Some(members.into()),
            _ => panic!("the field takes a JSON object"),
        }
    }
}
