//! What clients send: written as expected, read back whole.

use agentlin_types::jsonrpc::*;
use agentlin_types::request::*;
use agentlin_types::*;

use crate::round_trip::exact;

#[test]
fn create_params_keep_every_field() {
    let text = concat!(
        r#"{"stream":false,"user_message_content":[{"type":"text","text":"Hi"},"there"],"#,
        r#""agent_config":{"agent_id":"a","code_for_agent":"","code_for_interpreter":"","#,
        r#""description":"d","developer_prompt":"p","max_model_length":8192,"#,
        r#""max_response_length":1024,"model":"m","name":"n","allowed_tools":["*"],"#,
        r#""builtin_subagents":[{"id":"s","name":"sub","description":"d","#,
        r#""developer_prompt":"p","allowed_tools":[]},7],"#,
        r#""builtin_tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"#,
        r#""code_interpreter_config":{"jupyter_host":"h","jupyter_port":"8888","#,
        r#""jupyter_token":"t","jupyter_timeout":60,"jupyter_username":"u"},"#,
        r#""compress_model":"c","compress_prompt":"p","compress_threshold_token_ratio":0.9,"#,
        r#""inference_args":{},"tool_mcp_config":{"servers":[]},"env":{"A":1},"#,
        r#""builtin_skills":[{"skill_id":"k","name":"skill","prompt":"p","metadata":{}}]},"#,
        r#""allowed_subagents":null,"allowed_tools":[],"client_id":"c","#,
        r#""client_tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"#,
        r#""description":"d","strict":true}}],"disallowed_tools":["x"],"env":{"A":"1"},"#,
        r#""history_messages":[{"type":"message","role":"user","message_content":"Hi"},"#,
        r#"{"role":"assistant","content":"Hello"},{"type":"dream"}],"#,
        r#""include_compress_model_rollout":false,"include_subagent_rollout":true,"#,
        r#""inference_args":{"temperature":0.50},"log_dir":"/l","request_id":"r","#,
        r#""return_rollout":true,"rollout_save_dir":"/r","session_id":"s","stop_tools":["done"],"#,
        r#""structured_output":{"type":"object"},"task_id":"t","thought_messages":[],"#,
        r#""user_id":"u","workspace_dir":"/w","priority":"high"}"#
    );
    let params: TaskCreateParams = exact(text);
    assert_eq!(params.allowed_subagents, Some(Allowed::All));
    assert_eq!(params.allowed_tools, Some(Allowed::none()));
    assert_eq!(params.extra.get("priority").unwrap().as_str(), r#""high""#);

    let history = params.history_messages.unwrap();
    assert!(matches!(
        &history[0],
        HistoryMessage::Item(OutputItem::Message(_))
    ));
    assert!(matches!(&history[1], HistoryMessage::Chat(chat) if chat.role == ChatRole::Assistant));
    assert!(matches!(
        &history[2],
        HistoryMessage::Item(OutputItem::Unknown(_))
    ));

    let config = params.agent_config.unwrap();
    assert_eq!(
        config.code_interpreter().unwrap().unwrap().jupyter_port,
        "8888"
    );
    assert_eq!(config.skills().unwrap()[0].skill_id, "k");
    let error = config.subagents().unwrap_err();
    assert_eq!(
        error.to_string().split(" (").next().unwrap(),
        "the value must be an object"
    );
}

#[test]
fn typed_configurations_stand_in_for_free_form_objects() {
    let interpreter = CodeInterpreterConfig::new("h", "1", "t", 5, "u");
    let config = AgentConfig::new("a", "", "", "d", "p", 1, 1, "m", "n")
        .code_interpreter_config(interpreter.clone())
        .builtin_subagents(vec![JsonValue::from(JsonObject::from(
            SubAgentConfig::new("s", "sub", "d", "p"),
        ))])
        .builtin_skills(vec![SkillConfig::new("k", "skill", "p").into()]);
    assert_eq!(config.code_interpreter(), Some(Ok(interpreter)));
    assert_eq!(config.subagents().unwrap()[0].name, "sub");
    assert_eq!(config.skills().unwrap()[0].name, "skill");
}

#[test]
fn allowed_names_what_null_and_empty_mean() {
    for (wire, allowed, allows) in [
        ("null", Allowed::All, true),
        ("[]", Allowed::none(), false),
        (r#"["a"]"#, Allowed::only(["a"]), false),
        (r#"["*"]"#, Allowed::only(["*"]), true),
    ] {
        assert_eq!(exact::<Allowed>(wire), allowed);
        assert_eq!(allowed.allows("b"), allows);
    }
    assert!(Allowed::only(["a"]).allows("a"));
    let absent: TaskCreateParams = exact(r#"{"stream":true,"user_message_content":"Hi"}"#);
    assert_eq!(absent.allowed_tools, None);
}

#[test]
fn history_takes_both_generations() {
    let item: HistoryMessage = exact(r#"{"type":"message","role":"user","message_content":"Hi"}"#);
    let HistoryMessage::Item(item) = item else {
        panic!("an item")
    };
    let chat: HistoryMessage = exact(concat!(
        r#"{"role":"tool","content":[{"type":"text","text":"a"},"#,
        r#"{"type":"image_url","image_url":{"url":"u","detail":"low"}},"#,
        r#"{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}},"#,
        r#"{"type":"file","file":{"file_id":"f"}},{"type":"refusal","refusal":"no"}],"#,
        r#""name":"n","tool_calls":[{"id":"c"}],"tool_call_id":"c"}"#
    ));
    let HistoryMessage::Chat(chat) = chat else {
        panic!("a chat message")
    };
    let Some(ChatContent::Parts(parts)) = &chat.content else {
        panic!("parts")
    };
    assert_eq!(parts[4].tag(), Some("refusal"));
    let params = TaskCreateParams::whole("Go on").history_messages(vec![item.into(), chat.into()]);
    exact::<TaskCreateParams>(&encode::to_string(&params).unwrap());

    for (text, reason) in [
        (
            r#"{"content":"Hi"}"#,
            "missing field `role` in `ChatMessage`",
        ),
        (
            r#"{"type":7,"role":"user"}"#,
            "/type: `type` must be a string, not a number",
        ),
        (
            r#"["user"]"#,
            "the value must be an object (HistoryMessage), not an array",
        ),
        (
            r#"{"type":"reasoning"}"#,
            "missing field `id` in `ReasoningItem`",
        ),
        (
            r#"{"role":"user","role":"user"}"#,
            "/role: duplicate key `role`",
        ),
    ] {
        let error = decode::from_str::<HistoryMessage>(text)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(reason), "{text}: {error}");
    }
}

#[test]
fn chat_messages_are_not_documented() {
    use agentlin_types::wire::{FaultCode, Wire};
    let text = r#"[{"role":"user","content":"Hi"},{"type":"message","role":"user","message_content":"Hi"}]"#;
    let codes = |profile| -> Vec<(FaultCode, String)> {
        let shape = <Vec<HistoryMessage>>::SHAPE;
        wire::check(text, &shape, profile)
            .into_iter()
            .map(|f| (f.code, f.pointer))
            .collect()
    };
    assert_eq!(codes(Profile::Wire), []);
    assert_eq!(
        codes(Profile::Documented),
        [(FaultCode::MissingField, "/0".into())]
    );
}

#[test]
fn tools_without_parameters_are_read() {
    let tool: ToolData = exact(r#"{"type":"function","function":{"name":"now"}}"#);
    assert_eq!(tool.function.parameters, None);
    let null = r#"{"function":{"name":"now","strict":null},"type":"function"}"#;
    assert_eq!(decode::from_str::<ToolData>(null).unwrap(), tool);
    assert!(decode::from_str::<ToolData>(r#"{"type":"mcp","function":{"name":"f"}}"#).is_err());
}

#[test]
fn jsonrpc_requests_by_method() {
    let query = r#""jsonrpc":"2.0","id":"1","params":{"id":"task_1","metadata":{"k":1}}}"#;
    let task = concat!(
        r#""jsonrpc":"2.0","id":"1","params":{"id":"task_1","session_id":"s","user_id":"u","#,
        r#""payload":{"client_id":"c","user_message_content":"Hi"},"#,
        r#""pushNotification":{"url":"http://h","token":"t","#,
        r#""authentication":{"schemes":["bearer"],"credentials":"x"}}}}"#
    );
    let set = concat!(
        r#""jsonrpc":"2.0","id":"1","params":{"id":"task_1","#,
        r#""pushNotificationConfig":{"url":"http://h"}}}"#
    );
    let list = concat!(
        r#""jsonrpc":"2.0","id":"1","params":{"limit":5,"session_id":"s","status":["working"],"#,
        r#""user_id":"u","ending_before":"b","starting_after":"a"}}"#
    );
    let call = r#""jsonrpc":"2.0","id":"1","params":{"any":"thing"}}"#;
    let methods = [
        ("tasks/create", task),
        ("tasks/createSubscribe", task),
        ("tasks/list", list),
        ("tasks/get", query),
        ("tasks/cancel", query),
        ("tasks/pause", query),
        ("tasks/resume", query),
        ("tasks/pushNotification/set", set),
        ("tasks/pushNotification/get", query),
        ("tasks/resubscribe", query),
        ("rpc/call", call),
        ("tasks/send", query),
    ];
    for (method, rest) in methods {
        let request: JsonrpcRequest = exact(&format!(r#"{{"method":"{method}",{rest}"#));
        assert_eq!(request.tag(), Some(method));
        assert_eq!(request.id(), Some("1".into()));
        assert_eq!(
            matches!(request, JsonrpcRequest::Unknown(_)),
            method == "tasks/send"
        );
        // Clients write the method after other members.
        let late = format!(r#"{{{},"method":"{method}"}}"#, &rest[..rest.len() - 1]);
        let late: JsonrpcRequest = decode::from_str(&late).unwrap();
        assert_eq!(late.tag(), Some(method));
        assert_eq!(late.id(), request.id());
    }
}

#[test]
fn jsonrpc_requests_may_leave_out_what_servers_fill_in() {
    let bare: JsonrpcRequest = exact(r#"{"method":"tasks/list"}"#);
    assert_eq!(bare.id(), None);
    let written = encode::to_string(&TaskListRequest::new().id(7)).unwrap();
    assert_eq!(written, r#"{"method":"tasks/list","jsonrpc":"2.0","id":7}"#);
}

#[test]
fn payload_is_a_turn_or_an_answer() {
    let turn = SessionRequest::new("c", "Hi").return_rollout(true);
    let params = TaskParams::new(turn.clone());
    assert_eq!(params.payload(), Ok(TaskPayload::Session(turn.into())));

    let answer = ContinueRequest::new(
        "c",
        "task_1",
        vec![ToolResultItem::new("call_1", "4", vec![])],
    );
    let params = TaskParams::new(answer.clone());
    assert_eq!(params.payload(), Ok(TaskPayload::Continue(answer.into())));

    let neither = TaskParams::new(JsonObject::empty()).payload().unwrap_err();
    assert!(neither.to_string().contains("client_id"), "{neither}");
}

#[test]
fn push_and_stop_bodies() {
    let answer: PushNotificationResponse = exact(
        r#"{"jsonrpc":"2.0","id":"1","result":{"id":"t","pushNotificationConfig":{"url":"u"}}}"#,
    );
    assert_eq!(answer.result.unwrap().push_notification_config.url, "u");
    exact::<JsonrpcResponse>(r#"{"jsonrpc":"2.0","id":"1","result":null}"#);
    exact::<StopAgentRequest>(r#"{"session_id":"s"}"#);
    exact::<StopAgentResponse>(r#"{"status":"success","message":"Session s stopped"}"#);
}
