//! The tables of events: what all events of a family have in common is written once.

use super::EventTimestamp;
use crate::Task;

/// What can be asked of every event.
pub(super) trait EventFields {
    fn sequence_number(&self) -> Option<i64>;

    fn task_id(&self) -> Option<&str>;

    fn timestamp(&self) -> Option<EventTimestamp> {
        None
    }

    fn task(&self) -> Option<&Task> {
        None
    }

    fn task_mut(&mut self) -> Option<&mut Task> {
        None
    }
}

impl<T: EventFields> EventFields for Box<T> {
    fn sequence_number(&self) -> Option<i64> {
        (**self).sequence_number()
    }

    fn task_id(&self) -> Option<&str> {
        (**self).task_id()
    }

    fn timestamp(&self) -> Option<EventTimestamp> {
        (**self).timestamp()
    }

    fn task(&self) -> Option<&Task> {
        (**self).task()
    }

    fn task_mut(&mut self) -> Option<&mut Task> {
        (**self).task_mut()
    }
}

/// Declares one event: the object with its tag, the fields of its family and its own rows.
///
/// | family | fields besides the tag |
/// |---|---|
/// | `#[plain]` | `task_id`, `sequence_number` |
/// | `#[timed]` | those and `timestamp` |
/// | `#[snapshot]` | those and `task` |
/// | `#[queue]` | the fields of `timed`, in the looser form of a message queue |
macro_rules! event {
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive $derives:tt])?
        #[plain]
        pub struct $name:ident { type = $tag:literal, $($rows:tt)* }
    ) => {
        $crate::model::event::table::event!(@plain $name [$(#[doc = $doc])* #[sources $sources] $(#[derive $derives])?]
            $tag { $($rows)* } {});
    };
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive $derives:tt])?
        #[timed]
        pub struct $name:ident { type = $tag:literal, $($rows:tt)* }
    ) => {
        $crate::model::event::table::event!(@timed $name [$(#[doc = $doc])* #[sources $sources] $(#[derive $derives])?]
            $tag { $($rows)* } {});
    };
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive $derives:tt])?
        #[snapshot]
        pub struct $name:ident { type = $tag:literal, $($rows:tt)* }
    ) => {
        $crate::model::event::table::event!(@timed $name [$(#[doc = $doc])* #[sources $sources] $(#[derive $derives])?]
            $tag
            {
                /// The task after the event. Its `status` can lag behind the event.
                pub task: Box<$crate::Task>,
                $($rows)*
            }
            {
                fn task(&self) -> Option<&$crate::Task> {
                    Some(&self.task)
                }

                fn task_mut(&mut self) -> Option<&mut $crate::Task> {
                    Some(&mut self.task)
                }
            }
        );
    };
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive $derives:tt])?
        #[queue]
        pub struct $name:ident { type = $tag:literal, $($rows:tt)* }
    ) => {
        $crate::wire::object! {
            $(#[doc = $doc])*
            #[sources $sources]
            $(#[derive $derives])?
            pub struct $name {
                /// The tag of the event.
                type = $tag,
                /// The task that the event belongs to. May be absent on a message queue.
                pub task_id: Option<String>,
                /// The place of the event among those of its task. Absent on a message queue.
                pub sequence_number: Option<i64>,
                /// When the event was made.
                pub timestamp: $crate::event::EventTimestamp,
                $($rows)*
            }
        }

        impl $crate::model::event::table::EventFields for $name {
            fn sequence_number(&self) -> Option<i64> {
                self.sequence_number
            }

            fn task_id(&self) -> Option<&str> {
                self.task_id.as_deref()
            }

            fn timestamp(&self) -> Option<$crate::event::EventTimestamp> {
                Some(self.timestamp.clone())
            }
        }
    };
    (@timed $name:ident $attributes:tt $tag:literal { $($rows:tt)* } { $($methods:tt)* }) => {
        $crate::model::event::table::event!(@plain $name $attributes $tag
            {
                /// When the event was made: ISO 8601 in UTC, with microseconds.
                pub timestamp: String,
                $($rows)*
            }
            {
                fn timestamp(&self) -> Option<$crate::event::EventTimestamp> {
                    Some(self.timestamp.as_str().into())
                }

                $($methods)*
            }
        );
    };
    (@plain $name:ident [$($attributes:tt)*] $tag:literal { $($rows:tt)* }
        { $($methods:tt)* }
    ) => {
        $crate::wire::object! {
            $($attributes)*
            pub struct $name {
                /// The tag of the event.
                type = $tag,
                /// The task that the event belongs to.
                pub task_id: String,
                /// The place of the event among those of its task, from 0. Servers number every
                /// event that they send.
                pub sequence_number: Option<i64>,
                $($rows)*
            }
        }

        impl $crate::model::event::table::EventFields for $name {
            fn sequence_number(&self) -> Option<i64> {
                self.sequence_number
            }

            fn task_id(&self) -> Option<&str> {
                Some(&self.task_id)
            }

            $($methods)*
        }
    };
}
pub(super) use event;

/// Declares the union of all events.
macro_rules! events {
    ($(
        $(#[doc = $doc:literal])*
        #[accessors($as:ident, $into:ident)]
        $variant:ident($($object:tt)*) = $tag:literal,
    )*) => {
        $crate::wire::union! {
            /// Something that happened to a task, as a stream reports it.
            ///
            /// Of the 47 types, published servers send 17 over HTTP; the docs of each say whether
            /// it is one of them.
            ///
            /// ```
            /// use agentlin_types::{TaskEvent, TaskEventKind, decode};
            ///
            /// let event: TaskEvent = decode::from_str(
            ///     r#"{"type": "task.text.delta", "sequence_number": 5, "task_id": "task_1",
            ///         "item_id": "msg_1", "content_index": 0, "agent_step": 0, "delta": "It", "logprobs": []}"#,
            /// )?;
            /// assert_eq!(event.kind(), Some(TaskEventKind::TextDelta));
            /// assert_eq!(event.as_text_delta().unwrap().delta, "It");
            /// assert_eq!(event.sequence_number(), Some(5));
            /// # Ok::<(), agentlin_types::DecodeError>(())
            /// ```
            #[tag("type")]
            #[kinds(TaskEventKind)]
            pub enum TaskEvent {
                $(
                    $(#[doc = $doc])*
                    #[accessors($as, $into)]
                    $variant($($object)*) = $tag,
                )*
            }
        }

        impl TaskEvent {
            /// The fields that all known events have in common.
            fn fields(&self) -> Result<&dyn EventFields, &$crate::Unknown> {
                match self {
                    $(TaskEvent::$variant(event) => Ok(event),)*
                    TaskEvent::Unknown(unknown) => Err(unknown),
                }
            }

            /// The snapshot that the event carries, to be changed.
            pub(crate) fn task_mut(&mut self) -> Option<&mut $crate::Task> {
                match self {
                    $(TaskEvent::$variant(event) => EventFields::task_mut(event),)*
                    TaskEvent::Unknown(_) => None,
                }
            }
        }
    };
}
pub(super) use events;
