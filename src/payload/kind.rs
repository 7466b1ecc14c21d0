//! What a payload is.

use super::detection::detect;
use crate::wire::{Origin, Profile, Shape, Wire, string_enum};
use crate::{env::*, event::*, jsonrpc::*, request::*, response::*, task::*};

/// A type that is a payload by itself.
pub trait Payload: Wire {
    /// Its kind.
    const KIND: PayloadKind;
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident($type:ty) = $name:literal,)*) => {
        string_enum! {
            /// What a payload is: which call it belongs to, going by its fields.
            #[closed]
            pub enum PayloadKind {
                $($(#[doc = $doc])* $kind = $name,)*
            }
        }

        impl PayloadKind {
            /// What payloads of this kind look like.
            pub fn shape(self) -> &'static Shape {
                match self {
                    $(PayloadKind::$kind => const { &<$type as Wire>::SHAPE },)*
                }
            }
        }

        $(
            impl Payload for $type {
                const KIND: PayloadKind = PayloadKind::$kind;
            }
        )*
    };
}

/// Hands all kinds with their types to a macro.
macro_rules! each_kind {
    ($then:ident) => {
        $then! {
            /// The envelope around one task: the answer to retrieve, create, delete and cancel.
            Response(TaskResponse) = "response",
            /// The envelope around one event: the content of one `data` line of a stream.
            Event(TaskEventResponse) = "event",
            /// An event without an envelope, as on a message queue.
            BareEvent(TaskEvent) = "bare-event",
            /// One page of tasks: the answer to list.
            ListPage(TaskListPage) = "list-page",
            /// A task without an envelope: the answer to cancel, pause and resume of newer servers.
            Task(Task) = "task",
            /// A JSON-RPC error without an envelope: newer servers answer a failed cancel with it.
            RpcError(RpcError) = "rpc-error",
            /// An HTTP error of the server's framework, server 0.0.27.
            ServerError(ServerErrorBody) = "server-error",
            /// An HTTP error of the server's framework, servers up to 0.0.26.
            HttpError(HttpErrorBody) = "http-error",
            /// The body of the create call.
            CreateParams(TaskCreateParams) = "create-params",
            /// A request to the JSON-RPC endpoint.
            Request(JsonrpcRequest) = "request",
            /// The answer to the calls about push notifications.
            PushNotificationResponse(PushNotificationResponse) = "push-notification-response",
            /// The body of the call that stops a session.
            StopParams(StopAgentRequest) = "stop-params",
            /// The answer to the call that stops a session.
            StopResponse(StopAgentResponse) = "stop-response",
            /// The body of the call that starts an environment.
            EnvCreateParams(EnvCreateParams) = "env-create-params",
            /// The answer to the call that starts an environment.
            EnvCreateResponse(EnvCreateResponse) = "env-create-response",
            /// The body of the call that acts in an environment.
            EnvStepParams(EnvStepParams) = "env-step-params",
            /// What an action in an environment led to.
            EnvStepResponse(EnvStepResponse) = "env-step-response",
            /// The body of the call that looks at an environment.
            EnvObservationParams(EnvObservationParams) = "env-observation-params",
            /// The answer to the call that looks at an environment.
            EnvObservationResponse(EnvObservationResponse) = "env-observation-response",
            /// The body of the call that starts an environment over.
            EnvResetParams(EnvResetParams) = "env-reset-params",
            /// The answer to the call that starts an environment over.
            EnvResetResponse(EnvResetResponse) = "env-reset-response",
            /// The body of the call that ends an environment.
            EnvCloseParams(EnvCloseParams) = "env-close-params",
            /// The answer to the call that ends an environment.
            EnvCloseResponse(EnvCloseResponse) = "env-close-response",
            /// A session in an environment.
            EnvSession(EnvSessionResponse) = "env-session",
            /// The answer to the call that lists sessions.
            EnvSessions(EnvSessionsResponse) = "env-sessions",
            /// The answer to the call that deletes a session.
            EnvDeleteSessionResponse(EnvDeleteSessionResponse) = "env-delete-session-response",
            /// The answer to the call that ends idle sessions.
            EnvCleanSessionResponse(EnvCleanSessionResponse) = "env-clean-session-response",
            /// The answer to the call that describes one kind of environment.
            EnvInfo(EnvInfoResponse) = "env-info",
            /// The answer to the call that lists kinds of environments.
            EnvList(EnvListResponse) = "env-list",
        }
    };
}
pub(crate) use each_kind;

each_kind!(kinds);

impl PayloadKind {
    /// The profile that payloads of this kind are checked against when that one is asked for: what
    /// only servers have, such as events, is not in the documented profile.
    pub fn profile(self, asked: Profile) -> Profile {
        if asked == Profile::Wire {
            return asked;
        }
        let documented = |sources| Origin::of(sources).is_documented();
        // None of the unions is on the page.
        match self.shape() {
            Shape::Object(object) if documented(object.sources) => asked,
            _ => Profile::Wire,
        }
    }

    /// The kind of the payloads that a type describes.
    ///
    /// ```
    /// use agentlin_types::TaskResponse;
    /// use agentlin_types::validate::PayloadKind;
    ///
    /// assert_eq!(PayloadKind::of::<TaskResponse>(), PayloadKind::Response);
    /// ```
    pub fn of<T: Payload>() -> PayloadKind {
        T::KIND
    }

    /// Recognises a payload by evidence: a tag that only its kind has, or the keys that its kind
    /// requires, in any order; everything else about it may be wrong. `None` when there is no
    /// evidence for any kind: see [`Detection::of`](super::Detection::of) for what such a text is.
    ///
    /// Some bodies of the Env API have the same fields: they are taken for the first of those
    /// kinds. Use [`Settings::validate_as`](crate::validate::Settings::validate_as) where you know better.
    ///
    /// ```
    /// use agentlin_types::validate::PayloadKind;
    ///
    /// let page = r#"{"jsonrpc":"2.0","id":1,"result":[]}"#;
    /// assert_eq!(PayloadKind::detect(page), Some(PayloadKind::ListPage));
    /// assert_eq!(PayloadKind::detect(r#"{"message":"world"}"#), None);
    /// ```
    pub fn detect(text: &str) -> Option<PayloadKind> {
        detect(text).map(|found| found.kind)
    }
}
