//! The examples of the OpenAPI document, as JSON text. Tests check them against their types.

/// A task at its end.
macro_rules! task {
    () => {
        r#"{
            "object": "task",
            "id": "task_677efb5139a88190b512bc3fef8e535d",
            "session_id": "sess_1",
            "user_id": "user_1",
            "status": "completed",
            "created_at": 1795467208,
            "output": [
                {
                    "type": "message",
                    "id": "msg_1",
                    "role": "assistant",
                    "message_content": [{"type": "text", "text": "Hello."}],
                    "block_list": []
                }
            ]
        }"#
    };
}

/// A task without output.
macro_rules! bare_task {
    ($status:literal) => {
        concat!(
            r#"{
                "object": "task",
                "id": "task_677efb5139a88190b512bc3fef8e535d",
                "session_id": "sess_1",
                "user_id": "user_1",
                "status": ""#,
            $status,
            r#"",
                "created_at": 1795467208,
                "output": []
            }"#
        )
    };
}

/// An envelope around a result.
macro_rules! envelope {
    ($result:expr) => {
        concat!(
            r#"{"jsonrpc": "2.0", "id": "req_1", "result": "#,
            $result,
            "}"
        )
    };
}

/// What there is to see in an environment.
macro_rules! observation {
    () => {
        r#"{
            "message_content": [{"type": "text", "text": "Progress: 0/3."}],
            "block_list": [{"type": "text", "text": "Progress: 0/3."}],
            "data": {"done": false}
        }"#
    };
}

/// The tools of an environment.
macro_rules! tools {
    () => {
        r#"[
            {
                "type": "function",
                "function": {
                    "name": "increment",
                    "description": "Counts on.",
                    "parameters": {
                        "type": "object",
                        "properties": {"by": {"type": "integer", "default": 1}}
                    }
                }
            }
        ]"#
    };
}

/// A session of an environment.
macro_rules! session {
    () => {
        r#"{
            "session_id": "sess_1",
            "user_id": "user_1",
            "client_id": "default",
            "env_id": "env_1",
            "env_vars": {},
            "is_active": true,
            "created_at": 3707.288721874,
            "last_accessed_at": 3707.3453511
        }"#
    };
}

/// A kind of environment.
macro_rules! environment {
    () => {
        r#"{
            "name": "qa_env",
            "source": "package:agentlin.environment",
            "module": "agentlin.environment.qa_env",
            "importable": true,
            "origin": "builtin"
        }"#
    };
}

/// The body of an HTTP error.
pub(crate) const FAILURE: &str =
    r#"{"success": false, "message": "The request does not fit", "data": null}"#;

/// The content of the first `data` lines of a stream.
pub(crate) const EVENTS: [&str; 2] = [
    envelope!(
        r#"{
            "type": "task.created",
            "task_id": "task_677efb5139a88190b512bc3fef8e535d",
            "sequence_number": 0,
            "timestamp": "2026-11-23T20:53:28.511201+00:00",
            "task": {
                "object": "task",
                "id": "task_677efb5139a88190b512bc3fef8e535d",
                "session_id": "sess_1",
                "user_id": "user_1",
                "status": "created",
                "created_at": 1795467208,
                "output": []
            }
        }"#
    ),
    envelope!(
        r#"{
            "type": "task.working",
            "task_id": "task_677efb5139a88190b512bc3fef8e535d",
            "sequence_number": 1,
            "timestamp": "2026-11-23T20:53:28.512345+00:00"
        }"#
    ),
];

