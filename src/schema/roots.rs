//! The types that stand on their own: those that have a schema file.

use crate::wire::{Origin, Profile, Shape, Wire};
use crate::{HttpErrorBody, RpcError, ServerErrorBody, Task, TaskListPage, TaskResponse};

/// A type that can be a whole message, or that callers want alone.
#[derive(Debug)]
pub struct Root {
    /// What it looks like.
    pub shape: Shape,
    /// The field by which a message is recognised as this type; `None` for types that the root of
    /// the bundle leaves out because messages cannot be told apart by one field.
    pub key: Option<&'static str>,
}

impl Root {
    const fn message<T: Wire>(key: &'static str) -> Root {
        Root {
            shape: T::SHAPE,
            key: Some(key),
        }
    }

    const fn of<T: Wire>() -> Root {
        Root {
            shape: T::SHAPE,
            key: None,
        }
    }

    /// The name of the type.
    pub fn name(&self) -> &'static str {
        match self.shape {
            Shape::Object(object) => object.name,
            Shape::Union(union) => union.name,
            Shape::Choice(choice) => choice.name,
            Shape::Enum(values) => values.name,
            _ => unreachable!("roots have names"),
        }
    }

    /// Whether the documented profile has it.
    fn is_documented(&self) -> bool {
        let origin = |sources| Origin::of(sources).is_documented();
        match self.shape {
            Shape::Object(object) => origin(object.sources),
            Shape::Union(union) => union.variants.iter().any(|v| origin(v.object.sources)),
            _ => true,
        }
    }
}

/// Every type that has a schema file.
pub static ROOTS: &[Root] = &[
    Root::message::<TaskResponse>("jsonrpc"),
    Root::message::<Task>("object"),
    Root::message::<RpcError>("code"),
    Root::message::<ServerErrorBody>("success"),
    Root::message::<HttpErrorBody>("detail"),
    Root::of::<TaskListPage>(),
];

/// The types of a profile.
pub(crate) fn of(profile: Profile) -> impl Iterator<Item = &'static Root> {
    ROOTS
        .iter()
        .filter(move |root| profile == Profile::Wire || root.is_documented())
}
