//! What comes in goes out again.

use agentlin_types::env::{
    EnvCloseResponse, EnvCreateResponse, EnvListResponse, EnvObservationResponse,
    EnvSessionResponse,
};
use agentlin_types::response::{ServerErrorBody, TaskListPage};
use agentlin_types::{RpcError, Task, TaskResponse, decode, encode, wire::Wire};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::captures;
use crate::shared::same::same;

/// Reads a text with our reader and with serde, which have to agree, and writes it with both.
fn round<T>(name: &str, text: &str) -> (T, String)
where
    T: Wire + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let ours: T = decode::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let serdes: T = serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(ours, serdes, "{name}");
    let out = encode::to_string(&ours).unwrap();
    assert_eq!(out, serde_json::to_string(&ours).unwrap(), "{name}");
    (ours, out)
}

/// For a text in the order of the model, without white space: expects the very same text back.
pub(crate) fn exact<T>(text: &str) -> T
where
    T: Wire + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let (value, out) = round(text, text);
    assert_eq!(out, text);
    value
}

/// For a captured text: expects the same value back, to the last digit.
fn lossless<T>(name: &str, text: &str)
where
    T: Wire + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let (_, out) = round::<T>(name, text);
    same(&T::SHAPE, text, &out).unwrap_or_else(|place| panic!("{name} {place}: {text}\n{out}"));
}

#[test]
fn captured_bodies() {
    for (name, text) in captures::bodies() {
        let body: Value = serde_json::from_str(&text).unwrap();
        let round = match name.as_str() {
            _ if body.get("success").is_some() => lossless::<ServerErrorBody>,
            "env_create_counter" => lossless::<EnvCreateResponse>,
            "env_observation" => lossless::<EnvObservationResponse>,
            "env_session" => lossless::<EnvSessionResponse>,
            "env_list" => lossless::<EnvListResponse>,
            "env_close" => lossless::<EnvCloseResponse>,
            _ if body.get("code").is_some() => lossless::<RpcError>,
            _ if body.get("object").is_some() => lossless::<Task>,
            _ if body["result"].is_array() => lossless::<TaskListPage>,
            _ => lossless::<TaskResponse>,
        };
        round(&name, &text);
    }
}