/// The body of a call.
pub(crate) fn request(operation: &str) -> Option<&'static str> {
    Some(match operation {
        "tasks.create" => {
            r#"{
                "stream": false,
                "user_message_content": [{"type": "text", "text": "How are you?"}],
                "session_id": "sess_1",
                "user_id": "user_1"
            }"#
        }
        "tasks.jsonrpc" => {
            r#"{
                "jsonrpc": "2.0",
                "id": "req_1",
                "method": "tasks/create",
                "params": {
                    "session_id": "sess_1",
                    "user_id": "user_1",
                    "payload": {"client_id": "default", "user_message_content": "How are you?"}
                }
            }"#
        }
        "env.create" => {
            r#"{"env_class_path": "qa_env", "env_init_kwargs": {"rounds": 3}, "user_id": "user_1"}"#
        }
        "env.step" => {
            r#"{"session_id": "sess_1", "tool_name": "increment", "tool_args": {"by": 1}}"#
        }
        "env.reset" => r#"{"session_id": "sess_1", "seed": 7}"#,
        "tasks.stop_session" | "env.observation" | "env.close" => r#"{"session_id": "sess_1"}"#,
        _ => return None,
    })
}

/// The JSON answers to a call that two generations of servers answer differently: the older one has
/// an envelope around the task. The one of the SDK that first had the call comes first.
pub(crate) fn generations(operation: &str) -> Option<[(&'static str, &'static str); 2]> {
    Some(match operation {
        "tasks.cancel" => [
            ("envelope", envelope!(bare_task!("canceled"))),
            ("task", bare_task!("canceled")),
        ],
        "tasks.pause" => [
            ("task", bare_task!("paused")),
            ("envelope", envelope!(bare_task!("paused"))),
        ],
        "tasks.resume" => [
            ("task", bare_task!("working")),
            ("envelope", envelope!(bare_task!("working"))),
        ],
        _ => return None,
    })
}

/// The JSON answer to a call that went well, the same from every server.
pub(crate) fn answer(operation: &str) -> Option<&'static str> {
    Some(match operation {
        "tasks.create" | "tasks.retrieve" | "tasks.delete" | "tasks.jsonrpc" => envelope!(task!()),
        "tasks.list" => envelope!(concat!("[", task!(), "]")),
        "tasks.stop_session" => r#"{"status": "success", "message": "Session sess_1 stopped"}"#,
        "env.create" => concat!(
            r#"{"session_id": "sess_1", "env_id": "env_1", "initial_state": "#,
            observation!(),
            r#", "tools": "#,
            tools!(),
            r#", "done": false}"#
        ),
        "env.step" => envelope!(
            r#"{
                "object": "task",
                "id": "task_2",
                "session_id": "sess_1",
                "user_id": "user_1",
                "status": "completed",
                "created_at": 1795467282,
                "output": [
                    {
                        "type": "tool_result",
                        "id": "tr_1",
                        "call_id": "task_2",
                        "message_content": [{"type": "text", "text": "Progress: 1/3."}],
                        "block_list": []
                    }
                ]
            }"#
        ),
        "env.observation" => concat!(
            r#"{"state": "#,
            observation!(),
            r#", "tools": "#,
            tools!(),
            r#", "done": false}"#
        ),
        "env.reset" => concat!(
            r#"{"observation": "#,
            observation!(),
            r#", "tools": "#,
            tools!(),
            r#", "done": false}"#
        ),
        "env.close" => r#"{"status": "closed", "message": "Session sess_1 closed"}"#,
        "env.session" => session!(),
        "env.delete_session" => r#"{"status": "success", "message": "Session sess_1 deleted"}"#,
        "env.sessions" => concat!(r#"{"sessions": ["#, session!(), r#"], "total": 1}"#),
        "env.clean_session" => {
            r#"{"status": "success", "cleaned_count": 1, "cleaned_sessions": ["sess_1"]}"#
        }
        "env.list" => concat!(r#"{"environments": ["#, environment!(), r#"], "total": 1}"#),
        "env.info" => concat!(r#"{"name": "qa_env", "details": ["#, environment!(), "]}"),
        "server.health" => r#"{"status": "healthy"}"#,
        "server.liveness" => r#"{"liveness": "ok"}"#,
        "server.readiness" => r#"{"readiness": "ok"}"#,
        _ => return None,
    })
}
