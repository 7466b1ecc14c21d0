//! Which keys together are evidence for which kind of payload.

use super::PayloadKind::{self, *};
use super::detection::Detected;
use super::members::Members;

struct Rule {
    /// Whether the members of an object are evidence.
    holds: fn(&Members) -> bool,
    kind: PayloadKind,
    /// What is said to be the evidence.
    keys: &'static [&'static str],
}

macro_rules! rules {
    ($($kind:ident, by $($key:literal)*, if |$members:ident| $holds:expr;)*) => {
        &[$(Rule { holds: |$members| $holds, kind: $kind, keys: &[$($key),*] },)*]
    };
}

/// The first one that holds counts.
static RULES: &[Rule] = rules! {
    Request, by "jsonrpc" "method", if |m| m.jsonrpc() && m.method();
    Request, by "method" "params", if |m| m.method() && m.params() && m.alone();
    ListPage, by "jsonrpc" "result", if |m| m.jsonrpc() && m.list;
    Response, by "jsonrpc", if |m| m.jsonrpc() && (m.error() || m.alone()) && !m.params();
    BareEvent, by "sequence_number" "task_id",
        if |m| m.sequence_number() && (m.task_id() || m.timestamp());
    Task, by "session_id" "user_id" "status" "created_at" "output",
        if |m| {
            let keys = [m.session_id(), m.user_id(), m.status(), m.created_at(), m.output()];
            count(&keys) >= 4 && (m.session_id() || m.user_id())
        };
    CreateParams, by "user_message_content" "stream",
        if |m| {
            let create = count(&[
                m.agent_config(),
                m.client_tools(),
                m.history_messages(),
                m.stop_tools(),
            ]);
            m.user_message_content() || create >= 2 || m.stream() && (create >= 1 || m.alone())
        };
    EnvSession, by "is_active" "last_accessed_at" "session_id",
        if |m| {
            let seen = count(&[m.is_active(), m.last_accessed_at(), m.session_id()]);
            seen >= 2
        };
    EnvCreateResponse, by "initial_state" "env_id" "session_id" "tools",
        if |m| m.initial_state() && (m.env_id() || m.session_id() || m.tools());
    EnvStepResponse, by "new_state" "tools", if |m| m.new_state() && of_state(m);
    EnvObservationResponse, by "state" "tools", if |m| m.state() && of_state(m);
    EnvResetResponse, by "observation" "tools", if |m| m.observation() && of_state(m);
    EnvSessions, by "sessions" "total", if |m| m.sessions() && (m.total() || m.alone());
    EnvCleanSessionResponse, by "cleaned_count" "cleaned_sessions" "status",
        if |m| count(&[m.cleaned_count(), m.cleaned_sessions(), m.status()]) >= 2;
    EnvList, by "environments",
        if |m| m.environments() && (m.total() || m.grouped() || m.alone());
    EnvInfo, by "name" "details", if |m| m.details() && m.name() && m.alone();
    EnvStepParams, by "session_id" "tool_name",
        if |m| m.tool_name() && m.session_id() && (m.tool_args() || m.alone());
    EnvCreateParams, by "env_id" "env_class_path" "env_init_kwargs",
        if |m| m.env_class_path() && m.env_init_kwargs()
            || (m.env_id() || m.env_class_path() || m.env_init_kwargs()) && m.alone();
    EnvResetParams, by "session_id" "seed" "options",
        if |m| (m.seed() || m.options()) && m.session_id() && m.alone();
    HttpError, by "detail", if |m| m.detail() && m.only(1);
    RpcError, by "code" "message", if |m| m.code() && (m.message() || m.only(2));
    EnvCloseResponse, by "status" "message", if |m| m.status() && m.message() && m.only(2);
    EnvObservationParams, by "session_id", if |m| m.session_id() && m.only(1);
};

/// What an answer of an environment has beside its state.
fn of_state(m: &Members) -> bool {
    m.tools() || m.done() && m.alone()
}

fn count(seen: &[bool]) -> usize {
    seen.iter().filter(|key| **key).count()
}

impl Members {
    /// What all members together are evidence for.
    pub(super) fn kind(&self) -> Option<Detected> {
        let rule = RULES.iter().find(|rule| (rule.holds)(self))?;
        Some(Detected::by_keys(rule.kind, rule.keys))
    }
}
