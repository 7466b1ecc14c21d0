//! The types that have a schema file of their own.

use crate::wire::{Origin, Profile, Shape, Wire};
use crate::{block::*, env::*, event::*, health::*, jsonrpc::*, request::*, response::*, task::*};

/// A type that can be a whole message, or that callers want alone.
#[derive(Debug)]
pub struct Root {
    /// What it looks like.
    pub shape: Shape,
}

impl Root {
    const fn of<T: Wire>() -> Root {
        Root { shape: T::SHAPE }
    }

    /// The name of the type.
    pub fn name(&self) -> &'static str {
        self.shape.name().expect("roots have names")
    }

    /// What the type is.
    pub(crate) fn doc(&self) -> &'static str {
        match self.shape {
            Shape::Object(object) => object.doc,
            Shape::Union(union) => union.doc,
            Shape::Choice(choice) => choice.doc,
            Shape::Enum(values) => values.doc,
            Shape::ByKey(by_key) => by_key.doc,
            _ => "",
        }
    }

    /// Whether the documented profile has it.
    fn is_documented(&self) -> bool {
        let origin = |sources| Origin::of(sources).is_documented();
        match self.shape {
            Shape::Object(object) => origin(object.sources),
            Shape::Union(union) => union.variants.iter().any(|v| origin(v.object.sources)),
            Shape::ByKey(by_key) => by_key.alternatives.iter().any(|a| origin(a.sources)),
            _ => true,
        }
    }
}

/// Every type that has a schema file.
pub static ROOTS: &[Root] = &[
    Root::of::<TaskResponse>(),
    Root::of::<Task>(),
    Root::of::<RpcError>(),
    Root::of::<ServerErrorBody>(),
    Root::of::<HttpErrorBody>(),
    Root::of::<TaskEvent>(),
    Root::of::<TaskEventResponse>(),
    Root::of::<TaskListPage>(),
    Root::of::<TaskCreateParams>(),
    Root::of::<TaskListParams>(),
    Root::of::<JsonrpcRequest>(),
    Root::of::<TaskPayload>(),
    Root::of::<PushNotificationResponse>(),
    Root::of::<JsonrpcResponse>(),
    Root::of::<StopAgentRequest>(),
    Root::of::<StopAgentResponse>(),
    Root::of::<EnvCreateParams>(),
    Root::of::<EnvCreateResponse>(),
    Root::of::<EnvStepParams>(),
    Root::of::<EnvStepResponse>(),
    Root::of::<EnvObservationParams>(),
    Root::of::<EnvObservationResponse>(),
    Root::of::<EnvResetParams>(),
    Root::of::<EnvResetResponse>(),
    Root::of::<EnvCloseParams>(),
    Root::of::<EnvCloseResponse>(),
    Root::of::<EnvSessionResponse>(),
    Root::of::<EnvDeleteSessionResponse>(),
    Root::of::<EnvSessionsParams>(),
    Root::of::<EnvSessionsResponse>(),
    Root::of::<EnvCleanSessionParams>(),
    Root::of::<EnvCleanSessionResponse>(),
    Root::of::<EnvInfoResponse>(),
    Root::of::<EnvListParams>(),
    Root::of::<EnvListResponse>(),
    Root::of::<Observation>(),
    Root::of::<Block>(),
    Root::of::<TaskAnswer>(),
    Root::of::<HttpFailure>(),
    Root::of::<HealthResponse>(),
    Root::of::<LivenessResponse>(),
    Root::of::<ReadinessResponse>(),
];

/// The types of a profile.
pub(crate) fn of(profile: Profile) -> impl Iterator<Item = &'static Root> {
    ROOTS
        .iter()
        .filter(move |root| profile == Profile::Wire || root.is_documented())
}
