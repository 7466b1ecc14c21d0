//! What all answers have in common: a result, or an error in place of it.

use crate::env::{
    EnvCleanSessionResponse, EnvCloseResponse, EnvCreateResponse, EnvDeleteSessionResponse,
    EnvInfoResponse, EnvListResponse, EnvObservationResponse, EnvResetResponse, EnvSessionResponse,
    EnvSessionsResponse, EnvStepResponse,
};
use crate::health::{HealthResponse, LivenessResponse, ReadinessResponse};
use crate::jsonrpc::{
    JsonrpcResponse, PushNotificationResponse, StopAgentResponse, TaskPushNotificationConfig,
};
use crate::response::{TaskAnswer, TaskListPage};
use crate::wire::Wire;
use crate::{
    ErrorCode, JsonValue, RequestId, RpcError, Task, TaskEvent, TaskEventResponse, TaskResponse,
};

/// The body of an answer, which every client takes apart in the same way.
///
/// An error wins over a result: servers send both when a task itself failed. An envelope with
/// neither gives an [`ErrorCode::Internal`] made here. A body without an envelope is its own result.
///
/// ```
/// use agentlin_types::endpoint::{Endpoint, RetrieveTask};
/// use agentlin_types::{Answer, ErrorCode, RpcError, decode};
///
/// /// What a client does with the body of any call.
/// fn read<E: Endpoint>(_: &E, body: &str) -> Result<<E::Response as Answer>::Output, RpcError> {
///     decode::from_str::<E::Response>(body)?.into_result()
/// }
///
/// let call = RetrieveTask::new("task_1");
/// let body = r#"{"jsonrpc":"2.0","error":{"code":-32001,"message":"Task not found"}}"#;
/// let error = read(&call, body).unwrap_err();
/// assert_eq!(error.known_code(), Some(ErrorCode::TaskNotFound));
/// ```
///
/// Sealed, as [`Wire`] is.
pub trait Answer: Wire {
    /// What the answer brings when all goes well.
    type Output;

    /// The result, or why there is none.
    fn into_result(self) -> Result<Self::Output, RpcError>;
}

macro_rules! envelopes {
    ($($envelope:ident<$output:ty>;)*) => {$(
        impl $envelope {
            /// The envelope of a failed call.
            pub fn failure(id: impl Into<RequestId>, error: impl Into<RpcError>) -> Self {
                $envelope::new().id(id.into()).error(error.into())
            }

            /// The result, or why there is none; see [`Answer`].
            pub fn into_result(self) -> Result<$output, RpcError> {
                match (self.error, self.result) {
                    (Some(error), _) => Err(error),
                    (None, Some(result)) => Ok(result),
                    (None, None) => Err(RpcError::new(
                        ErrorCode::Internal.code(),
                        "the response has neither a result nor an error",
                    )),
                }
            }
        }

        impl Answer for $envelope {
            type Output = $output;

            fn into_result(self) -> Result<$output, RpcError> {
                self.into_result()
            }
        }
    )*};
}

envelopes! {
    TaskResponse<Task>;
    TaskEventResponse<TaskEvent>;
    TaskListPage<Vec<Task>>;
    PushNotificationResponse<TaskPushNotificationConfig>;
    JsonrpcResponse<JsonValue>;
}

macro_rules! successes {
    ($($envelope:ident<$output:ty>;)*) => {$(
        impl $envelope {
            /// The envelope of a successful call.
            pub fn success(id: impl Into<RequestId>, result: impl Into<$output>) -> Self {
                $envelope::new().id(id.into()).result(result.into())
            }
        }
    )*};
}

// That of an event is `TaskEventResponse::event`.
successes! {
    TaskResponse<Task>;
    TaskListPage<Vec<Task>>;
    PushNotificationResponse<TaskPushNotificationConfig>;
    JsonrpcResponse<JsonValue>;
}

impl TaskAnswer {
    /// The task, or why there is none, whatever the form; see [`Answer`].
    pub fn into_result(self) -> Result<Task, RpcError> {
        match self {
            TaskAnswer::Envelope(envelope) => envelope.into_result(),
            TaskAnswer::Task(task) => Ok(task),
            TaskAnswer::Error(error) => Err(error),
        }
    }
}

impl Answer for TaskAnswer {
    type Output = Task;

    fn into_result(self) -> Result<Task, RpcError> {
        self.into_result()
    }
}

macro_rules! bodies {
    ($($body:ty)*) => {$(
        impl Answer for $body {
            type Output = Self;

            fn into_result(self) -> Result<Self, RpcError> {
                Ok(self)
            }
        }
    )*};
}

bodies! {
    EnvCleanSessionResponse EnvCloseResponse EnvCreateResponse EnvDeleteSessionResponse
    EnvInfoResponse EnvListResponse EnvObservationResponse EnvResetResponse EnvSessionResponse
    EnvSessionsResponse EnvStepResponse HealthResponse LivenessResponse ReadinessResponse
    StopAgentResponse
}
