//! Types whose structure is all that can be wrong with them.

use super::{Context, Rules, Span, UnionRules, View};
use crate::{env::*, event::*, jsonrpc::*, request::*, response::*, task::*};

macro_rules! none {
    ($($object:ident)*) => {$(
        impl<'a> Rules<Context<'a>> for $object {
            type Kept = ();

            #[inline]
            fn check(_: View<'_, Self::Fields>, _: &mut Context<'a>) {}
        }
    )*};
}

macro_rules! none_of_unions {
    ($($union:ident)*) => {$(
        impl<'a> UnionRules<Context<'a>> for $union {
            type Kept = ();

            fn unknown(_: Span, _: &mut Context<'a>) {}

        }
    )*};
}

none! {
    AuthenticationInfo ChatAudio ChatFile ChatFilePart ChatImage ChatMessage ChatText
    EnvCleanSessionResponse EnvCloseParams EnvCloseResponse EnvCreateParams EnvCreateResponse
    EnvDeleteSessionResponse EnvInfo EnvInfoResponse EnvListResponse EnvObservationParams
    EnvObservationResponse EnvResetParams EnvResetResponse EnvSessionResponse EnvSessionsResponse
    EnvStepParams EnvStepResponse HttpErrorBody Observation OutputTokenDetails PushNotificationConfig
    PushNotificationGetRequest PushNotificationResponse PushNotificationSetRequest RpcCallRequest
    ServerErrorBody StopAgentRequest StopAgentResponse SummaryPart TaskCancelRequest TaskGetRequest
    TaskListParams TaskListRequest TaskPauseRequest TaskPushNotificationConfig TaskQueryParams
    TaskResubscribeRequest TaskResumeRequest TokenDetails ToolCallDetail ValidationErrorDetail
}

none_of_unions! { ChatPart JsonrpcRequest }
