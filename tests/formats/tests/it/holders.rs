//! What services keep values in.

use std::collections::BTreeMap;
use std::sync::Arc;

use agentlin_types::TaskStatus;
use serde::{Deserialize, Serialize};

/// A type with a value of the model in it.
pub(crate) trait Holder<T>: Serialize + for<'de> Deserialize<'de> {
    fn hold(value: T) -> Self;
    fn held(self) -> T;
}

/// Declares a holder: its type, how a value gets in and how it gets out.
macro_rules! holder {
    ($holder:ty, $value:ident => $hold:expr, $held:pat => $result:expr) => {
        impl<T: Serialize + for<'de> Deserialize<'de> + Clone> Holder<T> for $holder {
            fn hold($value: T) -> Self {
                $hold
            }

            fn held(self) -> T {
                #[allow(irrefutable_let_patterns, reason = "not all are")]
                let $held = self else {
                    panic!("another variant was read")
                };
                $result
            }
        }
    };
}

/// A document of a value in a field, as most documents are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Field<T> {
    version: u32,
    value: T,
}
holder!(Field<T>, value => Field { version: 1, value }, Field { value, .. } => value);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Optional<T> {
    some: Option<T>,
    none: Option<T>,
}
holder!(
    Optional<T>,
    value => Optional { some: Some(value), none: None },
    Optional { some: Some(value), none: None } => value
);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct List<T> {
    list: Vec<T>,
}
holder!(
    List<T>,
    value => List { list: vec![value.clone(), value] },
    List { mut list } => { assert_eq!(list.len(), 2); list.remove(1) }
);

/// Values under strings and under values of a string enum.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Maps<T> {
    by_name: BTreeMap<String, T>,
    by_status: BTreeMap<TaskStatus, T>,
}
holder!(
    Maps<T>,
    value => Maps {
        by_name: [("a".into(), value.clone())].into(),
        by_status: [(TaskStatus::Working, value.clone()), (TaskStatus::from_wire("new"), value)].into(),
    },
    Maps { by_name: _, mut by_status } => {
        by_status.remove(&TaskStatus::from_wire("new")).expect("an unknown status");
        by_status.remove(&TaskStatus::Working).expect("a known status")
    }
);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Shared<T> {
    shared: Arc<T>,
    boxed: Box<T>,
}
holder!(
    Shared<T>,
    value => Shared { shared: Arc::new(value.clone()), boxed: Box::new(value) },
    Shared { shared: _, boxed } => *boxed
);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Flat<T> {
    row: u64,
    #[serde(flatten)]
    value: T,
}
holder!(Flat<T>, value => Flat { row: 7, value }, Flat { row: 7, value } => value);

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged<T> {
    Number(u64),
    Value(T),
}
holder!(Untagged<T>, value => Untagged::Value(value), Untagged::Value(value) => value);

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "row_kind")]
pub(crate) enum Internal<T> {
    Nothing,
    Value(T),
}
holder!(Internal<T>, value => Internal::Value(value), Internal::Value(value) => value);

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "row_kind", content = "row")]
pub(crate) enum Adjacent<T> {
    Nothing,
    Value(T),
}
holder!(Adjacent<T>, value => Adjacent::Value(value), Adjacent::Value(value) => value);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum External<T> {
    Nothing,
    Value(T),
}
holder!(External<T>, value => External::Value(value), External::Value(value) => value);

/// The way out for formats that cannot hold a value as it is.
#[serde_with::serde_as]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "T: Serialize + for<'a> Deserialize<'a>")]
pub(crate) struct AsText<T> {
    #[serde_as(as = "serde_with::json::JsonString")]
    value: T,
}
holder!(AsText<T>, value => AsText { value }, AsText { value } => value);
